//! The marks around what is being written, and what was written between them.

use hayro_syntax::object::Dict;

use super::Marked;
use super::state::State;
use crate::pdf::object::text_of;
use crate::pdf::{Point, Run};

/// One mark that is open.
#[derive(Default)]
struct Mark {
    /// By which the tag tree names what stands in it.
    id: Option<i32>,
    language: Option<String>,
    /// What is to be read instead.
    actual: Option<String>,
    /// That has been taken down already.
    is_said: bool,
}

#[derive(Default)]
pub(super) struct Marks {
    open: Vec<Mark>,
    pub marked: Marked,
}

impl Marks {
    pub fn begin(&mut self, properties: Option<&Dict<'_>>) {
        let mark = properties.map(|properties| Mark {
            id: properties.get("MCID"),
            language: text_of(properties, "Lang"),
            actual: text_of(properties, "ActualText"),
            is_said: false,
        });
        self.open.push(mark.unwrap_or_default());
    }

    /// What is to be read instead of something that is no text is said at the end.
    pub fn end(&mut self, state: &State) {
        let is_unsaid = |mark: &Mark| mark.actual.is_some() && !mark.is_said;
        if self.open.last().is_some_and(is_unsaid) {
            self.write(String::new(), state.point(), state);
        }
        self.open.pop();
    }

    /// Takes down a text that was written from there to where the state has come.
    pub fn write(&mut self, text: String, start: Point, state: &State) {
        let Some(id) = self.open.iter().rev().find_map(|mark| mark.id) else {
            return;
        };
        let language = self
            .open
            .iter()
            .rev()
            .find_map(|mark| mark.language.clone());
        let runs = self.marked.entry(id).or_default();
        let text = match self.open.iter_mut().find(|mark| mark.actual.is_some()) {
            None => text,
            Some(mark) if !mark.is_said => {
                mark.is_said = true;
                mark.actual.clone().unwrap_or_default()
            }
            Some(_) => String::new(),
        };
        runs.push(Run {
            text,
            language,
            start,
            end: state.point(),
            size: state.height(),
        });
    }
}
