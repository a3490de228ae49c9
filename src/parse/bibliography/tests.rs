//! What is mended of hayagriva 0.10.1 and biblatex 0.12.0: each test says what these do by themselves.

use super::*;
use crate::parse::body::{Inline, plain_text};
use crate::source::SourceSet;

/// The entries of a text, and what was found in it.
fn read(path: &str, text: &str) -> (Vec<Entry>, Vec<Diagnostic>) {
    let mut sources = SourceSet::default();
    let id = sources.add(Source::new(path, text));
    let mut report = Report::default();
    let entries = parse(id, sources.get(id), &mut report);
    (entries, report.diagnostics().to_vec())
}

/// The list of all entries of a `.bib` file, each as plain text, and their citations.
fn set(bib: &str, style: &str, language: &str) -> (Vec<String>, Vec<String>) {
    let (entries, found) = read("a.bib", bib);
    assert!(found.is_empty(), "{found:?}");
    printed(&entries, style, language)
}

fn printed(entries: &[Entry], style: &str, language: &str) -> (Vec<String>, Vec<String>) {
    let all: Vec<usize> = (0..entries.len()).collect();
    let style = Style::named(style).expect("a style");
    let printed = print(entries, &all, style, language).expect("it can be set");
    let list = printed.references.iter().map(|one| plain_text(&one.text));
    let citations = printed.citations.iter().map(|words| plain_text(words));
    (list.collect(), citations.collect())
}

/// The one line of the list, in the usual style.
fn line(bib: &str) -> String {
    let (list, _) = set(bib, DEFAULT_STYLE, "en-GB");
    assert_eq!(list.len(), 1);
    list.into_iter().next().unwrap_or_default()
}

/// What is said of the entries and of the file, as codes.
fn codes(path: &str, text: &str) -> Vec<String> {
    let (entries, found) = read(path, text);
    let of_entries = entries.iter().flat_map(|entry| &entry.findings);
    found
        .iter()
        .chain(of_entries)
        .map(|one| one.code.to_string())
        .collect()
}

// hayagriva reads `institution`, `school` and `organization` into a field of its own, which none of
// its styles prints (`interop.rs`, `csl/taxonomy.rs`).
#[test]
fn an_institution_publishes_where_no_publisher_is_named() {
    let of = |kind: &str, field: &str| {
        line(&format!(
            "@{kind}{{a, author = {{Roe, Jane}}, title = {{Waiting}}, {field} = {{Kirklees Council}}, year = 2015}}"
        ))
    };
    for (kind, field) in [
        ("report", "institution"),
        ("techreport", "institution"),
        ("manual", "organization"),
        ("phdthesis", "school"),
    ] {
        assert!(
            of(kind, field).contains("Kirklees Council"),
            "{kind}: {}",
            of(kind, field)
        );
    }
    let both = line(
        "@book{a, author = {Roe, Jane}, title = {Waiting}, publisher = {Policy Press}, institution = {Kirklees Council}, year = 2015}",
    );
    assert!(
        both.contains("Policy Press") && !both.contains("Kirklees"),
        "{both}"
    );
}

// biblatex reads only the forms of ISO 8601; hayagriva drops what it does not read (`interop.rs`).
#[test]
fn a_day_of_access_is_read_in_the_usual_forms() {
    for visited in [
        "3 May 2020",
        "2020-05-03",
        "May 3, 2020",
        "3rd May 2020",
        "3.5.2020",
        "13/5/2020",
    ] {
        let line = line(&format!(
            "@online{{a, author = {{{{NHS}}}}, title = {{T}}, year = 2019, url = {{https://example.org/a}}, urldate = {{{visited}}}}}"
        ));
        let day = if visited.starts_with("13") {
            "13 May 2020"
        } else {
            "3 May 2020"
        };
        assert!(
            line.contains(&format!("Accessed: {day}")),
            "{visited}: {line}"
        );
    }
    let unread = "@online{a, author = {{NHS}}, title = {T}, year = 2019, url = {https://example.org}, urldate = {3/4/2020}}";
    assert_eq!(codes("a.bib", unread), ["reference/unread-date"]);
}

