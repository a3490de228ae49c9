//! Citations of a bibliography (`docs/authors.md#to-cite`): a link `[](cite:KEY)` prints what the
//! style of the list says, and the list has the sources that are cited.
//!
//! In: the cards of a document in the order in which they are read, and the bibliographies that some
//! of them name under `data:`. Out: the same cards, with these words filled in and with `entries` as
//! if their author had written them; so that no later stage knows of styles. A list with entries of
//! its own is left as it is.

use std::collections::{BTreeMap, BTreeSet};

use super::card::Card;
use super::field::{self, Field, FieldValue, Role, Word};
use super::kinds::Kinds;
use super::links::{asks_for_page, path_from, percent_decoded, without_page};
use super::runs;
use crate::diagnostic::{Diagnostic, Report, rules};
use crate::discover::{Project, is_below, is_bibliography};
use crate::limits;
use crate::parse::bibliography::{
    self, DEFAULT_STYLE, Entry, Printed, Reference, Style, unknown_style,
};
use crate::parse::body::{Inline, plain_text};
use crate::parse::spelling::figure;
use crate::source::{Span, TextMap};

/// What a citation begins with.
pub const SCHEME: &str = "cite:";

/// The key of the list that is filled.
const ENTRIES: &str = "entries";

/// The key that names a style.
const STYLE: &str = "style";

/// What the bibliographies of a document have.
#[derive(Debug, Clone, Default)]
pub struct Citations {
    /// The keys of all entries, whether they are cited or not.
    pub keys: BTreeSet<String>,
    /// Whether one of them is not there, so that nobody knows which keys it has.
    pub is_incomplete: bool,
}

/// A list of references that comes from a bibliography.
struct List {
    /// The card, by its index.
    card: usize,
    /// Where it names the file.
    place: Span,
    entries: Vec<Entry>,
    style: Style,
    /// Where the card names the style, if it does.
    style_place: Span,
    /// The entries that are cited, by their index, in the order of the citations.
    cited: Vec<usize>,
    /// Whether the file belongs to the document, and is not shared by several.
    is_own: bool,
}

/// Fills the citations and the lists of all cards; `folder` is that of the document.
pub fn fill(
    cards: &mut [Card],
    project: &Project,
    kinds: &Kinds,
    language: &str,
    folder: &str,
    report: &mut Report,
) -> Citations {
    let mut citations = Citations::default();
    let mut lists = Vec::new();
    for (index, card) in cards.iter_mut().enumerate() {
        if !kinds.get(&card.kind).is_some_and(|kind| kind.bibliography) {
            continue;
        }
        match named(card) {
            None => remove(&mut card.fields, STYLE),
            Some((path, place)) => match project.bibliographies.get(&path) {
                None => citations.is_incomplete = true,
                Some(id) => lists.push(List {
                    card: index,
                    place,
                    entries: bibliography::parse(*id, project.sources.get(*id), report),
                    style: style(card, report),
                    style_place: card.fields.get(STYLE).map_or(place, |field| field.span),
                    cited: Vec::new(),
                    is_own: is_below(&path, folder),
                }),
            },
        }
    }
    if lists.is_empty() {
        return citations;
    }
    let by_key = by_key(&lists);
    citations.keys = by_key.keys().cloned().collect();
    let places = cite(cards, &by_key, &mut lists);
    let printed: Vec<Printed> = lists
        .iter()
        .map(|list| list.printed(language, report))
        .collect();
    lists.iter().for_each(|list| list.say(report));
    let is_unset = |(list, printed): (&List, &Printed)| {
        printed.references.is_empty() && !list.cited.is_empty()
    };
    citations.is_incomplete |= lists.iter().zip(&printed).any(is_unset);
    Filling {
        by_key: &by_key,
        printed: &printed,
        places: places.into_iter(),
    }
    .cards(cards);
    for (list, printed) in lists.iter().zip(printed) {
        list.fill(&mut cards[list.card].fields, printed);
    }
    citations
}

/// The bibliography that a card names, below the root, and where; none if its list stands in it.
fn named(card: &Card) -> Option<(String, Span)> {
    let data = card.fields.get("data")?;
    let path = path_from(card.folder(), &percent_decoded(data.word()?))?;
    let is_free = card.fields.get(ENTRIES).is_none_or(Field::is_blank);
    (is_bibliography(&path) && is_free).then_some((path, data.span))
}

