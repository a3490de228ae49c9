//! Where the next letter comes to stand (ISO 32000-1, 9.3 and 9.4).

use std::rc::Rc;

use hayro_syntax::content::ops::TypedInstruction;

use crate::limits;
use crate::pdf::Point;
use crate::pdf::font::Font;
use crate::pdf::matrix::Matrix;

/// The graphics state, as far as text depends on it.
#[derive(Clone)]
pub(super) struct State {
    page: usize,
    transformation: Matrix,
    text: Matrix,
    line: Matrix,
    pub font: Option<Rc<Font>>,
    pub size: f64,
    pub letter_space: f64,
    pub word_space: f64,
    /// How wide letters are set; 1 as they are.
    stretch: f64,
    leading: f64,
    rise: f64,
    /// Transformations and fonts that are to come back.
    kept: Vec<Kept>,
}

/// What `q` keeps for `Q`.
#[derive(Clone)]
struct Kept {
    transformation: Matrix,
    font: Option<Rc<Font>>,
    size: f64,
}

impl State {
    pub fn new(page: usize) -> Self {
        Self {
            page,
            transformation: Matrix::IDENTITY,
            text: Matrix::IDENTITY,
            line: Matrix::IDENTITY,
            font: None,
            size: 0.0,
            letter_space: 0.0,
            word_space: 0.0,
            stretch: 1.0,
            leading: 0.0,
            rise: 0.0,
            kept: Vec::new(),
        }
    }

    /// What changes nothing but the state.
    pub fn operator(&mut self, operator: &TypedInstruction<'_, '_>) {
        use TypedInstruction as Op;
        match operator {
            Op::SaveState(_) => self.save(),
            Op::RestoreState(_) => self.restore(),
            Op::Transform(m) => self.transform(Matrix::of([&m.0, &m.1, &m.2, &m.3, &m.4, &m.5])),
            Op::CharacterSpacing(set) => self.letter_space = set.0.as_f64(),
            Op::WordSpacing(set) => self.word_space = set.0.as_f64(),
            Op::HorizontalScaling(set) => self.stretch = set.0.as_f64() / 100.0,
            Op::TextLeading(set) => self.leading = set.0.as_f64(),
            Op::TextRise(set) => self.rise = set.0.as_f64(),
            Op::BeginText(_) => self.place(Matrix::IDENTITY),
            Op::SetTextMatrix(m) => {
                self.place(Matrix::of([&m.0, &m.1, &m.2, &m.3, &m.4, &m.5]));
            }
            Op::NextLine(by) => self.move_line(by.0.as_f64(), by.1.as_f64()),
            Op::NextLineAndSetLeading(by) => {
                self.leading = -by.1.as_f64();
                self.move_line(by.0.as_f64(), by.1.as_f64());
            }
            Op::NextLineUsingLeading(_) => self.next_line(),
            _ => {}
        }
    }

    fn save(&mut self) {
        if self.kept.len() < limits::PDF_NESTING {
            self.kept.push(Kept {
                transformation: self.transformation,
                font: self.font.clone(),
                size: self.size,
            });
        }
    }

    fn restore(&mut self) {
        if let Some(kept) = self.kept.pop() {
            self.transformation = kept.transformation;
            self.font = kept.font;
            self.size = kept.size;
        }
    }

    pub fn transform(&mut self, matrix: Matrix) {
        self.transformation = matrix.then(self.transformation);
    }

    fn place(&mut self, matrix: Matrix) {
        self.text = matrix;
        self.line = matrix;
    }

    fn move_line(&mut self, x: f64, y: f64) {
        self.place(Matrix::moved(x, y).then(self.line));
    }

    pub fn next_line(&mut self) {
        self.move_line(0.0, -self.leading);
    }

    /// Where the next letter begins, on its base line.
    pub fn point(&self) -> Point {
        let rise = Matrix::moved(0.0, self.rise);
        let (x, y) = rise.then(self.text).then(self.transformation).origin();
        Point {
            page: self.page,
            x,
            y,
        }
    }

    /// How large the letters are on the page.
    pub fn height(&self) -> f64 {
        self.size.abs() * self.text.then(self.transformation).height()
    }

    /// Moves on past a string; gives its text.
    pub fn write(&mut self, bytes: &[u8]) -> String {
        let mut text = String::new();
        let Some(font) = self.font.clone() else {
            return text;
        };
        for glyph in font.glyphs(bytes) {
            let space = if glyph.is_space { self.word_space } else { 0.0 };
            let width = glyph.width * self.size + self.letter_space + space;
            self.advance(width * self.stretch);
            text.push_str(&glyph.text);
        }
        text
    }

    /// Moves back by so many thousandths of the size.
    pub fn skip(&mut self, thousandths: f64) {
        self.advance(-thousandths / 1000.0 * self.size * self.stretch);
    }

    fn advance(&mut self, by: f64) {
        self.text = Matrix::moved(by, 0.0).then(self.text);
    }
}
