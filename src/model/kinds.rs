//! The kinds of cards, read as data: a schema and a template each, built in or the project's own.

use std::collections::BTreeMap;

use serde_json::Value as Json;

use super::layers::{Layered, SchemaLoader};
use super::neighbours;
use super::rating::Rating;
use super::schema::Schema;
use super::tables::Feed;
use crate::diagnostic::Report;
use crate::discover::Templates;
use crate::source::SourceSet;

/// Keys that every card may have, whatever its kind; they put nothing on the page but the title.
pub const COMMON_KEYS: [&str; 10] = [
    "kind",
    "title",
    "short-title",
    "id",
    "owner",
    "status",
    "numbered",
    "toc",
    "landscape",
    "appendix",
];

/// One kind.
#[derive(Debug)]
pub struct Kind {
    /// The name of its folder, such as `risk-register`.
    pub name: String,
    /// What its keys may be.
    pub schema: Schema,
    /// Whether there is a `card.typ`, by which its cards are drawn.
    pub has_template: bool,
    /// Whether the schema is the kind's; if that is broken, any key is allowed, and no page is
    /// set.
    pub usable: bool,
    /// How a reference to a card of the kind prints, such as `Workstream {number}`.
    pub reference: Option<String>,
    /// The headings that the body must have, in order.
    pub headings: Vec<RequiredHeading>,
    /// Where rows of figures and their totals stand.
    pub sums: Option<SumKeys>,
    /// Which keys ask for a chart of those rows.
    pub chart: Option<ChartKeys>,
    /// Which keys come from the file that `data` names.
    pub feed: Option<Feed>,
    /// Whether cards of the kind are made from other cards (`of`, `where`, `columns` …).
    pub rollup: bool,
    /// The key of the list whose entries declare terms.
    pub terms: Option<String>,
    /// Whether its entries may come from a bibliography, by what the document cites.
    pub bibliography: bool,
    /// Whether cards of the kind list the facts of their document.
    pub sources: bool,
    /// Whether cards of the kind show how their document grew from version to version.
    pub growth: bool,
    /// The list whose entries have values over periods.
    pub trends: Option<TrendKeys>,
    /// Whether a card of the kind has headings, numbers and appendices of its own.
    pub own_numbering: bool,
    /// Whether its top-level ordered lists are numbered paragraphs in the types that have such.
    pub numbered_paragraphs: bool,
    /// Where lanes of items over periods stand.
    pub lanes: Option<LaneKeys>,
    /// The list whose entries other cards may gather.
    pub entries: Option<EntryKeys>,
    /// How entries, or cards without such a list, are rated.
    pub rating: Option<Rating>,
    /// What a roll-up shows that names no columns.
    pub columns: Vec<String>,
    /// The list whose rows are bound to what was endorsed.
    pub endorsements: Option<String>,
}

/// `x-entries`: a list whose entries other cards may gather.
#[derive(Debug, Clone)]
pub struct EntryKeys {
    /// The key of the list.
    pub list: String,
    /// The key that says what an entry is.
    pub title: String,
    /// The key that says when it is.
    pub date: Option<String>,
    /// What a roll-up of entries shows that names no columns.
    pub columns: Vec<String>,
}

/// `x-trends`: a list whose entries have values over periods.
#[derive(Debug, Clone)]
pub struct TrendKeys {
    /// The key of the list.
    pub list: String,
    /// The key of the values that make the line, a mapping of periods.
    pub of: String,
    /// The key of other values over the same periods.
    pub beside: String,
    /// The key of the value with which the line begins.
    pub from: String,
    /// The key that says which way is better.
    pub better: String,
}

/// `x-lanes`: the keys of the periods, and of the lanes, each with `title` and `items`; or `of`
/// gathers the entries of a list.
#[derive(Debug, Clone)]
pub struct LaneKeys {
    /// The key of the periods, left to right.
    pub periods: String,
    /// The key of the lanes, top to bottom.
    pub lanes: String,
    /// The key, in a lane, of its items.
    pub of: String,
}

/// `x-sums`: the keys of the rows, each with `label`, `values` and perhaps `group`, and of the
/// totals.
#[derive(Debug, Clone)]
pub struct SumKeys {
    /// The key of the rows.
    pub rows: String,
    /// The key of the totals.
    pub totals: String,
}

/// `x-chart`: the key that says what the chart is made of, and the one that chooses rows.
#[derive(Debug, Clone)]
pub struct ChartKeys {
    /// The key that says which form the chart has.
    pub form: String,
    /// The key that says which rows or columns it shows.
    pub of: String,
}

/// A heading that a kind requires in the body.
#[derive(Debug, Clone)]
pub struct RequiredHeading {
    /// As it must be written, but for capitals.
    pub title: String,
    /// The manifest's list for whose entries there must be one heading each, one level down.
    pub each: Option<String>,
}

/// All kinds of a project, by name.
#[derive(Debug, Default)]
pub struct Kinds {
    kinds: BTreeMap<String, Kind>,
}

