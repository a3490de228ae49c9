//! What is said of a part of a workbook: where it stands if something was left out or could not be
//! read, which values cannot be relied on, and why there is no table at all.

use std::collections::BTreeSet;

use super::{DataFile, Unread};
use crate::diagnostic::{Diagnostic, Place, rules};
use crate::limits;
use crate::parse::spelling::figure;
use crate::parse::workbook::calculation::{Problem, problems};
use crate::parse::workbook::table::{Table, TableCell, TooMuch};
use crate::parse::workbook::{Fault, Rect, Selection, Unselected, Workbook};
use crate::source::{SourceId, Span, cell_name, column_letters};

/// What to do with a workbook whose formulas were not calculated.
const CALCULATE: &str =
    "open the workbook in a program that calculates it, look at the cell, and save it again";

/// What is to be said of a table: `figures/hidden`, `figures/format`, `figures/not-calculated`,
/// `figures/zero-formula`, and that the sheet ends before what was asked for.
pub(super) fn of(
    workbook: &Workbook,
    selection: &Selection,
    table: &Table,
    source: SourceId,
    is_named: bool,
) -> Vec<Diagnostic> {
    let top = table
        .rows
        .first()
        .and_then(|row| row.first())
        .map_or(Span::new(source, 0..0), |cell| {
            Span::new(source, cell.range.clone())
        });
    let mut found = hidden(workbook, selection, table, top, is_named);
    found.extend(beyond(workbook, selection, top));
    found.extend(unread(table, source));
    found.extend(not_calculated(workbook, selection, table, source));
    found
}

/// `figures/hidden`
fn hidden(
    workbook: &Workbook,
    selection: &Selection,
    table: &Table,
    top: Span,
    is_named: bool,
) -> Vec<Diagnostic> {
    let sheet = &workbook.sheets[selection.sheet];
    let mut found = Vec::new();
    let mut say = |message: String, help: &str| {
        found.push(rules::figures::HIDDEN.at(top, message).help(help));
    };
    if !selection.passed.is_empty() {
        say(
            format!(
                "`{}` is the first sheet that is not hidden; left out before it: {}",
                sheet.name,
                listed(&selection.passed)
            ),
            "name the sheet that is meant in the card: `data: FILE.xlsx#SHEET!A1:F9`",
        );
    }
    if sheet.is_hidden && is_named {
        say(
            format!(
                "the sheet `{}` is hidden in the workbook, and is printed because the card names it",
                sheet.name
            ),
            "unhide the sheet, so that whoever opens the workbook sees what is printed, or name another one",
        );
    }
    let rows: Vec<String> = table.hidden_rows.iter().map(u32::to_string).collect();
    let columns: Vec<String> = table
        .hidden_columns
        .iter()
        .map(|column| column_letters(*column))
        .collect();
    for (what, all) in [("row", rows), ("column", columns)] {
        if all.is_empty() {
            continue;
        }
        let (s, are) = if all.len() == 1 {
            ("", "is")
        } else {
            ("s", "are")
        };
        say(
            format!(
                "{} hidden {what}{s} of the sheet `{}` {are} left out: {}",
                all.len(),
                sheet.name,
                some_of(&all)
            ),
            "show them in the workbook if they belong to the table; totals of the workbook may count them",
        );
    }
    found
}

fn beyond(workbook: &Workbook, selection: &Selection, top: Span) -> Option<Diagnostic> {
    let (row, column) = selection.beyond?;
    let (end, last) = (cell_name(row, column), selection.rect);
    let message = format!(
        "the card asks for cells up to {end}, and nothing stands in the sheet `{}` beyond {}",
        workbook.sheets[selection.sheet].name,
        cell_name(last.bottom, last.right)
    );
    let diagnostic = rules::source::WORKBOOK.as_warning().at(top, message);
    Some(diagnostic.help("look whether rows or columns are missing in the workbook; if not, name the cells that are there"))
}

