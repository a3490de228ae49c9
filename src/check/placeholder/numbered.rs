//! Numbers of figures, tables and parts that are not there: `Figure X`, `Table ??`, `Appendix ?`,
//! `page X`.
//!
//! Maps are lettered as often as numbered, and appendices, sections and tables are by some authors:
//! a lone X counts beside these only where the document has no such part and no other work is
//! cited; other marks count beside all of them.

use super::Place;
use super::context::{Context, Hit, in_word, is_capitals, last_word, offset, one_of, words};
use super::lexicon::{OWN_WORKS, WORKS};

/// Judges `page X`, `Page X of Y`; a Roman page may be “page x of the introduction”.
pub fn page(ctx: &Context<'_>) -> Option<Hit> {
    let mut following = words(ctx.right());
    let of = following
        .next()
        .is_some_and(|word| one_of(word, &["of", "to"]))
        && !ctx.next_word().is_empty();
    let total = following
        .next()
        .filter(|word| of && one_of(word, &["x", "y", "z", "n", "xx", "yy", "nn"]));
    let end = total.map_or(ctx.range.end, |total| {
        ctx.range.end + offset(ctx.right(), total) + total.len()
    });
    let fits = (!of || total.is_some()) && ctx.after() != Some('-') && !ctx.quoted();
    fits.then(|| ctx.hit_as(ctx.code, ctx.range.start..end))?
}

/// Judges `Appendix X`, `Section Y`: a letter for the number of a part that the document does not
/// have. A part of another work is cited, `Section X of the Act`, and letters may follow one
/// another, `Table W and Table X`.
pub fn lettered(ctx: &Context<'_>) -> Option<Hit> {
    let (kind, letter) = ctx.matched().split_once(char::is_whitespace)?;
    // `Sections X to Y`
    let letter = letter.split_whitespace().next()?;
    let letter = letter.trim_start().to_ascii_uppercase();
    let (touching, end) = number_end(ctx);
    let declared = [kind.to_owned(), capitalised(kind)]
        .iter()
        .any(|kind| (ctx.declared)(&format!("{kind} {letter}")));
    let foreign = ctx.language.has_word(kind);
    let honest = declared
        || foreign
        || touching
        || cites_another(ctx, kind)
        || neighbours(ctx, kind, &["U", "V", "W"]);
    (!honest && (!ctx.quoted() || ctx.whole()))
        .then(|| ctx.hit_as(ctx.code, ctx.range.start..end))?
}

fn capitalised(word: &str) -> String {
    let mut chars = word.chars();
    chars.next().map_or_else(String::new, |first| {
        first
            .to_uppercase()
            .chain(chars.flat_map(char::to_lowercase))
            .collect()
    })
}

/// Whether the part is one of another work: `Annex X to the Agreement`, `REACH Annex X`, `section X
/// of the form`.
pub fn cites_another(ctx: &Context<'_>, kind: &str) -> bool {
    let previous = ctx.previous_word();
    let code = |word: &str| is_capitals(word) || word.contains(|c: char| c.is_ascii_digit());
    if code(previous) && !is_capitals(kind) {
        return true;
    }
    let tail = super::clause::clause_end(ctx.right()).0;
    let mut following = words(tail);
    let joint = following
        .next()
        .is_some_and(|word| one_of(word, &["of", "to", "in", "under"]))
        && !ctx.next_word().is_empty();
    let work: Vec<&str> = following.take(4).collect();
    let own = work.iter().any(|word| one_of(word, OWN_WORKS));
    let named = |word: &&str| {
        word.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit()) || one_of(word, WORKS)
    };
    joint && !own && work.iter().any(named)
}

/// Judges `Appendix ?`, `section [ ]`, `para x.x`: parts of a document are lettered and numbered,
/// so that a lone X says nothing.
pub fn part(ctx: &Context<'_>) -> Option<Hit> {
    let number = ctx
        .matched()
        .rsplit(char::is_whitespace)
        .next()
        .unwrap_or("");
    let (touching, end) = number_end(ctx);
    let question = number == "?" && ctx.matched().starts_with(char::is_lowercase) && !goes_on(ctx);
    let boxed = number.starts_with('[') && ctx.place == Place::Cell && ctx.left().is_empty();
    (!(touching || question || boxed || ctx.quoted() && !ctx.whole()))
        .then(|| ctx.hit_as(ctx.code, ctx.range.start..end))?
}

/// Judges `Figure X`: a lone capital may be a letter where tables and maps are lettered.
pub fn numbered(ctx: &Context<'_>) -> Option<Hit> {
    let found = ctx.matched();
    let kind = found
        .split(|c: char| !c.is_alphabetic())
        .next()
        .unwrap_or("");
    let number = found.rsplit(char::is_whitespace).next().unwrap_or("");
    let mark = !number.starts_with(['X', 'x'])
        || ctx.right().starts_with(".X")
        || ctx.right().starts_with(".x");
    let lettered = number == "X" && !mark && kind.eq_ignore_ascii_case("tables")
        || !number.starts_with("XX") && !mark && one_of(kind, &["map", "maps", "box", "exhibit"]);
    if number == "X" && !mark && kind.eq_ignore_ascii_case("table") {
        return self::lettered(ctx);
    }
    let among_letters = number.len() == 1 && neighbours(ctx, kind, &["U", "V", "W", "Y", "Z"]);
    let (touching, end) = number_end(ctx);
    let hash = number.starts_with('#') && ctx.after().is_some_and(|c| c.is_ascii_digit());
    let asked = number == "?" && !matches!(kind, "Figure" | "Table" | "Fig") && !goes_on(ctx);
    let mentioned = ctx.quoted() && !ctx.whole()
        || one_of(kind, &["maps", "tables", "charts", "graphs", "box"])
            && number.len() == 1
            && number != "x";
    (!(lettered || among_letters || touching || hash || asked || mentioned))
        .then(|| ctx.hit_as(ctx.code, ctx.range.start..end))?
}

/// Whether the sentence, the bracket or the caption goes on behind a question mark, which then
/// stands for a number.
fn goes_on(ctx: &Context<'_>) -> bool {
    ctx.next_word().starts_with(char::is_lowercase)
        || matches!(ctx.after(), Some(':' | ')' | ']' | ','))
}

/// Whether the number runs on into a word, and where it ends if it does not: `Figure X.X`, `Figure
/// Xa`.
fn number_end(ctx: &Context<'_>) -> (bool, usize) {
    let right = ctx.right();
    let end = right
        .find(|c: char| !(in_word(c) || c == '.'))
        .unwrap_or(right.len());
    let more = right[..end].trim_end_matches(['.', '-', '/']);
    let number = !more.starts_with(|c: char| c.is_ascii_digit())
        && more
            .chars()
            .all(|c| "Xx.?-/".contains(c) || c.is_ascii_digit());
    let sub = more.len() == 1 && more.starts_with(char::is_lowercase)
        || more.starts_with("’s")
        || more.starts_with("'s");
    (
        !number && !sub,
        ctx.range.end
            + if number {
                more.len()
            } else {
                usize::from(sub && more.len() == 1)
            },
    )
}

/// `Figure W` or `Figure Y` near by.
fn neighbours(ctx: &Context<'_>, kind: &str, letters: &[&str]) -> bool {
    let lettered = |text: &str| {
        let all: Vec<&str> = words(text).collect();
        all.windows(2)
            .any(|pair| pair[0].eq_ignore_ascii_case(kind) && letters.contains(&pair[1]))
    };
    lettered(ctx.left())
        || lettered(ctx.right())
        || matches!(last_word(ctx.left().trim_end_matches([',', '&'])), "W")
}
