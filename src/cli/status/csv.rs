//! What is outstanding, as CSV, one row an item.

use super::items::Item;
use crate::cli::csv::row;

const HEADER: [&str; 10] = [
    "document", "card", "path", "line", "column", "code", "text", "owner", "due", "note",
];

pub fn render(items: &[Item]) -> String {
    let mut out = row(&HEADER);
    for item in items {
        let none = String::new();
        let or_none = |value: &Option<String>| value.clone().unwrap_or_else(|| none.clone());
        let (owner, due, note) = (
            or_none(&item.owner),
            or_none(&item.due),
            or_none(&item.note),
        );
        let (line, column) = (item.line.to_string(), item.column.to_string());
        out.push_str(&row(&[
            &item.document,
            &item.card,
            &item.path,
            &line,
            &column,
            &item.code,
            &item.text,
            &owner,
            &due,
            &note,
        ]));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_end_with_both_characters_and_have_all_columns() {
        let text = render(&[Item {
            text: "TBC".to_owned(),
            line: 1,
            column: 2,
            ..Item::default()
        }]);
        assert_eq!(
            text,
            "document,card,path,line,column,code,text,owner,due,note\r\n,,,1,2,,TBC,,,\r\n"
        );
    }
}
