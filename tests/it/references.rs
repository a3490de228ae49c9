//! References from outside: every link of a web page has its target, ids work wherever they are
//! written, and what is made from cards is the affair of the card that asked for it.

use std::path::Path;

use crate::program::{git, only_pdf, pdf_text, planwright, write};

const MANIFEST: &str = "title: The Plan\nversions:\n  - version: \"1.0\"\n    date: 2024-05-01\n    authors: [A]\n    summary: S\n";

/// A kind with ids, whose template makes places for them; `places` is what stands in front of an
/// entry.
fn outputs(root: &Path, schema: &str, places: &str) {
    write(root, "plan/document.yaml", MANIFEST);
    write(
        root,
        "templates/kinds/outputs/schema.yaml",
        &format!(
            "title: Outputs\nproperties:\n  owners: {{ type: array, items: {{ type: string }} }}\n  outputs:\n    type: array\n    items:\n      \
             type: object\n      properties:\n        no: {schema}\n        number: {{ type: integer }}\n        what: {{ type: string, \
             x-markdown: inline }}\n"
        ),
    );
    let template = format!(
        "#card({{{{ card.frame }}}})[\n{{% for output in card.fields.outputs %}}\n{places}\n{{{{ output.what }}}}\n\n{{% endfor %}}\n]\n"
    );
    write(root, "templates/kinds/outputs/card.typ", &template);
    let card = "---\nkind: outputs\ntitle: Outputs\nowners: [Town Hall, County Hall]\noutputs:\n  - {no: 1.10, number: 7, what: Twelve clinics.}\n  - {no: 1.1, number: 8, what: Two wards.}\n---\n";
    write(root, "plan/01-outputs.md", card);
    write(
        root,
        "plan/02-clinics.md",
        "---\ntitle: Clinics\n---\n\nSee [](#1.10) and [](01-outputs.md#1.1).\n",
    );
}

const PLACE: &str = "#target({{ output.no | typst }})";

fn codes(root: &Path, args: &[&str]) -> Vec<(String, String, u64)> {
    let run = planwright(root, &[args, &["--message-format", "json"]].concat());
    let report: serde_json::Value = serde_json::from_str(&run.stdout).expect("JSON");
    let text = |one: &serde_json::Value, key: &str| one[key].as_str().expect("a text").to_owned();
    let found = report["diagnostics"]
        .as_array()
        .expect("a list")
        .iter()
        .filter(|one| one["severity"] != "hint");
    found
        .map(|one| {
            (
                text(one, "code"),
                text(one, "path"),
                one["line"].as_u64().expect("a line"),
            )
        })
        .collect()
}

#[test]
fn a_number_is_an_id_as_it_is_spelt_and_a_page_without_a_template_has_it() {
    let root = tempfile::tempdir().expect("a temporary folder");
    for schema in [
        "{ type: string, x-id: \"Output {no} of {number}\" }",
        "{ type: number, x-id: \"Output {id} of {number}\" }",
    ] {
        outputs(root.path(), schema, PLACE);
        let run = planwright(root.path(), &["build", "--format", "pdf,html"]);
        assert_eq!(run.status, 0, "{}", run.stderr);
        let text = pdf_text(&only_pdf(root.path()));
        assert!(
            text.contains("See Output 1.10 of 7 and Output 1.1 of 8."),
            "{text}"
        );
        let page = std::fs::read_to_string(root.path().join("output/the-plan-v1.0.html"))
            .expect("a web page");
        for target in page
            .split("href=\"#")
            .skip(1)
            .filter_map(|rest| rest.split('"').next())
        {
            assert!(
                page.contains(&format!("id=\"{target}\"")),
                "{target} leads nowhere"
            );
        }
        assert!(
            page.contains("href=\"#1.10\"") && page.contains("href=\"#1.1\""),
            "the references are links"
        );
    }
}

