//! What changed, in plain sentences: for the first page of a redline, for a terminal, and as a
//! proposal for the summary of a version.

use std::fmt::Write as _;

use super::{CardChange, CardDiff, DocumentDiff, FieldDiff};

/// So many values of a card are listed; of more their number is said.
const MOST_FIELDS: usize = 40;

/// A sentence or two: how many cards changed, and how.
pub fn headline(diff: &DocumentDiff) -> String {
    if diff.is_empty() {
        return "Nothing changed.".to_owned();
    }
    let cards = |change: CardChange| -> Vec<&str> {
        diff.cards
            .iter()
            .filter(|card| card.change == change && card.id.is_some())
            .map(|card| card.title.as_str())
            .collect()
    };
    let mut parts = Vec::new();
    for (change, said) in [
        (CardChange::Added, "added"),
        (CardChange::Removed, "removed"),
        (CardChange::Changed, "changed"),
        (CardChange::Moved, "moved"),
    ] {
        let titles = cards(change);
        match titles.as_slice() {
            [] => {}
            [one] => parts.push(format!("“{one}” {said}")),
            [one, other] => parts.push(format!("“{one}” and “{other}” {said}")),
            many => parts.push(format!("{} parts {said}", many.len())),
        }
    }
    let figures = diff
        .cards
        .iter()
        .filter(|card| card.id.is_some() && card.change == CardChange::Changed)
        .map(|card| card.fields.len())
        .sum::<usize>();
    let words = diff.cards.iter().fold((0, 0), |sum, card| {
        (sum.0 + card.words.inserted, sum.1 + card.words.deleted)
    });
    let mut out = parts.join("; ");
    if out.is_empty() {
        out.push_str("The particulars of the document changed");
    }
    out.push('.');
    let mut counts = Vec::new();
    if words != (0, 0) {
        counts.push(format!(
            "{} inserted and {} deleted",
            plural(words.0, "word"),
            words.1
        ));
    }
    if figures > 0 {
        counts.push(format!("{} changed", plural(figures, "value")));
    }
    if !counts.is_empty() {
        let _ = write!(out, " {}.", counts.join(", "));
    }
    out
}

fn plural(count: usize, what: &str) -> String {
    if count == 1 {
        format!("1 {what}")
    } else {
        format!("{count} {what}s")
    }
}

/// All that changed, for a terminal.
pub fn as_text(diff: &DocumentDiff) -> String {
    let mut out = format!(
        "{}: from {} to {}\n{}\n",
        diff.document, diff.old, diff.new, diff.summary
    );
    for card in &diff.cards {
        let _ = writeln!(out, "\n{}\n  {}", heading(card), card.path);
        for line in lines(card) {
            let _ = writeln!(out, "  {line}");
        }
    }
    let rest = of_the_whole(diff);
    if !rest.is_empty() {
        out.push('\n');
        rest.iter().for_each(|line| {
            let _ = writeln!(out, "{line}");
        });
    }
    out
}

/// All that changed, as Markdown for the first page: `of` says which versions are compared.
pub fn as_markdown(diff: &DocumentDiff, of: &str) -> String {
    let mut out = format!("{}\n\n{}\n", escaped(of), escaped(&diff.summary));
    for line in of_the_whole(diff) {
        let _ = write!(out, "\n{}\n", escaped(&line));
    }
    for card in &diff.cards {
        let _ = write!(out, "\n**{}**\n", escaped(&heading(card)));
        let lines = lines(card);
        if !lines.is_empty() {
            out.push('\n');
        }
        for line in lines {
            let _ = writeln!(out, "- {}", escaped(&line));
        }
    }
    out
}

fn heading(card: &CardDiff) -> String {
    let said = match card.change {
        CardChange::Added => "added",
        CardChange::Removed => "removed",
        CardChange::Moved => "moved",
        CardChange::Changed => "changed",
    };
    format!("{}: {said}", card.title)
}

/// What changed in a card, a line for each thing.
fn lines(card: &CardDiff) -> Vec<String> {
    let mut lines = Vec::new();
    if let Some(old) = &card.old_path {
        lines.push(format!("moved from {old}"));
    }
    match (card.words.inserted, card.words.deleted) {
        (0, 0) => {}
        (inserted, 0) => lines.push(format!("{} inserted", plural(inserted, "word"))),
        (0, deleted) => lines.push(format!("{} deleted", plural(deleted, "word"))),
        (inserted, deleted) => {
            lines.push(format!(
                "{} inserted, {deleted} deleted",
                plural(inserted, "word")
            ));
        }
    }
    if card.moved > 0 {
        lines.push(format!("{} moved", plural(card.moved, "paragraph")));
    }
    lines.extend(card.ratings.iter().cloned());
    let is_whole = matches!(card.change, CardChange::Added | CardChange::Removed);
    if is_whole {
        return lines;
    }
    lines.extend(card.fields.iter().take(MOST_FIELDS).map(value));
    if card.fields.len() > MOST_FIELDS {
        lines.push(format!(
            "and {} more values",
            card.fields.len() - MOST_FIELDS
        ));
    }
    lines
}

