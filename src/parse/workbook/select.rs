//! Which part of a workbook is meant: `Costs!A1:F9`, a name, a table, a whole sheet, or nothing,
//! which is the first sheet that is seen. In: the workbook, and what stands behind the `#` of an
//! author's path. Out: cells of one sheet, or why it is not known which.

use super::address::{LAST_COLUMN, LAST_ROW, divided};
use super::{Rect, Target, Workbook};
use crate::diagnostic::did_you_mean;

/// Cells of one sheet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Selection {
    /// Its place among the sheets.
    pub sheet: usize,
    /// Cells that hold something, or stand before those that do.
    pub rect: Rect,
    /// Whether the first row is one of headings: only tables say that it is none.
    pub has_header: bool,
    /// Hidden sheets that were passed over, because nobody named them.
    pub passed: Vec<String>,
    /// The last cell that was asked for, if the sheet ends before it.
    pub beyond: Option<(u32, u32)>,
}

/// Why it is not known which cells are meant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unselected {
    /// No sheet is called so; one that is called nearly so, and all that there are.
    NoSheet {
        name: String,
        near: Option<String>,
        known: Vec<String>,
    },
    /// Neither a name nor a sheet is called so.
    NoName { name: String, near: Option<String> },
    /// Several sheets have a name of their own that is called so.
    Ambiguous { name: String, sheets: Vec<String> },
    /// A name stands for something else than cells of one sheet.
    NoCells { name: String, text: String },
    /// What stands behind the name of the sheet is no address.
    NoAddress { text: String },
    /// The sheet holds nothing there; the cells that hold something, if any do.
    Nothing { sheet: String, used: Option<Rect> },
    /// All sheets are hidden, or there is none.
    NoneSeen,
}

impl Workbook {
    /// The cells that are meant by what stands behind `#`.
    pub fn select(&self, part: Option<&str>) -> Result<Selection, Unselected> {
        let Some(part) = part.map(str::trim).filter(|part| !part.is_empty()) else {
            return self.first(None);
        };
        if let Some((sheet, cells)) = divided(part) {
            let sheet = self.sheet_called(&sheet)?;
            return self.below(sheet, cells);
        }
        let part = part.trim_matches('\'');
        if let Some(found) = self.called(part, None)? {
            return found;
        }
        if let Some(sheet) = self.position(part) {
            return self.cells(sheet, None);
        }
        if let Some(rect) = Rect::read(part) {
            return self.first(Some(rect));
        }
        let known = self.names.iter().map(|name| name.name.as_str());
        let sheets = self.sheets.iter().map(|sheet| sheet.name.as_str());
        Err(Unselected::NoName {
            name: part.to_owned(),
            near: did_you_mean(part, known.chain(sheets)).map(str::to_owned),
        })
    }

    /// Cells of the first sheet that is seen.
    fn first(&self, rect: Option<Rect>) -> Result<Selection, Unselected> {
        let seen = self.sheets.iter().position(|sheet| !sheet.is_hidden);
        let sheet = seen.ok_or(Unselected::NoneSeen)?;
        let passed = self.sheets[..sheet].iter().map(|sheet| sheet.name.clone());
        Ok(Selection {
            passed: passed.collect(),
            ..self.cells(sheet, rect)?
        })
    }

    /// An address or a name behind the name of a sheet.
    fn below(&self, sheet: usize, text: &str) -> Result<Selection, Unselected> {
        if text.is_empty() {
            return self.cells(sheet, None);
        }
        if let Some(rect) = Rect::read(text) {
            return self.cells(sheet, Some(rect));
        }
        match self.called(text, Some(sheet))? {
            Some(found) => found,
            None => Err(Unselected::NoAddress {
                text: text.to_owned(),
            }),
        }
    }

    /// The cells that a name stands for; `None` if there is no such name. Behind the name of a
    /// sheet its own come first.
    fn called(
        &self,
        name: &str,
        sheet: Option<usize>,
    ) -> Result<Option<Result<Selection, Unselected>>, Unselected> {
        let is_called = |known: &&super::Name| same(&known.name, name);
        let all: Vec<&super::Name> = self.names.iter().filter(is_called).collect();
        let own: Vec<&super::Name> = all
            .iter()
            .copied()
            .filter(|known| sheet.is_some() && known.scope == sheet)
            .collect();
        let found = match (own.as_slice(), all.as_slice()) {
            ([one], _) | ([], [one]) => *one,
            ([], []) => return Ok(None),
            _ => {
                let place = |known: &&super::Name| match known.scope {
                    Some(sheet) => self.sheets[sheet].name.clone(),
                    None => String::new(),
                };
                return Err(Unselected::Ambiguous {
                    name: name.to_owned(),
                    sheets: all.iter().map(place).collect(),
                });
            }
        };
        Ok(Some(match &found.target {
            Target::Table {
                sheet,
                rect,
                has_header,
            } => self.cells(*sheet, Some(*rect)).map(|selection| Selection {
                has_header: *has_header,
                ..selection
            }),
            Target::Cells(text) => {
                let cells = divided(text)
                    .and_then(|(sheet, cells)| Some((self.position(&sheet)?, Rect::read(cells)?)));
                match cells {
                    Some((sheet, rect)) => self.cells(sheet, Some(rect)),
                    None => Err(Unselected::NoCells {
                        name: name.to_owned(),
                        text: text.clone(),
                    }),
                }
            }
        }))
    }

    /// Cells of a sheet as far as it has any; all of them without an address.
    fn cells(&self, sheet: usize, wanted: Option<Rect>) -> Result<Selection, Unselected> {
        let used = self.sheets[sheet].used();
        let nothing = || Unselected::Nothing {
            sheet: self.sheets[sheet].name.clone(),
            used,
        };
        let filled = used.ok_or_else(nothing)?;
        let wanted = wanted.unwrap_or(filled);
        let both = wanted.within(filled).ok_or_else(nothing)?;
        let is_beyond = (wanted.bottom > filled.bottom && wanted.bottom < LAST_ROW)
            || (wanted.right > filled.right && wanted.right < LAST_COLUMN);
        Ok(Selection {
            sheet,
            rect: Rect {
                top: wanted.top,
                left: wanted.left,
                ..both
            },
            has_header: true,
            passed: Vec::new(),
            beyond: is_beyond.then_some((wanted.bottom, wanted.right)),
        })
    }

    fn sheet_called(&self, name: &str) -> Result<usize, Unselected> {
        self.position(name).ok_or_else(|| {
            let known: Vec<String> = self.sheets.iter().map(|sheet| sheet.name.clone()).collect();
            let near = did_you_mean(name, known.iter().map(String::as_str)).map(str::to_owned);
            Unselected::NoSheet {
                name: name.to_owned(),
                near,
                known,
            }
        })
    }

    fn position(&self, name: &str) -> Option<usize> {
        let exact = self.sheets.iter().position(|sheet| sheet.name == name);
        exact.or_else(|| self.sheets.iter().position(|sheet| same(&sheet.name, name)))
    }
}

/// Names are the same in capitals and in small letters, to programs for workbooks too.
fn same(one: &str, other: &str) -> bool {
    one.trim().to_lowercase() == other.trim().to_lowercase()
}
