//! Puts generated files on disk so that a reader never finds half of them, or checks that they are there.
//!
//! There is no portable atomic swap of folders: the new folder is written beside the old one, then the two are swapped
//! by renaming. A run that was interrupted leaves a state that the next run recognises, and finishes or undoes:
//!
//! | found beside the folder `x` | meaning | what is done |
//! |---|---|---|
//! | `.x.acsgen-new` without its mark | interrupted while writing | it is removed |
//! | `.x.acsgen-new` with its mark, `x` in place | interrupted before the swap | it is removed: the run writes anew |
//! | `.x.acsgen-old`, no `x`, a marked `.x.acsgen-new` | interrupted within the swap | the swap is finished |
//! | `.x.acsgen-old`, no `x`, nothing else | interrupted within the swap | the old folder is put back |
//! | `.x.acsgen-old` and `x` | interrupted while tidying up | the old folder is removed |
//!
//! A manifest in the folder lists what was generated. Only files that it lists are ever replaced or removed; cargo's own
//! `target` and `Cargo.lock` are carried over; any other file is an error, and nothing is touched.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use acs_spec::{Diagnostic, codes};

use crate::output::Output;

/// The manifest's name within the folder: a line for each generated file.
pub const MANIFEST: &str = ".acsgen-manifest";

/// The mark of a new folder that is complete.
const COMPLETE: &str = ".acsgen-complete";

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

struct Places {
    folder: PathBuf,
    new: PathBuf,
    old: PathBuf,
}

impl Places {
    fn of(folder: &Path) -> io::Result<Self> {
        let name = folder.file_name().and_then(|name| name.to_str());
        let Some(name) = name else {
            return Err(io::Error::new(io::ErrorKind::InvalidInput, "the folder has no name in UTF-8"));
        };
        Ok(Places {
            folder: folder.to_owned(),
            new: folder.with_file_name(format!(".{name}.acsgen-new")),
            old: folder.with_file_name(format!(".{name}.acsgen-old")),
        })
    }
}

fn failed(folder: &Path, what: &str, error: &io::Error) -> Vec<Diagnostic> {
    let message = format!("{what}: {error}");
    let help = "check the permissions and the space on the disk, then run again: nothing is lost";
    vec![Diagnostic::new(&codes::WRITE_FAILED, message, help).in_file(shown(folder), 0, 0)]
}

fn shown(path: &Path) -> String {
    path.to_string_lossy().replace('\\', "/")
}

/// Writes the files into `folder`, replacing what an earlier run wrote there.
///
/// # Errors
/// A file in the folder that is not generated, or the file system's refusal. The folder is then as it was, or the next
/// run makes it so.
pub fn write(output: &Output, folder: &Path) -> Result<Written, Vec<Diagnostic>> {
    let wrong = |error: io::Error| failed(folder, "the generated files could not be written", &error);
    let places = Places::of(folder).map_err(wrong)?;
    let recovered = recover(&places).map_err(wrong)?;
    let before = existing(folder).map_err(wrong)?;
    let listed = listed(folder).map_err(wrong)?;
    refuse_foreign(folder, &before, &listed)?;

    let manifest = manifest(output);
    let mut written = Written { recovered, ..Written::default() };
    for (path, text) in output.files() {
        let same = fs::read(folder.join(path)).is_ok_and(|bytes| bytes == text.as_bytes());
        if !same {
            written.changed.push(path.to_owned());
        }
    }
    written.removed = listed.iter().filter(|path| output.get(path).is_none() && before.contains(*path)).cloned().collect();
    let manifest_is_fresh = fs::read(folder.join(MANIFEST)).is_ok_and(|bytes| bytes == manifest.as_bytes());
    if written.changed.is_empty() && written.removed.is_empty() && manifest_is_fresh {
        return Ok(written);
    }
    write_beside(output, &manifest, &places.new).map_err(wrong)?;
    swap(&places).map_err(wrong)?;
    Ok(written)
}

/// Compares the folder with the files, and changes nothing.
///
/// # Errors
/// The file system's refusal to let it be read.
pub fn check(output: &Output, folder: &Path) -> Result<Stale, Vec<Diagnostic>> {
    let wrong = |error: io::Error| failed(folder, "the generated files could not be read", &error);
    let places = Places::of(folder).map_err(wrong)?;
    let before = existing(folder).map_err(wrong)?;
    let mut stale = Stale { interrupted: places.new.exists() || places.old.exists(), ..Stale::default() };
    let manifest = manifest(output);
    for (path, text) in output.files().chain([(MANIFEST, manifest.as_str())]) {
        match fs::read(folder.join(path)) {
            Ok(bytes) if bytes == text.as_bytes() => {}
            Ok(_) => stale.different.push(path.to_owned()),
            Err(error) if error.kind() == io::ErrorKind::NotFound => stale.missing.push(path.to_owned()),
            Err(error) => return Err(wrong(error)),
        }
    }
    stale.extra = before.into_iter().filter(|path| output.get(path).is_none()).collect();
    Ok(stale)
}

