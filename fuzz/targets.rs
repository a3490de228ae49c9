//! What holds for any text: one function for each reader, which panics where it does not hold.
//!
//! `tests/it/fuzzed.rs` tries them on texts made from the cases, in the build; `fuzz/` tries them
//! with libFuzzer, for hours, by hand.

use std::collections::BTreeMap;

use planwright::diagnostic::{Place, Report, show};
use planwright::discover::{Below, DiscoverError, Files, LastCommit, Sources, Tags, is_below};
use planwright::model::amount::Amount;
use planwright::model::dates;
use planwright::model::quantity::Style;
use planwright::model::version_number::VersionNumber;
use planwright::parse::body::plain_text;
use planwright::parse::{csv, front_matter, markdown, spelling, yaml};
use planwright::pipeline::{self, Mode, Outcome, Request};
use planwright::render;
use planwright::source::{Source, SourceSet, Span, TextMap};
use typst::syntax::{SyntaxKind, ast};

/// A target: its name, and what holds for any text.
pub type Target = (&'static str, fn(&str));

pub const TARGETS: [Target; 10] = [
    ("front_matter", front_matter_is_placed),
    ("yaml", yaml_is_placed),
    ("yaml_text", texts_keep_their_places_in_yaml),
    ("markdown", plain_words_come_through_markdown),
    ("escape", nothing_leaves_its_literal),
    ("csv", cells_are_placed),
    ("figures", figures_and_dates_are_as_they_were_typed),
    ("versions", versions_have_an_order),
    ("project", every_finding_has_a_place),
    ("page", a_text_is_printed_as_it_is),
];

fn source(text: &str) -> (SourceSet, planwright::source::SourceId) {
    let mut set = SourceSet::default();
    let id = set.add(Source::new("plan/a.md", text));
    (set, id)
}

/// A place lies in its text, and cuts no character.
fn lies_within(span: Span, sources: &SourceSet) {
    let text = sources.get(span.source).text();
    assert!(
        text.get(span.range()).is_some(),
        "{span:?} is no place of {text:?}"
    );
}

fn are_placed(report: &Report, sources: &SourceSet) {
    for found in report.diagnostics() {
        if let Place::Span(span) = found.place {
            lies_within(span, sources);
        }
    }
}

/// Front matter and body lie in the card, one behind the other.
pub fn front_matter_is_placed(text: &str) {
    let (set, id) = source(text);
    let mut report = Report::default();
    if let Some(parts) = front_matter::split(id, set.get(id), &mut report) {
        let body = text
            .get(parts.body.clone())
            .expect("the body is a part of the text");
        assert!(text.ends_with(body));
        if let Some(yaml) = parts.yaml {
            assert!(text.get(yaml.clone()).is_some() && yaml.end <= parts.body.start);
        }
    }
    are_placed(&report, &set);
}

/// Every value of YAML has a place, and so has every character of its text.
pub fn yaml_is_placed(text: &str) {
    let (set, id) = source(text);
    let mut report = Report::default();
    let mut nodes: Vec<yaml::Node> = yaml::parse(id, 0, text, &mut report).into_iter().collect();
    are_placed(&report, &set);
    while let Some(node) = nodes.pop() {
        lies_within(node.span, &set);
        if let Some(words) = node.text() {
            let map = node.text_map();
            let ends = words.char_indices().map(|(at, c)| at..at + c.len_utf8());
            ends.for_each(|range| lies_within(map.span(range), &set));
        }
        for (key, value) in node.entries() {
            lies_within(key.span, &set);
            nodes.push(value.clone());
        }
        nodes.extend(node.items().iter().cloned());
    }
}

/// A text that is written as YAML in quotation marks is read as it was, and each character is found
/// where it stands.
pub fn texts_keep_their_places_in_yaml(text: &str) {
    // What YAML cannot hold in single quotes without changing it.
    if text.contains(|c: char| {
        c.is_control()
            || matches!(
                c,
                '\u{FEFF}' | '\u{2028}' | '\u{2029}' | '\u{FFFE}' | '\u{FFFF}'
            )
    }) {
        return;
    }
    let quoted = [
        format!("'{}'", text.replace('\'', "''")),
        format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\"")),
    ];
    for quoted in quoted {
        let written = format!("key: {quoted}\n");
        let (set, id) = source(&written);
        let mut report = Report::default();
        let node = yaml::parse(id, 0, &written, &mut report)
            .unwrap_or_else(|| panic!("{written:?}: {:?}", report.diagnostics()));
        let value = node.get("key").expect("the key is there");
        assert_eq!(value.text().unwrap_or_default(), text, "{written:?}");
        let map = value.text_map();
        for (at, c) in text.char_indices() {
            let place = map.span(at..at + c.len_utf8());
            let found = set.slice(place);
            assert!(
                found.ends_with(c) || found == "\\",
                "{c:?} of {written:?} is looked for at {found:?}"
            );
        }
    }
}

