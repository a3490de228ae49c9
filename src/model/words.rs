//! The few words that the program itself prints in a document, in the document's language; English
//! where it knows no better.

use jiff::civil::Date;

use super::dates::MONTHS;
use super::endorsements::{Endorsement, Standing};

/// The words of one language.
#[derive(Debug, Clone, Copy)]
pub struct Words {
    pub section: &'static str,
    pub appendix: &'static str,
    pub figure: &'static str,
    pub table: &'static str,
    /// A numbered paragraph, within a sentence.
    pub paragraph: &'static str,
    /// An item of a list, within a sentence.
    pub item: &'static str,
    /// As in “Section 2 of the paper”.
    pub of: &'static str,
    /// What the file of facts is called in the list of what is outstanding.
    pub facts: &'static str,
    /// Before the name of a commit.
    pub commit: &'static str,
    /// Behind the name of a commit that is not all that is printed.
    pub changed: &'static str,
    /// Of a text that was endorsed.
    pub unchanged_since: &'static str,
    pub changed_since: &'static str,
    pub card: &'static str,
    pub cards: &'static str,
    /// Before a number of conditions, such as “2 of 3”, and behind it.
    pub conditions: &'static str,
    pub met: &'static str,
    /// Places where something is still missing.
    pub open_places: &'static str,
    months: [&'static str; 12],
}

const ENGLISH: Words = Words {
    section: "Section",
    appendix: "Appendix",
    figure: "Figure",
    table: "Table",
    paragraph: "paragraph",
    item: "item",
    of: "of",
    facts: "Facts",
    commit: "Commit",
    changed: "with later changes",
    unchanged_since: "unchanged since",
    changed_since: "changed since",
    card: "card",
    cards: "cards",
    conditions: "conditions",
    met: "met",
    open_places: "Open places",
    months: MONTHS,
};

impl Words {
    /// By the primary language of a BCP 47 tag.
    pub fn of(_language: &str) -> Self {
        ENGLISH
    }

    /// What became of what somebody endorsed, such as “of V0.9, unchanged since”; nothing where
    /// nobody knows.
    pub fn endorsement(&self, endorsement: &Endorsement) -> String {
        let of = match &endorsement.version {
            Some(version) => format!("{} V{version}, ", self.of),
            None => String::new(),
        };
        match endorsement.standing {
            Standing::Unbound => String::new(),
            Standing::Unchanged => of + self.unchanged_since,
            Standing::Changed { cards: None } => of + self.changed_since,
            Standing::Changed { cards: Some(1) } => {
                format!("{of}{}: 1 {}", self.changed_since, self.card)
            }
            Standing::Changed { cards: Some(cards) } => {
                format!("{of}{}: {cards} {}", self.changed_since, self.cards)
            }
            Standing::Conditional { met, conditions } => {
                format!(
                    "{}: {met} {} {conditions} {}",
                    self.conditions, self.of, self.met
                )
            }
        }
    }

    /// The first three letters of a month, counted from 0.
    pub fn short_month(&self, month: i32) -> String {
        let name = usize::try_from(month)
            .ok()
            .and_then(|month| self.months.get(month))
            .copied()
            .unwrap_or_default();
        name.chars().take(3).collect()
    }

    /// A month of a year as text, such as “July 2026”.
    pub fn month(&self, date: Date) -> String {
        let month = self.months[usize::try_from(date.month() - 1).unwrap_or_default()];
        format!("{month} {}", date.year())
    }

    /// A day as text, such as “20 February 2017”.
    pub fn date(&self, date: Date) -> String {
        let month = self.months[usize::try_from(date.month() - 1).unwrap_or_default()];
        format!("{} {month} {}", date.day(), date.year())
    }
}
