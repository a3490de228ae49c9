//! Projects with several documents: links of the file system, and that it makes no difference which
//! documents a run was asked for.

use std::path::Path;

use crate::program::{files_below, planwright, write};

const CARD: &str = "---\ntitle: One\n---\n\nText.\n";

fn document(root: &Path, folder: &str, title: &str) {
    let manifest = format!(
        "title: {title}\nversions: [{{version: \"1.0\", date: 2024-05-01, authors: [A], summary: First edition.}}]\n"
    );
    write(root, &format!("{folder}/document.yaml"), &manifest);
    write(root, &format!("{folder}/01-one.md"), CARD);
}

#[cfg(unix)]
#[test]
fn a_link_to_a_folder_is_that_folder_and_a_link_out_or_in_a_circle_is_none() {
    use std::os::unix::fs::symlink;
    let outside = tempfile::tempdir().expect("a temporary folder");
    document(outside.path(), "secret", "A Secret");
    let root = tempfile::tempdir().expect("a temporary folder");
    document(root.path(), "plan", "Our Plan");
    write(
        root.path(),
        "planwright.yaml",
        "documents: [plan, again, circle, out]\n",
    );
    symlink("plan", root.path().join("again")).expect("a link");
    symlink("circle", root.path().join("circle")).expect("a link");
    symlink(outside.path().join("secret"), root.path().join("out")).expect("a link");
    // A link that leads back to the folder around it is not followed either.
    symlink("..", root.path().join("plan/back")).expect("a link");
    let run = planwright(root.path(), &["check", "--no-compile"]);
    assert_eq!(run.status, 1, "{}", run.stderr);
    assert!(
        run.stderr.contains("this is the folder `plan` again"),
        "{}",
        run.stderr
    );
    assert!(
        run.stderr.contains("there is no folder `circle`"),
        "{}",
        run.stderr
    );
    assert!(
        run.stderr.contains("there is no folder `out`"),
        "{}",
        run.stderr
    );
    assert!(
        run.stderr.ends_with("2 errors, 1 warning, 0 hints\n"),
        "{}",
        run.stderr
    );
}

#[cfg(unix)]
#[test]
fn a_shared_picture_is_not_read_through_a_link_that_leads_out() {
    let outside = tempfile::tempdir().expect("a temporary folder");
    write(
        outside.path(),
        "secret.svg",
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"9\" height=\"9\"/>",
    );
    let root = tempfile::tempdir().expect("a temporary folder");
    document(root.path(), "plan", "Our Plan");
    std::fs::create_dir(root.path().join("shared")).expect("a folder");
    std::os::unix::fs::symlink(
        outside.path().join("secret.svg"),
        root.path().join("shared/secret.svg"),
    )
    .expect("a link");
    write(
        root.path(),
        ".hidden/a.svg",
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"9\" height=\"9\"/>",
    );
    write(
        root.path(),
        "plan/01-one.md",
        &format!("{CARD}\n![A square](../shared/secret.svg) ![A square](/.hidden/a.svg)\n"),
    );
    let run = planwright(root.path(), &["check"]);
    assert_eq!(run.status, 1, "{}", run.stderr);
    assert!(
        run.stderr
            .contains("the file `shared/secret.svg` is not there"),
        "{}",
        run.stderr
    );
    assert!(
        run.stderr.contains("the file `.hidden/a.svg` is not there"),
        "{}",
        run.stderr
    );
}

#[test]
fn a_document_has_the_same_bytes_built_alone_or_with_the_others() {
    let root = tempfile::tempdir().expect("a temporary folder");
    write(
        root.path(),
        "planwright.yaml",
        "documents: [plan, report]\n",
    );
    document(root.path(), "plan", "Our Plan");
    document(root.path(), "report", "Our Report");
    write(
        root.path(),
        "report/02-two.md",
        "---\ntitle: Two\n---\n\nSee [](plan:one).\n",
    );
    let bytes = |name: &str| std::fs::read(root.path().join("output").join(name)).expect("a PDF");
    assert_eq!(planwright(root.path(), &["build"]).status, 0);
    assert_eq!(
        files_below(&root.path().join("output")),
        ["our-plan-v1.0.pdf", "our-report-v1.0.pdf"]
    );
    let together = bytes("our-report-v1.0.pdf");
    std::fs::remove_dir_all(root.path().join("output")).expect("the outputs can be removed");
    assert_eq!(planwright(root.path(), &["build", "report"]).status, 0);
    assert_eq!(
        files_below(&root.path().join("output")),
        ["our-report-v1.0.pdf"]
    );
    assert!(bytes("our-report-v1.0.pdf") == together);
}

