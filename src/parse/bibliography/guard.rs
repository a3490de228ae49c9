//! What stands between a text from outside and the libraries that read it: these follow braces,
//! `@string`s and `crossref`s as deep as they go, so that the depth is counted before.

use std::panic::{AssertUnwindSafe, catch_unwind};

/// Does something with a library that may panic, which is then as if nothing could be read.
pub(super) fn guarded<T>(what: impl FnOnce() -> T) -> Option<T> {
    catch_unwind(AssertUnwindSafe(what)).ok()
}

/// How deep braces stand inside each other.
pub(super) fn depth(text: &str) -> usize {
    let mut open = 0_usize;
    let mut deepest = 0;
    let mut is_escaped = false;
    for byte in text.bytes() {
        match byte {
            _ if is_escaped => is_escaped = false,
            b'\\' => is_escaped = true,
            b'{' => {
                open += 1;
                deepest = deepest.max(open);
            }
            b'}' => open = open.saturating_sub(1),
            _ => {}
        }
    }
    deepest
}
