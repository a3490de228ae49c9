//! Pictures whose fault only shows when they are decoded: the last look, before pages are set.

use typst::foundations::Bytes;
use typst::visualize::{ExchangeFormat, RasterFormat, RasterImage, SvgImage};

use crate::parse::picture::Fault;

/// What is wrong with a picture, as Typst would find it: the format goes by the ending.
pub fn decode(path: &str, bytes: &[u8]) -> Result<(), Fault> {
    let ending = path
        .rsplit_once('.')
        .map(|(_, ending)| ending.to_ascii_lowercase())
        .unwrap_or_default();
    let format = match ending.as_str() {
        "svg" => {
            let image = SvgImage::new(Bytes::new(bytes.to_vec()));
            return image
                .map(|_| ())
                .map_err(|_| Fault::unreadable("it is damaged, or no SVG"));
        }
        "png" => ExchangeFormat::Png,
        "jpg" | "jpeg" => ExchangeFormat::Jpg,
        "gif" => ExchangeFormat::Gif,
        "webp" => ExchangeFormat::Webp,
        other => {
            return Err(Fault::unreadable(format!(
                "pictures with the ending `.{other}` are not known"
            )));
        }
    };
    let image = RasterImage::plain(Bytes::new(bytes.to_vec()), RasterFormat::Exchange(format));
    image.map(|_| ()).map_err(|_| {
        Fault::unreadable(format!(
            "it is damaged, or no {}",
            ending.to_ascii_uppercase()
        ))
    })
}
