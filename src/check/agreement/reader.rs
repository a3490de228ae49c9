//! The reader of figures: what of a text is an amount, a share, a day, a year, or a number by which
//! something is called.
//!
//! In: the tokens of a text, and how its language writes numbers. Out: items, each with the tokens
//! that it takes, in the order of the text. What could be read in two ways is no item.

use super::days::{self, Day};
use super::figure::Figure;
use super::hedges;
use super::tokens::{Sort, Token, touch};
use crate::model::amount::{CURRENCIES, exponent_of};
use crate::model::quantity::Style;

/// Something that was read, and the tokens that it takes.
#[derive(Debug, Clone)]
pub struct Item {
    /// The first of its tokens.
    pub first: usize,
    /// Behind its last token.
    pub end: usize,
    /// What it is.
    pub what: What,
}

/// What was read.
#[derive(Debug, Clone)]
pub enum What {
    /// An amount.
    Figure(Figure),
    /// “three quarters”, “one in five”, as a fraction.
    Share(u32, u32),
    /// A day, or a month of a year.
    Day(Day),
    /// A year, a financial year, or a period of years: as it is compared.
    Year(u32),
    /// A number by which something is called: “Appendix 9”; the word before it is token `first`.
    Label(String),
    /// A number that is no figure: a time, part of a code.
    Other,
}

impl Item {
    /// The figure that it is.
    pub fn figure(&self) -> Option<&Figure> {
        match &self.what {
            What::Figure(figure) => Some(figure),
            _ => None,
        }
    }

    /// The day that it is.
    pub fn day(&self) -> Option<&Day> {
        match &self.what {
            What::Day(day) => Some(day),
            _ => None,
        }
    }
}

/// How a document writes its numbers.
#[derive(Debug, Clone, Copy)]
pub struct Notation {
    /// Of figures.
    pub style: Style,
    /// Whether the day stands before the month.
    pub day_first: bool,
}

/// Words before a number that make it a name.
#[rustfmt::skip]
pub(super) const LABELLED: &[&str] = &[
    "appendix", "appendices", "annex", "figure", "figures", "table", "tables", "section", "sections", "paragraph", "paragraphs", "page", "pages",
    "chapter", "part", "phase", "phases", "stage", "stages", "step", "level", "band", "grade", "tier", "type", "category", "class", "zone", "lot", "ward",
    "priority", "objective", "outcome", "goal", "aim", "action", "risk", "workstream", "workstreams", "theme", "strand", "project", "article",
    "regulation", "schedule", "clause", "question", "item", "note", "box", "chart", "map", "option", "scenario", "year", "age", "aged", "ages", "version",
    "round", "wave", "week", "day", "number", "no", "nos", "ref", "recommendation", "pillar", "domain", "standard", "indicator", "measure", "unit", "area",
    "group", "tranche", "cohort", "column", "row", "line", "route", "room", "building", "platform", "junction", "target", "sdg", "key", "quarter", "core",
    "form", "volume", "issue", "circular", "policy", "lines", "rows", "columns", "weeks", "days", "years", "stages", "levels", "types", "enabler", "deliverable", "milestone", "milestones", "lesson", "principle",
];

/// Reads a text.
pub fn read(tokens: &[Token<'_>], notation: Notation) -> Vec<Item> {
    let mut items: Vec<Item> = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        if begins_nothing(tokens, at) {
            at += 1;
            continue;
        }
        let taken = items.last().map_or(0, |item| item.end);
        let reader = Reader {
            tokens,
            notation,
            at,
            taken,
        };
        match reader.item() {
            Some(item) => {
                at = item.end.max(at + 1);
                items.push(item);
            }
            None => at += 1,
        }
    }
    hedges::open_ends(tokens, &mut items);
    items
}

/// Whether a token is none with which an item begins. Most are, so that it is asked first.
fn begins_nothing(tokens: &[Token<'_>], at: usize) -> bool {
    let token = &tokens[at];
    match token.sort {
        Sort::Number => false,
        Sort::Mark => true,
        Sort::Word => {
            // “Appendix A”, “section 4.2”.
            let is_numbered = || {
                tokens
                    .get(at + 1)
                    .is_some_and(|next| next.is_number() || next.text.len() == 1)
            };
            !(token.known.begins || token.known.is_label && is_numbered())
        }
    }
}

pub(super) struct Reader<'a, 't> {
    pub(super) tokens: &'a [Token<'t>],
    pub(super) notation: Notation,
    pub(super) at: usize,
    /// What stands before this token belongs to another item.
    pub(super) taken: usize,
}

