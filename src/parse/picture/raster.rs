//! PNG, JPEG, GIF and WebP: the right one, with a size that can be set, and whole to the last byte.
//!
//! The size is read by `imagesize`, from the head of the file. That a file is whole is seen by
//! walking its parts: each says how long it is.

use imagesize::ImageType;

use super::{Fault, grouped};
use crate::limits::PICTURE_POINTS;

pub(super) fn inspect(ending: &str, bytes: &[u8]) -> Result<u64, Fault> {
    let wanted = if ending == "jpg" { "jpeg" } else { ending };
    match imagesize::image_type(bytes).map(name_of) {
        Ok(Some(found)) if found == wanted => {}
        Ok(Some(found)) => return Err(misnamed(ending, found)),
        Ok(None) => {
            return Err(Fault::unreadable(format!(
                "it is a picture of another sort, no {}",
                wanted.to_uppercase()
            )));
        }
        Err(_) => return Err(no_picture(wanted, bytes)),
    }
    let size = imagesize::blob_size(bytes).map_err(|_| damaged(wanted))?;
    let (width, height) = (size.width as u64, size.height as u64);
    if width == 0 || height == 0 {
        return Err(Fault::unreadable("it has no width or no height"));
    }
    if width.saturating_mul(height) > PICTURE_POINTS {
        return Err(too_large(width, height));
    }
    let whole = match wanted {
        "png" => png(bytes),
        "jpeg" => return jpeg(bytes).map(|()| width * height),
        "gif" => gif(bytes),
        _ => webp(bytes),
    };
    if whole == Some(true) {
        Ok(width * height)
    } else {
        Err(damaged(wanted))
    }
}

fn name_of(found: ImageType) -> Option<&'static str> {
    match found {
        ImageType::Png => Some("png"),
        ImageType::Jpeg => Some("jpeg"),
        ImageType::Gif => Some("gif"),
        ImageType::Webp => Some("webp"),
        _ => None,
    }
}

fn misnamed(ending: &str, found: &str) -> Fault {
    let right = if found == "jpeg" { "jpg" } else { found };
    Fault::Unreadable {
        what: format!(
            "it is a {} although its name ends in `.{ending}`",
            found.to_uppercase()
        ),
        help: format!("let its name end in `.{right}`, and name it so where it stands"),
    }
}

fn no_picture(wanted: &str, bytes: &[u8]) -> Fault {
    let head = &bytes[..bytes.len().min(1024)];
    let text = String::from_utf8_lossy(head)
        .trim_start()
        .to_ascii_lowercase();
    let what = if text.starts_with("<svg") || text.starts_with("<?xml") && text.contains("<svg") {
        return misnamed(wanted, "svg");
    } else if text.starts_with("<!doctype html") || text.starts_with("<html") {
        "it is a web page"
    } else if std::str::from_utf8(head).is_ok() {
        "it is text"
    } else {
        "it is damaged, or something else"
    };
    Fault::unreadable(format!("{what}, no {}", wanted.to_uppercase()))
}

fn damaged(wanted: &str) -> Fault {
    Fault::Unreadable {
        what: format!(
            "the {} is damaged: a part of it is missing",
            wanted.to_uppercase()
        ),
        help: "copy or save the picture again; a download may have been cut off".to_owned(),
    }
}

fn too_large(width: u64, height: u64) -> Fault {
    Fault::TooLarge {
        what: format!(
            "it has {} × {} points, which is {} million; at most {} million can be set",
            grouped(width),
            grouped(height),
            grouped(width.saturating_mul(height) / 1_000_000),
            PICTURE_POINTS / 1_000_000,
        ),
        help: "make it smaller: 2,500 points are enough for the whole width of a page".to_owned(),
    }
}

fn four(bytes: &[u8], at: usize) -> Option<usize> {
    let four: [u8; 4] = bytes.get(at..at.checked_add(4)?)?.try_into().ok()?;
    usize::try_from(u32::from_be_bytes(four)).ok()
}

fn two(bytes: &[u8], at: usize) -> Option<usize> {
    let two: [u8; 2] = bytes.get(at..at.checked_add(2)?)?.try_into().ok()?;
    Some(usize::from(u16::from_be_bytes(two)))
}

/// Whether the chunks follow each other up to the last.
fn png(bytes: &[u8]) -> Option<bool> {
    let mut at = 8;
    loop {
        let length = four(bytes, at)?;
        let end = at.checked_add(12)?.checked_add(length)?;
        let name = bytes.get(at + 4..at + 8)?;
        bytes.get(..end)?;
        if name == b"IEND" {
            return Some(true);
        }
        at = end;
    }
}

/// Whether the first picture in it ends; what follows in a moving one is not drawn.
fn gif(bytes: &[u8]) -> Option<bool> {
    let table = |flags: u8| {
        if flags & 0x80 == 0 {
            0
        } else {
            3 << ((flags & 7) + 1)
        }
    };
    let mut at = 13 + table(*bytes.get(10)?);
    loop {
        match bytes.get(at)? {
            0x21 => at = past_blocks(bytes, at + 2)?,
            0x2C => return past_blocks(bytes, at + 11 + table(*bytes.get(at + 9)?)).map(|_| true),
            _ => return Some(false),
        }
    }
}

