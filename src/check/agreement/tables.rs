//! The tables of a document as their readers see them: figures by row and column, with the unit in
//! which they count.
//!
//! In: finance tables, cards of kind `table`, tables of Markdown. Out: one shape for all of them.

use rust_decimal::Decimal;

use super::figure::{Figure, Hedge, Kind};
use super::labels::{Label, Unit, label};
use super::reader::Notation;
use crate::check::Scope;
use crate::model::amount::Amount;
use crate::model::card::Card;
use crate::model::cells::columns;
use crate::model::field::{Field, FieldValue};
use crate::model::sums::{Reading, Sum, totals};
use crate::parse::body::{BlockKind, Body, Table as MarkdownTable, plain_text};
use crate::source::Span;

/// A figure of a table.
#[derive(Debug, Clone)]
pub struct TableCell {
    /// Its column, from 0; the labels stand in none.
    pub column: usize,
    /// What it is worth.
    pub figure: Figure,
    /// As it is written.
    pub written: String,
    /// Where it stands.
    pub span: Span,
}

/// A row of a table.
#[derive(Debug, Clone)]
pub struct Row {
    /// What stands before its figures.
    pub label: Label,
    /// Its figures.
    pub cells: Vec<TableCell>,
}

/// A table.
#[derive(Debug, Clone)]
pub struct Table {
    /// The card in which it stands.
    pub card: usize,
    /// Its title or caption.
    pub title: Label,
    /// The headings above its figures.
    pub columns: Vec<Label>,
    /// Its rows, totals too.
    pub rows: Vec<Row>,
    /// Where it stands.
    pub span: Span,
}

/// The tables of all cards.
pub fn of_card(scope: &Scope<'_>, card: &Card, at: usize, notation: Notation) -> Vec<Table> {
    let mut found = Vec::new();
    let reader = Reader { notation, card: at };
    if let Some(table) = reader.card(scope, card) {
        found.push(table);
    }
    let title = || label(&card.title_text(), notation);
    reader.body(&card.body, &title, &mut found);
    card.fields.walk(&mut |field| {
        if let FieldValue::Blocks(body) = &field.value {
            reader.body(body, &title, &mut found);
        }
    });
    found
}

struct Reader {
    notation: Notation,
    card: usize,
}

impl Reader {
    /// The table that a card is.
    fn card(&self, scope: &Scope<'_>, card: &Card) -> Option<Table> {
        let rows = card
            .fields
            .get("rows")
            .filter(|rows| !rows.items().is_empty())?;
        let heads: Vec<String> = card
            .fields
            .get("columns")?
            .items()
            .iter()
            .map(words)
            .collect();
        let unit = card
            .fields
            .get("unit")
            .map(words)
            .and_then(|unit| Unit::of(&unit));
        let labelled = rows.items().iter().all(|row| row.get("values").is_some());
        let mut table = Table {
            card: self.card,
            title: label(&card.title_text(), self.notation),
            columns: self.labels(&heads),
            rows: Vec::new(),
            span: rows.span,
        };
        let units = units(&heads, unit);
        for row in rows.items() {
            let cells: Vec<&Field> = if labelled {
                row.get("label")
                    .into_iter()
                    .chain(row.get("values").into_iter().flat_map(Field::items))
                    .collect()
            } else {
                row.items().iter().collect()
            };
            let texts: Vec<(String, Span)> = cells
                .iter()
                .flat_map(|cell| std::iter::repeat_n((words(cell), cell.span), columns(cell)))
                .collect();
            table.rows.extend(self.row(&texts, &units));
        }
        self.totals(scope, card, &units, &mut table);
        (!table.rows.is_empty()).then_some(table)
    }

    /// Totals, as they are printed, or as they come out.
    fn totals(&self, scope: &Scope<'_>, card: &Card, units: &[Option<Unit>], table: &mut Table) {
        let Some(keys) = scope
            .kinds
            .get(&card.kind)
            .and_then(|kind| kind.sums.as_ref())
        else {
            return;
        };
        let reading = Reading::of(card, &scope.document.manifest.language);
        for total in totals(card, keys, &reading) {
            let mut texts = vec![(total.label.clone(), total.span)];
            let computed = total.columns.iter().map(|column| {
                (
                    column.sum.sum().map(Sum::figure).unwrap_or_default(),
                    total.span,
                )
            });
            if total.printed.is_empty() {
                texts.extend(computed);
            } else {
                texts.extend(
                    total
                        .printed
                        .iter()
                        .map(|cell| (cell.text.clone(), cell.span)),
                );
            }
            table.rows.extend(self.row(&texts, units));
        }
    }