impl Kinds {
    /// Reads `kinds/NAME/schema.yaml` of each kind, over the keys that every card has.
    pub fn load(templates: &Templates, sources: &SourceSet, report: &mut Report) -> Self {
        let layers = SchemaLoader { templates, sources };
        let base = layers
            .read("schemas/card.yaml", report)
            .unwrap_or(Json::Null);
        let names: Vec<&str> = templates.names("kinds").collect();
        let mut kinds = BTreeMap::new();
        for name in &names {
            let path = format!("kinds/{name}/schema.yaml");
            let missing =
                |report: &mut Report| layers.missing(&base, &format!("kinds/{name}"), report);
            if let Some(layered) = layers
                .over(&base, &path, report)
                .or_else(|| missing(report))
            {
                let has_template = templates.get(&format!("kinds/{name}/card.typ")).is_some();
                kinds.insert(
                    (*name).to_owned(),
                    Kind {
                        has_template,
                        ..Kind::new(name, layered)
                    },
                );
                layers.unknown_kinds(&path, &names, report);
            }
        }
        let schemas: Vec<(String, Json)> = kinds
            .iter()
            .map(|(name, kind)| (name.clone(), kind.schema.value.clone()))
            .collect();
        for (name, kind) in &mut kinds {
            let neighbours = neighbours::of_kinds(
                name,
                schemas.iter().map(|(name, schema)| (name.as_str(), schema)),
            );
            kind.schema.tell(neighbours);
        }
        Self { kinds }
    }

    pub fn get(&self, name: &str) -> Option<&Kind> {
        self.kinds.get(name)
    }

    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.kinds.keys().map(String::as_str)
    }

    /// All kinds, in the order of their names.
    pub fn all(&self) -> impl Iterator<Item = &Kind> {
        self.kinds.values()
    }
}

impl Kind {
    /// Whether its cards say something without a body: what they print is made from the rest of
    /// the document.
    pub fn makes_content(&self) -> bool {
        self.sources || self.growth || self.rollup
    }

    fn new(name: &str, layered: Layered) -> Self {
        let Layered { schema, usable } = layered;
        let text = |json: &Json, key: &str| json.get(key).and_then(Json::as_str).map(str::to_owned);
        let headings = schema
            .value
            .get("x-headings")
            .and_then(Json::as_array)
            .into_iter()
            .flatten();
        let headings = headings
            .filter_map(|heading| {
                Some(RequiredHeading {
                    title: text(heading, "title")?,
                    each: text(heading, "each"),
                })
            })
            .collect();
        let sums = schema.value.get("x-sums");
        let sums = sums.and_then(|keys| {
            Some(SumKeys {
                rows: text(keys, "rows")?,
                totals: text(keys, "totals")?,
            })
        });
        let chart = schema.value.get("x-chart");
        let chart = chart.and_then(|keys| {
            Some(ChartKeys {
                form: text(keys, "form")?,
                of: text(keys, "of")?,
            })
        });
        let flag = |key: &str| {
            schema
                .value
                .get(key)
                .and_then(Json::as_bool)
                .unwrap_or(false)
        };
        let lanes = schema.value.get("x-lanes").and_then(|keys| {
            Some(LaneKeys {
                periods: text(keys, "periods")?,
                lanes: text(keys, "lanes")?,
                of: text(keys, "of")?,
            })
        });
        let trends = schema.value.get("x-trends").and_then(|keys| {
            Some(TrendKeys {
                list: text(keys, "list")?,
                of: text(keys, "of")?,
                beside: text(keys, "beside")?,
                from: text(keys, "from")?,
                better: text(keys, "better")?,
            })
        });
        let entries = schema.value.get("x-entries").and_then(|keys| {
            Some(EntryKeys {
                list: text(keys, "list")?,
                title: text(keys, "title")?,
                date: text(keys, "date"),
                columns: texts(keys, "columns"),
            })
        });
        let mut kind = Self {
            name: name.to_owned(),
            has_template: false,
            reference: text(&schema.value, "x-reference"),
            headings,
            sums,
            chart,
            feed: Feed::said(&schema.value),
            rollup: flag("x-rollup"),
            bibliography: flag("x-bibliography"),
            sources: flag("x-sources"),
            growth: flag("x-progress"),
            trends,
            terms: text(&schema.value, "x-terms"),
            own_numbering: flag("x-own-numbering"),
            numbered_paragraphs: flag("x-numbered-paragraphs"),
            lanes,
            entries,
            rating: None,
            columns: texts(&schema.value, "x-columns"),
            endorsements: text(&schema.value, "x-endorsements"),
            usable,
            schema,
        };
        kind.rating = Rating::read(
            &kind.schema,
            kind.entry_schema().unwrap_or(&kind.schema.value),
        );
        kind
    }

    /// The schema of an entry of the list that `x-entries` names.
    pub fn entry_schema(&self) -> Option<&Json> {
        let list = self
            .schema
            .property(&self.schema.value, &self.entries.as_ref()?.list)?;
        Some(self.schema.resolve(list.get("items")?))
    }
}

fn texts(json: &Json, key: &str) -> Vec<String> {
    json.get(key)
        .and_then(Json::as_array)
        .into_iter()
        .flatten()
        .filter_map(Json::as_str)
        .map(str::to_owned)
        .collect()
}
