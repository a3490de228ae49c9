//! Texts in odd layouts: what is added is there, and every byte that was there still is.

use super::*;
use crate::scaffold::Yaml;

fn row() -> Vec<(String, Yaml)> {
    let text = |words: &str| Yaml::Text(words.to_owned());
    [
        ("version", Yaml::Plain("\"1.0\"".to_owned())),
        ("authors", Yaml::List(vec![text("A, B"), text("C")])),
        ("summary", text("What: changed.")),
    ]
    .map(|(key, value)| (key.to_owned(), value))
    .to_vec()
}

const FLOW: &str = "{version: \"1.0\", authors: ['A, B', C], summary: 'What: changed.'}";

/// Adds the row; the text is whole apart from it, which is given.
fn added(text: &str) -> String {
    let new = append(text, 0..text.len(), "versions", &row())
        .unwrap_or_else(|| panic!("nothing can be added to {text:?}"));
    let begin = text
        .bytes()
        .zip(new.bytes())
        .take_while(|(a, b)| a == b)
        .count();
    let behind = text.len() - begin;
    assert_eq!(
        &text.as_bytes()[begin..],
        &new.as_bytes()[new.len() - behind..],
        "{new:?}"
    );
    new
}

#[test]
fn a_row_is_added_as_those_above_it_are_written() {
    let lines = |blanks: &str| {
        format!(
            "{blanks}- version: \"1.0\"\n{blanks}  authors: ['A, B', C]\n{blanks}  summary: 'What: changed.'\n"
        )
    };
    // Where the new row stands is marked by `@`.
    let cases = [
        "versions:\n  - version: \"0.9\"\n    summary: x\n@",
        "versions:\n- version: \"0.9\"\n  summary: x\n@",
        "versions:\n- version: \"0.9\"\n  summary: x\n@title: T\n",
        "a: b\nversions: # the table\n    - version: 0.9 # first\n      summary: x # why\n@# an end\ntitle: T\n",
        "versions:\n  - version: \"0.9\"\n    summary: |\n      one\n\n      two\n@\ntitle: T\n",
        "versions:\n  - version: \"0.9\"\n    summary: >-\n      one\n      two\n@",
        "versions:\n  - version: \"0.9\"\n    summary: one\n      two\n@\n\n",
        "versions:\n  - version: \"0.9\"\n    summary: \"one\n\n      two\"\n@",
        "versions:\n  - version: \"0.9\"\n    authors:\n      - A\n      - B\n@stamp: none\n",
        "versions:\n  - version: \"0.9\"\n    authors: [\n      A,\n      B, # two\n    ]\n@",
        "versions:\n  -\n    version: \"0.9\"\n    summary: x\n@",
        "versions:\n  - version: \"0.8\"\n\n  # between\n\n  - version: \"0.9\"\n    summary:\n@\n# behind\n",
        "versions:\n  - {version: \"0.8\"}\n  -  version: \"0.9\"\n     summary: x\n@",
        "\"versions\":\n  - version: \"0.9\"\n    summary: 'it''s'\n@",
        "title: T\nversions:\n@",
        "title: T\nversions: # none yet\n@stamp: none\n",
    ];
    for case in cases {
        let text = case.replace('@', "");
        let blanks = match case.lines().find(|line| line.trim_start().starts_with('-')) {
            Some(line) => &line[..line.find('-').unwrap()],
            None => "  ",
        };
        assert_eq!(added(&text), case.replace('@', &lines(blanks)), "{case}");
        let (text, case) = (text.replace('\n', "\r\n"), case.replace('\n', "\r\n"));
        let lines = lines(blanks).replace('\n', "\r\n");
        assert_eq!(added(&text), case.replace('@', &lines), "{case}");
    }
}

#[test]
fn a_row_in_brackets_is_added_in_brackets() {
    let cases = [
        "versions: [{version: \"0.9\"}@]\n",
        "versions: [{version: \"0.9\", authors: [A, B]}@,] # all\ntitle: T\n",
        "versions: [\n  {version: \"0.8\"},\n  {version: \"0.9\"}@ # last\n]\n",
        "versions:\n  [ { version: \"0.9\" , summary: \"x\" }@ ]\n",
        "{title: T, versions: [{version: \"0.9\"}@]}\n",
        "versions: [@]\ntitle: T\n",
        "versions: [@ ] # none\n",
        "versions:\n  - {version: \"0.8\"}\n  - {version: \"0.9\"} # last\n@",
    ];
    for case in cases {
        let text = case.replace('@', "");
        let first = case.contains("[@");
        let line = case.contains("\n@");
        let separate = case.contains("\n  {");
        let new = match (first, line, separate) {
            (true, ..) => FLOW.to_owned(),
            (_, true, _) => format!("  - {FLOW}\n"),
            (_, _, true) => format!(",\n  {FLOW}"),
            _ => format!(", {FLOW}"),
        };
        assert_eq!(added(&text), case.replace('@', &new), "{case}");
    }
}

