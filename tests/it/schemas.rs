//! `planwright schema` for an editor: what the program accepts, the printed schema accepts too.

use std::collections::BTreeMap;
use std::path::Path;

use rayon::prelude::*;
use serde_json::Value;

use crate::case::Case;
use crate::program::{copy_of, planwright, repository, write};

/// Projects of every sort: a new one, those of the repository, and the cases.
fn projects() -> Vec<tempfile::TempDir> {
    let mut projects = vec![copy_of(&repository().join("examples/own-kinds"))];
    projects.extend(Case::all().iter().map(Case::project));
    let whole = tempfile::tempdir().expect("a folder");
    for part in ["plan", "examples"] {
        crate::program::copy_into(&repository().join(part), &whole.path().join(part));
    }
    write(
        whole.path(),
        "planwright.yaml",
        &std::fs::read_to_string(repository().join("planwright.yaml")).expect("the settings"),
    );
    projects.push(whole);
    let new = tempfile::tempdir().expect("a folder");
    assert_eq!(planwright(new.path(), &["init"]).status, 0);
    for kind in [
        "section",
        "table",
        "finance-table",
        "risk-register",
        "rollup",
        "workstream",
        "glossary",
        "roadmap",
    ] {
        assert_eq!(
            planwright(new.path(), &["new", kind, "Another one"]).status,
            0,
            "{kind}"
        );
    }
    projects.push(new);
    projects
}

/// A file with keys that the program accepts: its path, the name of its schema, and its keys.
struct Accepted {
    path: String,
    schema: String,
    keys: Value,
}

/// The cards and manifests of a project of which the draft check says nothing that is an error.
fn accepted(project: &Path) -> Vec<Accepted> {
    let run = planwright(
        project,
        &[
            "check",
            "--draft",
            "--no-compile",
            "--message-format",
            "json",
        ],
    );
    let Ok(report) = serde_json::from_str::<Value>(&run.stdout) else {
        return Vec::new();
    };
    let found = report["diagnostics"]
        .as_array()
        .map(Vec::as_slice)
        .unwrap_or_default();
    let refused: Vec<&str> = found
        .iter()
        .filter(|one| one["severity"] == "error")
        .filter_map(|one| one["path"].as_str())
        .collect();
    let list = planwright(project, &["list", "--message-format", "json"]);
    let list: Value = serde_json::from_str(&list.stdout).unwrap_or_default();
    let folders = list["documents"]
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(|one| one["path"].as_str());
    let folders: Vec<String> = folders.map(str::to_owned).collect();
    let mut files = Vec::new();
    for file in crate::program::files_below(project)
        .iter()
        .filter(|file| !refused.contains(&file.as_str()))
    {
        let holds = |folder: &String| folder == "." || file.starts_with(&format!("{folder}/"));
        let is_read = folders.iter().any(holds)
            && !["templates/", "output/"]
                .iter()
                .any(|other| file.starts_with(other));
        if is_read && let Some(one) = read(project, file) {
            files.push(one);
        }
    }
    files
}

fn read(project: &Path, file: &str) -> Option<Accepted> {
    let text = std::fs::read_to_string(project.join(file)).ok()?;
    let data = |text: &str| {
        planwright::parse::yaml::data(text)
            .ok()
            .filter(Value::is_object)
    };
    let name = file.rsplit('/').next()?;
    let (schema, keys) = if name == "document.yaml" {
        ("document".to_owned(), data(&text)?)
    } else if name.ends_with(".md") {
        let (yaml, _) = text.strip_prefix("---\n")?.split_once("\n---")?;
        let keys = data(yaml)?;
        (
            keys["kind"]
                .as_str()
                .filter(|kind| !kind.is_empty())
                .unwrap_or("section")
                .to_owned(),
            keys,
        )
    } else {
        return None;
    };
    Some(Accepted {
        path: file.to_owned(),
        schema,
        keys,
    })
}

/// The errors of the accepted files of a project by the schemas that are printed for it, and how
/// many files there are.
fn unfit(project: &Path) -> (usize, Vec<String>) {
    let mut schemas: BTreeMap<String, Option<jsonschema::Validator>> = BTreeMap::new();
    let files = accepted(project);
    let mut wrong = Vec::new();
    for Accepted { path, schema, keys } in &files {
        let validator = schemas.entry(schema.clone()).or_insert_with(|| {
            let run = planwright(project, &["schema", schema]);
            let printed: Value = serde_json::from_str(&run.stdout).ok()?;
            Some(
                jsonschema::draft202012::new(&printed)
                    .unwrap_or_else(|error| panic!("{schema}: {error}")),
            )
        });
        // Where a project's own schema is broken, nothing is printed.
        let Some(validator) = validator else { continue };
        wrong.extend(
            validator
                .iter_errors(keys)
                .map(|error| format!("{path}: {}: {error}", error.instance_path())),
        );
    }
    (files.len(), wrong)
}

#[test]
fn what_the_program_accepts_the_printed_schema_accepts_too() {
    let projects = projects();
    let results: Vec<(usize, Vec<String>)> = projects
        .par_iter()
        .map(|project| unfit(project.path()))
        .collect();
    let wrong: Vec<&String> = results.iter().flat_map(|(_, wrong)| wrong).collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
    assert!(
        results.iter().map(|(count, _)| count).sum::<usize>() > 150,
        "the files are found"
    );
}

#[test]
fn a_printed_schema_still_finds_what_is_wrong() {
    let root = tempfile::tempdir().expect("a folder");
    let fits = |name: &str, keys: Value| {
        let printed: Value =
            serde_json::from_str(&planwright(root.path(), &["schema", name]).stdout).expect("JSON");
        jsonschema::draft202012::new(&printed)
            .expect("a schema")
            .is_valid(&keys)
    };
    use serde_json::json;
    let risk = |more: Value| json!({ "kind": "risk-register", "title": "R", "risks": [more] });
    let good = json!({ "id": "R-1", "description": 12, "mitigation": null, "likelihood": "TBC", "impact": "" });
    assert!(fits("risk-register", risk(good)));
    assert!(!fits(
        "risk-register",
        risk(json!({ "id": "R-1", "description": "A", "mitigation": "B", "impact": "High" }))
    ));
    assert!(!fits(
        "risk-register",
        risk(json!({ "id": "R-1", "descripton": "A", "mitigation": "B" }))
    ));
    assert!(!fits("table", json!({ "title": "T", "rows": [["a"]] })));
    assert!(fits("table", json!({ "title": "T", "data": "a.csv" })));
}

#[test]
fn the_name_of_a_type_without_keys_of_its_own_says_where_its_keys_are() {
    let root = tempfile::tempdir().expect("a folder");
    let names = planwright(root.path(), &["schema"]).stdout;
    assert!(
        names.lines().any(|name| name == "plan") && names.lines().any(|name| name == "report"),
        "{names}"
    );
    let run = planwright(root.path(), &["schema", "plan"]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    let schema: Value = serde_json::from_str(&run.stdout).expect("JSON");
    assert!(
        schema["properties"]["versions"].is_object() && schema["properties"]["meeting"].is_null()
    );
    assert!(
        run.stderr
            .contains("the type `plan` has no keys of its own")
            && run.stderr.contains("`planwright schema document`")
    );
    // The schema of all manifests knows the keys of every type.
    let all: Value = serde_json::from_str(&planwright(root.path(), &["schema", "document"]).stdout)
        .expect("JSON");
    assert!(all["properties"]["meeting"].is_object());
}
