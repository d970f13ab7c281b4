//! The line protocol of `acsgen extract`: one JSON object in, one JSON object out.
//!
//! Prints what is stated as a closed rule of this parameter, in the vocabulary of the labels; what is only hinted, or
//! holds for another parameter, stays in [`super::Extraction`].

use serde_json::{Map, Value, json};

use super::extract_description;
use super::finding::{CharClass, CharSet, Finding, Kind, LengthUnit, Scope, Subject};

/// Why a line could not be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LineError {
    /// It is not JSON; the text says where.
    NotJson(String),
    /// It is not an object.
    NotAnObject,
    /// A key is missing or does not hold text.
    NotText(&'static str),
}

impl std::fmt::Display for LineError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            LineError::NotJson(why) => write!(f, "not JSON: {why}"),
            LineError::NotAnObject => write!(
                f,
                "not a JSON object with the keys \"type\" and \"description\""
            ),
            LineError::NotText(key) => write!(f, "the key \"{key}\" is missing or holds no text"),
        }
    }
}

impl std::error::Error for LineError {}

/// Reads `{"type": …, "description": …}` and gives `{"constraints": […]}`, both without a line break. A description
/// that is `null` states nothing.
///
/// # Errors
/// When the line is not such an object.
pub fn extract_line(json_line: &str) -> Result<String, LineError> {
    let line: Value =
        serde_json::from_str(json_line).map_err(|e| LineError::NotJson(e.to_string()))?;
    let object = line.as_object().ok_or(LineError::NotAnObject)?;
    let type_name = object
        .get("type")
        .and_then(Value::as_str)
        .ok_or(LineError::NotText("type"))?;
    let description = match object.get("description") {
        Some(Value::String(text)) => text.as_str(),
        Some(Value::Null) => "",
        _ => return Err(LineError::NotText("description")),
    };
    let constraints: Vec<Value> = extract_description(type_name, description)
        .findings
        .iter()
        .filter(|f| !f.soft && f.subject == Subject::This)
        .filter_map(printed)
        .collect();
    Ok(json!({ "constraints": constraints }).to_string())
}

