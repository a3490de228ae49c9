//! Tables from workbooks: what is printed of a cell, which cells are meant, what cannot be relied
//! on, and files that are none or too large.

use planwright::limits;
use planwright::parse::workbook::{Fault, Workbook};
use serde_json::Value as Json;

use crate::program::{planwright, write};
use crate::workbook::{package, xlsx};

const MANIFEST: &str = "title: T\nversions:\n  - {version: \"0.1\", date: 2024-05-01, authors: [Programme lead], summary: First outline}\n";

/// A project with one card and one workbook.
fn project(front: &str, name: &str, bytes: &[u8]) -> tempfile::TempDir {
    let root = tempfile::tempdir().expect("a folder");
    let card = format!("---\ntitle: Costs\n{front}\n---\n");
    write(root.path(), "plan/document.yaml", MANIFEST);
    write(root.path(), "plan/01-costs.md", &card);
    std::fs::write(root.path().join("plan").join(name), bytes)
        .expect("the workbook can be written");
    root
}

/// What is found: code, place and message of each.
fn found(front: &str, name: &str, bytes: &[u8]) -> Vec<(String, String, String)> {
    let root = project(front, name, bytes);
    let run = planwright(
        root.path(),
        &["check", "--no-compile", "--message-format", "json"],
    );
    let report: Json = serde_json::from_str(&run.stdout).expect("JSON");
    let word = |one: &Json, key: &str| one[key].as_str().unwrap_or_default().to_owned();
    let place = |one: &Json| match one["cell"].as_str() {
        Some(cell) => format!("{}: {cell}", word(one, "path")),
        None => format!("{}:{}:{}", word(one, "path"), one["line"], one["column"]),
    };
    let list = report["diagnostics"].as_array().expect("a list");
    list.iter()
        .map(|one| (word(one, "code"), place(one), word(one, "message")))
        .collect()
}

fn codes(front: &str, text: &str) -> Vec<(String, String)> {
    let found = found(front, "costs.xlsx", &xlsx(text));
    found
        .into_iter()
        .map(|(code, place, _)| (code, place))
        .collect()
}

fn pair(code: &str, place: &str) -> (String, String) {
    (code.to_owned(), format!("plan/costs.xlsx: {place}"))
}

