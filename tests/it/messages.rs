//! What is said besides the findings, and what is not said: `--quiet`, long lists, wrong folders,
//! short histories, rights of files.

use std::path::Path;

use crate::program::{git, planwright, write};

const MANIFEST: &str = "title: T\nversions:\n  - version: \"1.0\"\n    date: 2024-05-01\n    authors: [A Writer]\n    summary: First.\n";

fn project(card: &str) -> tempfile::TempDir {
    let root = tempfile::tempdir().expect("a temporary folder");
    write(root.path(), "plan/document.yaml", MANIFEST);
    write(
        root.path(),
        "plan/01-one.md",
        &format!("---\ntitle: One\n---\n{card}\n"),
    );
    root
}

#[test]
fn quiet_says_only_what_is_wrong() {
    let root = project("Text.");
    for args in [
        &["check", "--no-compile", "--quiet"][..],
        &["build", "--quiet"],
        &["status", "--quiet"],
    ] {
        let run = planwright(root.path(), args);
        assert_eq!(
            (run.status, run.stdout.as_str(), run.stderr.as_str()),
            (0, "", ""),
            "{args:?}"
        );
    }
    assert!(
        root.path().join("output/t-v1.0.pdf").exists(),
        "it is written all the same"
    );
    write(
        root.path(),
        "plan/01-one.md",
        "---\ntitle: One\n---\nText TBC.\n",
    );
    let run = planwright(root.path(), &["check", "--no-compile", "--quiet"]);
    assert_eq!(run.status, 1);
    assert!(
        run.stderr.starts_with("error[placeholder/tbc]") && run.stderr.contains("01-one.md:4:6"),
        "{}",
        run.stderr
    );
    assert!(!run.stderr.contains("0 warnings"), "{}", run.stderr);
}

#[test]
fn a_long_list_ends_with_what_is_in_it_and_where_to_begin() {
    let root = project(&"TBC\n\n".repeat(24));
    write(
        root.path(),
        "plan/02-two.md",
        "---\ntitle: Two: and more\n---\nText.\n",
    );
    let run = planwright(root.path(), &["check", "--no-compile"]);
    let wanted = "24  error    placeholder/tbc\n 1  error    source/yaml\n\
                  begin with plan/02-two.md:2:11, `source/yaml`; `planwright explain source/yaml` says more of it\n\n\
                  25 errors, 0 warnings, 0 hints\n";
    assert!(run.stderr.ends_with(wanted), "{}", run.stderr);
    let github = planwright(
        root.path(),
        &["check", "--no-compile", "--message-format", "github"],
    );
    let last = "GitHub shows 10 annotations of a kind; 15 more errors stand only in this log\n";
    assert!(
        github.stdout.lines().count() == 26 && github.stdout.ends_with(last),
        "{}",
        github.stdout
    );
}

#[test]
fn outside_a_project_status_says_so_and_nothing_else() {
    let root = tempfile::tempdir().expect("a temporary folder");
    for format in ["text", "csv"] {
        let run = planwright(root.path(), &["status", "--format", format]);
        assert_eq!(
            (run.status, run.stdout.as_str()),
            (1, ""),
            "{format}: {}",
            run.stderr
        );
        assert_eq!(run.stderr.matches("error").count(), 1, "{}", run.stderr);
        assert!(run.stderr.contains(
            "this folder is no project: it has neither `planwright.yaml` nor `plan/document.yaml`"
        ));
        assert!(
            run.stderr.contains("--root DIR") && run.stderr.contains("planwright init"),
            "{}",
            run.stderr
        );
    }
    let within = project("Text.");
    let run = planwright(&within.path().join("plan"), &["status"]);
    assert!(run.status == 1 && run.stdout.is_empty(), "{}", run.stdout);
    assert!(
        run.stderr
            .contains("this folder is a document of a project")
            && run.stderr.contains("`--root ..`"),
        "{}",
        run.stderr
    );
}

#[test]
fn a_wrong_folder_gets_the_right_one() {
    let root = project("Text.");
    write(root.path(), "plan/images/readme.txt", "No card.\n");
    for (given, status, wanted) in [
        (
            "plam",
            2,
            "`plam` is not a folder of this project; did you mean `plan`?",
        ),
        (
            "elsewhere",
            2,
            "`elsewhere` is not a folder of this project; its document is `plan`",
        ),
        (
            "plan/01-one.md",
            2,
            "`plan/01-one.md` is a file; a document is named by its folder: write `plan`",
        ),
        (
            "plan/images",
            1,
            "`plan/images` is a folder of the document `plan`, and no document of its own",
        ),
    ] {
        let run = planwright(root.path(), &["check", given]);
        assert!(
            run.status == status && run.stderr.contains(wanted),
            "{given}: {} {}",
            run.status,
            run.stderr
        );
    }
}

#[test]
fn an_output_that_is_a_file_says_what_to_do() {
    let root = project("Text.");
    write(root.path(), "output", "a file where the folder should be");
    let run = planwright(root.path(), &["build"]);
    assert_eq!(run.status, 2);
    let said = "nothing can be written into the output folder `output`: there is a file in its place; name another one, `output: …`";
    assert!(run.stderr.contains(said), "{}", run.stderr);
    std::fs::remove_file(root.path().join("output")).expect("it can be removed");
    write(root.path(), "planwright.yaml", "output: templates\n");
    let run = planwright(root.path(), &["check", "--no-compile"]);
    assert!(
        run.status == 1 && run.stderr.contains("error[schema/output-folder]"),
        "{}",
        run.stderr
    );
    assert!(run.stderr.contains("planwright.yaml:1:9"), "{}", run.stderr);
}

