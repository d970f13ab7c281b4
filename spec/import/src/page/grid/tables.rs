//! Rows of Markdown tables whose cells can hold line breaks and bars.
//!
//! A row is told by its first cells, not by its lines: whatever does not begin a row goes on with the row
//! above. Must not know what the cells mean.

use crate::page::text::Line;

/// A row's text and place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct RawRow {
    pub(super) line: usize,
    /// Between the first bar and the last, without them.
    text: String,
}

/// So many cells at the start of a line tell whether a row begins there; the last of them may hold more.
pub(super) const FIRST_CELLS: usize = 5;

/// The cells of a table's head; `None` where the line is none.
pub(super) fn heads(line: &str) -> Option<Vec<&str>> {
    let inner = line.trim().strip_prefix('|')?.strip_suffix('|')?;
    Some(inner.split('|').map(str::trim).collect())
}

/// The rows of a section's table, behind its head and ruler, and the first line that belongs to none.
/// `begins` tells whether the first cells of a line begin a row.
pub(super) fn rows<'a>(
    lines: &[Line<'a>],
    head: &str,
    begins: impl Fn(&[&str]) -> bool,
) -> Option<(Vec<RawRow>, Option<Line<'a>>)> {
    let at = lines
        .iter()
        .position(|l| l.text.trim_start().starts_with(head))?;
    let mut out: Vec<RawRow> = Vec::new();
    let mut stray = None;
    for line in lines.get(at + 1..).unwrap_or_default() {
        if out.is_empty() && is_ruler(line.text) {
            continue;
        }
        if let Some(inner) = line.text.strip_prefix("| ")
            && begins(&first_cells(inner))
        {
            out.push(RawRow {
                line: line.number,
                text: inner.to_owned(),
            });
        } else if let Some(row) = out.last_mut() {
            row.text.push('\n');
            row.text.push_str(line.text);
        } else if !line.blank() && stray.is_none() {
            stray = Some(*line);
        }
    }
    for row in &mut out {
        let text = row.text.trim_end();
        let text = text.strip_suffix('|').unwrap_or(text);
        row.text = text.strip_suffix(' ').unwrap_or(text).to_owned();
    }
    Some((out, stray))
}

fn first_cells(inner: &str) -> Vec<&str> {
    let inner = inner.trim_end();
    let inner = inner.strip_suffix('|').unwrap_or(inner);
    inner.splitn(FIRST_CELLS, " | ").map(str::trim).collect()
}

fn is_ruler(line: &str) -> bool {
    let line = line.trim();
    line.starts_with('|')
        && line.contains('-')
        && line.chars().all(|c| matches!(c, '|' | '-' | ':' | ' '))
}

impl RawRow {
    /// The cells: `first` at the start, then one that may hold bars, then `last` at the end. The flag says
    /// whether there were more bars than cells, so that the cut is a guess.
    pub(super) fn cells(&self, first: usize, last: usize) -> Option<(Vec<&str>, bool)> {
        let count = self.text.matches(" | ").count() + 1;
        let want = first + 1 + last;
        if count < want {
            return None;
        }
        let mut out = Vec::with_capacity(want);
        let mut rest = self.text.as_str();
        for _ in 0..first {
            let (cell, tail) = rest.split_once(" | ")?;
            out.push(cell.trim());
            rest = tail;
        }
        let mut tails = Vec::new();
        for _ in 0..last {
            let (head, cell) = rest.rsplit_once(" | ")?;
            tails.push(cell);
            rest = head;
        }
        out.push(rest);
        out.extend(tails.into_iter().rev());
        Some((out, count > want))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::text::lines;

    #[test]
    fn cells_hold_breaks_and_bars() {
        let text = "| A | B | C |\n|---|---|---|\n| x | one | two |\n|  | a | b |  |\n| y | p\n| q | \n{\n} |\n";
        let all = lines(text.trim_end());
        let (rows, stray) = rows(&all, "| A | B", |cells| {
            matches!(cells.first(), Some(&("x" | "y" | "")))
        })
        .unwrap();
        assert!(stray.is_none());
        assert_eq!(rows.len(), 3);
        assert_eq!(
            rows[0].cells(1, 1).unwrap(),
            (vec!["x", "one", "two"], false)
        );
        assert_eq!(rows[1].cells(1, 1).unwrap(), (vec!["", "a | b", ""], true));
        assert_eq!(rows[2].cells(1, 1).unwrap().0.len(), 3);
        assert_eq!(rows[0].cells(2, 2), None);
    }
}
