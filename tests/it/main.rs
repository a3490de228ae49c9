//! All tests that see the program from outside, in one binary, because each further one that links typst costs seconds and space.

mod cases;
mod example;
mod house;
mod placeholders;
mod program;
mod promises;
