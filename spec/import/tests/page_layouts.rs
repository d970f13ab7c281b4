//! The same facts from every layout, but for what a layout loses: pages of our own, the shared pages, and,
//! where the variable `ACS_PAGES` names a folder of `X.<layout>.txt` and `X.facts.json`, the pages in it.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)] // a test: a fault is meant to end it

mod page_support;

use acs_import::page::{Hints, Layout, Page, ParamRow, RemarkKind, detect, read};
use page_support::{differences, facts, fixtures, shared};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

const LAYOUTS: &[Layout] = &[Layout::A, Layout::B, Layout::C, Layout::F, Layout::G];

/// A facts file with its pages by layout.
struct Rendered {
    name: String,
    facts: Value,
    pages: BTreeMap<char, Vec<u8>>,
}

fn rendered(folder: &Path) -> Vec<Rendered> {
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder)
        .unwrap()
        .map(|e| e.unwrap().path())
        .collect();
    files.sort();
    let name_of = |p: &PathBuf| p.file_name().unwrap().to_string_lossy().into_owned();
    let mut out = Vec::new();
    for path in &files {
        let file = name_of(path);
        let Some(name) = file.strip_suffix(".facts.json") else {
            continue;
        };
        let mut pages = BTreeMap::new();
        for page in &files {
            let file = name_of(page);
            let Some(middle) = file
                .strip_prefix(name)
                .and_then(|f| f.strip_prefix('.'))
                .and_then(|f| f.strip_suffix(".txt"))
            else {
                continue;
            };
            let letter = if middle.starts_with("20") {
                'A'
            } else {
                middle.chars().next().unwrap()
            };
            pages.insert(letter, std::fs::read(page).unwrap());
        }
        out.push(Rendered {
            name: name.to_owned(),
            facts: serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap(),
            pages,
        });
    }
    out
}

/// What a page of a layout can still show of the facts.
fn expected(facts: &Value, layout: Layout) -> Value {
    let mut out = facts.clone();
    let map = out.as_object_mut().unwrap();
    map.remove("error_codes_link");
    map.remove("request_syntax");
    if !matches!(layout, Layout::A | Layout::B) {
        map.insert("title".into(), json!(""));
        for key in ["product", "last_updated", "last_updated_iso"] {
            map.insert(key.into(), Value::Null);
        }
    }
    if let Some(text) = map.get("operation_description").and_then(Value::as_str) {
        let text = text.trim().to_owned();
        map.insert("operation_description".into(), json!(text));
    }
    for row in map["authorization"].as_array_mut().unwrap() {
        // Layout B writes `None` for every dependent action.
        if layout == Layout::B {
            row["associated_operation"] = Value::Null;
        }
    }
    for table in ["request_parameters", "response_parameters"] {
        for row in map[table].as_array_mut().unwrap() {
            comparable(row, layout);
        }
    }
    out
}

/// A row as a layout can show it. Lists that follow each other are one, since most layouts do not part them.
fn comparable(row: &mut Value, layout: Layout) {
    row.as_object_mut().unwrap().remove("enum");
    let blocks = row["description"].as_array().unwrap().clone();
    let mut out: Vec<Value> = Vec::new();
    let mut text: Vec<String> = Vec::new();
    for block in blocks {
        match (block[0].as_str().unwrap(), out.last_mut()) {
            ("l", Some(last)) if last[0] == "l" => {
                let more = block[1].as_array().unwrap().clone();
                last[1].as_array_mut().unwrap().extend(more);
            }
            ("l", _) if layout == Layout::C => {}
            ("n", _) if layout == Layout::C => {
                let note = block[1].as_str().unwrap();
                if !note.is_empty() {
                    text.push(format!("Note {note}"));
                }
            }
            (_, _) if layout == Layout::C => text.push(block[1].as_str().unwrap().to_owned()),
            _ => out.push(block),
        }
    }
    if layout == Layout::C {
        // Where blocks end is lost: what is left is one text.
        out = vec![json!(text.join(" ").trim())];
    }
    row["description"] = Value::Array(out);
    if let Some(children) = row.get_mut("children") {
        for child in children.as_array_mut().unwrap() {
            comparable(child, layout);
        }
    }
}

