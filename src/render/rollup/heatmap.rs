//! A heat map: a grid of two scales, with what is rated in its cells, and from each the way to
//! where action moves it.
//!
//! The grid is data: for each cell its score, its band and the numbers of what stands in it. Where
//! in a cell a thing is drawn, and how an arrow runs, is the theme's affair. What is not rated is
//! listed, so that nothing is lost.

use std::fmt::Write as _;

use serde_json::{Value as Json, json};

use super::cells;
use crate::model::rating::{Band, Rated, Rating};
use crate::model::records::Record;
use crate::model::rollup::RollupQuery;
use crate::render::context::Builder;

/// A record with its places.
struct Placed<'a> {
    record: Record<'a>,
    at: Rated,
    after: Option<Rated>,
}

pub fn values<'a>(builder: &mut Builder<'a>, ask: &RollupQuery<'a>) -> Json {
    let Some(rating) = ask.origin.rating() else {
        return Json::Null;
    };
    let records = ask.records(builder.scene.document);
    let place = |record: Record<'a>| {
        let at = rating.rated(record.rated())?;
        Some(Placed {
            record,
            at,
            after: rating.rated_after(record.rated()),
        })
    };
    let mut placed: Vec<Placed<'a>> = records.iter().copied().filter_map(place).collect();
    if ask.sort_by.is_none() {
        // The gravest first; equals as they come.
        placed.sort_by_key(|placed| std::cmp::Reverse(placed.at.score()));
    }
    let unrated: Vec<Json> = records
        .iter()
        .filter(|record| rating.rated(record.rated()).is_none())
        .map(|record| name(builder, record))
        .collect();
    let rows: Vec<Json> = (1..=rating.most.0)
        .rev()
        .map(|up| row(rating, up, &placed))
        .collect();
    let summary = summary(rating, &placed, unrated.len());
    let heading = |key: &str| cells::heading(key, builder.scene.document);
    let (up, across) = (heading(&rating.up), heading(&rating.across));
    let moves = placed.iter().any(|placed| placed.after.is_some());
    let after = rating.after.as_deref().filter(|_| moves).map(heading);
    let movements = movements(rating, &placed);
    json!({
        "up": up,
        "across": across,
        "after": after,
        "bands": bands(rating),
        "rows": rows,
        "items": placed.iter().map(|placed| item(builder, placed)).collect::<Vec<_>>(),
        "unrated": unrated,
        "summary": summary,
        "movements": movements,
    })
}

/// The bands with the lowest and the highest of the scores that fall into them.
fn bands(rating: &Rating) -> Vec<Json> {
    let scores =
        || (1..=rating.most.0).flat_map(|up| (1..=rating.most.1).map(move |across| up * across));
    let band = |(index, band): (usize, &Band)| {
        let own = || scores().filter(|score| rating.band(*score) == index);
        Some(json!({ "word": band.name, "from": own().min()?, "to": own().max()? }))
    };
    rating.bands.iter().enumerate().filter_map(band).collect()
}

/// One row of the grid: its value on the upward scale, and its cells.
fn row(rating: &Rating, up: usize, placed: &[Placed<'_>]) -> Json {
    let cell = |across: usize| {
        let here = Rated { up, across };
        let of = |wanted: &dyn Fn(&Placed<'_>) -> bool| -> Vec<usize> {
            placed
                .iter()
                .enumerate()
                .filter(|(_, placed)| wanted(placed))
                .map(|(at, _)| at)
                .collect()
        };
        json!({
            "across": across,
            "score": here.score(),
            "band": rating.band(here.score()),
            "word": rating.band_name(here.score()),
            "items": of(&|placed| placed.at == here),
            "after": of(&|placed| placed.at != here && placed.after == Some(here)),
        })
    };
    json!({ "up": up, "cells": (1..=rating.most.1).map(cell).collect::<Vec<_>>() })
}

fn item<'a>(builder: &mut Builder<'a>, placed: &Placed<'a>) -> Json {
    let record = &placed.record;
    let key = record
        .kind
        .entries
        .as_ref()
        .filter(|_| record.entry.is_some())
        .map(|keys| keys.title.clone());
    let text = match key {
        Some(key) => cells::line(builder, record, &key),
        None => cells::title(builder, record),
    };
    json!({
        "id": record.id(),
        "link": name(builder, record),
        "text": text,
        "at": cells::rated(record, Some(placed.at)),
        "after": cells::rated(record, placed.after),
        "moved": placed.after.is_some_and(|after| after != placed.at),
    })
}

/// The id as a link; of a card its id too.
fn name<'a>(builder: &mut Builder<'a>, record: &Record<'a>) -> Json {
    cells::link(builder, record, record.id())
}

/// How many stand in each band, from the highest: a sentence for everybody.
fn summary(rating: &Rating, placed: &[Placed<'_>], unrated: usize) -> String {
    let all = placed.len() + unrated;
    let mut text = match (placed.len(), all) {
        (0, _) => return format!("None of the {all} is rated yet."),
        (rated, all) if rating.bands.is_empty() => return format!("{rated} of {all} are rated."),
        (rated, all) if rated == all => format!("All {all} are rated: "),
        (rated, all) => format!("{rated} of {all} are rated: "),
    };
    let _ = write!(
        text,
        "{}",
        counts(rating, placed.iter().map(|placed| placed.at))
    );
    if placed.iter().any(|placed| placed.after.is_some()) {
        let after = counts(
            rating,
            placed
                .iter()
                .map(|placed| placed.after.unwrap_or(placed.at)),
        );
        let _ = write!(text, ". After action: {after}");
    }
    text + "."
}

fn counts(rating: &Rating, rated: impl Iterator<Item = Rated>) -> String {
    let mut counted = vec![0_usize; rating.bands.len().max(1)];
    for rated in rated {
        if let Some(count) = counted.get_mut(rating.band(rated.score())) {
            *count += 1;
        }
    }
    let named = rating
        .bands
        .iter()
        .zip(&counted)
        .rev()
        .filter(|(_, count)| **count > 0);
    named
        .map(|(band, count)| format!("{count} {}", band.name))
        .collect::<Vec<_>>()
        .join(", ")
}

/// What the arrows say, in words.
fn movements(rating: &Rating, placed: &[Placed<'_>]) -> String {
    let with_band = |rated: Rated| match rating.band_name(rated.score()) {
        Some(word) => format!("{} ({word})", rated.score()),
        None => rated.score().to_string(),
    };
    let moves = placed.iter().filter_map(|placed| {
        let after = placed.after.filter(|after| *after != placed.at)?;
        Some(format!(
            "{} from {} to {}",
            placed.record.id(),
            with_band(placed.at),
            with_band(after)
        ))
    });
    let moves: Vec<String> = moves.collect();
    if moves.is_empty() {
        String::new()
    } else {
        format!(
            "Arrows lead from the rating now to the rating after action: {}.",
            moves.join("; ")
        )
    }
}
