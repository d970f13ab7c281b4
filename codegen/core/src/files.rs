//! Reads files from disk: bounded, as UTF-8, with diagnostics; and finds the spec files of a folder.

use std::fs::File;
use std::io::{ErrorKind, Read};
use std::path::{Path, PathBuf};

use acs_spec::codes;
use acs_spec::diag::{Diagnostic, line_column};
use acs_spec::json::MAX_BYTES;

/// How a path is named in diagnostics and output: as given, with forward slashes, so that all systems print the same.
#[must_use]
pub fn shown(path: &Path) -> String {
    let text = path.to_string_lossy();
    // Where a back-slash separates nothing it is part of a name.
    if std::path::MAIN_SEPARATOR == '\\' {
        text.replace('\\', "/")
    } else {
        text.into_owned()
    }
}

/// Reads a file of at most 64 MiB. `name` is how diagnostics name it.
///
/// # Errors
/// A file that cannot be read, or is larger.
pub fn read_bytes(path: &Path, name: &str) -> Result<Vec<u8>, Diagnostic> {
    bounded(File::open(path), name)
}

/// Reads at most 64 MiB from anything.
///
/// # Errors
/// What cannot be read, or is larger.
pub fn bounded(from: std::io::Result<impl Read>, name: &str) -> Result<Vec<u8>, Diagnostic> {
    let unreadable = |message: String, help: &str| {
        Diagnostic::new(&codes::UNREADABLE, message, help).in_file(name, 0, 0)
    };
    let mut bytes = Vec::new();
    // One byte more than the limit tells a text at the limit from one beyond it, and no more is ever held.
    let limit = MAX_BYTES as u64 + 1;
    from.and_then(|from| from.take(limit).read_to_end(&mut bytes))
        .map_err(|error| {
            unreadable(
                why(&error),
                "check the path and the permissions; `-` reads standard input",
            )
        })?;
    if bytes.len() > MAX_BYTES {
        let message = format!("larger than the limit of {MAX_BYTES} bytes (64 MiB)");
        return Err(unreadable(
            message,
            "no page, spec or request is so large: name another file, or a part of this one",
        ));
    }
    Ok(bytes)
}

/// Bytes as text.
///
/// # Errors
/// Bytes that are not UTF-8, at their place.
pub fn text(bytes: Vec<u8>, name: &str) -> Result<String, Diagnostic> {
    String::from_utf8(bytes).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        let text =
            String::from_utf8_lossy(error.as_bytes().get(..at).unwrap_or_default()).into_owned();
        let (line, column) = line_column(&text, at);
        Diagnostic::new(
            &codes::NOT_UTF8,
            format!("byte {at} is not UTF-8"),
            "save the file as UTF-8; if it is an archive or an image, it is the wrong file",
        )
        .in_file(name, line, column)
    })
}

/// Why a file cannot be read, in the same words on all systems where the reason is a common one.
fn why(error: &std::io::Error) -> String {
    match error.kind() {
        ErrorKind::NotFound => "there is no such file".into(),
        ErrorKind::PermissionDenied => "the file may not be read".into(),
        ErrorKind::IsADirectory => "this is a folder, no file".into(),
        _ => format!("cannot be read: {error}"),
    }
}

/// One product version's files.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Version {
    /// Path of `service.json`.
    pub service_file: PathBuf,
    /// Paths of the operations' files, sorted.
    pub operation_files: Vec<PathBuf>,
}

/// The product versions of a spec folder: each folder, at most two levels down, that holds a `service.json`.
/// Folders of crates are passed over: what they hold is their own.
#[must_use]
pub fn versions(folder: &Path) -> Vec<Version> {
    let mut out = Vec::new();
    walk(folder, 2, &mut out);
    out
}

fn walk(folder: &Path, levels: usize, out: &mut Vec<Version>) {
    let entries = entries(folder);
    let service_file = folder.join("service.json");
    if service_file.is_file() {
        out.push(Version {
            operation_files: json_files(&entries, &service_file),
            service_file,
        });
    } else if levels > 0 {
        let is_crate = |path: &Path| path.join("Cargo.toml").exists();
        entries
            .iter()
            .filter(|path| path.is_dir() && !is_crate(path))
            .for_each(|path| walk(path, levels - 1, out));
    }
}

/// The specs of operations in a spec folder that no product version has, since no `service.json` lies beside them:
/// whoever takes [`versions`] passes over them.
#[must_use]
pub fn without_service(folder: &Path) -> Vec<PathBuf> {
    let mut out = Vec::new();
    walk_loose(folder, 2, &mut out);
    out
}

fn walk_loose(folder: &Path, levels: usize, out: &mut Vec<PathBuf>) {
    let entries = entries(folder);
    let service_file = folder.join("service.json");
    if service_file.is_file() || folder.join("Cargo.toml").exists() {
        return;
    }
    // Other JSON may lie there for reasons of its own.
    let is_operation = |path: &PathBuf| {
        let text = read_bytes(path, "")
            .ok()
            .and_then(|bytes| text(bytes, "").ok());
        text.is_some_and(|text| text.contains("\"acs-operation/"))
    };
    out.extend(
        json_files(&entries, &service_file)
            .into_iter()
            .filter(is_operation),
    );
    if levels > 0 {
        let folders = entries.iter().filter(|path| path.is_dir());
        folders.for_each(|path| walk_loose(path, levels - 1, out));
    }
}

/// The JSON files right in a folder without a `service.json`, sorted.
#[must_use]
pub fn loose(folder: &Path) -> Vec<PathBuf> {
    json_files(&entries(folder), &folder.join("service.json"))
}

fn entries(folder: &Path) -> Vec<PathBuf> {
    let mut entries: Vec<PathBuf> = std::fs::read_dir(folder)
        .into_iter()
        .flatten()
        .flatten()
        .map(|entry| entry.path())
        .collect();
    entries.sort();
    entries
}

fn json_files(entries: &[PathBuf], service_file: &Path) -> Vec<PathBuf> {
    let is_operation =
        |path: &&PathBuf| path.extension().is_some_and(|e| e == "json") && *path != service_file;
    entries.iter().filter(is_operation).cloned().collect()
}
