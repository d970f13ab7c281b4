//! Standard output: results, and nothing else.

use std::io::{ErrorKind, Write};

use acs_spec::{Diagnostic, codes};

/// Prints on standard output. A reader that has gone wants no more: that is no failure.
///
/// # Errors
/// The output cannot be written, as on a full disk: a result that is cut off must not look like one that is whole.
pub fn print(text: &str) -> Result<(), Diagnostic> {
    let mut out = std::io::stdout().lock();
    done(out.write_all(text.as_bytes()).and_then(|()| out.flush())).map(|_| ())
}

/// What a write on standard output came to: `true` where more can be written, `false` where the reader has gone.
///
/// # Errors
/// As [`print()`].
pub fn done(written: std::io::Result<()>) -> Result<bool, Diagnostic> {
    match written {
        Ok(()) => Ok(true),
        Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(false),
        Err(error) => {
            let message = format!("standard output cannot be written: {error}");
            let help = "what was written is incomplete: make room, and run again";
            Err(Diagnostic::new(&codes::WRITE_FAILED, message, help))
        }
    }
}
