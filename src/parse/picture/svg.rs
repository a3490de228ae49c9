//! SVG: read as XML by `roxmltree`, and refused if it holds what a document must not carry or would
//! not show.
//!
//! What is refused: scripts and what starts them, addresses of anything outside the file, entities,
//! web content (`<foreignObject>`), pictures inside it that are themselves unfit, and more elements
//! than can be drawn, those counted that `<use>` repeats.

use std::collections::HashMap;

use data_url::DataUrl;
use roxmltree::{Document, Node, ParsingOptions};

use super::{Fault, grouped};
use crate::limits::{PICTURE_DEPTH, SVG_DEPTH, SVG_ELEMENTS, SVG_FILTER};

const NAMESPACE: &str = "http://www.w3.org/2000/svg";

pub(super) fn inspect(bytes: &[u8], depth: usize) -> Result<u64, Fault> {
    if bytes.starts_with(&[0x1F, 0x8B]) {
        return Err(Fault::Unreadable {
            what: "it is compressed (SVGZ)".to_owned(),
            help: "save it as plain SVG".to_owned(),
        });
    }
    let text =
        std::str::from_utf8(bytes).map_err(|_| Fault::unreadable("it is no SVG in UTF-8"))?;
    if !text.contains('<') {
        return Err(Fault::unreadable("it is text, no SVG"));
    }
    if text.contains("<!ENTITY") {
        return Err(unsafe_because(
            "declares entities",
            "save it as “plain SVG”, without declarations for an editor",
        ));
    }
    let options = ParsingOptions {
        allow_dtd: true,
        nodes_limit: 20 * SVG_ELEMENTS as u32,
        ..ParsingOptions::default()
    };
    let document = Document::parse_with_options(text, options).map_err(|error| match error {
        roxmltree::Error::NodesLimitReached => too_many(20 * SVG_ELEMENTS),
        error => Fault::unreadable(format!("it is damaged, or no SVG ({error})")),
    })?;
    let root = document.root_element();
    if root.tag_name().name() != "svg" || root.tag_name().namespace() != Some(NAMESPACE) {
        return Err(Fault::unreadable(format!(
            "it is no SVG: its first element is `<{}>`",
            root.tag_name().name()
        )));
    }
    if has_no_size(root) {
        return Err(Fault::unreadable("it has no width or no height"));
    }
    let mut points: u64 = 0;
    for node in document.descendants() {
        if node.pi().is_some_and(|pi| pi.target == "xml-stylesheet") {
            return Err(unsafe_because(
                "takes its styles from another file",
                "put the styles into the file itself",
            ));
        }
        if node.is_element() {
            points = points.saturating_add(element(node, depth)?);
        }
    }
    let mut counter = Counter::new(&document);
    let drawn = counter.count(root, 0);
    if counter.too_deep {
        let what = format!("its elements lie in each other more than {SVG_DEPTH} deep");
        return Err(Fault::TooLarge {
            what,
            help: "simplify it, or save it as PNG".to_owned(),
        });
    }
    if drawn > SVG_ELEMENTS {
        Err(too_many(drawn))
    } else {
        Ok(points)
    }
}

/// Whether the drawing is said to be nothing wide, or nothing high.
fn has_no_size(root: Node<'_, '_>) -> bool {
    let number = |text: &str| -> Option<f64> {
        let digits = text
            .trim()
            .trim_end_matches(|c: char| c.is_ascii_alphabetic() || c == '%');
        digits.parse().ok()
    };
    let is_nought = |text: &str| number(text).is_some_and(|number| number <= 0.0);
    let view = root
        .attribute("viewBox")
        .unwrap_or_default()
        .split([' ', ','])
        .filter(|part| !part.is_empty());
    ["width", "height"]
        .iter()
        .any(|key| root.attribute(*key).is_some_and(is_nought))
        || view.skip(2).any(is_nought)
}

fn unsafe_because(what: &str, help: &str) -> Fault {
    Fault::Unsafe {
        what: format!("it {what}"),
        help: help.to_owned(),
    }
}

