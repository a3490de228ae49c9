//! From the files of a project, wherever they lie, to its texts, pictures and templates.

use std::sync::Arc;

use rayon::prelude::*;

use super::decode::add_text;
use super::{DiscoverError, Files, Folder, MANIFEST_FILE, Project, SETTINGS_FILE, Template, Templates};
use crate::diagnostic::Report;
use crate::source::{Source, SourceId};

/// Reads `planwright.yaml`, if there is one.
pub fn read_settings(files: &dyn Files, project: &mut Project, report: &mut Report) -> Result<Option<SourceId>, DiscoverError> {
    if !files.has_file(SETTINGS_FILE) {
        return Ok(None);
    }
    let bytes = files.read(SETTINGS_FILE)?;
    Ok(add_text(SETTINGS_FILE, &bytes, &mut project.sources, report))
}

/// Reads the file of facts; gives whether there is one.
pub fn read_facts(files: &dyn Files, path: &str, project: &mut Project, report: &mut Report) -> Result<bool, DiscoverError> {
    if !files.has_file(path) {
        return Ok(false);
    }
    let bytes = files.read(path)?;
    project.facts = add_text(path, &bytes, &mut project.sources, report);
    Ok(true)
}

/// Reads the folder of a document: its manifest, its cards in reading order, and the files beside them. `except` (the
/// output folder) is left out.
pub fn read_document(
    files: &dyn Files,
    path: &str,
    except: &str,
    project: &mut Project,
    report: &mut Report,
) -> Result<(), DiscoverError> {
    let mut folder = Folder { path: path.to_owned(), manifest: None, lacks_manifest: true, cards: Vec::new() };
    let manifest = join_path(path, MANIFEST_FILE);
    // The files are read on all cores; what comes of them is put together in reading order.
    let paths = files.files_below(path, except)?;
    let contents: Vec<Result<Vec<u8>, DiscoverError>> = paths.par_iter().map(|file| files.read(file)).collect();
    for (file, bytes) in paths.into_iter().zip(contents) {
        let bytes = bytes?;
        if file == manifest {
            folder.lacks_manifest = false;
            folder.manifest = add_text(&file, &bytes, &mut project.sources, report);
        } else if is_card(&file) {
            folder.cards.extend(add_text(&file, &bytes, &mut project.sources, report));
        } else {
            if file.to_ascii_lowercase().ends_with(".csv")
                && let Some(id) = add_text(&file, &bytes, &mut project.sources, report)
            {
                project.tables.insert(file.clone(), id);
            }
            project.files.insert(file, Arc::from(bytes));
        }
    }
    if folder.lacks_manifest {
        folder.manifest = Some(project.sources.add(Source::new(manifest, "")));
    }
    project.documents.push(folder);
    Ok(())
}

/// Reads the project's own templates over the built-in ones.
pub fn read_templates(files: &dyn Files, folder: &str, project: &mut Project, report: &mut Report) -> Result<(), DiscoverError> {
    project.templates = Templates::builtin();
    if !files.has_folder(folder) {
        return Ok(());
    }
    for file in files.files_below(folder, "")? {
        let bytes = files.read(&file)?;
        let is_text = [".typ", ".yaml", ".yml"].iter().any(|ending| file.ends_with(ending));
        let source = if is_text { add_text(&file, &bytes, &mut project.sources, report) } else { None };
        let name = file[folder.len()..].trim_start_matches('/').to_owned();
        let bytes = match source {
            Some(id) => Arc::from(project.sources.get(id).text().as_bytes()),
            None => Arc::from(bytes),
        };
        project.templates.insert(name, Template { bytes, source });
    }
    Ok(())
}

fn is_card(path: &str) -> bool {
    path.rsplit_once('.').is_some_and(|(_, ending)| ending.eq_ignore_ascii_case("md"))
}

fn join_path(folder: &str, name: &str) -> String {
    if folder.is_empty() { name.to_owned() } else { format!("{folder}/{name}") }
}
