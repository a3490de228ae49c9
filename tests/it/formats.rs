//! The formats for programs: valid, complete, and not to be forged by what a document holds.

use expect_test::expect_file;
use serde_json::Value;

use crate::case::Case;
use crate::program::{Run, planwright, repository};

/// A project with something of every severity, and texts that try to break out.
fn check(format: &str, more: &[&str]) -> Run {
    let copy = Case::named("formats-github").project();
    let mut args = vec!["check", "--no-compile", "--message-format", format];
    args.extend(more);
    planwright(copy.path(), &args)
}

fn is_valid_sarif(text: &str) -> Value {
    let schema = std::fs::read_to_string(repository().join("tests/data/sarif-schema-2.1.0.json"))
        .expect("the schema is there");
    let mut schema: Value = serde_json::from_str(&schema).expect("the schema is JSON");
    // This pattern is no regular expression by the rules of the validator, and is of a property
    // that we do not write.
    for property in [
        "/definitions/run/properties/language",
        "/definitions/toolComponent/properties/language",
    ] {
        let language = schema.pointer_mut(property).and_then(Value::as_object_mut);
        language
            .expect("the schema knows the property")
            .remove("pattern");
    }
    let validator = jsonschema::options()
        .with_draft(jsonschema::Draft::Draft7)
        .build(&schema)
        .expect("the schema can be compiled");
    let log: Value = serde_json::from_str(text).expect("the log is JSON");
    let errors: Vec<String> = validator
        .iter_errors(&log)
        .map(|error| format!("{}: {error}", error.instance_path()))
        .collect();
    assert!(errors.is_empty(), "{errors:#?}");
    log
}

#[test]
fn sarif_is_valid_against_its_schema_and_each_result_has_its_rule() {
    let run = check("sarif", &[]);
    assert_eq!(run.status, 1);
    let mut log = is_valid_sarif(&run.stdout);
    let first = &log["runs"][0];
    let results = first["results"].as_array().expect("results");
    let levels: Vec<&str> = results
        .iter()
        .map(|result| result["level"].as_str().expect("a level"))
        .collect();
    assert!(
        ["error", "warning", "note"]
            .iter()
            .all(|level| levels.contains(level)),
        "{levels:?}"
    );
    for result in results {
        let index =
            usize::try_from(result["ruleIndex"].as_u64().expect("an index")).expect("small");
        let rule = &first["tool"]["driver"]["rules"][index];
        assert_eq!(rule["id"], result["ruleId"]);
        for part in [
            "/shortDescription/text",
            "/help/text",
            "/defaultConfiguration/level",
        ] {
            assert!(
                rule.pointer(part).is_some_and(Value::is_string),
                "{part} of {rule}"
            );
        }
        assert!(
            result["partialFingerprints"]["planwright/v1"].is_string(),
            "{result}"
        );
    }
    // The pages of the guide change without this test; all else is reviewed.
    for rule in log["runs"][0]["tool"]["driver"]["rules"]
        .as_array_mut()
        .expect("rules")
    {
        rule["help"].take();
        rule["shortDescription"].take();
    }
    let text = serde_json::to_string_pretty(&log).expect("JSON") + "\n";
    expect_file!["../data/report.sarif"].assert_eq(&text);
}

#[test]
fn a_run_that_failed_gives_an_output_of_its_format() {
    for format in ["json", "sarif", "github", "junit"] {
        let run = check(format, &["no-such-folder"]);
        assert_eq!(run.status, 2, "{format}");
        assert!(
            run.stdout
                .contains("`no-such-folder` is not a folder of this project"),
            "{format}: {}",
            run.stdout
        );
        assert!(
            run.stderr.starts_with("error: "),
            "{format}: {}",
            run.stderr
        );
    }
    is_valid_sarif(&check("sarif", &["no-such-folder"]).stdout);
}

#[test]
fn every_line_for_github_is_one_command() {
    let run = check("github", &[]);
    let severities: Vec<&str> = run
        .stdout
        .lines()
        .map(|line| line.split([' ']).next().expect("a word"))
        .collect();
    assert!(
        severities
            .iter()
            .all(|word| ["::error", "::warning", "::notice"].contains(word)),
        "{}",
        run.stdout
    );
    assert!(run.stdout.contains("%250A ]]>"), "{}", run.stdout);
}

#[test]
fn no_format_lets_a_control_character_through() {
    for format in ["human", "json", "sarif", "github", "junit"] {
        let run = check(format, &["--hints"]);
        let control = |c: char| c.is_control() && c != '\n' && c != '\t';
        assert!(
            !run.stdout.contains(control) && !run.stderr.contains(control),
            "{format}"
        );
    }
}

#[test]
fn every_schema_is_json_schema() {
    let project = Case::named("formats-github").project();
    let names = planwright(project.path(), &["schema"]);
    assert_eq!(names.status, 0);
    for name in [
        "document",
        "planwright",
        "card",
        "section",
        "workstream",
        "risk-register",
    ] {
        assert!(
            names.stdout.lines().any(|line| line == name),
            "{name} is listed"
        );
    }
    for name in names.stdout.lines() {
        let run = planwright(project.path(), &["schema", name]);
        let schema: Value = serde_json::from_str(&run.stdout).expect("a schema is JSON");
        assert!(jsonschema::draft202012::meta::is_valid(&schema), "{name}");
        jsonschema::draft202012::new(&schema).unwrap_or_else(|error| panic!("{name}: {error}"));
        assert_eq!(
            schema["$schema"], "https://json-schema.org/draft/2020-12/schema",
            "{name}"
        );
    }
}

#[test]
fn every_code_can_be_explained() {
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    let list = planwright(folder.path(), &["explain"]);
    let codes: Vec<&str> = list
        .stdout
        .lines()
        .filter_map(|line| line.split(' ').next())
        .collect();
    assert_eq!(
        codes,
        planwright::diagnostic::rules::codes().collect::<Vec<_>>()
    );
    let family = planwright(folder.path(), &["explain", "figures"]);
    assert!(
        family
            .stdout
            .lines()
            .all(|line| line.starts_with("figures/")),
        "{}",
        family.stdout
    );
    let page = planwright(folder.path(), &["explain", "schema/unknown-key"]);
    assert!(
        page.status == 0 && page.stdout.starts_with("# schema/unknown-key\n"),
        "{}",
        page.stdout
    );
    assert!(
        page.stdout.contains("## Bad\n") && page.stdout.contains("## Good\n"),
        "{}",
        page.stdout
    );
}

#[test]
fn every_shell_gets_its_completions() {
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        let run = planwright(folder.path(), &["completions", shell]);
        assert!(
            run.status == 0
                && run.stdout.contains("message-format")
                && !run.stdout.contains("worker"),
            "{shell}"
        );
    }
}
