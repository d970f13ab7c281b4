//! Whether sensitive values stay hidden, and all others show.

use acs_spec::{Operation, Service, Type};

use super::exam::{Ask, Question};
use super::leaves::leaves;
use super::probe::Probe;
use crate::compare::pairs;

/// A text and a number that stand in nothing else.
pub(super) const TEXT: &str = "Zq9vWx7kTb3m";
const NUMBER: &str = "918273645";

/// Adds a question for each text and whole number of the request.
pub(super) fn ask(
    operation: &Operation,
    service: Option<&Service>,
    sound: &[(String, String)],
    out: &mut Vec<Question>,
) {
    for leaf in leaves(operation, service) {
        let value = match leaf.r#type {
            Type::String | Type::Json | Type::Binary | Type::Any | Type::Unstated => TEXT,
            Type::Int32 | Type::Int64 => NUMBER,
            _ => continue,
        };
        let mut request = sound.to_vec();
        let parameter = leaf.wire.split('.').next().unwrap_or_default();
        request.retain(|(name, _)| {
            name != parameter
                && !name
                    .strip_prefix(parameter)
                    .is_some_and(|rest| rest.starts_with('.'))
        });
        for listed in super::answers::listed_values(leaf.schema) {
            let mut request = request.clone();
            request.push((leaf.wire.clone(), listed.clone()));
            out.push(Question {
                name: format!("`{}` is {listed}", leaf.wire),
                about: leaf.wire.clone(),
                ask: Ask::Listed {
                    request: Some(request),
                    body: String::new(),
                    expected: String::new(),
                    value: listed,
                },
            });
        }
        request.push((leaf.wire.clone(), value.to_owned()));
        out.push(Question {
            name: format!("whether `{}` shows", leaf.wire),
            about: leaf.wire,
            ask: Ask::Shown {
                pairs: request,
                value: value.to_owned(),
                sensitive: leaf.sensitive,
            },
        });
    }
}

/// Asks one of them.
pub(super) fn check(
    request: &[(String, String)],
    value: &str,
    sensitive: bool,
    probe: &Probe,
) -> Result<(), String> {
    let request = pairs(request);
    let violations = (probe.entry.check)(&request);
    let said = format!("{violations} {violations:?}");
    if sensitive && said.contains(value) {
        return Err(format!("a violation shows a sensitive value: {said}"));
    }
    let written = (probe.entry.reencode)(&request);
    let sent = written.as_ref().map(|written| {
        let list: Vec<String> = written.iter().map(|pair| format!("{pair:?}")).collect();
        list.join(" ")
    });
    for (what, text) in [
        ("the request", (probe.shown)(&request)),
        ("its pairs", sent),
    ] {
        // What cannot be read shows nowhere.
        let Some(text) = text else { continue };
        match (sensitive, text.contains(value)) {
            (true, true) => return Err(format!("{what} shows a sensitive value: {text}")),
            (false, false) => return Err(format!("{what} hides {value}: {text}")),
            _ => {}
        }
    }
    Ok(())
}
