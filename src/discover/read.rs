//! From the files of a project, wherever they lie, to its texts, pictures and templates.

use std::sync::Arc;

use rayon::prelude::*;

use super::decode::add_text;
use super::{
    DiscoverError, Files, Folder, MANIFEST_FILE, NamedFile, Project, SETTINGS_FILE, Template,
    Templates, is_bibliography, is_card, is_table, unread,
};
use crate::diagnostic::{Diagnostic, Place, Report, rules};
use crate::source::{Source, SourceId};

/// Reads `planwright.yaml`, if there is one.
pub fn read_settings(
    files: &dyn Files,
    project: &mut Project,
    report: &mut Report,
) -> Result<Option<SourceId>, DiscoverError> {
    if !files.has_file(SETTINGS_FILE) {
        misnamed(files, SETTINGS_FILE, report);
        return Ok(None);
    }
    let bytes = files.read(SETTINGS_FILE)?;
    Ok(add_text(SETTINGS_FILE, bytes, &mut project.sources, report))
}

/// Reads the file of facts; gives whether there is one.
pub fn read_facts(
    files: &dyn Files,
    path: &str,
    project: &mut Project,
    report: &mut Report,
) -> Result<bool, DiscoverError> {
    if !files.has_file(path) {
        misnamed(files, path, report);
        return Ok(false);
    }
    let bytes = files.read(path)?;
    project.facts = add_text(path, bytes, &mut project.sources, report);
    Ok(true)
}

/// Says so where a file that is not there has nearly the same name.
fn misnamed(files: &dyn Files, path: &str, report: &mut Report) {
    if let Some((_, diagnostic)) = unread::misnamed(path).filter(|(near, _)| files.has_file(near)) {
        report.push(diagnostic);
    }
}

/// Reads the folder of a document: its manifest, its cards in reading order, and the files beside
/// them. The folders `except` (the outputs, the templates, the other documents) are left out.
pub fn read_document(
    files: &dyn Files,
    path: &str,
    except: &[&str],
    project: &mut Project,
    report: &mut Report,
) -> Result<Folder, DiscoverError> {
    let mut folder = Folder {
        path: path.to_owned(),
        manifest: None,
        lacks_manifest: true,
        cards: Vec::new(),
        nested: Vec::new(),
        unread: Vec::new(),
    };
    let manifest = join_path(path, MANIFEST_FILE);
    let below = files.files_below(path, except)?;
    below
        .astray
        .iter()
        .filter(|link| is_card(link))
        .for_each(|link| report.push(astray(link)));
    let (nested, mut paths): (Vec<String>, Vec<String>) = below
        .files
        .into_iter()
        .partition(|file| *file != manifest && is_manifest(file));
    folder.nested = nested.iter().map(|file| parent(file).to_owned()).collect();
    folder.unread = unread::meant(&paths, path);
    paths.retain(|file| !unread::is_foreign(file));
    // The files are read on all cores; what comes of them is put together in reading order.
    let contents: Vec<Result<Vec<u8>, DiscoverError>> =
        paths.par_iter().map(|file| files.read(file)).collect();
    for (file, bytes) in paths.into_iter().zip(contents) {
        let bytes = bytes?;
        if file == manifest {
            folder.lacks_manifest = false;
            folder.manifest = add_text(&file, bytes, &mut project.sources, report);
        } else if is_card(&file) {
            folder
                .cards
                .extend(add_text(&file, bytes, &mut project.sources, report));
        } else {
            add_file(file, bytes, project, report);
        }
    }
    if folder.lacks_manifest {
        folder.manifest = Some(project.sources.add(Source::new(manifest, "")));
    }
    Ok(folder)
}

/// A card that is a link to nowhere, or out of the project: without a word the document would lack
/// it.
fn astray(link: &str) -> Diagnostic {
    let message = format!("the card `{link}` is a link that leads to no file of the project");
    let diagnostic = rules::reference::OUTSIDE_PROJECT.of(Place::Path(link.to_owned()), message);
    diagnostic.help("put a copy of the file in its place, or delete the link")
}

