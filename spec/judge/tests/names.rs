//! Which pairs a parameter has, and which paths its violations name.

#[cfg(test)]
mod support;

use support::*;

/// Names, at most 5 elements, each with a required key of at most 3 characters and an optional value.
fn tags(more: &str) -> String {
    let key = constraint(
        "Tag.Key.length",
        r#"{"kind": "length", "max": 3, "unit": "chars"}"#,
    );
    let items = constraint("Tag.items", r#"{"kind": "items", "max": 5}"#);
    let schema = format!(
        r#"{{"type": "array", "constraints": [{items}], "items": {{"type": "object", "fields": [
            {{"name": "Key", "required": true, "schema": {{"type": "string", "constraints": [{key}]}}}},
            {{"name": "Count", "required": false, "schema": {{"type": "int32"}}}}]}}}}"#
    );
    parameter("Tag", &schema, more)
}

#[test]
fn lists_are_counted_from_one_and_closed_up() {
    for style in [
        r#", "style": "repeat_list""#,
        r#", "style": "flat""#,
        "",
        r#", "location": "form""#,
    ] {
        let operation = operation(&tags(style), "");
        assert!(broken(&operation, &[("Tag.1.Key", "a"), ("Tag.3.Key", "b")]).is_empty());
        // The third is the second after closing up, whatever order the pairs come in.
        assert_eq!(
            broken(
                &operation,
                &[
                    ("Tag.9.Key", "long"),
                    ("Tag.3.Count", "x"),
                    ("Tag.1.Key", "a"),
                    ("Tag.3.Key", "b")
                ]
            ),
            ["Tag[2].Count Tag.Count.type", "Tag[3].Key Tag.Key.length"]
        );
        assert_eq!(
            broken(&operation, &[("Tag.2147483647.Count", "1")]),
            ["Tag[1].Key Tag.Key.required"]
        );
    }
}