// biblatex reads `date = {2015/16}` as a range of years, of which hayagriva prints the end, 2016, and
// `year = {2015/16}` as 2015.
#[test]
fn years_stay_as_they_are_written() {
    for (field, year) in [
        ("date", "2015/16"),
        ("year", "2015/16"),
        ("year", "2015-16"),
        ("date", "2015/2016"),
        ("year", "forthcoming"),
        ("date", "Spring 2015"),
    ] {
        let bib =
            format!("@report{{a, author = {{{{NHS}}}}, title = {{T}}, {field} = {{{year}}}}}");
        let (list, citations) = set(&bib, DEFAULT_STYLE, "en-GB");
        assert_eq!(list, [format!("NHS ({year}) T.")]);
        assert_eq!(citations, [format!("(NHS, {year})")]);
    }
}

// hayagriva sorts by numbers alone: the words of a year must not change where it stands, nor what a
// style does with other years.
#[test]
fn a_written_year_stands_where_its_number_would() {
    let bib = "@report{c, author = {{NHS}}, title = {C}, year = 2016}
        @report{b, author = {{NHS}}, title = {B}, year = {2015/16}}
        @report{a, author = {{NHS}}, title = {A}, date = {2015-03-01}}
        @report{d, author = {{NHS}}, title = {D}, year = {n.d.}}";
    let (list, _) = set(bib, DEFAULT_STYLE, "en-GB");
    assert_eq!(
        list,
        [
            "NHS (2015) A.",
            "NHS (2015/16) B.",
            "NHS (2016) C.",
            "NHS (n.d.) D."
        ]
    );
}

// `year = {n.d.}` stopped the document with “number is missing”, and no key (biblatex `types/date.rs`).
#[test]
fn no_date_is_said_as_it_is_written_and_ends_a_sentence_once() {
    let bib = "@misc{a, author = {{ONS}}, title = {Estimates}, year = {n.d.}, url = {https://www.ons.gov.uk}}";
    assert_eq!(
        line(bib),
        "ONS (n.d.) Estimates. Available at: https://www.ons.gov.uk."
    );
    let (list, _) = set(bib, "chicago-notes", "en-GB");
    assert_eq!(list, ["ONS. ‘Estimates’. n.d. https://www.ons.gov.uk."]);
    assert!(codes("a.bib", bib).is_empty());
}

// biblatex prints commands that it does not know as they are typed (`resolve.rs`, `execute_command`).
#[test]
fn commands_for_emphasis_emphasise() {
    let (entries, _) = read(
        "a.bib",
        "@article{a, author = {Roe, Jane}, title = {On \\emph{E. coli} and \\textit{more}, in \\textbf{bold}}, journal = {Health}, volume = 3, year = 2015}",
    );
    let printed = print(&entries, &[0], Style::usual(), "en-GB").expect("it can be set");
    let text = &printed.references[0].text;
    assert!(
        plain_text(text).contains("‘On E. coli and more, in bold’"),
        "{}",
        plain_text(text)
    );
    let emphasised: Vec<String> = text
        .iter()
        .filter(|inline| matches!(inline, Inline::Emphasis(_)))
        .map(|inline| plain_text(std::slice::from_ref(inline)))
        .collect();
    assert_eq!(emphasised, ["E. coli", "more", "Health"]);
}

// hayagriva makes a note of it, which few styles print (`interop.rs`).
#[test]
fn how_something_was_published_is_printed() {
    let flyer = line(
        "@misc{a, author = {Roe, Jane}, title = {T}, howpublished = {Leaflet and poster}, year = 2011}",
    );
    assert!(flyer.contains("Leaflet and poster"), "{flyer}");
    let page = line(
        "@misc{a, author = {Roe, Jane}, title = {T}, howpublished = {\\url{https://example.org/x}}, year = 2011}",
    );
    assert!(
        page.ends_with("Available at: https://example.org/x."),
        "{page}"
    );
    let both = line(
        "@misc{a, author = {Roe, Jane}, title = {T}, publisher = {Press}, howpublished = {Leaflet}, year = 2011}",
    );
    assert!(both.contains("Press, Leaflet"), "{both}");
}

