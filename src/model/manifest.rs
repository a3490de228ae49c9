//! The manifest of a document, `document.yaml`: what the document is called, who answers for it,
//! and its version table.

use std::sync::Arc;

use jiff::civil::Date;

use super::awaited;
use super::field::{Field, FieldValue};
use super::own_words::{self, OwnWords};
use super::schema::{Schema, Subject};
use crate::diagnostic::Report;
use crate::parse::body::plain_text;
use crate::parse::yaml;
use crate::source::{Source, SourceId, Span};

/// What `document.yaml` says.
#[derive(Debug, Clone)]
pub struct Manifest {
    /// What its keys may be: those of every document, and those of its type.
    pub schema: Arc<Schema>,
    /// Its file; an empty text stands for one that is missing.
    pub source: SourceId,
    /// Whether there is a manifest that can be read.
    pub usable: bool,
    /// Whether the schema of its type is what its author wrote; else any key is allowed.
    pub has_schema: bool,
    /// All its keys, typed by its schema.
    pub fields: Field,
    /// The name of its type, such as `plan`.
    pub kind: String,
    /// Plain text.
    pub title: String,
    /// The beginning of the names of its outputs.
    pub slug: String,
    /// The name of its folder, by which other documents and the command line call it.
    pub name: String,
    /// BCP 47; English unless it says otherwise.
    pub language: String,
    /// What stands at the foot of each page, such as `OFFICIAL`; plain text.
    pub classification: Option<String>,
    /// Plain text of the entries, with their places.
    pub impacts: Vec<(String, Span)>,
    /// Its words for what kinds call things, and for statuses.
    pub own_words: OwnWords,
    /// Oldest first.
    pub versions: Vec<Version>,
    /// How a paper that is appended to it calls it (the type's `x-reference`), else its title.
    pub called: String,
    /// The standards of its PDF as they are written, such as `ua-1`; none if `none` is wanted.
    pub standards: Vec<String>,
    /// Whether the foot of the pages names a commit (`stamp: commit`).
    pub stamped: bool,
    /// Whether the type has numbered paragraphs (`x-numbered-paragraphs`).
    pub numbered_paragraphs: bool,
    /// Whether cards follow one another on the page, instead of beginning a new one (`x-flow`).
    pub flow: bool,
}

/// The language of a document that names none (`docs/format.md#manifest`).
pub const DEFAULT_LANGUAGE: &str = "en-GB";

/// The type of a document that names none.
pub const DEFAULT_TYPE: &str = "plan";

/// File names made from titles are cut to so many characters.
const LONGEST_SLUG: usize = 80;

/// How the texts of a document's cards are to be read.
#[derive(Debug, Clone, Copy)]
pub struct Manner<'a> {
    /// BCP 47.
    pub language: &'a str,
    /// The document's own words.
    pub own: &'a OwnWords,
}

impl<'a> Manner<'a> {
    /// As a manifest says; without one, as a document that names no language and no words.
    pub fn of(manifest: Option<&'a Manifest>) -> Self {
        manifest.map_or(
            Self {
                language: DEFAULT_LANGUAGE,
                own: &own_words::NONE,
            },
            |manifest| Self {
                language: &manifest.language,
                own: &manifest.own_words,
            },
        )
    }
}

