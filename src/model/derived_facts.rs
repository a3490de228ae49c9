//! Facts that follow from others or from a table: `difference`, `sum`, `share`, `cell`
//! (`docs/authors.md#to-keep-a-figure-once`).
//!
//! In: the file of facts as it was read, and who knows the cells of tables. Out: the same file, in
//! which each of these facts has a value, a unit and a date, as if its author had written them; and
//! what cannot be computed, or says otherwise.

use std::collections::BTreeMap;

use rust_decimal::{Decimal, RoundingStrategy};

use super::amount::{Amount, sign_of};
use super::cell_reference::{CellValue, converted, counted};
use super::manifest::DEFAULT_LANGUAGE;
use super::quantity::Style;
use crate::diagnostic::{Diagnostic, Report, did_you_mean, rules};
use crate::limits::FACT_STEPS;
use crate::parse::yaml::{Key, Node, Value};
use crate::source::Span;

/// The keys that say what a fact is made of, in the order in which they count.
pub const KEYS: [&str; 4] = ["difference", "sum", "share", "cell"];

/// What knows the cells of tables: from `CARD#ROW/COLUMN` to what stands there, or what is wrong
/// with it and what to do; nothing where the card could not be read, which is told.
pub type Cells<'a> = dyn Fn(&str) -> Option<Result<CellValue, (String, String)>> + 'a;

/// Whether a fact says what it is made of.
pub fn is_derived(fact: &Node) -> bool {
    definition(fact).is_some()
}

/// The facts of which a fact is made, by name.
pub fn parts(fact: &Node) -> impl Iterator<Item = &str> {
    let named = definition(fact).filter(|(key, _)| *key != "cell");
    named
        .into_iter()
        .flat_map(|(_, node)| node.items())
        .filter_map(Node::text)
        .map(str::trim)
}

fn definition(fact: &Node) -> Option<(&'static str, &Node)> {
    KEYS.iter()
        .find_map(|key| Some((*key, fact.get(key).filter(|node| !node.is_blank())?)))
}

/// A figure with what it counts.
#[derive(Debug, Clone)]
struct Quantity {
    value: Decimal,
    unit: String,
    as_of: Option<String>,
}

/// Computes all facts that are derived, and fills them in.
pub fn derive(facts: &mut Node, cells: &Cells<'_>, report: &mut Report) {
    let mut deriving = Deriving {
        facts,
        cells,
        known: BTreeMap::new(),
        report,
    };
    let names: Vec<String> = facts
        .entries()
        .iter()
        .filter(|(_, fact)| is_derived(fact))
        .map(|(key, _)| key.name.clone())
        .collect();
    for name in &names {
        deriving.quantity(name, &mut Vec::new());
    }
    let known = deriving.known;
    let mut open: BTreeMap<String, Node> = BTreeMap::new();
    for name in &names {
        if known.get(name).is_none_or(Option::is_none)
            && let Some(words) = waits_for(name, facts, 0)
        {
            open.insert(name.clone(), words);
        }
    }
    let Value::Map(entries) = &mut facts.value else {
        return;
    };
    for (key, fact) in entries {
        let found = known.get(&key.name).and_then(Option::as_ref);
        match (is_derived(fact), found) {
            (true, Some(quantity)) => fill(fact, quantity),
            (true, None) => leave_open(fact, open.remove(&key.name)),
            (false, _) => {}
        }
    }
}

/// The text at which a derived fact waits: that of the first of its parts whose value is words
/// (`TBC`), so that whoever quotes the fact sees what is open.
fn waits_for(name: &str, facts: &Node, steps: usize) -> Option<Node> {
    let (_, fact) = facts.entries().iter().find(|(key, _)| key.name == name)?;
    if is_derived(fact) {
        let mut parts = parts(fact).filter(|_| steps < FACT_STEPS);
        return parts.find_map(|part| waits_for(part, facts, steps + 1));
    }
    let value = fact.get("value")?;
    let is_words = matches!(value.value, Value::Text(_)) && plain(fact).is_none();
    is_words.then(|| value.clone())
}

/// Gives a fact that cannot be computed the words of the part for which it waits.
fn leave_open(fact: &mut Node, words: Option<Node>) {
    let (Some(words), Some(span)) = (words, definition(fact).map(|(_, node)| node.span)) else {
        return;
    };
    if fact.get("value").is_none_or(Node::is_blank) {
        fact.add("value", span, words);
    }
}

struct Deriving<'a> {
    facts: &'a Node,
    cells: &'a Cells<'a>,
    /// What was computed; nothing where that cannot be done, which was told.
    known: BTreeMap<String, Option<Quantity>>,
    report: &'a mut Report,
}

