//! A card as far as its own text says what it is: divided, parsed, and of a kind. Nothing outside
//! that text is asked, so that a draft stays good as long as the text does; what it names (a table,
//! facts) is read next, and then it is bound to them and becomes a [`Card`](crate::model::card::Card).

use std::borrow::Cow;
use std::collections::BTreeSet;

use crate::diagnostic::{Diagnostic, Report, did_you_mean, rules};
use crate::model::card::{id_of, is_called};
use crate::model::field::Field;
use crate::model::kinds::Kinds;
use crate::model::manifest::Manner;
use crate::model::own_words::OwnWords;
use crate::model::schema::{Schema, Subject};
use crate::model::sheets::DataFile;
use crate::model::tables;
use crate::parse::body::Body;
use crate::parse::markdown::{self, Reading};
use crate::parse::yaml::{self, Node};
use crate::parse::{FrontMatter, split};
use crate::source::{SourceId, SourceSet, Span, TextMap};

/// The kind of a card that names none.
pub const DEFAULT_KIND: &str = "section";

/// One card before anything that it names is known.
#[derive(Debug, Clone)]
pub struct CardDraft {
    pub(in crate::model) source: SourceId,
    /// The path of the file below the root, with `/`.
    pub(in crate::model) path: String,
    /// Whether there is front matter.
    pub(in crate::model) front_matter: Presence,
    /// Its keys; none if it cannot be read.
    pub(in crate::model) front: Node,
    /// Whether the keys could not be read.
    pub(in crate::model) is_broken: bool,
    pub(in crate::model) kind: KindOf,
    pub(in crate::model) body: Body,
    /// The first line of the file.
    pub(in crate::model) top: Span,
    /// What was found so far.
    pub(in crate::model) report: Report,
}

/// Whether a card has front matter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::model) enum Presence {
    There,
    Missing,
    /// It begins, and has no end.
    Unclosed,
}

/// The kind of a card.
#[derive(Debug, Clone)]
pub(in crate::model) struct KindOf {
    pub name: String,
    /// Whether there is such a kind; else the card is read as one of the default kind.
    pub is_known: bool,
}

impl CardDraft {
    /// Divides and parses one text, in the document's language.
    pub fn read(id: SourceId, sources: &SourceSet, kinds: &Kinds, language: &str) -> Self {
        let mut report = Report::default();
        let source = sources.get(id);
        #[cfg(test)]
        counted::count(source.path());
        let end = source.text().len();
        let parts = split(id, source, &mut report);
        let front_matter = match &parts {
            None => Presence::Unclosed,
            Some(FrontMatter { yaml: None, .. }) => Presence::Missing,
            Some(_) => Presence::There,
        };
        let parts = parts.unwrap_or(FrontMatter {
            yaml: None,
            body: end..end,
        });
        let top = Span::new(id, source.line_range(1));
        let range = parts.yaml.unwrap_or(0..0);
        let front = yaml::parse(id, range.start, &source.text()[range], &mut report);
        let map = TextMap::verbatim(id, parts.body.start);
        let body = markdown::parse(&source.text()[parts.body], &map, language, &mut report);
        let (front, is_broken) = match front {
            Some(front) if matches!(front.value, yaml::Value::Map(_)) => {
                (front, front_matter == Presence::Unclosed)
            }
            Some(front) => {
                report.push(no_keys(front.span));
                (Node::nothing(top), true)
            }
            None => (Node::nothing(top), true),
        };
        let kind = kind_of(&front, kinds, &mut report);
        Self {
            source: id,
            path: source.path().to_owned(),
            front_matter,
            front,
            is_broken,
            kind,
            body,
            top,
            report,
        }
    }

    /// Whether a name is its id or its path, below the root or below the folder of its document.
    pub(in crate::model) fn is_called(&self, name: &str) -> bool {
        is_called(name, &self.id(), &self.path)
    }

