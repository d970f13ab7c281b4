//! Every code of the catalogue, as a user meets it: a fixture that brings it about through the command line, a golden of
//! what is printed, and an explanation that says how to mend it. A new code without all three fails here.
//!
//! A fixture `catalogue/ACS0101.txt` has a line on what it is about, commands (`$ lint`), and changes to a copy of
//! `catalogue/base`: see [`common::fixture`].

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)] // a test: a fault is meant to end it

mod common;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use acs_spec::codes;
use common::fixture::Fixture;
use serde_json::Value;

/// Codes whose diagnostics have no such place, and why.
const WITHOUT: &[(&str, &[&str], &str)] = &[
    ("ACS0001", &["pointer"], "what is no JSON has no pointers"),
    ("ACS0002", &["pointer"], "what is no text has no pointers"),
    ("ACS0003", NO_LINE, "what cannot be read has no lines"),
    ("ACS0011", &["pointer"], "it is about the whole file"),
    (
        "ACS0118",
        &["pointer"],
        "it is about the text, not what it says",
    ),
    ("ACS0201", &["pointer"], "what is no page has no rows"),
    ("ACS0304", NO_LINE, "it is about a whole file"),
    ("ACS0305", NO_LINE, "it is about a folder"),
    ("ACS0306", NO_FILE, "it is about the command line"),
    ("ACS0307", NO_FILE, "it is about the command line"),
    ("ACS0308", &["pointer"], "what is no spec has no pointers"),
    ("ACS0401", NOWHERE, "it is about the command line"),
    ("ACS0402", NOWHERE, "it is about the current folder"),
    ("ACS0404", NO_LINE, "it is about a folder"),
    ("ACS0405", NOWHERE, "it is about the command line"),
    ("ACS0408", &["pointer"], "it is about a whole file"),
    ("ACS0406", &["pointer"], "the line is all that there is"),
];
const NO_LINE: &[&str] = &["line", "column", "pointer"];
const NO_FILE: &[&str] = &["file", "line", "column"];
const NOWHERE: &[&str] = &["file", "line", "column", "pointer"];

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/catalogue")
}

/// What was printed about one code: its diagnostics as they stand there, without those of other codes.
fn about(code: &str, printed: &str) -> String {
    let starts = |line: &str, what: &str| {
        ["error", "warning", "note"]
            .iter()
            .any(|level| line.starts_with(&format!("{level}[{what}")))
    };
    let is_count = |line: &str| {
        let mut words = line.split([' ', ',']);
        words.next().is_some_and(|n| n.parse::<usize>().is_ok())
            && words.next().is_some_and(|word| {
                ["error", "warning", "note"].contains(&word.trim_end_matches('s'))
            })
    };
    let (mut out, mut inside) = (Vec::new(), false);
    for line in printed.lines() {
        if starts(line, "ACS") || is_count(line) {
            inside = starts(line, code);
        }
        if inside {
            out.push(line.trim_end());
        }
    }
    out.join("\n")
}

/// The golden of one code.
///
/// # Errors
/// What it lacks.
fn golden(code: &str) -> Result<String, String> {
    let path = folder().join(format!("{code}.txt"));
    let text = std::fs::read_to_string(path)
        .map_err(|_| format!("write tests/catalogue/{code}.txt, which brings it about"))?;
    let fixture = Fixture::read(&text);
    let ran = fixture.run(&[]);
    let shown = about(code, &ran.err);
    if !shown.contains(&format!("[{code}]")) || !shown.contains("help: ") {
        return Err(format!(
            "the fixture does not bring it about, or it has no help: {ran:?}"
        ));
    }
    // The same for programs.
    let json = fixture.run(&["--format", "json"]);
    if json.code != ran.code {
        return Err(format!("{:?} with `--format json`", json.code));
    }
    let without = WITHOUT.iter().find(|(id, _, _)| *id == code);
    for line in json.err.lines() {
        let each: Value = serde_json::from_str(line).map_err(|_| line.to_owned())?;
        if each["code"] != code {
            continue;
        }
        for key in ["file", "line", "column", "pointer", "message", "help"] {
            let is_there = each[key] != "" && each[key] != 0;
            let excused = without.is_some_and(|(_, keys, _)| keys.contains(&key));
            if is_there == excused {
                let what = if excused {
                    "excused, and there"
                } else {
                    "missing"
                };
                return Err(format!("`{key}` is {what}: {each}"));
            }
        }
    }
    let explained = common::run(&["explain", code]).out;
    let commands = fixture.shown();
    let exit = ran.code.unwrap();
    Ok(format!(
        "{}\n\n{commands}\n{shown}\nexit code {exit}\n\n$ acsgen explain {code}\n{explained}",
        fixture.about
    ))
}

#[test]
fn every_code_has_a_fixture_a_golden_and_an_explanation() {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path(folder().join("goldens"));
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    let mut lacking = Vec::new();
    for code in codes::ALL {
        match golden(code.id) {
            Ok(text) => settings.bind(|| insta::assert_snapshot!(code.id, text)),
            Err(what) => lacking.push(format!("{}: {what}", code.id)),
        }
    }
    assert!(lacking.is_empty(), "\n{}", lacking.join("\n"));
}

#[test]
fn there_is_nothing_about_codes_that_are_gone() {
    let known: BTreeSet<&str> = codes::ALL.iter().map(|code| code.id).collect();
    for place in [folder(), folder().join("goldens")] {
        for entry in std::fs::read_dir(place).unwrap() {
            let path = entry.unwrap().path();
            let name = path.file_stem().unwrap().to_str().unwrap();
            if name.starts_with("ACS") {
                assert!(known.contains(name), "{} is of no code", path.display());
            }
        }
    }
    for (code, _, why) in WITHOUT {
        assert!(known.contains(code) && !why.is_empty(), "{code}");
    }
}

#[test]
fn explanations_say_what_it_means_and_how_to_mend_it() {
    let mut seen = BTreeSet::new();
    for code in codes::ALL {
        for text in [code.explanation, code.remedy] {
            assert!(
                text.split_whitespace().count() >= 3 && text.ends_with('.'),
                "{}: {text}",
                code.id
            );
            assert!(seen.insert(text), "{}: said twice: {text}", code.id);
        }
    }
}
