//! Marks of other programs' Markdown, and of other notations, that can be told by their form alone:
//! a table of patterns, each with what it is and what to write instead.

use std::sync::OnceLock;

use regex::{Captures, Regex};

use super::run::{Hit, Run, shown};

/// One form. Its group `hit` is what is printed as it stands; without one, the whole match is.
struct Form {
    /// Signs of which a text must have one.
    needs: &'static [&'static str],
    pattern: &'static str,
    judge: fn(&Run<'_>, &Captures<'_>) -> bool,
    reason: &'static str,
    help: &'static str,
}

const fn form(
    needs: &'static [&'static str],
    pattern: &'static str,
    reason: &'static str,
    help: &'static str,
) -> Form {
    Form {
        needs,
        pattern,
        judge: |_, _| true,
        reason,
        help,
    }
}

/// `\[ … \]` and `\( … \)`: to Markdown the backslashes only keep the brackets from being read.
const BRACKETED: &str = r"(?P<hit>[\[(][^\[\]()\n]*(?:\\[a-z]+|\^|_[{\d])[^\n]{0,200}?[\])])";

/// The lines of a paragraph begin at `^` (`(?m)`). Of several that match, the first is heard.
#[rustfmt::skip]
const FORMS: [Form; 34] = [
    form(&["[", "{", "\\"], r"(?im)^\s*(?P<hit>\[TOC\]|\[\[_?TOC_?\]\]|@\[TOC\]|\{:?\s*toc\s*\}|\\tableofcontents|\\listof(?:figures|tables))\s*$",
        "this orders a table of contents elsewhere", "delete it: the contents are made without being asked for"),
    form(&["\\"], r"(?m)^\s*(?P<hit>\\(?:newpage|pagebreak|clearpage))\b.*$",
        "this breaks the page elsewhere", "write `<!-- pagebreak -->` on a line of its own"),
    form(&["::"], r"(?m)^\s*(?P<hit>:{2,}.*)$",
        "three colons fence a block elsewhere", "write a quotation, `> `, or an alert, `> [!NOTE]`; delete the line that closes the block too"),
    form(&["!!!", "???"], r"(?m)^\s*(?P<hit>(?:!!!|\?\?\?\+?)\s*[a-z]+\b.*)$",
        "this opens a note in a box elsewhere", "write an alert: `> [!NOTE]` on a line, and `> ` before each line of its text"),
    form(&["*["], r"(?m)^\s*(?P<hit>\*\[[^\[\]\n]+\]:.*)$",
        "this explains an abbreviation elsewhere", "put it into the glossary, or write `Long Name (ABC)` where it is first used"),
    form(&[".. "], r"(?m)^\s*(?P<hit>\.\. [a-z-]+::.*)$",
        "this is a directive of reStructuredText", "write Markdown instead"),
    form(&["h1", "h2", "h3", "h4", "h5", "h6"], r"(?m)^\s*(?P<hit>h[1-6]\. .*)$",
        "this is a heading of a wiki", "write `## ` before a heading, `### ` before one below it"),
    form(&["=="], r"(?m)^\s*(?P<hit>={2,6} ?[^=\s].*)$",
        "this is a heading of a wiki", "write `## ` before a heading, `### ` before one below it"),
    form(&["%%"], r"(?m)^\s*(?P<hit>%%.*)$",
        "this is a comment elsewhere", "write `<!-- … -->`, or delete it"),
    form(&["{", "\\*"], r"(?i)(?P<hit>\{\s*(?:REF|PAGEREF|NOTEREF|HYPERLINK|SEQ|TOC|MERGEFIELD|INCLUDEPICTURE|STYLEREF)\s[^{}\n]*\}|\\\* ?MERGEFORMAT)",
        "this is a field of a word processor", "write what the field showed; a reference to a figure, table or section is `[](#its-id)`"),
    form(&["{%", "{{", "<%"], r"(?P<hit>\{%[^{}\n]*%\}|\{\{[<%][^{}\n]*[>%]\}\}|<%[^<>\n]*%>)",
        "this is an order to another program", "delete it, or put in its place what it stood for"),
    form(&["{{"], r"(?P<hit>\{\{[^{}\n]*[._|#/][^{}\n]*\}\})",
        "this is an order to another program", "delete it, or put in its place what it stood for"),
    form(&["^["], r"(?P<hit>\^\[[^\[\]]+\])",
        "a note within the text is not understood", "write `[^1]` here, and a line `[^1]: the note` below the paragraph"),
    Form { needs: &["@"], pattern: r"(?P<hit>\[-?@[\p{L}\d_][^\[\]\s,;]*(?:[,;][^\[\]]*)?\])",
        judge: |run, found| is_key(found) && !run.text()[end(found)..].starts_with('('),
        reason: "this is a citation of another program", help: "write `[](cite:key)`, and list the source in a card of kind `references`" },
    Form { needs: &["[["], pattern: r"(?P<hit>\[\[[^\[\]\n]*\p{L}[^\[\]\n]*\]\])",
        judge: |run, found| !run.before(start(found)).is_some_and(char::is_alphanumeric),
        reason: "double brackets are links of a wiki", help: "write `[text](#id)` or `[text](file.md)`" },
    form(&["[/"], r"(?i)(?P<hit>\[(?:b|i|u|s|url|quote|code|color|size|img|list)(?:=[^\[\]\n]*)?\][^\[\]\n]*\[/(?:b|i|u|s|url|quote|code|color|size|img|list)\])",
        "these are marks of a forum", "write `**bold**`, `*italic*` or `[text](address)`"),
    Form { needs: &["{"], pattern: r"(?P<hit>(?:\[[^\[\]\n]*\])?\{:?\s*(?:[.][\p{L}][\w:-]*|[\p{L}][\w-]*=(?:[“”][^“”\n]*[“”]|[‘’][^‘’\n]*[‘’]|[^\s{}=]+)|#[\p{L}][\w:.-]*\s)(?:\s*(?:[#.][\p{L}][\w:.-]*|[\p{L}][\w-]*=(?:[“”][^“”\n]*[“”]|[‘’][^‘’\n]*[‘’]|[^\s{}]+)))*\s*\})",
        judge: |_, found| !found["hit"].contains(".comment-end"),
        reason: "attributes in braces are not understood", help: "delete the braces and what is in them; a picture is as large as its room allows" },
    form(&["{#"], r"(?P<hit>\[[^\[\]\n]*\]\{#[\p{L}][\w:.-]*\})",
        "a place in a text cannot be marked so", "delete it, or put `{#id}` at the end of a heading, of an item or of a caption"),
    form(&["{-", "{."], r"(?m)\S\s+(?P<hit>\{-\}|\{\.unnumbered\})\s*$",
        "headings in a card have no numbers of their own to be switched off", "delete it; `numbered: false` stands in the front matter of a card"),
    Form { needs: &["=="], pattern: r"(?:^|[\s(“‘\[])(?P<hit>==[^\s=](?:[^=\n]*[^\s=])?==)(?:$|[^=\w])", judge: |_, _| true,
        reason: "highlighting is not understood", help: "write `**bold**`, or take the signs away" },
    form(&["++"], r"(?:^|[\s(“‘\[])(?P<hit>\+\+[\p{L}\d](?:[^+\n]*[^\s+])?\+\+)(?:$|[^+\w])",
        "underlining is not understood", "write `**bold**`, or take the signs away"),
    form(&["^"], r"[\p{L}\d)](?P<hit>\^[\p{L}\d+−–-]{1,4}\^)",
        "raised text is written otherwise", "write `<sup>2</sup>`"),
    form(&["~"], r"[\p{L}\d)](?P<hit>~[\p{L}\d]{1,3}~)",
        "lowered text is written otherwise", "write `<sub>2</sub>`"),
    form(&["$$"], r"(?P<hit>\$\$[^$]+\$\$)",
        "mathematics is not understood", "write the formula in words and figures, with `<sub>` and `<sup>`, or as a picture"),
    Form { needs: &["$"], pattern: r"(?:^|[\s(“‘])(?P<hit>\$[^\s$](?:[^$\n]*[^\s$])?\$)(?:$|[^\d$\p{L}])", judge: |_, found| is_formula(found),
        reason: "mathematics is not understood", help: "write the formula in words and figures, with `<sub>` and `<sup>`" },
    Form { needs: &["[", "("], pattern: BRACKETED,
        judge: |run, found| run.is_escaped(start(found)) && run.is_escaped(end(found) - 1),
        reason: "mathematics is not understood", help: "write the formula in words and figures, with `<sub>` and `<sup>`, or as a picture" },
    form(&["\\"], r"(?:^|[\s(\[{“=$])(?P<hit>\\(?:frac|sqrt|sum|prod|int|times|cdot|div|leq|geq|neq|approx|pm|infty|alpha|beta|gamma|delta|mu|sigma|text|mathrm|mathbf|left|right|textbf|textit|emph|underline|section|subsection|chapter|item|begin|end|cite|citep|citet|ref|label|footnote|href|url|includegraphics|caption|vspace|hspace|noindent)\b(?:\{[^{}\n]*\})*)",
        "this is an order of LaTeX", "write Markdown instead"),
    form(&[":"], r"(?:^|[\s(])(?P<hit>:[a-z][a-z0-9_+-]+:)(?:$|[\s.,;!?)])",
        "this stands for a picture elsewhere", "write the word, or the sign itself"),
    Form { needs: &["&"], pattern: r"(?P<hit>&(?:[A-Za-z]{2,31}\d?|#\d{1,6}|#[xX][0-9A-Fa-f]{1,5});)", judge: |_, found| is_entity(&found["hit"]),
        reason: "it was escaped twice, or stands where it is no character", help: "write the character itself" },
    form(&["&nbsp"], r"(?P<hit>&nbsp\b)",
        "the semicolon is missing", "write a space, or the no-break space itself"),
    Form { needs: &["\\"], pattern: r"(?P<hit>\\)\s*$", judge: |run, found| !run.is_escaped(start(found)) && !is_path(&run.text()[..start(found)]),
        reason: "a backslash breaks a line only if another line follows", help: "delete it" },
    form(&["[!["], r"(?P<hit>\[!\[[^\[\]\n]*\])",
        "a picture that is a link did not take effect", "write `![what it shows](images/name.png)` alone"),
    form(&["[!"], r"(?m)^\s*(?P<hit>>\s?\[!\p{Lu}+\].*)$",
        "an alert did not take effect", "write `> [!NOTE]` on a line of its own, and `> ` before each line of its text"),
    form(&["[!"], r"(?m)^\s*(?P<hit>\[!(?:NOTE|TIP|IMPORTANT|WARNING|CAUTION|INFO)\][^(].*)$",
        "an alert did not take effect", "write `> [!NOTE]` on a line of its own, and `> ` before each line of its text"),
];

