//! What changed between two states: each kind of change is told once, in the words of the contract,
//! and a redline holds both states.

use std::path::Path;

use serde_json::{Value as Json, json};

use crate::program::{git, planwright, write};

const MANIFEST: &str = "title: The Plan
subtitle: For the years to come
versions:
  - {version: \"0.8\", date: 2024-05-01, authors: [A. Author], summary: First}
";

const WORDS: &str = "---
title: Words
---

The first paragraph says what the plan is for, and for whom it was written.

The second paragraph costs £1.2m a year, which the well-being fund pays.

A third paragraph stands here so that something can change its place.[^1]

## A heading

- One thing that we do
- Another thing that we do
- The last thing that we do

| Area | Share | Note |
| --- | --- | --- |
| North | 40 % | old |
| South | 60 % | new |

Table: Shares by area {#shares}

[^1]: The note of the third paragraph.
";

const RISKS: &str = "---
kind: risk-register
title: Risks
risks:
  - id: R-1
    description: Staff may leave.
    mitigation: We pay them well.
    owner: The director
    likelihood: 3
    impact: 4
    residual: {likelihood: 1, impact: 4}
    review: 2026-07-01
  - id: R-2
    description: Money may run out.
    mitigation: We save.
    likelihood: 2
    impact: 2
---
";

const MONEY: &str = "---
kind: finance-table
title: Money
unit: £000
columns: [\"\", 2020/21, 2021/22]
rows:
  - {label: Staff, values: [1200, 1300]}
  - {label: Rooms, values: [300, 310]}
totals:
  - {label: Total, of: all}
---
";

const FACTS: &str = "people:\n  value: 61,000\n";

const FACT: &str = "---
title: People
---

We serve [](fact:people) people.
";

fn files() -> Vec<(&'static str, String)> {
    vec![
        ("facts.yaml", FACTS.to_owned()),
        ("plan/document.yaml", MANIFEST.to_owned()),
        ("plan/01-words.md", WORDS.to_owned()),
        ("plan/02-risks.md", RISKS.to_owned()),
        ("plan/03-money.md", MONEY.to_owned()),
        ("plan/04-people.md", FACT.to_owned()),
    ]
}

/// A repository with the files as they were, tagged `v0.8`.
fn repository() -> tempfile::TempDir {
    let root = tempfile::tempdir().expect("a temporary folder");
    for (path, text) in files() {
        write(root.path(), path, &text);
    }
    git(root.path(), &["init", "--quiet"]);
    git(root.path(), &["add", "."]);
    git(root.path(), &["commit", "--quiet", "--message", "First"]);
    git(root.path(), &["tag", "v0.8"]);
    root
}

/// Replaces a text in a file, which must be there once.
fn edit(root: &Path, path: &str, old: &str, new: &str) {
    let text = std::fs::read_to_string(root.join(path)).expect("the file can be read");
    assert_eq!(text.matches(old).count(), 1, "{old}");
    write(root, path, &text.replace(old, new));
}

/// The changes of the only document, as JSON.
fn changes(root: &Path) -> Json {
    let run = planwright(root, &["diff", "v0.8", "--format", "json"]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    let json: Json = serde_json::from_str(&run.stdout).expect("JSON");
    assert_eq!(json["version"], 1);
    json["documents"][0].clone()
}

/// One change: a file, what stood there, what stands there; and what is said of the card: words
/// inserted and deleted, paragraphs moved, and values as `FIELD: OLD -> NEW`.
struct Mutation {
    file: &'static str,
    old: &'static str,
    new: &'static str,
    words: (u64, u64),
    moved: u64,
    fields: &'static [&'static str],
}

const fn words(
    file: &'static str,
    old: &'static str,
    new: &'static str,
    words: (u64, u64),
) -> Mutation {
    Mutation {
        file,
        old,
        new,
        words,
        moved: 0,
        fields: &[],
    }
}

const fn value(
    file: &'static str,
    old: &'static str,
    new: &'static str,
    fields: &'static [&'static str],
) -> Mutation {
    Mutation {
        file,
        old,
        new,
        words: (0, 0),
        moved: 0,
        fields,
    }
}

const W: &str = "plan/01-words.md";
const R: &str = "plan/02-risks.md";
const M: &str = "plan/03-money.md";

fn mutations() -> Vec<Mutation> {
    vec![
        words(W, "£1.2m a year", "£1.4m a year", (1, 1)),
        words(W, "well-being fund", "wellbeing fund", (1, 1)),
        words(W, "for whom", "for which people", (2, 1)),
        words(W, "says what", "clearly says what", (1, 0)),
        words(W, ", and for whom it was written", "", (0, 6)),
        words(W, "## A heading", "## Another heading", (1, 1)),
        words(W, "- Another thing that we do\n", "", (0, 5)),
        words(
            W,
            "- The last thing",
            "- A new thing to begin\n- The last thing",
            (5, 0),
        ),
        words(
            W,
            "Another thing that we do",
            "Another thing that we did",
            (1, 1),
        ),
        words(W, "The note of the third", "The note of this third", (1, 1)),
        words(W, "Shares by area", "Shares by region", (1, 1)),
        words(
            W,
            "place.[^1]",
            "place.[^1]\n\nA fourth paragraph of six words.",
            (6, 0),
        ),
        words(
            W,
            "The second paragraph",
            "The **second** paragraph",
            (1, 1),
        ),
        Mutation {
            moved: 1,
            ..words(
                W,
                "The second paragraph costs £1.2m a year, which the well-being fund pays.\n\nA third paragraph stands here so that something can change its place.[^1]\n",
                "A third paragraph stands here so that something can change its place.[^1]\n\nThe second paragraph costs £1.2m a year, which the well-being fund pays.\n",
                (0, 0),
            )
        },
        value(
            W,
            "title: Words",
            "title: Other words",
            &["title: Words -> Other words"],
        ),
        value(
            W,
            "| 40 %",
            "| 45 %",
            &["tables[shares].rows[North].Share: 40 % -> 45 %"],
        ),
        value(
            W,
            "| South | 60 % | new |",
            "| South | 60 % | new |\n| East | 0 % | |",
            &[
                "tables[shares].rows[East].Area: - -> East",
                "tables[shares].rows[East].Share: - -> 0 %",
            ],
        ),
        value(
            W,
            "| Area | Share | Note |\n| --- | --- | --- |\n| North | 40 % | old |\n| South | 60 % | new |",
            "| Area | People | Share | Note |\n| --- | --- | --- | --- |\n| North | 7 | 40 % | old |\n| South | 9 | 60 % | new |",
            &[
                "tables[shares].rows[North].People: - -> 7",
                "tables[shares].rows[South].People: - -> 9",
            ],
        ),
        value(
            R,
            "likelihood: 3",
            "likelihood: 4",
            &["risks[R-1].likelihood: 3 -> 4"],
        ),
        value(
            R,
            "owner: The director",
            "owner: The board",
            &["risks[R-1].owner: The director -> The board"],
        ),
        value(
            R,
            "review: 2026-07-01",
            "review: 2026-10-01",
            &["risks[R-1].review: 2026-07-01 -> 2026-10-01"],
        ),
        value(
            R,
            "    review: 2026-07-01\n",
            "",
            &["risks[R-1].review: 2026-07-01 -> -"],
        ),
        value(
            R,
            "We save.",
            "We save more.",
            &["risks[R-2].mitigation: We save. -> We save more."],
        ),
        value(
            R,
            "    impact: 2\n",
            "    impact: 2\n  - {id: R-3, description: It may rain., mitigation: We carry coats.}\n",
            &[
                "risks[R-3].id: - -> R-3",
                "risks[R-3].description: - -> It may rain.",
                "risks[R-3].mitigation: - -> We carry coats.",
            ],
        ),
        value(
            M,
            "[1200, 1300]",
            "[1200, 1400]",
            &["rows[Staff].2021/22: 1300 -> 1400"],
        ),
        value(
            M,
            "  - {label: Rooms, values: [300, 310]}\n",
            "",
            &[
                "rows[Rooms].0: Rooms -> -",
                "rows[Rooms].2020/21: 300 -> -",
                "rows[Rooms].2021/22: 310 -> -",
            ],
        ),
        value(
            M,
            "columns: [\"\", 2020/21, 2021/22]\nrows:\n  - {label: Staff, values: [1200, 1300]}\n  - {label: Rooms, values: [300, 310]}",
            "columns: [\"\", 2019/20, 2020/21, 2021/22]\nrows:\n  - {label: Staff, values: [1100, 1200, 1300]}\n  - {label: Rooms, values: [290, 300, 310]}",
            &[
                "columns[1]: - -> 2019/20",
                "rows[Staff].2019/20: - -> 1100",
                "rows[Rooms].2019/20: - -> 290",
            ],
        ),
        value(M, "unit: £000", "unit: £m", &["unit: £000 -> £m"]),
        words("facts.yaml", "61,000", "62,000", (1, 1)),
        value(
            "plan/document.yaml",
            "subtitle: For the years to come",
            "subtitle: For all years to come",
            &["subtitle: For the years to come -> For all years to come"],
        ),
    ]
}

#[test]
fn thirty_kinds_of_change_are_each_told_once() {
    let root = repository();
    let same = changes(root.path());
    assert_eq!(same["cards"], json!([]), "nothing changed");
    let mutations = mutations();
    assert_eq!(mutations.len(), 30);
    for one in mutations {
        let path = root.path().join(one.file);
        let before = std::fs::read_to_string(&path).expect("the file can be read");
        edit(root.path(), one.file, one.old, one.new);
        let found = changes(root.path());
        std::fs::write(&path, before).expect("the file can be written");
        let cards = found["cards"].as_array().expect("cards");
        assert_eq!(cards.len(), 1, "{}: {found:#}", one.new);
        let card = &cards[0];
        assert_eq!(card["change"], "changed", "{}", one.new);
        let counted = (
            card["words"]["inserted"].as_u64().expect("a number"),
            card["words"]["deleted"].as_u64().expect("a number"),
        );
        assert_eq!(
            (counted, card["moved"].as_u64()),
            (one.words, Some(one.moved)),
            "{}: {card:#}",
            one.new
        );
        let said: Vec<String> = card["fields"]
            .as_array()
            .expect("fields")
            .iter()
            .map(|field| {
                let text = |key: &str| field[key].as_str().unwrap_or("-").to_owned();
                format!("{}: {} -> {}", text("field"), text("old"), text("new"))
            })
            .collect();
        assert_eq!(said, one.fields, "{}", one.new);
    }
}

#[test]
fn cards_are_added_removed_renamed_and_moved() {
    let root = repository();
    let plan = root.path().join("plan");
    std::fs::remove_file(plan.join("03-money.md")).expect("it was there");
    std::fs::rename(plan.join("02-risks.md"), plan.join("07-perils.md")).expect("it was there");
    write(
        root.path(),
        "plan/05-new.md",
        "---\ntitle: New\n---\n\nThree new words.\n",
    );
    let found = changes(root.path());
    let said: Vec<(&str, &str, &str, Option<&str>)> = found["cards"]
        .as_array()
        .expect("cards")
        .iter()
        .map(|card| {
            let text = |key: &str| card[key].as_str().expect("a text");
            (
                text("id"),
                text("path"),
                text("change"),
                card["old_path"].as_str(),
            )
        })
        .collect();
    assert_eq!(
        said,
        [
            ("new", "plan/05-new.md", "added", None),
            (
                "perils",
                "plan/07-perils.md",
                "moved",
                Some("plan/02-risks.md")
            ),
            ("money", "plan/03-money.md", "removed", None),
        ]
    );
    assert_eq!(
        found["cards"][0]["words"],
        json!({"inserted": 3, "deleted": 0})
    );
    assert_eq!(
        (found["old"].as_str(), found["new"].as_str()),
        (Some("0.8"), Some("working"))
    );
    let run = planwright(
        root.path(),
        &["diff", "v0.8", "--format", "text", "--exit-code"],
    );
    assert_eq!(run.status, 1, "{}", run.stderr);
    assert!(
        run.stdout.contains("New: added") && run.stdout.contains("Money: removed"),
        "{}",
        run.stdout
    );
    let run = planwright(
        root.path(),
        &["diff", "v0.8", "v0.8", "--format", "text", "--exit-code"],
    );
    assert_eq!(
        (run.status, run.stdout.contains("Nothing changed.")),
        (0, true),
        "{}",
        run.stdout
    );
}

/// A page without its insertions, or without its deletions, as words.
fn words_of(page: &str, without: &str) -> String {
    let start = page.find("<section id=").expect("cards");
    let end = page
        .find("<section class=\"outstanding")
        .unwrap_or(page.len());
    let mut rest = &page[start..end];
    let mut text = String::new();
    let (open, close) = (format!("<{without}>"), format!("</{without}>"));
    while let Some(at) = rest.find(&open) {
        text.push_str(&rest[..at]);
        let behind = rest[at..].find(&close).expect("it is closed") + at + close.len();
        rest = &rest[behind..];
    }
    text.push_str(rest);
    let mut plain = String::new();
    let mut in_tag = false;
    for c in text.chars() {
        match c {
            '<' => in_tag = true,
            '>' => {
                in_tag = false;
                plain.push(' ');
            }
            c if !in_tag => plain.push(c),
            _ => {}
        }
    }
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The words of a page that holds one state.
fn page(root: &Path) -> String {
    let run = planwright(root, &["build", "--draft", "--format", "html"]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    let page = std::fs::read_to_string(root.join("output/the-plan-v0.8-draft.html"))
        .expect("the page is there");
    words_of(&page, "none")
}

#[test]
fn accepting_all_gives_the_newer_text_and_rejecting_all_the_older_one() {
    let root = repository();
    let old = page(root.path());
    edit(root.path(), W, "£1.2m a year", "£1.4m each year");
    edit(root.path(), W, "- Another thing that we do\n", "");
    edit(
        root.path(),
        W,
        "| North | 40 % | old |",
        "| North | 45 % | renewed |",
    );
    edit(
        root.path(),
        W,
        "## A heading",
        "A fourth paragraph is new here.\n\n## A heading",
    );
    edit(root.path(), R, "likelihood: 3", "likelihood: 5");
    edit(root.path(), R, "{likelihood: 1,", "{likelihood: 2,");
    edit(
        root.path(),
        R,
        "owner: The director",
        "owner: The whole board",
    );
    edit(root.path(), R, "review: 2026-07-01", "review: 2026-10-01");
    edit(root.path(), M, "[300, 310]", "[300, 1310]");
    edit(
        root.path(),
        M,
        "  - {label: Staff, values: [1200, 1300]}\n",
        "",
    );
    edit(root.path(), "facts.yaml", "61,000", "62,000");
    let new = page(root.path());
    let run = planwright(root.path(), &["diff", "v0.8", "--format", "html,pdf"]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    let folder = root.path().join("output");
    let redline = std::fs::read_to_string(folder.join("the-plan-v0.8-working-redline.html"))
        .expect("the redline is there");
    let squeezed = |text: &str| text.replace(' ', "");
    assert_eq!(squeezed(&words_of(&redline, "del")), squeezed(&new));
    assert_eq!(squeezed(&words_of(&redline, "ins")), squeezed(&old));
    let text = crate::program::pdf_text(&folder.join("the-plan-v0.8-working-redline.pdf"));
    assert!(
        text.contains("What changed")
            && text.contains("1 October 2026")
            && text.contains("deleted:"),
        "{text}"
    );
}

#[test]
fn the_history_has_a_row_for_each_version_and_one_for_now() {
    let root = repository();
    edit(
        root.path(),
        "plan/document.yaml",
        "summary: First}",
        "summary: First}\n  - {version: \"0.9\", date: 2024-06-01, authors: [A. Author], summary: More words}",
    );
    edit(
        root.path(),
        W,
        "what the plan is for",
        "what the plan is for (TBC)",
    );
    edit(root.path(), R, "likelihood: 3", "likelihood: 5");
    let run = planwright(root.path(), &["status", "--history"]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    let rows: Vec<Vec<&str>> = run
        .stdout
        .lines()
        .map(|line| line.split_whitespace().collect())
        .collect();
    assert_eq!(rows.len(), 4, "{}", run.stdout);
    assert_eq!(rows[1][..2], ["0.8", "2024-05-01"]);
    assert_eq!(rows[2], ["0.9", "2024-06-01"], "it has no tag yet");
    assert_eq!((rows[1][2], rows[3][1]), ("0", "1"), "{}", run.stdout);
    let run = planwright(root.path(), &["status", "--history", "--format", "json"]);
    let json: Json = serde_json::from_str(&run.stdout).expect("JSON");
    assert_eq!(
        json["history"][0]["ratings"],
        json!({"High": 1, "Moderate": 1})
    );
    assert_eq!(
        json["history"][2]["ratings"],
        json!({"Extreme": 1, "Moderate": 1})
    );
    let run = planwright(root.path(), &["status", "--history", "--format", "csv"]);
    assert!(
        run.stdout
            .starts_with("version,date,placeholders,words,cards,rated extreme"),
        "{}",
        run.stdout
    );
}

#[test]
fn a_card_of_progress_has_what_each_tag_held_and_what_is_open_now() {
    let root = repository();
    edit(
        root.path(),
        "plan/document.yaml",
        "summary: First}",
        "summary: First}\n  - {version: \"0.9\", date: 2024-06-01, authors: [A. Author], summary: More words}",
    );
    edit(
        root.path(),
        W,
        "what the plan is for",
        "what the plan is for (TBC)",
    );
    write(
        root.path(),
        "plan/06-progress.md",
        "---\nkind: progress\ntitle: Progress\n---\n",
    );
    let run = planwright(root.path(), &["build", "--draft", "--format", "txt"]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    let text = std::fs::read_to_string(root.path().join("output/the-plan-v0.9-draft.txt"));
    let text = text.expect("a text");
    let row = |version: &str| {
        let mut lines = text.lines().filter(|line| line.contains(" | "));
        let line = lines.rfind(|line| line.starts_with(version));
        line.map(|line| {
            line.split(" | ")
                .map(str::to_owned)
                .collect::<Vec<String>>()
        })
    };
    let (old, now) = (row("V0.8").expect("a row"), row("V0.9").expect("a row"));
    assert_eq!((old[1].as_str(), old[2].as_str()), ("1 May 2024", "0"));
    assert_eq!((now[1].as_str(), now[2].as_str()), ("1 June 2024", "1"));
    assert!(
        text.contains("V0.8 0, V0.9 1."),
        "the picture says it too: {text}"
    );
}

#[test]
fn what_was_endorsed_is_what_it_is_compared_with() {
    let root = repository();
    write(
        root.path(),
        "plan/05-agreed.md",
        "---\nkind: endorsements\ntitle: Agreed\nrows:\n  - {organisation: The Trust, route: By letter}\n---\n",
    );
    let endorse = [
        "endorse",
        "--by",
        "The Board",
        "--route",
        "Meeting",
        "--date",
        "2024-05-20",
        "--condition",
        "Say who pays.",
    ];
    let run = planwright(root.path(), &endorse);
    assert_eq!(run.status, 0, "{}", run.stderr);
    edit(root.path(), W, "fund pays", "fund of the council pays");
    for id in ["document", "The Board"] {
        let run = planwright(root.path(), &["diff", "--approved", id, "--format", "text"]);
        assert_eq!(run.status, 0, "{}", run.stderr);
        assert!(
            run.stdout.contains("from 0.8 to working")
                && run.stdout.contains("Condition 1, not met: Say who pays.")
                && run.stdout.contains("3 words inserted"),
            "{}",
            run.stdout
        );
    }
    let run = planwright(root.path(), &["diff", "--approved", "nobody"]);
    assert_eq!(run.status, 2, "{}", run.stderr);
    assert!(
        run.stderr.contains("nobody has endorsed `nobody`"),
        "{}",
        run.stderr
    );
}
