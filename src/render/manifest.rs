//! The main file: the document's particulars for the type's template, the cards in order, and in a
//! draft the list of what is outstanding.

use serde_json::{Map, Value as Json, json};

use super::context::Builder;
use super::fragments::without_tokens;
use super::writer::Writer;
use super::{Engine, Generated, RenderContext};
use crate::diagnostic::Report;
use crate::discover::LastCommit;
use crate::model::field::Field;
use crate::model::manifest::{DEFAULT_TYPE, Status, Version};
use crate::source::{SourceId, Span};

/// So many digits of a commit's name are printed: always as many, while git's own short form grows
/// with the repository.
const SHOWN_DIGITS: usize = 10;

/// Renders the type's `document.typ`.
///
/// `drawn` are the numbers of the marks that the cards carry.
pub fn main<'a>(
    scene: &'a RenderContext<'a>,
    writer: &'a dyn Writer,
    engine: &Engine,
    cards: &[String],
    drawn: Vec<usize>,
    report: &mut Report,
) -> Option<Generated> {
    let manifest = &scene.document.manifest;
    let mut builder = Builder::new(scene, writer, &scene.document.folder, 1);
    let values = json!({
        "base": scene.base,
        "doc": document(scene, &mut builder),
        "cards": cards.iter().map(|path| format!("{}/{path}", scene.base)).collect::<Vec<_>>(),
        "outstanding": outstanding(scene),
        "strays": builder.strays(std::iter::once(manifest.source).chain(scene.document.facts.source), drawn),
    });
    let fragments = builder.into_fragments();
    let first = Span::new(
        manifest.source,
        scene.sources.get(manifest.source).line_range(1),
    );
    let own = format!("types/{}/document.typ", manifest.kind);
    let default = format!("types/{DEFAULT_TYPE}/document.typ");
    let name = if engine.has(&own) {
        own
    } else {
        default.clone()
    };
    let path = scene.sources.get(manifest.source).path().to_owned();
    let _task = scene.progress.begin(scene.base.clone(), &path);
    let made = engine.render(&name, &values, &fragments, first, scene, report);
    // As for cards: the error has been reported.
    let as_default = || {
        engine.render(
            &default,
            &values,
            &fragments,
            first,
            scene,
            &mut Report::default(),
        )
    };
    let markup = made.or_else(as_default)?;
    Some(Generated {
        markup,
        top: Some(first),
        path,
        template: super::typst::own(scene, &name),
    })
}

pub fn document<'a>(scene: &'a RenderContext<'a>, builder: &mut Builder<'a>) -> Json {
    let manifest = &scene.document.manifest;
    let mut map = Map::new();
    for entry in manifest.fields.entries() {
        if !matches!(entry.name.as_str(), "versions" | "organisations" | "theme") {
            map.insert(entry.name.clone(), builder.field(&entry.field));
        }
    }
    map.insert("fields".into(), Json::Object(map.clone()));
    let (language, region) = manifest
        .language
        .split_once('-')
        .unwrap_or((&manifest.language, ""));
    map.insert("language".into(), json!(language.to_lowercase()));
    map.insert(
        "region".into(),
        if region.len() == 2 {
            json!(region.to_uppercase())
        } else {
            Json::Null
        },
    );
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
    let current = manifest.current();
    map.insert(
        "version".into(),
        json!(current.map_or("0", |version| version.number.as_str())),
    );
    map.insert(
        "version-label".into(),
        json!(current.map_or_else(String::new, |version| version.label_in(scene.draft))),
    );
    let is_final = current.is_some_and(|version| version.status == Status::Final);
    map.insert(
        "status".into(),
        json!(if is_final { "final" } else { "draft" }),
    );
    let date = current.and_then(Version::date);
    map.insert(
        "date".into(),
        date.map_or(Json::Null, |date| json!(scene.document.words.date(date))),
    );
    let day = manifest.day();
    map.insert("day".into(), json!([day.year(), day.month(), day.day()]));
    Json::Object(map)
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
            .map(crate::parse::body::plain_text);
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

/// What the list at the end of a draft says of each place, card by card.
pub fn outstanding(scene: &RenderContext<'_>) -> Json {
    let mut groups: Vec<(SourceId, Vec<Json>)> = Vec::new();
    for (number, mark) in scene.marks.iter() {
        let line = scene
            .sources
            .get(mark.span.source)
            .position(mark.span.start)
            .line;
        let item = json!({
            "n": number.to_string(),
            "code": mark.rule,
            "text": without_tokens(&mark.text),
            "owner": mark.owner.as_deref().map(without_tokens),
            "due": mark.due.map(|due| scene.document.words.date(due)),
            "note": mark.note.as_deref().map(without_tokens),
            "line": line.to_string(),
        });
        match groups
            .last_mut()
            .filter(|(source, _)| *source == mark.span.source)
        {
            Some((_, items)) => items.push(item),
            None => groups.push((mark.span.source, vec![item])),
        }
    }
    let group = |(source, items): (SourceId, Vec<Json>)| {
        let card = scene
            .document
            .cards
            .iter()
            .position(|card| card.source == source && !card.made);
        let title =
            card.map(|index| crate::parse::body::plain_text(scene.document.cards[index].short()));
        let title = title.or_else(|| {
            (scene.document.facts.source == Some(source))
                .then(|| scene.document.words.facts.to_owned())
        });
        json!({
            "number": card.and_then(|index| scene.document.place(index).number.clone()),
            "title": without_tokens(&title.unwrap_or_else(|| scene.document.manifest.title.clone())),
            "path": without_tokens(scene.sources.get(source).path()),
            "items": items,
        })
    };
    Json::Array(groups.into_iter().map(group).collect())
}
