//! The walk through the tag tree.

use super::line::Line;
use super::table;
use super::utterance::{Kind, Part, Utterance};
use crate::pdf::{Element, Kid, Role, Run};

/// All that is announced of an element and what is inside it; `language` is the one around it.
pub(super) fn announce(element: &Element, language: &str) -> Vec<Utterance> {
    let mut voice = Voice::default();
    voice.walk(element, language);
    voice.close();
    voice.said
}

/// The words of an element, without what would be said after them.
pub(super) fn plain(element: &Element, language: &str) -> Vec<Part> {
    let mut voice = Voice {
        is_plain: true,
        ..Voice::default()
    };
    voice.inside(element, language);
    voice.close();
    let mut line = Line::default();
    for part in voice.said.into_iter().flat_map(|said| said.parts) {
        line.text(&format!("{} ", part.text), &part.language);
    }
    line.parts()
}

/// The words of an element in one text.
pub(super) fn plain_text(element: &Element, language: &str) -> String {
    let parts = plain(element, language);
    let texts: Vec<String> = parts.into_iter().map(|part| part.text).collect();
    texts.join(" ")
}

/// Where the walk has come to.
#[derive(Default)]
pub(super) struct Voice<'e> {
    said: Vec<Utterance>,
    open: Option<Open<'e>>,
    /// Only words are wanted: no links, notes or headings of cells.
    is_plain: bool,
}

/// A line that has begun.
struct Open<'e> {
    kind: Kind,
    line: Line,
    /// It is said even if it has no words.
    is_due: bool,
    /// Nothing is in it but the number of an item.
    is_numbered: bool,
    links: Vec<Vec<Part>>,
    /// Notes and pictures within it, and the language around each.
    later: Vec<(&'e Element, &'e str)>,
}

impl<'e> Voice<'e> {
    /// Goes through an element; `language` is the one around it.
    pub fn walk(&mut self, element: &'e Element, language: &'e str) {
        let language = language_of(element, language);
        match element.role {
            Role::Artifact => {}
            Role::Inline | Role::Body => self.inside(element, language),
            Role::Label => {
                self.space();
                self.inside(element, language);
            }
            Role::Group | Role::Row | Role::Cell | Role::HeadingCell => {
                self.pause();
                self.inside(element, language);
                self.pause();
            }
            Role::Paragraph => {
                self.pause();
                self.begin(Kind::Paragraph, false);
                self.inside(element, language);
                self.pause();
            }
            Role::Heading(level) => self.whole(Kind::Heading(level), element, language),
            Role::Caption => self.whole(Kind::Caption, element, language),
            Role::List => self.list(element, language),
            Role::Item => self.item(element, language),
            Role::Table => {
                self.close();
                table::announce(self, element, language);
            }
            Role::Figure | Role::Note => self.later(element, language),
            Role::Formula if self.open.is_none() => {
                self.whole(Kind::Formula, element, language);
            }
            Role::Formula => self.inside(element, language),
            Role::Link => self.link(element, language),
        }
    }

    /// What stands for an element, else what it has inside.
    pub fn inside(&mut self, element: &'e Element, language: &'e str) {
        match element.actual.as_ref().or(element.alternative.as_ref()) {
            Some(text) => {
                let line = &mut self.line().line;
                line.at = line.at.or_else(|| first_run(element).map(|run| run.start));
                line.text(text, language);
            }
            None => self.kids(&element.kids, language),
        }
    }

    fn kids(&mut self, kids: impl IntoIterator<Item = &'e Kid>, language: &'e str) {
        for kid in kids {
            match kid {
                Kid::Element(element) => self.walk(element, language),
                Kid::Text(run) => {
                    let language = run.language.as_deref().unwrap_or(language);
                    self.line().line.run(run, language);
                }
            }
        }
    }

    /// An element that is a line of its own.
    pub fn whole(&mut self, kind: Kind, element: &'e Element, language: &'e str) {
        self.close();
        self.begin(kind, true);
        self.inside(element, language);
        self.close();
    }

    fn list(&mut self, element: &'e Element, language: &'e str) {
        self.close();
        let items = element
            .kids
            .iter()
            .filter(|kid| matches!(kid, Kid::Element(kid) if kid.role == Role::Item));
        let items = items.count();
        if items > 0 {
            self.say(Kind::List(items), Vec::new());
        }
        self.kids(&element.kids, language);
        self.close();
    }

