//! Days that are not written as year-month-day, and how they would be: `12.01.2017`, `2017-1-5`,
//! `12 January 2017`.

use jiff::civil::Date;

/// The months in English, in which authors write dates, from January on.
pub const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// A day that was written in another way, or that does not exist.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Misread {
    /// The days that can be meant; none if it does not exist, or if the year is missing.
    pub meant: Vec<Date>,
    /// Whether it has the form year-month-day and only names no day.
    pub in_form: bool,
}

/// Reads what stands for one day and is made of three numbers; `None` for anything else, such as a
/// period.
pub fn misread(text: &str) -> Option<Misread> {
    let text = text.trim();
    let (day, time) = text.split_once(['T', 't', ' ']).unwrap_or((text, "00:00"));
    if !time.contains(':') || time.contains(|c: char| !c.is_ascii_digit() && !":.+-Zz ".contains(c))
    {
        return None;
    }
    let (numbers, separator) = numbers(day)?;
    let [first, second, third] = numbers;
    let widths = [first.len(), second.len(), third.len()];
    let number = |digits: &str| digits.parse::<i16>().ok();
    let (first, second, third) = (number(first)?, number(second)?, number(third)?);
    let mut meant = Vec::new();
    let mut add = |year, month: i16, day: i16| {
        let narrow = |number| i8::try_from(number).ok();
        let date = narrow(month)
            .zip(narrow(day))
            .and_then(|(month, day)| Date::new(year, month, day).ok());
        meant.extend(date.filter(|date| !meant.contains(date)));
    };
    match widths {
        [4, _, 1 | 2] => {
            add(first, second, third);
            if second > 12 {
                add(first, third, second);
            }
        }
        [1 | 2, 1 | 2, 4] => {
            add(third, second, first);
            // With dots the day stands first wherever they are used; with strokes some readers put
            // the month there.
            if separator != '.' {
                add(third, first, second);
            }
        }
        [1 | 2, 1 | 2, 2] => {}
        _ => return None,
    }
    let in_form = separator == '-' && widths == [4, 2, 2] && day == text;
    (!in_form || second > 12 || meant.is_empty()).then_some(Misread { meant, in_form })
}

/// Reads a month of a year, written `2026-07`, as its first day. `2011-12` may be a financial year,
/// and is left as it is.
pub fn month(text: &str) -> Option<Date> {
    let (year, month) = text.split_once('-').filter(|(year, month)| {
        year.len() == 4 && month.len() == 2 && is_digits(year) && is_digits(month)
    })?;
    let (year, month): (i16, i8) = (year.parse().ok()?, month.parse().ok()?);
    let is_financial = i16::from(month) == (year + 1).rem_euclid(100);
    Date::new(year, month, 1).ok().filter(|_| !is_financial)
}

