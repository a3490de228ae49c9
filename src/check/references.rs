//! Links, pictures and ids that lead nowhere.

use super::files::{self, Named};
use super::{Scope, external_references, fragments};
use crate::diagnostic::{Diagnostic, Report, Sought, did_you_mean, rules};
use crate::discover::{is_bibliography, is_table, is_workbook};
use crate::model::anchors::Target;
use crate::model::card::Card;
use crate::model::citations;
use crate::model::document::Document;
use crate::model::facts::{SCHEME, comparable};
use crate::model::field::{Field, FieldValue, Role, Word};
use crate::model::kinds::Kind;
use crate::model::links::{Reference, in_document, is_web, path_from, percent_decoded, resolve};
use crate::model::terms;
use crate::parse::body::{BlockKind, Body, Inline, Link, Picture, plain_text, walk_inlines};
use crate::source::Span;

/// `reference/unknown-id`, `-citation`, `-file`, `-scheme`, `reference/outside-project`,
/// `document/missing-alt` …
pub fn check(scope: &Scope<'_>, report: &mut Report) {
    let document = scope.document;
    let mut checker = Checker {
        scope,
        folder: &document.folder,
        cites: false,
        report,
    };
    checker.field(&document.manifest.fields);
    document
        .facts
        .iter()
        .for_each(|fact| checker.field(&fact.field));
    for card in document.cards.iter().filter(|card| !card.made) {
        checker.folder = card.folder();
        let kind = scope.kinds.get(&card.kind);
        checker.cites = kind.is_some_and(|kind| kind.bibliography);
        checker.body(&card.body);
        checker.field(&card.fields);
    }
}

struct Checker<'a, 'r> {
    scope: &'a Scope<'a>,
    /// The folder of the card, to which files are relative.
    folder: &'a str,
    /// Whether the card may take its entries from a bibliography.
    cites: bool,
    report: &'r mut Report,
}

