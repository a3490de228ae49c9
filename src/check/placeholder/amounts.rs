//! Amounts that are not there: `£X million`, `x%`, `X new homes`, `£___`, `nn%`, `201X`.
//!
//! A lone X counts only beside a currency, a unit or a separator, or where a count begins and the
//! next word is counted; among Y and Z it is a variable.

use super::Place;
use super::context::{Context, Hit, first_word, offset, one_of, words};
use super::figures::{SUFFIXES, Token};
use super::lexicon::{BEFORE_FIGURE, COUNTED, LETTERED, UNITS};

/// Judges a currency sign with X, `#` or `?` behind it.
pub fn money(ctx: &Context<'_>) -> Option<Hit> {
    let right = ctx.right();
    let end = right
        .find(|c: char| {
            !(c == 'X'
                || c == 'x'
                || c == '#'
                || c == '?'
                || c == ','
                || c == '.'
                || c.is_ascii_digit())
        })
        .unwrap_or(right.len());
    let digits = right[..end].trim_end_matches([',', '.']);
    if digits.starts_with(|c: char| c.is_ascii_digit())
        || ctx.matched().ends_with('?') && right.starts_with('-')
    {
        return None;
    }
    let rest = &right[digits.len()..];
    let letters = &rest[..rest
        .find(|c: char| !c.is_alphanumeric())
        .unwrap_or(rest.len())];
    if !letters.is_empty() && !one_of(letters, SUFFIXES)
        || matches!(ctx.before(), Some('$' | '\\'))
        || rest.trim_start().starts_with(['$', '\\', '=', '~'])
    {
        return None;
    }
    let scale = scale(&rest[letters.len()..]);
    let lone = digits.is_empty() && letters.is_empty() && scale == 0;
    let sign = ctx.matched().chars().next_back();
    let rated = matches!(first_word(rest), "per" | "each" | "pa");
    let doubtful = lone
        && (sign == Some('x') && !rated
            || sign == Some('?') && rest.trim().is_empty() && ctx.matched().contains(' '))
        || lone && algebra(ctx);
    let end = ctx.range.end + digits.len() + letters.len() + scale;
    (!doubtful && (!lone || !ctx.quoted())).then(|| ctx.hit_as(ctx.code, ctx.range.start..end))?
}

/// The length of ` million` and the like at the start of a text.
fn scale(text: &str) -> usize {
    let word = first_word(text);
    let blank = offset(text, word);
    if blank <= 1 && one_of(word, &["million", "billion", "thousand", "m", "bn", "k"]) {
        blank + word.len()
    } else {
        0
    }
}

/// X among Y and Z: a variable.
fn algebra(ctx: &Context<'_>) -> bool {
    let other = |text: &str| {
        text.split(|c: char| !c.is_alphanumeric())
            .any(|word| matches!(word, "Y" | "Z" | "y" | "z"))
    };
    let mut behind = words(ctx.right())
        .skip_while(|word| *word == "%" || one_of(word, &["per", "cent", "percent"]));
    let range = one_of(ctx.previous_word(), &["from", "between"])
        && behind
            .next()
            .is_some_and(|word| one_of(word, &["to", "and"]));
    !range && (other(ctx.left()) || other(ctx.right()))
}

/// Judges `££££` and `£___`.
pub fn blank_money(ctx: &Context<'_>) -> Option<Hit> {
    let sums = ctx
        .matched()
        .chars()
        .filter(|&c| matches!(c, '£' | '€'))
        .count();
    let bare = sums == 1 || !ctx.right().starts_with(|c: char| c.is_ascii_digit());
    (bare && !ctx.quoted()).then(|| Token::around(ctx).hit(ctx))?
}

/// Judges `£---`, which Markdown sets as a dash: a sum that is not there. `£-` is nil, and so is
/// `£–` in a table.
pub fn dashes(ctx: &Context<'_>) -> Option<Hit> {
    let short = ctx.matched().trim_start_matches(['£', '€', '$', ' ']) == "–";
    let written = ctx.place == Place::Prose && ctx.left().contains(char::is_alphabetic);
    let goes_on = ctx
        .after()
        .is_some_and(|c| c.is_alphanumeric() || "£€$".contains(c));
    (!goes_on && (!short || written) && !ctx.quoted()).then(|| ctx.hit())?
}

