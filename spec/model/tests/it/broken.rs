//! What broken files lead to: every fault has a place and a way to mend it, and nothing panics.

use acs_spec::diag::Diagnostic;
use acs_spec::json::{MAX_BYTES, MAX_DEPTH};
use acs_spec::shape::MAX_FAULTS;
use acs_spec::{lint, load};

use crate::sample_text;

/// Compares with the golden of this name.
pub fn golden(name: &str, text: &str) {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("../snapshots");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!(name, text));
}

fn shown(found: &[Diagnostic]) -> String {
    let texts: Vec<String> = found.iter().map(ToString::to_string).collect();
    texts.join("\n\n")
}

/// The loader's faults of a text that has some.
fn faults(text: &str) -> Vec<Diagnostic> {
    load::operation("broken.json", text).unwrap_err()
}

/// The sample with one thing changed, which must be there.
fn spoilt(from: &str, to: &str) -> String {
    let text = sample_text();
    assert!(text.contains(from), "{from}");
    text.replacen(from, to, 1)
}

/// What lints find in a spoilt sample, beyond what they find in the sound one.
fn findings(from: &str, to: &str) -> String {
    let of =
        |text: &str| lint::file_operation("broken.json", text, Some(&crate::sample::service()));
    let sound: Vec<String> = of(&sample_text())
        .into_iter()
        .map(|fault| fault.message)
        .collect();
    let found: Vec<Diagnostic> = of(&spoilt(from, to))
        .into_iter()
        .filter(|fault| !sound.contains(&fault.message))
        .collect();
    shown(&found)
}

#[test]
fn an_unknown_key_that_is_a_near_miss() {
    let text = spoilt(
        "\"summary\": \"Which harbour.\"",
        "\"sumary\": \"Which harbour.\"",
    );
    golden("unknown_key", &shown(&faults(&text)));
}

#[test]
fn an_unknown_word_that_is_a_near_miss() {
    let text = spoilt("\"kind\": \"first_char\"", "\"kind\": \"first_chr\"");
    golden("unknown_word", &shown(&faults(&text)));
}

#[test]
fn keys_twice() {
    let text = spoilt(
        "\"style\": \"RPC\",",
        "\"style\": \"RPC\",\n  \"style\": \"ROA\",",
    );
    let text = text.replacen("\"x-order\": 13", "\"x-order\": 13, \"x-order\": 14", 1);
    golden("duplicate_keys", &shown(&faults(&text)));
}

#[test]
fn reversed_bounds() {
    golden("reversed_bounds", &findings("\"max\": 64,", "\"max\": 1,"));
}

#[test]
fn a_reference_in_a_circle() {
    let text = findings(
        "\"schemas\": {",
        "\"schemas\": {\n    \"Flare\": {\n      \"type\": \"ref\",\n      \"reference\": \"Rocket\"\n    },\n    \"Rocket\": {\n      \"type\": \"ref\",\n      \"reference\": \"Flare\"\n    },",
    );
    golden("cyclic_reference", &text);
}

#[test]
fn several_faults_at_once() {
    let text = spoilt("\"name\": \"KindleHarbourLights\",", "\"nam\": 7,")
        .replacen("\"tier\": \"documented\"", "\"tier\": \"dokumented\"", 1)
        .replacen("\"status\": 404", "\"status\": 70000", 1)
        .replacen("\"required\": true", "\"required\": \"yes\"", 1)
        .replacen("\"unit\": \"chars\"", "\"unit\": null", 1);
    golden("several_faults", &shown(&faults(&text)));
}

#[test]
fn another_format() {
    let text = spoilt("acs-operation/1", "acs-operation/2");
    golden("wrong_format", &shown(&faults(&text)));
    let service = load::service("broken.json", &sample_text()).unwrap_err();
    assert_eq!(service.len(), 1);
    assert_eq!(service[0].code, "ACS0010");
}