    /// The id that it gives itself, else that of its file.
    pub(in crate::model) fn id(&self) -> Cow<'_, str> {
        let own = self.front.get("id").and_then(Node::text).map(str::trim);
        match own.filter(|id| !id.is_empty()) {
            Some(id) => Cow::Borrowed(id),
            None => Cow::Owned(id_of(&self.path)),
        }
    }

    /// The table from which the card has its rows.
    pub fn table(&self, kinds: &Kinds) -> Option<DataFile> {
        kinds.get(&self.kind.name)?.feed.as_ref()?;
        let folder = self.path.rsplit_once('/').map_or("", |(folder, _)| folder);
        tables::named(&self.front, folder)
    }

    /// Whether its keys are there, and it is known what they mean.
    pub(in crate::model) fn is_readable(&self) -> bool {
        self.kind.is_known && !self.is_broken && self.front_matter == Presence::There
    }

    /// Says where its keys are not what its kind wants. The keys `elsewhere` need not stand in it.
    pub(in crate::model) fn check(
        &self,
        schema: &Schema,
        elsewhere: &[&str],
        own: &OwnWords,
        report: &mut Report,
    ) {
        let name = format!("a card of kind `{}`", self.kind.name);
        let subject = Subject {
            name: &name,
            top: self.top,
            elsewhere,
        };
        let meant = own.meant(&self.front, schema);
        schema.check(meant.as_ref().unwrap_or(&self.front), subject, report);
    }

    /// Its keys with their meanings. A note that is called in one is defined in it, or in the body.
    pub(in crate::model) fn typed(
        &self,
        schema: &Schema,
        manner: Manner<'_>,
        report: &mut Report,
    ) -> Field {
        let notes: BTreeSet<String> = self
            .body
            .footnotes
            .iter()
            .map(|note| note.label.to_lowercase())
            .collect();
        let reading = Reading {
            language: manner.language,
            notes: &[&notes],
        };
        Field::typed_with(&self.front, schema, reading, manner.own, report)
    }
}

fn no_keys(span: Span) -> Diagnostic {
    let message = "the front matter must be a list of keys and values";
    rules::schema::WRONG_TYPE
        .at(span, message)
        .help("write lines such as `title: Foreword` between the two lines `---`")
}

fn kind_of(front: &Node, kinds: &Kinds, report: &mut Report) -> KindOf {
    let known = |name: &str| KindOf {
        name: name.to_owned(),
        is_known: true,
    };
    let Some(node) = front.get("kind").filter(|node| !node.is_blank()) else {
        return known(DEFAULT_KIND);
    };
    let name = node.text().unwrap_or_default().trim();
    if kinds.get(name).is_some() {
        return known(name);
    }
    let diagnostic =
        rules::schema::UNKNOWN_KIND.at(node.span, format!("there is no kind `{name}`"));
    let names: Vec<&str> = kinds.names().collect();
    let help = match did_you_mean(name, names.iter().copied()) {
        Some(near) => format!("did you mean `{near}`?"),
        None => {
            let names: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
            format!("the kinds are {}", names.join(", "))
        }
    };
    report.push(diagnostic.help(help));
    KindOf {
        name: DEFAULT_KIND.to_owned(),
        is_known: false,
    }
}

/// How often a text was parsed: once, whatever it names.
#[cfg(test)]
pub mod counted {
    use std::collections::BTreeMap;
    use std::sync::{Mutex, PoisonError};

    static TIMES: Mutex<BTreeMap<String, usize>> = Mutex::new(BTreeMap::new());

    pub fn count(path: &str) {
        let mut times = TIMES.lock().unwrap_or_else(PoisonError::into_inner);
        *times.entry(path.to_owned()).or_default() += 1;
    }

    /// How often the text at a path that no other test has was parsed.
    pub fn times(path: &str) -> usize {
        let times = TIMES.lock().unwrap_or_else(PoisonError::into_inner);
        times.get(path).copied().unwrap_or_default()
    }
}