impl<'a> Checker<'a, '_> {
    fn field(&mut self, field: &'a Field) {
        field.walk(&mut |field| match &field.value {
            FieldValue::Inline(content) => walk_inlines(content, &mut |inline| self.inline(inline)),
            FieldValue::Blocks(body) => self.body(body),
            FieldValue::Word(word) => self.word(word, field.span),
            _ => {}
        });
    }

    fn body(&mut self, body: &'a Body) {
        body.walk(&mut |block| match &block.kind {
            BlockKind::Figure(picture) => self.picture(picture),
            BlockKind::Paragraph(content) if is_caption(content) => {
                let message = "this caption has no table above it";
                let diagnostic = rules::document::LOST_CAPTION.at(block.span, message);
                self.report.push(
                    diagnostic
                        .help("put it in the line or the paragraph right after a Markdown table"),
                );
            }
            _ => {}
        });
        body.walk_inlines(&mut |inline| self.inline(inline));
    }

    fn inline(&mut self, inline: &Inline) {
        match inline {
            Inline::Link(link) => self.link(link),
            Inline::Picture(picture) => {
                self.picture(picture);
                if picture.caption.is_some() {
                    let message =
                        "this picture stands in running text, where its caption and id do nothing";
                    let diagnostic = rules::document::INLINE_PICTURE.at(picture.span, message);
                    self.report.push(
                        diagnostic.help("put the picture alone in a paragraph to make it a figure"),
                    );
                }
            }
            _ => {}
        }
    }

    fn link(&mut self, link: &Link) {
        let target = link.target.trim();
        if target.is_empty() || target == "#" {
            // A dead link is a placeholder (`placeholder/dead-link`).
            return;
        }
        if let Some(name) = target.strip_prefix(SCHEME) {
            return self.fact(name, link);
        }
        match resolve(
            target,
            self.folder,
            self.scope.document,
            self.scope.project_index,
        ) {
            Reference::Unknown => self.unknown(target, link),
            // What the other document lacks is said there, if it is checked as well.
            Reference::Elsewhere(neighbour, _)
                if !neighbour.usable && !self.scope.checked.contains(&neighbour.folder) =>
            {
                self.report
                    .push(external_references::unusable(neighbour, link.span));
            }
            Reference::Anchor(name, anchor) => {
                let hint = fragments::by_words(target, name, anchor, link, self.scope.document);
                hint.into_iter().for_each(|hint| self.report.push(hint));
            }
            _ => {}
        }
    }

    /// A target that leads to nothing that is known.
    fn unknown(&mut self, target: &str, link: &Link) {
        if let Some(id) = target.strip_prefix('#') {
            let several = fragments::several(id, link.span, self.scope);
            let unknown = || {
                external_references::perhaps(
                    id,
                    self.scope,
                    unknown_id(id, link.span, self.scope.document),
                )
            };
            self.report.push(several.unwrap_or_else(unknown));
        } else if let Some(id) = target.strip_prefix(citations::SCHEME) {
            // Of a bibliography that is not there nobody knows what it has.
            if !self.scope.document.citations.is_incomplete {
                self.report
                    .push(unknown_citation(id, link.span, self.scope.document));
            }
        } else if let Some(id) = target.strip_prefix(terms::SCHEME) {
            self.report
                .push(unknown_term(id, link.span, self.scope.document));
        } else if let Some((name, id)) = in_document(target) {
            self.report.push(external_references::unknown(
                name, id, link.span, self.scope,
            ));
        } else if let Some((scheme, _)) = target
            .split_once(':')
            .filter(|(scheme, _)| is_scheme(scheme))
        {
            self.scheme(scheme, link);
        } else if let Some(diagnostic) =
            fragments::not_in_card(target, self.folder, link.span, self.scope)
        {
            self.report.push(diagnostic);
        } else if let Some(meant) = fragments::without_hash(target, link, self.scope.document) {
            let message =
                format!("`{target}` names no file, and no place in the document without its `#`");
            self.report.push(
                rules::reference::MISSING_FILE
                    .at(link.span, message)
                    .help(meant),
            );
        } else if let Some(path) = self.file(target, link.span, "link") {
            let message = format!(
                "this link leads to the file `{path}`, which readers of the document do not have"
            );
            let diagnostic = rules::reference::LOCAL_FILE.at(link.span, message);
            self.report.push(
                diagnostic.help("link to where the file is published, `https://…`, or say in the text where it can be had"),
            );
        }
    }

    /// A fact must be there, and words that stand for it must still be its own.
    fn fact(&mut self, name: &str, link: &Link) {
        let facts = &self.scope.document.facts;
        if facts.source == Some(link.span.source) {
            let diagnostic =
                rules::reference::WRONG_KIND.at(link.span, "a fact cannot quote another fact");
            self.report
                .push(diagnostic.help("write the words or the figure out"));
            return;
        }
        if facts.broken {
            return;
        }
        let Some(fact) = facts.get(name) else {
            self.report.push(unknown_fact(name, link.span, self.scope));
            return;
        };
        let (printed, kept) = (comparable(&link.content), comparable(&fact.text));
        if printed == kept || fact.is_blank {
            return;
        }
        let message = format!("the text says `{printed}`, but the fact `{name}` is `{kept}`");
        let diagnostic = rules::figures::STALE_TEXT
            .at(link.span, message)
            .related(fact.name, "the fact is kept here");
        self.report.push(diagnostic.help(format!(
            "write `[{kept}](fact:{name})`, or `[](fact:{name})`, which is always right"
        )));
    }

    fn scheme(&mut self, scheme: &str, link: &Link) {
        let known = scheme == "term";
        if known && !link.content.is_empty() {
            return;
        }
        let message = format!("`{scheme}:` leads to nothing that this document has");
        let help = if known {
            "write the text between the square brackets"
        } else {
            "links lead to `#id`, `cite:id`, `https://…`, `mailto:…`, `tel:…`, or to another document, `name:id`"
        };
        self.report.push(
            rules::reference::UNKNOWN_SCHEME
                .at(link.span, message)
                .help(help),
        );
    }

    fn picture(&mut self, picture: &Picture) {
        if plain_text(&picture.alt).trim().is_empty() {
            let diagnostic = rules::document::MISSING_ALT
                .at(picture.span, "this picture has no alternative text");
            let is_html = self.scope.sources.slice(picture.span).starts_with('<');
            let place = if is_html {
                "in `alt=\"…\"`"
            } else {
                "between the square brackets"
            };
            self.report.push(diagnostic.help(format!(
                "say {place} what the picture shows, for a reader who cannot see it"
            )));
        }
        let _ = self.file(&picture.target, picture.span, "picture");
    }

    /// A file that is named must be there, and inside the project; gives its path if so.
    fn file(&mut self, target: &str, span: Span, what: &str) -> Option<String> {
        if is_web(target)
            || target
                .split_once(':')
                .is_some_and(|(scheme, _)| scheme == "data" || scheme == "file")
        {
            let diagnostic = rules::reference::REMOTE_PICTURE
                .at(span, "pictures are not fetched from elsewhere");
            self.report.push(
                diagnostic.help("save the picture in the document's folder, and give its path"),
            );
            return None;
        }
        if target.trim().is_empty() {
            let diagnostic =
                rules::reference::MISSING_FILE.at(span, format!("this {what} has no address"));
            self.report
                .push(diagnostic.help("write the path of a file between the round brackets"));
            return None;
        }
        let place = if what == "file" {
            span
        } else {
            files::place(target, span, self.scope.sources)
        };
        let named = Named {
            target,
            folder: self.folder,
            span: place,
            what,
        };
        let path = path_from(self.folder, &percent_decoded(target))
            .filter(|_| !files::is_of_one_computer(target));
        let Some(path) = path else {
            self.report.push(files::outside(&named, self.scope));
            return None;
        };
        let path = path.split('#').next().unwrap_or(&path);
        let is_card = self.scope.document.card_at(path).is_some();
        if self.scope.files.contains_key(path)
            || is_card
            || (what == "link" && self.scope.linked.contains(path))
        {
            return Some(path.to_owned());
        }
        self.report.push(files::missing(&named, path, self.scope));
        None
    }

    fn word(&mut self, word: &Word, span: Span) {
        match &word.role {
            Role::File { is_picture } => {
                if let Some(path) = self.file(&word.text, span, "file").filter(|_| !is_picture) {
                    no_table(&path, span, self.cites)
                        .into_iter()
                        .for_each(|found| self.report.push(found));
                }
            }
            Role::Kind
                if !self
                    .scope
                    .kinds
                    .all()
                    .any(|kind| is_called(kind, &word.text)) =>
            {
                let message = format!("there is no kind `{}`", word.text);
                let diagnostic = rules::schema::UNKNOWN_KIND.at(span, message);
                let lists = self
                    .scope
                    .kinds
                    .all()
                    .filter_map(|kind| Some(kind.entries.as_ref()?.list.as_str()));
                let help = match did_you_mean(&word.text, self.scope.kinds.names().chain(lists)) {
                    Some(near) => format!("did you mean `{near}`?"),
                    None => "write the name of a kind, such as `workstream`".to_owned(),
                };
                self.report.push(diagnostic.help(help));
            }
            Role::Card { kind } => self.card(&word.text, kind, span),
            _ => {}
        }
    }

    /// The id of a card of a certain kind.
    fn card(&mut self, id: &str, kind: &str, span: Span) {
        let anchor = self
            .scope
            .document
            .anchors
            .get(id)
            .filter(|anchor| anchor.target == Target::Card);
        let found = anchor.map(|anchor| &self.scope.document.cards[anchor.card]);
        match found {
            // A card that could not be read does not say of what kind it is.
            Some(card) if card.kind == kind || card.broken => {}
            Some(card) => {
                let message = format!("`{id}` is a card of kind `{}`, not `{kind}`", card.kind);
                let diagnostic = rules::reference::WRONG_KIND
                    .at(span, message)
                    .related(card.top, "this card");
                self.report
                    .push(diagnostic.help(format!("name a card of kind `{kind}`")));
            }
            None => {
                let ids = self
                    .scope
                    .document
                    .cards
                    .iter()
                    .filter(|card| card.kind == kind);
                let message = format!("there is no `{kind}` with the id `{id}`");
                let diagnostic = rules::reference::UNKNOWN_ID
                    .at(span, message)
                    .sought(Sought::Given(id.to_owned()));
                let help = match did_you_mean(id, ids.map(|card: &Card| card.id.name.as_str())) {
                    Some(near) => format!("did you mean `{near}`?"),
                    None => "an id stands in a card's front matter, or is made from its file name"
                        .to_owned(),
                };
                self.report.push(diagnostic.help(help));
            }
        }
    }
}