/// Judges `?%`: a share that is asked for.
pub fn asked_share(ctx: &Context<'_>) -> Option<Hit> {
    let joined = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || "/=&_".contains(c));
    (!joined(ctx.before()) && !joined(ctx.after()) && !ctx.in_address() && !ctx.quoted())
        .then(|| ctx.hit())?
}

/// Judges `x.x%`, `x.x million`, and a cell that is nothing but `x.x`.
pub fn decimal(ctx: &Context<'_>) -> Option<Hit> {
    let share = ctx.right().trim_start().starts_with('%');
    let unit = ctx
        .right()
        .find('%')
        .filter(|_| share)
        .map_or(0, |at| at + 1);
    let of_scale = scale(ctx.right()) > 0
        || one_of(ctx.next_word(), UNITS)
        || one_of(ctx.next_word(), COUNTED);
    let filled = ctx.whole() && matches!(ctx.place, Place::Cell | Place::Value);
    let whole = Context {
        range: ctx.range.start..ctx.range.end + unit,
        ..*ctx
    };
    (share || of_scale || filled).then(|| single(&whole))?
}

/// Judges `########`, which a spreadsheet shows where a column is too narrow.
pub fn narrow_column(ctx: &Context<'_>) -> Option<Hit> {
    let joined = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || "#/_-".contains(c));
    let apart = !joined(ctx.before()) && !joined(ctx.after());
    (apart && ctx.place != Place::Heading && !ctx.quoted()).then(|| ctx.hit())?
}

/// Judges `Version 0.x`, and `Version 1.x` that says nothing else: there may be a “version 12.x of
/// the ledger”, and a `v16.x`.
pub fn version(ctx: &Context<'_>) -> Option<Hit> {
    let first_draft = ctx.matched().contains("0.");
    let clause = ctx.clause();
    let spelt_out = ctx.matched().len() > "version".len();
    let alone =
        spelt_out && clause.tail.is_empty() && clause.subject.is_empty() && clause.opener != '-';
    let joined = ctx
        .after()
        .is_some_and(|c| c == '-' || c == '_' || c.is_alphanumeric());
    ((first_draft || alone) && !joined && !ctx.quoted()).then(|| ctx.hit())?
}

/// Judges `1.x` where it is all that a key or a cell says.
pub fn lone_version(ctx: &Context<'_>) -> Option<Hit> {
    (matches!(ctx.place, Place::Value | Place::Cell) && ctx.whole()).then(|| ctx.hit())?
}

/// Judges `of £ million` and `around %`, in a sentence; `(£ million)` is the unit of a table.
pub fn blank_scale(ctx: &Context<'_>) -> Option<Hit> {
    let gap = ctx
        .matched()
        .find(['£', '€', '%'])
        .map_or(ctx.range.start, |at| ctx.range.start + at);
    let filled = ctx.next_word().starts_with(|c: char| c.is_ascii_digit());
    (ctx.place == Place::Prose && !filled && !ctx.quoted())
        .then(|| ctx.hit_as(ctx.code, gap..ctx.range.end))?
}

/// Judges `__%`, `nn%`, `00%`, `…%`.
pub fn blank_share(ctx: &Context<'_>) -> Option<Hit> {
    let joined = ctx
        .before()
        .is_some_and(|c| c.is_alphanumeric() || "._,…%".contains(c));
    (!joined && !ctx.quoted()).then(|| ctx.hit())?
}

/// Judges a decade or a day that is not written to its end: `201X`, `00/00/2018`.
pub fn blank_date(ctx: &Context<'_>) -> Option<Hit> {
    let decade = ctx.matched().starts_with('2') && ctx.inside_word();
    let joined = decade
        || ctx.inside_word_before()
        || ctx.in_address()
        || matches!(ctx.before(), Some('/' | '-' | '£' | '$' | '€'));
    (!joined && !ctx.quoted()).then(|| Token::around(ctx).hit(ctx))?
}

