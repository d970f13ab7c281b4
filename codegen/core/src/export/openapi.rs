//! OpenAPI 3.1 of an operation's JSON door, as the service double serves it: the request's JSON Schema, and each
//! answer that the error table, the outcomes and the service's common errors let expect.
//!
//! Must not know how the door is served.

use std::collections::BTreeMap;

use acs_spec::json::Json;
use acs_spec::{Operation, Service};

use super::json_schema;

type Members = Vec<(String, Json)>;

/// Statuses with which a server refuses a message before it is a request: nobody documents them for an operation.
const TRANSPORT: [(u16, &str); 4] = [
    (404, "There is no such operation."),
    (405, "Another method than POST."),
    (408, "The body was too slow."),
    (413, "The body is too long."),
];

/// The OpenAPI document of an operation: one path, `/_double/call/<operation>`.
#[must_use]
pub fn openapi(operation: &Operation, service: Option<&Service>) -> Json {
    let mut schema = json_schema(operation).schema;
    let mut definitions = Members::new();
    if let Json::Object(members) = &mut schema {
        // The document states the dialect for all its schemas, and has a place of its own for definitions.
        members.retain(|(name, _)| name != "$schema");
        if let Some(at) = members.iter().position(|(name, _)| name == "$defs")
            && let (_, Json::Object(found)) = members.remove(at)
        {
            definitions = found;
        }
    }
    definitions.push(("Error.".to_owned(), error_schema()));
    let mut schemas = Json::Object(definitions);
    for part in [&mut schema, &mut schemas] {
        move_references(part);
    }
    let version = operation
        .version
        .get()
        .or(service.map(|service| &service.version));
    let product = operation
        .product
        .get()
        .or(service.map(|service| &service.product));
    let title = product.map_or_else(
        || operation.name.clone(),
        |product| format!("{product} {}", operation.name),
    );
    let mut call = vec![member("operationId", Json::text(&operation.name))];
    call.extend(
        operation
            .summary
            .as_ref()
            .map(|summary| member("summary", Json::text(summary))),
    );
    call.push(member(
        "requestBody",
        object([
            member("required", Json::Bool(true)),
            member(
                "content",
                object([member(
                    "application/json",
                    object([member("schema", schema)]),
                )]),
            ),
        ]),
    ));
    call.push(member("responses", responses(operation, service)));
    object([
        member("openapi", Json::text("3.1.0")),
        member(
            "info",
            object([
                member("title", Json::text(title)),
                member(
                    "version",
                    version.map_or_else(|| Json::text("unstated"), Json::text),
                ),
            ]),
        ),
        member(
            "jsonSchemaDialect",
            Json::text("https://json-schema.org/draft/2020-12/schema"),
        ),
        member(
            "paths",
            object([member(
                &format!("/_double/call/{}", operation.name),
                object([member("post", Json::Object(call))]),
            )]),
        ),
        member("components", object([member("schemas", schemas)])),
    ])
}

fn member(name: &str, value: Json) -> (String, Json) {
    (name.to_owned(), value)
}

fn object<const N: usize>(members: [(String, Json); N]) -> Json {
    Json::Object(members.into())
}

fn text() -> Json {
    object([member("type", Json::text("string"))])
}

fn error_schema() -> Json {
    let names = ["RequestId", "HostId", "Code", "Message", "Recommend"];
    object([
        member("type", Json::text("object")),
        member(
            "properties",
            Json::Object(names.iter().map(|name| member(name, text())).collect()),
        ),
        member(
            "required",
            Json::Array(["RequestId", "Code", "Message"].map(Json::text).to_vec()),
        ),
    ])
}

