//! The lines of a scalar that YAML folds into one, as the author typed them: to Markdown they say
//! where a list or a paragraph begins.

/// The lines of a scalar that begins at byte `start` of a YAML text and is written so, without
/// their indentation; `None` if it has one line, keeps its lines itself (`|`), or stands in
/// quotation marks, where lines are only folded.
pub fn lines(text: &str, start: usize, written: &str) -> Option<String> {
    if !written.contains('\n') || written.starts_with(['"', '\'']) {
        return None;
    }
    let before = &text[..start];
    let indent = before.len() - before.trim_end_matches(' ').len();
    match header(before) {
        Some(style) if style.starts_with('>') => Some(dedented(written, indent)),
        Some(_) => None,
        None => Some(dedented(written, indent_of_rest(written))),
    }
}

/// What stands before a block scalar at the end of the line: `>`, `|-` and such. Plain scalars have
/// nothing of the kind.
fn header(before: &str) -> Option<&str> {
    let line = before
        .trim_end_matches(' ')
        .strip_suffix('\n')?
        .trim_end()
        .lines()
        .next_back()?;
    let code = line.split(" #").next().unwrap_or_default().trim_end();
    let style = code.split([' ', '\t']).next_back()?;
    style.starts_with(['>', '|']).then_some(style)
}

/// The indentation of the lines after the first, as far as all have it.
fn indent_of_rest(written: &str) -> usize {
    let rest = written
        .lines()
        .skip(1)
        .filter(|line| !line.trim().is_empty());
    rest.map(|line| line.len() - line.trim_start_matches(' ').len())
        .min()
        .unwrap_or_default()
}

fn dedented(written: &str, indent: usize) -> String {
    let without = |line: &'_ str| {
        let spaces = line.len() - line.trim_start_matches(' ').len();
        line[spaces.min(indent)..].to_owned()
    };
    written.lines().map(without).collect::<Vec<_>>().join("\n")
}
