//! What the scanner promises beside its wordings: places, annotations, settings, languages and
//! time.

use std::time::{Duration, Instant};

use planwright::check::placeholder::{Finding, Input, Place, ProjectRule, Scanner, codes};

fn scanner() -> Scanner {
    Scanner::new(&[], &[]).unwrap()
}

fn scan_in(scanner: &Scanner, text: &str, language: &str) -> Vec<Finding> {
    scanner.scan(&Input {
        text,
        place: Place::Prose,
        language,
        passages: &[],
        declared: &|_| false,
    })
}

fn scan(text: &str) -> Vec<Finding> {
    scan_in(&scanner(), text, "en")
}

fn rule(id: &str, pattern: &str) -> ProjectRule {
    ProjectRule {
        id: id.to_owned(),
        pattern: pattern.to_owned(),
        message: "a gap of our own".to_owned(),
    }
}

#[test]
fn an_annotation_belongs_to_its_placeholder() {
    let text = "TO BE COMPLETED (R Millson, 2017-03-01) smoking at delivery, baseline. The rest.";
    let found = scan(text);
    assert_eq!(found.len(), 1);
    let finding = &found[0];
    assert_eq!(finding.code, "placeholder/to-be-completed");
    assert_eq!(&text[finding.range.clone()], "TO BE COMPLETED");
    assert_eq!(
        &text[finding.full.clone()],
        "TO BE COMPLETED (R Millson, 2017-03-01) smoking at delivery, baseline"
    );
    assert_eq!(finding.owner.as_deref(), Some("R Millson"));
    assert_eq!(finding.due.unwrap().to_string(), "2017-03-01");
    assert_eq!(
        finding.note.as_deref(),
        Some("smoking at delivery, baseline")
    );
}

#[test]
fn every_form_of_annotation() {
    let note = |text: &str| scan(text)[0].note.clone();
    assert_eq!(note("TO BE COMPLETED: costs").as_deref(), Some("costs"));
    assert_eq!(
        note("TO BE COMPLETED (R Millson): costs").as_deref(),
        Some("costs")
    );
    assert_eq!(note("TBC (2017-03-01)"), None);
    assert_eq!(
        scan("TBC (2017-03-01)")[0].due.unwrap().to_string(),
        "2017-03-01"
    );
    assert_eq!(note("Venue TBC, Mullingar"), None);
    let impossible = &scan("TBC (R Millson, 2017-02-30)")[0];
    assert_eq!(
        (impossible.due, impossible.raw_due.as_deref()),
        (None, Some("2017-02-30"))
    );
    assert_eq!(note("[TBC: numbers] and prose").as_deref(), Some("numbers"));
}

#[test]
fn invisible_characters_hide_nothing() {
    for text in [
        "T\u{ad}O BE COM\u{200b}PLETED",
        "TO\u{a0}BE\u{202f}COMPLETED",
        "TO  BE\nCOMPLETED",
        "\u{feff}TO BE \u{2060}COMPLETED\u{200d}",
        "T\u{202e}O B\u{200f}E COMPLETED",
    ] {
        let found = scan(text);
        assert_eq!(found.len(), 1, "{text:?}");
        assert!(
            text.get(found[0].range.clone()).unwrap().ends_with('D'),
            "{text:?}"
        );
    }
    for text in [
        "T\u{200b}BC",
        "£\u{2060}X million",
        "Figure\u{a0}X",
        "[in\u{ad}sert name]",
        "X\u{200d}X%",
        "lorem\u{a0}ipsum",
        "TO\u{ad}DO: this",
    ] {
        assert_eq!(scan(text).len(), 1, "{text:?}");
    }
}

#[test]
fn places_are_those_of_the_given_text() {
    let text = "Caf\u{e9} \u{200b}\u{a0}costs £\u{ad}X million – and TBC";
    let found = scan(text);
    let pieces: Vec<&str> = found
        .iter()
        .map(|finding| &text[finding.range.clone()])
        .collect();
    assert_eq!(pieces, ["£\u{ad}X million", "TBC"]);
}

#[test]
fn in_other_languages_marks_and_english_phrases_are_found() {
    let scanner = scanner();
    for language in ["fr", "cy", "pl", "de", "ga", "ar", "enm"] {
        for text in [
            "TBC",
            "TO BE COMPLETED (R Millson, 2017-03-01) x",
            "[insert name]",
            "[name]",
            "{{lead_officer}}",
            "Lead: to follow",
            "Enter text here",
            "TODO: y",
            "NEED FIGURES FROM FINANCE",
            "Section to be completed",
            "Need to check with Finance",
            "?",
            "€X million",
        ] {
            assert_eq!(
                scan_in(&scanner, text, language).len(),
                1,
                "{language}: {text}"
            );
        }
    }
    // Where `TBC` is also tuberculosis, it is a mark behind a noun or “is”.
    for (language, text) in [
        ("de", "Das Budget ist TBC."),
        ("de", "Budget TBC"),
        ("es", "Plazo: TBC"),
        ("nl", "TBC"),
        ("nl", "tbc"),
        ("de", "Termin: tbc"),
    ] {
        assert_eq!(
            scan_in(&scanner, text, language).len(),
            1,
            "{language}: {text}"
        );
    }
    let found = &scan_in(
        &scanner,
        "TO BE COMPLETED (R Millson, 2017-03-01) ffigurau",
        "cy",
    )[0];
    assert_eq!(
        (found.owner.as_deref(), found.note.as_deref()),
        (Some("R Millson"), Some("ffigurau"))
    );
}

