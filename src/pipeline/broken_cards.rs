//! What only follows from a text that could not be read: an id that stands in the broken front
//! matter of another card is not unknown, and a figure of which it speaks is not unused.
//!
//! In: what was found, and what was read. Out: what was found without what may only follow. It is
//! mended in one place, and then it shows whether anything is left; until then there is an error,
//! so that nothing is built of it.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use crate::diagnostic::rules::{self, Rule};
use crate::diagnostic::{Cause, Diagnostic, Report, Severity, Sought};
use crate::model::document::Document;
use crate::model::kinds::Kinds;
use crate::parse;
use crate::source::{SourceId, SourceSet};

/// Errors of a text that keep nothing of it from being read.
const HARMLESS: [Rule; 3] = [
    rules::source::BIDIRECTIONAL_CHARACTER,
    rules::source::CONTROL_CHARACTER,
    rules::source::NESTING,
];

/// Errors of keys that keep what stands below them from being understood.
const MISUNDERSTOOD: [Rule; 3] = [
    rules::schema::UNKNOWN_KEY,
    rules::schema::UNKNOWN_KIND,
    rules::schema::WRONG_TYPE,
];

/// Texts, or parts of them, that could not be read.
#[derive(Debug, Default)]
pub(super) struct BrokenCards<'a> {
    texts: Vec<(SourceId, &'a str)>,
    /// Whether nothing at all is known of one.
    unknown: bool,
    known: RefCell<Known>,
}

impl<'a> BrokenCards<'a> {
    /// What could not be read of the sources of a run; and, since the words of a kind whose schema
    /// is broken mean nothing, the front matter of its cards.
    pub fn of<'r>(
        reports: impl Iterator<Item = &'r Report>,
        documents: impl Iterator<Item = &'r Document>,
        kinds: &Kinds,
        sources: &'a SourceSet,
    ) -> Self {
        let found = reports
            .flat_map(Report::diagnostics)
            .filter(|one| keeps_from_reading(one));
        let mut whole: BTreeSet<SourceId> = BTreeSet::new();
        let mut front: BTreeSet<SourceId> = BTreeSet::new();
        // Looked up once for each text: a long list may have a finding at each of its lines.
        let mut above: BTreeMap<SourceId, Range<usize>> = BTreeMap::new();
        for span in found.filter_map(Diagnostic::span) {
            let above = above
                .entry(span.source)
                .or_insert_with(|| front_matter(span.source, sources));
            let is_above = above.contains(&span.start);
            if is_above { &mut front } else { &mut whole }.insert(span.source);
        }
        let cards = documents
            .flat_map(|document| &document.cards)
            .filter(|card| !card.made);
        front.extend(
            cards
                .filter(|card| kinds.get(&card.kind).is_some_and(|kind| !kind.usable))
                .map(|card| card.source),
        );
        let text = |id: SourceId| sources.get(id).text();
        let whole_texts = whole.iter().map(|id| (*id, text(*id)));
        let parts = front
            .difference(&whole)
            .map(|id| (*id, &text(*id)[front_matter(*id, sources)]));
        let texts: Vec<(SourceId, &str)> = whole_texts.chain(parts).collect();
        Self {
            unknown: texts.iter().any(|(_, text)| text.is_empty()),
            texts,
            known: RefCell::default(),
        }
    }

    /// Whether a word stands in a text that could not be read; `own` is the text that looked for it.
    fn may_hold(&self, sought: &Sought, own: Option<SourceId>) -> bool {
        self.texts.iter().any(|(id, text)| match sought {
            Sought::Given(word) => words(text, word).any(|at| is_given(&text[..at])),
            // What is to be spoken of elsewhere stands in its own text anyway.
            Sought::Named(word) | Sought::Written(word) => {
                own != Some(*id) && words(text, word).next().is_some()
            }
        })
    }
}

impl Cause for BrokenCards<'_> {
    fn explains(&self, finding: &Diagnostic) -> bool {
        let Some(sought) = &finding.sought else {
            return false;
        };
        let own = finding.span().map(|span| span.source);
        let known = self.known.borrow().get(&(sought.clone(), own)).copied();
        self.unknown
            || known.unwrap_or_else(|| {
                let answer = self.may_hold(sought, own);
                self.known
                    .borrow_mut()
                    .insert((sought.clone(), own), answer);
                answer
            })
    }
}

/// What was looked for, from which text, and whether it was found: each row of a long list may have
/// looked for the same.
type Known = BTreeMap<(Sought, Option<SourceId>), bool>;

fn keeps_from_reading(diagnostic: &Diagnostic) -> bool {
    let is_one_of = |rules: &[Rule]| rules.iter().any(|rule| diagnostic.is(*rule));
    let is_of_text = diagnostic.family() == "source" && !is_one_of(&HARMLESS);
    diagnostic.severity == Severity::Error && (is_of_text || is_one_of(&MISUNDERSTOOD))
}

/// The front matter of a card; of any other file, and of a card whose beginning is not understood
/// either, all of it.
fn front_matter(id: SourceId, sources: &SourceSet) -> Range<usize> {
    let source = sources.get(id);
    let parts = parse::split(id, source, &mut Report::default());
    parts
        .and_then(|parts| parts.yaml)
        .unwrap_or(0..source.text().len())
}

/// Where a word stands as a whole.
fn words<'t>(text: &'t str, word: &'t str) -> impl Iterator<Item = usize> + 't {
    let is_part = |c: char| c.is_alphanumeric() || c == '-' || c == '_';
    text.match_indices(word)
        .map(|(at, _)| at)
        .filter(move |at| {
            let (before, after) = (
                text[..*at].chars().next_back(),
                text[at + word.len()..].chars().next(),
            );
            !word.is_empty() && !before.is_some_and(is_part) && !after.is_some_and(is_part)
        })
}

/// Whether what stands before a word says that the word is given here, as in `id: R-1`, `{#R-1}`,
/// `map.svg#fig-map`, `**R-1**`; the brackets of a link, of a list and of what it names say that it
/// is only named.
fn is_given(before: &str) -> bool {
    // Behind the colon of a key there is a space, behind that of a link's scheme there is none.
    let scheme = ["cite:", "fact:", "term:"]
        .iter()
        .any(|scheme| before.ends_with(scheme));
    let line = before.rsplit('\n').next().unwrap_or_default();
    let line = line.trim_end().trim_end_matches(['"', '\'']).trim_end();
    let named =
        line.ends_with("(#") || line.ends_with('[') || line.ends_with("](") || line.ends_with(',');
    !named && !scheme && line.ends_with([':', '#', '*', '|', ';', '{', '@', '-'])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn given(text: &str, word: &str) -> bool {
        words(text, word).any(|at| is_given(&text[..at]))
    }

    #[test]
    fn an_id_is_given_by_its_key_or_its_mark_and_only_named_by_a_link_or_a_list() {
        for text in [
            "id: R-1",
            "  - id: \"R-1\"",
            "- {id: R-1, description: x}",
            "## Aims {#R-1}",
            "![x](a.svg#R-1)",
            "- term: R-1",
        ] {
            assert!(given(text, "R-1"), "{text}");
        }
        for text in [
            "[](#R-1)",
            "workstreams: [R-1]",
            "workstreams: [a, R-1]",
            "[](cite:R-1)",
            "id: R-10",
            "id: XR-1",
            "see R-1",
        ] {
            assert!(!given(text, "R-1"), "{text}");
        }
    }
}