#[test]
fn names_that_match_nothing() {
    let operation = operation(
        &format!(
            "{}, {}",
            tags(""),
            parameter("Lamp", r#"{"type": "string"}"#, "")
        ),
        "",
    );
    for name in [
        "Tag",
        "Tag.",
        "Tag.1",
        "Tag.1.",
        "Tag.0.Key",
        "Tag.01.Key",
        "Tag.+1.Key",
        "Tag.-1.Key",
        "Tag.2147483648.Key",
        "Tag.1.key",
        "Tag.1.Key.",
        "Tag.1.Key.x",
        "Tag..Key",
        "Tag.x.Key",
        "tag.1.Key",
        "lamp",
        "Lamp.",
        "Lamp.1",
        "",
        ".",
        "Tag[1].Key",
        " Lamp",
    ] {
        assert_eq!(
            broken(&operation, &[(name, "x")]),
            [format!("{name} unknown?")],
            "{name}"
        );
    }
    // It makes nothing present, and every pair is one violation.
    let required = support::operation(&tags(r#", "required": true"#), "");
    assert_eq!(
        broken(
            &required,
            &[("Tag.1", "x"), ("Tag.0.Key", "y"), ("Tag.0.Key", "y")]
        ),
        [
            "Tag Tag.required",
            "Tag.1 unknown?",
            "Tag.0.Key unknown?",
            "Tag.0.Key unknown?"
        ]
    );
}

#[test]
fn objects_and_maps() {
    let sector = r#"{"type": "object", "fields": [
        {"name": "From", "required": true, "schema": {"type": "int32"}},
        {"name": "Inner", "required": false, "schema": {"type": "object", "fields": [
            {"name": "To", "required": true, "schema": {"type": "int32"}}]}}]}"#;
    let labels = r#"{"type": "map", "items": {"type": "int32"}}"#;
    let groups = r#"{"type": "map", "items": {"type": "array", "items": {"type": "int32"}}}"#;
    let free = r#"{"type": "object"}"#;
    let operation = operation(
        &[
            parameter("Sector", sector, r#", "style": "flat""#),
            parameter("Labels", labels, ""),
            parameter("Groups", groups, ""),
            parameter("Free", free, ""),
        ]
        .join(","),
        "",
    );
    assert_eq!(
        broken(&operation, &[("Sector.From", "x")]),
        ["Sector.From Sector.From.type"]
    );
    // A faulted field makes the object that holds it present, and so does one further in.
    assert_eq!(
        broken(&operation, &[("Sector.Inner.To", "x")]),
        [
            "Sector.From Sector.From.required",
            "Sector.Inner.To Sector.Inner.To.type"
        ]
    );
    assert_eq!(
        broken(
            &operation,
            &[
                ("Labels.a.b", "1"),
                ("Labels.[c]", "x"),
                ("Labels.d", "1"),
                ("Labels.d", "1")
            ]
        ),
        ["Labels.[c] Labels.[c].type", "Labels.d Labels.d.type"]
    );
    assert_eq!(
        broken(
            &operation,
            &[
                ("Groups.a.1", "1"),
                ("Groups.a.2", "x"),
                ("Groups.a.b.1", "1")
            ]
        ),
        ["Groups.a[2] Groups.a.type", "Groups.a.b.1 unknown?"]
    );
    for name in [
        "Labels",
        "Labels.",
        "Groups.a",
        "Groups..1",
        "Free",
        "Free.",
    ] {
        assert_eq!(
            broken(&operation, &[(name, "1")]),
            [format!("{name} unknown?")]
        );
    }
    assert!(broken(&operation, &[("Free.a.b.c", "")]).is_empty());
    assert_eq!(
        broken(&operation, &[("Free.a", ""), ("Free.a", "")]),
        ["Free.a Free.a.type"]
    );
}

#[test]
fn lists_in_lists_and_recursion() {
    let matrix = r#"{"type": "array", "items": {"type": "array", "items": {"type": "int32"}}}"#;
    let tree = r#"{"type": "ref", "reference": "Tree"}"#;
    let schemas = r#", "schemas": {"Tree": {"type": "object", "fields": [
        {"name": "Name", "required": true, "schema": {"type": "string"}},
        {"name": "Child", "required": false, "schema": {"type": "array", "items": {"type": "ref", "reference": "Tree"}}}]}}"#;
    let operation = operation(
        &[parameter("Matrix", matrix, ""), parameter("Tree", tree, "")].join(","),
        schemas,
    );
    assert_eq!(
        broken(
            &operation,
            &[
                ("Matrix.5.1", "1"),
                ("Matrix.7.2", "x"),
                ("Matrix.7.1", "1"),
                ("Matrix.1", "1")
            ]
        ),
        ["Matrix[2][2] Matrix.type", "Matrix.1 unknown?"]
    );
    assert_eq!(
        broken(
            &operation,
            &[
                ("Tree.Name", "a"),
                ("Tree.Child.2.Child.1.Child.4.Name", "b")
            ]
        ),
        [
            "Tree.Child[1].Name Tree.Child.Name.required",
            "Tree.Child[1].Child[1].Name Tree.Child.Child.Name.required"
        ]
    );
    // 128 steps inwards are read, and no more.
    let deep = |steps: usize| format!("Tree{}.Name", ".Child.1".repeat((steps - 1) / 2));
    assert!(
        !broken(&operation, &[(&deep(127), "x")])
            .iter()
            .any(|line| line.contains("unknown"))
    );
    assert_eq!(broken(&operation, &[(&deep(129), "x")]).len(), 1);
    let huge = deep(2_000_001);
    assert_eq!(
        broken(&operation, &[(&huge, "x")]),
        [format!("{huge} unknown?")]
    );
}

