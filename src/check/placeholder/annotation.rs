//! What an author adds to a placeholder: who owes the content, by when, and what is missing.
//!
//! In comes the text right behind a placeholder, such as ` (R Millson, 2017-03-01) smoking at
//! delivery`; out come owner, due date, note and the number of bytes read. Every part is optional.
//! It never looks past the end of the sentence, the line or a bracket around the placeholder, and
//! never guesses at a date that does not exist: its text is kept instead.

use jiff::civil::Date;

use super::lexicon::MONTHS;

/// The most that is read as one annotation, in bytes.
const LONGEST: usize = 400;

/// Owner, due date and note of a placeholder.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Annotation {
    /// Who owes the content; several names stay as they are written.
    pub owner: Option<String>,
    /// The day it is due.
    pub due: Option<Date>,
    /// What looks like a date and is none, such as `2017-02-30`.
    pub raw_due: Option<String>,
    /// What is missing.
    pub note: Option<String>,
    /// How many bytes the annotation takes.
    pub length: usize,
}

/// Reads an annotation from the text behind a placeholder. `eager` takes a note without a colon
/// too.
pub fn parse(after: &str, eager: bool) -> Annotation {
    let after = &after[..after.floor_char_boundary(LONGEST.min(after.len()))];
    let mut annotation = Annotation::default();
    let mut rest = after;
    if let Some((inner, behind)) = parenthesis(after.trim_start_matches([' ', '*', '_'])) {
        annotation.read_parenthesis(inner);
        annotation.length = after.len() - behind.len();
        rest = behind;
    }
    let eager = eager || annotation.length > 0;
    if let Some(note) = note(rest, eager) {
        annotation.length = note.as_ptr() as usize + note.len() - after.as_ptr() as usize;
        annotation.add_note(note);
    }
    annotation
}

fn parenthesis(text: &str) -> Option<(&str, &str)> {
    let inner = text.strip_prefix('(')?;
    let end = inner.find(['(', ')'])?;
    inner[end..]
        .strip_prefix(')')
        .map(|behind| (&inner[..end], behind))
}

/// The note at the start of a text: behind a colon or dash, or at once if `eager`.
fn note(text: &str, eager: bool) -> Option<&str> {
    let bare = text.trim_start_matches([' ', '*', '_']);
    let marked = bare
        .strip_prefix([':', '–', '—', '-'])
        .filter(|rest| bare.starts_with(':') || rest.starts_with(' '));
    let body = match marked {
        Some(body) => body,
        None if eager
            && text.starts_with([' ', '*', '_'])
            && bare.starts_with(char::is_alphanumeric) =>
        {
            bare
        }
        None => return None,
    };
    let body = body.trim_start_matches([' ', '*', '_']);
    let note = body[..note_end(body)].trim_end_matches([' ', '*', '_', ',']);
    note.contains(char::is_alphanumeric).then_some(note)
}

/// Where the sentence, the line or the bracket ends.
fn note_end(text: &str) -> usize {
    let mut depth = 0_i32;
    for (at, c) in text.char_indices() {
        let rest = &text[at + c.len_utf8()..];
        match c {
            '(' | '[' => depth += 1,
            ')' | ']' if depth == 0 => return at,
            ')' | ']' => depth -= 1,
            '\n' if !rest.starts_with(char::is_lowercase) => return at,
            '.' | '!' | '?' if rest.is_empty() || rest.starts_with(char::is_whitespace) => {
                return at;
            }
            '|' => return at,
            _ => {}
        }
    }
    text.len()
}

impl Annotation {
    fn read_parenthesis(&mut self, inner: &str) {
        for part in inner
            .split([',', ';'])
            .map(str::trim)
            .filter(|part| !part.is_empty())
        {
            let bare = ["due by ", "due ", "by "]
                .iter()
                .find_map(|word| part.strip_prefix(word))
                .unwrap_or(part);
            match date(bare) {
                Some(Ok(due)) => self.due = Some(due),
                Some(Err(())) => self.raw_due = Some(bare.to_owned()),
                None if self.note.is_none() && is_name(part) => append(&mut self.owner, part, ", "),
                None => self.add_note(part),
            }
        }
    }

    fn add_note(&mut self, note: &str) {
        let note: Vec<&str> = note.split_whitespace().collect();
        append(&mut self.note, &note.join(" "), "; ");
    }
}

fn append(to: &mut Option<String>, part: &str, between: &str) {
    match to {
        Some(text) => {
            text.push_str(between);
            text.push_str(part);
        }
        None => *to = Some(part.to_owned()),
    }
}

