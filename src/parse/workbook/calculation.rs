//! Whether a workbook holds what its formulas come to. Programs that write workbooks without
//! calculating leave the values of formulas out, or write 0 for each; who opens the file never sees
//! that, because then everything is calculated.
//!
//! In: a workbook, and cells of it. Out: those whose values are errors, are missing, or are not what
//! their formula comes to. Only sums and the four kinds of arithmetic over cells of the same sheet
//! are computed; of any other formula nothing is said but that it holds 0.

use super::address::{Rect, Reference};
use super::{Cell, Formula, Sheet, Value, Workbook};
use crate::limits::{COMPUTED_CELLS, FORMULA};

/// Why the value of a cell cannot be relied on.
#[derive(Debug, Clone, PartialEq)]
pub enum Problem {
    /// It is an error, shown so.
    Error(String),
    /// It is the value of a formula, and is not there.
    Missing,
    /// It is not what its formula comes to.
    Other { stored: f64, computed: f64 },
    /// All formulas of the workbook have the value 0.
    AllNothing,
    /// It is 0, and cannot be computed again.
    Nothing,
}

/// What is wrong with cells of a sheet, by row and column.
pub fn problems(
    workbook: &Workbook,
    sheet: &Sheet,
    places: impl Iterator<Item = (u32, u32)>,
) -> Vec<((u32, u32), Problem)> {
    let mut found = Vec::new();
    let mut budget = COMPUTED_CELLS;
    let mut all_nothing: Option<bool> = None;
    for place in places {
        let Some(cell) = sheet.cells.get(&place) else {
            continue;
        };
        let problem = match (&cell.value, &cell.formula) {
            (Value::Error(error), _) => Some(Problem::Error(error.to_string())),
            (_, Some(formula)) if !formula.is_stored => Some(Problem::Missing),
            (Value::Number(stored), Some(formula)) => {
                let mut computer = Computer {
                    sheet,
                    formula,
                    rest: &formula.text,
                    depth: 0,
                    budget: &mut budget,
                };
                match computer.whole() {
                    Some(computed) if is_same(*stored, computed) => None,
                    Some(computed) => Some(Problem::Other {
                        stored: *stored,
                        computed,
                    }),
                    None if *stored != 0.0 => None,
                    None => Some(
                        if *all_nothing.get_or_insert_with(|| are_all_nothing(workbook)) {
                            Problem::AllNothing
                        } else {
                            Problem::Nothing
                        },
                    ),
                }
            }
            _ => None,
        };
        found.extend(problem.map(|problem| (place, problem)));
    }
    found
}

/// Whether there are several formulas, and each has the value 0.
fn are_all_nothing(workbook: &Workbook) -> bool {
    let cells = workbook
        .sheets
        .iter()
        .flat_map(|sheet| sheet.cells.values());
    let mut values = cells
        .filter(|cell| cell.formula.is_some())
        .map(|cell: &Cell| &cell.value);
    let mut count = 0;
    values.all(|value| {
        count += 1;
        *value == Value::Number(0.0)
    }) && count > 1
}

/// Two ways of adding up binary fractions differ in their last digits.
fn is_same(one: f64, other: f64) -> bool {
    (one - other).abs() <= 1e-9 * one.abs().max(other.abs()).max(1.0)
}

/// Brackets inside each other; more than anybody writes.
const DEPTH: usize = 32;

/// Computes one formula, from left to right.
struct Computer<'a> {
    sheet: &'a Sheet,
    formula: &'a Formula,
    rest: &'a str,
    depth: usize,
    budget: &'a mut usize,
}

impl<'a> Computer<'a> {
    /// What the formula comes to; `None` if it has anything that is not computed here.
    fn whole(&mut self) -> Option<f64> {
        if self.rest.len() > FORMULA {
            return None;
        }
        let value = self.sum()?;
        self.rest.trim().is_empty().then_some(value)
    }

    fn sum(&mut self) -> Option<f64> {
        let mut value = self.product()?;
        loop {
            if self.take("+") {
                value += self.product()?;
            } else if self.take("-") {
                value -= self.product()?;
            } else {
                return Some(value);
            }
        }
    }

    fn product(&mut self) -> Option<f64> {
        let mut value = self.factor()?;
        loop {
            if self.take("*") {
                value *= self.factor()?;
            } else if self.take("/") {
                let divisor = self.factor()?;
                value = Some(value / divisor).filter(|_| divisor != 0.0)?;
            } else if self.take("%") {
                value /= 100.0;
            } else {
                return Some(value);
            }
        }
    }

