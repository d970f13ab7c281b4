//! Reads and writes: files whole or not at all, standard input and output.

use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};

use acsgen_core::files::{bounded, read_bytes, shown, text};

use crate::trouble::Trouble;

/// Reads a text of at most 64 MiB, from standard input where the path is `-`. With the name for messages.
///
/// # Errors
/// It cannot be read, is larger, or is no UTF-8.
pub(crate) fn read(path: &Path) -> Result<(String, String), Trouble> {
    let name = shown(path);
    let bytes = match name.as_str() {
        "-" => bounded(Ok(std::io::stdin().lock()), &name)?,
        _ => read_bytes(path, &name)?,
    };
    Ok((text(bytes, &name)?, name))
}

/// Writes a file beside its place, and puts it there when it is whole.
///
/// # Errors
/// It cannot be written.
pub(crate) fn write(path: &Path, text: &str) -> Result<(), Trouble> {
    let says = |error: std::io::Error| Trouble::file(path, &error);
    let mut beside = path.as_os_str().to_owned();
    beside.push(".part");
    let beside = PathBuf::from(beside);
    let written = std::fs::write(&beside, text).and_then(|()| std::fs::rename(&beside, path));
    written.map_err(|error| {
        // What is left of it is of no use to anybody.
        let _ = std::fs::remove_file(&beside);
        says(error)
    })
}

/// Prints on standard output, with colours only where they are wanted. A reader that has gone wants no more.
///
/// # Errors
/// It cannot be written: a result that is cut off must not look like one that is whole.
pub(crate) fn print(text: &str) -> Result<(), Trouble> {
    let mut out = anstream::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => Err(Trouble::new(format!(
            "standard output cannot be written: {error}"
        ))),
        _ => Ok(()),
    }
}
