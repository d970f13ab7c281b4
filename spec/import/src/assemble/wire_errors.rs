//! Which error of the table the service answers when a constraint is broken, where the table makes that plain.
//!
//! Two named rules, both cautious: a wrong answer here misleads more than none.

use acs_spec::constraint::{RuleCheck, WireError};
use acs_spec::operation::ErrorRow;
use acs_spec::{Operation, Schema};

/// Fills in the wire errors of all constraints and rules.
pub fn link(operation: &mut Operation) {
    let names: Vec<String> = operation
        .parameters
        .iter()
        .map(|parameter| parameter.name.clone())
        .collect();
    let errors = std::mem::take(&mut operation.errors);
    for parameter in &mut operation.parameters {
        if let Some(error) = invalid_value(&errors, &parameter.name, &names) {
            fill(&mut parameter.schema, &error);
        }
    }
    for rule in &mut operation.rules {
        if let (None, RuleCheck::RequiredIf(check)) = (&rule.within, &rule.check) {
            rule.wire_error = missing(&errors, &check.param);
        }
    }
    operation.errors = errors;
}

/// A constraint that only the service can judge is about something else than the form of the value.
fn fill(schema: &mut Schema, error: &WireError) {
    for constraint in &mut schema.constraints {
        if constraint.check.kind() != "server_side" {
            constraint.wire_error = Some(error.clone());
        }
    }
    if let Some(items) = &mut schema.items {
        fill(items, error);
    }
}

/// What may follow the dot of a code that speaks of the form of a value.
const FORM: &[&str] = &[
    "Malformed",
    "Format",
    "Invalid",
    "Illegal",
    "ValueNotSupported",
    "OutOfRange",
    "Length",
    "FormatError",
    "LengthError",
    "InvalidFormat",
];

/// Words by which a message speaks of the form of a value.
const FORM_WORDS: &[&str] = &[
    "not valid",
    "invalid",
    "malformed",
    "illegal",
    "out of range",
    "incorrect",
    "format",
];

/// `invalid_value`: the one row `400 Invalid<Name>` that speaks of the form of this parameter's value. `<Name>` is the
/// parameter's name, or that without `Id`, or words at its end if no other parameter ends so.
fn invalid_value(errors: &[ErrorRow], name: &str, names: &[String]) -> Option<WireError> {
    let rows: Vec<(&ErrorRow, &str)> = errors
        .iter()
        .filter(|row| row.status == 400)
        .filter_map(|row| Some((row, subject(row)?)))
        .collect();
    let same = |a: &str, b: &str| a.eq_ignore_ascii_case(b);
    let whole = |subject: &str| same(subject, name);
    let stem = |subject: &str| {
        name.strip_suffix("Id")
            .is_some_and(|stem| same(subject, stem))
    };
    let last_words = |subject: &str| {
        let ends = names
            .iter()
            .filter(|other| ends_with_word(other, subject))
            .count();
        ends_with_word(name, subject) && ends == 1
    };
    let ranks: [&dyn Fn(&str) -> bool; 3] = [&whole, &stem, &last_words];
    for rank in ranks {
        let mut fitting = rows.iter().filter(|(_, subject)| rank(subject));
        if let Some((row, _)) = fitting.next() {
            return fitting.next().is_none().then(|| wire_error(row));
        }
    }
    None
}

fn wire_error(row: &ErrorRow) -> WireError {
    WireError {
        status: row.status,
        code: row.code.clone(),
        inferred: false,
    }
}

/// What a code of the form `Invalid<Subject>.<Form>` speaks of.
fn subject(row: &ErrorRow) -> Option<&str> {
    let rest = row.code.strip_prefix("Invalid")?;
    let (subject, form) = rest.split_once('.').unwrap_or((rest, ""));
    let message = row
        .message
        .as_deref()
        .unwrap_or_default()
        .to_ascii_lowercase();
    let speaks_of_form = if form.is_empty() {
        FORM_WORDS.iter().any(|word| message.contains(word))
    } else {
        FORM.contains(&form)
    };
    (speaks_of_form && !subject.is_empty()).then_some(subject)
}

