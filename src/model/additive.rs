//! Whether figures are of a kind that is added up, as far as the words above and beside them tell.

/// Words of what nobody adds up, wherever they stand.
const RATES: [&str; 14] = [
    "%",
    "per cent",
    "percent",
    "percentage",
    "percentages",
    "rate",
    "rates",
    "ratio",
    "average",
    "mean",
    "median",
    "index",
    "score",
    "per",
];

/// Words of a heading of a column below which figures are not added up either.
const OF_COLUMNS: [&str; 9] = [
    "rank",
    "ranking",
    "year",
    "age",
    "price",
    "cumulative",
    "change",
    "variance",
    "number of days",
];

/// Whether words, such as a unit or the label of a row, name a rate: 60 % and 80 % are not 140 %.
pub fn is_rate(words: &str) -> bool {
    says(words, &RATES)
}

/// Whether figures below a heading are of a kind that is added up.
pub fn is_added(heading: &str) -> bool {
    !is_rate(heading) && !says(heading, &OF_COLUMNS)
}

fn says(text: &str, wanted: &[&str]) -> bool {
    let text = text.to_lowercase();
    let is_word = |wanted: &str| {
        text.split(|c: char| !c.is_alphanumeric())
            .any(|word| word == wanted)
    };
    let is_said = |wanted: &&str| match *wanted {
        "%" => text.contains('%'),
        phrase if phrase.contains(' ') => text.contains(phrase),
        word => is_word(word),
    };
    wanted.iter().any(is_said)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rates_and_what_only_columns_head_are_told_from_what_is_added() {
        for words in [
            "%",
            "Uptake (%)",
            "per 100,000",
            "£ per head",
            "Completion rate",
        ] {
            assert!(is_rate(words) && !is_added(words), "{words}");
        }
        assert!(!is_rate("Climate change") && !is_added("Change"));
        for words in [
            "£’000",
            "Visits",
            "Corporate services",
            "Means of transport",
        ] {
            assert!(!is_rate(words) && is_added(words), "{words}");
        }
    }
}
