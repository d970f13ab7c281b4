//! The documentation of emitted items: lines in our own words, with the place in the spec that each comes from.

use acs_spec::constraint::{Constraint, WireError};
use acs_spec::{Check, Rule, RuleCheck, Schema, Tier};

use super::model::Docs;
use super::text::{capital, code, prose, sentence};
use super::words;
use crate::faults::on;
use crate::input::short_name;

/// What is said of a field.
#[derive(Debug)]
pub struct FieldWords<'a> {
    /// The provider's name.
    pub wire: &'a str,
    /// The schemas that speak of it.
    pub schemas: Vec<&'a Schema>,
    /// Those of its elements, where it is a list or map.
    pub elements: Vec<&'a Schema>,
    /// Some source says that it must be given, another that it need not.
    pub advised: bool,
    /// The place in the spec, in words.
    pub place: String,
}

/// Whether more than a line is wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Detail(pub bool);

/// The documentation of a field.
#[must_use]
pub fn field(words: &FieldWords<'_>, detail: Detail) -> Docs {
    let summary = words
        .schemas
        .iter()
        .find_map(|schema| schema.summary.as_deref());
    let mut out = vec![summary.map_or_else(|| format!("{}.", code(words.wire)), sentence)];
    if !detail.0 {
        return out;
    }
    out.push(String::new());
    out.extend(facts(words));
    let own = words
        .schemas
        .iter()
        .flat_map(|schema| &schema.constraints)
        .map(|each| (each, ""));
    let inner = words
        .elements
        .iter()
        .flat_map(|schema| &schema.constraints)
        .map(|each| (each, "each: "));
    let bullets: Vec<String> = own
        .chain(inner)
        .map(|(each, front)| constraint(each, front))
        .collect();
    add_list(&mut out, &bullets);
    out
}

/// Unit, default, example, meanings; then the name on the wire and the place in the spec.
fn facts(words: &FieldWords<'_>) -> Docs {
    let mut out = Docs::new();
    let first =
        |get: fn(&Schema) -> Option<&String>| words.schemas.iter().find_map(|schema| get(schema));
    if words.schemas.iter().any(|schema| schema.deprecated) {
        out.push("Deprecated by the provider.".to_owned());
    }
    if words.advised {
        out.push("Some sources say that it must be given.".to_owned());
    }
    if let Some(unit) = first(|schema| schema.unit.as_ref()) {
        out.push(format!("Unit: {}.", prose(unit)));
    }
    if let Some(default) =
        first(|schema| schema.default.as_ref()).filter(|_| !on("docs-default-lost"))
    {
        out.push(format!(
            "Assumed by the service when absent: {}. Never sent.",
            code(default)
        ));
    }
    if let Some(example) = first(|schema| schema.example.as_ref()) {
        out.push(format!("Example: {}.", code(example)));
    }
    out.push(format!("Wire name {}. {}", code(words.wire), words.place));
    out
}

/// The place that one line of documentation ends with, if any is wanted.
#[must_use]
pub fn place(file: &str, pointer: &str, detail: Detail) -> String {
    match detail.0 {
        true => spec(file, pointer),
        false => String::new(),
    }
}

/// `Spec: CreateInstance.json /parameters/2`.
#[must_use]
pub fn spec(file: &str, pointer: &str) -> String {
    let pointer = if pointer.is_empty() { "/" } else { pointer };
    format!(
        "Spec: {}.",
        code(&format!("{} {pointer}", short_name(file)))
    )
}

fn constraint(constraint: &Constraint, front: &str) -> String {
    let is_judged = !matches!(constraint.check, Check::ServerSide(_));
    let words = format!("{front}{}", words::constraint(constraint));
    let tier = tier(is_judged, constraint.tier);
    bullet(&words, tier, &constraint.id, constraint.wire_error.as_ref())
}

/// A rule across fields, as a line of a list.
#[must_use]
pub fn rule(rule: &Rule) -> String {
    let is_judged = !matches!(rule.check, RuleCheck::ServerSide(_));
    let tier = tier(is_judged, rule.tier);
    bullet(
        &words::rule(&rule.check),
        tier,
        &rule.id,
        rule.wire_error.as_ref(),
    )
}

/// Adds lines of a list to documentation, after a blank line where no list goes before.
pub fn add_list(docs: &mut Docs, lines: &[String]) {
    if lines.is_empty() {
        return;
    }
    if docs.last().is_some_and(|last| !last.starts_with("* ")) {
        docs.push(String::new());
    }
    docs.extend_from_slice(lines);
}

fn tier(is_judged: bool, tier: Tier) -> &'static str {
    match (is_judged, tier) {
        (true, Tier::Advisory) if on("docs-all-documented") => "documented",
        (false, _) => "judged by the service alone",
        (true, Tier::Documented) => "documented",
        (true, Tier::Advisory) => "advisory",
    }
}

fn bullet(words: &str, tier: &str, id: &str, error: Option<&WireError>) -> String {
    let error = error.map(wire_error).unwrap_or_default();
    format!("* {} ({tier}, rule {}{error}).", capital(words), code(id))
}

fn wire_error(error: &WireError) -> String {
    format!(
        "; the service answers {} {}",
        error.status,
        code(&error.code)
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use acs_spec::constraint::{Length, LengthUnit};
    use acs_spec::{Check, Type};

    #[test]
    fn a_field_says_all_that_is_known() {
        let mut schema = Schema::of(Type::String);
        schema.summary = Some("Name of the lamp".into());
        schema.example = Some("red\nlamp".into());
        schema.default = Some("lamp".into());
        schema.constraints.push(Constraint {
            id: "Name.length".into(),
            tier: Tier::Advisory,
            check: Check::Length(Length {
                min: Some(2),
                max: Some(8),
                unit: LengthUnit::Chars,
                allow_empty: false,
            }),
            pieces: None,
            narrows: None,
            wire_error: Some(WireError {
                status: 400,
                code: "BadName".into(),
                inferred: false,
            }),
            evidence: Vec::new(),
        });
        let words = FieldWords {
            wire: "Name",
            schemas: vec![&schema],
            elements: Vec::new(),
            advised: false,
            place: spec("spec/x/Light.json", "/parameters/0"),
        };
        let want = [
            "Name of the lamp.",
            "",
            "Assumed by the service when absent: `lamp`. Never sent.",
            "Example: `red\\nlamp`.",
            "Wire name `Name`. Spec: `Light.json /parameters/0`.",
            "",
            "* 2 to 8 characters (advisory, rule `Name.length`; the service answers 400 `BadName`).",
        ];
        assert_eq!(field(&words, Detail(true)), want);
        assert_eq!(field(&words, Detail(false)), want[..1]);
    }
}
