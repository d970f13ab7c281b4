//! The rows of a page's tables, by the words of their heads. Must not know how HTML writes a table.

use super::document::{Cell, Row, Table as Grid};
use crate::page::columns::{self, Column, parameter_columns};
use crate::page::diag::PageError;
use crate::page::faults;
use crate::page::flat::{FlatRow, Rows, Table};
use crate::page::grid::{authorized, status};
use crate::page::model::{AuthorizationRow, ErrorRow};

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
        &faults::TRUNCATED,
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
    let mut out = Rows::default();
    let mut any = false;
    let mut found = None;
    for (line, grid) in tables {
        any = true;
        let Some((head, rows)) = grid.rows.split_first() else {
            continue;
        };
        let heads: Vec<String> = head.cells.iter().map(Cell::text).collect();
        if let Some(columns) = parameter_columns(heads.iter().map(String::as_str), table) {
            if grid.open {
                cut_off(line, faults);
            }
            found = Some((columns, rows));
            break;
        }
    }
    let Some((columns, rows)) = found else {
        // `No parameters`: without any table there is nothing to miss.
        if any {
            let columns = match table {
                Table::Request => "Parameter, Type and Required",
                Table::Response => "Parameter and Type",
            };
            faults.push(
                PageError::new(
                    &faults::MISSING_TABLE,
                    Some(line),
                    format!("the section has no table with the columns {columns}"),
                    "fetch the whole page again; the table's head may have changed",
                )
                .row(table.heading()),
            );
        }
        return out;
    };
    for row in rows {
        match parameter(row, &columns, table) {
            Some(flat) => out.rows.push(flat),
            None => faults.push(
                PageError::new(
                    &faults::PARAMETER_ROW,
                    Some(row.line),
                    "the row lacks a type, or does not say whether the parameter is required",
                    "compare the row with the published page",
                )
                .row(row.cells.first().map(Cell::text).unwrap_or_default()),
            ),
        }
    }
    out
}

fn parameter(row: &Row, columns: &[Column], table: Table) -> Option<FlatRow> {
    let of = |column| cell(row, columns.iter().position(|known| *known == column));
    let text = |column| of(column).map(Cell::text).unwrap_or_default();
    let (name, kind) = (text(Column::Name), text(Column::Type));
    let required = columns::required(&text(Column::Required));
    if kind.trim().is_empty() || (table == Table::Request && required.is_none()) {
        return None;
    }
    let mut description = of(Column::Description)
        .map(|cell| cell.blocks.clone())
        .unwrap_or_default();
    let values = columns::listed(&text(Column::Values));
    if values.is_empty() {
        description.extend(columns::beside(Column::Values, &text(Column::Values)));
    }
    description.extend(columns::beside(Column::Default, &text(Column::Default)));
    let name = name.trim();
    Some(FlatRow {
        name: (!name.is_empty()).then(|| name.to_owned()),
        kind: kind.trim().to_owned(),
        required: required.filter(|_| table == Table::Request),
        description,
        example: Some(text(Column::Example)).filter(|text| !text.trim().is_empty()),
        line: row.line,
        values,
    })
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
                &faults::AUTHORIZATION_ROW,
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
                &faults::ERROR_ROW,
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