/// The style that a card names.
fn style(card: &Card, report: &mut Report) -> Style {
    let field = card.fields.get(STYLE);
    let Some((name, span)) = field.and_then(|field| Some((field.word()?, field.span))) else {
        return Style::usual();
    };
    Style::named(name).unwrap_or_else(|| {
        report.push(unknown_style(name, span));
        Style::usual()
    })
}

/// Where each key is: the list, and the entry in it. A key that two lists have is that of the first.
type ByKey = BTreeMap<String, (usize, usize)>;

fn by_key(lists: &[List]) -> ByKey {
    let mut by_key = ByKey::new();
    for (list, entries) in lists.iter().map(|list| &list.entries).enumerate() {
        for (at, entry) in entries.iter().enumerate() {
            by_key.entry(entry.key.clone()).or_insert((list, at));
        }
    }
    by_key
}

/// The entry to which a link leads.
fn cited(target: &str, by_key: &ByKey) -> Option<(usize, usize)> {
    let key = without_page(target.trim()).strip_prefix(SCHEME)?;
    by_key.get(key).copied()
}

/// Notes in each list what is cited of it, in the order of the text; gives for each citation which
/// of its list's it is.
fn cite(cards: &mut [Card], by_key: &ByKey, lists: &mut [List]) -> Vec<usize> {
    let mut places = Vec::new();
    for card in cards {
        runs::of_card(card, &mut |_, content| {
            each_link(content, &mut |link| {
                if let Some((list, entry)) = cited(&link.target, by_key) {
                    places.push(lists[list].cited.len());
                    lists[list].cited.push(entry);
                }
            });
        });
    }
    places
}

/// Visits the links of a run of text, also those in the words of others.
fn each_link(content: &mut [Inline], visit: &mut impl FnMut(&mut crate::parse::body::Link)) {
    for inline in content {
        if let Inline::Link(link) = inline {
            visit(link);
        }
        if let Inline::Picture(picture) = inline {
            each_link(&mut picture.alt, visit);
            if let Some(caption) = &mut picture.caption {
                each_link(&mut caption.content, visit);
            }
        } else if let Some(content) = inline.run_mut() {
            each_link(content, visit);
        }
    }
}

struct Filling<'a, P> {
    by_key: &'a ByKey,
    printed: &'a [Printed],
    /// Which of its list's each citation is.
    places: P,
}

impl<P: Iterator<Item = usize>> Filling<'_, P> {
    fn cards(&mut self, cards: &mut [Card]) {
        for card in cards {
            runs::of_card(card, &mut |_, content| {
                each_link(content, &mut |link| {
                    let Some((list, _)) = cited(&link.target, self.by_key) else {
                        return;
                    };
                    let words = self
                        .places
                        .next()
                        .and_then(|at| self.printed[list].citations.get(at));
                    if let Some(words) = words
                        && link.content.is_empty()
                        && !asks_for_page(&link.target)
                    {
                        link.content = placed(words, link.span);
                    }
                });
            });
        }
    }
}

/// The words of a citation at the place of the link that prints them; a link within it is text.
fn placed(words: &[Inline], place: Span) -> Vec<Inline> {
    let mut words = words.to_vec();
    let mut at = 0;
    while at < words.len() {
        match &mut words[at] {
            Inline::Text(text) => text.span = place,
            Inline::Link(link) => {
                let content = std::mem::take(&mut link.content);
                let count = content.len();
                words.splice(at..=at, placed(&content, place));
                at += count;
                continue;
            }
            other => {
                if let Some(inner) = other.run_mut() {
                    *inner = placed(inner, place);
                }
            }
        }
        at += 1;
    }
    words
}

impl List {
    /// What the style prints; nothing if it cannot, which is said.
    fn printed(&self, language: &str, report: &mut Report) -> Printed {
        if self.cited.len() > limits::CITATIONS {
            report.push(too_many(self.cited.len(), self.place));
            return Printed::default();
        }
        let printed = bibliography::print(&self.entries, &self.cited, self.style, language);
        printed.unwrap_or_else(|| {
            let message = "this style cannot set the sources that are cited";
            report.push(
                rules::schema::UNKNOWN_STYLE
                    .at(self.style_place, message)
                    .help(format!(
                        "choose another one, such as `style: {DEFAULT_STYLE}`"
                    )),
            );
            Printed::default()
        })
    }

