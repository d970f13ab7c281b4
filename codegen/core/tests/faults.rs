//! What cannot be generated is said with its code and place, all of it at once, whatever the input is.

// Helpers of tests are not tests to clippy.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

use acs_spec::constraint::*;
use acs_spec::load::to_text;
use acs_spec::operation::{Field, Parameter};
use acs_spec::{
    Check, Constraint, Diagnostic, Operation, Rule, RuleCheck, Schema, Stated, Tier, Type,
};
use acsgen_core::{Settings, SpecFile, generate};

fn parameter(name: &str, schema: Schema) -> Parameter {
    Parameter {
        name: name.into(),
        rust_name: None,
        location: Stated::Unstated,
        style: None,
        required: Stated::Stated(false),
        required_by: Vec::new(),
        allow_empty: None,
        schema,
    }
}

fn field(name: &str, required: bool, schema: Schema) -> Field {
    Field {
        name: name.into(),
        rust_name: None,
        required: Stated::Stated(required),
        required_by: Vec::new(),
        schema,
    }
}

fn object(fields: Vec<Field>) -> Schema {
    Schema {
        fields,
        ..Schema::of(Type::Object)
    }
}

fn list(items: Schema) -> Schema {
    Schema {
        items: Some(Box::new(items)),
        ..Schema::of(Type::Array)
    }
}

fn reference(name: &str) -> Schema {
    Schema {
        reference: Some(name.into()),
        ..Schema::of(Type::Ref)
    }
}

fn constraint(id: &str, check: Check) -> Constraint {
    Constraint {
        id: id.into(),
        tier: Tier::Documented,
        check,
        pieces: None,
        narrows: None,
        wire_error: None,
        evidence: Vec::new(),
    }
}

