//! The rows of a parameter table in layout A: which lines are heads, and what each row says.
//!
//! Must not decide which row is nested in which: see `tree`.

use super::blocks::{self, Content};
use super::head::{Head, head, required};
use crate::page::diag::{Remark, RemarkKind, shorten};
use crate::page::flat::{FlatRow, Rows, Table};
use crate::page::kinds::is_name;
use crate::page::text::{Line, trimmed};
use std::collections::BTreeSet;

/// A head at a place in the table's lines.
struct Found<'a> {
    at: usize,
    head: Head<'a>,
    /// The readings of a head whose type is none of the known words.
    unknown_type: Vec<String>,
}

/// Reads the lines of a table, behind its head line. `keys` are names that the page's examples use.
pub(super) fn rows(lines: &[Line<'_>], table: Table, keys: &BTreeSet<String>) -> Rows {
    let lines = trimmed(lines);
    let found = heads(lines, table, keys);
    let mut out = Rows {
        rows: Vec::new(),
        remarks: Vec::new(),
    };
    for (n, this) in found.iter().enumerate() {
        let end = found.get(n + 1).map_or(lines.len(), |next| next.at);
        let last = n + 1 == found.len();
        let content = blocks::content(lines.get(this.at + 1..end).unwrap_or_default(), last);
        let line = lines.get(this.at).map_or(0, |l| l.number);
        remark(&mut out.remarks, n, this, &content, line);
        out.rows.push(FlatRow {
            name: this.head.name.map(str::to_owned),
            kind: this.head.kind.to_owned(),
            required: this.head.required,
            description: content.description,
            example: content.example,
            line,
            values: Vec::new(),
        });
    }
    out
}

fn remark(
    out: &mut Vec<(usize, Remark)>,
    row: usize,
    found: &Found<'_>,
    content: &Content,
    line: usize,
) {
    let name = found.head.name.unwrap_or("[]").to_owned();
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
    if !found.unknown_type.is_empty() {
        out.push((
            row,
            Remark {
                kind: RemarkKind::Ambiguous,
                code: "page::unknown-type",
                line,
                row: name.clone(),
                what:
                    "the row's type is none of the known words; name and type were cut by capitals"
                        .to_owned(),
                mend: "state name and type in a correction".to_owned(),
                candidates: found.unknown_type.clone(),
            },
        ));
    }
    if let Some(line) = content.in_doubt {
        let text = content.example.as_deref();
        // A value behind a description is the usual end of a table; only what reads like prose is in doubt.
        if text.is_none_or(|t| t.split_whitespace().count() > 2) {
            let chosen = if text.is_some() {
                "example"
            } else {
                "description"
            };
            let other = if text.is_some() {
                "description"
            } else {
                "example"
            };
            out.push((row, Remark {
                kind: RemarkKind::Ambiguous,
                code: "page::last-line",
                line,
                row: name,
                what: format!("at the end of a table a paragraph and an example look the same; read as {chosen}"),
                mend: "state the example in a correction if this is wrong".to_owned(),
                candidates: vec![chosen.to_owned(), other.to_owned()],
            }));
        }
    }
}

/// The heads among the lines.
fn heads<'a>(lines: &[Line<'a>], table: Table, keys: &BTreeSet<String>) -> Vec<Found<'a>> {
    let mut out: Vec<Found<'a>> = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        if line.blank() {
            continue;
        }
        let place = Place::new(lines, at, out.last());
        if place.first_of_description {
            continue;
        }
        if let Some(found) = head(line.text, table) {
            if accepted(&found, &place, table, keys) {
                out.push(Found {
                    at,
                    head: found,
                    unknown_type: Vec::new(),
                });
            }
        } else if let Some(found) = unknown(line.text, at, &place, table) {
            out.push(found);
        }
    }
    out
}

/// Where a line stands.
struct Place {
    /// A blank line and then text follow: what stands behind a head with a description.
    described: bool,
    /// Nothing follows in the table.
    end: bool,
    /// The line before is blank.
    after_blank: bool,
    /// The first block of the description of the head before: never a head.
    first_of_description: bool,
    /// The head before takes unnamed rows: it is an array, or an object without rows of its own.
    element_of_array: bool,
    value_of_object: bool,
    no_head_yet: bool,
}