fn too_many(count: u64) -> Fault {
    let more = if count >= 20 * SVG_ELEMENTS {
        "more than "
    } else {
        ""
    };
    Fault::TooLarge {
        what: format!(
            "it draws {more}{} elements; at most {} can be set",
            grouped(count.min(20 * SVG_ELEMENTS)),
            grouped(SVG_ELEMENTS)
        ),
        help: "simplify it, or save it as PNG".to_owned(),
    }
}

/// Looks at one element; gives the points of the picture that it holds.
fn element(node: Node<'_, '_>, depth: usize) -> Result<u64, Fault> {
    let name = node.tag_name().name();
    match name {
        "script" => {
            return Err(unsafe_because(
                "holds a script",
                "take the script out, or save it as “plain SVG”",
            ));
        }
        "foreignObject" => {
            let what = "holds web content (`<foreignObject>`), which no page shows";
            return Err(unsafe_because(
                what,
                "export it with texts as SVG text, not as HTML",
            ));
        }
        "style" => node
            .descendants()
            .filter_map(|inner| inner.text())
            .try_for_each(style)?,
        _ => {}
    }
    let mut points = 0;
    for attribute in node.attributes() {
        let value = attribute.value();
        match attribute.name() {
            key if key.len() > 2 && key.as_bytes()[..2].eq_ignore_ascii_case(b"on") => {
                return Err(unsafe_because(
                    &format!("holds a script (`{key}`)"),
                    "take the script out, or save it as “plain SVG”",
                ));
            }
            "href" | "src" if name != "a" => points += reference(name, value.trim(), depth)?,
            _ => style(value)?,
        }
    }
    Ok(points)
}

/// What an element refers to must lie in the file; of a picture, the points.
fn reference(element: &str, target: &str, depth: usize) -> Result<u64, Fault> {
    if target.is_empty() || target.starts_with('#') {
        return Ok(0);
    }
    let is_data = target
        .get(..5)
        .is_some_and(|start| start.eq_ignore_ascii_case("data:"));
    if !is_data {
        return Err(outside(target));
    }
    let damaged = || Fault::unreadable("a picture inside it is damaged");
    if !matches!(element, "image" | "feImage") {
        return Err(unsafe_because(
            "holds data that is no picture",
            "take it out, or save it as “plain SVG”",
        ));
    }
    let url = DataUrl::process(target).map_err(|_| damaged())?;
    let (bytes, _) = url.decode_to_vec().map_err(|_| damaged())?;
    let kind = url.mime_type();
    let inner = match (kind.type_.as_str(), kind.subtype.as_str()) {
        ("image", "svg+xml") if depth < PICTURE_DEPTH => return inspect(&bytes, depth + 1),
        ("image", "svg+xml") => {
            return Err(unsafe_because(
                "holds pictures inside pictures",
                "save it as “plain SVG”",
            ));
        }
        ("image", "png") => "png",
        ("image", "jpeg" | "jpg") => "jpeg",
        ("image", "gif") => "gif",
        ("image", "webp") => "webp",
        _ => {
            return Err(unsafe_because(
                "holds data that is no picture",
                "take it out, or save it as “plain SVG”",
            ));
        }
    };
    super::raster::inspect(inner, &bytes).map_err(|fault| match fault {
        Fault::Unreadable { what, help } => Fault::Unreadable {
            what: format!("in a picture inside it: {what}"),
            help,
        },
        Fault::TooLarge { what, help } => Fault::TooLarge {
            what: format!("a picture inside {what}"),
            help,
        },
        other => other,
    })
}

fn outside(target: &str) -> Fault {
    let shown: String = target
        .chars()
        .take(60)
        .filter(|c| !c.is_control())
        .collect();
    unsafe_because(
        &format!("refers to `{shown}`, outside the file, and nothing is fetched"),
        "put what it refers to into the SVG itself (editors say: embed)",
    )
}

/// Styles may refer to parts of the file, `url(#shade)`, and to nothing else.
fn style(text: &str) -> Result<(), Fault> {
    if !text.contains('(') && !text.contains('@') {
        return Ok(());
    }
    let lower = text.to_ascii_lowercase();
    if lower.contains("@import") {
        return Err(unsafe_because(
            "takes its styles from another file",
            "put the styles into the file itself",
        ));
    }
    for (at, _) in lower.match_indices("url(") {
        let target = text[at + 4..]
            .trim_start()
            .trim_start_matches(['"', '\''])
            .trim_start();
        if !target.starts_with('#') && !target.starts_with(')') {
            return Err(outside(
                target.split([')', '"', '\'']).next().unwrap_or_default(),
            ));
        }
    }
    Ok(())
}

