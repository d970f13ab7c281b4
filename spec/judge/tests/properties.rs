//! What holds of every request: nothing panics, order does not matter, and the forms of a request agree.

#[cfg(test)]
mod support;

use std::sync::LazyLock;

use acs_judge::{Judge, Options, Request, Verdict};
use acs_spec::write::compact;
use acs_spec::{Json, Operation};
use proptest::prelude::*;
use support::*;

/// One of everything, flat as `F`, as JSON text as `J`, and with further carriages.
fn everything() -> Operation {
    let node = |root: &str| {
        let length = constraint(
            &format!("{root}.length"),
            r#"{"kind": "length", "min": 1, "max": 3, "unit": "chars"}"#,
        );
        let range = constraint(
            &format!("{root}.range"),
            r#"{"kind": "int_range", "min": 0, "max": 9}"#,
        );
        let items = constraint(&format!("{root}.items"), r#"{"kind": "items", "max": 2}"#);
        format!(
            r#"{{"type": "object", "fields": [
                {{"name": "Text", "required": true, "schema": {{"type": "string", "constraints": [{length}]}}}},
                {{"name": "Number", "required": false, "schema": {{"type": "int32", "constraints": [{range}]}}}},
                {{"name": "Truth", "required": false, "schema": {{"type": "boolean"}}}},
                {{"name": "Labels", "required": false, "schema": {{"type": "map", "items": {{"type": "int64"}}}}}},
                {{"name": "Kids", "required": false, "schema": {{"type": "array", "constraints": [{items}],
                    "items": {{"type": "ref", "reference": "{root}"}}}}}}]}}"#
        )
    };
    let root = |name: &str, style: &str| {
        parameter(
            name,
            &format!(r#"{{"type": "ref", "reference": "{name}"}}"#),
            &format!(r#", "style": "{style}""#),
        )
    };
    let within = |root: &str| {
        format!(
            r#"{{"id": "{root}.requires", "tier": "advisory", "within": "{root}.Kids",
                "check": {{"kind": "requires", "param": "Number", "needs": "Truth"}}}}"#
        )
    };
    let parameters = [
        root("F", "flat"),
        root("J", "json"),
        parameter(
            "Ids",
            r#"{"type": "array", "items": {"type": "int32"}}"#,
            r#", "style": "simple""#,
        ),
        parameter("Name", r#"{"type": "string"}"#, r#", "required": true"#),
        parameter("Any", r#"{"type": "any"}"#, ""),
    ];
    let more = format!(
        r#", "schemas": {{"F": {}, "J": {}}}, "rules": [{}, {}]"#,
        node("F"),
        node("J"),
        within("F"),
        within("J")
    );
    operation(&parameters.join(","), &more)
}

static OPERATION: LazyLock<Operation> = LazyLock::new(everything);
static JUDGE: LazyLock<Judge> = LazyLock::new(|| judge(&OPERATION));

fn decide(request: &Request) -> Verdict {
    JUDGE.judge(request, &Options::default())
}

/// The violations as a set that can be compared.
fn set(verdict: &Verdict) -> Vec<String> {
    let mut all: Vec<String> = verdict
        .violations
        .iter()
        .map(|v| compact(&v.to_json()))
        .collect();
    all.sort();
    all
}

/// A value of the recursive object, as JSON in the shape of the request. Its strings are no names, so that any goes.
fn value() -> impl Strategy<Value = Json> {
    let text = prop_oneof![
        "[a-z]{0,4}".prop_map(Json::String),
        (-5_i64..15).prop_map(|n| Json::Number(n.to_string())),
        any::<bool>().prop_map(Json::Bool),
        Just(Json::Null),
        Just(Json::String("True".into())),
    ];
    let labels = prop::collection::btree_map("[a-z]{1,2}(\\.[a-z])?", text.clone(), 0..3)
        .prop_map(|entries| Json::Object(entries.into_iter().collect()));
    let fields = (
        prop::option::weighted(0.8, text.clone()),
        prop::option::of(text.clone()),
        prop::option::of(text),
        prop::option::of(labels),
    )
        .prop_map(|(a, b, c, d)| {
            let fields = [("Text", a), ("Number", b), ("Truth", c), ("Labels", d)];
            fields
                .into_iter()
                .filter_map(|(name, value)| Some((name.to_owned(), value?)))
                .collect::<Vec<_>>()
        });
    let leaf = fields.clone().prop_map(Json::Object);
    leaf.prop_recursive(4, 24, 3, move |inner| {
        let kids = prop::collection::vec(prop_oneof![4 => inner, 1 => Just(Json::Null)], 0..4);
        (fields.clone(), kids).prop_map(|(mut fields, kids)| {
            fields.push(("Kids".to_owned(), Json::Array(kids)));
            Json::Object(fields)
        })
    })
}

/// The pairs of a value, written here once more and in another way than the crate does.
fn pairs_of(name: &str, value: &Json, out: &mut Vec<(String, String)>) {
    match value {
        Json::Null => {}
        Json::Bool(truth) => out.push((name.into(), truth.to_string())),
        Json::Number(text) | Json::String(text) => out.push((name.into(), text.clone())),
        Json::Array(items) => {
            for (n, item) in items.iter().enumerate() {
                pairs_of(&format!("{name}.{}", n + 1), item, out);
            }
        }
        Json::Object(members) => {
            for (key, member) in members {
                pairs_of(&format!("{name}.{key}"), member, out);
            }
        }
    }
}

/// Names that are often near to ones with a meaning.
fn name() -> impl Strategy<Value = String> {
    let step = prop_oneof![
        Just("F".to_owned()),
        Just("J".to_owned()),
        Just("Ids".to_owned()),
        Just("Name".to_owned()),
        Just("Kids".to_owned()),
        Just("Text".to_owned()),
        Just("Number".to_owned()),
        Just("Labels".to_owned()),
        Just("1".to_owned()),
        Just("2147483647".to_owned()),
        Just("2147483648".to_owned()),
        Just("0".to_owned()),
        Just(String::new()),
        ".{0,2}",
    ];
    prop::collection::vec(step, 0..8).prop_map(|steps| steps.join("."))
}

fn any_value() -> impl Strategy<Value = String> {
    prop_oneof![
        "[0-9a-z,]{0,4}",
        any::<String>(),
        value().prop_map(|json| compact(&json))
    ]
}

fn any_json() -> impl Strategy<Value = Json> {
    let leaf = prop_oneof![
        Just(Json::Null),
        any::<bool>().prop_map(Json::Bool),
        any::<f32>().prop_filter_map("finite", |n| n
            .is_finite()
            .then(|| Json::Number(n.to_string()))),
        any::<String>().prop_map(Json::String),
    ];
    leaf.prop_recursive(5, 40, 5, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..5).prop_map(Json::Array),
            prop::collection::vec((name(), inner), 0..5).prop_map(Json::Object),
        ]
    })
}

