use super::*;
use crate::page::model::Block;

fn row(name: &str, kind: &str, required: bool, text: &str) -> FlatRow {
    FlatRow {
        name: (!name.is_empty()).then(|| name.to_owned()),
        kind: kind.to_owned(),
        required: Some(required),
        description: if text.is_empty() {
            Vec::new()
        } else {
            vec![Block::Paragraph(text.to_owned())]
        },
        example: None,
        line: 1,
        values: Vec::new(),
    }
}

fn input<'a>() -> Input<'a> {
    Input {
        root: "request",
        operation: "LightLamp",
        top_level: None,
        example: None,
        response: false,
    }
}

fn keys_of(rows: Vec<FlatRow>, input: &Input<'_>) -> (Vec<String>, Vec<String>) {
    let built = build(rows, input);
    assert_eq!(built.faults, []);
    (
        built.keys,
        built
            .remarks
            .iter()
            .map(|r| format!("{}: {}", r.code, r.candidates.join(", ")))
            .collect(),
    )
}

fn tags() -> Vec<FlatRow> {
    vec![
        row("Tag", "array<object>", false, "The tags."),
        row("", "object", false, "A tag."),
        row("Key", "string", false, "The key of the tag."),
        row("Value", "string", false, "The value of the tag."),
    ]
}

#[test]
fn a_pair_is_complete_and_a_common_name_is_at_the_top() {
    let mut rows = tags();
    rows.push(row("Wick", "string", false, "The wick."));
    rows.push(row("ClientToken", "string", false, "The token."));
    let (keys, remarks) = keys_of(rows, &input());
    assert_eq!(
        keys,
        [
            "request/Tag",
            "request/Tag/[]",
            "request/Tag/[]/Key",
            "request/Tag/[]/Value",
            "request/Wick",
            "request/ClientToken"
        ]
    );
    assert_eq!(remarks, Vec::<String>::new());
}

#[test]
fn an_object_goes_on_until_there_is_a_sign() {
    let rows = vec![
        row("Beam", "object", false, "The beam."),
        row("Colour", "string", true, "The colour of the beam."),
        row("Width", "string", true, "The width of the beam."),
        row("Shade", "object", false, "The shade of the beam."),
        row("Width", "string", true, "The width of the shade."),
    ];
    let (keys, _) = keys_of(rows, &input());
    assert_eq!(
        keys,
        [
            "request/Beam",
            "request/Beam/Colour",
            "request/Beam/Width",
            "request/Beam/Shade",
            "request/Beam/Shade/Width"
        ]
    );
}

#[test]
fn alike_containers_are_siblings() {
    let rows = vec![
        row("InnerLamps", "array<object>", false, ""),
        row("", "object", false, ""),
        row("Wick", "string", false, ""),
        row("OuterLamps", "array<object>", false, ""),
        row("", "object", false, ""),
        row("Wick", "string", false, ""),
    ];
    let (keys, _) = keys_of(rows, &input());
    assert_eq!(keys[3], "request/OuterLamps");
    assert_eq!(keys[5], "request/OuterLamps/[]/Wick");
}

#[test]
fn a_path_in_the_prose_decides() {
    let mut rows = tags();
    rows.push(row(
        "Scale",
        "string",
        false,
        "For example, Tag.1.Scale is the scale of the first.",
    ));
    assert_eq!(keys_of(rows, &input()).0[4], "request/Tag/[]/Scale");
}

#[test]
fn a_hint_decides() {
    let rows = || {
        vec![
            row("Beam", "object", false, "The beam."),
            row("Colour", "string", false, "The colour."),
            row("RegionId", "string", false, "The region."),
            row("Glare", "string", false, "The glare."),
        ]
    };
    let top: BTreeSet<String> = ["Beam".to_owned(), "Glare".to_owned()].into();
    let mut hinted = input();
    hinted.top_level = Some(&top);
    assert_eq!(
        keys_of(rows(), &hinted).0,
        [
            "request/Beam",
            "request/Beam/Colour",
            "request/Beam/RegionId",
            "request/Glare"
        ]
    );
}

#[test]
fn a_row_in_doubt_shows_its_places() {
    let rows = vec![
        row("Keepers", "array", false, "The keepers of the quay."),
        row("", "string", false, "A keeper."),
        row("Beam", "object", false, "The beam."),
        row("Sector", "object", false, "The sector of the beam."),
        row("From", "integer", false, "Where the sector begins."),
        row("Watch", "boolean", false, "A keeper stays awake."),
    ];
    let (keys, remarks) = keys_of(rows, &input());
    assert_eq!(keys[5], "request/Watch");
    assert_eq!(
        remarks,
        ["page::nesting: request/Watch, request/Beam/Sector/Watch"]
    );
}

#[test]
fn the_example_nests_a_response() {
    let example: Value = serde_json::from_str(
        r#"{"Lamp": {"Wick": 1}, "Oil": 2, "List": [{"A": [{"B": 1}], "C": 1}]}"#,
    )
    .unwrap();
    let rows = vec![
        row("", "object", false, ""),
        row("Lamp", "object", false, ""),
        row("Wick", "string", false, ""),
        row("Oil", "string", false, ""),
        row("List", "array<object>", false, ""),
        row("", "object", false, ""),
        row("A", "array<object>", false, ""),
        row("", "object", false, ""),
        row("B", "string", false, ""),
        row("C", "string", false, ""),
    ];
    let with = Input {
        root: "response",
        operation: "X",
        top_level: None,
        example: Some(&example),
        response: true,
    };
    let (keys, _) = keys_of(rows, &with);
    let want = [
        "",
        "/Lamp",
        "/Lamp/Wick",
        "/Oil",
        "/List",
        "/List/[]",
        "/List/[]/A",
        "/List/[]/A/[]",
        "/List/[]/A/[]/B",
        "/List/[]/C",
    ];
    assert_eq!(keys, want.map(|k| format!("response{k}")));
}

#[test]
fn duplicates_are_reported_and_depth_is_limited() {
    let (keys, remarks) = keys_of(
        vec![row("A", "string", false, ""), row("A", "string", false, "")],
        &input(),
    );
    assert_eq!(keys, ["request/A", "request/A#2"]);
    assert_eq!(remarks, ["page::duplicate-row: request/A"]);
    let deep = (0..1000).map(|_| row("a", "object", false, "")).collect();
    assert_eq!(build(deep, &input()).faults[0].code, "page::too-deep");
}