/// The endings of workbooks that are not read.
const WORKBOOKS: [&str; 4] = ["xlsb", "xls", "fods", "numbers"];

/// A file that is there and from which no table can be read.
fn no_table(path: &str, span: Span, cites: bool) -> Option<Diagnostic> {
    let name = path.rsplit('/').next().unwrap_or(path);
    if is_table(name) || is_workbook(name) || cites && is_bibliography(name) {
        return None;
    }
    let ending = name
        .rsplit_once('.')
        .map(|(_, ending)| ending.to_ascii_lowercase())
        .unwrap_or_default();
    let diagnostic = if WORKBOOKS.contains(&ending.as_str()) {
        let message = format!("workbooks that end in `.{ending}` are not read, and so is `{name}`");
        let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
        rules::source::WORKBOOK.at(span, message).help(format!(
            "save it again in the same folder, and name that file: `data: {stem}.xlsx`"
        ))
    } else {
        let (what, help) = if cites {
            (
                "no table, and no bibliography that is read",
                "save the sources as BibTeX, and name that file: `data: FILE.bib`; or write them as Hayagriva's YAML, `FILE.yaml`",
            )
        } else if ending == "bib" {
            (
                "no table",
                "a bibliography is named by a card of kind `references`",
            )
        } else {
            (
                "no table",
                "name a file whose name ends in `.csv`, `.xlsx` or `.ods`",
            )
        };
        rules::source::CSV
            .at(span, format!("`{name}` is {what}"))
            .help(help)
    };
    Some(diagnostic)
}

