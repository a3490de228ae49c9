//! Pictures that cannot be read, found before Typst is asked, so that each is reported where it is named.

use std::collections::BTreeMap;

use typst::foundations::Bytes;
use typst::visualize::{ExchangeFormat, RasterFormat, RasterImage, SvgImage};

use crate::diagnostic::{Diagnostic, Report};
use crate::render::Rendered;

/// Decodes every picture that is drawn, once.
pub(super) fn check(rendered: &Rendered, report: &mut Report) {
    let mut known: BTreeMap<&str, Option<String>> = BTreeMap::new();
    for (path, span) in rendered.generated.values().flat_map(|generated| &generated.markup.pictures) {
        let Some(bytes) = rendered.copied.get(path.trim_start_matches('/')) else { continue };
        let problem = known.entry(path).or_insert_with(|| problem(path, bytes));
        if let Some(problem) = problem {
            let name = path.rsplit('/').next().unwrap_or(path);
            let message = format!("the picture `{name}` cannot be read: {problem}");
            let diagnostic = Diagnostic::error("document/broken-picture", *span, message);
            report.push(diagnostic.help("save the picture again as SVG, PNG, JPEG, GIF or WebP, with the ending that fits"));
        }
    }
}

/// What is wrong with a picture, as Typst would find it: the format goes by the ending.
fn problem(path: &str, bytes: &[u8]) -> Option<String> {
    let ending = path.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase()).unwrap_or_default();
    let format = match ending.as_str() {
        "svg" => return SvgImage::new(Bytes::new(bytes.to_vec())).err().map(|_| "it is damaged, or no SVG".to_owned()),
        "png" => ExchangeFormat::Png,
        "jpg" | "jpeg" => ExchangeFormat::Jpg,
        "gif" => ExchangeFormat::Gif,
        "webp" => ExchangeFormat::Webp,
        other => return Some(format!("pictures with the ending `.{other}` are not known")),
    };
    let image = RasterImage::plain(Bytes::new(bytes.to_vec()), RasterFormat::Exchange(format));
    image.err().map(|_| format!("it is damaged, or no {}", ending.to_ascii_uppercase()))
}
