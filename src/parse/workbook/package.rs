//! A workbook as a package: a zip archive of XML parts, none of which is unpacked beyond what a
//! workbook may hold ([`WORKBOOK`]). In: the bytes of a file. Out: the text of a part by its name,
//! or why the file is none that can be read.

use std::collections::HashMap;
use std::io::{Cursor, Read as _};

use roxmltree::{Document, ParsingOptions};
use zip::ZipArchive;
use zip::result::ZipError;

use super::Fault;
use crate::limits::{WORKBOOK, WORKBOOK_NODES};

/// How a compound file begins, in which older workbooks, and those with a password, are kept.
const COMPOUND: &[u8] = &[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];

/// The stream of a compound file that holds a workbook with a password.
const ENCRYPTED: &str = "EncryptedPackage";

pub(super) struct Package<'a> {
    archive: ZipArchive<Cursor<&'a [u8]>>,
    /// The parts by their names in small letters, as some programs write them otherwise than they
    /// name them.
    parts: HashMap<String, usize>,
    /// How many bytes may still be unpacked.
    left: u64,
}

impl<'a> Package<'a> {
    pub fn open(bytes: &'a [u8]) -> Result<Self, Fault> {
        if bytes.starts_with(COMPOUND) {
            let name: Vec<u8> = ENCRYPTED
                .encode_utf16()
                .flat_map(u16::to_le_bytes)
                .collect();
            let is_encrypted = memchr::memmem::find(bytes, &name).is_some();
            return Err(if is_encrypted {
                Fault::Password
            } else {
                Fault::Older
            });
        }
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(|error| of_zip(&error))?;
        let parts = (0..archive.len())
            .filter_map(|index| Some((folded(archive.name_for_index(index)?), index)))
            .collect();
        Ok(Self {
            archive,
            parts,
            left: WORKBOOK,
        })
    }

    /// The text of a part; `None` if there is none of that name.
    pub fn part(&mut self, name: &str) -> Result<Option<String>, Fault> {
        let Some(index) = self.parts.get(&folded(name)).copied() else {
            return Ok(None);
        };
        let file = self
            .archive
            .by_index(index)
            .map_err(|error| of_zip(&error))?;
        // What the package says of itself is asked first, and then held to.
        if file.size() > self.left {
            return Err(Fault::TooLarge);
        }
        let mut bytes = Vec::new();
        file.take(self.left + 1)
            .read_to_end(&mut bytes)
            .map_err(|error| Fault::Damaged(error.to_string()))?;
        self.left = self
            .left
            .checked_sub(bytes.len() as u64)
            .ok_or(Fault::TooLarge)?;
        let text = String::from_utf8(bytes)
            .map_err(|_| Fault::Damaged(format!("its part `{name}` is not UTF-8")))?;
        Ok(Some(match text.strip_prefix('\u{feff}') {
            Some(rest) => rest.to_owned(),
            None => text,
        }))
    }

    /// The text of a part without which there is no workbook.
    pub fn needed(&mut self, name: &str) -> Result<String, Fault> {
        self.part(name)?
            .ok_or_else(|| Fault::Damaged(format!("it has no part `{name}`")))
    }
}

/// A part as a tree; entities of its own are refused.
pub(super) fn tree<'t>(text: &'t str, name: &str) -> Result<Document<'t>, Fault> {
    let options = ParsingOptions {
        nodes_limit: WORKBOOK_NODES,
        ..ParsingOptions::default()
    };
    Document::parse_with_options(text, options).map_err(|error| match error {
        roxmltree::Error::NodesLimitReached => Fault::TooLarge,
        error => Fault::Damaged(format!("its part `{name}` is no XML: {error}")),
    })
}

fn of_zip(error: &ZipError) -> Fault {
    match error {
        ZipError::UnsupportedArchive(what) if *what == ZipError::PASSWORD_REQUIRED => {
            Fault::Password
        }
        error => Fault::Damaged(error.to_string()),
    }
}

fn folded(name: &str) -> String {
    name.trim_start_matches('/')
        .replace('\\', "/")
        .to_lowercase()
}
