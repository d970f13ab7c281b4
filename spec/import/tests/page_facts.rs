//! Pages against their facts, fact by fact: two pages of our own, the shared pages, and, where the
//! variable `ACS_PAGES` names a folder of `X.A.txt` and `X.facts.json`, the pages in it.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)] // a test: a fault is meant to end it

mod page_support;

use acs_import::page::{Hints, Page, RemarkKind, read};
use page_support::{differences, facts, fixtures, shared};
use serde_json::Value;
use std::path::{Path, PathBuf};

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
