//! The rows of a parameter table with one cell a paragraph.
//!
//! Must not decide which paragraphs are heads (see `heads`) nor which row is nested in which (see `tree`).

use super::choose::Shown;
use super::content::{self, Content, Known};
use super::heads::{Found, heads};
use super::para::Para;
use crate::page::diag::{Remark, RemarkKind, shorten};
use crate::page::flat::{FlatRow, Rows, Table};
use std::collections::BTreeSet;

/// What the page says about its tables as a whole.
pub(super) struct Evidence<'a> {
    /// Names that the page's examples use.
    pub(super) keys: &'a BTreeSet<String>,
    pub(super) shown: &'a Shown,
    /// See [`Known::notes_inline`].
    pub(super) notes_inline: bool,
}

/// Reads the paragraphs behind a table's head. The second result is the first paragraph when it belongs
/// to no row.
pub(super) fn rows<'p>(
    paras: &'p [Para],
    table: Table,
    page: &Evidence<'_>,
) -> (Rows, Option<&'p Para>) {
    let found = heads(paras, table, page.keys);
    let stray = paras
        .first()
        .filter(|_| found.first().is_none_or(|first| first.at > 0));
    let mut out = Rows::default();
    let mut container: Option<&str> = None;
    for (n, this) in found.iter().enumerate() {
        let end = found.get(n + 1).map_or(paras.len(), |next| next.at);
        let own = paras.get(this.body..end).unwrap_or_default();
        let known = Known {
            kind: this.kind,
            name: this.name.or(container),
            shown: page.shown,
            notes_inline: page.notes_inline,
        };
        let content = content::content(own, &known);
        remarks(&mut out.remarks, n, this, &content);
        container = this
            .name
            .or(container)
            .filter(|_| this.kind.starts_with("array"));
        out.rows.push(FlatRow {
            name: this.name.map(str::to_owned),
            kind: this.kind.to_owned(),
            required: this.required,
            description: content.description,
            example: content.example,
            line: this.line,
            values: content.values,
        });
    }
    (out, stray)
}

fn remarks(out: &mut Vec<(usize, Remark)>, row: usize, found: &Found<'_>, content: &Content) {
    let name = found.name.unwrap_or("[]").to_owned();
    for line in &content.empty_notes {
        out.push((row, Remark {
            kind: RemarkKind::Lost,
            code: "page::empty-note",
            line: *line,
            row: name.clone(),
            what: "the word `Note` stands alone: the content of the note is not on the page any more".to_owned(),
            mend: "look the note up in the published document".to_owned(),
            candidates: Vec::new(),
        }));
    }
    if !found.known_type {
        out.push((
            row,
            Remark {
                kind: RemarkKind::Ambiguous,
                code: "page::unknown-type",
                line: found.line,
                row: name.clone(),
                what: "the row's type is none of the known words; `Yes` or `No` behind it told that it is one".to_owned(),
                mend: "state name and type in a correction".to_owned(),
                candidates: vec![format!("{} of type {}", shorten(&name), shorten(found.kind))],
            },
        ));
    }
    if let Some((line, text, verdict)) = &content.in_doubt {
        let (chosen, other) = if verdict.example {
            ("example", "description")
        } else {
            ("description", "example")
        };
        out.push((row, Remark {
            kind: RemarkKind::Ambiguous,
            code: "page::last-line",
            line: *line,
            row: name,
            what: format!(
                "the layout does not mark where a description ends; rule `{}` read the last paragraph as {chosen}",
                verdict.rule
            ),
            mend: "state the example in a correction if this is wrong".to_owned(),
            candidates: vec![
                format!("{chosen}: {}", shorten(text)),
                format!("{other}: {}", shorten(text)),
            ],
        }));
    }
}