    fn factor(&mut self) -> Option<f64> {
        if self.take("-") {
            return self.nested(Self::factor).map(|value| -value);
        }
        if self.take("+") {
            return self.nested(Self::factor);
        }
        if self.take("(") {
            let value = self.nested(Self::sum)?;
            return self.take(")").then_some(value);
        }
        if self.take_word("SUM") && self.take("(") {
            return self.arguments();
        }
        let word = self.word();
        match word.parse::<f64>() {
            Ok(number) if word.starts_with(|c: char| c.is_ascii_digit() || c == '.') => {
                Some(number)
            }
            _ => self.value_of(word),
        }
    }

    fn nested(&mut self, inner: fn(&mut Self) -> Option<f64>) -> Option<f64> {
        self.depth += 1;
        let value = (self.depth < DEPTH).then(|| inner(self))?;
        self.depth -= 1;
        value
    }

    /// The arguments of a sum, up to the closing bracket.
    fn arguments(&mut self) -> Option<f64> {
        let mut sum = 0.0;
        loop {
            let before = self.rest;
            let word = self.word();
            let is_range = word.contains(':') && self.rest.trim_start().starts_with([',', ')']);
            sum += if is_range {
                self.of_range(word)?
            } else {
                self.rest = before;
                self.argument()?
            };
            if self.take(")") {
                return Some(sum);
            }
            if !self.take(",") {
                return None;
            }
        }
    }

    /// One argument that is no range; a cell alone counts as one, so that its text is nothing.
    fn argument(&mut self) -> Option<f64> {
        let before = self.rest;
        let word = self.word();
        if Reference::cell(word).is_some() && self.rest.trim_start().starts_with([',', ')']) {
            return self.of_range(word);
        }
        self.rest = before;
        self.nested(Self::sum)
    }

    /// The sum of the numbers in a range; `None` if one of its cells has no value.
    fn of_range(&mut self, word: &str) -> Option<f64> {
        let (first, last) = word.split_once(':').unwrap_or((word, word));
        let (top, left) = self.moved(first)?;
        let (bottom, right) = self.moved(last)?;
        let rect = Rect::of_cell(top, left).around(Rect::of_cell(bottom, right));
        let mut sum = 0.0;
        let rows = (rect.top, 0)..=(rect.bottom, u32::MAX);
        for ((_, column), cell) in self.sheet.cells.range(rows) {
            *self.budget = self.budget.checked_sub(1)?;
            if !(rect.left..=rect.right).contains(column) {
                continue;
            }
            match &cell.value {
                Value::Number(number) => sum += number,
                Value::Error(_) => return None,
                _ if is_missing(cell) => return None,
                _ => {}
            }
        }
        Some(sum)
    }

    fn value_of(&mut self, word: &str) -> Option<f64> {
        let place = self.moved(word)?;
        match self.sheet.cells.get(&place) {
            None => Some(0.0),
            Some(cell) if is_missing(cell) => None,
            Some(cell) => match cell.value {
                Value::Number(number) => Some(number),
                Value::Empty => Some(0.0),
                _ => None,
            },
        }
    }

    /// A cell as it is named, moved as far as the formula was.
    fn moved(&self, word: &str) -> Option<(u32, u32)> {
        let reference = Reference::read(word)?;
        let moved = |at: u32, is_fixed: bool, by: i64| {
            u32::try_from(i64::from(at) + if is_fixed { 0 } else { by })
                .ok()
                .filter(|at| *at > 0)
        };
        let (fixed_row, fixed_column) = reference.is_fixed;
        let (down, right) = self.formula.shift;
        Some((
            moved(reference.row?, fixed_row, down)?,
            moved(reference.column?, fixed_column, right)?,
        ))
    }

    fn take(&mut self, sign: &str) -> bool {
        match self.rest.trim_start().strip_prefix(sign) {
            Some(rest) => {
                self.rest = rest;
                true
            }
            None => false,
        }
    }

    /// The name of a function, before its bracket.
    fn take_word(&mut self, name: &str) -> bool {
        let rest = self.rest.trim_start();
        let is_it = rest
            .get(..name.len())
            .is_some_and(|start| start.eq_ignore_ascii_case(name))
            && rest[name.len()..].trim_start().starts_with('(');
        if is_it {
            self.rest = &rest[name.len()..];
        }
        is_it
    }

    /// A number, or the name of a cell or a range.
    fn word(&mut self) -> &'a str {
        let rest = self.rest.trim_start();
        let end = rest
            .find(|c: char| !(c.is_ascii_alphanumeric() || "$:.".contains(c)))
            .unwrap_or(rest.len());
        self.rest = &rest[end..];
        &rest[..end]
    }
}

fn is_missing(cell: &Cell) -> bool {
    cell.formula
        .as_ref()
        .is_some_and(|formula| !formula.is_stored)
}