/// A spec with anything in it that the format allows, most often in the wrong place.
fn any_spec() -> impl Strategy<Value = Operation> {
    let types = prop::sample::select(vec![
        r#""type": "string""#,
        r#""type": "int32""#,
        r#""type": "double""#,
        r#""type": "boolean""#,
        r#""type": "any""#,
        r#""type": "map""#,
        r#""type": "array""#,
        r#""type": "object""#,
        r#""type": "ref""#,
        r#""type": "ref", "reference": "A""#,
        r#""type": "ref", "reference": "B""#,
        r#""type": "ref", "reference": "C""#,
        r#""type": "array", "items": {"type": "ref", "reference": "A"}"#,
        r#""type": "map", "items": {"type": "array", "items": {"type": "ref", "reference": "B"}}"#,
        r#""type": "object", "fields": [{"name": "A", "required": true, "schema": {"type": "ref", "reference": "A"}}]"#,
        r#""type": "object", "fields": [{"name": "1", "required": false, "schema": {"type": "int32"}}, {"name": "A.B", "required": true, "schema": {"type": "string"}}]"#,
    ]);
    let checks = prop::sample::select(vec![
        r#"{"kind": "length", "min": 1, "unit": "bytes"}"#,
        r#"{"kind": "items", "max": 1}"#,
        r#"{"kind": "items", "max": 1, "separator": ","}"#,
        r#"{"kind": "one_of", "values": ["1", "true"]}"#,
        r#"{"kind": "fixed", "value": "1"}"#,
        r#"{"kind": "int_set", "ranges": [[1, 2], [5]]}"#,
        r#"{"kind": "int_range", "max": 2}"#,
        r#"{"kind": "number_range", "max": "2e1"}"#,
        r#"{"kind": "pattern", "pattern": "(a|b)*c+", "dialect": "portable"}"#,
        r#"{"kind": "datetime", "format": "yyyy-MM"}"#,
    ]);
    let schema = (types, prop::collection::vec((checks, any::<bool>(), prop::option::of(0..4)), 0..3)).prop_map(
        |(r#type, checks)| {
            let checks: Vec<String> = checks
                .iter()
                .enumerate()
                .map(|(n, (check, in_pieces, narrows))| {
                    let pieces = if *in_pieces { r#""pieces": {"separator": ","},"# } else { "" };
                    let narrows = narrows.map(|n| format!(r#""narrows": "ID{n}","#)).unwrap_or_default();
                    format!(r#"{{"id": "ID{n}", "tier": "documented", {pieces} {narrows} "check": {check}}}"#)
                })
                .collect();
            format!(r#"{{{type}, "constraints": [{}]}}"#, checks.join(","))
        },
    );
    let names = prop::sample::select(vec!["A", "B", "A.A", "A.B", "B.1"]);
    let styles = prop::sample::select(vec![
        "",
        r#", "style": "json""#,
        r#", "style": "simple""#,
        r#", "style": "xml""#,
        r#", "style": "flat""#,
    ]);
    let parameters =
        prop::collection::vec((names.clone(), schema.clone(), styles, any::<bool>()), 0..4);
    let schemas = prop::collection::vec(schema, 3);
    let rules = prop::collection::vec(
        (
            0..5_u8,
            names.clone(),
            names.clone(),
            prop::option::of(names),
        ),
        0..4,
    );
    (parameters, schemas, rules).prop_map(|(parameters, schemas, rules)| {
        let parameters: Vec<String> = parameters
            .iter()
            .enumerate()
            .map(|(n, (name, schema, style, required))| {
                let schema = schema.replace("ID", &format!("{name}{n}."));
                parameter(name, &schema, &format!(r#"{style}, "required": {required}"#))
            })
            .collect();
        let schemas: Vec<String> = ["A", "B", "C"]
            .iter()
            .zip(&schemas)
            .map(|(name, schema)| format!(r#""{name}": {}"#, schema.replace("ID", &format!("schemas.{name}."))))
            .collect();
        let rules: Vec<String> = rules
            .iter()
            .enumerate()
            .map(|(n, (kind, a, b, within))| {
                let check = match kind {
                    0 => format!(r#"{{"kind": "required_if", "param": "{a}", "when": {{"param": "{b}", "equals": ["1"]}}}}"#),
                    1 => format!(r#"{{"kind": "requires", "param": "{a}", "needs": "{b}"}}"#),
                    2 => format!(r#"{{"kind": "exclusive", "params": ["{a}", "{b}"]}}"#),
                    3 => format!(r#"{{"kind": "at_least_one", "params": ["{a}", "{b}"]}}"#),
                    _ => format!(r#"{{"kind": "compare", "param": "{a}", "less_than": "{b}", "order": "number"}}"#),
                };
                let within = within.map(|path| format!(r#""within": "{path}","#)).unwrap_or_default();
                format!(r#"{{"id": "rule{n}", "tier": "documented", {within} "check": {check}}}"#)
            })
            .collect();
        operation(
            &parameters.join(","),
            &format!(r#", "schemas": {{{}}}, "rules": [{}]"#, schemas.join(","), rules.join(",")),
        )
    })
}

proptest! {
    #[test]
    fn the_order_of_pairs_does_not_matter(
        (pairs, shuffled) in prop::collection::vec((name(), any_value()), 0..12)
            .prop_flat_map(|pairs| (Just(pairs.clone()), Just(pairs).prop_shuffle()))
    ) {
        let verdict = decide(&Request::from_pairs(pairs));
        prop_assert_eq!(set(&verdict), set(&decide(&Request::from_pairs(shuffled))));
        // It can be shown, and is on one line.
        for violation in &verdict.violations {
            prop_assert!(!violation.to_string().contains('\n'));
        }
    }

    #[test]
    fn a_json_request_is_its_pairs(flat in value(), text in value()) {
        let json = Json::Object(vec![("F".into(), flat.clone()), ("J".into(), text.clone()), ("Name".into(), Json::text("x"))]);
        let mut pairs = vec![("Name".to_owned(), "x".to_owned()), ("J".to_owned(), compact(&text))];
        pairs_of("F", &flat, &mut pairs);
        let request = Request::from_json(&OPERATION, &json).unwrap();
        prop_assert_eq!(set(&decide(&request)), set(&decide(&Request::from_pairs(pairs.clone()))));
        prop_assert_eq!(&request, &Request::read(&OPERATION, "-", &compact(&json)).unwrap());
        // And so is a list of them, and a query string.
        let list = Json::Array(pairs.iter().map(|(n, v)| Json::Array(vec![Json::text(n), Json::text(v)])).collect());
        prop_assert_eq!(Request::read(&OPERATION, "-", &compact(&list)).unwrap().into_pairs(), pairs.clone());
        let query: Vec<String> = pairs.iter().map(|(n, v)| format!("{}={}", percent(n), percent(v))).collect();
        prop_assert_eq!(Request::read(&OPERATION, "-", &query.join("&")).unwrap().into_pairs(), pairs);
    }

    #[test]
    fn flat_and_json_text_agree(value in value()) {
        let json = Json::Object(vec![("F".into(), value.clone()), ("J".into(), value), ("Name".into(), Json::text("x"))]);
        let verdict = decide(&Request::from_json(&OPERATION, &json).unwrap());
        let of = |root: &str| {
            let mut all: Vec<String> = verdict
                .violations
                .iter()
                .filter_map(|violation| {
                    let path = violation.path.strip_prefix(root)?;
                    let rule = violation.rule.strip_prefix(root)?;
                    Some(format!("{path} {rule} {:?} {:?} {}", violation.tier, violation.found, violation.allowed))
                })
                .collect();
            all.sort();
            all
        };
        prop_assert_eq!(of("F"), of("J"));
    }

    #[test]
    fn any_json_is_a_request_or_a_fault(json in any_json()) {
        match Request::from_json(&OPERATION, &json) {
            Ok(request) => {
                let again = Request::from_pairs(request.clone().into_pairs());
                prop_assert_eq!(set(&decide(&request)), set(&decide(&again)));
            }
            Err(faults) => prop_assert_eq!(faults.len(), 1),
        }
        let _ = Request::read(&OPERATION, "-", &compact(&json));
    }

    #[test]
    fn any_text_is_read_or_refused(text in any::<String>(), query in "[%&=+a-fA-F0-9é?]{0,30}") {
        for text in [text, query] {
            if let Err(faults) = Request::read(&OPERATION, "-", &text) {
                prop_assert!(faults.iter().all(|fault| !fault.help.is_empty()));
            }
        }
    }

    #[test]
    fn any_spec_is_fit_or_refused(
        spec in any_spec(),
        pairs in prop::collection::vec(("[AB1](\\.[AB12]){0,4}", "[0-9a,]{0,3}"), 0..8),
        json in any_json(),
    ) {
        let request = Request::from_pairs(pairs);
        if let Ok(judge) = Judge::new(&spec, None) {
            for reading in [acs_judge::Reading::Effective, acs_judge::Reading::from_word("page").unwrap()] {
                let _ = judge.judge(&request, &Options { reading });
            }
        }
        // A request is read by an unfit spec as well.
        let _ = Request::from_json(&spec, &json);
    }
}

fn percent(text: &str) -> String {
    text.bytes()
        .map(|b| match b {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' => {
                char::from(b).to_string()
            }
            _ => format!("%{b:02X}"),
        })
        .collect()
}
