//! Small readings of JSON values that several parts share: texts, truth values, lists of texts, and the `vendor` and
//! `prose` maps. Nothing here knows a keyword's meaning.

use std::collections::BTreeMap;

use acs_spec::Json;
use acs_spec::json::{Member, Node, Value};
use acs_spec::write::compact;

use super::rows::row;

pub(crate) type Facts = BTreeMap<String, Json>;
pub(crate) type Words = BTreeMap<String, String>;

/// Longest place under which words are kept apart from facts, in bytes.
const LONGEST_PLACE: usize = 400;

/// Puts a fact among the vendor's, under its keyword; a keyword that is taken gets a number, so that nothing is lost.
pub(crate) fn keep(vendor: &mut Facts, keyword: &str, value: Json) {
    let key = free(vendor, keyword);
    vendor.insert(key, value);
}

/// Puts a text of the provider among the prose.
pub(crate) fn keep_prose(prose: &mut Words, keyword: &str, text: &str) {
    let key = free(prose, keyword);
    prose.insert(key, text.to_owned());
}

/// Keeps a part that is not read: its facts among the vendor's, its words among the prose under `keyword/step/…`. So a
/// spec file that leaves prose out leaves all of it out.
pub(crate) fn keep_unread(vendor: &mut Facts, prose: &mut Words, keyword: &str, node: &Node) {
    keep_unread_value(vendor, prose, keyword, node.to_json());
}

/// The same for a list of parts.
pub(crate) fn keep_unread_list(
    vendor: &mut Facts,
    prose: &mut Words,
    keyword: &str,
    nodes: &[&Node],
) {
    let list = nodes.iter().map(|node| node.to_json()).collect();
    keep_unread_value(vendor, prose, keyword, Json::Array(list));
}

/// The same for a part that was put together.
pub(crate) fn keep_unread_value(vendor: &mut Facts, prose: &mut Words, keyword: &str, value: Json) {
    let key = free(vendor, keyword);
    let mut place = row(&[&key]);
    let facts = without_prose(value, &mut place, prose);
    vendor.insert(key, facts);
}

fn without_prose(value: Json, place: &mut String, prose: &mut Words) -> Json {
    // Names so long that their places would take more room than the words there are no provider's.
    if place.len() > LONGEST_PLACE {
        return value;
    }
    let holder = place.len();
    match value {
        Json::Object(members) => {
            let mut facts = Vec::new();
            for (name, value) in members {
                place.push('/');
                place.push_str(&row(&[&name]));
                match value {
                    Json::String(text) if is_prose(&name) && place.len() <= LONGEST_PLACE => {
                        keep_prose(prose, place, &text);
                    }
                    value => facts.push((name, without_prose(value, place, prose))),
                }
                place.truncate(holder);
            }
            Json::Object(facts)
        }
        Json::Array(items) => {
            let mut facts = Vec::new();
            for (n, item) in items.into_iter().enumerate() {
                place.push_str(&format!("/{n}"));
                facts.push(without_prose(item, place, prose));
                place.truncate(holder);
            }
            Json::Array(facts)
        }
        other => other,
    }
}

fn free<T>(map: &BTreeMap<String, T>, keyword: &str) -> String {
    let mut key = keyword.to_owned();
    let mut n = 1_usize;
    while map.contains_key(&key) {
        n += 1;
        key = format!("{keyword}#{n}");
    }
    key
}

/// Whether a keyword holds words for people.
pub(crate) fn is_prose(keyword: &str) -> bool {
    !keyword.starts_with("x-")
        && (matches!(keyword, "title" | "summary" | "extraInfo") || keyword.ends_with("escription"))
}

/// A scalar as text, however it is written; `None` for anything that is no scalar.
pub(crate) fn scalar(node: &Node) -> Option<String> {
    match &node.value {
        Value::String(text) | Value::Number(text) => Some(text.clone()),
        Value::Bool(value) => Some(value.to_string()),
        _ => None,
    }
}

/// An example or default as text: a list or object becomes JSON text. `None` for `null`.
pub(crate) fn any_text(node: &Node) -> Option<String> {
    match &node.value {
        Value::Null => None,
        Value::Array(_) | Value::Object(_) => Some(compact(&node.to_json())),
        _ => scalar(node),
    }
}

/// A truth value, also where it is written as a text.
pub(crate) fn truth(node: &Node) -> Option<bool> {
    match &node.value {
        Value::Bool(value) => Some(*value),
        Value::String(text) => match text.trim() {
            "true" => Some(true),
            "false" => Some(false),
            _ => None,
        },
        _ => None,
    }
}

/// A list of texts that says something.
pub(crate) fn texts(node: &Node) -> Option<Vec<String>> {
    let Value::Array(items) = &node.value else {
        return None;
    };
    let texts: Option<Vec<String>> = items
        .iter()
        .map(|item| item.as_str().map(str::to_owned))
        .collect();
    texts.filter(|texts| !texts.is_empty())
}

/// The members of an object; an empty list is an empty object.
pub(crate) fn members(node: &Node) -> Option<&[Member]> {
    match &node.value {
        Value::Object(members) => Some(members),
        Value::Array(items) if items.is_empty() => Some(&[]),
        _ => None,
    }
}

/// Whether a value is `null`, or a list or object with nothing in it.
pub(crate) fn is_empty(node: &Node) -> bool {
    match &node.value {
        Value::Null => true,
        Value::Array(items) => items.is_empty(),
        Value::Object(members) => members.is_empty(),
        _ => false,
    }
}
