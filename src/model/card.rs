//! One card: its keys with their meanings, and its body.

use std::collections::BTreeSet;

use super::awaited;
use super::columns::{self, Format};
use super::field::{Field, FieldValue};
use super::kinds::Kinds;
use super::quantity::Style;
use super::schema::Subject;
use super::tables::{Data, Tables, fill, head_labels};
use crate::diagnostic::{Diagnostic, Report, did_you_mean, rules};
use crate::parse::body::{Body, Id, Inline, plain_text};
use crate::parse::markdown::{self, Reading};
use crate::parse::yaml::{self, Node};
use crate::parse::{FrontMatter, split};
use crate::source::{SourceId, Span, TextMap, card_stem, is_index};

/// The kind of a card that names none.
pub const DEFAULT_KIND: &str = "section";

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
    /// Reads one card. If its front matter cannot be read, that is reported, and the card keeps its
    /// place, its id and its body.
    pub fn read(
        id: SourceId,
        tables: Tables<'_>,
        kinds: &Kinds,
        language: &str,
        report: &mut Report,
    ) -> Self {
        let source = tables.sources.get(id);
        let end = source.text().len();
        let parts = split(id, source, report);
        let unclosed = parts.is_none();
        let parts = parts.unwrap_or(FrontMatter {
            yaml: None,
            body: end..end,
        });
        let top = Span::new(id, source.line_range(1));
        let range = parts.yaml.clone().unwrap_or(0..0);
        let front = yaml::parse(id, range.start, &source.text()[range], report);
        let map = TextMap::verbatim(id, parts.body.start);
        let body = markdown::parse(&source.text()[parts.body], &map, language, report);
        let (mut front, broken) = match front {
            Some(front) if matches!(front.value, yaml::Value::Map(_)) => (front, unclosed),
            Some(front) => {
                let message = "the front matter must be a list of keys and values";
                let diagnostic = rules::schema::WRONG_TYPE.at(front.span, message);
                report.push(
                    diagnostic
                        .help("write lines such as `title: Foreword` between the two lines `---`"),
                );
                (Node::nothing(top), true)
            }
            None => (Node::nothing(top), true),
        };
        let kind = kind_of(&front, kinds, report);
        let mut data = Data::Unnamed;
        if let Some(shape) = kinds.get(&kind.name).and_then(|kind| kind.data.as_deref()) {
            let folder = source
                .path()
                .rsplit_once('/')
                .map_or("", |(folder, _)| folder);
            data = fill(
                &mut front,
                folder,
                shape,
                Style::of(language).decimal,
                tables,
                report,
            );
            head_labels(&mut front, shape);
        }
        let mut fields = match kinds.get(&kind.name) {
            Some(schema) => {
                awaited::fill(&mut front, &schema.schema);
                let name = format!("a card of kind `{}`", kind.name);
                if kind.known && !broken && parts.yaml.is_some() {
                    let elsewhere: &[&str] = if data == Data::Unread {
                        &["columns", "rows"]
                    } else {
                        &[]
                    };
                    schema.schema.check(
                        &front,
                        Subject {
                            name: &name,
                            top,
                            elsewhere,
                        },
                        report,
                    );
                }
                // A note that is called in a field is defined in it, or in the body.
                let notes: BTreeSet<String> = body
                    .footnotes
                    .iter()
                    .map(|note| note.label.to_lowercase())
                    .collect();
                Field::typed(
                    &front,
                    &schema.schema,
                    Reading {
                        language,
                        notes: &[&notes],
                    },
                    report,
                )
            }
            None => Field {
                span: top,
                value: FieldValue::Map(Vec::new()),
            },
        };
        let formats = kinds
            .get(&kind.name)
            .map(|kind| columns::settle(&mut fields, &kind.schema))
            .unwrap_or_default();
        if parts.yaml.is_none() && !unclosed {
            report.push(without_front_matter(top));
        }
        let flag =
            |key: &str, default: bool| front.get(key).and_then(Node::as_bool).unwrap_or(default);
        let inline = |key: &str| {
            fields
                .get(key)
                .and_then(Field::inline)
                .map(<[Inline]>::to_vec)
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
            .map_or(top, |title| title.span);
        Self {
            source: id,
            path: source.path().to_owned(),
            kind: kind.name,
            explicit_id: explicit.is_some(),
            id: explicit.unwrap_or_else(|| Id {
                name: id_of(source.path()),
                span: top,
            }),
            title: inline("title")
                .filter(|title| !title.is_empty())
                .unwrap_or_else(|| made_title(source.path(), top)),
            short_title: inline("short-title").filter(|title| !title.is_empty()),
            numbered: flag("numbered", true),
            toc: flag("toc", true),
            landscape: flag("landscape", false),
            appendix: flag("appendix", false),
            fields,
            formats,
            body,
            top,
            made: false,
            broken: broken || !kind.known,
        }
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
            fields: Field {
                span: top,
                value: FieldValue::Map(Vec::new()),
            },
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
        self.path.rsplit_once('/').map_or("", |(folder, _)| folder)
    }
}

fn without_front_matter(top: Span) -> Diagnostic {
    rules::schema::MISSING_KEY
        .at(top, "this card has no front matter, and so no title")
        .help("begin the file with three lines: `---`, then `title: …`, then `---` again")
}

struct KindOf {
    name: String,
    known: bool,
}

fn kind_of(front: &Node, kinds: &Kinds, report: &mut Report) -> KindOf {
    let Some(node) = front.get("kind").filter(|node| !node.is_blank()) else {
        return KindOf {
            name: DEFAULT_KIND.to_owned(),
            known: true,
        };
    };
    let name = node.text().unwrap_or_default().trim();
    if kinds.get(name).is_some() {
        return KindOf {
            name: name.to_owned(),
            known: true,
        };
    }
    let diagnostic =
        rules::schema::UNKNOWN_KIND.at(node.span, format!("there is no kind `{name}`"));
    let names: Vec<&str> = kinds.names().collect();
    let help = match did_you_mean(name, names.iter().copied()) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!(
            "the kinds are {}",
            names
                .iter()
                .map(|name| format!("`{name}`"))
                .collect::<Vec<_>>()
                .join(", ")
        ),
    };
    report.push(diagnostic.help(help));
    KindOf {
        name: DEFAULT_KIND.to_owned(),
        known: false,
    }
}

/// A file's or folder's name without leading digits, separator and ending (`docs/format.md#ids`);
/// for `index.md`, the folder's.
fn id_of(path: &str) -> String {
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
