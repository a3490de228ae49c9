//! Codes and what is seen: as Excel and LibreOffice show the same cells.

use super::*;

const ENGLISH: Locale<'_> = Locale {
    language: "en-GB",
    thousands: ",",
    decimal: '.',
};

fn shown(code: &str, value: f64) -> String {
    Format::read(code).shown(value, false, &ENGLISH).text
}

#[test]
fn numbers_are_shown_as_their_codes_say() {
    for (code, value, wanted) in [
        ("General", 1234.5, "1234.5"),
        ("0", 1234.5, "1235"),
        ("0.00", 1.005, "1.01"),
        ("0.00", -1234.5, "-1234.50"),
        ("#,##0", 1_234_567.0, "1,234,567"),
        ("#,##0", 12.0, "12"),
        ("#,##0", -0.4, "0"),
        ("#,##0.00", 0.5, "0.50"),
        ("#.##", 0.5, ".5"),
        ("0.##", 2.0, "2"),
        ("0%", 0.17, "17%"),
        ("0.0%", 0.175, "17.5%"),
        ("#,##0,", 1_234_567.0, "1,235"),
        ("0.0,,\"m\"", 1_234_567.0, "1.2m"),
        ("\"£\"#,##0", 1234.0, "£1,234"),
        ("[$£-809]#,##0.00", 1234.5, "£1,234.50"),
        ("£#,##0;[Red]-£#,##0", -1234.0, "-£1,234"),
        ("#,##0;(#,##0)", -1234.0, "(1,234)"),
        ("#,##0 \"people\"", 1200.0, "1,200 people"),
        (
            "_-* #,##0_-;-* #,##0_-;_-* \"-\"??_-;_-@_-",
            1234.0,
            "1,234",
        ),
        (
            "_-* #,##0_-;-* #,##0_-;_-* \"-\"??_-;_-@_-",
            -1234.0,
            "- 1,234",
        ),
        ("_-* #,##0_-;-* #,##0_-;_-* \"-\"_-;_-@_-", 0.0, "–"),
        (
            "_-\"£\"* #,##0.00_-;-\"£\"* #,##0.00_-;_-\"£\"* \"-\"??_-;_-@_-",
            0.0,
            "–",
        ),
        ("#", 0.0, ""),
        ("00000", 42.0, "00042"),
        ("0000 000 000", 2_079_460_000.0, "2079 460 000"),
        (
            "[>=1000000]0.0,,\"m\";[>=1000]0,\"k\";0",
            2_500_000.0,
            "2.5m",
        ),
        ("[>=1000000]0.0,,\"m\";[>=1000]0,\"k\";0", 2_500.0, "3k"),
        ("[>=1000000]0.0,,\"m\";[>=1000]0,\"k\";0", 25.0, "25"),
        ("0.00E+00", 123_456.0, "1.23E+05"),
        ("+0;-0;0", 5.0, "+5"),
        ("General\" items\"", 3.0, "3 items"),
    ] {
        // What lies between a sign and a figure fills the cell, and is as wide as that.
        let text = shown(code, value);
        assert_eq!(
            text.replace("- ", "-"),
            wanted.replace("- ", "-"),
            "{code} {value}"
        );
    }
}

#[test]
fn days_and_times_are_shown_as_their_codes_say_and_in_the_language_of_the_document() {
    let half_past_two = 45_383.604_166_666_664;
    for (code, value, wanted) in [
        ("dd/mm/yyyy", 45_383.0, "1\u{a0}April 2024"),
        ("[$-809]d mmmm yyyy;@", 45_383.0, "1\u{a0}April 2024"),
        ("mmm-yy", 45_383.0, "April 2024"),
        ("yyyy", 45_383.0, "2024"),
        ("d mmm", 45_383.0, "1\u{a0}April"),
        ("h:mm", half_past_two, "14:30"),
        ("h:mm AM/PM", half_past_two, "2:30 PM"),
        (
            "dd/mm/yyyy hh:mm",
            half_past_two,
            "1\u{a0}April 2024, 14:30",
        ),
        ("[h]:mm", 1.5, "36:00"),
        ("mm:ss", 0.5 / 24.0, "30:00"),
    ] {
        assert_eq!(shown(code, value), wanted, "{code}");
    }
    let welsh = Locale {
        language: "cy",
        ..ENGLISH
    };
    let format = Format::read("dd.mm.yyyy");
    assert_eq!(
        format.shown(45_383.0, false, &welsh).text,
        "1\u{a0}Ebrill 2024"
    );
}

#[test]
fn figures_are_written_as_the_language_of_the_document_writes_them() {
    let german = Locale {
        language: "de",
        thousands: ".",
        decimal: ',',
    };
    let shown = Format::read("#,##0.00").shown(1234.5, false, &german);
    assert_eq!(shown.text, "1.234,50");
    assert_eq!(
        shown.figure.map(|figure| figure.digits).as_deref(),
        Some("1234.50")
    );
}

#[test]
fn what_is_added_up_is_what_is_shown() {
    let figure = |code: &str, value: f64| {
        let figure = Format::read(code).shown(value, false, &ENGLISH).figure?;
        let currency = figure.currency.unwrap_or_default();
        Some((
            figure.digits,
            currency,
            figure.is_percent,
            figure.scale,
            figure.is_bare,
        ))
    };
    let wanted = |digits: &str, currency: &str, percent, scale, bare| {
        Some((digits.to_owned(), currency.to_owned(), percent, scale, bare))
    };
    assert_eq!(figure("#,##0", 1234.6), wanted("1235", "", false, 0, true));
    assert_eq!(figure("(0);(0)", -5.0), wanted("-5", "", false, 0, true));
    assert_eq!(
        figure("\"£\"0.0,", 1500.0),
        wanted("1.5", "£", false, 3, true)
    );
    assert_eq!(figure("0%", 0.17), wanted("17", "", true, 0, true));
    assert_eq!(figure("0\"k\"", 5.0), wanted("5", "", false, 0, false));
    assert_eq!(figure("000", 7.0), None);
    assert_eq!(figure("dd/mm/yyyy", 7.0), None);
}

#[test]
fn a_code_that_is_not_read_is_said_and_its_value_is_shown_bare() {
    for code in [
        "# ?/?",
        "[DBNum1]0\\年e",
        "gggge",
        "0 Kz",
        "##0.0E+0",
        "[>x]0",
    ] {
        let shown = Format::read(code).shown(2.5, false, &ENGLISH);
        assert!(shown.is_unread, "{code}: {shown:?}");
        assert_eq!(shown.text, "2.5", "{code}");
    }
    // A day that never was.
    assert!(
        Format::read("dd/mm/yyyy")
            .shown(60.0, false, &ENGLISH)
            .is_unread
    );
}

#[test]
fn a_text_is_shown_with_what_its_code_puts_around_it() {
    assert_eq!(Format::read("0;0;0;\"see \"@").of_text("note"), "see note");
    assert_eq!(Format::read("@").of_text("007"), "007");
    assert_eq!(Format::read("0").of_text("note"), "note");
}

#[test]
fn no_code_is_too_odd_to_be_read() {
    for code in [
        "", ";;;", "[", "\"", "\\", "_", "*", "[$", "0;", "....", ",,,", "%%%", "é", "[]", "E+",
        "0E+",
    ] {
        for value in [0.0, -1.5, 1e300, f64::MIN_POSITIVE, 45_383.5] {
            let _ = Format::read(code).shown(value, false, &ENGLISH);
        }
    }
}
