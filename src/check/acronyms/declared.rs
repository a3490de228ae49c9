//! Where an acronym is spelt out: `Long Name (LN)`, `LN (Long Name)`, or a term of a glossary.

use std::collections::BTreeSet;

use super::words::{base, is_acronym};

/// A long name may have so many words more than the acronym has letters.
const MORE_WORDS: usize = 4;

/// A bracket is read so far, in bytes, which bounds the work on text full of brackets.
const LONGEST_BRACKET: usize = 200;

/// Acronyms that are spelt out somewhere.
#[derive(Debug, Default)]
pub struct Declared {
    known: BTreeSet<String>,
}

impl Declared {
    pub fn contains(&self, acronym: &str) -> bool {
        self.known.contains(acronym)
    }

    pub fn merge(&mut self, other: Self) {
        self.known.extend(other.known);
    }

    /// Every acronym in a term.
    pub fn add_all(&mut self, term: &str) {
        for word in term
            .split(|c: char| !c.is_alphanumeric())
            .map(base)
            .filter(|word| is_acronym(word))
        {
            self.known.insert(word.to_owned());
        }
    }

    /// Reads the brackets of a text.
    pub fn read(&mut self, text: &str) {
        for (at, _) in text.match_indices('(') {
            let (before, after) = (&text[..at], &text[at + 1..]);
            let near = &after[..after.floor_char_boundary(LONGEST_BRACKET)];
            let Some((inner, _)) = near.split_once(')') else {
                continue;
            };
            self.behind(before, inner);
            self.before(before, inner);
        }
    }

    /// `Long Name (LN)`: of the words before, some begin and go on as the acronym does.
    fn behind(&mut self, before: &str, inner: &str) {
        let first = inner.split([',', ';', '/']).next().unwrap_or_default();
        let word = base(
            first
                .trim()
                .trim_start_matches("the ")
                .trim_matches(['‘', '’', '“', '”', '\'', '"']),
        );
        if !is_acronym(word) {
            return;
        }
        let mut words: Vec<&str> = words(before).rev().take(word.len() + MORE_WORDS).collect();
        words.reverse();
        if (0..words.len()).any(|start| spells(&words[start..], word)) {
            self.known.insert(word.to_owned());
        }
    }

    /// `LN (Long Name)`: the words in the brackets begin and go on as the acronym does.
    fn before(&mut self, before: &str, inner: &str) {
        let word = base(
            before
                .trim_end()
                .rsplit(|c: char| !c.is_alphanumeric())
                .next()
                .unwrap_or_default(),
        );
        if is_acronym(word) && spells(&words(inner).collect::<Vec<&str>>(), word) {
            self.known.insert(word.to_owned());
        }
    }
}

fn words(text: &str) -> impl DoubleEndedIterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
}

/// Whether the first word begins with the first letter, and the other letters follow in order.
fn spells(words: &[&str], acronym: &str) -> bool {
    let text = words.concat().to_lowercase();
    let mut letters = text.chars();
    let mut wanted = acronym
        .chars()
        .filter(char::is_ascii_uppercase)
        .map(|c| c.to_ascii_lowercase());
    let begins = letters.next() == wanted.next();
    begins
        && text != acronym.to_lowercase()
        && wanted.all(|wanted| letters.any(|letter| letter == wanted))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn declared(text: &str) -> Vec<String> {
        let mut declared = Declared::default();
        declared.read(text);
        declared.known.into_iter().collect()
    }

    #[test]
    fn brackets_spell_out() {
        assert_eq!(
            declared("the Joint Strategic Needs Assessment (JSNA) and"),
            ["JSNA"]
        );
        assert_eq!(declared("Clinical Commissioning Groups (CCGs)"), ["CCG"]);
        assert_eq!(
            declared("MSK (musculoskeletal) conditions, delayed transfers of care (DTOC, 2016)"),
            ["DTOC", "MSK"]
        );
        assert_eq!(
            declared("a Sustainability and Transformation Plan (the ‘STP’)"),
            ["STP"]
        );
        assert_eq!(
            declared("QIPP (Quality, Innovation, Productivity and Prevention)"),
            ["QIPP"]
        );
    }

    #[test]
    fn other_brackets_do_not() {
        assert!(declared("all of it (STP) and the STP (see below) (JSNA").is_empty());
        assert!(declared("the STP (STP), and so on (the CCGs, which plan)").is_empty());
    }
}
