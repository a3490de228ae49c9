//! The scanner: one pass with the built-in automaton, one with the project's, and one list of
//! findings.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::{Arc, LazyLock};

use regex_automata::meta::Regex;
use regex_automata::util::syntax;

use super::abroad;
use super::annotation::{self, Annotation};
use super::automaton::Automaton;
use super::boilerplate::Boilerplate;
use super::context::{Context, Hit};
use super::language::Language;
use super::normalized_text::NormalizedText;
use super::rules::{self, Matcher, Notes, RULES, Rule};
use super::{Finding, Input, ProjectRule, ScannerError, boilerplate, scoring};

/// The longest piece of found text that a message repeats, in characters.
const LONGEST_QUOTE: usize = 60;

/// The rule and judge of each pattern of the built-in automaton.
type Judges = Arc<[(&'static Rule, Matcher)]>;

/// The built-in rules, compiled once for all documents.
static BUILT_IN: LazyLock<Result<(Automaton, Judges), String>> = LazyLock::new(|| {
    let all = || {
        RULES.iter().flat_map(|rule| {
            rule.patterns
                .iter()
                .map(move |&(pattern, judge)| (pattern, (rule, judge)))
        })
    };
    let patterns: Vec<&str> = all().map(|(pattern, _)| pattern).collect();
    Ok((
        Automaton::new(&patterns)?,
        all().map(|(_, judge)| judge).collect(),
    ))
});

/// What every code begins with.
const FAMILY: &str = "placeholder/";

/// The compiled rules. Making one costs some milliseconds; it can be shared between threads, and a
/// clone is cheap.
#[derive(Clone)]
pub struct Scanner {
    built_in: Automaton,
    judges: Judges,
    project: Option<Regex>,
    project_rules: Vec<ProjectRule>,
    boilerplate: Option<Boilerplate>,
    off: Vec<String>,
}

/// A finding before its places are led back to the author's text.
struct Raw {
    source: Source,
    range: Range<usize>,
    annotation: Annotation,
}

enum Source {
    BuiltIn(&'static Rule),
    Project(usize),
    Boilerplate,
}

impl Scanner {
    /// Compiles the built-in rules and the project's. `off` names codes that rest, with or without
    /// `placeholder/`.
    ///
    /// # Errors
    ///
    /// When a project's pattern is not a regular expression, or is too large.
    pub fn new(project: &[ProjectRule], off: &[String]) -> Result<Scanner, ScannerError> {
        let (built_in, judges) = BUILT_IN.clone().map_err(|message| ScannerError {
            rule: "built-in".to_owned(),
            message,
        })?;
        let off: Vec<String> = off
            .iter()
            .map(|code| code.strip_prefix("placeholder/").unwrap_or(code).to_owned())
            .collect();
        let project_rules: Vec<ProjectRule> = project
            .iter()
            .filter(|rule| !off.contains(&rule.id))
            .cloned()
            .collect();
        let project = compile_project(&project_rules)?;
        Ok(Scanner {
            built_in,
            judges,
            project,
            project_rules,
            boilerplate: None,
            off,
        })
    }

    /// Also finds what was scaffolded: sentences wherever they stand, phrases where they are the
    /// whole of a text.
    #[must_use]
    pub fn with_scaffolding(
        mut self,
        sentences: &BTreeSet<String>,
        phrases: &BTreeSet<String>,
    ) -> Scanner {
        let rests = self
            .off
            .iter()
            .any(|name| boilerplate::NAME[FAMILY.len()..] == *name);
        self.boilerplate = if rests {
            None
        } else {
            Boilerplate::new(sentences, phrases)
        };
        self
    }

    /// Compiles one rule of a project by itself.
    ///
    /// # Errors
    ///
    /// When its pattern is not a regular expression, can match nothing at all, or is too large.
    pub fn check(rule: &ProjectRule) -> Result<(), ScannerError> {
        compile_project(std::slice::from_ref(rule)).map(|_| ())
    }

    /// Finds the placeholders of a text, in order and without overlaps.
    #[must_use]
    pub fn scan(&self, input: &Input<'_>) -> Vec<Finding> {
        let normal = NormalizedText::new(input.text);
        let mut found = self.built_in(&normal, input);
        let built_in = found.len();
        if let Some(project) = &self.project {
            found.extend(Self::project(project, normal.text()));
        }
        if let Some(boilerplate) = &self.boilerplate {
            let left = boilerplate.find(normal.text()).into_iter();
            found.extend(left.map(|range| Raw {
                source: Source::Boilerplate,
                range,
                annotation: Annotation::default(),
            }));
        }
        if found.len() > built_in {
            found = without_overlaps(found);
        }
        found
            .into_iter()
            .map(|raw| self.finding(raw, &normal))
            .collect()
    }

    fn built_in(&self, normal: &NormalizedText<'_>, input: &Input<'_>) -> Vec<Raw> {
        let text = normal.text();
        let mut found: Vec<Raw> = Vec::new();
        let mut at = 0;
        let mut searcher = self.built_in.searcher();
        while let Some((pattern, range)) = searcher.find(text, at) {
            at = range.end;
            let (rule, judge) = self.judges[pattern];
            let language = Language(language_at(input, normal, range.start));
            let context = Context {
                text,
                range,
                code: rule.code,
                place: input.place,
                language,
                declared: input.declared,
            };
            let Some(hit) = judged(judge, &context) else {
                at = behind_bracket(text, &context.range);
                continue;
            };
            let rule = rules::rule(hit.code);
            let free = found
                .last()
                .is_none_or(|last| hit.range.start >= last.end());
            if !free || self.rests(rule) {
                continue;
            }
            let annotation = annotate(rule, &text[hit.range.clone()], &text[hit.range.end..]);
            let raw = Raw {
                source: Source::BuiltIn(rule),
                range: hit.range,
                annotation,
            };
            at = at.max(raw.end());
            found.push(raw);
        }
        if found.is_empty() {
            found.extend(self.weighed(text, input));
        }
        found
    }

    /// Whether a rule is switched off.
    fn rests(&self, rule: &Rule) -> bool {
        self.off
            .iter()
            .any(|name| rule.name[FAMILY.len()..] == *name)
    }

    /// A short text that is a note as a whole, though no pattern knows its wording.
    fn weighed(&self, text: &str, input: &Input<'_>) -> Option<Raw> {
        let rule = rules::rule(scoring::note(text, input.place)?);
        let language = Language(input.language_at(0));
        let understood = language.is_english() || abroad::reads_english(language, text);
        let start = text.len() - text.trim_start().len();
        let raw = Raw {
            source: Source::BuiltIn(rule),
            range: start..text.trim_end().len(),
            annotation: Annotation::default(),
        };
        (understood && !self.rests(rule)).then_some(raw)
    }

    fn project<'t>(regex: &'t Regex, text: &'t str) -> impl Iterator<Item = Raw> + 't {
        regex
            .find_iter(text)
            .filter(|matched| !matched.is_empty())
            .map(|matched| Raw {
                source: Source::Project(matched.pattern().as_usize()),
                range: matched.range(),
                annotation: Annotation::default(),
            })
    }

    fn finding(&self, raw: Raw, normal: &NormalizedText<'_>) -> Finding {
        let found = quote(&normal.text()[raw.range.clone()]);
        let full = normal.original(&(raw.range.start..raw.end()));
        let (code, message, help) = match raw.source {
            Source::BuiltIn(rule) => (
                Cow::Borrowed(rule.name),
                format!("{}: `{found}`", rule.message),
                rule.help.to_owned(),
            ),
            Source::Project(at) => {
                let rule = &self.project_rules[at];
                let help = format!(
                    "this is the project's own rule `{}`, in `planwright.yaml`",
                    rule.id
                );
                (
                    Cow::Owned(format!("placeholder/{}", rule.id)),
                    format!("{}: `{found}`", rule.message),
                    help,
                )
            }
            Source::Boilerplate => (
                Cow::Borrowed(boilerplate::NAME),
                format!("{}: `{found}`", boilerplate::MESSAGE),
                boilerplate::HELP.to_owned(),
            ),
        };
        let Annotation {
            owner,
            due,
            raw_due,
            note,
            ..
        } = raw.annotation;
        Finding {
            code,
            range: normal.original(&raw.range),
            full,
            owner,
            due,
            raw_due,
            note,
            message,
            help,
        }
    }
}

impl Raw {
    fn end(&self) -> usize {
        self.range.end + self.annotation.length
    }
}

/// The language of a place in the searched text.
fn language_at<'a>(input: &Input<'a>, normal: &NormalizedText<'_>, at: usize) -> &'a str {
    if input.passages.is_empty() {
        input.language
    } else {
        input.language_at(normal.original_at(at))
    }
}

/// What the judge says, and whether it counts in the language of the text.
fn judged(judge: Matcher, ctx: &Context<'_>) -> Option<Hit> {
    let found = judge(ctx);
    if ctx.language.is_english() {
        return found;
    }
    match found {
        Some(hit) => abroad::counts(ctx, &hit).then_some(hit),
        None => abroad::is_bare_phrase(ctx).then(|| ctx.hit())?,
    }
}

/// Where the search goes on after a match that is no placeholder: what stands in a bracket may
/// still be one by itself.
fn behind_bracket(text: &str, range: &Range<usize>) -> usize {
    if text[range.start..].starts_with(['(', '[', '{', '<']) {
        range.start + 1
    } else {
        range.end
    }
}

/// The annotation behind a placeholder, as far as its rule has one.
fn annotate(rule: &Rule, found: &str, after: &str) -> Annotation {
    let capitals = !found.chars().any(char::is_lowercase);
    match rule.notes {
        Notes::None => Annotation::default(),
        Notes::Marked => annotation::parse(after, false),
        Notes::Eager => annotation::parse(after, capitals),
    }
}

/// Keeps, where findings overlap, the longer one; of two alike, the one that is no rule of ours.
fn without_overlaps(mut found: Vec<Raw>) -> Vec<Raw> {
    found.sort_by_key(|raw| raw.range.start);
    let mut kept: Vec<Raw> = Vec::with_capacity(found.len());
    for raw in found {
        match kept.last_mut() {
            Some(last) if raw.range.start < last.range.end => {
                let own = matches!(raw.source, Source::Project(_) | Source::Boilerplate);
                if raw.range.len() > last.range.len() || own && raw.range.len() == last.range.len()
                {
                    *last = raw;
                }
            }
            _ => kept.push(raw),
        }
    }
    kept
}

/// Found text on one line and not too long, as a message shows it.
fn quote(found: &str) -> String {
    let line = found.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(LONGEST_QUOTE) {
        Some((end, _)) => format!("{}…", line[..end].trim_end()),
        None => line,
    }
}

/// Compiles the project's patterns, naming the one at fault.
fn compile_project(rules: &[ProjectRule]) -> Result<Option<Regex>, ScannerError> {
    for rule in rules {
        let fault = match syntax::parse(&rule.pattern) {
            Err(error) => last_line(&error.to_string()),
            // It would match between any two characters, and hide what other rules find there.
            Ok(pattern) if pattern.properties().minimum_len() == Some(0) => {
                "it can match where there is nothing".to_owned()
            }
            Ok(_) => continue,
        };
        return Err(ScannerError {
            rule: rule.id.clone(),
            message: fault,
        });
    }
    if rules.is_empty() {
        return Ok(None);
    }
    let patterns: Vec<String> = rules
        .iter()
        .map(|rule| with_plain_boundaries(&rule.pattern))
        .collect();
    let error = |error: regex_automata::meta::BuildError| {
        let at = error.pattern().map_or(0, |pattern| pattern.as_usize());
        let too_large = error
            .size_limit()
            .map(|_| "it is too large: ask for fewer repetitions".to_owned());
        ScannerError {
            rule: rules[at].id.clone(),
            message: too_large.unwrap_or_else(|| last_line(&error.to_string())),
        }
    };
    let config = Regex::config().nfa_size_limit(Some(16 << 20));
    Regex::builder()
        .configure(config)
        .build_many(&patterns)
        .map(Some)
        .map_err(error)
}

/// What a message of several lines, with a drawing of the pattern, comes to.
fn last_line(message: &str) -> String {
    let line = message
        .lines()
        .rfind(|line| !line.trim().is_empty())
        .unwrap_or(message)
        .trim();
    line.strip_prefix("error: ").unwrap_or(line).to_owned()
}

/// A pattern whose `\b` looks at ASCII only: the boundaries of Unicode would take all rules off the
/// fast automaton. A pattern with other letters needs theirs.
fn with_plain_boundaries(pattern: &str) -> String {
    if !pattern.is_ascii() {
        return pattern.to_owned();
    }
    let mut out = String::with_capacity(pattern.len());
    let mut chars = pattern.chars().peekable();
    while let Some(c) = chars.next() {
        let next = if c == '\\' { chars.next() } else { None };
        match next {
            Some('b') if chars.peek() != Some(&'{') => out.push_str(r"(?-u:\b)"),
            Some(escaped) => out.extend([c, escaped]),
            None => out.push(c),
        }
    }
    out
}
