//! What the guides show works: their examples are made into projects, word for word, and built.

use std::path::Path;
use std::process::Command;

use crate::program::{only_pdf, pdf_text, planwright, repository, write};

/// What stands between the fence that follows `after` in a guide and the next one.
fn example(guide: &str, after: &str) -> String {
    let text =
        std::fs::read_to_string(repository().join("docs").join(guide)).expect("the guide is there");
    let (_, rest) = text
        .split_once(after)
        .unwrap_or_else(|| panic!("`{guide}` says `{after}`"));
    let (_, rest) = rest.split_once("```").expect("a fence follows");
    let (_, rest) = rest.split_once('\n').expect("the fence ends its line");
    rest.split_once("```")
        .expect("the fence is closed")
        .0
        .to_owned()
}

const VERSIONS: &str = "versions:
  - version: \"1.0\"
    date: 2026-01-15
    authors: [The team]
    summary: First edition.
";

/// Builds a project, which must have nothing wrong with it, and gives the words of its PDF.
fn built(project: &Path) -> String {
    let run = planwright(
        project,
        &["build", "--deny", "warnings", "--format", "pdf,html"],
    );
    assert_eq!(run.status, 0, "{}", run.stderr);
    pdf_text(&only_pdf(project))
}

#[test]
fn the_kind_of_the_guide_makes_a_card() {
    let project = tempfile::tempdir().expect("a folder");
    let guide = "kinds-and-types.md";
    write(
        project.path(),
        "templates/kinds/kpi/schema.yaml",
        &example(guide, "`templates/kinds/kpi/schema.yaml`:"),
    );
    write(
        project.path(),
        "templates/kinds/kpi/card.typ",
        &example(guide, "`templates/kinds/kpi/card.typ` is"),
    );
    write(
        project.path(),
        "plan/document.yaml",
        &format!("title: The Plan\n{VERSIONS}"),
    );
    let keys =
        "number: 3\nunit: per cent\nbaseline: 61\ntarget: 1280\nactual: 70\nperiod: 2025-03-31\n";
    let body = "Why we measure it. See [](#calls).";
    write(
        project.path(),
        "plan/01-calls.md",
        &format!("---\nkind: kpi\ntitle: Calls answered\n{keys}---\n\n{body}\n"),
    );
    let text = built(project.path());
    for words in [
        "Measure 3",
        "Target",
        "1,280",
        "Measured",
        "31 March 2025",
        "Why we measure it.",
    ] {
        assert!(text.contains(words), "{words} in {text}");
    }
}

#[test]
fn the_theme_of_the_guide_is_laid_over_a_document() {
    let project = tempfile::tempdir().expect("a folder");
    let theme = example("theme.md", "## Colours, typefaces, paper, logo");
    write(
        project.path(),
        "plan/document.yaml",
        &format!("title: The Plan\n{VERSIONS}{theme}"),
    );
    let logo = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"40\" height=\"20\"><rect width=\"40\" height=\"20\"/></svg>";
    write(project.path(), "plan/images/council.svg", logo);
    let fonts = project.path().join("plan/fonts");
    std::fs::create_dir_all(&fonts).expect("the folder can be made");
    let font = repository().join("templates/fonts/source-sans-3/SourceSans3-Regular.ttf");
    std::fs::copy(font, fonts.join("council.ttf")).expect("the font is there");
    let own = example("theme.md", "`own-rules` is laid over the whole document:");
    write(project.path(), "templates/theme/own.typ", &own);
    let body = "> [!NOTE]\n> Words of a note.\n\n## A heading\n\nText.";
    write(
        project.path(),
        "plan/01-foreword.md",
        &format!("---\ntitle: Foreword\n---\n\n{body}\n"),
    );
    let text = built(project.path());
    assert!(text.contains("Note. Words of a note."), "{text}");
}

