//! The shapes of the arguments, and nothing else; the comments are the help texts.

use std::path::PathBuf;

use clap::{Args as ClapArgs, Parser, Subcommand, ValueEnum};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::diagnostic::show::text::harmless;
use crate::limits;

/// Compiles a plan, kept as Markdown files with YAML front matter, into a versioned, accessible
/// PDF.
#[derive(Debug, Parser)]
#[command(name = "planwright", version, arg_required_else_help = true)]
pub struct Args {
    #[command(subcommand)]
    pub command: Command,
}

#[derive(Debug, Subcommand)]
pub enum Command {
    Init(Init),
    New(New),
    Check(Check),
    Build(Build),
    Watch(Watch),
    Diff(Diff),
    Release(Release),
    Endorse(Endorse),
    Status(Status),
    List(List),
    Facts(Facts),
    Hear(Hear),
    Verify(Verify),
    Explain(Explain),
    Schema(Schema),
    Completions(Completions),
    /// How the program calls itself (`worker`)
    #[command(hide = true)]
    Worker,
}

/// Writes a small, complete project to begin with, which builds with `--draft`; never overwrites a
/// file.
///
/// On a terminal it asks for the title and the organisation, unless they are given.
#[derive(Debug, ClapArgs)]
pub struct Init {
    /// The folder for the project; it is made if it is not there
    #[arg(value_name = "DIR", default_value = ".")]
    pub folder: PathBuf,
    /// The title of the plan
    #[arg(long, value_parser = line)]
    pub title: Option<String>,
    /// The organisation that answers for it
    #[arg(long, value_parser = line)]
    pub organisation: Option<String>,
    /// The day of the first version, such as `2026-01-15`; without it, today
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub date: Option<Date>,
}

/// Writes the next card of a kind, beside others of its kind, with the keys and headings that the
/// kind requires; prints its path.
#[derive(Debug, ClapArgs)]
pub struct New {
    /// What the card is: `section`, `workstream`, `risk-register` …, or a kind of the project's
    /// own; `fact` adds one to the file of facts
    pub kind: String,
    /// The title of the card; its file is named after it
    #[arg(value_parser = line)]
    pub title: String,
    /// The document that gets the card, by its name or its folder; needed if the project has
    /// several
    #[arg(long, value_name = "NAME")]
    pub document: Option<String>,
    /// The folder for the card, below the document's; without it, that of others of its kind, else
    /// a folder of the kind's name
    #[arg(long = "in", value_name = "FOLDER")]
    pub folder: Option<PathBuf>,
    /// The project's root; else the nearest folder upwards that holds `planwright.yaml`, else the
    /// working folder
    #[arg(long, value_name = "DIR")]
    pub root: Option<PathBuf>,
}

/// Checks documents and says what is wrong, where, and how to mend it; writes nothing.
#[derive(Debug, Clone, ClapArgs, Serialize, Deserialize)]
pub struct Check {
    #[command(flatten)]
    pub common: Common,
    /// Leave the compilation out: quicker, but what only shows on the page is not found
    #[arg(long)]
    pub no_compile: bool,
}

/// Checks documents, then writes a PDF of each into the output folder; on any error writes nothing.
#[derive(Debug, Clone, ClapArgs, Serialize, Deserialize)]
pub struct Build {
    #[command(flatten)]
    pub common: Common,
    /// What to write, separated by commas
    #[arg(long, value_delimiter = ',', default_value = "pdf")]
    pub format: Vec<Format>,
    /// Number the lines in the margin, from 1 on each page, so that reviewers can cite them
    #[arg(long)]
    pub line_numbers: bool,
}

/// Builds a draft, and again on each change of a file, until Ctrl+C ends it; a file that cannot be
/// built leaves the last good PDF.
#[derive(Debug, ClapArgs)]
#[command(mut_arg("draft", |arg| arg.hide(true)))]
pub struct Watch {
    #[command(flatten)]
    pub build: Build,
}