fn manifest(output: &Output) -> String {
    let mut out = String::from("# Written by acsgen: the files of this folder that it owns. Do not edit.\n");
    for (path, _) in output.files() {
        out.push_str(path);
        out.push('\n');
    }
    out
}

fn listed(folder: &Path) -> io::Result<BTreeSet<String>> {
    match fs::read_to_string(folder.join(MANIFEST)) {
        Ok(text) => Ok(text.lines().filter(|line| !line.starts_with('#')).map(str::to_owned).collect()),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(BTreeSet::new()),
        Err(error) => Err(error),
    }
}

/// The files of a folder by relative path, without the manifest and without what cargo puts there.
fn existing(folder: &Path) -> io::Result<BTreeSet<String>> {
    let mut out = BTreeSet::new();
    let mut to_do = vec![(folder.to_owned(), String::new())];
    while let Some((dir, prefix)) = to_do.pop() {
        let entries = match fs::read_dir(&dir) {
            Ok(entries) => entries,
            Err(error) if error.kind() == io::ErrorKind::NotFound && prefix.is_empty() => return Ok(out),
            Err(error) => return Err(error),
        };
        for entry in entries {
            let entry = entry?;
            let name = entry.file_name().to_string_lossy().into_owned();
            let top = prefix.is_empty();
            if top && (KEPT.contains(&name.as_str()) || name == MANIFEST || name == COMPLETE) {
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

fn refuse_foreign(folder: &Path, before: &BTreeSet<String>, listed: &BTreeSet<String>) -> Result<(), Vec<Diagnostic>> {
    let foreign: Vec<Diagnostic> = before
        .difference(listed)
        .map(|path| {
            Diagnostic::new(
                &codes::WRITE_FAILED,
                "this file was not generated and would be in the way; nothing was changed",
                "move it elsewhere, or write to another folder with `--out`",
            )
            .in_file(shown(&folder.join(path)), 0, 0)
        })
        .collect();
    if foreign.is_empty() { Ok(()) } else { Err(foreign) }
}

fn write_beside(output: &Output, manifest: &str, new: &Path) -> io::Result<()> {
    fs::create_dir_all(new)?;
    let mut made: BTreeMap<PathBuf, ()> = BTreeMap::new();
    for (path, text) in output.files() {
        let file = new.join(path);
        if let Some(parent) = file.parent()
            && made.insert(parent.to_owned(), ()).is_none()
        {
            fs::create_dir_all(parent)?;
        }
        fs::write(file, text)?;
    }
    fs::write(new.join(MANIFEST), manifest)?;
    fs::write(new.join(COMPLETE), "")
}

fn swap(places: &Places) -> io::Result<()> {
    if places.folder.exists() {
        fs::rename(&places.folder, &places.old)?;
    }
    finish(places)
}

/// From the moment at which the old folder has stepped aside.
fn finish(places: &Places) -> io::Result<()> {
    fs::rename(&places.new, &places.folder)?;
    tidy(places)
}

/// From the moment at which the new folder is in place.
fn tidy(places: &Places) -> io::Result<()> {
    if places.old.exists() {
        for name in KEPT {
            let (from, to) = (places.old.join(name), places.folder.join(name));
            if from.exists() && !to.exists() {
                fs::rename(from, to)?;
            }
        }
        fs::remove_dir_all(&places.old)?;
    }
    match fs::remove_file(places.folder.join(COMPLETE)) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

fn recover(places: &Places) -> io::Result<Option<&'static str>> {
    let complete = places.new.join(COMPLETE).exists();
    match (places.folder.exists(), places.old.exists(), places.new.exists()) {
        (false, true, true) if complete => {
            finish(places)?;
            Ok(Some("an interrupted swap was finished"))
        }
        (false, true, new) => {
            if new {
                fs::remove_dir_all(&places.new)?;
            }
            fs::rename(&places.old, &places.folder)?;
            Ok(Some("an interrupted swap was undone"))
        }
        (true, true, new) => {
            if new {
                fs::remove_dir_all(&places.new)?;
            }
            tidy(places)?;
            Ok(Some("the remains of a finished swap were removed"))
        }
        (_, false, true) => {
            fs::remove_dir_all(&places.new)?;
            Ok(Some("a half-written folder was removed"))
        }
        (_, false, false) => {
            // A first run that was interrupted between the swap and its last step leaves only the mark.
            let marked = places.folder.join(COMPLETE).exists();
            tidy(places)?;
            Ok(marked.then_some("the mark of a finished run was removed"))
        }
    }
}

#[cfg(test)]
#[path = "write_tests.rs"]
mod tests;
