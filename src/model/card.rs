//! One card: its keys with their meanings, and its body.

use super::awaited;
use super::columns::{self, Format};
use super::computed_columns;
use super::draft::{CardDraft, DEFAULT_KIND, Presence};
use super::facts::Facts;
use super::field::Field;
use super::kinds::Kinds;
use super::manifest::Manner;
use super::quoting::FactResolver;
use super::tables::{self, Feed, Tables, Taking};
use crate::diagnostic::{Diagnostic, Report, rules};
use crate::parse::body::{Body, Id, Inline, plain_text};
use crate::parse::yaml::Node;
use crate::source::{SourceId, Span, card_stem, is_index};

/// A card, not yet in its place in a document.
#[derive(Debug, Clone)]
pub struct Card {
    /// Its file, or that of the folder that it stands for.
    pub source: SourceId,
    /// The path of the file below the root, with `/`.
    pub path: String,
    /// The name of its kind, such as `workstream`.
    pub kind: String,
    /// The name by which text refers to it.
    pub id: Id,
    /// Whether the front matter gives the id.
    pub explicit_id: bool,
    /// As Markdown; made from the file name if the front matter has none.
    pub title: Vec<Inline>,
    /// For running heads and the contents.
    pub short_title: Option<Vec<Inline>>,
    /// Whether it has a number (`numbered: false`).
    pub numbered: bool,
    /// Whether the contents list it (`toc: false`).
    pub toc: bool,
    /// Whether its pages lie on their side.
    pub landscape: bool,
    /// Whether it is an appendix, lettered apart from the parts.
    pub appendix: bool,
    /// The keys of its front matter, typed by the schema of its kind.
    pub fields: Field,
    /// The formats of the columns of its table, if it has such columns.
    pub formats: Vec<Option<Format>>,
    /// What stands below the front matter.
    pub body: Body,
    /// Where what the card lacks is reported: the title, else its first line.
    pub top: Span,
    /// Whether the card stands for a folder without `index.md`.
    pub made: bool,
    /// Whether the front matter could not be read, or names a kind that there is not, so that
    /// nobody knows what its keys mean.
    pub broken: bool,
}

impl Card {
    /// Binds a draft to what it names: the table of its rows, and the facts that its texts quote. If
    /// its front matter could not be read, the card keeps its place, its id and its body.
    pub fn bind(
        mut draft: CardDraft,
        tables: Tables<'_>,
        kinds: &Kinds,
        manner: Manner<'_>,
        facts: Option<&Facts>,
    ) -> (Self, Report) {
        let Manner { language, own } = manner;
        let mut report = std::mem::take(&mut draft.report);
        let front = &mut draft.front;
        let kind = kinds.get(&draft.kind.name);
        let mut elsewhere = Vec::new();
        let feed = kind.and_then(|kind| Some((kind, kind.feed.as_ref()?)));
        if let Some((kind, feed)) = feed {
            let card = Taking {
                folder: folder_of(&draft.path),
                feed,
                bibliography: kind.bibliography,
                schema: &kind.schema,
                language,
            };
            elsewhere = tables::fill(front, card, tables, &mut report).elsewhere(feed);
            if *feed == Feed::Labelled {
                tables::head_labels(front);
                computed_columns::settle(front, language, &mut report);
            }
        }
        let (mut fields, mut formats) = (Field::empty(draft.top), Vec::new());
        if let Some(kind) = kind {
            awaited::fill(front, &kind.schema);
            if draft.is_readable() {
                draft.check(&kind.schema, &elsewhere, own, &mut report);
            }
            fields = draft.typed(&kind.schema, manner, &mut report);
            if feed.is_some() {
                tables::settle(&mut fields);
            }
            formats = columns::settle(&mut fields, &kind.schema);
        }
        if draft.front_matter == Presence::Missing {
            report.push(without_front_matter(draft.top));
        }
        let mut card = Self::of_draft(draft, fields, formats);
        if let Some(facts) = facts {
            FactResolver { facts }.card(&mut card);
        }
        (card, report)
    }