#[test]
fn in_other_languages_their_own_words_are_left_alone() {
    let scanner = scanner();
    for (language, text) in [
        ("es", "Todo el mundo, y TODO LO QUE HACEMOS: casos de TBC"),
        ("pt", "TODO O TERRITÓRIO"),
        (
            "pl",
            "XX wieku, na przełomie XIX/XX wieku; to do końca roku",
        ),
        (
            "fr",
            "Ce qui reste à faire ? Au XXe siècle, «date» et « date » : un insert",
        ),
        ("fr", "La section X du code, et la table Y"),
        ("de", "Der Link hier, die TBC-Fälle, Kapitel XX"),
        ("de-CH", "Das Feld «Name»"),
        ("cy", "To newydd, her i bawb; data a map"),
        ("ga", "Is é seo do phlean"),
        ("nl", "Bestrijding van tbc"),
    ] {
        assert_eq!(scan_in(&scanner, text, language), [], "{language}: {text}");
    }
    assert_eq!(scan_in(&scanner, "Report of the «date»", "en").len(), 1);
}

#[test]
fn a_passage_is_read_in_its_own_language() {
    let scan = |language, passages: &[(std::ops::Range<usize>, &str)]| {
        let text = "TODO LO QUE HACEMOS, 3 people";
        scanner()
            .scan(&Input {
                text,
                place: Place::Prose,
                language,
                passages,
                declared: &|_| false,
            })
            .len()
    };
    assert_eq!(scan("en", &[]), 1);
    assert_eq!(scan("en", &[(0..19, "es")]), 0);
    assert_eq!(scan("es", &[(0..19, "en")]), 1);
    // Of passages within each other the inner one counts.
    assert_eq!(scan("en", &[(0..29, "en"), (0..19, "es")]), 0);
}

#[test]
fn a_part_that_the_document_has_is_no_placeholder() {
    let scan = |text, has: &'static str| {
        let input = Input {
            text,
            place: Place::Prose,
            language: "en",
            passages: &[],
            declared: &|name| name == has,
        };
        scanner().scan(&input).len()
    };
    assert_eq!(scan("See Appendix X.", "Appendix X"), 0);
    assert_eq!(scan("SEE APPENDIX X AND appendix x", "Appendix X"), 0);
    assert_eq!(scan("See Appendix Y.", "Appendix X"), 1);
    assert_eq!(scan("See Section X.", "Appendix X"), 1);
    assert_eq!(scan("See Table X.", "Table X"), 0);
}

#[test]
fn a_declared_term_is_no_placeholder() {
    let input = Input {
        text: "TBC owns the land.",
        place: Place::Prose,
        language: "en",
        passages: &[],
        declared: &|term| term == "TBC",
    };
    assert!(scanner().scan(&input).is_empty());
}

#[test]
fn a_rule_that_is_off_rests() {
    let scanner = Scanner::new(&[], &["placeholder/tbc".to_owned(), "todo".to_owned()]).unwrap();
    assert!(scan_in(&scanner, "TBC. TODO", "en").is_empty());
    assert_eq!(scan_in(&scanner, "TO BE COMPLETED", "en").len(), 1);
}

#[test]
fn a_project_has_rules_of_its_own() {
    let scanner = Scanner::new(
        &[
            rule("asterisks", r"\*{3,}"),
            rule("owner", r"(?i)\bmr nobody\b"),
        ],
        &[],
    )
    .unwrap();
    let found = scan_in(&scanner, "A gap *** here, by Mr Nobody, TBC.", "fr");
    let codes: Vec<&str> = found.iter().map(|finding| finding.code.as_ref()).collect();
    assert_eq!(
        codes,
        [
            "placeholder/asterisks",
            "placeholder/owner",
            "placeholder/tbc"
        ]
    );
    assert!(found[0].message.starts_with("a gap of our own"));
    let off = Scanner::new(
        &[rule("asterisks", r"\*{3,}")],
        &["placeholder/asterisks".to_owned()],
    )
    .unwrap();
    assert!(scan_in(&off, "***", "en").is_empty());
}

#[test]
fn the_longer_of_two_wins() {
    let scanner = Scanner::new(
        &[rule("unit", "TBC by finance"), rule("short", "million")],
        &[],
    )
    .unwrap();
    let found = scan_in(&scanner, "Costs: TBC by finance, £X million", "en");
    let codes: Vec<&str> = found.iter().map(|finding| finding.code.as_ref()).collect();
    assert_eq!(codes, ["placeholder/unit", "placeholder/missing-figure"]);
}