/// Any text is read, with places; words between which stands nothing but spaces come through as
/// they are.
pub fn plain_words_come_through_markdown(text: &str) {
    let (set, id) = source(text);
    let mut report = Report::default();
    let map = TextMap::verbatim(id, 0);
    markdown::parse(text, &map, "en-GB", &mut report);
    markdown::parse_inline(text, &map, "en-GB", &mut report);
    are_placed(&report, &set);
    let words: Vec<String> = text
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect();
    // A number before a dot or at the beginning begins a list; letters around it do not.
    let plain = words
        .iter()
        .map(|word| format!("x{word}x"))
        .collect::<Vec<_>>()
        .join(" ");
    let (set, id) = source(&plain);
    let read = markdown::parse_inline(
        &plain,
        &TextMap::verbatim(id, 0),
        "en-GB",
        &mut Report::default(),
    );
    assert_eq!(plain_text(&read), plain);
    drop(set);
}

/// A text is one string of Typst, and one text of HTML, whatever stands in it.
pub fn nothing_leaves_its_literal(text: &str) {
    let literal = render::escape::string(text);
    let root = typst_syntax(&literal);
    let plain: String = text
        .chars()
        .map(|c| {
            if c.is_control() && !matches!(c, '\n' | '\r' | '\t') {
                '\u{FFFD}'
            } else {
                c
            }
        })
        .collect();
    assert_eq!(root, plain.replace('\u{FEFF}', "\u{2060}"), "{literal:?}");
    let html = render::html::escape::text(text);
    assert!(!html.contains(['<', '>', '"']), "{html:?}");
}

/// What a Typst string says, read by hand: quotation marks around it, a backslash before what is
/// escaped.
fn typst_syntax(literal: &str) -> String {
    let inner = literal
        .strip_prefix('"')
        .and_then(|rest| rest.strip_suffix('"'))
        .expect("quotation marks around it");
    let mut read = String::new();
    let mut rest = inner.chars();
    while let Some(c) = rest.next() {
        assert!(c != '"', "it ends early: {literal:?}");
        match (c, if c == '\\' { rest.next() } else { None }) {
            ('\\', Some('n')) => read.push('\n'),
            ('\\', Some('r')) => read.push('\r'),
            ('\\', Some('t')) => read.push('\t'),
            ('\\', Some(c @ ('\\' | '"'))) => read.push(c),
            ('\\', other) => panic!("no such escape: {other:?}"),
            (c, _) => read.push(c),
        }
    }
    read
}

/// Cells have places, and a row no more of them than there are columns.
pub fn cells_are_placed(text: &str) {
    for point in ['.', ','] {
        let (set, id) = source(text);
        let mut report = Report::default();
        let records = csv::parse(
            id,
            set.get(id),
            csv::Notation {
                separator: None,
                point,
            },
            &mut report,
        );
        are_placed(&report, &set);
        for cell in records.columns.iter().chain(records.rows.iter().flatten()) {
            lies_within(cell.span, &set);
        }
    }
}

