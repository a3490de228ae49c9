//! The limits of the program: they stand in the guide with the same numbers, and what authors write
//! is held to them to the last piece.

use std::time::{Duration, Instant};

use planwright::{Options, check, limits};

use crate::program::{planwright, repository, write};

/// The limits as the source gives them: what the first line of the comment calls each, and its
/// number.
fn limits() -> Vec<(String, u64)> {
    let text = std::fs::read_to_string(repository().join("src/limits.rs"))
        .expect("the source can be read");
    let mut found = Vec::new();
    let mut name = None;
    for line in text.lines() {
        if let Some(comment) = line.strip_prefix("///") {
            name.get_or_insert_with(|| comment.trim().to_owned());
        } else if let Some((_, value)) = line
            .strip_prefix("pub const ")
            .and_then(|rest| rest.split_once(" = "))
        {
            let number = |part: &str| {
                if part == "MIB" {
                    limits::MIB
                } else {
                    part.replace('_', "").parse().expect("a number")
                }
            };
            found.push((
                name.take().expect("a comment"),
                value
                    .trim_end_matches(';')
                    .split(" * ")
                    .map(number)
                    .product(),
            ));
        }
    }
    found.retain(|(name, _)| name != "2 to the power of 20.");
    found
}

/// `1,000 million` as 1000000000.
fn number(text: &str) -> u64 {
    let digits: String = text
        .chars()
        .take_while(|c| c.is_ascii_digit() || *c == ',')
        .filter(char::is_ascii_digit)
        .collect();
    let unit = if text.contains(" MiB") {
        limits::MIB
    } else {
        1
    } * if text.contains(" million") {
        1_000_000
    } else {
        1
    };
    digits.parse::<u64>().unwrap_or_default() * unit
}

#[test]
fn every_limit_stands_in_the_guide_with_its_number() {
    let guide = std::fs::read_to_string(repository().join("docs/security.md"))
        .expect("the guide can be read");
    let rows: Vec<(&str, &str)> = guide
        .lines()
        .filter_map(|line| {
            line.strip_prefix("| ")?
                .strip_suffix(" |")?
                .split_once(" | ")
        })
        .collect();
    let limits = limits();
    assert!(limits.len() > 20, "the limits are found: {limits:?}");
    for (name, value) in limits {
        let (_, told) = rows
            .iter()
            .find(|(row, _)| *row == name)
            .unwrap_or_else(|| panic!("the guide has no row “{name}”"));
        assert_eq!(number(told), value, "{name}");
    }
}

/// How often a code is among what was found.
fn count(found: &[(String, String)], wanted: &str) -> usize {
    found.iter().filter(|(code, _)| code == wanted).count()
}

/// What is found in a project whose card has this body and these keys.
fn found(keys: &str, body: &str, others: &[(&str, &str)]) -> Vec<(String, String)> {
    let root = tempfile::tempdir().expect("a temporary folder");
    let manifest =
        "title: T\nversions:\n  - {version: \"1.0\", date: 2024-05-01, authors: [A], summary: S}\n";
    write(root.path(), "plan/document.yaml", manifest);
    write(
        root.path(),
        "plan/01-one.md",
        &format!("---\n{keys}---\n\n{body}\n"),
    );
    others
        .iter()
        .for_each(|(path, text)| write(root.path(), path, text));
    let run = planwright(
        root.path(),
        &[
            "check",
            "--no-compile",
            "--allow",
            "placeholder",
            "--message-format",
            "json",
        ],
    );
    let report: serde_json::Value = serde_json::from_str(&run.stdout).expect("JSON");
    let errors = report["diagnostics"]
        .as_array()
        .expect("a list")
        .iter()
        .filter(|found| found["severity"] == "error");
    errors
        .map(|found| {
            (
                found["code"].as_str().unwrap_or("").to_owned(),
                format!("{}:{}", found["path"].as_str().unwrap_or(""), found["line"]),
            )
        })
        .collect()
}

/// With so many nothing is wrong, and with one more there is one error, at this line of the card.
fn holds(most: usize, code: &str, line: usize, project: impl Fn(usize) -> (String, String)) {
    for (count, wanted) in [
        (most, None),
        (
            most + 1,
            Some((code.to_owned(), format!("plan/01-one.md:{line}"))),
        ),
    ] {
        let (keys, body) = project(count);
        assert_eq!(
            found(&keys, &body, &[]),
            wanted.into_iter().collect::<Vec<_>>(),
            "{count}"
        );
    }
}

const KEYS: &str = "title: One\n";

fn body(text: String) -> (String, String) {
    (KEYS.to_owned(), text)
}

#[test]
fn a_table_has_so_many_cells() {
    // Two columns, and so two heads; the last row has one cell more if the number is odd.
    holds(limits::CELLS / 2, "document/too-many", 5, |rows| {
        body(format!(
            "| A | B |\n|---|---|\n{}",
            "| a | b |\n".repeat(rows - 1)
        ))
    });
}

