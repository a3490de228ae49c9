//! What is said when a worker had to be ended, or ended by itself in the middle of its work.
//!
//! A template of the project's own is to blame if it was at work for half of the time that there
//! was, or while half of the memory was taken. Then all that can be found without setting a page is
//! reported, and that template. Otherwise nobody is to blame but the size of the plan, or of the
//! machine: a sentence says so.

use std::collections::BTreeSet;
use std::io::{self, Write};
use std::time::Duration;

use super::host::{Cause, Cut, Work};
use super::memory;
use super::message::Request;
use crate::cli::args::Common;
use crate::cli::{Failure, baseline, levels, resolve, terminal};
use crate::diagnostic::{Diagnostic, Place, rules};
use crate::pipeline::{self, CardEntry, DocumentResult, Outcome};
use crate::source::Span;

/// Reports the end of a worker; gives the exit status.
pub(super) fn report(request: &Request, cut: &Cut) -> Result<u8, Failure> {
    let common = request.common();
    if is_for_want_of_memory(cut, common) {
        return Err(Failure::of(sentence(
            common,
            &Cut {
                cause: Cause::Memory,
                ..cut.clone()
            },
        )));
    }
    if cut.cause == Cause::Unknown {
        // There is nowhere left to say that this failed.
        let _ = io::stderr().lock().write_all(&cut.noise);
    }
    let suspects: Vec<&Work> = cut
        .work
        .iter()
        .filter(|work| is_suspect(work, cut, common))
        .collect();
    if !suspects.is_empty()
        && let Some(status) = blame(common, cut.cause, &suspects)?
    {
        return Ok(status);
    }
    Err(Failure::of(sentence(common, cut)))
}

/// Whether what was being drawn there can be what had no end.
fn is_suspect(work: &Work, cut: &Cut, common: &Common) -> bool {
    match cut.cause {
        Cause::Time => work.time * 2 >= Duration::from_secs(common.budget.time_limit),
        // If the system gives less than was asked for, no template can be known to have taken too
        // much.
        Cause::Memory if is_short(common) => false,
        Cause::Memory => work
            .grown
            .is_some_and(|grown| (grown + cut.refused()) * 2 >= common.budget.memory_limit),
        Cause::Killed => false,
        Cause::Stack | Cause::Unknown => true,
    }
}

/// Whether what ended without a word, which a fault of the program's would have, ended because
/// there was no memory left, not even for one.
fn is_for_want_of_memory(cut: &Cut, common: &Common) -> bool {
    let is_full = cut
        .reserved
        .is_some_and(|reserved| reserved * 4 >= common.budget.memory_limit * 3);
    let panicked = String::from_utf8_lossy(&cut.noise).contains("panicked at");
    cut.cause == Cause::Unknown && !panicked && (is_short(common) || is_full)
}

/// Whether whoever called the program allows less memory than it would ask for.
fn is_short(common: &Common) -> bool {
    memory::inherited().is_some_and(|inherited| inherited < common.budget.memory_limit)
}

/// Reports the templates of the project's own that were at work there; nothing if there are none.
fn blame(common: &Common, cause: Cause, suspects: &[&Work]) -> Result<Option<u8>, Failure> {
    let (disk, request) = resolve::resolve(common, pipeline::Mode::Check)?;
    let mut outcome = pipeline::run(&disk, &request)?;
    levels::check(&common.levels, &outcome.settings)?;
    let found: Vec<Diagnostic> = suspects
        .iter()
        .filter_map(|work| diagnostic(&work.path, cause, common, &outcome))
        .collect();
    if found.is_empty() {
        return Ok(None);
    }
    baseline::apply(common, &disk, &request, &mut outcome)?;
    found
        .into_iter()
        .for_each(|diagnostic| outcome.report.push(diagnostic));
    outcome.report.sort(&outcome.project.sources);
    terminal::show(&terminal::Terminal, common, &outcome, &[], "")
        .map(|ending| Some(ending.status()))
}

/// What is said of a card or a document, if templates of the project's own draw it.
fn diagnostic(path: &str, cause: Cause, common: &Common, outcome: &Outcome) -> Option<Diagnostic> {
    let sources = &outcome.project.sources;
    let card = outcome
        .documents
        .iter()
        .flat_map(|built| &built.cards)
        .find(|card| sources.get(card.source).path() == path);
    let manifest = outcome
        .documents
        .iter()
        .find(|built| sources.get(built.manifest).path() == path);
    let templates = match (card, manifest) {
        (Some(card), _) => of_card(card, outcome),
        (None, Some(built)) => of_document(built, outcome),
        (None, None) => return None,
    };
    // What no card is known to have caused lies in a template, and not in the manifest.
    let place = card
        .map(|card| card.top)
        .or_else(|| templates.first().copied())?;
    let what = if card.is_some() {
        "the template of this card"
    } else {
        "a template of this document"
    };
    let (message, help) = said(what, cause, common);
    let note = if templates.len() == 1 {
        "the template"
    } else {
        "one of these templates"
    };
    let diagnostic = rules::template::LIMIT
        .of(Place::Span(place), message)
        .help(help);
    let others = templates.into_iter().filter(|span| *span != place);
    card.is_none_or(|card| !of_card(card, outcome).is_empty())
        .then(|| {
            others.fold(diagnostic, |diagnostic, span| {
                diagnostic.related(span, note)
            })
        })
}