/// The patterns, each compiled when the first text has the sign that it needs.
static COMPILED: [OnceLock<Regex>; FORMS.len()] = [const { OnceLock::new() }; FORMS.len()];

impl Form {
    fn regex(&self, at: usize) -> &'static Regex {
        COMPILED[at].get_or_init(|| {
            Regex::new(self.pattern)
                .unwrap_or_else(|error| unreachable!("a pattern of ours: {error}"))
        })
    }
}

/// Finds all forms in a run.
pub fn find(run: &Run<'_>) -> Vec<Hit> {
    let mut found = Vec::new();
    let has = |form: &Form| form.needs.iter().any(|sign| run.text().contains(sign));
    for (at, form) in FORMS.iter().enumerate().filter(|(_, form)| has(form)) {
        for captures in form
            .regex(at)
            .captures_iter(run.text())
            .filter(|captures| (form.judge)(run, captures))
        {
            let Some(hit) = captures.name("hit") else {
                continue;
            };
            let message = format!(
                "`{}` is printed as it stands: {}",
                shown(hit.as_str()),
                form.reason
            );
            let is_escape = form.pattern == BRACKETED;
            found.push(Hit {
                is_escape,
                ..Hit::new(hit.range(), message, form.help)
            });
        }
    }
    found
}

fn start(found: &Captures<'_>) -> usize {
    found.name("hit").map_or(0, |hit| hit.start())
}

