//! Reads spec files: the text to a typed contract, or every fault that stands in the way, each with its place.

use std::collections::BTreeMap;

use crate::codes;
use crate::diag::{Diagnostic, Lines, brief, line_column};
use crate::json::{Span, Value, parse};
use crate::operation::{self, Operation};
use crate::service::{self, Service};
use crate::shape::{Decoder, Definitions, Shape, object};
use crate::write::canonical;
use crate::{Json, json::Node};

/// Reads any part of the format from a text. `file` is how diagnostics name it.
///
/// # Errors
/// All faults of the text, in the order in which they stand in it.
pub fn load<T: Shape>(file: &str, text: &str) -> Result<T, Vec<Diagnostic>> {
    let tree = parse_file(file, text)?;
    decode(file, text, &tree)
}

/// Reads the text of a file as JSON with places.
///
/// # Errors
/// The first syntax fault, as a diagnostic.
pub fn parse_file(file: &str, text: &str) -> Result<Node, Vec<Diagnostic>> {
    parse(text).map_err(|fault| {
        let help = if text.trim().is_empty() {
            "the file is empty; write a spec, or import one with `acsgen import`"
        } else {
            "mend the JSON at that place; nothing after it was read"
        };
        vec![placed(
            file,
            text,
            Span {
                start: fault.at,
                end: fault.at,
            },
            Diagnostic::new(&codes::SYNTAX, fault.message, help),
        )]
    })
}

fn placed(file: &str, text: &str, span: Span, diagnostic: Diagnostic) -> Diagnostic {
    let (line, column) = Lines::new(text).at(span.start);
    diagnostic.in_file(file, line, column)
}

fn decode<T: Shape>(file: &str, text: &str, tree: &Node) -> Result<T, Vec<Diagnostic>> {
    let mut decoder = Decoder::default();
    let read = T::decode(tree, &mut decoder);
    let mut faults = decoder.into_faults();
    faults.sort_by_key(|(span, _)| span.start);
    match read {
        Some(value) if faults.is_empty() => Ok(value),
        _ => {
            let mut lines = Lines::new(text);
            let place = |(span, fault): (Span, Diagnostic)| {
                let (line, column) = lines.at(span.start);
                fault.in_file(file, line, column)
            };
            Err(faults.into_iter().map(place).collect())
        }
    }
}

fn check_format(file: &str, text: &str, tree: &Node, want: &str) -> Result<(), Vec<Diagnostic>> {
    match tree.get("format").map(|node| (node, node.as_str())) {
        Some((node, Some(found))) if found != want => Err(vec![placed(
            file,
            text,
            node.span,
            Diagnostic::new(
                &codes::WRONG_FORMAT,
                format!(
                    "the format is `{}`, and `{want}` is read here",
                    brief(found)
                ),
                format!("write `{want}` if the file is one, or pass the right file"),
            )
            .at("/format"),
        )]),
        _ => Ok(()),
    }
}

/// Reads an operation's spec file.
///
/// # Errors
/// All faults of the file.
///
/// ```
/// let faults = acs_spec::load::operation("x.json", r#"{"name": 1, "colour": 2}"#).unwrap_err();
/// let codes: Vec<_> = faults.iter().map(|fault| fault.code).collect();
/// assert!(codes.contains(&"ACS0004") && codes.contains(&"ACS0005") && codes.contains(&"ACS0007"));
/// ```
pub fn operation(file: &str, text: &str) -> Result<Operation, Vec<Diagnostic>> {
    let tree = parse_file(file, text)?;
    check_format(file, text, &tree, operation::FORMAT)?;
    decode(file, text, &tree)
}

/// Reads a `service.json`.
///
/// # Errors
/// All faults of the file.
pub fn service(file: &str, text: &str) -> Result<Service, Vec<Diagnostic>> {
    let tree = parse_file(file, text)?;
    check_format(file, text, &tree, service::FORMAT)?;
    decode(file, text, &tree)
}

