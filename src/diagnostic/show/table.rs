//! What stands below a long list of findings: how often each code stands in it, and where to begin.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::human::listed;
use super::text::{harmless, placed};
use crate::diagnostic::{Diagnostic, Report, Severity, rules};
use crate::source::SourceSet;

/// A list of so many findings fills the screen several times over: nobody sees its beginning, and a
/// table says what was in it.
const LONG: usize = 24;

/// Below a long list: how often each code stands in it, the gravest and most frequent first, and
/// the place to begin with. Nothing below a short one.
pub fn render(report: &Report, sources: &SourceSet, hints: bool) -> String {
    let mut counts: BTreeMap<(Reverse<Severity>, &str), usize> = BTreeMap::new();
    for diagnostic in listed(report, hints) {
        *counts
            .entry((Reverse(diagnostic.severity), &diagnostic.code))
            .or_default() += 1;
    }
    if counts.values().sum::<usize>() < LONG {
        return String::new();
    }
    let mut rows: Vec<(Severity, &str, usize)> = counts
        .into_iter()
        .map(|((Reverse(severity), code), count)| (severity, code, count))
        .collect();
    rows.sort_by_key(|(severity, _, count)| (Reverse(*severity), Reverse(*count)));
    let width = rows
        .iter()
        .map(|(.., count)| count.to_string().len())
        .max()
        .unwrap_or_default();
    let row = |(severity, code, count): &(Severity, &str, usize)| {
        format!("{count:>width$}  {:<7}  {code}\n", severity.name())
    };
    rows.iter().map(row).collect::<String>() + &begin(report, sources, hints) + "\n"
}

/// What is mended first: what cannot be read, because it hides other things; then templates, of
/// which many cards are made; then what the keys lack. Placeholders come last: they are gaps, and
/// no mistakes.
const FIRST: [&str; 4] = ["source", "template", "schema", "reference"];

/// The place to begin with, and what explains the code that it has.
fn begin(report: &Report, sources: &SourceSet, hints: bool) -> String {
    let rank = |diagnostic: &&Diagnostic| {
        let family = diagnostic.family();
        let urgent = FIRST
            .iter()
            .position(|first| *first == family)
            .unwrap_or(FIRST.len());
        (
            Reverse(diagnostic.severity),
            urgent,
            family == "placeholder",
        )
    };
    let Some(first) = listed(report, hints).min_by_key(rank) else {
        return String::new();
    };
    let at = placed(&first.place, sources);
    let place = harmless(&at.written()).replace('\n', "?");
    let code = &*first.code;
    // A project's own rules have no page in the guide.
    let more = if rules::find(code).is_some() {
        format!("; `planwright explain {code}` says more of it")
    } else {
        String::new()
    };
    format!("begin with {place}, `{code}`{more}\n")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{Source, Span};

    /// A report with so many placeholders, a broken file behind them, and a hint.
    fn report(placeholders: usize) -> (Report, SourceSet) {
        let mut sources = SourceSet::default();
        let id = sources.add(Source::new("plan/01-a.md", "TBC\n".repeat(placeholders)));
        let broken = sources.add(Source::new("plan/02-b.md", "---\ntitle: a: b\n---\n"));
        let mut report = Report::default();
        for at in 0..placeholders {
            report.push(
                crate::diagnostic::rules::placeholder::TBC
                    .at(Span::new(id, at * 4..at * 4 + 3), "open"),
            );
        }
        report.push(crate::diagnostic::rules::source::YAML.at(Span::new(broken, 12..16), "broken"));
        report.push(
            crate::diagnostic::rules::reference::UNUSED_FIGURE.at(Span::new(id, 0..3), "unused"),
        );
        (report, sources)
    }

    #[test]
    fn below_a_long_list_stands_what_was_found_and_where_to_begin() {
        let (report, sources) = report(23);
        assert_eq!(
            render(&report, &sources, false),
            "23  error    placeholder/tbc\n 1  error    source/yaml\n\
             begin with plan/02-b.md:2:9, `source/yaml`; `planwright explain source/yaml` says more of it\n\n"
        );
    }

    #[test]
    fn a_short_list_has_no_table_and_hints_that_are_not_listed_do_not_make_it_long() {
        let (report, sources) = report(22);
        assert_eq!(render(&report, &sources, false), "");
        assert!(render(&report, &sources, true).contains(" 1  hint     reference/unused-figure\n"));
    }
}
