//! The JSON value against `serde_json`, and against what that cannot hold.

use super::*;
use proptest::prelude::*;

fn text(value: &str) -> Value {
    Value::parse(value.as_bytes()).unwrap()
}

#[test]
fn every_digit_is_kept() {
    for number in [
        "0",
        "-0",
        "-0.0",
        "9007199254740993",
        "-9223372036854775808",
        "9223372036854775807",
        "9223372036854775808",
        "18446744073709551615",
        "18446744073709551616",
        "0.10",
        "1E+5",
        "1e400",
        "-1.5e-7",
        "123456789012345678901234567890.123456789",
    ] {
        assert_eq!(text(number).to_string(), number);
        assert_eq!(Number::parse(number).unwrap().to_string(), number);
    }
    assert_eq!(
        text("9007199254740993").as_i64(),
        Some(9_007_199_254_740_993)
    );
    let big = Number::parse("18446744073709551615").unwrap();
    assert_eq!((big.as_u64(), big.as_i64()), (Some(u64::MAX), None));
    assert_eq!(big, Number::from(u64::MAX));
    assert_eq!(Number::from(5_u64), Number::from(5_i64));
    assert_eq!(Number::from(-5_i64).as_u64(), None);
    assert_eq!(
        (
            Number::parse("-0").unwrap().as_i64(),
            Number::parse("1.0").unwrap().as_i64()
        ),
        (Some(0), None)
    );
    assert_eq!(
        (
            Number::parse("1e400").unwrap().as_f64(),
            Number::parse("0.5").unwrap().as_f64()
        ),
        (None, Some(0.5))
    );
    assert_eq!(Number::from_f64(f64::NAN), None);
    assert_eq!(Number::from_f64(0.5), Number::parse("0.5"));
    for bad in [
        "", "-", "01", "1.", ".1", "1e", "1e+", "+1", "0x1", "1 ", "NaN", "--1", "1.e1",
    ] {
        assert_eq!(Number::parse(bad), None, "{bad:?}");
    }
}

#[test]
fn faults_have_a_kind_and_a_place() {
    use DecodeErrorKind::{Empty, InvalidUtf8, Syntax, TooDeep};
    let cases: [(&[u8], DecodeErrorKind, usize, usize, usize); 14] = [
        (b"", Empty, 0, 1, 1),
        (b" \n ", Empty, 3, 2, 2),
        (b"\"\xFF\"", InvalidUtf8, 1, 1, 2),
        (b"{\"a\":1,}", Syntax, 7, 1, 8),
        (b"{\n  \"\xC3\xA9\" 1}", Syntax, 9, 2, 7),
        (b"[1 2]", Syntax, 3, 1, 4),
        (b"[1]x", Syntax, 3, 1, 4),
        (b"\"a\nb\"", Syntax, 2, 1, 3),
        (b"\"\\ud800\"", Syntax, 1, 1, 2),
        (b"\"\\ud800\\u0041\"", Syntax, 1, 1, 2),
        (b"\"\\x\"", Syntax, 1, 1, 2),
        (b"tru", Syntax, 0, 1, 1),
        (b"\"abc", Syntax, 4, 1, 5),
        (b"<html>", Syntax, 0, 1, 1),
    ];
    for (bytes, kind, offset, line, column) in cases {
        let error = Value::parse(bytes).unwrap_err();
        assert_eq!(
            (error.kind, error.offset, error.line, error.column),
            (kind, offset, line, column),
            "{bytes:?}"
        );
        assert!(!error.to_string().is_empty());
    }
    let deep = |depth: usize| format!("{}{}", "[".repeat(depth), "]".repeat(depth));
    assert!(Value::parse(deep(MAX_DEPTH).as_bytes()).is_ok());
    assert_eq!(
        Value::parse(deep(MAX_DEPTH + 1).as_bytes())
            .unwrap_err()
            .kind,
        TooDeep
    );
    assert_eq!(
        Value::parse("[".repeat(1_000_000).as_bytes())
            .unwrap_err()
            .kind,
        TooDeep
    );
    assert!(
        Value::parse(format!("[{}]", vec!["[]"; 500].join(",")).as_bytes()).is_ok(),
        "width is no depth"
    );
}

