//! How the macros describe themselves: the pieces of the JSON Schema of the format.

use crate::json::Json;
use crate::shape::{Definitions, object};

/// A schema with a description. A reference gets one too: what a member is for, beside what its type is.
#[must_use]
pub fn described(schema: Json, text: &str) -> Json {
    match schema {
        Json::Object(mut members) if !text.is_empty() => {
            members.insert(0, ("description".to_owned(), Json::text(tidy(text))));
            Json::Object(members)
        }
        other => other,
    }
}

/// Doc lines come with a leading blank each.
fn tidy(text: &str) -> String {
    text.lines()
        .map(str::trim)
        .collect::<Vec<_>>()
        .join(" ")
        .trim()
        .to_owned()
}

type SchemaMembers = (Vec<(String, Json)>, Vec<Json>);

fn reference(name: &str) -> Json {
    object(vec![("$ref", Json::text(format!("#/$defs/{name}")))])
}

/// Puts a record among the definitions, once, and refers to it.
pub fn define(
    definitions: &mut Definitions,
    name: &str,
    text: &str,
    members: impl FnOnce(&mut Definitions) -> SchemaMembers,
) -> Json {
    if !definitions.0.contains_key(name) {
        // The name is taken before the members are described: a record may hold itself.
        definitions.0.insert(name.to_owned(), Json::Null);
        let (properties, required) = members(definitions);
        definitions.0.insert(
            name.to_owned(),
            described(closed_object(properties, required), text),
        );
    }
    reference(name)
}

fn closed_object(properties: Vec<(String, Json)>, required: Vec<Json>) -> Json {
    let mut out = vec![
        ("type", Json::text("object")),
        ("properties", Json::Object(properties)),
    ];
    if !required.is_empty() {
        out.push(("required", Json::Array(required)));
    }
    out.push(("additionalProperties", Json::Bool(false)));
    object(out)
}

/// The schema of one kind of a choice.
#[must_use]
pub fn kind_schema(
    word: &str,
    text: &str,
    properties: Vec<(String, Json)>,
    required: Vec<Json>,
) -> Json {
    let kind = ("kind".to_owned(), object(vec![("const", Json::text(word))]));
    let properties = std::iter::once(kind).chain(properties).collect();
    let required = std::iter::once(Json::text("kind"))
        .chain(required)
        .collect();
    described(closed_object(properties, required), text)
}

/// Puts a choice among the definitions.
pub fn define_choice(
    definitions: &mut Definitions,
    name: &str,
    text: &str,
    one_of: Vec<Json>,
) -> Json {
    let schema = described(object(vec![("oneOf", Json::Array(one_of))]), text);
    definitions.0.insert(name.to_owned(), schema);
    reference(name)
}

/// Puts a set of words among the definitions.
pub fn define_words(
    definitions: &mut Definitions,
    name: &str,
    text: &str,
    words: &[(&str, &str)],
) -> Json {
    let one_of = words
        .iter()
        .map(|(word, text)| described(object(vec![("const", Json::text(*word))]), text))
        .collect();
    define_choice(definitions, name, text, one_of)
}
