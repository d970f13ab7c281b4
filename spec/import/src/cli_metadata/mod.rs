//! Reads the metadata of the provider's command line client: one file for each operation, without words in `metadatas`,
//! with English words in the folder of a language.
//!
//! It says names, places, types and what is required; methods, schemes and, for path style, the path. It does not say
//! the product, its version, the style of a request without a path, answers, errors or authorization: these stay
//! unstated, unless the product version's `service.json` supplies them. Prose goes to the `prose` maps, unread. Every
//! keyword has one home: a typed place, a `prose` map, or the `vendor` map next to where it stood.

mod parameters;

use std::collections::BTreeMap;

use acs_spec::codes;
use acs_spec::json::{Member, Node, Value};
use acs_spec::load::parse_file;
use acs_spec::operation::Style;
use acs_spec::source::{Source, SourceKind};
use acs_spec::{Diagnostic, Json, Operation, Service, Stated};

use crate::api_docs::report::Report;
use crate::api_docs::rows::fingerprint_of;
use crate::api_docs::values::{is_prose, keep, keep_prose};
use crate::names;

/// The id by which evidence refers to the file.
pub const SOURCE_ID: &str = "cli-metadata";

/// Longest file that is taken for one, in bytes: the longest real one has some 200 kB.
const LONGEST: usize = 4 * 1024 * 1024;

/// What a file says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Imported {
    /// The operation.
    pub operation: Operation,
    /// What a reader should know of this reading.
    pub remarks: Vec<Diagnostic>,
}

/// Whether a text is the metadata of one operation: an object with its name, its parameters, and how it is addressed.
#[must_use]
pub fn is_metadata(file_name: &str, text: &str) -> bool {
    if text.len() > LONGEST || !text.contains("\"pathPattern\"") {
        return false;
    }
    parse_file(file_name, text).is_ok_and(|tree| looks(&tree))
}

fn looks(tree: &Node) -> bool {
    let text = |name: &str| tree.get(name).is_some_and(|node| node.as_str().is_some());
    let list = tree
        .get("parameters")
        .is_some_and(|node| matches!(node.value, Value::Array(_) | Value::Null));
    text("name") && text("pathPattern") && list && tree.get("info").is_none()
}

/// Reads the metadata of one operation. `file_name` is how diagnostics name it; its last part becomes the name of the
/// source. `service` supplies what such a file never says.
///
/// # Errors
/// All faults that stand in the way, each with line, column and JSON pointer.
///
/// ```
/// let text = r#"{"name": "Ping", "protocol": "HTTP|HTTPS", "method": "GET|POST", "pathPattern": "",
///   "parameters": [{"name": "Times", "position": "Query", "type": "Integer", "required": true}]}"#;
/// let read = acs_import::cli_metadata::import("Ping.json", text, None).unwrap();
/// assert_eq!(read.operation.parameters[0].name, "Times");
/// assert!(read.operation.product.get().is_none());
/// ```
pub fn import(
    file_name: &str,
    text: &str,
    service: Option<&Service>,
) -> Result<Imported, Vec<Diagnostic>> {
    let tree = parse_file(file_name, text)?;
    let mut report = Report::default();
    let operation = match &tree.value {
        Value::Object(found) if looks(&tree) && report.duplicate_keys(&tree) == 0 => {
            Some(read(found, &mut report, file_name, service))
        }
        Value::Object(_) if looks(&tree) => None,
        _ => {
            let what = "this is no metadata of one operation of the provider's command line client";
            let help = "pass an object with `name`, `pathPattern` and a list of `parameters`";
            report.fault(&tree, &codes::WRONG_LAYOUT, what.to_owned(), help);
            None
        }
    };
    let (faults, remarks) = report.finish(file_name, text);
    match operation {
        Some(operation) if faults.is_empty() => Ok(Imported { operation, remarks }),
        _ => Err(faults),
    }
}

fn read(
    found: &[Member],
    report: &mut Report,
    file_name: &str,
    service: Option<&Service>,
) -> Operation {
    let name = found
        .iter()
        .find(|member| member.name == "name")
        .and_then(|member| member.node.as_str())
        .unwrap_or_default();
    let mut operation = Operation::named(name);
    if let Some(service) = service {
        operation.product = Stated::Stated(service.product.clone());
        operation.version = Stated::Stated(service.version.clone());
        operation.style = service.common.style.clone();
        operation.path = service.common.path.clone();
    }
    let mut rows = BTreeMap::new();
    let own = found
        .iter()
        .filter(|member| member.name != "parameters")
        .map(|member| (member.name.clone(), member.node.to_json()));
    rows.insert(
        "operation".to_owned(),
        fingerprint_of(Json::Object(own.collect())),
    );
    for member in found {
        let (keyword, node) = (member.name.as_str(), &member.node);
        report.enter(keyword);
        let taken = match (keyword, &node.value) {
            ("name", _) => true,
            ("protocol", Value::String(text)) => {
                let schemes = pieces(text).map(|s| s.to_ascii_lowercase()).collect();
                operation.schemes = Stated::Stated(schemes);
                true
            }
            ("method", Value::String(text)) => {
                let methods = pieces(text).map(|m| m.to_ascii_uppercase()).collect();
                operation.methods = Stated::Stated(methods);
                true
            }
            // Empty: the operation is named in the query, which does not say more than that.
            ("pathPattern", Value::String(text)) => {
                if !text.is_empty() {
                    operation.path = Stated::Stated(text.clone());
                    operation.style = Stated::Stated(Style::Roa);
                }
                true
            }
            ("deprecated", Value::Bool(value)) => {
                operation.deprecated = *value;
                true
            }
            ("parameters", Value::Array(items)) if !items.is_empty() => {
                parameters::read(items, report, &mut operation, &mut rows);
                true
            }
            (_, Value::String(text)) if is_prose(keyword) => {
                keep_prose(&mut operation.prose, keyword, text);
                true
            }
            _ => false,
        };
        report.leave();
        if !taken {
            keep(&mut operation.vendor, keyword, node.to_json());
            if !matches!(keyword, "parameters" | "pathPattern") {
                report.unknown("an operation", keyword, node);
            }
        }
    }
    operation.idempotency_parameter = names::idempotency_parameter(&operation);
    let document = file_name.rsplit(['/', '\\']).next().unwrap_or(file_name);
    operation.sources = vec![Source {
        id: SOURCE_ID.to_owned(),
        kind: SourceKind::CliMetadata,
        document: document.to_owned(),
        url: None,
        date: Stated::Unstated,
        layout: None,
        rows,
    }];
    operation
}

fn pieces(text: &str) -> impl Iterator<Item = &str> {
    text.split('|')
        .map(str::trim)
        .filter(|piece| !piece.is_empty())
}