/// Judges `X` and a word: a count, where a count may begin and the word is counted.
pub fn count(ctx: &Context<'_>) -> Option<Hit> {
    let rest = &ctx.text[ctx.range.end..];
    let rest = &rest[..rest.floor_char_boundary(rest.len().min(60))];
    let mut following = words(rest);
    let noun = following.next().unwrap_or("");
    let second = following.next().unwrap_or("");
    let of_scale = one_of(
        noun,
        &["million", "billion", "thousand", "percent", "pence"],
    ) || noun == "per" && one_of(second, &["cent", "year", "week", "month"]);
    let share = noun == "in"
        && (second.starts_with(|c: char| c.is_ascii_digit())
            || one_of(second, &["ten", "five", "four", "three"]));
    if let Some(end) = range_end(ctx, rest) {
        return (!ctx.quoted()).then(|| ctx.hit_as(ctx.code, ctx.range.start..end))?;
    }
    let more = one_of(
        noun,
        &["new", "additional", "extra", "more", "fewer", "further"],
    ) && second.ends_with(char::is_lowercase);
    let counted = of_scale || share || more || one_of(noun, COUNTED);
    if !counted
        || ctx.matched().starts_with('x')
            && !of_scale
            && !share
            && !one_of(noun, &["people", "percentage", "no"])
    {
        return None;
    }
    let end = ctx.range.end + offset(rest, noun) + noun.len();
    let whole = Context {
        range: ctx.range.start..end,
        ..*ctx
    };
    single(&whole)
}

/// `between X and Y places`: where the second of two such letters ends, if what follows is counted.
fn range_end(ctx: &Context<'_>, rest: &str) -> Option<usize> {
    let all: Vec<&str> = words(rest).take(3).collect();
    let [joint, second @ ("X" | "Y" | "x" | "y"), counted] = all.as_slice() else {
        return None;
    };
    let led = one_of(ctx.previous_word(), &["between", "from"]) && one_of(joint, &["and", "to"]);
    let counted = one_of(counted, COUNTED)
        || one_of(
            counted,
            &["new", "additional", "extra", "more", "further", "per"],
        );
    (led && counted).then(|| ctx.range.end + offset(rest, second) + second.len())
}

/// Judges a lone X beside `%`, a separator or a scale word.
pub fn single(ctx: &Context<'_>) -> Option<Hit> {
    let left = ctx.left();
    let touching = ctx
        .before()
        .is_some_and(|c| c.is_alphanumeric() || c == '_' || c == '\'' || c == '’');
    let of_code = ctx
        .right()
        .trim_start_matches([' ', '%'])
        .trim_start_matches("of ")
        .starts_with('\u{fffc}');
    let tail = left[left.ceil_char_boundary(left.len().saturating_sub(40))..].to_ascii_lowercase();
    let formula = [
        "expressed as",
        "defined as",
        "calculated as",
        "formula",
        "where ",
    ]
    .iter()
    .any(|word| tail.contains(word));
    let counted = ctx.matched().ends_with(char::is_lowercase) && ctx.matched().contains(' ');
    if touching
        || of_code
        || formula
        || ctx.quoted()
        || algebra(ctx)
        || counted && !opens_count(ctx)
    {
        return None;
    }
    let token = Token::around(ctx);
    let joined =
        token.after.starts_with(char::is_alphabetic) && !token.after.starts_with(['X', 'x']);
    let part = token.before.ends_with(['.', '@', '_']) || joined && !one_of(token.after, SUFFIXES);
    (!part).then(|| token.hit(ctx))?
}

/// Whether a count may begin here: `around X people`, not `3 x beds` or `Category X patients`.
fn opens_count(ctx: &Context<'_>) -> bool {
    let previous = ctx.previous_word();
    let opens = previous.is_empty()
        && !ctx
            .left()
            .trim_end()
            .ends_with(|c: char| c.is_alphanumeric());
    let capital = ctx.matched().starts_with('X');
    opens
        || one_of(previous, BEFORE_FIGURE)
        || capital && previous.starts_with(char::is_lowercase) && !one_of(previous, LETTERED)
}

/// Judges `#,###`, `##%` and `CAB/2019/###`.
pub fn hashes(ctx: &Context<'_>) -> Option<Hit> {
    let reference = ctx.matched().starts_with(['/', '-']);
    let joined = ctx
        .before()
        .is_some_and(|c| c == '#' || c.is_alphanumeric());
    let digit = ctx.before().is_some_and(|c| c.is_ascii_digit());
    (if reference { digit } else { !joined }).then(|| Token::around(ctx).hit(ctx))?
}
