//! Days that no calendar has, and days of the week that are others: `31 November`, `Tuesday 14
//! November 2026`. Days in figures alone are `check/impossible_dates.rs`'s.

use super::days::{Day, month_name, weekday_name};
use super::passage::Passage;
use crate::diagnostic::{Report, rules};

/// `figures/impossible-date`, `figures/weekday`.
pub fn check(passage: &Passage<'_>, report: &mut Report) {
    for item in passage.items {
        let Some(day) = item.day() else { continue };
        let Some(span) = passage.span(item.first..item.end) else {
            continue;
        };
        let written = passage.written(item.first..item.end);
        if day.is_impossible() && (day.in_words || day.year.is_some()) {
            let message = format!("`{written}` is on no calendar: {}", why(day));
            let diagnostic = rules::figures::IMPOSSIBLE_DATE.at(span, message);
            report.push(diagnostic.help("write the day that is meant"));
        } else if let (Some(said), Some(date)) = (day.weekday, day.date())
            && date.weekday() != said
        {
            let is = weekday_name(date.weekday());
            let bare = format!("{} {} {}", day.day, month_name(day.month), date.year());
            let message = format!("{bare} is a {is}, not a {}", weekday_name(said));
            let help = format!(
                "write `{is} {bare}`, or the {} that is meant",
                weekday_name(said)
            );
            report.push(rules::figures::WEEKDAY.at(span, message).help(help));
        }
    }
}

fn why(day: &Day) -> String {
    let month = month_name(day.month);
    match day.year {
        Some(year) if day.month == 2 && day.day == 29 => format!("{year} is no leap year"),
        _ => format!("{month} has no day {}", day.day),
    }
}
