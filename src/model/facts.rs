//! Facts: figures that are kept once, with unit, date and source, and quoted wherever they are
//! needed (`docs/format.md#facts`).
//!
//! In: the file that the settings name, read once for the project. Out: for each document the
//! facts' texts in its language, and the links without text (`[](fact:NAME)`) filled with them, so
//! that everything after this module sees the words that are printed.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use super::amount::Amount;
use super::derived_facts::{self, Cells, derive};
use super::field::{Entry, Field, FieldValue};
use super::layers::SchemaLoader;
use super::manifest::DEFAULT_LANGUAGE;
use super::quantity::{Style, quantity};
use super::schema::{Schema, Subject};
use super::words::Words;
use crate::diagnostic::{Diagnostic, Place, Report, rules};
use crate::discover::{Folder, Project};
use crate::parse::body::{Inline, Text, plain_text};
use crate::parse::yaml::{self, Node};
use crate::source::{SourceId, Span};

/// What a link to a fact begins with.
pub const SCHEME: &str = "fact:";

/// The file of facts as it was read.
#[derive(Debug)]
pub struct FactTable {
    source: SourceId,
    node: Node,
    pub schema: Schema,
    /// The facts of which no document of this run speaks.
    unmentioned: BTreeSet<String>,
    /// Whether the file is no YAML.
    broken: bool,
    /// What is wrong with the facts: said of the documents that speak of them, because what is
    /// blank is theirs to wait for.
    report: Report,
}

/// The facts of which a document speaks, in its language.
#[derive(Debug, Clone, Default)]
pub struct Facts {
    by_name: BTreeMap<String, Fact>,
    /// The file, if there is one.
    pub source: Option<SourceId>,
    /// The names of all facts of the file.
    names: Vec<String>,
    /// Whether the file could not be read, so that nothing can be said of its facts.
    pub broken: bool,
}

/// One fact.
#[derive(Debug, Clone)]
pub struct Fact {
    /// Where its name stands.
    pub name: Span,
    /// What a reference prints.
    pub text: Vec<Inline>,
    /// Whether nothing is known yet; an ellipsis stands for it.
    pub is_blank: bool,
    pub field: Field,
}

impl FactTable {
    /// Reads and checks the project's facts, and computes those that are derived; `None` if it has
    /// none.
    pub fn read(project: &Project, cells: &Cells<'_>, report: &mut Report) -> Option<Self> {
        let source = project.facts?;
        let layers = SchemaLoader {
            templates: &project.templates,
            sources: &project.sources,
        };
        let schema = Schema::compile(layers.read("schemas/facts.yaml", report)?).ok()?;
        let file = project.sources.get(source);
        let name = format!("`{}`", file.path());
        let top = Span::new(source, file.line_range(1));
        let parsed = yaml::parse(source, 0, file.text(), report);
        let broken = parsed.is_none();
        let mut node = parsed.unwrap_or_else(|| Node::nothing(top));
        let mut found = Report::default();
        schema.check(
            &node,
            Subject {
                name: &name,
                top,
                elsewhere: &[],
            },
            &mut found,
        );
        derive(&mut node, cells, &mut found);
        node.entries()
            .iter()
            .for_each(|(key, value)| check(&key.name, key.span, value, &mut found));
        let folders = project.documents.iter();
        let mentioned = folders.flat_map(|folder| mentioned(folder, project));
        let mentioned = with_parts(&node, mentioned.collect());
        let names = node.entries().iter().map(|(key, _)| &key.name);
        let unmentioned = names
            .filter(|name| !mentioned.contains(name.as_str()))
            .cloned()
            .collect();
        Some(Self {
            source,
            node,
            schema,
            unmentioned,
            broken,
            report: found,
        })
    }

    /// All facts, each key with its meaning.
    pub fn fields(&self) -> Field {
        Field::typed(
            &self.node,
            &self.schema,
            DEFAULT_LANGUAGE,
            &mut Report::default(),
        )
    }

    /// Whether a fact is computed from others or from a table.
    pub fn is_derived(&self, name: &str) -> bool {
        self.node.get(name).is_some_and(derived_facts::is_derived)
    }

    /// The facts that nobody quotes, with their places.
    pub fn unquoted(&self) -> impl Iterator<Item = (&str, Span)> {
        let keys = self
            .node
            .entries()
            .iter()
            .map(|(key, _)| (key.name.as_str(), key.span));
        keys.filter(|(name, _)| self.unmentioned.contains(*name))
    }

    /// What is blank is said to each document that speaks of it, all else once.
    fn say(&self, wanted: &BTreeSet<&str>, is_first: bool, report: &mut Report) {
        for diagnostic in self.report.diagnostics() {
            let is_blank = diagnostic.is(rules::placeholder::BLANK);
            if if is_blank {
                self.owner(diagnostic)
                    .is_none_or(|name| wanted.contains(name))
            } else {
                is_first
            } {
                report.push(diagnostic.clone());
            }
        }
    }

