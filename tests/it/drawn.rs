//! What the pictures of a PDF say to somebody who cannot see them.

use crate::case::Case;
use crate::program::{only_pdf, planwright, write};

/// The texts of `/Alt` and `/Summary` in a PDF, whose structure is not compressed.
fn said(case: &str, key: &str) -> Vec<String> {
    let project = Case::named(case).project();
    let run = planwright(project.path(), &["build", "--draft"]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    let bytes = std::fs::read(only_pdf(project.path())).expect("a PDF");
    let name = format!("/{key}");
    let places = bytes
        .windows(name.len())
        .enumerate()
        .filter(|(_, window)| *window == name.as_bytes());
    places
        .filter_map(|(at, _)| text(&bytes[at + name.len()..]))
        .collect()
}

/// A text as a PDF writes it: between brackets, or as UTF-16 in hexadecimal figures.
fn text(bytes: &[u8]) -> Option<String> {
    let (open, rest) = bytes.split_first()?;
    match open {
        b'(' => {
            let mut text = Vec::new();
            let mut rest = rest.iter();
            let mut depth = 1;
            while let Some(byte) = rest.next() {
                // Brackets within the text stand as they are, if they are in pairs.
                match byte {
                    b'(' => depth += 1,
                    b')' => depth -= 1,
                    _ => {}
                }
                if depth == 0 {
                    break;
                }
                text.push(if *byte == b'\\' { *rest.next()? } else { *byte });
            }
            String::from_utf8(text).ok()
        }
        b'<' => {
            let end = rest.iter().position(|byte| *byte == b'>')?;
            let hex = std::str::from_utf8(&rest[..end]).ok()?;
            let digit = |at: usize| u16::from_str_radix(hex.get(at..at + 4)?, 16).ok();
            let units: Option<Vec<u16>> = (4..hex.len()).step_by(4).map(digit).collect();
            String::from_utf16(&units?).ok()
        }
        _ => None,
    }
}

#[test]
fn a_chart_says_all_its_figures_and_a_loss_is_a_minus() {
    let said = said("charts", "Alt");
    assert_eq!(said.len(), 5, "{said:#?}");
    let has = |text: &str| said.iter().any(|alt| alt == text);
    assert!(
        has(
            "Line chart in £m, 2016/17 to 2018/19. North: 2016/17 8, 2017/18 minus 3, 2018/19 4. \
         South: 2016/17 6.5, 2017/18 not yet known, 2018/19 2. East: 2016/17 6.4, 2017/18 1, 2018/19 2.1."
        ),
        "{said:#?}"
    );
    assert!(
        has(
            "Bar chart in £m, 2016/17 to 2018/19. Places: 2016/17 14.5, 2017/18 5, 2018/19 6. \
         People: 2016/17 minus 4, 2017/18 minus 1, 2018/19 5.5."
        ),
        "{said:#?}"
    );
    let total =
        "People’s homes: 2016/17 1,000, 2017/18 2,000. Total: 2016/17 1,500, 2017/18 minus 500.";
    assert!(said.iter().any(|alt| alt.ends_with(total)), "{said:#?}");
}

#[test]
fn the_arrows_of_a_heat_map_are_said_in_words() {
    let said = said("rollups", "Alt");
    assert_eq!(
        said,
        [
            "Arrows lead from the rating now to the rating after action: R-1 from 16 (Extreme) to 8 (High); \
             R-2 from 16 (Extreme) to 12 (High)."
        ]
    );
}

#[test]
fn a_roadmap_says_how_it_is_to_be_read() {
    let said = said("roadmaps", "Summary");
    assert_eq!(said.len(), 4, "{said:#?}");
    assert!(
        said[1].starts_with("The rows are items in 5 lanes; the columns are 20 periods."),
        "{said:#?}"
    );
}

#[test]
fn a_text_that_makes_a_gap_in_a_group_of_a_chart_is_told_at_its_cell() {
    let root = tempfile::tempdir().expect("a temporary folder");
    write(
        root.path(),
        "plan/document.yaml",
        "title: T\nversions:\n  - {version: \"0.1\", date: 2024-05-01, authors: [A], summary: S}\n",
    );
    let table = |cell: &str| {
        format!(
            "---\nkind: finance-table\ntitle: Money\nunit: £000\ncolumns: [\"\", 2020/21, 2021/22]\nchart: line\nrows:\n  \
             - {{label: Staff, group: Care, values: [1200, 1300]}}\n  \
             - {{label: Rooms, group: Care, values: [{cell}, 310]}}\n  \
             - {{label: Roads, group: Streets, values: [300, 310]}}\n---\n"
        )
    };
    let found = |cell: &str| {
        write(root.path(), "plan/01-money.md", &table(cell));
        let run = planwright(
            root.path(),
            &["check", "--no-compile", "--message-format", "github"],
        );
        run.stdout
            .lines()
            .filter(|line| line.contains("figures/unread"))
            .map(str::to_owned)
            .collect::<Vec<String>>()
    };
    let told = found("nil");
    assert_eq!(told.len(), 1, "{told:?}");
    assert!(
        told[0].contains("line=9,") && told[0].contains("a gap for `Care` in `2020/21`"),
        "{told:?}"
    );
    assert!(found("–").is_empty() && found("250").is_empty());
}
