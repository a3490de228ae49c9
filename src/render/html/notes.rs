//! Footnotes of a web page, where no page layout counts them. Their marks are left open while the
//! pieces of the page are drawn ([`Spot`]), because a template decides in which order these stand;
//! when the page is whole, they are numbered as a reader meets them.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::fmt::Write as _;

use super::writer::HtmlWriter;
use crate::render::markup::{Form, Markup, Spot};
use crate::render::tree::Notes;
use crate::source::Span;

/// The notes to whose marks these spots belong, as a list; nothing if there are none. A note may
/// refer to others, which follow it.
pub fn list(notes: &Notes<'_>, spots: impl Iterator<Item = Spot>) -> Markup {
    let mut waiting: VecDeque<Span> = spots
        .filter(|spot| spot.form != Form::Number)
        .map(|spot| spot.note)
        .collect();
    let mut listed: BTreeSet<Span> = BTreeSet::new();
    let mut items = Markup::default();
    while let Some(place) = waiting.pop_front() {
        let Some(blocks) = notes.get(place).filter(|_| listed.insert(place)) else {
            continue;
        };
        let written = HtmlWriter.blocks(blocks);
        waiting.extend(written.spots.iter().map(|spot| spot.note));
        push_item(place, &written, &mut items);
    }
    if items.text.is_empty() {
        return items;
    }
    let mut list = Markup::of_code("<ol class=\"notes\">\n");
    list.append(&items);
    list.code("</ol>\n");
    list
}

fn push_item(place: Span, drawn: &Markup, list: &mut Markup) {
    list.code("<li id=\"_note-");
    list.spot(place, Form::Number);
    list.code("\" value=\"");
    list.spot(place, Form::Number);
    list.code("\">");
    list.append(drawn);
    list.code("<a class=\"back\" href=\"#_to-note-");
    list.spot(place, Form::Number);
    list.code("\" aria-label=\"Back to the text at note ");
    list.spot(place, Form::Number);
    list.code("\">↩</a></li>\n");
}

/// Fills the spots of a whole page: notes are numbered from 1 in the order in which something
/// speaks of them.
pub fn numbered(page: &Markup) -> String {
    let mut numbers: BTreeMap<Span, usize> = BTreeMap::new();
    let mut marked: BTreeSet<Span> = BTreeSet::new();
    let mut out = String::with_capacity(page.text.len());
    let mut at = 0;
    for spot in &page.spots {
        out.push_str(&page.text[at..spot.at]);
        at = spot.at;
        let next = numbers.len() + 1;
        let number = *numbers.entry(spot.note).or_insert(next);
        match spot.form {
            Form::Number => _ = write!(out, "{number}"),
            Form::PlainMark => _ = write!(out, "<sup>{number}</sup>"),
            Form::Mark => push_mark(number, marked.insert(spot.note), &mut out),
        }
    }
    out.push_str(&page.text[at..]);
    out
}

/// The first mark is where the note leads back to.
fn push_mark(number: usize, is_first: bool, out: &mut String) {
    let id = if is_first {
        format!(" id=\"_to-note-{number}\"")
    } else {
        String::new()
    };
    let hidden = "<span class=\"hidden\">Note </span>";
    _ = write!(
        out,
        "<sup class=\"note\"><a{id} href=\"#_note-{number}\">{hidden}{number}</a></sup>"
    );
}
