//! `.xlsx`: sheets, names and tables of an Office Open XML workbook (ECMA-376, part 1, 18).

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use roxmltree::{Document, Node};

use super::address::Reference;
use super::dates;
use super::format::Format;
use super::package::{Package, tree};
use super::{Cell, Fault, Formula, Look, Name, Rect, Sheet, Target, Value, Workbook};

/// What sheets share.
struct Shared {
    /// Texts, which cells name by their place here.
    texts: Vec<Arc<str>>,
    /// How cells look, which they name by their place here.
    looks: Vec<Look>,
}

/// Another part that a part names.
struct Relation {
    id: String,
    kind: String,
    /// From the top of the package.
    target: String,
}

pub(super) fn read(package: &mut Package<'_>) -> Result<Workbook, Fault> {
    let top = relations(package, "")?;
    let main = top
        .iter()
        .find(|relation| relation.kind == "officeDocument")
        .map_or("xl/workbook.xml", |relation| relation.target.as_str());
    let text = package.needed(main)?;
    let document = tree(&text, main)?;
    let root = document.root_element();
    if root.tag_name().name() != "workbook" {
        return Err(Fault::Damaged("it is no workbook".to_owned()));
    }
    let mut workbook = Workbook {
        is_1904: child(root, "workbookPr").is_some_and(|properties| is_set(properties, "date1904")),
        ..Workbook::default()
    };
    let parts = relations(package, main)?;
    let part = |kind: &str| parts.iter().find(|relation| relation.kind == kind);
    let shared = Shared {
        texts: match part("sharedStrings") {
            Some(relation) => texts(package, &relation.target)?,
            None => Vec::new(),
        },
        looks: match part("styles") {
            Some(relation) => looks(package, &relation.target, &mut workbook.formats)?,
            None => Vec::new(),
        },
    };
    let by_id: HashMap<&str, &Relation> = parts
        .iter()
        .map(|relation| (relation.id.as_str(), relation))
        .collect();
    // Names count sheets in the order of the tabs, those without cells too.
    let mut tabs = Vec::new();
    for tab in elements(root, "sheets").flat_map(|sheets| elements(sheets, "sheet")) {
        let id = tab
            .attributes()
            .find(|attribute| attribute.name() == "id" && attribute.namespace().is_some())
            .map(|attribute| attribute.value());
        let relation = id.and_then(|id| by_id.get(id).copied());
        let Some(relation) = relation.filter(|relation| relation.kind == "worksheet") else {
            tabs.push(None);
            continue;
        };
        let index = workbook.sheets.len();
        tabs.push(Some(index));
        let sheet = sheet(package, &relation.target, &shared)?;
        workbook.sheets.push(Sheet {
            name: tab.attribute("name").unwrap_or_default().to_owned(),
            is_hidden: tab
                .attribute("state")
                .is_some_and(|state| state != "visible"),
            ..sheet
        });
        for table in relations(package, &relation.target)? {
            if table.kind == "table" {
                workbook
                    .names
                    .extend(self::table(package, &table.target, index)?);
            }
        }
    }
    let names = elements(root, "definedNames").flat_map(|names| elements(names, "definedName"));
    workbook
        .names
        .extend(names.filter_map(|name| named(name, &tabs)));
    Ok(workbook)
}

fn named(node: Node<'_, '_>, tabs: &[Option<usize>]) -> Option<Name> {
    let name = node.attribute("name")?;
    // What programs write for themselves: where a filter lies, what is printed.
    if name.starts_with("_xlnm.") {
        return None;
    }
    let scope = match node.attribute("localSheetId") {
        Some(tab) => Some((*tabs.get(tab.parse::<usize>().ok()?)?)?),
        None => None,
    };
    Some(Name {
        name: name.to_owned(),
        scope,
        target: Target::Cells(node.text().unwrap_or_default().trim().to_owned()),
    })
}

