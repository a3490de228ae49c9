//! The number of a version, such as `0.10`: numbers joined by dots, compared part by part
//! (`docs/format.md#manifest`).

use std::cmp::Ordering;

/// A version's number; `0.9` comes before `0.10`, and `1` is the same as `1.0`.
#[derive(Debug, Clone)]
pub struct VersionNumber {
    /// Without leading zeros, so that any length can be compared; zeros at the end are dropped.
    parts: Vec<String>,
}

impl VersionNumber {
    /// `None` if the text is not made of numbers joined by dots.
    pub fn parse(text: &str) -> Option<Self> {
        let is_number =
            |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
        if !text.split('.').all(is_number) {
            return None;
        }
        let mut parts: Vec<String> = text
            .split('.')
            .map(|part| part.trim_start_matches('0').to_owned())
            .collect();
        while parts.last().is_some_and(String::is_empty) {
            parts.pop();
        }
        Some(Self { parts })
    }

    /// Whether a version with this number is final unless its row says otherwise: from 1.0 on.
    pub fn is_final(&self) -> bool {
        self.parts.first().is_some_and(|major| !major.is_empty())
    }
}

impl Ord for VersionNumber {
    fn cmp(&self, other: &Self) -> Ordering {
        let key = |number: &Self| {
            number
                .parts
                .iter()
                .map(|part| (part.len(), part.clone()))
                .collect::<Vec<_>>()
        };
        key(self).cmp(&key(other))
    }
}

impl PartialOrd for VersionNumber {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for VersionNumber {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for VersionNumber {}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(text: &str) -> VersionNumber {
        VersionNumber::parse(text).expect("a number")
    }

    #[test]
    fn numbers_are_compared_part_by_part() {
        assert!(number("0.9") < number("0.10"));
        assert!(number("1.0") > number("0.99"));
        assert!(number("1.0") < number("1.0.1"));
        assert!(number("2") < number("10000000000000000000000000000000000000000"));
        assert_eq!(number("1"), number("1.0"));
        assert_eq!(number("0.09"), number("0.9"));
    }

    #[test]
    fn a_version_is_final_from_one_on() {
        assert!(
            ["1", "1.0", "01.2", "10"]
                .iter()
                .all(|text| number(text).is_final())
        );
        assert!(
            ["0", "0.9", "00.1", "0.0"]
                .iter()
                .all(|text| !number(text).is_final())
        );
        assert_eq!(number("0"), number("0.0"));
    }

    #[test]
    fn other_texts_are_no_numbers() {
        assert!(
            ["", "v1", "1.", ".1", "1.a", "1 2"]
                .iter()
                .all(|text| VersionNumber::parse(text).is_none())
        );
    }
}
