//! Widths of small tables, as they come out.

use super::*;

const PROSE: &str = "People who live in poorer areas have, in general, worse health at all points of the life course. ";

const USUAL: Line = Line {
    characters: LINE,
    may_shrink: true,
};

fn widths(header: &[&str], rows: &[&[&str]]) -> Widths {
    let texts = |row: &[&str]| {
        row.iter()
            .map(|text| (*text).to_owned())
            .collect::<Vec<_>>()
    };
    of_rows(&texts(header), rows.iter().map(|row| texts(row)), USUAL)
}

#[test]
fn a_date_stays_on_its_line_beside_prose() {
    let prose = PROSE.repeat(4);
    let made = widths(
        &["Date", "Summary"],
        &[&["20 February 2017", &prose], &["1 May 2017", &prose]],
    );
    assert_eq!(made.weights[0], 19);
    assert!(made.weights[0] * 3 < made.weights[1], "{made:?}");
    assert!((made.size - 1.0).abs() < 1e-9);
}

#[test]
fn room_goes_where_most_lines_are() {
    let (long, short) = (PROSE.repeat(6), PROSE.repeat(2));
    let made = widths(
        &["A", "B", "C"],
        &[&[&long, &short, "Yes"], &[&long, &short, "No"]],
    );
    assert!(
        made.weights[0] > made.weights[1] && made.weights[1] > made.weights[2],
        "{made:?}"
    );
    assert!(made.weights.iter().sum::<usize>() <= LINE);
}

#[test]
fn a_heading_may_turn_and_its_words_may_not_be_cut() {
    let made = widths(
        &["Responsible organisation", "Summary"],
        &[&["A", &PROSE.repeat(5)]],
    );
    assert!((13..=18).contains(&made.weights[0]), "{made:?}");
}

#[test]
fn many_columns_are_set_smaller_down_to_a_limit() {
    let texts = |columns: usize, text: &str| vec![text.to_owned(); columns];
    let made = |columns: usize| {
        of_rows(
            &texts(columns, "Head"),
            [texts(columns, "1,234")].into_iter(),
            USUAL,
        )
    };
    assert!((made(9).size - 1.0).abs() < 1e-9);
    assert!(
        made(18).size < 1.0 && made(18).size > 0.7,
        "{}",
        made(18).size
    );
    assert!((made(60).size - SMALLEST).abs() < 1e-9);
}

#[test]
fn remarks_beside_many_columns_of_figures_are_no_thread() {
    let header = [
        "Area",
        "People",
        "2019",
        "2020",
        "2021",
        "2022",
        "2023",
        "Responsible officer",
        "Remark",
    ];
    let row = [
        "North valley",
        "99,999",
        "123.4",
        "123.4",
        "123.4",
        "123.4",
        "123.4",
        "A Writer",
        PROSE,
    ];
    let made = widths(&header, &[&row, &row]);
    assert!(made.weights[8] >= 17, "{made:?}");
    assert!(made.size >= SMALLER, "{made:?}");
}

#[test]
fn columns_of_figures_are_equal() {
    let row = |texts: [&str; 3]| texts.map(str::to_owned).to_vec();
    let made = of_figures(
        &row(["Area", "2016/17", "2017/18"]),
        [row(["Leeds", "(30,807)", "1"])].into_iter(),
        USUAL,
    );
    assert_eq!(made.weights[1], made.weights[2]);
}
