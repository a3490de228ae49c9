//! What is new: the diagnostics of a report that an older report does not have.
//!
//! Lines move when others are written above them, so a diagnostic is known again by its code, its
//! file, its message and the words of its line, not by its number. Of what is there several times,
//! as many are old as there were before. A file that moved is the same file.

use std::collections::HashMap;

use super::renames::moved;
use super::{Diagnostic, Place, Report};
use crate::source::SourceSet;

/// What a diagnostic is known by.
type Fingerprint = (String, String, String, String);

/// Drops from `report` what `before` already had.
pub fn keep_new(
    report: &mut Report,
    sources: &SourceSet,
    before: &Report,
    sources_before: &SourceSet,
) {
    let moved = moved(sources_before, sources);
    let mut known: HashMap<Fingerprint, usize> = HashMap::new();
    for diagnostic in before.diagnostics() {
        let (code, path, message, line) = fingerprint(diagnostic, sources_before);
        let path = moved
            .get(path.as_str())
            .map_or(path, |path| (*path).to_owned());
        *known.entry((code, path, message, line)).or_default() += 1;
    }
    report.diagnostics.retain(|diagnostic| {
        match known.get_mut(&fingerprint(diagnostic, sources)) {
            Some(left) if *left > 0 => {
                *left -= 1;
                false
            }
            _ => true,
        }
    });
}

fn fingerprint(diagnostic: &Diagnostic, sources: &SourceSet) -> Fingerprint {
    let (path, line) = match &diagnostic.place {
        Place::Span(span) => {
            let source = sources.get(span.source);
            let line = source.line_range(source.position(span.start).line);
            (
                source.path().to_owned(),
                source.text()[line].trim().to_owned(),
            )
        }
        Place::Path(path) => (path.clone(), String::new()),
    };
    (
        diagnostic.code.to_string(),
        path,
        diagnostic.message.clone(),
        line,
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{Source, Span};

    fn report(path: &str, text: &str) -> (SourceSet, Report) {
        let mut sources = SourceSet::default();
        let id = sources.add(Source::new(path, text));
        let mut report = Report::default();
        for (at, _) in text.match_indices("TBC") {
            report.push(
                crate::diagnostic::rules::placeholder::TBC.at(Span::new(id, at..at + 3), "open"),
            );
        }
        (sources, report)
    }

    #[test]
    fn what_moved_is_old_and_what_was_copied_is_new() {
        let (sources_before, before) = report("a.md", "one TBC\n");
        let (sources, mut now) = report("a.md", "new line\none TBC\none TBC\ntwo TBC\n");
        keep_new(&mut now, &sources, &before, &sources_before);
        assert_eq!(now.diagnostics().len(), 2);
    }

    #[test]
    fn what_stood_in_a_file_of_another_name_is_old() {
        let (sources_before, before) = report("a.md", "# Aims\none TBC\n");
        let (sources, mut now) = report("part/b.md", "# Aims\none TBC\ntwo TBC\n");
        keep_new(&mut now, &sources, &before, &sources_before);
        assert_eq!(now.diagnostics().len(), 1);
    }
}
