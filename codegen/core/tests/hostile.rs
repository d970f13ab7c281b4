//! Specs that are broken anywhere, in any way: an error or a crate, never a panic, a hang, or what is no Rust.

// Helpers of tests are not tests to clippy.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

use std::fs;
use std::path::Path;

use acs_spec::Json;
use acs_spec::load::parse_file;
use acs_spec::write::compact;
use acsgen_core::{Settings, SpecFile, generate};
use proptest::prelude::*;

fn spec(name: &str) -> Json {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/obstacle")
        .join(name);
    parse_file(name, &fs::read_to_string(path).unwrap())
        .unwrap()
        .to_json()
}

fn size(json: &Json) -> usize {
    1 + match json {
        Json::Array(items) => items.iter().map(size).sum(),
        Json::Object(members) => members.iter().map(|(_, value)| size(value)).sum(),
        _ => 0,
    }
}

/// Changes the value number `at`, counted from the root inwards.
fn change(json: &mut Json, at: &mut usize, how: &Change) -> bool {
    if *at == 0 {
        match how {
            Change::Put(value) => *json = value.clone(),
            Change::Shuffle(seed) => match json {
                Json::Array(items) if !items.is_empty() => {
                    let length = items.len();
                    items.rotate_left(seed % length);
                    items.push(items[0].clone());
                }
                Json::Object(members) if !members.is_empty() => {
                    let length = members.len();
                    members.remove(seed % length);
                }
                Json::String(text) => text.push_str("\u{202e}\"`"),
                Json::Number(text) => *text = format!("-{}", text.trim_start_matches('-')),
                other => *other = Json::Null,
            },
        }
        return true;
    }
    *at -= 1;
    match json {
        Json::Array(items) => items.iter_mut().any(|item| change(item, at, how)),
        Json::Object(members) => members.iter_mut().any(|(_, value)| change(value, at, how)),
        _ => false,
    }
}

#[derive(Debug, Clone)]
enum Change {
    Put(Json),
    Shuffle(usize),
}

fn changes() -> impl Strategy<Value = Change> {
    let words = prop::sample::select(vec![
        "string",
        "int32",
        "int64",
        "float",
        "double",
        "boolean",
        "array",
        "object",
        "map",
        "json",
        "any",
        "ref",
        "unstated",
        "Node",
        "Left",
        "simple",
        "json",
        "xml",
        "flat",
        "body",
        "",
        ".",
        "A.B",
        "Sector",
        "Self",
        "9",
        "1e999",
        "yyyy",
        "(",
        "documented",
        "\u{0}",
        "名",
        "Beam.Sector",
        "Tag",
        "Name",
        "true",
    ]);
    prop_oneof![
        4 => words.prop_map(|word| Change::Put(Json::text(word))),
        1 => any::<String>().prop_map(|text| Change::Put(Json::String(text))),
        2 => prop::sample::select(vec!["0", "-1", "1", "65535", "9223372036854775807", "-9223372036854775808", "18446744073709551615"])
            .prop_map(|number| Change::Put(Json::Number(number.to_owned()))),
        1 => any::<bool>().prop_map(|value| Change::Put(Json::Bool(value))),
        1 => Just(Change::Put(Json::Array(vec![]))),
        1 => Just(Change::Put(Json::Object(vec![]))),
        4 => any::<usize>().prop_map(Change::Shuffle),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, ..ProptestConfig::default() })]

    #[test]
    fn any_change_of_a_spec_gives_an_error_or_a_crate(
        name in prop::sample::select(vec!["LightEverything.json", "Tree.json", "Values.json", "LightLamp.json", "PutLamp.json"]),
        changes in prop::collection::vec((any::<prop::sample::Index>(), changes()), 1..4),
    ) {
        let mut json = spec(name);
        for (place, how) in &changes {
            let mut at = place.index(size(&json));
            change(&mut json, &mut at, how);
        }
        let files = [SpecFile::new("service.json", compact(&spec("service.json"))), SpecFile::new(name, compact(&json))];
        match generate(&files, &Settings::default()) {
            // Emitting parses every item, so that what comes out is Rust at least in form.
            Ok(output) => prop_assert!(syn::parse_str::<syn::File>(output.tokens()).is_ok()),
            Err(faults) => {
                prop_assert!(!faults.is_empty());
                for fault in faults {
                    prop_assert!(!fault.message.contains("what is no Rust"), "{}", fault);
                }
            }
        }
    }

    #[test]
    fn no_text_makes_it_panic(text in any::<String>(), cut in any::<prop::sample::Index>()) {
        let whole = compact(&spec("LightLamp.json"));
        let mut at = cut.index(whole.len());
        while !whole.is_char_boundary(at) {
            at -= 1;
        }
        let files = [SpecFile::new("a", text), SpecFile::new("b", &whole[..at])];
        prop_assert!(generate(&files, &Settings::default()).is_err());
    }
}
