//! A report as SARIF 2.1.0, which code hosts and editors read.
//!
//! Only the rules that were broken are listed, each with its page of the guide. Addresses are
//! relative to `%SRCROOT%`, the project's root, whose own place is never said. The fingerprint of a
//! result is made from its code, its file and the words of its line, so that lines put in above do
//! not make it new.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value as Json, json};

use super::text::{self, placed};
use crate::diagnostic::rules::default_severity;
use crate::diagnostic::{Diagnostic, Label, Place, Report, Severity, guide};
use crate::source::SourceSet;

const SCHEMA: &str =
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

/// All diagnostics, hints as notes.
pub fn render(report: &Report, sources: &SourceSet) -> serde_json::Result<String> {
    results(report, sources, &json!({ "executionSuccessful": true }))
}

/// What kept the project from being read: a run that did not succeed, so that nobody takes what it
/// does not list for mended.
pub fn refusal(report: &Report, sources: &SourceSet) -> serde_json::Result<String> {
    results(
        report,
        sources,
        &json!({ "executionSuccessful": false, "exitCode": 2 }),
    )
}

fn results(report: &Report, sources: &SourceSet, invocation: &Json) -> serde_json::Result<String> {
    let codes: BTreeSet<&str> = report
        .diagnostics()
        .iter()
        .map(|diagnostic| &*diagnostic.code)
        .collect();
    let codes: Vec<&str> = codes.into_iter().collect();
    let mut prints = Fingerprints::default();
    let results = report.diagnostics().iter().map(|diagnostic| {
        let mut result = result(diagnostic, &codes, sources);
        if let Some(print) = prints.of(diagnostic, sources) {
            result["partialFingerprints"] = json!({ "planwright/v1": print });
        }
        result
    });
    let results: Vec<Json> = results.collect();
    log(&codes, &results, invocation)
}

/// What is no fault of a document: a run that did not succeed.
pub fn failure(code: &str, message: &str) -> serde_json::Result<String> {
    let notification =
        json!({ "level": "error", "descriptor": { "id": code }, "message": { "text": message } });
    let invocation = json!({ "executionSuccessful": false, "exitCode": 2, "toolExecutionNotifications": [notification] });
    log(&[], &[], &invocation)
}

fn log(codes: &[&str], results: &[Json], invocation: &Json) -> serde_json::Result<String> {
    let rules: Vec<Json> = codes.iter().map(|code| rule(code)).collect();
    text::json(&json!({
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": { "name": "planwright", "semanticVersion": env!("CARGO_PKG_VERSION"), "rules": rules } },
            "invocations": [invocation],
            "originalUriBaseIds": { "%SRCROOT%": { "description": { "text": "The root of the project." } } },
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    }))
}

/// What the guide says of a code; a project's own rules have no page.
fn rule(code: &str) -> Json {
    let family = code.split('/').next().unwrap_or_default();
    let page = guide::page(code);
    let summary = page
        .map(guide::Page::summary)
        .filter(|summary| !summary.is_empty())
        .unwrap_or_else(|| code.to_owned());
    let help = match page {
        Some(page) => {
            let text = format!("{}\n\n{}", page.section("What"), page.section("Why"));
            json!({ "text": text.trim(), "markdown": page.text().trim() })
        }
        None => json!({ "text": summary }),
    };
    json!({
        "id": code,
        "shortDescription": { "text": summary },
        "help": help,
        "defaultConfiguration": { "level": level(default_severity(code)) },
        "properties": { "tags": [family] },
    })
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Hint => "note",
    }
}

fn result(diagnostic: &Diagnostic, codes: &[&str], sources: &SourceSet) -> Json {
    let text = match &diagnostic.help {
        Some(help) => format!("{}\n{help}", diagnostic.message),
        None => diagnostic.message.clone(),
    };
    let mut result = json!({
        "ruleId": diagnostic.code,
        "ruleIndex": codes.binary_search(&&*diagnostic.code).unwrap_or_default(),
        "level": level(diagnostic.severity),
        "message": { "text": text },
        "locations": location(&diagnostic.place, sources).into_iter().collect::<Vec<Json>>(),
    });
    if !diagnostic.related.is_empty() {
        let related = diagnostic
            .related
            .iter()
            .enumerate()
            .map(|(index, label)| related(index, label, sources));
        result["relatedLocations"] = related.collect();
    }
    result
}

