//! Requests of the obstacle course: what breaks which rule, and what comes back unchanged.

use std::collections::BTreeSet;

use acs_obstacle::OPERATIONS;
use acs_obstacle::acs_runtime::{OperationEntry, Pairs, Tier};
/// A request of `LightEverything` that breaks nothing.
const SOUND: &[(&str, &str)] = &[
    ("Name", "Lamp"),
    ("Token", "t"),
    ("Kind", "green"),
    ("Count", "36"),
    ("Switch", "false"),
    ("Share", "-3"),
    ("Ids", "a"),
    ("InPath", "p"),
    ("MustList.1", "x"),
    ("MustObject.A", "x"),
    ("MustMap.k", "1"),
];

/// Rules that `SOUND` breaks on purpose: sources disagree about these.
const ALWAYS: &[&str] = &[
    "Count.fixed",
    "Kind.one_of@page",
    "Name.exclusive",
    "Switch.fixed",
];

fn entry(name: &str) -> &'static OperationEntry {
    OPERATIONS
        .iter()
        .find(|entry| entry.info.name == name)
        .unwrap()
}

/// Violations as `path rule`, advisory ones with a `~`, without those that `SOUND` has.
fn judge(name: &str, pairs: &Pairs) -> BTreeSet<String> {
    let violations = (entry(name).check)(pairs);
    violations
        .iter()
        .filter(|violation| !ALWAYS.contains(&violation.rule_id()))
        .map(|violation| {
            let mark = if violation.tier() == Tier::Advisory {
                "~"
            } else {
                ""
            };
            format!("{mark}{} {}", violation.path(), violation.rule_id())
        })
        .collect()
}

/// `SOUND` with changes: a pair without a value removes those of that name, any other one replaces or adds.
fn with(changes: &[(&str, Option<&str>)]) -> Pairs {
    let mut pairs: Vec<(String, String)> = SOUND
        .iter()
        .map(|(n, v)| ((*n).to_owned(), (*v).to_owned()))
        .collect();
    for (name, value) in changes {
        pairs.retain(|(n, _)| n != name);
        pairs.extend(value.map(|value| ((*name).to_owned(), value.to_owned())));
    }
    pairs.into_iter().collect()
}

#[track_caller]
fn expect(changes: &[(&str, Option<&str>)], want: &[&str]) {
    let want: BTreeSet<String> = want.iter().map(|each| (*each).to_owned()).collect();
    assert_eq!(
        judge("LightEverything", &with(changes)),
        want,
        "{changes:?}"
    );
}

#[track_caller]
fn one(name: &str, value: &str, want: &[&str]) {
    expect(&[(name, Some(value))], want);
}

#[test]
fn a_sound_request_is_sound_and_comes_back() {
    expect(&[], &[]);
    let entry = entry("LightEverything");
    let pairs = with(&[]);
    let again = (entry.reencode)(&pairs).unwrap();
    let as_set = |pairs: &Pairs| -> BTreeSet<(String, String)> {
        pairs
            .iter()
            .map(|pair| (pair.name().to_owned(), pair.value().to_owned()))
            .collect()
    };
    assert_eq!(as_set(&again), as_set(&pairs));
}

