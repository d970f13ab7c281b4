//! Reading files and standard input: bounded, as UTF-8, with diagnostics.

use std::fs::File;
use std::io::{ErrorKind, Read};
use std::path::Path;

use acs_spec::codes;
use acs_spec::diag::{Diagnostic, line_column};
use acs_spec::json::MAX_BYTES;

/// How a path is named in diagnostics and output: as given, with forward slashes, so that all systems print the same.
pub fn shown(path: &Path) -> String {
    let text = path.to_string_lossy();
    // Where a back-slash separates nothing it is part of a name.
    if std::path::MAIN_SEPARATOR == '\\' {
        text.replace('\\', "/")
    } else {
        text.into_owned()
    }
}

/// Reads a text, from standard input where the path is `-`.
///
/// # Errors
/// A file that cannot be read, more than 64 MiB, or bytes that are not UTF-8, each as a diagnostic.
pub fn read(path: &Path) -> Result<String, Diagnostic> {
    String::from_utf8(read_bytes(path)?).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        let text =
            String::from_utf8_lossy(error.as_bytes().get(..at).unwrap_or_default()).into_owned();
        let (line, column) = line_column(&text, at);
        Diagnostic::new(
            &codes::NOT_UTF8,
            format!("byte {at} is not UTF-8"),
            "save the file as UTF-8; if it is an archive or an image, it is the wrong file",
        )
        .in_file(shown(path), line, column)
    })
}

/// Reads bytes, from standard input where the path is `-`.
///
/// # Errors
/// A file that cannot be read, or more than 64 MiB.
pub fn read_bytes(path: &Path) -> Result<Vec<u8>, Diagnostic> {
    let name = shown(path);
    let unreadable = |message: String, help: &str| {
        Diagnostic::new(&codes::UNREADABLE, message, help).in_file(&name, 0, 0)
    };
    let mut bytes = Vec::new();
    // One byte more than the limit tells a text at the limit from one beyond it, and no more is ever held.
    let limit = MAX_BYTES as u64 + 1;
    let read = if name == "-" {
        std::io::stdin().lock().take(limit).read_to_end(&mut bytes)
    } else {
        File::open(path).and_then(|file| file.take(limit).read_to_end(&mut bytes))
    };
    read.map_err(|error| {
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

/// Why a file cannot be read, in the same words on all systems where the reason is a common one.
fn why(error: &std::io::Error) -> String {
    match error.kind() {
        ErrorKind::NotFound => "there is no such file".into(),
        ErrorKind::PermissionDenied => "the file may not be read".into(),
        ErrorKind::IsADirectory => "this is a folder, no file".into(),
        _ => format!("cannot be read: {error}"),
    }
}
