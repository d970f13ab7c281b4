//! What a spec holds of one of its sources: the part that stays when another source is read anew.

use acs_spec::source::{Correction, Evidence, SourceKind, Statement};
use acs_spec::{Constraint, Diagnostic, Json, Operation, Schema, Stated, Tier, Type, correct};

/// The parts that a spec holds of sources other than those read anew, by their kinds; corrections are taken back first.
///
/// # Errors
/// A correction does not stand in the spec as it says: the file was edited without it.
pub fn retained(spec: &Operation, anew: &[SourceKind]) -> Result<Vec<Operation>, Vec<Diagnostic>> {
    let back: Vec<Correction> = spec
        .corrections
        .iter()
        .rev()
        .map(|correction| Correction {
            at: correction.at.clone(),
            was: correction.now.clone(),
            now: correction.was.clone(),
            why: correction.why.clone(),
        })
        .collect();
    let mut bare = correct::apply(spec, &back)?;
    bare.corrections.clear();
    let others = bare
        .sources
        .iter()
        .filter(|source| !anew.contains(&source.kind));
    let ids: Vec<String> = others.map(|source| source.id.clone()).collect();
    Ok(ids.iter().map(|id| part(&bare, id)).collect())
}

/// What one source says, as far as a spec tells.
fn part(spec: &Operation, id: &str) -> Operation {
    let mut out = spec.clone();
    out.sources.retain(|source| source.id == id);
    out.losses.retain(|loss| loss.source == id);
    let rows = out
        .sources
        .first()
        .map(|source| source.rows.clone())
        .unwrap_or_default();
    let has =
        |names: &[String]| rows.is_empty() || names.iter().any(|name| rows.contains_key(name));
    let escaped = |name: &str| name.replace('~', "~0").replace('/', "~1");
    out.parameters.retain(|parameter| {
        let name = &parameter.name;
        has(&[
            format!("request/{name}"),
            format!("parameters/{}", escaped(name)),
        ])
    });
    for parameter in &mut out.parameters {
        demand(&mut parameter.required, &mut parameter.required_by, id);
        only(&mut parameter.schema, id);
    }
    for schema in out.schemas.values_mut() {
        only(schema, id);
    }
    out.rules.retain(|rule| said(&rule.evidence, id));
    for rule in &mut out.rules {
        rule.tier = lone(&mut rule.evidence, &mut rule.narrows, rule.tier, id);
    }
    out.errors.retain(|row| {
        let (status, code) = (row.status, &row.code);
        has(&[
            format!("error/{status}/{code}"),
            format!("errorCodes/{status}/{}#1", escaped(code)),
        ])
    });
    let speaks = |start: &str| rows.is_empty() || rows.keys().any(|row| row.starts_with(start));
    if !speaks("response") {
        out.responses = Stated::Unstated;
        out.examples.clear();
    }
    out.authorization
        .retain(|one| has(&[format!("authorization/{}", one.action)]));
    out
}

fn said(evidence: &[Evidence], id: &str) -> bool {
    evidence.iter().any(|one| one.source == id)
}

/// Leaves the evidence of one source; gives the tier that it has by itself.
fn lone(evidence: &mut Vec<Evidence>, narrows: &mut Option<String>, tier: Tier, id: &str) -> Tier {
    evidence.retain(|one| one.source == id);
    let in_conflict = narrows.take().is_some();
    let is_rule = evidence.iter().any(|one| one.stated == Statement::Rule);
    if in_conflict && is_rule {
        Tier::Documented
    } else {
        tier
    }
}

fn demand(required: &mut Stated<bool>, by: &mut Vec<String>, id: &str) {
    if by.iter().any(|one| one == id) {
        *required = Stated::Stated(true);
    }
    by.clear();
}

fn only(schema: &mut Schema, id: &str) {
    let kept = schema.vendor.get(&super::type_key(id));
    if let Some(word) = kept.and_then(Json::as_str).and_then(Type::from_word) {
        schema.r#type = word;
    }
    schema
        .vendor
        .retain(|key, _| !key.starts_with(super::TYPE_KEY));
    // One that sources were united in is none of theirs.
    let united = |one: &Constraint| one.id.ends_with("@any");
    schema
        .constraints
        .retain(|one| said(&one.evidence, id) && !united(one));
    for one in &mut schema.constraints {
        one.tier = lone(&mut one.evidence, &mut one.narrows, one.tier, id);
        let own = format!("@{id}");
        if let Some(plain) = one.id.strip_suffix(&own) {
            one.id = plain.to_owned();
        }
    }
    if let Some(items) = &mut schema.items {
        only(items, id);
    }
    for field in &mut schema.fields {
        demand(&mut field.required, &mut field.required_by, id);
        only(&mut field.schema, id);
    }
}

/// Gives a source another id, wherever it is named.
pub(super) fn rename(operation: &mut Operation, old: &str, new: &str) {
    let all = |evidence: &mut Vec<Evidence>| {
        for one in evidence.iter_mut().filter(|one| one.source == old) {
            new.clone_into(&mut one.source);
        }
    };
    fn each(schema: &mut Schema, all: &impl Fn(&mut Vec<Evidence>)) {
        schema
            .constraints
            .iter_mut()
            .for_each(|one| all(&mut one.evidence));
        if let Some(items) = &mut schema.items {
            each(items, all);
        }
        for field in &mut schema.fields {
            each(&mut field.schema, all);
        }
    }
    for source in operation
        .sources
        .iter_mut()
        .filter(|source| source.id == old)
    {
        new.clone_into(&mut source.id);
    }
    for loss in operation
        .losses
        .iter_mut()
        .filter(|loss| loss.source == old)
    {
        new.clone_into(&mut loss.source);
    }
    for parameter in &mut operation.parameters {
        each(&mut parameter.schema, &all);
    }
    for schema in operation.schemas.values_mut() {
        each(schema, &all);
    }
    operation
        .rules
        .iter_mut()
        .for_each(|rule| all(&mut rule.evidence));
}