#[test]
fn size_is_bounded() {
    let mut bytes = vec![b' '; MAX_BYTES - 1];
    bytes.push(b'1');
    assert_eq!(Value::parse(&bytes), Ok(Value::from(1_i64)));
    bytes.push(b' ');
    let error = Value::parse(&bytes).unwrap_err();
    assert_eq!(error.kind, DecodeErrorKind::TooLarge);
    assert_eq!(
        error.to_string(),
        "too large a text (more than 8388608 bytes)"
    );
}

#[test]
fn a_byte_order_mark_is_skipped_and_the_last_duplicate_counts() {
    assert_eq!(
        Value::parse(b"\xEF\xBB\xBF{}"),
        Ok(Value::Object(BTreeMap::new()))
    );
    assert_eq!(
        text(r#"{"a":1,"a":2}"#).get("a").and_then(Value::as_i64),
        Some(2)
    );
}

#[test]
fn accessors() {
    let value = text(r#"{"s":"x","n":1,"b":true,"l":[1],"z":null}"#);
    assert_eq!(value.get("s").and_then(Value::as_str), Some("x"));
    assert_eq!(value.get("b").and_then(Value::as_bool), Some(true));
    assert_eq!(
        value.get("l").and_then(Value::as_list),
        Some(&[Value::from(1_i32)][..])
    );
    assert!(value.is_object() && !value.is_scalar());
    assert!(value.get("z").is_some_and(Value::is_null) && value.get("y").is_none());
    let texts: Vec<_> = ["s", "n", "b", "l", "z"]
        .iter()
        .map(|name| value.get(name).cloned().and_then(Value::into_text))
        .collect();
    assert_eq!(
        texts,
        [
            Some("x".to_owned()),
            Some("1".to_owned()),
            Some("true".to_owned()),
            None,
            None
        ]
    );
    assert_eq!(text("1").get("s"), None);
}

fn json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<u64>().prop_map(Value::from),
        "-?(0|[1-9][0-9]{0,40})(\\.[0-9]{1,30})?([eE][+-]?[0-9]{1,3})?"
            .prop_map(|text| Value::Number(Number::parse(&text).unwrap())),
        any::<String>().prop_map(Value::from),
    ];
    leaf.prop_recursive(4, 40, 6, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..6).prop_map(Value::List),
            prop::collection::btree_map(any::<String>(), inner, 0..6).prop_map(Value::Object),
        ]
    })
}

proptest! {
    #[test]
    fn writing_and_reading_give_the_same_value(value in json()) {
        let written = value.to_string();
        prop_assert_eq!(&text(&written), &value);
        // Our text is JSON for others too (whose numbers have limits of their own).
        let theirs = serde_json::from_str::<serde_json::Value>(&written);
        prop_assert!(theirs.is_ok() || written.contains(['e', 'E']) || written.len() > 300);
    }

    #[test]
    fn the_reader_accepts_what_serde_json_accepts(bytes in prop_oneof![
        prop::collection::vec(any::<u8>(), 0..40),
        "[\\[\\]{}\",:0-9eE.+\\-truefalsn \\\\ud8c]{0,30}".prop_map(String::into_bytes),
    ]) {
        let ours = Value::parse(&bytes);
        let theirs = serde_json::from_slice::<serde_json::Value>(&bytes);
        match (&ours, &theirs) {
            (Ok(value), Ok(other)) => {
                let again: serde_json::Value = serde_json::from_str(&value.to_string()).unwrap();
                prop_assert_eq!(&again, other);
            }
            // They refuse numbers that no double holds; we keep them.
            (Ok(_), Err(error)) => prop_assert!(error.to_string().contains("out of range"), "{error}"),
            (Err(error), Ok(_)) => prop_assert!(false, "{error}"),
            (Err(_), Err(_)) => {}
        }
    }

    #[test]
    fn a_damaged_text_never_panics(value in json(), at in any::<prop::sample::Index>(), byte in any::<u8>()) {
        let mut bytes = value.to_string().into_bytes();
        let index = at.index(bytes.len());
        bytes[index] ^= byte;
        let _ = Value::parse(&bytes);
        bytes.truncate(index);
        let _ = Value::parse(&bytes);
    }
}
