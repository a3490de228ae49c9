//! Fills the links to facts that have no text of their own, in every text of a card or manifest
//! that is being made.

use super::card::Card;
use super::facts::{Facts, SCHEME};
use super::field::Field;
use super::runs;
use crate::parse::body::Inline;

/// Goes through texts and fills their links.
#[derive(Clone, Copy)]
pub struct FactResolver<'a> {
    pub facts: &'a Facts,
}

impl FactResolver<'_> {
    pub fn card(self, card: &mut Card) {
        runs::of_card(card, &mut |_, content| self.inlines(content));
    }

    pub fn field(self, field: &mut Field) {
        runs::of_field(field, &mut |_, content| self.inlines(content));
    }

    fn inlines(self, content: &mut [Inline]) {
        for inline in content {
            match inline {
                Inline::Link(link) if link.content.is_empty() => {
                    let name = link.target.trim().strip_prefix(SCHEME);
                    if let Some(fact) = name.and_then(|name| self.facts.get(name)) {
                        link.content.clone_from(&fact.text);
                    }
                }
                Inline::Picture(picture) => {
                    runs::picture(picture, &mut |_, content| self.inlines(content));
                }
                inline => {
                    if let Some(content) = inline.run_mut() {
                        self.inlines(content);
                    }
                }
            }
        }
    }
}