#[cfg(unix)]
#[test]
fn outputs_obey_the_umask() {
    use std::os::unix::fs::PermissionsExt;
    let root = project("Text.");
    let program = env!("CARGO_BIN_EXE_planwright");
    let command = format!("umask 027; '{program}' build --format pdf,typ && '{program}' init new");
    let run = std::process::Command::new("sh")
        .args(["-c", &command])
        .current_dir(root.path())
        .output()
        .expect("a shell starts");
    assert!(
        run.status.success(),
        "{}",
        String::from_utf8_lossy(&run.stderr)
    );
    let mode = |path: &str| {
        std::fs::metadata(root.path().join(path))
            .expect("it is there")
            .permissions()
            .mode()
            & 0o777
    };
    for (path, wanted) in [
        ("output", 0o750),
        ("output/t-v1.0.pdf", 0o640),
        ("output/t-v1.0.typ", 0o640),
        ("output/t-v1.0", 0o750),
        ("new/plan", 0o750),
        ("new/plan/document.yaml", 0o640),
    ] {
        assert_eq!(mode(path), wanted, "{path}");
    }
}

fn commit(root: &Path) {
    git(root, &["add", "-A"]);
    git(root, &["commit", "-q", "-m", "A change"]);
}

#[test]
fn in_a_short_history_a_check_that_could_not_be_made_says_so() {
    let root = tempfile::tempdir().expect("a temporary folder");
    let origin = root.path().join("origin");
    write(&origin, "plan/document.yaml", MANIFEST);
    write(&origin, "plan/01-one.md", "---\ntitle: One\n---\nText.\n");
    git(root.path(), &["init", "-q", "origin"]);
    let none = planwright(&origin, &["check", "--no-compile", "--new-since", "HEAD"]);
    assert!(
        none.status == 2 && none.stderr.contains("has no commit yet"),
        "{}",
        none.stderr
    );
    commit(&origin);
    let one = planwright(&origin, &["check", "--no-compile", "--new-since", "HEAD~1"]);
    assert!(
        one.status == 2
            && one
                .stderr
                .contains("its history has one commit, so there is nothing to compare with")
    );
    let whole = planwright(&origin, &["check", "--no-compile"]);
    assert!(
        !whole.stderr.contains("version/"),
        "a history of one commit is whole: {}",
        whole.stderr
    );
    git(&origin, &["tag", "v2.0"]);
    write(&origin, "README.md", "No part of the plan.\n");
    commit(&origin);
    let url = format!("file://{}", origin.display());
    git(root.path(), &["clone", "-q", "--depth", "1", &url, "clone"]);
    let clone = root.path().join("clone");
    let run = planwright(&clone, &["check", "--no-compile"]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    assert!(
        run.stderr.contains("warning[version/short-history]")
            && run.stderr.contains("document.yaml:2:1"),
        "{}",
        run.stderr
    );
    assert!(run.stderr.contains("fetch-depth: 0"), "{}", run.stderr);
    let new = planwright(&clone, &["check", "--no-compile", "--new-since", "v2.0"]);
    assert!(
        new.status == 2 && new.stderr.contains("so what is new cannot be told"),
        "{}",
        new.stderr
    );
}

#[test]
fn what_only_follows_from_a_broken_card_is_held_back_until_it_is_mended() {
    let root = project("See [](#R-1), [](#ws-1), [](#nowhere) and [](cite:report).");
    write(
        root.path(),
        "plan/02-risks.md",
        "---\nkind: risk-register\ntitle: Risks: all\nrisks:\n  - {id: R-1, description: D, mitigation: M, workstreams: [ws-1]}\n---\n",
    );
    write(
        root.path(),
        "plan/03-ws.md",
        "---\nkind: workstrem\nid: ws-1\ntitle: A workstream\n---\nText.\n",
    );
    write(
        root.path(),
        "plan/04-refs.md",
        "---\nkind: references\ntitle: References\nentries:\n  - {id: report, txt: T}\n---\n",
    );
    let places = |run: &crate::program::Run| -> Vec<String> {
        let report: serde_json::Value = serde_json::from_str(&run.stdout).expect("JSON");
        let found = report["diagnostics"]
            .as_array()
            .expect("a list")
            .iter()
            .filter(|one| one["severity"] != "hint");
        found
            .map(|one| {
                format!(
                    "{} {}:{}:{}",
                    one["code"], one["path"], one["line"], one["column"]
                )
                .replace('"', "")
            })
            .collect()
    };
    let check = || {
        planwright(
            root.path(),
            &["check", "--no-compile", "--message-format", "json"],
        )
    };
    let found = places(&check());
    let wanted = [
        "reference/unknown-id plan/01-one.md:4:26",
        "source/yaml plan/02-risks.md:3:13",
        "schema/unknown-kind plan/03-ws.md:2:7",
        "schema/missing-key plan/04-refs.md:5:6",
        "schema/unknown-key plan/04-refs.md:5:18",
    ];
    assert_eq!(found, wanted);
    // Once the file can be read, what is really missing is found.
    write(
        root.path(),
        "plan/02-risks.md",
        "---\ntitle: Risks\n---\nNo risk.\n",
    );
    assert!(places(&check()).contains(&"reference/unknown-id plan/01-one.md:4:5".to_owned()));
}
