//! The text of the examples of CommonMark 0.31.2, and of GitHub's tables, strikethrough and tasks,
//! against ours.
//!
//! The examples travel with the sources of `pulldown-cmark`, and are read from there: they are
//! under another licence than planwright. Where our text is meant to be another one,
//! `differences.txt` says why.

use std::collections::BTreeMap;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;

use html5gum::{Token, Tokenizer};
use regex::Regex;

use crate::program::{planwright, repository, write};

const SUITES: [&str; 4] = ["spec", "gfm_table", "gfm_strikethrough", "gfm_tasklist"];

/// Everything that would keep a page from being made of an example: they refer to files that are
/// not there, and are full of mistakes.
const OFF: &str = "checks: {reference: off, source: off, placeholder: off, document: off, schema: off, figures: off, template: off}\n";

/// Elements between whose words and those around them there is a space.
const BLOCKS: [&[u8]; 15] = [
    b"p",
    b"li",
    b"td",
    b"th",
    b"h1",
    b"h2",
    b"h3",
    b"h4",
    b"h5",
    b"h6",
    b"pre",
    b"div",
    b"blockquote",
    b"hr",
    b"figcaption",
];

struct Example {
    /// `spec_201`: the number is that of CommonMark.
    name: String,
    markdown: String,
    html: String,
}

/// Where cargo keeps the sources of `pulldown-cmark`.
fn sources() -> PathBuf {
    let arguments = ["metadata", "--locked", "--offline", "--format-version", "1"];
    let metadata = Command::new(env!("CARGO"))
        .args(arguments)
        .current_dir(repository())
        .output()
        .expect("cargo starts");
    let metadata: serde_json::Value = serde_json::from_slice(&metadata.stdout).expect("JSON");
    let packages = metadata["packages"].as_array().expect("a list");
    let it = packages
        .iter()
        .find(|package| package["name"] == "pulldown-cmark")
        .expect("planwright is made of it");
    Path::new(it["manifest_path"].as_str().expect("a path"))
        .parent()
        .expect("a folder")
        .join("tests/suite")
}

/// The examples of a suite, as its generated tests have them.
fn examples(suite: &str, text: &str) -> Vec<Example> {
    let test = r##"fn \w+_test_(\d+)\(\) \{\s+let original = r#+"((?s:.*?))"#+;\s+let expected = r#+"((?s:.*?))"#+;"##;
    let test = Regex::new(test).expect("the expression is valid");
    let example = |found: regex::Captures<'_>| Example {
        name: format!("{suite}_{}", &found[1]),
        markdown: found[2].to_owned(),
        html: found[3].to_owned(),
    };
    test.captures_iter(text).map(example).collect()
}

/// The words of an HTML text, those of pictures included. Quotation marks and dashes are those that
/// were typed: we set them as the language of the document wants them.
fn words(html: &str) -> String {
    let mut text = String::new();
    for token in Tokenizer::new(html).flatten() {
        match token {
            Token::String(words) => text.push_str(&String::from_utf8_lossy(&words)),
            Token::StartTag(tag) if *tag.name == b"img" => {
                let alternative = tag.attributes.get(b"alt".as_slice());
                text.push_str(&alternative.map_or_else(String::new, |words| {
                    String::from_utf8_lossy(words).into_owned()
                }));
            }
            Token::StartTag(tag) if *tag.name == b"br" => text.push(' '),
            Token::StartTag(tag) if BLOCKS.contains(&&**tag.name) => text.push(' '),
            Token::EndTag(tag) if BLOCKS.contains(&&**tag.name) => text.push(' '),
            _ => {}
        }
    }
    for (typed, set) in [
        ("'", "‘"),
        ("'", "’"),
        ("\"", "“"),
        ("\"", "”"),
        ("---", "—"),
        ("--", "–"),
        ("...", "…"),
    ] {
        text = text.replace(set, typed);
    }
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Our words of each example: all are cards of one plan, of which one web page is made.
fn ours(examples: &[Example]) -> Vec<String> {
    let root = tempfile::tempdir().expect("a temporary folder");
    let row = "  - {version: \"0.1\", date: 2024-05-01, authors: [A], summary: S}\n";
    write(
        root.path(),
        "plan/document.yaml",
        &format!("title: T\nversions:\n{row}"),
    );
    write(root.path(), "planwright.yaml", OFF);
    for (index, example) in examples.iter().enumerate() {
        let front = format!("---\ntitle: {index}\nid: x{index}\nnumbered: false\n---\n");
        write(
            root.path(),
            &format!("plan/{index:04}.md"),
            &(front + &example.markdown),
        );
    }
    let run = planwright(root.path(), &["build", "--draft", "--format", "html"]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    let page = std::fs::read_to_string(root.path().join("output/t-v0.1-draft.html"))
        .expect("the page is there");
    let card = |index: usize| {
        let (_, card) = page
            .split_once(&format!("<section id=\"x{index}\""))
            .expect("the card is there");
        let (card, _) = card.split_once("</section>").expect("it ends");
        let (_, body) = card.split_once("</h2>").expect("it has a head");
        words(body)
    };
    (0..examples.len()).map(card).collect()
}

/// The names of the examples whose text is meant to differ, each with the reason.
fn listed(differences: &str) -> BTreeMap<&str, &str> {
    let mut listed = BTreeMap::new();
    let mut reason = "";
    for line in differences.lines().filter(|line| !line.starts_with('#')) {
        match line.strip_prefix("    ") {
            Some(names) => {
                for name in names.split_whitespace() {
                    assert_eq!(listed.insert(name, reason), None, "{name} twice");
                }
            }
            None => reason = line,
        }
    }
    assert!(
        listed.values().all(|reason| reason.len() > 20),
        "each difference has a reason"
    );
    listed
}

#[test]
fn the_text_of_each_example_is_ours_or_its_difference_is_meant() {
    let folder = sources();
    let mut all = Vec::new();
    for suite in SUITES {
        match std::fs::read_to_string(folder.join(format!("{suite}.rs"))) {
            Ok(text) => all.extend(examples(suite, &text)),
            // What is written past the test's own output is seen though it passes.
            Err(_) => {
                let _ = writeln!(
                    std::io::stderr(),
                    "left out: the examples of CommonMark are not in {}",
                    folder.display()
                );
                return;
            }
        }
    }
    assert!(all.len() > 660, "{} examples are read", all.len());
    let listed = listed(include_str!("differences.txt"));
    let mut wrong = String::new();
    for (example, ours) in all.iter().zip(ours(&all)) {
        let theirs = words(&example.html);
        match (ours == theirs, listed.contains_key(example.name.as_str())) {
            (true, true) => {
                wrong += &format!("{} is listed, and does not differ any more\n", example.name);
            }
            (false, false) => {
                wrong += &format!(
                    "{}: {:?}\n  ours   {ours}\n  theirs {theirs}\n",
                    example.name, example.markdown
                );
            }
            _ => {}
        }
    }
    let unknown = listed
        .keys()
        .filter(|name| all.iter().all(|example| example.name != **name));
    unknown.for_each(|name| wrong += &format!("{name} is listed, and there is none\n"));
    assert!(wrong.is_empty(), "{wrong}");
}
