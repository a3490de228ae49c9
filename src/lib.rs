//! planwright compiles a plan, kept as Markdown files with YAML front matter, into a versioned, accessible PDF.

pub mod check;
pub mod cli;
pub mod compile;
pub mod diagnostic;
pub mod discover;
pub mod model;
pub mod parse;
pub mod pipeline;
pub mod render;
pub mod scaffold;
pub mod source;
pub mod write;
