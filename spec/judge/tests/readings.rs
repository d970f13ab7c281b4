//! Judging by one kind of source, tiers, wire errors, addresses, and how violations look.

#[cfg(test)]
mod support;

use acs_judge::{Judge, Options, Reading, Request};
use acs_spec::write::compact;
use support::*;

const SOURCES: &str = r#", "sources": [
    {"id": "page", "kind": "page", "document": "Lamps", "date": "unstated", "url": "https://lamps.example/page"},
    {"id": "docs", "kind": "api-docs", "document": "api-docs.json", "date": "unstated"},
    {"id": "seen", "kind": "observation", "document": "a client", "date": "unstated"}]"#;

fn evidence(source: &str, stated: &str) -> String {
    format!(r#"{{"source": "{source}", "row": "Lamp", "stated": "{stated}"}}"#)
}

fn sourced() -> acs_spec::Operation {
    let length = |id: &str, tier: &str, max: u32, more: &str, evidence: &[String]| {
        format!(
            r#"{{"id": "{id}", "tier": "{tier}", {more} "check": {{"kind": "length", "max": {max}, "unit": "chars"}},
                "evidence": [{}]}}"#,
            evidence.join(",")
        )
    };
    let wide = length(
        "Lamp.wide",
        "documented",
        4,
        "",
        &[evidence("docs", "rule")],
    );
    let narrow = length(
        "Lamp.narrow",
        "advisory",
        2,
        r#""narrows": "Lamp.wide","#,
        &[
            evidence("page", "vague"),
            evidence("page", "rule"),
            evidence("seen", "vague"),
        ],
    );
    let schema = format!(r#"{{"type": "string", "constraints": [{wide}, {narrow}]}}"#);
    let rule = format!(
        r#", "rules": [{{"id": "Lamp.requires", "tier": "documented", "evidence": [{}],
            "check": {{"kind": "requires", "param": "Bulb", "needs": "Lamp"}}}}]"#,
        evidence("docs", "vague")
    );
    let parameters = [
        parameter("Lamp", &schema, ""),
        parameter(
            "Bulb",
            r#"{"type": "string"}"#,
            r#", "required_by": ["page"]"#,
        ),
    ];
    operation(&parameters.join(","), &format!("{SOURCES}{rule}"))
}

#[test]
fn each_reading_knows_what_its_sources_say() {
    let operation = sourced();
    let long = [("Lamp", "aaaaa"), ("Bulb", "b")];
    for (reading, want) in [
        ("effective", vec!["Lamp Lamp.wide"]),
        ("api-docs", vec!["Lamp Lamp.wide"]),
        // `narrows` holds only where the looser one is judged too.
        ("page", vec!["Lamp Lamp.narrow"]),
        ("observation", vec!["Lamp Lamp.narrow?"]),
        ("cli-metadata", vec![]),
    ] {
        assert_eq!(broken_by(reading, &operation, &long), want, "{reading}");
    }
    for (reading, want) in [
        ("effective", vec!["Lamp Lamp.narrow?"]),
        ("api-docs", vec![]),
        ("page", vec!["Lamp Lamp.narrow"]),
    ] {
        assert_eq!(
            broken_by(reading, &operation, &[("Lamp", "aaa"), ("Bulb", "b")]),
            want,
            "{reading}"
        );
    }
    for (reading, want) in [
        ("effective", vec!["Bulb Bulb.required?"]),
        ("page", vec!["Bulb Bulb.required"]),
        ("api-docs", vec![]),
    ] {
        assert_eq!(broken_by(reading, &operation, &[]), want, "{reading}");
    }
    for (reading, want) in [
        ("effective", vec!["Lamp Lamp.requires"]),
        ("api-docs", vec!["Lamp Lamp.requires?"]),
        // Required by this reading, so an empty text is worth a word.
        ("page", vec!["Bulb Bulb.empty?"]),
    ] {
        assert_eq!(
            broken_by(reading, &operation, &[("Bulb", "")]),
            want,
            "{reading}"
        );
    }
}

#[test]
fn words_of_readings() {
    for word in Reading::words() {
        assert_eq!(Reading::from_word(word).unwrap().to_string(), word);
    }
    assert_eq!(Reading::words().count(), 5);
    assert_eq!(Reading::from_word("Page"), None);
}