impl Place {
    fn new(lines: &[Line<'_>], at: usize, before: Option<&Found<'_>>) -> Self {
        let blank = |n: usize| lines.get(n).is_some_and(Line::blank);
        let text = |n: usize| lines.get(n).is_some_and(|l| !l.blank());
        Place {
            described: blank(at + 1) && text(at + 2),
            end: at + 1 >= lines.len(),
            after_blank: at.checked_sub(1).is_none_or(blank),
            first_of_description: before.is_some_and(|b| at == b.at + 2 && blank(b.at + 1)),
            element_of_array: before.is_some_and(|b| b.head.is_array()),
            value_of_object: before.is_some_and(|b| b.head.is_object()),
            no_head_yet: before.is_none(),
        }
    }
}

fn accepted(found: &Head<'_>, place: &Place, table: Table, keys: &BTreeSet<String>) -> bool {
    let Some(name) = found.name else {
        // An unnamed row is the root of a response, the element of an array, or the value of a map.
        return (place.no_head_yet && table == Table::Response)
            || place.element_of_array
            || (place.value_of_object && place.described);
    };
    if table == Table::Request || place.described {
        return true;
    }
    // A response head without a description looks like an example that ends in a type's name (`testfile`).
    // It is one if an example can stand here and the word is not written like a field.
    let may_be_example = place.after_blank || place.end;
    !may_be_example
        || keys.contains(name)
        || (keys.is_empty() && !place.end)
        || name.starts_with(|c: char| c.is_uppercase())
}

/// A head whose type is the name of a structure: `bodyCreateLedgerInputNo`.
fn unknown<'a>(text: &'a str, at: usize, place: &Place, table: Table) -> Option<Found<'a>> {
    if table != Table::Request || !place.described {
        return None;
    }
    let (glued, required) = required(text.trim_end())?;
    if !is_name(glued) || !glued.is_ascii() {
        return None;
    }
    let bytes = glued.as_bytes();
    let capital = |n: &usize| {
        bytes.get(*n).is_some_and(u8::is_ascii_uppercase)
            && n.checked_sub(1)
                .and_then(|m| bytes.get(m))
                .is_some_and(|b| b.is_ascii_lowercase() || b.is_ascii_digit())
    };
    let cuts: Vec<usize> = (1..glued.len()).filter(capital).take(12).collect();
    let cut = *cuts.first()?;
    let candidates = cuts.iter().filter_map(|c| {
        Some(format!(
            "{} of type {}",
            shorten(glued.get(..*c)?),
            shorten(glued.get(*c..)?)
        ))
    });
    let head = Head {
        name: glued.get(..cut),
        kind: glued.get(cut..)?,
        required,
    };
    Some(Found {
        at,
        head,
        unknown_type: candidates.collect(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::text::lines;

    fn names(text: &str, table: Table) -> Vec<String> {
        let all = lines(text);
        let keys = ["Logfile".to_owned(), "lit".to_owned()].into();
        let got = rows(&all, table, &keys);
        got.rows
            .iter()
            .map(|r| format!("{}:{}", r.name.as_deref().unwrap_or(""), r.kind))
            .collect()
    }

    #[test]
    fn heads_without_descriptions_follow_each_other() {
        let text = "object\nCodestring\nMessagestring\nPartsarray\nstring\nlitboolean\ntrue";
        let want = [
            ":object",
            "Code:string",
            "Message:string",
            "Parts:array",
            ":string",
            "lit:boolean",
        ];
        assert_eq!(names(text, Table::Response), want);
    }

    #[test]
    fn examples_that_look_like_heads_are_none() {
        let text = "object\nKindstring\n\nThe kind.\n\nstring\nPathstring\n\nThe path.\n\ntestfile\nCodestring\n\nA code.\n\n7";
        assert_eq!(
            names(text, Table::Response),
            [":object", "Kind:string", "Path:string", "Code:string"]
        );
        let text = "FlagstringNo\n\nThe flag.\n\nbooleanNo\nCodestringNo\n\nA code.\n\n7";
        assert_eq!(names(text, Table::Request), ["Flag:string", "Code:string"]);
    }

    #[test]
    fn a_description_that_is_a_type_is_none_either() {
        let text =
            "object\nListarray<object>\n\nobject\n\nobject\n\nobject\n\nCodestring\n\nA code.\n\n7";
        assert_eq!(
            names(text, Table::Response),
            [":object", "List:array<object>", ":object", "Code:string"]
        );
    }

    #[test]
    fn a_structure_as_a_type_is_cut_and_reported() {
        let all = lines("bodyLedgerInputNo\n\nThe body.\n\nCodestringNo\n\nA code.\n\n7");
        let got = rows(&all, Table::Request, &BTreeSet::new());
        assert_eq!(got.rows[0].name.as_deref(), Some("body"));
        assert_eq!(got.rows[0].kind, "LedgerInput");
        assert_eq!(
            got.remarks[0].1.candidates,
            ["body of type LedgerInput", "bodyLedger of type Input"]
        );
    }
}
