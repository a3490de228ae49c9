//! Every limit of the program, in one place: what is beyond one ends in a message, and not in hours
//! or in the machine's memory.
//!
//! The first line of each comment is what the table in `docs/security.md#limits` calls it, and a
//! test compares the numbers (`tests/it/limits.rs`). Costs are processor time and memory of `check`
//! in the debug build, with typst 0.15.1.

/// 2 to the power of 20.
pub const MIB: u64 = 1024 * 1024;

// What is read.

/// a text file
///
/// In bytes. Several thousand pages; a file that is larger was not meant to be read.
pub const TEXT_FILE: u64 = 8 * MIB;

/// a picture or other file
///
/// In bytes.
pub const OTHER_FILE: u64 = 64 * MIB;

/// cards of all documents of a project together
///
/// Typst knows at most 65,535 files in a process; each card is one, and one more for the revision
/// of `--new-since`.
pub const CARDS: usize = 20_000;

/// commits that a walk back through the history looks at
///
/// As many as large projects have; a history that leads back to itself has no last one.
pub const COMMITS: usize = 100_000;

/// steps from a fact to those that it is made of
///
/// A figure that is computed over more was not meant so.
pub const FACT_STEPS: usize = 50;

// Pictures.

/// points of a picture (PNG, JPEG, GIF, WebP), also of one inside an SVG
///
/// Each takes four bytes or more when it is decoded.
pub const PICTURE_POINTS: u64 = 50_000_000;

/// points of all pictures of a document
pub const PICTURE_POINTS_TOGETHER: u64 = 1_000_000_000;

/// elements that an SVG draws, with what `<use>` repeats
pub const SVG_ELEMENTS: u64 = 100_000;

/// elements for which a filter of an SVG counts
pub const SVG_FILTER: u64 = 1_000;

/// elements of an SVG inside each other
pub const SVG_DEPTH: usize = 512;

/// pictures inside pictures
pub const PICTURE_DEPTH: usize = 2;

// What is written in YAML.

/// values of a YAML text, those that an alias repeats counted each time
///
/// A few hundred bytes of aliases are otherwise millions of values.
pub const YAML_VALUES: usize = 250_000;

/// lists and mappings of YAML inside each other
pub const YAML_DEPTH: usize = 64;

// Workbooks.

/// bytes of XML that a workbook holds, unpacked
///
/// A sheet of 10,000 rows and 20 columns has 9 MiB. Asked of the package's own list before
/// anything is unpacked, and held to while it is.
pub const WORKBOOK: u64 = 32 * MIB;

/// elements, and texts between them, in one part of a workbook
///
/// A sheet of 10,000 rows and 20 columns has 630,000. 4 million take 4 s and 0.35 GB.
pub const WORKBOOK_NODES: u32 = 4_000_000;

/// cells of an `.ods` that say for others what stands in them
///
/// Repeated cells are made one by one: a million take 0.24 GB. What is beyond is left out.
pub const REPEATED_CELLS: u32 = 1_000_000;

/// characters of a formula or a number format
///
/// In bytes. Excel writes 8,192 and 255; a longer one is not read.
pub const FORMULA: usize = 8_192;

/// cells that are looked at to compute the formulas of a sheet again
///
/// What is beyond is not computed.
pub const COMPUTED_CELLS: usize = 5_000_000;

// Bibliographies.

/// entries of a bibliography
///
/// 5,000 of which 20 are cited take 4 s; what costs time is those that are cited.
pub const BIBLIOGRAPHY_ENTRIES: usize = 20_000;

/// citations of a list that comes from a bibliography
///
/// 500 of as many sources take 1 s more, 2,000 take 10 s, 5,000 take 33 s.
pub const CITATIONS: usize = 10_000;

/// bytes of a field of a bibliography
///
/// Of those that are printed. An abstract is left out before.
pub const BIBLIOGRAPHY_FIELD: usize = 10_000;

/// braces inside each other in a bibliography
///
/// The reader of commands calls itself for each.
pub const BIBLIOGRAPHY_NESTING: usize = 20;