#[test]
fn a_verdict_refuses() {
    let operation = sourced();
    let advisory = verdict(&operation, &[("Lamp", "aaa"), ("Bulb", "b")]);
    assert!(!advisory.refused(false) && advisory.refused(true));
    let documented = verdict(&operation, &[("Lamp", "aaaaa"), ("Bulb", "b")]);
    assert!(documented.refused(false) && documented.refused(true));
    let clean = verdict(&operation, &[("Lamp", "a"), ("Bulb", "b")]);
    assert!(!clean.refused(false) && !clean.refused(true));
}

fn answering() -> (acs_spec::Operation, acs_spec::Service) {
    let own = r#"{"id": "Lamp.length", "tier": "documented", "check": {"kind": "length", "max": 2, "unit": "chars"},
        "wire_error": {"status": 400, "code": "InvalidLamp"}, "evidence": [{"source": "page", "row": "Lamp", "stated": "rule"}]}"#;
    let common = r#"{"id": "Lamp.ascii", "tier": "documented", "check": {"kind": "ascii"},
        "evidence": [{"source": "docs", "row": "Lamp", "stated": "rule"}]}"#;
    let neither = constraint(
        "Lamp.forbid_chars",
        r#"{"kind": "forbid_chars", "chars": "x"}"#,
    );
    let schema = format!(r#"{{"type": "string", "constraints": [{own}, {common}, {neither}]}}"#);
    let parameters = [
        parameter("Lamp", &schema, ""),
        parameter("Count", r#"{"type": "int32"}"#, r#", "required": true"#),
        parameter("Key", r#"{"type": "string", "sensitive": true}"#, ""),
    ];
    let service = service(
        r#", "documentation": "https://lamps.example/api/{operation}.html", "common_errors": [
            {"status": 400, "code": "Missing", "summary": "It is missing.", "answers": ["required"], "inferred": true},
            {"status": 404, "code": "NotReached", "summary": "Another.", "answers": ["required", "unknown"]},
            {"status": 400, "code": "Bad", "summary": "It is bad.", "answers": ["ascii", "length", "type"]}]"#,
    );
    (operation(&parameters.join(","), SOURCES), service)
}

#[test]
fn violations_tell_what_is_answered_and_where_to_read_about_it() {
    let (operation, service) = answering();
    let judge = Judge::new(&operation, Some(&service)).unwrap();
    let options = Options::default();
    let request = Request::from_pairs([
        ("Lamp", "éxx\n"),
        ("Lamb", "secret"),
        ("Key", "open sesame"),
        ("Key", "x"),
    ]);
    let verdict = judge.judge(&request, &options);
    let shown: Vec<String> = verdict.violations.iter().map(ToString::to_string).collect();
    assert_eq!(
        shown,
        [
            r#"Lamp: found "éxx\n", wanted at most 2 characters (documented, rule Lamp.length, answered 400 InvalidLamp) see https://lamps.example/page"#,
            r#"Lamp: found "éxx\n", wanted only ASCII characters (documented, rule Lamp.ascii, answered 400 Bad) see https://lamps.example/page"#,
            r#"Lamp: found "éxx\n", wanted none of the characters `x` (documented, rule Lamp.forbid_chars) see https://lamps.example/page"#,
            "Count: missing (documented, rule Count.required, answered 400 Missing by inference) see https://lamps.example/page",
            "Key: found 2 values, wanted one text (documented, rule Key.type, answered 400 Bad) see https://lamps.example/page",
            "Lamb: unknown, wanted a name that the operation has (did you mean `Lamp`?) (advisory, rule unknown, answered 404 NotReached) see https://lamps.example/page",
        ]
    );
    assert_eq!(verdict.to_string(), shown.join("\n") + "\n");
    assert_eq!(
        compact(&verdict.violations[0].to_json()),
        r#"{"path":"Lamp","rule":"Lamp.length","kind":"length","tier":"documented","found":"éxx\n","allowed":"at most 2 characters","wireError":{"status":400,"code":"InvalidLamp","inferred":false},"documentation":"https://lamps.example/page"}"#
    );
    let required = compact(&verdict.violations[3].to_json());
    assert!(
        required.contains(r#""found":null"#) && required.contains(r#""inferred":true"#),
        "{required}"
    );
    // Without a service nothing is known that the spec does not say.
    let alone = Judge::new(&operation, None)
        .unwrap()
        .judge(&request, &options);
    assert_eq!(alone.violations[1].wire_error, None);
    assert_eq!(
        alone.violations[1].documentation.as_deref(),
        Some("https://lamps.example/page")
    );
    assert_eq!(
        alone.violations[0].wire_error.as_ref().unwrap().code,
        "InvalidLamp"
    );
    assert!(
        compact(&alone.to_json())
            .contains(r#""wireError":null,"documentation":"https://lamps.example/page""#)
    );
}

#[test]
fn a_long_value_does_not_flood_the_line() {
    let operation = lamp("string", r#"{"kind": "length", "max": 2, "unit": "chars"}"#);
    let long = "\u{1b}".to_owned() + &"a".repeat(1_000_000);
    let verdict = verdict(&operation, &[("Lamp", &long)]);
    let line = verdict.violations[0].to_string();
    assert!(
        line.len() < 300 && line.contains(r"\u{1b}aaa") && line.contains('…'),
        "{line}"
    );
    assert_eq!(verdict.violations[0].found.as_deref(), Some(long.as_str()));
}

#[test]
fn secrets_are_never_shown() {
    let secret = r#"{"type": "string", "sensitive": true, "constraints": [
        {"id": "ID.length", "tier": "documented", "check": {"kind": "length", "max": 2, "unit": "chars"}}]}"#;
    let fields = |id: &str| {
        format!(
            r#"{{"type": "object", "fields": [
                {{"name": "Secret", "required": false, "schema": {}}},
                {{"name": "Open", "required": false, "schema": {{"type": "int32"}}}}]}}"#,
            secret.replace("ID", id)
        )
    };
    let parameters = [
        parameter(
            "Pass",
            &secret.replace("ID", "Pass"),
            r#", "required": true"#,
        ),
        parameter("Json", &fields("Json.Secret"), r#", "style": "json""#),
        parameter("Flat", &fields("Flat.Secret"), ""),
        parameter(
            "All",
            r#"{"type": "array", "sensitive": true, "items": {"type": "int32"}}"#,
            "",
        ),
        parameter("Low", r#"{"type": "int32", "sensitive": true}"#, ""),
        parameter("High", r#"{"type": "int32"}"#, ""),
    ];
    let compare = rule(
        "Low.compare",
        r#"{"kind": "compare", "param": "Low", "less_than": "High", "order": "number"}"#,
    );
    let operation = operation(&parameters.join(","), &format!(r#", "rules": [{compare}]"#));
    let secret = "hunter22é";
    let broken_json = format!(r#"{{"Secret": "{secret}""#);
    let found = verdict(
        &operation,
        &[
            ("Pass", secret),
            ("Json", &broken_json),
            ("Flat.Secret", secret),
            ("Flat.Open", "x"),
            ("All.1", secret),
            ("Low", "77777"),
            ("High", "3"),
            ("Passs", secret),
        ],
    );
    assert_eq!(found.violations.len(), 7, "{found}");
    let text = format!("{found}{found:?}{}", compact(&found.to_json()));
    assert!(
        !text.contains("hunter") && !text.contains("77777"),
        "{text}"
    );
    assert!(
        text.contains("<9 characters>") && text.contains("<5 characters>"),
        "{text}"
    );
    let two = [("Pass", "a\u{301}bc"), ("Json", r#"{"Secret": "abc"}"#)];
    let lengths: Vec<_> = verdict(&operation, &two)
        .violations
        .iter()
        .map(|v| v.found.clone().unwrap())
        .collect();
    assert_eq!(
        lengths.iter().map(|text| &**text).collect::<Vec<_>>(),
        ["<4 characters>", "<3 characters>"]
    );
    let request = Request::from_pairs([("Pass", secret)]);
    assert!(!format!("{request:?}").contains("hunter"));
}

#[test]
fn without_a_page_the_address_that_all_operations_share_is_shown() {
    let (mut operation, service) = answering();
    operation
        .sources
        .iter_mut()
        .for_each(|source| source.url = None);
    let judge = Judge::new(&operation, Some(&service)).unwrap();
    let verdict = judge.judge(&Request::from_pairs([("Lamp", "abc")]), &Options::default());
    assert_eq!(verdict.violations.len(), 2);
    for violation in &verdict.violations {
        assert_eq!(
            violation.documentation.as_deref(),
            Some("https://lamps.example/api/LightLamp.html")
        );
    }
    let judge = Judge::new(&operation, None).unwrap();
    let verdict = judge.judge(&Request::from_pairs([("Lamp", "abc")]), &Options::default());
    assert_eq!(verdict.violations[0].documentation, None);
}
