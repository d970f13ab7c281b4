//! What an answer says of a request. Must not know how it came.

use acs_conformance::compare::WireCode;
use acs_conformance::subject::Answer;
use acs_runtime::http::HttpResponse;
use acs_runtime::{Value, response};
use acs_spec::{Operation, Type};

/// What a JSON answer says under the first of these names.
pub(crate) fn says(response: &HttpResponse, names: [&str; 2]) -> Option<String> {
    let fields = response::fields(&response.body).ok()?;
    names.into_iter().find_map(|name| match fields.get(name)? {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    })
}

/// Codes that say no more than that all went well.
const SUCCESS: [&str; 4] = ["200", "OK", "Success", "success"];

/// What an answer says: see [`verdict`].
pub(crate) fn answer(
    operation: &Operation,
    pairs: &[(String, String)],
    response: &HttpResponse,
) -> Answer {
    let code = says(response, ["Code", "code"]).unwrap_or_default();
    verdict(operation, pairs, response.status, &code)
}

/// Accepted: a status of 2xx without an error's code, or an outcome that the request asked for, such as that of a
/// passed dry run. Anything else is a refusal.
pub(crate) fn verdict(
    operation: &Operation,
    pairs: &[(String, String)],
    status: u16,
    code: &str,
) -> Answer {
    let is_outcome = operation.outcomes.iter().any(|outcome| {
        outcome.code == code
            && outcome.when.as_ref().is_none_or(|when| {
                pairs.iter().any(|(name, value)| {
                    *name == when.param
                        && when
                            .equals
                            .iter()
                            .any(|want| is_same(operation, name, want, value))
                })
            })
    });
    let models_code = || {
        let responses = operation.responses.get().into_iter().flatten();
        let mut schemas = responses.filter_map(|response| response.schema.as_ref());
        schemas.any(|schema| {
            schema
                .fields
                .iter()
                .any(|field| field.name == "Code" || field.name == "code")
        })
    };
    let is_plain = code.is_empty() || SUCCESS.contains(&code);
    match status {
        _ if is_outcome => Answer::Accepted,
        200..=299 if is_plain || models_code() => Answer::Accepted,
        status => Answer::Refused(WireCode::new(status, code)),
    }
}

fn is_same(operation: &Operation, name: &str, want: &str, value: &str) -> bool {
    let mut parameters = operation.parameters.iter();
    let is_boolean = parameters
        .any(|parameter| parameter.name == name && parameter.schema.r#type == Type::Boolean);
    want == value || is_boolean && want.eq_ignore_ascii_case(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn operation() -> Operation {
        let mut operation = Operation::named("X");
        operation.outcomes = vec![acs_spec::operation::Outcome {
            code: "DryRunOperation".to_owned(),
            status: 400,
            summary: String::new(),
            when: Some(acs_spec::constraint::When {
                param: "DryRun".to_owned(),
                equals: vec!["true".to_owned()],
            }),
            inferred: false,
        }];
        operation
    }

    #[test]
    fn accepted_is_what_says_so_and_nothing_else() {
        let asked = [("DryRun".to_owned(), "true".to_owned())];
        let read = |pairs: &[(String, String)], status, body: &str| {
            answer(&operation(), pairs, &HttpResponse::new(status, body))
        };
        let refused = |status, code: &str| Answer::Refused(WireCode::new(status, code));
        for (status, body) in [
            (200, "{}"),
            (201, "[]"),
            (204, ""),
            (200, r#"{"Code":"200"}"#),
        ] {
            assert_eq!(read(&[], status, body), Answer::Accepted, "{status} {body}");
        }
        let dry = r#"{"Code":"DryRunOperation"}"#;
        assert_eq!(read(&asked, 400, dry), Answer::Accepted);
        assert_eq!(
            read(&[], 400, dry),
            refused(400, "DryRunOperation"),
            "nobody asked for it"
        );
        assert_eq!(
            read(&[], 200, r#"{"Code":"Broken"}"#),
            refused(200, "Broken")
        );
        assert_eq!(read(&asked, 500, "<html>"), refused(500, ""));
        assert_eq!(read(&asked, 302, ""), refused(302, ""));
        assert_eq!(read(&asked, 404, r#"{"code":"A.B"}"#), refused(404, "A.B"));
    }
}