fn is_digits(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Reads a day with its month in words, and perhaps without a year; `None` for anything else.
pub fn in_words(text: &str) -> Option<Misread> {
    let clean = text.replace([',', '.'], " ");
    let words: Vec<&str> = clean.split_whitespace().collect();
    if !(2..=4).contains(&words.len()) {
        return None;
    }
    let is_month =
        |word: &str| word.len() >= 3 && MONTHS.iter().any(|month| starts_with(month, word));
    let month = words.iter().position(|word| is_month(word))?;
    let number = MONTHS
        .iter()
        .position(|name| starts_with(name, words[month]))?
        + 1;
    let digits = |word: &str| {
        word.trim_end_matches(|c: char| c.is_ascii_alphabetic())
            .to_owned()
    };
    let others: Vec<String> = words
        .iter()
        .enumerate()
        .filter(|(at, _)| *at != month)
        .map(|(_, word)| digits(word))
        .collect();
    let year = others
        .iter()
        .find(|word| word.len() == 4)
        .and_then(|word| word.parse().ok());
    let day = others
        .iter()
        .find(|word| matches!(word.len(), 1 | 2))
        .and_then(|word| word.parse().ok());
    let meant = year
        .zip(day)
        .and_then(|(year, day)| Date::new(year, i8::try_from(number).ok()?, day).ok());
    Some(Misread {
        meant: meant.into_iter().collect(),
        in_form: false,
    })
}

impl Misread {
    /// How to write it; `otherwise` if that cannot be said.
    pub fn advice(&self, otherwise: &str) -> String {
        match self.meant.as_slice() {
            [] => otherwise.to_owned(),
            [one] if self.in_form => {
                format!("did you mean `{one}`? the month stands before the day")
            }
            [one] => format!("write the day as year-month-day: `{one}`"),
            [one, other, ..] => {
                format!(
                    "write the day as year-month-day: `{one}` for {}, or `{other}` for {}",
                    spoken(*one),
                    spoken(*other)
                )
            }
        }
    }
}

fn spoken(date: Date) -> String {
    let month = usize::try_from(date.month() - 1)
        .ok()
        .and_then(|at| MONTHS.get(at))
        .copied()
        .unwrap_or_default();
    format!("{} {month}", date.day())
}

fn starts_with(month: &str, word: &str) -> bool {
    month
        .get(..word.len())
        .is_some_and(|start| start.eq_ignore_ascii_case(word))
}

/// Three runs of digits with one separator between them; or eight digits that are a day.
fn numbers(text: &str) -> Option<([&str; 3], char)> {
    let is_number =
        |part: &&str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    if text.len() == 8 && is_number(&text) {
        let parts = [&text[..4], &text[4..6], &text[6..]];
        let is_day = (1900..2200).contains(&parts[0].parse::<i16>().ok()?)
            && parts[1].parse::<i8>().ok()? <= 12;
        return is_day.then_some((parts, ' '));
    }
    for separator in ['-', '/', '.'] {
        let parts: Vec<&str> = text.split(separator).collect();
        if let [first, second, third] = parts[..]
            && parts.iter().all(is_number)
        {
            return Some(([first, second, third], separator));
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn meant(text: &str) -> Option<String> {
        let found = misread(text).or_else(|| in_words(text))?;
        Some(
            found
                .meant
                .iter()
                .map(ToString::to_string)
                .collect::<Vec<_>>()
                .join(" "),
        )
    }

    #[test]
    fn a_day_in_another_form_is_read() {
        for (text, days) in [
            ("12.01.2017", "2017-01-12"),
            ("13/01/2017", "2017-01-13"),
            ("01/13/2017", "2017-01-13"),
            ("12/01/2017", "2017-01-12 2017-12-01"),
            ("05/05/2017", "2017-05-05"),
            ("2017-1-5", "2017-01-05"),
            ("2017/01/05", "2017-01-05"),
            ("20170105", "2017-01-05"),
            ("2017-13-01", "2017-01-13"),
            ("2017-02-30", ""),
            ("30.02.2017", ""),
            ("12/01/17", ""),
            ("2017-01-12T10:00:00", "2017-01-12"),
            ("12 January 2017", "2017-01-12"),
            ("January 12th, 2017", "2017-01-12"),
            ("12 Jan. 2017", "2017-01-12"),
            ("January 12", ""),
        ] {
            assert_eq!(meant(text).as_deref(), Some(days), "{text}");
        }
    }

    #[test]
    fn a_month_is_a_year_and_two_digits_and_no_financial_year() {
        assert_eq!(
            month("2026-07").map(|day| day.to_string()).as_deref(),
            Some("2026-07-01")
        );
        for text in [
            "2011-12",
            "2009-10",
            "2026-13",
            "2026-7",
            "2026/07",
            "202-607",
            "+026-07",
            "2026-+7",
            "2026-07-01",
            "July",
        ] {
            assert_eq!(month(text), None, "{text}");
        }
    }

    #[test]
    fn periods_and_other_words_are_no_days() {
        for text in [
            "2017-01-12",
            "2017-01-12 to 2017-02-12",
            "12.01.2017 at the latest",
            "2017",
            "2017/18",
            "2017-18",
            "Spring 2018",
            "Q1 2018",
            "1.2",
            "01/2017",
            "12345678",
            "1-2-3-4",
            "a-b-c",
        ] {
            assert_eq!(misread(text), None, "{text}");
        }
        for text in [
            "Spring 2018",
            "by the end of March",
            "when the May election is over",
            "Q1",
        ] {
            assert_eq!(in_words(text), None, "{text}");
        }
    }

    #[test]
    fn advice_names_the_day_that_is_meant() {
        let advice = |text: &str| {
            misread(text)
                .map(|found| found.advice("no such day"))
                .unwrap_or_default()
        };
        assert_eq!(
            advice("12.01.2017"),
            "write the day as year-month-day: `2017-01-12`"
        );
        assert_eq!(
            advice("12/01/2017"),
            "write the day as year-month-day: `2017-01-12` for 12 January, or `2017-12-01` for 1 December"
        );
        assert_eq!(
            advice("2017-13-01"),
            "did you mean `2017-01-13`? the month stands before the day"
        );
        assert_eq!(advice("2017-02-30"), "no such day");
    }
}
