//! The words of settled text without what they look like, as far as their author wrote them: for
//! measuring columns, and for seeing whether there are any.

use super::{Inline, LinkWords};

/// The words; a picture gives its alternative text, and what is filled in gives nothing.
pub fn plain_text(content: &[Inline<'_>]) -> String {
    let mut out = String::new();
    push(content, &mut out);
    out
}

fn push(content: &[Inline<'_>], out: &mut String) {
    for inline in content {
        match inline {
            Inline::Text { text, .. } | Inline::Code { text, .. } | Inline::Marked { text, .. } => {
                out.push_str(text);
            }
            Inline::SoftBreak(_) | Inline::HardBreak => out.push(' '),
            Inline::Picture(picture) => out.push_str(&picture.alt),
            Inline::Styled(_, inner) | Inline::Passage(_, inner) => push(inner, out),
            Inline::Link(link) => {
                if let LinkWords::Written(inner) = &link.words {
                    push(inner, out);
                }
            }
            Inline::Note(_) | Inline::StandIn { .. } => {}
        }
    }
}
