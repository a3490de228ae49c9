//! Quotation marks as a language wants them, for the straight quotes that authors type.
//!
//! Which of them opens, which closes and which is an apostrophe is found out where the text is read
//! (`markdown/quotation.rs`); here they become the marks of the document's language (Unicode CLDR,
//! `delimiters`).

/// What a straight mark is in its text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Turn {
    Open,
    Close,
    Apostrophe,
    /// Double, behind a figure, and nothing opens before it: inches, seconds.
    Inch,
}

/// The four marks of a language; `None` where the English ones do.
#[derive(Debug, Clone, Copy)]
pub struct Quotes(Option<[&'static str; 4]>);

impl Quotes {
    /// By the primary language of a BCP 47 tag.
    pub fn of(language: &str) -> Self {
        let primary = language
            .split(['-', '_'])
            .next()
            .unwrap_or_default()
            .to_ascii_lowercase();
        Self(match primary.as_str() {
            "de" | "cs" | "sk" | "sl" | "bg" => Some(["„", "“", "‚", "‘"]),
            "pl" | "ro" | "hu" => Some(["„", "”", "‚", "’"]),
            "fr" => Some(["«\u{a0}", "\u{a0}»", "‹\u{a0}", "\u{a0}›"]),
            "es" | "it" | "pt" | "el" | "ru" | "uk" => Some(["«", "»", "“", "”"]),
            "sv" | "fi" => Some(["”", "”", "’", "’"]),
            "da" | "nb" | "nn" | "no" => Some(["«", "»", "‘", "’"]),
            _ => None,
        })
    }

    /// Whether a mark opens or closes the outer quotations.
    pub fn has(self, mark: char) -> bool {
        self.0
            .is_some_and(|[open, close, ..]| open.starts_with(mark) || close.ends_with(mark))
    }

    /// The printed mark for a straight one. An apostrophe is the same in every language.
    pub fn mark(self, turn: Turn, is_double: bool) -> &'static str {
        let [open, close, inner_open, inner_close] = self.0.unwrap_or(["“", "”", "‘", "’"]);
        match (turn, is_double) {
            (Turn::Open, true) => open,
            (Turn::Close, true) => close,
            (Turn::Open, false) => inner_open,
            (Turn::Close, false) => inner_close,
            (Turn::Apostrophe, _) => "’",
            // In English the mark that closes serves for inches as well.
            (Turn::Inch, _) => {
                if self.0.is_none() {
                    close
                } else {
                    "″"
                }
            }
        }
    }
}

/// Whether two texts are the same words, however their quotation marks and dashes are set: a label
/// is Markdown, where `'` becomes `’`, and a word that names it is not.
pub fn same_words(a: &str, b: &str) -> bool {
    a == b || plain(a) == plain(b)
}

/// A text with the marks of a keyboard.
fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.trim().chars() {
        match c {
            '‘' | '’' | '‚' | '‹' | '›' => out.push('\''),
            '“' | '”' | '„' | '«' | '»' => out.push('"'),
            '…' => out.push_str("..."),
            '–' | '—' | '-' if out.ends_with('-') => {}
            '–' | '—' => out.push('-'),
            '\u{a0}' => out.push(' '),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_the_same_however_they_are_set() {
        assert!(same_words(
            "People’s homes – now…",
            "People's homes -- now..."
        ));
        assert!(!same_words("Homes", "homes"));
    }

    #[test]
    fn german_opens_below_and_english_stays() {
        assert_eq!(Quotes::of("de-AT").mark(Turn::Open, true), "„");
        assert_eq!(Quotes::of("en-GB").mark(Turn::Open, true), "“");
    }
}
