//! `.xlsx`: sheets, names and tables of an Office Open XML workbook (ECMA-376, part 1, 18).

mod looks;
mod sheet;

use std::collections::HashMap;
use std::sync::Arc;

use roxmltree::Node;

use super::package::{Package, tree};
use super::{Fault, Look, Name, Rect, Sheet, Target, Workbook};
use looks::looks;
use sheet::sheet;

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
