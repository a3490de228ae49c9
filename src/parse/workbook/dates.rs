//! Days as a workbook counts them, and as the language of a document writes them.

use jiff::ToSpan as _;
use jiff::civil::{Date, Time};

/// The months of a language, and how it writes a day.
struct Months {
    /// The primary language.
    language: &'static str,
    names: [&'static str; 12],
    /// Behind the number of the day.
    point: &'static str,
    /// Before the month, and before the year.
    of: &'static str,
}

const fn months(
    language: &'static str,
    names: [&'static str; 12],
    point: &'static str,
    of: &'static str,
) -> Months {
    Months {
        language,
        names,
        point,
        of,
    }
}

/// The space after the number of a day: at one that breaks lines, “1.” would begin a list.
const SPACE: char = '\u{a0}';

#[rustfmt::skip]
const LANGUAGES: [Months; 10] = [
    months("en", ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"], "", ""),
    months("cy", ["Ionawr", "Chwefror", "Mawrth", "Ebrill", "Mai", "Mehefin", "Gorffennaf", "Awst", "Medi", "Hydref", "Tachwedd", "Rhagfyr"], "", ""),
    months("ga", ["Eanáir", "Feabhra", "Márta", "Aibreán", "Bealtaine", "Meitheamh", "Iúil", "Lúnasa", "Meán Fómhair", "Deireadh Fómhair", "Samhain", "Nollaig"], "", ""),
    months("gd", ["Faoilleach", "Gearran", "Màrt", "Giblean", "Cèitean", "Ògmhios", "Iuchar", "Lùnastal", "Sultain", "Dàmhair", "Samhain", "Dùbhlachd"], "", ""),
    months("fr", ["janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre", "décembre"], "", ""),
    months("de", ["Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September", "Oktober", "November", "Dezember"], ".", ""),
    months("es", ["enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre", "octubre", "noviembre", "diciembre"], "", "de "),
    months("it", ["gennaio", "febbraio", "marzo", "aprile", "maggio", "giugno", "luglio", "agosto", "settembre", "ottobre", "novembre", "dicembre"], "", ""),
    months("pt", ["janeiro", "fevereiro", "março", "abril", "maio", "junho", "julho", "agosto", "setembro", "outubro", "novembro", "dezembro"], "", "de "),
    months("nl", ["januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september", "oktober", "november", "december"], "", ""),
];

/// What of a moment is shown.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Parts {
    pub year: bool,
    pub month: bool,
    pub day: bool,
}

/// The day and the time of a number that counts days; `None` for one that names none.
pub(super) fn moment(value: f64, is_1904: bool) -> Option<(Date, Time)> {
    if !(0.0..2_958_466.0).contains(&value) {
        return None;
    }
    // The times of sheets are seldom more exact than a second, and a fraction of a day never is.
    let seconds = (value.fract() * 86_400.0).round();
    let (whole, seconds) = if seconds >= 86_400.0 {
        (value.trunc() + 1.0, 0.0)
    } else {
        (value.trunc(), seconds)
    };
    // Where days are counted from 1900, that year is taken for a leap year: day 60 never was.
    let first = match (is_1904, whole) {
        (true, _) => Date::new(1904, 1, 1),
        (false, 60.0) => return None,
        (false, whole) if whole < 60.0 => Date::new(1899, 12, 31),
        (false, _) => Date::new(1899, 12, 30),
    };
    // Both are whole numbers within the bounds above.
    let date = first.ok()?.checked_add((whole as i64).days()).ok()?;
    let time = Time::midnight()
        .checked_add((seconds as i64).seconds())
        .ok()?;
    Some((date, time))
}

/// A number that counts days, of a day and a time in the form `2024-04-01T14:30:00`.
pub(super) fn counted(text: &str) -> Option<f64> {
    let (day, time) = text.split_once(['T', ' ']).unwrap_or((text, ""));
    let date: Date = day.parse().ok()?;
    let days = (date - Date::new(1899, 12, 30).ok()?).get_days();
    let time: Time = match time.trim_end_matches('Z') {
        "" => Time::midnight(),
        time => time.parse().ok()?,
    };
    let seconds =
        i32::from(time.hour()) * 3600 + i32::from(time.minute()) * 60 + i32::from(time.second());
    Some(f64::from(days) + f64::from(seconds) / 86_400.0)
}

/// A day, a month or a year in words, such as “1 April 2024”.
pub(super) fn in_words(date: Date, parts: Parts, language: &str) -> String {
    let lower = language.to_ascii_lowercase();
    let primary = lower.split('-').next().unwrap_or_default();
    let (year, day) = (date.year(), date.day());
    let Some(months) = LANGUAGES.iter().find(|known| known.language == primary) else {
        return in_figures(date, parts);
    };
    let index = usize::try_from(date.month() - 1).unwrap_or_default();
    let (month, of) = (months.names[index], months.of);
    let (point, is_first) = (months.point, primary == "fr" && day == 1);
    let number = format!("{day}{}", if is_first { "er" } else { point });
    match (parts.year, parts.month, parts.day) {
        (true, true, true) if lower == "en-us" => format!("{month} {day}, {year}"),
        (false, true, true) if lower == "en-us" => format!("{month} {day}"),
        (true, true, true) => format!("{number}{SPACE}{of}{month} {of}{year}"),
        (false, true, true) => format!("{number}{SPACE}{of}{month}"),
        (true, true, false) => format!("{month} {of}{year}"),
        (false, true, false) => month.to_owned(),
        (true, false, false) => year.to_string(),
        _ => in_figures(date, parts),
    }
}

/// The same in figures, for a language whose months are not known here.
fn in_figures(date: Date, parts: Parts) -> String {
    let (year, month, day) = (date.year(), date.month(), date.day());
    let shown = [
        (parts.year, format!("{year:04}")),
        (parts.month, format!("{month:02}")),
        (parts.day, format!("{day:02}")),
    ];
    let shown: Vec<String> = shown
        .into_iter()
        .filter(|(is_shown, _)| *is_shown)
        .map(|(_, text)| text)
        .collect();
    shown.join("-")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_counted_as_sheets_count_them() {
        let day = |value, is_1904| moment(value, is_1904).map(|(date, _)| date.to_string());
        for (value, is_1904, wanted) in [
            (45_383.0, false, "2024-04-01"),
            (59.0, false, "1900-02-28"),
            (61.0, false, "1900-03-01"),
            (43_921.0, true, "2024-04-01"),
        ] {
            assert_eq!(day(value, is_1904).as_deref(), Some(wanted), "{value}");
        }
        for value in [60.0, -1.0, 3e6, f64::NAN, f64::INFINITY] {
            assert_eq!(day(value, false), None, "{value}");
        }
        let time = moment(45_383.604_166_666_664, false).map(|(_, time)| time.to_string());
        assert_eq!(time.as_deref(), Some("14:30:00"));
        assert_eq!(counted("2024-04-01T12:00:00"), Some(45_383.5));
        assert_eq!(counted("soon"), None);
    }

    #[test]
    fn a_day_is_written_in_the_language_of_the_document() {
        let date = Date::new(2024, 4, 1).unwrap();
        let all = Parts {
            year: true,
            month: true,
            day: true,
        };
        for (language, wanted) in [
            ("en-GB", "1\u{a0}April 2024"),
            ("en-US", "April 1, 2024"),
            ("de", "1.\u{a0}April 2024"),
            ("fr-FR", "1er\u{a0}avril 2024"),
            ("cy", "1\u{a0}Ebrill 2024"),
            ("es", "1\u{a0}de abril de 2024"),
            ("xx", "2024-04-01"),
        ] {
            assert_eq!(in_words(date, all, language), wanted);
        }
        let month = Parts { day: false, ..all };
        assert_eq!(in_words(date, month, "cy"), "Ebrill 2024");
    }
}
