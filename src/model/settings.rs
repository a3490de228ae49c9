//! The settings of a project, `planwright.yaml`; every key is optional.

use super::requires;
use super::schema::{Schema, Subject};
use crate::diagnostic::{Diagnostic, Report, Severities, Severity, did_you_mean, rules};
use crate::discover::is_below;
use crate::parse::yaml::{self, Node};
use crate::source::{Source, SourceId, Span};

/// What a project has settled.
#[derive(Debug, Clone)]
pub struct Settings {
    /// What keeps this program from reading the project: it is older than the settings require.
    pub refusal: Option<Diagnostic>,
    /// Folders below the root, with the place where each is named.
    pub documents: Vec<(String, Option<Span>)>,
    /// The folder of the project's own templates, below the root.
    pub templates: String,
    /// The folder for what is built, below the root.
    pub output: String,
    /// The file of facts, and the place where it is named.
    pub facts: (String, Option<Span>),
    /// What the project says of codes (`checks:`).
    pub severities: Severities,
    /// What it says to the gate (`placeholders:`).
    pub placeholders: PlaceholderSettings,
}

/// What a project says of placeholders (`docs/format.md#settings`).
#[derive(Debug, Clone, Default)]
pub struct PlaceholderSettings {
    /// Wordings that are open places in this project.
    pub rules: Vec<ProjectRule>,
    /// Codes that are switched off.
    pub off: Vec<String>,
    /// Open places that are meant as they stand.
    pub allow: Vec<Allow>,
}

/// A rule of the project's own, with the code `placeholder/ID`.
#[derive(Debug, Clone)]
pub struct ProjectRule {
    /// The name behind `placeholder/`.
    pub id: String,
    /// A regular expression.
    pub pattern: String,
    /// What is said where it is found.
    pub message: String,
    /// Where the rule stands.
    pub span: Span,
}

/// A placeholder that is allowed: by its code, and perhaps its text and the files in which it
/// stands (a pattern with `*`).
#[derive(Debug, Clone)]
pub struct Allow {
    /// The code whose findings are allowed.
    pub code: String,
    /// What the finding must say; any if there is none.
    pub text: Option<String>,
    /// The files in which it is allowed, as a pattern of paths; all if there is none.
    pub files: Option<String>,
    /// Where its code stands.
    pub span: Span,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            refusal: None,
            documents: vec![("plan".to_owned(), None)],
            templates: "templates".to_owned(),
            output: "output".to_owned(),
            facts: ("facts.yaml".to_owned(), None),
            severities: Severities::default(),
            placeholders: PlaceholderSettings::default(),
        }
    }
}

impl Settings {
    /// Reads `planwright.yaml`; what is wrong is reported, and the default stands in for it.
    pub fn read(id: SourceId, source: &Source, schema: &Schema, report: &mut Report) -> Self {
        let mut settings = Self::default();
        let Some(node) = yaml::parse(id, 0, source.text(), report) else {
            return settings;
        };
        let subject = Subject {
            name: "`planwright.yaml`",
            top: Span::new(id, source.line_range(1)),
            elsewhere: &[],
        };
        settings.refusal = requires::refusal(&node, requires::VERSION);
        schema.check(&node, subject, report);
        if let Some(documents) = node
            .get("documents")
            .filter(|documents| !documents.items().is_empty())
        {
            let folders = documents
                .items()
                .iter()
                .filter_map(|item| Some((inside(item, report)?, Some(item.span))));
            settings.documents = folders.collect();
        }
        for (key, target) in [
            ("templates", &mut settings.templates),
            ("output", &mut settings.output),
        ] {
            if let Some(path) = node
                .get(key)
                .filter(|value| !value.is_blank())
                .and_then(|value| inside(value, report))
            {
                *target = path;
            }
        }
        if let Some(facts) = node.get("facts").filter(|facts| !facts.is_blank()) {
            settings.facts =
                inside(facts, report).map_or(settings.facts, |path| (path, Some(facts.span)));
        }
        if let Some(why) = settings.wrong_output() {
            let span = node.get("output").map_or(node.span, |output| output.span);
            let diagnostic =
                rules::schema::OUTPUT_FOLDER.at(span, format!("the output folder {why}"));
            report.push(diagnostic.help("name a folder of its own, such as `output`"));
            settings.output = "output".to_owned();
        }
        for (key, value) in node.get("checks").map(Node::entries).unwrap_or_default() {
            if let Some(severity) = value.text().and_then(severity) {
                settings.severities.set(&key.name, severity);
            }
        }
        settings.placeholders = node
            .get("placeholders")
            .map(placeholders)
            .unwrap_or_default();
        settings.check_codes(&node, report);
        settings
    }
}

