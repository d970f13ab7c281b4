//! The log of `--state FILE`: what was acknowledged is in it, on the disk, before the acknowledgement goes out.
//!
//! One JSON object a line, only ever appended to. A crash can tear the last line at most, and a torn line was not
//! acknowledged: it is cut off when the file is read. Requests that wait at the same time share one `fsync`.

use std::fs::{File, OpenOptions};
use std::io::{Read, Seek, SeekFrom, Write};
use std::path::Path;
use std::sync::mpsc;

use acs_spec::Json;
use acs_spec::write::compact;
use tokio::sync::oneshot;

/// An open log, written by a thread of its own that ends with it.
#[derive(Debug)]
pub(crate) struct Journal {
    lines: mpsc::Sender<(String, oneshot::Sender<bool>)>,
}

/// Most lines that share an `fsync`.
const BATCH: usize = 1024;

impl Journal {
    /// Opens the log, reads what is in it, and cuts off a torn last line.
    pub(crate) fn open(path: &Path) -> Result<(Journal, Vec<Json>), String> {
        let fault = |what: String| format!("{}: {what}", path.display());
        let mut file = OpenOptions::new()
            .read(true)
            .write(true)
            .create(true)
            .truncate(false)
            .open(path)
            .map_err(|error| fault(error.to_string()))?;
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes)
            .map_err(|error| fault(error.to_string()))?;
        let whole = bytes
            .iter()
            .rposition(|byte| *byte == b'\n')
            .map_or(0, |at| at + 1);
        let mut entries = Vec::new();
        for (n, line) in bytes
            .get(..whole)
            .unwrap_or_default()
            .split(|byte| *byte == b'\n')
            .enumerate()
        {
            if line.is_empty() {
                continue;
            }
            let read = std::str::from_utf8(line)
                .ok()
                .and_then(|line| acs_spec::json::parse(line).ok());
            match read {
                Some(tree) => entries.push(tree.to_json()),
                None => {
                    return Err(fault(format!(
                        "line {} is no JSON: this is no state file, or it was changed",
                        n + 1
                    )));
                }
            }
        }
        if whole < bytes.len() {
            file.set_len(whole as u64)
                .map_err(|error| fault(error.to_string()))?;
        }
        file.seek(SeekFrom::End(0))
            .map_err(|error| fault(error.to_string()))?;
        // The file's own entry in its folder has to survive as well.
        file.sync_all().map_err(|error| fault(error.to_string()))?;
        if let Some(folder) = path.parent() {
            let folder = if folder.as_os_str().is_empty() {
                Path::new(".")
            } else {
                folder
            };
            File::open(folder)
                .and_then(|folder| folder.sync_all())
                .map_err(|error| fault(error.to_string()))?;
        }
        let (lines, arriving) = mpsc::channel();
        std::thread::Builder::new()
            .name("journal".to_owned())
            .spawn(move || write(file, &arriving))
            .map_err(|error| fault(error.to_string()))?;
        Ok((Journal { lines }, entries))
    }

    /// Appends an entry; `true` once it is on the disk.
    pub(crate) async fn append(&self, entry: &Json) -> bool {
        let (done, written) = oneshot::channel();
        let line = format!("{}\n", compact(entry));
        self.lines.send((line, done)).is_ok() && written.await.unwrap_or(false)
    }
}

fn write(mut file: File, arriving: &mpsc::Receiver<(String, oneshot::Sender<bool>)>) {
    // Where a write fails, nothing may follow it: half a line in the middle would spoil the file.
    let mut sound = true;
    while let Ok(first) = arriving.recv() {
        let mut batch = vec![first];
        batch.extend(arriving.try_iter().take(BATCH));
        if sound {
            let text: String = batch.iter().map(|(line, _)| line.as_str()).collect();
            sound = file
                .write_all(text.as_bytes())
                .and_then(|()| file.sync_data())
                .is_ok();
        }
        for (_, done) in batch {
            // Whoever waited may have gone.
            let _ = done.send(sound);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{number, object};

    fn entry(n: u64) -> Json {
        object([("n", number(n)), ("text", Json::text("ä\n"))])
    }

    #[test]
    fn a_torn_line_is_cut_off_wherever_it_is_torn() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("state");
        let whole = format!("{}\n{}\n", compact(&entry(1)), compact(&entry(2)));
        let first = compact(&entry(1)).len() + 1;
        for cut in 0..=whole.len() {
            std::fs::write(&path, &whole.as_bytes()[..cut]).unwrap();
            let (journal, entries) = Journal::open(&path).unwrap();
            let want = usize::from(cut >= first) + usize::from(cut == whole.len());
            assert_eq!(entries.len(), want, "cut at {cut}");
            let runtime = tokio::runtime::Builder::new_current_thread()
                .build()
                .unwrap();
            assert!(runtime.block_on(journal.append(&entry(3))));
            let (_, entries) = Journal::open(&path).unwrap();
            assert_eq!((entries.len(), entries.last()), (want + 1, Some(&entry(3))));
        }
    }

    #[test]
    fn another_kind_of_file_is_refused_and_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("state");
        std::fs::write(&path, "dear diary\n{}\n").unwrap();
        assert!(Journal::open(&path).unwrap_err().contains("line 1"));
        assert_eq!(std::fs::read_to_string(&path).unwrap(), "dear diary\n{}\n");
        assert!(Journal::open(folder.path()).is_err());
    }
}