    /// What is to be said of the entries: of a file that several documents share, only of those that
    /// this one cites.
    fn say(&self, report: &mut Report) {
        let cited: BTreeSet<usize> = self.cited.iter().copied().collect();
        for (at, entry) in self.entries.iter().enumerate() {
            let is_cited = cited.contains(&at);
            if is_cited || self.is_own {
                entry
                    .findings
                    .iter()
                    .cloned()
                    .for_each(|found| report.push(found));
            }
            if !is_cited && self.is_own {
                report.push(
                    rules::reference::UNUSED_CITATION
                        .at(
                            entry.span,
                            format!("nothing cites `{}`, so that it is not listed", entry.key),
                        )
                        .help(format!(
                            "cite it, `[](cite:{})`, or take the entry out",
                            entry.key
                        )),
                );
            }
        }
    }

    /// Adds the list to the keys of its card.
    fn fill(&self, fields: &mut Field, printed: Printed) {
        let citations: BTreeMap<usize, String> = self
            .cited
            .iter()
            .zip(&printed.citations)
            .rev()
            .map(|(entry, words)| (*entry, plain_text(words)))
            .collect();
        let items = printed.references.into_iter().map(|reference| {
            let entry = &self.entries[reference.entry];
            let label = citations.get(&reference.entry).map_or("", String::as_str);
            entry_field(entry, reference, label)
        });
        let list = Field {
            span: self.place,
            value: FieldValue::List(items.collect()),
        };
        remove(fields, ENTRIES);
        add(fields, ENTRIES, list);
        if fields.get(STYLE).is_none() {
            add(fields, STYLE, word(DEFAULT_STYLE, self.place, Role::Plain));
        }
    }
}

fn too_many(count: usize, place: Span) -> Diagnostic {
    let message = format!(
        "this list is cited {} times; at most {} can be set",
        figure(&count.to_string()),
        figure(&limits::CITATIONS.to_string())
    );
    rules::document::TOO_MANY
        .at(place, message)
        .help("cite a source once in a paragraph, or divide the document")
}

/// An entry of the list: its id, what stands before it, and what it says.
fn entry_field(entry: &Entry, reference: Reference, citation: &str) -> Field {
    // In the label of an id, names in braces stand for others.
    let label = citation.replace(['{', '}'], "");
    let id = word(&entry.key, entry.span, Role::Key { label });
    let mut keys = vec![("id", id)];
    let inline = |content: Vec<Inline>| Field {
        span: entry.span,
        value: FieldValue::Inline(content),
    };
    keys.extend(reference.label.map(|label| ("label", inline(label))));
    keys.push(("text", inline(reference.text)));
    let keys = keys.into_iter().map(|(name, field)| field::Entry {
        name: name.to_owned(),
        key: entry.span,
        field,
    });
    Field {
        span: entry.span,
        value: FieldValue::Map(keys.collect()),
    }
}

/// Whether a list comes from a bibliography.
pub fn is_made(list: &Field) -> bool {
    let id = list.items().first().and_then(|entry| entry.get("id"));
    let is_key = |value: &FieldValue| matches!(value, FieldValue::Word(word) if matches!(word.role, Role::Key { .. }));
    id.is_some_and(|id| is_key(&id.value))
}

fn word(text: &str, span: Span, role: Role) -> Field {
    Field {
        span,
        value: FieldValue::Word(Word {
            text: text.to_owned(),
            map: TextMap::align(span.source, span.start, "", text),
            role,
            shown: None,
        }),
    }
}

fn add(fields: &mut Field, name: &str, field: Field) {
    if let FieldValue::Map(entries) = &mut fields.value {
        entries.push(field::Entry {
            name: name.to_owned(),
            key: field.span,
            field,
        });
    }
}

fn remove(fields: &mut Field, name: &str) {
    if let FieldValue::Map(entries) = &mut fields.value {
        entries.retain(|entry| entry.name != name);
    }
}