/// One row of the version-control table.
#[derive(Debug, Clone)]
pub struct Version {
    /// As written, such as `0.9`.
    pub number: String,
    /// Whether it is a draft or final, as written or as the number says.
    pub status: Status,
    /// The days on which it was made, oldest first.
    pub dates: Vec<Date>,
    /// Plain text.
    pub authors: Vec<String>,
    /// Where the row stands.
    pub span: Span,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Status {
    Draft,
    Final,
}

impl Manifest {
    /// Reads a manifest; `folder` is the document's folder, whose name is the default of `name`.
    /// The project's root has no name that is the same on every machine; there the title's
    /// takes its place.
    ///
    /// What is wrong or missing is reported, and a default stands in for it, so that the cards can
    /// be checked all the same.
    pub fn read(
        id: SourceId,
        source: &Source,
        folder: &str,
        schema: Schema,
        report: &mut Report,
    ) -> Self {
        let top = Span::new(id, source.line_range(1));
        let parsed = yaml::parse(id, 0, source.text(), report);
        let usable = parsed.is_some();
        let mut node = parsed.unwrap_or_else(|| yaml::Node::nothing(top));
        awaited::fill(&mut node, &schema);
        if usable {
            schema.check(
                &node,
                Subject {
                    name: "`document.yaml`",
                    top,
                    elsewhere: &[],
                },
                report,
            );
        }
        let language = node
            .get("language")
            .and_then(yaml::Node::text)
            .map(str::trim)
            .filter(|tag| !tag.is_empty());
        let language = language.unwrap_or(DEFAULT_LANGUAGE).to_owned();
        let fields = Field::typed(&node, &schema, language.as_str(), report);
        let word = |key: &str| fields.get(key).and_then(Field::word).map(str::to_owned);
        let plain = |key: &str| fields.get(key).and_then(Field::inline).map(plain_text);
        let flag = |key: &str| {
            schema
                .value
                .get(key)
                .and_then(serde_json::Value::as_bool)
                .unwrap_or(false)
        };
        let called = schema
            .value
            .get("x-reference")
            .and_then(serde_json::Value::as_str)
            .map(str::to_owned);
        let (numbered_paragraphs, flow) = (flag("x-numbered-paragraphs"), flag("x-flow"));
        let title = plain("title").unwrap_or_else(|| "Untitled".to_owned());
        let folder_name = folder.rsplit('/').next().unwrap_or(folder);
        Self {
            source: id,
            usable,
            has_schema: true,
            kind: word("type").unwrap_or_else(|| DEFAULT_TYPE.to_owned()),
            slug: word("slug").unwrap_or_else(|| slug_of(&title, folder_name)),
            name: word("name").unwrap_or_else(|| {
                if folder.is_empty() {
                    slug_of(&title, "")
                } else {
                    folder_name.to_owned()
                }
            }),
            classification: plain("classification"),
            impacts: fields.get("impacts").map(impacts).unwrap_or_default(),
            own_words: OwnWords::of(&fields),
            versions: fields.get("versions").map(versions).unwrap_or_default(),
            standards: standards(&fields),
            stamped: word("stamp").as_deref() == Some("commit"),
            called: called.unwrap_or_else(|| title.clone()),
            numbered_paragraphs,
            flow,
            title,
            language,
            fields,
            schema: Arc::new(schema),
        }
    }

    /// The current version: the last row.
    pub fn current(&self) -> Option<&Version> {
        self.versions.last()
    }

    /// What the logo says to those who cannot see it: what the manifest says, else the name of the
    /// first organisation.
    pub fn logo_alt(&self) -> Option<String> {
        let said = self
            .fields
            .get("theme")
            .and_then(|theme| theme.get("logo-alt"));
        let first = self
            .fields
            .get("organisations")
            .and_then(|list| list.items().first()?.get("name"));
        let texts = said
            .into_iter()
            .chain(first)
            .filter_map(Field::inline)
            .map(plain_text);
        texts
            .map(|text| text.trim().to_owned())
            .find(|text| !text.is_empty())
    }

    /// The day that the PDF bears: that of the current version, or of the last that has one. Where
    /// none has, and that may be, the first day of the computers' calendar: an archive wants a
    /// date, and the clock's would be another one each time.
    pub fn day(&self) -> Date {
        let dated = self.versions.iter().rev().find_map(Version::date);
        dated.unwrap_or(Date::constant(1970, 1, 1))
    }

