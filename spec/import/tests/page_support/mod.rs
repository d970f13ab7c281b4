//! What the tests of pages share: where pages are, and how facts are compared.

#![allow(
    dead_code,
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing
)] // shared by tests: a fault is meant to end them

use acs_import::page::{Block, Page, ParamRow};
use serde_json::{Value, json};
use std::path::{Path, PathBuf};

pub fn shared() -> Option<PathBuf> {
    let found = Path::new(env!("CARGO_MANIFEST_DIR"))
        .ancestors()
        .map(|a| a.join("../shared"))
        .find(|p| p.is_dir());
    if found.is_none() {
        println!("skipped: no ../shared");
    }
    found
}

pub fn fixtures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/pages")
}

pub fn row(row: &ParamRow) -> Value {
    let blocks: Vec<Value> = row
        .description
        .iter()
        .map(|block| match block {
            Block::Paragraph(text) => json!(["p", text]),
            Block::List(items) => json!(["l", items]),
            Block::Note(text) => json!(["n", text]),
        })
        .collect();
    let mut out = json!({
        "name": row.name, "type": row.kind, "required": row.required, "description": blocks, "example": row.example,
    });
    if !row.children.is_empty() {
        out["children"] = row.children.iter().map(self::row).collect();
    }
    out
}

/// The facts of a page in the form of a facts file.
pub fn facts(page: &Page) -> Value {
    let authorization: Vec<Value> = page
        .authorization
        .iter()
        .map(|a| {
            json!({
                "operation": a.operation, "access_level": a.access_level, "resource_type": a.resource_type,
                "resource_required": a.resource_required, "resource_arn": a.resource_arn,
                "condition_key": a.condition_key, "associated_operation": a.associated_operation,
            })
        })
        .collect();
    let errors: Vec<Value> = page
        .errors
        .iter()
        .map(|e| json!({"status": e.status, "code": e.code, "message": e.message, "description": e.description}))
        .collect();
    json!({
        "product": page.product, "operation": page.operation, "title": page.title,
        "last_updated": page.last_updated.as_ref().map(|d| d.text.clone()),
        "last_updated_iso": page.last_updated.as_ref().and_then(|d| d.iso.clone()),
        "summary": page.summary, "authorization": authorization,
        "operation_description": page.operation_description,
        "request_parameters": page.request.iter().map(row).collect::<Vec<_>>(),
        "response_parameters": page.response.iter().map(row).collect::<Vec<_>>(),
        "example_json": page.example_json(), "errors": errors,
    })
}

/// Every difference between two values, with its place. Keys that only the expected facts have and that a
/// page of this layout cannot show are left out by the caller.
pub fn differences(place: &str, got: &Value, want: &Value, out: &mut Vec<String>) {
    match (got, want) {
        (Value::Object(g), Value::Object(w)) => {
            for (key, value) in w {
                differences(
                    &format!("{place}/{key}"),
                    g.get(key).unwrap_or(&Value::Null),
                    value,
                    out,
                );
            }
            out.extend(
                g.iter()
                    .filter(|(k, v)| !w.contains_key(*k) && !v.is_null())
                    .map(|(k, v)| format!("{place}/{k}: not expected: {v}")),
            );
        }
        (Value::Array(g), Value::Array(w)) => {
            for n in 0..g.len().max(w.len()) {
                let nothing = Value::Null;
                differences(
                    &format!("{place}/{n}"),
                    g.get(n).unwrap_or(&nothing),
                    w.get(n).unwrap_or(&nothing),
                    out,
                );
            }
        }
        _ if got == want => {}
        _ => out.push(format!("{place}: got {got}, want {want}")),
    }
}
