//! Broken pages: every fault is a diagnostic with place and remedy; nothing panics, hangs or needs much memory.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)] // a test: a fault is meant to end it

use acs_import::page::{Hints, PageError, SIZE_LIMIT, read};
use proptest::prelude::*;
use std::path::{Path, PathBuf};
use std::time::Instant;

fn fixture(name: &str) -> Vec<u8> {
    std::fs::read(
        Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("tests/pages")
            .join(name),
    )
    .unwrap()
}

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

fn faults(bytes: &[u8]) -> Vec<PageError> {
    read(bytes, &Hints::default()).err().unwrap_or_default()
}

fn told(faults: &[PageError]) -> String {
    let lines: Vec<String> = faults.iter().map(|f| format!("  {f}")).collect();
    if lines.is_empty() {
        "  read".to_owned()
    } else {
        lines.join("\n")
    }
}

#[test]
fn cut_off_at_every_hundredth_byte() {
    let page = fixture("MoorBarge.A.txt");
    let mut out = String::new();
    for end in (0..page.len()).step_by(100) {
        out.push_str(&format!("{end}:\n{}\n", told(&faults(&page[..end]))));
    }
    insta::assert_snapshot!("page_cut_off", out);
}

#[test]
fn the_published_pages_cut_off_anywhere_are_faults_with_a_remedy() {
    let Some(shared) = shared() else { return };
    for name in [
        "CreateTairKVCacheVNode.2025-11-27.txt",
        "CreateLanternPool.A.txt",
        "DescribeLampRegions.A.txt",
    ] {
        let page = std::fs::read(shared.join("pages").join(name)).unwrap();
        assert_eq!(faults(&page), []);
        // Every byte of the small page, every seventh of the others; the last byte is a full stop.
        let step = if page.len() < 2000 { 1 } else { 7 };
        for end in (0..page.len()).step_by(step) {
            let faults = faults(&page[..end]);
            assert!(!faults.is_empty(), "{name} cut off at {end} was read");
            assert!(
                faults
                    .iter()
                    .all(|f| !f.mend.is_empty() && !f.what.is_empty())
            );
        }
    }
}

#[test]
#[cfg_attr(not(feature = "html"), ignore = "one of them is an HTML page")]
fn other_documents() {
    let (nul, too_large, many_lines) = (
        b"MZ\x90\0\0".as_slice(),
        vec![b'a'; SIZE_LIMIT + 1],
        "a\n".repeat(1_000_001),
    );
    let cases: [(&str, &[u8]); 16] = [
        ("empty", b""),
        ("white space", b" \r\n\t\n"),
        ("binary", nul),
        ("not UTF-8", b"All Products\nSearch \xff\xfe"),
        ("over the limit", &too_large),
        ("too many lines", many_lines.as_bytes()),
        ("poem", b"the fog comes\non little cat feet\n"),
        (
            "layout B, cut off",
            b"Quay:Moor\n\nTry it now\n\nRequest parameters\n\nParameter\n\nType\n",
        ),
        (
            "layout C, cut off",
            b"Moors.\nRequest parameters\n| Parameter | Type | Required | Description | Example |\n",
        ),
        (
            "layout F, cut off",
            b"Moors.\n\n## Debugging\n\n## Request parameters\n\nParameter\n",
        ),
        ("layout G, cut off", b"Moors.\n\n## Try it now\n"),
        ("HTML", b"<!doctype html>\n<table><tr>"),
        ("api-docs", b"{\"version\": \"1.0\", \"apis\": {}}"),
        (
            "client metadata",
            b"{\"name\": \"Moor\", \"pathPattern\": \"\"}",
        ),
        ("JSON", b"[]"),
        ("Chinese", "名称类型是否必填描述示例值\n".as_bytes()),
    ];
    let told: Vec<String> = cases
        .iter()
        .map(|(name, bytes)| format!("{name}:\n{}", told(&faults(bytes))))
        .collect();
    insta::assert_snapshot!("page_other_documents", told.join("\n"));
}

#[test]
fn several_faults_are_told_at_once() {
    let text = "Quay\n\nLast Updated:soon\n\nMoors.\n\nAuthorization information\n\n\
                OperationAccess levelResource typeCondition keyAssociated operation\nnonsense\n\n\
                Request parameters\n\nParameterTypeRequiredDescriptionExample\nno head at all\nBerthIdstringYes\n\n\
                Response parameters\n\nParameterTypeDescriptionExample\nobject\n\n\
                Error codes\n\nHTTP status codeError codeError messageDescription\nodd\n400Fog.ThickThe fog is thick.-\n";
    insta::assert_snapshot!("page_several_faults", told(&faults(text.as_bytes())));
}