/// Checks a document, adds a version to its table, and builds its PDF; commits and tags if asked.
///
/// Nothing is written if the checks find an error. Ended at any moment and called again, it ends in
/// the same state.
#[derive(Debug, Clone, ClapArgs, Serialize, Deserialize)]
#[command(
    override_usage = "planwright release [OPTIONS] [DOCUMENT] <VERSION> --summary <TEXT>",
    mut_arg("documents", |arg| arg
        .num_args(1..=2)
        .required(true)
        .value_names(["DOCUMENT", "VERSION"])
        .help("The version, such as `1.0`; before it the document, by its name or its folder, if there are several")),
    mut_arg("draft", |arg| arg.help("Release a draft: placeholders may stay, and the PDF says so")),
    mut_arg("new_since", |arg| arg.hide(true))
)]
pub struct Release {
    #[command(flatten)]
    pub common: Common,
    /// What changed, as the version table says it
    #[arg(long, value_name = "TEXT", value_parser = line)]
    pub summary: Option<String>,
    /// Who made the version, once for each author; without it, `user.name` of git's settings
    #[arg(long, value_name = "NAME", value_parser = line)]
    pub author: Vec<String>,
    /// The day of the version, such as `2017-03-01`; without it, today
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub date: Option<Date>,
    /// Commit `document.yaml` with the new row, and nothing else
    #[arg(long)]
    pub commit: bool,
    /// Tag the commit: `vVERSION`, or `DOCUMENT/vVERSION` if there are several documents
    #[arg(long)]
    pub tag: bool,
}

/// Records who endorsed a document or a card of it, bound to what it says now; or, with `--met`,
/// that a condition of an endorsement is met.
#[derive(Debug, Clone, ClapArgs, Serialize, Deserialize)]
#[command(
    mut_arg("documents", |arg| arg.num_args(0..=1).value_name("ID").help("The card that was endorsed, by its id; without it, the document as a whole")),
    mut_arg("draft", |arg| arg.hide(true)),
    mut_arg("new_since", |arg| arg.hide(true))
)]
pub struct Endorse {
    #[command(flatten)]
    pub common: Common,
    /// Who endorsed it
    #[arg(long, value_name = "NAME", value_parser = line)]
    pub by: Option<String>,
    /// By which route: the meeting or letter
    #[arg(long, value_name = "TEXT", value_parser = line)]
    pub route: Option<String>,
    /// When, such as `2017-03-01`
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub date: Option<Date>,
    /// A condition under which it was endorsed, once for each
    #[arg(long, value_name = "TEXT", value_parser = line)]
    pub condition: Vec<String>,
    /// The card of kind `endorsements` that gets the row, by its id; without it, the first one
    #[arg(long, value_name = "ID")]
    pub into: Option<String>,
    /// Say that the condition of this number is met
    #[arg(long, value_name = "N", conflicts_with_all = ["route", "date", "condition", "into"])]
    pub met: Option<usize>,
    /// The document, by its name or its folder; needed if the project has several
    #[arg(long, value_name = "NAME")]
    pub document: Option<String>,
}

#[derive(Debug, Clone, ClapArgs, Serialize, Deserialize)]
pub struct Common {
    #[command(flatten)]
    pub place: Place,
    /// Placeholders are warnings, and are marked on the page
    #[arg(long)]
    pub draft: bool,
    /// How to say what was found: `human` to standard error, the others to standard output
    #[arg(long, value_enum, default_value_t = MessageFormat::Human)]
    pub message_format: MessageFormat,
    /// List hints, which otherwise are only counted
    #[arg(long)]
    pub hints: bool,
    /// Say only what was introduced since a git revision; `build` still refuses what an older
    /// error forbids
    #[arg(long, value_name = "REV")]
    pub new_since: Option<String>,
    /// The day with which due dates and the version table are compared, such as `2017-03-01`; the
    /// clock is never asked
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub today: Option<Date>,
    #[command(flatten)]
    pub budget: Budget,
    #[command(flatten)]
    pub levels: Levels,
}