/// A figure keeps its digits; what is no number is printed as it is.
pub fn figures_and_dates_are_as_they_were_typed(text: &str) {
    let digits = |text: &str| {
        text.chars()
            .filter(char::is_ascii_digit)
            .collect::<String>()
    };
    let printed = spelling::figure(text);
    assert_eq!(digits(&printed), digits(text));
    assert!(spelling::Plain::read(text).is_some() || printed == text);
    let _ = (
        Amount::of_number(text),
        Amount::read(text, &Style::of("en-GB")),
        Amount::read(text, &Style::of("de-DE")),
    );
    for read in [dates::misread(text), dates::in_words(text)]
        .into_iter()
        .flatten()
    {
        assert!(!read.advice("otherwise").is_empty());
    }
    let _ = dates::month(text);
}

/// Versions are compared part by part, and alike from both sides.
pub fn versions_have_an_order(text: &str) {
    let numbers: Vec<VersionNumber> = text
        .split_whitespace()
        .take(20)
        .filter_map(VersionNumber::parse)
        .collect();
    for (one, other) in numbers
        .iter()
        .flat_map(|one| numbers.iter().map(move |other| (one, other)))
    {
        assert_eq!(one.cmp(other), other.cmp(one).reverse());
        assert_eq!(one == other, one.cmp(other).is_eq());
    }
    let mut sorted = numbers.clone();
    sorted.sort();
    assert!(sorted.windows(2).all(|pair| pair[0] <= pair[1]));
}

/// A project with the text as a card, as the rows of a version table and as a table: whatever is
/// found has a place, and can be printed.
pub fn every_finding_has_a_place(text: &str) {
    let outcome = checked(text);
    let sources = &outcome.project.sources;
    are_placed(&outcome.report, sources);
    let printed = [
        without_colours(&show::human::render(&outcome.report, sources, true)),
        show::github::render(&outcome.report, sources),
        show::sarif::render(&outcome.report, sources).expect("it is JSON"),
        show::junit::render(&outcome.report, sources, &[]),
    ];
    let is_harmful = |c: char| c.is_control() && !matches!(c, '\n' | '\t');
    assert!(
        printed.iter().all(|printed| !printed.contains(is_harmful)),
        "{printed:?}"
    );
}

/// What a terminal shows: our own colours are left out where they are printed to none.
fn without_colours(text: &str) -> String {
    let mut parts = text.split("\u{1b}[");
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |whole, part| {
        let (colour, words) = part.split_once('m').expect("a colour ends");
        assert!(
            colour.chars().all(|c| c.is_ascii_digit() || c == ';'),
            "{colour:?} is no colour"
        );
        whole + words
    })
}

fn checked(text: &str) -> Outcome {
    let rows: String = text.lines().map(|line| format!("  {line}\n")).collect();
    let files = [
        ("planwright.yaml", "documents: [plan, other]\n".to_owned()),
        ("plan/document.yaml", MANIFEST.to_owned()),
        ("plan/01-card.md", text.to_owned()),
        (
            "plan/02-table.md",
            "---\nkind: table\ntitle: A table\ndata: figures.csv\n---\n".to_owned(),
        ),
        ("plan/figures.csv", text.to_owned()),
        (
            "other/document.yaml",
            format!("title: Other\nversions:\n{rows}"),
        ),
        ("other/01-card.md", format!("---\ntitle: One\n---\n{text}")),
    ];
    run(files, &Request::default())
}

fn run<const N: usize>(files: [(&str, String); N], request: &Request) -> Outcome {
    let files = files
        .into_iter()
        .map(|(path, text)| (path.to_owned(), text.into_bytes()))
        .collect();
    match pipeline::run(&Memory(files), request) {
        Ok(outcome) => outcome,
        Err(_) => panic!("nothing of it is on a disk"),
    }
}

const MANIFEST: &str =
    "title: T\nversions:\n  - {version: \"0.1\", date: 2024-05-01, authors: [A], summary: S}\n";

/// A text whose signs are escaped is on the web page and in the Typst source word for word, and
/// nothing of it is run. Where something is wrong with it, such as a character that no font has,
/// there are no pages.
pub fn a_text_is_printed_as_it_is(text: &str) {
    let text: String = text
        .split(|c: char| c.is_whitespace() || c.is_control())
        .collect::<Vec<_>>()
        .join(" ");
    let text = format!("x{text}x");
    let Some((words, strings, code)) = printed(&text) else {
        return;
    };
    let plain = |text: &str| {
        text.replace('\u{FEFF}', "\u{2060}")
            .split_whitespace()
            .collect::<String>()
    };
    assert_eq!(plain(&words), plain(&text));
    assert!(
        plain(&strings).contains(&plain(&text)),
        "{text:?} is not in {strings:?}"
    );
    let (_, _, known) = printed("x").expect("this one can be printed");
    // A long word may be broken at `#h(0.001pt)`.
    assert!(
        code.iter().all(|name| name == "h" || known.contains(name)),
        "{code:?}"
    );
}

