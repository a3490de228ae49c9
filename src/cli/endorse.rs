//! `planwright endorse`: who endorsed the document or a card of it is recorded, bound to what it
//! says now; or that a condition of an endorsement is met.

use super::args::Endorse;
use super::{Context, Ending, Failure, resolve, terminal};
use crate::diagnostic::Report;
use crate::discover::{Disk, Files as _};
use crate::edit::{self, Step};
use crate::model::card::Card;
use crate::model::document::Document;
use crate::model::endorsements::{WHOLE, fingerprint};
use crate::model::field::{Field, FieldValue};
use crate::parse::body::plain_text;
use crate::parse::front_matter;
use crate::pipeline::{self, Request, Snapshot};
use crate::scaffold::Yaml;
use crate::source::{Source, SourceSet};
use crate::write::{OnDisk, replace};

/// Windows puts it before a text.
const BYTE_ORDER_MARK: char = '\u{feff}';

/// A list of endorsements in the front matter of a card.
struct Register<'a> {
    card: &'a Card,
    /// The key of the list.
    key: &'a str,
    /// The file, below the root.
    path: String,
}

pub fn run(command: &Endorse, context: &Context) -> Result<Ending, Failure> {
    let common = &command.common;
    let disk = resolve::disk(common.place.root.as_deref())?;
    let snapshot = Snapshot::read(&disk, &[], SourceSet::default())?;
    let documents: Vec<&Document> = snapshot.documents().collect();
    let document = resolve::chosen(command.document.as_deref(), &documents)?;
    // What cannot be read cannot be bound.
    let request = Request {
        documents: vec![document.folder.clone()],
        draft: true,
        today: common.today,
        ..Request::default()
    };
    let outcome = pipeline::run(&disk, &request)?;
    (context.made)();
    if outcome.report.has_errors() {
        let lines = "nothing is recorded\n";
        return terminal::show(&*context.console, common, &outcome, &[], lines);
    }
    let named = common.place.documents.first();
    let of = named.map_or(WHOLE.into(), |id| id.to_string_lossy());
    let now = fingerprint(document, &of, &snapshot.project.files).ok_or_else(|| {
        Failure::of(format!(
            "no card of the document has the id `{of}`; leave it out to endorse all of it"
        ))
    })?;
    let done = match command.met {
        Some(number) => met(command, number, (&of, &now), document, &snapshot, &disk)?,
        None => recorded(command, (&of, &now), document, &snapshot, &disk)?,
    };
    context.console.say(&format!("{done}\n"));
    Ok(Ending::Good)
}

/// Adds a row for what is endorsed, and its fingerprint.
fn recorded(
    command: &Endorse,
    (of, now): (&str, &str),
    document: &Document,
    snapshot: &Snapshot,
    disk: &Disk,
) -> Result<String, Failure> {
    let (Some(by), Some(route), Some(date)) = (&command.by, &command.route, command.date) else {
        return Err(Failure::of(
            "say who endorsed it, how and when: `--by NAME --route TEXT --date DATE`".to_owned(),
        ));
    };
    let register = register(command.into.as_deref(), document, snapshot)?;
    let text = |words: &str| Yaml::Text(words.to_owned());
    let mut entries = vec![
        ("organisation", text(by)),
        ("route", text(route)),
        ("date", Yaml::Plain(date.to_string())),
        ("of", text(of)),
    ];
    if let Some(version) = document.manifest.current() {
        entries.push(("version", Yaml::Plain(format!("\"{}\"", version.number))));
    }
    if !command.condition.is_empty() {
        let condition = |words: &String| {
            let met = Yaml::Plain("false".to_owned());
            Yaml::Map(vec![
                ("text".to_owned(), text(words)),
                ("met".to_owned(), met),
            ])
        };
        entries.push((
            "conditions",
            Yaml::List(command.condition.iter().map(condition).collect()),
        ));
    }
    entries.push(("content", Yaml::Plain(format!("\"{now}\""))));
    let entries: Vec<(String, Yaml)> = entries
        .into_iter()
        .map(|(key, value)| (key.to_owned(), value))
        .collect();
    register.change(disk, |text, within| {
        edit::append(text, within, register.key, &entries)
    })?;
    Ok(format!(
        "recorded in {} that {by} endorsed {}",
        register.path,
        called(of)
    ))
}

/// Says that a condition is met; with the last one the endorsement is of what the text says now.
fn met(
    command: &Endorse,
    number: usize,
    (of, now): (&str, &str),
    document: &Document,
    snapshot: &Snapshot,
    disk: &Disk,
) -> Result<String, Failure> {
    let all = registers(document, snapshot);
    let (register, index, row) = conditional(&all, of, command.by.as_deref())?;
    let conditions = row.get("conditions").map(Field::items).unwrap_or_default();
    let is_met = |one: &Field| {
        matches!(
            one.get("met").map(|met| &met.value),
            Some(FieldValue::Bool(true))
        )
    };
    let condition = number
        .checked_sub(1)
        .and_then(|at| conditions.get(at))
        .ok_or_else(|| {
            Failure::of(format!(
                "the endorsement has {} conditions, counted from 1",
                conditions.len()
            ))
        })?;
    if is_met(condition) {
        return Ok(format!("condition {number} was met already"));
    }
    let count = conditions.iter().filter(|one| is_met(one)).count() + 1;
    let is_last = count == conditions.len();
    let version = document
        .manifest
        .current()
        .map(|version| format!("\"{}\"", version.number));
    let (list, item) = (Step::Key(register.key), Step::Item(index));
    register.change(disk, |text, within| {
        let steps = [list, item, Step::Key("conditions"), Step::Item(number - 1)];
        let mut new = edit::set(
            text,
            within.clone(),
            &steps,
            "met",
            &Yaml::Plain("true".to_owned()),
        )?;
        let renewed = [
            ("version", version.clone()),
            ("content", Some(format!("\"{now}\""))),
        ];
        for (key, value) in renewed.into_iter().filter(|_| is_last) {
            let within = within.start..within.end + new.len() - text.len();
            new = edit::set(&new, within, &[list, item], key, &Yaml::Plain(value?))?;
        }
        Some(new)
    })?;
    Ok(if is_last {
        format!(
            "all conditions are met; the endorsement is of {} as it is now",
            called(of)
        )
    } else {
        format!("conditions: {count} of {} met", conditions.len())
    })
}