#[test]
fn texts() {
    one("Name", "L", &["Name Name.length"]);
    one("Name", "La", &["~Name Name.length@strict"]);
    one("Name", &"L".repeat(61), &["~Name Name.length@strict"]);
    one("Name", &"名".repeat(81), &["Name Name.length"]);
    one("Name", "7amp", &["Name Name.first_char"]);
    one("Name", "Lamp.", &["Name Name.last_char"]);
    one("Name", "La!mp", &["Name Name.charset"]);
    one("Name", "La[mp", &["Name Name.forbid_chars"]);
    one(
        "Name",
        "a\"bcd",
        &["Name Name.forbid_chars", "Name Name.forbid_prefix"],
    );
    expect(
        &[("Name", Some("")), ("Name", Some(""))],
        &["~Name Name.empty", "Name Name.length"],
    );
    one(
        "Token",
        &"é".repeat(33),
        &["Token Token.length", "Token Token.ascii"],
    );
    one("Token", &"t".repeat(64), &[]);
    one("Blank", "", &[]);
    one("Blank", "aa", &["Blank Blank.length"]);
    one("Blank", "aab", &["~Blank Blank.charset@2"]);
    one("Code", "ab-12", &[]);
    one("Code", "x\"y", &[]);
    one("Code", "zab-12", &[]);
    one("Code", "ab-123", &["Code Code.pattern"]);
    one("Shared", "7", &["Shared Shared.first_char"]);
    one("Shared", "", &["Shared Shared.Name.length"]);
    one("Sharing", "123456789", &["Sharing Shared.Name.length"]);
}

#[test]
fn pieces() {
    one("Ids", "", &["Ids Ids.items"]);
    one("Ids", "a,bb,a", &[]);
    one("Ids", "a,,a", &["Ids Ids.length", "~Ids Ids.one_of"]);
    one("Ids", "a,a,a,a", &["Ids Ids.items"]);
    one("Ids", "a,1", &["~Ids Ids.one_of", "~Ids Ids.first_char"]);
    let ports = |value, want: &[&str]| expect(&[("Ids", None), ("Ports", Some(value))], want);
    ports("80/443", &[]);
    ports(
        "0/443",
        &["Ports Ports.int_range", "~Ports Ports.number_range"],
    );
    ports(
        "80/x/1",
        &[
            "Ports Ports.int_range",
            "~Ports Ports.number_range",
            "~Ports Ports.items",
        ],
    );
    expect(&[("Ports", Some("80"))], &["Ports Ids.exclusive"]);
}

#[test]
fn numbers() {
    one("Count", "x", &["Count Count.type"]);
    one("Count", "2147483648", &["Count Count.type"]);
    one("Count", "-1", &["Count Count.int_range"]);
    one("Count", "10", &["~Count Count.int_set"]);
    one("Count", "12", &[]);
    one(
        "Big",
        "9223372036854775807",
        &["Big Big.int_range", "~Big Big.one_of"],
    );
    one("Big", "9007199254740993", &[]);
    one("Stamp", "-1", &["Stamp Stamp.datetime"]);
    one("StampText", "-1", &["StampText StampText.datetime"]);
    one("Ratio", "0.1", &["Ratio Ratio.number_range"]);
    one("Ratio", "3.14", &[]);
    one("Ratio", "1e39", &["Ratio Ratio.type"]);
    one("Share", "2.5", &["Flag Flag.required_if"]);
    one("Switch", "maybe", &["Switch Switch.type"]);
    one("Never", "TRUE", &["Never Never.one_of"]);
    one("Anything", "4", &["Anything Anything.int_range"]);
    one("Anything", "many", &["Anything Anything.int_range"]);
    one("Anything", "99999999999999999999999", &[]);
}

#[test]
fn exactly() {
    one("ExactText", "abcd", &[]);
    one("ExactText", "abc", &["ExactText ExactText.length", "~ExactText ExactText.bytes"]);
    one("ExactText", "", &["ExactText ExactText.length"]);
    one("ExactText", "abcé", &["~ExactText ExactText.bytes"]);
    one("ExactCount", "5", &[]);
    one("ExactCount", "4", &["ExactCount ExactCount.int_range"]);
    one("ExactCount", "6", &["ExactCount ExactCount.int_range"]);
    one("ExactSet", "6", &["ExactSet ExactSet.int_set"]);
    one("ExactSet", "7", &[]);
    one("ExactNumber", "2.500", &[]);
    one("ExactNumber", "2.4", &["ExactNumber ExactNumber.number_range"]);
    one("ExactItems.1", "a", &["ExactItems ExactItems.items"]);
    one("ExactPieces", "3,3", &[]);
    one("ExactPieces", "3", &["ExactPieces ExactPieces.items"]);
    one("ExactPieces", "3,4", &["~ExactPieces ExactPieces.int_range"]);
    one("LeastText", "", &[]);
    one("LeastText", "ab", &["LeastText LeastText.length"]);
}

