//! `--deny`, `--warn` and `--allow`: what the caller says of codes and families.

use super::Failure;
use super::args::Levels;
use crate::diagnostic::{Severity, rules};
use crate::model::settings::Settings;
use crate::pipeline::SeverityOverride;

/// What `--deny` takes beside codes and families.
const WARNINGS: &str = "warnings";

/// What is said, the weakest first, so that the strictest wins where one code is named twice.
pub fn calls(levels: &Levels) -> Vec<SeverityOverride> {
    let allowed = levels
        .allow
        .iter()
        .map(|code| SeverityOverride::Set(code.clone(), None));
    let warned = levels
        .warn
        .iter()
        .map(|code| SeverityOverride::Set(code.clone(), Some(Severity::Warning)));
    let denied = levels.deny.iter().map(|code| match code.as_str() {
        WARNINGS => SeverityOverride::DenyWarnings,
        _ => SeverityOverride::Set(code.clone(), Some(Severity::Error)),
    });
    allowed.chain(warned).chain(denied).collect()
}

/// A code that there is not, the project's own rules included, is a mistake of the caller's.
pub fn check(levels: &Levels, settings: &Settings) -> Result<(), Failure> {
    let own: Vec<String> = settings
        .placeholders
        .rules
        .iter()
        .map(|rule| rule.id.clone())
        .collect();
    for (option, named) in [
        ("--deny", &levels.deny),
        ("--warn", &levels.warn),
        ("--allow", &levels.allow),
    ] {
        let known =
            |code: &str| rules::is_known(code, &own) || (option == "--deny" && code == WARNINGS);
        if let Some(code) = named.iter().find(|code| !known(code)) {
            return Err(Failure::of(format!(
                "`{option} {code}`: {}",
                no_such_code(code)
            )));
        }
    }
    Ok(())
}

/// Says that there is no such code, and which one was perhaps meant.
pub fn no_such_code(code: &str) -> String {
    let help = match rules::nearest(code) {
        Some(near) => format!("did you mean `{near}`?"),
        None => "`planwright explain` lists all codes".to_owned(),
    };
    format!("there is no code or family `{code}`; {help}")
}