/// `figures/format`: once for each column.
fn unread(table: &Table, source: SourceId) -> Vec<Diagnostic> {
    let mut seen = BTreeSet::new();
    let cells = table.rows.iter().flatten();
    let first = cells.filter(|cell| cell.shown.is_unread && seen.insert(cell.place.1));
    let message = |cell: &TableCell| {
        format!(
            "how the workbook shows this cell could not be read; `{}` is printed, as it is stored",
            cell.shown.text
        )
    };
    first
        .map(|cell| {
            let span = Span::new(source, cell.range.clone());
            rules::figures::FORMAT.at(span, message(cell)).help(
                "give the cells of the column a number format without fractions or letters, or write what is to be printed as text",
            )
        })
        .collect()
}

/// `figures/not-calculated`, `figures/zero-formula`
fn not_calculated(
    workbook: &Workbook,
    selection: &Selection,
    table: &Table,
    source: SourceId,
) -> Vec<Diagnostic> {
    let sheet = &workbook.sheets[selection.sheet];
    let cells: Vec<&TableCell> = table.rows.iter().flatten().collect();
    let places = cells.iter().map(|cell| cell.place);
    let found = problems(workbook, sheet, places);
    let mut found = found.into_iter().peekable();
    let mut said = Vec::new();
    for cell in cells {
        let Some((_, problem)) = found.next_if(|(place, _)| *place == cell.place) else {
            continue;
        };
        let span = Span::new(source, cell.range.clone());
        said.push(told(&problem, span));
    }
    said
}

fn told(problem: &Problem, span: Span) -> Diagnostic {
    let error =
        |message: String, help: &str| rules::figures::NOT_CALCULATED.at(span, message).help(help);
    match problem {
        Problem::Error(shown) => error(
            format!("this cell of the workbook is an error, `{shown}`"),
            "mend its formula in the workbook and save it, or write `TO BE CONFIRMED (owner, date)` in the cell",
        ),
        Problem::Missing => error(
            "the workbook holds no value for the formula in this cell".to_owned(),
            CALCULATE,
        ),
        Problem::Other { stored, computed } => error(
            format!(
                "the workbook holds {} in this cell, and its formula comes to {}",
                number(*stored),
                number(*computed)
            ),
            CALCULATE,
        ),
        Problem::AllNothing => error(
            "every formula of this workbook has the value 0: none was calculated".to_owned(),
            CALCULATE,
        ),
        Problem::Nothing => rules::figures::ZERO_FORMULA
            .at(
                span,
                "the formula in this cell has the value 0, which some programs write for what they do not calculate",
            )
            .help("look at the cell in the workbook; if 0 is right, nothing is to be done"),
    }
}

/// A number in a message.
fn number(value: f64) -> String {
    let rounded = (value * 1e6).round() / 1e6;
    figure(&rounded.to_string()).into_owned()
}

/// Why a card has no table; `place` is that of the path in the card.
pub fn why(unread: &Unread, file: &DataFile, place: Span) -> Diagnostic {
    let name = file.path.rsplit('/').next().unwrap_or(&file.path);
    match unread {
        Unread::Fault(fault) => of_fault(fault, &file.path, name),
        Unread::Unselected(unselected) => of_selection(unselected, name, place),
        Unread::TooMuch(TooMuch::Text) => {
            let message = format!(
                "this part of `{name}` has more than {} MiB of text",
                limits::TEXT_FILE / limits::MIB
            );
            rules::source::TOO_LARGE.at(place, message).help(
                "name fewer rows, or publish the workbook beside the document, and link to it",
            )
        }
        Unread::TooMuch(TooMuch::Cells(count)) => {
            let message = format!(
                "this part of `{name}` has {} cells; at most {} can be set",
                figure(&count.to_string()),
                figure(&limits::CELLS.to_string())
            );
            rules::document::TOO_MANY.at(place, message).help(
                "name fewer rows, or publish the workbook beside the document, and link to it",
            )
        }
    }
}

