//! Two versions of the provider's metadata: what an independent walk of the files finds is what the drift tells.
//!
//! The walk reads the files as plain JSON and knows nothing of the importer.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)] // a test

mod drift_support;

use std::collections::BTreeSet;

use drift_support::{aspect, drift, shared};
use serde_json::{Map, Value};

/// What differs: operation, place, aspect.
type Found = BTreeSet<(String, String, String)>;

/// Words for people: compared only where both files have them, and then by the drift's own rows.
const WORDS: &[&str] = &["description", "title", "summary", "extraInfo"];

struct Walk {
    found: Found,
    /// Keywords that the later file has nowhere.
    silent: BTreeSet<String>,
}

fn keys(value: &Value, out: &mut BTreeSet<String>) {
    match value {
        Value::Object(members) => {
            for (name, value) in members {
                out.insert(name.clone());
                keys(value, out);
            }
        }
        Value::Array(items) => items.iter().for_each(|item| keys(item, out)),
        _ => {}
    }
}

impl Walk {
    fn add(&mut self, operation: &str, place: &str, aspect: &str) {
        self.found
            .insert((operation.into(), place.into(), aspect.into()));
    }

    fn schema(&mut self, operation: &str, place: &str, a: &Value, b: &Value) {
        let empty = Map::new();
        let (a, b) = (
            a.as_object().unwrap_or(&empty),
            b.as_object().unwrap_or(&empty),
        );
        let differs = |key: &str| a.get(key) != b.get(key);
        if ["type", "format", "$ref"].iter().any(|key| differs(key)) {
            self.add(operation, place, "type");
            return;
        }
        let pairs = [
            ("values", ["enum", "enum", "enum", "enum"]),
            (
                "range",
                ["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"],
            ),
            (
                "length",
                ["minLength", "maxLength", "minLength", "maxLength"],
            ),
            ("pattern", ["pattern", "pattern", "pattern", "pattern"]),
            ("items", ["minItems", "maxItems", "minItems", "maxItems"]),
        ];
        for (aspect, of) in pairs {
            if of.iter().any(|key| differs(key)) {
                self.add(operation, place, aspect);
            }
        }
        let truth = |value: Option<&Value>| value.and_then(Value::as_bool).unwrap_or(false);
        for key in ["required", "deprecated"] {
            if truth(a.get(key)) != truth(b.get(key))
                && (key != "required" || !place.ends_with(']'))
            {
                self.add(operation, place, key);
            }
        }
        let read: BTreeSet<&str> = pairs
            .iter()
            .flat_map(|(_, of)| of.iter().copied())
            .chain([
                "type",
                "format",
                "$ref",
                "required",
                "deprecated",
                "properties",
                "items",
                "additionalProperties",
            ])
            .collect();
        for key in a.keys().chain(b.keys()) {
            let aspect = match key.as_str() {
                "default" | "example" => key.as_str(),
                "enumValueTitles" => "values",
                _ => "metadata",
            };
            if differs(key)
                && !read.contains(key.as_str())
                && !WORDS.contains(&key.as_str())
                && !self.silent.contains(key)
            {
                self.add(operation, place, aspect);
            }
        }
        for (key, suffix) in [("items", "[]"), ("additionalProperties", "{}")] {
            if let (Some(a), Some(b)) = (a.get(key), b.get(key)) {
                self.schema(operation, &format!("{place}{suffix}"), a, b);
            }
        }
        let fields = |of: &Map<String, Value>| {
            of.get("properties")
                .and_then(Value::as_object)
                .cloned()
                .unwrap_or_default()
        };
        let (was, is) = (fields(a), fields(b));
        for name in was.keys().chain(is.keys()) {
            let inner = format!("{place}.{name}");
            match (was.get(name), is.get(name)) {
                (Some(a), Some(b)) => self.schema(operation, &inner, a, b),
                _ => self.add(operation, &inner, "parameter"),
            }
        }
    }