/// The rows of the card's table, as a draft prints them.
fn printed(language: &str, front: &str, text: &str) -> Vec<String> {
    let root = project(front, "costs.xlsx", &xlsx(text));
    let manifest = format!("language: {language}\n{MANIFEST}");
    write(root.path(), "plan/document.yaml", &manifest);
    let run = planwright(root.path(), &["build", "--draft", "--format", "txt"]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    let output = root.path().join("output/t-v0.1-draft.txt");
    let text = std::fs::read_to_string(output).expect("the text");
    let part = text.split("\n1 Costs\n").last().expect("the card");
    let rows = part.lines().filter(|line| line.contains(" | "));
    rows.map(|row| row.replace('\u{a0}', " ")).collect()
}

const SHOWN: &str = "Service | Cost | Share | From | Spend | Scaled | Code
Clinic | 1234567.891 as #,##0 | 0.175 as 0.0% | 45383 as dd/mm/yyyy | 1234.5 as [$£-809]#,##0.00 | 2500000 as #,##0, | 7 as 000
Nurses | -4200 as #,##0 | 0.2 as 0.0% | 45672 as dd/mm/yyyy | -99 as [$£-809]#,##0.00 | 1000 as #,##0, | 12 as 000";

#[test]
fn a_table_prints_what_the_sheet_shows() {
    assert_eq!(
        printed("en-GB", "kind: table\ndata: costs.xlsx", SHOWN),
        [
            "Service | Cost | Share | From | Spend | Scaled | Code",
            "Clinic | 1,234,568 | 17.5% | 1 April 2024 | £1,234.50 | 2,500 | 007",
            "Nurses | -4,200 | 20.0% | 15 January 2025 | -£99.00 | 1 | 012",
        ]
    );
    let german = printed("de", "kind: table\ndata: costs.xlsx", SHOWN);
    assert_eq!(
        german[1],
        "Clinic | 1.234.568 | 17,5% | 1. April 2024 | £1.234,50 | 2.500 | 007"
    );
}

#[test]
fn a_finance_table_prints_figures_and_its_unit_says_what_stands_beside_them() {
    let rows = printed(
        "en-GB",
        "kind: finance-table\nunit: £\ndata: costs.xlsx",
        SHOWN,
    );
    assert_eq!(
        rows[1..],
        [
            "Clinic | 1,234,568 | 17.5% | 1 April 2024 | 1,234.50 | 2,500,000 | 007",
            "Nurses | (4,200) | 20.0% | 15 January 2025 | (99.00) | 1,000 | 012",
        ]
    );
    let thousands = printed(
        "en-GB",
        "kind: finance-table\nunit: £'000\ndata: costs.xlsx",
        SHOWN,
    );
    assert!(thousands[1].contains("| 2,500 |"), "{thousands:?}");
}

#[test]
fn a_total_adds_up_what_is_shown() {
    let front =
        "kind: finance-table\nunit: £\ndata: costs.xlsx\ntotals:\n  - {label: Total, of: all}";
    let text = "Service | Cost\nClinic | 10.4 as 0\nNurses | 20.4 as 0";
    assert_eq!(printed("en-GB", front, text)[3], "Total | 30");
}

#[test]
fn the_format_of_a_column_says_otherwise() {
    let columns = "columns: [Service, {title: Cost, format: figure}, Share]";
    let text = "Service | Cost | Share\nClinic | -1234.5 as \"£\"0.00 | 0.5 as 0%";
    assert_eq!(
        printed(
            "en-GB",
            &format!("kind: table\n{columns}\ndata: costs.xlsx"),
            text
        ),
        ["Service | Cost | Share", "Clinic | (1,234.50) | 50%"]
    );
}

#[test]
fn the_first_row_is_one_of_figures_where_the_card_has_columns_of_its_own() {
    let front = "kind: finance-table\ncolumns: [Service, Cost]\ndata: costs.xlsx";
    assert_eq!(
        printed("en-GB", front, "Clinic | 1\nNurses | 2"),
        ["Service | Cost", "Clinic | 1", "Nurses | 2"]
    );
}

#[test]
fn joined_headings_head_all_their_columns_and_joined_labels_all_their_rows() {
    let text = "Area | 2024 | | 2025 {B1:C1}{A1:A2}{D1:D2}\n | Plan | Actual | \nNorth | 1 | 2 | 3 {A3:A4}\n | 4 | 5 | 6";
    assert_eq!(
        printed("en-GB", "kind: finance-table\ndata: costs.xlsx", text),
        [
            "Area | 2024: Plan | 2024: Actual | 2025",
            "North | 1 | 2 | 3",
            "North | 4 | 5 | 6",
        ]
    );
}

#[test]
fn hidden_rows_and_sheets_are_left_out_with_a_hint() {
    let text = "--- Notes (hidden)\nA | B\nx | 1\n--- Costs\nService | Cost\n(hidden) Reserve | 90\nClinic | 410";
    let front = "kind: finance-table\ndata: costs.xlsx";
    assert_eq!(
        printed("en-GB", front, text),
        ["Service | Cost", "Clinic | 410"]
    );
    let said = found(front, "costs.xlsx", &xlsx(text));
    let messages: Vec<&str> = said
        .iter()
        .map(|(_, _, message)| message.as_str())
        .collect();
    assert_eq!(
        messages,
        [
            "`Costs` is the first sheet that is not hidden; left out before it: `Notes`",
            "1 hidden row of the sheet `Costs` is left out: 2"
        ]
    );
    assert!(said.iter().all(|(code, place, _)| {
        code == "figures/hidden" && place == "plan/costs.xlsx: Costs!A1"
    }));
}

#[test]
fn what_was_not_calculated_is_an_error_at_its_cell() {
    let front = "kind: finance-table\ndata: costs.xlsx";
    let text = "Service | Cost | More\nClinic | 10 | 1\nNurses | 20 | 2\nSum | =SUM(B2:B3) → 30 | =SUM(C2:C3) → 4\nOpen | =SUM(B2:B3) | #DIV/0!\nMinus | =B2-C2*2 → 8 | =MAX(B2:B3) → 0";
    assert_eq!(
        codes(front, text),
        [
            pair("figures/not-calculated", "Sheet1!C4"),
            pair("figures/not-calculated", "Sheet1!B5"),
            pair("figures/not-calculated", "Sheet1!C5"),
            pair("figures/zero-formula", "Sheet1!C6"),
        ]
    );
}

#[test]
fn where_all_formulas_are_nothing_none_was_calculated() {
    let front = "kind: finance-table\ndata: costs.xlsx";
    let text = "Service | Cost\nClinic | 10\nLargest | =MAX(B2:B2) → 0\nText | =IF(B2>1,\"a\",\"b\") → 0\nNone | =B2-B2 → 0";
    assert_eq!(
        codes(front, text),
        [
            pair("figures/not-calculated", "Sheet1!B3"),
            pair("figures/not-calculated", "Sheet1!B4"),
        ]
    );
    // One formula says nothing of the others.
    let one = "Service | Cost\nClinic | 10\nLargest | =MAX(B2:B2) → 0";
    assert_eq!(
        codes(front, one),
        [pair("figures/zero-formula", "Sheet1!B3")]
    );
}

#[test]
fn a_placeholder_in_a_cell_stands_at_the_cell_and_once() {
    let root = project(
        "kind: table\ndata: \"costs.xlsx#Plan 2024!A1:B2\"",
        "costs.xlsx",
        &xlsx("--- Plan 2024\nService | Cost\nClinic | TBC"),
    );
    let again = "---\nkind: table\ntitle: Again\ndata: costs.xlsx\n---\n";
    write(root.path(), "plan/02-again.md", again);
    let run = planwright(root.path(), &["check", "--no-compile"]);
    assert_eq!(
        run.stderr,
        "error[placeholder/tbc]: a point is left open: `TBC`\n --> plan/costs.xlsx: 'Plan 2024'!B2\n  |\n2 | Clinic    TBC\n  |           ^^^\n  |\n  = help: write what is known, or, if these are initials, declare them in the glossary\n\n1 error, 0 warnings, 0 hints\n"
    );
    for (format, wanted) in [
        (
            "json",
            "\"cell\": \"'Plan 2024'!B2\",\n      \"line\": 2,\n      \"column\": 2,",
        ),
        ("sarif", "\"fullyQualifiedName\": \"'Plan 2024'!B2\""),
        (
            "github",
            "::error file=plan/costs.xlsx,title=placeholder/tbc::'Plan 2024'!B2: a point",
        ),
        ("junit", "a point is left open: `TBC` ('Plan 2024'!B2)\""),
    ] {
        let run = planwright(
            root.path(),
            &["check", "--no-compile", "--message-format", format],
        );
        assert!(run.stdout.contains(wanted), "{format}: {}", run.stdout);
    }
    let status = planwright(root.path(), &["status"]);
    assert!(
        status.stdout.contains("'Plan 2024'!B2  TBC"),
        "{}",
        status.stdout
    );
}

#[test]
fn what_cannot_be_found_in_a_workbook_is_said_at_the_path() {
    let text = "--- Costs\nService | Cost\nClinic | 410\n--- Plan\nA | B\nx | 1";
    for (part, message) in [
        ("#Cost!A1:B2", "`costs.xlsx` has no sheet `Cost`"),
        (
            "#Nothing",
            "`costs.xlsx` has no name, no table and no sheet `Nothing`",
        ),
        ("#Costs!A1-B2", "`A1-B2` names no cells of a sheet"),
        (
            "#Costs!H1:K9",
            "nothing is to be seen there in the sheet `Costs` of `costs.xlsx`",
        ),
    ] {
        let front = format!("kind: table\ndata: costs.xlsx{part}");
        let found = found(&front, "costs.xlsx", &xlsx(text));
        let wanted = ("source/workbook", "plan/01-costs.md:4:7", message);
        let found: Vec<_> = found
            .iter()
            .map(|(code, place, message)| (code.as_str(), place.as_str(), message.as_str()))
            .collect();
        assert_eq!(found, [wanted], "{part}");
    }
    for part in [
        "#Plan",
        "#plan!A1:B2",
        "#'Plan'!A:B",
        "#Plan!",
        "#Costs!A1:B3",
        "",
    ] {
        let front = format!("kind: table\ndata: \"costs.xlsx{part}\"");
        let found = found(&front, "costs.xlsx", &xlsx(text));
        let is_warned = part.ends_with("B3");
        assert_eq!(found.len(), usize::from(is_warned), "{part}: {found:?}");
    }
}

#[test]
fn files_that_are_no_workbooks_are_said_once_at_the_file() {
    let mut locked = vec![0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];
    let older = locked.clone();
    locked.extend("EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes));
    let mut cut = xlsx("A | B\nx | 1");
    cut.truncate(cut.len() / 2);
    let zip = package(&[("a.txt".to_owned(), "a".to_owned())]);
    for (bytes, wanted) in [
        (locked, "is locked with a password"),
        (older, "is a workbook of an older form"),
        (cut, "cannot be read as a workbook"),
        (zip, "it has no part `xl/workbook.xml`"),
        (Vec::new(), "cannot be read as a workbook"),
    ] {
        let found = found("kind: table\ndata: costs.xlsx", "costs.xlsx", &bytes);
        let [(code, place, message)] = found.as_slice() else {
            panic!("{wanted}: {found:?}")
        };
        assert_eq!(
            (code.as_str(), place.as_str()),
            ("source/workbook", "plan/costs.xlsx:1:1")
        );
        assert!(message.contains(wanted), "{message}");
    }
}

/// A package with a shared text of so many bytes, which no cell names.
fn with_texts(bytes: u64) -> Vec<u8> {
    let blanks = " ".repeat(usize::try_from(bytes).expect("it fits"));
    let ns = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let part = |name: &str, text: String| (name.to_owned(), text);
    package(&[
        part("xl/workbook.xml", "<workbook/>".to_owned()),
        part(
            "xl/_rels/workbook.xml.rels",
            format!(
                "<Relationships><Relationship Id=\"t\" Type=\"{ns}/sharedStrings\" Target=\"t.xml\"/></Relationships>"
            ),
        ),
        part("xl/t.xml", format!("<sst>{blanks}</sst>")),
    ])
}

#[test]
fn a_workbook_is_unpacked_so_far_and_no_further() {
    // What stands around the blanks, and in the other parts, is part of it too.
    let around = 11 + 11 + 160 + 70;
    assert!(Workbook::read(&with_texts(limits::WORKBOOK - around)).is_ok());
    let beyond = Workbook::read(&with_texts(limits::WORKBOOK));
    assert_eq!(beyond.err(), Some(Fault::TooLarge));
}

#[test]
fn a_part_that_is_larger_than_the_package_says_is_not_unpacked_further() {
    let mut bytes = with_texts(limits::WORKBOOK + 1);
    // The sizes in the list of the package, and before each part: the packed and the real one.
    let size = u32::try_from(limits::WORKBOOK + 1 + 11)
        .expect("it fits")
        .to_le_bytes();
    let places: Vec<usize> = (0..bytes.len() - 4)
        .filter(|at| bytes[*at..*at + 4] == size)
        .collect();
    assert!(!places.is_empty());
    for at in places {
        bytes[at..at + 4].copy_from_slice(&10_u32.to_le_bytes());
    }
    let fault = Workbook::read(&bytes).err();
    assert!(
        matches!(fault, Some(Fault::TooLarge | Fault::Damaged(_))),
        "{fault:?}"
    );
}

#[test]
fn a_part_has_so_many_elements() {
    let nodes = usize::try_from(limits::WORKBOOK_NODES).expect("it fits");
    // The list and the document around them are nodes themselves.
    for (count, is_read) in [(nodes - 2, true), (nodes, false)] {
        let ns = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
        let bytes = package(&[
            ("xl/workbook.xml".to_owned(), "<workbook/>".to_owned()),
            (
                "xl/_rels/workbook.xml.rels".to_owned(),
                format!("<r><a Id=\"t\" Type=\"{ns}/sharedStrings\" Target=\"t.xml\"/></r>"),
            ),
            (
                "xl/t.xml".to_owned(),
                format!("<s>{}</s>", "<a/>".repeat(count)),
            ),
        ]);
        assert_eq!(Workbook::read(&bytes).is_ok(), is_read, "{count}");
    }
}

#[test]
fn a_sheet_has_so_many_cells_that_are_printed() {
    let rows = |count: usize| format!("A | B{}", "\na | b".repeat(count - 1));
    let front = "kind: table\ndata: costs.xlsx";
    for (count, wanted) in [(limits::CELLS / 2, 0), (limits::CELLS / 2 + 1, 1)] {
        let found = found(front, "costs.xlsx", &xlsx(&rows(count)));
        let many = found
            .iter()
            .filter(|(code, ..)| code == "document/too-many");
        assert_eq!(many.count(), wanted, "{found:?}");
    }
}

#[test]
fn a_text_that_many_cells_share_is_kept_once_and_printed_so_far() {
    let part = |name: &str, text: &str| (name.to_owned(), text.to_owned());
    let ns = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let long = "a ".repeat(usize::try_from(limits::MIB / 2).expect("it fits"));
    let rows = "<row><c t=\"s\"><v>0</v></c></row>".repeat(9);
    let bytes = package(&[
        part(
            "xl/workbook.xml",
            &format!(
                "<workbook xmlns:r=\"{ns}\"><sheets><sheet name=\"S\" r:id=\"a\"/></sheets></workbook>"
            ),
        ),
        part(
            "xl/_rels/workbook.xml.rels",
            &format!(
                "<r><a Id=\"a\" Type=\"{ns}/worksheet\" Target=\"s.xml\"/><a Id=\"t\" Type=\"{ns}/sharedStrings\" Target=\"t.xml\"/></r>"
            ),
        ),
        part("xl/t.xml", &format!("<sst><si><t>{long}</t></si></sst>")),
        part(
            "xl/s.xml",
            &format!("<worksheet><sheetData>{rows}</sheetData></worksheet>"),
        ),
    ]);
    let found = found("kind: table\ndata: costs.xlsx", "costs.xlsx", &bytes);
    assert_eq!(found[0].0, "source/too-large", "{found:?}");
    assert_eq!(found[0].1, "plan/01-costs.md:4:7");
}

#[test]
fn a_formula_or_a_format_that_is_too_long_is_not_read() {
    let front = "kind: finance-table\ndata: costs.xlsx";
    for (length, wrong, unread) in [(limits::FORMULA, 1, 0), (limits::FORMULA + 1, 0, 1)] {
        let text = format!(
            "Service | Cost | Share\nClinic | =1+{blanks}1 → 1 | 2 as 0\"{blanks}\"",
            blanks = " ".repeat(length - 3)
        );
        let found = codes(front, &text);
        let count = |wanted: &str| found.iter().filter(|(code, _)| code == wanted).count();
        assert_eq!(count("figures/not-calculated"), wrong, "{length}");
        assert_eq!(count("figures/format"), unread, "{length}");
    }
}

#[test]
fn a_cell_far_away_takes_no_memory() {
    let part = |name: &str, text: &str| (name.to_owned(), text.to_owned());
    let ns = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let bytes = package(&[
        part(
            "xl/workbook.xml",
            &format!(
                "<workbook xmlns:r=\"{ns}\"><sheets><sheet name=\"S\" r:id=\"a\"/></sheets></workbook>"
            ),
        ),
        part(
            "xl/_rels/workbook.xml.rels",
            &format!("<r><a Id=\"a\" Type=\"{ns}/worksheet\" Target=\"s.xml\"/></r>"),
        ),
        part(
            "xl/s.xml",
            "<worksheet><sheetData><row><c r=\"A1\"><v>1</v></c><c r=\"XFD1048576\"><v>2</v></c></row></sheetData><mergeCells><mergeCell ref=\"A1:XFD1048576\"/></mergeCells></worksheet>",
        ),
    ]);
    let found = found("kind: table\ndata: costs.xlsx", "costs.xlsx", &bytes);
    assert_eq!(found[0].0, "document/too-many", "{found:?}");
}

#[test]
fn so_many_cells_are_looked_at_to_compute_formulas_and_no_more() {
    const ADDED: usize = 5_000;
    let computed = limits::COMPUTED_CELLS / ADDED;
    let text = format!(
        "Cost{}{}",
        "\n1".repeat(ADDED),
        format!("\n=SUM(A2:A{}) → 1", ADDED + 1).repeat(computed + 1)
    );
    let found = found("kind: table\ndata: costs.xlsx", "costs.xlsx", &xlsx(&text));
    let told = found
        .iter()
        .filter(|(code, ..)| code == "figures/not-calculated");
    assert_eq!(told.count(), computed);
}

/// An `.ods` with one sheet, `S`, whose rows are given.
fn ods(rows: &str, beside: &str) -> Vec<u8> {
    let spaces =
        ["office", "table", "text", "manifest"].map(|name| format!("xmlns:{name}=\"{name}\""));
    let spaces = spaces.join(" ");
    let content = format!(
        "<office:document {spaces}><office:spreadsheet><table:table table:name=\"S\">{rows}</table:table>{beside}</office:spreadsheet></office:document>"
    );
    package(&[
        (
            "mimetype".to_owned(),
            "application/vnd.oasis.opendocument.spreadsheet".to_owned(),
        ),
        ("content.xml".to_owned(), content),
    ])
}

const ROWS: &str = "<table:table-row><table:table-cell><text:p>Service</text:p></table:table-cell><table:table-cell><text:p>Cost</text:p></table:table-cell></table:table-row>\
    <table:table-row table:visibility=\"filter\"><table:table-cell><text:p>Reserve</text:p></table:table-cell></table:table-row>\
    <table:table-row-group><table:table-row><table:table-cell><text:p>Clinic<text:s/>A</text:p></table:table-cell>\
    <table:table-cell office:value-type=\"currency\" office:currency=\"GBP\" office:value=\"1234.5\"><text:p>£1,234.50</text:p></table:table-cell></table:table-row>\
    <table:table-row><table:table-cell><text:p>Share</text:p></table:table-cell>\
    <table:table-cell table:formula=\"of:=[.B2]/0\" office:value-type=\"string\"><text:p>#DIV/0!</text:p></table:table-cell></table:table-row></table:table-row-group>\
    <table:table-row table:number-rows-repeated=\"1048572\"><table:table-cell table:number-columns-repeated=\"16384\"/></table:table-row>";

#[test]
fn an_open_document_is_read_as_it_was_shown() {
    let names = "<table:named-expressions><table:named-range table:name=\"costs\" table:cell-range-address=\"$S.$A$1:.$B$3\"/></table:named-expressions>";
    for (part, wanted) in [
        ("", vec!["figures/hidden", "figures/not-calculated"]),
        ("#costs", vec!["figures/hidden"]),
        ("#S!A3:B3", Vec::new()),
    ] {
        let front = format!("kind: finance-table\ncolumns: [Service, Cost]\ndata: costs.ods{part}");
        let found = found(&front, "costs.ods", &ods(ROWS, names));
        let codes: Vec<&str> = found.iter().map(|(code, ..)| code.as_str()).collect();
        assert_eq!(codes, wanted, "{part}: {found:?}");
    }
    let root = project(
        "kind: table\ndata: \"costs.ods#S!A1:B3\"",
        "costs.ods",
        &ods(ROWS, names),
    );
    let run = planwright(root.path(), &["build", "--draft", "--format", "txt"]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    let text =
        std::fs::read_to_string(root.path().join("output/t-v0.1-draft.txt")).expect("the text");
    assert!(
        text.contains("Service | Cost\nClinic A | £1,234.50\n"),
        "{text}"
    );
}

#[test]
fn an_open_document_with_a_password_is_said_to_have_one() {
    let manifest = "<manifest><file><encryption-data/></file></manifest>";
    let bytes = package(&[
        (
            "mimetype".to_owned(),
            "application/vnd.oasis.opendocument.spreadsheet".to_owned(),
        ),
        ("META-INF/manifest.xml".to_owned(), manifest.to_owned()),
    ]);
    assert_eq!(Workbook::read(&bytes).err(), Some(Fault::Password));
}

#[test]
fn cells_that_are_repeated_are_so_many_at_most() {
    let row = "<table:table-row table:number-rows-repeated=\"1048576\"><table:table-cell table:number-columns-repeated=\"16384\"><text:p>a</text:p></table:table-cell></table:table-row>";
    let workbook = Workbook::read(&ods(row, "")).expect("it is a workbook");
    let most = usize::try_from(limits::REPEATED_CELLS).expect("it fits");
    assert!(workbook.sheets[0].cells.len() < most);
}

#[test]
fn no_change_of_a_byte_is_too_odd_to_be_told() {
    let bytes = xlsx("Service | Cost {A1:B1}\nClinic | =SUM(B1:B1) → 410 as #,##0");
    for at in 0..bytes.len() {
        let mut changed = bytes.clone();
        changed[at] ^= 1 << (at % 8);
        if let Ok(workbook) = Workbook::read(&changed) {
            let _ = workbook.select(None);
        }
    }
}

#[test]
fn a_changed_cell_is_a_change_of_the_document() {
    let of = |value: &str| xlsx(&format!("Service | Cost\nClinic | {value}"));
    let root = project(
        "kind: finance-table\ndata: costs.xlsx",
        "costs.xlsx",
        &of("410"),
    );
    let git = |args: &[&str]| crate::program::git(root.path(), args);
    git(&["init", "-q"]);
    git(&["add", "."]);
    git(&["commit", "-q", "-m", "first"]);
    let report = || {
        let run = planwright(root.path(), &["diff", "HEAD", "--format", "text"]);
        run.stdout + &run.stderr
    };
    assert!(!report().contains("410"), "{}", report());
    std::fs::write(root.path().join("plan/costs.xlsx"), of("415")).expect("the workbook");
    let said = report();
    assert!(said.contains("410") && said.contains("415"), "{said}");
}

#[test]
fn entries_come_from_a_sheet_and_findings_stand_at_its_cells() {
    let front = "kind: risk-register\ndata:\n  file: costs.xlsx\n  where: {Theme: Estates}\n  columns: {id: Ref, description: Risk, mitigation: Action, owner: Owner, likelihood: L, impact: I, review: Review}";
    let sound = "Theme | Ref | Risk | Action | Owner | L | I | Review
Estates | E-1 | The roof leaks. | It is mended. | A Lead | 4 as 0.0 | 3 | 45748 as dd/mm/yyyy
Staff | S-1 | Nurses leave. | | B Lead | 9 | 3 | never";
    assert_eq!(codes(front, sound), []);
    assert_eq!(
        printed("en-GB", front, sound)[1],
        "E-1 | The roof leaks. | It is mended. | A Lead; Review: 1 April 2025 | High 12 (4 × 3)"
    );
    let open = format!("{sound}\nEstates | E-2 | A wall is unsafe. | | A Lead | 7 | 2 |");
    assert_eq!(
        codes(front, &open),
        [
            pair("placeholder/blank", "Sheet1!D4"),
            pair("schema/out-of-range", "Sheet1!F4"),
        ]
    );
}
