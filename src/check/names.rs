//! The names by which documents refer to each other: each is one document's, and none is a word
//! that links use for something else.

use crate::diagnostic::{Report, rules};
use crate::model::document::Document;
use crate::model::links::is_scheme_word;
use crate::source::{SourceSet, Span};

/// `reference/duplicate-name`, `reference/reserved-name`, over the documents that were read.
/// `several` says that the project has more than one.
pub fn check(documents: &[&Document], several: bool, sources: &SourceSet, report: &mut Report) {
    for (index, document) in documents.iter().enumerate() {
        let name = &document.manifest.name;
        if let Some(first) = documents[..index]
            .iter()
            .find(|first| first.manifest.name == *name)
        {
            let message = format!("two documents are called `{name}`");
            let diagnostic = rules::reference::DUPLICATE_NAME.at(place(document, sources), message);
            let related = diagnostic.related(place(first, sources), "the other one");
            report.push(related.help("give one of them another `name:`; without one, a document is called like its folder"));
        }
        // A folder may be called anything as long as nothing can refer to it.
        if is_scheme_word(name) && (several || own_name(document).is_some()) {
            let message = format!(
                "a document cannot be called `{name}`: links use the word for something else"
            );
            let diagnostic = rules::reference::RESERVED_NAME.at(place(document, sources), message);
            report
                .push(diagnostic.help(format!("write another name, such as `name: {name}-plan`")));
        }
    }
}

/// Where the name stands, else the manifest's first line.
fn place(document: &Document, sources: &SourceSet) -> Span {
    let source = document.manifest.source;
    own_name(document).unwrap_or_else(|| Span::new(source, sources.get(source).line_range(1)))
}

fn own_name(document: &Document) -> Option<Span> {
    document
        .manifest
        .fields
        .get("name")
        .filter(|name| !name.is_blank())
        .map(|name| name.span)
}
