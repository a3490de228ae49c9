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

#[cfg(test)]
mod tests {
    use super::*;

    fn code(text: &str) -> Markup {
        Markup::of_code(text)
    }

    #[test]
    fn each_piece_is_a_token_of_its_own_unless_templates_compare() {
        let mut plain = Fragments::default();
        assert_ne!(plain.token(code("a")), plain.token(code("a")));
        let mut comparable = Fragments::comparable();
        let first = comparable.token(code("a"));
        assert_ne!(first, comparable.token(code("b")));
        assert_eq!(first, comparable.token(code("a")));
    }

    #[test]
    fn nothing_is_no_token_where_templates_ask_whether_there_is_something() {
        assert_eq!(Fragments::comparable().token(code("")), "");
        assert_ne!(Fragments::default().token(code("")), "");
    }

    #[test]
    fn what_bears_a_mark_is_never_taken_for_another() {
        let marked = |number| Markup {
            marks: vec![number],
            ..code("TBC")
        };
        let mut fragments = Fragments::comparable();
        assert_ne!(fragments.token(marked(1)), fragments.token(marked(2)));
    }

    #[test]
    fn tokens_are_replaced_and_numbers_without_a_piece_vanish() {
        let mut fragments = Fragments::default();
        fragments.token(code("one"));
        fragments.token(code("two"));
        let text = format!("<{OPEN}1{CLOSE}|{OPEN}0{CLOSE}|{OPEN}7{CLOSE}>");
        assert_eq!(fragments.splice(&text).text, "<two|one|>");
    }
}
