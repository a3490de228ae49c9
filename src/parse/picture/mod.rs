//! A picture's bytes, looked at without drawing it: whether it is what its name says, whole, of a
//! size that can be set, and harmless.
//!
//! In: a name and bytes. Out: how many points it has, or what is wrong. No pixel is decoded, so
//! that thousands of pictures cost little; what only shows in the pixels is found when pages are
//! set.

mod raster;
mod svg;

use crate::limits::PICTURE_POINTS_TOGETHER;

/// What is wrong with a picture.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// It is damaged, or no picture, or not the one that its name says.
    Unreadable { what: String, help: String },
    /// It holds what no document may carry: scripts, addresses, entities.
    Unsafe { what: String, help: String },
    /// It is larger than can be set.
    TooLarge { what: String, help: String },
}

/// The help that fits most damaged pictures.
pub const SAVE_AGAIN: &str =
    "save the picture again as SVG, PNG, JPEG, GIF or WebP, with the ending that fits";

impl Fault {
    /// It cannot be read, and saving it again is the remedy.
    pub fn unreadable(what: impl Into<String>) -> Self {
        Self::Unreadable {
            what: what.into(),
            help: SAVE_AGAIN.to_owned(),
        }
    }
}

/// Looks at a picture and counts its points; the format goes by the ending of its name, as it does
/// when it is drawn. A drawing has none but those of pictures inside it.
pub fn inspect(name: &str, bytes: &[u8]) -> Result<u64, Fault> {
    let ending = name
        .rsplit_once('.')
        .map(|(_, ending)| ending.to_ascii_lowercase())
        .unwrap_or_default();
    if bytes.is_empty() {
        return Err(Fault::unreadable("the file is empty"));
    }
    if bytes.starts_with(b"version https://git-lfs.github.com/spec/") {
        let what = "it is only the pointer that Git LFS leaves in place of a large file".to_owned();
        return Err(Fault::Unreadable {
            what,
            help: "fetch the file itself with `git lfs pull`".to_owned(),
        });
    }
    match ending.as_str() {
        "svg" => svg::inspect(bytes, 0),
        "png" | "jpg" | "jpeg" | "gif" | "webp" => raster::inspect(&ending, bytes),
        other => Err(Fault::unreadable(format!(
            "pictures with the ending `.{other}` are not known"
        ))),
    }
}

/// One picture too many.
pub fn too_much() -> Fault {
    Fault::TooLarge {
        what: format!(
            "with those before it, the pictures have more than {} million points",
            grouped(PICTURE_POINTS_TOGETHER / 1_000_000)
        ),
        help: "make the pictures of this document smaller: 2,500 points are enough for the whole width of a page".to_owned(),
    }
}

/// `20000000` as `20,000,000`.
fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut out = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The heads of the formats, so that random bytes get past the first look.
    const HEADS: [&[u8]; 6] = [
        b"",
        b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR\0\0\0\x01\0\0\0\x01",
        b"\xFF\xD8\xFF",
        b"GIF89a\x01\0\x01\0",
        b"RIFF\x20\0\0\0WEBPVP8 ",
        b"<svg xmlns='http://www.w3.org/2000/svg'>",
    ];

    proptest! {
        #[test]
        fn no_bytes_are_too_much(head in 0..HEADS.len(), tail in proptest::collection::vec(any::<u8>(), 0..200)) {
            let bytes = [HEADS[head], &tail].concat();
            for name in ["a.svg", "a.png", "a.jpg", "a.gif", "a.webp", "a"] {
                let _ = inspect(name, &bytes);
            }
        }
    }

    #[test]
    fn files_that_are_no_pictures_say_what_they_are() {
        let what = |name: &str, bytes: &[u8]| match inspect(name, bytes) {
            Err(Fault::Unreadable { what, .. }) => what,
            other => format!("{other:?}"),
        };
        assert_eq!(what("a.png", b""), "the file is empty");
        assert!(
            what(
                "a.png",
                b"version https://git-lfs.github.com/spec/v1\noid sha256:0"
            )
            .contains("Git LFS")
        );
        assert!(what("a.bmp", b"BM").contains(".bmp"));
    }

    #[test]
    fn thousands_are_divided() {
        assert_eq!(
            [0, 999, 1000, 400_000_000].map(grouped),
            ["0", "999", "1,000", "400,000,000"]
        );
    }
}
