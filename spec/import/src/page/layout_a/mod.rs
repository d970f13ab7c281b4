//! Layout A: pages flattened out of their tables (2023 to 2025), so that the cells of a row run together.
//!
//! [`read`] gives the page's facts, or all faults at once. What the text leaves open is decided by
//! documented rules and reported as a remark; nothing here may interpret prose.

mod authorization;
mod blocks;
mod error_table;
mod head;
mod headings;
mod rows;

use super::columns::is_joined_head;
use super::diag::PageError;
use super::errors::Context;
use super::flat::{FlatRow, Table};
use super::model::{Hints, Layout, Page, ParamRow};
use super::sections::{Kind, Section, sections};
use super::text::{Line, lines};
use super::whole::{self, Body, Trees};
use super::{examples, title, tree};
use crate::page::faults;
pub(crate) use headings::STYLE;
use std::collections::BTreeSet;

/// Reads a page in layout A. The text must have passed [`super::text_of`] and [`super::detect`].
///
/// # Errors
/// Every fault of the page: a missing title or section (a page cut off misses the sections behind the
/// cut), a table without rows where rows must be, a row that cannot be told apart.
pub fn read(text: &str, hints: &Hints) -> Result<Page, Vec<PageError>> {
    let all = lines(text);
    let (top, found) = sections(&all, &STYLE);
    let mut faults = Vec::new();
    let mut remarks = Vec::new();
    let section = |kind: Kind| found.iter().find(|s| s.kind == kind);
    let title = title::read(top, &mut remarks, &mut faults);
    whole::missing(&found, &all, &mut remarks, &mut faults);

    let examples = section(Kind::Examples)
        .map(|s| examples::examples(s.lines))
        .unwrap_or_default();
    let example = whole::example_value(&examples, &mut remarks);
    let keys = example.as_ref().map(tree::example_keys).unwrap_or_default();

    let mut tables = Tables {
        trees: Trees {
            operation: &title.operation,
            hints,
            remarks: &mut remarks,
            faults: &mut faults,
        },
    };
    let request = tables.read(
        section(Kind::Request),
        Table::Request,
        &BTreeSet::new(),
        None,
    );
    let response = tables.read(
        section(Kind::Response),
        Table::Response,
        &keys,
        example.as_ref(),
    );

    let names = whole::names(&request);
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
    let body = Body {
        authorization,
        description: whole::text_of(&found, Kind::Description),
        syntax: whole::text_of(&found, Kind::Syntax),
        request,
        response,
        examples,
        errors,
        ..Body::default()
    };
    whole::finish(Layout::A, title, body, remarks, faults)
}

/// What the two parameter tables share.
struct Tables<'r> {
    trees: Trees<'r>,
}

impl Tables<'_> {
    fn read(
        &mut self,
        section: Option<&Section<'_, '_>>,
        table: Table,
        keys: &BTreeSet<String>,
        example: Option<&serde_json::Value>,
    ) -> Vec<ParamRow> {
        let Some(section) = section else {
            return Vec::new();
        };
        let Some(at) = section
            .lines
            .iter()
            .position(|l| is_joined_head(l.text, table))
        else {
            self.trees.faults.push(
                PageError::new(
                    &faults::MISSING_TABLE,
                    Some(section.line),
                    "the section has no table head in which the columns' names run together",
                    "fetch the whole page again; the table's head or its columns are not as in layout A",
                )
                .row(table.heading()),
            );
            return Vec::new();
        };
        let body = section.lines.get(at + 1..).unwrap_or_default();
        let read = rows::rows(body, table, keys);
        self.stray(body, &read.rows, table);
        self.trees.build(read, table, example)
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
        self.trees.faults.push(
            PageError::new(
                &faults::PARAMETER_ROW,
                Some(line.number),
                format!("this line should be the head of the table's first row: {form} run together"),
                "compare the line with the published page; its type may be a word that is not known here",
            )
            .row(line.text),
        );
    }
}
