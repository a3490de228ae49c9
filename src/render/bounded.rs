//! A place for what a template writes, with an end: a loop that writes for ever is stopped when it
//! is full.

use std::io::{self, Write};

use crate::limits::TEMPLATE_OUTPUT;

/// What was written so far.
#[derive(Debug, Default)]
pub struct Bounded {
    bytes: Vec<u8>,
    /// Whether something had to be refused.
    pub full: bool,
}

impl Bounded {
    /// What was written, as text; a template that was saved with the line ends of Windows writes
    /// what any other does.
    pub fn text(self) -> String {
        let text = String::from_utf8(self.bytes).unwrap_or_default();
        if text.contains('\r') {
            text.replace("\r\n", "\n")
        } else {
            text
        }
    }
}

impl Write for Bounded {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.bytes.len() + bytes.len() > TEMPLATE_OUTPUT {
            self.full = true;
            return Err(io::Error::from(io::ErrorKind::FileTooLarge));
        }
        self.bytes.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
