//! Lints of words: the provider's, which do not belong in a spec, and ours, which do.

use super::{Context, Findings, Subject, quoted};
use crate::codes;
use crate::operation::{Operation, Schema};
use crate::service::Service;
use crate::shape::{Stated, pointer};
use crate::walk::{Holder, Place, resolve_among};

/// `ACS0111`.
pub(super) fn found(context: &Context<'_>, findings: &mut Findings) {
    let mut add = |pointer: String| {
        findings.add(
            &codes::PROSE_IN_SPEC,
            pointer,
            "the provider's prose stands here",
            "run `acsgen lint --fix`, and say it in one line of your own under `summary`",
        );
    };
    if let Some(operation) = context.operation() {
        for keyword in operation.prose.keys() {
            add(pointer(&["prose", keyword]));
        }
        for (n, row) in operation.errors.iter().enumerate() {
            if row.prose.is_some() {
                add(format!("/errors/{n}/prose"));
            }
        }
    }
    context.each_schema(&mut |visit| {
        for keyword in visit.schema.prose.keys() {
            add(format!("{}{}", visit.pointer, pointer(&["prose", keyword])));
        }
        for (n, meaning) in visit.schema.values.iter().enumerate() {
            if meaning.prose.is_some() {
                add(format!("{}/values/{n}/prose", visit.pointer));
            }
        }
    });
}

/// `ACS0112`: of the operation, of parameters, and of the fields within parameters.
pub(super) fn summaries(context: &Context<'_>, findings: &mut Findings) {
    let Subject::Operation(operation) = context.subject else {
        return;
    };
    let mut add = |pointer: &str, what: String| {
        findings.add(
            &codes::NO_SUMMARY,
            pointer,
            format!("{what} has no summary of one line"),
            "say under `summary` in one line of your own what it is for",
        );
    };
    if !is_summary(operation.summary.as_deref()) {
        add("", "the operation".to_owned());
    }
    context.each_schema(&mut |visit| {
        if visit.place != Place::Parameter
            || !matches!(visit.holder, Holder::Parameter(_) | Holder::Field(_))
        {
            return;
        }
        let target = resolve_among(&operation.schemas, visit.schema);
        let has = is_summary(visit.schema.summary.as_deref())
            || target.is_some_and(|target| is_summary(target.summary.as_deref()));
        if !has {
            add(visit.pointer, quoted(visit.path));
        }
    });
}

fn is_summary(text: Option<&str>) -> bool {
    text.is_some_and(|text| !text.trim().is_empty() && !text.contains('\n'))
}

/// Removes the provider's prose everywhere. Returns how many texts there were.
pub fn strip_prose(operation: &mut Operation) -> usize {
    let mut count = operation.prose.len();
    operation.prose.clear();
    for row in &mut operation.errors {
        count += usize::from(row.prose.take().is_some());
    }
    for parameter in &mut operation.parameters {
        count += strip_schema(&mut parameter.schema);
    }
    if let Stated::Stated(responses) = &mut operation.responses {
        for response in responses {
            count += response.schema.as_mut().map_or(0, strip_schema);
            for header in &mut response.headers {
                count += strip_schema(&mut header.schema);
            }
        }
    }
    for schema in operation.schemas.values_mut() {
        count += strip_schema(schema);
    }
    count
}

/// The same for a service.
pub fn strip_service_prose(service: &mut Service) -> usize {
    service.schemas.values_mut().map(strip_schema).sum()
}

fn strip_schema(schema: &mut Schema) -> usize {
    let mut count = schema.prose.len();
    schema.prose.clear();
    for meaning in &mut schema.values {
        count += usize::from(meaning.prose.take().is_some());
    }
    if let Some(items) = &mut schema.items {
        count += strip_schema(items);
    }
    for field in &mut schema.fields {
        count += strip_schema(&mut field.schema);
    }
    count
}

#[cfg(test)]
mod tests {
    use super::super::sample::*;
    use super::*;
    use crate::operation::{Meaning, Response, Type};

    fn prose() -> std::collections::BTreeMap<String, String> {
        [("title/a".to_owned(), "Their words.".to_owned())].into()
    }

    fn talkative() -> Operation {
        let mut operation = operation();
        operation.prose = prose();
        operation.errors[0].prose = Some("Their words.".into());
        let beam = operation.parameters[1].schema.items.as_mut().unwrap();
        beam.fields[1].schema.prose = prose();
        operation.parameters[2].schema.values = vec![Meaning {
            value: "1".into(),
            summary: None,
            prose: Some("Their words.".into()),
            deprecated: false,
        }];
        let spoken = Schema {
            prose: prose(),
            ..schema(Type::Object)
        };
        let mut header = field("X", Type::String);
        header.schema.prose = prose();
        operation.schemas.insert("Mole".into(), spoken.clone());
        operation.responses = Stated::Stated(vec![Response {
            status: Stated::Unstated,
            schema: Some(spoken),
            headers: vec![header],
            vendor: Default::default(),
        }]);
        operation
    }

    #[test]
    fn prose_is_found_and_stripped_everywhere() {
        let mut operation = talkative();
        let mut found = faults(&operation);
        found.sort();
        assert_eq!(
            found,
            [
                "ACS0111 /errors/0/prose",
                "ACS0111 /parameters/1/schema/items/fields/1/schema/prose/title~1a",
                "ACS0111 /parameters/2/schema/values/0/prose",
                "ACS0111 /prose/title~1a",
                "ACS0111 /responses/0/headers/0/schema/prose/title~1a",
                "ACS0111 /responses/0/schema/prose/title~1a",
                "ACS0111 /schemas/Mole/prose/title~1a",
            ]
        );
        assert_eq!(strip_prose(&mut operation), found.len());
        assert_eq!(faults(&operation), [""; 0]);
        assert!(!crate::load::to_text(&operation).contains("Their words."));
    }

    #[test]
    fn a_summary_is_one_line_of_ours() {
        let mut operation = operation();
        operation.summary = Some(" ".into());
        operation.parameters[0].schema.summary = None;
        operation.parameters[2].schema.summary = Some("two\nlines".into());
        let beam = operation.parameters[1].schema.items.as_mut().unwrap();
        beam.summary = None;
        beam.fields[0].schema.summary = None;
        assert_eq!(
            faults(&operation),
            [
                "ACS0112 ",
                "ACS0112 /parameters/0/schema",
                "ACS0112 /parameters/1/schema/items/fields/0/schema",
                "ACS0112 /parameters/2/schema",
            ]
        );
    }

    #[test]
    fn a_reference_may_have_the_summary_of_its_target() {
        let mut operation = operation();
        let count = &mut operation.parameters[2].schema;
        *count = Schema::of(Type::Ref);
        count.reference = Some("Number".into());
        operation
            .schemas
            .insert("Number".into(), schema(Type::Int32));
        assert_eq!(faults(&operation), [""; 0]);
    }
}
