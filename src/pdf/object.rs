//! Small pieces of PDF objects: texts, and what a key holds behind a reference or not.

use hayro_syntax::object::{Array, Dict, MaybeRef, Object, ObjectIdentifier};
use hayro_syntax::xref::XRef;

pub(super) use hayro_syntax::object::String as Bytes;

/// A value, and the number of the object that it is, if it is one of its own.
pub(super) struct Found<'a> {
    pub id: Option<ObjectIdentifier>,
    pub object: Object<'a>,
}

/// What a key of a dictionary holds.
pub(super) fn value<'a>(dict: &Dict<'a>, key: &str, xref: &'a XRef) -> Option<Found<'a>> {
    found(dict.get_raw::<Object<'_>>(key)?, xref)
}

/// What an array holds.
pub(super) fn values<'a>(array: &Array<'a>, xref: &'a XRef) -> impl Iterator<Item = Found<'a>> {
    array.raw_iter().filter_map(move |value| found(value, xref))
}

fn found<'a>(value: MaybeRef<Object<'a>>, xref: &'a XRef) -> Option<Found<'a>> {
    Some(match value {
        MaybeRef::Ref(reference) => {
            let id = ObjectIdentifier::from(reference);
            Found {
                id: Some(id),
                object: xref.get(id)?,
            }
        }
        MaybeRef::NotRef(object) => Found { id: None, object },
    })
}

/// The text that a key holds.
pub(super) fn text_of(dict: &Dict<'_>, key: &str) -> Option<String> {
    let string = dict.get::<Bytes<'_>>(key)?;
    Some(text(string.as_bytes()))
}

/// A text string (ISO 32000-1, 7.9.2.2): UTF-16 or UTF-8 behind their marks, else single bytes, of
/// which those below 128 and most above mean the same as in Latin 1.
pub(super) fn text(bytes: &[u8]) -> String {
    match bytes {
        [0xfe, 0xff, rest @ ..] => {
            let units = rest
                .chunks_exact(2)
                .map(|pair| u16::from_be_bytes([pair[0], pair[1]]));
            char::decode_utf16(units)
                .map(|unit| unit.unwrap_or(char::REPLACEMENT_CHARACTER))
                .collect()
        }
        [0xef, 0xbb, 0xbf, rest @ ..] => String::from_utf8_lossy(rest).into_owned(),
        _ => bytes.iter().copied().map(char::from).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_read_as_its_mark_says() {
        assert_eq!(text(b"\xfe\xff\x20\x13\x00a"), "–a");
        assert_eq!(text("\u{feff}–a".as_bytes()), "–a");
        assert_eq!(text(b"caf\xe9"), "café");
        assert_eq!(text(b"\xfe\xff\xd8\x00\x00a"), "\u{fffd}a");
    }
}
