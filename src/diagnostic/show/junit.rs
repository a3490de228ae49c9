//! A report as JUnit XML, which most CI systems show as a list of tests.
//!
//! A document is a test suite, and a file of it is a class of tests: each of its diagnostics is a
//! case of its own, so that a system that counts, lists or compares cases does so with findings. An
//! error is a case that failed; a warning or a hint is one that passed, and says on `system-out`
//! what was found; a file without any is one case that passed. Text is escaped, and characters that
//! XML forbids are replaced.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use super::text::{below, harmless, placed};
use crate::diagnostic::{Diagnostic, Report, Severity};
use crate::source::SourceSet;

/// One test suite: a document, by its folder, and the paths of its files.
#[derive(Debug, Clone)]
pub struct Suite {
    pub folder: String,
    pub files: Vec<String>,
}

impl Suite {
    fn name(&self) -> &str {
        if self.folder.is_empty() {
            "."
        } else {
            &self.folder
        }
    }

    /// How long the part of a path is that names the folder; `None` if the path leads elsewhere.
    fn holds(&self, path: &str) -> Option<usize> {
        let rest = path.strip_prefix(&self.folder)?;
        (self.folder.is_empty() || rest.starts_with('/')).then_some(self.folder.len())
    }
}

/// All diagnostics; what stands in no document comes in a last suite, `project`.
pub fn render(report: &Report, sources: &SourceSet, documents: &[Suite]) -> String {
    let mut found: BTreeMap<&str, Vec<&Diagnostic>> = BTreeMap::new();
    for diagnostic in report.diagnostics() {
        found
            .entry(placed(&diagnostic.place, sources).path)
            .or_default()
            .push(diagnostic);
    }
    let mut body = String::new();
    let mut total = Counts::default();
    for suite in with_strays(documents, found.keys().copied()) {
        let mut cases = String::new();
        let mut counts = Counts::default();
        for file in &suite.files {
            let found = found
                .get(file.as_str())
                .map(Vec::as_slice)
                .unwrap_or_default();
            counts.add(test_cases(&mut cases, file, found, sources));
        }
        let _ = writeln!(
            body,
            "  <testsuite name=\"{}\" {counts}>\n{cases}  </testsuite>",
            attribute(suite.name())
        );
        total.tests += counts.tests;
        total.failures += counts.failures;
    }
    format!("{HEAD}<testsuites name=\"planwright\" {total}>\n{body}</testsuites>\n")
}

/// The suites, and in them the paths that were found and that none of them lists: those of files
/// that are missing, settings …
fn with_strays<'a>(documents: &[Suite], found: impl Iterator<Item = &'a str>) -> Vec<Suite> {
    let mut suites = documents.to_vec();
    let mut project = Suite {
        folder: "project".to_owned(),
        files: Vec::new(),
    };
    let listed: BTreeSet<&str> = documents
        .iter()
        .flat_map(|suite| &suite.files)
        .map(String::as_str)
        .collect();
    for path in found.filter(|path| !listed.contains(path)) {
        let holder = suites
            .iter_mut()
            .filter_map(|suite| Some((suite.holds(path)?, suite)))
            .max_by_key(|(length, _)| *length);
        holder
            .map_or(&mut project, |(_, suite)| suite)
            .files
            .push(path.to_owned());
    }
    suites.extend((!project.files.is_empty()).then_some(project));
    suites
}

/// What is no fault of a document: a test that could not be run.
pub fn failure(code: &str, message: &str) -> String {
    let (kind, short, text) = (attribute(code), attribute(message), content(message));
    format!(
        "{HEAD}<testsuites name=\"planwright\" tests=\"1\" failures=\"0\" errors=\"1\">\n  \
         <testsuite name=\"project\" tests=\"1\" failures=\"0\" errors=\"1\" skipped=\"0\" time=\"0\">\n    \
         <testcase name=\"planwright\" classname=\"project\" time=\"0\">\n      \
         <error type=\"{kind}\" message=\"{short}\">{text}</error>\n    \
         </testcase>\n  </testsuite>\n</testsuites>\n"
    )
}

const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";

/// How many test cases there are, and how many fail.
#[derive(Default, Clone, Copy)]
struct Counts {
    tests: usize,
    failures: usize,
}

impl Counts {
    fn add(&mut self, other: Self) {
        self.tests += other.tests;
        self.failures += other.failures;
    }
}

impl std::fmt::Display for Counts {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(
            f,
            "tests=\"{}\" failures=\"{}\" errors=\"0\" skipped=\"0\" time=\"0\"",
            self.tests, self.failures
        )
    }
}

/// Writes the cases of one file, and counts them.
fn test_cases(out: &mut String, file: &str, found: &[&Diagnostic], sources: &SourceSet) -> Counts {
    let class = if file.is_empty() { "planwright" } else { file };
    let opening = |name: &str| {
        let (name, class) = (attribute(name), attribute(class));
        format!("    <testcase name=\"{name}\" classname=\"{class}\" file=\"{class}\" time=\"0\"")
    };
    if found.is_empty() {
        let _ = writeln!(out, "{}/>", opening("nothing found"));
        return Counts {
            tests: 1,
            failures: 0,
        };
    }
    for diagnostic in found {
        let _ = writeln!(out, "{}>", opening(&case_name(diagnostic, sources)));
        let text = content(&lines(diagnostic, sources));
        if diagnostic.severity == Severity::Error {
            let (kind, message) = (attribute(&diagnostic.code), attribute(&diagnostic.message));
            let _ = writeln!(
                out,
                "      <failure type=\"{kind}\" message=\"{message}\">{text}</failure>"
            );
        } else {
            let _ = writeln!(out, "      <system-out>{text}</system-out>");
        }
        out.push_str("    </testcase>\n");
    }
    Counts {
        tests: found.len(),
        failures: found
            .iter()
            .filter(|one| one.severity == Severity::Error)
            .count(),
    }
}

