//! Strategies for anything that the format can hold, small but odd.

mod checks;

use std::collections::BTreeMap;

use acs_spec::Stated;
use acs_spec::json::Json;
use acs_spec::operation::*;
use acs_spec::source::*;
use proptest::collection::vec;
use proptest::option::of;
use proptest::prelude::*;
use proptest::sample::select;

use checks::{constraint, rule, when};

fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        6 => "[A-Za-z]{1,6}",
        1 => any::<String>().prop_filter("means something else", |text| text != "unstated"),
        1 => r#"[\\"/~.\n\u{0}é日]{0,4}"#,
    ]
}

fn texts() -> impl Strategy<Value = Vec<String>> {
    vec(text(), 0..3)
}

fn stated<T: std::fmt::Debug + Clone>(
    strategy: impl Strategy<Value = T>,
) -> impl Strategy<Value = Stated<T>> {
    of(strategy).prop_map(Stated::from)
}

fn word<T: Copy + std::fmt::Debug + 'static>(all: &'static [T]) -> impl Strategy<Value = T> {
    select(all)
}

fn map<T: std::fmt::Debug>(
    strategy: impl Strategy<Value = T>,
) -> impl Strategy<Value = BTreeMap<String, T>> {
    prop::collection::btree_map(text(), strategy, 0..3)
}

fn json() -> impl Strategy<Value = Json> {
    let leaf = prop_oneof![
        Just(Json::Null),
        any::<bool>().prop_map(Json::Bool),
        select(&["0", "-1", "1.50", "9007199254740993", "1e3"][..])
            .prop_map(|n| Json::Number(n.to_owned())),
        text().prop_map(Json::String),
    ];
    leaf.prop_recursive(2, 6, 3, |inner| {
        prop_oneof![
            vec(inner.clone(), 0..3).prop_map(Json::Array),
            map(inner).prop_map(|members| Json::Object(members.into_iter().collect())),
        ]
    })
}

fn meaning() -> impl Strategy<Value = Meaning> {
    (text(), of(text()), of(text()), any::<bool>()).prop_map(
        |(value, summary, prose, deprecated)| Meaning {
            value,
            summary,
            prose,
            deprecated,
        },
    )
}

/// What a schema says beside its type and parts.
fn said() -> impl Strategy<Value = Schema> {
    (
        (
            word(Type::ALL),
            of(text()),
            of(text()),
            of(text()),
            of(text()),
            of(text()),
        ),
        (
            of(text()),
            vec(meaning(), 0..2),
            any::<bool>(),
            any::<bool>(),
        ),
        (vec(constraint(), 0..2), map(text()), map(json())),
    )
        .prop_map(|(a, b, c)| Schema {
            reference: a.1,
            format: a.2,
            summary: a.3,
            unit: a.4,
            example: a.5,
            default: b.0,
            values: b.1,
            sensitive: b.2,
            deprecated: b.3,
            constraints: c.0,
            prose: c.1,
            vendor: c.2,
            ..Schema::of(a.0)
        })
}

fn field_of(schema: impl Strategy<Value = Schema>) -> impl Strategy<Value = Field> {
    (text(), of(text()), stated(any::<bool>()), texts(), schema).prop_map(
        |(name, rust_name, required, required_by, schema)| Field {
            name,
            rust_name,
            required,
            required_by,
            schema,
        },
    )
}

fn schema() -> impl Strategy<Value = Schema> {
    said().prop_recursive(3, 6, 2, |inner| {
        (said(), of(inner.clone()), vec(field_of(inner), 0..3)).prop_map(|(said, items, fields)| {
            Schema {
                items: items.map(Box::new),
                fields,
                ..said
            }
        })
    })
}

fn parameter() -> impl Strategy<Value = Parameter> {
    (
        field_of(schema()),
        stated(word(Location::ALL)),
        of(word(ParamStyle::ALL)),
        of(any::<bool>()),
    )
        .prop_map(|(field, location, style, allow_empty)| Parameter {
            name: field.name,
            rust_name: field.rust_name,
            location,
            style,
            required: field.required,
            required_by: field.required_by,
            allow_empty,
            schema: field.schema,
        })
}