#[test]
fn the_report_of_the_guide_numbers_its_paragraphs() {
    let project = tempfile::tempdir().expect("a folder");
    let manifest = example(
        "reports.md",
        "`document.yaml` has what every document has, and besides:",
    );
    write(project.path(), "planwright.yaml", "documents: [report]\n");
    write(project.path(), "report/document.yaml", &manifest);
    write(
        project.path(),
        "report/01-summary.md",
        &example("reports.md", "moving one never means renumbering by hand:"),
    );
    let text = built(project.path());
    for words in [
        "Health and Adult Social Care Scrutiny Panel",
        "14 November 2017",
        "Electoral wards affected",
        "1.1",
        "1.2",
    ] {
        assert!(text.contains(words), "{words} in {text}");
    }
    assert!(text.contains("it follows from paragraph 1.1."), "{text}");
    let lettered = example("reports.md", "its items are cited with it:");
    write(
        project.path(),
        "report/01-summary.md",
        &format!("---\ntitle: Summary\n---\n\n{lettered}\nSee [](#rec-north).\n"),
    );
    let text = built(project.path());
    assert!(
        text.contains("(a) note the report") && text.contains("See paragraph 1.1(b)(i)."),
        "{text}"
    );
}

/// A fenced block of a guide: what stands behind the fence, and the lines within.
struct Block {
    info: String,
    text: String,
}

fn blocks(text: &str) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut lines = text.lines();
    while let Some(opening) = lines.next() {
        if let Some(info) = opening.strip_prefix("```") {
            let within: Vec<&str> = lines.by_ref().take_while(|line| *line != "```").collect();
            blocks.push(Block {
                info: info.to_owned(),
                text: within.join("\n") + "\n",
            });
        }
    }
    blocks
}

impl Block {
    /// The file into which a reader types it: the second word behind the fence, where that is a
    /// path.
    fn path(&self) -> Option<&str> {
        self.info
            .split(' ')
            .nth(1)
            .filter(|word| word.contains('.'))
    }

    /// Whether it is for a shell, in a project of the reader's own.
    fn is_commands(&self) -> bool {
        self.info == "sh"
    }
}

/// Types a block into a file: a card is written whole, with lines `---` around mere keys; keys of
/// another file of YAML take the place of those that it has.
fn typed(project: &Path, path: &str, block: &Block) {
    let there = std::fs::read_to_string(project.join(path)).unwrap_or_default();
    let is_yaml = path.ends_with(".yaml") && !path.starts_with('.') && !path.contains("kinds/");
    let text = if path.ends_with(".md") && block.info.starts_with("yaml") {
        format!("---\n{}---\n", block.text)
    } else if is_yaml {
        without_keys(&there, &block.text) + &block.text
    } else {
        block.text.clone()
    };
    write(project, path, &text);
}

/// A file of YAML without the keys at its top that `others` has too, and what stands below them.
fn without_keys(text: &str, others: &str) -> String {
    let key = |line: &str| {
        line.split_once(':')
            .map(|(key, _)| key.to_owned())
            .filter(|_| line.starts_with(char::is_alphabetic))
    };
    let given: Vec<String> = others.lines().filter_map(key).collect();
    let mut kept = String::new();
    let mut is_given = false;
    for line in text.lines() {
        if let Some(key) = key(line) {
            is_given = given.contains(&key);
        }
        if !is_given || line.starts_with('#') {
            kept.push_str(line);
            kept.push('\n');
        }
    }
    kept
}

/// What is wrong with a draft of a project, but for the gaps that `init` leaves to be filled.
fn wrong(project: &Path) -> Vec<String> {
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
    let report: serde_json::Value = serde_json::from_str(&run.stdout)
        .unwrap_or_else(|_| panic!("{}{}", run.stdout, run.stderr));
    let found = report["diagnostics"].as_array().expect("a list").iter();
    let weighty = found.filter(|one| {
        one["severity"] != "hint"
            && !one["code"]
                .as_str()
                .expect("a code")
                .starts_with("placeholder/")
    });
    weighty.map(ToString::to_string).collect()
}

/// Versions are compared where there are some: what a project is before its first change.
fn repository_of(folder: &Path) {
    for args in [
        &["init", "--quiet"][..],
        &["add", "."],
        &["commit", "--quiet", "--message", "First"],
        &["tag", "v0.1"],
    ] {
        crate::program::git(folder, args);
    }
}

