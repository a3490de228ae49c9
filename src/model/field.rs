//! A value of the front matter with the meaning that its schema gives it: Markdown is parsed, dates
//! are dates, ids are ids.
//!
//! In: a YAML node and its schema. Out: a [`Field`], the same tree with meanings, which checks and
//! templates walk without knowing any kind.

use jiff::civil::Date;
use serde_json::Value as Json;

use super::amount::CURRENCIES;
use super::dates;
use super::own_words::{self, OwnWords};
use super::quantity::quantity;
use super::schema::Schema;
use crate::diagnostic::{Report, rules};
use crate::parse::body::{Block, BlockKind, Body, Inline, Link, Text, walk_inlines};
use crate::parse::markdown::{self, Reading};
use crate::parse::yaml::{Node, Value};
use crate::source::{Span, TextMap};

/// A value with its meaning and its place.
#[derive(Debug, Clone)]
pub struct Field {
    /// The value; of a key without one, the place behind it.
    pub span: Span,
    /// As its type in the schema reads it.
    pub value: FieldValue,
}

/// A key with its place, and its value.
#[derive(Debug, Clone)]
pub struct Entry {
    /// The key as written.
    pub name: String,
    /// Where the key stands.
    pub key: Span,
    /// Its value.
    pub field: Field,
}

#[derive(Debug, Clone)]
pub enum FieldValue {
    Blank,
    Bool(bool),
    Number(Number),
    /// A word for the program: an enumeration, a name.
    Word(Word),
    /// `x-markdown: inline`.
    Inline(Vec<Inline>),
    /// `x-markdown: block`.
    Blocks(Body),
    Date(Date),
    /// A month of a year, written `2026-07`, as its first day.
    Month(Date),
    List(Vec<Field>),
    Map(Vec<Entry>),
}

/// A number and how it is spelt. What is printed is the spelling.
#[derive(Debug, Clone)]
pub struct Number {
    /// To compare and to place, and never to print: it may lack the last digits.
    pub value: f64,
    /// As its author wrote it: `1.10` is not `1.1`.
    pub spelling: String,
    /// `x-figure`: printed with thousands divided and negatives in brackets.
    pub is_figure: bool,
}

/// A text that is not Markdown.
#[derive(Debug, Clone)]
pub struct Word {
    /// As it is written, quotation marks apart.
    pub text: String,
    /// Leads from its bytes to those of the source.
    pub map: TextMap,
    /// What the schema says that it is.
    pub role: Role,
    /// What its author wrote instead of it: a word of the document's own for a status. It is what
    /// is printed.
    pub shown: Option<String>,
}

/// What a word stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Role {
    Plain,
    /// `x-id`: declares an id; references print the label, with `{id}` and `{n}` (the position in
    /// its list) filled in.
    Id {
        label: String,
    },
    /// The key of an entry of a bibliography: an id that may have any signs.
    Key {
        label: String,
    },
    /// `x-card`: refers to a card of a kind.
    Card {
        kind: String,
    },
    /// `x-file`: refers to a file of the document, and perhaps to a picture (`x-file: picture`).
    File {
        is_picture: bool,
    },
    /// `x-kind`: names a kind.
    Kind,
    /// A text where the schema wants something else: an error, or a placeholder (`likelihood:
    /// TBC`); no template sees it.
    Mismatch,
}

