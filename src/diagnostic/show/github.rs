//! A report as workflow commands of GitHub Actions: one line each, shown beside the changed lines
//! of a pull request.
//!
//! `::error file=…,line=…,col=…,endLine=…,endColumn=…,title=CODE::MESSAGE`. Whatever a document
//! holds, a line of ours is one command: the text is escaped as the documentation says, and
//! characters that steer are replaced. GitHub shows columns only of a place in one line, so a
//! longer place has none. It shows ten annotations of a kind and no more, so errors come first, and
//! a last line, which is no command and stands in the log, says how many are only to be read there.

use super::text::{below, harmless, placed};
use crate::diagnostic::{Diagnostic, Place, Report, Severity};
use crate::source::SourceSet;

/// So many annotations of a kind does GitHub show of one step.
const MOST_SHOWN: usize = 10;

/// All diagnostics, hints as notices; each on a line of its own, errors first, then warnings, each
/// kind in the order of the report.
pub fn render(report: &Report, sources: &SourceSet) -> String {
    let kinds = [Severity::Error, Severity::Warning, Severity::Hint];
    let of = |kind: Severity| {
        report
            .diagnostics()
            .iter()
            .filter(move |diagnostic| diagnostic.severity == kind)
    };
    let commands = kinds
        .into_iter()
        .flat_map(of)
        .map(|diagnostic| command(diagnostic, sources) + "\n");
    commands.collect::<String>() + &hidden(report)
}

/// A line that counts what GitHub does not show beside the changes, such as “2 more errors and 1
/// more notice”; nothing if it shows all.
fn hidden(report: &Report) -> String {
    let more = |kind: Severity| {
        let count = report.count(kind).saturating_sub(MOST_SHOWN);
        (count > 0).then(|| {
            format!(
                "{count} more {}{}",
                name(kind),
                if count == 1 { "" } else { "s" }
            )
        })
    };
    let more: Vec<String> = [Severity::Error, Severity::Warning, Severity::Hint]
        .into_iter()
        .filter_map(more)
        .collect();
    let said = match more.as_slice() {
        [] => return String::new(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    };
    format!("GitHub shows {MOST_SHOWN} annotations of a kind; {said} stand only in this log\n")
}

/// What is no fault of a document.
pub fn failure(code: &str, message: &str) -> String {
    format!("::error title={}::{}\n", property(code), data(message))
}

/// What GitHub calls a severity.
fn name(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Hint => "notice",
    }
}

fn command(diagnostic: &Diagnostic, sources: &SourceSet) -> String {
    let name = name(diagnostic.severity);
    let mut properties = place(&diagnostic.place, sources);
    properties.push(("title", diagnostic.code.to_string()));
    let properties: Vec<String> = properties
        .iter()
        .map(|(key, value)| format!("{key}={}", property(value)))
        .collect();
    let cell = placed(&diagnostic.place, sources).cell;
    let cell = cell.map_or_else(String::new, |cell| format!("{cell}: "));
    let text = format!(
        "{cell}{}{}",
        diagnostic.message,
        below(diagnostic, "", sources)
    );
    format!("::{name} {}::{}", properties.join(","), data(&text))
}

fn place(place: &Place, sources: &SourceSet) -> Vec<(&'static str, String)> {
    let at = placed(place, sources);
    if at.path.is_empty() {
        return Vec::new();
    }
    let mut properties = vec![("file", at.path.to_owned())];
    // A workbook has no lines beside which GitHub could show something; the text names the cell.
    if at.cell.is_some() {
        return properties;
    }
    properties.push(("line", at.start.line.to_string()));
    let one_line = at.start.line == at.end.line;
    if one_line {
        properties.push(("col", at.start.column.to_string()));
    }
    properties.push(("endLine", at.end.line.to_string()));
    if one_line {
        properties.push(("endColumn", at.end.column.to_string()));
    }
    properties
}

/// The text of a command.
fn data(text: &str) -> String {
    // A carriage return is escaped and not replaced, as the documentation has it.
    let lines: Vec<_> = text.split('\r').map(harmless).collect();
    lines
        .iter()
        .map(|line| line.replace('%', "%25").replace('\n', "%0A"))
        .collect::<Vec<_>>()
        .join("%0D")
}

/// The value of a property, which a colon or a comma would end as well.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{Source, Span};

    fn one(path: &str, text: &str, message: &str) -> String {
        let mut sources = SourceSet::default();
        let id = sources.add(Source::new(path, text));
        let mut report = Report::default();
        report.push(
            crate::diagnostic::rules::placeholder::TBC
                .at(Span::new(id, 0..text.len()), message)
                .help("write it"),
        );
        render(&report, &sources)
    }

    #[test]
    fn a_command_has_its_place_and_its_help() {
        let line = one("plan/01-a.md", "TBC", "a point is left open");
        assert_eq!(
            line,
            "::error file=plan/01-a.md,line=1,col=1,endLine=1,endColumn=4,title=placeholder/tbc::a point is left open%0Awrite it\n"
        );
    }

    #[test]
    fn a_place_of_several_lines_has_no_columns() {
        assert!(
            one("a.md", "TBC\nTBC", "m").starts_with("::error file=a.md,line=1,endLine=2,title=")
        );
    }

    #[test]
    fn errors_come_first_and_a_last_line_counts_what_is_beyond_ten_of_a_kind() {
        let mut sources = SourceSet::default();
        let id = sources.add(Source::new("a.md", "TBC\n".repeat(13)));
        let mut report = Report::default();
        for at in 0..12 {
            report.push(
                crate::diagnostic::rules::document::MISSING_INDEX
                    .at(Span::new(id, at * 4..at * 4 + 3), "h"),
            );
            report.push(
                crate::diagnostic::rules::placeholder::TBC
                    .at(Span::new(id, at * 4..at * 4 + 3), "e"),
            );
        }
        report.push(crate::diagnostic::rules::document::HTML.at(Span::new(id, 48..51), "w"));
        let text = render(&report, &sources);
        let lines: Vec<&str> = text.lines().collect();
        assert!(
            lines[..12].iter().all(|line| line.starts_with("::error ")),
            "{text}"
        );
        assert!(
            lines[0].contains("line=1,") && lines[11].contains("line=12,"),
            "{text}"
        );
        assert!(
            lines[12].starts_with("::warning file=a.md,line=13,"),
            "{text}"
        );
        assert!(
            lines[13..25]
                .iter()
                .all(|line| line.starts_with("::notice ")),
            "{text}"
        );
        let last = "GitHub shows 10 annotations of a kind; 2 more errors and 2 more notices stand only in this log";
        assert_eq!(lines[25..], [last]);
    }

    #[test]
    fn no_text_can_forge_a_command() {
        let hostile = "x\n::error file=b.md::forged\r\n%0A::set-output name=a::b \u{1b}[2J \u{2028}::warning::";
        let text = one("a,b:c%0A\n::error::.md", "TBC", hostile);
        assert_eq!(text.matches('\n').count(), 1, "{text}");
        assert!(!text.contains(['\r', '\u{1b}', '\u{2028}']), "{text}");
        assert!(
            text.starts_with("::error file=a%2Cb%3Ac%250A%0A%3A%3Aerror%3A%3A.md,line=1,"),
            "{text}"
        );
        assert!(
            text.contains("::x%0A::error file=b.md::forged%0D%0A%250A::set-output name=a::b ?[2J \u{fffd}::warning::"),
            "{text}"
        );
    }
}
