//! Which column of a file goes to which key of an entry. In: the headings, what the card says of them
//! and the schema of an entry. Out: a target for each key, and what was said of columns that have
//! none.

use serde_json::Value as Json;

use super::choice::Choice;
use super::heading::{Headings, Named, key_of, listed};
use crate::diagnostic::{Report, did_you_mean, rules};
use crate::model::schema::Schema;
use crate::parse::yaml::{Key, Node, Value};
use crate::source::Span;

/// A key of an entry, and the columns that fill it: one, or several of which each is an item of a list.
pub struct Target<'a> {
    /// The way to the key: `residual`, `likelihood`.
    pub path: Vec<String>,
    pub columns: Vec<usize>,
    pub schema: &'a Json,
}

/// The entries of the list that is fed.
#[derive(Clone, Copy)]
pub struct Entries<'a> {
    /// The key of the list.
    pub list: &'a str,
    pub schema: &'a Schema,
    /// The schema of an entry.
    pub entry: &'a Json,
}

impl<'a> Entries<'a> {
    /// The list of a kind; `None` if its schema has no such list.
    pub fn of(list: &'a str, schema: &'a Schema) -> Option<Self> {
        let items = schema.property(&schema.value, list)?.get("items")?;
        Some(Self {
            list,
            schema,
            entry: schema.resolve(items),
        })
    }

    /// The keys that a column can fill; those of a mapping by the way to them.
    pub fn paths(self) -> Vec<Vec<String>> {
        let mut paths = Vec::new();
        for key in properties(self.entry) {
            let inner = self.schema.property(self.entry, key);
            let nested = inner.map(properties).unwrap_or_default();
            paths.push(vec![key.to_owned()]);
            paths.extend(
                nested
                    .into_iter()
                    .map(|below| vec![key.to_owned(), below.to_owned()]),
            );
        }
        paths
    }

    /// The schema of a key; `None` if an entry has no such key.
    fn at(self, path: &[String]) -> Option<&'a Json> {
        let mut schema = self.entry;
        for key in path {
            schema = match self.schema.property(schema, key) {
                Some(inner) => inner,
                None if is_closed(schema) => return None,
                None => &Json::Null,
            };
        }
        Some(schema)
    }
}

fn properties(schema: &Json) -> Vec<&str> {
    let all = schema.get("properties").and_then(Json::as_object);
    all.into_iter()
        .flat_map(|all| all.keys().map(String::as_str))
        .collect()
}

/// Whether a mapping may have no other keys than its schema names.
fn is_closed(schema: &Json) -> bool {
    schema.is_null() || schema.get("additionalProperties").and_then(Json::as_bool) == Some(false)
}

/// The targets of the columns of a file.
pub fn targets<'a>(
    entries: Entries<'a>,
    choice: &Choice<'_>,
    headings: &Headings<'_>,
    asked: &[usize],
    report: &mut Report,
) -> Vec<Target<'a>> {
    let mut finder = Finder {
        entries,
        headings,
        targets: Vec::new(),
        report,
    };
    match choice.columns.map(|columns| (columns, &columns.value)) {
        None => finder.all(asked),
        Some((_, Value::Map(columns))) => {
            columns
                .iter()
                .for_each(|(key, value)| finder.named(key, value));
        }
        Some((columns, _)) => columns.items().iter().for_each(|item| finder.listed(item)),
    }
    finder.targets
}

struct Finder<'a, 'r> {
    entries: Entries<'a>,
    headings: &'r Headings<'r>,
    targets: Vec<Target<'a>>,
    report: &'r mut Report,
}

