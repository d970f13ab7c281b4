//! The part of the walk that goes over schemas.

use acs_spec::constraint::{Check, Constraint};
use acs_spec::{Schema, Stated, Type};
use serde_json::Value;

use super::{Walk, is_empty, kept, kept_apart, members, text, told};

impl Walk {
    /// Goes over a schema. `required` is where its holder says so, if it has a holder that can.
    pub fn schema(&mut self, source: &Value, ours: &Schema, required: Option<&Stated<bool>>) {
        if !source.is_object() {
            self.tick("schema", "(odd)", kept(&ours.vendor, "schema", source));
            return;
        }
        for (keyword, node) in members(source) {
            let typed = match keyword.as_str() {
                "type" => self.type_is_told(&node, source, ours),
                "format" => {
                    ours.format.as_deref() == node.as_str() && node.is_string()
                        || node.as_str() == Some(ours.r#type.word())
                }
                "$ref" => ours.reference.as_ref().is_some_and(|name| {
                    node.as_str() == Some(&format!("#/components/schemas/{name}"))
                }),
                "required" => {
                    let stated = required.and_then(|required| required.get()).copied();
                    stated.map(Value::Bool).as_ref() == Some(&node)
                }
                "properties" if ours.r#type == Type::Object => {
                    self.fields(&node, ours);
                    true
                }
                "items" if ours.r#type == Type::Array => self.part(&node, ours, "[]"),
                "additionalProperties" if ours.r#type == Type::Map && node.is_object() => {
                    self.part(&node, ours, "{}")
                }
                "example" => same_text(ours.example.as_deref(), &node),
                "default" => same_text(ours.default.as_deref(), &node),
                "deprecated" => node == Value::Bool(ours.deprecated),
                "enumValueTitles" if !is_empty(&node) => {
                    let titles = members(&node);
                    titles.len() == ours.values.len()
                        && ours.values.iter().all(|meaning| {
                            titles.get(&meaning.value).and_then(Value::as_str)
                                == meaning.prose.as_deref()
                        })
                }
                _ => is_asked(&keyword, &node, source, ours) || told(&ours.prose, &keyword, &node),
            };
            self.tick(
                "schema",
                &keyword,
                typed || kept_apart(&ours.vendor, &ours.prose, &keyword, &node),
            );
        }
    }

    fn type_is_told(&self, node: &Value, source: &Value, ours: &Schema) -> bool {
        let told = match ours.r#type {
            Type::Int32 | Type::Int64 => "integer",
            Type::Float | Type::Double => "number",
            Type::Object | Type::Map => "object",
            Type::Binary if source["format"] == "binary" => "string",
            Type::Ref | Type::Unstated | Type::Json | Type::Binary => return false,
            other => other.word(),
        };
        node.as_str() == Some(told)
    }

    fn fields(&mut self, node: &Value, ours: &Schema) {
        let properties = members(node);
        self.tick(
            "schema",
            "(number of fields)",
            properties.len() == ours.fields.len(),
        );
        for (name, node) in &properties {
            self.place.push(name.clone());
            match ours.fields.iter().find(|field| field.name == *name) {
                Some(field) => self.schema(node, &field.schema, Some(&field.required)),
                None => self.tick("schema", "(field)", false),
            }
            self.place.pop();
        }
    }

    fn part(&mut self, node: &Value, ours: &Schema, step: &str) -> bool {
        let Some(items) = &ours.items else {
            return false;
        };
        self.place.push(step.to_owned());
        self.schema(node, items, None);
        self.place.pop();
        true
    }
}

fn same_text(ours: Option<&str>, node: &Value) -> bool {
    match node {
        Value::Null => false,
        Value::Array(_) | Value::Object(_) => {
            ours.and_then(|text| serde_json::from_str::<Value>(text).ok())
                .as_ref()
                == Some(node)
        }
        _ => ours == text(node).as_deref(),
    }
}

/// Whether a constraint on the value (or on the elements of the list) asks what the keyword says, and names it.
fn is_asked(keyword: &str, node: &Value, source: &Value, ours: &Schema) -> bool {
    let elements = ours.items.iter().flat_map(|items| &items.constraints);
    ours.constraints.iter().chain(elements).any(|constraint| {
        let named = constraint
            .evidence
            .iter()
            .any(|evidence| evidence.reading.as_deref() == Some(keyword));
        named && asks(keyword, node, source, constraint)
    })
}

fn asks(keyword: &str, node: &Value, source: &Value, constraint: &Constraint) -> bool {
    let number = |node: &Value| text(node).and_then(|text| text.trim().parse::<i128>().ok());
    let same =
        |ours: Option<i128>, step: i128| ours.is_some() && ours == number(node).map(|n| n + step);
    let strict = |keyword: &str| source[keyword] == Value::Bool(true) || source[keyword] == "true";
    match (keyword, &constraint.check) {
        ("enum", Check::OneOf(check)) => {
            let texts: Option<Vec<String>> = node
                .as_array()
                .and_then(|items| items.iter().map(text).collect());
            texts.as_ref() == Some(&check.values)
        }
        ("minimum", Check::IntRange(check)) => same(
            check.min.map(i128::from),
            i128::from(strict("exclusiveMinimum")),
        ),
        ("maximum", Check::IntRange(check)) => same(
            check.max.map(i128::from),
            -i128::from(strict("exclusiveMaximum")),
        ),
        ("exclusiveMinimum", Check::IntRange(check)) => {
            *node == Value::Bool(true) && check.min.is_some() || same(check.min.map(i128::from), 1)
        }
        ("exclusiveMaximum", Check::IntRange(check)) => {
            *node == Value::Bool(true) && check.max.is_some() || same(check.max.map(i128::from), -1)
        }
        ("minimum", Check::NumberRange(check)) => {
            check.min == text(node) && check.exclusive_min == strict("exclusiveMinimum")
        }
        ("maximum", Check::NumberRange(check)) => {
            check.max == text(node) && check.exclusive_max == strict("exclusiveMaximum")
        }
        ("exclusiveMinimum", Check::NumberRange(check)) => {
            check.exclusive_min && (*node == Value::Bool(true) || check.min == text(node))
        }
        ("exclusiveMaximum", Check::NumberRange(check)) => {
            check.exclusive_max && (*node == Value::Bool(true) || check.max == text(node))
        }
        ("minLength", Check::Length(check)) => same(check.min.map(i128::from), 0),
        ("maxLength", Check::Length(check)) => same(check.max.map(i128::from), 0),
        ("minItems", Check::Items(check)) => same(check.min.map(i128::from), 0),
        ("maxItems", Check::Items(check)) => same(check.max.map(i128::from), 0),
        ("pattern", Check::Pattern(check)) => node.as_str() == Some(&check.pattern),
        _ => false,
    }
}