/// Runs the lines of a block as a reader does; what is refused is refused because of gaps alone.
fn run(folder: &mut std::path::PathBuf, block: &Block, guide: &str) {
    let program = Path::new(env!("CARGO_BIN_EXE_planwright"));
    let path = format!(
        "{}:{}",
        program.parent().expect("a folder").display(),
        std::env::var("PATH").expect("a path")
    );
    for line in block
        .text
        .lines()
        .filter(|line| !line.starts_with("planwright watch"))
    {
        if let Some(into) = line.strip_prefix("cd ") {
            folder.push(into);
            continue;
        }
        let ours = ["planwright ", "mkdir "]
            .iter()
            .any(|first| line.starts_with(first));
        if !ours {
            continue;
        }
        if line.starts_with("planwright diff") {
            repository_of(folder);
        }
        let output = Command::new("sh")
            .args(["-c", line])
            .current_dir(&*folder)
            .env("PATH", &path)
            .env("NO_COLOR", "1")
            .output();
        let output = output.expect("a shell starts");
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        let refused = said.matches("error[").count() == said.matches("error[placeholder/").count();
        let status = output.status.code();
        assert!(
            status == Some(0) || (status == Some(1) && refused),
            "{guide}: `{line}` gives {status:?}\n{said}"
        );
    }
}

#[test]
fn what_the_guides_tell_a_reader_to_type_works_as_printed_in_a_new_project() {
    let mut guides: Vec<String> = std::fs::read_dir(repository().join("docs"))
        .expect("the guides are there")
        .map(|entry| {
            format!(
                "docs/{}",
                entry.expect("a guide").file_name().to_string_lossy()
            )
        })
        .filter(|path| path.ends_with(".md"))
        .collect();
    guides.push("README.md".to_owned());
    let mut count = 0;
    for guide in guides {
        let text = std::fs::read_to_string(repository().join(&guide)).expect("the guide is there");
        let root = tempfile::tempdir().expect("a folder");
        let mut folder = root.path().to_owned();
        if !text.contains("\nplanwright init our-plan") {
            assert_eq!(planwright(root.path(), &["init", "our-plan"]).status, 0);
            folder.push("our-plan");
        }
        for block in blocks(&text) {
            if block.is_commands() {
                run(&mut folder, &block, &guide);
            } else if let Some(path) = block.path() {
                bring(&folder, &block.text);
                typed(&folder, path, &block);
                let wrong = wrong(&folder);
                assert!(
                    wrong.is_empty(),
                    "{guide}: what is typed into `{path}` gives {wrong:#?}"
                );
            } else {
                let said = ["part of ", "in this repository", "text", "json"]
                    .iter()
                    .any(|word| block.info.contains(word));
                assert!(
                    said || block.info.is_empty(),
                    "{guide}: `{}` does not say where it is typed",
                    block.info
                );
                continue;
            }
            count += 1;
        }
    }
    assert!(count > 20, "the blocks are found: {count}");
}

/// Brings the files that a guide tells the reader to put in their place before.
fn bring(project: &Path, text: &str) {
    if text.contains("images/council.svg") {
        let logo = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"40\" height=\"20\"><rect width=\"40\" height=\"20\"/></svg>";
        write(project, "plan/images/council.svg", logo);
        let fonts = project.join("plan/fonts");
        std::fs::create_dir_all(&fonts).expect("the folder can be made");
        let font = repository().join("templates/fonts/source-sans-3/SourceSans3-Regular.ttf");
        std::fs::copy(font, fonts.join("council.ttf")).expect("the font is there");
    }
}

#[test]
fn the_example_of_a_message_stands_where_the_guide_says() {
    let root = tempfile::tempdir().expect("a folder");
    assert_eq!(planwright(root.path(), &["init"]).status, 0);
    let said = planwright(root.path(), &["check", "--draft", "--no-compile"]).stderr;
    let shown = blocks(
        &std::fs::read_to_string(repository().join("docs/authors.md")).expect("the guide is there"),
    );
    let message = shown
        .into_iter()
        .find(|block| block.info == "text")
        .expect("a message is shown")
        .text;
    assert!(
        said.contains(message.trim_end()),
        "{message}\nis not in\n{said}"
    );
}