fn said(what: &str, cause: Cause, common: &Common) -> (String, String) {
    let seconds = common.budget.time_limit;
    match cause {
        Cause::Time => (
            format!("{what} did not come to an end in {}", counted(seconds)),
            format!(
                "mend the loop that does not end; if the document is only large, `--time-limit {}` allows more",
                seconds * 5
            ),
        ),
        Cause::Memory | Cause::Killed => (
            format!("{what} needs more memory than a template may have"),
            format!(
                "mend the loop, or the list in it, that grows without an end; if the document is only large, `--memory-limit {}` allows more",
                common.budget.memory_limit * 2
            ),
        ),
        Cause::Stack => (
            format!("{what} calls itself too often"),
            "mend the function or the show rule that leads back to itself".to_owned(),
        ),
        Cause::Unknown => (
            format!("{what} made the program end"),
            "take out of the template what was changed last, and report this with the template"
                .to_owned(),
        ),
    }
}

/// The first lines of the templates of the project's own that draw a card: its kind's, else the
/// theme's.
fn of_card(card: &CardEntry, outcome: &Outcome) -> Vec<Span> {
    let own = own_below(&format!("kinds/{}", card.kind), outcome);
    if own.is_empty() {
        own_below("theme", outcome)
    } else {
        own
    }
}

/// Those of a document: its cards', its type's, and the theme's.
fn of_document(built: &DocumentResult, outcome: &Outcome) -> Vec<Span> {
    let cards = built.cards.iter().flat_map(|card| of_card(card, outcome));
    let type_and_theme = [format!("types/{}", built.kind), "theme".to_owned()];
    let others = type_and_theme
        .iter()
        .flat_map(|folder| own_below(folder, outcome));
    cards
        .chain(others)
        .collect::<BTreeSet<Span>>()
        .into_iter()
        .collect()
}

/// The endings of templates that are programs.
const PROGRAMS: [&str; 2] = [".typ", ".html"];

fn own_below(folder: &str, outcome: &Outcome) -> Vec<Span> {
    let programs = outcome
        .project
        .templates
        .below(folder)
        .filter(|(path, _)| PROGRAMS.iter().any(|ending| path.ends_with(ending)));
    let first_line = |id| Span::new(id, outcome.project.sources.get(id).line_range(1));
    programs
        .filter_map(|(_, template)| template.source.map(first_line))
        .collect()
}

/// What is said when no template is to blame: what there was, what it was at, and what to do.
fn sentence(common: &Common, cut: &Cut) -> String {
    let longest = cut.work.iter().max_by_key(|work| work.time);
    let place = longest
        .map(|work| format!(", at work on `{}`", work.path))
        .unwrap_or_default();
    let used = cut
        .used
        .map(|used| format!(": it used {used} MiB"))
        .unwrap_or_default();
    let seconds = common.budget.time_limit;
    match cut.cause {
        Cause::Time => format!(
            "the work was not done after {}{place}, and was ended; if the plan is only large, `--time-limit {}` allows more, \
             or name fewer documents at once",
            counted(seconds),
            seconds * 5
        ),
        Cause::Memory if is_short(common) => format!(
            "there is too little memory: this process may have {} MiB (`ulimit -v`), and needs more{place}; allow it {} MiB",
            memory::inherited().unwrap_or_default(),
            common.budget.memory_limit
        ),
        Cause::Memory if !memory::IS_BOUNDED => format!(
            "there is too little memory: this system gives the work no more{place}; use a machine with more, or name fewer documents at once"
        ),
        Cause::Memory => format!(
            "there is too little memory: the work may have {} MiB, and needs more{place}; `--memory-limit {}` allows more, or \
             name fewer documents at once",
            common.budget.memory_limit,
            common.budget.memory_limit * 2
        ),
        Cause::Killed => format!(
            "the work was ended from outside{place}, most likely because memory is short{used}{}; use a machine with more, or name \
             fewer documents at once",
            memory::of_machine()
                .map(|all| format!(" of the machine's {all}"))
                .unwrap_or_default()
        ),
        Cause::Stack => format!(
            "what is written is nested too deep to be set{place}; take a level out of it, and report this"
        ),
        Cause::Unknown => format!(
            "the work came to an unexpected end{place}; report this with what is written there"
        ),
    }
}

fn counted(seconds: u64) -> String {
    format!("{seconds} second{}", if seconds == 1 { "" } else { "s" })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::args::{Args, Command};
    use clap::Parser;

    /// With a limit of 100 seconds and 2000 MiB: a file that was at work so long, while so much
    /// memory was taken.
    fn is_blamed(cause: Cause, seconds: u64, grown: Option<u64>, noise: &str) -> bool {
        let typed = [
            "planwright",
            "build",
            "--time-limit",
            "100",
            "--memory-limit",
            "2000",
        ];
        let Command::Build(build) = Args::try_parse_from(typed)
            .expect("it is called rightly")
            .command
        else {
            panic!("a build")
        };
        let work = Work {
            path: "plan/01-one.md".to_owned(),
            time: Duration::from_secs(seconds),
            grown,
        };
        let cut = Cut {
            cause,
            work: vec![work.clone()],
            used: None,
            reserved: None,
            noise: noise.as_bytes().to_vec(),
        };
        is_suspect(&work, &cut, &build.common)
    }

    #[test]
    fn what_took_half_of_the_time_or_of_the_memory_is_suspected_and_nothing_else() {
        assert!(is_blamed(Cause::Time, 50, None, ""));
        assert!(!is_blamed(Cause::Time, 49, Some(2000), ""));
        assert!(is_blamed(Cause::Memory, 1, Some(1000), ""));
        assert!(!is_blamed(Cause::Memory, 99, Some(999), ""));
        assert!(!is_blamed(Cause::Memory, 99, None, ""));
        assert!(is_blamed(
            Cause::Memory,
            1,
            Some(0),
            "memory allocation of 2000000000 bytes failed\n"
        ));
        assert!(!is_blamed(Cause::Killed, 99, Some(1999), ""));
        assert!(is_blamed(Cause::Stack, 0, None, "") && is_blamed(Cause::Unknown, 0, None, ""));
    }
}
