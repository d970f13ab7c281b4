//! Broken pages in the layouts B, C, F and G: every fault is a diagnostic with place and remedy; nothing panics or hangs.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)] // a test: a fault is meant to end it

mod page_support;

use acs_import::page::{Hints, PageError, read};
use page_support::{fixtures, shared};
use proptest::prelude::*;
use std::time::{Duration, Instant};

const LETTERS: [char; 4] = ['B', 'C', 'F', 'G'];

fn faults(bytes: &[u8]) -> Vec<PageError> {
    read(bytes, &Hints::default()).err().unwrap_or_default()
}

fn fixture(letter: char, name: &str) -> Vec<u8> {
    std::fs::read(fixtures().join(format!("{name}.{letter}.txt"))).unwrap()
}

/// Where the sentence that closes the error codes ends: a page cut off behind it has lost nothing.
fn closed(page: &str) -> usize {
    let at = page
        .rfind("See Error Codes for")
        .or_else(|| page.rfind("See [Error Codes]"))
        .or_else(|| page.rfind("For a list of error codes"))
        .unwrap();
    at + page[at..].find('\n').unwrap_or(page.len() - at)
}

#[test]
fn cut_off_at_every_two_hundredth_byte() {
    for letter in LETTERS {
        let page = fixture(letter, "MoorBarge");
        let mut out = String::new();
        for end in (0..page.len()).step_by(200) {
            let told: Vec<String> = faults(&page[..end])
                .iter()
                .map(|f| format!("  {f}"))
                .collect();
            out.push_str(&format!("{end}:\n{}\n", told.join("\n")));
        }
        insta::assert_snapshot!(format!("page_cut_off_{letter}"), out);
    }
}

