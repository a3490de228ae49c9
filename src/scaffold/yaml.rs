//! YAML as an author would write it: short, without quotation marks where none are needed, a blank
//! with a comment that says what belongs there.

use crate::diagnostic::Report;
use crate::parse::yaml::{self, Value};
use crate::source::{Source, SourceSet};

/// A list of words is written on one line if it is no longer than this.
const LONGEST_LINE: usize = 90;

/// A value to be written.
#[derive(Debug, Clone)]
pub enum Yaml {
    /// Nothing yet; the comment says what belongs there.
    Blank(Option<String>),
    Text(String),
    /// A number or a truth value.
    Plain(String),
    List(Vec<Yaml>),
    Map(Vec<(String, Yaml)>),
}

/// The lines of a mapping.
pub fn mapping(entries: &[(String, Yaml)]) -> String {
    let mut out = String::new();
    for (key, value) in entries {
        entry(key, value, 0, &mut out);
    }
    out
}

fn entry(key: &str, value: &Yaml, depth: usize, out: &mut String) {
    let line = format!("{}:", text(key, false));
    match value {
        Yaml::Blank(None) => out.push_str(&format!("{line}\n")),
        Yaml::Blank(Some(comment)) => out.push_str(&format!("{line} # {comment}\n")),
        value => match on_one_line(value) {
            Some(written) => out.push_str(&format!("{line} {written}\n")),
            None => {
                out.push_str(&format!("{line}\n"));
                lines(value, depth + 2, out);
            }
        },
    }
}

/// A list or mapping over several lines, each indented.
fn lines(value: &Yaml, depth: usize, out: &mut String) {
    let indent = " ".repeat(depth);
    match value {
        Yaml::Map(entries) => {
            for (key, value) in entries {
                out.push_str(&indent);
                entry(key, value, depth, out);
            }
        }
        Yaml::List(items) => {
            for item in items {
                let mut inner = String::new();
                match on_one_line(item) {
                    Some(line) => inner = format!("{indent}  {line}\n"),
                    None => lines(item, depth + 2, &mut inner),
                }
                // The dash stands where the first line of the item is indented.
                out.push_str(&format!(
                    "{indent}- {}",
                    &inner[(depth + 2).min(inner.len())..]
                ));
            }
        }
        _ => {}
    }
}

/// A scalar, or a list of scalars that fits.
fn on_one_line(value: &Yaml) -> Option<String> {
    match value {
        Yaml::Blank(_) => Some("''".to_owned()),
        Yaml::Text(words) => Some(text(words, false)),
        Yaml::Plain(word) => Some(word.clone()),
        Yaml::List(items)
            if items
                .iter()
                .all(|item| !matches!(item, Yaml::List(_) | Yaml::Map(_))) =>
        {
            let items = items.iter().map(|item| match item {
                Yaml::Text(words) => Some(text(words, true)),
                other => on_one_line(other),
            });
            let line = format!("[{}]", items.collect::<Option<Vec<String>>>()?.join(", "));
            (line.chars().count() <= LONGEST_LINE).then_some(line)
        }
        Yaml::List(_) | Yaml::Map(_) => None,
    }
}

/// A mapping on one line, in brackets.
pub fn flow(entries: &[(String, Yaml)]) -> String {
    let entries: Vec<String> = entries
        .iter()
        .map(|(key, value)| format!("{}: {}", text(key, true), in_brackets(value)))
        .collect();
    format!("{{{}}}", entries.join(", "))
}

/// A value between brackets.
fn in_brackets(value: &Yaml) -> String {
    match value {
        Yaml::Blank(_) => "''".to_owned(),
        Yaml::Text(words) => text(words, true),
        Yaml::Plain(word) => word.clone(),
        Yaml::List(items) => {
            let items: Vec<String> = items.iter().map(in_brackets).collect();
            format!("[{}]", items.join(", "))
        }
        Yaml::Map(entries) => flow(entries),
    }
}