    fn body(&self, body: &Body, title: &impl Fn() -> Label, found: &mut Vec<Table>) {
        body.walk(&mut |block| {
            if let BlockKind::Table(table) = &block.kind {
                found.extend(self.markdown(table, title, block.span));
            }
        });
    }

    fn markdown(
        &self,
        table: &MarkdownTable,
        title: &impl Fn() -> Label,
        span: Span,
    ) -> Option<Table> {
        let heads: Vec<String> = table
            .header
            .iter()
            .map(|cell| plain_text(&cell.content))
            .collect();
        let caption = table
            .caption
            .as_ref()
            .map(|caption| plain_text(&caption.content));
        let unit = caption.as_deref().and_then(Unit::in_heading);
        let units = units(&heads, unit);
        let mut found = Table {
            card: self.card,
            title: caption.map_or_else(title, |caption| label(&caption, self.notation)),
            columns: self.labels(&heads),
            rows: Vec::new(),
            span,
        };
        for row in &table.rows {
            let texts: Vec<(String, Span)> = row
                .iter()
                .map(|cell| (plain_text(&cell.content), cell.span))
                .collect();
            found.rows.extend(self.row(&texts, &units));
        }
        (!found.rows.is_empty()).then_some(found)
    }

    /// The headings above the figures: all but the first.
    fn labels(&self, heads: &[String]) -> Vec<Label> {
        let heads = heads.iter().skip(1);
        heads.map(|head| label(head, self.notation)).collect()
    }

    /// A row with at least one figure; the first cell is its label.
    fn row(&self, texts: &[(String, Span)], units: &[Option<Unit>]) -> Option<Row> {
        let (first, rest) = texts.split_first()?;
        let own = Unit::in_heading(&first.0);
        let cells: Vec<TableCell> = rest
            .iter()
            .enumerate()
            .filter_map(|(column, (text, span))| {
                let unit = own.or(units.get(column).copied().flatten());
                let figure = self.figure(text, unit)?;
                Some(TableCell {
                    column,
                    figure,
                    written: text.trim().to_owned(),
                    span: *span,
                })
            })
            .collect();
        (!cells.is_empty()).then(|| Row {
            label: label(&first.0, self.notation),
            cells,
        })
    }

    fn figure(&self, text: &str, unit: Option<Unit>) -> Option<Figure> {
        let text = text.trim();
        let (bare, percent) = match text.strip_suffix('%') {
            Some(bare) => (bare.trim_end(), true),
            None => (text, false),
        };
        if !bare.bytes().any(|byte| byte.is_ascii_digit()) {
            return None;
        }
        let amount =
            Amount::read(bare, &self.notation.style).or_else(|| Amount::of_number(bare))?;
        let kind = match (percent, amount.currency, unit) {
            (true, ..) => Kind::Percent,
            (_, Some(sign), _) => Kind::Money(sign),
            (_, None, Some(unit)) => unit.kind,
            (_, None, None) => Kind::Count,
        };
        let exponent = amount
            .multiple
            .unwrap_or_else(|| unit.filter(|_| !percent).map_or(0, |unit| unit.exponent));
        let power = Decimal::from(10_i64.checked_pow(exponent)?);
        Some(Figure {
            range: 0..0,
            kind,
            value: amount.value.abs().checked_mul(power)?,
            step: Decimal::new(1, amount.value.scale()).checked_mul(power)?,
            hedge: Hedge::Exact,
        })
    }
}

/// In what each column of figures counts: as its heading says, or the whole table.
fn units(heads: &[String], table: Option<Unit>) -> Vec<Option<Unit>> {
    let heads = heads.iter().skip(1);
    heads.map(|head| Unit::in_heading(head).or(table)).collect()
}

/// A cell or heading as its author wrote it.
fn words(cell: &Field) -> String {
    match &cell.get("text").unwrap_or(cell).value {
        FieldValue::Number(number) => number.spelling.clone(),
        FieldValue::Inline(content) => plain_text(content),
        FieldValue::Blocks(body) => body.plain_text(),
        FieldValue::Word(word) => word.text.clone(),
        _ => String::new(),
    }
}
