//! The extractor against hand labels that lie beside the project: precision and recall as the scorer there computes them.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use acs_import::extract::extract_line;
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

#[test]
fn hand_labels_are_met_with_the_required_precision_and_recall() {
    let Some(folder) = shared() else {
        println!("skipped: no ../shared");
        return;
    };
    let text =
        std::fs::read_to_string(folder.join("gold/constraints-dev.json")).expect("the labels");
    let labels: Value = serde_json::from_str(&text).expect("JSON");
    let (mut right, mut wrong, mut missed) = (0_u32, Vec::new(), Vec::new());
    for label in labels.as_array().expect("a list") {
        let line = json!({"type": label["type"], "description": label["description"]}).to_string();
        let answer: Value =
            serde_json::from_str(&extract_line(&line).expect("an answer")).expect("JSON");
        let said: BTreeSet<String> = answer["constraints"]
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(key)
            .collect();
        let of = |soft: bool| -> BTreeSet<String> {
            label["constraints"]
                .as_array()
                .into_iter()
                .flatten()
                .filter(|c| c["soft"].as_bool().unwrap_or(false) == soft)
                .filter_map(key)
                .collect()
        };
        let (hard, soft) = (of(false), of(true));
        right += u32::try_from(said.intersection(&hard).count()).expect("few");
        let place = format!("{}.{}", label["operation"], label["path"]);
        wrong.extend(
            said.iter()
                .filter(|k| !hard.contains(*k) && !soft.contains(*k))
                .map(|k| format!("{place}: {k}")),
        );
        missed.extend(hard.difference(&said).map(|k| format!("{place}: {k}")));
    }
    let share = |others: usize| {
        f64::from(right) / (f64::from(right) + f64::from(u32::try_from(others).expect("few")))
    };
    assert!(right > 0);
    assert!(share(wrong.len()) >= 0.98, "false: {wrong:#?}");
    assert!(share(missed.len()) >= 0.92, "missed: {missed:#?}");
}
