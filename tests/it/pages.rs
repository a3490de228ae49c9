//! What a screen reader gets: the structure of the PDF, by poppler's `pdfinfo`, and the languages
//! in it.

use std::path::Path;
use std::process::Command;

use crate::case::Case;
use crate::program::{files_below, only_pdf, pdf_text, planwright, repository};

/// The structure of a PDF with its words, as a voice would read it.
fn structure(pdf: &Path) -> String {
    let output = Command::new("pdfinfo")
        .arg("-struct-text")
        .arg(pdf)
        .output()
        .expect("pdfinfo starts");
    String::from_utf8_lossy(&output.stdout).into_owned()
}

/// Builds a case of `tests/cases` and gives the folder with it.
fn built(case: &str, args: &[&str]) -> tempfile::TempDir {
    let copy = Case::named(case).project();
    let run = planwright(copy.path(), args);
    assert_eq!(run.status, 0, "{}", run.stderr);
    copy
}

/// Only the words, in the order in which they are read out.
fn words(structure: &str) -> Vec<&str> {
    structure
        .lines()
        .map(str::trim)
        .filter(|line| line.starts_with('"'))
        .collect()
}

#[test]
fn running_heads_draft_marks_and_line_numbers_are_not_read_out() {
    let numbered = built("line-numbers", &["build", "--draft", "--line-numbers"]);
    let plain = built("line-numbers", &["build", "--draft"]);
    let (numbered, plain) = (
        structure(&only_pdf(numbered.path())),
        structure(&only_pdf(plain.path())),
    );
    assert!(plain.contains("TO BE COMPLETED"), "{plain}");
    assert_eq!(words(&numbered), words(&plain));
    for furniture in ["DRAFT V1.0", "Not for publication", "Page 3"] {
        assert!(
            !plain.contains(furniture),
            "`{furniture}` is read out in\n{plain}"
        );
    }
}

#[test]
fn headings_lists_tables_and_links_are_what_they_look_like() {
    let copy = built("line-numbers", &["build", "--draft"]);
    let structure = structure(&only_pdf(copy.path()));
    for wanted in [
        "H1 \"1 A section\"",
        "H1 \"Contents\"",
        "TOC",
        "L (block)",
        "LBody",
        "THead",
        "/Scope /Column",
        "Link (inline)",
    ] {
        assert!(
            structure.contains(wanted),
            "`{wanted}` is not in\n{structure}"
        );
    }
}

#[test]
fn letters_are_labels_of_real_lists() {
    let copy = built("lettered", &["build"]);
    let structure = structure(&only_pdf(copy.path()));
    let lines: Vec<&str> = structure.lines().map(str::trim).collect();
    for label in ["\"(a)\"", "\"ii)\"", "\"(B)\"", "\"d.\""] {
        let labelled = lines
            .windows(2)
            .any(|pair| pair[0].starts_with("Lbl") && pair[1] == label);
        assert!(labelled, "{label} is no label in\n{structure}");
    }
    assert!(!structure.contains("\"A.\""), "{structure}");
}

#[test]
fn passages_carry_their_languages() {
    let copy = built("languages", &["build"]);
    let bytes = std::fs::read(only_pdf(copy.path())).expect("the PDF is there");
    for language in ["en-GB", "cy", "pl"] {
        let named = format!("/Lang({language})").into_bytes();
        assert!(
            bytes.windows(named.len()).any(|window| window == named),
            "{language} is not named"
        );
    }
}

/// A small project with this manifest and card.
fn project(manifest: &str, card: &str) -> tempfile::TempDir {
    let root = tempfile::tempdir().expect("a temporary folder");
    std::fs::create_dir_all(root.path().join("plan")).expect("the folder can be made");
    let versions =
        "versions: [{version: \"1.0\", date: 2024-05-01, authors: [A], summary: First.}]\n";
    std::fs::write(
        root.path().join("plan/document.yaml"),
        format!("title: The Plan\n{manifest}{versions}"),
    )
    .expect("written");
    std::fs::write(
        root.path().join("plan/01-a.md"),
        format!("---\ntitle: A\n---\n\n{card}\n"),
    )
    .expect("written");
    root
}

