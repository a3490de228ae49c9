//! What is an acronym in running text: two to six capitals, perhaps with figures among them,
//! perhaps with an `s` for several.

use std::ops::Range;

/// Known to every reader of such documents, or no acronyms at all.
#[rustfmt::skip]
const COMMON: &[&str] = &[
    "AD", "AGM", "AIDS", "ALL", "AM", "AND", "ANY", "AOB", "ARE", "BBC", "BC", "BMI", "BUT", "CAN", "CCTV", "CD", "CEO", "CO",
    "COVID", "CSV", "CV", "DNA", "DO", "DRAFT", "DVD", "EEA", "EU", "FAQ", "FINAL", "FIXME", "FOR", "FROM", "GB", "GCSE", "GDP",
    "GMT", "GP", "HIV", "HM", "HMRC", "HR", "HTML", "ID", "IF", "IN", "IQ", "IS", "ISBN", "ISO", "IT", "KEY", "LED", "LTD", "MORE",
    "MP", "MUST", "NA", "NATO", "NB", "NEW", "NHS", "NO", "NOT", "NOTE", "OF", "OFF", "OK", "ON", "ONE", "ONLY", "OR", "OUR",
    "PAGE", "PC", "PDF", "PE", "PIN", "PLC", "PM", "PO", "PR", "PS", "RAG", "SMART", "SMS", "SO", "SOS", "TBA", "TBC", "TBD",
    "THE", "THIS", "TO", "TODO", "TOTAL", "TV", "UK", "UN", "UP", "URL", "US", "USA", "USB", "VAT", "VERY", "VIP", "WE", "WHO",
    "WILL", "WITH", "XX", "XXX", "YES", "YOU", "ZIP",
];

/// Addresses are looked for so many bytes around a word, which bounds the work on text without
/// spaces.
const LONGEST_ADDRESS: usize = 200;

/// Whether two capitals stand side by side, without which there is no acronym.
pub fn has_capitals(text: &str) -> bool {
    // Without a way out in the middle, the compiler looks at many bytes at once.
    let pairs = text.bytes().zip(text.bytes().skip(1));
    pairs.fold(false, |any, (one, next)| {
        any | (one.is_ascii_uppercase() & next.is_ascii_alphanumeric())
    })
}

/// The places of acronyms that a reader may not know, without the `s` of several. Text all in
/// capitals has none.
pub fn acronyms(text: &str) -> Vec<Range<usize>> {
    if !text.contains(char::is_lowercase) {
        return Vec::new();
    }
    let words: Vec<Range<usize>> = words(text);
    let is_shouted = |word: &Range<usize>| {
        let word = &text[word.clone()];
        word.len() > 1 && word.bytes().all(|byte| byte.is_ascii_uppercase())
    };
    let mut found = Vec::new();
    for (at, word) in words.iter().enumerate() {
        let base = base(&text[word.clone()]);
        if !is_acronym(base) || COMMON.contains(&base) {
            continue;
        }
        let before = at.checked_sub(1).map(|at| &words[at]);
        // Three words in capitals are no acronyms but a loud voice.
        let run = words[..at]
            .iter()
            .rev()
            .take(2)
            .take_while(|word| is_shouted(word))
            .count()
            + words[at..]
                .iter()
                .take(3)
                .take_while(|word| is_shouted(word))
                .count();
        let stands_free = before.is_none_or(|before| !joins(text, before.end, word.start))
            && words
                .get(at + 1)
                .is_none_or(|next| !joins(text, word.end, next.start));
        if run < 3 && stands_free && !is_address(text, word) {
            found.push(word.start..word.start + base.len());
        }
    }
    found
}

fn words(text: &str) -> Vec<Range<usize>> {
    let mut words: Vec<Range<usize>> = Vec::new();
    for (at, c) in text.char_indices().filter(|(_, c)| c.is_alphanumeric()) {
        match words.last_mut().filter(|word| word.end == at) {
            Some(word) => word.end = at + c.len_utf8(),
            None => words.push(at..at + c.len_utf8()),
        }
    }
    words
}

