//! Tells an `api-docs.json` from the files that are passed in its stead, and says which of them it is.

use acs_spec::codes;
use acs_spec::diag::Diagnostic;
use acs_spec::json::{MAX_BYTES, Node, Value};

use super::report::Report;

const WANTED: &str = "pass a product version's `api-docs.json`: an object with `info` and `apis`";

/// Gives a syntax fault a help that fits what the text looks like.
pub(super) fn not_json(mut faults: Vec<Diagnostic>, text: &str) -> Vec<Diagnostic> {
    let start = text.trim_start_matches('\u{feff}').trim_start();
    let looks = match start.as_bytes() {
        _ if text.len() > MAX_BYTES => Some("this is no file of one product version"),
        [] => Some("the file is empty"),
        [b'<', b'?', b'p', ..] => Some("this looks like a program in PHP"),
        [b'<', ..] => Some("this looks like HTML or XML"),
        [b'%', b'P', b'D', b'F', ..] => Some("this looks like a PDF document"),
        [b'P', b'K', 3, 4, ..] | [0x1f, ..] => Some("this looks like an archive: unpack it first"),
        [b'{' | b'[', ..] => None,
        _ => Some("this does not look like JSON"),
    };
    for fault in &mut faults {
        fault.help = match looks {
            Some(looks) => format!("{looks}; {WANTED}"),
            None => "get the file anew: most often it was cut off or edited".to_owned(),
        };
    }
    faults
}

/// Whether the tree is one; otherwise says what it looks like.
pub(super) fn is_api_docs(tree: &Node, report: &mut Report) -> bool {
    let has = |name: &str| tree.get(name).is_some();
    let apis_of_objects = matches!(
        tree.get("apis").map(|apis| &apis.value),
        Some(Value::Object(_) | Value::Array(_))
    );
    let looks = match &tree.value {
        Value::Object(members) if members.is_empty() => "an empty object",
        Value::Object(_) => {
            if has("info") && apis_of_objects {
                return true;
            }
            if has("openapi") || has("swagger") {
                "an OpenAPI or Swagger document"
            } else if tree
                .get("format")
                .and_then(Node::as_str)
                .is_some_and(|format| format.starts_with("acs-"))
            {
                "a spec file of this project: it needs no import"
            } else if has("apis") && has("style") {
                "an index of the provider's command line metadata"
            } else if has("apis") {
                "an `api-docs.json` without its `info`, or one whose `apis` are no object"
            } else if has("pathPattern") || (has("name") && has("parameters")) {
                "one operation of the provider's command line metadata"
            } else if has("parameters") || has("responses") {
                "a single operation cut out of an `api-docs.json`"
            } else if has("info") {
                "an `api-docs.json` without its `apis`"
            } else {
                "an object of some other kind"
            }
        }
        _ => tree.kind(),
    };
    report.fault(
        tree,
        &codes::WRONG_LAYOUT,
        format!("this is no `api-docs.json`, but looks like {looks}"),
        WANTED,
    );
    false
}
