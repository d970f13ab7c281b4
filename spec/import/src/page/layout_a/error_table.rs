//! The error table of layout A: which lines make a row. How a row's text is told apart: see `errors`.

use crate::page::detect::ERROR_HEAD;
use crate::page::diag::{PageError, Remark, RemarkKind};
use crate::page::errors::{self, Context};
use crate::page::faults;
use crate::page::model::ErrorRow;
use crate::page::text::Line;

/// What every page of this layout ends in.
const CLOSING: &str = "For a list of error codes";
const CLOSING_LATER: &str = "See Error Codes for a complete list";

/// The rows of the section. A missing closing sentence is a fault when nothing follows the section.
pub(super) fn rows(
    lines: &[Line<'_>],
    last: bool,
    context: &Context,
    remarks: &mut Vec<Remark>,
    faults: &mut Vec<PageError>,
) -> Vec<ErrorRow> {
    let closing = lines.iter().rposition(|l| is_closing(l.text));
    if closing.is_none() && last {
        let place = lines.iter().rev().find(|l| !l.blank()).or(lines.last());
        let mut fault = PageError::new(
            &faults::TRUNCATED,
            place.map(|l| l.number),
            "the page ends inside its error codes: the closing sentence `For a list of error codes, …` is missing",
            "fetch the whole page again",
        );
        if let Some(line) = place {
            fault = fault.row(line.text);
        }
        faults.push(fault);
    }
    let lines = lines
        .get(..closing.unwrap_or(lines.len()))
        .unwrap_or_default();
    let Some(head) = lines
        .iter()
        .position(|l| l.text.trim().starts_with(ERROR_HEAD))
    else {
        return Vec::new();
    };
    let mut texts: Vec<(usize, String)> = Vec::new();
    let mut gap = false;
    for line in lines.get(head + 1..).unwrap_or_default() {
        if line.blank() {
            gap = true;
            continue;
        }
        match texts.last_mut() {
            _ if errors::status(line.text).is_some() => {
                texts.push((line.number, line.text.to_owned()))
            }
            // A cell may hold line breaks: whatever does not begin a row goes on with the row above it.
            Some((_, text)) => {
                text.push_str(if gap { "\n\n" } else { "\n" });
                text.push_str(line.text);
            }
            None => faults.push(
                PageError::new(
                    &faults::ERROR_ROW,
                    Some(line.number),
                    "an error row must begin with a three-digit status and a code",
                    "compare the line with the published page",
                )
                .row(line.text),
            ),
        }
        gap = false;
    }
    texts
        .iter()
        .filter_map(|(line, text)| row(*line, text, context, remarks))
        .collect()
}

fn is_closing(line: &str) -> bool {
    let line = line.trim();
    (line.starts_with(CLOSING) || line.starts_with(CLOSING_LATER)) && line.ends_with('.')
}

fn row(line: usize, text: &str, context: &Context, remarks: &mut Vec<Remark>) -> Option<ErrorRow> {
    let got = errors::split(text, context)?;
    let key = format!("error/{}/{}", got.status, got.reading.code);
    if got.description_rule == "no-seam" {
        remarks.push(Remark {
            kind: RemarkKind::Odd,
            code: "page::error-description",
            line,
            row: key.clone(),
            what: "the row has neither the dash of an empty description nor a place at which one could begin".to_owned(),
            mend: "state message and description in a correction".to_owned(),
            candidates: Vec::new(),
        });
    }
    if !got.others.is_empty() {
        let show = |c: &crate::page::model::ErrorCandidate| {
            let description = c
                .description
                .as_ref()
                .map(|d| format!(" | {d}"))
                .unwrap_or_default();
            format!("{} | {}{description}", c.code, c.message)
        };
        remarks.push(Remark {
            kind: RemarkKind::Ambiguous,
            code: "page::error-row",
            line,
            row: key.clone(),
            what: format!(
                "the row can be cut in several ways; rules `{}` and `{}` chose",
                got.code_rule, got.description_rule
            ),
            mend: "decide which it is; `acsgen lint` of the spec prints the correction that settles it".to_owned(),
            candidates: std::iter::once(&got.reading)
                .chain(&got.others)
                .map(show)
                .collect(),
        });
    }
    Some(ErrorRow {
        status: got.status,
        code: got.reading.code,
        message: got.reading.message,
        description: got.reading.description,
        code_rule: got.code_rule,
        description_rule: got.description_rule,
        candidates: got.others,
        line,
        key,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::text::lines;

    fn read(table: &str) -> (Vec<ErrorRow>, Vec<PageError>) {
        let text = format!("\nHTTP status codeError codeError messageDescription\n{table}");
        let (mut remarks, mut faults) = (Vec::new(), Vec::new());
        let rows = rows(
            &lines(&text),
            true,
            &Context::default(),
            &mut remarks,
            &mut faults,
        );
        (rows, faults)
    }

    #[test]
    fn line_breaks_do_not_break_the_table() {
        let (rows, faults) = read(
            "400Oil.GoneThe oil\nis gone.\n\n400 lamps need it.Buy\noil.\n403Fog.ThickThe fog is thick.-\n\nFor a list of error codes, visit X.",
        );
        assert_eq!(faults, []);
        assert_eq!(rows.len(), 2);
        assert_eq!(rows[0].message, "The oil\nis gone.\n\n400 lamps need it.");
        assert_eq!(rows[0].description.as_deref(), Some("Buy\noil."));
        assert_eq!(
            (rows[1].line, rows[1].key.as_str()),
            (8, "error/403/Fog.Thick")
        );
    }

    #[test]
    fn faults() {
        let (_, faults) = read("odd\n400Oil.GoneThe oil is gone.-\n");
        let codes: Vec<&str> = faults.iter().map(|f| f.code).collect();
        assert_eq!(codes, ["page::truncated", "page::error-row"]);
    }
}