    /// An item with its number; a bullet says nothing.
    fn item(&mut self, element: &'e Element, language: &'e str) {
        self.close();
        self.begin(Kind::Item, true);
        let (labels, others): (Vec<&Kid>, Vec<&Kid>) =
            element.kids.iter().partition(|kid| is_label(kid));
        for kid in labels {
            if let Kid::Element(label) = kid
                && plain_text(label, language).contains(char::is_alphanumeric)
            {
                self.inside(label, language_of(label, language));
                let line = self.line();
                line.line.space();
                line.is_numbered = true;
            }
        }
        self.kids(others, language);
        self.close();
    }

    fn link(&mut self, element: &'e Element, language: &'e str) {
        self.inside(element, language);
        if !self.is_plain {
            let words = plain(element, language);
            self.line().links.push(words);
        }
    }

    /// A note or a picture: after the line in which it stands.
    fn later(&mut self, element: &'e Element, language: &'e str) {
        match &mut self.open {
            Some(open) => open.later.push((element, language)),
            None => self.apart(element, language),
        }
    }

    fn apart(&mut self, element: &'e Element, language: &'e str) {
        if element.role == Role::Figure {
            self.whole(Kind::Picture, element, language);
        } else if !self.is_plain {
            self.note(element, language);
        }
    }

    fn note(&mut self, element: &'e Element, language: &'e str) {
        let (labels, others): (Vec<&Kid>, Vec<&Kid>) =
            element.kids.iter().partition(|kid| is_label(kid));
        let marks = labels.into_iter().map(|kid| match kid {
            Kid::Element(label) => plain_text(label, language),
            Kid::Text(run) => run.text.clone(),
        });
        self.begin(Kind::Note(marks.collect()), true);
        self.kids(others, language);
        self.close();
    }

    /// The line that has begun, to be added to; a paragraph, if none has.
    fn line(&mut self) -> &mut Open<'e> {
        let line = || Open::new(Kind::Paragraph, false);
        let open = self.open.get_or_insert_with(line);
        open.is_numbered = false;
        open
    }

    fn space(&mut self) {
        if let Some(open) = &mut self.open {
            open.line.space();
        }
    }

    /// Begins a line; one that waits for its first words goes on.
    pub fn begin(&mut self, kind: Kind, is_due: bool) {
        self.open.get_or_insert_with(|| Open::new(kind, is_due));
    }

    /// Ends a line that has words; one that waits for its first goes on waiting.
    fn pause(&mut self) {
        if !self.open.as_ref().is_some_and(Open::is_waiting) {
            self.close();
        }
    }

    /// Ends a line: its words, its links, then what else stood in it.
    pub fn close(&mut self) {
        let Some(open) = self.open.take() else {
            return;
        };
        let at = open.line.at;
        let parts = open.line.parts();
        if open.is_due || !parts.is_empty() {
            self.said.push(Utterance {
                kind: open.kind,
                parts,
                at,
            });
        }
        for link in open.links {
            self.say(Kind::Link, link);
        }
        for (element, language) in open.later {
            self.apart(element, language);
        }
    }

    /// Says something that stands at no place of its own.
    pub fn say(&mut self, kind: Kind, parts: Vec<Part>) {
        self.said.push(Utterance {
            kind,
            parts,
            at: None,
        });
    }

    /// Whether only words are wanted.
    pub fn is_plain(&self) -> bool {
        self.is_plain
    }
}

impl Open<'_> {
    fn new(kind: Kind, is_due: bool) -> Self {
        Self {
            kind,
            line: Line::default(),
            is_due,
            is_numbered: false,
            links: Vec::new(),
            later: Vec::new(),
        }
    }

    fn is_waiting(&self) -> bool {
        self.is_due && (self.is_numbered || self.line.is_empty())
    }
}

/// The language of an element within one.
pub(super) fn language_of<'e>(element: &'e Element, around: &'e str) -> &'e str {
    element.language.as_deref().unwrap_or(around)
}

fn is_label(kid: &Kid) -> bool {
    matches!(kid, Kid::Element(element) if element.role == Role::Label)
}

/// What an element writes first.
fn first_run(element: &Element) -> Option<&Run> {
    element.kids.iter().find_map(|kid| match kid {
        Kid::Element(element) => first_run(element),
        Kid::Text(run) => Some(run),
    })
}