impl Field {
    /// Gives every value of a mapping the meaning that the schema says. Its texts may refer to the
    /// notes that `reading` names.
    pub fn typed<'a>(
        node: &Node,
        schema: &'a Schema,
        reading: impl Into<Reading<'a>>,
        report: &mut Report,
    ) -> Self {
        Self::typed_with(node, schema, reading, &own_words::NONE, report)
    }

    /// The same in a document that has words of its own.
    pub fn typed_with<'a>(
        node: &Node,
        schema: &'a Schema,
        reading: impl Into<Reading<'a>>,
        own: &'a OwnWords,
        report: &mut Report,
    ) -> Self {
        Typing {
            schema,
            reading: reading.into(),
            own,
            outer: Vec::new(),
            report,
        }
        .field(node, &schema.value)
    }

    /// Keys of which there are none.
    pub fn empty(span: Span) -> Self {
        Self {
            span,
            value: FieldValue::Map(Vec::new()),
        }
    }

    pub fn get(&self, name: &str) -> Option<&Field> {
        self.entries()
            .iter()
            .find(|entry| entry.name == name)
            .map(|entry| &entry.field)
    }

    pub fn entries(&self) -> &[Entry] {
        match &self.value {
            FieldValue::Map(entries) => entries,
            _ => &[],
        }
    }

    pub fn items(&self) -> &[Field] {
        match &self.value {
            FieldValue::List(items) => items,
            _ => &[],
        }
    }

    pub fn word(&self) -> Option<&str> {
        match &self.value {
            FieldValue::Word(word) => Some(&word.text),
            _ => None,
        }
    }

    pub fn inline(&self) -> Option<&[Inline]> {
        match &self.value {
            FieldValue::Inline(content) => Some(content),
            _ => None,
        }
    }

    pub fn is_blank(&self) -> bool {
        match &self.value {
            FieldValue::Blank => true,
            FieldValue::Inline(content) => content.is_empty(),
            FieldValue::Blocks(body) => body.blocks.is_empty(),
            _ => false,
        }
    }

    /// This value and all that lie in it.
    pub fn walk<'a>(&'a self, visit: &mut impl FnMut(&'a Field)) {
        visit(self);
        match &self.value {
            FieldValue::List(items) => items.iter().for_each(|item| item.walk(visit)),
            FieldValue::Map(entries) => entries.iter().for_each(|entry| entry.field.walk(visit)),
            _ => {}
        }
    }

    /// Every piece of running text in this value and in all that lie in it, outer before inner.
    pub fn walk_inlines<'a>(&'a self, visit: &mut impl FnMut(&'a Inline)) {
        self.walk(&mut |field| match &field.value {
            FieldValue::Inline(content) => walk_inlines(content, visit),
            FieldValue::Blocks(body) => body.walk_inlines(visit),
            _ => {}
        });
    }
}

/// Visits a value and all that lie in it, each with its schema where it has one.
pub fn walk_with_schema<'a>(
    field: &'a Field,
    schema: &Schema,
    of: &Json,
    visit: &mut impl FnMut(&'a Field, &Json),
) {
    let of = schema.resolve(of);
    visit(field, of);
    match &field.value {
        FieldValue::Map(entries) => {
            for entry in entries {
                if let Some(inner) = schema.property(of, &entry.name) {
                    walk_with_schema(&entry.field, schema, inner, visit);
                }
            }
        }
        FieldValue::List(items) => {
            if let Some(inner) = of.get("items") {
                items
                    .iter()
                    .for_each(|item| walk_with_schema(item, schema, inner, visit));
            }
        }
        _ => {}
    }
}

struct Typing<'a, 'n, 'r> {
    schema: &'a Schema,
    reading: Reading<'a>,
    own: &'a OwnWords,
    /// The mappings in which the value stands, the outermost first.
    outer: Vec<&'n Node>,
    report: &'r mut Report,
}