/// Without the `s` of several.
pub fn base(word: &str) -> &str {
    word.strip_suffix('s')
        .filter(|base| base.len() > 1)
        .unwrap_or(word)
}

pub fn is_acronym(word: &str) -> bool {
    let capitals = word.bytes().filter(u8::is_ascii_uppercase).count();
    let figures = word.bytes().filter(u8::is_ascii_digit).count();
    let begins = word.starts_with(|c: char| c.is_ascii_uppercase());
    // `HD1` is a postcode, `M62` a road, `FY2017` a year; three letters and figures are a name.
    let is_code = figures > 0 && capitals < 3;
    begins
        && (2..=6).contains(&capitals)
        && capitals + figures == word.len()
        && figures < 3
        && !is_code
        && !is_roman(word)
}

fn is_roman(word: &str) -> bool {
    let canonical = ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"];
    let rest = word
        .trim_start_matches('M')
        .trim_start_matches("CM")
        .trim_start_matches("CD")
        .trim_start_matches('D');
    let rest = rest
        .trim_start_matches('C')
        .trim_start_matches("XC")
        .trim_start_matches("XL")
        .trim_start_matches('L');
    let rest = rest.trim_start_matches('X');
    rest.is_empty() || canonical.contains(&rest)
}

/// Whether what stands between two words makes one of them, as in `R-ORG-1`, `A&E` or `www.NHS.uk`;
/// a hyphen before a word in small letters does not (`JSNA-led`).
fn joins(text: &str, end: usize, start: usize) -> bool {
    let follows_small = text[start..].starts_with(char::is_lowercase);
    let before_small = text[..end].ends_with(char::is_lowercase);
    match &text[end..start] {
        "-" => !follows_small && !before_small,
        "." | "_" | "&" | "@" | ":" => true,
        _ => false,
    }
}

/// Whether a word stands in a web or mail address, or in the path of a file.
fn is_address(text: &str, word: &Range<usize>) -> bool {
    let near = |at: usize| text.floor_char_boundary(at.min(text.len()));
    let (from, to) = (
        near(word.start.saturating_sub(LONGEST_ADDRESS)),
        near(word.end + LONGEST_ADDRESS),
    );
    let start = text[from..word.start]
        .rfind(char::is_whitespace)
        .map_or(from, |at| from + at);
    let end = text[word.end..to]
        .find(char::is_whitespace)
        .map_or(to, |length| word.end + length);
    let chunk = &text[start..end];
    chunk.contains("://") || chunk.contains("www.") || chunk.contains('@') || chunk.contains('\\')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<&str> {
        acronyms(text)
            .into_iter()
            .map(|range| &text[range])
            .collect()
    }

    #[test]
    fn acronyms_are_found() {
        assert_eq!(
            found("The JSNA and two CCGs’ plans, the STP-led work (QIPP)."),
            ["JSNA", "CCG", "STP", "QIPP"]
        );
        assert_eq!(
            found("The HWB/CCG board; non-PFI, QOF2."),
            ["HWB", "CCG", "PFI", "QOF2"]
        );
    }

    #[test]
    fn other_words_in_capitals_are_not() {
        for text in [
            "THE HWB AND THE CCG",
            "Part XIV and Henry VIII, MMXVII",
            "The NHS in the UK, by GP and PDF",
            "Risk R-ORG-1, road M62, HD1 2TT in FY2017",
            "This is A&E, not a DO NOT TOUCH sign",
            "See www.NHS.uk/STP or https://example.org/ABC or x@ABC.org",
            "EPaCCS and McDonald and iPad",
            "An ABCDEFGH word",
        ] {
            assert!(found(text).is_empty(), "{text}: {:?}", found(text));
        }
    }
}