impl Deriving<'_> {
    /// What a fact is worth; `above` are those that wait for it.
    fn quantity(&mut self, name: &str, above: &mut Vec<String>) -> Option<Quantity> {
        if let Some(known) = self.known.get(name) {
            return known.clone();
        }
        let (key, fact) = self
            .facts
            .entries()
            .iter()
            .find(|(key, _)| key.name == name)?;
        let computed = match definition(fact) {
            None => return plain(fact),
            Some((kind, node)) => {
                above.push(name.to_owned());
                let computed = self.computed(kind, node, above);
                above.pop();
                computed.and_then(|quantity| self.in_own_unit(quantity, key, fact, node))
            }
        };
        self.known.insert(name.to_owned(), computed.clone());
        computed
    }

    fn computed(&mut self, kind: &str, node: &Node, above: &mut Vec<String>) -> Option<Quantity> {
        if kind == "cell" {
            return match (self.cells)(node.text()?)? {
                Ok(cell) => Some(Quantity {
                    value: cell.value,
                    unit: cell.unit,
                    as_of: None,
                }),
                Err((message, help)) => self.wrong(node.span, message, help),
            };
        }
        let mut parts: Vec<(Span, Quantity)> = Vec::new();
        for part in node.items() {
            let quantity = self.part(part, above)?;
            parts.push((part.span, quantity));
        }
        let as_of = date(&parts);
        let (first, rest) = parts.split_first()?;
        if kind == "share" {
            return self.share(first, rest.first()?, as_of);
        }
        let mut value = first.1.value;
        for (span, part) in rest {
            let Some(other) = converted(part.value, &part.unit, &first.1.unit) else {
                let message = format!(
                    "a figure in {} and one in {} cannot be added up",
                    shown(&first.1.unit),
                    shown(&part.unit)
                );
                return self.wrong(*span, message, "name facts that count the same".to_owned());
            };
            let sum = if kind == "sum" {
                value.checked_add(other)
            } else {
                value.checked_sub(other)
            };
            value = sum?;
        }
        Some(Quantity {
            value,
            unit: first.1.unit.clone(),
            as_of,
        })
    }

    fn share(
        &mut self,
        (_, part): &(Span, Quantity),
        (span, whole): &(Span, Quantity),
        as_of: Option<String>,
    ) -> Option<Quantity> {
        if whole.value.is_zero() {
            let message = "a share of nothing cannot be computed: the whole is zero".to_owned();
            return self.wrong(
                *span,
                message,
                "name the fact that is the whole second".to_owned(),
            );
        }
        let Some(part) = converted(part.value, &part.unit, &whole.unit) else {
            let message = format!(
                "a figure in {} is no share of one in {}",
                shown(&part.unit),
                shown(&whole.unit)
            );
            return self.wrong(
                *span,
                message,
                "name two facts that count the same".to_owned(),
            );
        };
        let value = part
            .checked_mul(Decimal::ONE_HUNDRED)?
            .checked_div(whole.value)?;
        Some(Quantity {
            value,
            unit: "%".to_owned(),
            as_of,
        })
    }

    /// A fact that is named as a part.
    fn part(&mut self, part: &Node, above: &mut Vec<String>) -> Option<Quantity> {
        let name = part.text()?.trim().to_owned();
        if above.len() > FACT_STEPS {
            let message = format!("a fact is made of facts over more than {FACT_STEPS} steps");
            return self.wrong(
                part.span,
                message,
                "name the facts at the beginning themselves".to_owned(),
            );
        }
        if above.contains(&name) {
            let message = format!("the fact `{name}` is made of itself");
            return self.wrong(part.span, message, "name other facts".to_owned());
        }
        let names = self
            .facts
            .entries()
            .iter()
            .map(|(key, _)| key.name.as_str());
        if !names.clone().any(|known| known == name) {
            let help = match did_you_mean(&name, names) {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!("add it to the file: a line `{name}:`, and below it `  value: …`"),
            };
            let told =
                rules::reference::UNKNOWN_FACT.at(part.span, format!("there is no fact `{name}`"));
            self.report.push(told.help(help));
            return None;
        }
        let is_told = self.known.contains_key(&name);
        let quantity = self.quantity(&name, above);
        if quantity.is_none() && !is_told && !self.known.contains_key(&name) {
            let message = format!(
                "the fact `{name}` has no figure as its value, so nothing can be computed of it"
            );
            // At the value, so that it is told once, and not at all where that is a placeholder.
            let facts = self.facts.entries().iter();
            let value = facts
                .filter(|(key, _)| key.name == name)
                .find_map(|(_, fact)| fact.get("value"));
            return self.wrong(
                value.map_or(part.span, |value| value.span),
                message,
                format!("give `{name}` a number as its `value`"),
            );
        }
        quantity
    }

    /// A computed figure in the unit and with the decimals that the fact says; one whose author
    /// wrote a value is compared with it.
    fn in_own_unit(
        &mut self,
        mut quantity: Quantity,
        key: &Key,
        fact: &Node,
        node: &Node,
    ) -> Option<Quantity> {
        if let Some(unit) = fact.get("unit").and_then(Node::text).map(str::trim) {
            let Some(value) = converted(quantity.value, &quantity.unit, unit) else {
                let message = format!(
                    "the fact `{}` comes to a figure in {}, and not in {}",
                    key.name,
                    shown(&quantity.unit),
                    shown(unit)
                );
                return self.wrong(node.span, message, "leave its `unit` out".to_owned());
            };
            quantity = Quantity {
                value,
                unit: unit.to_owned(),
                ..quantity
            };
        }
        let exact = quantity.value;
        let decimals = fact
            .get("decimals")
            .and_then(Node::text)
            .and_then(|text| text.parse().ok());
        let decimals = decimals.or_else(|| {
            let is_share = fact.get("share").is_some();
            is_share.then_some(u32::from(exact.abs() < Decimal::TEN))
        });
        if let Some(decimals) = decimals {
            quantity.value =
                exact.round_dp_with_strategy(decimals, RoundingStrategy::MidpointAwayFromZero);
        }
        let own = fact
            .get("as-of")
            .and_then(Node::text)
            .map(|text| text.trim().to_owned());
        quantity.as_of = own.or(quantity.as_of);
        self.compare(&quantity, exact, key, fact);
        Some(quantity)
    }

    /// A value that an author wrote beside what it is made of.
    fn compare(&mut self, quantity: &Quantity, exact: Decimal, key: &Key, fact: &Node) {
        let Some(written) = fact.get("value").filter(|value| !value.is_blank()) else {
            return;
        };
        let Some(stated) = plain(fact).and_then(|stated| {
            converted(stated.value, &stated.unit, &quantity.unit).or(Some(stated.value))
        }) else {
            return;
        };
        let half = Decimal::new(5, stated.scale() + 1);
        if (stated - exact).abs() > half {
            let message = format!(
                "the fact `{}` is {} here, and what it is made of comes to {}: a difference of {}",
                key.name,
                written.text().unwrap_or_default(),
                exact.normalize(),
                (stated - exact).abs().normalize()
            );
            self.report.push(
                rules::figures::DISAGREEMENT
                    .at(written.span, message)
                    .help("correct one of them; or leave `value` out, and it is computed"),
            );
        }
    }

    fn wrong<T>(&mut self, span: Span, message: String, help: String) -> Option<T> {
        let told: Diagnostic = rules::figures::NOT_COMPUTABLE.at(span, message);
        self.report.push(told.help(help));
        None
    }
}