#[test]
fn a_list_of_the_front_matter_has_so_many_values() {
    let rows = |rows: usize| {
        format!(
            "kind: table\ntitle: One\ncolumns: [A, B]\nrows:\n{}",
            "  - [a, b]\n".repeat(rows)
        )
    };
    holds(limits::CELLS / 2, "document/too-many", 5, |count| {
        (rows(count), String::new())
    });
}

#[test]
fn a_csv_file_has_so_many_cells() {
    for (rows, wanted) in [(limits::CELLS / 2, 0), (limits::CELLS / 2 + 1, 1)] {
        let csv = format!("A,B\n{}", "a,b\n".repeat(rows));
        let found = found(
            "kind: table\ntitle: One\ndata: data.csv\n",
            "",
            &[("plan/data.csv", &csv)],
        );
        assert_eq!(count(&found, "document/too-many"), wanted, "{found:?}");
    }
}

#[test]
fn the_heads_of_a_table_have_so_many_characters() {
    let heads = |length: usize| format!("| {} | B |\n|---|---|\n| a | b |", "a".repeat(length - 1));
    holds(limits::TABLE_HEADS, "document/too-long", 5, |length| {
        body(heads(length))
    });
}

#[test]
fn titles_and_headings_have_so_many_characters() {
    let title = |length: usize| format!("title: {}\n", "a".repeat(length));
    holds(limits::TITLE, "document/too-long", 2, |length| {
        (title(length), "Text.".to_owned())
    });
    holds(limits::TITLE, "document/too-long", 5, |length| {
        body(format!("## {}\n\nText.", "a".repeat(length)))
    });
}

#[test]
fn a_footnote_is_called_so_often() {
    let pages = |calls: usize| "Word[^1].\n\n".repeat(calls);
    holds(
        limits::NOTE_CALLS,
        "document/too-many",
        5 + 2 * limits::NOTE_CALLS,
        |calls| body(format!("{}[^1]: Note.", pages(calls))),
    );
}

#[test]
fn a_list_from_a_bibliography_is_cited_so_often() {
    let bib = "@report{k, author = {{NHS}}, title = {T}, year = 2015}\n";
    let of = |citations: usize| {
        let keys = "kind: references\ntitle: R\ndata: s.bib\n";
        let body = "Word [](cite:k).\n\n".repeat(citations);
        count(
            &found(keys, &body, &[("plan/s.bib", bib)]),
            "document/too-many",
        )
    };
    assert_eq!(of(limits::CITATIONS), 0);
    assert_eq!(of(limits::CITATIONS + 1), 1);
}

#[test]
fn a_paragraph_has_so_many_pieces() {
    // Each line is a piece of text, and the break behind it another one.
    holds(limits::PIECES / 2, "document/too-many", 5, |pairs| {
        body("word\n".repeat(pairs) + &"end".repeat(pairs % 2))
    });
}

#[test]
fn a_word_has_so_many_characters_whatever_divides_it_in_the_source() {
    holds(limits::WORD, "document/too-long", 5, |letters| {
        body("ä".repeat(letters))
    });
    holds(limits::WORD, "document/too-long", 5, |letters| {
        body(format!(
            "*{}*{}",
            "a".repeat(letters / 2),
            "b".repeat(letters - letters / 2)
        ))
    });
    holds(limits::WORD, "document/too-long", 5, |letters| {
        body(format!("`{}`", "a".repeat(letters)))
    });
    // A second one in the same paragraph need not be said.
    let twice = format!("{0} *b* {0}", "a".repeat(limits::WORD + 1));
    assert_eq!(
        count(&found(KEYS, &twice, &[]), "document/too-long"),
        1,
        "it is said once"
    );
    // A script that has no spaces has a place for a line to end behind each character.
    assert_eq!(found(KEYS, &"漢".repeat(limits::WORD + 1), &[]), []);
}

#[test]
fn the_address_of_a_link_has_so_many_bytes() {
    let address = |bytes: usize| {
        format!(
            "https://example.org/{}",
            "a".repeat(bytes - "https://example.org/".len())
        )
    };
    holds(limits::ADDRESS, "document/too-long", 5, |bytes| {
        body(format!("[here]({})", address(bytes)))
    });
}

#[test]
fn a_block_of_code_has_so_many_lines() {
    holds(limits::CODE_LINES, "document/too-many", 5, |lines| {
        body(format!("```\n{}```", "code\n".repeat(lines)))
    });
}

#[test]
fn lists_lie_in_each_other_so_deep() {
    holds(limits::NESTING, "source/nesting", 5, |depth| {
        body(format!("{} a", ">".repeat(depth)))
    });
}