#[test]
fn truncated_anywhere() {
    let text = sample_text();
    let mut summary = String::new();
    for end in (0..text.len()).step_by(100).chain([text.len() - 2]) {
        let end = (end..).find(|end| text.is_char_boundary(*end)).unwrap();
        let cut = &text[..end];
        let found = faults(cut);
        assert_eq!(found.len(), 1, "byte {end}");
        let fault = &found[0];
        assert_eq!(fault.code, "ACS0001");
        assert!(!fault.message.is_empty() && !fault.help.is_empty());
        // The place is where the text ends, give or take the byte at which reading noticed.
        let lines = cut.matches('\n').count() + 1;
        assert!(
            fault.column > 0 && fault.line > 0 && fault.line <= lines,
            "{fault}"
        );
        assert!(fault.line + 1 >= lines, "{fault} of {lines} lines");
        if end % 1000 == 0 {
            summary += &format!("{end}: {fault}\n");
        }
    }
    golden("truncated", &summary);
}

#[test]
fn binary_and_empty() {
    let png = String::from_utf8_lossy(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\x01\0").into_owned();
    golden("binary", &shown(&faults(&png)));
    golden("empty", &shown(&faults("")));
    assert_eq!(faults(" \n\u{feff}")[0].code, "ACS0001");
    assert_eq!(faults("\u{0}")[0].code, "ACS0001");
    for (text, code) in [
        ("null", "ACS0004"),
        ("[]", "ACS0004"),
        ("\"x\"", "ACS0004"),
        ("{}", "ACS0007"),
    ] {
        assert!(
            faults(text).iter().all(|fault| fault.code == code),
            "{text}"
        );
    }
}

#[test]
fn over_the_size_limit() {
    let text = " ".repeat(MAX_BYTES + 1);
    let found = faults(&text);
    assert_eq!(found.len(), 1);
    assert_eq!(
        found[0].message,
        "the text has 67108865 bytes, more than the limit of 67108864"
    );
    assert_eq!((found[0].line, found[0].column), (1, MAX_BYTES + 1));
}

#[test]
fn nested_too_deeply() {
    let deep = |levels: usize| {
        let (open, close) = ("[".repeat(levels), "]".repeat(levels));
        spoilt("\"x-order\": 13", &format!("\"x-order\": {open}{close}"))
    };
    golden("nested_200_deep", &shown(&faults(&deep(200))));
    // The value stands six levels down.
    assert!(load::operation("x", &deep(MAX_DEPTH - 6)).is_ok());
    assert_eq!(faults(&deep(MAX_DEPTH)).len(), 1);
    for bomb in ["[".repeat(1_000_000), "{\"a\":".repeat(1_000_000)] {
        assert!(faults(&bomb)[0].message.contains("deeper than 128"));
    }
}

#[test]
fn schemas_nested_as_deeply_as_is_read() {
    let levels = 58;
    let schema = format!(
        "{}{{\"type\": \"any\"}}{}",
        "{\"type\": \"array\", \"items\": ".repeat(levels),
        "}".repeat(levels)
    );
    let text = spoilt("{\n          \"type\": \"string\"\n        }", &schema);
    let operation = load::operation("x", &text).unwrap();
    assert!(!lint::operation(&operation, None).is_empty());
    assert_eq!(
        load::operation("x", &load::to_text(&operation)).unwrap(),
        operation
    );
}

#[test]
fn a_file_of_faults_alone() {
    let keys: Vec<String> = (0..20_000).map(|n| format!("\"key{n}\": {n}")).collect();
    let found = faults(&format!("{{{}}}", keys.join(",\n")));
    assert_eq!(found.len(), MAX_FAULTS + 1);
    let last = found.last().unwrap();
    assert_eq!(last.code, "ACS0011");
    assert!(last.message.starts_with("19"), "{}", last.message);
}

#[test]
fn messages_stay_short_and_plain() {
    let long = "\u{1b}[31m".repeat(100_000);
    let escaped = long.replace('\u{1b}', "\\u001b");
    let text = spoilt(
        "\"style\": \"RPC\",",
        &format!("\"style\": \"{escaped}\", \"{escaped}\": 1,"),
    );
    for fault in faults(&text) {
        assert!(fault.message.len() < 2_000 && fault.pointer.len() < 2_000);
        assert!(!fault.message.contains('\u{1b}'), "{}", fault.message);
    }
}
