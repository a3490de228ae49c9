//! `figures/contradiction`, of a sentence and a table: what a text says of a cell that it names by
//! row and column, or of a total.
//!
//! In: claims and tables. Out: a warning at the sentence. A sentence names a cell if it has all words
//! of the row's label, the year or the words of its column, and either stands in the table's card or
//! has words of the table's title; where several tables could be meant, one that agrees is enough.

use rust_decimal::Decimal;
use rustc_hash::{FxHashMap, FxHashSet};

use super::Places;
use super::alike::missing;
use super::claim::Claim;
use super::contradiction::amounts;
use super::figure::{Figure, Hedge, Kind};
use super::passage::Place;
use super::tables::{Row, Table, TableCell};
use super::words::Stem;
use crate::diagnostic::{Report, rules};

/// A cell that a sentence names, and how clearly.
struct Named<'t> {
    table: &'t Table,
    row: &'t Row,
    cell: &'t TableCell,
    /// How many words of the title the sentence has; more if it stands in the same card.
    clearness: usize,
    /// Whether the column is named.
    is_named: bool,
}

/// `figures/contradiction`.
pub fn check(claims: &[Claim], tables: &[Table], places: &Places<'_>, report: &mut Report) {
    if tables.is_empty() {
        return;
    }
    let index = Index::of(tables);
    for claim in claims {
        let Some(figure) = claim.figure().filter(|figure| figure.hedge != Hedge::Open) else {
            continue;
        };
        if matches!(claim.place, Place::Quoted) || places.is_fact(claim.span) {
            continue;
        }
        let named = index.named(claim, figure);
        let Some(best) = named.iter().map(|named| named.clearness).max() else {
            continue;
        };
        let best: Vec<&Named<'_>> = named
            .iter()
            .filter(|named| named.clearness == best)
            .collect();
        if named.iter().any(|named| named.cell.figure.agrees(figure)) {
            continue;
        }
        if let Some(one) = judged(figure, &best) {
            say(claim, figure, one, places, report);
        }
    }
}

/// The cell that a sentence gets wrong: the only one that it names, or, where it names no column,
/// the one to which its figure is so near that it must be meant.
fn judged<'n, 't>(figure: &Figure, best: &[&'n Named<'t>]) -> Option<&'n Named<'t>> {
    let exact: Vec<&&Named<'_>> = best.iter().filter(|named| named.is_named).collect();
    if let [one] = exact.as_slice() {
        return (!one.cell.figure.is_far_from(figure, 4)).then_some(**one);
    }
    if !exact.is_empty() {
        return None;
    }
    let near = |named: &&&Named<'_>| {
        let (one, other) = (named.cell.figure.value, figure.value);
        (one - other).abs() <= one.max(other) * Decimal::new(3, 2)
    };
    let mut near = best.iter().filter(near);
    let one = near.next()?;
    near.next().is_none().then_some(*one)
}

fn say(
    claim: &Claim,
    figure: &Figure,
    named: &Named<'_>,
    places: &Places<'_>,
    report: &mut Report,
) {
    let column = named
        .table
        .columns
        .get(named.cell.column)
        .map_or("", |column| column.text.as_str());
    let of = if column.is_empty() {
        String::new()
    } else {
        format!(", {column}")
    };
    let message = format!(
        "`{}` here, but `{}` at {} (“{}”{of}): {}",
        claim.written,
        named.cell.written,
        places.name(named.cell.span),
        named.row.label.text,
        amounts(figure, &named.cell.figure)
    );
    let diagnostic = rules::figures::CONTRADICTION
        .at(claim.span, message)
        .related(named.cell.span, "the figure of the table");
    report.push(diagnostic.help("correct the sentence or the table; if both are right, say what tells them apart (a year, a place, a target)"));
}

/// A sentence is compared with so many rows.
const MOST_ROWS: usize = 200;

/// Rows by the words of their labels, totals by those of their tables.
struct Index<'t> {
    rows: FxHashMap<Stem, Vec<(&'t Table, &'t Row)>>,
    totals: FxHashMap<Stem, Vec<(&'t Table, &'t Row)>>,
    by_card: FxHashMap<usize, Vec<(&'t Table, &'t Row)>>,
}

impl<'t> Index<'t> {
    fn of(tables: &'t [Table]) -> Self {
        let mut index = Self {
            rows: FxHashMap::default(),
            totals: FxHashMap::default(),
            by_card: FxHashMap::default(),
        };
        for table in tables {
            for row in &table.rows {
                if let Some(first) = row.label.words.first() {
                    index.rows.entry(*first).or_default().push((table, row));
                } else if row.label.is_total {
                    table
                        .title
                        .words
                        .iter()
                        .for_each(|word| index.totals.entry(*word).or_default().push((table, row)));
                    index
                        .by_card
                        .entry(table.card)
                        .or_default()
                        .push((table, row));
                }
            }
        }
        index
    }

    fn named(&self, claim: &Claim, figure: &Figure) -> Vec<Named<'t>> {
        let mut words = claim.words.clone();
        words.extend(claim.qualifiers.iter().copied());
        words.sort_unstable();
        let mut found = Vec::new();
        let mut seen: FxHashSet<*const Row> = FxHashSet::default();
        let of_words = words
            .iter()
            .filter_map(|word| self.rows.get(word))
            .flatten();
        let of_titles = words
            .iter()
            .filter(|_| claim.is_total)
            .filter_map(|word| self.totals.get(word))
            .flatten();
        let of_card = self
            .by_card
            .get(&claim.sentence.0)
            .filter(|_| claim.is_total)
            .into_iter()
            .flatten();
        for (table, row) in of_words.chain(of_titles).chain(of_card) {
            let at: *const Row = *row;
            if seen.len() < MOST_ROWS && seen.insert(at) {
                found.extend(of_row(table, row, claim, &words, figure));
            }
        }
        found
    }
}

