//! One entry of a `.bib` file, made ready for a style. In: its fields as biblatex reads them. Out:
//! the entry as hayagriva takes it, with what would be printed otherwise than it is meant mended,
//! and what is to be said of it.
//!
//! Seen with hayagriva 0.10.1 and biblatex 0.12: `institution`, `school` and `organization` reach no
//! style, because hayagriva keeps them apart from the publisher; `howpublished` becomes a note, which
//! few styles print; a day of access in words is dropped; an address without a path gets a slash.

use std::str::FromStr;

use biblatex::{Chunk, Chunks, ChunksExt, EntryType, Spanned};
use hayagriva::types::QualifiedUrl;

use super::bibtex::Written;
use super::dates::{self, Issued};
use super::guard::guarded;
use super::{Entry, findings, names};
use crate::diagnostic::{Diagnostic, Report, did_you_mean, rules};

/// Who may stand behind a work.
const BEHIND: [&str; 7] = [
    "author",
    "editor",
    "institution",
    "organization",
    "school",
    "publisher",
    "translator",
];

/// Types of BibLaTeX that biblatex does not know, and that are set like `@misc`.
const OTHER_TYPES: [&str; 18] = [
    "artwork",
    "audio",
    "bibnote",
    "commentary",
    "image",
    "jurisdiction",
    "legal",
    "legislation",
    "letter",
    "movie",
    "music",
    "performance",
    "review",
    "standard",
    "video",
    "map",
    "newspaper",
    "press",
];

/// The types that are known, for those that are nearly one of them.
const TYPES: [&str; 17] = [
    "article",
    "book",
    "booklet",
    "collection",
    "dataset",
    "inbook",
    "incollection",
    "inproceedings",
    "manual",
    "mastersthesis",
    "misc",
    "online",
    "phdthesis",
    "proceedings",
    "report",
    "techreport",
    "unpublished",
];

/// An entry of its fields; `None` if nothing can be made of it, which is said.
pub(super) fn entry(
    mut entry: biblatex::Entry,
    written: &Written<'_>,
    report: &mut Report,
) -> Option<Entry> {
    let mut said = Vec::new();
    said.extend(unknown_type(&entry, written));
    said.extend(split_author(written));
    let is_anonymous = BEHIND.iter().all(|name| text(&entry, name).is_empty());
    if is_anonymous {
        said.push(findings::without_author(
            &entry.key,
            written.key,
            "`author = {Surname, First name}`, or `author = {{Department of Health}}`",
        ));
    }
    kind_of_work(&mut entry);
    published(&mut entry);
    let issued = dates::issued(
        &text(&entry, "date"),
        &text(&entry, "year"),
        &text(&entry, "month"),
        &text(&entry, "day"),
    );
    if issued == Issued::Missing && text(&entry, "eventdate").is_empty() {
        said.push(findings::without_date(
            &entry.key,
            written.key,
            ["year = {2015}", "year = {n.d.}"],
        ));
    }
    let typed = ["date", "year"].map(|name| (name, text(&entry, name)));
    if let Some((name, typed)) = typed.iter().find(|(_, text)| dates::is_unclear(text)) {
        let place = written.field(name).map_or(written.key, |(span, _)| span);
        said.push(findings::unclear_date(typed, place));
    }
    let address = address(&mut entry);
    let visited = text(&entry, "urldate");
    let is_preprint = entry
        .fields
        .values()
        .any(|value| value.format_verbatim().to_lowercase().contains("preprint"));
    for name in ["date", "year", "month", "day", "url", "urldate"] {
        entry.remove(name);
    }
    let mut item = converted(&mut entry, written, report)?;
    let mut year = None;
    match issued {
        Issued::Date(date) => item.set_date(date),
        Issued::Written(written) => year = Some(written),
        Issued::Missing => {}
    }
    let mut printed = None;
    if let Some((typed, mut url)) = address {
        url.visit_date = dates::whole(&visited);
        printed = Some((url.value.to_string(), typed));
        item.set_url(url);
    }
    if !visited.is_empty() && dates::whole(&visited).is_none() {
        let place = written
            .field("urldate")
            .map_or(written.key, |(span, _)| span);
        said.push(findings::unread_date(&visited, place));
    }
    Some(Entry {
        key: entry.key,
        span: written.key,
        findings: said,
        item,
        written: year,
        address: printed.filter(|(printed, typed)| printed != typed),
        is_preprint,
    })
}

/// The words of a field.
fn text(entry: &biblatex::Entry, name: &str) -> String {
    let value = entry.get(name).map(ChunksExt::format_verbatim);
    value.unwrap_or_default().trim().to_owned()
}

/// What a report or a thesis is called: hayagriva 0.10.1 prints “technical report” in small letters
/// in the middle of a line, and “Doctoral dissertation”.
fn kind_of_work(entry: &mut biblatex::Entry) {
    let is_said = !text(entry, "type").is_empty();
    match entry.entry_type {
        // A chapter of a collection has the name of its book twice in some styles.
        EntryType::InCollection if text(entry, "maintitle").is_empty() => {
            entry.entry_type = EntryType::InBook;
        }
        EntryType::TechReport if !is_said => entry.entry_type = EntryType::Report,
        EntryType::PhdThesis if !is_said => entry.set("type", plain("PhD thesis")),
        EntryType::MastersThesis if !is_said => entry.set("type", plain("Master’s thesis")),
        _ => {}
    }
}

