//! What writing makes of values and shapes.

use super::*;
use crate::{Location, Pair};

static INNER: [Field; 2] = [
    Field::new("Open", Shape::Scalar),
    Field::new("Secret", Shape::Scalar).sensitive(),
];
static FIELDS: [Field; 6] = [
    Field::new("A", Shape::Scalar),
    Field::new("Object", Shape::Object(&INNER)).at(Location::Form),
    Field::new("Json", Shape::Json(&Shape::Object(&INNER))).at(Location::Body),
    Field::new("List", Shape::List(&Shape::Object(&INNER))),
    Field::new("Zones", Shape::Simple).at(Location::Header),
    Field::new("Map", Shape::Map(&Shape::List(&Shape::Scalar))),
];

/// A field and its value, or a value that says that it is there and then writes nothing.
struct Pair2(&'static str, Option<&'static str>);

impl Wire for Pair2 {
    fn read(_: &mut crate::wire::Cursor<'_>) -> Self {
        Pair2("Open", None)
    }

    fn write(&self, to: &mut Slot<'_>) {
        to.object().field(self.0, &self.1.map(str::to_owned));
    }
}

fn written(write: impl FnOnce(&mut ObjectWriter<'_>)) -> Vec<String> {
    let mut sink = Sink::new(0);
    write(&mut sink.request(&FIELDS));
    let show = |pair: Pair<'_>| {
        let mark = if pair.is_sensitive() { " secret" } else { "" };
        format!(
            "{}={} {:?}{mark}",
            pair.name(),
            pair.value(),
            pair.location()
        )
    };
    sink.into_pairs().iter().map(show).collect()
}

#[test]
fn a_secret_is_one_where_it_stands_and_no_further() {
    let (open, secret) = (Pair2("Open", Some("o")), Pair2("Secret", Some("s")));
    let got = written(|to| {
        to.field("Object", &secret)
            .field("A", &1_i32)
            .field("Object", &open);
        to.field("Json", &secret)
            .field("A", &2_i64)
            .field("Json", &open);
    });
    assert_eq!(
        got,
        [
            "Object.Secret=s Form secret",
            "A=1 Query",
            "Object.Open=o Form",
            "Json={\"Secret\":\"s\"} Body secret",
            "A=2 Query",
            "Json={\"Open\":\"o\"} Body",
        ]
    );
}

#[test]
fn elements_that_write_nothing_leave_no_hole() {
    let list = vec![
        Pair2("Open", Some("a")),
        Pair2("Open", None),
        Pair2("Open", Some("b")),
    ];
    assert_eq!(
        written(|to| _ = to.field("List", &list)),
        ["List.1.Open=a Query", "List.2.Open=b Query"]
    );
}

#[test]
fn containers_of_every_kind() {
    let map = BTreeMap::from([
        ("k".to_owned(), vec![1.5_f64, -2.0]),
        ("none".to_owned(), vec![]),
        ("z\"".to_owned(), vec![3.0]),
    ]);
    assert_eq!(
        written(|to| _ = to.field("Map", &map)),
        ["Map.k.1=1.5 Query", "Map.k.2=-2 Query", "Map.z\".1=3 Query"]
    );
    assert_eq!(
        written(|to| _ = to.field("Json", &map)),
        ["Json={\"k\":[1.5,-2],\"z\\\"\":[3]} Body"]
    );
    let zones = vec![String::new(), "a".to_owned(), String::new()];
    assert_eq!(
        written(|to| _ = to.field("Zones", &zones)),
        ["Zones=,a, Header"]
    );
    assert_eq!(
        written(|to| _ = to.field("Zones", &vec![true, false])),
        ["Zones=true,false Header"]
    );
    assert!(written(|to| _ = to.field("Zones", &Vec::<String>::new())).is_empty());
    assert_eq!(
        written(|to| _ = to.field("Unheard", &1_i32)),
        ["Unheard=1 Query"]
    );
}

#[test]
fn what_is_no_number_keeps_json_whole() {
    let got = written(|to| {
        to.field("Json", &vec![f64::NAN, f64::INFINITY, 1.0]);
        to.field("A", &f32::NEG_INFINITY)
            .field("A", &0.1_f32)
            .field("A", &1e30_f32);
    });
    assert_eq!(
        got,
        [
            "Json=[\"NaN\",\"inf\",1] Body",
            "A=-inf Query",
            "A=0.1 Query",
            "A=1e30 Query"
        ]
    );
}

#[test]
fn fields_may_come_in_any_order() {
    let got = written(|to| {
        to.field("Zones", &vec!["z".to_owned()])
            .field("A", &1_i32)
            .field("A", &None::<i32>);
    });
    assert_eq!(got, ["Zones=z Header", "A=1 Query"]);
}
