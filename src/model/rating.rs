//! Ratings: two keys whose product is a score, such as how likely something is and how much it
//! would matter, with bands of scores that have names. Which keys they are, and what the bands are
//! called, says the kind's schema (`x-rating`).

use serde_json::Value as Json;

use super::field::{Field, FieldValue};
use super::schema::Schema;

/// What the schema says of ratings.
#[derive(Debug, Clone)]
pub struct Rating {
    /// The key that is drawn upwards.
    pub up: String,
    /// The key that is drawn across.
    pub across: String,
    /// The key under which the rating may stand as well, a mapping with the same two keys: what it
    /// is before anything is done.
    pub before: Option<String>,
    /// The key of the rating that is left after action, a mapping with the same two keys.
    pub after: Option<String>,
    /// The key of the rating that is aimed at, a mapping with the same two keys.
    pub target: Option<String>,
    /// From the lowest to the highest.
    pub bands: Vec<Band>,
    /// The highest value of each of the two keys.
    pub most: (usize, usize),
}

/// The scores up to a limit, under one name.
#[derive(Debug, Clone)]
pub struct Band {
    pub name: String,
    /// The highest score; `None` for the last band.
    pub to: Option<usize>,
}

/// A place on the two scales.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rated {
    pub up: usize,
    pub across: usize,
}

/// All ratings of a mapping.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Ratings {
    pub now: Option<Rated>,
    pub after: Option<Rated>,
    pub target: Option<Rated>,
}

impl Rated {
    pub fn score(self) -> usize {
        self.up * self.across
    }
}

/// A grid has no more rows or columns than this.
const MOST: usize = 10;

/// The scale of a key whose schema gives no `maximum`.
const USUAL: usize = 5;

impl Rating {
    /// Reads `x-rating`; `of` is the schema of the mapping that has the two keys.
    pub fn read(schema: &Schema, of: &Json) -> Option<Self> {
        let word = schema.value.get("x-rating")?;
        let text = |key: &str| word.get(key).and_then(Json::as_str).map(str::to_owned);
        let (up, across) = (text("up")?, text("across")?);
        let band = |band: &Json| {
            let to = band
                .get("to")
                .and_then(Json::as_u64)
                .and_then(|to| usize::try_from(to).ok());
            Some(Band {
                name: band.get("name")?.as_str()?.to_owned(),
                to,
            })
        };
        let bands = word
            .get("bands")
            .and_then(Json::as_array)
            .into_iter()
            .flatten()
            .filter_map(band)
            .collect();
        let most = |key: &str| {
            let limit = schema
                .property(of, key)
                .and_then(|scale| maximum(schema, scale));
            limit
                .and_then(|limit| usize::try_from(limit).ok())
                .unwrap_or(USUAL)
                .clamp(1, MOST)
        };
        Some(Self {
            most: (most(&up), most(&across)),
            up,
            across,
            before: text("before"),
            after: text("after"),
            target: text("target"),
            bands,
        })
    }

    /// Where a mapping stands; `None` unless both keys have values on their scales. They stand in
    /// it, or below the key for what is before action.
    pub fn rated(&self, mapping: &Field) -> Option<Rated> {
        let own = [&self.up, &self.across].map(|key| given(mapping, key).is_some());
        if own.contains(&true) {
            return self.within(mapping, None);
        }
        self.within(mapping.get(self.before.as_deref()?)?, None)
    }

    /// Where a mapping stands after action. A key that is not said again is unchanged.
    pub fn rated_after(&self, mapping: &Field) -> Option<Rated> {
        self.below(mapping, self.after.as_deref()?)
    }

    /// Where a mapping is to stand in the end. A key that is not said again is unchanged.
    pub fn rated_target(&self, mapping: &Field) -> Option<Rated> {
        self.below(mapping, self.target.as_deref()?)
    }

    /// All ratings of a mapping.
    pub fn all(&self, mapping: &Field) -> Ratings {
        Ratings {
            now: self.rated(mapping),
            after: self.rated_after(mapping),
            target: self.rated_target(mapping),
        }
    }

    fn below(&self, mapping: &Field, key: &str) -> Option<Rated> {
        let inner = mapping
            .get(key)
            .filter(|inner| !inner.entries().is_empty())?;
        self.within(inner, self.rated(mapping))
    }

    fn within(&self, mapping: &Field, otherwise: Option<Rated>) -> Option<Rated> {
        let one = |key: &str, otherwise: Option<usize>, most: usize| match given(mapping, key) {
            Some(field) => number(field, most),
            None => otherwise,
        };
        Some(Rated {
            up: one(&self.up, otherwise.map(|rated| rated.up), self.most.0)?,
            across: one(
                &self.across,
                otherwise.map(|rated| rated.across),
                self.most.1,
            )?,
        })
    }

    /// The index of the band that holds a score; without bands, 0.
    pub fn band(&self, score: usize) -> usize {
        let found = self
            .bands
            .iter()
            .position(|band| band.to.is_none_or(|to| score <= to));
        found.unwrap_or(self.bands.len().saturating_sub(1))
    }

    /// The name of the band that holds a score.
    pub fn band_name(&self, score: usize) -> Option<&str> {
        self.bands
            .get(self.band(score))
            .map(|band| band.name.as_str())
    }
}

