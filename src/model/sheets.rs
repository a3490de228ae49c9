//! Tables that stand in sheets of workbooks. A part of a sheet that a card names under `data:` is
//! written out once as a text, so that what is found in it has a place ([`Sheets`]); then each card
//! takes its columns and rows from there, with every number in the form in which the sheet shows it,
//! unless the format of a column or the unit of the table says otherwise.

mod cells;
mod findings;

use std::collections::{BTreeMap, BTreeSet};

use super::links::{path_from, percent_decoded};
use super::quantity::Style;
use crate::diagnostic::Diagnostic;
use crate::discover::{Project, is_workbook};
use crate::parse::workbook::table::{self, Table, TooMuch};
use crate::parse::workbook::{Fault, Locale, Selection, Unselected, Workbook};
use crate::source::{Source, SourceId};

pub use cells::{Wishes, records};
pub use findings::why;

/// A file that a card names under `data:`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct DataFile {
    /// Below the root.
    pub path: String,
    /// What stands behind `#`, of a workbook.
    pub part: Option<String>,
}

impl DataFile {
    /// As it is written in a card of a folder; `None` if it leads out of the project.
    pub fn read(text: &str, folder: &str) -> Option<Self> {
        let (path, part) = match text.split_once('#') {
            Some((path, part)) if is_workbook(path) => (path, Some(part.to_owned())),
            _ => (text, None),
        };
        Some(Self {
            path: path_from(folder, &percent_decoded(path))?,
            part,
        })
    }
}

/// A part of a sheet, and the language in which it is wanted.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Wanted {
    pub file: DataFile,
    /// A BCP 47 tag.
    pub language: String,
}

/// A part of a sheet, written out.
#[derive(Debug)]
pub struct SheetTable {
    pub source: SourceId,
    pub table: Table,
    /// What is to be said of it to each document that takes it.
    pub findings: Vec<Diagnostic>,
    /// Whether its first rows can be headings.
    pub has_header: bool,
}

/// Why there is no table.
#[derive(Debug)]
pub enum Unread {
    Fault(Fault),
    Unselected(Unselected),
    TooMuch(TooMuch),
}

/// The parts of sheets that cards of a project name.
#[derive(Debug, Default)]
pub struct Sheets {
    tables: BTreeMap<Wanted, Result<SheetTable, Unread>>,
}

impl Sheets {
    /// Reads what is wanted, each workbook once; the texts are added to the sources of the project.
    pub fn read(wanted: BTreeSet<Wanted>, project: &mut Project) -> Self {
        let mut by_path: BTreeMap<String, Vec<Wanted>> = BTreeMap::new();
        for one in wanted {
            by_path.entry(one.file.path.clone()).or_default().push(one);
        }
        let mut tables = BTreeMap::new();
        for (path, all) in by_path {
            // A file that is not there is spoken of elsewhere.
            let Some(bytes) = project.files.get(&path).cloned() else {
                continue;
            };
            let workbook = Workbook::read(&bytes);
            for wanted in all {
                let made = match &workbook {
                    Err(fault) => Err(Unread::Fault(fault.clone())),
                    Ok(workbook) => made(workbook, &wanted, project),
                };
                tables.insert(wanted, made);
            }
        }
        Self { tables }
    }

    /// The table that a card wants.
    pub fn get(&self, file: &DataFile, language: &str) -> Option<&Result<SheetTable, Unread>> {
        self.tables.get(&Wanted {
            file: file.clone(),
            language: language.to_owned(),
        })
    }
}

/// One part of a workbook, written out.
fn made(workbook: &Workbook, wanted: &Wanted, project: &mut Project) -> Result<SheetTable, Unread> {
    let part = wanted.file.part.as_deref();
    // A path may be written with its signs in the way of addresses, such as `%20`.
    let decoded = part.map(percent_decoded);
    let selection = workbook
        .select(part)
        .or_else(|unselected| match &decoded {
            Some(other) if Some(other.as_ref()) != part => workbook.select(Some(other)),
            _ => Err(unselected),
        })
        .map_err(Unread::Unselected)?;
    let style = Style::of(&wanted.language);
    let locale = Locale {
        language: &wanted.language,
        thousands: style.thousands(),
        decimal: style.decimal,
    };
    let mut table = table::of(workbook, &selection, &locale).map_err(Unread::TooMuch)?;
    if table.rows.is_empty() {
        return Err(Unread::Unselected(nothing(workbook, &selection)));
    }
    let (text, places) = (
        std::mem::take(&mut table.text),
        std::mem::take(&mut table.places),
    );
    let source = Source::of_sheet(wanted.file.path.clone(), text, places);
    let source = project.sources.add(source);
    Ok(SheetTable {
        findings: findings::of(workbook, &selection, &table, source, part.is_some()),
        has_header: selection.has_header,
        source,
        table,
    })
}

/// All that was selected is hidden.
fn nothing(workbook: &Workbook, selection: &Selection) -> Unselected {
    Unselected::Nothing {
        sheet: workbook.sheets[selection.sheet].name.clone(),
        used: None,
    }
}
