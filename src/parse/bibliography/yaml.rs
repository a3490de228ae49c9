//! A bibliography in the YAML of Hayagriva. In: its text. Out: its entries; each is handed to
//! hayagriva alone, so that what is wrong with one is said at its place.

use std::str::FromStr;

use hayagriva::types::EntryType;
use hayagriva::{Entry as Item, Library};
use serde_json::{Map, Value as Json, json};

use super::bibtex::twice;
use super::dates::{self, WrittenYear};
use super::guard::guarded;
use super::{Entry, findings};
use crate::diagnostic::{Report, did_you_mean, rules};
use crate::parse::yaml::{self, Key, Node, Value};
use crate::source::{SourceId, Span};

/// The types of entries, for those that are nearly one of them.
const TYPES: [&str; 30] = [
    "article",
    "chapter",
    "entry",
    "anthos",
    "report",
    "thesis",
    "web",
    "scene",
    "artwork",
    "patent",
    "case",
    "newspaper",
    "legislation",
    "manuscript",
    "post",
    "misc",
    "performance",
    "periodical",
    "proceedings",
    "book",
    "blog",
    "reference",
    "conference",
    "anthology",
    "repository",
    "thread",
    "video",
    "audio",
    "exhibition",
    "original",
];

/// The entries that can be read.
pub(super) fn parse(id: SourceId, text: &str, report: &mut Report) -> Vec<Entry> {
    let Some(whole) = yaml::parse(id, 0, text, report) else {
        return Vec::new();
    };
    let mut seen: std::collections::HashMap<String, (String, Span)> =
        std::collections::HashMap::new();
    let mut entries = Vec::new();
    if !matches!(whole.value, Value::Map(_)) {
        report.push(
            rules::source::BIBLIOGRAPHY
                .at(whole.span, "a bibliography is a list of keys, each with its entry")
                .help("write a line with the key and a colon, and below it `  type: Report` and `  title: …`"),
        );
    }
    for (key, node) in whole.entries() {
        if let Some((other, first)) = seen.get(&key.name.to_lowercase()) {
            report.push(twice(&key.name, key.span, other, *first));
        } else {
            seen.insert(key.name.to_lowercase(), (key.name.clone(), key.span));
        }
        entries.extend(entry(key, node, report));
    }
    entries
}

fn entry(key: &Key, node: &Node, report: &mut Report) -> Option<Entry> {
    let mut said = Vec::new();
    if !matches!(node.value, Value::Map(_)) {
        report.push(
            rules::source::BIBLIOGRAPHY
                .at(key.span, format!("the entry `{}` has no keys", key.name))
                .help(
                    "write below it `  type: Report`, `  title: …`, `  author: …` and `  date: …`",
                ),
        );
        return None;
    }
    let mut json = plain(node);
    let kind = node.get("type").and_then(Node::text).unwrap_or_default();
    if EntryType::from_str(&kind.to_lowercase()).is_err() {
        let place = node.get("type").map_or(key.span, |node| node.span);
        let near = did_you_mean(&kind.to_lowercase(), TYPES).map(str::to_owned);
        said.push(findings::unknown_kind(kind, place, near));
        set(&mut json, "type", json!("misc"));
    } else {
        set(&mut json, "type", json!(kind.to_lowercase()));
    }
    let written = settle_dates(node, &mut json, true, &mut said);
    let library = json!({ &key.name: json });
    let item = match guarded(|| serde_json::from_value::<Library>(library)) {
        Some(Ok(library)) => library.nth(0)?.clone(),
        error => {
            let why = match error {
                Some(Err(error)) => format!(": {error}"),
                _ => String::new(),
            };
            report.push(
                rules::source::BIBLIOGRAPHY
                    .at(
                        key.span,
                        format!("the entry `{}` cannot be read{why}", key.name),
                    )
                    .help("write its keys as the guide to Hayagriva's files says"),
            );
            return None;
        }
    };
    let item = published(item);
    if is_anonymous(&item) {
        said.push(findings::without_author(
            &key.name,
            key.span,
            "`author: Surname, First name`, or `author: Department of Health`",
        ));
    }
    if written.is_none() && item.date_any().is_none() {
        said.push(findings::without_date(
            &key.name,
            key.span,
            ["date: 2015", "date: n.d."],
        ));
    }
    let typed = node.get("url").and_then(address);
    let address = item
        .url()
        .zip(typed)
        .map(|(url, typed)| (url.value.to_string(), typed));
    Some(Entry {
        key: key.name.clone(),
        span: key.span,
        findings: said,
        written,
        address: address.filter(|(printed, typed)| printed != typed),
        is_preprint: json!(item.genre().map(ToString::to_string))
            .to_string()
            .to_lowercase()
            .contains("preprint"),
        item,
    })
}