/// steps of `crossref` from an entry
pub const BIBLIOGRAPHY_DEPTH: usize = 20;

/// entries that `crossref` and `xdata` bring to one
///
/// Few that name each other often are otherwise millions.
pub const BIBLIOGRAPHY_REFERENCES: usize = 500;

// What is written in cards.

/// lists, quotes and emphasis inside each other
///
/// Typst draws at most 31 lists and 15 quotes, and no reader follows half of that.
pub const NESTING: usize = 12;

/// footnotes inside each other
pub const NOTE_DEPTH: usize = 3;

/// footnotes in one footnote altogether
///
/// Few that refer to each other often are otherwise millions.
pub const INNER_NOTES: usize = 100;

/// cells of a table, a CSV file or a list of the front matter
///
/// 10,000 take 11 s and 0.4 GB, 30,000 take 33 s and 1.1 GB. A table of 1,000 rows and 20 columns
/// is within it: forty pages.
pub const CELLS: usize = 20_000;

/// characters of the heads of a table together
///
/// They stand on each page anew: 300 rows below a head of 9,000 characters take 4 s and 300 pages.
pub const TABLE_HEADS: usize = 2_000;

/// characters of a title or a heading
///
/// Titles stand at the head of each page, headings in the contents, and both in the outline of the
/// PDF.
pub const TITLE: usize = 1_000;

/// calls of one footnote
///
/// 1,000 take 3.6 s, 4,000 take 24 s: each is looked for on the page of every other.
pub const NOTE_CALLS: usize = 1_000;

/// pieces (emphasis, links, notes, line breaks) of one paragraph, heading or cell
///
/// 20,000 take 9 s, 40,000 take 28 s, because a paragraph is broken into lines as a whole.
pub const PIECES: usize = 5_000;

/// characters of a word
///
/// 50,000 take 3 s, 200,000 take 27 s: each is tried as the end of a line. Addresses that are
/// printed are words too.
pub const WORD: usize = 4_000;

/// bytes of an address to which a link leads
///
/// Typst takes no longer one.
pub const ADDRESS: usize = 8_000;

/// lines of a block of code
///
/// 3,000 take 2.6 s, 20,000 take 63 s.
pub const CODE_LINES: usize = 3_000;

/// columns over which a cell of a table of HTML stands
pub const COLUMN_SPAN: usize = 100;

/// series of a chart
///
/// What is more cannot be told apart, and is not drawn.
pub const CHART_SERIES: usize = 24;

/// places along the axis of a chart
pub const CHART_PLACES: usize = 60;

// PDFs that are read back.

/// a PDF that is read
///
/// In bytes. A plan of 1,000 pages is 30 MB, and pictures may be larger than their pages.
pub const PDF_FILE: u64 = 256 * MIB;

/// arrays and dictionaries of a PDF inside each other
pub const PDF_NESTING: usize = 500;

/// drawings of a PDF inside each other
pub const PDF_FORMS: usize = 16;

/// tags of a PDF
///
/// A page of text has about a hundred.
pub const PDF_TAGS: usize = 1_000_000;

/// tags of a PDF inside each other
pub const PDF_TAG_DEPTH: usize = 200;

/// operators on the pages of a PDF together
///
/// A page of text has about a thousand.
pub const PDF_OPERATORS: usize = 50_000_000;

// What templates and whole builds take.

/// what one template writes for a card
///
/// In bytes: more than anybody prints, and less than fills a machine's memory.
pub const TEMPLATE_OUTPUT: usize = 32 * 1024 * 1024;

/// seconds of a whole `check` or `build`, or of a turn of `watch`
///
/// 1,000 pages take 7 to 25 s on two idle cores, as they are divided; a hosted machine that is
/// shared may be ten times slower.
pub const SECONDS: u64 = 300;

/// MiB of memory for it
///
/// Address space, on Linux. 1,000 pages take 1.8 to 3.1 GiB, and a hosted machine has 7 GiB or
/// more.
pub const MEMORY: u64 = 6_144;