/// The highest number of a scale, which may stand in one of its alternatives.
fn maximum(schema: &Schema, scale: &Json) -> Option<u64> {
    let alternatives = ["then", "else"].map(|word| scale.get(word));
    let mut all = alternatives
        .into_iter()
        .flatten()
        .map(|one| schema.resolve(one))
        .chain([scale]);
    all.find_map(|one| one.get("maximum").and_then(Json::as_u64))
}

fn given<'a>(mapping: &'a Field, key: &str) -> Option<&'a Field> {
    mapping.get(key).filter(|field| !field.is_blank())
}

/// A place on a scale: a number, or one with its word, such as `4 - Likely`.
fn number(field: &Field, most: usize) -> Option<usize> {
    let place = match &field.value {
        FieldValue::Number(number) if number.value.fract() == 0.0 && number.value >= 0.0 => {
            number.value as usize
        }
        FieldValue::Word(word) => {
            let text = word.text.trim_start();
            let end = text.find(|c: char| !c.is_ascii_digit());
            text[..end.unwrap_or(text.len())].parse().ok()?
        }
        _ => return None,
    };
    (1..=most).contains(&place).then_some(place)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::field::{Entry, Number, Role, Word};
    use crate::source::{Span, TextMap};

    fn rating() -> Rating {
        let band = |name: &str, to| Band {
            name: name.to_owned(),
            to,
        };
        Rating {
            up: "likelihood".into(),
            across: "impact".into(),
            before: Some("inherent".into()),
            after: Some("residual".into()),
            target: Some("target".into()),
            bands: vec![
                band("Low", Some(3)),
                band("Moderate", Some(6)),
                band("High", Some(12)),
                band("Extreme", None),
            ],
            most: (5, 5),
        }
    }

    fn mapping(entries: &[(&str, Option<f64>)]) -> Field {
        let entry = |(name, value): &(&str, Option<f64>)| {
            let number = |value: f64| Number {
                value,
                spelling: value.to_string(),
                is_figure: false,
            };
            let value = value.map_or(FieldValue::Blank, |value| FieldValue::Number(number(value)));
            Entry {
                name: (*name).to_owned(),
                key: Span::nowhere(),
                field: Field {
                    span: Span::nowhere(),
                    value,
                },
            }
        };
        Field {
            span: Span::nowhere(),
            value: FieldValue::Map(entries.iter().map(entry).collect()),
        }
    }

    #[test]
    fn what_action_does_not_change_stays_as_it_was() {
        let mut risk = mapping(&[("likelihood", Some(4.0)), ("impact", Some(5.0))]);
        let residual = Entry {
            name: "residual".into(),
            key: Span::nowhere(),
            field: mapping(&[("likelihood", Some(2.0))]),
        };
        assert_eq!(rating().rated_after(&risk), None);
        if let FieldValue::Map(entries) = &mut risk.value {
            entries.push(residual);
        }
        assert_eq!(rating().rated(&risk), Some(Rated { up: 4, across: 5 }));
        assert_eq!(
            rating().rated_after(&risk),
            Some(Rated { up: 2, across: 5 })
        );
    }

    fn below(key: &str, field: Field) -> Entry {
        Entry {
            name: key.into(),
            key: Span::nowhere(),
            field,
        }
    }

    #[test]
    fn the_rating_before_action_stands_at_the_top_or_below_its_key() {
        let inherent = mapping(&[("likelihood", Some(5.0)), ("impact", Some(3.0))]);
        let mut risk = mapping(&[("likelihood", None)]);
        if let FieldValue::Map(entries) = &mut risk.value {
            entries.push(below("inherent", inherent));
            entries.push(below("target", mapping(&[("likelihood", Some(1.0))])));
        }
        let ratings = rating().all(&risk);
        assert_eq!(ratings.now, Some(Rated { up: 5, across: 3 }));
        assert_eq!(ratings.after, None);
        assert_eq!(ratings.target, Some(Rated { up: 1, across: 3 }));
    }

    #[test]
    fn a_number_counts_with_the_word_behind_it() {
        let word = |text: &str| Field {
            span: Span::nowhere(),
            value: FieldValue::Word(Word {
                text: text.to_owned(),
                map: TextMap::verbatim(Span::nowhere().source, 0),
                role: Role::Plain,
                shown: None,
            }),
        };
        for (text, place) in [
            ("4 - Likely", Some(4)),
            ("5: Certain", Some(5)),
            ("6 - More", None),
            ("Likely", None),
        ] {
            assert_eq!(number(&word(text), 5), place, "{text}");
        }
    }

    #[test]
    fn what_lies_off_the_scale_or_is_not_said_is_not_rated() {
        assert_eq!(
            rating().rated(&mapping(&[
                ("likelihood", Some(6.0)),
                ("impact", Some(1.0))
            ])),
            None
        );
        assert_eq!(
            rating().rated(&mapping(&[
                ("likelihood", Some(2.5)),
                ("impact", Some(1.0))
            ])),
            None
        );
        assert_eq!(
            rating().rated(&mapping(&[("likelihood", None), ("impact", Some(1.0))])),
            None
        );
    }

    #[test]
    fn a_score_lies_in_the_first_band_that_reaches_it() {
        let names =
            [1, 3, 4, 6, 8, 12, 15, 25].map(|score| rating().band_name(score).map(str::to_owned));
        assert_eq!(
            names.map(Option::unwrap),
            [
                "Low", "Low", "Moderate", "Moderate", "High", "High", "Extreme", "Extreme"
            ]
        );
    }
}
