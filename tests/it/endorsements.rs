//! `planwright endorse`: a row that is bound to what was endorsed, and that stands or falls with it.

use std::path::Path;

use crate::program::{Run, only_pdf, pdf_text, planwright, write};

const MANIFEST: &str = "title: The Plan\nimpacts: [Care, Money]\nrelease: { needs: [The Board] }\nversions:\n  - version: \"1.0\"\n    date: 2024-05-01\n    authors: [A]\n    summary: S\n";

const REGISTER: &str = "---\r\nkind: endorsements # who agreed\r\ntitle: Endorsements\r\nrows:\r\n  - organisation: The Council\r\n    route: By letter.\r\n    date: 2024-03-01\r\n---\r\n\r\nThey agreed.\r\n";

const BOARD: [&str; 7] = [
    "endorse",
    "--by",
    "The Board",
    "--route",
    "At its meeting.",
    "--date",
    "2024-05-02",
];

fn project() -> tempfile::TempDir {
    let root = tempfile::tempdir().expect("a temporary folder");
    write(root.path(), "plan/document.yaml", MANIFEST);
    write(
        root.path(),
        "plan/01-one.md",
        "---\ntitle: One\n---\nServing [](fact:people) people.\n",
    );
    write(
        root.path(),
        "plan/02-two.md",
        "---\ntitle: Two\nowner: A\n---\nWords.\n",
    );
    write(root.path(), "plan/03-endorsements.md", REGISTER);
    write(root.path(), "facts.yaml", "people:\n  value: 437000\n");
    root
}

fn run(root: &Path, args: &[&str], status: i32) -> Run {
    let run = planwright(root, args);
    assert_eq!(run.status, status, "{args:?} {}{}", run.stdout, run.stderr);
    run
}

fn register(root: &Path) -> String {
    std::fs::read_to_string(root.join("plan/03-endorsements.md")).expect("the card can be read")
}

fn content(register: &str) -> &str {
    let (_, content) = register.rsplit_once("content: \"").expect("a fingerprint");
    content.split('"').next().expect("it ends")
}

#[test]
fn an_endorsement_is_a_row_bound_to_the_words_as_they_stand() {
    let root = project();
    let root = root.path();
    let refused = run(root, &["build"], 1);
    assert!(
        refused.stderr.contains("version/not-endorsed"),
        "{}",
        refused.stderr
    );
    run(root, &["build", "--draft"], 0);
    run(root, &BOARD, 0);
    let after = register(root);
    let row = format!(
        "  - organisation: The Board\r\n    route: At its meeting.\r\n    date: 2024-05-02\r\n    of: document\r\n    version: \"1.0\"\r\n    content: \"{}\"\r\n",
        content(&after)
    );
    assert_eq!(
        after,
        REGISTER.replace("2024-03-01\r\n", &format!("2024-03-01\r\n{row}"))
    );
    run(
        root,
        &["build", "--format", "pdf,html", "--deny", "warnings"],
        0,
    );
    std::fs::remove_file(root.join("output/the-plan-v1.0-draft.pdf")).expect("it was built");
    let text = pdf_text(&only_pdf(root));
    assert!(
        text.contains("Endorsed text") && text.contains("of V1.0, unchanged"),
        "{text}"
    );
    let web = std::fs::read_to_string(root.join("output/the-plan-v1.0.html")).expect("a web page");
    assert!(web.contains("of V1.0, unchanged since"), "{web}");

    // Layout, line ends, places and the order of keys are no part of what a plan says.
    write(
        root,
        "plan/02-two.md",
        "---\r\nowner: A\r\ntitle:   'Two'\r\n---\r\n\r\n\r\nWords.\r\n",
    );
    write(root, "plan/comments.yaml", "[]\n");
    write(
        root,
        "plan/document.yaml",
        &MANIFEST.replace("summary: S", "summary: Another."),
    );
    run(
        root,
        &["check", "--deny", "warnings", "--allow", "source/not-read"],
        0,
    );
    // A fact is, and so is every word.
    for (path, text) in [
        ("facts.yaml", "people:\n  value: 438000\n"),
        (
            "plan/02-two.md",
            "---\ntitle: Two\nowner: A\n---\nOther words.\n",
        ),
        (
            "plan/02-two.md",
            "---\ntitle: Two!\nowner: A\n---\nWords.\n",
        ),
    ] {
        let old = std::fs::read_to_string(root.join(path)).expect("it is there");
        write(root, path, text);
        let found = run(root, &["check"], 1);
        assert!(
            found.stderr.contains("error[version/endorsed-changed]"),
            "{path} {}",
            found.stderr
        );
        let found = run(root, &["check", "--draft"], 0);
        assert!(
            found.stderr.contains("warning[version/endorsed-changed]"),
            "{path} {}",
            found.stderr
        );
        write(root, path, &old);
    }
    run(root, &["check"], 0);
}