/// What the setting of pages may take.
#[derive(Debug, Clone, Copy, ClapArgs, Serialize, Deserialize)]
pub struct Budget {
    /// End the work if all of it is not done after so many seconds
    #[arg(long, value_name = "SECONDS", default_value_t = limits::SECONDS, value_parser = clap::value_parser!(u64).range(1..=86_400))]
    pub time_limit: u64,
    /// Let the work have so much memory (on Linux)
    #[arg(long, value_name = "MIB", default_value_t = limits::MEMORY, value_parser = clap::value_parser!(u64).range(1024..=1_048_576))]
    pub memory_limit: u64,
}

/// What is said of codes on the command line; it wins over `planwright.yaml`, a code over its
/// family, `--deny` over the others.
#[derive(Debug, Clone, Default, ClapArgs, Serialize, Deserialize)]
pub struct Levels {
    /// Make a code or a family an error; `warnings` makes every remaining warning one
    #[arg(long, value_name = "CODE")]
    pub deny: Vec<String>,
    /// Make a code or a family a warning
    #[arg(long, value_name = "CODE")]
    pub warn: Vec<String>,
    /// Switch a code or a family off
    #[arg(long, value_name = "CODE")]
    pub allow: Vec<String>,
}

/// Says what changed between two states of the project: by card, and as a redline with insertions
/// underlined and deletions struck through.
///
/// `pdf` and `html` go to the output folder, `json` and `text` to standard output.
#[derive(Debug, Clone, ClapArgs, Serialize, Deserialize)]
pub struct Diff {
    /// The older state: a version's tag such as `v0.8`, another tag, a branch or a commit
    #[arg(required_unless_present = "approved")]
    pub old: Option<String>,
    /// The newer state; without it, the files as they are now
    #[arg(conflicts_with = "approved")]
    pub new: Option<String>,
    /// Compare with what an endorsement saw, and list its conditions: the id of a card, `document`, or
    /// the organisation that endorsed; `OLD` then is the newer state
    #[arg(long, value_name = "ID")]
    pub approved: Option<String>,
    /// The document, by its name or its folder; without it, all
    #[arg(long, value_name = "NAME")]
    pub document: Option<String>,
    #[arg(long, value_enum, value_delimiter = ',', default_value = "pdf")]
    pub format: Vec<DiffFormat>,
    /// End with status 1 if something changed
    #[arg(long)]
    pub exit_code: bool,
    /// The project's root; else the nearest folder upwards that holds `planwright.yaml`, else the
    /// working folder
    #[arg(long, value_name = "DIR")]
    #[serde(with = "super::worker::paths")]
    pub root: Option<PathBuf>,
    #[command(flatten)]
    pub budget: Budget,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum, Serialize, Deserialize)]
pub enum DiffFormat {
    /// The newer document with what was inserted and deleted
    Pdf,
    /// The same as a web page, with `<ins>` and `<del>`
    Html,
    /// What changed, for programs
    Json,
    /// What changed, in sentences
    Text,
}

/// Says what is outstanding: the placeholders of the documents, by card, owner, rule or due date.
#[derive(Debug, ClapArgs)]
pub struct Status {
    #[command(flatten)]
    pub place: Place,
    /// A row for each version of the version table, from its tag: placeholders, words, cards and
    /// ratings
    #[arg(long)]
    pub history: bool,
    /// How to group what is outstanding
    #[arg(long, value_enum, default_value_t = By::Card)]
    pub by: By,
    #[arg(long, value_enum, default_value_t = StatusFormat::Text)]
    pub format: StatusFormat,
}

/// Lists the documents of the project, with their titles, versions and numbers of cards.
#[derive(Debug, ClapArgs)]
pub struct List {
    #[command(flatten)]
    pub place: Place,
    /// `json` is what a CI job needs to build each document in a job of its own
    #[arg(long, value_enum, default_value_t = ListFormat::Human)]
    pub message_format: ListFormat,
}

/// Lists the facts of the project: what each says, its date and source, and where it is quoted.
///
/// One that no text quotes is `unused`, one that a text quotes and the file does not have
/// `unknown`, and `out-of-date` one that was to be reviewed before the version that quotes it.
#[derive(Debug, ClapArgs)]
pub struct Facts {
    #[command(flatten)]
    pub place: Place,
    #[arg(long, value_enum, default_value_t = StatusFormat::Text)]
    pub format: StatusFormat,
}

