//! Which pair matches what.

use super::*;
use crate::Pairs;
use proptest::prelude::*;

static INNER: [Field; 3] = [
    Field::new("Key", Shape::Scalar),
    Field::new("Beam.X", Shape::Scalar),
    Field::new("Child", Shape::Object(&INNER)),
];
static FIELDS: [Field; 14] = [
    Field::new(
        "Lists",
        Shape::Json(&Shape::List(&Shape::List(&Shape::Object(&INNER)))),
    ),
    Field::new("Loose", Shape::Json(&Shape::List(&Shape::Any))),
    Field::new("Name", Shape::Scalar),
    Field::new("Tag", Shape::List(&Shape::Object(&INNER))),
    Field::new("Tag.1.Key", Shape::Scalar),
    Field::new("Ids", Shape::List(&Shape::Scalar)),
    Field::new("Matrix", Shape::List(&Shape::List(&Shape::Scalar))),
    Field::new("A", Shape::Map(&Shape::Scalar)),
    Field::new("A.B", Shape::Object(&INNER)),
    Field::new("Maps", Shape::Map(&Shape::Object(&INNER))),
    Field::new("Zones", Shape::Simple),
    Field::new("Config", Shape::Json(&Shape::Object(&INNER))),
    Field::new(
        "Rows",
        Shape::Json(&Shape::List(&Shape::Map(&Shape::Scalar))),
    ),
    Field::new("Sector", Shape::Object(&INNER)),
];

/// What a request looks like, in short.
fn show(pairs: &[(&str, &str)]) -> String {
    let pairs: Pairs = pairs.iter().copied().collect();
    let (root, unknown) = sort(&pairs, &FIELDS);
    let mut text = String::new();
    fields(&root, &mut text);
    if !unknown.is_empty() {
        text.push_str(&format!(" unknown {}", unknown.join(" ")));
    }
    text
}

fn fields(fields: &Fields<'_>, text: &mut String) {
    text.push('{');
    for (name, value) in fields {
        text.push_str(&format!(" {name}:"));
        node(value, text);
    }
    text.push('}');
}

fn node(value: &Node<'_>, text: &mut String) {
    match value {
        Node::Vacant => text.push('?'),
        Node::Nothing => text.push('-'),
        Node::Text(value) => text.push_str(value),
        Node::Fault(found) => text.push_str(&format!("!{found}")),
        Node::Object(inner) => fields(inner, text),
        Node::List(list) => {
            text.push('[');
            for value in list.values() {
                text.push(' ');
                node(value, text);
            }
            text.push(']');
        }
        Node::Map(map) => {
            text.push('<');
            for (key, value) in map {
                text.push_str(&format!(" {key}="));
                node(value, text);
            }
            text.push('>');
        }
    }
}

#[test]
fn names_match_whole_or_by_their_parts() {
    for (name, expected) in [
        ("Name", "{ Name:v}"),
        ("name", "{} unknown name"),
        ("Name.1", "{} unknown Name.1"),
        ("Ids.1", "{ Ids:[ v]}"),
        ("Ids", "{} unknown Ids"),
        ("Ids.", "{} unknown Ids."),
        ("Ids.1.", "{} unknown Ids.1."),
        ("Ids.1.2", "{} unknown Ids.1.2"),
        ("Matrix.2.1", "{ Matrix:[ [ v]]}"),
        ("Matrix.2", "{} unknown Matrix.2"),
        ("Tag.2.Key", "{ Tag:[ { Key:v}]}"),
        ("Tag.1.Key", "{ Tag.1.Key:v}"),
        ("Tag.1", "{} unknown Tag.1"),
        ("Tag.2.Nope", "{} unknown Tag.2.Nope"),
        ("Tag.2.Beam.X", "{ Tag:[ { Beam.X:v}]}"),
        (
            "Tag.2.Child.Child.Key",
            "{ Tag:[ { Child:{ Child:{ Key:v}}}]}",
        ),
        ("A.k", "{ A:< k=v>}"),
        ("A.k.l.", "{ A:< k.l.=v>}"),
        ("A.", "{} unknown A."),
        ("A", "{} unknown A"),
        ("A.B.Key", "{ A.B:{ Key:v}}"),
        ("A.B.Nope", "{} unknown A.B.Nope"),
        ("A.B", "{ A:< B=v>}"),
        ("Maps.k.Key", "{ Maps:< k={ Key:v}>}"),
        ("Maps.k", "{} unknown Maps.k"),
        ("Sector.Key", "{ Sector:{ Key:v}}"),
        ("Sector", "{} unknown Sector"),
        ("Zones.1", "{} unknown Zones.1"),
        ("Config.Key", "{} unknown Config.Key"),
        ("", "{} unknown "),
        (".", "{} unknown ."),
    ] {
        assert_eq!(show(&[(name, "v")]), expected, "{name}");
    }
}

