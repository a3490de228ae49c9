//! The settings of a project, `planwright.yaml`; every key is optional.

use super::schema::{Schema, Subject};
use crate::diagnostic::{Report, Severities, Severity};
use crate::parse::yaml::{self, Node};
use crate::source::{Source, SourceId, Span};

/// What a project has settled.
#[derive(Debug, Clone)]
pub struct Settings {
    /// Folders below the root, with the place where each is named.
    pub documents: Vec<(String, Option<Span>)>,
    pub templates: String,
    pub output: String,
    pub severities: Severities,
    pub placeholders: PlaceholderSettings,
}

/// What a project says of placeholders (`spec` §2).
#[derive(Debug, Clone, Default)]
pub struct PlaceholderSettings {
    pub rules: Vec<ProjectRule>,
    /// Codes that are switched off.
    pub off: Vec<String>,
    pub allow: Vec<Allow>,
}

/// A rule of the project's own, with the code `placeholder/ID`.
#[derive(Debug, Clone)]
pub struct ProjectRule {
    pub id: String,
    pub pattern: String,
    pub message: String,
    pub span: Span,
}

/// A placeholder that is allowed: by its code, and perhaps its text and the files in which it stands (a pattern with `*`).
#[derive(Debug, Clone)]
pub struct Allow {
    pub code: String,
    pub text: Option<String>,
    pub files: Option<String>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            documents: vec![("plan".to_owned(), None)],
            templates: "templates".to_owned(),
            output: "output".to_owned(),
            severities: Severities::default(),
            placeholders: PlaceholderSettings::default(),
        }
    }
}

impl Settings {
    /// Reads `planwright.yaml`; what is wrong is reported, and the default stands in for it.
    pub fn read(id: SourceId, source: &Source, schema: &Schema, report: &mut Report) -> Self {
        let mut settings = Self::default();
        let Some(node) = yaml::parse(id, 0, source.text(), report) else { return settings };
        let subject = Subject { name: "`planwright.yaml`", top: Span::new(id, source.line_range(1)) };
        schema.check(&node, subject, report);
        if let Some(documents) = node.get("documents").filter(|documents| !documents.items().is_empty()) {
            let folder = |item: &Node| Some((clean(item.text()?), Some(item.span)));
            settings.documents = documents.items().iter().filter_map(folder).collect();
        }
        for (key, target) in [("templates", &mut settings.templates), ("output", &mut settings.output)] {
            if let Some(text) = node.get(key).and_then(Node::text).filter(|text| !text.trim().is_empty()) {
                *target = clean(text);
            }
        }
        for (key, value) in node.get("checks").map(Node::entries).unwrap_or_default() {
            if let Some(severity) = value.text().and_then(severity) {
                settings.severities.set(&key.name, severity);
            }
        }
        settings.placeholders = node.get("placeholders").map(placeholders).unwrap_or_default();
        settings
    }
}

/// A folder as written in the settings, without `./` and a slash at the end.
fn clean(path: &str) -> String {
    let parts: Vec<&str> = path.trim().split(['/', '\\']).filter(|part| !part.is_empty() && *part != ".").collect();
    parts.join("/")
}

fn severity(word: &str) -> Option<Option<Severity>> {
    match word {
        "error" => Some(Some(Severity::Error)),
        "warning" => Some(Some(Severity::Warning)),
        "hint" => Some(Some(Severity::Hint)),
        "off" => Some(None),
        _ => None,
    }
}

fn placeholders(node: &Node) -> PlaceholderSettings {
    let items = |key: &str| node.get(key).map(Node::items).unwrap_or_default();
    let text = |node: &Node, key: &str| node.get(key).and_then(Node::text).map(str::to_owned);
    let rule = |item: &Node| {
        Some(ProjectRule {
            id: text(item, "id")?,
            pattern: text(item, "pattern")?,
            message: text(item, "message")?,
            span: item.get("pattern")?.span,
        })
    };
    let allow = |item: &Node| Some(Allow { code: text(item, "code")?, text: text(item, "text"), files: text(item, "files") });
    PlaceholderSettings {
        rules: items("rules").iter().filter_map(rule).collect(),
        off: items("off").iter().filter_map(Node::text).map(str::to_owned).collect(),
        allow: items("allow").iter().filter_map(allow).collect(),
    }
}
