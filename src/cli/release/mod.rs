//! `planwright release`: a version is put into the table, built, and, if that is wanted, committed
//! and tagged.
//!
//! Everything is checked and the PDF made before anything is written: the manifest as it will be is
//! laid over the files. Then come the row, the PDF, the commit and the tag, each whole or not at
//! all; whoever was ended between two of them calls the same again.

mod prospect;
mod repository;
mod table;

use std::collections::BTreeMap;

use super::args::{Format, Release};
use super::{Context, Ending, Failure, build, levels, resolve, terminal};
use crate::discover::{Disk, Files as _, MANIFEST_FILE, Overlay};
use crate::model::document::Document;
use crate::model::version_number::VersionNumber;
use crate::pipeline::{self, Mode, Outcome, Request, Snapshot};
use crate::source::SourceSet;
use crate::write::git::Repository;
use crate::write::{OnDisk, replace};
use prospect::{Commit, Prospect};
use repository::{Asked, Target};
use table::{Row, Table};

/// A release, settled but for what the checks say.
struct Plan {
    /// Its manifest, below the root.
    manifest: String,
    /// The manifest as it is.
    old: String,
    /// As it is to be.
    new: String,
    row: Row,
    target: Option<Target>,
}

pub fn run(command: &Release, context: &Context) -> Result<Ending, Failure> {
    let common = &command.common;
    let disk = resolve::disk(common.place.root.as_deref())?;
    let snapshot = Snapshot::read(&disk, &[], SourceSet::default())?;
    let (name, version) = words(command)?;
    let document = chosen(name.as_deref(), &snapshot)?;
    let request = Request {
        documents: vec![document.folder.clone()],
        calls: levels::calls(&common.levels),
        draft: common.draft,
        mode: Mode::Outputs {
            pdf: true,
            html: false,
            text: false,
        },
        today: common.today,
        progress: context.progress.clone(),
        ..Request::default()
    };
    if !document.manifest.usable {
        let outcome = pipeline::run(&disk, &request)?;
        return refused(command, context, &outcome);
    }
    let plan = plan(command, &version, &disk, document, &snapshot)?;
    let overlay = Overlay {
        files: &disk,
        texts: BTreeMap::from([(plan.manifest.clone(), plan.new.clone())]),
    };
    let commit = commit(&plan)?;
    let outcome = pipeline::run(&Prospect { overlay, commit }, &request)?;
    levels::check(&common.levels, &outcome.settings)?;
    if outcome.report.has_errors() {
        return refused(command, context, &outcome);
    }
    // From here on nothing ends it half-way.
    (context.made)();
    let mut lines = vec![write_row(&plan, &disk)?];
    let outputs = build::write(&outcome, &[Format::Pdf], &disk, &OnDisk)?;
    lines.extend(
        outputs
            .iter()
            .map(|output| build::written(output).trim_end().to_owned()),
    );
    if let Some(target) = &plan.target {
        lines.extend(target.carry_out(&plan.new, &plan.row)?);
    }
    let lines: String = lines.into_iter().map(|line| line + "\n").collect();
    terminal::show(&*context.console, common, &outcome, &outputs, &lines)
}

fn refused(command: &Release, context: &Context, outcome: &Outcome) -> Result<Ending, Failure> {
    (context.made)();
    let lines = "nothing is released\n";
    let shown = terminal::show(&*context.console, &command.common, outcome, &[], lines);
    shown.map(|_| Ending::DocumentsHaveErrors)
}

/// The document, if one is named, and the version.
fn words(command: &Release) -> Result<(Option<String>, String), Failure> {
    let words = command.common.place.documents.iter();
    let words: Vec<String> = words
        .map(|word| word.to_string_lossy().into_owned())
        .collect();
    match words.as_slice() {
        [version] => Ok((None, version.clone())),
        [document, version] => Ok((Some(document.clone()), version.clone())),
        _ => Err(Failure::of("name a version, such as `planwright release 1.0`, and before it the document if there are several".to_owned())),
    }
}

fn chosen<'a>(name: Option<&str>, snapshot: &'a Snapshot) -> Result<&'a Document, Failure> {
    let documents: Vec<&Document> = snapshot.documents().collect();
    if name.is_none() && documents.len() > 1 {
        let names: Vec<String> = documents
            .iter()
            .map(|one| format!("`{}`", one.manifest.name))
            .collect();
        return Err(Failure::of(format!(
            "the project has several documents: {}; name one before the version",
            names.join(", ")
        )));
    }
    resolve::chosen(name, &documents)
}

