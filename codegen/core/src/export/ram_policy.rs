//! A RAM policy that allows one operation.

use std::collections::BTreeSet;

use acs_spec::Operation;
use acs_spec::json::Json;
use acs_spec::shape::object;

/// The policy document (RAM policy language, version 1) that allows the operation and what it depends on; `None` where
/// no source discloses an authorization.
///
/// Resource patterns keep the documentation's placeholders, such as `{#accountId}`, as `*`: RAM would take the braces
/// literally, and a policy that silently allows nothing is of no use.
#[must_use]
pub fn ram_policy(operation: &Operation) -> Option<Json> {
    let mut statements = Vec::new();
    for authorization in &operation.authorization {
        let resources: BTreeSet<String> = authorization
            .resources
            .iter()
            .map(|resource| without_placeholders(&resource.arn))
            .collect();
        let resources = if resources.is_empty() {
            BTreeSet::from(["*".to_owned()])
        } else {
            resources
        };
        statements.push(statement(&[authorization.action.as_str()], &resources));
        let dependent: Vec<&str> = authorization
            .dependent_actions
            .iter()
            .map(String::as_str)
            .collect();
        if !dependent.is_empty() {
            statements.push(statement(&dependent, &BTreeSet::from(["*".to_owned()])));
        }
    }
    if statements.is_empty() {
        return None;
    }
    Some(object(vec![
        ("Version", Json::text("1")),
        ("Statement", Json::Array(statements)),
    ]))
}

fn statement(actions: &[&str], resources: &BTreeSet<String>) -> Json {
    let list = |texts: Vec<&str>| match texts.as_slice() {
        [one] => Json::text(*one),
        _ => Json::Array(texts.into_iter().map(Json::text).collect()),
    };
    object(vec![
        ("Effect", Json::text("Allow")),
        ("Action", list(actions.to_vec())),
        (
            "Resource",
            list(resources.iter().map(String::as_str).collect()),
        ),
    ])
}

/// `acs:kvstore:{#regionId}:{#accountId}:instance/*` → `acs:kvstore:*:*:instance/*`.
fn without_placeholders(arn: &str) -> String {
    let mut out = String::with_capacity(arn.len());
    let mut rest = arn;
    while let Some((before, after)) = rest.split_once('{') {
        let Some((_, after)) = after.split_once('}') else {
            break;
        };
        // `${RegionId}` is as much a placeholder as `{#regionId}`.
        out.push_str(before.strip_suffix('$').unwrap_or(before));
        out.push('*');
        rest = after;
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use acs_spec::operation::{Authorization, Resource};

    #[test]
    fn placeholders_become_wildcards() {
        assert_eq!(
            without_placeholders("acs:l:{#regionId}:{#accountId}:pool/*"),
            "acs:l:*:*:pool/*"
        );
        assert_eq!(
            without_placeholders("acs:l:${RegionId}:*:pool/$x"),
            "acs:l:*:*:pool/$x"
        );
        assert_eq!(without_placeholders("acs:l:{#open"), "acs:l:{#open");
    }

    #[test]
    fn dependent_actions_are_allowed_too() {
        let mut operation = Operation::named("Light");
        assert_eq!(ram_policy(&operation), None);
        operation.authorization.push(Authorization {
            action: "lamp:Light".into(),
            access_level: "create".into(),
            resources: vec![Resource {
                r#type: "Lamp".into(),
                arn: "*".into(),
                required: true,
            }],
            condition_keys: Vec::new(),
            dependent_actions: vec!["oil:Pour".into()],
        });
        let text = acs_spec::write::compact(&ram_policy(&operation).unwrap());
        assert_eq!(
            text,
            r#"{"Version":"1","Statement":[{"Effect":"Allow","Action":"lamp:Light","Resource":"*"},{"Effect":"Allow","Action":"oil:Pour","Resource":"*"}]}"#
        );
    }
}