    /// The fact of which a diagnostic speaks.
    fn owner(&self, diagnostic: &Diagnostic) -> Option<&str> {
        let Place::Span(span) = diagnostic.place else {
            return None;
        };
        let before = self
            .node
            .entries()
            .iter()
            .filter(|(key, _)| key.span.start <= span.start);
        before
            .max_by_key(|(key, _)| key.span.start)
            .map(|(key, _)| key.name.as_str())
    }

    /// The facts of which a document speaks, with their texts in its language. The first document
    /// of a run answers for those that nobody quotes, so that no gap in them is overlooked.
    pub fn of_document(
        &self,
        folder: &Folder,
        project: &Project,
        language: &str,
        report: &mut Report,
    ) -> Facts {
        let mut wanted = with_parts(&self.node, mentioned(folder, project).collect());
        let is_first = project
            .documents
            .first()
            .is_some_and(|first| first.path == folder.path);
        if is_first {
            wanted.extend(self.unmentioned.iter().map(String::as_str));
        }
        self.say(&wanted, is_first, report);
        let fields = Field::typed(&self.node, &self.schema, language, report);
        let names = fields
            .entries()
            .iter()
            .map(|entry| entry.name.clone())
            .collect();
        let mut facts = Facts {
            source: Some(self.source),
            names,
            broken: self.broken,
            ..Facts::default()
        };
        if let FieldValue::Map(entries) = fields.value {
            for entry in entries
                .into_iter()
                .filter(|entry| wanted.contains(entry.name.as_str()))
            {
                let text = text(&entry.field, language);
                let is_blank = text.is_none();
                let text = text.unwrap_or_else(|| blank(&entry));
                let fact = Fact {
                    name: entry.key,
                    text,
                    is_blank,
                    field: entry.field,
                };
                facts.by_name.insert(entry.name, fact);
            }
        }
        facts
    }
}

/// What a computed fact is made of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MadeOf {
    /// `difference`, `sum`, `share` or `cell`.
    pub kind: &'static str,
    /// The names of facts; of a cell, where it stands.
    pub parts: Vec<String>,
}

impl Fact {
    /// What it is made of, if it is computed.
    pub fn made_of(&self) -> Option<MadeOf> {
        let mut keys = derived_facts::KEYS.into_iter();
        let (kind, field) = keys.find_map(|key| Some((key, self.field.get(key)?)))?;
        let words = field.items().iter().chain([field]).filter_map(Field::word);
        let parts = words.map(|word| word.trim().to_owned()).collect();
        Some(MadeOf { kind, parts })
    }

    /// The day after which it was to be looked up again, if a version of a day is later.
    pub fn out_of_date(&self, version: Date) -> Option<Date> {
        match self.field.get("review-after")?.value {
            FieldValue::Date(after) if after < version => Some(after),
            _ => None,
        }
    }
}

impl Facts {
    pub fn get(&self, name: &str) -> Option<&Fact> {
        self.by_name.get(name)
    }

    pub fn iter(&self) -> impl Iterator<Item = &Fact> {
        self.by_name.values()
    }

    /// Those of which the document speaks, and those of which these are made.
    pub fn named(&self) -> impl Iterator<Item = (&str, &Fact)> {
        self.by_name
            .iter()
            .map(|(name, fact)| (name.as_str(), fact))
    }

    /// The names of those of which the document speaks.
    pub fn quoted(&self) -> impl Iterator<Item = &str> {
        self.by_name.keys().map(String::as_str)
    }

    /// The file of facts, if the document speaks of any.
    pub fn quoted_source(&self) -> Option<SourceId> {
        self.source.filter(|_| !self.by_name.is_empty())
    }

    /// The names of all facts, also of those of which the document does not speak.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.names.iter().map(String::as_str)
    }
}

/// What the schema does not say: that a fact has a value or a text.
fn check(name: &str, key: Span, value: &Node, report: &mut Report) {
    let has = |name: &str| value.get(name).is_some_and(|value| !value.is_blank());
    if has("value")
        || has("text")
        || derived_facts::is_derived(value)
        || !matches!(value.value, yaml::Value::Map(_) | yaml::Value::Null)
    {
        return;
    }
    let mut keys = value.entries().iter().map(|(key, _)| key);
    let diagnostic = match keys.find(|key| matches!(key.name.as_str(), "value" | "text")) {
        Some(blank) => {
            rules::placeholder::BLANK.at(blank.span, format!("`{}` is left blank", blank.name))
        }
        None => rules::schema::MISSING_KEY.at(
            key,
            format!("the fact `{name}` needs the key `value` or `text`"),
        ),
    };
    report
        .push(diagnostic.help("write the figure, such as `value: 437000`, and perhaps `unit: people`; or its words, `text: …`"));
}

