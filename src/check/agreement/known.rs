//! What is known of a word: looked up once for each way in which it is written, because a document
//! has few words, and each of them many times.
//!
//! In: a word of a text. Out: what `words.rs` and `days.rs` say of it, and in which of the lists of
//! the other rules it stands.

use std::cell::RefCell;

use jiff::civil::Weekday;
use rustc_hash::FxHashMap;

use super::words::{Class, Stem, class, class_beside_day, is_plural, number, part, stem};
use super::{claim, counts, days, numbered, reader, sums};

/// What is known of a word.
#[derive(Debug, Clone, Copy)]
pub struct Known {
    /// The word without its ending.
    pub stem: Stem,
    /// What it does beside a figure.
    pub class: Class,
    /// What it does beside a day.
    pub class_beside_day: Class,
    /// The number that it is.
    pub number: Option<u8>,
    /// Into how many parts it divides a whole.
    pub part: Option<u8>,
    /// The month that it is, from 1.
    pub month: Option<i8>,
    /// The day of the week that it is.
    pub weekday: Option<Weekday>,
    /// Whether it is the plural of something that can be counted.
    pub is_plural: bool,
    /// Whether another statement begins with it.
    pub breaks: bool,
    /// Whether it calls something the total.
    pub is_total: bool,
    /// Whether a sentence with it does not add up.
    pub compares: bool,
    /// Whether it is said of the document's own.
    pub is_own: bool,
    /// Whether it begins a statement behind a comma: “which”, “who”.
    pub is_relative: bool,
    /// Whether it begins with a capital letter.
    pub is_capital: bool,
    /// Whether it has capital letters behind the first.
    pub is_shouted: bool,
    /// Whether it is one letter.
    pub is_letter: bool,
    /// Whether it calls a text that has numbers of its own.
    pub is_elsewhere: bool,
    /// Whether a figure, a share or a day can begin with it.
    pub begins: bool,
    /// Whether a number behind it makes a name of both.
    pub is_label: bool,
    /// What it says of whose the things are that are counted.
    pub belonging: Belonging,
}

/// Words by which a document speaks of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Belonging {
    /// Any other word.
    None,
    /// “plan”, “strategy”: behind “this” or “the” it is the document.
    Document,
    /// “organised”, “divided”: between “is” and “in” it says what all there is consists of.
    Structure,
}

/// More words than this are not kept: a text of nothing but different words takes no more memory.
const KEPT: usize = 1 << 15;

thread_local! {
    static WORDS: RefCell<FxHashMap<Box<str>, Known>> = RefCell::default();
}

impl Known {
    /// Of a number or a mark nothing is known.
    pub const NOTHING: Self = Self {
        stem: 0,
        class: Class::Content,
        class_beside_day: Class::Content,
        number: None,
        part: None,
        month: None,
        weekday: None,
        is_plural: false,
        breaks: false,
        is_total: false,
        compares: false,
        is_own: false,
        is_relative: false,
        is_capital: false,
        is_shouted: false,
        is_letter: false,
        is_elsewhere: false,
        begins: false,
        is_label: false,
        belonging: Belonging::None,
    };

    /// Of a word.
    pub fn of(word: &str) -> Self {
        WORDS.with_borrow_mut(|words| {
            if let Some(known) = words.get(word) {
                return *known;
            }
            if words.len() >= KEPT {
                words.clear();
            }
            let known = Self::looked_up(word);
            words.insert(word.into(), known);
            known
        })
    }

    fn looked_up(word: &str) -> Self {
        let is_any = |list: &[&str]| list.iter().any(|one| one.eq_ignore_ascii_case(word));
        let small = |number: Option<u32>| number.and_then(|number| u8::try_from(number).ok());
        let (number, part) = (small(number(word)), small(part(word)));
        let (month, weekday) = (days::month(word), days::weekday(word));
        let is_day = month.is_some() || weekday.is_some();
        Self {
            stem: stem(word),
            class: class(word),
            class_beside_day: class_beside_day(word),
            number,
            part,
            month,
            weekday,
            is_plural: is_plural(word),
            breaks: is_any(&claim::BREAKS),
            is_total: is_any(&claim::TOTALS),
            compares: is_any(&sums::NO_SUM),
            is_own: is_any(&counts::OWN),
            is_relative: is_any(&["which", "who"]),
            is_capital: word.starts_with(char::is_uppercase),
            is_shouted: word.chars().skip(1).any(char::is_uppercase),
            is_letter: word.chars().nth(1).is_none(),
            is_elsewhere: is_any(&numbered::ELSEWHERE),
            begins: is_day || number.is_some() || part == Some(2) || is_any(&["a"]),
            is_label: is_any(reader::LABELLED),
            belonging: if is_any(&counts::DOCUMENTS) {
                Belonging::Document
            } else if is_any(&counts::STRUCTURES) {
                Belonging::Structure
            } else {
                Belonging::None
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_is_known_as_it_is_written() {
        assert_eq!(Known::of("May").month, Some(5));
        assert_eq!(Known::of("may").month, None);
        assert_eq!(Known::of("Twelve").number, Some(12));
        assert_eq!(Known::of("homes").stem, Known::of("home").stem);
        assert!(Known::of("Whereas").breaks && !Known::of("where").breaks);
    }

    #[test]
    fn no_more_words_are_kept_than_the_limit() {
        for number in 0..=KEPT {
            Known::of(&format!("w{number}"));
        }
        assert!(WORDS.with_borrow(FxHashMap::len) <= KEPT);
        assert_eq!(Known::of("three").number, Some(3));
    }
}