/// Behind a chain of blocks, each of which begins with its length, the last with nought.
fn past_blocks(bytes: &[u8], mut at: usize) -> Option<usize> {
    loop {
        let length = usize::from(*bytes.get(at)?);
        at += 1 + length;
        if length == 0 {
            return Some(at);
        }
    }
}

/// Whether the file is as long as its head says.
fn webp(bytes: &[u8]) -> Option<bool> {
    let four: [u8; 4] = bytes.get(4..8)?.try_into().ok()?;
    Some(
        bytes.len()
            >= usize::try_from(u32::from_le_bytes(four))
                .ok()?
                .checked_add(8)?,
    )
}

/// The segments up to the pixels, and the end mark after them.
fn jpeg(bytes: &[u8]) -> Result<(), Fault> {
    let broken = || damaged("jpeg");
    let mut at = 2;
    loop {
        let marker = two(bytes, at).ok_or_else(broken)?;
        match marker {
            // Fill bytes may stand before a marker.
            0xFFFF => {
                at += 1;
                continue;
            }
            0xFFDA => break,
            0xFFC0..=0xFFC2 => {
                let (precision, parts) = (bytes.get(at + 4), bytes.get(at + 9));
                if precision != Some(&8) {
                    return Err(odd("more than 8 bits to a colour"));
                }
                if !matches!(parts, Some(1 | 3)) {
                    return Err(odd(
                        "the colours of print (CMYK), which screens and archives show each in its own way",
                    ));
                }
            }
            0xFFC3 | 0xFFC5..=0xFFC7 | 0xFFC9..=0xFFCB | 0xFFCD..=0xFFCF => {
                return Err(odd("a way of compression that is hardly ever used"));
            }
            0xFF00..=0xFFFE => {}
            _ => return Err(broken()),
        }
        at = two(bytes, at + 2)
            .and_then(|length| (at + 2).checked_add(length))
            .ok_or_else(broken)?;
    }
    let tail = &bytes[at.min(bytes.len())..];
    if tail.windows(2).any(|pair| pair == [0xFF, 0xD9]) {
        Ok(())
    } else {
        Err(broken())
    }
}

fn odd(what: &str) -> Fault {
    Fault::Unreadable {
        what: format!("the JPEG has {what}"),
        help: "save the picture again as an ordinary JPEG, in RGB with 8 bits to a colour"
            .to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::inspect;
    use super::*;

    /// A PNG of this size, without pixels.
    fn png_of(width: u32, height: u32) -> Vec<u8> {
        let mut png = b"\x89PNG\r\n\x1a\n\x00\x00\x00\x0dIHDR".to_vec();
        png.extend(width.to_be_bytes());
        png.extend(height.to_be_bytes());
        png.extend(b"\x08\x02\x00\x00\x00crc!\x00\x00\x00\x00IENDcrc!");
        png
    }

    #[test]
    fn the_size_is_read_from_the_head() {
        assert_eq!(inspect("a.png", &png_of(7000, 7000)), Ok(49_000_000));
        assert!(
            matches!(inspect("a.png", &png_of(7072, 7072)), Err(Fault::TooLarge { what, .. }) if what.contains("7,072 × 7,072"))
        );
        assert!(matches!(
            inspect("a.png", &png_of(0, 5)),
            Err(Fault::Unreadable { .. })
        ));
    }

    #[test]
    fn every_truncated_file_is_found() {
        let whole = png_of(3, 3);
        for end in 1..whole.len() {
            assert!(inspect("a.png", &whole[..end]).is_err(), "cut at {end}");
        }
    }

    #[test]
    fn a_name_that_lies_is_found() {
        let help = |name: &str, bytes: &[u8]| match inspect(name, bytes) {
            Err(Fault::Unreadable { help, .. }) => help,
            other => format!("{other:?}"),
        };
        assert!(help("a.jpg", &png_of(3, 3)).contains(".png"));
        assert!(help("a.png", b"<svg xmlns='http://www.w3.org/2000/svg'/>").contains(".svg"));
    }

    #[test]
    fn odd_jpegs_are_told_from_damaged_ones() {
        let jpeg_of = |marker: u8, precision: u8, parts: u8| {
            let mut jpeg = vec![
                0xFF, 0xD8, 0xFF, marker, 0, 11, precision, 0, 4, 0, 4, parts, 1, 0x11, 0,
            ];
            jpeg.extend([0xFF, 0xDA, 0, 2, 1, 2, 3, 0xFF, 0xD9]);
            jpeg
        };
        assert_eq!(inspect("a.jpg", &jpeg_of(0xC0, 8, 3)), Ok(16));
        for (marker, precision, parts) in [(0xC9, 8, 3), (0xC3, 8, 3), (0xC1, 12, 3), (0xC0, 8, 4)]
        {
            assert!(matches!(
                inspect("a.jpg", &jpeg_of(marker, precision, parts)),
                Err(Fault::Unreadable { .. })
            ));
        }
        let whole = jpeg_of(0xC2, 8, 1);
        assert!(inspect("a.jpg", &whole[..whole.len() - 1]).is_err());
    }
}
