//! What the readers of all layouts share once they have cells: looking at the example of an answer,
//! nesting the rows of a table, telling which sections are missing, and closing a page.
//!
//! Must not know how a layout writes anything down.

use super::diag::{PageError, Remark, RemarkKind};
use super::faults;
use super::flat::{Rows, Table};
use super::model::{
    AuthorizationRow, ErrorRow, Example, Hints, Layout, OperationLink, Page, ParamRow,
};
use super::sections::{Kind, Section};
use super::text::{Line, joined};
use super::title::Title;
use super::{hash, keys, tree};
use std::collections::{BTreeMap, BTreeSet};

/// What a layout reader has found below the top of a page.
#[derive(Default)]
pub(crate) struct Body {
    pub(crate) link: Option<OperationLink>,
    pub(crate) authorization: Vec<AuthorizationRow>,
    pub(crate) description: String,
    pub(crate) syntax: String,
    pub(crate) request: Vec<ParamRow>,
    pub(crate) response: Vec<ParamRow>,
    pub(crate) examples: Vec<Example>,
    pub(crate) errors: Vec<ErrorRow>,
}

/// Closes a page: gives the rows their keys and hashes, and puts remarks in order; or gives the faults, in order.
pub(crate) fn finish(
    layout: Layout,
    title: Title,
    body: Body,
    remarks: Vec<Remark>,
    mut faults: Vec<PageError>,
) -> Result<Page, Vec<PageError>> {
    if !faults.is_empty() {
        faults.sort_by_key(|fault| fault.line.unwrap_or(usize::MAX));
        return Err(faults);
    }
    let stated = |text: String| Some(text).filter(|text| !text.is_empty());
    let mut page = Page {
        layout,
        title: title.text,
        product: title.product,
        operation: title.operation,
        link: body.link,
        last_updated: title.last_updated,
        summary: title.summary,
        operation_description: stated(body.description),
        authorization: body.authorization,
        request_syntax: stated(body.syntax),
        request: body.request,
        response: body.response,
        examples: body.examples,
        errors: body.errors,
        remarks,
        row_hashes: BTreeMap::new(),
    };
    keys::unique(&mut page);
    page.remarks.sort_by_key(|r| r.line);
    page.row_hashes = hash::rows(&page);
    Ok(page)
}

/// The lines of a section as one text; empty where the page has no such section.
pub(crate) fn text_of(sections: &[Section<'_, '_>], kind: Kind) -> String {
    let found = sections.iter().find(|section| section.kind == kind);
    found
        .map(|section| joined(section.lines))
        .unwrap_or_default()
}

/// The first example in JSON as a value, if it is one.
pub(crate) fn example_value(
    examples: &[Example],
    remarks: &mut Vec<Remark>,
) -> Option<serde_json::Value> {
    let json = examples.iter().find(|e| e.format == "JSON")?;
    parsed(json, remarks)
}

/// The names of all rows of a tree.
pub(crate) fn names(rows: &[ParamRow]) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    for row in rows {
        collect_names(row, &mut names);
    }
    names
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
pub(crate) fn missing(
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
                    &faults::MISSING_SECTION,
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
pub(crate) struct Trees<'r> {
    pub(crate) operation: &'r str,
    pub(crate) hints: &'r Hints,
    pub(crate) remarks: &'r mut Vec<Remark>,
    pub(crate) faults: &'r mut Vec<PageError>,
}

impl Trees<'_> {
    /// Nests the rows of a table. `example` is the page's example of an answer.
    pub(crate) fn build(
        &mut self,
        read: Rows,
        table: Table,
        example: Option<&serde_json::Value>,
    ) -> Vec<ParamRow> {
        let input = tree::Input {
            root: table.root(),
            operation: self.operation,
            top_level: if table == Table::Request {
                self.hints.top_level.as_ref()
            } else {
                None
            },
            example: example.filter(|_| table == Table::Response),
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
}
