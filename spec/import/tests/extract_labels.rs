//! The extractor against hand labels that lie beside the project: precision and recall as the scorer there computes them.

// Test code: a panic here is a failed test.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use acs_import::extract::extract_line;
use acs_import::page::sha256_hex;
use serde_json::{Value, json};

fn shared() -> Option<PathBuf> {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .ancestors()
        .filter_map(Path::parent)
        .map(|folder| folder.join("shared"))
        .find(|folder| folder.join("gold").is_dir())
}

/// A constraint as the scorer compares it, `None` for kinds that it leaves out.
fn key(constraint: &Value) -> Option<String> {
    let text = |name: &str| match &constraint[name] {
        Value::String(text)
            if text.eq_ignore_ascii_case("true") || text.eq_ignore_ascii_case("false") =>
        {
            text.to_ascii_lowercase()
        }
        Value::String(text) => text.clone(),
        other => other.to_string(),
    };
    let scope = constraint["scope"].as_str().unwrap_or_default();
    let kind = constraint["kind"].as_str()?;
    let list = |name: &str| -> Vec<String> {
        let mut values: Vec<String> = constraint[name]
            .as_array()
            .into_iter()
            .flatten()
            .map(|v| v.as_str().map_or_else(|| v.to_string(), str::to_owned))
            .collect();
        values.sort_unstable();
        values
    };
    let integers = |ranges: Vec<(i64, i64)>| {
        let mut ranges = ranges;
        ranges.sort_unstable();
        let mut merged: Vec<(i64, i64)> = Vec::new();
        for (low, high) in ranges {
            match merged.last_mut() {
                Some(last) if low <= last.1.saturating_add(1) => last.1 = last.1.max(high),
                _ => merged.push((low, high)),
            }
        }
        format!("integers {scope} {merged:?}")
    };
    Some(match kind {
        "other" | "pattern" | "server_side" | "unit" => return None,
        "one_of" => {
            let values = list("values");
            let numbers: Option<Vec<i64>> = values.iter().map(|v| v.parse().ok()).collect();
            match numbers {
                Some(numbers) if !numbers.is_empty() => {
                    integers(numbers.into_iter().map(|n| (n, n)).collect())
                }
                _ => format!("one_of {scope} {}", values.join("|").to_ascii_lowercase()),
            }
        }
        "int_set" => integers(
            constraint["ranges"]
                .as_array()?
                .iter()
                .filter_map(|r| Some((r[0].as_i64()?, r[1].as_i64()?)))
                .collect(),
        ),
        "int_range" => integers(vec![(
            constraint["min"].as_i64().unwrap_or(i64::MIN),
            constraint["max"].as_i64().unwrap_or(i64::MAX),
        )]),
        "length" => format!(
            "length {scope} {} {}",
            constraint["min"].as_i64().unwrap_or(0),
            text("max")
        ),
        "first_char" => format!("first_char {scope} {}", text("class")),
        "forbid_prefix" => format!("forbid_prefix {scope} {:?}", list("prefixes")),
        "forbid_chars" => {
            let chars: BTreeSet<char> = text("chars").chars().collect();
            format!("forbid_chars {scope} {chars:?}")
        }
        "max_items" => format!("max_items {}", text("n")),
        "default" | "fixed" => format!("{kind} {}", text("value")),
        "required_if" => format!("required_if {} {}", text("param"), text("equals")),
        "datetime" => format!("datetime {}", text("format")),
        other => format!("{other} {scope}"),
    })
}

/// What an extractor said of labelled descriptions, counted as the scorer counts.
#[derive(Default)]
struct Score {
    right: u32,
    wrong: Vec<String>,
    missed: Vec<String>,
}

impl Score {
    fn add(&mut self, place: &str, kind: &Value, description: &Value, labels: &Value) {
        let line = json!({"type": kind, "description": description}).to_string();
        let answer: Value =
            serde_json::from_str(&extract_line(&line).expect("an answer")).expect("JSON");
        let said: BTreeSet<String> = answer["constraints"]
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(key)
            .collect();
        let of = |soft: bool| -> BTreeSet<String> {
            labels
                .as_array()
                .into_iter()
                .flatten()
                .filter(|c| c["soft"].as_bool().unwrap_or(false) == soft)
                .filter_map(key)
                .collect()
        };
        let (hard, soft) = (of(false), of(true));
        self.right += u32::try_from(said.intersection(&hard).count()).expect("few");
        self.wrong.extend(
            said.iter()
                .filter(|k| !hard.contains(*k) && !soft.contains(*k))
                .map(|k| format!("{place}: {k}")),
        );
        self.missed
            .extend(hard.difference(&said).map(|k| format!("{place}: {k}")));
    }

    fn share(&self, others: &[String]) -> f64 {
        let others = f64::from(u32::try_from(others.len()).expect("few"));
        f64::from(self.right) / (f64::from(self.right) + others)
    }