#[test]
fn indices_are_decimal_from_one() {
    for good in ["1", "9", "10", "2147483647"] {
        assert_eq!(
            show(&[(&format!("Ids.{good}"), "v")]),
            "{ Ids:[ v]}",
            "{good}"
        );
    }
    for bad in [
        "0",
        "01",
        "+1",
        "-1",
        " 1",
        "1 ",
        "2147483648",
        "4294967297",
        "99999999999999999999",
        "1e1",
        "٣",
        "x",
        "",
    ] {
        assert_eq!(
            show(&[(&format!("Ids.{bad}"), "v")]),
            format!("{{}} unknown Ids.{bad}")
        );
    }
}

#[test]
fn holes_close_up_in_the_order_of_indices() {
    assert_eq!(
        show(&[("Ids.10", "c"), ("Ids.2", "b"), ("Ids.1", "a")]),
        "{ Ids:[ a b c]}"
    );
    assert_eq!(
        show(&[("Ids.2147483647", "b"), ("Ids.7", "a")]),
        "{ Ids:[ a b]}"
    );
}

#[test]
fn a_whole_name_given_twice_is_a_fault_where_it_stands() {
    let twice = "!given more than once";
    assert_eq!(
        show(&[("Name", "a"), ("Name", "a"), ("Name", "a")]),
        format!("{{ Name:{twice}}}")
    );
    assert_eq!(
        show(&[("Tag.2.Key", "a"), ("Tag.2.Key", "b")]),
        format!("{{ Tag:[ {{ Key:{twice}}}]}}")
    );
    assert_eq!(
        show(&[("Zones", ""), ("Zones", "")]),
        format!("{{ Zones:{twice}}}")
    );
    assert_eq!(
        show(&[("Config", "{}"), ("Config", "{}")]),
        format!("{{ Config:{twice}}}")
    );
    assert_eq!(
        show(&[("A.k", "1"), ("A.k", "2"), ("A.l", "3")]),
        format!("{{ A:< k={twice} l=3>}}")
    );
    assert_eq!(show(&[("X", "1"), ("X", "2")]), "{} unknown X X");
}

#[test]
fn joined_texts() {
    assert_eq!(show(&[("Zones", "a,,b")]), "{ Zones:[ a  b]}");
    assert_eq!(show(&[("Zones", "")]), "{ Zones:-}");
    assert_eq!(show(&[("Zones", ",")]), "{ Zones:[  ]}");
}

