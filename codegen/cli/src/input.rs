//! Reading files and standard input: bounded, as UTF-8, with diagnostics.

use std::path::Path;

use acs_spec::Diagnostic;
use acsgen_core::files;

pub use acsgen_core::files::shown;

/// Reads a text, from standard input where the path is `-`.
///
/// # Errors
/// A file that cannot be read, more than 64 MiB, or bytes that are not UTF-8, each as a diagnostic.
pub fn read(path: &Path) -> Result<String, Diagnostic> {
    files::text(read_bytes(path)?, &shown(path))
}

/// Reads bytes, from standard input where the path is `-`.
///
/// # Errors
/// A file that cannot be read, or more than 64 MiB.
pub fn read_bytes(path: &Path) -> Result<Vec<u8>, Diagnostic> {
    let name = shown(path);
    if name == "-" {
        return files::bounded(Ok(std::io::stdin().lock()), &name);
    }
    files::read_bytes(path, &name)
}
