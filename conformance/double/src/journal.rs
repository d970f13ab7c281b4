//! The log of `--state FILE`: what was acknowledged is in it, on the disk, before the acknowledgement goes out.
//!
//! One JSON object a line, appended to. A crash can tear the last line at most, and a torn line was not acknowledged: it
//! is cut off when the file is read. Requests that wait at the same time share one `fsync`. What is forgotten anyway is
//! taken out from time to time, by a new file that takes the place of the old one at once: there is always a whole one.

mod compact;
mod lock;

use std::fs::{File, OpenOptions};
use std::io::{BufRead, BufReader, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::sync::mpsc;
use std::thread::JoinHandle;

use acs_spec::Json;
use acs_spec::write::compact;
use tokio::sync::oneshot;

use compact::Kept;

/// An open log, written by a thread of its own that ends with it.
#[derive(Debug)]
pub(crate) struct Journal {
    /// `None` only while it is being closed.
    lines: Option<mpsc::Sender<Line>>,
    thread: Option<JoinHandle<()>>,
}

type Line = (String, oneshot::Sender<bool>);

/// Most lines that share an `fsync`.
const BATCH: usize = 1024;

impl Journal {
    /// Opens the log, reads what is in it (each entry goes to `entry`), cuts off a torn last line, and takes out what
    /// is forgotten: all but the latest `most` things that were created. No other process can open it meanwhile.
    pub(crate) fn open(
        path: &Path,
        most: usize,
        mut entry: impl FnMut(&Json) -> Result<(), String>,
    ) -> Result<Journal, String> {
        let fault = |what: String| format!("{}: {what}", path.display());
        let io = |error: std::io::Error| fault(error.to_string());
        // A folder cannot be a log, and gets no lock beside it.
        if path.is_dir() {
            return Err(fault("it is a folder".to_owned()));
        }
        let lock = lock::take(path)?;
        let mut file = OpenOptions::new()
            .read(true)
            .write(true)
            .create(true)
            .truncate(false)
            .open(path)
            .map_err(io)?;
        let mut kept = Kept::default();
        let mut reader = BufReader::new(&mut file);
        let (mut line, mut number, mut whole) = (Vec::new(), 0, 0);
        loop {
            line.clear();
            let count = reader.read_until(b'\n', &mut line).map_err(io)?;
            if line.pop() != Some(b'\n') {
                break;
            }
            (number, whole) = (number + 1, whole + count as u64);
            let read = std::str::from_utf8(&line)
                .ok()
                .and_then(|line| Some((line, acs_spec::json::parse(line).ok()?)));
            let Some((text, tree)) = read else {
                return Err(fault(format!(
                    "line {number} is no JSON: this is no state file, or it was changed"
                )));
            };
            let json = tree.to_json();
            kept.note(&json, text)
                .and_then(|()| entry(&json))
                .map_err(|why| fault(format!("line {number} of the state file: {why}")))?;
        }
        file.set_len(whole).map_err(io)?;
        file.seek(SeekFrom::End(0)).map_err(io)?;
        let mut writer = Writer {
            path: path.to_owned(),
            file,
            kept,
            most: most.max(1),
            _lock: lock,
        };
        if writer.kept.is_wasteful(writer.most) {
            writer.shrink().map_err(io)?;
        }
        // The file's own entry in its folder has to survive as well.
        writer.file.sync_all().map_err(io)?;
        sync_folder(path).map_err(io)?;
        let (lines, arriving) = mpsc::channel();
        let thread = std::thread::Builder::new()
            .name("journal".to_owned())
            .spawn(move || writer.run(&arriving))
            .map_err(io)?;
        Ok(Journal {
            lines: Some(lines),
            thread: Some(thread),
        })
    }

    /// Appends an entry; `true` once it is on the disk.
    pub(crate) async fn append(&self, entry: &Json) -> bool {
        let (done, written) = oneshot::channel();
        let line = format!("{}\n", compact(entry));
        let sent = self
            .lines
            .as_ref()
            .is_some_and(|lines| lines.send((line, done)).is_ok());
        sent && written.await.unwrap_or(false)
    }
}

impl Drop for Journal {
    fn drop(&mut self) {
        // The thread ends when nothing can come any more; the lock is free when it has.
        self.lines = None;
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

/// Lets the names in a file's folder survive a crash.
fn sync_folder(path: &Path) -> std::io::Result<()> {
    let folder = match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    File::open(folder)?.sync_all()
}

/// What the thread has.
struct Writer {
    path: PathBuf,
    file: File,
    kept: Kept,
    most: usize,
    _lock: File,
}

impl Writer {
    fn run(mut self, arriving: &mpsc::Receiver<Line>) {
        // Where a write fails, nothing may follow it: half a line in the middle would spoil the file.
        let mut sound = true;
        while let Ok(first) = arriving.recv() {
            let mut batch = vec![first];
            batch.extend(arriving.try_iter().take(BATCH));
            sound = sound && self.write(&batch).is_ok();
            for (_, done) in batch {
                // Whoever waited may have gone.
                let _ = done.send(sound);
            }
        }
    }

    fn write(&mut self, batch: &[Line]) -> std::io::Result<()> {
        let text: String = batch.iter().map(|(line, _)| line.as_str()).collect();
        self.file.write_all(text.as_bytes())?;
        self.file.sync_data()?;
        batch.iter().for_each(|(line, _)| self.kept.note_line(line));
        if self.kept.is_too_long(self.most) {
            self.shrink()?;
        }
        Ok(())
    }

    /// Puts a file in the place of this one that holds the same, but for what is forgotten.
    fn shrink(&mut self) -> std::io::Result<()> {
        let (file, kept) = self.kept.rewrite(&self.path, self.most)?;
        (self.file, self.kept) = (file, kept);
        Ok(())
    }
}

#[cfg(test)]
mod tests;