/// The words of a fact: its text, else its value, with the unit if it is a number; a day is printed
/// as the version table prints it. A number without a unit is printed as it is typed.
fn text(field: &Field, language: &str) -> Option<Vec<Inline>> {
    let given = |name: &str| field.get(name).filter(|value| !value.is_blank());
    let value = given("text").or_else(|| given("value"))?;
    let content = value.inline()?;
    if given("text").is_some() {
        return Some(content.to_vec());
    }
    let typed = plain_text(content);
    let typed = typed.trim();
    let unit = given("unit")
        .and_then(Field::word)
        .map(str::trim)
        .filter(|unit| !unit.is_empty());
    let printed = match (day(typed), unit) {
        (Some(day), _) => Words::of(language).date(day),
        (None, Some(unit)) if is_bare_number(typed, language) => quantity(typed, unit, language),
        _ => return Some(content.to_vec()),
    };
    Some(vec![Inline::Text(Text {
        text: printed,
        span: value.span,
    })])
}

/// Whether a text is a number alone, around which a unit can be put.
fn is_bare_number(text: &str, language: &str) -> bool {
    let has_digits = text.bytes().any(|byte| byte.is_ascii_digit());
    let amount = || Amount::of_number(text).or_else(|| Amount::read(text, &Style::of(language)));
    has_digits
        && amount().is_some_and(|amount| amount.multiple.is_none() && amount.currency.is_none())
}

/// The day that a value is, written as `2017-04-01`.
fn day(text: &str) -> Option<Date> {
    text.parse()
        .ok()
        .filter(|_| text.len() == "2017-04-01".len())
}

/// What is printed for a fact that says nothing yet, with the place of the key that is blank, so
/// that a draft marks it.
fn blank(entry: &Entry) -> Vec<Inline> {
    let keys = entry
        .field
        .entries()
        .iter()
        .filter(|key| matches!(key.name.as_str(), "value" | "text"));
    let span = keys.map(|key| key.key).next().unwrap_or(entry.key);
    vec![Inline::Text(Text {
        text: "…".to_owned(),
        span,
    })]
}

/// Names of facts, with those of which they are made.
fn with_parts<'a>(facts: &'a Node, mut names: BTreeSet<&'a str>) -> BTreeSet<&'a str> {
    let mut new: Vec<&str> = names.iter().copied().collect();
    while let Some(name) = new.pop() {
        let parts = facts.get(name).into_iter().flat_map(derived_facts::parts);
        new.extend(parts.filter(|part| names.insert(part)).collect::<Vec<_>>());
    }
    names
}

/// The names behind every `fact:` in the sources of a document, and the words of files of data
/// that have a column `fact`.
fn mentioned<'a>(folder: &'a Folder, project: &'a Project) -> impl Iterator<Item = &'a str> {
    let below = |path: &str| {
        folder.path.is_empty()
            || path
                .strip_prefix(&folder.path)
                .is_some_and(|rest| rest.starts_with('/'))
    };
    let tables = project
        .tables
        .iter()
        .filter(move |(path, _)| below(path))
        .map(|(_, id)| id);
    let text = |id: &SourceId| project.sources.get(*id).text();
    let columns = tables.clone().flat_map(move |id| column_names(text(id)));
    let sources = folder.cards.iter().chain(&folder.manifest).chain(tables);
    sources
        .flat_map(move |id| names_in(text(id)))
        .chain(columns)
}

/// The cells of a file in which a column is headed `fact`: one of them may name a fact (`x-fact`).
fn column_names(text: &str) -> impl Iterator<Item = &str> {
    let heads = text.lines().next().unwrap_or_default();
    let has = heads
        .split([',', ';', '\t', '"'])
        .any(|head| head.trim().eq_ignore_ascii_case("fact"));
    let all = text.split([',', ';', '\t', '\n', '\r', '"']).map(str::trim);
    all.filter(move |cell| has && !cell.is_empty())
}

/// A name may stand behind a space: `fact: NAME` as the key of a card quotes it too (`x-fact`).
fn names_in(text: &str) -> impl Iterator<Item = &str> {
    text.match_indices(SCHEME).map(|(at, _)| {
        let rest = text[at + SCHEME.len()..].trim_start_matches([' ', '\t', '"', '\'']);
        &rest[..rest
            .find(|c: char| !c.is_ascii_alphanumeric() && c != '-')
            .unwrap_or(rest.len())]
    })
}

/// The words of a fact or of a link, so that they can be compared: one sort of space, of apostrophe
/// and of quotation marks.
pub fn comparable(content: &[Inline]) -> String {
    let text = plain_text(content)
        .replace(['’', '‘'], "'")
        .replace(['“', '”', '„'], "\"");
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_found_wherever_they_stand() {
        let text = "a [](fact:one) b [x](fact:two-2), fact:, (fact:three)\n  fact: four\n  fact: \"five\"\n";
        assert_eq!(
            names_in(text).collect::<Vec<_>>(),
            ["one", "two-2", "", "three", "four", "five"]
        );
    }
}