#[test]
fn an_id_without_a_place_is_reported_at_the_template_and_switched_off_it_stops_no_pdf() {
    let root = tempfile::tempdir().expect("a temporary folder");
    outputs(root.path(), "{ type: string, x-id: \"Output {id}\" }", "");
    let template = (
        "template/unplaced-id".to_owned(),
        "templates/kinds/outputs/card.typ".to_owned(),
        1,
    );
    assert_eq!(codes(root.path(), &["check"]), [template]);
    let run = planwright(root.path(), &["build", "--allow", "template/unplaced-id"]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    assert!(pdf_text(&only_pdf(root.path())).contains("See Output 1.10 and Output 1.1."));
    // Nothing refers to it, and it is said all the same.
    write(
        root.path(),
        "plan/02-clinics.md",
        "---\ntitle: Clinics\n---\n\nWords.\n",
    );
    assert_eq!(codes(root.path(), &["check"]).len(), 1);
    // A template for the web owes it too.
    outputs(
        root.path(),
        "{ type: string, x-id: \"Output {id}\" }",
        PLACE,
    );
    write(
        root.path(),
        "templates/kinds/outputs/card.html",
        "{{ card.frame }}{% for output in card.fields.outputs %}{{ output.what }}{% endfor %}",
    );
    let web = (
        "template/unplaced-id".to_owned(),
        "templates/kinds/outputs/card.html".to_owned(),
        1,
    );
    assert_eq!(
        codes(root.path(), &["build", "--format", "html"]).first(),
        Some(&web)
    );
}

#[test]
fn a_label_that_names_no_key_is_reported_in_the_schema() {
    let root = tempfile::tempdir().expect("a temporary folder");
    let path = "templates/kinds/outputs/schema.yaml".to_owned();
    for (schema, line) in [
        ("{ type: string, x-id: \"Output {nr}\" }", 9),
        ("{ type: string, x-id: \"Output {no\" }", 9),
        (
            "{ type: array, items: { type: string }, x-id: \"Output {id}\" }",
            9,
        ),
        (
            "{ type: string, x-markdown: inline, x-id: \"Output {id}\" }",
            9,
        ),
    ] {
        outputs(root.path(), schema, PLACE);
        let found = codes(root.path(), &["check", "--no-compile"]);
        assert!(
            found.contains(&("template/schema".to_owned(), path.clone(), line)),
            "{schema}: {found:?}"
        );
    }
    write(
        root.path(),
        "templates/kinds/outputs/schema.yaml",
        "title: Outputs\nx-reference: Output {no}\nproperties:\n  number: { type: integer }\n",
    );
    assert!(codes(root.path(), &["check", "--no-compile"]).contains(&(
        "template/schema".to_owned(),
        path,
        2
    )));
    // In a type an id has no place on a page.
    let root = tempfile::tempdir().expect("a temporary folder");
    write(
        root.path(),
        "plan/document.yaml",
        &format!("type: policy\n{MANIFEST}"),
    );
    write(
        root.path(),
        "plan/01-one.md",
        "---\ntitle: One\n---\n\nWords.\n",
    );
    write(
        root.path(),
        "templates/types/policy/schema.yaml",
        "title: Policy\nproperties:\n  goals:\n    type: array\n    items:\n      type: object\n      properties:\n        id: { type: string, x-id: \"Goal {id}\" }\n",
    );
    write(
        root.path(),
        "templates/types/policy/document.typ",
        "Words.\n",
    );
    let found = codes(root.path(), &["check", "--no-compile"]);
    assert_eq!(
        found[0],
        (
            "template/schema".to_owned(),
            "templates/types/policy/schema.yaml".to_owned(),
            8
        )
    );
}

#[test]
fn a_column_that_is_a_list_is_printed() {
    let root = tempfile::tempdir().expect("a temporary folder");
    outputs(
        root.path(),
        "{ type: string, x-id: \"Output {id}\" }",
        PLACE,
    );
    let card = "---\nkind: rollup\ntitle: All\nof: outputs\ncolumns: [title, owners]\n---\n";
    write(root.path(), "plan/03-all.md", card);
    let run = planwright(root.path(), &["build"]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    assert!(pdf_text(&only_pdf(root.path())).contains("Town Hall, County Hall"));
}

#[test]
fn a_document_whose_folder_was_renamed_has_nothing_new() {
    let root = tempfile::tempdir().expect("a temporary folder");
    let root = root.path();
    write(root, "plan/document.yaml", MANIFEST);
    write(
        root,
        "plan/01-one.md",
        "---\ntitle: One\n---\n\nThe cost is TBC.\n\nMore words, and more.\n",
    );
    git(root, &["init", "-q"]);
    git(root, &["add", "."]);
    git(root, &["commit", "-q", "-m", "First"]);
    std::fs::rename(root.join("plan"), root.join("strategy")).expect("it can be renamed");
    write(root, "planwright.yaml", "documents: [strategy]\n");
    assert_eq!(codes(root, &["check", "strategy"]).len(), 1);
    assert_eq!(
        codes(root, &["check", "strategy", "--new-since", "HEAD"]),
        []
    );
    let refused = planwright(root, &["build", "strategy", "--new-since", "HEAD"]);
    assert_eq!(refused.status, 1);
    let said = "nothing is written: 1 error that is not new keeps it back, at strategy/01-one.md:5; `planwright check` shows it";
    assert!(refused.stderr.contains(said), "{}", refused.stderr);
}

/// A document with so many workstreams, each with a lead of its own, and a roll-up of them.
fn workstreams(root: &Path, count: usize, rollup: &str) {
    write(root, "plan/document.yaml", MANIFEST);
    for number in 1..=count {
        let group = ["North", "South", "Coast"][number % 3];
        write(
            root,
            &format!("plan/02-work/{number:02}-work.md"),
            &format!(
                "---\nkind: workstream\nnumber: {number}\nid: ws-{number}\ntitle: Transformation number {number}\nlead: Coordinator {number}\ngroup: {group}\nstatus: green\n---\n\n## Aims\n\nWords.\n\n## Delivery\n\nWords.\n\n## Impact\n\nWords.\n"
            ),
        );
    }
    write(
        root,
        "plan/02-work/index.md",
        "---\ntitle: Work\n---\n\nWords.\n",
    );
    write(
        root,
        "plan/01-matrix.md",
        &format!("---\nkind: rollup\ntitle: Who does what\nof: workstream\n{rollup}---\n"),
    );
}

#[test]
fn a_matrix_that_is_too_wide_is_turned_and_fits() {
    let root = tempfile::tempdir().expect("a temporary folder");
    workstreams(
        root.path(),
        13,
        "as: matrix\ncolumns: [lead]\ngroup-by: group\n",
    );
    let run = planwright(root.path(), &["build"]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    let text = pdf_text(&only_pdf(root.path()));
    assert!(
        text.contains("North") && text.contains("Coordinator 13"),
        "{text}"
    );
}

#[test]
fn what_cannot_fit_is_reported_at_the_card_that_asked_for_it() {
    let root = tempfile::tempdir().expect("a temporary folder");
    // Two keys across cannot be turned, and all stand in one row.
    workstreams(
        root.path(),
        40,
        "as: matrix\ncolumns: [lead, number]\ngroup-by: status\n",
    );
    let found = codes(root.path(), &["check"]);
    assert!(!found.is_empty());
    assert!(
        found
            .iter()
            .all(|(code, path, _)| code == "document/overflow" && path == "plan/01-matrix.md"),
        "{found:?}"
    );
}
