//! The error table with one cell a paragraph: which paragraphs make a row.
//!
//! A row begins with three digits from 100 to 599; code and message follow, and whatever stands before the
//! next status is the description, since its cell leaves nothing behind when empty. Must not know the layout's
//! other tables.

use super::para::Para;
use crate::page::diag::{PageError, Remark, RemarkKind};
use crate::page::faults;
use crate::page::model::{ErrorCandidate, ErrorRow};

/// The cells of the table's head, in order.
const HEAD: &[&str] = &[
    "HTTP status code",
    "Error code",
    "Error message",
    "Description",
];

/// Whether a line closes the error codes.
pub(crate) fn is_closing(line: &str) -> bool {
    let line = line.trim();
    let begins = line.starts_with("For a list of error codes")
        || line.starts_with("See Error Codes")
        || line.starts_with("See Error codes");
    begins && line.ends_with('.')
}

/// The rows among the paragraphs before the closing sentence.
pub(super) fn rows(
    paras: &[Para],
    remarks: &mut Vec<Remark>,
    faults: &mut Vec<PageError>,
) -> Vec<ErrorRow> {
    let Some(head) = paras
        .iter()
        .position(|p| p.heading() == Some("HTTP status code"))
    else {
        return Vec::new();
    };
    let mut rest = paras.get(head..).unwrap_or_default();
    for cell in HEAD {
        if let [first, tail @ ..] = rest
            && first.heading() == Some(cell)
        {
            rest = tail;
        }
    }
    let mut out = Vec::new();
    if let Some(stray) = rest.first().filter(|p| status(p).is_none()) {
        faults.push(
            PageError::new(
                &faults::ERROR_ROW,
                Some(stray.line),
                "an error row must begin with a three-digit status in a paragraph of its own",
                "compare the line with the published page",
            )
            .row(stray.heading().unwrap_or_default()),
        );
        return out;
    }
    while let [first, tail @ ..] = rest {
        let Some(number) = status(first) else { break };
        let end = row_end(tail);
        let (cells, after) = tail.split_at_checked(end).unwrap_or((tail, &[]));
        rest = after;
        match row(number, first.line, cells, remarks) {
            Some(row) => out.push(row),
            None => faults.push(
                PageError::new(
                    &faults::ERROR_ROW,
                    Some(first.line),
                    "the row has a status and no code",
                    "fetch the page again; its table may be cut off",
                )
                .row(number.to_string()),
            ),
        }
    }
    out
}

/// The status that a paragraph is.
fn status(para: &Para) -> Option<u16> {
    let word = para.word()?;
    let number: u16 = word.parse().ok()?;
    (word.len() == 3
        && word.starts_with(|c: char| c.is_ascii_digit())
        && (100..=599).contains(&number))
    .then_some(number)
}

/// Where a row ends whose status stands right before. A number is the next row's status only when a
/// code can follow it: a word without white space.
fn row_end(cells: &[Para]) -> usize {
    (1..cells.len())
        .find(|at| {
            let code = cells.get(at + 1).and_then(Para::word);
            cells.get(*at).is_some_and(|p| status(p).is_some())
                && code.is_none_or(|c| !c.contains(char::is_whitespace) || *at >= 2)
        })
        .unwrap_or(cells.len())
}

fn row(number: u16, line: usize, cells: &[Para], remarks: &mut Vec<Remark>) -> Option<ErrorRow> {
    let text = |p: &Para| p.cell().unwrap_or_default().trim().to_owned();
    let (code, rest) = cells.split_first()?;
    let code = text(code);
    let dash = |p: &Para| p.word() == Some("-");
    let (message, more) = match rest {
        // A dash stands for an empty description: the message's cell left nothing behind.
        [only] if dash(only) => (String::new(), rest),
        [message, more @ ..] => (text(message), more),
        [] => (String::new(), rest),
    };
    let described: Vec<String> = more.iter().filter(|p| !dash(p)).map(text).collect();
    let description = (!described.is_empty()).then(|| described.join("\n\n"));
    let key = format!("error/{number}/{code}");
    let mut candidates = Vec::new();
    if described.len() > 1 {
        candidates.push(ErrorCandidate {
            code: code.clone(),
            message: format!(
                "{message}\n\n{}",
                described.first().cloned().unwrap_or_default()
            ),
            description: Some(described.get(1..).unwrap_or_default().join("\n\n")),
        });
        remarks.push(Remark {
            kind: RemarkKind::Ambiguous,
            code: "page::error-row",
            line,
            row: key.clone(),
            what: "the row has more paragraphs than cells; rule `first-paragraph` read the message as one".to_owned(),
            mend: "state message and description in a correction".to_owned(),
            candidates: vec![
                format!("{code} | {message} | {}", description.clone().unwrap_or_default()),
                format!("{code} | {message} … | …"),
            ],
        });
    }
    Some(ErrorRow {
        status: number,
        code,
        message,
        description_rule: if description.is_some() {
            "cell"
        } else {
            "no-cell"
        },
        description,
        code_rule: "cell",
        candidates,
        line,
        key,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::cells::markdown::Markup;
    use crate::page::cells::para::paragraphs;
    use crate::page::text::lines;

    fn read(table: &str) -> (Vec<String>, Vec<&'static str>, usize) {
        let text =
            format!("HTTP status code\n\nError code\n\nError message\n\nDescription\n\n{table}");
        let (mut remarks, mut faults) = (Vec::new(), Vec::new());
        let rows = rows(
            &paragraphs(&lines(&text), Markup::Asterisks),
            &mut remarks,
            &mut faults,
        );
        let shown = rows
            .iter()
            .map(|r| {
                let description = r.description.as_deref().unwrap_or("-");
                format!("{}|{}|{}|{description}", r.status, r.code, r.message)
            })
            .collect();
        (
            shown,
            faults.iter().map(|f| f.code).collect(),
            remarks.len(),
        )
    }

    #[test]
    fn cells_make_rows() {
        let (rows, faults, remarks) = read(
            "400\n\nOil.Gone\n\nThe oil is gone.\n\nBuy oil.\n\n404\n\nLamp.Gone\n\nThe lamp\nis gone.\n\n500\n\n%s\n\n%s\n\n\\-\n\n503\n\nFog\n\n\\-\n\n504\n\nNight\n\n504\n\nDay\n\n404\n\nNot it.",
        );
        let want = [
            "400|Oil.Gone|The oil is gone.|Buy oil.",
            "404|Lamp.Gone|The lamp\nis gone.|-",
            "500|%s|%s|-",
            "503|Fog||-",
            "504|Night||-",
            "504|Day|404|Not it.",
        ];
        assert_eq!(rows, want);
        assert!(faults.is_empty());
        assert_eq!(remarks, 0);
    }

    #[test]
    fn doubts_and_faults() {
        let (rows, _, remarks) = read("400\n\nOil.Gone\n\nThe oil is gone.\n\nBuy oil.\n\nSoon.");
        assert_eq!(rows, ["400|Oil.Gone|The oil is gone.|Buy oil.\n\nSoon."]);
        assert_eq!(remarks, 1);
        assert_eq!(read("odd\n\n400").1, ["page::error-row"]);
        assert_eq!(read("400").1, ["page::error-row"]);
        assert!(is_closing("See Error Codes for a complete list. "));
        assert!(!is_closing("See Error Codes for a comp"));
    }
}
