//! Layout A: pages flattened out of their tables (2023 to 2025), so that the cells of a row run together.
//!
//! [`read`] gives the page's facts, or all faults at once. What the text leaves open is decided by
//! documented rules and reported as a remark; nothing here may interpret prose.

mod authorization;
mod blocks;
mod error_table;
mod examples;
mod head;
mod rows;
mod sections;
mod title;

use super::detect::{REQUEST_HEAD, RESPONSE_HEAD};
use super::diag::{PageError, Remark, RemarkKind};
use super::errors::Context;
use super::flat::FlatRow;
use super::model::{Example, Hints, Layout, Page, ParamRow};
use super::text::{Line, joined, lines};
use super::{hash, keys, tree};
use head::Table;
use sections::{Kind, Section};
use std::collections::BTreeSet;

/// Reads a page in layout A. The text must have passed [`super::text_of`] and [`super::detect`].
///
/// # Errors
/// Every fault of the page: a missing title or section (a page cut off misses the sections behind the
/// cut), a table without rows where rows must be, a row that cannot be told apart.
pub fn read(text: &str, hints: &Hints) -> Result<Page, Vec<PageError>> {
    let all = lines(text);
    let (top, found) = sections::sections(&all);
    let mut faults = Vec::new();
    let mut remarks = Vec::new();
    let section = |kind: Kind| found.iter().find(|s| s.kind == kind);
    let title = title::read(top, &mut remarks, &mut faults);
    missing(&found, &all, &mut remarks, &mut faults);

    let examples = section(Kind::Examples)
        .map(|s| examples::examples(s.lines))
        .unwrap_or_default();
    let json = examples.iter().find(|e| e.format == "JSON");
    let example = json.and_then(|e| parsed(e, &mut remarks));
    let keys = example.as_ref().map(tree::example_keys).unwrap_or_default();

    let mut trees = Trees {
        operation: &title.operation,
        hints,
        remarks: &mut remarks,
        faults: &mut faults,
    };
    let request = trees.read(
        section(Kind::Request),
        REQUEST_HEAD,
        Table::Request,
        &BTreeSet::new(),
        None,
    );
    let response = trees.read(
        section(Kind::Response),
        RESPONSE_HEAD,
        Table::Response,
        &keys,
        example.as_ref(),
    );

    let mut names = BTreeSet::new();
    for row in &request {
        collect_names(row, &mut names);
    }
    let context = Context::new(&title.operation, names.iter().map(String::as_str));
    let errors = section(Kind::Errors)
        .map(|s| {
            let last = found.last().is_some_and(|l| l.kind == Kind::Errors);
            error_table::rows(s.lines, last, &context, &mut remarks, &mut faults)
        })
        .unwrap_or_default();
    let authorization = section(Kind::Authorization)
        .map(|s| authorization::rows(s.lines, &title.operation, &mut faults))
        .unwrap_or_default();
    if !faults.is_empty() {
        faults.sort_by_key(|f| f.line.unwrap_or(usize::MAX));
        return Err(faults);
    }
    let mut page = Page {
        layout: Layout::A,
        title: title.text,
        product: title.product,
        operation: title.operation,
        last_updated: title.last_updated,
        summary: title.summary,
        operation_description: section(Kind::Description)
            .map(|s| joined(s.lines))
            .filter(|t| !t.is_empty()),
        authorization,
        request_syntax: section(Kind::Syntax)
            .map(|s| joined(s.lines))
            .filter(|t| !t.is_empty()),
        request,
        response,
        examples,
        errors,
        remarks,
        row_hashes: std::collections::BTreeMap::new(),
    };
    keys::unique(&mut page);
    page.remarks.sort_by_key(|r| r.line);
    page.row_hashes = hash::rows(&page);
    Ok(page)
}

/// Larger examples are not looked at: a parsed value takes many times the room of its text.
const EXAMPLE_LIMIT: usize = 1024 * 1024;

/// The example as a value, if it is one.
fn parsed(example: &Example, remarks: &mut Vec<Remark>) -> Option<serde_json::Value> {
    let (line, what) = if example.text.len() > EXAMPLE_LIMIT {
        (0, "the example is too long to be looked at".to_owned())
    } else {
        match serde_json::from_str(&example.text) {
            Ok(value) => return Some(value),
            Err(fault) => (
                fault.line(),
                "the example does not parse as JSON".to_owned(),
            ),
        }
    };
    remarks.push(Remark {
        kind: RemarkKind::Odd,
        code: "page::example-json",
        line: example.line + line.saturating_sub(1),
        row: "Examples".to_owned(),
        what: format!("{what}; it cannot help to nest the response fields"),
        mend: "compare the example with the published page".to_owned(),
        candidates: Vec::new(),
    });
    None
}

