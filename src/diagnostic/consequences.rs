//! Findings that only follow from something else: a value that is a placeholder is also of the
//! wrong type, and whoever fills it in has mended both.
//!
//! In: what explains findings, and a report. Out: the report without what is explained. Stages only
//! add to a report; nothing is taken out of it but here, so that what is held back has one name for
//! each reason.

use super::{Diagnostic, Report};

/// Something that other findings follow from, so that mending it mends them.
pub trait Cause {
    /// Whether a finding may only follow from it.
    fn explains(&self, finding: &Diagnostic) -> bool;
}

impl Report {
    /// Takes out what a cause explains.
    pub fn hold_back(&mut self, cause: &impl Cause) {
        self.diagnostics.retain(|finding| !cause.explains(finding));
    }

    /// A report of those findings alone that a reader wants.
    #[must_use]
    pub fn only(&self, mut wanted: impl FnMut(&Diagnostic) -> bool) -> Self {
        let found = self.diagnostics.iter().filter(|finding| wanted(finding));
        Self {
            diagnostics: found.cloned().collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::{Place, rules};

    struct Folder(&'static str);

    impl Cause for Folder {
        fn explains(&self, finding: &Diagnostic) -> bool {
            matches!(&finding.place, Place::Path(path) if path.starts_with(self.0))
        }
    }

    #[test]
    fn what_a_cause_explains_is_held_back_and_nothing_else() {
        let mut report = Report::default();
        for path in ["plan/a.md", "annex/b.md"] {
            let place = Place::Path(path.to_owned());
            report.push(rules::schema::NO_CARDS.of(place, "empty"));
        }
        report.hold_back(&Folder("annex/"));
        let left: Vec<&Place> = report.diagnostics().iter().map(|one| &one.place).collect();
        assert_eq!(left, [&Place::Path("plan/a.md".to_owned())]);
        assert_eq!(
            report
                .only(|one| one.is(rules::schema::NO_CARDS))
                .diagnostics()
                .len(),
            1
        );
        assert!(
            report
                .only(|one| one.is(rules::schema::WRONG_TYPE))
                .diagnostics()
                .is_empty()
        );
    }
}
