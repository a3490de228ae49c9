//! Written text on its way through a template.
//!
//! A piece of written text enters the template as a token, two private characters around a number.
//! Tera passes tokens on as they are; afterwards each is replaced by its markup, and the places of
//! the author's text are kept. No author's text can hold a token, because those two characters are
//! replaced in it.

use std::collections::HashMap;

use serde_json::Value as Json;

use super::markup::Markup;

/// The characters around the number of a token.
pub const OPEN: char = '\u{E000}';
/// The second of them.
pub const CLOSE: char = '\u{E001}';

/// The markup of tokens, by their numbers.
#[derive(Default)]
pub struct Fragments {
    all: Vec<Markup>,
    /// Those without marks by their text, if what is written alike is to be one token.
    alike: Option<HashMap<String, usize>>,
}

impl Fragments {
    /// For templates that ask whether a token is there and compare it with another: nothing is no
    /// token, and what is written alike is one.
    pub fn comparable() -> Self {
        Self {
            all: Vec::new(),
            alike: Some(HashMap::new()),
        }
    }

    /// Keeps a piece; gives what the template sees of it.
    pub fn token(&mut self, markup: Markup) -> Json {
        let next = self.all.len();
        let at = match &mut self.alike {
            Some(_) if markup.text.is_empty() && markup.is_plain() => {
                return Json::String(String::new());
            }
            Some(alike) if markup.is_plain() => *alike.entry(markup.text.clone()).or_insert(next),
            _ => next,
        };
        if at == next {
            self.all.push(markup);
        }
        Json::String(format!("{OPEN}{at}{CLOSE}"))
    }

    /// All pieces, in the order in which they were kept.
    pub fn iter(&self) -> impl Iterator<Item = &Markup> {
        self.all.iter()
    }

    /// Replaces every token of a text by its markup.
    pub fn splice(&self, text: &str) -> Markup {
        let mut markup = Markup::default();
        let mut rest = text;
        while let Some((before, after)) = rest.split_once(OPEN) {
            markup.code(before);
            let Some((number, after)) = after.split_once(CLOSE) else {
                break;
            };
            let number = number.parse::<usize>().ok();
            if let Some(fragment) = number.and_then(|number| self.all.get(number)) {
                markup.append(fragment);
            }
            rest = after;
        }
        markup.code(rest);
        markup
    }
}

/// A plain text that can hold no token.
pub fn without_tokens(text: &str) -> String {
    text.replace([OPEN, CLOSE], "\u{FFFD}")
}