/// A text, in quotation marks where YAML would read it otherwise; `in_list` if it stands between
/// square brackets.
pub fn text(words: &str, in_list: bool) -> String {
    let single = format!("'{}'", words.replace('\'', "''"));
    let forms = [
        words.to_owned(),
        if words.contains('\'') {
            escaped(words)
        } else {
            single
        },
    ];
    // To us these are words; other tools that read the file take them for truth values.
    let ambiguous = ["y", "n", "yes", "no", "on", "off"]
        .iter()
        .any(|word| words.eq_ignore_ascii_case(word));
    forms
        .into_iter()
        .skip(usize::from(ambiguous))
        .find(|form| reads_as(form, words, in_list))
        .unwrap_or_else(|| escaped(words))
}

/// Between double quotation marks, where line breaks and what nobody sees have names.
fn escaped(words: &str) -> String {
    let mut out = String::from('"');
    for c in words.chars() {
        match c {
            '\\' => out.push_str("\\\\"),
            '"' => out.push_str("\\\""),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            '\u{2028}' | '\u{2029}' | '\u{feff}' => {
                out.push_str(&format!("\\u{:04x}", u32::from(c)));
            }
            c if c.is_control() => out.push_str(&format!("\\u{:04x}", u32::from(c))),
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

/// Whether a form is read as exactly this text.
fn reads_as(form: &str, words: &str, in_list: bool) -> bool {
    let text = if in_list {
        format!("[{form}, x]\n")
    } else {
        format!("k: {form}\n")
    };
    let mut sources = SourceSet::default();
    let id = sources.add(Source::new("", &*text));
    let Some(node) = yaml::parse(id, 0, &text, &mut Report::default()) else {
        return false;
    };
    let value = if in_list {
        (node.items().len() == 2).then(|| &node.items()[0])
    } else {
        node.get("k")
    };
    // A comment behind the value would be lost.
    matches!(value.map(|node| &node.value), Some(Value::Text(read)) if read == words)
        && node.entries().len() <= 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotation_marks_stand_only_where_they_are_needed() {
        for (words, written) in [
            ("Foreword", "Foreword"),
            ("Health: what we do", "'Health: what we do'"),
            ("A # in it", "'A # in it'"),
            ("C#", "C#"),
            ("2017", "'2017'"),
            ("true", "'true'"),
            ("No", "'No'"),
            ("- a", "'- a'"),
            ("[a]", "'[a]'"),
            ("It's here", "It's here"),
            ("It's here: now", "\"It's here: now\""),
            ("'Quoted'", "\"'Quoted'\""),
            ("\"Quoted\"", "'\"Quoted\"'"),
            ("a \\ 'b': \"c\"", "\"a \\\\ 'b': \\\"c\\\"\""),
            ("~", "'~'"),
            ("*star", "'*star'"),
            ("a, b", "a, b"),
            ("one\n\ntwo", "\"one\\n\\ntwo\""),
        ] {
            assert_eq!(text(words, false), written);
        }
        assert_eq!(text("a, b", true), "'a, b'");
        assert_eq!(text("a] b", true), "'a] b'");
    }

    #[test]
    fn lists_and_mappings_are_indented() {
        let word = |text: &str| Yaml::Text(text.to_owned());
        let entry = Yaml::Map(vec![
            ("id".to_owned(), word("R-1")),
            (
                "note".to_owned(),
                Yaml::Blank(Some("what it is".to_owned())),
            ),
            (
                "of".to_owned(),
                Yaml::List(vec![word("a"), Yaml::Plain("1".to_owned())]),
            ),
        ]);
        let rows = Yaml::List(vec![Yaml::List(vec![word("a, b"), Yaml::Blank(None)])]);
        let entries = [
            ("risks".to_owned(), Yaml::List(vec![entry.clone(), entry])),
            ("rows".to_owned(), rows),
        ];
        assert_eq!(
            mapping(&entries),
            "risks:\n  - id: R-1\n    note: # what it is\n    of: [a, 1]\n  - id: R-1\n    note: # what it is\n    of: [a, 1]\n\
             rows:\n  - ['a, b', '']\n"
        );
    }
}
