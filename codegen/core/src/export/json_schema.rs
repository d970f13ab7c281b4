//! JSON Schema (2020-12) of a request, in the shape in which `acsgen validate` takes it.
//!
//! Only what the documentation states as a rule refuses; advisory constraints, and what JSON Schema cannot say, are
//! named in `$comment`.

use acs_spec::constraint::{
    CharClass, CharSet, Check, Constraint, LengthUnit, Rule, RuleCheck, Tier, When,
};
use acs_spec::json::Json;
use acs_spec::shape::object;
use acs_spec::{Operation, Schema, Type};

/// An exported schema and what it could not hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exported {
    /// The schema.
    pub schema: Json,
    /// Ids of documented constraints and rules that JSON Schema cannot express.
    pub inexpressible: Vec<String>,
}

type Members = Vec<(String, Json)>;

/// The JSON Schema of an operation's request.
#[must_use]
pub fn json_schema(operation: &Operation) -> Exported {
    let mut exporter = Exporter {
        operation,
        inexpressible: Vec::new(),
    };
    let fields = operation.parameters.iter().map(|p| FieldRef {
        name: &p.name,
        required: p.required.get() == Some(&true),
        schema: &p.schema,
    });
    let mut root: Members = vec![
        (
            "$schema".into(),
            Json::text("https://json-schema.org/draft/2020-12/schema"),
        ),
        ("title".into(), Json::text(&operation.name)),
    ];
    if let Some(summary) = &operation.summary {
        root.push(("description".into(), Json::text(summary)));
    }
    root.extend(exporter.fields(fields, ""));
    let definitions: Members = operation
        .schemas
        .iter()
        .map(|(name, schema)| (name.clone(), exporter.schema(schema, name)))
        .collect();
    if !definitions.is_empty() {
        root.push(("$defs".into(), Json::Object(definitions)));
    }
    if !exporter.inexpressible.is_empty() {
        let text = format!(
            "not expressible here: {}",
            exporter.inexpressible.join(", ")
        );
        root.push(("$comment".into(), Json::text(text)));
    }
    Exported {
        schema: Json::Object(root),
        inexpressible: exporter.inexpressible,
    }
}

struct FieldRef<'a> {
    name: &'a str,
    required: bool,
    schema: &'a Schema,
}

struct Exporter<'a> {
    operation: &'a Operation,
    inexpressible: Vec<String>,
}

fn member(name: &str, value: Json) -> (String, Json) {
    (name.to_owned(), value)
}

fn number(n: impl ToString) -> Json {
    Json::Number(n.to_string())
}

fn pattern(text: impl Into<String>) -> Json {
    object(vec![("pattern", Json::text(text))])
}

impl<'a> Exporter<'a> {
    /// The members of an object with these fields. `path` is that of the object, for the rules that live within it.
    fn fields(&mut self, fields: impl Iterator<Item = FieldRef<'a>>, path: &str) -> Members {
        let (mut properties, mut required) = (Members::new(), Vec::new());
        for field in fields {
            let inner = if path.is_empty() {
                field.name.to_owned()
            } else {
                format!("{path}.{}", field.name)
            };
            let mut schema = self.schema(field.schema, &inner);
            if field.required {
                required.push(Json::text(field.name));
                // A list without elements is an absent one.
                if field.schema.r#type == Type::Array
                    && let Json::Object(members) = &mut schema
                    && !members.iter().any(|(name, _)| name == "minItems")
                {
                    members.push(member("minItems", number(1)));
                }
            }
            properties.push((field.name.to_owned(), schema));
        }
        let mut out = vec![
            member("type", Json::text("object")),
            member("properties", Json::Object(properties)),
        ];
        if !required.is_empty() {
            out.push(member("required", Json::Array(required)));
        }
        let rules = self.rules(path);
        if !rules.is_empty() {
            out.push(member("allOf", Json::Array(rules)));
        }
        out
    }

