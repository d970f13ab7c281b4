//! Error rows against real pairs of code and message: the provider's own tables, joined without separators.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)] // a test: a fault is meant to end it

use acs_import::page::errors;
use std::collections::BTreeMap;
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

#[derive(Default)]
struct Tally {
    rows: usize,
    right: usize,
    flagged: usize,
    flagged_right_shown: usize,
}

#[test]
fn real_pairs_are_cut_right() {
    let Some(shared) = shared() else { return };
    let verbose = std::env::var_os("PAGE_VERBOSE").is_some();
    let mut total = Tally::default();
    let mut by_rule: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    for file in [
        "vpc.2016-04-28.2024-07.json",
        "r-kvstore.2015-01-01.2024-07.json",
    ] {
        let text = std::fs::read_to_string(shared.join("api-docs").join(file)).unwrap();
        let docs: serde_json::Value = serde_json::from_str(&text).unwrap();
        for (operation, api) in docs["apis"].as_object().unwrap() {
            let names = api["parameters"]
                .as_array()
                .into_iter()
                .flatten()
                .filter_map(|p| p["name"].as_str());
            let context = errors::Context::new(operation, names);
            let Some(statuses) = api["errorCodes"].as_object() else {
                continue;
            };
            for (status, list) in statuses {
                for pair in list.as_array().unwrap() {
                    let code = pair["errorCode"].as_str().unwrap_or_default();
                    let message = pair["errorMessage"].as_str().unwrap_or_default();
                    let row = format!("{status}{code}{message}-");
                    let got =
                        errors::split(&row, &context).unwrap_or_else(|| panic!("no row: {row}"));
                    let right =
                        got.reading.code == code.trim() && got.reading.message == message.trim();
                    total.rows += 1;
                    total.right += usize::from(right);
                    let entry = by_rule.entry(got.code_rule).or_default();
                    entry.0 += 1;
                    entry.1 += usize::from(right);
                    if !got.others.is_empty() {
                        total.flagged += 1;
                        total.flagged_right_shown +=
                            usize::from(right || got.others.iter().any(|o| o.code == code.trim()));
                    }
                    if !right && verbose {
                        println!(
                            "{operation}: [{code}] [{message}]\n    {}: [{}]",
                            got.code_rule, got.reading.code
                        );
                    }
                }
            }
        }
    }
    let share = total.right as f64 / total.rows as f64;
    println!(
        "{} rows, {} right ({:.2} %), {} flagged, {} of these with the right reading shown",
        total.rows,
        total.right,
        share * 100.0,
        total.flagged,
        total.flagged_right_shown
    );
    for (rule, (rows, right)) in by_rule {
        println!("  {rule:<22} {rows:>5} rows, {:>5} wrong", rows - right);
    }
    assert!(total.rows > 4000, "{}", total.rows);
    assert!(share >= 0.96, "{share}");
}
