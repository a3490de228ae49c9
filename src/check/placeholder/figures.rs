//! Figures that are not there: `£X million`, `XX patients`, `to xxx by xxx`, `LCC/23/XXXX`, `Figure X`.
//!
//! A capital X is also a Roman ten, a chromosome, a variable, a letter of the alphabet and a name. So a lone X counts only
//! beside a currency, a unit or a separator, and a pair only beside something that a figure stands beside.

use super::Place;
use super::context::{Context, Hit, first_word, in_word, is_capitals, last_word, offset, one_of, words};
use super::lexicon::{BEFORE_FIGURE, MONTHS, NOT_FIGURES, NUMBERED, OPENERS, UNITS};

/// A run longer than this is a bar drawn with the letter.
const LONGEST_RUN: usize = 8;

/// What may be written on to a figure without a blank.
const SUFFIXES: &[&str] =
    &["m", "k", "bn", "mn", "kb", "mb", "gb", "pa", "pm", "th", "st", "nd", "rd", "km", "ha", "m2", "am", "p", "kwh", "mw", "kg"];

/// The letters, digits and signs around a run of X that are one token with it.
struct Token<'a> {
    before: &'a str,
    after: &'a str,
}

impl<'a> Token<'a> {
    fn around(ctx: &Context<'a>) -> Self {
        let part = |c: char| c.is_alphanumeric() || "/,.£$€%-_@:<>~#+".contains(c);
        let left = ctx.left();
        let start = left.char_indices().rev().take_while(|&(_, c)| part(c)).last().map_or(left.len(), |(at, _)| at);
        let right = ctx.right();
        let end = right.find(|c| !part(c)).unwrap_or(right.len());
        Token {
            before: left[start..].trim_start_matches([',', '.', ':']),
            after: right[..end].trim_end_matches([',', '.', ':', '>', '-']),
        }
    }

    fn hit(&self, ctx: &Context<'_>) -> Option<Hit> {
        let before = self.before.trim_start_matches(['<', '>', '~', '#', '-']);
        ctx.hit_as(ctx.code, ctx.range.start - before.len()..ctx.range.end + self.after.len())
    }
}

/// Judges two or more X in a row.
pub fn run(ctx: &Context<'_>) -> Option<Hit> {
    let token = Token::around(ctx);
    let length = ctx.matched().len();
    let address =
        token.before.contains("://") || token.before.contains("www.") || token.before.contains('@') || token.after.contains('@');
    if length > LONGEST_RUN || address || ctx.quoted() && !ctx.whole() || beside_a_format(ctx) {
        return None;
    }
    let figure = match (token.before.is_empty(), token.after.is_empty()) {
        (true, true) => standing_alone(ctx, length),
        _ => joined(&token, ctx, length)?,
    };
    figure.then(|| token.hit(ctx))?
}

/// A worked template, which shows its reader the form of a date too.
fn beside_a_format(ctx: &Context<'_>) -> bool {
    let shows = |text: &str| text.contains("MM/YYYY") || words(text).any(|word| one_of(word, &["format", "formats"]));
    shows(ctx.left()) || shows(ctx.right())
}

/// A run that is part of a longer token. `None` where the token is a word, a version or a name.
fn joined(token: &Token<'_>, ctx: &Context<'_>, length: usize) -> Option<bool> {
    let before = token.before.chars().next_back();
    let after = token.after.chars().next();
    let suffix = token.after.split(['/', '-']).next().unwrap_or("").to_ascii_lowercase();
    let unit = one_of(&suffix, SUFFIXES);
    if before.is_some_and(char::is_alphabetic) || after.is_some_and(char::is_alphabetic) && !unit || token.before == "/" {
        return None;
    }
    if not_figures(ctx) || token.after.starts_with("/XY") || token.after.starts_with("/Y") && token.before.is_empty() {
        return None;
    }
    let numeric = |part: &str| part.chars().any(|c| c.is_ascii_digit() || matches!(c, 'X' | 'x'));
    let left = match before {
        None | Some('£' | '$' | '€' | '<' | '>' | '~' | '#' | ':' | '+') => true,
        Some('0'..='9') => {
            matches!(token.before, "20" | "19")
                || token.before.ends_with("/20")
                || length >= 3
                || after == Some('%')
                || after == Some(',')
        }
        Some('.') => !token.before.starts_with(['v', 'V']) && numeric(token.before),
        Some('/' | '-' | '_') => numeric(token.before) || is_capitals(token.before),
        Some(',') => numeric(token.before),
        _ => false,
    };
    let right = match after {
        None => token.before.is_empty() || left,
        Some('%' | '+' | ':') => true,
        Some(',') => numeric(&token.after[1..]),
        Some('.') => token.after[1..].starts_with(|c: char| c.is_ascii_digit() || c == 'X' || c == 'x'),
        Some('/' | '-') => numeric(token.after) || !token.before.is_empty() || after == Some('/') && standing_in_line(ctx),
        Some(_) => unit || !token.before.is_empty(),
    };
    Some(left && right)
}

