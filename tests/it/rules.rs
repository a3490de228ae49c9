//! The page of every rule in `docs/rules/` is its test: its Bad example gives the rule's code, its
//! Good example gives no error. What is said of the Bad one stands below it, in a block `report`:
//! the exact messages, hints included.
//!
//! A block `plan` holds files, each after a line `=== PATH`; a manifest and a card are added where
//! it has none of its own, and a workbook is made of its text (`workbook.rs`). `plan compile` wants
//! the pages to be set too. `docs/codes.md` is made from the pages: `UPDATE_EXPECT=1` writes it and
//! the reports anew.

use std::fmt::Write as _;
use std::panic::catch_unwind;
use std::path::PathBuf;

use expect_test::expect_file;
use planwright::diagnostic::rules;
use rayon::prelude::*;

use crate::program::{files_below, planwright, repository};
use crate::workbook;

const MANIFEST: &str = "title: The Plan\nversions:\n  - version: \"0.1\"\n    date: 2024-05-01\n    authors: [Programme lead]\n    summary: First outline.\n";
const CARD: &str = "---\ntitle: End\n---\n\nEnd.\n";

/// One page.
struct Page {
    /// Below the folder of pages.
    file: String,
    text: String,
    code: String,
    summary: String,
    bad: Option<Example>,
    good: Option<Example>,
}

struct Example {
    files: Vec<(String, String)>,
    compile: bool,
}

fn pages() -> Vec<Page> {
    let folder = repository().join("docs/rules");
    files_below(&folder)
        .iter()
        .map(|file| {
            let text = std::fs::read_to_string(folder.join(file)).expect("a page");
            page(file, &text)
        })
        .collect()
}

fn page(file: &str, text: &str) -> Page {
    let mut lines = text.lines();
    let code = lines
        .next()
        .and_then(|line| line.strip_prefix("# "))
        .expect("a page begins with its code")
        .to_owned();
    let summary = lines
        .find(|line| !line.trim().is_empty())
        .expect("a page has a summary")
        .to_owned();
    Page {
        file: file.to_owned(),
        text: text.to_owned(),
        code,
        summary,
        bad: example(text, "## Bad"),
        good: example(text, "## Good"),
    }
}

/// The first fenced block of a section, if it is a project.
fn example(text: &str, heading: &str) -> Option<Example> {
    let section = text
        .split_once(&format!("\n{heading}\n"))
        .map(|(_, rest)| rest)
        .expect("a page has Bad and Good");
    let mut lines = section
        .lines()
        .skip_while(|line| !(line.starts_with("```") || line.starts_with("~~~")));
    let opening = lines.next()?;
    let fence: String = opening
        .chars()
        .take_while(|c| *c == '`' || *c == '~')
        .collect();
    let info = opening[fence.len()..].trim();
    let words: Vec<&str> = info.split_whitespace().collect();
    if words.first() != Some(&"plan") {
        return None;
    }
    let mut files: Vec<(String, String)> = Vec::new();
    for line in lines.take_while(|line| line.trim_end() != fence) {
        match line.strip_prefix("=== ") {
            Some(path) => files.push((path.to_owned(), String::new())),
            None => {
                let (_, text) = files.last_mut().expect("a block begins with `=== PATH`");
                text.push_str(line);
                text.push('\n');
            }
        }
    }
    Some(Example {
        files,
        compile: words.contains(&"compile"),
    })
}

/// Writes an example into a folder, with what it leaves out.
fn project(example: &Example) -> tempfile::TempDir {
    let root = tempfile::tempdir().expect("a temporary folder");
    let write = |path: &str, text: &str| {
        let bytes = match path.ends_with(".xlsx") {
            true => workbook::xlsx(text),
            false => text.as_bytes().to_vec(),
        };
        let path = root.path().join(path);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("the folder can be made");
        std::fs::write(path, bytes).expect("the file can be written");
    };
    let has = |wanted: &dyn Fn(&str) -> bool| example.files.iter().any(|(path, _)| wanted(path));
    if !has(&|path| path == "plan/document.yaml") {
        write("plan/document.yaml", MANIFEST);
    }
    if !has(&|path| path.starts_with("plan/") && path.ends_with(".md")) {
        write("plan/99-end.md", CARD);
    }
    example
        .files
        .iter()
        .for_each(|(path, text)| write(path, text));
    root
}