#[test]
fn pages_cut_off_anywhere_are_faults_with_a_remedy() {
    let mut pages: Vec<(String, Vec<u8>)> = Vec::new();
    for letter in LETTERS {
        for name in ["MoorBarge", "ListBuoys"] {
            pages.push((format!("{name}.{letter}"), fixture(letter, name)));
        }
        if let Some(shared) = shared() {
            for name in [
                "CreateTairKVCacheVNode",
                "CreateLanternPool",
                "DescribeLampRegions",
            ] {
                let file = format!("{name}.{letter}.txt");
                pages.push((
                    file.clone(),
                    std::fs::read(shared.join("pages").join(file)).unwrap(),
                ));
            }
        }
    }
    for (name, page) in pages {
        assert_eq!(faults(&page), [], "{name}");
        let end = closed(std::str::from_utf8(&page).unwrap());
        let step = if page.len() < 2000 { 1 } else { 13 };
        for end in (0..end).step_by(step) {
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
fn several_faults_are_told_at_once() {
    let b = "Quay\n\nLast Updated:soon\n\nMoors.\n\nRAM authorization\n\nAction\n\nDependent action\n\nnonsense\n\n\
             Request parameters\n\nParameter\n\nType\n\nRequired\n\nDescription\n\nExample\n\nno head at all\n\nBerthId\n\nstring\n\nYes\n\n\
             Response elements\n\nElement\n\nType\n\nDescription\n\n\
             Error codes\n\nHTTP status code\n\nError code\n\nError message\n\nDescription\n\nodd\n\n400\n\nFog.Thick\n";
    let c = "Debugging\nAuthorization information\n| Operation | Access level |\n|---|---|\n| quay:Moor | read |\n\
             Request parameters\n| Parameter | Type | Required | Description | Example |\n|---|---|---|---|---|\nstray\n| BerthId | string | Yes | \n\
             Response parameters\n| Parameter | Type | Description | Example |\n|---|---|---|---|\n\
             Error codes\n| HTTP status code | Error code | Error message | Description |\n|---|---|---|---|\n| 400 | Fog |\n";
    let told = |text: &str| {
        let told: Vec<String> = faults(text.as_bytes())
            .iter()
            .map(|f| format!("  {f}"))
            .collect();
        told.join("\n")
    };
    insta::assert_snapshot!(
        "page_several_faults_layouts",
        format!("B:\n{}\nC:\n{}", told(b), told(c))
    );
}

/// Inputs that would hurt a reader that goes back and forth.
#[test]
fn hostile_input_is_read_in_linear_time() {
    let cells = |mark: &str, bold: &str, rows: String, errors: String| {
        format!(
            "Q:M\n\nLast Updated:x\n\nMoors.\n\n{mark}Request parameters\n\n{bold}Parameter{bold}\n\nType\n\nRequired\n\nDescription\n\nExample\n\n{rows}\n\n\
             {mark}Response parameters\n\n{bold}Parameter{bold}\n\nType\n\nDescription\n\nExample\n\nobject\n\n{rows}\n\n\
             {mark}Error codes\n\n{bold}HTTP status code{bold}\n\nError code\n\nError message\n\nDescription\n\n{errors}\n\nSee Error Codes for a complete list."
        )
    };
    let grid = |rows: String, errors: String| {
        format!(
            "Moors.\nRequest parameters\n| Parameter | Type | Required | Description | Example |\n|---|---|\n{rows}\n\
             Response parameters\n| Parameter | Type | Description | Example |\n|---|---|\n|  | object |  |  |\n\
             Error codes\n| HTTP status code | Error code | Error message | Description |\n|---|\n{errors}\nFor a list of error codes, x."
        )
    };
    let half = 200_000;
    let mut cases = Vec::new();
    for (name, mark, bold) in [("B", "", ""), ("F", "## ", ""), ("G", "## ", "**")] {
        let rows = [
            ("types", "string\n\n".repeat(half / 8)),
            ("heads", "A\n\nstring\n\nNo\n\n".repeat(half / 15)),
            ("arrays", "array\n\nNo\n\n".repeat(half / 11)),
            ("objects", "a\n\nobject\n\nNo\n\n".repeat(half / 15)),
            (
                "bullets",
                format!(
                    "A\n\nstring\n\nNo\n\n{}",
                    "  • a :\n\n-   b\n\n".repeat(half / 18)
                ),
            ),
            (
                "nested bullets",
                format!(
                    "A\n\nstring\n\nNo\n\n  • a\n{}",
                    "        -   b\n        c\n".repeat(half / 24)
                ),
            ),
            (
                "values",
                format!(
                    "A\n\nstring\n\nNo\n\n{}",
                    "Valid values:\n\n  • a :\n\nb\n\n".repeat(half / 28)
                ),
            ),
            (
                "notes",
                format!(
                    "A\n\nstring\n\nNo\n\n{}",
                    "Note\n\n**Note**\n\n".repeat(half / 16)
                ),
            ),
            (
                "brackets",
                format!("A\n\nstring\n\nNo\n\n{}", "[".repeat(half)),
            ),
            (
                "links",
                format!("A\n\nstring\n\nNo\n\n{}", "[a](b".repeat(half / 5)),
            ),
            (
                "nested links",
                format!(
                    "A\n\nstring\n\nNo\n\n{}{}",
                    "[".repeat(half / 2),
                    "](a)".repeat(half / 8)
                ),
            ),
            (
                "backticks",
                format!("A\n\nstring\n\nNo\n\n{}", "`\n".repeat(half / 2)),
            ),
            (
                "escapes",
                format!("A\n\nstring\n\nNo\n\n{}", "\\*".repeat(half / 2)),
            ),
            (
                "fences",
                format!("A\n\nstring\n\nNo\n\n{}", "```\n".repeat(half / 4)),
            ),
        ];
        for (what, rows) in rows {
            cases.push((
                format!("{name} {what}"),
                cells(mark, bold, rows, String::new()),
            ));
        }
        let errors = [
            ("statuses", "400\n\n".repeat(half / 5)),
            (
                "messages",
                format!("400\n\nFog\n\n{}", "fog\n\n".repeat(half / 5)),
            ),
        ];
        for (what, errors) in errors {
            cases.push((
                format!("{name} {what}"),
                cells(mark, bold, String::new(), errors),
            ));
        }
    }
    for (what, rows) in [
        (
            "bars",
            format!("| A | string | No | {} |", " | ".repeat(half / 3)),
        ),
        ("rows", "| A | string | No | a | b |\n".repeat(half / 28)),
        (
            "lines",
            format!("| A | string | No | {} | b |", "a\n".repeat(half / 2)),
        ),
        (
            "notes",
            format!("| A | string | No | {} | b |", "Note a. ".repeat(half / 8)),
        ),
        (
            "lists",
            format!(
                "| A | string | No | {} | b |",
                "values: If ".repeat(half / 11)
            ),
        ),
    ] {
        cases.push((format!("C {what}"), grid(rows, String::new())));
    }
    cases.push((
        "C errors".to_owned(),
        grid(
            String::new(),
            format!("| 400 | A | {} |", " | ".repeat(half / 3)),
        ),
    ));
    for (name, text) in cases {
        let begin = Instant::now();
        let _ = read(text.as_bytes(), &Hints::default());
        let took = begin.elapsed();
        if took > Duration::from_secs(1) {
            println!("{name}: {} bytes in {took:?}", text.len());
        }
    }
}

/// A page of our own with some stretches cut out, doubled or overwritten.
fn mutated() -> impl Strategy<Value = Vec<u8>> {
    let pages: Vec<Vec<u8>> = LETTERS
        .iter()
        .flat_map(|l| [fixture(*l, "MoorBarge"), fixture(*l, "HoistLantern")])
        .collect();
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
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(600) })]

    #[test]
    fn no_mutated_page_makes_it_panic(page in mutated()) {
        match read(&page, &Hints::with_top_level(["Tag", "BerthId"])) {
            Ok(page) => prop_assert!(page.row_hashes.values().all(|h| h.len() == 64)),
            Err(faults) => prop_assert!(!faults.is_empty()),
        }
    }

    #[test]
    fn no_cells_make_it_panic(
        mark in "(## )?",
        rows in "(((A|b|Tag|Key|中|string)\n\n)?(string|object|array|array<object>|map|Foo)(\n\n(Yes|No))?\n\n|  • x :\n\n|    y\n\n|Note\n\n|\\*\\*Note\\*\\* z\n\n|Valid values:\n\n|-   w\n    \n|z{0,3}\n){0,30}",
        errors in "((4[0-9]{2}|[A-Za-z%s._ \"中-]{0,30})\n\n){0,12}",
    ) {
        let text = format!("Q:M\n\nLast Updated:x\n\nMoors.\n\n{mark}Request parameters\n\nParameter\n\nType\n\nRequired\n\nDescription\n\nExample\n\n{rows}\n\n{mark}Response parameters\n\nParameter\n\nType\n\nDescription\n\nExample\n\nobject\n\n{rows}\n\n{mark}Error codes\n\nHTTP status code\n\nError code\n\nError message\n\nDescription\n\n{errors}\n\nSee Error Codes for a complete list.");
        let _ = read(text.as_bytes(), &Hints::default());
    }

    #[test]
    fn no_grid_makes_it_panic(rows in "(\\| ?(A|中)? \\| (string|object|array) \\| (Yes|No) \\| [a-z |\n]{0,9} \\| x? \\|?\n|[|a \n]{0,4}){0,20}") {
        let text = format!("Moors.\nRequest parameters\n| Parameter | Type | Required | Description | Example |\n|---|\n{rows}\nResponse parameters\n| Parameter | Type | Description | Example |\n|---|\n{rows}\nError codes\n| HTTP status code | Error code |\n{rows}\nFor a list of error codes, x.");
        let _ = read(text.as_bytes(), &Hints::default());
    }
}