/// By status: what the table, the outcomes and the common errors say of it.
fn responses(operation: &Operation, service: Option<&Service>) -> Json {
    let mut codes: BTreeMap<u16, Vec<&str>> = BTreeMap::new();
    let rows = operation
        .errors
        .iter()
        .map(|row| (row.status, row.code.as_str()));
    let outcomes = operation
        .outcomes
        .iter()
        .map(|outcome| (outcome.status, outcome.code.as_str()));
    let common = service.iter().flat_map(|service| &service.common_errors);
    let common = common.map(|error| (error.status, error.code.as_str()));
    for (status, code) in rows.chain(outcomes).chain(common) {
        let codes = codes.entry(status).or_default();
        if !codes.contains(&code) {
            codes.push(code);
        }
    }
    // A rule whose answer nobody states is answered so.
    codes.entry(400).or_default();
    let mut out: BTreeMap<String, Json> = BTreeMap::new();
    for (status, codes) in &codes {
        let description = if codes.is_empty() {
            "A rule is broken.".to_owned()
        } else {
            codes.join(", ")
        };
        out.insert(
            status.to_string(),
            response(&description, Some(reference("Error."))),
        );
    }
    for (status, description) in TRANSPORT {
        out.entry(status.to_string())
            .or_insert_with(|| response(description, None));
    }
    let success = operation.responses.get().into_iter().flatten();
    let stated: Vec<&str> = success
        .filter_map(|response| response.status.get().map(String::as_str))
        .filter(|status| {
            status.len() == 3
                && status.starts_with('2')
                && status.bytes().all(|byte| byte.is_ascii_digit())
        })
        .collect();
    for status in if stated.is_empty() {
        vec!["200"]
    } else {
        stated
    } {
        out.insert(status.to_owned(), response("Done.", Some(Json::Bool(true))));
    }
    Json::Object(out.into_iter().collect())
}

fn response(description: &str, schema: Option<Json>) -> Json {
    let mut members = vec![member("description", Json::text(description))];
    members.extend(schema.map(|schema| {
        member(
            "content",
            object([member(
                "application/json",
                object([member("schema", schema)]),
            )]),
        )
    }));
    Json::Object(members)
}

fn reference(name: &str) -> Json {
    object([member(
        "$ref",
        Json::text(format!("#/components/schemas/{name}")),
    )])
}

/// Definitions have moved, and what refers to them follows.
fn move_references(schema: &mut Json) {
    match schema {
        Json::Object(members) => {
            for (name, value) in members {
                if let ("$ref", Json::String(target)) = (name.as_str(), &mut *value)
                    && let Some(rest) = target.strip_prefix("#/$defs/")
                {
                    *target = format!("#/components/schemas/{rest}");
                }
                move_references(value);
            }
        }
        Json::Array(items) => items.iter_mut().for_each(move_references),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use acs_spec::operation::{ErrorRow, Outcome, Parameter, Schema, Type};
    use acs_spec::write::compact;

    fn lamp() -> Operation {
        let mut operation = Operation::named("LightLamp");
        let mut schema = Schema::of(Type::Ref);
        schema.reference = Some("a/b".to_owned());
        operation
            .schemas
            .insert("a/b".to_owned(), Schema::of(Type::Int32));
        operation.parameters.push(Parameter {
            name: "Level".to_owned(),
            rust_name: None,
            location: Default::default(),
            style: None,
            required: Some(true).into(),
            required_by: Vec::new(),
            allow_empty: None,
            schema,
        });
        let row = |status, code: &str| ErrorRow {
            status,
            code: code.to_owned(),
            message: None,
            summary: None,
            cut: None,
            candidates: Vec::new(),
            prose: None,
            vendor: Default::default(),
        };
        operation.errors = vec![
            row(409, "LampBusy"),
            row(409, "LampGone"),
            row(409, "LampBusy"),
        ];
        operation.outcomes.push(Outcome {
            code: "Dry".to_owned(),
            status: 412,
            summary: "Dry.".to_owned(),
            when: None,
            inferred: true,
        });
        operation
    }

    fn at<'j>(json: &'j Json, way: &[&str]) -> &'j Json {
        way.iter()
            .fold(json, |json, step| json.get(step).unwrap_or(&Json::Null))
    }

    #[test]
    fn every_status_that_can_come_is_described() {
        let document = openapi(&lamp(), None);
        let call = at(&document, &["paths", "/_double/call/LightLamp", "post"]);
        let Json::Object(responses) = at(call, &["responses"]) else {
            panic!("an object")
        };
        let statuses: Vec<&str> = responses
            .iter()
            .map(|(status, _)| status.as_str())
            .collect();
        assert_eq!(
            statuses,
            ["200", "400", "404", "405", "408", "409", "412", "413"]
        );
        assert_eq!(
            at(call, &["responses", "409", "description"]).as_str(),
            Some("LampBusy, LampGone")
        );
    }

    #[test]
    fn definitions_move_and_references_follow() {
        let document = openapi(&lamp(), None);
        let text = compact(&document);
        assert!(
            text.contains(r##""$ref":"#/components/schemas/a~1b""##),
            "{text}"
        );
        assert!(
            !text.contains("$defs") && !text.contains("$schema"),
            "{text}"
        );
        assert_eq!(
            at(&document, &["components", "schemas", "a/b", "type"]).as_str(),
            Some("integer")
        );
        assert_eq!(text, compact(&openapi(&lamp(), None)));
    }
}