/// The cells of a row that a sentence names.
fn of_row<'t>(
    table: &'t Table,
    row: &'t Row,
    claim: &Claim,
    words: &[Stem],
    figure: &Figure,
) -> Vec<Named<'t>> {
    let same_card = claim.sentence.0 == table.card;
    let in_table =
        matches!(claim.place, Place::Cell(span) | Place::Caption(span) if span == table.span);
    let shared = table.title.words.len() - missing(&table.title.words, words);
    let is_total = row.label.words.is_empty();
    let titled = shared > 0 && shared * 2 >= table.title.words.len() || shared >= 2;
    let near = same_card || titled;
    if in_table
        || missing(&row.label.words, words) > 0
        || !near && row.label.words.len() < 2
        || is_total && !near
    {
        return Vec::new();
    }
    let fits = |cell: &&TableCell| cell.figure.kind == figure.kind;
    let single = row.cells.iter().filter(fits).count() == 1;
    let mut found = Vec::new();
    for cell in row.cells.iter().filter(fits) {
        let column = table.columns.get(cell.column);
        let column_words = column
            .map(|column| column.words.as_slice())
            .unwrap_or_default();
        let column_years = column
            .map(|column| column.years.as_slice())
            .unwrap_or_default();
        let year_named =
            !column_years.is_empty() && column_years.iter().any(|year| claim.years.contains(year));
        let year_clashes = !claim.years.is_empty() && (!column_years.is_empty() && !year_named);
        let title_clashes = !claim.years.is_empty()
            && column_years.is_empty()
            && !table.title.years.is_empty()
            && !table
                .title
                .years
                .iter()
                .any(|year| claim.years.contains(year));
        let words_named = !column_words.is_empty() && missing(column_words, words) == 0;
        let is_named = (single
            || year_named && missing(column_words, words) == 0
            || words_named && column_years.is_empty())
            && !year_clashes
            && !title_clashes;
        let open = claim.years.is_empty() && !column_years.is_empty() && column_words.is_empty();
        let strange = strange(claim, row, table, column_words);
        let exact = near || is_named && words.len() == row.label.words.len() + column_words.len();
        if (is_named || open) && exact && strange == 0 && !year_clashes && !title_clashes {
            let clearness = shared + usize::from(same_card) * 2 + row.label.words.len();
            found.push(Named {
                table,
                row,
                cell,
                clearness,
                is_named,
            });
        }
    }
    found
}

/// How many words of a sentence neither the row nor its column nor the table has: if there are such,
/// it may speak of something else. One is let pass beside two that are there.
fn strange(claim: &Claim, row: &Row, table: &Table, column: &[Stem]) -> usize {
    let known = |word: &&Stem| {
        row.label.words.binary_search(word).is_ok()
            || table.title.words.binary_search(word).is_ok()
            || column.binary_search(word).is_ok()
    };
    let unknown = claim.words.iter().filter(|word| !known(word)).count();
    let qualified = claim.qualifiers.iter().filter(|word| !known(word)).count();
    let here = claim.words.len() - unknown;
    let names = claim.names.iter().filter(|word| !known(word)).count();
    let let_pass = usize::from(here >= 2 || row.label.is_total && here >= 1);
    unknown.saturating_sub(let_pass) + qualified + names
}

/// A caption or title that names a total of its own table, and another than the table has.
pub fn captions(claims: &[Claim], tables: &[Table], places: &Places<'_>, report: &mut Report) {
    let mut by_card: FxHashMap<usize, Vec<&Table>> = FxHashMap::default();
    tables
        .iter()
        .for_each(|table| by_card.entry(table.card).or_default().push(table));
    for claim in claims {
        let Some(figure) = claim
            .figure()
            .filter(|figure| figure.hedge == Hedge::Exact && figure.kind != Kind::Percent)
        else {
            continue;
        };
        let own = by_card.get(&claim.sentence.0).into_iter().flatten();
        let table = own.copied().find(|table| match claim.place {
            Place::Caption(span) => span == table.span,
            Place::Heading => table.span.source == claim.span.source && claim.sentence.1 == 0,
            _ => false,
        });
        let Some(table) = table else { continue };
        let cells = || {
            table
                .rows
                .iter()
                .flat_map(|row| row.cells.iter().map(move |cell| (row, cell)))
        };
        let fits = |cell: &TableCell| cell.figure.kind == figure.kind;
        let agrees = cells().any(|(_, cell)| fits(cell) && cell.figure.agrees(figure))
            || sums(table)
                .iter()
                .any(|sum| sum.kind == figure.kind && sum.agrees(figure));
        let near = |cell: &TableCell| {
            let (one, other) = (cell.figure.value, figure.value);
            (one - other).abs() * Decimal::from(5) <= one.max(other)
        };
        if agrees {
            continue;
        }
        if let Some((row, cell)) =
            cells().find(|(row, cell)| row.label.is_total && fits(cell) && near(cell))
        {
            let named = Named {
                table,
                row,
                cell,
                clearness: 0,
                is_named: true,
            };
            say(claim, figure, &named, places, report);
        }
    }
}

/// What the columns add up to, without the rows that are called totals.
fn sums(table: &Table) -> Vec<Figure> {
    let mut sums: FxHashMap<usize, Figure> = FxHashMap::default();
    for cell in table
        .rows
        .iter()
        .filter(|row| !row.label.is_total)
        .flat_map(|row| &row.cells)
    {
        let sum = sums.entry(cell.column).or_insert_with(|| Figure {
            value: Decimal::ZERO,
            ..cell.figure.clone()
        });
        sum.value += cell.figure.value;
    }
    sums.into_values().collect()
}
