//! Where a PDF says that it is from: the keywords that planwright writes into it, and what shows
//! that another program saved it.
//!
//! Anybody can write keywords, so they only say with what a PDF is to be compared.

use hayro_syntax::Pdf;
use memchr::memmem;

use super::object::text;
use super::{Unreadable, guard};

/// The program's name in a PDF, before its version.
pub const PROGRAM: &str = "planwright";

const PREFIX: &str = "planwright:";

/// How this program calls itself in a PDF: `planwright 0.2.0`.
pub fn program() -> String {
    format!("{PROGRAM} {}", env!("CARGO_PKG_VERSION"))
}

/// What the keywords of a PDF say of its making.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Origin {
    /// The document's name.
    pub document: String,
    pub version: String,
    /// The commit that its foot names.
    pub commit: Option<String>,
    /// The fingerprint of what the document says.
    pub content: String,
    pub draft: bool,
    pub language: String,
    /// Whether its lines are numbered.
    pub line_numbers: bool,
    /// The day with which dates were compared, as it was given.
    pub today: Option<String>,
}

/// What a PDF says of itself outside its pages.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Provenance {
    /// `None` if planwright did not make it.
    pub origin: Option<Origin>,
    /// The program that wrote the document: `planwright 0.2.0`.
    pub creator: Option<String>,
    /// The program that made it a PDF, if that was another.
    pub producer: Option<String>,
    /// How often something was added at its end.
    pub updates: usize,
}

/// Reads what a PDF says of itself.
///
/// # Errors
/// If it cannot be read.
pub fn provenance(bytes: Vec<u8>) -> Result<Provenance, Unreadable> {
    let ends = memmem::find_iter(&bytes, b"startxref").count();
    guard::guarded(bytes, |pdf| Ok(of(pdf, ends)))
}

fn of(pdf: &Pdf, ends: usize) -> Provenance {
    let said = pdf.metadata();
    let said_text = |said: &Option<Vec<u8>>| said.as_deref().map(text);
    Provenance {
        origin: said_text(&said.keywords).and_then(|keywords| Origin::of(&keywords)),
        creator: said_text(&said.creator),
        producer: said_text(&said.producer),
        updates: ends.saturating_sub(1),
    }
}

impl Origin {
    /// The keywords that say it.
    pub fn keywords(&self) -> Vec<String> {
        let word = |key: &str, value: &str| format!("{PREFIX}{key}={value}");
        let commit = self.commit.as_deref();
        let mut keywords = vec![
            word("document", &self.document),
            word("version", &self.version),
        ];
        keywords.extend(commit.map(|commit| word("commit", commit)));
        keywords.push(word("content", &self.content));
        keywords.push(word("options", &self.options()));
        keywords
    }

    /// `draft language=en-GB line-numbers today=2017-03-01`.
    fn options(&self) -> String {
        let language = format!("language={}", self.language);
        let today = self.today.as_ref().map(|today| format!("today={today}"));
        let options = [
            self.draft.then_some("draft"),
            Some(language.as_str()),
            self.line_numbers.then_some("line-numbers"),
            today.as_deref(),
        ];
        let options: Vec<&str> = options.into_iter().flatten().collect();
        options.join(" ")
    }

    /// Reads keywords, which stand behind each other in one text; `None` if none of them are ours.
    pub(super) fn of(keywords: &str) -> Option<Self> {
        let mut origin = Self::default();
        for keyword in keywords.split(PREFIX).skip(1) {
            let keyword = keyword.trim().trim_end_matches([',', ';']);
            let Some((key, value)) = keyword.split_once('=') else {
                continue;
            };
            match key {
                "document" => value.clone_into(&mut origin.document),
                "version" => value.clone_into(&mut origin.version),
                "commit" => origin.commit = Some(value.to_owned()),
                "content" => value.clone_into(&mut origin.content),
                "options" => value.split(' ').for_each(|option| origin.option(option)),
                _ => {}
            }
        }
        let is_ours = !origin.document.is_empty() && !origin.content.is_empty();
        is_ours.then_some(origin)
    }

    fn option(&mut self, option: &str) {
        match option.split_once('=') {
            None if option == "draft" => self.draft = true,
            None if option == "line-numbers" => self.line_numbers = true,
            Some(("language", language)) => language.clone_into(&mut self.language),
            Some(("today", today)) => self.today = Some(today.to_owned()),
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read() {
        let plain = Origin {
            document: "plan".to_owned(),
            version: "0.9".to_owned(),
            content: "0123456789abcdef".to_owned(),
            language: "en-GB".to_owned(),
            ..Origin::default()
        };
        let full = Origin {
            document: "a, plan; of ours".to_owned(),
            commit: Some("f00d".to_owned()),
            draft: true,
            line_numbers: true,
            today: Some("2017-03-01".to_owned()),
            ..plain.clone()
        };
        for origin in [plain, full] {
            let keywords = format!("health, {}", origin.keywords().join(", "));
            assert_eq!(Origin::of(&keywords), Some(origin));
        }
    }

    #[test]
    fn keywords_of_others_are_not_ours() {
        for keywords in ["", "health, planwright", "planwright:document=plan"] {
            assert_eq!(Origin::of(keywords), None, "{keywords}");
        }
    }
}
