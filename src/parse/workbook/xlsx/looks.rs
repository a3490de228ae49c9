//! How cells look: the number formats of a workbook, and which style has which.

use std::collections::BTreeMap;

use roxmltree::Node;

use super::elements;
use crate::parse::workbook::format::Format;
use crate::parse::workbook::package::{Package, tree};
use crate::parse::workbook::{Fault, Look};

/// How cells look, and the codes of the formats that they name.
pub(super) fn looks(
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
