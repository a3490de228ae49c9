//! Which columns of a file a table has, and what heads them. In: what the card says under `columns`, and
//! the headings of the file. Out: the columns in their order, and the rows with these cells alone.

use super::choice::Choice;
use super::heading::{Headings, Named};
use super::selection::Selection;
use crate::diagnostic::{Report, rules};
use crate::parse::yaml::{Key, Node, Value};
use crate::source::TextMap;

/// Rows with their groups.
pub type Rows = Vec<(Vec<Node>, Option<Node>)>;

/// The columns of a table.
#[derive(Default)]
pub struct Picks {
    /// What heads each, and which column of the file it is; labels first.
    columns: Vec<(Node, usize)>,
    /// The column of groups, if the card names one by the key `group`.
    group: Option<usize>,
}

/// The columns that a card names; without names, all, but for those of a labelled table whose words
/// `where` and `group-by` ask for. `None` if all stay as they are.
pub fn of(
    choice: &Choice<'_>,
    headings: &Headings<'_>,
    selection: &Selection,
    is_labelled: bool,
    report: &mut Report,
) -> Option<Picks> {
    let Some(columns) = choice.columns else {
        let asked = &selection.asked;
        return (is_labelled && !asked.is_empty()).then(|| {
            let all = (0..headings.nodes.len()).filter(|at| !asked.contains(at));
            Picks {
                columns: all.map(|at| own(headings, at)).collect(),
                group: None,
            }
        });
    };
    let mut picker = Picker {
        headings,
        report,
        label: None,
        picks: Picks::default(),
    };
    match &columns.value {
        Value::Map(entries) if is_labelled => picker.labelled(entries, &selection.asked),
        Value::Map(entries) => entries
            .iter()
            .for_each(|(key, value)| picker.titled(key, value)),
        _ => columns.items().iter().for_each(|item| picker.item(item)),
    }
    Some(picker.picks)
}

/// A column with the heading that it has in the file.
fn own(headings: &Headings<'_>, at: usize) -> (Node, usize) {
    (headings.nodes[at].clone(), at)
}

struct Picker<'a, 'r> {
    headings: &'a Headings<'a>,
    report: &'r mut Report,
    label: Option<usize>,
    picks: Picks,
}

impl Picker<'_, '_> {
    fn find(&mut self, heading: &Node) -> Option<usize> {
        self.headings.find(Named::of(heading), self.report)
    }

    /// A heading under which the column stands in the table, too.
    fn item(&mut self, heading: &Node) {
        if let Some(at) = self.find(heading) {
            self.picks.columns.push(own(self.headings, at));
        }
    }

    /// `TITLE: HEADING`.
    fn titled(&mut self, key: &Key, heading: &Node) {
        let Some(at) = self.one(key, heading) else {
            return;
        };
        let map = TextMap::verbatim(key.span.source, key.span.start);
        let title = Node::placed(key.span, Value::Text(key.name.clone()), map);
        self.picks.columns.push((title, at));
    }

    /// The only heading behind a key.
    fn one(&mut self, key: &Key, heading: &Node) -> Option<usize> {
        if matches!(heading.value, Value::List(_)) {
            let message = format!("`{}` is made of one column", key.name);
            let diagnostic = rules::schema::WRONG_TYPE.at(heading.span, message);
            self.report
                .push(diagnostic.help("write one heading behind it"));
            return None;
        }
        self.find(heading)
    }

    /// `label`, `group` and `values` are keys of rows; all others are titles.
    fn labelled(&mut self, entries: &[(Key, Node)], asked: &[usize]) {
        for (key, value) in entries {
            match key.name.as_str() {
                "label" => self.label = self.one(key, value),
                "group" => self.picks.group = self.one(key, value),
                "values" if matches!(value.value, Value::List(_)) => {
                    value.items().iter().for_each(|item| self.item(item));
                }
                "values" => self.item(value),
                _ => self.titled(key, value),
            }
        }
        let label = self.label.or_else(|| self.first_left(asked));
        let has_values = !self.picks.columns.is_empty();
        if let Some(label) = label {
            self.picks.columns.insert(0, own(self.headings, label));
        }
        if !has_values {
            let left = self.left(asked);
            let left = left.into_iter().map(|at| own(self.headings, at));
            self.picks.columns.extend(left);
        }
    }

    /// The columns that nothing names.
    fn left(&self, asked: &[usize]) -> Vec<usize> {
        let is_taken = |at: usize| {
            let mut picked = self.picks.columns.iter();
            picked.any(|(_, column)| *column == at) || self.picks.group == Some(at)
        };
        let all = 0..self.headings.nodes.len();
        all.filter(|at| !is_taken(*at) && !asked.contains(at))
            .collect()
    }

    fn first_left(&self, asked: &[usize]) -> Option<usize> {
        self.left(asked).first().copied()
    }
}

impl Picks {
    /// What heads the columns, and the rows with these cells.
    pub fn table(
        self,
        selection: Selection,
        headings: &Headings<'_>,
        is_labelled: bool,
        report: &mut Report,
    ) -> (Vec<Node>, Rows) {
        let mut groups = selection.groups.filter(|_| is_labelled).map(Vec::into_iter);
        let mut rows = Vec::with_capacity(selection.rows.len());
        for row in selection.rows {
            let whole = super::around(&row, headings.span);
            if row.len() != headings.nodes.len() {
                report.push(super::faults::uneven_line(
                    whole,
                    row.len(),
                    headings.nodes.len(),
                ));
            }
            let cell = |at: usize| row.get(at).cloned().unwrap_or_else(|| super::beyond(whole));
            let other = groups.as_mut().and_then(Iterator::next);
            let group = self.group.map(cell).or(other);
            let cells = self.columns.iter().map(|(_, at)| cell(*at));
            rows.push((cells.collect(), group));
        }
        let titles = self.columns.into_iter().map(|(title, _)| title);
        (titles.collect(), rows)
    }
}