    fn operation(&mut self, name: &str, a: &Value, b: &Value) {
        let list = |value: &Value| -> Vec<(String, Value)> {
            let all = value["parameters"].as_array().cloned().unwrap_or_default();
            all.into_iter()
                .map(|one| (one["name"].as_str().unwrap().to_owned(), one))
                .collect()
        };
        let (was, is) = (list(a), list(b));
        let get = |list: &[(String, Value)], name: &str| {
            list.iter()
                .find(|(other, _)| other == name)
                .map(|(_, value)| value.clone())
        };
        for (parameter, _) in was.iter().chain(&is) {
            match (get(&was, parameter), get(&is, parameter)) {
                (Some(a), Some(b)) => {
                    for (key, aspect) in [
                        ("in", "location"),
                        ("style", "style"),
                        ("allowEmptyValue", "empty"),
                    ] {
                        if a[key] != b[key] && !self.silent.contains(key) {
                            self.add(name, parameter, aspect);
                        }
                    }
                    self.schema(name, parameter, &a["schema"], &b["schema"]);
                }
                _ => self.add(name, parameter, "parameter"),
            }
        }
        let set = |value: &Value| -> BTreeSet<String> {
            let all = value.as_array().cloned().unwrap_or_default();
            all.iter()
                .map(|one| one.to_string().to_lowercase())
                .collect()
        };
        for key in ["methods", "schemes", "security"] {
            if set(&a[key]) != set(&b[key]) {
                self.add(name, "", key);
            }
        }
        for (key, aspect) in [("path", "path"), ("operationType", "access")] {
            if a[key] != b[key] && !self.silent.contains(key) {
                self.add(name, "", aspect);
            }
        }
        if a["deprecated"].as_bool().unwrap_or(false) != b["deprecated"].as_bool().unwrap_or(false)
        {
            self.add(name, "", "deprecated");
        }
    }
}

fn walk(before: &str, after: &str) -> Found {
    let [a, b] = [before, after].map(|text| serde_json::from_str::<Value>(text).unwrap());
    let [mut had, mut has] = [BTreeSet::new(), BTreeSet::new()];
    keys(&a, &mut had);
    keys(&b, &mut has);
    let mut walk = Walk {
        found: Found::new(),
        silent: had.difference(&has).cloned().collect(),
    };
    let empty = Map::new();
    let apis = |value: &'_ Value| value["apis"].as_object().unwrap_or(&empty).clone();
    let (was, is) = (apis(&a), apis(&b));
    for name in was.keys().chain(is.keys()) {
        match (was.get(name), is.get(name)) {
            (Some(a), Some(b)) => walk.operation(name, a, b),
            _ => walk.add(name, "", "operation"),
        }
    }
    let hosts = |value: &Value| -> BTreeSet<(String, String)> {
        let all = value["endpoints"].as_array().cloned().unwrap_or_default();
        let text = |one: &Value, key: &str| one[key].as_str().unwrap_or_default().to_owned();
        all.iter()
            .map(|one| (text(one, "regionId"), text(one, "endpoint")))
            .collect()
    };
    let (was, is) = (hosts(&a), hosts(&b));
    for (region, _) in was.symmetric_difference(&is) {
        walk.add("", &format!("endpoint {region}"), "endpoint");
    }
    walk.found
}

#[track_caller]
fn agree(before: &str, after: &str) -> usize {
    let want = walk(before, after);
    let drift = drift(before, after);
    let got: Found = drift
        .changes
        .iter()
        .map(|change| {
            (
                change.operation.clone(),
                change.place.clone(),
                aspect(change).to_owned(),
            )
        })
        .collect();
    let missing: Vec<_> = want.difference(&got).collect();
    let surplus: Vec<_> = got.difference(&want).collect();
    assert!(
        missing.is_empty() && surplus.is_empty(),
        "missing: {missing:#?}\nsurplus: {surplus:#?}"
    );
    want.len()
}

#[test]
fn two_versions_differ_in_just_what_a_walk_finds() {
    let Some(old) = shared("api-docs/r-kvstore.2015-01-01.2024-07.json") else {
        return;
    };
    let Some(new) = shared("api-docs/r-kvstore.2015-01-01.2025-12.json") else {
        return;
    };
    let [old, new] = [old, new].map(|path| std::fs::read_to_string(path).unwrap());
    let drift = drift(&old, &new);
    let count = |aspect_wanted: &str, gone: bool| {
        let of = drift
            .changes
            .iter()
            .filter(|change| aspect(change) == aspect_wanted);
        of.filter(|change| change.after.is_none() == gone).count()
    };
    assert_eq!(
        (count("operation", false), count("operation", true)),
        (27, 1)
    );
    assert!(agree(&old, &new) > 90);
    // A file against itself.
    for text in [&old, &new] {
        assert_eq!(agree(text, text), 0);
    }
}

/// The other way round nothing of what the first file is silent on is called new.
#[test]
fn silence_counts_on_both_sides() {
    let Some(old) = shared("api-docs/r-kvstore.2015-01-01.2024-07.json") else {
        return;
    };
    let Some(new) = shared("api-docs/r-kvstore.2015-01-01.2025-12.json") else {
        return;
    };
    let [old, new] = [old, new].map(|path| std::fs::read_to_string(path).unwrap());
    let forth: BTreeSet<(String, String)> = drift(&old, &new)
        .changes
        .into_iter()
        .map(|c| (c.operation, c.place))
        .collect();
    let back: BTreeSet<(String, String)> = drift(&new, &old)
        .changes
        .into_iter()
        .map(|c| (c.operation, c.place))
        .collect();
    assert_eq!(forth, back);
}