fn plan(
    command: &Release,
    version: &str,
    disk: &Disk,
    document: &Document,
    snapshot: &Snapshot,
) -> Result<Plan, Failure> {
    let manifest = format!("{}/{MANIFEST_FILE}", document.folder);
    let manifest = manifest.trim_start_matches('/').to_owned();
    let unreadable = || Failure::of(format!("`{manifest}` cannot be read as UTF-8")).at(&*manifest);
    let old = String::from_utf8(disk.read(&manifest)?).map_err(|_| unreadable())?;
    let table = Table::read(&old).ok_or_else(unreadable)?;
    let mut row = row(command, version, disk)?;
    let new = match table.day_of_own(&row) {
        Some(day) => {
            row.day = day;
            old.clone()
        }
        None => with_row(&table, &row, &manifest)?,
    };
    let changed = Table::read(&new).ok_or_else(unreadable)?;
    let (name, version) = (&document.manifest.name, &row.version);
    let tag = match snapshot.has_several() {
        true => format!("{name}/v{version}"),
        false => format!("v{version}"),
    };
    let sources = snapshot.sources(document);
    let asked = Asked {
        commits: command.commit,
        tag: command.tag.then_some(tag),
        message: format!("{name}: version {version}\n\n{}\n", row.summary.trim()),
        manifest: &manifest,
        sources: &sources,
        row: &row,
        new: &changed,
        text: &new,
    };
    let target = (command.commit || command.tag)
        .then(|| Target::of(disk, asked))
        .transpose()?;
    Ok(Plan {
        manifest,
        old,
        new,
        row,
        target,
    })
}

/// The manifest with a row that is not there yet.
fn with_row(table: &Table, row: &Row, manifest: &str) -> Result<String, Failure> {
    may_follow(table, row)?;
    table.with(row).ok_or_else(|| {
        Failure::of(format!(
            "the version table in `{manifest}` is written in a way to which no row can be added; write `versions` as a list of rows that begin with `- version:`"
        ))
        .at(manifest)
    })
}

fn row(command: &Release, version: &str, disk: &Disk) -> Result<Row, Failure> {
    let number = VersionNumber::parse(version).ok_or_else(|| {
        Failure::of(format!(
            "`{version}` is no version; write numbers joined by dots, such as `0.9`"
        ))
    })?;
    let summary = command.summary.clone().ok_or_else(|| {
        Failure::of("say what changed, for the version table: `--summary TEXT`".to_owned())
    })?;
    let authors = if command.author.is_empty() {
        let name = Repository::around(disk.root())?.and_then(|repository| repository.name());
        let name = name.ok_or_else(|| {
            Failure::of("nobody is named as author, and git's settings have no `user.name`; say who it is with `--author NAME`".to_owned())
        })?;
        vec![name]
    } else {
        command.author.clone()
    };
    Ok(Row {
        is_draft: command.common.draft && number.is_final(),
        version: version.to_owned(),
        number,
        day: command.date.unwrap_or_else(resolve::today),
        authors,
        summary,
    })
}

/// A row that is added must be higher and no older than those that are there.
fn may_follow(table: &Table, row: &Row) -> Result<(), Failure> {
    let version = &row.version;
    if table.last_version().as_ref() == Some(&row.number) {
        return Err(Failure::of(format!(
            "the version table ends with a row of version `{version}` already, with another summary or other authors; release it with those, or give the new version a higher number"
        )));
    }
    if let Some((_, highest)) = table
        .highest()
        .filter(|(highest, _)| *highest >= row.number)
    {
        return Err(Failure::of(format!(
            "`{version}` is not higher than the version `{highest}` in the table; numbers count part by part: 0.9 comes before 0.10"
        )));
    }
    match table.latest_day().filter(|latest| *latest > row.day) {
        Some(latest) => Err(Failure::of(format!(
            "the day {} lies before {latest}, which a row of the table bears already; give a later one with `--date`",
            row.day
        ))),
        None => Ok(()),
    }
}

/// Upon which commit the pages will stand.
fn commit(plan: &Plan) -> Result<Commit, Failure> {
    let foreseen = plan
        .target
        .as_ref()
        .map(|target| target.foresee(&plan.new, &plan.row))
        .transpose()?;
    Ok(match foreseen {
        Some(committed) if !committed.was_there => Commit::Coming(committed.id.to_string()),
        None if plan.new != plan.old => Commit::Without,
        _ => Commit::AsItIs,
    })
}

fn write_row(plan: &Plan, disk: &Disk) -> Result<String, Failure> {
    let Plan { manifest, row, .. } = plan;
    if disk.read(manifest)? != plan.old.as_bytes() {
        return Err(
            Failure::of(format!("`{manifest}` was changed meanwhile; release again"))
                .at(&**manifest),
        );
    }
    let file = disk.root().join(manifest);
    replace(&OnDisk, &file, plan.new.as_bytes()).map_err(|failed| {
        let why = super::reason::reason(&failed.error);
        Failure::of(format!("`{manifest}` cannot be written: {why}")).at(&**manifest)
    })?;
    if plan.new == plan.old {
        let version = &row.version;
        return Ok(format!(
            "{manifest} has the row of version {version} already"
        ));
    }
    Ok(format!("added version {} to {manifest}", row.version))
}