    /// `SLUG-vVERSION`, with `-draft` for a draft build (`docs/format.md#manifest`). It is a name
    /// and no path, also where a check is off that would say so.
    pub fn file_stem(&self, draft: bool) -> String {
        let version = self
            .current()
            .map_or("0", |version| version.number.as_str());
        let stem = format!(
            "{}-v{version}{}",
            self.slug,
            if draft { "-draft" } else { "" }
        );
        stem.replace(
            |c: char| !(c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-')),
            "-",
        )
    }
}

impl Version {
    /// “Draft V0.9”, as the version table prints it.
    pub fn label(&self) -> String {
        let status = match self.status {
            Status::Draft => "Draft",
            Status::Final => "Final",
        };
        format!("{status} V{}", self.number)
    }

    /// What a build of it bears: the label; but a draft of a final version is not yet what its row
    /// says that it will be.
    pub fn label_in(&self, draft: bool) -> String {
        if draft && self.status == Status::Final {
            format!("Draft of V{}", self.number)
        } else {
            self.label()
        }
    }

    /// As another document's text says it: “draft V0.9”, “V1.0”.
    pub fn in_text(&self) -> String {
        match self.status {
            Status::Draft => format!("draft V{}", self.number),
            Status::Final => format!("V{}", self.number),
        }
    }

    /// The last of the row's dates.
    pub fn date(&self) -> Option<Date> {
        self.dates.last().copied()
    }
}

fn slug_of(title: &str, folder: &str) -> String {
    let slug = slug::slugify(title);
    let slug = if slug.is_empty() {
        slug::slugify(folder)
    } else {
        slug
    };
    // It is ASCII, so every byte is a character.
    if slug.len() <= LONGEST_SLUG {
        slug
    } else {
        slug[..LONGEST_SLUG].trim_end_matches('-').to_owned()
    }
}

fn impacts(field: &Field) -> Vec<(String, Span)> {
    field
        .items()
        .iter()
        .filter_map(|item| Some((plain_text(item.inline()?), item.span)))
        .collect()
}

fn standards(fields: &Field) -> Vec<String> {
    match fields.get("pdf").and_then(|pdf| pdf.get("standard")) {
        Some(field) if matches!(field.value, FieldValue::List(_)) => field
            .items()
            .iter()
            .filter_map(Field::word)
            .map(str::to_owned)
            .collect(),
        _ => vec!["ua-1".to_owned(), "a-2a".to_owned()],
    }
}

fn versions(field: &Field) -> Vec<Version> {
    field.items().iter().map(version).collect()
}

fn version(row: &Field) -> Version {
    let number = row
        .get("version")
        .and_then(Field::word)
        .unwrap_or("0")
        .to_owned();
    let status = match row.get("status").and_then(Field::word) {
        Some("final") => Status::Final,
        Some("draft") => Status::Draft,
        _ if number
            .split('.')
            .next()
            .is_some_and(|major| major.trim_start_matches('0').is_empty()) =>
        {
            Status::Draft
        }
        _ => Status::Final,
    };
    let date = |field: &Field| match field.value {
        FieldValue::Date(date) => Some(date),
        _ => None,
    };
    let one = row.get("date").and_then(date).into_iter();
    let dates = one
        .chain(
            row.get("dates")
                .into_iter()
                .flat_map(Field::items)
                .filter_map(date),
        )
        .collect();
    let authors = row
        .get("authors")
        .into_iter()
        .flat_map(Field::items)
        .filter_map(Field::inline)
        .map(plain_text)
        .collect();
    Version {
        number,
        status,
        dates,
        authors,
        span: row.span,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_draft_of_a_final_version_does_not_say_that_it_is_final() {
        let version = |number: &str, status| {
            let span = Span::nowhere();
            Version {
                number: number.into(),
                status,
                dates: Vec::new(),
                authors: Vec::new(),
                span,
            }
        };
        assert_eq!(
            version("1.0", Status::Final).label_in(true),
            "Draft of V1.0"
        );
        assert_eq!(version("1.0", Status::Final).label_in(false), "Final V1.0");
        assert_eq!(version("0.9", Status::Draft).label_in(true), "Draft V0.9");
    }
}
