//! `diff --approved ID`: the revision that holds what an endorsement saw, and its conditions.

use super::{Failure, resolve};
use crate::discover::{Disk, Revision};
use crate::model::document::Document;
use crate::model::endorsements::{WHOLE, fingerprint};
use crate::model::field::{Field, FieldValue};
use crate::model::kinds::Kinds;
use crate::parse::body::plain_text;
use crate::pipeline::Snapshot;
use crate::record::diff::Condition;
use crate::source::SourceSet;

/// So many commits behind `HEAD` are looked at, if no tag leads to what was endorsed.
const MOST_COMMITS: usize = 50;

/// What was endorsed.
pub struct Approved {
    /// A tag, or `HEAD~3`.
    pub revision: String,
    /// The name of the document.
    pub document: String,
    pub conditions: Vec<Condition>,
}

/// Finds it. `id` is that of a card, `document`, or the organisation that endorsed.
pub fn find(disk: &Disk, id: &str, document: Option<&str>) -> Result<Approved, Failure> {
    let snapshot = Snapshot::read(disk, &[], SourceSet::default())?;
    let documents: Vec<&Document> = snapshot.documents().collect();
    let document = resolve::chosen(document, &documents)?;
    let name = document.manifest.name.clone();
    let row = row(document, &snapshot.kinds, id).ok_or_else(|| {
        let message = format!(
            "nobody has endorsed `{id}` in the document `{name}` so that it is known what they saw"
        );
        Failure::of(format!("{message}; `planwright endorse` records it"))
    })?;
    let word = |key: &str| row.get(key).and_then(Field::word).map(str::to_owned);
    let content = word("content").unwrap_or_default();
    let of = word("of").unwrap_or_else(|| WHOLE.to_owned());
    let version = word("version").unwrap_or_default();
    let tags = [
        format!("refs/tags/{name}/v{version}"),
        format!("refs/tags/v{version}"),
    ];
    let commits = (0..MOST_COMMITS).map(|back| format!("HEAD~{back}"));
    let found = tags
        .into_iter()
        .chain(commits)
        .find(|revision| says(disk, revision, &name, &of).as_deref() == Some(content.as_str()));
    let revision = found.ok_or_else(|| {
        Failure::of(format!(
            "no tag of version {version}, and none of the last {MOST_COMMITS} commits, holds what was endorsed; name the revision: `planwright diff REVISION`"
        ))
    })?;
    Ok(Approved {
        revision,
        document: name,
        conditions: conditions(row),
    })
}

/// The last row that is of the card or the document, or of the organisation, and bound to what it
/// saw.
fn row<'a>(document: &'a Document, kinds: &Kinds, id: &str) -> Option<&'a Field> {
    let lists = document.cards.iter().filter_map(|card| {
        let key = kinds.get(&card.kind)?.endorsements.as_deref()?;
        card.fields.get(key)
    });
    let is_it = |row: &&'a Field| {
        let of = row.get("of").and_then(Field::word).unwrap_or(WHOLE);
        let by = row.get("organisation").and_then(Field::inline);
        let by = by.map(plain_text).unwrap_or_default();
        let is_bound = row
            .get("content")
            .is_some_and(|content| !content.is_blank());
        is_bound && (of == id || by.trim() == id)
    };
    lists.flat_map(Field::items).rfind(is_it)
}

/// The fingerprint of what a revision says; `None` if it cannot be read.
fn says(disk: &Disk, revision: &str, document: &str, of: &str) -> Option<String> {
    let files = Revision::open(disk.root(), revision).ok()?;
    let snapshot = Snapshot::read(&files, &[], SourceSet::default()).ok()?;
    let document = snapshot
        .documents()
        .find(|one| one.manifest.name == document)?;
    fingerprint(document, of, &snapshot.project.files)
}

fn conditions(row: &Field) -> Vec<Condition> {
    let list = row.get("conditions").map(Field::items).unwrap_or_default();
    let text = |one: &Field| {
        let text = one.get("text").and_then(Field::inline).map(plain_text);
        text.unwrap_or_default().trim().to_owned()
    };
    let is_met = |one: &Field| {
        let met = one.get("met").map(|met| &met.value);
        matches!(met, Some(FieldValue::Bool(true)))
    };
    list.iter()
        .map(|one| Condition {
            text: text(one),
            met: is_met(one),
        })
        .collect()
}
