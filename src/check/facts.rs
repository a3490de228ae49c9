//! The file of facts as a whole: what nobody quotes, and what a fact is usually wanted to say.

use super::wanted_keys;
use crate::diagnostic::{Report, Sought, rules};
use crate::model::facts::FactTable;

/// `reference/unused-fact` if every document of the project was read, and `schema/wanted-key`.
pub fn check(sheet: &FactTable, whole_project: bool, report: &mut Report) {
    for entry in sheet.fields().entries() {
        let schema = sheet.schema.property(&sheet.schema.value, &entry.name);
        // A computed fact has its parts', or its table's.
        let is_derived = sheet.is_derived(&entry.name);
        for key in schema
            .into_iter()
            .filter(|_| !is_derived)
            .flat_map(|schema| wanted_keys::missing(&entry.field, schema))
        {
            let diagnostic = rules::schema::WANTED_KEY.at(
                entry.key,
                format!("the fact `{}` has no `{key}`", entry.name),
            );
            report.push(diagnostic.help(format!(
                "add a line `{key}: …`, so that a reader can look the figure up"
            )));
        }
    }
    for (name, span) in sheet.unquoted().filter(|_| whole_project) {
        let diagnostic =
            rules::reference::UNUSED_FACT.at(span, format!("no text quotes the fact `{name}`"));
        let diagnostic = diagnostic.sought(Sought::Named(name.to_owned()));
        report.push(diagnostic.help(format!(
            "quote it where its figure is spoken of: `[](fact:{name})`; or delete it"
        )));
    }
}
