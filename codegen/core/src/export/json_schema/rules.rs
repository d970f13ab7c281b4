//! Rules across parameters as keywords of JSON Schema.

use acs_spec::constraint::{Rule, RuleCheck, When};
use acs_spec::json::Json;
use acs_spec::shape::object;
use acs_spec::walk::resolve;
use acs_spec::{Operation, Schema, Type};

use super::checks::typed;
use super::{FieldRef, member, number};

/// The object that a rule's names are looked up in.
pub(super) struct Scope<'f, 'a> {
    pub operation: &'a Operation,
    pub fields: &'f [FieldRef<'a>],
}

/// A name in a rule: the steps that lead to it, and what it means.
struct Found<'a> {
    steps: Vec<&'a str>,
    schema: &'a Schema,
}

impl<'a> Scope<'_, 'a> {
    /// The keywords; `None` where JSON Schema has no way to say it, or the rule names what is not there.
    pub(super) fn rule(&self, rule: &Rule) -> Option<Json> {
        let all = |names: &[String]| {
            names
                .iter()
                .map(|name| self.present(name))
                .collect::<Option<Vec<Json>>>()
        };
        Some(match &rule.check {
            RuleCheck::RequiredIf(check) => {
                if_then(self.has_value(&check.when)?, self.present(&check.param)?)
            }
            RuleCheck::Requires(check) => {
                if_then(self.present(&check.param)?, self.present(&check.needs)?)
            }
            RuleCheck::AtLeastOne(check) if !check.params.is_empty() => {
                object(vec![("anyOf", Json::Array(all(&check.params)?))])
            }
            RuleCheck::Exclusive(check) if check.params.len() > 1 => {
                let each = all(&check.params)?;
                let pairs = each.iter().enumerate().flat_map(|(n, first)| {
                    each.iter().skip(n + 1).map(move |second| {
                        let both = Json::Array(vec![first.clone(), second.clone()]);
                        object(vec![("not", object(vec![("allOf", both)]))])
                    })
                });
                object(vec![("allOf", Json::Array(pairs.collect()))])
            }
            RuleCheck::AtLeastOne(_) | RuleCheck::Exclusive(_) => return None,
            RuleCheck::Compare(_) | RuleCheck::ServerSide(_) => return None,
        })
    }

    /// Names reach inwards through objects with dots; where a name has dots of its own, the longest that fits is meant.
    fn find(&self, name: &str) -> Option<Found<'a>> {
        let mut among: Vec<(&'a str, &'a Schema)> = self
            .fields
            .iter()
            .map(|field| (field.name, field.schema))
            .collect();
        let (mut steps, mut rest) = (Vec::new(), name);
        loop {
            let ends =
                std::iter::once(rest.len()).chain(rest.rmatch_indices('.').map(|(at, _)| at));
            let (step, schema, end) = ends.into_iter().find_map(|end| {
                let wanted = rest.get(..end)?;
                among
                    .iter()
                    .find(|(name, _)| *name == wanted)
                    .map(|(name, schema)| (*name, *schema, end))
            })?;
            let schema = resolve(self.operation, schema)?;
            steps.push(step);
            match rest.get(end + 1..) {
                None => return Some(Found { steps, schema }),
                Some(_) if schema.r#type != Type::Object => return None,
                Some(after) => rest = after,
            }
            among = schema
                .fields
                .iter()
                .map(|field| (field.name.as_str(), &field.schema))
                .collect();
        }
    }

    /// That a parameter is there: a list without elements, or an object without fields, is not.
    fn present(&self, name: &str) -> Option<Json> {
        let found = self.find(name)?;
        Some(there(&found.steps, filled(found.schema.r#type)))
    }

    fn has_value(&self, when: &When) -> Option<Json> {
        let found = self.find(&when.param)?;
        let values = when
            .equals
            .iter()
            .map(|value| typed(found.schema.r#type, value))
            .collect();
        Some(there(
            &found.steps,
            Some(member("enum", Json::Array(values))),
        ))
    }
}

/// What makes a list or an object of this type be there at all.
pub(super) fn filled(kind: Type) -> Option<(String, Json)> {
    match kind {
        Type::Array => Some(member("minItems", number(1))),
        Type::Object | Type::Map => Some(member("minProperties", number(1))),
        _ => None,
    }
}

/// `{"required": ["A"], "properties": {"A": {…}}}`, step by step inwards.
fn there(steps: &[&str], innermost: Option<(String, Json)>) -> Json {
    let mut inner = innermost.map(|keyword| Json::Object(vec![keyword]));
    for step in steps.iter().rev() {
        let mut members = vec![member("required", Json::Array(vec![Json::text(*step)]))];
        members.extend(inner.map(|inner| {
            member(
                "properties",
                Json::Object(vec![((*step).to_owned(), inner)]),
            )
        }));
        inner = Some(Json::Object(members));
    }
    inner.unwrap_or(Json::Bool(true))
}

fn if_then(condition: Json, then: Json) -> Json {
    object(vec![("if", condition), ("then", then)])
}
