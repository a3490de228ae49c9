//! The floors of the house: who may name what. Rust would allow cycles; this test does not.

use crate::case::Case;
use crate::program::{files_below, repository};

/// The modules of the library, lowest first: a module uses only what stands before it.
const FLOORS: [&str; 16] = [
    "limits",
    "source",
    "diagnostic",
    "discover",
    "parse",
    "model",
    "scaffold",
    "record",
    "edit",
    "check",
    "render",
    "compile",
    "pdf",
    "hear",
    "pipeline",
    "cli",
];

/// Outside the floors: it is called only by `cli`.
const BESIDE: &str = "write";

fn module_of(path: &str) -> &str {
    let first = path.split('/').next().unwrap_or(path);
    first.strip_suffix(".rs").unwrap_or(first)
}

fn sources() -> Vec<(String, String)> {
    let folder = repository().join("src");
    let files = files_below(&folder)
        .into_iter()
        .filter(|file| file.ends_with(".rs"));
    files
        .map(|file| {
            (
                file.clone(),
                std::fs::read_to_string(folder.join(&file)).expect("the source can be read"),
            )
        })
        .collect()
}

#[test]
fn a_module_uses_only_what_stands_below_it() {
    let mut wrong = Vec::new();
    for (path, text) in sources() {
        let own = module_of(&path);
        let Some(floor) = FLOORS.iter().position(|name| *name == own) else {
            continue;
        };
        for part in text.split("crate::").skip(1) {
            let used: String = part
                .chars()
                .take_while(|c| c.is_ascii_alphanumeric() || *c == '_')
                .collect();
            let above = FLOORS
                .iter()
                .position(|name| *name == used)
                .is_some_and(|other| other > floor);
            if above || (used == BESIDE && own != "cli") {
                wrong.push(format!("{path} uses {used}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn check_and_render_do_not_know_each_other() {
    for (path, text) in sources() {
        let other = match module_of(&path) {
            "check" => "crate::render",
            "render" => "crate::check",
            _ => continue,
        };
        assert!(!text.contains(other), "{path} names {other}");
    }
}

/// Whether the code of a file names a library.
fn names(text: &str, library: &str) -> bool {
    text.lines().any(|line| {
        let line = line.trim_start();
        !line.starts_with("//")
            && (line.contains(&format!("use {library}::"))
                || line.contains(&format!(" {library}::")))
    })
}

#[test]
fn each_great_library_is_named_in_one_place() {
    let owners = [
        ("clap", "cli/"),
        ("tera", "render/"),
        ("pulldown_cmark", "parse/"),
        ("serde_saphyr", "parse/yaml"),
        ("typst", "compile/"),
        ("typst_pdf", "compile/"),
        ("walkdir", "discover/"),
        ("gix_attributes", "write/git/"),
        ("notify", "discover/"),
        ("jsonschema", "model/schema"),
        ("palette", "model/theme/"),
        ("roxmltree", "parse/"),
        ("zip", "parse/workbook/"),
        ("hayagriva", "parse/bibliography/"),
        ("biblatex", "parse/bibliography/"),
        ("imagesize", "parse/picture/"),
        ("annotate_snippets", "diagnostic/show/"),
        ("hayro_syntax", "pdf/"),
        ("hayro_cmap", "pdf/"),
    ];
    for (path, text) in sources() {
        // One room reads a repository, and one writes into it.
        if names(&text, "gix") {
            let is_owner = ["discover/", "write/git/"]
                .iter()
                .any(|owner| path.starts_with(owner));
            assert!(is_owner, "{path} names gix");
        }
        for (library, owner) in owners {
            assert!(
                !names(&text, library) || path.starts_with(owner),
                "{path} names {library}, which belongs to {owner}"
            );
        }
    }
}

#[test]
fn every_kind_has_a_schema_a_template_and_a_case() {
    let templates = repository().join("templates/kinds");
    let mut cases = String::new();
    for case in Case::all() {
        let parts = case.parts().into_iter();
        cases.extend(
            parts
                .filter(|(path, _)| path.ends_with(".md"))
                .map(|(_, text)| text),
        );
    }
    for entry in std::fs::read_dir(templates).expect("the kinds are there") {
        let kind = entry.expect("a kind can be read").path();
        let name = kind
            .file_name()
            .expect("a name")
            .to_string_lossy()
            .into_owned();
        assert!(
            kind.join("schema.yaml").exists() && kind.join("card.typ").exists(),
            "{name}"
        );
        assert!(
            name == "section" || cases.contains(&format!("kind: {name}\n")),
            "no case has a card of kind {name}"
        );
    }
}

#[test]
fn what_comments_cite_of_the_guides_is_there() {
    for (path, text) in sources() {
        for cited in text
            .split("`docs/")
            .skip(1)
            .filter_map(|rest| rest.split('`').next())
        {
            let (page, anchor) = cited.split_once('#').unwrap_or((cited, ""));
            let there = repository().join("docs").join(page);
            assert!(there.exists(), "{path} cites `docs/{cited}`");
            let text = if there.is_file() {
                std::fs::read_to_string(&there).expect("the page can be read")
            } else {
                String::new()
            };
            let mut headings = text.lines().filter(|line| line.starts_with('#'));
            let is_it = |line: &str| {
                line.trim_start_matches('#')
                    .trim()
                    .to_lowercase()
                    .replace(' ', "-")
                    == anchor
            };
            assert!(
                anchor.is_empty() || headings.any(is_it),
                "{path} cites `docs/{cited}`"
            );
        }
    }
}

#[test]
fn every_page_of_the_guide_is_of_a_code_and_has_all_its_parts() {
    let folder = repository().join("docs/rules");
    for file in files_below(&folder) {
        let code = file.strip_suffix(".md").expect("a page is Markdown");
        let text = std::fs::read_to_string(folder.join(&file)).expect("the page can be read");
        assert!(
            text.starts_with(&format!("# {code}\n")),
            "{file} begins with its code"
        );
        let page = planwright::diagnostic::guide::page(code)
            .unwrap_or_else(|| panic!("{file} is of no code; or touch guide.rs"));
        assert!(
            !page.summary().is_empty() && !page.summary().starts_with('#'),
            "{file} has a summary"
        );
        for section in ["What", "Why", "Bad", "Good"] {
            assert!(
                !page.section(section).is_empty(),
                "{file} has no section {section}"
            );
        }
        assert!(
            ["Bad", "Good"]
                .iter()
                .all(|section| page.section(section).contains("```")),
            "{file} shows both examples"
        );
    }
}