#[test]
fn a_table_that_is_not_there_is_begun() {
    assert!(added("title: T\n").starts_with("title: T\nversions:\n  - version: \"1.0\"\n"));
    assert!(added("title: |+\n  T\n\n\n").contains("\n\n\nversions:\n  - "));
    assert_eq!(
        added("{title: T}\n"),
        format!("{{title: T, versions: [{FLOW}]}}\n")
    );
    let text = "title: T\nversions: ~ # none\n";
    let new = append(text, 0..text.len(), "versions", &row());
    let expected = format!("title: T\nversions: [{FLOW}] # none\n");
    assert_eq!(new.as_deref(), Some(&*expected));
}

#[test]
fn a_text_that_ends_without_a_line_end_does_so_still() {
    for text in [
        "versions:\n  - version: \"0.9\"",
        "title: T",
        "versions:\r\n- version: \"0.9\"",
    ] {
        let new = added(text);
        assert!(new.starts_with(text) && !new.ends_with('\n'), "{new:?}");
        assert_eq!(new.contains("\r\n"), text.contains("\r\n"));
        assert_eq!(
            new.matches('\n').count(),
            new.matches("\r\n")
                .count()
                .max(text.matches('\n').count() + 3 + usize::from(text == "title: T"))
        );
    }
}

#[test]
fn what_stands_around_the_yaml_is_kept() {
    let text = "\u{feff}---\nrows:\n  - organisation: A\n---\n\nBody.\n";
    let within = 7..text.rfind("---").unwrap();
    let new = append(
        text,
        within,
        "rows",
        &[("organisation".to_owned(), Yaml::Text("B".to_owned()))],
    );
    assert_eq!(
        new.as_deref(),
        Some("\u{feff}---\nrows:\n  - organisation: A\n  - organisation: B\n---\n\nBody.\n")
    );
}

#[test]
fn where_nothing_can_be_added_nothing_is() {
    for text in [
        "versions: x\n",
        "versions: {a: b}\n",
        "- a\n",
        "a: [\n",
        "a: &x [1]\nversions: *x\n",
    ] {
        assert_eq!(
            append(text, 0..text.len(), "versions", &row()),
            None,
            "{text}"
        );
    }
}

#[test]
fn one_value_is_changed_and_nothing_else() {
    let met = Yaml::Plain("true".to_owned());
    let steps = |row, condition| {
        [
            Step::Key("rows"),
            Step::Item(row),
            Step::Key("conditions"),
            Step::Item(condition),
        ]
    };
    let cases = [
        (
            "rows:\n  - conditions:\n      - text: x\n        met: @false@ # not yet\n",
            true,
        ),
        (
            "rows:\n  - conditions:\n      - met: @false@\n        text: x\n",
            true,
        ),
        ("rows:\n  - conditions: [{text: x, met: @no@}]\n", true),
        (
            "rows:\n  - conditions:\n      - text: x\n        met:@@ # open\n",
            false,
        ),
        ("rows:\n  - conditions: [{text: x@@}]\n", false),
        (
            "rows:\n  - conditions:\n      - text: x # so\n@@\n\nz: 1\n",
            false,
        ),
        ("rows:\n-   conditions:\n    -   text: x # so\n@@", false),
    ];
    for (case, is_there) in cases {
        let pieces: Vec<&str> = case.split('@').collect();
        let text = pieces.concat();
        let new = set(&text, 0..text.len(), &steps(0, 0), "met", &met).expect(case);
        assert!(
            new.starts_with(pieces[0]) && new.ends_with(pieces[2]),
            "{new}"
        );
        let between = &new[pieces[0].len()..new.len() - pieces[2].len()];
        assert!(
            between.contains("true") && between.contains(pieces[1]) != is_there
                || pieces[1].is_empty(),
            "{new}"
        );
        assert_eq!(set(&text, 0..text.len(), &steps(0, 1), "met", &met), None);
        assert_eq!(set(&text, 0..text.len(), &steps(1, 0), "met", &met), None);
    }
}
