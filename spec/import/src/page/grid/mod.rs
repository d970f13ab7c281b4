//! Layout C: Markdown tables made of layout A. Bullets, code spans and the ends of blocks inside cells are
//! gone, and with them constraints: what is missing here is unknown, not none.
//!
//! [`read`] gives the page's facts, or all faults at once. Nothing here may interpret prose.

mod description;
mod headings;
mod tables;

use super::cells::error_table::is_closing;
use super::columns::{self, Column, parameter_columns};
use super::diag::{PageError, Remark, RemarkKind};
use super::examples;
use super::flat::{FlatRow, Rows, Table};
use super::kinds::{is_name, is_type};
use super::model::{AuthorizationRow, ErrorCandidate, ErrorRow, Hints, Layout, Page, ParamRow};
use super::sections::{Kind, Section, sections};
use super::text::{Line, joined, lines};
use super::title::Title;
use super::untitled::{self, Places};
use super::whole::{self, Body, Trees};
use crate::page::faults;
use headings::STYLE;
use tables::RawRow;

/// Reads a page in layout C. The text must have passed [`super::text_of`] and [`super::detect`].
///
/// # Errors
/// Every fault of the page: a missing section (a page cut off misses the sections behind the cut), a
/// table without its head, a row with too few cells.
pub(crate) fn read(text: &str, hints: &Hints) -> Result<Page, Vec<PageError>> {
    let all = lines(text);
    let (top, found) = sections(&all, &STYLE);
    let (mut faults, mut remarks) = (Vec::new(), Vec::new());
    let section = |kind: Kind| found.iter().find(|s| s.kind == kind);
    whole::missing(&found, &all, &mut remarks, &mut faults);
    closed(&found, &mut faults);
    remarks.push(lossy(&all));

    let examples = section(Kind::Examples)
        .map(|s| examples::examples(s.lines))
        .unwrap_or_default();
    let example = whole::example_value(&examples, &mut remarks);
    let authorization = section(Kind::Authorization)
        .map(|s| authorization(s.lines, &mut faults))
        .unwrap_or_default();
    let places = Places {
        link: None,
        authorization: &authorization,
        examples: &examples,
    };
    let operation = untitled::operation(hints, &places, &mut remarks);
    let summary = joined(top);
    if summary.is_empty() {
        faults.push(untitled::no_summary(1));
    }
    let mut trees = Trees {
        operation: &operation,
        hints,
        remarks: &mut remarks,
        faults: &mut faults,
    };
    let request = table(section(Kind::Request), Table::Request, None, &mut trees);
    let response = table(
        section(Kind::Response),
        Table::Response,
        example.as_ref(),
        &mut trees,
    );
    let errors = section(Kind::Errors)
        .map(|s| errors(s.lines, &mut remarks, &mut faults))
        .unwrap_or_default();
    let title = Title {
        operation,
        summary,
        ..Title::default()
    };
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
    whole::finish(Layout::C, title, body, remarks, faults)
}

