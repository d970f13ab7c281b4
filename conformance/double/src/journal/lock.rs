//! One process at a time has a log. Must not know what is in it.

use std::fs::{File, OpenOptions, TryLockError};
use std::path::Path;
use std::time::Duration;

/// How often, and how long apart, a lock is tried: a process that was just killed may still be on its way out.
const TRIES: u32 = 20;
const PAUSE: Duration = Duration::from_millis(50);

/// Takes the lock of a log: that of the file beside it, since the log itself is replaced when it is shortened. The
/// system frees it when the process ends, however it ends; the file stays.
pub(super) fn take(path: &Path) -> Result<File, String> {
    let mut name = path.as_os_str().to_owned();
    name.push(".lock");
    let fault = |what: &str| format!("{}: {what}", path.display());
    let file = OpenOptions::new()
        .write(true)
        .create(true)
        .truncate(false)
        .open(&name)
        .map_err(|error| fault(&format!("no lock beside it: {error}")))?;
    for _ in 0..TRIES {
        match file.try_lock() {
            Ok(()) => return Ok(file),
            Err(TryLockError::WouldBlock) => std::thread::sleep(PAUSE),
            Err(TryLockError::Error(error)) => {
                return Err(fault(&format!("it cannot be locked: {error}")));
            }
        }
    }
    Err(fault(
        "another double has it: give each one a state file of its own, or end the other first",
    ))
}
