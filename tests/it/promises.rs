//! What the program promises whatever the documents say: no text becomes code, no word is lost,
//! nothing is half-written.

use proptest::prelude::*;
use proptest::test_runner::Config;

use crate::program::{
    copy_of, files_below, git, only_pdf, pdf_text, planwright, repository, write,
};

const MANIFEST: &str = "title: T\nlanguage: en\nversions:\n  - version: \"1.0\"\n    date: 2024-05-01\n    authors: [A Writer]\n";

/// Text that is meant to be code: whatever stands here must be read on the page.
const HOSTILE: [&str; 16] = [
    "#panic()",
    "#{ let x = 1 }",
    "$x^2$",
    "@ref",
    "<label>",
    "//comment",
    "/*c*/",
    r"\u{41}",
    "~tilde~",
    "= heading",
    "#import \"x\"",
    "]#eval(\"1\")[",
    "\");#panic(\"",
    ";;]",
    "'quoted'",
    "{{ 7 * 7 }}",
];

#[test]
fn text_in_code_and_in_cells_is_read_on_the_page_as_it_was_written() {
    let root = tempfile::tempdir().expect("a temporary folder");
    write(root.path(), "plan/document.yaml", MANIFEST);
    let mut card = String::from("---\ntitle: One\n---\n\n");
    for text in HOSTILE {
        card.push_str(&format!("    {text}\n\n.\n\n"));
    }
    write(root.path(), "plan/01-one.md", &card);
    let run = planwright(root.path(), &["build"]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    let page = pdf_text(&only_pdf(root.path()));
    for text in HOSTILE {
        assert!(page.contains(text), "`{text}` is not on the page:\n{page}");
    }
}

proptest! {
    #![proptest_config(Config { cases: 24, ..Config::default() })]

    /// Any printable ASCII, in an indented code block, comes out of the PDF as it went in.
    #[test]
    fn no_text_is_changed_or_run(text in "[!-~]{1,40}") {
        let root = tempfile::tempdir().expect("a temporary folder");
        write(root.path(), "plan/document.yaml", MANIFEST);
        write(root.path(), "plan/01-one.md", &format!("---\ntitle: One\n---\n\n    {text}\n"));
        let run = planwright(root.path(), &["build"]);
        prop_assert_eq!(run.status, 0, "{}", run.stderr);
        let page = pdf_text(&only_pdf(root.path()));
        prop_assert!(page.contains(&text), "`{}` is not on the page:\n{}", text, page);
    }

    /// Whatever bytes a card holds, the program ends with a status that it promises, and leaves nothing half-written.
    #[test]
    fn no_card_breaks_the_program(bytes in proptest::collection::vec(any::<u8>(), 0..400), front in any::<bool>()) {
        let root = tempfile::tempdir().expect("a temporary folder");
        write(root.path(), "plan/document.yaml", MANIFEST);
        let mut card = if front { b"---\ntitle: One\n---\n".to_vec() } else { Vec::new() };
        card.extend(&bytes);
        std::fs::write(root.path().join("plan/01-one.md"), card).expect("the file can be written");
        let run = planwright(root.path(), &["build", "--draft"]);
        prop_assert!(run.status == 0 || run.status == 1, "status {}: {}", run.status, run.stderr);
        let output = root.path().join("output");
        let written = if output.exists() { files_below(&output) } else { Vec::new() };
        prop_assert_eq!(written.len(), usize::from(run.status == 0));
    }
}

#[test]
fn line_ends_of_another_system_give_the_same_bytes() {
    let outputs = |ending: &str| -> Vec<Vec<u8>> {
        let root = copy_of(&repository().join("examples/own-kinds"));
        for file in files_below(root.path()) {
            let text = std::fs::read_to_string(root.path().join(&file))
                .expect("the example is text alone");
            write(
                root.path(),
                &file,
                &text.replace("\r\n", "\n").replace('\n', ending),
            );
        }
        let run = planwright(root.path(), &["build", "--draft", "--format", "pdf,html"]);
        assert_eq!(run.status, 0, "{}", run.stderr);
        let output = root.path().join("output");
        files_below(&output)
            .iter()
            .map(|file| std::fs::read(output.join(file)).expect("an output"))
            .collect()
    };
    let [unix, windows] = ["\n", "\r\n"].map(outputs);
    assert_eq!(unix.len(), 2);
    assert!(unix == windows, "the outputs differ");
}

#[test]
fn an_older_good_pdf_survives_a_failed_build() {
    let root = tempfile::tempdir().expect("a temporary folder");
    write(root.path(), "plan/document.yaml", MANIFEST);
    write(
        root.path(),
        "plan/01-one.md",
        "---\ntitle: One\n---\nGood.\n",
    );
    assert_eq!(planwright(root.path(), &["build"]).status, 0);
    let pdf = only_pdf(root.path());
    let before = std::fs::read(&pdf).expect("the PDF is there");
    write(root.path(), "plan/01-one.md", "---\ntitle: One\n---\nTBC\n");
    assert_eq!(planwright(root.path(), &["build"]).status, 1);
    assert!(std::fs::read(&pdf).expect("the PDF is still there") == before);
    assert_eq!(files_below(&root.path().join("output")).len(), 1);
}

#[test]
fn an_output_folder_that_cannot_be_written_is_exit_status_2() {
    let root = tempfile::tempdir().expect("a temporary folder");
    write(root.path(), "plan/document.yaml", MANIFEST);
    write(
        root.path(),
        "plan/01-one.md",
        "---\ntitle: One\n---\nGood.\n",
    );
    write(root.path(), "output", "a file where the folder should be");
    let run = planwright(root.path(), &["build"]);
    assert_eq!(run.status, 2, "{}", run.stderr);
    assert!(
        run.stderr.contains("there is a file in its place") && run.stderr.lines().count() == 1,
        "{}",
        run.stderr
    );
    let run = planwright(root.path(), &["build", "--message-format", "json"]);
    let report: serde_json::Value = serde_json::from_str(&run.stdout).expect("JSON");
    assert_eq!(report["diagnostics"][0]["code"], "source/io");
    assert_eq!(report["diagnostics"][0]["path"], "output");
}

#[cfg(unix)]
#[test]
fn no_link_on_the_way_to_the_output_folder_leads_out_of_the_project() {
    use std::os::unix::fs::symlink;
    let outside = tempfile::tempdir().expect("a temporary folder");
    for (output, link, to) in [
        ("out/pdf", "out", outside.path().to_owned()),
        ("out", "out", outside.path().join("not-there")),
        ("out", "out", ".git".into()),
        ("out", "out", "plan".into()),
    ] {
        let root = tempfile::tempdir().expect("a temporary folder");
        write(
            root.path(),
            "planwright.yaml",
            &format!("output: {output}\n"),
        );
        write(root.path(), "plan/document.yaml", MANIFEST);
        write(
            root.path(),
            "plan/01-one.md",
            "---\ntitle: One\n---\nGood.\n",
        );
        write(root.path(), ".git/HEAD", "ref: refs/heads/main\n");
        symlink(&to, root.path().join(link)).expect("a link");
        let run = planwright(root.path(), &["build", "--format", "pdf,typ"]);
        assert_eq!(run.status, 2, "{}", run.stderr);
        assert!(
            run.stderr
                .contains(&format!("into the output folder `{output}`")),
            "{}",
            run.stderr
        );
        assert_eq!(
            files_below(outside.path()).len(),
            0,
            "nothing is made through the link to {}",
            to.display()
        );
        assert_eq!(
            (
                files_below(&root.path().join(".git")).len(),
                files_below(&root.path().join("plan")).len()
            ),
            (1, 2)
        );
    }
}

#[cfg(target_os = "linux")]
#[test]
fn outputs_of_a_run_stay_as_they_were_if_one_of_them_cannot_be_written() {
    let root = tempfile::tempdir().expect("a temporary folder");
    write(root.path(), "plan/document.yaml", MANIFEST);
    write(
        root.path(),
        "plan/01-one.md",
        "---\ntitle: One\n---\nGood.\n",
    );
    assert_eq!(
        planwright(root.path(), &["build", "--format", "pdf,html,typ"]).status,
        0
    );
    let output = root.path().join("output");
    let pdf = std::fs::read(only_pdf(root.path())).expect("the PDF is there");
    std::fs::remove_file(output.join("t-v1.0.html")).expect("it can be removed");
    write(
        root.path(),
        "output/t-v1.0.html/mine",
        "a folder of somebody else",
    );
    write(
        root.path(),
        "plan/01-one.md",
        "---\ntitle: One\n---\nBetter.\n",
    );
    let before = files_below(&output);
    let run = planwright(root.path(), &["build", "--format", "pdf,html,typ"]);
    assert!(
        run.status == 2 && run.stderr.contains("`t-v1.0.html` cannot be written"),
        "{}",
        run.stderr
    );
    assert_eq!(files_below(&output), before);
    assert!(std::fs::read(only_pdf(root.path())).expect("the PDF is still there") == pdf);
}

#[test]
fn new_since_shows_only_what_a_revision_did_not_have_and_the_gate_stays_shut() {
    let root = tempfile::tempdir().expect("a temporary folder");
    let project = root.path().join("in/a folder");
    write(&project, "plan/document.yaml", MANIFEST);
    write(
        &project,
        "plan/01-one.md",
        "---\ntitle: One\n---\nOld TBC\n",
    );
    git(root.path(), &["init", "-q"]);
    git(root.path(), &["add", "."]);
    git(root.path(), &["commit", "-q", "-m", "First"]);
    let quiet = planwright(&project, &["check", "--new-since", "HEAD"]);
    assert_eq!(quiet.status, 0, "{}", quiet.stderr);
    let refused = planwright(&project, &["build", "--new-since", "HEAD"]);
    assert_eq!(refused.status, 1, "{}", refused.stderr);
    assert!(!project.join("output").exists());
    write(
        &project,
        "plan/01-one.md",
        "---\ntitle: One\n---\nA line above.\n\nOld TBC\n\nNew TBC\n",
    );
    let loud = planwright(&project, &["check", "--new-since", "HEAD"]);
    assert_eq!(loud.status, 1);
    assert!(
        loud.stderr.contains("01-one.md:8:5") && loud.stderr.contains("1 error"),
        "{}",
        loud.stderr
    );
    std::fs::rename(
        project.join("plan/01-one.md"),
        project.join("plan/02-renamed.md"),
    )
    .expect("it can be moved");
    let moved = planwright(&project, &["check", "--new-since", "HEAD"]);
    assert!(
        moved.stderr.contains("02-renamed.md:8:5") && moved.stderr.contains("1 error"),
        "{}",
        moved.stderr
    );
    let unknown = planwright(&project, &["check", "--new-since", "no-such-tag"]);
    assert_eq!(unknown.status, 2);
    assert!(
        unknown.stderr.contains("no such revision"),
        "{}",
        unknown.stderr
    );
    let url = format!("file://{}", root.path().display());
    git(
        root.path(),
        &["commit", "-q", "--allow-empty", "-m", "Second"],
    );
    git(
        root.path(),
        &["clone", "-q", "--depth", "1", &url, "shallow"],
    );
    let shallow = planwright(
        &root.path().join("shallow/in/a folder"),
        &["check", "--new-since", "HEAD~1"],
    );
    assert!(
        shallow.status == 2 && shallow.stderr.contains("--unshallow"),
        "{}",
        shallow.stderr
    );
}

/// Other systems have no such names.
#[cfg(target_os = "linux")]
#[test]
fn a_name_that_is_not_utf_8_is_said_to_be_one() {
    use std::os::unix::ffi::OsStrExt;
    let root = tempfile::tempdir().expect("a temporary folder");
    write(root.path(), "plan/document.yaml", MANIFEST);
    write(
        root.path(),
        "plan/01-one.md",
        "---\ntitle: One\n---\nText.\n",
    );
    let name = std::ffi::OsStr::from_bytes(b"plan/02-caf\xe9.md");
    std::fs::write(root.path().join(name), "---\ntitle: Two\n---\n")
        .expect("the file can be written");
    let run = planwright(root.path(), &["check"]);
    assert!(
        run.status == 2 && run.stderr.contains("is not UTF-8"),
        "{}",
        run.stderr
    );
}

#[cfg(unix)]
#[test]
fn a_card_that_is_a_link_out_of_the_project_is_not_passed_over_in_silence() {
    use std::os::unix::fs::symlink;
    let outside = tempfile::tempdir().expect("a temporary folder");
    write(
        outside.path(),
        "secret.md",
        "---\ntitle: Secret\n---\nSecret words.\n",
    );
    let root = tempfile::tempdir().expect("a temporary folder");
    write(root.path(), "plan/document.yaml", MANIFEST);
    write(
        root.path(),
        "plan/01-one.md",
        "---\ntitle: One\n---\nText.\n",
    );
    symlink("01-one.md", root.path().join("plan/02-again.md")).expect("a link");
    let run = planwright(root.path(), &["check", "--no-compile"]);
    assert_eq!(
        run.status, 0,
        "a link within the project is a card: {}",
        run.stderr
    );
    symlink(
        outside.path().join("secret.md"),
        root.path().join("plan/03-secret.md"),
    )
    .expect("a link");
    symlink("nowhere.md", root.path().join("plan/04-nowhere.md")).expect("a link");
    let run = planwright(root.path(), &["build"]);
    assert_eq!(run.status, 1, "{}", run.stderr);
    for card in ["plan/03-secret.md", "plan/04-nowhere.md"] {
        assert!(
            run.stderr.contains(&format!(
                "the card `{card}` is a link that leads to no file"
            )),
            "{}",
            run.stderr
        );
    }
    assert!(!run.stderr.contains("Secret words") && !root.path().join("output").exists());
}