fn related(index: usize, label: &Label, sources: &SourceSet) -> Json {
    let mut related = location(&Place::Span(label.span), sources).unwrap_or_else(|| json!({}));
    related["id"] = json!(index);
    related["message"] = json!({ "text": label.note });
    related
}

/// `None` for what stands in no file. A file as a whole is its first line: code hosts want a
/// region.
fn location(place: &Place, sources: &SourceSet) -> Option<Json> {
    let at = placed(place, sources);
    if at.path.is_empty() {
        return None;
    }
    let region = json!({
        "startLine": at.start.line,
        "startColumn": at.start.column,
        "endLine": at.end.line,
        "endColumn": at.end.column,
    });
    let artifact = json!({ "uri": encoded(at.path), "uriBaseId": "%SRCROOT%" });
    let mut location =
        json!({ "physicalLocation": { "artifactLocation": artifact, "region": region } });
    if let Some(cell) = at.cell {
        location["logicalLocations"] = json!([{ "fullyQualifiedName": cell }]);
    }
    Some(location)
}

/// A path as a relative address: all but letters, digits and `-._~/` is percent-encoded.
fn encoded(path: &str) -> String {
    let mut address = String::with_capacity(path.len());
    for byte in path.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
            address.push(char::from(byte));
        } else {
            address.push_str(&format!("%{byte:02X}"));
        }
    }
    address
}

/// Counts what would have one fingerprint, so that each has its own.
#[derive(Default)]
struct Fingerprints {
    seen: BTreeMap<u64, usize>,
}

impl Fingerprints {
    fn of(&mut self, diagnostic: &Diagnostic, sources: &SourceSet) -> Option<String> {
        let (path, line) = match &diagnostic.place {
            Place::Span(span) => {
                let source = sources.get(span.source);
                let line = source.line_range(source.position(span.start).line);
                (
                    source.path(),
                    [source.text()[line].trim(), sources.slice(*span)],
                )
            }
            Place::Path(path) => (path.as_str(), [diagnostic.message.as_str(), ""]),
        };
        let print = hash(&[&diagnostic.code, path, line[0], line[1]]);
        let count = self.seen.entry(print).or_default();
        *count += 1;
        (!path.is_empty()).then(|| format!("{print:016x}:{count}"))
    }
}

/// FNV-1a of 64 bits: the same for ever, which the standard library's hash does not promise.
fn hash(parts: &[&str]) -> u64 {
    let bytes = parts.iter().flat_map(|part| part.bytes().chain([0]));
    bytes.fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{Source, Span};

    fn print_of(text: &str) -> Vec<String> {
        let mut sources = SourceSet::default();
        let id = sources.add(Source::new("plan/a b.md", text));
        let mut prints = Fingerprints::default();
        let found = text.match_indices("TBC").map(|(at, _)| {
            crate::diagnostic::rules::placeholder::TBC.at(Span::new(id, at..at + 3), "m")
        });
        found
            .filter_map(|diagnostic| prints.of(&diagnostic, &sources))
            .collect()
    }

    #[test]
    fn fingerprints_outlive_shifted_lines_and_tell_twins_apart() {
        let before = print_of("One TBC\nTwo TBC TBC\n");
        assert_eq!(before, print_of("New\n\n  One TBC\nTwo TBC TBC\n"));
        assert_eq!(before.iter().collect::<BTreeSet<_>>().len(), 3);
        assert!(before[2].ends_with(":2"));
        assert_ne!(before[0], print_of("Other TBC\n")[0]);
    }

    #[test]
    fn the_hash_is_fnv_1a() {
        // The bytes `a`, 0.
        assert_eq!(
            hash(&["a"]),
            (0xaf63_dc4c_8601_ec8c_u64).wrapping_mul(0x0100_0000_01b3)
        );
    }

    #[test]
    fn addresses_are_percent_encoded() {
        assert_eq!(
            encoded("plan/a b%20é#?:.md"),
            "plan/a%20b%2520%C3%A9%23%3F%3A.md"
        );
    }
}
