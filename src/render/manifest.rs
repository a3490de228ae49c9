//! What the templates of a type see of the document itself: title, versions, organisations, and
//! the other keys of the manifest.

use serde_json::{Map, Value as Json, json};

use super::RenderContext;
use super::context::Builder;
use super::fragments::without_tokens;
use crate::discover::LastCommit;
use crate::model::field::Field;
use crate::model::manifest::{Status, Version};
use crate::parse::body::plain_text;

/// So many digits of a commit's name are printed: always as many, while git's own short form grows
/// with the repository.
const SHOWN_DIGITS: usize = 10;

/// What the templates of a type see of the document: the manifest's keys, and what follows from
/// them.
pub fn document<'a>(scene: &'a RenderContext<'a>, builder: &mut Builder<'a>) -> Json {
    let manifest = &scene.document.manifest;
    let mut map = Map::new();
    for entry in manifest.fields.entries() {
        if !matches!(entry.name.as_str(), "versions" | "organisations" | "theme") {
            map.insert(entry.name.clone(), builder.field(&entry.field));
        }
    }
    map.insert("fields".into(), Json::Object(map.clone()));
    language(&manifest.language, &mut map);
    map.insert("title-text".into(), json!(without_tokens(&manifest.title)));
    for key in ["subtitle", "reference", "classification"] {
        map.entry(key).or_insert(Json::Null);
    }
    map.insert("stamp".into(), json!(stamp(scene)));
    map.insert("draft".into(), json!(scene.draft));
    map.insert("logo".into(), logo(scene, builder));
    map.insert("organisations".into(), organisations(scene, builder));
    map.insert("versions".into(), versions(scene, builder));
    map.insert("authors".into(), json!(all_authors(&manifest.versions)));
    current(scene, &mut map);
    if let Some(redline) = builder.redline() {
        map.insert("redline".into(), redline);
    }
    let day = manifest.day();
    map.insert("day".into(), json!([day.year(), day.month(), day.day()]));
    Json::Object(map)
}

/// The language and the country, apart.
fn language(tag: &str, map: &mut Map<String, Json>) {
    let (language, region) = tag.split_once('-').unwrap_or((tag, ""));
    let region = (region.len() == 2).then(|| region.to_uppercase());
    map.insert("language".into(), json!(language.to_lowercase()));
    map.insert("region".into(), json!(region));
}

/// The version that the document is in.
fn current(scene: &RenderContext<'_>, map: &mut Map<String, Json>) {
    let current = scene.document.manifest.current();
    let number = current.map_or("0", |version| version.number.as_str());
    map.insert("version".into(), json!(number));
    let label = current.map_or_else(String::new, |version| version.label_in(scene.draft));
    map.insert("version-label".into(), json!(label));
    let is_final = current.is_some_and(|version| version.status == Status::Final);
    let status = if is_final { "final" } else { "draft" };
    map.insert("status".into(), json!(status));
    let date = current.and_then(Version::date);
    let date = date.map(|date| scene.document.words.date(date));
    map.insert("date".into(), json!(date));
}

/// “Commit 1a2b3c4d5e”: what the foot says of the document's last commit.
fn stamp(scene: &RenderContext<'_>) -> Option<String> {
    let LastCommit::Known { id, changed } = scene.commit? else {
        return None;
    };
    let words = scene.document.words;
    let changed = if *changed {
        format!(", {}", words.changed)
    } else {
        String::new()
    };
    Some(format!(
        "{} {}{changed}",
        words.commit,
        id.get(..SHOWN_DIGITS).unwrap_or(id)
    ))
}

fn organisations<'a>(scene: &'a RenderContext<'a>, builder: &mut Builder<'a>) -> Json {
    let organisations = scene
        .document
        .manifest
        .fields
        .get("organisations")
        .into_iter()
        .flat_map(Field::items);
    let one = |organisation: &'a Field| {
        let Json::Object(mut map) = builder.field(organisation) else {
            return Json::Null;
        };
        let name = organisation
            .get("name")
            .and_then(Field::inline)
            .map(plain_text);
        let name = name
            .filter(|name| !name.trim().is_empty())
            .unwrap_or_else(|| "?".to_owned());
        map.insert("name-text".into(), json!(without_tokens(&name)));
        map.entry("logo").or_insert(Json::Null);
        Json::Object(map)
    };
    Json::Array(organisations.map(one).collect())
}

/// The document's logo, with what it says to those who cannot see it.
fn logo<'a>(scene: &'a RenderContext<'a>, builder: &mut Builder<'a>) -> Json {
    let manifest = &scene.document.manifest;
    let theme = manifest.fields.get("theme");
    let path = theme
        .and_then(|theme| theme.get("logo"))
        .map(|logo| builder.field(logo));
    let Some(path) = path.filter(Json::is_string) else {
        return Json::Null;
    };
    let alt = manifest
        .logo_alt()
        .unwrap_or_else(|| manifest.title.clone());
    json!({ "path": path, "alt": without_tokens(&alt) })
}

fn versions<'a>(scene: &'a RenderContext<'a>, builder: &mut Builder<'a>) -> Json {
    let manifest = &scene.document.manifest;
    let rows = manifest
        .fields
        .get("versions")
        .into_iter()
        .flat_map(Field::items);
    let rows = rows.zip(&manifest.versions).map(|(field, version)| {
        let summary = match field.get("summary") {
            Some(summary) => builder.field(summary),
            None => builder.inline(&[]),
        };
        json!({
            "label": version.label(),
            "dates": version.dates.iter().map(|date| scene.document.words.date(*date)).collect::<Vec<_>>(),
            "authors": field.get("authors").map_or_else(|| json!([]), |authors| builder.field(authors)),
            "summary": summary,
        })
    });
    Json::Array(rows.collect())
}

/// Everybody who wrote a version, once, in the order of the table.
fn all_authors(versions: &[Version]) -> Vec<String> {
    let mut authors: Vec<String> = Vec::new();
    for author in versions.iter().flat_map(|version| &version.authors) {
        if !author.is_empty() && !authors.contains(author) {
            authors.push(author.clone());
        }
    }
    authors
}
