//! `requires:` of `planwright.yaml`: the least version of planwright that may read the project.
//!
//! In: the settings as they were parsed, and the version of this program. Out: the finding
//! `schema/requires` if that is too old. A value that is no version is the schema's to report; it
//! asks for nothing here.

use super::version_number::VersionNumber;
use crate::diagnostic::{Diagnostic, rules};
use crate::parse::yaml::Node;

/// The version of this program.
pub const VERSION: &str = env!("CARGO_PKG_VERSION");

/// Says that the program with this version is too old for the settings; `None` if it is not.
pub fn refusal(settings: &Node, program: &str) -> Option<Diagnostic> {
    let wanted = settings.get("requires")?;
    let least = VersionNumber::parse(wanted.text()?)?;
    // A release candidate reads what its release reads.
    let own = VersionNumber::parse(program.split(['-', '+']).next()?)?;
    if own >= least {
        return None;
    }
    let least = wanted.text()?;
    let message =
        format!("this project needs planwright {least} or newer, and this is planwright {program}");
    let help = format!(
        "install planwright {least} or a newer release, or name it where your build installs planwright"
    );
    Some(rules::schema::REQUIRES.at(wanted.span, message).help(help))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Report;
    use crate::parse::yaml;
    use crate::source::{Source, SourceSet};

    fn is_refused(requires: &str, program: &str) -> bool {
        let text = format!("requires: {requires}\n");
        let mut sources = SourceSet::default();
        let id = sources.add(Source::new("planwright.yaml".to_owned(), text.clone()));
        let settings = yaml::parse(id, 0, &text, &mut Report::default()).expect("YAML");
        refusal(&settings, program).is_some()
    }

    #[test]
    fn only_a_program_older_than_what_is_required_is_refused() {
        assert!(is_refused("'0.3'", "0.2.0"));
        assert!(is_refused("0.2.1", "0.2.0"));
        assert!(is_refused("0.10", "0.9.4"));
        assert!(is_refused("1", "0.99.99"));
        assert!(!is_refused("'0.2'", "0.2.0"));
        assert!(!is_refused("0.2.0.0", "0.2.0"));
        assert!(!is_refused("0.9", "0.10.0"));
        assert!(!is_refused("0.3", "0.3.0-rc.1"));
    }

    #[test]
    fn what_is_no_version_asks_for_nothing() {
        assert!(
            [
                "",
                "latest",
                "'>=9'",
                "v9",
                "9.x",
                "-9",
                "1e3",
                "[9]",
                "{ least: 9 }"
            ]
            .iter()
            .all(|value| !is_refused(value, "0.2.0"))
        );
    }
}