#[test]
fn times() {
    let range =
        |start, end, want: &[&str]| expect(&[("Start", Some(start)), ("End", Some(end))], want);
    range("2024-01-01T00:00:00Z", "2024-01-02T00:00:00Z", &[]);
    range(
        "2024-01-02T00:00:00Z",
        "2024-01-02T00:00:00Z",
        &["Start Start.compare"],
    );
    range(
        "2024-02-30T00:00:00Z",
        "2024-03-02T00:00:00Z",
        &["Start Start.datetime"],
    );
    expect(
        &[("End", Some("2024-01-02T00:00:00Z"))],
        &["Start Start.requires"],
    );
}

#[test]
fn lists_objects_and_maps() {
    expect(&[("MustList.1", None)], &["MustList MustList.required"]);
    expect(
        &[("MustObject.A", None)],
        &["MustObject MustObject.required"],
    );
    expect(&[("MustMap.k", None)], &["MustMap MustMap.required"]);
    expect(
        &[("MustMap.k", Some("0"))],
        &["MustMap.k MustMap.int_range"],
    );
    expect(&[("MustMap.k", Some("x"))], &["MustMap.k MustMap.k.type"]);
    expect(
        &[("Tag.2.Value", Some("v")), ("Tag.7.Key", Some("12345"))],
        &[
            "Tag[1].Key Tag.Key.required",
            "~Tag[2].Value Tag.Value.required",
            "Tag[2].Key Tag.Key.length",
            "End End.requires",
        ],
    );
    expect(
        &[
            ("Tag.1.Key", Some("a")),
            ("Tag.1.Kind", Some("Red")),
            ("End", Some("2024-01-02T00:00:00Z")),
            ("Start", Some("2024-01-01T00:00:00Z")),
        ],
        &[
            "~Tag[1].Value Tag.Value.required",
            "Tag[1].Value Tag.Value.required_if",
        ],
    );
    expect(
        &[
            ("Beam.1.Must.1", Some("1")),
            ("Beam.1.Sector.From", Some("9")),
            ("Beam.1.Sector.To", Some("9")),
        ],
        &["Beam[1].Sector.From Beam.Sector.From.compare"],
    );
    expect(
        &[("Beam.1.Colour", Some("red"))],
        &["Beam[1].Must Beam.Must.required"],
    );
    expect(
        &[
            ("Beam.1.Must.1", Some("x")),
            ("Beam.1.Lens.1.Size", Some("3")),
            ("Beam.1.Lens.1.Max", Some("2")),
        ],
        &[
            "Beam[1].Must[1] Beam.Must.type",
            "Beam[1].Lens[1].Size Beam.Lens.Size.compare",
        ],
    );
    expect(
        &[
            ("Matrix.1.1", Some("-1")),
            ("Matrix.1.2", Some("1")),
            ("Matrix.1.3", Some("1")),
        ],
        &["Matrix[1][1] Matrix.number_range", "Matrix[1] Matrix.items"],
    );
    one(
        "Simple",
        "1,10,x,4",
        &[
            "Simple Simple.items",
            "Simple[2] Simple.int_range",
            "Simple[3] Simple.type",
        ],
    );
    one(
        "Config",
        r#"{"Mode":"on"}"#,
        &["Config.Steps Config.Steps.required_if"],
    );
    one(
        "Config",
        r#"{"Mode":"on","Steps":[{"At":"5","Do":"TRUE"}],"Free":{"a":[1]}}"#,
        &[],
    );
    one("Config", "{", &["Config Config.type"]);
    one(
        "Items",
        r#"[{"X":1},{"X":"x"},{}]"#,
        &["Items[2].X Items.X.type"],
    );
    expect(
        &[("MapOfObjects.k.B", Some("bb"))],
        &["MapOfObjects.k.A MapOfObjects.k.A.required"],
    );
    expect(
        &[("MapOfObjects.k.A", Some("1"))],
        &["MapOfObjects.k.B MapOfObjects.B.requires"],
    );
    expect(&[("Labels.a", Some("123456"))], &["Labels.a Labels.length"]);
    one("Nonsense", "1", &["~Nonsense unknown"]);
}