/// A rate such as `XX/day`, not a Roman number beside another.
fn standing_in_line(ctx: &Context<'_>) -> bool {
    ctx.right()[1..].starts_with(char::is_lowercase)
}

/// A run with blanks or punctuation on both sides.
fn standing_alone(ctx: &Context<'_>, length: usize) -> bool {
    let previous = ctx.previous_word();
    let next = ctx.next_word();
    if not_figures(ctx) || is_kiss(ctx, previous) || ctx.place == Place::Heading && ctx.whole() && length < 4 {
        return false;
    }
    let clause = ctx.clause();
    let small = ctx.matched().starts_with('x');
    let counted = one_of(next, UNITS)
        || one_of(next, MONTHS)
        || next.starts_with(char::is_lowercase) && next.ends_with('s') && !small && next.len() > 3;
    let dated = one_of(previous, MONTHS);
    let numbered = one_of(previous, NUMBERED);
    let led = one_of(previous, BEFORE_FIGURE) || one_of(previous, OPENERS);
    let followed = !next.starts_with(char::is_uppercase) || previous.starts_with(char::is_lowercase);
    let labelled = ctx.left().trim_end().ends_with([':', '=', '£', '€', '$', '|']);
    length >= 4
        || (length == 3 && small)
        || ctx.whole()
        || clause.bracketed()
        || counted
        || dated
        || labelled
        || numbered
        || led && followed
}

/// Chromosomes, centuries, sizes.
fn not_figures(ctx: &Context<'_>) -> bool {
    let near = |text: &str| words(text).take(3).any(|word| one_of(word, NOT_FIGURES));
    let right = ctx.right();
    near(&right[..right.floor_char_boundary(right.len().min(40))]) || one_of(ctx.previous_word(), NOT_FIGURES) || is_roman(ctx)
}

/// A name or a part that carries a Roman number: `Louis XX`, `Article XX`.
fn is_roman(ctx: &Context<'_>) -> bool {
    const PARTS: &[&str] = &[
        "article",
        "chapter",
        "part",
        "schedule",
        "title",
        "volume",
        "vol",
        "book",
        "division",
        "class",
        "type",
        "act",
        "group",
        "pope",
        "king",
        "bowl",
        "directive",
    ];
    ctx.matched().starts_with('X') && ctx.matched().len() <= 3 && one_of(ctx.previous_word(), PARTS)
}

/// `Thank you xx` at the end of a message.
fn is_kiss(ctx: &Context<'_>, previous: &str) -> bool {
    ctx.left().trim_end().ends_with(['!', '.']) && ctx.matched().starts_with('x') && ctx.next_word().is_empty()
        || one_of(previous, &["thanks", "love", "you", "regards", "wishes"])
}

/// Judges a currency sign with X, `#` or `?` behind it.
pub fn money(ctx: &Context<'_>) -> Option<Hit> {
    let right = ctx.right();
    let end = right
        .find(|c: char| !(c == 'X' || c == 'x' || c == '#' || c == '?' || c == ',' || c == '.' || c.is_ascii_digit()))
        .unwrap_or(right.len());
    let digits = right[..end].trim_end_matches([',', '.']);
    let rest = &right[digits.len()..];
    let letters = &rest[..rest.find(|c: char| !c.is_alphanumeric()).unwrap_or(rest.len())];
    if !letters.is_empty() && !one_of(letters, SUFFIXES)
        || matches!(ctx.before(), Some('$' | '\\'))
        || rest.trim_start().starts_with(['$', '\\', '=', '~'])
    {
        return None;
    }
    let scale = scale(&rest[letters.len()..]);
    let lone = digits.is_empty() && letters.is_empty() && scale == 0;
    let sign = ctx.matched().chars().next_back();
    let doubtful = lone && (sign == Some('x') || sign == Some('?') && rest.trim().is_empty() && ctx.matched().contains(' '))
        || lone && algebra(ctx);
    let end = ctx.range.end + digits.len() + letters.len() + scale;
    (!doubtful && (!lone || !ctx.quoted())).then(|| ctx.hit_as(ctx.code, ctx.range.start..end))?
}

/// The length of ` million` and the like at the start of a text.
fn scale(text: &str) -> usize {
    let word = first_word(text);
    let blank = offset(text, word);
    if blank <= 1 && one_of(word, &["million", "billion", "thousand", "m", "bn", "k"]) { blank + word.len() } else { 0 }
}

/// X among Y and Z: a variable.
fn algebra(ctx: &Context<'_>) -> bool {
    let other = |text: &str| text.split(|c: char| !c.is_alphanumeric()).any(|word| matches!(word, "Y" | "Z" | "y" | "z"));
    other(ctx.left()) || other(ctx.right())
}

