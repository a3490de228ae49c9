//! A report as workflow commands of GitHub Actions: one line each, shown beside the changed lines of a pull request.
//!
//! `::error file=…,line=…,col=…,endLine=…,endColumn=…,title=CODE::MESSAGE`. Whatever a document holds, a line of ours is one command: the
//! text is escaped as the documentation says, and characters that steer are replaced. GitHub shows columns only of a place in one
//! line, so a longer place has none.

use super::text::{below, harmless, placed};
use crate::diagnostic::{Diagnostic, Place, Report, Severity};
use crate::source::SourceSet;

/// All diagnostics, hints as notices; each on a line of its own.
pub fn render(report: &Report, sources: &SourceSet) -> String {
    report.diagnostics().iter().map(|diagnostic| command(diagnostic, sources) + "\n").collect()
}

/// What is no fault of a document.
pub fn failure(code: &str, message: &str) -> String {
    format!("::error title={}::{}\n", property(code), data(message))
}

fn command(diagnostic: &Diagnostic, sources: &SourceSet) -> String {
    let name = match diagnostic.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Hint => "notice",
    };
    let mut properties = place(&diagnostic.place, sources);
    properties.push(("title", diagnostic.code.to_string()));
    let properties: Vec<String> = properties.iter().map(|(key, value)| format!("{key}={}", property(value))).collect();
    let text = format!("{}{}", diagnostic.message, below(diagnostic, "", sources));
    format!("::{name} {}::{}", properties.join(","), data(&text))
}

fn place(place: &Place, sources: &SourceSet) -> Vec<(&'static str, String)> {
    let at = placed(place, sources);
    if at.path.is_empty() {
        return Vec::new();
    }
    let mut properties = vec![("file", at.path.to_owned()), ("line", at.start.line.to_string())];
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
    lines.iter().map(|line| line.replace('%', "%25").replace('\n', "%0A")).collect::<Vec<_>>().join("%0D")
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
        report.push(Diagnostic::error("placeholder/tbc", Span::new(id, 0..text.len()), message).help("write it"));
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
        assert!(one("a.md", "TBC\nTBC", "m").starts_with("::error file=a.md,line=1,endLine=2,title="));
    }

    #[test]
    fn no_text_can_forge_a_command() {
        let hostile = "x\n::error file=b.md::forged\r\n%0A::set-output name=a::b \u{1b}[2J \u{2028}::warning::";
        let text = one("a,b:c%0A\n::error::.md", "TBC", hostile);
        assert_eq!(text.matches('\n').count(), 1, "{text}");
        assert!(!text.contains(['\r', '\u{1b}', '\u{2028}']), "{text}");
        assert!(text.starts_with("::error file=a%2Cb%3Ac%250A%0A%3A%3Aerror%3A%3A.md,line=1,"), "{text}");
        assert!(
            text.contains("::x%0A::error file=b.md::forged%0D%0A%250A::set-output name=a::b ?[2J \u{fffd}::warning::"),
            "{text}"
        );
    }
}