impl<'t> Reader<'_, 't> {
    pub(super) fn token(&self, offset: usize) -> Option<&Token<'t>> {
        self.tokens.get(self.at + offset)
    }

    pub(super) fn before(&self, offset: usize) -> Option<&Token<'t>> {
        let at = self.at.checked_sub(offset)?;
        self.tokens.get(at)
    }

    fn item(&self) -> Option<Item> {
        let first = self.token(0)?;
        if first.is_word() {
            return self
                .day()
                .or_else(|| self.share())
                .or_else(|| self.label())
                .or_else(|| self.in_words());
        }
        if !first.is_number() {
            return None;
        }
        self.code()
            .or_else(|| self.day())
            .or_else(|| self.share())
            .or_else(|| self.year())
            .or_else(|| self.amount())
            .or_else(|| Some(self.taking(1, What::Other)))
    }

    pub(super) fn taking(&self, length: usize, what: What) -> Item {
        Item {
            first: self.at,
            end: self.at + length,
            what,
        }
    }

    fn day(&self) -> Option<Item> {
        let (day, length) = days::read(&self.tokens[self.at..], self.notation.day_first)?;
        Some(self.taking(length, What::Day(day)))
    }

    /// A number that touches letters or other signs before it, as in `R-12`, `v1.2` and `#3`.
    fn code(&self) -> Option<Item> {
        let (first, before) = (self.token(0)?, self.before(1)?);
        let sign = matches!(
            before.text,
            "-" | "_" | "/" | "#" | "." | ":" | "@" | "=" | "+" | "~" | "*"
        );
        let lone_minus = before.text == "-" && self.before(2).is_none_or(|one| !touch(one, before));
        let joined = touch(before, first) && (before.is_word() || sign && !lone_minus);
        let range = matches!(before.text, "-" | "/")
            && self
                .before(2)
                .is_some_and(|one| one.is_number() && touch(one, before));
        (joined && !(range && before.text == "-")).then(|| self.taking(1, What::Other))
    }

    /// `2026`, `2016/17`, `2016–2021`.
    fn year(&self) -> Option<Item> {
        let first = self.token(0)?;
        let year = first
            .whole()
            .filter(|year| first.text.len() == 4 && (1850..=2150).contains(year))?;
        let paid = self
            .before(1)
            .is_some_and(|before| CURRENCIES.contains(before.text));
        let counted = self
            .token(1)
            .is_some_and(|next| next.text == "%" || exponent_of(next.text).is_some());
        if paid || counted {
            return None;
        }
        let period = match (self.token(1), self.token(2)) {
            (Some(mark), Some(end))
                if matches!(mark.text, "/" | "-" | "–")
                    && touch(first, mark)
                    && touch(mark, end) =>
            {
                end.whole()
                    .filter(|_| matches!(end.text.len(), 2 | 4))
                    .map(|end| end % 100)
            }
            _ => None,
        };
        Some(match period {
            Some(end) => self.taking(3, What::Year(year * 100 + end)),
            None => self.taking(1, What::Year(year * 100)),
        })
    }

    /// “Appendix 9”, “section 4.2”, “Phase 2”.
    fn label(&self) -> Option<Item> {
        let (first, second) = (self.token(0)?, self.token(1)?);
        let is_letter = second.text.len() == 1 && second.is_capital();
        if !(second.is_number() || is_letter) || touch(first, second) || !first.known.is_label {
            return None;
        }
        let letter = second.is_word()
            && second.text.len() == 1
            && second.is_capital()
            && first.is_any(&["appendix", "annex"]);
        let small = second.is_number() && !second.text.contains(',') && second.text.len() <= 6;
        let counted = self.token(2).is_some_and(|next| {
            next.text == "%" && touch(second, next)
                || next.is_word() && touch(second, next) && exponent_of(next.text).is_some()
        });
        let year = second.text.len() == 4 && second.whole().is_some();
        (!counted && !year && (letter || small))
            .then(|| self.taking(2, What::Label(second.text.to_owned())))
    }
}

#[cfg(test)]
mod tests {
    use super::super::tokens::tokens;
    use super::*;

    fn read_all(text: &str) -> Vec<String> {
        let notation = Notation {
            style: Style::of("en-GB"),
            day_first: true,
        };
        let tokens = tokens(text);
        read(&tokens, notation)
            .iter()
            .filter_map(|item| match &item.what {
                What::Figure(figure) => Some(format!(
                    "{:?} {} {:?}",
                    figure.kind,
                    figure.value.normalize(),
                    figure.hedge
                )),
                What::Share(of, whole) => Some(format!("{of}/{whole}")),
                What::Day(day) => Some(format!("{}.{}", day.day, day.month)),
                What::Year(year) => Some(format!("year {year}")),
                What::Label(label) => Some(format!("label {label}")),
                What::Other => None,
            })
            .collect()
    }

    #[test]
    fn amounts_are_read_with_unit_and_scale() {
        for (text, meant) in [
            ("a gap of £208m", "Money('£') 208000000 Exact"),
            ("about £207.8 million a year", "Money('£') 207800000 About"),
            ("17 per cent of homes", "Percent 17 Exact"),
            ("over 3,800 people", "Count 3800 AtLeast"),
            ("up to 1.2 million visits", "Count 1200000 AtMost"),
            ("thirteen workstreams", "Count 13 Exact"),
            ("twenty-one risks", "Count 21 Exact"),
            ("£40k.", "Money('£') 40000 Exact"),
            ("between 3 and 5 people", "Count 3 Open,Count 5 Open"),
            (
                "from £3m to £5m",
                "Money('£') 3000000 Open,Money('£') 5000000 Changed",
            ),
            ("three quarters of homes", "3/4"),
            ("one in five children", "1/5"),
            ("nine out of ten", "9/10"),
            ("by 14 March 2026", "14.3"),
            ("in 2016/17", "year 201617"),
            ("see Appendix 9", "label 9"),
        ] {
            assert_eq!(read_all(text).join(","), meant, "{text}");
        }
    }

    #[test]
    fn other_numbers_are_no_figures() {
        for text in [
            "risk R-12",
            "at 10:30",
            "at 9am",
            "24/7",
            "the A40",
            "the 1st of them",
            "per 100,000",
            "v1.2",
            "4 percentage points",
            "one of them",
            "Windows 10 is old",
            "65+",
            "a third party",
        ] {
            let found: Vec<String> = read_all(text)
                .into_iter()
                .filter(|one| !one.starts_with("label"))
                .collect();
            assert!(found.is_empty(), "{text}: {found:?}");
        }
    }
}
