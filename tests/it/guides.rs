//! What the guides show works: their examples are made into projects, word for word, and built.

use std::path::Path;

use crate::program::{only_pdf, pdf_text, planwright, repository, write};

/// What stands between the fence that follows `after` in a guide and the next one.
fn example(guide: &str, after: &str) -> String {
    let text = std::fs::read_to_string(repository().join("docs").join(guide)).expect("the guide is there");
    let (_, rest) = text.split_once(after).unwrap_or_else(|| panic!("`{guide}` says `{after}`"));
    let (_, rest) = rest.split_once("```").expect("a fence follows");
    let (_, rest) = rest.split_once('\n').expect("the fence ends its line");
    rest.split_once("```").expect("the fence is closed").0.to_owned()
}

const VERSIONS: &str = "versions:
  - version: \"1.0\"
    date: 2026-01-15
    authors: [The team]
    summary: First edition.
";

/// Builds a project, which must have nothing wrong with it, and gives the words of its PDF.
fn built(project: &Path) -> String {
    let run = planwright(project, &["build", "--deny", "warnings", "--format", "pdf,html"]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    pdf_text(&only_pdf(project))
}

#[test]
fn the_kind_of_the_guide_makes_a_card() {
    let project = tempfile::tempdir().expect("a folder");
    let guide = "kinds-and-types.md";
    write(project.path(), "templates/kinds/kpi/schema.yaml", &example(guide, "`templates/kinds/kpi/schema.yaml`:"));
    write(project.path(), "templates/kinds/kpi/card.typ", &example(guide, "`templates/kinds/kpi/card.typ` is"));
    write(project.path(), "plan/document.yaml", &format!("title: The Plan\n{VERSIONS}"));
    let keys = "number: 3\nunit: per cent\nbaseline: 61\ntarget: 1280\nactual: 70\nperiod: 2025-03-31\n";
    let body = "Why we measure it. See [](#calls).";
    write(project.path(), "plan/01-calls.md", &format!("---\nkind: kpi\ntitle: Calls answered\n{keys}---\n\n{body}\n"));
    let text = built(project.path());
    for words in ["Measure 3", "Target", "1,280", "Measured", "31 March 2025", "Why we measure it."] {
        assert!(text.contains(words), "{words} in {text}");
    }
}

#[test]
fn the_theme_of_the_guide_is_laid_over_a_document() {
    let project = tempfile::tempdir().expect("a folder");
    let theme = example("theme.md", "## Colours, typefaces, paper, logo");
    write(project.path(), "plan/document.yaml", &format!("title: The Plan\n{VERSIONS}{theme}"));
    let logo = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"40\" height=\"20\"><rect width=\"40\" height=\"20\"/></svg>";
    write(project.path(), "plan/images/council.svg", logo);
    let fonts = project.path().join("plan/fonts");
    std::fs::create_dir_all(&fonts).expect("the folder can be made");
    let font = repository().join("templates/fonts/source-sans-3/SourceSans3-Regular.ttf");
    std::fs::copy(font, fonts.join("council.ttf")).expect("the font is there");
    let own = example("theme.md", "`own-rules` is laid over the whole document:");
    write(project.path(), "templates/theme/own.typ", &own);
    let body = "> [!NOTE]\n> Words of a note.\n\n## A heading\n\nText.";
    write(project.path(), "plan/01-foreword.md", &format!("---\ntitle: Foreword\n---\n\n{body}\n"));
    let text = built(project.path());
    assert!(text.contains("Note. Words of a note."), "{text}");
}

#[test]
fn the_report_of_the_guide_numbers_its_paragraphs() {
    let project = tempfile::tempdir().expect("a folder");
    let manifest = example("reports.md", "`document.yaml` has what every document has, and besides:");
    write(project.path(), "planwright.yaml", "documents: [report]\n");
    write(project.path(), "report/document.yaml", &(manifest + VERSIONS));
    write(project.path(), "report/01-summary.md", &example("reports.md", "moving one never means renumbering by hand:"));
    let text = built(project.path());
    for words in ["Health and Adult Social Care Scrutiny Panel", "14 November 2017", "Electoral wards affected", "1.1", "1.2"] {
        assert!(text.contains(words), "{words} in {text}");
    }
    assert!(text.contains("it follows from paragraph 1.1."), "{text}");
    let lettered = example("reports.md", "its items are cited with it:");
    write(project.path(), "report/01-summary.md", &format!("---\ntitle: Summary\n---\n\n{lettered}\nSee [](#rec-north).\n"));
    let text = built(project.path());
    assert!(text.contains("(a) note the report") && text.contains("See paragraph 1.1(b)(i)."), "{text}");
}