/// `Table: The caption {#tab-x}`, standing alone.
fn is_caption(content: &[Inline]) -> bool {
    let begins =
        matches!(content.first(), Some(Inline::Text(text)) if text.text.starts_with("Table: "));
    begins && matches!(content.last(), Some(Inline::Text(text)) if text.text.ends_with('}'))
}

fn unknown_fact(name: &str, span: Span, scope: &Scope<'_>) -> Diagnostic {
    let facts = &scope.document.facts;
    if name.is_empty() {
        let diagnostic = rules::reference::UNKNOWN_FACT.at(span, "this link names no fact");
        return diagnostic.help("write the name of a fact behind `fact:`");
    }
    let Some(source) = facts.source else {
        let diagnostic =
            rules::reference::UNKNOWN_FACT.at(span, format!("there is no fact `{name}`"));
        return diagnostic
            .help("the project has no facts that can be read; they stand in `facts.yaml`");
    };
    let path = scope.sources.get(source).path();
    let message = format!("`{path}` has no fact `{name}`");
    let help = match did_you_mean(name, facts.names()) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("add it to `{path}`: a line `{name}:`, and below it `  value: …`"),
    };
    rules::reference::UNKNOWN_FACT.at(span, message).help(help)
}

fn unknown_term(id: &str, span: Span, document: &Document) -> Diagnostic {
    let message = format!("no glossary declares the term `{id}`");
    let ids = document.terms.iter().map(|term| term.id.as_str());
    let help = match did_you_mean(id, ids) {
        Some(near) => format!("did you mean `{near}`?"),
        None => {
            format!("add it to the entries of a glossary: `- {{ id: {id}, term: …, long: … }}`")
        }
    };
    rules::reference::UNKNOWN_TERM
        .at(span, message)
        .help(help)
        .sought(Sought::Given(id.to_owned()))
}

/// `#id` of nothing in the document.
pub(super) fn unknown_id(id: &str, span: Span, document: &Document) -> Diagnostic {
    let message = format!("nothing in this document has the id `{id}`");
    let otherwise = "give the target an id: `id:` in a card, `{#id}` at a heading or caption, `#id` in a picture's address";
    let help = fragments::near(id, document).map_or_else(
        || otherwise.to_owned(),
        |near| format!("did you mean `{near}`?"),
    );
    rules::reference::UNKNOWN_ID
        .at(span, message)
        .help(help)
        .sought(Sought::Given(id.to_owned()))
}

fn unknown_citation(id: &str, span: Span, document: &Document) -> Diagnostic {
    let message = format!("no list of references has an entry `{id}`");
    let diagnostic = rules::reference::UNKNOWN_CITATION
        .at(span, message)
        .sought(Sought::Given(id.to_owned()));
    let keys = document.citations.keys.iter().map(String::as_str);
    // Keys are often shorter or longer by a letter; that capitals differ is the likeliest slip.
    let near = did_you_mean(id, keys).or_else(|| did_you_mean(id, document.anchors.ids()));
    let otherwise = if document.citations.keys.is_empty() {
        "add an entry with this id to the references"
    } else {
        "add an entry with this key to the bibliography"
    };
    diagnostic.help(near.map_or_else(
        || otherwise.to_owned(),
        |near| format!("did you mean `{near}`?"),
    ))
}

/// Whether a word is the name of a kind, or of the list whose entries its cards have.
fn is_called(kind: &Kind, name: &str) -> bool {
    kind.name == name || kind.entries.as_ref().is_some_and(|keys| keys.list == name)
}

fn is_scheme(text: &str) -> bool {
    text.len() > 1
        && text
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.'))
}