#[test]
fn json_texts() {
    for (name, text, expected) in [
        ("Config", r#"{"Key":"a"}"#, "{ Config:{ Key:a}}"),
        (
            "Config",
            r#"{"Key":1.50,"Beam.X":true}"#,
            "{ Config:{ Beam.X:true Key:1.50}}",
        ),
        (
            "Config",
            r#"{"Key":null,"Nope":1}"#,
            "{ Config:-} unknown Config.Nope",
        ),
        (
            "Config",
            r#"{"Nope":null,"Odd":null,"Odd":1}"#,
            "{ Config:-} unknown Config.Odd",
        ),
        ("Config", r#"{"Child":{"Child":{}}}"#, "{ Config:-}"),
        ("Config", r#"{"Key":{}}"#, "{ Config:{ Key:!an object}}"),
        ("Config", r#"{"Key":[]}"#, "{ Config:{ Key:!a list}}"),
        ("Config", r#"{"Child":5}"#, "{ Config:{ Child:!a scalar}}"),
        ("Config", "[]", "{ Config:!a list}"),
        ("Config", "null", "{ Config:-}"),
        ("Config", "{", "{ Config:!{}"),
        ("Config", "", "{ Config:!}"),
        (
            "Config",
            r#"{"Key":1,"Key":1}"#,
            "{ Config:{ Key:!given more than once}}",
        ),
        (
            "Rows",
            r#"[{"a":1},{},null,{"b":null},{"c":"2"}]"#,
            "{ Rows:[ < a=1> < c=2>]}",
        ),
        ("Rows", r#"["x"]"#, "{ Rows:[ !a scalar]}"),
        ("Rows", "[]", "{ Rows:-}"),
        (
            "Rows",
            r#"[{"":1,"k":1,"k":2}]"#,
            "{ Rows:[ < =1 k=!given more than once>]}",
        ),
        (
            "Lists",
            r#"[[{}],null,[{"Nope":{},"Child":{"Odd":[]}},{"Key":1}]]"#,
            "{ Lists:[ [ { Key:1}]]} unknown Lists[3][1].Child.Odd Lists[3][1].Nope",
        ),
        (
            "Loose",
            r#"[{"b":["\u0022",1.0,null,true],"a":{}},"x",2]"#,
            r#"{ Loose:[ {"a":{},"b":["\"",1.0,null,true]} x 2]}"#,
        ),
    ] {
        assert_eq!(show(&[(name, text)]), expected, "{text}");
    }
}

#[test]
fn json_of_a_parameter_given_twice_is_not_looked_into() {
    let twice = [("Config", r#"{"Nope":1}"#), ("Config", r#"{"Odd":1}"#)];
    assert_eq!(show(&twice), "{ Config:!given more than once}");
}

#[test]
fn deep_names_end_somewhere() {
    let name = |children| format!("Sector.{}Key", "Child.".repeat(children));
    assert!(!show(&[(&name(MAX_STEPS - 1), "v")]).contains("unknown"));
    assert!(show(&[(&name(MAX_STEPS), "v")]).contains("unknown"));
    assert!(show(&[(&name(100_000), "v")]).contains("unknown"));
}

proptest! {
    #[test]
    fn any_pairs_make_a_tree_and_none_is_lost(
        pairs in prop::collection::vec(
            ("(Name|Tag|Ids|Matrix|A|A\\.B|Maps|Zones|Config|Rows|Sector|x)?(\\.(1|2|0|3|Key|Child|Beam|X|k|B|99999999999)){0,4}", "[\\[\\]{}\",:a1]{0,8}"),
            0..12,
        ),
    ) {
        let count = pairs.len();
        let pairs: Pairs = pairs.into_iter().collect();
        let (root, unknown) = sort(&pairs, &FIELDS);
        prop_assert!(!root.is_empty() || unknown.len() >= count);
        let shown = format!("{root:?}");
        prop_assert!(!shown.contains("Vacant"), "{}", shown);
        for name in unknown {
            let in_json = name.starts_with("Config.") || name.starts_with("Rows");
            prop_assert!(in_json || pairs.get(&name).is_some(), "{}", name);
        }
    }

    #[test]
    fn the_order_of_different_names_does_not_matter(mut names in prop::collection::btree_set("(Ids|Tag|A|Sector|Maps)\\.[1-3](\\.Key)?", 0..8), value in "[ab]") {
        let forwards: Vec<(&str, &str)> = names.iter().map(|name| (name.as_str(), value.as_str())).collect();
        let backwards: Vec<(&str, &str)> = forwards.iter().rev().copied().collect();
        let tree = |pairs: &[(&str, &str)]| show(pairs).split(" unknown ").next().map(str::to_owned);
        prop_assert_eq!(tree(&forwards), tree(&backwards));
        names.clear();
    }
}