#[test]
fn what_a_list_names_builds_one_document_and_nothing_else() {
    let root = tempfile::tempdir().expect("a temporary folder");
    let project = root.path().join("a project");
    write(
        &project,
        "planwright.yaml",
        "documents: [plan, docs/report, -annex]\n",
    );
    document(&project, "plan", "Our Plan");
    document(&project, "docs/report", "Our Report");
    document(&project, "-annex", "Annex");
    let run = planwright(
        root.path(),
        &["list", "--message-format", "json", "--root", "a project"],
    );
    assert_eq!(run.status, 0, "{}", run.stderr);
    let list: serde_json::Value = serde_json::from_str(&run.stdout).expect("JSON");
    let documents = list["documents"].as_array().expect("a list");
    assert_eq!(documents.len(), 3);
    for document in documents {
        let arguments: Vec<&str> = document["arguments"]
            .as_array()
            .expect("a list")
            .iter()
            .filter_map(|a| a.as_str())
            .collect();
        for (more, output) in [
            (None, &document["output"]),
            (Some("--draft"), &document["draft_output"]),
        ] {
            let arguments: Vec<&str> = arguments.iter().copied().chain(more).collect();
            let run = planwright(root.path(), &arguments);
            assert_eq!(run.status, 0, "{}", run.stderr);
            let output = output.as_str().expect("a path");
            assert_eq!(
                files_below(&project.join("output")),
                [output
                    .strip_prefix("output/")
                    .expect("in the output folder")]
            );
            std::fs::remove_dir_all(project.join("output")).expect("the outputs can be removed");
        }
    }
}

/// A child that is at work on a template must not go on when its parent is gone.
#[cfg(target_os = "linux")]
#[test]
fn a_child_does_not_outlive_its_parent() {
    use std::time::{Duration, Instant};
    let root = tempfile::tempdir().expect("a temporary folder");
    document(root.path(), "plan", "Our Plan");
    write(
        root.path(),
        "plan/02-two.md",
        "---\nkind: endless\ntitle: Two\n---\n\nText.\n",
    );
    write(
        root.path(),
        "templates/kinds/endless/schema.yaml",
        "title: Endless\n",
    );
    write(
        root.path(),
        "templates/kinds/endless/card.typ",
        "#{ for x in range(20000) { for y in range(10000) { } } }\n",
    );
    let mut parent = std::process::Command::new(env!("CARGO_BIN_EXE_planwright"))
        .args(["build", "--time-limit", "600"])
        .current_dir(root.path())
        .stderr(std::process::Stdio::null())
        .spawn()
        .expect("the program starts");
    let children = format!("/proc/{0}/task/{0}/children", parent.id());
    let begun = Instant::now();
    let within = |what: &dyn Fn() -> bool| {
        while !what() {
            assert!(
                begun.elapsed() < Duration::from_secs(60),
                "it happens within a minute"
            );
            std::thread::sleep(Duration::from_millis(20));
        }
    };
    let child = || {
        std::fs::read_to_string(&children)
            .unwrap_or_default()
            .trim()
            .to_owned()
    };
    within(&|| !child().is_empty());
    let child = child();
    parent.kill().expect("the parent is ended");
    parent.wait().expect("the parent is gone");
    // Where nobody collects it, what is left of a process is a zombie.
    let is_gone = |status: String| status.is_empty() || status.contains("State:\tZ");
    within(&|| {
        is_gone(std::fs::read_to_string(format!("/proc/{child}/status")).unwrap_or_default())
    });
}