fn authorization() -> impl Strategy<Value = Authorization> {
    let resource = (text(), text(), any::<bool>()).prop_map(|(r#type, arn, required)| Resource {
        r#type,
        arn,
        required,
    });
    (text(), text(), vec(resource, 0..2), texts(), texts()).prop_map(
        |(action, access_level, resources, condition_keys, dependent_actions)| Authorization {
            action,
            access_level,
            resources,
            condition_keys,
            dependent_actions,
        },
    )
}

fn outcome() -> impl Strategy<Value = Outcome> {
    (text(), any::<u16>(), text(), of(when()), any::<bool>()).prop_map(
        |(code, status, summary, when, inferred)| Outcome {
            code,
            status,
            summary,
            when,
            inferred,
        },
    )
}

fn response() -> impl Strategy<Value = Response> {
    (
        stated(text()),
        of(schema()),
        vec(field_of(said()), 0..2),
        map(json()),
    )
        .prop_map(|(status, schema, headers, vendor)| Response {
            status,
            schema,
            headers,
            vendor,
        })
}

fn example() -> impl Strategy<Value = Example> {
    (text(), text(), any::<bool>()).prop_map(|(format, body, is_error)| Example {
        format,
        body,
        is_error,
    })
}

fn error_row() -> impl Strategy<Value = ErrorRow> {
    let candidate = (text(), text()).prop_map(|(code, message)| Candidate { code, message });
    (
        (any::<u16>(), text(), of(text()), of(text()), of(text())),
        (vec(candidate, 0..2), of(text()), map(json())),
    )
        .prop_map(|(a, b)| ErrorRow {
            status: a.0,
            code: a.1,
            message: a.2,
            summary: a.3,
            cut: a.4,
            candidates: b.0,
            prose: b.1,
            vendor: b.2,
        })
}

fn source() -> impl Strategy<Value = Source> {
    (
        (text(), word(SourceKind::ALL), text(), of(text())),
        (stated(text()), of(text()), map(text())),
    )
        .prop_map(|(a, b)| Source {
            id: a.0,
            kind: a.1,
            document: a.2,
            url: a.3,
            date: b.0,
            layout: b.1,
            rows: b.2,
        })
}

fn correction() -> impl Strategy<Value = Correction> {
    let place = prop_oneof![text(), "(/[a-z0-9]{1,4}){1,3}"];
    (place, of(json()), of(json()), text()).prop_map(|(at, was, now, why)| Correction {
        at,
        was,
        now,
        why,
    })
}

/// Any operation that the types can hold.
pub fn operation() -> impl Strategy<Value = Operation> {
    let loss = (text(), text(), text()).prop_map(|(source, row, what)| Loss { source, row, what });
    (
        (
            text(),
            of(text()),
            stated(text()),
            stated(text()),
            of(text()),
            stated(word(Style::ALL)),
        ),
        (
            stated(texts()),
            stated(texts()),
            stated(text()),
            texts(),
            texts(),
            texts(),
        ),
        (
            stated(word(Access::ALL)),
            any::<bool>(),
            texts(),
            of(text()),
            vec(authorization(), 0..2),
        ),
        (
            vec(parameter(), 0..3),
            vec(rule(), 0..3),
            vec(outcome(), 0..2),
        ),
        (
            stated(vec(response(), 0..2)),
            vec(example(), 0..2),
            vec(error_row(), 0..3),
            map(schema()),
        ),
        (
            texts(),
            vec(source(), 0..2),
            vec(loss, 0..2),
            vec(correction(), 0..2),
            map(text()),
            map(json()),
        ),
    )
        .prop_map(|(a, b, c, d, e, f)| Operation {
            format: FORMAT.to_owned(),
            name: a.0,
            rust_name: a.1,
            product: a.2,
            version: a.3,
            summary: a.4,
            style: a.5,
            schemes: b.0,
            methods: b.1,
            path: b.2,
            consumes: b.3,
            produces: b.4,
            security: b.5,
            access: c.0,
            deprecated: c.1,
            replaced_by: c.2,
            idempotency_parameter: c.3,
            authorization: c.4,
            parameters: d.0,
            rules: d.1,
            outcomes: d.2,
            responses: e.0,
            examples: e.1,
            errors: e.2,
            schemas: e.3,
            refers_to: f.0,
            sources: f.1,
            losses: f.2,
            corrections: f.3,
            prose: f.4,
            vendor: f.5,
        })
}
