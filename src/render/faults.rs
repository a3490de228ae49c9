//! What Tera says of a template, at the place in the template.
//!
//! In: an error of Tera's, which has its place in one of several forms. Out: the template, the
//! place in it, and the words, in lower case and with a line that says how to mend it. Nothing is
//! rendered here.

use std::ops::Range;

use tera::{Error, ErrorKind};

use crate::diagnostic::did_you_mean;

/// One thing that is wrong with a template.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// The template's name, such as `kinds/kpi/card.typ`; empty if Tera does not say.
    pub name: String,
    /// Bytes of the template's text.
    pub range: Range<usize>,
    pub message: String,
    pub help: Option<String>,
}

/// The faults in an error that Tera gives when templates are put together; `text` gives a
/// template's text.
pub fn of_templates(error: &Error, text: &dyn Fn(&str) -> String) -> Vec<Fault> {
    match error.kind() {
        ErrorKind::CircularInclude {
            include_chain: chain,
            ..
        } => vec![circle(chain, "includes", text)],
        ErrorKind::CircularExtend {
            tpl,
            inheritance_chain,
        } => {
            let chain: Vec<String> = std::iter::once(tpl)
                .chain(inheritance_chain)
                .cloned()
                .collect();
            vec![circle(&chain, "extends", text)]
        }
        ErrorKind::MissingParent { current, parent } => {
            let range = quoted(&text(current), parent);
            let message = format!("there is no template `{parent}` to extend");
            let help =
                "name a template from the folder of templates, such as `kinds/section/card.typ`"
                    .to_owned();
            vec![Fault {
                name: current.clone(),
                range,
                message,
                help: Some(help),
            }]
        }
        ErrorKind::Msg(reports) => {
            let faults: Vec<Fault> = reports
                .split("\n\n")
                .filter_map(|report| from_report(report, text))
                .collect();
            if faults.is_empty() {
                vec![anywhere(reports)]
            } else {
                faults
            }
        }
        _ => vec![of_rendering(error)],
    }
}

/// The fault in an error that Tera gives when a template is rendered, or cannot be read at all.
pub fn of_rendering(error: &Error) -> Fault {
    match error.kind() {
        ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => Fault {
            name: report.filename().to_owned(),
            range: report.span().range.clone(),
            message: lower(report.message()),
            help: advice(report.message()),
        },
        kind => anywhere(&kind.to_string()),
    }
}

fn anywhere(message: &str) -> Fault {
    Fault {
        name: String::new(),
        range: 0..0,
        message: lower(message),
        help: None,
    }
}

/// A template that leads back to itself: `chain` begins and ends with it.
fn circle(chain: &[String], verb: &str, text: &dyn Fn(&str) -> String) -> Fault {
    let name = chain.first().cloned().unwrap_or_default();
    let next = chain.get(1).unwrap_or(&name);
    let between: Vec<String> = chain
        .iter()
        .skip(1)
        .rev()
        .skip(1)
        .rev()
        .map(|name| format!("`{name}`"))
        .collect();
    let way = if between.is_empty() {
        String::new()
    } else {
        format!(", by way of {}", between.join(", "))
    };
    Fault {
        range: quoted(&text(&name), next),
        message: format!("this template {verb} itself{way}"),
        help: Some(
            "take the tag out, or move what both need into a template of its own".to_owned(),
        ),
        name,
    }
}

/// Where a template names another: the name in its quotation marks.
fn quoted(text: &str, name: &str) -> Range<usize> {
    let found = ['"', '\'', '`']
        .iter()
        .find_map(|quote| text.find(&format!("{quote}{name}{quote}")));
    found.map_or(0..0, |at| at..at + name.len() + 2)
}

/// A report that Tera has already put into words: `error: MESSAGE`, then ` --> NAME:LINE:COLUMN`.
fn from_report(report: &str, text: &dyn Fn(&str) -> String) -> Option<Fault> {
    let mut lines = report.lines();
    let message = lines.next()?.strip_prefix("error: ")?;
    let mut place = lines.next()?.trim().strip_prefix("--> ")?.rsplitn(3, ':');
    let column: usize = place.next()?.parse().ok()?;
    let line: usize = place.next()?.parse().ok()?;
    let name = place.next()?.to_owned();
    let text = text(&name);
    let start: usize = text
        .split_inclusive('\n')
        .take(line - 1)
        .map(str::len)
        .sum();
    let within: usize = text[start..]
        .chars()
        .take(column - 1)
        .map(char::len_utf8)
        .sum();
    let word = message.split('`').nth(1).unwrap_or_default();
    let from = text[start + within..]
        .find(word)
        .map_or(start + within, |at| start + within + at);
    Some(Fault {
        name,
        range: from..from + word.len(),
        message: lower(message),
        help: advice(message),
    })
}

