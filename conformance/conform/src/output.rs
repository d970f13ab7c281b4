//! Writes results: files whole or not at all, and standard output.

use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};

use crate::trouble::Trouble;

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
