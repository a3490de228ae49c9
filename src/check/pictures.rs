//! Pictures that are there and cannot be used: damaged, unsafe, too large.

use super::Scope;
use crate::diagnostic::{Report, rules};
use crate::model::pictures::Pictures;
use crate::parse::picture::Fault;

/// `document/broken-picture`, `document/unsafe-picture`, `document/large-picture`.
pub fn check(scope: &Scope<'_>, report: &mut Report) {
    faults(scope.pictures, report);
}

/// Says what is wrong with pictures, wherever they are named.
pub fn faults(pictures: &Pictures, report: &mut Report) {
    for named in &pictures.named {
        let Some(fault) = pictures.fault(&named.path) else {
            continue;
        };
        let name = named.path.rsplit('/').next().unwrap_or(&named.path);
        let diagnostic = match fault {
            Fault::Unreadable { what, .. } => rules::document::BROKEN_PICTURE.at(
                named.span,
                format!("the picture `{name}` cannot be read: {what}"),
            ),
            Fault::Unsafe { what, .. } => rules::document::UNSAFE_PICTURE.at(
                named.span,
                format!("the picture `{name}` cannot be used: {what}"),
            ),
            Fault::TooLarge { what, .. } => rules::document::LARGE_PICTURE.at(
                named.span,
                format!("the picture `{name}` is too large: {what}"),
            ),
        };
        let (Fault::Unreadable { help, .. }
        | Fault::Unsafe { help, .. }
        | Fault::TooLarge { help, .. }) = fault;
        report.push(diagnostic.help(help.clone()));
    }
}
