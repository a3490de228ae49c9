//! The headings of a file of data, by which cards name its columns. In: the cells of its first row.
//! Out: the column that a name means, or what is wrong with the name.

use std::collections::BTreeMap;

use crate::diagnostic::{Diagnostic, Report, did_you_mean, rules};
use crate::parse::quotes::same_words;
use crate::parse::yaml::Node;
use crate::source::Span;

/// So many headings are listed in a help line.
const LISTED: usize = 12;

/// The headings of one file.
pub struct Headings<'a> {
    pub nodes: &'a [Node],
    /// The name of the file, for messages.
    pub file: &'a str,
    /// Where they stand.
    pub span: Span,
    by_key: BTreeMap<String, Vec<usize>>,
}

/// A name for a heading, and where it stands.
#[derive(Clone, Copy)]
pub struct Named<'a> {
    pub text: &'a str,
    pub span: Span,
}

impl<'a> Named<'a> {
    pub fn of(node: &'a Node) -> Self {
        Self {
            text: node.text().unwrap_or_default(),
            span: node.span,
        }
    }
}

impl<'a> Headings<'a> {
    /// The headings of a file, which stands in `whole`.
    pub fn of(nodes: &'a [Node], file: &'a str, whole: Span) -> Self {
        let mut by_key: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (at, node) in nodes.iter().enumerate() {
            let key = key_of(node.text().unwrap_or_default());
            by_key.entry(key).or_default().push(at);
        }
        Self {
            nodes,
            file,
            span: super::around(nodes, whole),
            by_key,
        }
    }

    /// The words of a heading.
    pub fn text(&self, at: usize) -> &'a str {
        let nodes: &'a [Node] = self.nodes;
        nodes
            .get(at)
            .and_then(Node::text)
            .unwrap_or_default()
            .trim()
    }

    /// The column with a heading: with these words, or with the same letters and digits.
    pub fn find(&self, named: Named<'_>, report: &mut Report) -> Option<usize> {
        let wanted = named.text.trim();
        let is_same = |at: &usize| same_words(self.text(*at), wanted);
        let mut found: Vec<usize> = (0..self.nodes.len()).filter(is_same).collect();
        if found.is_empty() && !key_of(wanted).is_empty() {
            found = self
                .by_key
                .get(&key_of(wanted))
                .cloned()
                .unwrap_or_default();
        }
        match found[..] {
            [] => report.push(self.unknown(named)),
            [_] => {}
            [first, second, ..] => report.push(self.repeated(first, second)),
        }
        found.first().copied()
    }

    /// What stands in the file twice, so that nobody knows which is meant.
    pub fn repeated(&self, first: usize, second: usize) -> Diagnostic {
        let words = self.text(second);
        let message = if same_words(self.text(first), words) {
            format!("the heading `{words}` stands twice in `{}`", self.file)
        } else {
            let other = self.text(first);
            format!("the headings `{other}` and `{words}` mean the same key")
        };
        rules::source::REPEATED_HEADING
            .at(self.nodes[second].span, message)
            .related(self.nodes[first].span, "the first one")
            .help("give one of the two columns another heading")
    }

    fn unknown(&self, named: Named<'_>) -> Diagnostic {
        let wanted = named.text.trim();
        let message = format!("`{}` has no heading `{wanted}`", self.file);
        let all = (0..self.nodes.len()).map(|at| self.text(at));
        let filled: Vec<&str> = all.filter(|text| !text.is_empty()).collect();
        let near = did_you_mean(wanted, filled.iter().copied());
        let help = near.map_or_else(
            || {
                let more = if filled.len() > LISTED {
                    " and others"
                } else {
                    ""
                };
                format!(
                    "its headings are {}{more}",
                    listed(filled.into_iter().take(LISTED))
                )
            },
            |near| format!("did you mean `{near}`?"),
        );
        rules::source::UNKNOWN_HEADING
            .at(named.span, message)
            .help(help)
    }
}

/// “`a`, `b`”.
pub fn listed<'a>(words: impl IntoIterator<Item = &'a str>) -> String {
    let words = words.into_iter().map(|word| format!("`{word}`"));
    words.collect::<Vec<_>>().join(", ")
}

/// A heading as a key is written: `Action owner` is `action-owner`. Quotation marks are no letters,
/// and what else stands between letters and digits divides them.
pub fn key_of(heading: &str) -> String {
    let mut key = String::with_capacity(heading.len());
    for c in heading.chars() {
        if c.is_alphanumeric() {
            key.extend(c.to_lowercase());
        } else if !is_quote(c) && !key.is_empty() && !key.ends_with('-') {
            key.push('-');
        }
    }
    while key.ends_with('-') {
        key.pop();
    }
    key
}

fn is_quote(c: char) -> bool {
    matches!(
        c,
        '\'' | '"' | '‘' | '’' | '“' | '”' | '„' | '«' | '»' | '`'
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_are_keys_whatever_their_capitals_blanks_and_quotation_marks() {
        for (heading, key) in [
            ("Id", "id"),
            ("Action owner", "action-owner"),
            ("  ACTION_OWNER: ", "action-owner"),
            ("“Risk’s owner”", "risks-owner"),
            ("Residual: likelihood", "residual-likelihood"),
            ("residual.likelihood", "residual-likelihood"),
            ("2024/25", "2024-25"),
            ("Straße", "straße"),
            ("—", ""),
        ] {
            assert_eq!(key_of(heading), key, "{heading}");
        }
    }
}