/// The codes that an example gives, and whether there is an error among them.
fn run(example: &Example) -> (Vec<String>, bool) {
    let root = project(example);
    let mut args = vec!["check", "--message-format", "json"];
    if !example.compile {
        args.push("--no-compile");
    }
    let run = planwright(root.path(), &args);
    let report: serde_json::Value = serde_json::from_str(&run.stdout).expect("JSON");
    let found = report["diagnostics"].as_array().expect("a list");
    let codes = found
        .iter()
        .filter_map(|d| d["code"].as_str())
        .map(str::to_owned)
        .collect();
    (codes, report["summary"]["errors"] != 0)
}

/// What is said of an example to somebody at a terminal.
fn told(example: &Example) -> String {
    let root = project(example);
    let mut args = vec!["check", "--hints"];
    if !example.compile {
        args.push("--no-compile");
    }
    planwright(root.path(), &args).stderr
}

/// A page with a report behind its Bad example, in place of the one that it has.
fn with_report(text: &str, report: &str) -> String {
    let start = text.find("\n## Bad\n").expect("a page has Bad");
    let mut lines = text[start..].split_inclusive('\n').skip(2);
    let opening = lines.next().expect("a block begins");
    let fence = opening
        .trim_end()
        .trim_end_matches(|c| c != '`' && c != '~');
    let closing = format!("{fence}\n");
    let example: usize = lines
        .by_ref()
        .take_while(|line| *line != closing)
        .map(str::len)
        .sum();
    let end = start + "\n## Bad\n".len() + opening.len() + example + closing.len();
    let behind = &text[end..];
    let behind = match behind
        .strip_prefix("~~~report\n")
        .and_then(|old| old.split_once("\n~~~\n"))
    {
        Some((_, behind)) => behind,
        None => behind,
    };
    format!(
        "{}~~~report\n{}\n~~~\n{behind}",
        &text[..end],
        report.trim_end()
    )
}

/// Builds a draft with a code switched off, and with it whatever else is an error; what is an error
/// all the same comes back.
fn build_without(root: &std::path::Path, code: &str) -> Vec<String> {
    let mut off = vec![code.to_owned()];
    loop {
        let mut args = vec!["build", "--draft", "--message-format", "json"];
        off.iter().for_each(|code| args.extend(["--allow", code]));
        let run = planwright(root, &args);
        let report: serde_json::Value = serde_json::from_str(&run.stdout).expect("JSON");
        let found = report["diagnostics"]
            .as_array()
            .expect("a list")
            .iter()
            .filter(|d| d["severity"] == "error");
        let errors: Vec<String> = found
            .filter_map(|d| d["code"].as_str())
            .map(str::to_owned)
            .collect();
        let again = errors.iter().all(|code| {
            !off.contains(code)
                && !code.starts_with("template/typst")
                && code != "document/no-pages"
        });
        if errors.is_empty() || !again {
            return errors;
        }
        off.extend(errors);
    }
}

/// Of these nothing can be made, whatever is switched off.
const HOPELESS: [&str; 2] = ["template/typst", "document/no-pages"];