fn value(field: &FieldDiff) -> String {
    let name = in_words(&field.field);
    match (&field.old, &field.new) {
        (None, Some(new)) => format!("{name}: {} (new)", short(new)),
        (Some(old), None) => format!("{name}: {} (gone)", short(old)),
        (Some(old), Some(new)) if old == new => format!("{name}: another picture"),
        (Some(old), Some(new)) => {
            let by = super::figures::difference(old, new);
            let by = by.map_or_else(String::new, |by| format!(" ({by})"));
            format!("{name}: {} → {}{by}", short(old), short(new))
        }
        (None, None) => format!("{name}: changed"),
    }
}

/// `risks[R-1].likelihood` as “R-1, likelihood”, `milestones[0].by` as “milestones 1, by”: an entry
/// that has a name needs no list.
fn in_words(path: &str) -> String {
    if let Some(file) = path.strip_prefix("pictures[") {
        let file = file.trim_end_matches(']');
        return format!("picture {}", file.rsplit('/').next().unwrap_or(file));
    }
    let mut parts: Vec<String> = Vec::new();
    let mut rest = path;
    while !rest.is_empty() {
        let end = rest.find(['[', '.']).unwrap_or(rest.len());
        let name = &rest[..end];
        rest = &rest[end..];
        if let Some(inner) = rest.strip_prefix('[') {
            let close = inner.find(']').unwrap_or(inner.len());
            let entry = &inner[..close];
            rest = inner.get(close + 1..).unwrap_or_default();
            match entry.parse::<usize>() {
                Ok(at) => parts.push(format!("{name} {}", at + 1)),
                Err(_) => parts.push(entry.to_owned()),
            }
        } else if !name.is_empty() {
            parts.push(name.to_owned());
        }
        rest = rest.strip_prefix('.').unwrap_or(rest);
        // What comes behind the name of a row is a column's heading, whatever is in it.
        if parts.len() > 1 && !rest.contains('[') && !rest.is_empty() && path.contains("rows[") {
            parts.push(rest.to_owned());
            break;
        }
    }
    parts.retain(|part| !part.trim().is_empty());
    parts.join(", ")
}

/// The beginning of a long text.
fn short(text: &str) -> String {
    const MOST: usize = 100;
    if text.chars().count() <= MOST {
        return text.to_owned();
    }
    let cut: String = text.chars().take(MOST - 1).collect();
    format!("{}…", cut.trim_end())
}

/// What is said of the document and not of one card: placeholders and facts.
fn of_the_whole(diff: &DocumentDiff) -> Vec<String> {
    let mut lines: Vec<String> = diff
        .conditions
        .iter()
        .enumerate()
        .map(|(at, one)| {
            let state = if one.met { "met" } else { "not met" };
            let text = one.text.trim_end_matches('.');
            format!("Condition {}, {state}: {text}.", at + 1)
        })
        .collect();
    let open = diff.placeholders;
    if open.closed > 0 {
        lines.push(format!("{} closed.", plural(open.closed, "placeholder")));
    }
    if open.opened > 0 {
        lines.push(format!("{} opened.", plural(open.opened, "placeholder")));
    }
    for fact in &diff.facts {
        let said = match (&fact.old, &fact.new) {
            (Some(old), Some(new)) => format!("{} → {}", short(old), short(new)),
            (None, Some(new)) => format!("{} (new)", short(new)),
            (Some(old), None) => format!("{} (gone)", short(old)),
            (None, None) => continue,
        };
        let quoted = if fact.quoted.is_empty() {
            String::new()
        } else {
            format!(", quoted in {}", fact.quoted.join(", "))
        };
        lines.push(format!("Fact {}: {said}{quoted}.", fact.name));
    }
    lines
}

/// Text that Markdown reads as it is.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if c.is_ascii_punctuation()
            && !matches!(
                c,
                '.' | ',' | ';' | ':' | '(' | ')' | '/' | '%' | '\'' | '-'
            )
        {
            out.push('\\');
        }
        out.push(if c.is_control() { ' ' } else { c });
    }
    out
}