/// `ClientToken` ends with the word `Token`.
fn ends_with_word(name: &str, word: &str) -> bool {
    name.len() > word.len()
        && name.strip_suffix(word).is_some_and(|before| {
            before.ends_with(|c: char| c.is_ascii_lowercase() || c.is_ascii_digit())
        })
        && word.starts_with(|c: char| c.is_ascii_uppercase())
}

/// `missing`: the one row `400 Missing…` whose message opens with this parameter's name.
fn missing(errors: &[ErrorRow], name: &str) -> Option<WireError> {
    let opens = |row: &&ErrorRow| {
        let message = row.message.as_deref().unwrap_or_default();
        let words = message.strip_prefix("The parameter ").unwrap_or(message);
        words
            .split_whitespace()
            .next()
            .is_some_and(|first| first.trim_matches(['"', '\'', '`']) == name)
    };
    let mut rows = errors
        .iter()
        .filter(|row| row.status == 400 && row.code.starts_with("Missing"))
        .filter(opens);
    let row = rows.next()?;
    rows.next().is_none().then(|| wire_error(row))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;

    fn row(status: u16, code: &str, message: &str) -> ErrorRow {
        ErrorRow {
            status,
            code: code.into(),
            message: Some(message.into()),
            summary: None,
            cut: None,
            candidates: Vec::new(),
            prose: None,
            vendor: BTreeMap::new(),
        }
    }

    fn names(names: &[&str]) -> Vec<String> {
        names.iter().map(|name| (*name).to_owned()).collect()
    }

    fn code(errors: &[ErrorRow], name: &str, all: &[&str]) -> Option<String> {
        invalid_value(errors, name, &names(all)).map(|error| error.code)
    }

    #[test]
    fn the_subject_is_the_name_or_its_stem_or_its_last_words() {
        let errors = [
            row(400, "InvalidLampName.Malformed", "m"),
            row(400, "InvalidPier.Format", "m"),
            row(400, "InvalidTicket.Malformed", "m"),
        ];
        let all = ["LampName", "PierId", "BoatTicket", "Oil"];
        assert_eq!(
            code(&errors, "LampName", &all).as_deref(),
            Some("InvalidLampName.Malformed")
        );
        assert_eq!(
            code(&errors, "PierId", &all).as_deref(),
            Some("InvalidPier.Format")
        );
        assert_eq!(
            code(&errors, "BoatTicket", &all).as_deref(),
            Some("InvalidTicket.Malformed")
        );
        assert_eq!(code(&errors, "Oil", &all), None);
        assert_eq!(
            code(&errors, "BoatTicket", &["BoatTicket", "TrainTicket"]),
            None
        );
    }

    #[test]
    fn what_is_not_about_form_is_left_alone() {
        let errors = [
            row(400, "InvalidPier.NotFound", "not valid"),
            row(404, "InvalidLamp", "not valid"),
            row(400, "InvalidOil", "You have no oil."),
            row(400, "InvalidRope", "The rope is out of range."),
        ];
        for name in ["Pier", "Lamp", "Oil"] {
            assert_eq!(
                code(&errors, name, &["Pier", "Lamp", "Oil"]),
                None,
                "{name}"
            );
        }
        assert_eq!(
            code(&errors, "Rope", &["Rope"]).as_deref(),
            Some("InvalidRope")
        );
    }

    #[test]
    fn a_missing_parameter_opens_the_message() {
        let errors = [row(400, "MissingParameter", "Wick is mandatory.")];
        assert_eq!(missing(&errors, "Wick").unwrap().code, "MissingParameter");
        assert_eq!(missing(&errors, "WickLength"), None);
    }
}