/// Counts what is drawn: an element that `<use>` names counts each time.
struct Counter<'a, 'input> {
    by_id: HashMap<&'a str, Node<'a, 'input>>,
    known: HashMap<roxmltree::NodeId, u64>,
    too_deep: bool,
}

impl<'a, 'input> Counter<'a, 'input> {
    fn new(document: &'a Document<'input>) -> Self {
        let by_id = document
            .descendants()
            .filter_map(|node| Some((node.attribute("id")?, node)))
            .collect();
        Self {
            by_id,
            known: HashMap::new(),
            too_deep: false,
        }
    }

    /// The elements from this one downwards; one that uses itself is counted once more, and no
    /// further.
    fn count(&mut self, node: Node<'a, 'input>, depth: usize) -> u64 {
        if let Some(count) = self.known.get(&node.id()) {
            return *count;
        }
        if depth > SVG_DEPTH {
            self.too_deep = true;
            return 1;
        }
        self.known.insert(node.id(), 1);
        let mut count: u64 = if is_filtered(node) { SVG_FILTER } else { 1 };
        for child in node.children().filter(Node::is_element) {
            count = count.saturating_add(self.count(child, depth + 1));
        }
        if node.tag_name().name() == "use"
            && let Some(id) = href(node).and_then(|target| target.trim().strip_prefix('#'))
            && let Some(target) = self.by_id.get(id).copied()
        {
            count = count.saturating_add(self.count(target, depth + 1));
        }
        self.known.insert(node.id(), count);
        count
    }
}

fn is_filtered(node: Node<'_, '_>) -> bool {
    let styled = node
        .attribute("style")
        .is_some_and(|style| style.contains("filter:") || style.contains("filter :"));
    styled
        || node
            .attribute("filter")
            .is_some_and(|filter| filter != "none")
}