    fn schema(&mut self, schema: &'a Schema, path: &str) -> Json {
        let mut out = Members::new();
        if let Some(summary) = &schema.summary {
            out.push(member("description", Json::text(summary)));
        }
        if let (Some(default), false) = (&schema.default, schema.sensitive) {
            out.push(member("default", typed(schema.r#type, default)));
        }
        if schema.deprecated {
            out.push(member("deprecated", Json::Bool(true)));
        }
        match schema.r#type {
            Type::String | Type::Json | Type::Binary => {
                out.push(member("type", Json::text("string")))
            }
            Type::Int32 => out.extend(whole_number(i64::from(i32::MIN), i64::from(i32::MAX))),
            Type::Int64 => out.extend(whole_number(i64::MIN, i64::MAX)),
            Type::Float | Type::Double => out.push(member("type", Json::text("number"))),
            Type::Boolean => out.push(member("type", Json::text("boolean"))),
            Type::Array => {
                out.push(member("type", Json::text("array")));
                if let Some(items) = &schema.items {
                    out.push(member("items", self.schema(items, path)));
                }
            }
            Type::Map => {
                out.push(member("type", Json::text("object")));
                if let Some(items) = &schema.items {
                    out.push(member("additionalProperties", self.schema(items, path)));
                }
            }
            Type::Object => {
                let fields = schema.fields.iter().map(|field| FieldRef {
                    name: &field.name,
                    required: field.required.get() == Some(&true),
                    schema: &field.schema,
                });
                out.extend(self.fields(fields, path));
            }
            Type::Ref => {
                let name = schema.reference.as_deref().unwrap_or_default();
                out.push(member(
                    "$ref",
                    Json::text(format!(
                        "#/$defs/{}",
                        name.replace('~', "~0").replace('/', "~1")
                    )),
                ));
            }
            Type::Any | Type::Unstated => {}
        }
        let mut advisory = Vec::new();
        for constraint in &schema.constraints {
            if constraint.tier == Tier::Advisory {
                advisory.push(constraint.id.as_str());
                continue;
            }
            match constraint_schema(constraint, schema.r#type) {
                Some(Json::Object(members)) => merge(&mut out, members),
                _ => self.inexpressible.push(constraint.id.clone()),
            }
        }
        if !advisory.is_empty() {
            out.push(member(
                "$comment",
                Json::text(format!(
                    "advisory, not checked here: {}",
                    advisory.join(", ")
                )),
            ));
        }
        if out.is_empty() {
            Json::Bool(true)
        } else {
            Json::Object(out)
        }
    }

    fn rules(&mut self, path: &str) -> Vec<Json> {
        let mut out = Vec::new();
        for rule in &self.operation.rules {
            if rule.within.as_deref().unwrap_or_default() != path || rule.tier == Tier::Advisory {
                continue;
            }
            match rule_schema(rule) {
                Some(schema) => out.push(schema),
                None => self.inexpressible.push(rule.id.clone()),
            }
        }
        out
    }
}

/// Adds keywords; one that stands already goes into `allOf`, so that both hold.
fn merge(out: &mut Members, members: Members) {
    let clash = members
        .iter()
        .any(|(name, _)| out.iter().any(|(other, _)| other == name));
    if !clash {
        out.extend(members);
        return;
    }
    match out.iter_mut().find(|(name, _)| name == "allOf") {
        Some((_, Json::Array(list))) => list.push(Json::Object(members)),
        _ => out.push(member("allOf", Json::Array(vec![Json::Object(members)]))),
    }
}

fn whole_number(min: i64, max: i64) -> Members {
    vec![
        member("type", Json::text("integer")),
        member("minimum", number(min)),
        member("maximum", number(max)),
    ]
}

/// A value in the JSON kind of its type.
fn typed(kind: Type, text: &str) -> Json {
    let is_number = matches!(kind, Type::Int32 | Type::Int64) && text.parse::<i64>().is_ok();
    match (kind, text.to_ascii_lowercase().as_str()) {
        (Type::Boolean, "true") => Json::Bool(true),
        (Type::Boolean, "false") => Json::Bool(false),
        (Type::Float | Type::Double, _) if acs_spec::json::parse(text).is_ok() => number(text),
        _ if is_number => text
            .parse::<i64>()
            .map_or_else(|_| Json::text(text), number),
        _ => Json::text(text),
    }
}

fn bounds(names: (&str, Option<Json>), others: (&str, Option<Json>)) -> Members {
    [names, others]
        .into_iter()
        .filter_map(|(name, value)| Some(member(name, value?)))
        .collect()
}

fn constraint_schema(constraint: &Constraint, kind: Type) -> Option<Json> {
    if constraint.pieces.is_some() {
        return None;
    }
    let list =
        |values: &[String]| Json::Array(values.iter().map(|value| typed(kind, value)).collect());
    Some(match &constraint.check {
        Check::Length(length) if length.unit == LengthUnit::Chars => {
            let out = bounds(
                ("minLength", length.min.map(number)),
                ("maxLength", length.max.map(number)),
            );
            if length.allow_empty && length.min.is_some_and(|min| min > 0) {
                let empty = object(vec![("maxLength", number(0))]);
                object(vec![("anyOf", Json::Array(vec![empty, Json::Object(out)]))])
            } else {
                Json::Object(out)
            }
        }
        Check::FirstChar(edge) => pattern(format!("^(?:$|{})", class(&edge.allowed))),
        Check::LastChar(edge) => pattern(format!("(?:^|{})$", class(&edge.allowed))),
        Check::Charset(set) => pattern(format!("^{}*$", class(&set.allowed))),
        Check::ForbidChars(set) => pattern(format!("^[^{}]*$", escape_class(&set.chars))),
        Check::ForbidPrefix(set) => {
            let starts: Vec<String> = set.prefixes.iter().map(|prefix| escape(prefix)).collect();
            object(vec![("not", pattern(format!("^(?:{})", starts.join("|"))))])
        }
        Check::Ascii(_) => pattern("^[\\x00-\\x7F]*$"),
        Check::OneOf(one_of) => object(vec![("enum", list(&one_of.values))]),
        Check::Fixed(fixed) => object(vec![("const", typed(kind, &fixed.value))]),
        Check::IntRange(range) => Json::Object(bounds(
            ("minimum", range.min.map(number)),
            ("maximum", range.max.map(number)),
        )),
        Check::IntSet(set) => {
            let any = set
                .ranges
                .iter()
                .filter_map(|range| match range.as_slice() {
                    [from, to] => Some(object(vec![
                        ("minimum", number(from)),
                        ("maximum", number(to)),
                    ])),
                    _ => None,
                });
            object(vec![("anyOf", Json::Array(any.collect()))])
        }
        Check::NumberRange(range) => {
            let min = if range.exclusive_min {
                "exclusiveMinimum"
            } else {
                "minimum"
            };
            let max = if range.exclusive_max {
                "exclusiveMaximum"
            } else {
                "maximum"
            };
            Json::Object(bounds(
                (min, range.min.as_ref().map(number)),
                (max, range.max.as_ref().map(number)),
            ))
        }
        Check::Items(items) if items.separator.is_none() => Json::Object(bounds(
            ("minItems", items.min.map(number)),
            ("maxItems", items.max.map(number)),
        )),
        Check::Pattern(p) => pattern(format!("^(?:{})$", p.pattern)),
        Check::Length(_) | Check::Items(_) | Check::Datetime(_) | Check::ServerSide(_) => {
            return None;
        }
    })
}

/// A character class in the dialect that JSON Schema validators share (ECMA-262 with Unicode).
fn class(set: &CharSet) -> String {
    let mut out = String::from("[");
    for class in &set.classes {
        out.push_str(match class {
            CharClass::Letter => "\\p{Alphabetic}",
            CharClass::AsciiLetter => "A-Za-z",
            CharClass::Lowercase => "a-z",
            CharClass::Uppercase => "A-Z",
            CharClass::Digit => "0-9",
            CharClass::Chinese => {
                "\u{3400}-\u{4dbf}\u{4e00}-\u{9fff}\u{f900}-\u{faff}\u{20000}-\u{323af}"
            }
        });
    }
    out.push_str(&escape_class(set.literals.as_deref().unwrap_or_default()));
    out.push(']');
    out
}

fn escape_class(chars: &str) -> String {
    chars
        .chars()
        .map(|c| {
            if matches!(c, '\\' | ']' | '[' | '^' | '-') {
                format!("\\{c}")
            } else {
                c.into()
            }
        })
        .collect()
}

fn escape(text: &str) -> String {
    text.chars()
        .map(|c| {
            if "\\^$.|?*+()[]{}/".contains(c) {
                format!("\\{c}")
            } else {
                c.into()
            }
        })
        .collect()
}

/// `{"required": ["A"]}`, reaching inwards where the name has dots.
fn present(name: &str) -> Json {
    match name.split_once('.') {
        Some((outer, inner)) => object(vec![
            ("required", Json::Array(vec![Json::text(outer)])),
            (
                "properties",
                Json::Object(vec![(outer.to_owned(), present(inner))]),
            ),
        ]),
        None => object(vec![("required", Json::Array(vec![Json::text(name)]))]),
    }
}

fn has_value(when: &When) -> Json {
    // The type is not at hand here, so each spelling that means the value is listed.
    let mut values = Vec::new();
    for value in &when.equals {
        for kind in [Type::Boolean, Type::Int64, Type::String] {
            let value = typed(kind, value);
            if !values.contains(&value) {
                values.push(value);
            }
        }
    }
    let mut value = object(vec![("enum", Json::Array(values))]);
    for step in when.param.rsplit('.') {
        value = object(vec![
            ("required", Json::Array(vec![Json::text(step)])),
            ("properties", Json::Object(vec![(step.to_owned(), value)])),
        ]);
    }
    value
}

fn if_then(condition: Json, then: Json) -> Json {
    object(vec![("if", condition), ("then", then)])
}

fn rule_schema(rule: &Rule) -> Option<Json> {
    Some(match &rule.check {
        RuleCheck::RequiredIf(check) => if_then(has_value(&check.when), present(&check.param)),
        RuleCheck::Requires(check) => if_then(present(&check.param), present(&check.needs)),
        RuleCheck::AtLeastOne(check) => object(vec![(
            "anyOf",
            Json::Array(check.params.iter().map(|name| present(name)).collect()),
        )]),
        RuleCheck::Exclusive(check) => {
            let pairs = check.params.iter().enumerate().flat_map(|(n, first)| {
                check.params.iter().skip(n + 1).map(move |second| {
                    let both = Json::Array(vec![present(first), present(second)]);
                    object(vec![("not", object(vec![("allOf", both)]))])
                })
            });
            object(vec![("allOf", Json::Array(pairs.collect()))])
        }
        RuleCheck::Compare(_) | RuleCheck::ServerSide(_) => return None,
    })
}