/// How to mend what Tera complains of most.
fn advice(message: &str) -> Option<String> {
    let word = message.split('`').nth(1).unwrap_or_default();
    let near = |known: &[&str], what: &str| {
        let near =
            did_you_mean(word, known.iter().copied()).map(|near| format!("did you mean `{near}`?"));
        near.or_else(|| Some(format!("the {what}s are {}", listed(known))))
    };
    if message.starts_with("Unknown filter") {
        return near(&FILTERS, "filter");
    }
    if message.starts_with("Unknown function") {
        return near(&FUNCTIONS, "function");
    }
    if message.starts_with("Unknown template") {
        return Some("name a template by its path below the folder of templates, such as `kinds/section/card.typ`".to_owned());
    }
    if message.contains("is not defined") || message.contains("undefined") {
        let known = message
            .split_once("Available ")
            .and_then(|(_, list)| list.split_once(": "))
            .map_or("", |(_, list)| list);
        let near =
            did_you_mean(word, known.split(", ")).map(|near| format!("did you mean `{near}`?"));
        let ask =
            "a key that may be left out is asked for first: `{% if card.fields.NAME is defined %}`";
        return near.or_else(|| Some(ask.to_owned()));
    }
    None
}

fn listed(words: &[&str]) -> String {
    words
        .iter()
        .map(|word| format!("`{word}`"))
        .collect::<Vec<_>>()
        .join(", ")
}

/// Messages begin with a small letter, unless they begin with a name.
fn lower(message: &str) -> String {
    let first = message.lines().next().unwrap_or_default();
    let mut letters = first.chars();
    letters.next().map_or_else(String::new, |letter| {
        letter.to_lowercase().chain(letters).collect()
    })
}

/// Tera's filters and ours; Tera does not list its own.
const FILTERS: [&str; 39] = [
    "abs",
    "capitalize",
    "content",
    "default",
    "escape_html",
    "escape_xml",
    "first",
    "float",
    "get",
    "group_by",
    "indent",
    "int",
    "join",
    "keys",
    "last",
    "length",
    "listed",
    "lower",
    "newlines_to_br",
    "nth",
    "pairs",
    "pluralize",
    "replace",
    "reverse",
    "round",
    "safe",
    "sentence",
    "sort",
    "split",
    "str",
    "title",
    "trim",
    "trim_end",
    "trim_start",
    "truncate",
    "typst",
    "unique",
    "upper",
    "values",
];

/// Tera's functions.
const FUNCTIONS: [&str; 2] = ["range", "throw"];

#[cfg(test)]
mod tests {
    use super::*;
    use tera::Tera;

    #[test]
    fn every_filter_that_is_suggested_is_there() {
        let mut tera = Tera::new();
        super::super::filters::register(&mut tera);
        for filter in FILTERS {
            // What a filter wants to be given is found out later, when something is rendered.
            assert!(
                tera.add_raw_template("a", &format!("{{{{ x | {filter} }}}}"))
                    .is_ok(),
                "{filter}"
            );
        }
        for function in FUNCTIONS {
            assert!(
                tera.add_raw_template("a", &format!("{{{{ {function}(end=1) }}}}"))
                    .is_ok(),
                "{function}"
            );
        }
    }

    fn fault(text: &str) -> Fault {
        let mut tera = Tera::new();
        super::super::filters::register(&mut tera);
        let error = tera
            .add_raw_template("a.typ", text)
            .expect_err("it is broken");
        of_templates(&error, &|_| text.to_owned()).remove(0)
    }

    #[test]
    fn an_unknown_filter_is_found_where_it_stands() {
        let text = "é\n  {{ title | uper }}";
        let fault = fault(text);
        assert_eq!(
            (&text[fault.range], fault.message.as_str()),
            ("uper", "unknown filter `uper`")
        );
        assert_eq!(fault.help.as_deref(), Some("did you mean `upper`?"));
    }

    #[test]
    fn a_template_that_includes_itself_is_found_at_the_tag() {
        let text = "a {% include \"a.typ\" %}";
        let fault = fault(text);
        assert_eq!(
            (&text[fault.range], fault.message.as_str()),
            ("\"a.typ\"", "this template includes itself")
        );
    }
}
