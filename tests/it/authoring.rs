//! `init` and `new`: what they write can be built at once, is never written over anything, and is
//! found until it is replaced.

use std::path::Path;

use crate::example::validate;
use crate::program::{Run, files_below, only_pdf, pdf_text, planwright, write};

fn folder() -> tempfile::TempDir {
    tempfile::tempdir().expect("a temporary folder can be made")
}

fn read(root: &Path, name: &str) -> String {
    std::fs::read_to_string(root.join(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
}

/// A new project, with the day fixed.
fn init(root: &Path) -> Run {
    planwright(
        root,
        &[
            "init",
            "--title",
            "A plan: for all",
            "--organisation",
            "The \"Council\"",
            "--date",
            "2026-01-15",
        ],
    )
}

fn json(run: &Run) -> serde_json::Value {
    serde_json::from_str(&run.stdout)
        .unwrap_or_else(|error| panic!("{error}: {}{}", run.stdout, run.stderr))
}

/// The codes of a check of the draft, without the compilation.
fn codes(root: &Path) -> Vec<String> {
    let report = json(&planwright(
        root,
        &[
            "check",
            "--draft",
            "--no-compile",
            "--message-format",
            "json",
        ],
    ));
    let found = report["diagnostics"].as_array().expect("a list");
    let weighty = found.iter().filter(|one| one["severity"] != "hint");
    weighty
        .map(|one| one["code"].as_str().expect("a code").to_owned())
        .collect()
}

#[test]
fn a_new_project_builds_as_a_draft_and_is_refused_otherwise() {
    let root = folder();
    let run = init(root.path());
    assert_eq!(run.status, 0, "{}", run.stderr);
    assert_eq!(
        run.stdout.lines().collect::<Vec<_>>(),
        files_below(root.path()),
        "every file is named, and nothing else"
    );
    let draft = planwright(root.path(), &["build", "--draft"]);
    assert_eq!(draft.status, 0, "{}", draft.stderr);
    let pdf = only_pdf(root.path());
    assert!(
        pdf.ends_with("a-plan-for-all-v0.1-draft.pdf"),
        "{}",
        pdf.display()
    );
    let text = pdf_text(&pdf);
    assert!(
        text.contains("A plan: for all") && text.contains("15 January 2026"),
        "{text}"
    );
    validate(&[&pdf]);
    let final_ = planwright(root.path(), &["build"]);
    assert_eq!(final_.status, 1);
    assert!(
        final_.stderr.contains("error[placeholder/boilerplate]"),
        "{}",
        final_.stderr
    );
    assert_eq!(
        files_below(&root.path().join("output")).len(),
        1,
        "only the draft is there"
    );
}

#[test]
fn a_new_project_has_nothing_wrong_but_what_is_left_to_write() {
    let root = folder();
    init(root.path());
    let found = codes(root.path());
    assert!(
        found.len() > 20 && found.iter().all(|code| code == "placeholder/boilerplate"),
        "{found:?}"
    );
    let status = planwright(root.path(), &["status", "--by", "rule"]);
    assert!(
        status
            .stdout
            .starts_with(&format!("placeholder/boilerplate: {}\n", found.len())),
        "{}",
        status.stdout
    );
}

#[test]
fn without_a_terminal_nothing_is_asked_and_the_gaps_are_found() {
    let root = folder();
    let run = planwright(root.path(), &["init", "new/plan"]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    let project = root.path().join("new/plan");
    let status = planwright(&project, &["status"]);
    for gap in [
        "Title of the plan",
        "Name of your organisation",
        "Name of the first author",
    ] {
        assert!(status.stdout.contains(gap), "{}", status.stdout);
    }
}

#[test]
fn nothing_is_written_over_and_nothing_beside_it() {
    for there in [
        "facts.yaml",
        "plan/document.yaml",
        "plan",
        "planwright.yaml/x",
    ] {
        let root = folder();
        write(root.path(), there, "mine");
        let run = init(root.path());
        assert_eq!(run.status, 2, "{there}: {}", run.stderr);
        let shown = there.trim_end_matches("/x");
        assert!(
            run.stderr.contains(&format!("`{shown}`"))
                && run.stderr.contains("nothing was written"),
            "{}",
            run.stderr
        );
        assert_eq!(files_below(root.path()), [there]);
        assert_eq!(read(root.path(), there), "mine");
    }
}

#[test]
fn what_a_new_repository_has_already_is_left_as_it_is() {
    let root = folder();
    write(root.path(), "README.md", "mine");
    write(root.path(), ".gitignore", "mine too");
    let run = init(root.path());
    assert_eq!(run.status, 0, "{}", run.stderr);
    assert!(
        run.stderr.contains(
            "left as it was: `.gitignore` and `README.md`; write `output/` into `.gitignore`"
        ),
        "{}",
        run.stderr
    );
    assert!(!run.stdout.contains("README.md"), "{}", run.stdout);
    assert_eq!(
        (
            read(root.path(), "README.md"),
            read(root.path(), ".gitignore")
        ),
        ("mine".to_owned(), "mine too".to_owned())
    );
    assert!(root.path().join("plan/document.yaml").exists());
}

#[cfg(unix)]
#[test]
fn a_link_that_leads_out_is_not_followed() {
    let (root, outside) = (folder(), folder());
    std::os::unix::fs::symlink(outside.path(), root.path().join("plan")).expect("a link");
    let run = init(root.path());
    assert_eq!(run.status, 2, "{}", run.stderr);
    assert!(files_below(outside.path()).is_empty());
    assert!(!root.path().join("README.md").exists());
}

#[test]
fn a_title_that_is_no_line_is_refused() {
    let root = folder();
    for title in ["", "  ", "two\nlines", "turned \u{202e}around", "bell\u{7}"] {
        let run = planwright(root.path(), &["init", "--title", title]);
        assert_eq!(run.status, 2, "{title:?}");
    }
    assert!(files_below(root.path()).is_empty());
}

#[test]
fn a_card_of_every_kind_passes_as_a_draft() {
    let kinds = std::fs::read_dir(crate::program::repository().join("templates/kinds"))
        .expect("the kinds are there");
    for kind in kinds.map(|kind| {
        kind.expect("a kind")
            .file_name()
            .to_string_lossy()
            .into_owned()
    }) {
        // Alone in a document, and in the project of `init`.
        for whole in [false, true] {
            let root = folder();
            if whole {
                init(root.path());
            } else {
                write(
                    root.path(),
                    "plan/document.yaml",
                    "title: T\nversions:\n  - {version: \"0.1\", date: 2026-01-15, authors: [A], summary: S}\n",
                );
            }
            let run = planwright(root.path(), &["new", &kind, "Homes: \"warm\" # & dry"]);
            assert_eq!(run.status, 0, "{kind}: {}", run.stderr);
            let path = run.stdout.trim();
            assert!(
                path.starts_with("plan/") && path.ends_with("-homes-warm-dry.md"),
                "{kind}: {path}"
            );
            let card = read(root.path(), path);
            assert!(card.starts_with(&format!("---\nkind: {kind}\n")), "{card}");
            let check = planwright(
                root.path(),
                &["check", "--draft", "--message-format", "json"],
            );
            let report = json(&check);
            assert_eq!(check.status, 0, "{kind}: {card}\n{report:#}");
            let left = report["diagnostics"]
                .as_array()
                .expect("a list")
                .iter()
                .any(|one| one["path"] == path);
            // What these print is made from the rest of the document.
            let is_made = ["rollup", "sources", "progress"].contains(&kind.as_str());
            assert!(
                left || is_made,
                "{kind}: nothing is left to write in {card}"
            );
        }
    }
}

#[test]
fn a_card_goes_beside_its_like_under_the_next_number() {
    let root = folder();
    init(root.path());
    let new = |args: &[&str]| {
        let run = planwright(root.path(), &[&["new"], args].concat());
        assert_eq!(run.status, 0, "{}", run.stderr);
        run.stdout.trim().to_owned()
    };
    let path = new(&["workstream", "Healthy homes"]);
    assert_eq!(path, "plan/03-workstreams/02-healthy-homes.md");
    let card = read(root.path(), &path);
    assert!(
        card.contains("\nid: ws-2\nnumber: 2\ntitle: Healthy homes\n"),
        "{card}"
    );
    let headings: Vec<&str> = card
        .lines()
        .filter(|line| line.starts_with('#') && !line.starts_with("# "))
        .collect();
    let wanted = [
        "## Aims",
        "## Delivery",
        "## Impact",
        "### People and communities",
        "### Quality of services",
        "### Money and efficiency",
    ];
    assert_eq!(headings, wanted);
    assert_eq!(
        new(&["risk-register", "More risks"]),
        "plan/09-more-risks.md"
    );
    assert!(read(root.path(), "plan/09-more-risks.md").contains("id: R-2\n"));
    assert_eq!(new(&["section", "Foreword"]), "plan/10-foreword.md");
    assert!(
        read(root.path(), "plan/10-foreword.md").contains("\nid: foreword-2\n"),
        "the id is taken"
    );
    assert_eq!(
        new(&["section", "Partners", "--in", "plan/02-about-us"]),
        "plan/02-about-us/04-partners.md"
    );
    assert_eq!(new(&["glossary", "Words"]), "plan/glossary/01-words.md");
    assert!(
        codes(root.path())
            .iter()
            .all(|code| code == "placeholder/boilerplate"),
        "{:?}",
        codes(root.path())
    );
}

const MANIFEST: &str = "title: T\nimpacts: [The *first* gap]\nversions:\n  - {version: \"1.0\", date: 2026-01-15, authors: [A], summary: S}\n";

#[test]
fn a_projects_own_kind_gets_its_keys_its_headings_and_its_numbers() {
    let root = folder();
    write(root.path(), "plan/document.yaml", MANIFEST);
    write(
        root.path(),
        "plan/7_first.md",
        "---\nkind: kpi\nref: K-09\ntitle: First\nbaseline: 1\n---\n\n## Why\n\nBecause.\n\n### The first gap\n\nIt closes.\n",
    );
    write(
        root.path(),
        "templates/kinds/kpi/schema.yaml",
        "title: KPI\nrequired: [ref, baseline, steps]\nx-reference: KPI {ref}\nx-headings: [{title: Why, each: impacts}]\n\
         properties:\n  ref: { type: string }\n  baseline: { type: number, description: \"the figure: at the start\" }\n  \
         steps:\n    type: array\n    items: { type: object, required: [code, colour], properties: { code: { type: string, x-id: \"Step {id}\" }, \
         colour: { enum: [red, green] }, note: { type: string, x-wanted: true } } }\n  more: { type: string }\n\
         x-scaffold: { headings: { Why: «Say why it is measured at all.» } }\n",
    );
    write(
        root.path(),
        "templates/kinds/kpi/card.typ",
        "#card({{ card.frame }})[{{ card.body }}]\n",
    );
    let run = planwright(root.path(), &["new", "kpi", "Second"]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    assert_eq!(run.stdout, "plan/8_second.md\n");
    let card = "---\nkind: kpi\nref: K-10\ntitle: Second\nbaseline: # the figure: at the start\nsteps:\n  - code: code-1\n    \
                colour: # one of: red, green\n    note:\n# Other keys, where they are of use: data, separator, more\n---\n\n## Why\n\n### The first gap\n\nSay why it is measured at all.\n";
    assert_eq!(read(root.path(), "plan/8_second.md"), card);
    let found = codes(root.path());
    assert!(
        found.contains(&"placeholder/boilerplate".to_owned())
            && found.contains(&"placeholder/blank".to_owned()),
        "{found:?}"
    );
}

#[test]
fn a_new_fact_waits_for_its_figure_at_the_end_of_the_file() {
    let root = folder();
    write(root.path(), "plan/document.yaml", MANIFEST);
    write(root.path(), "facts.yaml", "# Figures.\nbeds: { value: 12 }");
    let run = planwright(root.path(), &["new", "fact", "People who wait: all"]);
    assert_eq!(
        (run.status, run.stdout.as_str()),
        (0, "facts.yaml\n"),
        "{}",
        run.stderr
    );
    assert_eq!(
        read(root.path(), "facts.yaml"),
        "# Figures.\nbeds: { value: 12 }\npeople-who-wait-all:\n  title: 'People who wait: all'\n  value: # the figure\n  unit:\n  \
         as-of: # the day or period for which it holds\n  source:\n"
    );
    assert!(codes(root.path()).contains(&"placeholder/blank".to_owned()));
    let again = planwright(root.path(), &["new", "fact", "People who wait: all"]);
    assert_eq!(again.status, 2);
    assert!(
        again
            .stderr
            .contains("has a fact `people-who-wait-all` already"),
        "{}",
        again.stderr
    );
}

#[test]
fn several_documents_must_be_told_apart() {
    let root = folder();
    write(
        root.path(),
        "planwright.yaml",
        "documents: [plan, annex/report]\n",
    );
    write(root.path(), "plan/document.yaml", MANIFEST);
    write(
        root.path(),
        "annex/report/document.yaml",
        &format!("name: panel\n{MANIFEST}"),
    );
    let unsaid = planwright(root.path(), &["new", "section", "One"]);
    assert_eq!(unsaid.status, 2);
    assert!(
        unsaid.stderr.contains("`plan`, `panel`") && unsaid.stderr.contains("--document"),
        "{}",
        unsaid.stderr
    );
    for (name, path) in [
        ("panel", "annex/report/01-one.md"),
        ("annex/report", "annex/report/02-one.md"),
        ("plan", "plan/01-one.md"),
    ] {
        let run = planwright(root.path(), &["new", "section", "One", "--document", name]);
        assert_eq!(run.stdout, format!("{path}\n"), "{}", run.stderr);
    }
    let unknown = planwright(
        root.path(),
        &["new", "section", "One", "--document", "pannel"],
    );
    assert_eq!(unknown.status, 2);
    assert!(
        unknown.stderr.contains("there is no document `pannel`"),
        "{}",
        unknown.stderr
    );
}

#[test]
fn what_cannot_be_written_says_why() {
    let root = folder();
    let none = planwright(root.path(), &["new", "section", "One"]);
    assert_eq!(none.status, 2);
    assert!(
        none.stderr.contains("there is no document yet"),
        "{}",
        none.stderr
    );
    init(root.path());
    let before = files_below(root.path());
    for (args, message) in [
        (["new", "workstrem", "One"], "did you mean `workstream`?"),
        (["new", "section", "two\nlines"], "one line"),
    ] {
        let run = planwright(root.path(), &args);
        assert_eq!(run.status, 2, "{}", run.stderr);
        assert!(run.stderr.contains(message), "{}", run.stderr);
    }
    let outside = planwright(root.path(), &["new", "section", "One", "--in", "."]);
    assert!(
        outside.status == 2 && outside.stderr.contains("outside the document"),
        "{}",
        outside.stderr
    );
    assert_eq!(files_below(root.path()), before);
}

#[test]
fn a_sentence_that_was_left_is_found_beside_others_and_a_changed_one_is_not() {
    let root = folder();
    write(root.path(), "plan/document.yaml", MANIFEST);
    let card = "---\ntitle: Aims\nowner: Name of the person who leads it\n---\n\n## Delivery\n\nOurs. **Say what will be done**, in which\norder, and who\ndoes it. Ours.\n\nSay what will be done, and who does it.\n\n- Name of the person who leads it: Ann\n";
    write(root.path(), "plan/01-aims.md", card);
    let report = json(&planwright(
        root.path(),
        &["check", "--no-compile", "--message-format", "json"],
    ));
    let found = report["diagnostics"].as_array().expect("a list");
    let places: Vec<_> = found
        .iter()
        .filter(|one| one["code"] == "placeholder/boilerplate")
        .map(|one| {
            (
                one["line"].as_u64(),
                one["column"].as_u64(),
                one["end_line"].as_u64(),
                one["end_column"].as_u64(),
            )
        })
        .collect();
    assert_eq!(
        places,
        [
            (Some(3), Some(8), Some(3), Some(39)),
            (Some(8), Some(9), Some(10), Some(9))
        ]
    );
}
