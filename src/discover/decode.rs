//! From bytes to text: UTF-8, with or without a byte-order mark; anything else is reported at the
//! first byte that is wrong.

use crate::diagnostic::{Report, rules};
use crate::limits::TEXT_FILE;
use crate::source::{Source, SourceId, SourceSet, Span};

/// U+FEFF at the beginning of a file: Windows puts it there.
const BYTE_ORDER_MARK: &[u8] = &[0xEF, 0xBB, 0xBF];

/// Adds a text file to the set. A byte that is not UTF-8 is replaced and reported, and the rest is
/// still read; `None` if nothing of the file can be read.
pub fn add_text(
    path: &str,
    bytes: Vec<u8>,
    sources: &mut SourceSet,
    report: &mut Report,
) -> Option<SourceId> {
    if bytes.len() as u64 > TEXT_FILE {
        let id = sources.add(Source::new(path, ""));
        let message = format!(
            "this file has {} bytes; at most {TEXT_FILE} are read",
            bytes.len()
        );
        report.push(
            rules::source::TOO_LARGE
                .at(Span::new(id, 0..0), message)
                .help("split it into several cards"),
        );
        return None;
    }
    if bytes.starts_with(&[0xFF, 0xFE]) || bytes.starts_with(&[0xFE, 0xFF]) {
        let id = sources.add(Source::new(path, ""));
        let diagnostic = rules::source::NOT_UTF_8
            .at(Span::new(id, 0..0), "this file is encoded in UTF-16")
            .help("save it again with the encoding UTF-8");
        report.push(diagnostic);
        return None;
    }
    let bytes = if bytes.starts_with(BYTE_ORDER_MARK) {
        bytes[BYTE_ORDER_MARK.len()..].to_vec()
    } else {
        bytes
    };
    match String::from_utf8(bytes) {
        Ok(text) => Some(sources.add(Source::new(path, text))),
        Err(error) => {
            let at = error.utf8_error().valid_up_to();
            let bytes = error.as_bytes();
            let id = sources.add(Source::new(path, String::from_utf8_lossy(bytes)));
            let message = format!("the byte 0x{:02X} here is not UTF-8", bytes[at]);
            let span = Span::new(id, at..at + char::REPLACEMENT_CHARACTER.len_utf8());
            let diagnostic = rules::source::NOT_UTF_8
                .at(span, message)
                .help("save the file again with the encoding UTF-8; editors often call the wrong one “ANSI” or “Windows-1252”");
            report.push(diagnostic);
            Some(id)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wrong_byte_is_found_where_it_stands() {
        let mut sources = SourceSet::default();
        let mut report = Report::default();
        let id = add_text(
            "a.md",
            b"one\ncaf\xe9 two".to_vec(),
            &mut sources,
            &mut report,
        )
        .expect("most of it is text");
        let [found] = report.diagnostics() else {
            panic!("one diagnostic")
        };
        assert_eq!(found.code, "source/not-utf-8");
        assert_eq!(sources.get(id).text(), "one\ncaf\u{fffd} two");
        assert!(matches!(found.place, crate::diagnostic::Place::Span(span) if span.start == 7));
    }

    #[test]
    fn a_byte_order_mark_is_no_text() {
        let mut sources = SourceSet::default();
        let mut report = Report::default();
        let id = add_text(
            "a.md",
            b"\xef\xbb\xbf---\n".to_vec(),
            &mut sources,
            &mut report,
        )
        .expect("it is text");
        assert_eq!(sources.get(id).text(), "---\n");
        assert!(report.diagnostics().is_empty());
    }
}
