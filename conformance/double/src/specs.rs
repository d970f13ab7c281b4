//! Reads specs: those of the repository, which are part of this crate, or files and folders that are named.

use std::path::{Path, PathBuf};

use acs_spec::{Diagnostic, Operation, Service, load};

/// The specs of the repository: place under `spec/`, text.
const EMBEDDED: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/specs.rs"));

/// Operations of one product version with their service, if there is one.
#[derive(Debug, Clone)]
pub(crate) struct Specs {
    pub(crate) service: Option<Service>,
    pub(crate) operations: Vec<Operation>,
}

/// The specs that are part of this crate.
pub(crate) fn embedded() -> Result<Vec<Specs>, String> {
    let files = EMBEDDED
        .iter()
        .map(|(name, text)| (PathBuf::from(name), (*text).to_owned()));
    grouped(files.collect())
}

/// The specs of these files and folders. A folder's specs are all files `*.json` beside a `service.json`, in it or at
/// most two levels down; beside a single operation's file its `service.json` is read as well.
pub(crate) fn read(paths: &[PathBuf]) -> Result<Vec<Specs>, String> {
    let mut files = Vec::new();
    for path in paths {
        let before = files.len();
        if path.is_dir() {
            folder(path, 2, &mut files);
        } else {
            files.push(path.clone());
            let service = path.with_file_name("service.json");
            if service.is_file() {
                files.push(service);
            }
        }
        if files.len() == before {
            return Err(format!(
                "{}: no `service.json` is in it or in the folders two levels down",
                path.display()
            ));
        }
    }
    files.sort();
    files.dedup();
    let read = |path: PathBuf| match std::fs::read_to_string(&path) {
        Ok(text) => Ok((path, text)),
        Err(error) => Err(format!("{}: {error}", path.display())),
    };
    let texts: Vec<Result<(PathBuf, String), String>> = files.into_iter().map(read).collect();
    let faults: Vec<String> = texts
        .iter()
        .filter_map(|text| text.as_ref().err().cloned())
        .collect();
    if !faults.is_empty() {
        return Err(faults.join("\n"));
    }
    grouped(texts.into_iter().flatten().collect())
}

fn folder(path: &Path, levels: usize, out: &mut Vec<PathBuf>) {
    let entries: Vec<PathBuf> = std::fs::read_dir(path)
        .into_iter()
        .flatten()
        .flatten()
        .map(|entry| entry.path())
        .collect();
    if path.join("service.json").is_file() {
        out.extend(
            entries
                .into_iter()
                .filter(|entry| entry.extension().is_some_and(|e| e == "json")),
        );
    } else if levels > 0 {
        for entry in entries
            .iter()
            .filter(|entry| entry.is_dir() && !entry.join("Cargo.toml").exists())
        {
            folder(entry, levels - 1, out);
        }
    }
}

/// Files of one folder belong together. All faults of all files are told at once.
fn grouped(mut files: Vec<(PathBuf, String)>) -> Result<Vec<Specs>, String> {
    files.sort();
    let mut faults = Vec::new();
    let mut out = Vec::new();
    for group in files.chunk_by(|(a, _), (b, _)| a.parent() == b.parent()) {
        let mut specs = Specs {
            service: None,
            operations: Vec::new(),
        };
        for (path, text) in group {
            let name = path.display().to_string();
            if path.file_name().is_some_and(|file| file == "service.json") {
                match load::service(&name, text) {
                    Ok(service) => specs.service = Some(service),
                    Err(found) => faults.extend(found.iter().map(shown)),
                }
            } else {
                match load::operation(&name, text) {
                    Ok(operation) => specs.operations.push(operation),
                    Err(found) => faults.extend(found.iter().map(shown)),
                }
            }
        }
        out.push(specs);
    }
    match faults.is_empty() {
        true => Ok(out),
        false => Err(faults.join("\n")),
    }
}

/// A fault on one line, with the place in its file where that is known.
pub(crate) fn shown(fault: &Diagnostic) -> String {
    let place = match fault.file.is_empty() {
        true => String::new(),
        false => format!("{}:{}:{}: ", fault.file, fault.line, fault.column),
    };
    format!(
        "{place}{} {}: {} ({})",
        fault.code, fault.pointer, fault.message, fault.help
    )
}
