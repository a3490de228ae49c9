//! The projects in `examples/`: each builds, its pages say what `tests/data/examples/` says, and
//! the validator has nothing against them.
//!
//! One that still has open places is built as a draft. `UPDATE_EXPECT=1` writes the expected text
//! anew.

use std::path::{Path, PathBuf};

use expect_test::expect_file;

use crate::program::{copy_of, files_below, pdf_text, planwright, repository};

/// The examples that are projects of their own.
fn projects() -> Vec<PathBuf> {
    let folders = std::fs::read_dir(repository().join("examples")).expect("the examples are there");
    let mut folders: Vec<PathBuf> = folders
        .map(|folder| folder.expect("an example").path())
        .collect();
    folders.retain(|folder| folder.join("planwright.yaml").exists());
    folders.sort();
    folders
}

#[test]
fn every_example_builds_as_its_expected_text_says_and_passes_the_validator() {
    let projects = projects();
    assert!(!projects.is_empty(), "there are examples");
    let mut pdfs = Vec::new();
    let mut copies = Vec::new();
    for project in &projects {
        let copy = copy_of(project);
        let _ = std::fs::remove_dir_all(copy.path().join("output"));
        build(copy.path());
        let output = copy.path().join("output");
        for file in files_below(&output)
            .into_iter()
            .filter(|file| file.ends_with(".pdf"))
        {
            let name = project
                .file_name()
                .expect("a name")
                .to_string_lossy()
                .into_owned();
            let expected = repository().join(format!(
                "tests/data/examples/{name}/{}.txt",
                file.trim_end_matches(".pdf")
            ));
            std::fs::create_dir_all(expected.parent().expect("a folder"))
                .expect("the folder can be made");
            expect_file![expected].assert_eq(&(pdf_text(&output.join(&file)) + "\n"));
            pdfs.push(output.join(&file));
        }
        copies.push(copy);
    }
    crate::example::validate(&pdfs.iter().map(PathBuf::as_path).collect::<Vec<_>>());
}

fn build(project: &Path) {
    let run = planwright(
        project,
        &["build", "--deny", "warnings", "--format", "pdf,html"],
    );
    if run.status != 0 && run.stderr.contains("error[placeholder/") {
        let run = planwright(project, &["build", "--draft", "--format", "pdf,html"]);
        assert_eq!(run.status, 0, "{}", run.stderr);
    } else {
        assert_eq!(run.status, 0, "{}", run.stderr);
    }
}
