//! Which remarks of a source a correction has settled: the warning of an ambiguous row has said its say once a person has
//! looked at that row and written down what it is.
//!
//! It reads places only, never words: a remark's row (`request/Tag/[]/Key`, `error/409/TideNotHigh`) and the pointers of
//! corrections (`/parameters/Tag/schema/items/fields/Key/…`, `/errors/409:TideNotHigh/…`).

use acs_spec::source::Correction;
use acs_spec::{Diagnostic, Operation, codes};

use crate::assemble::rows::ELEMENT;

/// The remarks that are still open after these corrections led from the operation that was read to the one that results.
pub(crate) fn still_open(
    remarks: Vec<Diagnostic>,
    read: &Operation,
    corrected: &Operation,
    corrections: &[Correction],
) -> Vec<Diagnostic> {
    let rows: Vec<Vec<String>> = corrections.iter().filter_map(row_of).collect();
    let is_settled = |remark: &Diagnostic| {
        let row: Vec<&str> = remark.pointer.split('/').collect();
        remark.code == codes::AMBIGUOUS_READING.id
            && rows.iter().any(|touched| {
                touched.len() >= row.len() && touched.iter().zip(&row).all(|(a, b)| a == b)
            })
            && !is_left_open(&row, read, corrected)
    };
    remarks
        .into_iter()
        .filter(|remark| !is_settled(remark))
        .collect()
}

/// Whether a row of the error table still has the other readings that it had: then nobody has chosen among them.
fn is_left_open(row: &[&str], read: &Operation, corrected: &Operation) -> bool {
    let ["error", status, code] = row else {
        return false;
    };
    let mut rows = read.errors.iter();
    let before = rows.find(|each| each.status.to_string() == *status && each.code == *code);
    before.is_some_and(|before| {
        let same = |after: &acs_spec::operation::ErrorRow| after.candidates == before.candidates;
        !before.candidates.is_empty() && corrected.errors.iter().any(same)
    })
}

/// The row that a correction is about. One of a summary says nothing about how the row is read.
fn row_of(correction: &Correction) -> Option<Vec<String>> {
    let unescaped = |step: &str| step.replace("~1", "/").replace("~0", "~");
    let steps: Vec<String> = correction.at.split('/').skip(1).map(unescaped).collect();
    if steps.last().is_some_and(|step| step == "summary") {
        return None;
    }
    let mut steps = steps.into_iter();
    let mut row = Vec::new();
    match steps.next()?.as_str() {
        "parameters" => row.extend(["request".to_owned(), steps.next()?]),
        "responses" => {
            steps.next()?;
            row.push("response".to_owned());
        }
        "errors" => {
            let key = steps.next()?;
            let (status, code) = key.split_once(':')?;
            return Some(vec!["error".to_owned(), status.to_owned(), code.to_owned()]);
        }
        _ => return None,
    }
    // A field's name stands after `fields`, so that none is mistaken for a keyword.
    while let Some(step) = steps.next() {
        match step.as_str() {
            "schema" => {}
            "items" => row.push(ELEMENT.to_owned()),
            "fields" => match steps.next() {
                Some(name) => row.push(name),
                None => break,
            },
            _ => break,
        }
    }
    Some(row)
}

#[cfg(test)]
mod tests {
    use super::*;
    use acs_spec::operation::{Candidate, ErrorRow};

    fn correction(at: &str) -> Correction {
        Correction {
            at: at.into(),
            was: None,
            now: None,
            why: "seen".into(),
        }
    }

    fn row(status: u16, code: &str, other: Option<&str>) -> ErrorRow {
        ErrorRow {
            status,
            code: code.into(),
            message: None,
            summary: None,
            cut: None,
            prose: None,
            candidates: other
                .map(|code| Candidate {
                    code: code.into(),
                    message: "m".into(),
                })
                .into_iter()
                .collect(),
            vendor: Default::default(),
        }
    }

    #[test]
    fn rows_of_corrections() {
        let row = |at: &str| row_of(&correction(at)).map(|row| row.join("/"));
        for (at, wanted) in [
            (
                "/parameters/Tag/schema/items/fields/Key/schema/example",
                Some("request/Tag/[]/Key"),
            ),
            ("/parameters/Tag", Some("request/Tag")),
            (
                "/parameters/A/schema/fields/schema/schema/type",
                Some("request/A/schema"),
            ),
            (
                "/responses/200/schema/fields/Id/schema/type",
                Some("response/Id"),
            ),
            ("/errors/409:Busy/candidates", Some("error/409/Busy")),
            ("/parameters/Tag/schema/summary", None),
            ("/rules/x", None),
        ] {
            assert_eq!(row(at).as_deref(), wanted, "{at}");
        }
    }

    #[test]
    fn what_a_person_has_chosen_is_settled_and_nothing_else() {
        let remark = |row: &str| Diagnostic::new(&codes::AMBIGUOUS_READING, "m", "h").at(row);
        let mut read = Operation::named("X");
        read.errors = vec![row(409, "A", Some("AB")), row(500, "C", Some("CD"))];
        let mut corrected = read.clone();
        corrected.errors[0] = row(409, "AB", None);
        let corrections = [
            correction("/errors/409:A/code"),
            correction("/errors/500:C/message"),
        ];
        let remarks = vec![
            remark("error/409/A"),
            remark("error/500/C"),
            remark("request/B"),
        ];
        let open = still_open(remarks, &read, &corrected, &corrections);
        let open: Vec<&str> = open.iter().map(|remark| &*remark.pointer).collect();
        assert_eq!(open, ["error/500/C", "request/B"]);
    }
}