#[test]
fn dotted_names() {
    let text = r#"{"type": "string"}"#;
    let list = r#"{"type": "array", "items": {"type": "int32"}}"#;
    let object = r#"{"type": "object", "fields": [
        {"name": "B", "required": false, "schema": {"type": "int32"}},
        {"name": "B.C", "required": false, "schema": {"type": "int32"}},
        {"name": "D", "required": false, "schema": {"type": "array", "items": {"type": "string"}}}]}"#;
    let operation = operation(
        &[
            parameter("A", object, ""),
            parameter("A.B", text, ""),
            parameter("A.D", list, ""),
            parameter("Tag", list, ""),
            parameter("Tag.1", text, ""),
        ]
        .join(","),
        "",
    );
    // A declared name matched whole goes first: `A.B` is the text, and no whole number is asked for.
    assert!(broken(&operation, &[("A.B", "x"), ("Tag.1", "x")]).is_empty());
    assert_eq!(broken(&operation, &[("Tag.2", "x")]), ["Tag[1] Tag.type"]);
    assert_eq!(broken(&operation, &[("A.B.C", "x")]), ["A.B.C A.B.C.type"]);
    // Of several names that fit, the longest.
    assert_eq!(broken(&operation, &[("A.D.1", "x")]), ["A.D[1] A.D.type"]);
    assert_eq!(broken(&operation, &[("A.B.D", "x")]), ["A.B.D unknown?"]);
}

#[test]
fn lists_joined_by_commas() {
    let ids = parameter(
        "Ids",
        r#"{"type": "array", "items": {"type": "int32"}}"#,
        r#", "style": "simple", "required": true"#,
    );
    let operation = operation(&ids, "");
    assert!(broken(&operation, &[("Ids", "1,2")]).is_empty());
    assert_eq!(
        broken(&operation, &[("Ids", "1,x,,3")]),
        ["Ids[2] Ids.type", "Ids[3] Ids.type"]
    );
    assert_eq!(broken(&operation, &[("Ids", "")]), ["Ids Ids.required"]);
    assert_eq!(
        broken(&operation, &[("Ids", "1"), ("Ids", "2")]),
        ["Ids Ids.type"]
    );
    assert_eq!(
        broken(&operation, &[("Ids.1", "1")]),
        ["Ids Ids.required", "Ids.1 unknown?"]
    );
}