fn asked(r#type: Type, check: Check) -> Schema {
    Schema {
        constraints: vec![constraint("x", check)],
        ..Schema::of(r#type)
    }
}

fn rule(within: Option<&str>, check: RuleCheck) -> Rule {
    Rule {
        id: "r".into(),
        tier: Tier::Documented,
        within: within.map(Into::into),
        check,
        narrows: None,
        wire_error: None,
        evidence: Vec::new(),
    }
}

fn length() -> Check {
    Check::Length(Length {
        min: Some(1),
        max: None,
        unit: LengthUnit::Chars,
        allow_empty: false,
    })
}

fn one_of() -> Check {
    Check::OneOf(OneOf {
        values: vec!["a".into()],
    })
}

/// An operation with a text `A`, a list of objects `B` (with `C`), and a number `D`.
fn operation() -> Operation {
    let mut operation = Operation::named("Light");
    operation.parameters = vec![
        parameter("A", Schema::of(Type::String)),
        parameter(
            "B",
            list(object(vec![field("C", false, Schema::of(Type::Int32))])),
        ),
        parameter("D", Schema::of(Type::Double)),
    ];
    operation
}

fn try_generate(operation: &Operation, settings: &Settings) -> Vec<Diagnostic> {
    let file = SpecFile::new("spec/Light.json", to_text(operation));
    generate(&[file], settings).err().unwrap_or_default()
}

/// `code pointer` of each fault.
fn faults(change: impl FnOnce(&mut Operation)) -> Vec<String> {
    let mut operation = operation();
    change(&mut operation);
    let found = try_generate(&operation, &Settings::default());
    assert!(
        found
            .iter()
            .all(|fault| !fault.help.is_empty() && !fault.message.is_empty())
    );
    found
        .iter()
        .map(|fault| format!("{} {}", fault.code, fault.pointer))
        .collect()
}

#[test]
fn names_that_cannot_be() {
    assert_eq!(faults(|_| ()), [""; 0]);
    let twice = faults(|operation| {
        operation
            .parameters
            .push(parameter("A", Schema::of(Type::String)))
    });
    assert_eq!(twice, ["ACS0103 /parameters/3"]);
    let bad = faults(|operation| operation.parameters[0].rust_name = Some("9".into()));
    assert_eq!(bad, ["ACS0302 /parameters/0/rust_name"]);
    let keyword = faults(|operation| operation.rust_name = Some("r#mod".into()));
    assert_eq!(keyword, ["ACS0302 /rust_name"]);
    let same = faults(|operation| {
        for n in [0, 2] {
            operation.parameters[n].rust_name = Some("same".into());
        }
    });
    assert_eq!(same, ["ACS0301 /parameters/2"]);
    let ids = faults(|operation| {
        operation.parameters[0].schema.constraints =
            vec![constraint("x", length()), constraint("x", one_of())];
    });
    assert_eq!(ids, ["ACS0103 /parameters/0/schema/constraints/1"]);
}

#[test]
fn references_that_lead_nowhere() {
    let with = |name: &str, schemas: Vec<(&str, Schema)>, required: bool| {
        faults(|operation| {
            let mut added = parameter("N", reference(name));
            added.required = Stated::Stated(required);
            operation.parameters.push(added);
            operation.schemas = schemas
                .into_iter()
                .map(|(name, schema)| (name.to_owned(), schema))
                .collect();
        })
    };
    assert_eq!(
        with("Nothing", vec![], false),
        ["ACS0108 /parameters/3/schema"]
    );
    assert_eq!(
        with(
            "X",
            vec![("X", reference("Y")), ("Y", reference("X"))],
            false
        ),
        ["ACS0107 /schemas/Y"]
    );
    assert_eq!(
        with("X", vec![("X", list(reference("X")))], false),
        ["ACS0303 /schemas/X/items"]
    );
    let endless = object(vec![field("X", true, reference("X"))]);
    assert_eq!(
        with("X", vec![("X", endless)], false),
        ["ACS0303 /schemas/X/fields/0"]
    );
    let sound = object(vec![
        field("X", false, reference("X")),
        field("Y", true, list(reference("X"))),
    ]);
    assert_eq!(with("X", vec![("X", sound)], true), [""; 0]);
    assert_eq!(
        faults(|operation| operation.parameters[1].schema.items = None),
        ["ACS0119 /parameters/1/schema"]
    );
}

#[test]
fn a_long_chain_of_references_is_no_deep_recursion() {
    let found = faults(|operation| {
        for n in 0..20_000 {
            let next = object(vec![field(
                "Next",
                false,
                reference(&format!("S{}", n + 1)),
            )]);
            operation.schemas.insert(format!("S{n}"), next);
        }
        operation
            .schemas
            .insert("S20000".into(), Schema::of(Type::String));
        operation.parameters.clear();
    });
    assert_eq!(found, [""; 0]);
    let found = faults(|operation| {
        for n in 0..500 {
            operation
                .schemas
                .insert(format!("S{n}"), list(reference(&format!("S{}", n + 1))));
        }
        operation
            .schemas
            .insert("S500".into(), Schema::of(Type::String));
        operation.parameters.push(parameter("N", reference("S0")));
    });
    assert_eq!(found.len(), 1);
    assert!(found[0].starts_with("ACS0303 /schemas/S"), "{found:?}");
}

#[test]
fn constraints_that_do_not_fit() {
    for (r#type, check) in [
        (Type::Int32, length()),
        (Type::Boolean, Check::Ascii(Ascii {})),
        (
            Type::Double,
            Check::IntRange(IntRange {
                min: Some(1),
                max: None,
            }),
        ),
        (
            Type::Int64,
            Check::Items(Items {
                min: None,
                max: Some(1),
                separator: None,
            }),
        ),
        (
            Type::String,
            Check::Items(Items {
                min: None,
                max: Some(1),
                separator: None,
            }),
        ),
    ] {
        let found = faults(|operation| operation.parameters[0].schema = asked(r#type, check));
        assert_eq!(
            found,
            ["ACS0303 /parameters/0/schema/constraints/0/check"],
            "{type}"
        );
    }
    let found = faults(|operation| {
        if let Some(items) = &mut operation.parameters[1].schema.items {
            items.constraints.push(constraint("B.one_of", one_of()));
        }
    });
    assert_eq!(
        found,
        ["ACS0303 /parameters/1/schema/items/constraints/0/check"]
    );
    let pattern = Check::Pattern(Pattern {
        pattern: "(".into(),
        dialect: Dialect::Portable,
    });
    let found = faults(|operation| operation.parameters[0].schema = asked(Type::String, pattern));
    assert!(
        found.len() == 1 && found[0].starts_with("ACS0120"),
        "{found:?}"
    );
    let time = Check::Datetime(Datetime {
        format: "yyyy-QQ".into(),
    });
    let found = faults(|operation| operation.parameters[0].schema = asked(Type::String, time));
    assert!(
        found.len() == 1 && found[0].starts_with("ACS0121"),
        "{found:?}"
    );
}

#[test]
fn rules_that_name_nothing_or_compare_nothing() {
    let requires = |param: &str, needs: &str| {
        RuleCheck::Requires(Requires {
            param: param.into(),
            needs: needs.into(),
        })
    };
    let compare = |a: &str, b: &str, order| {
        RuleCheck::Compare(Compare {
            param: a.into(),
            less_than: b.into(),
            or_equal: false,
            order,
        })
    };
    let with =
        |within: Option<&str>, check| faults(|operation| operation.rules.push(rule(within, check)));
    assert_eq!(
        with(None, requires("A", "Z")),
        ["ACS0104 /rules/0/check/needs"]
    );
    assert_eq!(
        with(None, requires("A", "B.C")),
        ["ACS0104 /rules/0/check/needs"]
    );
    assert_eq!(
        with(Some("A"), requires("A", "B")),
        ["ACS0104 /rules/0/within"]
    );
    assert_eq!(
        with(None, compare("A", "D", Order::Number)),
        ["ACS0303 /rules/0/check/less_than"]
    );
    assert_eq!(
        with(Some("B"), compare("C", "C", Order::Time)),
        ["ACS0303 /rules/0/check/param"]
    );
    let when = RuleCheck::RequiredIf(RequiredIf {
        param: "A".into(),
        when: When {
            param: "B".into(),
            equals: vec!["x".into()],
        },
    });
    assert_eq!(with(None, when), ["ACS0303 /rules/0/check/when/param"]);
    let token = faults(|operation| operation.idempotency_parameter = Some("D".into()));
    assert_eq!(token, ["ACS0104 /idempotency_parameter"]);
}

#[test]
fn all_faults_come_at_once() {
    let found = faults(|operation| {
        operation.parameters[0].rust_name = Some("self".into());
        operation.parameters[2].schema = asked(Type::Double, length());
        operation.rules.push(rule(
            Some("Q"),
            RuleCheck::AtLeastOne(AtLeastOne { params: vec![] }),
        ));
    });
    assert_eq!(found.len(), 3, "{found:?}");
}

#[test]
fn settings_that_match_nothing() {
    let of = |change: fn(&mut Settings)| -> Vec<String> {
        let mut settings = Settings::default();
        change(&mut settings);
        let found = try_generate(&operation(), &settings);
        found
            .iter()
            .map(|fault| format!("{}: {}", fault.code, fault.help))
            .collect()
    };
    let found = of(|settings| {
        settings.operations.insert("light".into());
    });
    assert_eq!(found, ["ACS0306: did you mean `Light`?"]);
    for path in ["Light.Z", "Light.B.Z", "Dark", "Dark.A", "Light.Response.A"] {
        let mut settings = Settings::default();
        settings.names.insert(path.into(), "name".into());
        let found = try_generate(&operation(), &settings);
        assert_eq!(
            found.iter().map(|fault| fault.code).collect::<Vec<_>>(),
            ["ACS0306"],
            "{path}"
        );
    }
    let mut settings = Settings::default();
    settings.names.insert("Light.B.C".into(), "chosen".into());
    settings.names.insert("Light".into(), "lit".into());
    let file = SpecFile::new("x", to_text(&operation()));
    let output = generate(&[file], &settings).unwrap();
    assert!(
        output
            .get("src/lit/request.rs")
            .unwrap()
            .contains("pub chosen: Option<i32>")
    );
    assert_eq!(
        of(|settings| settings.crate_name = Some("a b".into())).len(),
        1
    );
    let found = of(|settings| {
        settings.names.insert("Light.A".into(), "fn".into());
    });
    assert!(
        found.iter().all(|fault| fault.starts_with("ACS0302")) && !found.is_empty(),
        "{found:?}"
    );
}

#[test]
fn files_that_do_not_belong_together() {
    let service = |version: &str| {
        let text = format!(
            r#"{{"format": "acs-service/1", "product": "P", "version": "{version}",
            "common": {{"style": "unstated", "schemes": "unstated", "methods": "unstated", "path": "unstated", "location": "unstated"}}, "endpoints": {{}}}}"#
        );
        SpecFile::new(format!("{version}/service.json"), text)
    };
    let mut operation = operation();
    operation.version = Stated::Stated("1".into());
    let file = SpecFile::new("1/Light.json", to_text(&operation));
    assert!(generate(&[service("1"), file.clone()], &Settings::default()).is_ok());
    let found = generate(&[service("2"), service("1"), file], &Settings::default()).unwrap_err();
    let files: Vec<&str> = found.iter().map(|fault| fault.file.as_str()).collect();
    assert_eq!(files, ["1/service.json", "1/Light.json"]);
}
