//! Days and times by a code: days in the language of the document, times as the code has them.

use jiff::civil::{Date, Time};

use super::{Section, Token};
use crate::parse::workbook::dates::{Parts, in_words, moment};
use crate::parse::workbook::number::Locale;

/// What of a time is shown.
#[derive(Debug, Clone, Copy, Default)]
struct Clock {
    hour: bool,
    minute: bool,
    second: bool,
    half_day: bool,
}

impl Section {
    /// The day and the time that a number counts; `None` if it counts none.
    pub(super) fn moment(&self, value: f64, is_1904: bool, locale: &Locale<'_>) -> Option<String> {
        if let Some(letter) = self.tokens.iter().find_map(|token| match token {
            Token::Elapsed(letter) => Some(*letter),
            _ => None,
        }) {
            return elapsed(value, letter, self.clock());
        }
        let (date, time) = moment(value, is_1904)?;
        let parts = self.parts();
        let weekday = !parts.day && self.tokens.iter().any(is_weekday);
        let mut shown = Vec::new();
        if parts != Parts::default() {
            shown.push(in_words(date, parts, locale.language));
        } else if weekday {
            shown.push(in_words(
                date,
                Parts {
                    year: true,
                    month: true,
                    day: true,
                },
                locale.language,
            ));
        }
        let clock = self.clock();
        if clock.hour || clock.minute || clock.second {
            shown.push(written(time, clock));
        }
        (!shown.is_empty()).then(|| shown.join(", "))
    }

    /// The day that is shown, if its month and its year are.
    pub(super) fn day(&self, value: f64, is_1904: bool) -> Option<Date> {
        let is_elapsed = self
            .tokens
            .iter()
            .any(|token| matches!(token, Token::Elapsed(_)));
        let parts = self.parts();
        let is_whole = parts.year && parts.month && parts.day && !is_elapsed;
        let (date, _) = moment(value, is_1904).filter(|_| is_whole)?;
        Some(date)
    }

    fn parts(&self) -> Parts {
        let has = |letter: char, most: usize| {
            self.clocks()
                .any(|(at, count, is_minute)| at == letter && count <= most && !is_minute)
        };
        Parts {
            year: has('y', usize::MAX),
            month: has('m', usize::MAX),
            day: has('d', 2),
        }
    }

    fn clock(&self) -> Clock {
        let has = |letter: char| self.clocks().any(|(at, ..)| at == letter);
        Clock {
            hour: has('h'),
            minute: self.clocks().any(|(_, _, is_minute)| is_minute),
            second: has('s'),
            half_day: self.tokens.contains(&Token::HalfDay),
        }
    }

    /// The letters of the code, how often each stands there, and whether it means minutes: `m` does
    /// behind hours and before seconds.
    fn clocks(&self) -> impl Iterator<Item = (char, usize, bool)> {
        let letters: Vec<(char, usize)> = self
            .tokens
            .iter()
            .filter_map(|token| match token {
                Token::Clock(letter, count) => Some((*letter, *count)),
                Token::Elapsed(letter) => Some((*letter, 1)),
                _ => None,
            })
            .collect();
        (0..letters.len()).map(move |at| {
            let (letter, count) = letters[at];
            let before = at.checked_sub(1).map(|before| letters[before].0);
            let behind = letters.get(at + 1).map(|behind| behind.0);
            let is_minute = letter == 'm' && (before == Some('h') || behind == Some('s'));
            (letter, count, is_minute)
        })
    }
}

fn is_weekday(token: &Token) -> bool {
    matches!(token, Token::Clock('d', count) if *count > 2)
}

fn written(time: Time, clock: Clock) -> String {
    let hour = match (clock.half_day, time.hour()) {
        (false, hour) => format!("{hour:02}"),
        (true, 0 | 12) => "12".to_owned(),
        (true, hour) => (hour % 12).to_string(),
    };
    let parts = [
        (clock.hour, hour),
        (clock.minute, format!("{:02}", time.minute())),
        (clock.second, format!("{:02}", time.second())),
    ];
    let shown: Vec<String> = parts
        .into_iter()
        .filter(|(is_shown, _)| *is_shown)
        .map(|(_, text)| text)
        .collect();
    let half = match (clock.half_day, time.hour() < 12) {
        (false, _) => "",
        (true, true) => " AM",
        (true, false) => " PM",
    };
    shown.join(":") + half
}

/// All hours, minutes or seconds that a number counts.
fn elapsed(value: f64, letter: char, clock: Clock) -> Option<String> {
    if !(0.0..1e9).contains(&value) {
        return None;
    }
    // It is a whole number within the bounds above.
    let seconds = (value * 86_400.0).round() as i64;
    let (hours, minutes, rest) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    Some(match letter {
        'h' if clock.second => format!("{hours}:{minutes:02}:{rest:02}"),
        'h' if clock.minute => format!("{hours}:{minutes:02}"),
        'h' => hours.to_string(),
        'm' if clock.second => format!("{}:{rest:02}", seconds / 60),
        'm' => (seconds / 60).to_string(),
        _ => seconds.to_string(),
    })
}
