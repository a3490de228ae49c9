//! Quotation marks as a language wants them, for the straight quotes that authors type.
//!
//! The Markdown parser finds out which quote opens and which closes, and writes the English marks; here they become those of the
//! document's language (Unicode CLDR, `delimiters`).

/// The four marks of a language; `None` where the English ones do.
#[derive(Debug, Clone, Copy)]
pub struct Quotes(Option<[&'static str; 4]>);

impl Quotes {
    /// By the primary language of a BCP 47 tag.
    pub fn of(language: &str) -> Self {
        let primary = language.split(['-', '_']).next().unwrap_or_default().to_ascii_lowercase();
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
        self.0.is_some_and(|[open, close, ..]| open.starts_with(mark) || close.ends_with(mark))
    }

    /// The mark that stands for an English curly quote; an apostrophe stays one.
    pub fn of_language(self, english: &str) -> String {
        let Some([open, close, inner_open, inner_close]) = self.0 else { return english.to_owned() };
        match english {
            "“" => open.to_owned(),
            "”" => close.to_owned(),
            "‘" => inner_open.to_owned(),
            // The parser cannot tell an apostrophe from a closing single quote, and apostrophes are far more common.
            "’" if inner_close == "’" => inner_close.to_owned(),
            other => other.to_owned(),
        }
    }
}

/// Whether two texts are the same words, however their quotation marks and dashes are set: a label is Markdown, where `'` becomes
/// `’`, and a word that names it is not.
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
        assert!(same_words("People’s homes – now…", "People's homes -- now..."));
        assert!(!same_words("Homes", "homes"));
    }

    #[test]
    fn german_opens_below_and_english_stays() {
        assert_eq!(Quotes::of("de-AT").of_language("“"), "„");
        assert_eq!(Quotes::of("en-GB").of_language("“"), "“");
    }
}