/// A unit, as a message shows it.
fn shown(unit: &str) -> String {
    if counted(unit).is_empty() && unit.is_empty() {
        "no unit".to_owned()
    } else {
        format!("`{unit}`")
    }
}

/// What a fact with a value is worth.
fn plain(fact: &Node) -> Option<Quantity> {
    let value = fact.get("value")?;
    let amount = match &value.value {
        Value::Number(_, spelling) => Amount::of_number(spelling),
        Value::Text(text) => Amount::read(text, &Style::of(DEFAULT_LANGUAGE)),
        _ => None,
    }?;
    let text = |key: &str| {
        fact.get(key)
            .and_then(Node::text)
            .map(|text| text.trim().to_owned())
    };
    let unit = text("unit").unwrap_or_else(|| {
        let currency = amount.currency.map(String::from).unwrap_or_default();
        currency + amount.multiple.map(sign_of).unwrap_or_default()
    });
    Some(Quantity {
        value: amount.value,
        unit,
        as_of: text("as-of"),
    })
}

/// The date of what is made of figures: theirs if they have one, else the earliest.
fn date(parts: &[(Span, Quantity)]) -> Option<String> {
    let dates: Option<Vec<&String>> = parts.iter().map(|(_, part)| part.as_of.as_ref()).collect();
    let dates = dates?;
    let first = *dates.first()?;
    if dates.iter().all(|date| *date == first) {
        return Some(first.clone());
    }
    let is_day = |date: &&String| date.parse::<jiff::civil::Date>().is_ok();
    dates
        .iter()
        .all(is_day)
        .then(|| dates.iter().min().map(|date| (*date).clone()))?
}

