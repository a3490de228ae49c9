//! What a card says under `data`: the file, and perhaps which of its columns and rows are wanted, and
//! what they are grouped by. In: the front matter. Out: the parts of that key, which the schema
//! checks elsewhere.

use crate::parse::yaml::{Key, Node, Value};

/// `data: FILE`, or `data: {file, columns, where, group-by}`.
#[derive(Debug, Clone, Copy)]
pub struct Choice<'a> {
    /// The path, and the part of a workbook behind `#`.
    pub file: &'a Node,
    /// The headings that are taken.
    pub columns: Option<&'a Node>,
    /// What must stand below which headings, and the key that says so.
    pub wanted: Option<(&'a Key, &'a Node)>,
    /// The heading of groups.
    pub group_by: Option<&'a Node>,
}

impl<'a> Choice<'a> {
    /// What the key `data` holds; `None` if it names no file.
    pub fn of(data: &'a Node) -> Option<Self> {
        let filled = |key: &str| data.get(key).filter(|node| !node.is_blank());
        let Value::Map(_) = data.value else {
            data.text()?;
            return Some(Self {
                file: data,
                columns: None,
                wanted: None,
                group_by: None,
            });
        };
        Some(Self {
            file: filled("file")?,
            columns: filled("columns"),
            wanted: data.key("where").zip(filled("where")),
            group_by: filled("group-by"),
        })
    }
}
