//! A report as text: for people, and for programs.

pub mod github;
pub mod human;
pub mod json;
pub mod junit;
pub mod sarif;
pub mod table;
pub mod text;
