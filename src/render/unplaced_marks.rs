//! Draft marks of places that the page does not print: an alternative text, a key that the template
//! leaves out.

use super::RenderContext;
use super::escape::string;
use super::markup::Markup;
use crate::source::SourceId;

/// Marks that no drawn text carried (a blank key that the template leaves out, an alternative
/// text): at the end of the card, each with its words.
pub fn stray_marks(scene: &RenderContext<'_>, source: SourceId, markup: &mut Markup) {
    let strays = scene.marks.stray(source, &markup.marks);
    if strays.is_empty() {
        return;
    }
    markup.code("\n#stray-marks(");
    for (number, mark) in strays {
        let position = scene.sources.get(source).position(mark.span.start);
        let line = format!("{}:{}", scene.sources.get(source).path(), position.line);
        markup.code(&format!("({}, [", string(&number.to_string())));
        markup.words(&mark.text, mark.span);
        markup.code(&format!("], {}), ", string(&line)));
        markup.marks.push(number);
    }
    markup.code(")\n");
}
