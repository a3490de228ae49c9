//! The few words that the program itself prints in a document, in the document's language; English
//! where it knows no better.

use jiff::civil::Date;

use super::dates::MONTHS;

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
    months: MONTHS,
};

impl Words {
    /// By the primary language of a BCP 47 tag.
    pub fn of(_language: &str) -> Self {
        ENGLISH
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
