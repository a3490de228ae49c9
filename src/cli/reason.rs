//! Why something could not be read or written, in words that say what to do.
//!
//! In: an error of the system. Out: half a sentence. What planwright itself says in such an error
//! is passed on as it is; of the system's own words only those are left that are about nothing that
//! an author meets, without their number.

use std::io::{self, ErrorKind};

/// Half a sentence, to stand behind a colon.
pub fn reason(error: &io::Error) -> String {
    let known = match error.kind() {
        ErrorKind::NotFound => "it is not there",
        ErrorKind::PermissionDenied => {
            "you have no right to it; look at the rights of the file and of its folder"
        }
        ErrorKind::AlreadyExists => "something of this name is already there; move it away",
        ErrorKind::NotADirectory => {
            "a file stands where a folder is wanted; move the file away, or name another place"
        }
        ErrorKind::IsADirectory => {
            "a folder stands where a file is wanted; move the folder away, or name another place"
        }
        ErrorKind::StorageFull => "the disk is full; make room on it",
        ErrorKind::QuotaExceeded => "you have used up your share of the disk; make room on it",
        ErrorKind::ReadOnlyFilesystem => {
            "nothing can be written on this disk; name a place on another one"
        }
        ErrorKind::InvalidFilename => {
            "the system allows no such name; give it a shorter or a plainer one"
        }
        _ => return plain(error),
    };
    // What has a text of its own is ours, and more exact.
    if error.get_ref().is_some() {
        plain(error)
    } else {
        known.to_owned()
    }
}

fn plain(error: &io::Error) -> String {
    let text = error.to_string();
    text.split_once(" (os error ")
        .map_or(text.as_str(), |(words, _)| words)
        .to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_number_of_the_system_is_shown() {
        for number in 1..133 {
            let said = reason(&io::Error::from_raw_os_error(number));
            assert!(
                !said.is_empty() && !said.contains("os error"),
                "{number}: {said}"
            );
        }
        assert_eq!(
            reason(&ErrorKind::AlreadyExists.into()),
            "something of this name is already there; move it away"
        );
    }

    #[test]
    fn what_is_said_exactly_is_passed_on() {
        assert_eq!(
            reason(&io::Error::other("its name is not UTF-8")),
            "its name is not UTF-8"
        );
        assert_eq!(
            reason(&io::Error::new(ErrorKind::NotFound, "the tag is not there")),
            "the tag is not there"
        );
    }
}