fn got(page: &Page) -> Value {
    let mut out = facts(page);
    for table in ["request_parameters", "response_parameters"] {
        for row in out[table].as_array_mut().unwrap() {
            comparable(row, page.layout);
        }
    }
    out
}

fn compare(case: &Rendered, layout: Layout) -> (Page, Vec<String>) {
    let bytes = &case.pages[&layout.letter()];
    let hints = Hints::default();
    let page = read(bytes, &hints).unwrap_or_else(|faults| {
        let faults: Vec<String> = faults.iter().map(ToString::to_string).collect();
        panic!(
            "{} in {}: {}",
            case.name,
            layout.letter(),
            faults.join("\n")
        )
    });
    assert_eq!(page.layout, layout, "{}", case.name);
    let mut want = expected(&case.facts, layout);
    if page
        .remarks
        .iter()
        .any(|r| r.code == "page::lost-operation" || r.code == "page::operation")
    {
        want["operation"] = json!(page.operation);
    }
    let mut out = Vec::new();
    differences("", &got(&page), &want, &mut out);
    (page, out)
}

fn keys(page: &Page) -> Vec<String> {
    fn walk(row: &ParamRow, out: &mut Vec<String>) {
        out.push(row.key.clone());
        row.children.iter().for_each(|r| walk(r, out));
    }
    let mut out = Vec::new();
    page.request
        .iter()
        .chain(&page.response)
        .for_each(|r| walk(r, &mut out));
    out.extend(page.authorization.iter().map(|r| r.key.clone()));
    out.extend(page.errors.iter().map(|r| r.key.clone()));
    out
}

/// Facts, keys and hashes of all layouts of a case.
fn check(case: &Rendered) {
    let (first, none) = compare(case, Layout::A);
    assert_eq!(none, Vec::<String>::new(), "{} in A", case.name);
    for layout in LAYOUTS {
        let (page, differences) = compare(case, *layout);
        assert_eq!(
            differences,
            Vec::<String>::new(),
            "{} in {}",
            case.name,
            layout.letter()
        );
        assert_eq!(
            keys(&page),
            keys(&first),
            "{} in {}",
            case.name,
            layout.letter()
        );
        let lost: BTreeSet<&str> = page
            .remarks
            .iter()
            .filter(|r| r.kind == RemarkKind::Lost)
            .map(|r| r.code)
            .collect();
        if *layout == Layout::C {
            assert!(lost.contains("page::lossy-layout"));
        } else if *layout != Layout::B {
            // What C lost changes hashes; B, F and G lost nothing of a row but a dependent action.
            assert_eq!(
                page.row_hashes,
                first.row_hashes,
                "{} in {}",
                case.name,
                layout.letter()
            );
        } else {
            let other = |p: &Page| -> BTreeMap<String, String> {
                p.row_hashes
                    .clone()
                    .into_iter()
                    .filter(|(k, _)| !k.starts_with("authorization/"))
                    .collect()
            };
            assert_eq!(other(&page), other(&first), "{} in B", case.name);
        }
        assert_eq!(
            lost.contains("page::lost-title"),
            !matches!(layout, Layout::A | Layout::B)
        );
    }
}

#[test]
fn our_own_pages_say_the_same_in_every_layout() {
    let cases = rendered(&fixtures());
    assert_eq!(cases.len(), 3);
    for case in &cases {
        check(case);
    }
}

#[test]
fn the_shared_pages_say_the_same_in_every_layout() {
    let Some(shared) = shared() else { return };
    let cases = rendered(&shared.join("pages"));
    assert!(cases.len() >= 3);
    for case in &cases {
        check(case);
    }
}

