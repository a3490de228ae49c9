//! Pictures of a web page, which are kept in the page itself.

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;

use crate::render::tree::Asset;

/// The picture as an address (RFC 2397); an SVG in it can run nothing and fetch nothing. `None` for
/// a format that browsers do not know.
pub fn data_uri(asset: &Asset<'_>) -> Option<String> {
    let (_, ending) = asset.path.rsplit_once('.')?;
    let media_type = match ending.to_ascii_lowercase().as_str() {
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "gif" => "image/gif",
        "webp" => "image/webp",
        _ => return None,
    };
    let bytes = BASE64_STANDARD.encode(asset.bytes);
    Some(format!("data:{media_type};base64,{bytes}"))
}