/// Inputs that would hurt a reader that goes back and forth. Each is a few hundred kilobytes; a quadratic
/// reader would need minutes.
#[test]
fn hostile_input_is_read_in_linear_time() {
    let table = |rows: String| {
        format!(
            "Q:M\n\nLast Updated:x\n\nRequest parameters\n\nParameterTypeRequiredDescriptionExample\n{rows}\n\nResponse parameters\n\n\
             ParameterTypeDescriptionExample\nobject\n\nError codes\n\nFor a list of error codes, x."
        )
    };
    let errors = |rows: String| {
        let names: String = (0..3000)
            .map(|n| format!("LongNameOfMany{n}stringNo\n"))
            .collect();
        format!(
            "Q:M\n\nRequest parameters\n\nParameterTypeRequiredDescriptionExample\n{names}\nResponse parameters\n\n\
             ParameterTypeDescriptionExample\nobject\n\nError codes\n\nHTTP status codeError codeError messageDescription\n{rows}\nFor a list of error codes, x."
        )
    };
    let half = 300_000;
    let cases = [
        ("one line", "A".repeat(half)),
        (
            "brackets",
            table(format!(
                "a{}{}No\n",
                "array<".repeat(half / 6),
                ">".repeat(half)
            )),
        ),
        ("objects", table("aobjectNo\n".repeat(half / 10))),
        ("arrays", table("arrayNo\n".repeat(half / 8))),
        (
            "one object of many fields",
            table(format!(
                "BigobjectNo\n{}",
                (0..20_000)
                    .map(|n| format!("F{n}stringNo\n\nThe field {n} of big.\n\n"))
                    .collect::<String>()
            )),
        ),
        ("same name", table("AstringNo\n".repeat(half / 10))),
        (
            "headings",
            "Request parameters\n\n".repeat(half / 20) + "ParameterTypeRequiredDescriptionExample",
        ),
        (
            "bullets",
            table(format!("AstringNo\n\n{}", "  • a\n".repeat(half / 8))),
        ),
        (
            "notes",
            table(format!("AstringNo\n\n{}", "Note\n".repeat(half / 5))),
        ),
        (
            "error capitals",
            errors(format!("400{}\n", "Aa".repeat(90)).repeat(1500)),
        ),
        (
            "error doubled",
            errors(format!("400{} is\n", "LongNameOfMany".repeat(12)).repeat(1500)),
        ),
        (
            "error sentence ends",
            errors(format!("400Fog.Thick{}\n", "The fog.".repeat(half / 8))),
        ),
        (
            "error seams",
            errors(format!("400Fog.Thick{}\n", "fogThe".repeat(half / 6))),
        ),
        (
            "error lines",
            errors(format!("400Fog.Thick\n{}", "fog\n".repeat(half / 4))),
        ),
        (
            "example",
            format!(
                "Q:M\n\nResponse parameters\n\nParameterTypeDescriptionExample\nobject\n\nExamples\n\nSample success responses\n\nJSONformat\n\n{}\n\nError codes\n\nFor a list of error codes, x.",
                "[".repeat(half)
            ),
        ),
    ];
    for (name, text) in cases {
        let begin = Instant::now();
        let _ = read(text.as_bytes(), &Hints::default());
        let took = begin.elapsed();
        println!("{name}: {} bytes in {took:?}", text.len());
    }
}

/// A page of our own with some stretches cut out, doubled or overwritten.
fn mutated() -> impl Strategy<Value = Vec<u8>> {
    let pages = [fixture("MoorBarge.A.txt"), fixture("ListBuoys.A.txt")];
    let edit = (
        any::<prop::sample::Index>(),
        0_usize..200,
        0_u8..4,
        prop::collection::vec(any::<u8>(), 0..12),
        "[ -~\n\u{e9}\u{4e2d}]{0,12}",
    );
    (0..pages.len(), prop::collection::vec(edit, 1..6)).prop_map(move |(which, edits)| {
        let mut page = pages[which].clone();
        for (at, length, kind, bytes, text) in edits {
            if page.is_empty() {
                break;
            }
            let at = at.index(page.len());
            let end = (at + length).min(page.len());
            match kind {
                0 => drop(page.drain(at..end)),
                1 => {
                    let piece = page[at..end].to_vec();
                    page.splice(at..at, piece);
                }
                2 => drop(page.splice(at..end, text.into_bytes())),
                _ => drop(page.splice(at..(at + 1).min(end), bytes)),
            }
        }
        page
    })
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(400) })]

    #[test]
    fn no_bytes_make_it_panic(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        let _ = read(&bytes, &Hints::default());
    }

    #[test]
    fn no_mutated_page_makes_it_panic(page in mutated()) {
        match read(&page, &Hints::with_top_level(["Tag", "BerthId"])) {
            Ok(page) => prop_assert!(page.row_hashes.values().all(|h| h.len() == 64)),
            Err(faults) => prop_assert!(!faults.is_empty()),
        }
    }

    #[test]
    fn no_table_makes_it_panic(rows in "((A|b|Tag|Key|中)?(string|object|array|array<object>|map)(Yes|No)?\n{1,2}|  • x\n|Note( y)?\n|z{0,3}\n){0,30}", errors in "(4[0-9]{2}[A-Za-z%s._ \"中-]{0,30}\n){0,8}") {
        let text = format!("Q:M\n\nRequest parameters\n\nParameterTypeRequiredDescriptionExample\n{rows}\n\nResponse parameters\n\nParameterTypeDescriptionExample\nobject\n{rows}\n\nError codes\n\nHTTP status codeError codeError messageDescription\n{errors}\nFor a list of error codes, x.");
        let _ = read(text.as_bytes(), &Hints::default());
    }

    #[test]
    fn an_error_row_keeps_every_character(code in "[A-Z][a-z]{2,6}([.][A-Z][a-z]{2,6}){0,2}", message in "[A-Z][a-z]{1,8}( [a-z]{1,8}){0,6}[.]?", dash in any::<bool>()) {
        let row = format!("400{code}{message}{}", if dash { "-" } else { "" });
        let got = acs_import::page::errors::split(&row, &acs_import::page::errors::Context::default()).unwrap();
        let together = format!("{}{}{}", got.reading.code, got.reading.message, got.reading.description.unwrap_or_default());
        prop_assert_eq!(together, format!("{code}{message}"));
    }
}
