//! `figures/contradiction`, of two sentences: one thing with two amounts, or one event with two days.
//!
//! In: the claims of a document, in reading order. Out: a warning at the later of two that cannot both
//! be right. Which are compared, `nearness.rs` says; where three values are said with the same words it is
//! a series (by ward, by month), and nothing is said.

use std::collections::BTreeSet;

use rayon::prelude::*;
use rust_decimal::Decimal;

use super::Places;
use super::alike::{Home, days_agree};
use super::claim::{Claim, Value};
use super::days::{Day, month_name};
use super::figure::{Figure, spoken};
use super::nearness::Index;
use crate::diagnostic::{Report, rules};

/// `figures/contradiction`.
pub fn check(claims: &[Claim], home: &Home, places: &Places<'_>, report: &mut Report) {
    let index = Index::of(claims);
    let mut told: BTreeSet<(usize, usize)> = BTreeSet::new();
    let alike: Vec<Vec<usize>> = claims
        .par_iter()
        .enumerate()
        .map(|(at, claim)| {
            let mut near = index.near(at, claim);
            near.retain(|other| is_same(claim, &claims[*other], home));
            near
        })
        .collect();
    for ((at, claim), alike) in claims.iter().enumerate().zip(alike) {
        if alike.is_empty() || is_series(claim, &alike, claims) {
            continue;
        }
        // One of two has the fewer words: both ways round the pair is the same.
        for other in alike
            .iter()
            .copied()
            .filter(|other| !agree(claim, &claims[*other]))
        {
            let pair = (at.min(other), at.max(other));
            let earlier = alike.iter().any(|third| {
                *third < pair.1 && *third != pair.0 && agree(&claims[*third], &claims[pair.1])
            });
            if !earlier && told.insert(pair) {
                say(&claims[pair.0], &claims[pair.1], places, report);
            }
        }
    }
}

fn is_same(one: &Claim, other: &Claim, home: &Home) -> bool {
    home.is_same_amount(one, other)
        || home.is_same_count(one, other)
        || home.is_same_event(one, other)
}

fn agree(one: &Claim, other: &Claim) -> bool {
    match (&one.value, &other.value) {
        (Value::Figure(one), Value::Figure(other)) => one.agrees(other),
        (Value::Day(one), Value::Day(other)) => days_agree(one, other),
        _ => true,
    }
}

/// Whether three or more values are said with the same words.
fn is_series(claim: &Claim, alike: &[usize], claims: &[Claim]) -> bool {
    let mut distinct: Vec<&Claim> = vec![claim];
    for other in alike {
        let other = &claims[*other];
        if distinct.iter().all(|known| !agree(known, other)) {
            distinct.push(other);
        }
    }
    distinct.len() > 2
}

/// Says it at the later place; a fact that is quoted is kept elsewhere, so it is the other one then.
fn say(first: &Claim, second: &Claim, places: &Places<'_>, report: &mut Report) {
    let (earlier, later) = if places.is_fact(second.span) {
        (second, first)
    } else {
        (first, second)
    };
    if places.is_fact(later.span) {
        return;
    }
    let why = match (&earlier.value, &later.value) {
        (Value::Figure(one), Value::Figure(other)) => amounts(one, other),
        (Value::Day(one), Value::Day(other)) => days(one, other),
        _ => return,
    };
    let named = if earlier.named.len() < later.named.len() {
        &earlier.named
    } else {
        &later.named
    };
    let message = format!(
        "`{}` here, but `{}` at {}, of one thing (“{named}”): {why}",
        later.written,
        earlier.written,
        places.name(earlier.span)
    );
    let diagnostic = rules::figures::CONTRADICTION.at(later.span, message);
    report.push(diagnostic.related(earlier.span, "the other figure").help(
        "correct the one that is wrong; if both are right, say what tells them apart (a year, a place, a target)",
    ));
}

pub fn amounts(one: &Figure, other: &Figure) -> String {
    let (high, low) = (one.value.max(other.value), one.value.min(other.value));
    let slack = one.slack().max(other.slack());
    let difference = format!(
        "{} − {} = {}",
        spoken(high, one.kind),
        spoken(low, one.kind),
        spoken(high - low, one.kind)
    );
    if slack >= Decimal::ONE && slack > (high - low) / Decimal::TEN {
        return format!(
            "{difference}, more than rounding explains ({})",
            spoken(slack, one.kind)
        );
    }
    difference
}

fn days(one: &Day, other: &Day) -> String {
    let spoken = |day: &Day| match day.day {
        0 => month_name(day.month).to_owned(),
        number => format!("{number} {}", month_name(day.month)),
    };
    format!("{} is not {}", spoken(one), spoken(other))
}