// hayagriva prints addresses as the crate `url` writes them.
#[test]
fn addresses_are_printed_as_they_are_written() {
    for address in [
        "https://www.nhs.uk",
        "https://www.nhs.uk/",
        "www.nhs.uk",
        "https://example.org/é",
    ] {
        let line = line(&format!(
            "@online{{a, author = {{{{NHS}}}}, title = {{T}}, year = 2019, url = {{{address}}}}}"
        ));
        assert_eq!(line, format!("NHS (2019) T. Available at: {address}."));
    }
}

// hayagriva falls back to American English for languages without a locale (`csl/mod.rs`,
// `lookup_locale`), and its Welsh one has no dates of its own.
#[test]
fn lists_in_british_languages_have_british_dates() {
    let bib = "@online{a, author = {{NHS}}, title = {T}, year = 2019, url = {https://example.org/a}, urldate = {2020-05-03}}";
    for language in ["en", "en-GB", "en-IE", "cy", "cy-GB", "ga", "ga-IE"] {
        let (list, _) = set(bib, DEFAULT_STYLE, language);
        assert!(
            list[0].contains("Accessed: 3 May 2020"),
            "{language}: {}",
            list[0]
        );
    }
    assert_eq!(style::language("en-US"), "en-US");
    assert_eq!(style::language("de"), "de-DE");
    assert_eq!(style::language("fr-CA"), "fr-CA");
}

// `harvard-cite-them-right` of the archive says “[Preprint]” of articles without volume and pages.
#[test]
fn an_article_without_a_volume_is_no_preprint() {
    let bib = |more: &str| {
        format!(
            "@article{{a, author = {{Roe, Jane}}, title = {{T}}, journal = {{The Herald}}, year = 2014{more}}}"
        )
    };
    assert_eq!(line(&bib("")), "Roe, J. (2014) ‘T’, The Herald.");
    assert!(line(&bib(", pubstate = {preprint}")).contains("[Preprint]"));
}

// typst/hayagriva#519: no names where `cs:names` has no `cs:name` but something else in it.
#[test]
fn vancouver_has_authors() {
    let (list, citations) = set(
        "@article{a, author = {Smith, John and Doe, Jane}, title = {T}, journal = {Health}, volume = 3, year = 2015}",
        "vancouver",
        "en-GB",
    );
    assert_eq!(list, ["Smith J, Doe J. T. Health. 2015;3."]);
    assert_eq!(citations, ["(1)"]);
}

// hayagriva gives the letters in the order of the citations (`csl/mod.rs`, `disambiguate_year_suffix`).
#[test]
fn letters_behind_years_follow_the_list() {
    let bib = "@report{b, author = {{NHS}}, title = {Beta}, year = 2015}
        @report{a, author = {{NHS}}, title = {Alpha}, year = 2015}";
    let (list, citations) = set(bib, DEFAULT_STYLE, "en-GB");
    assert_eq!(list, ["NHS (2015a) Alpha.", "NHS (2015b) Beta."]);
    assert_eq!(citations, ["(NHS, 2015b)", "(NHS, 2015a)"]);
}

