//! JSON Schema (2020-12) of a request, in the shape in which `acsgen validate` takes it.
//!
//! Only what the documentation states as a rule refuses; what is advisory, and what JSON Schema cannot say, is named in
//! `$comment`. Values are of the JSON kind of their type: that `acsgen validate` also takes `null` for an absent
//! parameter, or `"1"` for a number, is a courtesy which the schema does not extend.

mod checks;
mod rules;
#[cfg(test)]
mod tests;

use std::collections::BTreeSet;

use acs_spec::constraint::Tier;
use acs_spec::json::Json;
use acs_spec::walk::resolve;
use acs_spec::{Operation, Schema, Type};

use checks::{constraint_schema, typed};
use rules::{Scope, filled};

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
        placed: BTreeSet::new(),
    };
    let fields: Vec<FieldRef<'_>> = operation
        .parameters
        .iter()
        .map(|p| FieldRef {
            name: &p.name,
            required: p.required.get() == Some(&true),
            schema: &p.schema,
        })
        .collect();
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
    root.extend(exporter.fields(&fields, Some("")));
    let definitions: Members = operation
        .schemas
        .iter()
        .map(|(name, schema)| (name.clone(), exporter.schema(schema, None)))
        .collect();
    if !definitions.is_empty() {
        root.push(("$defs".into(), Json::Object(definitions)));
    }
    // Rules within what only a reference leads to: the same definition may stand elsewhere, where they do not hold.
    let rules = operation.rules.iter().enumerate();
    let unplaced =
        rules.filter(|(n, rule)| rule.tier == Tier::Documented && !exporter.placed.contains(n));
    let unplaced: Vec<String> = unplaced.map(|(_, rule)| rule.id.clone()).collect();
    exporter.inexpressible.extend(unplaced);
    let advisory = operation
        .rules
        .iter()
        .filter(|rule| rule.tier == Tier::Advisory);
    let advisory: Vec<&str> = advisory.map(|rule| rule.id.as_str()).collect();
    let said = [
        ("not expressible here", exporter.inexpressible.join(", ")),
        ("advisory, not checked here", advisory.join(", ")),
    ];
    let said = said.iter().filter(|(_, ids)| !ids.is_empty());
    let comment: Vec<String> = said.map(|(what, ids)| format!("{what}: {ids}")).collect();
    if !comment.is_empty() {
        root.push(("$comment".into(), Json::text(comment.join("; "))));
    }
    Exported {
        schema: Json::Object(root),
        inexpressible: exporter.inexpressible,
    }
}

/// A parameter, or a field of an object.
struct FieldRef<'a> {
    name: &'a str,
    required: bool,
    schema: &'a Schema,
}

struct Exporter<'a> {
    operation: &'a Operation,
    inexpressible: Vec<String>,
    /// Rules that have been looked at, by their number.
    placed: BTreeSet<usize>,
}

fn member(name: &str, value: Json) -> (String, Json) {
    (name.to_owned(), value)
}

fn number(n: impl ToString) -> Json {
    Json::Number(n.to_string())
}

impl<'a> Exporter<'a> {
    /// The members of an object with these fields. `path` is that of the object, for the rules that live within it; none
    /// in a definition, which may stand at several.
    fn fields(&mut self, fields: &[FieldRef<'a>], path: Option<&str>) -> Members {
        let (mut properties, mut required) = (Members::new(), Vec::new());
        for field in fields {
            let inner = path.map(|path| match path {
                "" => field.name.to_owned(),
                path => format!("{path}.{}", field.name),
            });
            let mut schema = self.schema(field.schema, inner.as_deref());
            if field.required {
                required.push(Json::text(field.name));
                // A list without elements, or an object without fields, is an absent one.
                let kind = resolve(self.operation, field.schema)
                    .map_or(Type::Unstated, |schema| schema.r#type);
                if let (Some((name, least)), Json::Object(members)) = (filled(kind), &mut schema)
                    && !members.iter().any(|(other, _)| *other == name)
                {
                    members.push((name, least));
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
        let rules = path.map_or_else(Vec::new, |path| self.rules(path, fields));
        if !rules.is_empty() {
            out.push(member("allOf", Json::Array(rules)));
        }
        out
    }

    fn schema(&mut self, schema: &'a Schema, path: Option<&str>) -> Json {
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
            Type::String | Type::Binary => out.push(member("type", Json::text("string"))),
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
                let field = |field: &'a acs_spec::Field| FieldRef {
                    name: &field.name,
                    required: field.required.get() == Some(&true),
                    schema: &field.schema,
                };
                out.extend(self.fields(&schema.fields.iter().map(field).collect::<Vec<_>>(), path));
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
            // An object or list for a `json` parameter stands for its JSON text.
            Type::Json | Type::Any | Type::Unstated => {}
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

    fn rules(&mut self, path: &str, fields: &[FieldRef<'a>]) -> Vec<Json> {
        let mut out = Vec::new();
        let scope = Scope {
            operation: self.operation,
            fields,
        };
        for (n, rule) in self.operation.rules.iter().enumerate() {
            if rule.within.as_deref().unwrap_or_default() != path || rule.tier == Tier::Advisory {
                continue;
            }
            self.placed.insert(n);
            match scope.rule(rule) {
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
