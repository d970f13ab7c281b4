//! The canonical form of JSON: what `acsgen lint --fix` writes, so that a diff shows meaning and never formatting.
//!
//! Two blanks a level, members in the order given, a list of scalars on one line where it fits in [`WIDTH`] columns,
//! a line feed at the end.

use crate::json::Json;

/// Widest line that holds a whole list, in characters.
pub const WIDTH: usize = 110;

/// The canonical text of a value, with a line feed at its end.
#[must_use]
pub fn canonical(value: &Json) -> String {
    let mut out = String::new();
    write(value, 0, &mut out);
    out.push('\n');
    out
}

/// The value on a single line, without blanks: for lines of JSON.
#[must_use]
pub fn compact(value: &Json) -> String {
    let mut out = String::new();
    write_compact(value, "", "", &mut out);
    out
}

/// Appends `text` as a JSON string, quotes included.
pub fn write_string(text: &str, out: &mut String) {
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            c if (c as u32) < 0x20 || c == '\u{7f}' => {
                out.push_str(&format!("\\u{:04x}", c as u32))
            }
            c => out.push(c),
        }
    }
    out.push('"');
}

fn is_scalar(value: &Json) -> bool {
    !matches!(value, Json::Array(_) | Json::Object(_))
}

/// Scalars, and pairs of scalars such as the ranges of a set, may share a line.
fn is_flat(items: &[Json]) -> bool {
    items.iter().all(|item| match item {
        Json::Array(inner) => inner.iter().all(is_scalar),
        other => is_scalar(other),
    })
}

fn write(value: &Json, indent: usize, out: &mut String) {
    match value {
        Json::Array(items) if !items.is_empty() => {
            if is_flat(items) {
                let mut line = String::new();
                write_compact(value, " ", " ", &mut line);
                if indent + line.chars().count() <= WIDTH {
                    out.push_str(&line);
                    return;
                }
            }
            block('[', ']', items.iter(), indent, out, |item, out| {
                write(item, indent + 2, out)
            });
        }
        Json::Object(members) if !members.is_empty() => {
            block(
                '{',
                '}',
                members.iter(),
                indent,
                out,
                |(name, value), out| {
                    write_string(name, out);
                    out.push_str(": ");
                    write(value, indent + 2, out);
                },
            );
        }
        other => write_compact(other, " ", " ", out),
    }
}

fn block<T>(
    open: char,
    close: char,
    items: impl Iterator<Item = T>,
    indent: usize,
    out: &mut String,
    mut each: impl FnMut(T, &mut String),
) {
    out.push(open);
    for (n, item) in items.enumerate() {
        out.push_str(if n == 0 { "\n" } else { ",\n" });
        out.extend(std::iter::repeat_n(' ', indent + 2));
        each(item, out);
    }
    out.push('\n');
    out.extend(std::iter::repeat_n(' ', indent));
    out.push(close);
}

fn write_compact(value: &Json, after_comma: &str, after_colon: &str, out: &mut String) {
    match value {
        Json::Null => out.push_str("null"),
        Json::Bool(value) => out.push_str(if *value { "true" } else { "false" }),
        Json::Number(text) => out.push_str(text),
        Json::String(text) => write_string(text, out),
        Json::Array(items) => {
            out.push('[');
            for (n, item) in items.iter().enumerate() {
                if n > 0 {
                    out.push(',');
                    out.push_str(after_comma);
                }
                write_compact(item, after_comma, after_colon, out);
            }
            out.push(']');
        }
        Json::Object(members) => {
            out.push('{');
            for (n, (name, value)) in members.iter().enumerate() {
                if n > 0 {
                    out.push(',');
                    out.push_str(after_comma);
                }
                write_string(name, out);
                out.push(':');
                out.push_str(after_colon);
                write_compact(value, after_comma, after_colon, out);
            }
            out.push('}');
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::json::parse;
    use proptest::prelude::*;

    fn json() -> impl Strategy<Value = Json> {
        let leaf = prop_oneof![
            Just(Json::Null),
            any::<bool>().prop_map(Json::Bool),
            any::<i64>().prop_map(|n| Json::Number(n.to_string())),
            any::<String>().prop_map(Json::String),
        ];
        leaf.prop_recursive(4, 40, 6, |inner| {
            prop_oneof![
                prop::collection::vec(inner.clone(), 0..6).prop_map(Json::Array),
                prop::collection::vec((any::<String>(), inner), 0..6).prop_map(Json::Object),
            ]
        })
    }

    proptest! {
        #[test]
        fn what_is_written_reads_back(value in json()) {
            prop_assert_eq!(parse(&canonical(&value)).unwrap().to_json(), value.clone());
            prop_assert_eq!(parse(&compact(&value)).unwrap().to_json(), value);
        }
    }

    #[test]
    fn short_lists_share_a_line() {
        let value = parse(r#"{"a":[[1,9],[12,12]],"b":{},"c":[{"d":[]}]}"#)
            .unwrap()
            .to_json();
        let want = "{\n  \"a\": [[1, 9], [12, 12]],\n  \"b\": {},\n  \"c\": [\n    {\n      \"d\": []\n    }\n  ]\n}\n";
        assert_eq!(canonical(&value), want);
    }
}