fn collect_names(row: &ParamRow, out: &mut BTreeSet<String>) {
    out.extend(row.name.clone());
    for child in &row.children {
        collect_names(child, out);
    }
}

/// Sections that every page has are faults when missing; those that some pages lack are remarks.
fn missing(
    found: &[Section<'_, '_>],
    all: &[Line<'_>],
    remarks: &mut Vec<Remark>,
    faults: &mut Vec<PageError>,
) {
    let end = all
        .iter()
        .rev()
        .find(|l| !l.blank())
        .map_or(1, |l| l.number);
    let has = |kind: Kind| found.iter().any(|s| s.kind == kind);
    for (kind, name) in [
        (Kind::Response, "Response parameters"),
        (Kind::Errors, "Error codes"),
    ] {
        if !has(kind) {
            faults.push(
                PageError::new(
                    "page::missing-section",
                    Some(end),
                    format!("the page has no section `{name}`; it ends at line {end}"),
                    "fetch the whole page again",
                )
                .row(name),
            );
        }
    }
    if !has(Kind::Errors) {
        // The page is cut off: what else is missing follows from that.
        return;
    }
    for (kind, name) in [
        (Kind::Authorization, "Authorization information"),
        (Kind::Examples, "Examples"),
    ] {
        if !has(kind) {
            remarks.push(Remark {
                kind: RemarkKind::Odd,
                code: "page::missing-section",
                line: end,
                row: name.to_owned(),
                what: format!("the page has no section `{name}`"),
                mend: "compare the page with the published one".to_owned(),
                candidates: Vec::new(),
            });
        }
    }
}

/// What the two parameter tables share.
struct Trees<'r> {
    operation: &'r str,
    hints: &'r Hints,
    remarks: &'r mut Vec<Remark>,
    faults: &'r mut Vec<PageError>,
}

impl Trees<'_> {
    fn read(
        &mut self,
        section: Option<&Section<'_, '_>>,
        head: &str,
        table: Table,
        keys: &BTreeSet<String>,
        example: Option<&serde_json::Value>,
    ) -> Vec<ParamRow> {
        let Some(section) = section else {
            return Vec::new();
        };
        let Some(at) = section.lines.iter().position(|l| l.text.trim() == head) else {
            self.faults.push(
                PageError::new(
                    "page::missing-table",
                    Some(section.line),
                    format!("the section has no table head `{head}`"),
                    "fetch the whole page again; the table's head or its columns are not as in layout A",
                )
                .row(if table == Table::Request { "Request parameters" } else { "Response parameters" }),
            );
            return Vec::new();
        };
        let body = section.lines.get(at + 1..).unwrap_or_default();
        let read = rows::rows(body, table, keys);
        self.stray(body, &read.rows, table);
        let input = tree::Input {
            root: if table == Table::Request {
                "request"
            } else {
                "response"
            },
            operation: self.operation,
            top_level: if table == Table::Request {
                self.hints.top_level.as_ref()
            } else {
                None
            },
            example,
            response: table == Table::Response,
        };
        let built = tree::build(read.rows, &input);
        self.faults.extend(built.faults);
        self.remarks.extend(built.remarks);
        for (row, mut remark) in read.remarks {
            if let Some(key) = built.keys.get(row) {
                remark.row.clone_from(key);
            }
            self.remarks.push(remark);
        }
        built.roots
    }

    /// Text before the first row belongs to no row.
    fn stray(&mut self, body: &[Line<'_>], rows: &[FlatRow], table: Table) {
        let first = rows.first().map_or(usize::MAX, |r| r.line);
        let Some(line) = body
            .iter()
            .find(|l| !l.blank())
            .filter(|l| l.number < first)
        else {
            return;
        };
        let form = if table == Table::Request {
            "name, type and `Yes` or `No`"
        } else {
            "name and type"
        };
        self.faults.push(
            PageError::new(
                "page::parameter-row",
                Some(line.number),
                format!("this line should be the head of the table's first row: {form} run together"),
                "compare the line with the published page; its type may be a word that is not known here",
            )
            .row(line.text),
        );
    }
}
