//! How a document grew: for each version of its table that has a tag, what it held.

use std::collections::BTreeMap;

use super::session::Session;
use super::tagged::Tagged;
use super::{Request, Snapshot, Unread, compare};
use crate::diagnostic::Report;
use crate::discover::Files;
use crate::model::card::Card;
use crate::model::document::Document;
use crate::model::field::Field;
use crate::model::growth::Growth;
use crate::model::kinds::Kinds;
use crate::model::manifest::Version;
use crate::record::diff::count_words;
use crate::source::SourceSet;

/// The documents of a project through their versions, and as they are now. `at` opens a tag;
/// `None` if there is none of that name.
pub fn history<'a>(
    now: &'a dyn Files,
    documents: &[String],
    at: &dyn Fn(&str) -> Option<Box<dyn Files + 'a>>,
) -> Result<Vec<Growth>, Unread> {
    let snapshot = Snapshot::read(now, documents, SourceSet::default())?;
    let several = snapshot.sites.several();
    let mut all = Vec::new();
    for document in snapshot.documents() {
        let name = document.manifest.name.as_str();
        for version in &document.manifest.versions {
            let mut growth = Growth {
                document: name.to_owned(),
                version: version.number.clone(),
                date: version.date().map(|date| date.to_string()),
                ..Growth::default()
            };
            // While a project has one document, its tags are `v1.0`; they count for the first that
            // it had later on, too.
            let with_name = format!("{name}/v{}", version.number);
            let plain = format!("v{}", version.number);
            let names = if several {
                vec![with_name, plain]
            } else {
                vec![plain, with_name]
            };
            let opened = names.into_iter().find_map(|tag| Some((at(&tag)?, tag)));
            if let Some((files, tag)) = opened {
                growth.tag = Some(tag);
                measure(&*files, name, &document.folder, &mut growth)?;
            }
            all.push(growth);
        }
        let mut growth = Growth {
            document: name.to_owned(),
            version: "now".to_owned(),
            ..Growth::default()
        };
        measure(now, name, &document.folder, &mut growth)?;
        all.push(growth);
    }
    Ok(all)
}

/// Counts what a document holds in one state of the project.
fn measure(files: &dyn Files, name: &str, folder: &str, growth: &mut Growth) -> Result<(), Unread> {
    let request = Request {
        draft: true,
        ..Request::default()
    };
    let mut unsaid = Report::default();
    let (session, reports) = Session::begin(files, &request, SourceSet::default(), &mut unsaid)?;
    let open = compare::unresolved(&session, reports)?;
    let found = session
        .snapshot
        .documents()
        .find(|document| document.manifest.name == name)
        .or_else(|| {
            let mut all = session.snapshot.documents();
            all.find(|document| document.folder == folder)
        });
    let Some(document) = found else {
        return Ok(());
    };
    let open = open.get(&document.manifest.source).map_or(0, Vec::len);
    count(document, open, &session.snapshot.kinds, growth);
    Ok(())
}

/// Counts what a document that was read holds; `open` are its open places.
fn count(document: &Document, open: usize, kinds: &Kinds, growth: &mut Growth) {
    growth.placeholders = Some(open);
    growth.words = Some(document.cards.iter().map(count_words).sum());
    growth.cards = Some(document.cards.iter().filter(|card| !card.made).count());
    growth.ratings = ratings(document, kinds);
}

/// How a document grew, for its own pages: each version of its table, the current one as it is now.
/// `open` are its open places. Nothing if it has no card that shows this.
pub(super) fn of_document(document: &Document, open: usize, session: &Session<'_>) -> Vec<Growth> {
    let kinds = &session.snapshot.kinds;
    let shows = |card: &Card| kinds.get(&card.kind).is_some_and(|kind| kind.growth);
    if !session.request.mode.sets_pages() || !document.cards.iter().any(shows) {
        return Vec::new();
    }
    let tagged = Tagged::of(session, document);
    let current = document.manifest.current().map(|version| &version.number);
    let row = |version: &Version| {
        let mut growth = Growth {
            document: document.manifest.name.clone(),
            version: version.number.clone(),
            date: version.date().map(|date| date.to_string()),
            ..Growth::default()
        };
        if Some(&version.number) == current {
            count(document, open, kinds, &mut growth);
        } else if let Some((tag, revision)) = tagged.revision(&version.number) {
            growth.tag = Some(tag);
            // What cannot be read any more has no numbers.
            let name = &document.manifest.name;
            measure(&revision, name, &document.folder, &mut growth).unwrap_or_default();
        }
        growth
    };
    document.manifest.versions.iter().map(row).collect()
}

/// How many entries have a rating in each band.
fn ratings(document: &Document, kinds: &Kinds) -> BTreeMap<String, usize> {
    let mut counts = BTreeMap::new();
    for card in &document.cards {
        let kind = kinds.get(&card.kind);
        let Some(rating) = kind.and_then(|kind| kind.rating.as_ref()) else {
            continue;
        };
        let list = kind.and_then(|kind| kind.entries.as_ref());
        let entries = list.and_then(|keys| card.fields.get(&keys.list));
        for entry in entries.map(Field::items).unwrap_or_default() {
            if let Some(band) = rating
                .rated(entry)
                .and_then(|rated| rating.band_name(rated.score()))
            {
                *counts.entry(band.to_owned()).or_default() += 1;
            }
        }
    }
    counts
}
