//! From texts to values: front matter and bodies, each value with its place.

mod addresses;
pub mod bibliography;
pub mod body;
mod captions;
pub mod csv;
pub mod enumerators;
mod frames;
pub mod front_matter;
mod html;
pub mod markdown;
pub mod picture;
pub mod quotes;
pub mod review;
pub mod spelling;
pub mod workbook;
pub mod yaml;
mod yaml_error;
mod yaml_tags;

pub use front_matter::{FrontMatter, split};
pub use html::{OpenComment, count_cells, entities, unclosed_comment};
