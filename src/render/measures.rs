//! Measures that the theme and the program share, so that pages, web pages and what is counted
//! before either is drawn agree. The theme reads them from `theme/settings.typ`.

/// Tables of more columns are set closer.
pub const FEW_COLUMNS: usize = 7;

/// What is filled in, such as “Figure 2”, keeps to one line if it has no more characters.
pub const UNBROKEN: usize = 24;

/// Headings as deep as this are listed in the contents.
pub const CONTENTS_DEPTH: usize = 3;

/// Bars over more periods are too narrow for words, even across several of them.
pub const WORDED_PERIODS: usize = 12;

/// Each measure, by its name in the theme.
pub const ALL: [(&str, usize); 4] = [
    ("few-columns", FEW_COLUMNS),
    ("unbroken", UNBROKEN),
    ("contents-depth", CONTENTS_DEPTH),
    ("worded-periods", WORDED_PERIODS),
];

/// A longer word is parted where that helps: no column would hold it. Only the program measures
/// and parts words.
pub const LONG_WORD: usize = 24;
