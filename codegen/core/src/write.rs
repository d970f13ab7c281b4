//! Puts generated files on disk so that a reader never finds half a file, or checks that they are there.
//!
//! There is no portable atomic swap of folders, and one by renaming leaves a moment without the folder: a workspace that
//! holds it could then not even be loaded to run the generator again. So the folder stays, and only files are swapped.
//! All that changes is first written into `.acsgen-new` within the folder; then the mark `.acsgen-swap` is set, which
//! lists what this run owns; then each file is renamed into its place, which is atomic; then the mark goes. A run that
//! was interrupted leaves a state that the next run recognises:
//!
//! | found | meaning | what is done |
//! |---|---|---|
//! | `.acsgen-new` alone | interrupted while writing: nothing has changed yet | it is removed |
//! | `.acsgen-swap` | interrupted within the swap: old and new files stand side by side | the swap is finished |
//!
//! A manifest in the folder lists what was generated. Only files that it lists are ever replaced or removed; cargo's own
//! `target` and `Cargo.lock` are left alone; any other file is an error, and nothing is touched.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use acs_spec::{Diagnostic, codes};

/// Files by their path relative to the folder, with `/` between steps: what [`crate::Output::files`] gives.
pub type Files = BTreeMap<String, String>;

/// The manifest's name within the folder: a line for each generated file.
pub const MANIFEST: &str = ".acsgen-manifest";

/// Where files wait to be put in their places.
const NEW: &str = ".acsgen-new";

/// The mark of a swap under way: a line for each file that old or new owns.
const SWAP: &str = ".acsgen-swap";

/// What cargo itself puts into a crate's folder.
const KEPT: &[&str] = &["target", "Cargo.lock"];

/// What a write did.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Written {
    /// Files that are new or different, by path.
    pub changed: Vec<String>,
    /// Files that were removed, by path.
    pub removed: Vec<String>,
    /// What an earlier, interrupted run had left, and what was done about it.
    pub recovered: Option<&'static str>,
}

/// How a folder differs from what the specs give.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Stale {
    /// Generated files that are not there.
    pub missing: Vec<String>,
    /// Files that differ.
    pub different: Vec<String>,
    /// Files that are there and are not generated.
    pub extra: Vec<String>,
    /// An interrupted run's remains.
    pub interrupted: bool,
}

impl Stale {
    /// Whether the folder is as it should be.
    #[must_use]
    pub fn is_fresh(&self) -> bool {
        *self == Stale::default()
    }
}

fn failed(folder: &Path, what: &str, error: &io::Error) -> Vec<Diagnostic> {
    let message = format!("{what}: {error}");
    let help =
        "check the permissions and the space on the disk, then run again: the next run mends it";
    vec![Diagnostic::new(&codes::WRITE_FAILED, message, help).in_file(shown(folder), 0, 0)]
}

fn shown(path: &Path) -> String {
    path.to_string_lossy().replace('\\', "/")
}

/// Writes the files into `folder`, replacing what an earlier run wrote there.
///
/// # Errors
/// A file in the folder that is not generated, or the file system's refusal. No file is ever half written, and the next
/// run mends the rest.
pub fn write(files: &Files, folder: &Path) -> Result<Written, Vec<Diagnostic>> {
    let wrong =
        |error: io::Error| failed(folder, "the generated files could not be written", &error);
    if let Some(path) = files.keys().find(|path| !goes_down(path)) {
        let error = io::Error::new(
            io::ErrorKind::InvalidInput,
            format!("`{path}` does not lead into the folder"),
        );
        return Err(wrong(error));
    }
    let before = existing(folder).map_err(wrong)?;
    let mut owned = listed(&folder.join(MANIFEST)).map_err(wrong)?;
    owned.extend(listed(&folder.join(SWAP)).map_err(wrong)?);
    refuse_foreign(folder, &before, &owned)?;

    let mut written = Written {
        recovered: recovered(folder),
        ..Written::default()
    };
    for (path, text) in files {
        if !fs::read(folder.join(path)).is_ok_and(|bytes| bytes == text.as_bytes()) {
            written.changed.push(path.clone());
        }
    }
    written.removed = owned
        .iter()
        .filter(|path| !files.contains_key(*path) && before.contains(*path))
        .cloned()
        .collect();
    let manifest = manifest(files.keys());
    let manifest_is_fresh =
        fs::read(folder.join(MANIFEST)).is_ok_and(|bytes| bytes == manifest.as_bytes());
    let nothing_to_do =
        written.changed.is_empty() && written.removed.is_empty() && manifest_is_fresh;
    if !nothing_to_do {
        write_beside(files, &written.changed, &manifest, folder).map_err(wrong)?;
        owned.extend(files.keys().cloned());
        fs::write(folder.join(SWAP), self::manifest(owned.iter())).map_err(wrong)?;
        swap(&written, folder).map_err(wrong)?;
    }
    tidy(folder).map_err(wrong)?;
    Ok(written)
}