fn end(found: &Captures<'_>) -> usize {
    found.name("hit").map_or(0, |hit| hit.end())
}

/// Whether what follows `[@` is the key of a source (`[@smith2015, p. 3]`) and not a name on a
/// social network (`[@NHSEngland]`).
fn is_key(found: &Captures<'_>) -> bool {
    let inner = found["hit"].trim_matches(['[', ']', '-', '@']);
    inner.contains([',', ';', ':', '_']) || inner.contains(|c: char| c.is_ascii_digit())
}

/// Whether what stands between dollar signs is mathematics and not an amount: `$x$`, `$a_1 = 5$`,
/// but not `$5 to US$`.
fn is_formula(found: &Captures<'_>) -> bool {
    let inner = found["hit"].trim_matches('$');
    inner.contains(['\\', '^', '_'])
        || inner.chars().count() == 1 && inner.chars().all(char::is_alphabetic)
        || { inner.contains('=') && !inner.starts_with(|c: char| c.is_ascii_digit()) }
}

/// Whether a reference to a character is one that HTML knows.
fn is_entity(text: &str) -> bool {
    matches!(crate::parse::entities(text).as_slice(), [(_, Some(_))])
}

/// Whether a backslash ends the name of a folder: `C:\Users\`.
fn is_path(before: &str) -> bool {
    before
        .split_whitespace()
        .next_back()
        .is_some_and(|word| word.contains('\\'))
}
