//! Nothing that a file can hold makes the loader or a lint panic, and every fault has a place.

use acs_spec::{lint, load};
use proptest::prelude::*;

use crate::{generate, sample_text};

fn read(text: &str) {
    if let Err(faults) = load::operation("x.json", text) {
        assert!(!faults.is_empty());
        for fault in &faults {
            assert!(fault.line > 0 && fault.column > 0, "{fault}");
        }
    }
    for fault in lint::file_operation("x.json", text, Some(&crate::sample::service())) {
        assert!(fault.line > 0 && fault.column > 0, "{fault}");
        assert!(
            !fault.help.is_empty() && !fault.message.is_empty(),
            "{fault}"
        );
    }
}

/// Cuts, doubles or replaces a stretch of the text.
fn mutated(text: &str, at: usize, length: usize, change: &str) -> String {
    let boundary = |at: usize| {
        (at..=text.len())
            .find(|at| text.is_char_boundary(*at))
            .unwrap()
    };
    let start = boundary(at.min(text.len()));
    let end = boundary((start + length).min(text.len()));
    format!("{}{change}{}", &text[..start], &text[end..])
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn any_text(text in any::<String>()) {
        read(&text);
        let _ = load::service("x.json", &text);
    }

    #[test]
    fn any_text_like_json(text in r#"[\[\]{}:,"a\\0-9.eE+ \n-]{0,40}"#) {
        read(&text);
    }

    #[test]
    fn a_spoilt_sample(at in 0..20_000_usize, length in 0..40_usize, change in r#"[\[\]{}:,"a-z\\0-9 \u{0}é]{0,6}"#) {
        let text = sample_text();
        read(&mutated(&text, at % text.len(), length, &change));
    }

    #[test]
    fn any_operation(operation in generate::operation()) {
        let mut operation = operation;
        let found = lint::operation(&operation, None);
        prop_assert!(found.iter().all(|fault| !fault.help.is_empty()));
        read(&load::to_text(&operation));
        lint::strip_prose(&mut operation);
        let found = lint::operation(&operation, None);
        prop_assert!(found.iter().all(|fault| fault.code != "ACS0111"));
        prop_assert_eq!(lint::strip_prose(&mut operation), 0);
    }
}

/// Corrections that were just applied are not stale, wherever they were made.
mod corrections {
    use super::*;
    use acs_spec::correct::apply;
    use acs_spec::source::Correction;
    use acs_spec::{Json, Shape};

    fn scalars(value: &Json, at: &str, out: &mut Vec<(String, Json)>) {
        match value {
            Json::Array(items) => {
                for (n, item) in items.iter().enumerate() {
                    scalars(item, &format!("{at}/{n}"), out);
                }
            }
            Json::Object(members) => {
                for (name, value) in members {
                    let step = name.replace('~', "~0").replace('/', "~1");
                    scalars(value, &format!("{at}/{step}"), out);
                }
            }
            text @ Json::String(_) => out.push((at.to_owned(), text.clone())),
            _ => {}
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        #[test]
        fn stand_after_being_applied(places in prop::collection::vec(any::<prop::sample::Index>(), 1..5)) {
            let mut operation = crate::sample::operation();
            operation.corrections.clear();
            let mut all = Vec::new();
            scalars(&operation.encode(), "", &mut all);
            let corrections: Vec<Correction> = places
                .iter()
                .map(|place| place.get(&all))
                .map(|(at, was)| Correction {
                    at: at.clone(),
                    was: Some(was.clone()),
                    now: Some(Json::text("changed")),
                    why: "seen".into(),
                })
                .collect();
            // Words of the format cannot be changed so, and one place only once.
            let Ok(corrected) = apply(&operation, &corrections) else { return Ok(()) };
            let stale = |operation: &acs_spec::Operation| {
                let found = lint::operation(operation, None);
                found.iter().filter(|fault| fault.code == "ACS0115").count()
            };
            prop_assert_eq!(stale(&corrected), 0);
            let edited = acs_spec::Operation { corrections: corrected.corrections, ..operation };
            prop_assert_eq!(stale(&edited), corrections.len());
        }
    }
}