/// Whether a part reads like people or a body: a few words, the first of them capitalised, no
/// figures.
fn is_name(part: &str) -> bool {
    let words = part.split_whitespace().count();
    let first = part.trim_start_matches('@').chars().next();
    (1..=5).contains(&words)
        && (first.is_some_and(char::is_uppercase) || part.starts_with('@'))
        && !part.contains(|c: char| c.is_ascii_digit() || ":=%£?".contains(c))
}

/// A date in one of the ways people write them: `Some(Err)` where it looks like one and does not
/// exist.
fn date(text: &str) -> Option<Result<Date, ()>> {
    let parts: Vec<&str> = text
        .split(['-', '/', '.', ' '])
        .filter(|part| !part.is_empty())
        .collect();
    let &[first, second, third] = parts.as_slice() else {
        return None;
    };
    let (year, month, day) = if first.len() == 4 {
        (first, second, third)
    } else {
        (third, second, first)
    };
    let day = day.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    // `3/4/17`: nobody plans for the first century.
    let short = year.len() == 2 && first.len() <= 2;
    if !(year.len() == 4 || short) || !(1..=2).contains(&day.len()) {
        return None;
    }
    let month = month_number(month)?;
    let (year, day) = (
        year.parse::<i16>().ok()? + if short { 2000 } else { 0 },
        day.parse().ok()?,
    );
    Some(Date::new(year, month, day).map_err(|_| ()))
}

fn month_number(text: &str) -> Option<i8> {
    if let Ok(number) = text.parse::<i8>() {
        return (text.len() <= 2).then_some(number);
    }
    let short = text.get(..3)?;
    let at = MONTHS
        .iter()
        .take(12)
        .position(|month| month[..3].eq_ignore_ascii_case(short))?;
    (one_month(text)).then(|| i8::try_from(at + 1).ok())?
}

fn one_month(text: &str) -> bool {
    MONTHS
        .iter()
        .take(24)
        .any(|month| month.eq_ignore_ascii_case(text))
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date as day;

    fn read(after: &str) -> (Option<String>, Option<Date>, Option<String>) {
        let annotation = parse(after, true);
        (annotation.owner, annotation.due, annotation.note)
    }

    fn some(text: &str) -> Option<String> {
        Some(text.to_owned())
    }

    #[test]
    fn every_part_is_optional() {
        let due = Some(day(2017, 3, 1));
        let note = some("smoking at delivery, baseline");
        assert_eq!(
            read(" (R Millson, 2017-03-01) smoking at delivery, baseline"),
            (some("R Millson"), due, note.clone())
        );
        assert_eq!(
            read(" (R Millson, 2017-03-01): smoking at delivery, baseline."),
            (some("R Millson"), due, note.clone())
        );
        assert_eq!(read(" (2017-03-01)"), (None, due, None));
        assert_eq!(read(" (R Millson)"), (some("R Millson"), None, None));
        assert_eq!(
            read(": smoking at delivery, baseline"),
            (None, None, note.clone())
        );
        assert_eq!(
            read(" smoking at delivery, baseline\nNext line"),
            (None, None, note)
        );
        assert_eq!(read(""), (None, None, None));
    }

    #[test]
    fn dates_as_people_write_them() {
        for written in [
            "1 March 2017",
            "01/03/2017",
            "1st Mar 2017",
            "by 2017-03-01",
            "due 01.03.2017",
            "1/3/17",
            "1 Mar 17",
        ] {
            assert_eq!(
                read(&format!(" (T Cooke; {written})")).1,
                Some(day(2017, 3, 1)),
                "{written}"
            );
        }
    }

    #[test]
    fn an_impossible_date_is_kept_as_text() {
        let annotation = parse(" (R Millson, 2017-02-30) numbers", true);
        assert_eq!(annotation.due, None);
        assert_eq!(annotation.raw_due, some("2017-02-30"));
        assert_eq!(annotation.owner, some("R Millson"));
        assert_eq!(annotation.note, some("numbers"));
    }

    #[test]
    fn a_note_ends_with_its_sentence_line_or_bracket() {
        assert_eq!(read(": costs. The rest is prose.").2, some("costs"));
        assert_eq!(read(": costs] and more").2, some("costs"));
        assert_eq!(read(": costs in\nthe north").2, some("costs in the north"));
        assert_eq!(parse(" of the board", false).note, None);
        assert_eq!(parse("-led work", false).note, None);
    }

    #[test]
    fn several_names_stay_together() {
        assert_eq!(
            read(" (R Millson, P Longworth, 2017-03-01)").0,
            some("R Millson, P Longworth")
        );
        assert_eq!(
            read(" (subject to contract)"),
            (None, None, some("subject to contract"))
        );
    }
}
