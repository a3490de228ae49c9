//! Scaffolded text that nobody changed: the sentences and phrases that `planwright init` and
//! `planwright new` leave for an author.
//!
//! A sentence that was left as it was counts wherever it stands, also when others were written
//! around it; a phrase (a name, a title) counts only as the whole of a text, because in a sentence
//! it may be an author's own words. Where lines break, and which apostrophes are used, makes no
//! difference; a changed word does. All sentences are one automaton and all phrases one set, so
//! that a scan costs the same however many there are.

use crate::diagnostic::rules;
use std::borrow::Cow;
use std::collections::{BTreeSet, HashSet};
use std::ops::Range;
use std::sync::Arc;

use regex_automata::meta::Regex;

/// The code, what is wrong, and how to mend it.
pub const NAME: &str = rules::placeholder::BOILERPLATE.code;
pub const MESSAGE: &str = "this is still as it was scaffolded";
pub const HELP: &str = "write what it asks for in its place, or delete it";

/// The scaffolding, compiled. A clone is cheap.
#[derive(Clone)]
pub struct Boilerplate {
    sentences: Option<Regex>,
    phrases: Arc<HashSet<String>>,
    /// The first words of phrases: most texts begin with none of them, and need not be spaced
    /// anew.
    openers: Arc<HashSet<String>>,
    /// The longest phrase, in bytes; a longer text is none.
    longest: usize,
}

impl Boilerplate {
    /// `None` if there is nothing to look for.
    pub fn new(sentences: &BTreeSet<String>, phrases: &BTreeSet<String>) -> Option<Self> {
        let patterns: Vec<String> = sentences.iter().map(|sentence| pattern(sentence)).collect();
        let config = Regex::config().nfa_size_limit(Some(64 << 20));
        let compiled = Regex::builder()
            .configure(config)
            .build_many(&patterns)
            .ok()
            .filter(|_| !patterns.is_empty());
        let phrases: HashSet<String> = phrases.iter().map(|phrase| spaced(phrase)).collect();
        let first = |phrase: &String| phrase.split(' ').next().unwrap_or_default().to_owned();
        let openers = phrases.iter().map(first).collect();
        let longest = phrases.iter().map(String::len).max().unwrap_or_default();
        let (phrases, openers) = (Arc::new(phrases), Arc::new(openers));
        (compiled.is_some() || !phrases.is_empty()).then_some(Self {
            sentences: compiled,
            phrases,
            openers,
            longest,
        })
    }

    /// Where scaffolding was left, in order; sentences that stand side by side are one place.
    pub fn find(&self, text: &str) -> Vec<Range<usize>> {
        if let Some(whole) = self.phrase(text) {
            return vec![whole];
        }
        let mut found: Vec<Range<usize>> = Vec::new();
        for matched in self
            .sentences
            .iter()
            .flat_map(|regex| regex.find_iter(text))
        {
            match found.last_mut() {
                Some(last) if text[last.end..matched.start()].trim().is_empty() => {
                    last.end = matched.end();
                }
                _ => found.push(matched.range()),
            }
        }
        found
    }

    fn phrase(&self, text: &str) -> Option<Range<usize>> {
        let bare = text.trim();
        // White space may be longer in the text than in the phrase, but not by much.
        let opens = bare
            .split_whitespace()
            .next()
            .is_some_and(|word| self.openers.contains(&*straight(word)));
        let fits = opens && bare.len() <= 2 * self.longest && self.phrases.contains(&spaced(bare));
        let start = text.len() - text.trim_start().len();
        fits.then_some(start..start + bare.len())
    }
}

/// The words with one space between them, and one sort of apostrophe.
fn spaced(text: &str) -> String {
    straight(&text.split_whitespace().collect::<Vec<_>>().join(" ")).into_owned()
}

/// Typographic apostrophes as the straight one.
fn straight(text: &str) -> Cow<'_, str> {
    if text.contains(['’', '‘']) {
        Cow::Owned(text.replace(['’', '‘'], "'"))
    } else {
        Cow::Borrowed(text)
    }
}

/// The words of a sentence, with white space of any length between them; at its start no word goes
/// on.
fn pattern(sentence: &str) -> String {
    let word = |word: &str| regex::escape(&word.replace(['’', '‘'], "'")).replace('\'', "['’‘]");
    let words: Vec<String> = sentence.split_whitespace().map(word).collect();
    format!(r"(?-u:\b){}", words.join(r"(?-u:\s)+"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<&str> {
        let set = |list: &[&str]| {
            list.iter()
                .map(|text| (*text).to_owned())
                .collect::<BTreeSet<String>>()
        };
        let sentences = set(&[
            "Say who is served.",
            "Say why the plan's aims matter (and to whom).",
        ]);
        let boilerplate =
            Boilerplate::new(&sentences, &set(&["Name of the plan"])).expect("there is something");
        boilerplate
            .find(text)
            .into_iter()
            .map(|range| &text[range])
            .collect()
    }

    #[test]
    fn a_sentence_counts_wherever_it_was_left() {
        assert_eq!(found("Say who is served."), ["Say who is served."]);
        assert_eq!(
            found("We serve 400,000 people. Say\nwho is  served. And more."),
            ["Say\nwho is  served."]
        );
        assert_eq!(
            found("Say why the plan’s aims matter (and to whom)."),
            ["Say why the plan’s aims matter (and to whom)."]
        );
    }

    #[test]
    fn sentences_side_by_side_are_one_place() {
        let text = "Say who is served. Say why the plan's aims matter (and to whom).";
        assert_eq!(found(text), [text]);
    }

    #[test]
    fn a_changed_word_is_an_authors() {
        assert!(found("Say who is not served.").is_empty());
        assert!(found("They say who is served here.").is_empty());
    }

    #[test]
    fn a_phrase_counts_as_the_whole_of_a_text_only() {
        assert_eq!(found(" Name of the  plan\n"), ["Name of the  plan"]);
        assert!(found("Name of the plan: Care").is_empty());
        assert!(found("The Name of the plan").is_empty());
    }

    #[test]
    fn nothing_to_look_for_is_nothing() {
        assert!(Boilerplate::new(&BTreeSet::new(), &BTreeSet::new()).is_none());
    }
}