#[test]
fn footnotes_lie_in_each_other_so_deep() {
    let chain = |depth: usize| {
        (0..depth)
            .map(|at| format!("[^{at}]: Note[^{}].\n\n", at + 1))
            .collect::<String>()
    };
    holds(limits::NOTE_DEPTH, "source/nesting", 7, |depth| {
        body(format!("Text[^0].\n\n{}[^{depth}]: End.", chain(depth)))
    });
}

#[test]
fn a_footnote_holds_so_many_others() {
    holds(limits::INNER_NOTES, "source/nesting", 7, |notes| {
        body(format!(
            "Text[^m], and[^e].\n\n[^m]: {}\n\n[^e]: End.",
            "[^e] ".repeat(notes)
        ))
    });
}

#[test]
fn an_svg_counts_a_filter_as_so_many_elements() {
    let most = usize::try_from(limits::SVG_ELEMENTS / limits::SVG_FILTER).expect("it is small");
    for (filters, wanted) in [(most, 0), (most + 1, 1)] {
        let shapes = "<rect filter=\"url(#f)\" width=\"1\" height=\"1\"/>".repeat(filters - 1);
        let svg = format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"9\" height=\"9\" filter=\"url(#f)\">{shapes}</svg>"
        );
        let found = found(
            KEYS,
            "![A square](a.svg \"Shapes\")",
            &[("plan/a.svg", &svg)],
        );
        assert_eq!(count(&found, "document/large-picture"), wanted, "{found:?}");
    }
}

#[test]
fn a_text_file_has_so_many_bytes() {
    let bytes = usize::try_from(limits::TEXT_FILE).expect("it is small");
    for (size, wanted) in [(bytes, 0), (bytes + 1, 1)] {
        let text = format!("# {}\n", "x".repeat(size - 3));
        let found = found(KEYS, "Text.", &[("planwright.yaml", &text)]);
        assert_eq!(count(&found, "source/too-large"), wanted, "{found:?}");
    }
}

/// No page is set of what is beyond a limit, so what only pages show is not found.
#[test]
fn beyond_a_limit_no_page_is_set_unless_the_limit_is_switched_off() {
    let root = tempfile::tempdir().expect("a temporary folder");
    let manifest =
        "title: T\nversions:\n  - {version: \"1.0\", date: 2024-05-01, authors: [A], summary: S}\n";
    write(root.path(), "plan/document.yaml", manifest);
    write(
        root.path(),
        "plan/01-one.md",
        &format!(
            "---\ntitle: One\n---\n\n{}\n\nNo font has \u{10480}.\n",
            "a".repeat(limits::WORD + 1)
        ),
    );
    let run = planwright(root.path(), &["check"]);
    assert_eq!(run.status, 1, "{}", run.stderr);
    assert!(
        run.stderr.contains("document/too-long") && !run.stderr.contains("uncovered-character"),
        "{}",
        run.stderr
    );
    let run = planwright(root.path(), &["check", "--allow", "document/too-long"]);
    assert!(run.stderr.contains("uncovered-character"), "{}", run.stderr);
}

/// The time of a check of a project whose card has this text.
fn time(text: &str) -> Duration {
    let root = tempfile::tempdir().expect("a temporary folder");
    let manifest =
        "title: T\nversions:\n  - {version: \"1.0\", date: 2024-05-01, authors: [A], summary: S}\n";
    write(root.path(), "plan/document.yaml", manifest);
    write(root.path(), "plan/01-one.md", text);
    let options = Options {
        no_compile: true,
        ..Options::default()
    };
    let start = Instant::now();
    check(root.path(), &options).expect("the folder can be read");
    start.elapsed()
}

#[test]
fn the_time_of_a_check_grows_with_the_text_and_no_faster() {
    let card = |body: String| format!("---\ntitle: One\n---\n\n{body}\n");
    let texts: [&dyn Fn(usize) -> String; 5] = [
        &|repeats| card("http://a ".repeat(repeats)),
        &|repeats| card("*a ".repeat(repeats)),
        &|repeats| card("TBC ".repeat(repeats)),
        &|repeats| card("{++a++} *b ".repeat(repeats)),
        // A finding at each line of the front matter.
        &|repeats| {
            let rows = "  - a\n".repeat(3 * repeats);
            format!("---\nkind: table\ntitle: One\ncolumns: [A, B]\nrows:\n{rows}---\n")
        },
    ];
    // As for the gate: eight times the text may take three times eight times as long, because the
    // machine does other things too; a square would be sixty-four times.
    for text in texts {
        let pairs = (0..5).map(|_| (time(&text(500)), time(&text(4_000))));
        let bad: Vec<_> = pairs
            .take_while(|(short, long)| *long >= *short * 24 + Duration::from_millis(500))
            .collect();
        assert!(
            bad.len() < 5,
            "{:?} took, once and eight times, {bad:?}",
            text(1)
        );
    }
}