/// The only endorsement of this, by that body, that has conditions: its list, its place in that,
/// and the row.
fn conditional<'a, 'b>(
    all: &'b [Register<'a>],
    of: &str,
    by: Option<&str>,
) -> Result<(&'b Register<'a>, usize, &'b Field), Failure> {
    let rows = all.iter().flat_map(|register| {
        let rows = register.rows().iter().enumerate();
        rows.map(move |(index, row)| (register, index, row))
    });
    let found: Vec<_> = rows.filter(|(_, _, row)| is_row(row, of, by)).collect();
    let of = called(of);
    match found.as_slice() {
        [one] => Ok(*one),
        [] => Err(Failure::of(format!(
            "no endorsement of {of} has conditions"
        ))),
        _ => Err(Failure::of(format!(
            "several endorsements of {of} have conditions; say whose with `--by NAME`"
        ))),
    }
}

fn called(of: &str) -> String {
    if of == WHOLE {
        "the document".to_owned()
    } else {
        format!("`{of}`")
    }
}

/// Whether a row is an endorsement of this, by that body, and has conditions.
fn is_row(row: &Field, of: &str, by: Option<&str>) -> bool {
    let is_of = row.get("of").and_then(Field::word).map_or(WHOLE, str::trim);
    let name = row
        .get("organisation")
        .and_then(Field::inline)
        .map(plain_text);
    let conditions = row.get("conditions").map(Field::items).unwrap_or_default();
    is_of == of
        && by.is_none_or(|by| name.is_some_and(|name| name.trim() == by))
        && !conditions.is_empty()
}

/// The lists of endorsements of a document, in reading order.
fn registers<'a>(document: &'a Document, snapshot: &'a Snapshot) -> Vec<Register<'a>> {
    let cards = document.cards.iter().filter(|card| !card.made);
    let register = |card: &'a Card| {
        let key = snapshot.kinds.get(&card.kind)?.endorsements.as_deref()?;
        let path = snapshot.project.sources.get(card.source).path().to_owned();
        Some(Register { card, key, path })
    };
    cards.filter_map(register).collect()
}

/// The list that gets a new row.
fn register<'a>(
    into: Option<&str>,
    document: &'a Document,
    snapshot: &'a Snapshot,
) -> Result<Register<'a>, Failure> {
    let all = registers(document, snapshot).into_iter();
    let mut wanted = all.filter(|register| into.is_none_or(|id| register.card.id.name == id));
    wanted.next().ok_or_else(|| match into {
        Some(id) => Failure::of(format!("no card of kind `endorsements` has the id `{id}`")),
        None => Failure::of("the document has no card of kind `endorsements`; `planwright new endorsements Endorsements` writes one".to_owned()),
    })
}

impl Register<'_> {
    fn rows(&self) -> &[Field] {
        self.card
            .fields
            .get(self.key)
            .map(Field::items)
            .unwrap_or_default()
    }

    /// Writes the card with a change of its front matter.
    fn change(
        &self,
        disk: &Disk,
        change: impl Fn(&str, std::ops::Range<usize>) -> Option<String>,
    ) -> Result<(), Failure> {
        let path = &self.path;
        let stubborn = || {
            Failure::of(format!(
                "the list `{}` in `{path}` is written in a way to which nothing can be added; write it as rows that begin with `- organisation:`",
                self.key
            ))
            .at(&**path)
        };
        let old = String::from_utf8(disk.read(path)?).map_err(|_| stubborn())?;
        let text = old.strip_prefix(BYTE_ORDER_MARK).unwrap_or(&old);
        let mark = &old[..old.len() - text.len()];
        let mut sources = SourceSet::default();
        let id = sources.add(Source::new(&**path, text));
        let parts = front_matter::split(id, sources.get(id), &mut Report::default());
        let within = parts.and_then(|parts| parts.yaml).ok_or_else(stubborn)?;
        if self.card.fields.get("data").is_some() {
            return Err(Failure::of(format!(
                "the list of `{path}` comes from a file of its own (`data`); add the row there"
            ))
            .at(&**path));
        }
        let new = change(text, within).ok_or_else(stubborn)?;
        replace(
            &OnDisk,
            &disk.root().join(path),
            format!("{mark}{new}").as_bytes(),
        )
        .map_err(|failed| {
            Failure::of(format!(
                "`{path}` cannot be written: {}",
                super::reason::reason(&failed.error)
            ))
            .at(&**path)
        })
    }
}