#[test]
fn a_rule_that_is_off_never_keeps_pages_from_being_made() {
    let pages: Vec<Page> = pages()
        .into_iter()
        .filter(|page| !HOPELESS.contains(&page.code.as_str()))
        .collect();
    let made: Vec<(String, tempfile::TempDir, Vec<String>)> = pages
        .par_iter()
        .filter_map(|page| {
            let root = project(page.bad.as_ref()?);
            let errors = build_without(root.path(), &page.code);
            Some((page.code.clone(), root, errors))
        })
        .collect();
    let pdfs = |root: &tempfile::TempDir| -> Vec<PathBuf> {
        let files = files_below(root.path())
            .into_iter()
            .filter(|file| file.starts_with("output/") && file.ends_with(".pdf"));
        files.map(|file| root.path().join(file)).collect()
    };
    let failed = |(_, root, errors): &&(String, tempfile::TempDir, Vec<String>)| {
        !errors.is_empty() || pdfs(root).is_empty()
    };
    let wrong: Vec<_> = made
        .iter()
        .filter(failed)
        .map(|(code, _, errors)| (code, errors))
        .collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
    // Without standards that go together there is nothing to hold a PDF against.
    let is_held = |code: &str| {
        code != "document/pdf-standard"
            && (code.starts_with("document/") || code.starts_with("reference/"))
    };
    let held = made
        .iter()
        .filter(|(code, ..)| is_held(code))
        .flat_map(|(_, root, _)| pdfs(root));
    let held: Vec<PathBuf> = held.collect();
    crate::example::validate(&held.iter().map(PathBuf::as_path).collect::<Vec<_>>());
}

#[test]
fn every_rule_finds_its_bad_example_and_lets_its_good_one_pass() {
    let wrong: Vec<String> = pages()
        .par_iter()
        .flat_map(|page| {
            let mut wrong = Vec::new();
            if let Some(bad) = &page.bad {
                let told = told(bad);
                if !told.contains(&format!("[{}]", page.code)) {
                    wrong.push(format!("{}: Bad gives {told}", page.code));
                }
                let file = repository().join("docs/rules").join(&page.file);
                let expected = with_report(&page.text, &told);
                if catch_unwind(|| expect_file![file].assert_eq(&expected)).is_err() {
                    wrong.push(format!("{}: its report is another", page.code));
                }
            }
            if let Some(good) = &page.good {
                let (codes, errors) = run(good);
                if codes.contains(&page.code) || errors {
                    wrong.push(format!("{}: Good gives {codes:?}", page.code));
                }
            }
            wrong
        })
        .collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn every_code_has_a_page_and_the_reference_is_made_from_the_pages() {
    let pages = pages();
    let written: Vec<&str> = pages.iter().map(|page| page.code.as_str()).collect();
    for code in rules::codes() {
        assert!(written.contains(&code), "docs/rules/{code}.md is missing");
    }
    assert_eq!(written.len(), rules::ALL.len(), "a page without a code");
    let mut text = String::from(HEAD);
    let mut family = "";
    for page in &pages {
        let own = page.code.split('/').next().expect("a family");
        if own != family {
            let _ = write!(
                text,
                "\n## {own}\n\n| code | what it means |\n| --- | --- |\n"
            );
            family = own;
        }
        let _ = writeln!(
            text,
            "| [`{0}`](rules/{0}.md) | {1} |",
            page.code,
            page.summary.replace('|', "\\|")
        );
    }
    expect_file![repository().join("docs/codes.md")].assert_eq(&text);
}

const HEAD: &str = "# Codes

Every diagnostic has a code, `family/name`. In `planwright.yaml` a code or a family can be made an `error`, a `warning`, a
`hint`, or switched `off`:

```yaml planwright.yaml
checks: { document/top-heading: off, version: warning }
```

Errors keep a PDF from being written. In a draft (`--draft`) placeholders are warnings. One placeholder is allowed with
`<!-- allow: placeholder/tbc reason -->` before the block, or `# allow: placeholder/tbc reason` on the line of the YAML; many with
`placeholders: allow:` in `planwright.yaml`. A project's own placeholder rules have the code `placeholder/ID`.

This page is made from the pages of the rules.
";
