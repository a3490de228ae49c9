//! By how much a value changed: figures in their unit, months and days as time.

use jiff::civil::Date;

use crate::model::amount::{Amount, sign_of};
use crate::model::quantity::Style;
use crate::parse::spelling::figure;

/// “+4”, “3 months later”; `None` if the two are not of a kind that can be compared.
pub fn difference(old: &str, new: &str) -> Option<String> {
    if let (Some(before), Some(after)) = (day(old), day(new)) {
        return slipped(before, after);
    }
    let style = Style::of("en-GB");
    let (before, after) = (Amount::read(old, &style)?, Amount::read(new, &style)?);
    if before.multiple != after.multiple || before.currency != after.currency {
        return None;
    }
    let by = after.value.checked_sub(before.value)?;
    let sign = if by.is_sign_negative() { '−' } else { '+' };
    let currency = after.currency.map_or_else(String::new, String::from);
    let multiple = after.multiple.map_or("", sign_of);
    let digits = by.abs().normalize().to_string();
    let size = figure(&digits);
    (!by.is_zero()).then(|| format!("{sign}{currency}{size}{multiple}"))
}

/// `2026-07-01`, or `2026-07` as its first day.
fn day(text: &str) -> Option<Date> {
    let whole = if text.len() == 7 {
        format!("{text}-01")
    } else {
        text.to_owned()
    };
    (whole.len() == 10).then(|| whole.parse().ok()).flatten()
}

fn slipped(before: Date, after: Date) -> Option<String> {
    let days = (after - before).get_days();
    let (size, way) = (days.abs(), if days < 0 { "earlier" } else { "later" });
    let months = (i32::from(after.year()) - i32::from(before.year())) * 12
        + i32::from(after.month())
        - i32::from(before.month());
    let said = match size {
        0 => return None,
        1 => "1 day".to_owned(),
        2..=30 => format!("{size} days"),
        _ if months.abs() == 1 => "1 month".to_owned(),
        _ => format!("{} months", months.abs().max(1)),
    };
    Some(format!("{said} {way}"))
}
