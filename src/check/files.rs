//! Files that are named and not there: where the path stands, and what to type instead.
//!
//! In: a path as an author wrote it, and the files of the project. Out: one diagnostic at the path.
//! What was meant is told by likeness: capitals, another folder, another ending, a slip of the
//! finger, a path as Windows writes it.

use super::Scope;
use crate::diagnostic::{Diagnostic, did_you_mean, rules};
use crate::model::links::{path_from, percent_decoded};
use crate::source::{SourceSet, Span};

/// The endings of pictures that can be shown.
const PICTURES: [&str; 6] = ["svg", "png", "jpg", "jpeg", "gif", "webp"];

/// A file as an author names it.
pub(super) struct Named<'a> {
    /// As it is written.
    pub target: &'a str,
    /// The folder of the card, to which paths are relative.
    pub folder: &'a str,
    pub span: Span,
    /// “picture”, “link” or “file”.
    pub what: &'a str,
}

/// Where the address stands in the source of a link or picture; the whole, if it is spelt otherwise
/// there.
pub(super) fn place(target: &str, whole: Span, sources: &SourceSet) -> Span {
    let text = sources.slice(whole);
    let begins =
        |at: usize| text[at..].len() - text[at..].trim_start_matches([' ', '<']).len() + at;
    let behind = text
        .match_indices("](")
        .map(|(at, mark)| begins(at + mark.len()));
    let found = behind
        .into_iter()
        .find(|at| text[*at..].starts_with(target))
        .or_else(|| text.find(target));
    found.filter(|_| !target.is_empty()).map_or(whole, |at| {
        let start = whole.start + at;
        Span::new(whole.source, start..start + target.len())
    })
}

/// `reference/outside-project`: a path that leads out of the project, or to a place that only one
/// computer has.
pub(super) fn outside(named: &Named<'_>, scope: &Scope<'_>) -> Diagnostic {
    let Named { target, what, .. } = named;
    let message = if is_of_one_computer(target) {
        format!("the {what} `{target}` lies on one computer alone, and not in the project")
    } else {
        format!("the {what} `{target}` lies outside the project")
    };
    let name = slashed(target)
        .rsplit('/')
        .next()
        .unwrap_or_default()
        .to_owned();
    let help = match like(&name, named, scope) {
        Some(near) => format!("did you mean `{near}`?"),
        None if *what == "link" => "link to where the file is published, `https://…`".to_owned(),
        None => format!(
            "copy it into the document's folder, and write its path from this card, such as `images/{}`",
            written(&name, what)
        ),
    };
    rules::reference::OUTSIDE_PROJECT
        .at(named.span, message)
        .help(help)
}

/// `reference/missing-file`; `path` is where it was looked for, from the root.
pub(super) fn missing(named: &Named<'_>, path: &str, scope: &Scope<'_>) -> Diagnostic {
    let Named {
        target,
        folder,
        span,
        ..
    } = named;
    if target.contains('\\') {
        let slashes = slashed(target);
        let there =
            path_from(folder, &percent_decoded(&slashes)).filter(|path| is_there(path, scope));
        let near = there
            .map(|_| slashes.clone())
            .or_else(|| like(&slashes, named, scope))
            .unwrap_or(slashes);
        let message = format!("the path `{target}` has backslashes, which lead to no file");
        return rules::reference::MISSING_FILE
            .at(*span, message)
            .help(format!(
                "write `{near}`: paths have the slash `/`, on Windows too"
            ));
    }
    let help = match like(path, named, scope) {
        Some(near) => format!("did you mean `{near}`?"),
        None if target.starts_with('/') => {
            "a path that begins with `/` is taken from the root of the project".to_owned()
        }
        None => format!("paths are relative to the folder of the card, `{folder}`; capitals count"),
    };
    let message = format!("the file `{path}` is not there");
    rules::reference::MISSING_FILE.at(*span, message).help(help)
}

