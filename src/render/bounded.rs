//! A place for what a template writes, with an end: a loop that writes for ever is stopped when it is full.

use std::io::{self, Write};

/// A template writes at most so many bytes for a card: more than anybody prints, and less than fills a machine's memory.
pub const MOST_BYTES: usize = 32 * 1024 * 1024;

/// What was written so far.
#[derive(Debug, Default)]
pub struct Bounded {
    bytes: Vec<u8>,
    /// Whether something had to be refused.
    pub full: bool,
}

impl Bounded {
    /// What was written, as text; a template that was saved with the line ends of Windows writes what any other does.
    pub fn text(self) -> String {
        let text = String::from_utf8(self.bytes).unwrap_or_default();
        if text.contains('\r') { text.replace("\r\n", "\n") } else { text }
    }
}

impl Write for Bounded {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.bytes.len() + bytes.len() > MOST_BYTES {
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