/// The table that a part describes; its row of totals is none of its data.
fn table(package: &mut Package<'_>, part: &str, sheet: usize) -> Result<Option<Name>, Fault> {
    let Some(text) = package.part(part)? else {
        return Ok(None);
    };
    let document = tree(&text, part)?;
    let root = document.root_element();
    let name = root.attribute("displayName").or(root.attribute("name"));
    let count = |key: &str, otherwise: u32| {
        root.attribute(key)
            .map_or(Some(otherwise), |count| count.parse().ok())
            .unwrap_or(otherwise)
    };
    let rect = root.attribute("ref").and_then(Rect::read);
    Ok(name.zip(rect).map(|(name, rect)| Name {
        name: name.to_owned(),
        scope: None,
        target: Target::Table {
            sheet,
            rect: Rect {
                bottom: rect
                    .bottom
                    .saturating_sub(count("totalsRowCount", 0))
                    .max(rect.top),
                ..rect
            },
            has_header: count("headerRowCount", 1) > 0,
        },
    }))
}

/// The parts that a part names; the package's own for an empty name.
fn relations(package: &mut Package<'_>, part: &str) -> Result<Vec<Relation>, Fault> {
    let (folder, name) = part.rsplit_once('/').unwrap_or(("", part));
    let path = format!("{folder}/_rels/{name}.rels");
    let Some(text) = package.part(&path)? else {
        return Ok(Vec::new());
    };
    let document = tree(&text, &path)?;
    let relation = |node: Node<'_, '_>| {
        let kind = node.attribute("Type")?.rsplit('/').next()?;
        Some(Relation {
            id: node.attribute("Id")?.to_owned(),
            kind: kind.to_owned(),
            target: resolved(folder, node.attribute("Target")?),
        })
    };
    Ok(document
        .root_element()
        .children()
        .filter_map(relation)
        .collect())
}

/// A target from the top of the package.
fn resolved(folder: &str, target: &str) -> String {
    let mut parts: Vec<&str> = match target.strip_prefix('/') {
        Some(_) => Vec::new(),
        None => folder.split('/').filter(|part| !part.is_empty()).collect(),
    };
    for part in target.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    parts.join("/")
}

fn texts(package: &mut Package<'_>, part: &str) -> Result<Vec<Arc<str>>, Fault> {
    let Some(text) = package.part(part)? else {
        return Ok(Vec::new());
    };
    let document = tree(&text, part)?;
    let items = elements(document.root_element(), "si");
    Ok(items.map(|item| Arc::from(rich_text(item))).collect())
}

/// The words of a text in which each run has its own look; how Japanese is spoken is left out.
fn rich_text(node: Node<'_, '_>) -> String {
    let is_spoken = |text: &Node<'_, '_>| {
        text.ancestors()
            .any(|above| above.tag_name().name() == "rPh")
    };
    let runs = node
        .descendants()
        .filter(|run| run.is_element() && run.tag_name().name() == "t" && !is_spoken(run));
    let text: String = runs.filter_map(|run| run.text()).collect();
    unescaped(&text)
}

/// `_x000D_` stands for a character that XML cannot hold.
fn unescaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("_x") {
        let code = rest
            .get(at + 2..at + 7)
            .and_then(|code| code.strip_suffix('_'))
            .filter(|code| code.bytes().all(|byte| byte.is_ascii_hexdigit()))
            .and_then(|code| u32::from_str_radix(code, 16).ok())
            .and_then(char::from_u32);
        match code {
            Some(c) => {
                out.push_str(&rest[..at]);
                out.push(c);
                rest = &rest[at + 7..];
            }
            None => {
                out.push_str(&rest[..at + 2]);
                rest = &rest[at + 2..];
            }
        }
    }
    out + rest
}