impl<'a, 'n> Typing<'a, 'n, '_> {
    fn field(&mut self, node: &'n Node, schema: &'a Json) -> Field {
        let schema = self.schema.alternative(schema, node);
        Field {
            span: node.span,
            value: self.value(node, schema),
        }
    }

    fn value(&mut self, node: &'n Node, schema: &'a Json) -> FieldValue {
        if node.is_blank() {
            return FieldValue::Blank;
        }
        match &node.value {
            Value::Null => FieldValue::Blank,
            Value::Bool(value, _) if !wants_text(schema) => FieldValue::Bool(*value),
            Value::Number(_, spelling) if schema.get("x-unit").is_some() => {
                let text = self.with_unit(spelling, schema);
                let span = node.span;
                FieldValue::Inline(vec![Inline::Text(Text { text, span })])
            }
            Value::Number(number, spelling) if !wants_text(schema) => {
                let is_figure = schema.get("x-figure").is_some();
                let value = number.as_f64().unwrap_or_default();
                FieldValue::Number(Number {
                    value,
                    spelling: self::spelling(value, spelling, schema),
                    is_figure,
                })
            }
            Value::List(items) => {
                let inner = schema
                    .get("items")
                    .map_or(&Json::Null, |items| self.schema.resolve(items));
                FieldValue::List(items.iter().map(|item| self.field(item, inner)).collect())
            }
            Value::Map(entries) => {
                self.outer.push(node);
                let typed = entries.iter().map(|(key, value)| {
                    let inner = self
                        .schema
                        .property(schema, &key.name)
                        .unwrap_or(&Json::Null);
                    let mut field = self.field(value, inner);
                    if field.span.start == field.span.end {
                        // A key with nothing behind it: what is said of the value is said at the
                        // key.
                        field.span = key.span;
                    }
                    Entry {
                        name: key.name.clone(),
                        key: key.span,
                        field,
                    }
                });
                let typed = FieldValue::Map(typed.collect());
                self.outer.pop();
                typed
            }
            Value::Text(_) | Value::Bool(..) | Value::Number(..) => self.text(node, schema),
        }
    }

    fn text(&mut self, node: &Node, schema: &Json) -> FieldValue {
        let text = node.text().unwrap_or_default();
        if schema.get("x-fact").is_some() {
            return FieldValue::Inline(vec![quoted_fact(text, node.span)]);
        }
        let map = node.text_map();
        let is_date = schema.get("format").and_then(Json::as_str) == Some("date")
            || schema.get("x-date").is_some();
        if is_date && let Ok(date) = text.trim().parse::<Date>() {
            return FieldValue::Date(date);
        }
        let is_period = schema.get("x-date").is_some();
        if let Some(month) = dates::month(text.trim()).filter(|_| is_period) {
            return FieldValue::Month(month);
        }
        if let Some(found) = dates::misread(text).filter(|_| is_period) {
            let exists = !found.in_form && !found.meant.is_empty();
            let what = if exists {
                "is a day, but is not written as year-month-day"
            } else {
                "is no day"
            };
            let diagnostic =
                rules::schema::INVALID_DATE.at(node.span, format!("`{}` {what}", text.trim()));
            let otherwise = "write a day that exists as year-month-day, such as `2017-02-20`, or a period in words";
            self.report.push(diagnostic.help(found.advice(otherwise)));
        }
        // Lines that YAML folds into one are lines to Markdown, and the blank line between them
        // ends a paragraph.
        let (lines, lines_map) = node.lines().unwrap_or((text, &map));
        match schema.get("x-markdown").and_then(Json::as_str) {
            Some("block") if lines.trim_end().contains('\n') || text.ends_with('\n') => {
                FieldValue::Blocks(markdown::parse(lines, lines_map, self.reading, self.report))
            }
            Some("block") => FieldValue::Blocks(self.line(text, &map, node.span)),
            Some(_) => {
                let unit = self.text_with_unit(text, node.span, schema);
                let parsed = markdown::parse_inline(lines, lines_map, self.reading, self.report);
                FieldValue::Inline(parsed.into_iter().chain(unit).collect())
            }
            None if is_period => FieldValue::Inline(markdown::parse_inline(
                text,
                &map,
                self.reading,
                self.report,
            )),
            None => FieldValue::Word(self.word(text, map, schema)),
        }
    }
}

impl<'n> Typing<'_, 'n, '_> {
    /// A word, which may be the author's own for one that the schema has.
    fn word(&self, text: &str, map: TextMap, schema: &Json) -> Word {
        match self.own.meaning(text, schema) {
            Some(meaning) => Word {
                text: meaning.to_owned(),
                map,
                role: Role::Plain,
                shown: Some(text.trim().to_owned()),
            },
            None => Word {
                text: text.to_owned(),
                map,
                role: role(schema, text),
                shown: None,
            },
        }
    }

