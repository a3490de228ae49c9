//! What looks like the target of a link.

use std::sync::LazyLock;

use regex::Regex;

/// How an address begins, or how a file's name ends; the rest of it may have blanks.
static ADDRESS: LazyLock<Regex> = LazyLock::new(|| {
    let pattern = concat!(
        r"(?i)^\s*[<“”]?(?:(?:https?|ftp|file)://|(?:mailto|fact|cite|term|plan):\S|www\.\w|[#]\w|\.{0,2}/\w",
        r"|[^()\n]*\.(?:md|markdown|html?|pdf|docx?|xlsx?|pptx?|csv|png|jpe?g|gif|svg|webp|txt)(?:[#?)\s“”]|$)",
        r"|[\w.-]+\.(?:uk|org|com|net|eu|int|nhs|gov)(?:/|\)|\s|$))",
    );
    Regex::new(pattern).unwrap_or_else(|error| unreachable!("a pattern of ours: {error}"))
});

/// Whether a text could be the target of a link or of a picture.
pub fn is_address(text: &str) -> bool {
    ADDRESS.is_match(text)
}
