//! A date that was never filled in: `dd/mm/yyyy` where a day belongs.

use super::context::{Context, Hit, in_word, one_of, words};

/// Judges the letters of a date format: a gap, unless the text explains the format or a form shows it.
pub fn format(ctx: &Context<'_>) -> Option<Hit> {
    let left = ctx.left().to_ascii_lowercase();
    let right = ctx.right().to_ascii_lowercase();
    let explained = shows_format(&left, &right)
        || left.trim_end().ends_with(" as")
        || ctx.before() == Some('(') && !left.ends_with("(date: (");
    let length = ctx.right().find(|c| !in_word(c)).unwrap_or(ctx.right().len());
    let end = ctx.range.end + ctx.right()[..length].trim_end_matches(['-', '/']).len();
    (!explained && !ctx.quoted()).then(|| ctx.hit_as(ctx.code, ctx.range.start..end))?
}

/// Whether the words near a date speak about how dates are written. Both texts are in small letters.
fn shows_format(left: &str, right: &str) -> bool {
    let left = &left[left.ceil_char_boundary(left.len().saturating_sub(80))..];
    let right = &right[..right.floor_char_boundary(right.len().min(40))];
    let explained = ["such as", "e.g.", "in the form ", " enter "].iter().any(|words| left.contains(words));
    let format = |text: &str| words(text).any(|word| one_of(word, &["format", "formats", "formatted"]));
    explained || format(left) || format(right)
}
