//! The placeholder rules, read as a library.

mod behaviour;
mod labelled;