    /// The unit that stands beside a value, or beside a mapping around it, if it is no longer than
    /// the schema allows.
    fn unit(&self, schema: &Json) -> Option<&'n str> {
        let word = schema.get("x-unit")?;
        let key = word.get("key").and_then(Json::as_str)?;
        let longest = word.get("longest").and_then(Json::as_u64);
        let mut around = self.outer.iter().rev();
        let unit = around.find_map(|mapping| mapping.get(key)?.text())?.trim();
        let fits = longest.is_none_or(|most| unit.chars().count() as u64 <= most);
        (fits && !unit.is_empty()).then_some(unit)
    }

    /// A figure with its unit.
    fn with_unit(&self, spelling: &str, schema: &Json) -> String {
        let unit = self.unit(schema).unwrap_or_default();
        let printed = quantity(spelling, unit, self.reading.language);
        printed.trim_end().to_owned()
    }

    /// A text that ends in a figure, such as `≤ 3` or `1 in 4`, gets its unit as well, unless that
    /// is money, whose sign stands before its figure; another text says what it is of itself.
    fn text_with_unit(&self, text: &str, span: Span, schema: &Json) -> Option<Inline> {
        let unit = self
            .unit(schema)
            .filter(|unit| !unit.starts_with(|c| CURRENCIES.contains(c)))?;
        let ends_in_figure = text.trim_end().ends_with(|c: char| c.is_ascii_digit());
        let gap = if unit == "%" { "" } else { "\u{a0}" };
        let text = format!("{gap}{unit}");
        ends_in_figure.then_some(Inline::Text(Text { text, span }))
    }

    /// A text of one line is a line, whatever it begins with: `-` in a cell is a dash and no list.
    fn line(&mut self, text: &str, map: &TextMap, span: Span) -> Body {
        let content = markdown::parse_inline(text, map, self.reading, self.report);
        let block = Block {
            span,
            kind: BlockKind::Paragraph(content),
        };
        Body {
            blocks: vec![block],
            ..Body::default()
        }
    }
}

/// The name of a fact is a link to it without words of its own.
fn quoted_fact(name: &str, span: Span) -> Inline {
    Inline::Link(Box::new(Link {
        span,
        target: format!("{}{}", super::facts::SCHEME, name.trim()),
        content: Vec::new(),
        bare: false,
    }))
}

fn role(schema: &Json, text: &str) -> Role {
    if is_misfit(schema, text) {
        return Role::Mismatch;
    }
    let word = |name: &str| schema.get(name).and_then(Json::as_str).map(str::to_owned);
    if let Some(label) = word("x-id") {
        Role::Id { label }
    } else if let Some(kind) = word("x-card") {
        Role::Card { kind }
    } else if let Some(what) = word("x-file") {
        Role::File {
            is_picture: what == "picture",
        }
    } else if schema.get("x-kind").is_some() {
        Role::Kind
    } else {
        Role::Plain
    }
}

/// Whether the schema has no room for a text, or not for this one.
fn is_misfit(schema: &Json, text: &str) -> bool {
    if schema.get("format").and_then(Json::as_str) == Some("date") {
        return true;
    }
    if let Some(options) = schema.get("enum").and_then(Json::as_array) {
        return !options.iter().any(|option| option.as_str() == Some(text));
    }
    match schema.get("type") {
        Some(Json::String(name)) => {
            name != "string" && !(is_named(schema) && text.parse::<f64>().is_ok())
        }
        Some(Json::Array(names)) => !names.iter().any(|name| name == "string"),
        _ => schema.get("anyOf").is_some(),
    }
}

/// Whether a value names something or is named: then a number is a name, and `1.10` another one
/// than `1.1`.
fn is_named(schema: &Json) -> bool {
    ["x-id", "x-card", "x-fact"]
        .iter()
        .any(|word| schema.get(*word).is_some())
}

/// Whether a number or a truth value is a text here: it is a name, the schema allows text and no
/// number, or wants Markdown and no figure.
fn wants_text(schema: &Json) -> bool {
    if is_named(schema) {
        return true;
    }
    match schema.get("type") {
        Some(Json::String(name)) => name == "string",
        _ => {
            schema.get("enum").is_some()
                || schema.get("x-markdown").is_some() && schema.get("x-figure").is_none()
        }
    }
}

/// Where a whole number is wanted, `3.0` and `0x3` are 3: such a number counts, and nobody reads it
/// as it is typed.
fn spelling(number: f64, typed: &str, schema: &Json) -> String {
    let is_whole = number.fract() == 0.0 && number.abs() < 1e15;
    match schema.get("type").and_then(Json::as_str) {
        Some("integer") if is_whole => format!("{number:.0}"),
        _ => typed.to_owned(),
    }
}
