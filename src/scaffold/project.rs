//! The project that `planwright init` writes: the files of `templates/init/`, with the few values
//! that the caller knows put in.

use super::{unmarked, yaml};
use crate::discover::Templates;

/// The folder of the files, below `templates/`.
pub const FOLDER: &str = "init";

/// What the files ask for as `{{ title: … }}`; where nothing is given, what stands behind the colon
/// is written.
#[derive(Debug, Clone, Default)]
pub struct Values {
    pub title: Option<String>,
    pub organisation: Option<String>,
    /// The day of the first version, year-month-day.
    pub date: Option<String>,
}

/// The files of a new project: their paths below its root, and their texts.
pub fn project(values: &Values) -> Vec<(String, String)> {
    let templates = Templates::builtin();
    let files = templates.below(FOLDER).map(|(path, template)| {
        let path = &path[FOLDER.len() + 1..];
        (
            path.to_owned(),
            filled(template.text(), path.ends_with(".yaml"), values),
        )
    });
    files.collect()
}

/// A file with the values put in; in YAML each as a scalar that is read as it was given.
fn filled(text: &str, is_yaml: bool, values: &Values) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("{{ ") {
        let Some((field, after)) = after.split_once(" }}") else {
            break;
        };
        let (name, default) = field.split_once(": ").unwrap_or((field, ""));
        out.push_str(&unmarked(before));
        match values.get(name) {
            Some(value) if is_yaml => out.push_str(&yaml::text(value, false)),
            Some(value) => out.push_str(value),
            None => out.push_str(&unmarked(default)),
        }
        rest = after;
    }
    out.push_str(&unmarked(rest));
    out
}

impl Values {
    fn get(&self, name: &str) -> Option<&str> {
        match name {
            "title" => self.title.as_deref(),
            "organisation" => self.organisation.as_deref(),
            "date" => self.date.as_deref(),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_put_in_and_defaults_lose_their_marks() {
        let text =
            "title: {{ title: «Title of the plan» }}\nname: {{ organisation: «Name» }} # «x»\n";
        let values = Values {
            title: Some("Care: a plan".to_owned()),
            ..Values::default()
        };
        assert_eq!(
            filled(text, true, &values),
            "title: 'Care: a plan'\nname: Name # x\n"
        );
        assert_eq!(
            filled("# {{ title: T }}\n", false, &values),
            "# Care: a plan\n"
        );
        assert_eq!(filled("{{ title", false, &values), "{{ title");
    }

    #[test]
    fn the_project_is_whole() {
        let files = project(&Values::default());
        let paths: Vec<&str> = files.iter().map(|(path, _)| path.as_str()).collect();
        for path in [
            ".gitignore",
            "README.md",
            "facts.yaml",
            "plan/01-foreword.md",
            "plan/document.yaml",
            "planwright.yaml",
        ] {
            assert!(paths.contains(&path), "{path} is missing: {paths:?}");
        }
        assert!(files.iter().all(|(_, text)| !text.contains(['«', '»'])
            && !text.contains("{{")
            && text.ends_with('\n')));
    }
}
