//! One state of a document and another: what changed between them.
//!
//! In: two documents as they were read, whose places lie in one `SourceSet`. Out: a
//! [`DocumentDiff`](diff::DocumentDiff), which says what changed, and the newer document with
//! insertions and deletions in its texts, which is drawn like any other. Nothing is read here, and
//! nothing is checked.

pub mod diff;