impl Settings {
    /// The folders from which the project is read: those of documents and of templates.
    pub fn folders(&self) -> Vec<&str> {
        self.documents
            .iter()
            .map(|(document, _)| document.as_str())
            .chain([self.templates.as_str()])
            .collect()
    }

    /// What makes the output folder one into which nothing may be written. It may lie in the folder
    /// of a document, but not around one: what lies in it is not read.
    fn wrong_output(&self) -> Option<&'static str> {
        let output = self.output.as_str();
        let holds = |path: &str| output.is_empty() || path == output || is_below(path, output);
        if output
            .split('/')
            .any(|part| part.eq_ignore_ascii_case(".git"))
        {
            Some("is the folder of the repository itself")
        } else if self.folders().into_iter().any(holds)
            || !self.templates.is_empty() && is_below(output, &self.templates)
            || holds(&self.facts.0)
        {
            Some("is a folder of sources")
        } else {
            None
        }
    }

    /// A code that does not exist is switched off or allowed in vain.
    fn check_codes(&self, node: &Node, report: &mut Report) {
        let own: Vec<String> = self
            .placeholders
            .rules
            .iter()
            .map(|rule| rule.id.clone())
            .collect();
        let placeholders = node.get("placeholders");
        let items = |key: &str| {
            placeholders
                .and_then(|node| node.get(key))
                .map(Node::items)
                .unwrap_or_default()
        };
        let checks = node
            .get("checks")
            .map(Node::entries)
            .unwrap_or_default()
            .iter()
            .map(|(key, _)| (key.name.as_str(), key.span));
        let off = items("off")
            .iter()
            .filter_map(|item| Some((item.text()?, item.span)));
        let allow = items("allow")
            .iter()
            .filter_map(|item| item.get("code"))
            .filter_map(|code| Some((code.text()?, code.span)));
        for (code, span) in checks.chain(off).chain(allow) {
            unknown_code(code, span, &own, report);
        }
    }
}

/// Reports a code that there is not.
pub fn unknown_code(code: &str, span: Span, own: &[String], report: &mut Report) {
    if rules::is_known(code, own) {
        return;
    }
    let diagnostic = rules::schema::UNKNOWN_CODE.at(span, format!("there is no code `{code}`"));
    report.push(match did_you_mean(code, rules::codes()) {
        Some(near) => diagnostic.help(format!("did you mean `{near}`?")),
        None => diagnostic.help("a code is a family and a name, such as `placeholder/tbc`"),
    });
}

/// A folder as written in the settings, without `./` and a slash at the end; one that leads out of
/// the root is an error.
fn inside(node: &Node, report: &mut Report) -> Option<String> {
    let text = node.text()?.trim();
    let parts: Vec<&str> = text
        .split(['/', '\\'])
        .filter(|part| !part.is_empty() && *part != ".")
        .collect();
    let leads_out = text.starts_with(['/', '\\']) || text.contains(':') || parts.contains(&"..");
    if leads_out {
        let diagnostic = rules::reference::OUTSIDE_PROJECT
            .at(node.span, format!("`{text}` lies outside the project"));
        report.push(diagnostic.help("name a folder below the project's root, such as `output`"));
        return None;
    }
    Some(parts.join("/"))
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
    let allow = |item: &Node| {
        let span = item.get("code")?.span;
        Some(Allow {
            code: text(item, "code")?,
            text: text(item, "text"),
            files: text(item, "files"),
            span,
        })
    };
    PlaceholderSettings {
        rules: items("rules").iter().filter_map(rule).collect(),
        off: items("off")
            .iter()
            .filter_map(Node::text)
            .map(str::to_owned)
            .collect(),
        allow: items("allow").iter().filter_map(allow).collect(),
    }
}
