//! The sentences and phrases that nobody may leave as they were scaffolded.

use std::collections::BTreeSet;

use serde_json::Value as Json;

use super::marked;
use crate::discover::Templates;
use crate::model::kinds::Kinds;

/// All that the scaffolding of a project's templates leaves for an author to replace.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sentences {
    /// Whole sentences, with the stop at their end: one that is left counts wherever it stands.
    pub sentences: BTreeSet<String>,
    /// Names and titles: one counts only where it is all that stands there.
    pub phrases: BTreeSet<String>,
}

impl Sentences {
    /// Those of `init`, and those of every kind, the project's own included.
    pub fn gather(templates: &Templates, kinds: &Kinds) -> Self {
        let mut all = Self::default();
        for (_, template) in templates
            .below(super::project::FOLDER)
            .filter(|(_, template)| template.source.is_none())
        {
            marked(template.text()).for_each(|text| all.add(text));
        }
        for kind in kinds.names().filter_map(|name| kinds.get(name)) {
            kind.schema
                .value
                .get("x-scaffold")
                .into_iter()
                .for_each(|scaffold| all.add_all(scaffold));
        }
        all
    }

    fn add_all(&mut self, json: &Json) {
        match json {
            Json::String(text) => marked(text).for_each(|text| self.add(text)),
            Json::Array(items) => items.iter().for_each(|item| self.add_all(item)),
            Json::Object(map) => map.values().for_each(|value| self.add_all(value)),
            _ => {}
        }
    }

    /// Adds each sentence of a marked piece, and what follows the last stop as a phrase.
    fn add(&mut self, text: &str) {
        let words: Vec<&str> = text.split_whitespace().collect();
        let mut sentence: Vec<&str> = Vec::new();
        for word in words {
            sentence.push(word);
            if word.ends_with(['.', '?', '!']) {
                self.sentences.insert(sentence.join(" "));
                sentence.clear();
            }
        }
        if !sentence.is_empty() {
            self.phrases.insert(sentence.join(" "));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Report;
    use crate::source::SourceSet;

    fn builtin() -> Sentences {
        let templates = Templates::builtin();
        let kinds = Kinds::load(&templates, &SourceSet::default(), &mut Report::default());
        Sentences::gather(&templates, &kinds)
    }

    #[test]
    fn a_piece_is_divided_at_its_stops() {
        let mut all = Sentences::default();
        all.add("Say who.\n  Say why, too.");
        all.add("Name of the plan");
        assert_eq!(
            all.sentences.iter().map(String::as_str).collect::<Vec<_>>(),
            ["Say who.", "Say why, too."]
        );
        assert_eq!(
            all.phrases.iter().map(String::as_str).collect::<Vec<_>>(),
            ["Name of the plan"]
        );
    }

    /// What is scaffolded is compared as it is written: markup or quotation marks in it would be
    /// read otherwise, and a short phrase could be an author's own.
    #[test]
    fn the_built_in_scaffolding_is_plain_text_and_no_heading_of_anybodys() {
        let all = builtin();
        assert!(
            all.sentences.len() > 20 && all.phrases.len() > 10,
            "{all:?}"
        );
        for text in all.sentences.iter().chain(&all.phrases) {
            assert!(
                text.split(' ').count() >= 4,
                "too short to be told from an author's own words: {text}"
            );
            assert!(
                !text.contains([
                    '*', '_', '[', ']', '<', '>', '`', '"', '\'', '&', '\\', '~', '#', '|'
                ]),
                "{text}"
            );
            assert!(!text.contains("--") && !text.contains("..."), "{text}");
        }
    }
}