#[test]
fn conditions_are_met_one_by_one_and_the_last_renews_what_was_endorsed() {
    let root = project();
    let root = root.path();
    let conditional: Vec<&str> = BOARD
        .iter()
        .copied()
        .chain(["--condition", "A date: soon.", "--condition", "B"])
        .collect();
    run(root, &conditional, 0);
    let first = content(&register(root)).to_owned();
    assert!(
        register(root)
            .contains("    conditions:\r\n      - text: 'A date: soon.'\r\n        met: false\r\n"),
        "{}",
        register(root)
    );
    write(
        root,
        "plan/02-two.md",
        "---\ntitle: Two\nowner: A\n---\nWords, soon.\n",
    );
    let found = run(root, &["check"], 1);
    assert!(
        found.stderr.contains("0 of 2 are met") && !found.stderr.contains("endorsed-changed"),
        "{}",
        found.stderr
    );
    let said = run(root, &["endorse", "--met", "2"], 0);
    assert!(
        said.stderr.contains("conditions: 1 of 2 met"),
        "{}",
        said.stderr
    );
    assert!(
        run(root, &["endorse", "--met", "2"], 0)
            .stderr
            .contains("met already")
    );
    assert_eq!(content(&register(root)), first);
    run(root, &["build", "--draft"], 0);
    assert!(pdf_text(&only_pdf(root)).contains("conditions: 1 of 2"));
    run(root, &["endorse", "--met", "1"], 0);
    assert_ne!(content(&register(root)), first);
    run(root, &["check", "--deny", "warnings"], 0);
    assert_eq!(
        register(root).matches("\r\n").count(),
        register(root).matches('\n').count()
    );
}

#[test]
fn a_card_is_endorsed_by_its_id_and_another_may_change() {
    let root = project();
    let root = root.path();
    let mut args = BOARD.to_vec();
    args.insert(1, "two");
    run(root, &args, 0);
    write(
        root,
        "plan/01-one.md",
        "---\ntitle: One\n---\nOther words.\n",
    );
    let found = run(root, &["check", "--draft"], 0);
    assert!(
        !found.stderr.contains("endorsed-changed"),
        "{}",
        found.stderr
    );
    write(
        root,
        "plan/02-two.md",
        "---\ntitle: Two\n---\nOther words.\n",
    );
    let found = run(root, &["check", "--draft"], 0);
    assert!(
        found
            .stderr
            .contains("`two` was changed since The Board endorsed it in V1.0"),
        "{}",
        found.stderr
    );
    // The whole document is still to be endorsed.
    assert!(
        run(root, &["check"], 1)
            .stderr
            .contains("version/not-endorsed")
    );
}

#[test]
fn what_cannot_be_recorded_is_said_and_nothing_is_written() {
    let root = project();
    let root = root.path();
    let mut unknown = BOARD.to_vec();
    unknown.insert(1, "three");
    for (args, says) in [
        (&unknown[..], "has the id `three`"),
        (
            &["endorse", "--by", "The Board"],
            "--by NAME --route TEXT --date DATE",
        ),
        (
            &["endorse", "--met", "1"],
            "no endorsement of the document has conditions",
        ),
        (
            &[&BOARD[..], &["--into", "two"]].concat(),
            "no card of kind `endorsements` has the id `two`",
        ),
    ] {
        let refused = run(root, args, 2);
        assert!(refused.stderr.contains(says), "{args:?} {}", refused.stderr);
        assert_eq!(register(root), REGISTER);
    }
    write(
        root,
        "plan/02-two.md",
        "---\ntitle: Two\nodd: A\n---\nWords.\n",
    );
    let refused = run(root, &BOARD, 1);
    assert!(
        refused.stderr.contains("nothing is recorded"),
        "{}",
        refused.stderr
    );
    assert_eq!(register(root), REGISTER);
}