#[test]
fn fonts_come_from_a_folder_of_the_project_and_from_nowhere_else() {
    let font = repository().join("templates/fonts/source-sans-3/SourceSans3-Bold.ttf");
    let manifest = "theme: {fonts: {folder: ../fonts, body: Source Sans 3}}\n";
    let inside = project(manifest, "Text.");
    std::fs::create_dir(inside.path().join("fonts")).expect("the folder can be made");
    std::fs::copy(&font, inside.path().join("fonts/bold.ttf")).expect("the font can be copied");
    let run = planwright(inside.path(), &["build", "--format", "pdf,typ"]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    assert!(
        files_below(inside.path())
            .iter()
            .any(|file| file.starts_with("output/") && file.ends_with("fonts/fonts/bold.ttf"))
    );
    let run = planwright(
        project("theme: {fonts: {folder: ../../fonts}}\n", "Text.").path(),
        &["check", "--no-compile"],
    );
    assert!(
        run.stderr.contains("reference/outside-project"),
        "{}",
        run.stderr
    );
    #[cfg(unix)]
    {
        let leading_out = project(manifest, "Text.");
        let folder = font.parent().expect("a folder");
        std::os::unix::fs::symlink(folder, leading_out.path().join("fonts"))
            .expect("the link can be made");
        let run = planwright(leading_out.path(), &["check", "--no-compile"]);
        assert!(
            run.stderr.contains("reference/missing-file"),
            "{}",
            run.stderr
        );
    }
}

#[test]
fn the_pictures_of_a_document_have_a_limit_together() {
    let names: Vec<String> = (1..=21).map(|n| format!("p{n}.png")).collect();
    let card: Vec<String> = names
        .iter()
        .map(|name| format!("![What {name} shows to the reader]({name})"))
        .collect();
    let root = project("", &card.join("\n\n"));
    // The head says 7,000 by 7,000 points; there are no pixels.
    let mut png =
        b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR\0\0\x1b\x58\0\0\x1b\x58\x08\x02\0\0\0crc!".to_vec();
    png.extend(b"\0\0\0\0IENDcrc!");
    names.iter().for_each(|name| {
        std::fs::write(root.path().join("plan").join(name), &png).expect("written");
    });
    let run = planwright(root.path(), &["check", "--no-compile"]);
    assert_eq!(
        run.stderr.matches("error[document/large-picture]").count(),
        1,
        "{}",
        run.stderr
    );
    assert!(
        run.stderr.contains("`p21.png`") && run.stderr.contains("1,000 million"),
        "{}",
        run.stderr
    );
}

#[test]
fn every_function_of_the_theme_stands_in_its_guide() {
    let guide =
        std::fs::read_to_string(repository().join("docs/theme.md")).expect("the guide is there");
    let theme = repository().join("templates/theme");
    let entry = std::fs::read_to_string(theme.join("theme.typ")).expect("the theme is there");
    for line in entry
        .lines()
        .filter_map(|line| line.strip_prefix("#import \""))
    {
        let Some((_, names)) = line.split_once("\": ") else {
            continue;
        };
        for name in names.split(", ").filter(|name| *name != "*") {
            assert!(
                guide.contains(&format!("`{name}`")),
                "docs/theme.md does not explain `{name}`"
            );
        }
    }
    for file in files_below(&theme) {
        assert!(
            guide.contains(&format!("`{file}`")),
            "docs/theme.md does not name {file}"
        );
    }
}

#[test]
fn numbers_of_many_sections_have_room_on_the_page() {
    let project = tempfile::tempdir().expect("a temporary folder can be made");
    let write = |name: String, text: &str| {
        let path = project.path().join("plan").join(name);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("the folder can be made");
        std::fs::write(path, text).expect("the card can be written");
    };
    let versions = "versions: [{ version: \"1.0\", date: 2024-05-01, authors: [The council], summary: First edition. }]";
    write(
        "document.yaml".into(),
        &format!("title: The Plan\n{versions}\n"),
    );
    for n in 1..=100 {
        write(
            format!("{n:03}-road-{n}.md"),
            "---\ntitle: A road\n---\n\nIt is mended.\n",
        );
        write(
            format!("101-parks/{n:03}-park-{n}.md"),
            "---\ntitle: A park\n---\n\nIt is open.\n",
        );
    }
    write(
        "101-parks/index.md".into(),
        "---\ntitle: Parks\n---\n\nAll of them.\n",
    );
    let run = planwright(project.path(), &["build"]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    let text = pdf_text(&only_pdf(project.path()));
    // In the contents and above the section, with room before the title.
    let lines = text
        .lines()
        .filter(|line| line.trim_start().starts_with("101.100 ") && line.contains("A park"))
        .count();
    assert_eq!(lines, 2, "{text}");
}
