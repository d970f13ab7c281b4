//! What a page says of answers: the response tree, examples, the error table, and answers that only look like errors.

use std::collections::BTreeMap;

use acs_spec::constraint::When;
use acs_spec::operation::{Candidate, ErrorRow, Example, Outcome, Response};
use acs_spec::{Field, Schema, Stated, Type};

use super::rows::{description, kind_of};
use crate::page::{self, Block, ParamRow};

/// The response tree. Its root has no name; a page without one states no response.
pub fn responses(rows: &[ParamRow]) -> Stated<Vec<Response>> {
    if rows.is_empty() {
        return Stated::Unstated;
    }
    let schema = match rows {
        [root] if root.name.is_none() => schema(root),
        fields => {
            let mut object = Schema::of(Type::Object);
            object.fields = fields.iter().map(field).collect();
            object
        }
    };
    let response = Response {
        status: Stated::Unstated,
        schema: Some(schema),
        headers: Vec::new(),
        vendor: BTreeMap::new(),
    };
    Stated::Stated(vec![response])
}

fn schema(row: &ParamRow) -> Schema {
    let (kind, element) = kind_of(row);
    let mut out = Schema::of(kind);
    match kind {
        Type::Array | Type::Map => {
            let unnamed = row.children.iter().find(|child| child.name.is_none());
            out.items = Some(Box::new(
                unnamed.map_or_else(|| Schema::of(element), schema),
            ));
        }
        Type::Object => out.fields = row.children.iter().map(field).collect(),
        _ => {}
    }
    out.example.clone_from(&row.example);
    let text = description(row);
    if !text.is_empty() {
        out.prose.insert("description".into(), text);
    }
    out
}

fn field(row: &ParamRow) -> Field {
    Field {
        name: row.name.clone().unwrap_or_default(),
        rust_name: None,
        required: row.required.into(),
        required_by: Vec::new(),
        schema: schema(row),
    }
}

/// Examples, to the letter.
pub fn examples(examples: &[page::Example]) -> Vec<Example> {
    examples
        .iter()
        .map(|example| Example {
            format: example.format.to_ascii_lowercase(),
            body: example.text.clone(),
            is_error: false,
        })
        .collect()
}

/// The error table.
pub fn errors(rows: &[page::ErrorRow]) -> Vec<ErrorRow> {
    rows.iter()
        .map(|row| ErrorRow {
            status: row.status,
            code: row.code.clone(),
            message: Some(row.message.clone()).filter(|message| !message.is_empty()),
            summary: None,
            cut: Some(row.code_rule.to_owned()),
            candidates: row
                .candidates
                .iter()
                .map(|candidate| Candidate {
                    code: candidate.code.clone(),
                    message: candidate.message.clone(),
                })
                .collect(),
            prose: row.description.clone(),
            vendor: BTreeMap::new(),
        })
        .collect()
}

/// Answers that look like errors and are none: a value's meaning that says which error *code* is returned when all went well.
/// The status is not stated there, so it is inferred.
pub fn outcomes(rows: &[ParamRow]) -> Vec<Outcome> {
    let mut out: Vec<Outcome> = Vec::new();
    for row in rows {
        let Some(name) = &row.name else { continue };
        for block in &row.description {
            let Block::List(items) = block else { continue };
            for item in items {
                let Some((value, meaning)) = item.split_once(':') else {
                    continue;
                };
                let value = value.trim().trim_end_matches("(default)").trim();
                for code in returned_codes(meaning) {
                    if out.iter().any(|other| other.code == code) {
                        continue;
                    }
                    out.push(Outcome {
                        code: code.to_owned(),
                        status: 400,
                        summary: format!("The request passed every check; nothing was done, since `{name}` is `{value}`."),
                        when: Some(When { param: name.clone(), equals: vec![value.to_owned()] }),
                        inferred: true,
                    });
                }
            }
        }
    }
    out
}

/// The codes of sentences of the form 'If the request passes …, the X error code is returned'.
fn returned_codes(text: &str) -> Vec<&str> {
    let mut out = Vec::new();
    for sentence in text.split(". ") {
        let sentence = sentence.trim();
        let Some((condition, consequence)) = sentence.split_once(',') else {
            continue;
        };
        let condition = condition.to_ascii_lowercase();
        if !condition.starts_with("if ")
            || !condition.contains(" pass")
            || condition.contains("fail")
        {
            continue;
        }
        let words: Vec<&str> = consequence.split_whitespace().collect();
        let Some(at) = words
            .windows(2)
            .position(|pair| matches!(pair, ["error", "code"]))
        else {
            continue;
        };
        let code = at
            .checked_sub(1)
            .and_then(|before| words.get(before))
            .map(|word| word.trim_matches(['`', '"', '*', '\'']));
        let is_code = |code: &&str| {
            code.starts_with(|c: char| c.is_ascii_uppercase())
                && code
                    .bytes()
                    .all(|b| b.is_ascii_alphanumeric() || b == b'.' || b == b'_')
        };
        out.extend(code.filter(is_code));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_passed_rehearsal_is_an_outcome() {
        let row = ParamRow {
            name: Some("Rehearse".into()),
            kind: "boolean".into(),
            description: vec![Block::List(vec![
                "true: checks and lights nothing. If a check fails, an error is returned. If the request passes the check, the RehearsalOver error code is returned.".into(),
                "false: lights the lamps.".into(),
            ])],
            ..ParamRow::default()
        };
        let found = outcomes(&[row]);
        assert_eq!(found.len(), 1);
        assert_eq!(
            (found[0].code.as_str(), found[0].inferred),
            ("RehearsalOver", true)
        );
        assert_eq!(found[0].when.as_ref().unwrap().equals, ["true"]);
    }

    #[test]
    fn a_failure_is_no_outcome() {
        assert!(
            returned_codes(
                " If the request fails to pass the check, the Broken error code is returned."
            )
            .is_empty()
        );
        assert!(returned_codes(" the Broken error code is returned.").is_empty());
        assert!(returned_codes(" If it passes, the error code is returned.").is_empty());
    }
}