#[test]
fn a_bad_pattern_names_its_rule() {
    let error = Scanner::new(&[rule("good", "x"), rule("bad", "(")], &[])
        .err()
        .unwrap();
    assert_eq!(error.rule, "bad");
    assert!(error.to_string().contains("`bad`"));
}

#[test]
fn findings_are_in_order_and_apart() {
    let text = "TBC TODO [insert name (TBC)] £XX,XXX?? ? NEED NUMBERS TO BE ADDED Figure XX XXXX (add diagram?) to be confirmed."
        .repeat(40);
    let found = scan(&text);
    assert!(found.len() > 100);
    assert!(
        found
            .windows(2)
            .all(|pair| pair[0].range.end <= pair[1].range.start)
    );
    assert!(
        found
            .iter()
            .all(|finding| finding.full.start == finding.range.start
                && finding.full.end >= finding.range.end)
    );
    assert!(
        found
            .iter()
            .all(|finding| text.get(finding.full.clone()).is_some())
    );
}

#[test]
fn time_grows_with_the_text_and_no_faster() {
    let scanner = scanner();
    let nasty = [
        "[",
        "(",
        "<a",
        "?",
        "? ",
        "??",
        "X",
        "X ",
        "XX ",
        "x%",
        "£X",
        "£",
        "_",
        "___ ",
        "#",
        "TO BE ",
        "to be completed ",
        "TO BE COMPLETED ",
        "NEED ",
        "TBC ",
        "TBC(",
        "insert ",
        "[insert ",
        "(insert ",
        "NUMBERS ",
        "ANY ",
        "“TBC",
        "\"TBC ",
        "TO CONFIRM ",
        "Figure X",
        "\n",
        " ",
        "\u{200b}",
        "\u{a0}X",
        "to\u{ad} be ",
        "a.",
        "dd/mm/yyyy",
        "blah ",
        "delete ",
        "X/X-",
        "[]",
        "((((TBC))))",
        "é XX ",
        "{",
        "{{",
        "( ",
        "(name) ",
        "needs a map ",
        "Need to add ",
        "Can we say ",
        "is this the right ",
        "Update when ",
        "Move ",
        "here ",
        "Jo to write ",
        "chase ",
        "(AB: ",
        "X new ",
        "Appendix ? ",
        "…%",
        "@Sam ",
        "will be added ",
        "to follow from ",
        "pending ",
        "__/",
        "/ ",
        "?.",
        "-,",
        "£-",
        "….",
        "«date ",
        "Appendix X ",
        "enter a b c ",
        "v1.",
        "page 1 of ",
        "XX and ",
        "Photo: ",
    ];
    // Eight times the text may take eight times as long, and, on a machine that does other things
    // too, three times that; a square would be sixty-four times.
    for unit in nasty {
        let took = |repeats: usize| {
            let text = unit.repeat(repeats);
            let start = Instant::now();
            scan_in(&scanner, &text, "en");
            start.elapsed()
        };
        // What else the machine does only adds to a time, so one good run of five says enough.
        let pairs = (0..5).map(|_| (took(1_000), took(8_000)));
        let bad: Vec<_> = pairs
            .take_while(|(short, long)| *long >= *short * 24 + Duration::from_millis(500))
            .collect();
        assert!(
            bad.len() < 5,
            "{unit:?}: one and eight times the text took {bad:?}"
        );
    }
}

#[test]
fn all_codes_are_of_the_family() {
    assert_eq!(codes().count(), 13);
    assert!(codes().all(|code| code.starts_with("placeholder/")));
}

#[test]
fn no_text_makes_it_fall_over() {
    let scanner = Scanner::new(&[rule("any", r".")], &[]).unwrap();
    let pieces = [
        "TBC",
        "£",
        "X",
        "é",
        "\u{200b}",
        "[",
        "]",
        "(",
        ")",
        "?",
        "“",
        "”",
        "\n",
        " ",
        "_",
        "to be added",
        "NEED INFO",
        "\u{a0}",
        "Figure ",
        "%",
        ".",
        "<b",
        ">",
        "x,",
        "🙂",
        "TO CONFIRM",
        "{",
        "}",
        "’",
        "…",
        "__",
        "is this the right figure",
        "Move here",
        "can we say",
        "needs a map",
        "Jo, please add",
        " to provide",
        "something about",
        "@Sam",
        "[RM",
        "www.xxx.",
        "X new ",
        "per cent",
        "Appendix ?",
        "://",
        "«date»",
        "Appendix X",
        "__/__/",
        "£--",
        "?%",
        "v0.x",
        "Page X of Y",
        "{{date}}",
    ];
    let languages = ["en", "cy", "fr"];
    let mut state = 1_u64;
    for _ in 0..40_000 {
        let mut text = String::new();
        for _ in 0..12 {
            state = state
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            text.push_str(pieces[usize::try_from(state >> 33).unwrap() % pieces.len()]);
        }
        for finding in scan_in(&scanner, &text, languages[text.len() % languages.len()]) {
            assert!(
                text.get(finding.full).is_some() && text.get(finding.range).is_some(),
                "{text:?}"
            );
        }
    }
}