/// Reads files that cards name and that lie beside no card: shared pictures and tables. Of a file
/// to which a card only links it is enough to know that it is there.
pub fn read_named(
    files: &dyn Files,
    named: &[Named],
    project: &mut Project,
    report: &mut Report,
) -> Result<(), DiscoverError> {
    for Named { path, shown } in named {
        let hidden = path.split('/').any(|part| part.starts_with('.'));
        if hidden || project.files.contains_key(path) || !files.has_file(path) {
            continue;
        }
        if *shown {
            let bytes = files.read(path)?;
            add_file(path.clone(), bytes, project, report);
        } else {
            project.linked.insert(path.clone());
        }
    }
    Ok(())
}

/// A file that a card names.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Named {
    /// Below the root.
    pub path: String,
    /// Whether what is in it is needed: a picture, a table; else it is the target of a link.
    pub shown: bool,
}

/// Reads the texts of bibliographies among the files that were read: a `.yaml` beside the cards may
/// be something else, so that only a card says which file is one.
pub fn read_bibliographies<'a>(
    paths: impl Iterator<Item = &'a str>,
    project: &mut Project,
    report: &mut Report,
) {
    for path in paths.filter(|path| is_bibliography(path)) {
        if project.bibliographies.contains_key(path) {
            continue;
        }
        if let Some(bytes) = project.files.get(path)
            && let Some(id) = add_text(path, bytes.to_vec(), &mut project.sources, report)
        {
            project.bibliographies.insert(path.to_owned(), id);
        }
    }
}

/// Keeps a file's bytes, and the text of a table.
fn add_file(path: String, bytes: Vec<u8>, project: &mut Project, report: &mut Report) {
    if is_table(&path)
        && let Some(id) = add_text(&path, bytes.clone(), &mut project.sources, report)
    {
        project.tables.insert(path.clone(), id);
    }
    project.files.insert(path, Arc::from(bytes));
}

/// Reads the project's own templates over the built-in ones.
pub fn read_templates(
    files: &dyn Files,
    folder: &str,
    project: &mut Project,
    report: &mut Report,
) -> Result<(), DiscoverError> {
    project.templates = Templates::builtin();
    if !files.has_folder(folder) {
        return Ok(());
    }
    for file in files.files_below(folder, &[])?.files {
        let bytes = files.read(&file)?;
        let is_text = [".typ", ".html", ".yaml", ".yml"]
            .iter()
            .any(|ending| file.ends_with(ending));
        let source = if is_text {
            add_text(&file, bytes.clone(), &mut project.sources, report)
        } else {
            None
        };
        let name = file[folder.len()..].trim_start_matches('/').to_owned();
        let bytes = match source {
            Some(id) => Arc::from(project.sources.get(id).text().as_bytes()),
            None => Arc::from(bytes),
        };
        project.templates.insert(name, Template { bytes, source });
    }
    Ok(())
}

/// Reads the fonts in a folder of the project; none if it is not there. What is named like a font
/// for the web is among them, so that somebody can say that it is no use.
pub fn read_fonts(files: &dyn Files, folder: &str) -> Result<Vec<NamedFile>, DiscoverError> {
    if !files.has_folder(folder) {
        return Ok(Vec::new());
    }
    let fonts = files
        .files_below(folder, &[])?
        .files
        .into_iter()
        .filter(|path| is_font(path));
    fonts
        .map(|path| Ok((path.clone(), Arc::from(files.read(&path)?))))
        .collect()
}

/// Whether a file is named like a font.
pub fn is_font(path: &str) -> bool {
    let ending = path
        .rsplit_once('.')
        .map(|(_, ending)| ending.to_ascii_lowercase())
        .unwrap_or_default();
    matches!(
        ending.as_str(),
        "ttf" | "otf" | "ttc" | "otc" | "woff" | "woff2"
    )
}

fn is_manifest(path: &str) -> bool {
    path.rsplit('/').next() == Some(MANIFEST_FILE)
}

fn parent(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(folder, _)| folder)
}

fn join_path(folder: &str, name: &str) -> String {
    if folder.is_empty() {
        name.to_owned()
    } else {
        format!("{folder}/{name}")
    }
}
