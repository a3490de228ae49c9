//! Headings by the anchors that GitHub gives them: `#our-challenges` leads there to the heading
//! “Our challenges”, and so it does here, as long as it is the only one (`docs/format.md#ids`).
//!
//! In: the cards of a document. Out: for each anchor the headings that have it, and for each card
//! its own. Made only if a link asks for one; ids of authors are looked for first, and are none of
//! this module's affair.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::LazyLock;

use regex::Regex;

use super::anchors::Anchor;
use super::document::Document;
use super::links::{Reference, percent_decoded, resolve};
use super::project_index::ProjectIndex;
use crate::parse::body::{BlockKind, Inline, plain_text};
use crate::source::Span;

/// What GitHub leaves out of an anchor: all but letters, marks, digits, underscores, hyphens and
/// spaces.
static LEFT_OUT: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"[^\w\- ]").ok());

/// A heading, or the title of a card.
#[derive(Debug)]
pub struct Heading {
    /// What a link to it is called in an output: the author's id, else one of ours, which begins
    /// with an underscore.
    pub name: String,
    pub anchor: Anchor,
    /// Whether the author gave it an id.
    pub has_id: bool,
    /// Its words.
    pub words: String,
    /// The place of its block.
    pub block: Span,
}

/// All headings of a document.
#[derive(Debug, Default)]
pub struct Headings {
    headings: Vec<Heading>,
    by_anchor: BTreeMap<String, Vec<usize>>,
    /// The titles of cards: headings too, but on GitHub they stand in a table and have no anchor.
    titles: BTreeMap<String, Vec<usize>>,
    by_card: HashMap<(usize, String), usize>,
}

impl Headings {
    pub fn of(document: &Document) -> Self {
        let mut headings = Self::default();
        for index in 0..document.cards.len() {
            headings.add_card(document, index);
        }
        headings
    }

    /// The headings that a fragment may mean: those with the anchor, else the cards with such a
    /// title.
    pub fn named(&self, fragment: &str) -> impl Iterator<Item = &Heading> {
        let fragment = percent_decoded(fragment).to_lowercase();
        let found = self
            .by_anchor
            .get(&fragment)
            .or_else(|| self.titles.get(&fragment));
        found.into_iter().flatten().map(|&at| &self.headings[at])
    }

    /// The one heading that a fragment means.
    pub fn only(&self, fragment: &str) -> Option<&Heading> {
        let mut named = self.named(fragment);
        named.next().filter(|_| named.next().is_none())
    }

    /// The heading of a card, by its index, that has an anchor.
    pub fn of_card(&self, card: usize, fragment: &str) -> Option<&Heading> {
        let at = self
            .by_card
            .get(&(card, percent_decoded(fragment).to_lowercase()))?;
        Some(&self.headings[*at])
    }

    /// The anchors of headings, each with what it leads to.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Heading)> {
        self.by_anchor
            .iter()
            .flat_map(|(anchor, all)| all.iter().map(|&at| (anchor.as_str(), &self.headings[at])))
    }

    fn add_card(&mut self, document: &Document, index: usize) {
        let card = &document.cards[index];
        if let Some(anchor) = document
            .anchors
            .get(&card.id.name)
            .filter(|anchor| anchor.card == index)
        {
            let (name, words) = (card.id.name.clone(), card.title_text());
            let at = self.headings.len();
            self.titles.entry(anchor_of(&words)).or_default().push(at);
            self.headings.push(Heading {
                name,
                anchor: anchor.clone(),
                has_id: true,
                words,
                block: card.top,
            });
        }
        let mut taken: HashMap<String, usize> = HashMap::new();
        card.body.walk(&mut |block| {
            let BlockKind::Heading(heading) = &block.kind else {
                return;
            };
            let words = plain_text(&heading.content).trim().to_owned();
            let own = unlike(&anchor_of(&words), &mut taken);
            if words.is_empty() {
                return;
            }
            let known = heading
                .id
                .as_ref()
                .and_then(|id| document.anchors.get_key(&id.name));
            let (name, anchor) = match known {
                Some((id, anchor)) => (id.to_owned(), anchor.clone()),
                None => (
                    format!("_{}-{own}", card.id.name),
                    document.anchor_of_heading(index, block.span, &words),
                ),
            };
            let at = self.headings.len();
            self.by_anchor.entry(own.clone()).or_default().push(at);
            self.by_card.insert((index, own), at);
            self.headings.push(Heading {
                name,
                anchor,
                has_id: known.is_some(),
                words,
                block: block.span,
            });
        });
    }
}

/// The headings without an id of the author's to which a text of the document refers, by the place
/// of their block: what they are called in an output.
pub fn referred(document: &Document) -> BTreeMap<Span, String> {
    let project_index = ProjectIndex::default();
    let mut targets: BTreeSet<(&str, &str)> = BTreeSet::new();
    document.walk_inlines(&mut |folder, inline| {
        if let Inline::Link(link) = inline
            && link.target.contains('#')
        {
            targets.insert((folder, link.target.trim()));
        }
    });
    let leads_to =
        |(folder, target): (&str, &str)| match resolve(target, folder, document, &project_index) {
            Reference::Anchor(name, anchor) if name.starts_with('_') => {
                Some((anchor.span, name.to_owned()))
            }
            _ => None,
        };
    targets.into_iter().filter_map(leads_to).collect()
}

/// What GitHub makes of a heading's words: small letters, hyphens for spaces, nothing else but
/// letters, digits and underscores.
pub fn anchor_of(words: &str) -> String {
    let lower = words.trim().to_lowercase();
    let kept = LEFT_OUT.as_ref().map_or_else(
        || lower.clone(),
        |left_out| left_out.replace_all(&lower, "").into_owned(),
    );
    kept.replace(' ', "-")
}

/// A second heading of a file with the same words is `aims-1`, the next `aims-2`.
fn unlike(anchor: &str, taken: &mut HashMap<String, usize>) -> String {
    let mut own = anchor.to_owned();
    while taken.contains_key(&own) {
        let count = taken.entry(anchor.to_owned()).or_default();
        *count += 1;
        own = format!("{anchor}-{count}");
    }
    taken.insert(own.clone(), 0);
    own
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn anchors_are_those_of_github() {
        let pairs = [
            ("Our challenges", "our-challenges"),
            ("What's next? (2017–2021)", "whats-next-20172021"),
            ("Health & care", "health--care"),
            ("Élan vital: les Ça", "élan-vital-les-ça"),
            ("snake_case and C++", "snake_case-and-c"),
            ("1.2 Aims", "12-aims"),
            ("日本語 見出し", "日本語-見出し"),
            ("  Spaces  ", "spaces"),
        ];
        for (words, anchor) in pairs {
            assert_eq!(anchor_of(words), anchor);
        }
    }

    #[test]
    fn the_same_words_again_are_counted() {
        let mut taken = HashMap::new();
        let made: Vec<String> = ["aims", "aims", "aims-1", "aims"]
            .into_iter()
            .map(|words| unlike(words, &mut taken))
            .collect();
        assert_eq!(made, ["aims", "aims-1", "aims-1-1", "aims-2"]);
    }
}
