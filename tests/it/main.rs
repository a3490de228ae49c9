//! All tests that see the program from outside, in one binary, because each further one that links
//! typst costs seconds and space.

// The tests run the program from outside: they read, write, start programs and panic, which the
// program itself must not.
#![allow(
    clippy::disallowed_methods,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stderr,
    clippy::print_stdout,
    clippy::unwrap_used
)]

mod authoring;
mod case;
mod cases;
mod commonmark;
mod diffs;
mod disagreements;
mod documents;
mod drawn;
mod embedding;
mod endorsements;
mod example;
mod examples;
mod faults;
mod formats;
mod fuzzed;
mod guides;
mod heard;
mod histories;
mod hostile;
mod house;
mod limits;
mod messages;
mod pages;
mod placeholders;
mod program;
mod promises;
mod references;
mod releases;
mod report;
mod rules;
mod schemas;
mod snapshots;
mod stamp;
mod tags;
mod verified;
mod watch;
mod web;
mod workbook;
mod workbooks;
mod worker;