/// A finding in the vocabulary of the labels; `None` for what the vocabulary lacks.
#[must_use]
pub fn printed(finding: &Finding) -> Option<Value> {
    let mut out = Map::new();
    let kind = match &finding.kind {
        Kind::OneOf(values) => {
            out.insert("values".into(), json!(values));
            "one_of"
        }
        Kind::IntRange { min, max } => {
            out.insert("min".into(), json!(min));
            out.insert("max".into(), json!(max));
            "int_range"
        }
        Kind::IntSet(ranges) => {
            let ranges: Vec<Value> = ranges
                .iter()
                .map(|(low, high)| json!([low, high]))
                .collect();
            out.insert("ranges".into(), Value::Array(ranges));
            "int_set"
        }
        Kind::Length {
            min,
            max,
            unit,
            allow_empty,
        } => {
            out.insert("min".into(), json!(min));
            out.insert("max".into(), json!(max));
            let unit = match unit {
                LengthUnit::Chars => "chars",
                LengthUnit::Bytes => "bytes",
            };
            out.insert("unit".into(), json!(unit));
            if *allow_empty {
                out.insert("allow_empty".into(), json!(true));
            }
            "length"
        }
        Kind::FirstChar(set) => match class_name(set) {
            Some(class) => {
                out.insert("class".into(), json!(class));
                "first_char"
            }
            None => {
                out.insert(
                    "text".into(),
                    json!(format!("first character: {}", allowed(set))),
                );
                "other"
            }
        },
        Kind::LastChar(set) => {
            out.insert(
                "text".into(),
                json!(format!("last character: {}", allowed(set))),
            );
            "other"
        }
        Kind::Charset(set) => {
            out.insert("allowed".into(), json!(allowed(set)));
            "charset"
        }
        Kind::ForbidChars(chars) => {
            out.insert("chars".into(), json!(chars));
            "forbid_chars"
        }
        Kind::ForbidPrefix(prefixes) => {
            out.insert("prefixes".into(), json!(prefixes));
            "forbid_prefix"
        }
        Kind::ForbidText(texts) => {
            out.insert(
                "text".into(),
                json!(format!("must not contain {}", texts.join(", "))),
            );
            "other"
        }
        Kind::Ascii => "ascii",
        Kind::MaxItems { n, separator } => {
            out.insert("n".into(), json!(n));
            if let Some(separator) = separator {
                out.insert("separator".into(), json!(separator));
            }
            "max_items"
        }
        Kind::Default(value) => {
            out.insert("value".into(), json!(value));
            "default"
        }
        Kind::Fixed(value) => {
            out.insert("value".into(), json!(value));
            "fixed"
        }
        Kind::RequiredIf { param, equals } => match equals.as_slice() {
            [value] => {
                out.insert("param".into(), json!(param));
                out.insert("equals".into(), json!(value));
                "required_if"
            }
            // The vocabulary has one value; several of them are one rule and not several.
            several => {
                out.insert(
                    "text".into(),
                    json!(format!(
                        "required if {param} is one of {}",
                        several.join(", ")
                    )),
                );
                "other"
            }
        },
        Kind::Datetime(format) => {
            out.insert("format".into(), json!(format));
            "datetime"
        }
        Kind::RequiresIf { value, param } => {
            out.insert(
                "text".into(),
                json!(format!("if {value}, {param} must be set too")),
            );
            "other"
        }
        Kind::Requires(params) => {
            out.insert(
                "text".into(),
                json!(format!("if set, {} must be set too", params.join(", "))),
            );
            "other"
        }
        Kind::AtLeastOne(params) => {
            out.insert(
                "text".into(),
                json!(format!(
                    "at least one of these must be set: {}",
                    params.join(", ")
                )),
            );
            "other"
        }
        Kind::Exclusive(params) => {
            out.insert(
                "text".into(),
                json!(format!(
                    "at most one of these may be set: {}",
                    params.join(", ")
                )),
            );
            "other"
        }
        Kind::Compare { relation, other } => {
            let word = match relation {
                super::finding::Relation::Greater => "greater",
                super::finding::Relation::Less => "less",
            };
            out.insert("text".into(), json!(format!("{word} than {other}")));
            "other"
        }
        _ => return None,
    };
    out.insert("kind".into(), json!(kind));
    if let Scope::Items { separator } = &finding.scope {
        out.insert("scope".into(), json!("items"));
        if let Some(separator) = separator {
            out.insert("separator".into(), json!(separator));
        }
    }
    Some(Value::Object(out))
}

/// The label of a set that holds classes only.
fn class_name(set: &CharSet) -> Option<String> {
    if !set.literals.is_empty() {
        return None;
    }
    // `letter` is Unicode-aware: a Chinese character is one.
    let letters = set.classes.contains(&CharClass::Letters)
        || (set.classes.contains(&CharClass::Lowercase)
            && set.classes.contains(&CharClass::Uppercase));
    let mut names = Vec::new();
    if letters {
        names.push("letter");
    } else {
        for (class, name) in [
            (CharClass::Lowercase, "lowercase"),
            (CharClass::Uppercase, "uppercase"),
            (CharClass::Chinese, "chinese"),
        ] {
            if set.classes.contains(&class) {
                names.push(name);
            }
        }
    }
    if set.classes.contains(&CharClass::Digits) {
        names.push("digit");
    }
    Some(names.join("_or_"))
}

fn allowed(set: &CharSet) -> String {
    let classes = set.classes.iter().map(|class| match class {
        CharClass::Letters => "letters".to_owned(),
        CharClass::Lowercase => "lowercase".to_owned(),
        CharClass::Uppercase => "uppercase".to_owned(),
        CharClass::Digits => "digits".to_owned(),
        CharClass::Chinese => "chinese".to_owned(),
    });
    let literals = set.literals.chars().map(|c| {
        if c == ' ' {
            "space".to_owned()
        } else {
            c.to_string()
        }
    });
    classes.chain(literals).collect::<Vec<_>>().join(" ")
}
