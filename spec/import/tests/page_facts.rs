//! Pages against their facts, fact by fact: two pages of our own, the shared pages, and, where the
//! variable `ACS_PAGES` names a folder of `X.A.txt` and `X.facts.json`, the pages in it.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)] // a test: a fault is meant to end it

use acs_import::page::{Block, Hints, Page, ParamRow, RemarkKind, read};
use serde_json::{Value, json};
use std::path::{Path, PathBuf};

fn shared() -> Option<PathBuf> {
    let found = Path::new(env!("CARGO_MANIFEST_DIR"))
        .ancestors()
        .map(|a| a.join("../shared"))
        .find(|p| p.is_dir());
    if found.is_none() {
        println!("skipped: no ../shared");
    }
    found
}

fn fixtures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/pages")
}

fn row(row: &ParamRow) -> Value {
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
fn facts(page: &Page) -> Value {
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
fn differences(place: &str, got: &Value, want: &Value, out: &mut Vec<String>) {
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

struct Pair {
    name: String,
    page: Vec<u8>,
    facts: Value,
}

fn pairs(folder: &Path) -> Vec<Pair> {
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder)
        .unwrap()
        .map(|e| e.unwrap().path())
        .collect();
    files.sort();
    let mut out = Vec::new();
    for path in &files {
        let file = path.file_name().unwrap().to_string_lossy().into_owned();
        let Some(name) = file.strip_suffix(".facts.json") else {
            continue;
        };
        // Layout A: `X.A.txt`, or the published page `X.<day>.txt`.
        let page = files.iter().find(|p| {
            let file = p.file_name().unwrap().to_string_lossy().into_owned();
            let middle = file
                .strip_prefix(name)
                .and_then(|f| f.strip_prefix('.'))
                .and_then(|f| f.strip_suffix(".txt"));
            middle.is_some_and(|m| m == "A" || m.starts_with("20"))
        });
        let Some(page) = page else { continue };
        let mut facts: Value = serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap();
        // The text of the link below the error table is no fact of the operation.
        facts.as_object_mut().unwrap().remove("error_codes_link");
        out.push(Pair {
            name: name.to_owned(),
            page: std::fs::read(page).unwrap(),
            facts,
        });
    }
    out
}

fn compare(pair: &Pair) -> (Page, Vec<String>) {
    let page = read(&pair.page, &Hints::default()).unwrap_or_else(|faults| {
        let faults: Vec<String> = faults.iter().map(ToString::to_string).collect();
        panic!("{}: {}", pair.name, faults.join("\n"))
    });
    let mut out = Vec::new();
    differences("", &facts(&page), &pair.facts, &mut out);
    (page, out)
}

#[test]
fn our_own_pages_are_read_fact_by_fact() {
    let pairs = pairs(&fixtures());
    assert_eq!(pairs.len(), 3);
    for pair in &pairs {
        let (page, differences) = compare(pair);
        assert_eq!(differences, Vec::<String>::new(), "{}", pair.name);
        let remarks: Vec<String> = page.remarks.iter().map(ToString::to_string).collect();
        insta::assert_snapshot!(format!("page_remarks_{}", pair.name), remarks.join("\n"));
    }
}

#[test]
fn the_shared_pages_are_read_fact_by_fact() {
    let Some(shared) = shared() else { return };
    let pairs = pairs(&shared.join("pages"));
    assert!(pairs.len() >= 3);
    for pair in &pairs {
        let (page, differences) = compare(pair);
        let ambiguous: Vec<&acs_import::page::ErrorRow> = page
            .errors
            .iter()
            .filter(|e| !e.candidates.is_empty())
            .collect();
        assert!(ambiguous.len() <= 1, "{}: {ambiguous:?}", pair.name);
        assert_eq!(differences, Vec::<String>::new(), "{}", pair.name);
        for row in &page.errors {
            assert!(page.row_hashes.contains_key(&row.key));
        }
    }
}

#[test]
fn what_the_published_page_lost_is_reported() {
    let Some(shared) = shared() else { return };
    let bytes = std::fs::read(shared.join("pages/CreateTairKVCacheVNode.2025-11-27.txt")).unwrap();
    let page = read(&bytes, &Hints::default()).unwrap();
    let remarks: Vec<(RemarkKind, &str, usize, &str)> = page
        .remarks
        .iter()
        .map(|r| (r.kind, r.code, r.line, r.row.as_str()))
        .collect();
    let note = bytes
        .split(|b| *b == b'\n')
        .position(|l| l == b"Note")
        .unwrap()
        + 1;
    assert_eq!(
        remarks[0],
        (
            RemarkKind::Lost,
            "page::empty-note",
            note,
            "request/ResourceGroupId"
        )
    );
    assert!(
        remarks[1..].iter().all(|r| r.1 == "page::error-row"),
        "{remarks:?}"
    );
}

/// Further pages, for measuring: prints how many pages, rows and error rows are as their facts say.
#[test]
fn further_pages_can_be_measured() {
    let Some(folder) = std::env::var_os("ACS_PAGES") else {
        return;
    };
    let (mut pages, mut right, mut nesting) = (0, 0, 0);
    let (mut misplaced, mut untold) = (0, 0);
    for pair in pairs(Path::new(&folder)) {
        pages += 1;
        let (page, differences) = compare(&pair);
        right += usize::from(differences.is_empty());
        nesting += page
            .remarks
            .iter()
            .filter(|r| r.code == "page::nesting")
            .count();
        // A table whose rows stand elsewhere than they should, and whether a remark says that it may be so.
        if differences
            .iter()
            .any(|d| d.starts_with("/request") || d.starts_with("/response"))
        {
            misplaced += 1;
            untold += usize::from(!page.remarks.iter().any(|r| r.kind == RemarkKind::Ambiguous));
        }
        for difference in differences.iter().take(4) {
            println!(
                "{}: {}",
                pair.name,
                difference.chars().take(300).collect::<String>()
            );
        }
    }
    println!(
        "{pages} pages, {right} without a difference, {nesting} rows in doubt; {misplaced} with a wrong table, {untold} of these without a remark"
    );
    assert!(pages > 0);
}