/// Gives a fact the keys that follow from its parts, at the place that says of what it is made.
fn fill(fact: &mut Node, quantity: &Quantity) {
    let Some(span) = definition(fact).map(|(_, node)| node.span) else {
        return;
    };
    let value = Node::computed(span, quantity.value.normalize().to_string());
    fact.add("value", span, value);
    if !quantity.unit.is_empty() {
        fact.add(
            "unit",
            span,
            Node::computed_text(span, quantity.unit.clone()),
        );
    }
    if let Some(as_of) = &quantity.as_of {
        fact.add("as-of", span, Node::computed_text(span, as_of.clone()));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parse::yaml;
    use crate::source::{Source, SourceSet};

    /// What each fact comes to, and what was said.
    fn derived(text: &str) -> (BTreeMap<String, String>, Vec<String>) {
        let mut sources = SourceSet::default();
        let id = sources.add(Source::new("facts.yaml", text));
        let mut report = Report::default();
        let mut node = yaml::parse(id, 0, text, &mut report).expect("it is YAML");
        let span = sources.whole(id);
        let cells = |reference: &str| match reference {
            "budget#Total/2026/27" => Some(Ok(CellValue {
                value: Decimal::from(4100),
                unit: "£'000".to_owned(),
                span,
                is_computed: false,
            })),
            "broken#Total/2026/27" => None,
            _ => Some(Err(("nowhere".to_owned(), "help".to_owned()))),
        };
        derive(&mut node, &cells, &mut report);
        let words = |fact: &Node| {
            let keys = ["value", "unit", "as-of"].into_iter();
            keys.filter_map(|key| fact.get(key)?.text())
                .collect::<Vec<_>>()
                .join(" ")
        };
        let facts = node
            .entries()
            .iter()
            .map(|(key, fact)| (key.name.clone(), words(fact)));
        let told = report
            .diagnostics()
            .iter()
            .map(|one| format!("{}: {}", one.code, one.message));
        (facts.collect(), told.collect())
    }

    #[test]
    fn a_derived_fact_has_the_value_the_unit_and_the_date_of_its_parts() {
        let (facts, told) = derived(
            "gap: {value: -207836, unit: \"£'000\", as-of: 2017-02-20}\n\
             solutions: {value: 188, unit: £m, as-of: 2017-01-12}\n\
             residual: {sum: [gap, solutions]}\n\
             in-millions: {sum: [gap, solutions], unit: £m, decimals: 1}\n\
             part: {share: [solutions, gap]}\n\
             total: {cell: budget#Total/2026/27}\n\
             twice: {difference: [total, residual]}\n",
        );
        assert!(told.is_empty(), "{told:?}");
        assert_eq!(facts["residual"], "-19836 £'000 2017-01-12");
        assert_eq!(facts["in-millions"], "-19.8 £m 2017-01-12");
        assert_eq!(facts["part"], "-90 % 2017-01-12");
        assert_eq!(facts["total"], "4100 £'000");
        assert_eq!(facts["twice"], "23936 £'000");
    }

    #[test]
    fn what_cannot_be_computed_is_told_once_at_its_part() {
        let (_, told) = derived(
            "a: {sum: [b, c]}\nb: {difference: [a, c]}\nc: {value: 5, unit: £}\nd: {value: 5, unit: people}\n\
             e: {sum: [c, d]}\nf: {share: [c, g]}\ng: {value: 0, unit: £}\nh: {cell: budget#Totl/2026}\n\
             i: {sum: [c, cc]}\nj: {sum: [i, c]}\nk: {value: soon}\nl: {sum: [c, k]}\n",
        );
        assert_eq!(
            told,
            [
                "figures/not-computable: the fact `a` is made of itself",
                "figures/not-computable: a figure in `£` and one in `people` cannot be added up",
                "figures/not-computable: a share of nothing cannot be computed: the whole is zero",
                "figures/not-computable: nowhere",
                "reference/unknown-fact: there is no fact `cc`",
                "figures/not-computable: the fact `k` has no figure as its value, so nothing can be computed of it",
            ]
        );
    }

    #[test]
    fn a_value_beside_its_parts_agrees_with_them_as_far_as_it_is_printed() {
        let (_, told) = derived(
            "a: {value: 12.4, unit: £m}\nb: {value: 3.3, unit: £m}\n\
             c: {sum: [a, b], value: 16, unit: £m}\nd: {sum: [a, b], value: 15.8, unit: £m}\n",
        );
        assert_eq!(
            told,
            [
                "figures/disagreement: the fact `d` is 15.8 here, and what it is made of comes to 15.7: a difference of 0.1"
            ]
        );
    }
}