/// The address, as it is written.
fn address(node: &Node) -> Option<String> {
    let node = node.get("value").unwrap_or(node);
    node.text().map(|text| text.trim().to_owned())
}

/// An organisation that stands behind a work publishes it, where no publisher is named: no style
/// prints it otherwise.
fn published(mut item: Item) -> Item {
    if item.map(Item::publisher).is_none()
        && let Some(organization) = item.organization().cloned()
    {
        item.set_publisher(hayagriva::types::Publisher::new(Some(organization), None));
    }
    item
}

fn is_anonymous(item: &Item) -> bool {
    let has_people = |item: &Item| {
        let people =
            |list: Option<&[hayagriva::types::Person]>| list.is_some_and(|list| !list.is_empty());
        let is_there =
            people(item.authors()) || people(item.editors()) || item.affiliated().is_some();
        (is_there || item.publisher().is_some() || item.organization().is_some()).then_some(())
    };
    item.map(has_people).is_none()
}

fn set(json: &mut Json, key: &str, value: Json) {
    if let Json::Object(map) = json {
        map.insert(key.to_owned(), value);
    }
}

/// Dates in the usual forms in the one that hayagriva reads. Gives when the entry was published, if
/// that is no date.
fn settle_dates(
    node: &Node,
    json: &mut Json,
    is_own: bool,
    said: &mut Vec<crate::diagnostic::Diagnostic>,
) -> Option<WrittenYear> {
    let mut written = None;
    if let Some(date) = node.get("date").filter(|date| date.text().is_some()) {
        let text = date.text().unwrap_or_default().trim();
        if dates::is_unclear(text) {
            said.push(findings::unclear_date(text, date.span));
        }
        match dates::issued(text, "", "", "") {
            dates::Issued::Date(date) => set(json, "date", json!(iso(&date))),
            dates::Issued::Written(year) if is_own => {
                remove(json, "date");
                written = Some(year);
            }
            _ => {
                if !text.is_empty() {
                    said.push(findings::unread_date(text, date.span));
                }
                remove(json, "date");
            }
        }
    }
    if let (Some(url), Json::Object(map)) = (node.get("url"), &mut *json) {
        let visited = url.get("date");
        if let (Some(date), Some(url)) = (visited, map.get_mut("url")) {
            let text = date.text().unwrap_or_default().trim();
            match dates::whole(text) {
                Some(date) => set(url, "date", json!(iso(&date))),
                None => {
                    said.push(findings::unread_date(text, date.span));
                    remove(url, "date");
                }
            }
        }
    }
    if let (Some(parent), Json::Object(map)) = (node.get("parent"), json) {
        match (map.get_mut("parent"), parent.items()) {
            (Some(Json::Array(inner)), items) => {
                for (json, node) in inner.iter_mut().zip(items) {
                    settle_dates(node, json, false, said);
                }
            }
            (Some(inner), _) => drop(settle_dates(parent, inner, false, said)),
            (None, _) => {}
        }
    }
    written
}

fn remove(json: &mut Json, key: &str) {
    if let Json::Object(map) = json {
        map.remove(key);
    }
}

/// As hayagriva reads it: months and days are counted from 0 in it.
fn iso(date: &hayagriva::types::Date) -> String {
    let mut text = format!("{:04}", date.year);
    for part in [date.month, date.day].into_iter().flatten() {
        text.push_str(&format!("-{:02}", part + 1));
    }
    if date.approximate {
        text.insert(0, '~');
    }
    text
}

/// A value without its places. A number is text as it is spelt, but for those that only count.
fn plain(node: &Node) -> Json {
    match &node.value {
        Value::Null => Json::Null,
        Value::Bool(value, _) => json!(value),
        Value::Number(number, _) => Json::Number(number.clone()),
        Value::Text(text) => json!(text),
        Value::List(items) => Json::Array(items.iter().map(plain).collect()),
        Value::Map(entries) => {
            let entries = entries.iter().filter(|(_, value)| !value.is_blank());
            let entries = entries.map(|(key, value)| (key.name.clone(), plain(value)));
            Json::Object(entries.collect::<Map<String, Json>>())
        }
    }
}
