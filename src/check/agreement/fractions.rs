//! Shares in words: “three quarters”, “a third of”, “one in five”, “nine out of ten”. A part of the
//! reader of figures (`reader.rs`).

use super::reader::{Item, Reader, What};
use super::tokens::{Sort, Token, touch};

impl Reader<'_, '_> {
    /// “three quarters”, “a third of”, “one in five”, “nine out of ten”.
    pub(super) fn share(&self) -> Option<Item> {
        let count = |token: &Token<'_>| {
            token
                .number()
                .or_else(|| token.whole().filter(|number| *number <= 1000))
        };
        let first = self.token(0)?;
        let next = self.token(1)?;
        if let Some(numerator) = count(first) {
            let out = usize::from(next.is("out"));
            let link = if out == 1 { "of" } else { "in" };
            let apart = self
                .before(1)
                .is_none_or(|before| !touch(before, first) && !before.known.is_label);
            let behind = || {
                self.token(3 + out).is_none_or(|token| {
                    !touch(self.token(2 + out).unwrap_or(first), token)
                        || token.sort != Sort::Mark
                        || matches!(token.text, "," | "." | ")" | ";")
                })
            };
            if self.token(1 + out).is_some_and(|token| token.is(link))
                && let Some(whole) = self.token(2 + out).and_then(count)
                && numerator < whole
                && numerator > 0
                && whole <= 1000
                && apart
                && behind()
                && (out == 1 || numerator <= 10)
            {
                return Some(self.taking(3 + out, What::Share(numerator, whole)));
            }
            let dash = usize::from(next.text == "-");
            let whole = self.token(1 + dash).and_then(Token::part)?;
            return (first.number().is_some() && numerator < whole)
                .then(|| self.taking(2 + dash, What::Share(numerator, whole)));
        }
        let article = usize::from(first.is("a"));
        let whole = self.token(article)?.part()?;
        let of = self
            .token(article + 1)
            .is_some_and(|token| token.is("of") || token.text == "(");
        let plural = self.token(article)?.text.ends_with('s');
        let is_half = whole == 2 && first.is("half");
        (of && !plural && (article == 1 || is_half))
            .then(|| self.taking(article + 1, What::Share(1, whole)))
    }
}