/// Something is wrong with the file, whoever names it.
fn of_fault(fault: &Fault, path: &str, name: &str) -> Diagnostic {
    let of = |rule: rules::Rule, message: String, help: &str| {
        rule.of(Place::Path(path.to_owned()), message).help(help)
    };
    let workbook = rules::source::WORKBOOK;
    match fault {
        Fault::Password => of(
            workbook,
            format!("`{name}` is locked with a password"),
            "open it, take the password away, and save it again; or save the sheet as “CSV UTF-8”",
        ),
        Fault::Older => of(
            workbook,
            format!("`{name}` is a workbook of an older form, whatever its name says"),
            "open it, and save it again as `.xlsx` or `.ods`",
        ),
        Fault::TooLarge => of(
            rules::source::TOO_LARGE,
            format!(
                "`{name}` holds more than is read of a workbook: {} MiB, and {} elements in a part of it",
                limits::WORKBOOK / limits::MIB,
                figure(&limits::WORKBOOK_NODES.to_string())
            ),
            "put the sheet that is printed into a workbook of its own, or save it as “CSV UTF-8”",
        ),
        Fault::Damaged(what) => of(
            workbook,
            format!("`{name}` cannot be read as a workbook: {what}"),
            "open it in the program that wrote it, and save it again as `.xlsx` or `.ods`",
        ),
    }
}

/// It is not known which cells are meant.
fn of_selection(unselected: &Unselected, name: &str, place: Span) -> Diagnostic {
    let at = |message: String| rules::source::WORKBOOK.at(place, message);
    match unselected {
        Unselected::NoSheet { name: sheet, near, known } => {
            let help = match near {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!("its sheets are {}", some_of(&quoted(known))),
            };
            at(format!("`{name}` has no sheet `{sheet}`")).help(help)
        }
        Unselected::NoName { name: wanted, near } => {
            let help = match near {
                Some(near) => format!("did you mean `{near}`?"),
                None => "write the name of a sheet and its cells, such as `#Costs!A1:F9`, or a name that the workbook defines".to_owned(),
            };
            at(format!("`{name}` has no name, no table and no sheet `{wanted}`")).help(help)
        }
        Unselected::Ambiguous { name: wanted, sheets } => {
            let sheet = sheets.iter().find(|sheet| !sheet.is_empty());
            let sheet = sheet.map_or("SHEET", String::as_str);
            let places: Vec<String> = sheets
                .iter()
                .map(|sheet| match sheet.as_str() {
                    "" => "the whole workbook".to_owned(),
                    sheet => format!("the sheet `{sheet}`"),
                })
                .collect();
            at(format!("`{name}` has {} names `{wanted}`: of {}", sheets.len(), places.join(", of ")))
                .help(format!("say of which sheet it is: `#{sheet}!{wanted}`"))
        }
        Unselected::NoCells { name: wanted, text } => at(format!(
            "the name `{wanted}` of `{name}` stands for `{text}`, and not for cells of one sheet"
        ))
        .help("write the sheet and its cells, such as `#Costs!A1:F9`"),
        Unselected::NoAddress { text } => at(format!("`{text}` names no cells of a sheet"))
            .help("write the first and the last cell, such as `A1:F9`, or a name that the workbook defines"),
        Unselected::Nothing { sheet, used } => {
            let help = match used {
                Some(used) => format!("its cells are {}", written(*used)),
                None => "write the table into the workbook, or name another sheet".to_owned(),
            };
            at(format!("nothing is to be seen there in the sheet `{sheet}` of `{name}`")).help(help)
        }
        Unselected::NoneSeen => at(format!("all sheets of `{name}` are hidden"))
            .help("unhide the sheet that is printed, or name it in the card: `#SHEET!A1:F9`"),
    }
}

fn written(rect: Rect) -> String {
    format!(
        "{}:{}",
        cell_name(rect.top, rect.left),
        cell_name(rect.bottom, rect.right)
    )
}

fn quoted(names: &[String]) -> Vec<String> {
    names.iter().map(|name| format!("`{name}`")).collect()
}

fn listed(names: &[String]) -> String {
    some_of(&quoted(names))
}

/// The first few of a list, and how many more there are.
fn some_of(all: &[String]) -> String {
    const MOST: usize = 8;
    let shown = all[..all.len().min(MOST)].join(", ");
    match all.len().saturating_sub(MOST) {
        0 => shown,
        more => format!("{shown} and {more} more"),
    }
}