#[test]
fn rules_across_fields() {
    expect(
        &[("Count", None), ("Kind", Some("blue"))],
        &["Count Count.required_if", "~Big Big.required_if"],
    );
    expect(
        &[("Count", None), ("Kind", None)],
        &["~Count Count.required_if", "~Big Big.required_if"],
    );
    expect(
        &[("Token", None), ("Switch", Some("True"))],
        &["~Token Token.required", "Token Token.required_if"],
    );
    expect(
        &[("Token", None), ("Switch", None)],
        &["~Token Token.required", "~Token Token.required_if"],
    );
    expect(&[("Share", None)], &["~Flag Flag.required_if"]);
    expect(&[("Name", Some("stamped"))], &["Stamp Stamp.required_if"]);
    expect(&[("Ids", None)], &["Ids Ids.at_least_one"]);
    expect(
        &[("Ids", None), ("Sector.Deep.B", Some("x"))],
        &["~Ids Ids.at_least_one@strict"],
    );
    expect(
        &[("Least", Some("5")), ("Most", Some("4"))],
        &["Least Least.compare"],
    );
    expect(
        &[
            ("Least", Some("5")),
            ("Most", Some("5")),
            ("MostText", Some("5")),
        ],
        &["~Least Least.compare@text", "~MostText MostText.compare"],
    );
    expect(
        &[
            ("Raw", Some("1")),
            ("Bytes", Some("b")),
            ("Sector.From", Some("1")),
        ],
        &["Bytes Raw.exclusive"],
    );
    expect(
        &[("Sector.Deep.A", Some("y"))],
        &["Sector.To Sector.To.requires"],
    );
    expect(
        &[("Sector.Deep.A", Some("y")), ("Sector.To", Some("x"))],
        &["Sector.To Sector.To.type"],
    );
    expect(
        &[("Vault.Key", Some("k"))],
        &["Vault.Depth Vault.Depth.at_least_one"],
    );
}

#[test]
fn trees_that_hold_themselves() {
    let judged = |pairs: &[(&str, &str)]| judge("Tree", &pairs.iter().copied().collect());
    assert!(
        judged(&[
            ("Root.Name", "a"),
            ("Root.Child.Name", "b"),
            ("Root.Children.1.Name", "c")
        ])
        .is_empty()
    );
    let found = judged(&[
        ("Root.Name", "a"),
        ("Root.Child.Name", "abcd"),
        ("Root.Child.Low", "2"),
        ("Root.Child.High", "1"),
    ]);
    assert_eq!(
        found,
        [
            "Root.Child.Low Root.Child.compare",
            "Root.Child.Name Node.Name.length"
        ]
        .map(str::to_owned)
        .into()
    );
    let found = judged(&[
        ("Root.Child.Child.Low", "1"),
        ("Root.Name", "a"),
        ("Root.Child.Name", "a"),
    ]);
    assert_eq!(
        found,
        ["Root.Child.Child.Name Root.Child.Child.Name.required".to_owned()].into()
    );
    let json = r#"{"Name":"a","ByName":{"k":{"Name":"b","Children":[{"Name":"toolong"}]}}}"#;
    assert_eq!(
        judged(&[("Json", json)]),
        ["Json.ByName.k.Children[1].Name Node.Name.length".to_owned()].into()
    );
    let deep = format!("Root{}.Name", ".Child".repeat(100_000));
    assert!(!judged(&[(&deep, "a")]).is_empty());
}
