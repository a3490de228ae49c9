//! From generated Typst back to the template that made it: the line of the template from which a
//! line came.
//!
//! A template keeps no places, but what it does not fill in comes out as it was written. So the
//! line is found by its words; where they are not to be found, nothing is claimed.

use std::ops::Range;

/// So much of a line must be the same as in the template.
const LEAST: usize = 4;

/// The place in a template from which a generated range came, as far as its words tell.
pub(super) fn origin(generated: &str, range: Range<usize>, template: &str) -> Option<Range<usize>> {
    let start = generated[..range.start].rfind('\n').map_or(0, |at| at + 1);
    let end = generated[range.start..]
        .find('\n')
        .map_or(generated.len(), |at| range.start + at);
    let line = generated[start..end].trim();
    let words = generated
        .get(range.start..range.end.min(end))
        .unwrap_or_default();
    whole_line(line, words, template)
        .or_else(|| only_place(words, template))
        .or_else(|| same_beginning(line, template))
}

/// The line stands in the template as it is.
fn whole_line(line: &str, words: &str, template: &str) -> Option<Range<usize>> {
    let (at, found) = lines(template).find(|(_, text)| !line.is_empty() && text.trim() == line)?;
    let from = found.find(words).filter(|_| !words.is_empty());
    Some(match from {
        Some(from) => at + from..at + from + words.len(),
        None => at + found.len() - found.trim_start().len()..at + found.trim_end().len(),
    })
}

/// The words stand in the template once.
fn only_place(words: &str, template: &str) -> Option<Range<usize>> {
    let mut found = template.match_indices(words);
    let (at, _) = found.next().filter(|_| words.len() >= LEAST)?;
    found.next().is_none().then_some(at..at + words.len())
}

/// One line of the template begins as the line does, and no other as much.
fn same_beginning(line: &str, template: &str) -> Option<Range<usize>> {
    let same = |text: &str| {
        line.bytes()
            .zip(text.trim().bytes())
            .take_while(|(a, b)| a == b)
            .count()
    };
    let most = lines(template)
        .map(|(_, text)| same(text))
        .max()
        .filter(|most| *most >= LEAST)?;
    let mut found = lines(template).filter(|(_, text)| same(text) == most);
    let (at, text) = found.next()?;
    found
        .next()
        .is_none()
        .then(|| at + text.len() - text.trim_start().len()..at + text.trim_end().len())
}

/// The lines of a text, each with where it begins.
fn lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut at = 0;
    text.split_inclusive('\n').map(move |line| {
        at += line.len();
        (at - line.len(), line)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found<'a>(generated: &str, words: &str, template: &'a str) -> Option<&'a str> {
        let at = generated.find(words).expect("the words are there");
        origin(generated, at..at + words.len(), template).map(|range| &template[range])
    }

    #[test]
    fn a_line_that_was_only_copied_is_found_with_its_words() {
        assert_eq!(
            found(
                "#card(x)[\n  #gauge(5)\n]",
                "gauge",
                "#card({{ f }})[\n  #gauge(5)\n]"
            ),
            Some("gauge")
        );
    }

    #[test]
    fn a_line_that_was_filled_in_is_found_by_how_it_begins() {
        let template = "#card({{ f }})[\n  #gauge({{ n }}, {{ m }})\n]";
        assert_eq!(
            found("#card(x)[\n  #gauge(5, 6)\n]", "5", template),
            Some("#gauge({{ n }}, {{ m }})")
        );
    }

    #[test]
    fn nothing_is_claimed_where_the_words_do_not_tell() {
        assert_eq!(found("[]\n", "]", "{{ a }}\n{{ b }}\n"), None);
    }
}
