//! What the name of a file says: whether it is a card, and whether it stands for its folder.

/// The endings of Markdown files; case does not count.
const ENDINGS: [&str; 2] = ["md", "markdown"];

/// The name of a Markdown file without its ending; `None` if it is another sort of file.
pub fn card_stem(name: &str) -> Option<&str> {
    let (stem, ending) = name.rsplit_once('.')?;
    ENDINGS
        .iter()
        .any(|known| ending.eq_ignore_ascii_case(known))
        .then_some(stem)
}

/// Whether a file is the `index.md` of its folder (`docs/format.md#layout`), however an editor
/// spelt it.
pub fn is_index(name: &str) -> bool {
    card_stem(name).is_some_and(|stem| stem.eq_ignore_ascii_case("index"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_endings_of_markdown_make_a_card() {
        assert_eq!(card_stem("01-a.b.md"), Some("01-a.b"));
        assert_eq!(card_stem("Annex.MARKDOWN"), Some("Annex"));
        assert_eq!(card_stem("md"), None);
        assert_eq!(card_stem("a.mdx"), None);
        assert!(
            is_index("index.md")
                && is_index("Index.MD")
                && !is_index("index.txt")
                && !is_index("01-index.md")
        );
    }
}