/// Who published it: the institution where no publisher is named, and how it was published.
fn published(entry: &mut biblatex::Entry) {
    let how = text(entry, "howpublished");
    if let Some(address) = web_address(&how).filter(|_| text(entry, "url").is_empty()) {
        entry.set("url", plain(&address));
        entry.remove("howpublished");
    }
    let is_missing = |entry: &biblatex::Entry, name: &str| text(entry, name).is_empty();
    for name in ["institution", "school", "organization"] {
        if is_missing(entry, "publisher")
            && let Some(value) = entry.remove(name)
        {
            entry.set("publisher", value);
        }
    }
    if let Some(how) = entry.remove("howpublished") {
        // A publisher is a list, divided by “and”.
        let how: Chunks = vec![Spanned::zero(Chunk::Verbatim(how.format_verbatim()))];
        match entry
            .remove("publisher")
            .filter(|known| !known.format_verbatim().trim().is_empty())
        {
            None => entry.set("publisher", how),
            Some(mut known) => {
                known.push(Spanned::zero(Chunk::Verbatim(", ".to_owned())));
                known.extend(how);
                entry.set("publisher", known);
            }
        }
    }
}

fn plain(text: &str) -> Chunks {
    vec![Spanned::zero(Chunk::Normal(text.to_owned()))]
}

/// The address in a text that is nothing else.
fn web_address(text: &str) -> Option<String> {
    let text = text.trim();
    let text = text
        .strip_prefix("\\url{")
        .and_then(|inner| inner.strip_suffix('}'))
        .unwrap_or(text);
    let lower = text.to_lowercase();
    let is_address =
        lower.starts_with("http://") || lower.starts_with("https://") || lower.starts_with("www.");
    (is_address && !text.contains(char::is_whitespace)).then(|| text.to_owned())
}

/// The address as its author wrote it, and as a style can take it.
fn address(entry: &mut biblatex::Entry) -> Option<(String, QualifiedUrl)> {
    let typed = text(entry, "url");
    if typed.is_empty() {
        return None;
    }
    let typed = web_address(&typed).unwrap_or(typed);
    let parsed = QualifiedUrl::from_str(&typed)
        .or_else(|_| QualifiedUrl::from_str(&format!("https://{typed}")));
    Some((typed, parsed.ok()?))
}

/// The entry for hayagriva, without the fields that it cannot take.
fn converted(
    entry: &mut biblatex::Entry,
    written: &Written<'_>,
    report: &mut Report,
) -> Option<hayagriva::Entry> {
    // Each turn takes out a field.
    for _ in 0..=entry.fields.len() {
        let error = match guarded(|| hayagriva::Entry::try_from(&*entry)) {
            Some(Ok(item)) => return Some(item),
            Some(Err(error)) => error,
            None => break,
        };
        let name = written.field_at(&error.span).map(str::to_owned);
        let Some(name) = name.filter(|name| entry.get(name).is_some()) else {
            break;
        };
        let place = written.field(&name).map_or(written.key, |(span, _)| span);
        let message = format!("the field `{name}` cannot be read: {}", error.kind);
        report.push(
            rules::source::BIBLIOGRAPHY
                .at(place, message)
                .help("write it as the manual of BibLaTeX says, or take it out"),
        );
        entry.remove(&name);
    }
    let message = format!("the entry `{}` cannot be read", entry.key);
    report.push(
        rules::source::BIBLIOGRAPHY
            .at(written.key, message)
            .help("look for a field with words that do not belong there"),
    );
    None
}

fn unknown_type(entry: &biblatex::Entry, written: &Written<'_>) -> Option<Diagnostic> {
    let EntryType::Unknown(_) = entry.entry_type else {
        return None;
    };
    let name = written.kind.v.to_ascii_lowercase();
    if OTHER_TYPES.contains(&name.as_str()) {
        return None;
    }
    let place = super::bibtex::span_of(written.source, &written.kind.span);
    let near = match name.as_str() {
        "website" | "webpage" | "web" | "internet" => Some("online"),
        "paper" | "policy" | "whitepaper" | "guidance" => Some("report"),
        name => did_you_mean(name, TYPES),
    };
    Some(findings::unknown_kind(
        &format!("@{name}"),
        place,
        near.map(|near| format!("@{near}")),
    ))
}

fn split_author(written: &Written<'_>) -> Option<Diagnostic> {
    let found = ["author", "editor"].into_iter().find_map(|field| {
        let (span, words) = written.field(field)?;
        Some((field, span, names::taken_apart(words)?))
    });
    let (field, span, name) = found?;
    let (before, surname) = name.rsplit_once(' ').unwrap_or(("", &name));
    let initial = before
        .chars()
        .find(|c| c.is_alphabetic())
        .map_or_else(String::new, |c| format!(", {c}."));
    let message = if name.contains(" and ") || name.contains(',') {
        format!("`{name}` is read as names of people, and printed with their surnames first")
    } else {
        format!("`{name}` is read as the name of a person, and printed as “{surname}{initial}”")
    };
    Some(rules::reference::SPLIT_NAME.at(span, message).help(format!(
        "put the name of an organisation into braces of its own: `{field} = {{{{{name}}}}}`"
    )))
}