/// Prints a document, or one of its cards, as a screen reader announces it.
///
/// The tags of the PDF are read, not the source: headings with their levels, lists, each cell of a
/// table with its own headings, alternative texts, notes, links, switches of language. Nothing is
/// written. While places are open, it is the draft that is heard.
#[derive(Debug, Clone, ClapArgs, Serialize, Deserialize)]
pub struct Hear {
    /// The id of a card; without it, the whole document
    #[arg(value_name = "ID")]
    pub card: Option<String>,
    /// The document, by its name or its folder; needed if the project has several
    #[arg(long, value_name = "NAME")]
    pub document: Option<String>,
    /// The project's root; else the nearest folder upwards that holds `planwright.yaml`, else the
    /// working folder
    #[arg(long, value_name = "DIR")]
    #[serde(with = "super::worker::paths")]
    pub root: Option<PathBuf>,
    #[command(flatten)]
    pub budget: Budget,
}

/// Says whether a PDF is what this repository makes: these bytes, the same content in other bytes,
/// or neither.
///
/// The keywords of the PDF say of which document, version and content it is. The commit that it
/// names, the tags of its version and the files as they stand are looked at; what has that content
/// is built in memory and compared. Ends with 0 for these bytes, else with 1, and with 2 if the
/// file cannot be read.
#[derive(Debug, Clone, ClapArgs, Serialize, Deserialize)]
pub struct Verify {
    /// The PDF
    #[serde(with = "super::worker::paths::one")]
    pub file: PathBuf,
    /// The document, by its name; without it, the one that the PDF names
    #[arg(long, value_name = "NAME")]
    pub document: Option<String>,
    #[arg(long, value_enum, default_value_t = VerifyFormat::Text)]
    pub format: VerifyFormat,
    /// The project's root; else the nearest folder upwards that holds `planwright.yaml`, else the
    /// working folder
    #[arg(long, value_name = "DIR")]
    #[serde(with = "super::worker::paths")]
    pub root: Option<PathBuf>,
    #[command(flatten)]
    pub budget: Budget,
}

/// Explains a code: what it means, why it matters, how to mend it, with a bad and a good example.
#[derive(Debug, ClapArgs)]
pub struct Explain {
    /// A code such as `placeholder/tbc`, or a family such as `placeholder`; none lists all codes
    pub code: Option<String>,
}

/// Prints the JSON Schema of a file: `document` (`document.yaml`), `planwright`
/// (`planwright.yaml`), `facts` (`facts.yaml`), `card` (the keys that every card has), `kind`
/// (`schema.yaml` of a kind or a type), that of a kind's front matter, or that of `document.yaml`
/// of a type.
#[derive(Debug, ClapArgs)]
pub struct Schema {
    /// `document`, `planwright`, `facts`, `card`, `kind`, or a kind or a type, the project's own
    /// included; none lists them
    pub name: Option<String>,
    /// The project's root; else the nearest folder upwards that holds `planwright.yaml`, else the
    /// working folder
    #[arg(long, value_name = "DIR")]
    pub root: Option<PathBuf>,
}

/// Prints what a shell needs to complete the commands and options.
#[derive(Debug, ClapArgs)]
pub struct Completions {
    #[arg(value_enum)]
    pub shell: clap_complete::Shell,
}

/// What every command that reads documents takes.
#[derive(Debug, Clone, ClapArgs, Serialize, Deserialize)]
pub struct Place {
    /// The folders of the documents; none means all
    #[serde(with = "super::worker::paths")]
    pub documents: Vec<PathBuf>,
    /// The project's root; else the nearest folder upwards that holds `planwright.yaml`, else the
    /// working folder
    #[arg(long, value_name = "DIR")]
    #[serde(with = "super::worker::paths")]
    pub root: Option<PathBuf>,
    #[arg(long, value_enum, default_value_t = Color::Auto)]
    pub color: Color,
    /// Say only what is wrong: no counts, nothing of what was written
    #[arg(long)]
    pub quiet: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum, Serialize, Deserialize)]