/// The diagnostics, each with the line that its pointer names, where whoever made it had only the contract and not its
/// text. `texts` holds files by the name they go by; what it does not hold, or is no JSON, stays without a line.
#[must_use]
pub fn placed_by_pointer(
    diagnostics: &[Diagnostic],
    texts: &BTreeMap<String, String>,
) -> Vec<Diagnostic> {
    let mut trees: BTreeMap<&str, Option<Node>> = BTreeMap::new();
    let place = |diagnostic: &Diagnostic| {
        let (file, pointer) = (&diagnostic.file, &diagnostic.pointer);
        let Some((name, text)) = texts
            .get_key_value(file)
            .filter(|_| diagnostic.line == 0 && pointer.starts_with('/'))
        else {
            return diagnostic.clone();
        };
        let tree = trees.entry(name).or_insert_with(|| parse(text).ok());
        let node = tree.as_ref().and_then(|tree| {
            pointer
                .split('/')
                .skip(1)
                .try_fold(tree, |node, step| match &node.value {
                    Value::Array(elements) => elements.get(step.parse::<usize>().ok()?),
                    _ => node.get(&step.replace("~1", "/").replace("~0", "~")),
                })
        });
        let (line, column) = node.map_or((0, 0), |node| line_column(text, node.span.start));
        diagnostic.clone().in_file(file, line, column)
    };
    diagnostics.iter().map(place).collect()
}

/// The canonical text of any part of the format.
#[must_use]
pub fn to_text<T: Shape>(value: &T) -> String {
    canonical(&value.encode())
}

/// The JSON Schema of an operation's file.
#[must_use]
pub fn operation_schema() -> Json {
    let schema = json_schema::<Operation>("Contract of one documented API operation");
    with_format(schema, "Operation", operation::FORMAT)
}

/// The JSON Schema of a `service.json`.
#[must_use]
pub fn service_schema() -> Json {
    let schema = json_schema::<Service>("What all operations of one product version share");
    with_format(schema, "Service", service::FORMAT)
}

/// Only one `format` is read, which the type of the member cannot say.
fn with_format(mut schema: Json, name: &str, format: &str) -> Json {
    let mut part = Some(&mut schema);
    for step in ["$defs", name, "properties", "format"] {
        part = part.and_then(|part| match part {
            Json::Object(members) => members
                .iter_mut()
                .find(|(key, _)| key == step)
                .map(|(_, value)| value),
            _ => None,
        });
    }
    if let Some(part) = part {
        *part = object(vec![("const", Json::text(format))]);
    }
    schema
}

/// The JSON Schema (2020-12) of a part of the format, made from the same definition as its loader.
#[must_use]
pub fn json_schema<T: Shape>(title: &str) -> Json {
    let mut definitions = Definitions::default();
    let root = T::schema(&mut definitions);
    let reference = root.get("$ref").cloned().unwrap_or(Json::Null);
    object(vec![
        (
            "$schema",
            Json::text("https://json-schema.org/draft/2020-12/schema"),
        ),
        ("title", Json::text(title)),
        ("$ref", reference),
        ("$defs", Json::Object(definitions.0.into_iter().collect())),
    ])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pointer_is_enough_to_find_the_line() {
        let text = "{\n  \"a/b\": [1,\n 2]\n}".to_owned();
        let texts = BTreeMap::from([("x.json".to_owned(), text)]);
        let at = |pointer: &str| {
            let diagnostic = Diagnostic::new(&codes::BAD_ROW, "m", "h")
                .at(pointer)
                .in_file("x.json", 0, 0);
            let placed = placed_by_pointer(&[diagnostic], &texts);
            (placed[0].line, placed[0].column)
        };
        assert_eq!(at("/a~1b/1"), (3, 2));
        assert_eq!(at("/a~1b"), (2, 10));
        assert_eq!(at("/a~1b/2"), (0, 0));
        assert_eq!(at(""), (0, 0));
    }
}