impl Finder<'_, '_> {
    /// Nobody names columns: each goes to the key that its heading spells.
    fn all(&mut self, asked: &[usize]) {
        let mut left: Vec<usize> = Vec::new();
        for at in 0..self.headings.nodes.len() {
            let key = key_of(self.headings.text(at));
            match self.path_of(&key) {
                Some(path) => self.add(path, at),
                None if key.is_empty() || asked.contains(&at) => {}
                None => left.push(at),
            }
        }
        let Some(first) = left.first().and_then(|at| self.headings.nodes.get(*at)) else {
            return;
        };
        let words = listed(left.iter().map(|at| self.headings.text(*at)));
        let (list, file) = (self.entries.list, self.headings.file);
        let message = if left.len() == 1 {
            format!("the column {words} of `{file}` is left out: `{list}` has no key of this name")
        } else {
            format!(
                "the columns {words} of `{file}` are left out: `{list}` has no keys of these names"
            )
        };
        let help = "name the columns that are wanted in the card: `data: {file: FILE, columns: {KEY: HEADING}}`";
        self.report.push(
            rules::source::UNUSED_COLUMNS
                .at(first.span, message)
                .help(help),
        );
    }

    /// The key that a heading spells.
    fn path_of(&self, key: &str) -> Option<Vec<String>> {
        let mut paths = self.entries.paths().into_iter();
        paths.find(|path| key_of(&path.join(".")) == key)
    }

    fn add(&mut self, path: Vec<String>, column: usize) {
        if let Some(known) = self.targets.iter().find(|target| target.path == path) {
            let first = known.columns.first().copied().unwrap_or_default();
            self.report.push(self.headings.repeated(first, column));
        } else if let Some(schema) = self.entries.at(&path) {
            self.targets.push(Target {
                path,
                columns: vec![column],
                schema,
            });
        }
    }

    /// `columns: {KEY: HEADING}`, or several headings, of which each is an item of a list.
    fn named(&mut self, key: &Key, value: &Node) {
        let path: Vec<String> = key
            .name
            .split('.')
            .map(|part| part.trim().to_owned())
            .collect();
        let Some(schema) = self.entries.at(&path) else {
            self.unknown(&key.name, key.span, None);
            return;
        };
        if matches!(value.value, Value::List(_)) && !super::cell::is_list(schema) {
            let message = format!("`{}` is made of one column", key.name);
            let diagnostic = rules::schema::WRONG_TYPE.at(value.span, message);
            self.report
                .push(diagnostic.help("write one heading behind it"));
            return;
        }
        let headings = match &value.value {
            Value::List(items) => items.iter().collect(),
            _ => vec![value],
        };
        let found = headings.into_iter().filter(|heading| !heading.is_blank());
        let columns: Vec<usize> = found
            .filter_map(|heading| self.headings.find(Named::of(heading), self.report))
            .collect();
        self.targets.push(Target {
            path,
            columns,
            schema,
        });
    }

    /// A heading in a list, whose key it spells itself.
    fn listed(&mut self, heading: &Node) {
        let words = heading.text().unwrap_or_default().trim();
        let Some(path) = self.path_of(&key_of(words)) else {
            self.unknown(words, heading.span, Some(words));
            return;
        };
        if let Some(column) = self.headings.find(Named::of(heading), self.report) {
            self.add(path, column);
        }
    }

    /// A key that an entry has not; `heading` is the word of a file that is no key.
    fn unknown(&mut self, name: &str, span: Span, heading: Option<&str>) {
        let message = format!(
            "`{name}` is not a key of an entry of `{}`",
            self.entries.list
        );
        let paths = self.entries.paths();
        let known: Vec<String> = paths.iter().map(|path| path.join(".")).collect();
        let known = || known.iter().map(String::as_str);
        let help = match (did_you_mean(name, known()), heading) {
            (Some(near), _) => format!("did you mean `{near}`?"),
            (None, Some(heading)) => {
                format!("say which key it fills: `columns: {{KEY: {heading}}}`")
            }
            (None, None) => format!("the keys are {}", listed(known())),
        };
        self.report
            .push(rules::schema::UNKNOWN_KEY.at(span, message).help(help));
    }
}