pub enum MessageFormat {
    Human,
    Json,
    /// SARIF 2.1.0, for code hosts and editors
    Sarif,
    /// Workflow commands of GitHub Actions, shown beside the changed lines
    Github,
    /// JUnit XML, a test case for each finding
    Junit,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ListFormat {
    Human,
    Json,
}

/// How `status` groups what is outstanding.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum By {
    Card,
    Owner,
    Rule,
    Due,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum StatusFormat {
    Text,
    Json,
    /// One row for each item, for a spreadsheet
    Csv,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum, Serialize, Deserialize)]
pub enum VerifyFormat {
    Text,
    Json,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum, Serialize, Deserialize)]
pub enum Format {
    Pdf,
    /// One web page that needs nothing else
    Html,
    /// The Typst source, with all that plain `typst compile` needs
    Typ,
    /// The text as it is read, with numbers and labels
    Txt,
}

impl Format {
    /// How a file of it ends, which is also its name.
    pub fn ending(self) -> &'static str {
        match self {
            Self::Pdf => "pdf",
            Self::Html => "html",
            Self::Typ => "typ",
            Self::Txt => "txt",
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum, Serialize, Deserialize)]
pub enum Color {
    Auto,
    Always,
    Never,
}

/// A day, written year-month-day and in no other way.
fn day(text: &str) -> Result<Date, String> {
    let is_day = text.len() == 10
        && text
            .bytes()
            .all(|byte| byte.is_ascii_digit() || byte == b'-');
    let date = text.parse().ok().filter(|_| is_day);
    date.ok_or_else(|| "write a day that exists as year-month-day, such as `2017-03-01`".to_owned())
}

/// A text of one line, without characters that cannot be seen.
pub fn line(text: &str) -> Result<String, String> {
    let text = text.trim();
    if text.is_empty() {
        return Err("write some words".to_owned());
    }
    if text.contains('\n') || text.contains('\t') || harmless(text) != text {
        return Err("write one line, without control characters".to_owned());
    }
    Ok(text.to_owned())
}

impl Args {
    /// Whether colours are wanted.
    pub fn color(&self) -> Color {
        match &self.command {
            Command::Check(check) => check.common.place.color,
            Command::Build(build) | Command::Watch(Watch { build }) => build.common.place.color,
            Command::Release(release) => release.common.place.color,
            Command::Endorse(endorse) => endorse.common.place.color,
            Command::Status(status) => status.place.color,
            Command::List(list) => list.place.color,
            _ => Color::Auto,
        }
    }

    /// How a failure is to be said.
    pub fn message_format(&self) -> MessageFormat {
        match &self.command {
            Command::Check(check) => check.common.message_format,
            Command::Build(build) | Command::Watch(Watch { build }) => build.common.message_format,
            Command::Release(release) => release.common.message_format,
            Command::Endorse(endorse) => endorse.common.message_format,
            Command::Status(Status {
                format: StatusFormat::Json,
                ..
            })
            | Command::List(List {
                message_format: ListFormat::Json,
                ..
            })
            | Command::Verify(Verify {
                format: VerifyFormat::Json,
                ..
            }) => MessageFormat::Json,
            _ => MessageFormat::Human,
        }
    }
}

impl Common {
    /// What is taken for granted where a command lets nothing of it be said: all documents of the
    /// project, as drafts.
    pub fn of_project(root: Option<PathBuf>, budget: Budget) -> Self {
        Self {
            place: Place {
                documents: Vec::new(),
                root,
                color: Color::Auto,
                quiet: false,
            },
            draft: true,
            message_format: MessageFormat::Human,
            hints: false,
            new_since: None,
            today: None,
            budget,
            levels: Levels::default(),
        }
    }
}

impl Color {
    /// Settles for the whole process whether colours are written.
    pub fn write_global(self) {
        let choice = match self {
            Self::Auto => anstream::ColorChoice::Auto,
            Self::Always => anstream::ColorChoice::Always,
            Self::Never => anstream::ColorChoice::Never,
        };
        choice.write_global();
    }
}
