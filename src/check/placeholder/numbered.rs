//! Numbers of figures, tables and parts that are not there: `Figure X`, `Table ??`, `Appendix ?`, `page X`.
//!
//! Tables, maps and appendices are lettered as often as numbered, so a lone X counts only beside a word that letters hardly
//! ever follow; other marks count beside all of them.

use super::Place;
use super::context::{Context, Hit, in_word, last_word, one_of, words};

/// Judges `page X`.
pub fn page(ctx: &Context<'_>) -> Option<Hit> {
    let of_total = one_of(ctx.next_word(), &["of", "to"]);
    (!of_total && ctx.after() != Some('-') && !ctx.quoted()).then(|| ctx.hit())?
}

/// Judges `Appendix ?`, `section [ ]`, `para x.x`: parts of a document are lettered and numbered, so that a lone X says nothing.
pub fn part(ctx: &Context<'_>) -> Option<Hit> {
    let number = ctx.matched().rsplit(char::is_whitespace).next().unwrap_or("");
    let (touching, end) = number_end(ctx);
    let question = number == "?" && ctx.matched().starts_with(char::is_lowercase) && !goes_on(ctx);
    let boxed = number.starts_with('[') && ctx.place == Place::Cell && ctx.left().is_empty();
    (!(touching || question || boxed || ctx.quoted() && !ctx.whole())).then(|| ctx.hit_as(ctx.code, ctx.range.start..end))?
}

/// Judges `Figure X`: a lone capital may be a letter where tables and maps are lettered.
pub fn numbered(ctx: &Context<'_>) -> Option<Hit> {
    let found = ctx.matched();
    let kind = found.split(|c: char| !c.is_alphabetic()).next().unwrap_or("");
    let number = found.rsplit(char::is_whitespace).next().unwrap_or("");
    let mark = !number.starts_with(['X', 'x']) || ctx.right().starts_with(".X") || ctx.right().starts_with(".x");
    let lettered = number == "X" && !mark && one_of(kind, &["table", "tables"])
        || !number.starts_with("XX") && !mark && one_of(kind, &["map", "maps", "box", "exhibit"]);
    let among_letters = number.len() == 1 && neighbours(ctx, kind);
    let (touching, end) = number_end(ctx);
    let hash = number.starts_with('#') && ctx.after().is_some_and(|c| c.is_ascii_digit());
    let asked = number == "?" && !matches!(kind, "Figure" | "Table" | "Fig") && !goes_on(ctx);
    let mentioned = ctx.quoted() && !ctx.whole()
        || one_of(kind, &["maps", "tables", "charts", "graphs", "box"]) && number.len() == 1 && number != "x";
    (!(lettered || among_letters || touching || hash || asked || mentioned))
        .then(|| ctx.hit_as(ctx.code, ctx.range.start..end))?
}

/// Whether the sentence, the bracket or the caption goes on behind a question mark, which then stands for a number.
fn goes_on(ctx: &Context<'_>) -> bool {
    ctx.next_word().starts_with(char::is_lowercase) || matches!(ctx.after(), Some(':' | ')' | ']' | ','))
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