// Each `@string` and `crossref` is followed without an end (biblatex `resolve.rs`, `lib.rs`); here
// they end where our own limits say.
#[test]
fn what_leads_back_to_itself_is_said_and_left_out() {
    let strings =
        "@string{a = b}\n@string{b = a}\n@report{k, author = {{NHS}}, title = a # b, year = 2015}";
    let (entries, found) = read("a.bib", strings);
    assert_eq!((entries.len(), found.len()), (1, 1));
    let crossed = "@book{x, crossref = {y}, title = {X}, year = 2001}\n@book{y, crossref = {x}, title = {Y}, year = 2001}";
    let (entries, found) = read("a.bib", crossed);
    assert_eq!((entries.len(), found.len()), (2, 2));
    let deep = |depth: usize| {
        let title = format!("{}x{}", "{".repeat(depth), "}".repeat(depth));
        codes(
            "a.bib",
            &format!("@report{{k, author = {{{{NHS}}}}, title = {{{title}}}, year = 2015}}"),
        )
    };
    assert!(deep(limits::BIBLIOGRAPHY_NESTING).is_empty());
    assert_eq!(deep(limits::BIBLIOGRAPHY_NESTING + 1), ["source/too-large"]);
    let long = |length: usize| {
        let title = "x".repeat(length);
        codes(
            "a.bib",
            &format!("@report{{k, author = {{{{NHS}}}}, title = {{{title}}}, year = 2015}}"),
        )
    };
    assert!(long(limits::BIBLIOGRAPHY_FIELD).is_empty());
    assert_eq!(long(limits::BIBLIOGRAPHY_FIELD + 1), ["source/too-large"]);
}

#[test]
fn one_entry_that_cannot_be_read_hides_no_other() {
    let good = "@report{good, author = {{NHS}}, title = {T}, year = 2015}\n";
    for bad in [
        "@report{bad, author = {{NHS}, title = {T}, year = 2015}\n",
        "@report{bad, author = {{NHS}} title = {T}}\n",
        "@report{bad, author {{NHS}}, title = {T}}\n",
        "@report{bad, author = \"NHS, title = {T}}\n",
        "@report{bad,\n",
        "@report{, author = {{NHS}}}\n",
    ] {
        let (entries, found) = read(
            "a.bib",
            &format!("{good}{bad}{}", good.replace("good", "last")),
        );
        let keys: Vec<&str> = entries.iter().map(|entry| entry.key.as_str()).collect();
        assert_eq!(keys, ["good", "last"], "{bad}");
        assert_eq!(found.len(), 1, "{bad}: {found:?}");
    }
}

#[test]
fn organisations_are_told_from_people() {
    for name in [
        "NHS England",
        "Department of Health",
        "Department of Health and Social Care",
        "Department for Business, Energy and Industrial Strategy",
        "Care Quality Commission",
        "Age UK",
        "Smith, John and Kirklees Council",
        "Marks \\& Spencer",
    ] {
        assert!(names::taken_apart(name).is_some(), "{name}");
    }
    for name in [
        "{Department of Health}",
        "Smith, John",
        "Council, Jane",
        "Ludwig van Beethoven",
        "JM Keynes",
        "Jane Roe and {NHS England}",
        "NICE",
        "Jimmy Wales",
        "others",
    ] {
        assert_eq!(names::taken_apart(name), None, "{name}");
    }
}

#[test]
fn both_notations_print_the_same() {
    let bib = "@report{kirk, author = {{Kirklees Council}}, title = {Needs}, year = {2015/16}, institution = {Kirklees Council}, url = {https://www.kirklees.gov.uk}, urldate = {3 May 2020}}";
    let yaml = "kirk:\n  type: report\n  title: Needs\n  author: Kirklees Council\n  date: 2015/16\n  organization: Kirklees Council\n  url: {value: 'https://www.kirklees.gov.uk', date: 3 May 2020}\n";
    let (entries, found) = read("a.yaml", yaml);
    assert!(
        found.is_empty() && entries[0].findings.is_empty(),
        "{found:?}"
    );
    assert_eq!(
        printed(&entries, DEFAULT_STYLE, "en-GB"),
        set(bib, DEFAULT_STYLE, "en-GB")
    );
}