#[test]
fn json_text() {
    let bodies = [
        r#", "style": "json""#,
        r#", "location": "body""#,
        r#", "location": "query", "style": "json""#,
    ];
    for body in bodies {
        let operation = operation(&tags(body), "");
        for good in [
            "[]",
            "null",
            r#"[{"Key": "a", "Count": 1}, {"Key": "b", "Count": "2"}]"#,
            r#" [{"Key": 5, "Count": null}, null, {}, {"Key": true}] "#,
            r#"[{"Key": null}]"#,
        ] {
            assert!(
                !broken(&operation, &[("Tag", good)])
                    .iter()
                    .any(|line| line.contains("type")),
                "{good}"
            );
        }
        for (text, want) in [
            (r#"[{"Key": true}]"#, vec!["Tag[1].Key Tag.Key.length"]),
            (
                r#"[null, {}, {"Key": "long"}]"#,
                vec!["Tag[1].Key Tag.Key.length"],
            ),
            (
                r#"[{"Count": 1.5}]"#,
                vec!["Tag[1].Key Tag.Key.required", "Tag[1].Count Tag.Count.type"],
            ),
            (r#"[{"Key": "a"}, 5]"#, vec!["Tag[2] Tag.type"]),
            (r#"[{"Key": ["a"]}]"#, vec!["Tag[1].Key Tag.Key.type"]),
            (
                r#"[{"Key": "a", "Key": "a"}]"#,
                vec!["Tag[1].Key Tag.Key.type"],
            ),
            // Twice is twice, though each says nothing.
            (
                r#"[{"Key": "a", "Count": null, "Count": null}]"#,
                vec!["Tag[1].Count Tag.Count.type"],
            ),
            // What the spec lacks keeps the position it was given at, and makes nothing present.
            (r#"[{}, {"Lamp": 1}]"#, vec!["Tag[2].Lamp unknown?"]),
            (r#"[{}, {"Lamp": null}]"#, vec![]),
            (
                r#"[{"Lamp": null, "Lamp": null}]"#,
                vec!["Tag[1].Lamp unknown?"],
            ),
            (r#"[{"Lamp": 1, "Lamp": 2}]"#, vec!["Tag[1].Lamp unknown?"]),
            (r#"{"Key": "a"}"#, vec!["Tag Tag.type"]),
            (r#""a""#, vec!["Tag Tag.type"]),
            ("", vec!["Tag Tag.type"]),
            ("[", vec!["Tag Tag.type"]),
            (r#"[{"Key": "a"}] x"#, vec!["Tag Tag.type"]),
        ] {
            assert_eq!(broken(&operation, &[("Tag", text)]), want, "{text}");
        }
        assert_eq!(
            broken(&operation, &[("Tag", "[]"), ("Tag", "[]")]),
            ["Tag Tag.type"]
        );
        assert_eq!(
            broken(&operation, &[("Tag.1.Key", "a")]),
            ["Tag.1.Key unknown?"]
        );
        let deep = "[".repeat(100_000) + &"]".repeat(100_000);
        assert_eq!(broken(&operation, &[("Tag", &deep)]), ["Tag Tag.type"]);
    }
    // A style that is stated goes before the place.
    let operation = operation(&tags(r#", "location": "body", "style": "flat""#), "");
    assert!(broken(&operation, &[("Tag.1.Key", "a")]).is_empty());
}

#[test]
fn json_text_of_maps_and_free_objects() {
    let labels = r#"{"type": "map", "items": {"type": "int32"}}"#;
    let operation = operation(
        &[
            parameter("Labels", labels, r#", "style": "json""#),
            parameter("Free", r#"{"type": "object"}"#, r#", "style": "json""#),
        ]
        .join(","),
        "",
    );
    assert_eq!(
        broken(
            &operation,
            &[("Labels", r#"{"": 1, "b": "x", "a.b": 2, "c": 1, "c": 2}"#)]
        ),
        ["Labels.b Labels.b.type", "Labels.c Labels.c.type"]
    );
    assert!(broken(&operation, &[("Free", r#"{"a": {"b": [1]}, "c": 1}"#)]).is_empty());
    assert_eq!(broken(&operation, &[("Free", "[1]")]), ["Free Free.type"]);
}

#[test]
fn texts_that_are_not_looked_into() {
    let list = r#"{"type": "array", "items": {"type": "object", "fields": [
        {"name": "Key", "required": true, "schema": {"type": "int32"}}]}}"#;
    for style in ["xml", "simple"] {
        let more = format!(r#", "style": "{style}", "required": true"#);
        let operation = operation(&parameter("Tag", list, &more), "");
        assert!(broken(&operation, &[("Tag", "<Tag/>")]).is_empty());
        assert_eq!(
            broken(&operation, &[("Tag", ""), ("Tag", "")]),
            ["Tag Tag.type"]
        );
        assert_eq!(broken(&operation, &[]), ["Tag Tag.required"]);
    }
}

#[test]
fn references_add_up() {
    let schemas = r#", "schemas": {
        "Name": {"type": "ref", "reference": "Word", "constraints": [
            {"id": "Name.ascii", "tier": "documented", "check": {"kind": "ascii"}}]},
        "Word": {"type": "string", "sensitive": true, "constraints": [
            {"id": "Word.length", "tier": "documented", "check": {"kind": "length", "max": 1, "unit": "chars"}}]}}"#;
    let own = r#"{"type": "ref", "reference": "Name", "constraints": [
        {"id": "Lamp.chars", "tier": "documented", "check": {"kind": "forbid_chars", "chars": "é"}}]}"#;
    let operation = operation(
        &[
            parameter("Lamp", own, ""),
            parameter("Bulb", r#"{"type": "ref", "reference": "Name"}"#, ""),
        ]
        .join(","),
        schemas,
    );
    assert_eq!(
        broken(&operation, &[("Lamp", "éé"), ("Bulb", "éé")]),
        [
            "Lamp Lamp.chars",
            "Lamp Name.ascii",
            "Lamp Word.length",
            "Bulb Name.ascii",
            "Bulb Word.length"
        ]
    );
    let verdict = verdict(&operation, &[("Lamp", "éé")]);
    assert_eq!(
        verdict.violations[0].found.as_deref(),
        Some("<2 characters>")
    );
}
