//! What stands between bytes from outside and their reader.
//!
//! The reader goes down into arrays and dictionaries as deep as they are, and trusts what it has
//! looked at once. So the depth is counted before, by a walk over the bytes; and if the reader still
//! panics, the PDF is broken and not the program. What is packed inside streams is not seen here:
//! a service that reads strangers' PDFs has it done by a process that can be ended, as the program
//! does (`cli/worker/`).

use std::panic::{AssertUnwindSafe, catch_unwind};

use hayro_syntax::{LoadPdfError, Pdf};
use memchr::memmem;

use super::Unreadable;
use crate::limits;

const END_OF_STREAM: &[u8] = b"endstream";

/// Opens a PDF and lets something be read from it.
pub(super) fn guarded<T>(
    bytes: Vec<u8>,
    read: impl FnOnce(&Pdf) -> Result<T, Unreadable>,
) -> Result<T, Unreadable> {
    if u64::try_from(bytes.len()).unwrap_or(u64::MAX) > limits::PDF_FILE {
        return Err(Unreadable::TooMuch("bytes"));
    }
    if !is_shallow(&bytes) {
        return Err(Unreadable::TooMuch("arrays inside each other"));
    }
    let opened_and_read = || {
        let pdf = Pdf::new(bytes).map_err(|error| match error {
            LoadPdfError::Decryption(_) => Unreadable::Protected,
            LoadPdfError::Invalid => Unreadable::Broken,
        })?;
        read(&pdf)
    };
    catch_unwind(AssertUnwindSafe(opened_and_read)).unwrap_or(Err(Unreadable::Broken))
}

/// Whether arrays and dictionaries are no deeper inside each other than may be.
pub(super) fn is_shallow(bytes: &[u8]) -> bool {
    let mut depth = 0_usize;
    let mut at = 0;
    while let Some(rest) = bytes.get(at..).filter(|rest| !rest.is_empty()) {
        at += 1;
        match rest {
            [b'(', ..] => at += string(rest),
            [b'[', ..] => depth += 1,
            [b']', ..] => depth = depth.saturating_sub(1),
            [b'<', b'<', ..] => {
                depth += 1;
                at += 1;
            }
            [b'>', b'>', ..] => {
                depth = depth.saturating_sub(1);
                at += 1;
            }
            _ if rest.starts_with(b"endobj") => depth = 0,
            _ if rest.starts_with(b"stream") => {
                let end = memmem::find(rest, END_OF_STREAM);
                at += end.map_or(0, |end| end + END_OF_STREAM.len() - 1);
            }
            _ => {}
        }
        if depth > limits::PDF_NESTING {
            return false;
        }
    }
    true
}

/// How many bytes a string has after its first parenthesis; none if it has no end.
fn string(bytes: &[u8]) -> usize {
    let mut open = 0_usize;
    let mut is_escaped = false;
    for (at, byte) in bytes.iter().enumerate() {
        match byte {
            _ if is_escaped => is_escaped = false,
            b'\\' => is_escaped = true,
            b'(' => open += 1,
            b')' if open == 1 => return at,
            b')' => open -= 1,
            _ => {}
        }
    }
    0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arrays_may_lie_inside_each_other_up_to_the_limit() {
        let nested = |depth: usize| [b"[".repeat(depth), b"]".repeat(depth)].concat();
        assert!(is_shallow(&nested(limits::PDF_NESTING)));
        assert!(!is_shallow(&nested(limits::PDF_NESTING + 1)));
    }

    #[test]
    fn brackets_in_strings_and_streams_are_no_arrays() {
        let many = "[".repeat(limits::PDF_NESTING + 1);
        let texts = [
            format!("(a \\) ( {many}) )"),
            format!("<< >> stream\n{many}\nendstream"),
            "1 0 obj << endobj ".repeat(limits::PDF_NESTING + 1),
        ];
        for text in texts {
            assert!(is_shallow(text.as_bytes()), "{text}");
        }
    }

    #[test]
    fn what_is_no_pdf_is_said_to_be_none() {
        for bytes in [&b""[..], b"%PDF-1.7", b"PK\x03\x04 and so on"] {
            let read = guarded(bytes.to_vec(), |_| Ok(()));
            assert_eq!(read, Err(Unreadable::Broken));
        }
    }
}