/// How cells look, and the codes of the formats that they name.
fn looks(
    package: &mut Package<'_>,
    part: &str,
    formats: &mut Vec<Format>,
) -> Result<Vec<Look>, Fault> {
    let Some(text) = package.part(part)? else {
        return Ok(Vec::new());
    };
    let document = tree(&text, part)?;
    let root = document.root_element();
    let own: BTreeMap<u32, &str> = elements(root, "numFmts")
        .flat_map(|list| elements(list, "numFmt"))
        .filter_map(|format| {
            let id = format.attribute("numFmtId")?.parse().ok()?;
            Some((id, format.attribute("formatCode")?))
        })
        .collect();
    let mut known: BTreeMap<u32, Look> = BTreeMap::new();
    let mut look = |style: Node<'_, '_>| {
        let id = style
            .attribute("numFmtId")
            .and_then(|id| id.parse().ok())
            .unwrap_or(0);
        let made = known.entry(id).or_insert_with(|| {
            match own.get(&id).copied().or_else(|| built_in(id)) {
                Some(code) if code.eq_ignore_ascii_case("general") => Look::Plain,
                Some(code) => {
                    formats.push(Format::read(code));
                    Look::Format(formats.len() - 1)
                }
                None => Look::Unread,
            }
        });
        made.clone()
    };
    let styles = elements(root, "cellXfs").flat_map(|list| elements(list, "xf"));
    Ok(styles.map(&mut look).collect())
}

/// The codes that have a number and stand in no file. Those of currencies (5 to 8, 42, 44) are
/// another one on each computer, and are not known.
fn built_in(id: u32) -> Option<&'static str> {
    Some(match id {
        0 => "General",
        1 => "0",
        2 => "0.00",
        3 => "#,##0",
        4 => "#,##0.00",
        9 => "0%",
        10 => "0.00%",
        11 => "0.00E+00",
        12 => "# ?/?",
        13 => "# ??/??",
        14 => "dd/mm/yyyy",
        15 => "d-mmm-yy",
        16 => "d-mmm",
        17 => "mmm-yy",
        18 => "h:mm AM/PM",
        19 => "h:mm:ss AM/PM",
        20 => "h:mm",
        21 => "h:mm:ss",
        22 => "dd/mm/yyyy h:mm",
        37 | 38 => "#,##0;(#,##0)",
        39 | 40 => "#,##0.00;(#,##0.00)",
        41 => "#,##0;(#,##0);\"-\"",
        43 => "#,##0.00;(#,##0.00);\"-\"",
        45 => "mm:ss",
        46 => "[h]:mm:ss",
        48 => "##0.0E+0",
        49 => "@",
        _ => return None,
    })
}

fn sheet(package: &mut Package<'_>, part: &str, shared: &Shared) -> Result<Sheet, Fault> {
    let text = package.needed(part)?;
    let document: Document<'_> = tree(&text, part)?;
    let root = document.root_element();
    let mut reader = Rows {
        shared,
        masters: BTreeMap::new(),
        sheet: Sheet::default(),
    };
    let mut row = 0;
    for node in elements(root, "sheetData").flat_map(|data| elements(data, "row")) {
        row = node
            .attribute("r")
            .and_then(|row| row.parse().ok())
            .unwrap_or(row + 1);
        if is_set(node, "hidden") {
            reader.sheet.hidden_rows.insert(row);
        }
        reader.row(node, row);
    }
    let columns = elements(root, "cols").flat_map(|columns| elements(columns, "col"));
    let number = |node: Node<'_, '_>, key: &str| node.attribute(key)?.parse().ok();
    let hidden = columns
        .filter(|column| is_set(*column, "hidden"))
        .take(MOST_COLUMNS);
    reader.sheet.hidden_columns = hidden
        .filter_map(|column| Some((number(column, "min")?, number(column, "max")?)))
        .collect();
    let merged = elements(root, "mergeCells").flat_map(|list| elements(list, "mergeCell"));
    reader.sheet.merged = merged
        .filter_map(|one| one.attribute("ref").and_then(Rect::read))
        .collect();
    Ok(reader.sheet)
}

/// Goes through the rows of a sheet.
struct Rows<'a> {
    shared: &'a Shared,
    /// Formulas that several cells share: the cell that has the text, and the text.
    masters: BTreeMap<String, ((u32, u32), Arc<str>)>,
    sheet: Sheet,
}