fn href<'a>(node: Node<'a, '_>) -> Option<&'a str> {
    node.attributes()
        .find(|attribute| attribute.name() == "href")
        .map(|attribute| attribute.value())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn svg(inner: &str) -> Result<u64, Fault> {
        let text = format!(
            "<svg xmlns='{NAMESPACE}' xmlns:xlink='http://www.w3.org/1999/xlink' viewBox='0 0 9 9'>{inner}</svg>"
        );
        inspect(text.as_bytes(), 0)
    }

    #[test]
    fn a_drawing_that_keeps_to_itself_passes() {
        for inner in [
            "<rect id='a' fill='url(#shade)'/><use href='#a'/><use xlink:href='#a'/>",
            "<style>.a { fill: url( '#b' ); font-family: x }</style>",
            "<a href='https://example.org'><text>A link</text></a>",
            "<image href='data:image/png;base64,'/>"
                .replace("data:image/png;base64,", "")
                .as_str(),
        ] {
            assert_eq!(svg(inner), Ok(0), "{inner}");
        }
        let illustrator = format!(
            "<?xml version='1.0'?><!DOCTYPE svg PUBLIC '-//W3C//DTD SVG 1.1//EN' 'http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd'><svg xmlns='{NAMESPACE}'/>"
        );
        assert_eq!(inspect(illustrator.as_bytes(), 0), Ok(0));
    }

    #[test]
    fn what_runs_or_reaches_out_is_unsafe() {
        for inner in [
            "<script>alert(1)</script>",
            "<rect onload='alert(1)'/>",
            "<rect ONCLICK='alert(1)'/>",
            "<foreignObject><p xmlns='http://www.w3.org/1999/xhtml'>x</p></foreignObject>",
            "<image href='http://example.org/a.png'/>",
            "<image xlink:href='file:///etc/passwd'/>",
            "<image href='photo.png'/>",
            "<use href='other.svg#a'/>",
            "<rect fill='url(http://example.org/#a)'/>",
            "<rect style='fill: url(\"//example.org\")'/>",
            "<style>@import 'http://example.org/a.css';</style>",
            "<style>.a { background: url(x.png) }</style>",
            "<image href='data:text/html;base64,PGI+'/>",
            "<use href='data:image/svg+xml;base64,PGI+'/>",
        ] {
            assert!(
                matches!(svg(inner), Err(Fault::Unsafe { .. })),
                "{inner}: {:?}",
                svg(inner)
            );
        }
        let entities =
            "<!DOCTYPE svg [<!ENTITY a 'lol'>]><svg xmlns='http://www.w3.org/2000/svg'>&a;</svg>";
        assert!(matches!(
            inspect(entities.as_bytes(), 0),
            Err(Fault::Unsafe { .. })
        ));
        let styled =
            format!("<?xml-stylesheet href='http://example.org/a.css'?><svg xmlns='{NAMESPACE}'/>");
        assert!(matches!(
            inspect(styled.as_bytes(), 0),
            Err(Fault::Unsafe { .. })
        ));
    }

    #[test]
    fn what_is_no_svg_is_said_to_be_none() {
        for text in [
            "hello",
            "<html/>",
            "<svg/>",
            "<svg xmlns='http://www.w3.org/2000/svg'>",
            "\u{1F}\u{8B}",
        ] {
            assert!(
                matches!(inspect(text.as_bytes(), 0), Err(Fault::Unreadable { .. })),
                "{text}"
            );
        }
        for size in ["width='0' height='5'", "viewBox='0 0 4 0'", "height='0mm'"] {
            let flat = format!("<svg xmlns='{NAMESPACE}' {size}/>");
            assert!(
                matches!(inspect(flat.as_bytes(), 0), Err(Fault::Unreadable { what, .. }) if what.contains("no width"))
            );
        }
        assert!(
            matches!(inspect(&[0x1F, 0x8B, 8], 0), Err(Fault::Unreadable { what, .. }) if what.contains("SVGZ"))
        );
    }

    #[test]
    fn repetitions_are_counted_without_being_drawn() {
        // Each level draws the one below it twice: the first that draws too much is the sixteenth.
        let doubled = |levels: usize| {
            let mut inner = String::from("<g id='l0'><rect/></g>");
            for level in 1..levels {
                let below = level - 1;
                inner.push_str(&format!(
                    "<g id='l{level}'><use href='#l{below}'/><use href='#l{below}'/></g>"
                ));
            }
            svg(&inner)
        };
        assert_eq!(doubled(14), Ok(0));
        assert!(matches!(doubled(16), Err(Fault::TooLarge { .. })));
        assert_eq!(svg("<g id='a'><use href='#a'/></g>"), Ok(0));
    }

    #[test]
    fn one_element_too_many_or_too_deep_is_found_and_one_less_is_not() {
        let deep = |depth: usize| svg(&("<g>".repeat(depth) + &"</g>".repeat(depth)));
        assert_eq!(deep(SVG_DEPTH), Ok(0));
        assert!(
            matches!(deep(SVG_DEPTH + 1), Err(Fault::TooLarge { what, .. }) if what.contains("512 deep"))
        );
        let blurred = |count: usize| svg(&"<rect filter='url(#f)'/>".repeat(count));
        assert_eq!(blurred(99), Ok(0));
        assert!(matches!(blurred(101), Err(Fault::TooLarge { .. })));
        // The drawing itself counts as well.
        assert!(
            matches!(svg(&"<rect/>".repeat(100_000)), Err(Fault::TooLarge { what, .. }) if what.contains("100,001 elements"))
        );
    }

    #[test]
    fn a_number_beyond_all_counting_is_said_to_be_more() {
        let said = |count: u64| match too_many(count) {
            Fault::TooLarge { what, .. } => what,
            other => format!("{other:?}"),
        };
        assert_eq!(
            said(2_000_000),
            "it draws more than 2,000,000 elements; at most 100,000 can be set"
        );
        assert_eq!(said(u64::MAX), said(2_000_000));
    }

    #[test]
    fn a_picture_inside_is_looked_at_too() {
        let large =
            "<image href='data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAG6AAABugCAIAAAA='/>";
        assert!(
            matches!(svg(large), Err(Fault::TooLarge { what, .. }) if what.contains("7,072 × 7,072")),
            "{:?}",
            svg(large)
        );
        let torn = "<image href='data:image/png;base64,aGVsbG8='/>";
        assert!(matches!(svg(torn), Err(Fault::Unreadable { .. })));
    }
}