/// `C:/…`, `\\server\…`.
pub(super) fn is_of_one_computer(target: &str) -> bool {
    let mut letters = target.chars();
    let is_drive = letters
        .next()
        .is_some_and(|letter| letter.is_ascii_alphabetic())
        && letters.next() == Some(':')
        && letters
            .next()
            .is_some_and(|mark| matches!(mark, '/' | '\\'));
    is_drive || target.starts_with("\\\\")
}

fn slashed(target: &str) -> String {
    target.replace('\\', "/")
}

fn is_there(path: &str, scope: &Scope<'_>) -> bool {
    let path = path.split('#').next().unwrap_or(path);
    scope.files.contains_key(path) || scope.elsewhere.iter().any(|other| other == path)
}

/// The file of the project that is most like a path, as it is written in the card.
fn like(path: &str, named: &Named<'_>, scope: &Scope<'_>) -> Option<String> {
    let all = scope
        .files
        .keys()
        .chain(scope.elsewhere)
        .map(String::as_str);
    let fits =
        |file: &&str| named.what != "picture" || PICTURES.contains(&ending(&file.to_lowercase()));
    let files: Vec<&str> = all.filter(fits).collect();
    let name = |path: &str| folded(path.rsplit('/').next().unwrap_or(path));
    let alike = |same: &dyn Fn(&str) -> bool| {
        let found = files.iter().copied().filter(|file| same(file));
        found.max_by_key(|file| {
            file.bytes()
                .zip(path.bytes())
                .take_while(|(a, b)| a == b)
                .count()
        })
    };
    let found = alike(&|file| folded(file) == folded(path))
        .or_else(|| alike(&|file| name(file) == name(path)))
        .or_else(|| alike(&|file| stem(&name(file)) == stem(&name(path))))
        .or_else(|| {
            let names: Vec<String> = files.iter().map(|file| name(file)).collect();
            let near = did_you_mean(&name(path), names.iter().map(String::as_str))?.to_owned();
            alike(&|file| name(file) == near)
        })?;
    Some(written(&from(named.folder, found), named.what))
}

/// What is often mistyped in a name: capitals, and what divides words.
fn folded(path: &str) -> String {
    percent_decoded(path)
        .to_lowercase()
        .replace([' ', '_'], "-")
}

fn ending(path: &str) -> &str {
    path.rsplit_once('.').map_or("", |(_, ending)| ending)
}

fn stem(name: &str) -> &str {
    name.rsplit_once('.').map_or(name, |(stem, _)| stem)
}

/// A path as it is written in a card of a folder.
fn from(folder: &str, path: &str) -> String {
    let here: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    let there: Vec<&str> = path.split('/').collect();
    let same = here.iter().zip(&there).take_while(|(a, b)| a == b).count();
    let up = std::iter::repeat_n("..", here.len() - same);
    up.chain(there[same..].iter().copied())
        .collect::<Vec<_>>()
        .join("/")
}

/// A path as Markdown wants it: a space or a bracket would end it.
fn written(path: &str, what: &str) -> String {
    if what == "file" {
        path.to_owned()
    } else {
        path.replace(' ', "%20")
            .replace('(', "%28")
            .replace(')', "%29")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_written_from_the_folder_of_its_card() {
        assert_eq!(from("plan/02-a", "plan/images/x.svg"), "../images/x.svg");
        assert_eq!(from("plan", "plan/images/x.svg"), "images/x.svg");
        assert_eq!(from("", "images/x.svg"), "images/x.svg");
        assert_eq!(
            written("images/my map (2).png", "picture"),
            "images/my%20map%20%282%29.png"
        );
    }

    #[test]
    fn a_drive_or_a_share_is_on_one_computer() {
        for target in ["C:/x.png", "c:\\x.png", "\\\\server\\x.png"] {
            assert!(is_of_one_computer(target), "{target}");
        }
        for target in ["images/x.png", "plan:ws-3", "C:x", "/x.png"] {
            assert!(!is_of_one_computer(target), "{target}");
        }
    }
}