/// Pages written the way they are published: with links, loose lists, more escapes, listed values.
#[test]
fn pages_as_they_are_published_say_the_same() {
    let cases = rendered(&fixtures().join("published"));
    let case = &cases[0];
    let mut seen = Vec::new();
    for layout in [Layout::B, Layout::F, Layout::G] {
        let (page, differences) = compare(case, layout);
        assert_eq!(differences, Vec::<String>::new(), "{}", layout.letter());
        let values: Vec<(&str, &str)> = page.request[1]
            .values
            .iter()
            .map(|v| (v.value.as_str(), v.text.as_str()))
            .collect();
        match layout {
            Layout::F => assert_eq!(values, []),
            _ => assert_eq!(values, [("cap", "a brass cap"), ("water_jet", "water_jet")]),
        }
        if layout != Layout::B {
            let link = page.link.as_ref().unwrap();
            assert_eq!(
                (
                    link.product.as_str(),
                    link.version.as_str(),
                    link.operation.as_str()
                ),
                ("Beacon", "2024-02-29", "SnuffBeacon")
            );
        }
        let mut hashes = page.row_hashes.clone();
        hashes.remove("description");
        seen.push((keys(&page), hashes));
    }
    assert_eq!(seen[0], seen[1]);
    assert_eq!(seen[1], seen[2]);
}

#[test]
fn a_layout_is_never_taken_for_another_however_little_is_left() {
    let folders = [Some(fixtures()), shared().map(|s| s.join("pages"))];
    for case in folders.iter().flatten().flat_map(|f| rendered(f)) {
        for layout in LAYOUTS {
            let page = String::from_utf8(case.pages[&layout.letter()].clone()).unwrap();
            let mut seen = false;
            for (end, _) in page.char_indices().step_by(3) {
                if let Ok(found) = detect(&page[..end]) {
                    assert_eq!(found, *layout, "{} cut off at {end}", case.name);
                    seen = true;
                }
            }
            assert!(seen);
        }
    }
}

/// Further pages, for measuring: how many rows are as their facts say, by layout.
#[test]
fn further_pages_can_be_measured() {
    let Some(folder) = std::env::var_os("ACS_PAGES") else {
        return;
    };
    let show: usize = std::env::var("ACS_SHOW")
        .ok()
        .and_then(|n| n.parse().ok())
        .unwrap_or(0);
    let cases = rendered(Path::new(&folder));
    for layout in LAYOUTS {
        let (mut right, mut faults, mut untold) = (0, 0, 0);
        let mut kinds: BTreeMap<String, usize> = BTreeMap::new();
        let (mut ambiguous, mut rows) = (BTreeMap::<&str, usize>::new(), 0);
        for case in &cases {
            let Some(bytes) = case.pages.get(&layout.letter()) else {
                continue;
            };
            if let Err(found) = read(bytes, &Hints::default()) {
                faults += 1;
                println!("{} {}: {}", layout.letter(), case.name, found[0]);
                continue;
            }
            let (page, differences) = compare(case, *layout);
            rows += keys(&page).len();
            right += usize::from(differences.is_empty());
            for remark in page
                .remarks
                .iter()
                .filter(|r| r.kind == RemarkKind::Ambiguous)
            {
                *ambiguous.entry(remark.code).or_default() += 1;
            }
            if !differences.is_empty()
                && !page.remarks.iter().any(|r| r.kind == RemarkKind::Ambiguous)
            {
                untold += 1;
            }
            for difference in &differences {
                let place = difference.split(':').next().unwrap_or_default();
                let kind: Vec<&str> = place
                    .split('/')
                    .filter(|p| p.parse::<usize>().is_err())
                    .collect();
                let kind = kind
                    .iter()
                    .rev()
                    .take(2)
                    .rev()
                    .copied()
                    .collect::<Vec<_>>()
                    .join("/");
                *kinds.entry(kind).or_default() += 1;
            }
            for difference in differences.iter().take(show) {
                println!(
                    "{} {}: {}",
                    layout.letter(),
                    case.name,
                    difference.chars().take(400).collect::<String>()
                );
            }
        }
        println!(
            "{}: {} pages, {right} without a difference, {faults} not read, {rows} rows; wrong without any doubt told: {untold}; differences {kinds:?}; doubts {ambiguous:?}",
            layout.letter(),
            cases.len()
        );
    }
}
