//! Where the sentences of a text end, and the statements within them: found once for each text, because
//! every figure in it asks.

use std::ops::Range;

use super::tokens::{Token, touch};

/// The tokens with which sentences and statements end, ascending.
#[derive(Debug, Default)]
pub struct Bounds {
    sentences: Vec<usize>,
    statements: Vec<usize>,
    end: usize,
}

impl Bounds {
    /// Those of a text.
    pub fn of(tokens: &[Token<'_>]) -> Self {
        let mut bounds = Self {
            end: tokens.len(),
            ..Self::default()
        };
        for (at, token) in tokens.iter().enumerate() {
            // A plain word ends nothing.
            if token.is_word() && !token.known.breaks && !token.known.is_relative {
                continue;
            }
            if ends_sentence(tokens, at) {
                bounds.sentences.push(at);
                bounds.statements.push(at);
            } else if breaks(tokens, at) {
                bounds.statements.push(at);
            }
        }
        bounds
    }

    /// The sentence around some tokens.
    pub fn sentence(&self, around: &Range<usize>) -> Range<usize> {
        self.between(&self.sentences, around)
    }

    /// The statement around some tokens: from one break to the next.
    pub fn statement(&self, around: &Range<usize>) -> Range<usize> {
        self.between(&self.statements, around)
    }

    fn between(&self, ends: &[usize], around: &Range<usize>) -> Range<usize> {
        let before = ends.partition_point(|at| *at < around.start);
        let behind = ends.partition_point(|at| *at < around.end);
        let start = before
            .checked_sub(1)
            .and_then(|last| ends.get(last))
            .map_or(0, |at| at + 1);
        start..ends.get(behind).copied().unwrap_or(self.end)
    }
}

/// Whether a sentence ends with a token.
fn ends_sentence(tokens: &[Token<'_>], at: usize) -> bool {
    matches!(tokens[at].text, "." | "?" | "!") && is_apart(tokens, at)
}

/// Whether a statement ends with a token, other than with its sentence.
fn breaks(tokens: &[Token<'_>], at: usize) -> bool {
    let token = &tokens[at];
    token.known.breaks
        || matches!(token.text, ";" | "(" | ")" | "[" | "]" | "•" | "|" | "\n")
        || matches!(token.text, "—" | "–" | ":") && is_apart(tokens, at)
        || token.known.is_relative
            && at
                .checked_sub(1)
                .is_some_and(|before| tokens[before].text == ",")
}

fn is_apart(tokens: &[Token<'_>], at: usize) -> bool {
    tokens
        .get(at + 1)
        .is_none_or(|next| !touch(&tokens[at], next))
}

#[cfg(test)]
mod tests {
    use super::super::tokens::tokens;
    use super::*;

    #[test]
    fn sentences_and_statements_are_found_around_a_token() {
        let tokens = tokens("One is 3.5; two, which is 4, stays. Three");
        let bounds = Bounds::of(&tokens);
        let written = |range: Range<usize>| {
            let words: Vec<&str> = tokens[range].iter().map(|token| token.text).collect();
            words.join(" ")
        };
        assert_eq!(
            written(bounds.sentence(&(0..1))),
            "One is 3.5 ; two , which is 4 , stays"
        );
        assert_eq!(written(bounds.statement(&(0..1))), "One is 3.5");
        assert_eq!(written(bounds.statement(&(4..5))), "two ,");
        assert_eq!(
            written(bounds.sentence(&(tokens.len() - 1..tokens.len()))),
            "Three"
        );
    }
}