/// `CODE: MESSAGE (LINE:COLUMN)`, or the cell of a workbook: no two diagnostics of a file have all
/// of that.
fn case_name(diagnostic: &Diagnostic, sources: &SourceSet) -> String {
    let at = placed(&diagnostic.place, sources);
    let place = match at.cell {
        Some(cell) => cell.to_owned(),
        None => format!("{}:{}", at.start.line, at.start.column),
    };
    format!("{}: {} ({place})", diagnostic.code, diagnostic.message)
}

/// `PATH:LINE:COLUMN: SEVERITY[CODE]: MESSAGE`, and below it the help and related places.
fn lines(diagnostic: &Diagnostic, sources: &SourceSet) -> String {
    let place = placed(&diagnostic.place, sources).written();
    let (severity, code, message) = (
        diagnostic.severity.name(),
        &diagnostic.code,
        &diagnostic.message,
    );
    format!(
        "{place}: {severity}[{code}]: {message}{}",
        below(diagnostic, "help: ", sources)
    )
}

/// Text between tags.
fn content(text: &str) -> String {
    // U+FFFE and U+FFFF are all that XML forbids and `harmless` lets through.
    let text = harmless(text).replace(['\u{FFFE}', '\u{FFFF}'], "\u{FFFD}");
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}

/// Text between quotation marks, where a line break would become a space.
fn attribute(text: &str) -> String {
    content(text)
        .replace('"', "&quot;")
        .replace('\n', "&#10;")
        .replace('\t', "&#9;")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{Source, Span};

    const HOSTILE: &str =
        "\"]]></failure>&amp;<!-- '\u{0}\u{8}\u{1b}[2J\u{85}\u{FFFE}\u{FFFF}\n\ttwo";

    fn hostile() -> String {
        let mut sources = SourceSet::default();
        let id = sources.add(Source::new("plan/<a>\".md", "TBC"));
        let mut report = Report::default();
        let span = Span::new(id, 0..3);
        report.push(
            crate::diagnostic::rules::placeholder::TBC
                .at(span, HOSTILE)
                .help(HOSTILE),
        );
        report.push(crate::diagnostic::rules::document::MISSING_INDEX.at(span, HOSTILE));
        let suite = Suite {
            folder: "a&b".to_owned(),
            files: vec!["plan/<a>\".md".to_owned(), "plan/good.md".to_owned()],
        };
        render(&report, &sources, &[suite])
    }

    #[test]
    fn no_text_breaks_out_and_nothing_forbidden_is_left() {
        let xml = hostile();
        let forbidden =
            |c: char| (c.is_control() && c != '\n') || matches!(c, '\u{FFFE}' | '\u{FFFF}');
        // A tab in a text is allowed, and is all there is.
        assert!(!xml.replace('\t', "").contains(forbidden), "{xml}");
        assert_eq!(xml.matches("</failure>").count(), 1, "{xml}");
        assert!(!xml.contains("]]>") && !xml.contains("<!--"), "{xml}");
        assert!(
            xml.contains(" message=\"&quot;]]&gt;&lt;/failure&gt;&amp;amp;&lt;!-- '??"),
            "{xml}"
        );
        assert!(
            xml.contains("&#10;&#9;two\">plan/&lt;a&gt;\".md:1:1: error[placeholder/tbc]: "),
            "{xml}"
        );
    }

    #[test]
    fn diagnostics_are_cases_of_their_file_and_errors_fail() {
        let xml = hostile();
        assert!(
            xml.contains("<testsuite name=\"a&amp;b\" tests=\"3\" failures=\"1\" errors=\"0\""),
            "{xml}"
        );
        let class =
            "classname=\"plan/&lt;a&gt;&quot;.md\" file=\"plan/&lt;a&gt;&quot;.md\" time=\"0\"";
        let case =
            |end: &str, inside: &str| xml.contains(&format!("{end}\" {class}>\n      <{inside}"));
        assert!(
            xml.contains("<testcase name=\"placeholder/tbc: &quot;]]&gt;"),
            "{xml}"
        );
        assert!(
            case("two (1:1)", "failure ") && case("two (1:1)", "system-out>"),
            "{xml}"
        );
        let good = "<testcase name=\"nothing found\" classname=\"plan/good.md\" file=\"plan/good.md\" time=\"0\"/>";
        assert!(xml.contains(good), "{xml}");
    }

    #[test]
    fn a_file_that_is_missing_belongs_to_its_document() {
        let suite = |folder: &str| Suite {
            folder: folder.to_owned(),
            files: vec![format!("{folder}/a.md")],
        };
        let suites = with_strays(
            &[suite("p"), suite("p/q")],
            ["p/q/b.md", "pq.md", "p/a.md"].into_iter(),
        );
        let files: Vec<_> = suites
            .iter()
            .map(|suite| (suite.name(), suite.files.join(" ")))
            .collect();
        assert_eq!(
            files,
            [
                ("p", "p/a.md".to_owned()),
                ("p/q", "p/q/a.md p/q/b.md".to_owned()),
                ("project", "pq.md".to_owned())
            ]
        );
    }
}