/// The words of a card's only paragraph on the web page, all strings of its Typst source, and all
/// names in the code there.
fn printed(text: &str) -> Option<(String, String, Vec<String>)> {
    let escaped: String = text
        .chars()
        .flat_map(|c| {
            c.is_ascii_punctuation()
                .then_some('\\')
                .into_iter()
                .chain([c])
        })
        .collect();
    let files = [
        (
            "planwright.yaml",
            "checks: {placeholder: off, source: off}\n".to_owned(),
        ),
        ("plan/document.yaml", MANIFEST.to_owned()),
        (
            "plan/01-card.md",
            format!("---\ntitle: One\n---\n{escaped}\n"),
        ),
    ];
    let outcome = run(
        files,
        &Request {
            mode: Mode::Outputs {
                pdf: false,
                html: true,
                text: false,
            },
            ..Request::default()
        },
    );
    let built = outcome.documents.into_iter().next()?;
    let page = built.html?;
    let (_, card) = page
        .split_once("<section id=\"card\"")
        .expect("the card is there");
    let (_, paragraph) = card.split_once("<p>").expect("it has a paragraph");
    let (paragraph, _) = paragraph.split_once("</p>").expect("it ends");
    let words = paragraph
        .split('<')
        .map(|part| part.split_once('>').map_or(part, |(_, words)| words))
        .collect::<String>();
    let signs = [
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&quot;", "\""),
        ("&#39;", "'"),
        ("&amp;", "&"),
    ];
    let words = signs
        .into_iter()
        .fold(words, |words, (entity, sign)| words.replace(entity, sign));
    let generated = built.rendered?.generated;
    let (_, card) = generated
        .iter()
        .find(|(path, _)| path.contains("01-card"))
        .expect("the card is there");
    let root = typst::syntax::parse(&card.markup.text);
    let (errors, _) = root.errors_and_warnings();
    assert!(errors.is_empty(), "{errors:?}");
    let (mut strings, mut code) = (String::new(), Vec::new());
    let mut nodes = vec![&root];
    while let Some(node) = nodes.pop() {
        match node.kind() {
            SyntaxKind::Str => {
                strings.push_str(&node.cast::<ast::Str<'_>>().expect("it is a string").get());
            }
            SyntaxKind::Ident => code.push(node.leaf_text().to_string()),
            _ => nodes.extend(node.children().rev()),
        }
    }
    Some((words, strings, code))
}

/// Files that are on no disk.
struct Memory(BTreeMap<String, Vec<u8>>);

impl Files for Memory {
    fn has_file(&self, path: &str) -> bool {
        self.0.contains_key(path)
    }

    fn has_folder(&self, path: &str) -> bool {
        self.0.keys().any(|file| is_below(file, path))
    }

    fn real_folder(&self, path: &str) -> Option<String> {
        self.has_folder(path).then(|| path.to_owned())
    }

    fn files_below(&self, folder: &str, _except: &[&str]) -> Result<Below, DiscoverError> {
        let files = self
            .0
            .keys()
            .filter(|file| is_below(file, folder))
            .cloned()
            .collect();
        Ok(Below {
            files,
            astray: Vec::new(),
        })
    }

    fn read(&self, path: &str) -> Result<Vec<u8>, DiscoverError> {
        let lacking = || DiscoverError {
            path: path.to_owned(),
            error: std::io::ErrorKind::NotFound.into(),
        };
        self.0.get(path).cloned().ok_or_else(lacking)
    }

    fn tags(&self) -> Tags {
        Tags::default()
    }

    fn last_commit(&self, _sources: &Sources<'_>) -> LastCommit {
        LastCommit::NoRepository
    }
}