/// What this layout always loses.
fn lossy(all: &[Line<'_>]) -> Remark {
    Remark {
        kind: RemarkKind::Lost,
        code: "page::lossy-layout",
        line: all.first().map_or(1, |l| l.number),
        row: "page".to_owned(),
        what: "the layout drops bullets, code spans and the ends of blocks inside its tables: a constraint that is not here is unknown, not removed".to_owned(),
        mend: "take constraints from another source".to_owned(),
        candidates: Vec::new(),
    }
}

/// A page that ends inside its error codes is cut off.
fn closed(found: &[Section<'_, '_>], faults: &mut Vec<PageError>) {
    let Some(errors) = found.last().filter(|s| s.kind == Kind::Errors) else {
        return;
    };
    if errors.lines.iter().any(|l| is_closing(l.text)) {
        return;
    }
    let last = errors.lines.iter().rev().find(|l| !l.blank());
    faults.push(
        PageError::new(
            &faults::TRUNCATED,
            Some(last.map_or(errors.line, |l| l.number)),
            "the page ends inside its error codes: the closing sentence about the list of error codes is missing",
            "fetch the whole page again",
        )
        .row(last.map_or("", |l| l.text)),
    );
}

/// The rows of a parameter table as a tree.
fn table(
    section: Option<&Section<'_, '_>>,
    table: Table,
    example: Option<&serde_json::Value>,
    trees: &mut Trees<'_>,
) -> Vec<ParamRow> {
    let Some(section) = section else {
        return Vec::new();
    };
    let request = table == Table::Request;
    let found = section.lines.iter().find_map(|line| {
        let heads = tables::heads(line.text)?;
        Some((line.text, parameter_columns(heads.into_iter(), table)?))
    });
    let read = found.and_then(|(head, columns)| {
        let begins = |cells: &[&str]| {
            let of = |column| {
                let at = columns.iter().position(|known| *known == column)?;
                // A row is told by its first cells; what stands far behind may hold bars.
                cells.get(at).filter(|_| at < tables::FIRST_CELLS - 1)
            };
            let name = of(Column::Name).is_none_or(|n| n.is_empty() || is_name(n));
            let kind = of(Column::Type).is_none_or(|k| is_type(k));
            let structure = of(Column::Type).is_none_or(|k| is_name(k));
            let required = of(Column::Required).is_none_or(|r| columns::required(r).is_some());
            if request {
                name && required && (kind || structure)
            } else {
                name && kind
            }
        };
        let (raw, stray) = tables::rows(section.lines, head, begins)?;
        Some((raw, stray, columns))
    });
    let Some((raw, stray, columns)) = read else {
        trees.faults.push(
            PageError::new(
                &faults::MISSING_TABLE,
                Some(section.line),
                "the section has no table with the head `| Parameter | Type | …`",
                "fetch the whole page again; the table's head or its columns are not as in layout C",
            )
            .row(table.heading()),
        );
        return Vec::new();
    };
    if let Some(line) = stray {
        trees.faults.push(
            PageError::new(
                &faults::PARAMETER_ROW,
                Some(line.number),
                "this line should be the table's first row",
                "compare the line with the published page; its type may be a word that is not known here",
            )
            .row(line.text),
        );
    }
    let mut rows = Rows::default();
    for row in &raw {
        match parameter(row, &columns, table) {
            Some((flat, remarks)) => {
                let at = rows.rows.len();
                rows.remarks.extend(remarks.into_iter().map(|r| (at, r)));
                rows.rows.push(flat);
            }
            None => trees.faults.push(
                PageError::new(
                    &faults::PARAMETER_ROW,
                    Some(row.line),
                    "the row has fewer cells than the table's head",
                    "fetch the whole page again; the table may be cut off",
                )
                .row(table.heading()),
            ),
        }
    }
    trees.build(rows, table, example)
}

fn parameter(row: &RawRow, columns: &[Column], table: Table) -> Option<(FlatRow, Vec<Remark>)> {
    // Of all cells only the description's is prose, in which bars may stand.
    let prose = columns
        .iter()
        .position(|column| *column == Column::Description)
        .unwrap_or(columns.len().saturating_sub(1));
    let (cells, guessed) = row.cells(prose, columns.len().saturating_sub(prose + 1))?;
    let of = |column| {
        let at = columns.iter().position(|known| *known == column);
        at.and_then(|at| cells.get(at)).copied().unwrap_or_default()
    };
    let name = Some(of(Column::Name).trim()).filter(|n| !n.is_empty());
    let required = match table {
        Table::Request => Some(columns::required(of(Column::Required))?),
        Table::Response => None,
    };
    let (text, example) = (of(Column::Description), of(Column::Example));
    let described = description::read(text);
    let remark = |kind, code, what: &str, mend: &str, candidates| Remark {
        kind,
        code,
        line: row.line,
        row: name.unwrap_or("[]").to_owned(),
        what: what.to_owned(),
        mend: mend.to_owned(),
        candidates,
    };
    let mut remarks = Vec::new();
    if described.list_lost {
        remarks.push(remark(
            RemarkKind::Lost,
            "page::lost-list",
            "the description announces a list that the layout lost",
            "take the list from another source",
            Vec::new(),
        ));
    }
    if guessed {
        remarks.push(remark(
            RemarkKind::Ambiguous,
            "page::table-bars",
            "the row has more bars than cells; rule `last-bar` cut description and example",
            "state the example in a correction if this is wrong",
            vec![super::diag::shorten(&format!("{text} | {example}"))],
        ));
    }
    let mut description = described.blocks;
    for column in [Column::Values, Column::Default] {
        description.extend(columns::beside(column, of(column)));
    }
    let flat = FlatRow {
        name: name.map(str::to_owned),
        kind: of(Column::Type).trim().to_owned(),
        required,
        description,
        example: Some(example)
            .filter(|e| !e.trim().is_empty())
            .map(str::to_owned),
        line: row.line,
        values: Vec::new(),
    };
    Some((flat, remarks))
}

/// The rows of the authorization table.
fn authorization(lines: &[Line<'_>], faults: &mut Vec<PageError>) -> Vec<AuthorizationRow> {
    let begins = |cells: &[&str]| cells.first().is_some_and(|c| c.contains(':'));
    let head = if lines.iter().any(|l| l.text.starts_with("| Action |")) {
        "| Action |"
    } else {
        "| Operation |"
    };
    let Some((raw, _)) = tables::rows(lines, head, begins) else {
        return Vec::new();
    };
    let mut out = Vec::new();
    for row in &raw {
        let read = row
            .cells(2, 2)
            .and_then(|(cells, _)| authorized(row.line, &cells));
        match read {
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

pub(in crate::page) fn authorized(line: usize, cells: &[&str]) -> Option<AuthorizationRow> {
    let [action, level, resource, keys, associated] = cells else {
        return None;
    };
    let resource = resource.trim();
    // The resource's name is the last word, and may hold line breaks of its own no more.
    let (kind, arn) = resource
        .rsplit_once(char::is_whitespace)
        .filter(|(_, arn)| *arn == "*" || arn.starts_with("acs:"))?;
    let mandatory = kind.strip_prefix('*');
    let cell = |text: &str| {
        let text = text.trim();
        (!text.is_empty() && !text.eq_ignore_ascii_case("none")).then(|| text.to_owned())
    };
    Some(AuthorizationRow {
        operation: (*action).to_owned(),
        access_level: (*level).to_owned(),
        resource_type: mandatory.unwrap_or(kind).trim().to_owned(),
        resource_required: mandatory.is_some(),
        resource_arn: arn.to_owned(),
        condition_key: cell(keys),
        associated_operation: cell(associated),
        line,
        key: format!("authorization/{action}"),
    })
}

/// The rows of the error table.
fn errors(
    lines: &[Line<'_>],
    remarks: &mut Vec<Remark>,
    faults: &mut Vec<PageError>,
) -> Vec<ErrorRow> {
    let end = lines.iter().rposition(|l| is_closing(l.text));
    let lines = lines.get(..end.unwrap_or(lines.len())).unwrap_or_default();
    let begins = |cells: &[&str]| cells.first().is_some_and(|c| status(c).is_some());
    let Some((raw, _)) = tables::rows(lines, "| HTTP status code |", begins) else {
        return Vec::new();
    };
    let mut out = Vec::new();
    for row in &raw {
        let Some((error, guessed)) = error(row) else {
            faults.push(PageError::new(
                &faults::ERROR_ROW,
                Some(row.line),
                "the row must hold a status, a code, a message and a description",
                "fetch the page again; its table may be cut off",
            ));
            continue;
        };
        if guessed {
            remarks.push(Remark {
                kind: RemarkKind::Ambiguous,
                code: "page::error-row",
                line: row.line,
                row: error.key.clone(),
                what:
                    "the row has more bars than cells; rule `last-bar` cut message and description"
                        .to_owned(),
                mend: "state message and description in a correction".to_owned(),
                candidates: error
                    .candidates
                    .iter()
                    .map(|c| {
                        format!(
                            "{} | {}",
                            c.message,
                            c.description.as_deref().unwrap_or("-")
                        )
                    })
                    .collect(),
            });
        }
        out.push(error);
    }
    out
}

pub(in crate::page) fn status(text: &str) -> Option<u16> {
    let number: u16 = text.parse().ok()?;
    (text.len() == 3 && (100..=599).contains(&number)).then_some(number)
}

fn error(row: &RawRow) -> Option<(ErrorRow, bool)> {
    let (cells, guessed) = row.cells(2, 1)?;
    let [number, code, message, description] = cells.as_slice() else {
        return None;
    };
    let number = status(number)?;
    let message = message.trim();
    let description = Some(description.trim()).filter(|d| !d.is_empty() && *d != "-");
    let candidates = if guessed {
        message
            .split_once(" | ")
            .map(|(head, tail)| ErrorCandidate {
                code: (*code).to_owned(),
                message: head.to_owned(),
                description: Some(format!("{tail} | {}", description.unwrap_or("-"))),
            })
            .into_iter()
            .collect()
    } else {
        Vec::new()
    };
    let row = ErrorRow {
        status: number,
        code: (*code).to_owned(),
        message: message.to_owned(),
        description: description.map(str::to_owned),
        code_rule: "cell",
        description_rule: "cell",
        candidates,
        line: row.line,
        key: format!("error/{number}/{code}"),
    };
    Some((row, guessed))
}