impl Rows<'_> {
    fn row(&mut self, node: Node<'_, '_>, row: u32) {
        let mut column = 0;
        for cell in elements(node, "c") {
            let place = cell.attribute("r").and_then(Reference::cell);
            let (row, at) = place.unwrap_or((row, column + 1));
            column = at;
            let read = self.cell(cell, (row, at));
            if read.value != Value::Empty || read.formula.is_some() {
                self.sheet.cells.insert((row, at), read);
            }
        }
    }

    fn cell(&mut self, node: Node<'_, '_>, place: (u32, u32)) -> Cell {
        let stored = child(node, "v").and_then(|value| value.text());
        let kind = node.attribute("t").unwrap_or("n");
        let look = node
            .attribute("s")
            .and_then(|style| self.shared.looks.get(style.parse::<usize>().ok()?).cloned())
            .unwrap_or_default();
        let formula = child(node, "f").map(|formula| Formula {
            // The empty text is what a formula may come to; nothing at all is nothing that one
            // comes to.
            is_stored: stored.is_some() || kind == "str",
            ..self.formula(formula, place)
        });
        let value = match (kind, stored) {
            ("inlineStr", _) => child(node, "is")
                .map_or(Value::Empty, |text| Value::Text(Arc::from(rich_text(text)))),
            (_, None) => Value::Empty,
            ("s", Some(index)) => index
                .trim()
                .parse::<usize>()
                .ok()
                .and_then(|index| self.shared.texts.get(index).cloned())
                .map_or(Value::Empty, Value::Text),
            ("str", Some(text)) => Value::Text(Arc::from(unescaped(text))),
            ("b", Some(text)) => Value::Bool(matches!(text.trim(), "1" | "true")),
            ("e", Some(text)) => Value::Error(Arc::from(text.trim())),
            ("d", Some(text)) => match dates::counted(text.trim()) {
                Some(days) => {
                    return Cell {
                        value: Value::Number(days),
                        look: Look::Day("yyyy-mm-dd"),
                        formula,
                    };
                }
                None => Value::Text(Arc::from(text)),
            },
            (_, Some(text)) => match text.trim().parse::<f64>() {
                Ok(number) if number.is_finite() => Value::Number(number),
                _ => Value::Text(Arc::from(text)),
            },
        };
        let value = match value {
            Value::Text(text) if text.is_empty() => Value::Empty,
            value => value,
        };
        Cell {
            value,
            look,
            formula,
        }
    }

    fn formula(&mut self, node: Node<'_, '_>, place: (u32, u32)) -> Formula {
        let text: Arc<str> = Arc::from(node.text().unwrap_or_default().trim());
        let Some(index) = node
            .attribute("si")
            .filter(|_| node.attribute("t") == Some("shared"))
        else {
            return Formula {
                text,
                ..Formula::default()
            };
        };
        if !text.is_empty() {
            let master = (place, text.clone());
            self.masters.insert(index.to_owned(), master);
        }
        let Some((first, text)) = self.masters.get(index) else {
            return Formula::default();
        };
        let away = |here: u32, there: u32| i64::from(here) - i64::from(there);
        Formula {
            text: text.clone(),
            shift: (away(place.0, first.0), away(place.1, first.1)),
            is_stored: false,
        }
    }
}

/// A sheet says something of so many columns at most.
const MOST_COLUMNS: usize = 16_384;

/// The elements of a name directly below another.
fn elements<'a, 'i: 'a>(
    node: Node<'a, 'i>,
    name: &'static str,
) -> impl Iterator<Item = Node<'a, 'i>> {
    node.children()
        .filter(move |child| child.is_element() && child.tag_name().name() == name)
}

fn child<'a, 'i: 'a>(node: Node<'a, 'i>, name: &'static str) -> Option<Node<'a, 'i>> {
    elements(node, name).next()
}

/// Whether an attribute says yes.
fn is_set(node: Node<'_, '_>, key: &str) -> bool {
    node.attribute(key)
        .is_some_and(|value| matches!(value, "1" | "true" | "on"))
}
