//! The pages' operators, as far as they write text into marked content (ISO 32000-1, 14.6).

mod marks;
mod state;

use std::collections::HashMap;
use std::rc::Rc;

use hayro_syntax::content::TypedIter;
use hayro_syntax::content::ops::TypedInstruction;
use hayro_syntax::object::{Array, Dict, Name, Number, Object, ObjectIdentifier, Stream};
use hayro_syntax::page::{Page, Resources};

use super::font::Font;
use super::guard;
use super::matrix::Matrix;
use super::{Run, Unreadable};
use crate::limits;
use marks::Marks;
use state::State;

/// What is written into the marked content of a page, by its number.
pub(super) type Marked = HashMap<i32, Vec<Run>>;

/// Reads pages, one after the other.
#[derive(Default)]
pub(super) struct Reader {
    fonts: HashMap<ObjectIdentifier, Rc<Font>>,
    operators: usize,
}

impl Reader {
    /// What stands in the marked content of a page.
    pub fn page(&mut self, page: &Page<'_>, number: usize) -> Result<Marked, Unreadable> {
        let mut reading = Reading {
            reader: self,
            state: State::new(number),
            marks: Marks::default(),
            depth: 0,
        };
        if let Some(operators) = page.page_stream() {
            reading.stream(operators, page.resources())?;
        }
        Ok(reading.marks.marked)
    }

    fn font(&mut self, dict: &Dict<'_>) -> Rc<Font> {
        let Some(id) = dict.obj_id() else {
            return Rc::new(Font::of(dict));
        };
        let font = self.fonts.entry(id);
        Rc::clone(font.or_insert_with(|| Rc::new(Font::of(dict))))
    }
}

/// Where the reading of a page has come to.
struct Reading<'r> {
    reader: &'r mut Reader,
    state: State,
    marks: Marks,
    /// How many forms inside each other are being drawn.
    depth: usize,
}

impl Reading<'_> {
    fn stream(&mut self, operators: &[u8], resources: &Resources<'_>) -> Result<(), Unreadable> {
        if !guard::is_shallow(operators) {
            return Err(Unreadable::TooMuch("arrays inside each other"));
        }
        let mut operators = TypedIter::new(operators);
        while let Some(operator) = operators.next() {
            self.reader.operators += 1;
            if self.reader.operators > limits::PDF_OPERATORS {
                return Err(Unreadable::TooMuch("operators on its pages"));
            }
            self.operator(&operator, resources)?;
        }
        Ok(())
    }

    fn operator(
        &mut self,
        operator: &TypedInstruction<'_, '_>,
        resources: &Resources<'_>,
    ) -> Result<(), Unreadable> {
        use TypedInstruction as Op;
        match operator {
            Op::XObject(form) => return self.form(form.0, resources),
            Op::BeginMarkedContent(_) => self.marks.begin(None),
            Op::BeginMarkedContentWithProperties(begin) => {
                self.marks.begin(properties(begin.1, resources).as_ref());
            }
            Op::EndMarkedContent(_) => self.marks.end(&self.state),
            Op::TextFont(set) => {
                self.state.size = set.1.as_f64();
                let font = resources.get_font(set.0);
                self.state.font = font.map(|font| self.reader.font(&font));
            }
            Op::ShowText(show) => self.show(show.0.as_bytes()),
            Op::NextLineAndShowText(show) => {
                self.state.next_line();
                self.show(show.0.as_bytes());
            }
            Op::ShowTextWithParameters(show) => {
                self.state.word_space = show.0.as_f64();
                self.state.letter_space = show.1.as_f64();
                self.state.next_line();
                self.show(show.2.as_bytes());
            }
            Op::ShowTexts(show) => self.show_each(show.0),
            _ => self.state.operator(operator),
        }
        Ok(())
    }

    fn show(&mut self, bytes: &[u8]) {
        let start = self.state.point();
        let text = self.state.write(bytes);
        self.marks.write(text, start, &self.state);
    }

    /// Strings with the room between them.
    fn show_each(&mut self, pieces: &Array<'_>) {
        let start = self.state.point();
        let mut text = String::new();
        for piece in pieces.iter::<Object<'_>>() {
            match piece {
                Object::String(string) => text.push_str(&self.state.write(string.as_bytes())),
                Object::Number(room) => self.state.skip(room.as_f64()),
                _ => {}
            }
        }
        self.marks.write(text, start, &self.state);
    }

    /// Draws what stands in a stream of its own.
    fn form(&mut self, name: &Name<'_>, resources: &Resources<'_>) -> Result<(), Unreadable> {
        let Some(form) = resources.get_x_object(name).filter(is_form) else {
            return Ok(());
        };
        if self.depth >= limits::PDF_FORMS {
            return Err(Unreadable::TooMuch("drawings inside each other"));
        }
        let Ok(operators) = form.decoded() else {
            return Ok(());
        };
        let own = form.dict().get::<Dict<'_>>("Resources").unwrap_or_default();
        let own = Resources::from_parent(own, resources.clone());
        let before = self.state.clone();
        self.depth += 1;
        if let Some(matrix) = matrix(form.dict()) {
            self.state.transform(matrix);
        }
        self.stream(&operators, &own)?;
        self.depth -= 1;
        self.state = before;
        Ok(())
    }
}

fn is_form(stream: &Stream<'_>) -> bool {
    let kind = stream.dict().get::<Name<'_>>("Subtype");
    kind.is_some_and(|kind| kind.as_str() == "Form")
}

fn matrix(form: &Dict<'_>) -> Option<Matrix> {
    let numbers: Vec<Number> = form.get::<Array<'_>>("Matrix")?.iter().collect();
    let numbers: [Number; 6] = numbers.try_into().ok()?;
    Some(Matrix::of(numbers.each_ref()))
}

/// What is said of a piece of content, there or under a name.
fn properties<'a>(said: &Object<'a>, resources: &Resources<'a>) -> Option<Dict<'a>> {
    match said {
        Object::Dict(dict) => Some(dict.clone()),
        Object::Name(name) => resources.properties.get(name.as_str()),
        _ => None,
    }
}
