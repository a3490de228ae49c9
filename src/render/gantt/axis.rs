//! An axis of time: as fine as it can be without having more columns than a page can show.

use jiff::civil::Date;

use super::rows::Extent;
use crate::model::period::Period;
use crate::model::words::Words;

/// So many columns can be told apart on a portrait page.
const MOST: i32 = 20;

/// Columns of equal length, in months, from the first month of a quarter, half or year.
#[derive(Debug)]
pub struct Axis {
    /// The first month, counted from the year 0.
    start: i32,
    /// The months of one column.
    length: i32,
    pub periods: Vec<String>,
    /// The years above the columns, each with the number of its columns; none if the columns are
    /// years.
    pub heads: Vec<(String, usize)>,
}

impl Axis {
    /// The axis that holds all of these; `None` without any.
    pub fn over<'p>(times: impl Iterator<Item = &'p Period> + Clone, words: Words) -> Option<Self> {
        let first = times.clone().map(|time| month_of(time.first)).min()?;
        let last = times.map(|time| month_of(time.last)).max()?;
        let years = (last.div_euclid(12) - first.div_euclid(12)) / MOST + 1;
        let lengths = [3, 6, 12]
            .into_iter()
            .chain((2..=years.max(2)).map(|years| 12 * years));
        let columns = |length: i32| (last.div_euclid(length) - first.div_euclid(length)) + 1;
        let length = lengths
            .clone()
            .find(|length| columns(*length) <= MOST)
            .or_else(|| lengths.last())?;
        let start = first.div_euclid(length) * length;
        let starts = (0..columns(length)).map(|column| start + column * length);
        let periods = starts
            .clone()
            .map(|month| name(month, length, words))
            .collect();
        let mut heads: Vec<(String, usize)> = Vec::new();
        for month in starts.filter(|_| length < 12) {
            let year = month.div_euclid(12).to_string();
            match heads.last_mut().filter(|(last, _)| *last == year) {
                Some((_, span)) => *span += 1,
                None => heads.push((year, 1)),
            }
        }
        Some(Self {
            start,
            length,
            periods,
            heads,
        })
    }

    /// The columns that a time fills. A time shorter than a column is a point in it.
    pub fn extent(&self, time: Period) -> Extent {
        let column = |date: Date| {
            usize::try_from((month_of(date) - self.start).div_euclid(self.length))
                .unwrap_or_default()
        };
        let (first, last) = (column(time.first), column(time.last));
        let months = month_of(time.last) - month_of(time.first) + 1;
        Extent {
            first,
            last,
            exact: first == last && months < self.length,
        }
    }

    /// Where a time begins and ends within the columns that it fills, as parts of their whole:
    /// spring lies across two quarters and fills neither.
    pub fn within(&self, time: Period) -> (f64, f64) {
        let extent = self.extent(time);
        let at = |column: usize| f64::from(self.start) + f64::from(self.length) * column as f64;
        let (left, right) = (at(extent.first), at(extent.last + 1));
        let part = |date: Date, days: i8| {
            f64::from(month_of(date))
                + f64::from(date.day() - 1 + days) / f64::from(date.days_in_month())
        };
        let within = |month: f64| {
            (((month - left) / (right - left)).clamp(0.0, 1.0) * 1000.0).round() / 1000.0
        };
        (within(part(time.first, 0)), within(part(time.last, 1)))
    }
}

fn month_of(date: Date) -> i32 {
    i32::from(date.year()) * 12 + i32::from(date.month()) - 1
}

/// “Jan–Mar”, “2018”, “2018–19”.
fn name(month: i32, length: i32, words: Words) -> String {
    let year = month.div_euclid(12);
    match length {
        12 => year.to_string(),
        length if length > 12 => format!("{year}–{}", year + length / 12 - 1),
        length => {
            format!(
                "{}–{}",
                words.short_month(month.rem_euclid(12)),
                words.short_month((month + length - 1).rem_euclid(12))
            )
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn axis(times: &[&str]) -> Axis {
        let times: Vec<Period> = times
            .iter()
            .map(|time| Period::parse(time).expect("a time"))
            .collect();
        Axis::over(times.iter(), Words::of("en-GB")).expect("an axis")
    }

    #[test]
    fn few_years_have_quarters_under_their_years() {
        let axis = axis(&["Spring 2017", "2018-02-01", "Q4 2018"]);
        assert_eq!(axis.heads, [("2017".to_owned(), 4), ("2018".to_owned(), 4)]);
        assert_eq!(axis.periods.first().map(String::as_str), Some("Jan–Mar"));
        assert_eq!(
            axis.extent(Period::parse("2018-02-01").expect("a day")),
            Extent {
                first: 4,
                last: 4,
                exact: true
            }
        );
        assert_eq!(
            axis.extent(Period::parse("Spring 2017").expect("a season")),
            Extent {
                first: 0,
                last: 1,
                exact: false
            }
        );
        assert_eq!(
            axis.within(Period::parse("Spring 2017").expect("a season")),
            (0.333, 0.833)
        );
        assert_eq!(
            axis.extent(Period::parse("Q4 2018").expect("a quarter")),
            Extent {
                first: 7,
                last: 7,
                exact: false
            }
        );
    }

    #[test]
    fn many_years_have_columns_of_years() {
        assert_eq!(axis(&["2015", "2023"]).periods.len(), 18);
        assert_eq!(
            axis(&["2010", "2024"]).periods.first().map(String::as_str),
            Some("2010")
        );
        let long = axis(&["1950", "2050"]);
        assert!(long.periods.len() <= 20, "{:?}", long.periods);
        assert_eq!(long.periods.first().map(String::as_str), Some("1950–1955"));
    }
}
