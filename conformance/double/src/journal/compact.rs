//! What of a log still counts, and a log of that alone. Must not know how it is appended to.

use std::fs::File;
use std::io::{BufRead, BufReader, BufWriter, Seek, SeekFrom, Write};
use std::path::Path;

use acs_spec::Json;
use acs_spec::write::compact;

use super::sync_folder;
use crate::text::{number, object};

/// How many lines may be dead before a file is shortened at its opening.
const TOLERATED: usize = 64;

/// Counts of what a log holds.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub(super) struct Kept {
    /// Lines in the file.
    lines: usize,
    /// Lines of created things since the last reset.
    created: usize,
    /// How often it was opened.
    opened: u64,
    /// Created things since the last reset whose lines are gone.
    gone: u64,
    /// Highest number of a created thing, also of those that are gone.
    number: u64,
    /// Some line was not written by this program: the file is left as it is.
    is_foreign: bool,
}

/// How lines begin that [`compact`] wrote: telling them apart so spares reading them.
const CREATED: &str = r#"{"created":"#;
const OPENED: &str = r#"{"opened":"#;
const RESET: &str = r#"{"reset":"#;

impl Kept {
    /// Counts an entry, which stands so in the file.
    pub(super) fn note(&mut self, entry: &Json, line: &str) -> Result<(), String> {
        let count = |json: Option<&Json>| match json {
            Some(Json::Number(text)) => text.parse::<u64>().map_err(|error| error.to_string()),
            _ => Err("a number is missing".to_owned()),
        };
        self.lines += 1;
        let is_known =
            |name: &str, start: &str| entry.get(name).is_some() == line.starts_with(start);
        self.is_foreign |= !(is_known("created", CREATED) && is_known("reset", RESET));
        if let Some(created) = entry.get("created") {
            self.created += 1;
            self.number = self.number.max(count(created.get("number"))?);
        } else if entry.get("opened").is_some() {
            self.opened += 1;
        } else if entry.get("reset").is_some() {
            (self.created, self.gone) = (0, 0);
        } else if let Some(shortened) = entry.get("shortened") {
            self.opened = count(shortened.get("opened"))?;
            self.gone = count(shortened.get("gone"))?;
            self.number = count(shortened.get("number"))?;
        } else {
            return Err("it is none of the entries that are known".to_owned());
        }
        Ok(())
    }

    /// Counts a line that was just written.
    pub(super) fn note_line(&mut self, line: &str) {
        self.lines += 1;
        if line.starts_with(CREATED) {
            self.created += 1;
        } else if line.starts_with(OPENED) {
            self.opened += 1;
        } else if line.starts_with(RESET) {
            (self.created, self.gone) = (0, 0);
        }
    }

    /// Lines that count for nothing, where only the latest `most` things are remembered.
    fn dead(&self, most: usize) -> usize {
        self.lines.saturating_sub(self.created.min(most) + 1)
    }

    /// Whether it is worth while to shorten it when it is opened.
    pub(super) fn is_wasteful(&self, most: usize) -> bool {
        !self.is_foreign && self.dead(most) > TOLERATED.max(self.created.min(most) / 4)
    }

    /// Whether it is to be shortened though others wait: never twice before as many lines came as are remembered.
    pub(super) fn is_too_long(&self, most: usize) -> bool {
        !self.is_foreign && self.dead(most) > TOLERATED.max(most)
    }

    /// Writes a log of the latest `most` things beside the old one, lets it take its place, and gives it, ready to be
    /// appended to.
    pub(super) fn rewrite(&self, path: &Path, most: usize) -> std::io::Result<(File, Kept)> {
        let mut fresh = path.as_os_str().to_owned();
        fresh.push(".new");
        let number_kept = self.created.min(most);
        let dropped = self.created - number_kept;
        let lines = |visit: &mut dyn FnMut(&str) -> std::io::Result<()>| {
            let mut reader = BufReader::new(File::open(path)?);
            let mut line = String::new();
            while reader.read_line(&mut line)? > 0 {
                visit(&line)?;
                line.clear();
            }
            Ok::<(), std::io::Error>(())
        };
        // What was created before the last reset is dead as well.
        let (mut created, mut before) = (0_usize, 0_usize);
        let mut highest = self.number;
        lines(&mut |line| {
            if line.starts_with(CREATED) {
                created += 1;
                highest = highest.max(number_of(line));
            } else if line.starts_with(RESET) {
                before = created;
            }
            Ok(())
        })?;
        let kept = Kept {
            lines: 1 + number_kept,
            created: number_kept,
            opened: self.opened,
            gone: self.gone + dropped as u64,
            number: highest,
            is_foreign: false,
        };
        let head = object([(
            "shortened",
            object([
                ("opened", number(kept.opened)),
                ("gone", number(kept.gone)),
                ("number", number(kept.number)),
            ]),
        )]);
        let mut out = BufWriter::new(File::create(&fresh)?);
        writeln!(out, "{}", compact(&head))?;
        let (skip, mut seen) = (before + dropped, 0);
        lines(&mut |line| {
            if line.starts_with(CREATED) {
                seen += 1;
                if seen > skip {
                    out.write_all(line.as_bytes())?;
                }
            }
            Ok(())
        })?;
        let mut file = out
            .into_inner()
            .map_err(std::io::IntoInnerError::into_error)?;
        file.sync_all()?;
        std::fs::rename(&fresh, path)?;
        sync_folder(path)?;
        file.seek(SeekFrom::End(0))?;
        Ok((file, kept))
    }
}

/// The number of a created thing, as the first member of its line; 0 where it is not there.
fn number_of(line: &str) -> u64 {
    let digits = line
        .strip_prefix(r#"{"created":{"number":"#)
        .and_then(|rest| rest.split(|c: char| !c.is_ascii_digit()).next());
    digits
        .and_then(|digits| digits.parse().ok())
        .unwrap_or_default()
}