#[test]
fn what_is_wrong_with_an_entry_of_yaml_is_said_of_it_alone() {
    let yaml = "a:\n  type: raport\n  title: T\nb:\n  type: report\n  title: [1, 2]\nc: text\nd:\n  type: report\n  title: T\n  author: NHS\n  date: 2015\n";
    let (entries, found) = read("a.yaml", yaml);
    let keys: Vec<&str> = entries.iter().map(|entry| entry.key.as_str()).collect();
    assert_eq!(keys, ["a", "d"]);
    assert_eq!(found.len(), 2, "{found:?}");
    let codes: Vec<&str> = entries[0]
        .findings
        .iter()
        .map(|one| one.code.as_ref())
        .collect();
    assert_eq!(
        codes,
        [
            "reference/unknown-entry-type",
            "reference/no-author",
            "reference/no-date"
        ]
    );
}

#[test]
fn every_style_sets_the_usual_types_of_entries() {
    let kinds = [
        "article",
        "book",
        "incollection",
        "misc",
        "online",
        "phdthesis",
        "techreport",
    ];
    let entry = |kind: &&str| {
        format!(
            "@{kind}{{{kind}, author = {{Roe, Jane and {{NHS England}}}}, editor = {{Doe, John}}, title = {{T}}, booktitle = {{B}}, journal = {{J}}, year = {{2015/16}}, volume = 3, number = 4, pages = {{1--9}}, edition = 2, publisher = {{P}}, address = {{Leeds}}, doi = {{10.1000/x}}, url = {{https://example.org}}, urldate = {{3 May 2020}}, note = {{N}}, series = {{S}}}}\n"
        )
    };
    let (entries, found) = read("a.bib", &kinds.iter().map(entry).collect::<String>());
    assert!(found.is_empty(), "{found:?}");
    let all: Vec<usize> = (0..entries.len()).collect();
    for name in style::names() {
        let style = Style::named(name).expect("a style");
        let printed = print(&entries, &all, style, "en-GB");
        let Some(printed) = printed else {
            assert_eq!(name, "alphanumeric", "the only one without a list");
            continue;
        };
        assert_eq!(printed.references.len(), kinds.len(), "{name}");
        for one in &printed.references {
            let text = plain_text(&one.text);
            assert!(!text.trim().is_empty(), "{name}");
            assert!(
                !text.contains("7743"),
                "{name}: a number that stands for a year is left: {text}"
            );
        }
    }
}

/// Pieces of which a file may be made, in any order.
const PIECES: [&str; 32] = [
    "@report{",
    "@article{",
    "@string{",
    "@comment{",
    "k",
    "K",
    ",",
    "author",
    "title",
    "date",
    "year",
    "urldate",
    "crossref",
    "month",
    "pages",
    "=",
    "{",
    "}",
    "\"",
    "\\",
    "\\emph{",
    "\\'",
    "$",
    "#",
    "%",
    "é",
    "2015/16",
    "3 May 2020",
    " and ",
    "\n",
    "~",
    "-",
];

proptest::proptest! {
    #[test]
    fn any_text_is_read_and_every_place_lies_in_it(
        entries in proptest::collection::vec(proptest::collection::vec(0..PIECES.len(), 0..24), 1..6),
        is_yaml in proptest::bool::ANY,
    ) {
        let mut text = String::new();
        for pieces in &entries {
            text.push_str(if is_yaml { "k: {" } else { "\n@report{k, author = {Roe, Jane}, " });
            pieces.iter().for_each(|at| text.push_str(PIECES[*at]));
        }
        let (entries, found) = read(if is_yaml { "a.yaml" } else { "a.bib" }, &text);
        let said = entries.iter().flat_map(|entry| &entry.findings);
        for span in found.iter().chain(said).filter_map(Diagnostic::span) {
            proptest::prop_assert!(text.get(span.range()).is_some(), "{span:?}");
        }
        let all: Vec<usize> = (0..entries.len()).collect();
        let printed = print(&entries, &all, Style::usual(), "en-GB");
        proptest::prop_assert_eq!(printed.map(|one| one.references.len()), Some(entries.len()));
    }
}