/// Judges a lone X beside `%`, a separator or a scale word.
pub fn single(ctx: &Context<'_>) -> Option<Hit> {
    let left = ctx.left();
    let touching = ctx.before().is_some_and(|c| c.is_alphanumeric() || c == '_' || c == '\'' || c == '’');
    let of_code = ctx.right().trim_start_matches([' ', '%']).trim_start_matches("of ").starts_with('\u{fffc}');
    let tail = left[left.ceil_char_boundary(left.len().saturating_sub(40))..].to_ascii_lowercase();
    let formula = ["expressed as", "defined as", "calculated as", "formula", "where "].iter().any(|word| tail.contains(word));
    let counted = ctx.matched().ends_with(char::is_lowercase) && ctx.matched().contains(' ');
    if touching || of_code || formula || ctx.quoted() || algebra(ctx) || counted && !opens_count(ctx) {
        return None;
    }
    let token = Token::around(ctx);
    let joined = token.after.starts_with(char::is_alphabetic) && !token.after.starts_with(['X', 'x']);
    let part = token.before.ends_with(['.', '@', '_']) || joined && !one_of(token.after, SUFFIXES);
    (!part).then(|| token.hit(ctx))?
}

/// Whether a count may begin here: `around X people`, not `3 x beds` or `Category X patients`.
fn opens_count(ctx: &Context<'_>) -> bool {
    let previous = ctx.previous_word();
    one_of(previous, BEFORE_FIGURE) || previous.is_empty() && !ctx.left().trim_end().ends_with(|c: char| c.is_alphanumeric())
}

/// Judges `#,###` and `##%`.
pub fn hashes(ctx: &Context<'_>) -> Option<Hit> {
    (!ctx.before().is_some_and(|c| c == '#' || c.is_alphanumeric())).then(|| Token::around(ctx).hit(ctx))?
}

/// Judges `page X`.
pub fn page(ctx: &Context<'_>) -> Option<Hit> {
    let of_total = one_of(ctx.next_word(), &["of", "to"]);
    (!of_total && ctx.after() != Some('-') && !ctx.quoted()).then(|| ctx.hit())?
}

/// Judges `Figure X`: a lone capital may be a letter where tables and maps are lettered.
pub fn numbered(ctx: &Context<'_>) -> Option<Hit> {
    let found = ctx.matched();
    let kind = found.split(|c: char| !c.is_alphabetic()).next().unwrap_or("");
    let number = found.rsplit(char::is_whitespace).next().unwrap_or("");
    let lettered = number == "X" && one_of(kind, &["table", "tables"])
        || !number.starts_with("XX") && one_of(kind, &["map", "maps", "box", "exhibit"]);
    let among_letters = number.len() == 1 && neighbours(ctx, kind);
    let (touching, end) = number_end(ctx);
    let hash = number.starts_with('#') && ctx.after().is_some_and(|c| c.is_ascii_digit());
    let asked = number == "?" && !matches!(kind, "Figure" | "Table" | "Fig");
    let mentioned = ctx.quoted() && !ctx.whole()
        || one_of(kind, &["maps", "tables", "charts", "graphs", "box"]) && number.len() == 1 && number != "x";
    (!(lettered || among_letters || touching || hash || asked || mentioned))
        .then(|| ctx.hit_as(ctx.code, ctx.range.start..end))?
}

/// Whether the number runs on into a word, and where it ends if it does not: `Figure X.X`, `Figure Xa`.
fn number_end(ctx: &Context<'_>) -> (bool, usize) {
    let right = ctx.right();
    let end = right.find(|c: char| !(in_word(c) || c == '.')).unwrap_or(right.len());
    let more = right[..end].trim_end_matches(['.', '-', '/']);
    let number =
        !more.starts_with(|c: char| c.is_ascii_digit()) && more.chars().all(|c| "Xx.?-/".contains(c) || c.is_ascii_digit());
    let sub = more.len() == 1 && more.starts_with(char::is_lowercase) || more.starts_with("’s") || more.starts_with("'s");
    (!number && !sub, ctx.range.end + if number { more.len() } else { usize::from(sub && more.len() == 1) })
}

/// `Figure W` or `Figure Y` near by.
fn neighbours(ctx: &Context<'_>, kind: &str) -> bool {
    let lettered = |text: &str| {
        let all: Vec<&str> = words(text).collect();
        all.windows(2).any(|pair| pair[0].eq_ignore_ascii_case(kind) && matches!(pair[1], "U" | "V" | "W" | "Y" | "Z"))
    };
    lettered(ctx.left()) || lettered(ctx.right()) || matches!(last_word(ctx.left().trim_end_matches([',', '&'])), "W")
}