    fn must_reach(&self, name: &str, precision: f64, recall: f64) {
        println!(
            "{name}: precision {:.3} recall {:.3} ({} right, {} false, {} missed)",
            self.share(&self.wrong),
            self.share(&self.missed),
            self.right,
            self.wrong.len(),
            self.missed.len()
        );
        assert!(self.right > 0);
        assert!(
            self.share(&self.wrong) >= precision,
            "false: {:#?}",
            self.wrong
        );
        assert!(
            self.share(&self.missed) >= recall,
            "missed: {:#?}",
            self.missed
        );
    }
}

#[test]
fn hand_labels_are_met_with_the_required_precision_and_recall() {
    let Some(folder) = shared() else {
        println!("skipped: no ../shared");
        return;
    };
    let text =
        std::fs::read_to_string(folder.join("gold/constraints-dev.json")).expect("the labels");
    let labels: Value = serde_json::from_str(&text).expect("JSON");
    let mut score = Score::default();
    for label in labels.as_array().expect("a list") {
        let place = format!("{}.{}", label["operation"], label["path"]);
        score.add(
            &place,
            &label["type"],
            &label["description"],
            &label["constraints"],
        );
    }
    score.must_reach("English", 0.98, 0.92);
}

/// The description of a parameter or a field of an `api-docs.json`, by its path (`body.tags[].key`).
fn description<'a>(file: &'a Value, operation: &str, path: &str) -> Option<&'a Value> {
    let parameters = file["apis"][operation]["parameters"].as_array()?;
    // Names of parameters may hold dots themselves: the longest that fits.
    let parameter = parameters
        .iter()
        .filter(|p| {
            p["name"].as_str().is_some_and(|name| {
                path.strip_prefix(name)
                    .is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '[']))
            })
        })
        .max_by_key(|p| p["name"].as_str().map_or(0, str::len))?;
    let name = parameter["name"].as_str()?;
    let mut schema = &parameter["schema"];
    let mut rest = path.strip_prefix(name)?;
    while !rest.is_empty() {
        if let Some(below) = rest.strip_prefix("[]") {
            schema = &schema["items"];
            rest = below;
            continue;
        }
        let inner = rest.strip_prefix('.')?;
        let end = inner.find(['.', '[']).unwrap_or(inner.len());
        schema = &schema["properties"][&inner[..end]];
        rest = &inner[end..];
    }
    match &schema["description"] {
        Value::Null => Some(&parameter["description"]),
        found => Some(found),
    }
}

#[test]
fn chinese_labels_are_met_with_the_required_precision_and_recall() {
    let Some(folder) = shared() else {
        println!("skipped: no ../shared");
        return;
    };
    let labels =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../../conformance/labels/chinese.json");
    let labels = std::fs::read_to_string(labels).expect("the labels");
    let labels: Value = serde_json::from_str(&labels).expect("JSON");
    let mut files: BTreeMap<String, Value> = BTreeMap::new();
    let (mut dev, mut held, mut all) = (Score::default(), Score::default(), Score::default());
    for label in labels.as_array().expect("a list") {
        let text = |name: &str| label[name].as_str().expect("a text");
        let file = files.entry(text("file").to_owned()).or_insert_with(|| {
            let path = folder.join("api-docs").join(text("file"));
            serde_json::from_str(&std::fs::read_to_string(path).expect("the file")).expect("JSON")
        });
        let place = format!("{}.{}", text("operation"), text("path"));
        let found = description(file, text("operation"), text("path"))
            .unwrap_or_else(|| panic!("{place} is not there"));
        let digest = sha256_hex(found.as_str().expect("a text"));
        assert_eq!(digest, text("sha256"), "{place} has another text now");
        let half = if text("set") == "dev" {
            &mut dev
        } else {
            &mut held
        };
        for score in [half, &mut all] {
            score.add(&place, &label["type"], found, &label["constraints"]);
        }
    }
    dev.must_reach("Chinese, development half", 0.98, 0.90);
    held.must_reach("Chinese, held-out half", 0.98, 0.90);
    all.must_reach("Chinese, all", 0.98, 0.90);
}

#[test]
fn further_english_labels_are_met() {
    let Some(folder) = shared() else {
        println!("skipped: no ../shared");
        return;
    };
    let labels =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../../conformance/labels/english.json");
    let labels: Value =
        serde_json::from_str(&std::fs::read_to_string(labels).expect("the labels")).expect("JSON");
    let mut score = Score::default();
    for label in labels.as_array().expect("a list") {
        let text = |name: &str| label[name].as_str().expect("a text");
        let place = format!("{}.{}", text("operation"), text("path"));
        let file = folder.join(format!(
            "openapi-meta/en-US/r-kvstore/{}.json",
            text("operation")
        ));
        let file: Value =
            serde_json::from_str(&std::fs::read_to_string(file).expect("the file")).expect("JSON");
        let parameter = file["parameters"]
            .as_array()
            .and_then(|list| list.iter().find(|p| p["name"] == label["path"]))
            .unwrap_or_else(|| panic!("{place} is not there"));
        let found = &parameter["description"];
        let digest = sha256_hex(found.as_str().expect("a text"));
        assert_eq!(digest, text("sha256"), "{place} has another text now");
        score.add(&place, &label["type"], found, &label["constraints"]);
    }
    score.must_reach("English, further labels", 0.98, 0.90);
}
