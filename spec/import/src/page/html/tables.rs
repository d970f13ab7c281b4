//! The rows of a page's tables, by the words of their heads. Must not know how HTML writes a table.

use super::document::{Cell, Row, Table as Grid};
use crate::page::diag::PageError;
use crate::page::flat::{FlatRow, Rows, Table};
use crate::page::grid::{authorized, status};
use crate::page::model::{AuthorizationRow, Block, ErrorRow};

/// Which column is headed by one of these words.
fn column(head: &Row, words: &[&str]) -> Option<usize> {
    head.cells.iter().position(|cell| {
        let text = cell.text();
        let text = text.trim();
        words.iter().any(|word| text.eq_ignore_ascii_case(word))
    })
}

fn cell(row: &Row, at: Option<usize>) -> Option<&Cell> {
    row.cells.get(at?)
}

fn cut_off(line: usize, faults: &mut Vec<PageError>) {
    faults.push(PageError::new(
        "page::truncated",
        Some(line),
        "the document ends inside this table",
        "fetch the whole page again",
    ));
}

/// Rows behind a head that has the wanted columns; a table without them is another table.
fn behind<'g>(
    tables: impl Iterator<Item = (usize, &'g Grid)>,
    wanted: &[&[&str]],
    faults: &mut Vec<PageError>,
) -> Option<(Vec<Option<usize>>, &'g [Row])> {
    for (line, table) in tables {
        let Some((head, rows)) = table.rows.split_first() else {
            continue;
        };
        let columns: Vec<Option<usize>> = wanted.iter().map(|words| column(head, words)).collect();
        if columns.first().copied().flatten().is_some()
            && columns.get(1).copied().flatten().is_some()
        {
            if table.open {
                cut_off(line, faults);
            }
            return Some((columns, rows));
        }
    }
    None
}

/// The rows of a parameter table, in the order of the page.
pub(super) fn parameters<'g>(
    tables: impl Iterator<Item = (usize, &'g Grid)>,
    line: usize,
    table: Table,
    faults: &mut Vec<PageError>,
) -> Rows {
    const WANTED: &[&[&str]] = &[
        &["Parameter", "Name", "Element", "Field"],
        &["Type"],
        &["Required"],
        &["Description"],
        &["Example", "Sample value"],
    ];
    let mut out = Rows::default();
    let mut any = false;
    let tables = tables.inspect(|_| any = true);
    let Some((columns, rows)) = behind(tables, WANTED, faults) else {
        // `No parameters`: without any table there is nothing to miss.
        if any {
            faults.push(
                PageError::new(
                    "page::missing-table",
                    Some(line),
                    "the section has no table with the columns Parameter and Type",
                    "fetch the whole page again; the table's head may have changed",
                )
                .row(table.heading()),
            );
        }
        return out;
    };
    let at = |n: usize| columns.get(n).copied().flatten();
    for row in rows {
        let name = cell(row, at(0)).map(Cell::text).unwrap_or_default();
        let kind = cell(row, at(1)).map(Cell::text).unwrap_or_default();
        let word = cell(row, at(2)).map(Cell::text).unwrap_or_default();
        let required = match word.trim().to_ascii_lowercase().as_str() {
            "yes" | "true" | "required" => Some(true),
            "no" | "false" | "optional" => Some(false),
            _ => None,
        };
        if kind.trim().is_empty() || (table == Table::Request && required.is_none()) {
            faults.push(
                PageError::new(
                    "page::parameter-row",
                    Some(row.line),
                    "the row lacks a type, or does not say whether the parameter is required",
                    "compare the row with the published page",
                )
                .row(&name),
            );
            continue;
        }
        let example = cell(row, at(4)).map(Cell::text).unwrap_or_default();
        let name = name.trim();
        out.rows.push(FlatRow {
            name: (!name.is_empty()).then(|| name.to_owned()),
            kind: kind.trim().to_owned(),
            required: required.filter(|_| table == Table::Request),
            description: cell(row, at(3)).map(described).unwrap_or_default(),
            example: Some(example).filter(|text| !text.trim().is_empty()),
            line: row.line,
            values: Vec::new(),
        });
    }
    out
}

fn described(cell: &Cell) -> Vec<Block> {
    cell.blocks.clone()
}

/// The rows of the authorization table.
pub(super) fn authorization<'g>(
    tables: impl Iterator<Item = (usize, &'g Grid)>,
    faults: &mut Vec<PageError>,
) -> Vec<AuthorizationRow> {
    const WANTED: &[&[&str]] = &[
        &["Operation", "Action", "API operation"],
        &["Access level"],
        &["Resource type"],
        &["Condition key", "Condition keywords"],
        &["Associated operation", "Dependent action"],
    ];
    let Some((columns, rows)) = behind(tables, WANTED, faults) else {
        return Vec::new();
    };
    let mut out = Vec::new();
    for row in rows {
        let texts: Vec<String> = columns
            .iter()
            .map(|at| cell(row, *at).map(Cell::text).unwrap_or_default())
            .collect();
        let texts: Vec<&str> = texts.iter().map(|text| text.trim()).collect();
        match authorized(row.line, &texts) {
            Some(row) => out.push(row),
            None => faults.push(PageError::new(
                "page::authorization-row",
                Some(row.line),
                "the row must hold an action, a level, a resource, condition keys and associated operations",
                "fetch the page again; its table may be cut off",
            )),
        }
    }
    out
}

/// The rows of the error table.
pub(super) fn errors<'g>(
    tables: impl Iterator<Item = (usize, &'g Grid)>,
    faults: &mut Vec<PageError>,
) -> Vec<ErrorRow> {
    const WANTED: &[&[&str]] = &[
        &["HTTP status code", "HTTP code", "Status code"],
        &["Error code"],
        &["Error message"],
        &["Description"],
    ];
    let Some((columns, rows)) = behind(tables, WANTED, faults) else {
        return Vec::new();
    };
    let mut out = Vec::new();
    for row in rows {
        let texts: Vec<String> = columns
            .iter()
            .map(|at| cell(row, *at).map(Cell::text).unwrap_or_default())
            .collect();
        let of = |n: usize| texts.get(n).map(|text| text.trim()).unwrap_or_default();
        let Some(number) = status(of(0)).filter(|_| !of(1).is_empty()) else {
            faults.push(PageError::new(
                "page::error-row",
                Some(row.line),
                "the row must hold a status, a code, a message and a description",
                "fetch the page again; its table may be cut off",
            ));
            continue;
        };
        out.push(ErrorRow {
            status: number,
            code: of(1).to_owned(),
            message: of(2).to_owned(),
            description: Some(of(3))
                .filter(|text| !text.is_empty() && *text != "-")
                .map(str::to_owned),
            code_rule: "cell",
            description_rule: "cell",
            candidates: Vec::new(),
            line: row.line,
            key: format!("error/{number}/{}", of(1)),
        });
    }
    out
}