/// Compares the folder with the files, and changes nothing.
///
/// # Errors
/// The file system's refusal to let it be read.
pub fn check(files: &Files, folder: &Path) -> Result<Stale, Vec<Diagnostic>> {
    let wrong = |error: io::Error| failed(folder, "the generated files could not be read", &error);
    let before = existing(folder).map_err(wrong)?;
    let mut stale = Stale {
        interrupted: recovered(folder).is_some(),
        ..Stale::default()
    };
    let manifest = manifest(files.keys());
    let all = files
        .iter()
        .map(|(path, text)| (path.as_str(), text.as_str()))
        .chain([(MANIFEST, manifest.as_str())]);
    for (path, text) in all {
        match fs::read(folder.join(path)) {
            Ok(bytes) if bytes == text.as_bytes() => {}
            Ok(_) => stale.different.push(path.to_owned()),
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                stale.missing.push(path.to_owned())
            }
            Err(error) => return Err(wrong(error)),
        }
    }
    stale.extra = before
        .into_iter()
        .filter(|path| !files.contains_key(path))
        .collect();
    Ok(stale)
}

/// A path that is relative and goes nowhere but down.
fn goes_down(path: &str) -> bool {
    path.split('/')
        .all(|step| !step.is_empty() && step != "." && step != ".." && !step.contains(['\\', ':']))
}

fn manifest<'a>(paths: impl Iterator<Item = &'a String>) -> String {
    let mut out =
        String::from("# Written by acsgen: the files of this folder that it owns. Do not edit.\n");
    for path in paths {
        out.push_str(path);
        out.push('\n');
    }
    out
}

fn listed(file: &Path) -> io::Result<BTreeSet<String>> {
    match fs::read_to_string(file) {
        Ok(text) => Ok(text
            .lines()
            .filter(|line| !line.starts_with('#'))
            .map(str::to_owned)
            .collect()),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(BTreeSet::new()),
        Err(error) => Err(error),
    }
}

fn recovered(folder: &Path) -> Option<&'static str> {
    if folder.join(SWAP).exists() {
        Some("its swap was finished")
    } else if folder.join(NEW).exists() {
        Some("its half-written files were removed")
    } else {
        None
    }
}

/// The files of a folder by relative path, without what this module and cargo keep there.
fn existing(folder: &Path) -> io::Result<BTreeSet<String>> {
    let mut out = BTreeSet::new();
    let mut to_do = vec![(folder.to_owned(), String::new())];
    while let Some((dir, prefix)) = to_do.pop() {
        let entries = match fs::read_dir(&dir) {
            Ok(entries) => entries,
            Err(error) if error.kind() == io::ErrorKind::NotFound && prefix.is_empty() => {
                return Ok(out);
            }
            Err(error) => return Err(error),
        };
        for entry in entries {
            let entry = entry?;
            let name = entry.file_name().to_string_lossy().into_owned();
            let ours =
                [MANIFEST, NEW, SWAP].contains(&name.as_str()) || KEPT.contains(&name.as_str());
            if prefix.is_empty() && ours {
                continue;
            }
            let path = format!("{prefix}{name}");
            // A link to a folder is a file here: what it leads to is not ours.
            if entry.file_type()?.is_dir() {
                to_do.push((entry.path(), format!("{path}/")));
            } else {
                out.insert(path);
            }
        }
    }
    Ok(out)
}

fn refuse_foreign(
    folder: &Path,
    before: &BTreeSet<String>,
    owned: &BTreeSet<String>,
) -> Result<(), Vec<Diagnostic>> {
    let foreign: Vec<Diagnostic> = before
        .difference(owned)
        .map(|path| {
            Diagnostic::new(
                &codes::WRITE_FAILED,
                "this file was not generated and would be in the way; nothing was changed",
                "move it elsewhere, or write to another folder with `--out`",
            )
            .in_file(shown(&folder.join(path)), 0, 0)
        })
        .collect();
    if foreign.is_empty() {
        Ok(())
    } else {
        Err(foreign)
    }
}

/// Puts a file where it belongs below `root`, with the folders on the way.
fn place(root: &Path, path: &str, put: impl FnOnce(&Path) -> io::Result<()>) -> io::Result<()> {
    let file: PathBuf = root.join(path);
    if let Some(parent) = file.parent() {
        fs::create_dir_all(parent)?;
    }
    put(&file)
}

fn write_beside(
    files: &Files,
    changed: &[String],
    manifest: &str,
    folder: &Path,
) -> io::Result<()> {
    let new = folder.join(NEW);
    if new.exists() {
        fs::remove_dir_all(&new)?;
    }
    fs::create_dir_all(&new)?;
    for path in changed {
        let text = files.get(path).map(String::as_str).unwrap_or_default();
        place(&new, path, |file| fs::write(file, text))?;
    }
    fs::write(new.join(MANIFEST), manifest)
}

fn swap(written: &Written, folder: &Path) -> io::Result<()> {
    let new = folder.join(NEW);
    for path in &written.removed {
        let file = folder.join(path);
        fs::remove_file(&file)?;
        // Folders that are now empty go too; one that is not stays, and says so.
        let mut parent = file.parent();
        while let Some(dir) = parent.filter(|dir| *dir != folder) {
            if fs::remove_dir(dir).is_err() {
                break;
            }
            parent = dir.parent();
        }
    }
    for path in &written.changed {
        place(folder, path, |file| fs::rename(new.join(path), file))?;
    }
    fs::rename(new.join(MANIFEST), folder.join(MANIFEST))
}

fn tidy(folder: &Path) -> io::Result<()> {
    let gone = |result: io::Result<()>| match result {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    };
    gone(fs::remove_dir_all(folder.join(NEW)))?;
    gone(fs::remove_file(folder.join(SWAP)))
}

#[cfg(test)]
#[path = "write_tests.rs"]
mod tests;