    /// A card of its parts.
    fn of_draft(draft: CardDraft, fields: Field, formats: Vec<Option<Format>>) -> Self {
        let front = &draft.front;
        let flag =
            |key: &str, default: bool| front.get(key).and_then(Node::as_bool).unwrap_or(default);
        let inline = |key: &str| {
            let content = fields.get(key).and_then(Field::inline)?;
            (!content.is_empty()).then(|| content.to_vec())
        };
        let explicit = front.get("id").filter(|id| !id.is_blank()).and_then(|id| {
            Some(Id {
                name: id.text()?.trim().to_owned(),
                span: id.span,
            })
        });
        let top = fields
            .get("title")
            .filter(|title| !title.is_blank())
            .map_or(draft.top, |title| title.span);
        Self {
            source: draft.source,
            explicit_id: explicit.is_some(),
            id: explicit.unwrap_or_else(|| Id {
                name: id_of(&draft.path),
                span: top,
            }),
            title: inline("title").unwrap_or_else(|| made_title(&draft.path, top)),
            short_title: inline("short-title"),
            numbered: flag("numbered", true),
            toc: flag("toc", true),
            landscape: flag("landscape", false),
            appendix: flag("appendix", false),
            broken: draft.is_broken || !draft.kind.is_known,
            kind: draft.kind.name,
            path: draft.path,
            body: draft.body,
            fields,
            formats,
            top,
            made: false,
        }
    }

    /// Whether a name is its id or its path, below the root or below the folder of its document.
    pub fn is_called(&self, name: &str) -> bool {
        is_called(name, &self.id.name, &self.path)
    }

    /// The card that stands for a folder without `index.md`; `beside` is the first card in it.
    pub fn of_folder(folder: &str, beside: &Card) -> Self {
        let top = Span::new(beside.source, 0..0);
        Self {
            source: beside.source,
            path: format!("{folder}/index.md"),
            kind: DEFAULT_KIND.to_owned(),
            id: Id {
                name: id_of(folder),
                span: top,
            },
            explicit_id: false,
            title: made_title(folder, top),
            short_title: None,
            numbered: true,
            toc: true,
            landscape: false,
            appendix: beside.appendix,
            fields: Field::empty(top),
            formats: Vec::new(),
            body: Body::default(),
            top,
            made: true,
            broken: false,
        }
    }

    pub fn title_text(&self) -> String {
        plain_text(&self.title)
    }

    /// For running heads: the short title, else the title.
    pub fn short(&self) -> &[Inline] {
        self.short_title.as_deref().unwrap_or(&self.title)
    }

    pub fn is_index(&self) -> bool {
        self.path.rsplit('/').next().is_some_and(is_index)
    }

    /// The folder in which the card lies, or which it stands for.
    pub fn folder(&self) -> &str {
        folder_of(&self.path)
    }
}

fn folder_of(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(folder, _)| folder)
}

fn without_front_matter(top: Span) -> Diagnostic {
    rules::schema::MISSING_KEY
        .at(top, "this card has no front matter, and so no title")
        .help("begin the file with three lines: `---`, then `title: …`, then `---` again")
}

/// Whether a name is the id of a card, or its path, below the root or below the folder of its
/// document.
pub(super) fn is_called(name: &str, id: &str, path: &str) -> bool {
    let is_below = || {
        path.strip_suffix(name)
            .is_some_and(|rest| rest.ends_with('/'))
    };
    id == name || path == name || (name.ends_with(".md") && is_below())
}

/// A file's or folder's name without leading digits, separator and ending (`docs/format.md#ids`);
/// for `index.md`, the folder's.
pub(super) fn id_of(path: &str) -> String {
    let bare = bare_name(path);
    if Id::is_valid(bare) {
        bare.to_owned()
    } else {
        slug::slugify(bare)
    }
}

fn bare_name(path: &str) -> &str {
    let mut parts = path.rsplit('/');
    let last = parts.next().unwrap_or_default();
    let name = if is_index(last) {
        parts.next().unwrap_or_default()
    } else {
        card_stem(last).unwrap_or(last)
    };
    let bare = name
        .trim_start_matches(|c: char| c.is_ascii_digit())
        .trim_start_matches(['-', '_', '.', ' ']);
    if bare.is_empty() { name } else { bare }
}

/// A title made from a name: `about-us` is “About us”.
fn made_title(path: &str, span: Span) -> Vec<Inline> {
    let words = bare_name(path).replace(['-', '_'], " ");
    let mut letters = words.chars();
    let title = letters.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(letters).collect()
    });
    vec![Inline::Text(crate::parse::body::Text { text: title, span })]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_come_from_names_without_the_digits_that_sort() {
        assert_eq!(id_of("plan/01-foreword.md"), "foreword");
        assert_eq!(id_of("plan/02-about-us/index.md"), "about-us");
        assert_eq!(id_of("plan/10_a.b é.md"), "a-b-e");
        assert_eq!(id_of("plan/2017.md"), "2017");
        assert_eq!(id_of("plan/03-Annex.MD"), "Annex");
    }
}
