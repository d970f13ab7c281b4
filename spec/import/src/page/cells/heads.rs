//! Which paragraphs of a parameter table are the heads of its rows.
//!
//! A request head is a type followed by `Yes` or `No`, and that pair hardly stands anywhere else. A response
//! head is a type alone, and an example or a name can be the same word. The name, if the row has one, is
//! the paragraph before the type. Must not know what a row says besides.

use super::para::Para;
use crate::page::flat::Table;
use crate::page::kinds::{is_name, is_type};
use std::collections::BTreeSet;

/// A head at a place in the table's paragraphs.
pub(super) struct Found<'p> {
    /// The first paragraph of the head.
    pub(super) at: usize,
    /// The first paragraph behind the head.
    pub(super) body: usize,
    pub(super) line: usize,
    pub(super) name: Option<&'p str>,
    pub(super) kind: &'p str,
    pub(super) required: Option<bool>,
    pub(super) known_type: bool,
}

/// The heads among the paragraphs. `keys` are names that the page's examples use.
pub(super) fn heads<'p>(
    paras: &'p [Para],
    table: Table,
    keys: &BTreeSet<String>,
) -> Vec<Found<'p>> {
    let mut out: Vec<Found<'p>> = Vec::new();
    let mut at = 0;
    while at < paras.len() {
        let found = match table {
            Table::Request => request_head(paras, at, out.last()),
            Table::Response => response_head(paras, at, out.last(), keys),
        };
        if let Some(found) = found {
            at = found.body;
            out.push(found);
        } else {
            at += 1;
        }
    }
    out
}

fn word(paras: &[Para], at: usize) -> Option<&str> {
    paras.get(at)?.word()
}

/// The paragraph before a type when it can be a name and does not belong to the head before.
fn name_before<'p>(paras: &'p [Para], at: usize, before: Option<&Found<'p>>) -> Option<&'p str> {
    let place = at.checked_sub(1)?;
    if before.is_some_and(|b| place < b.body) {
        return None;
    }
    word(paras, place).filter(|name| is_name(name))
}

/// Whether the row before takes an unnamed row of this type right behind it.
fn takes(before: &Found<'_>, kind: &str) -> bool {
    let Some(inner) = before.kind.strip_prefix("array") else {
        return false;
    };
    match inner.strip_prefix('<').and_then(|i| i.strip_suffix('>')) {
        Some(element) => {
            element == kind || element.starts_with("array") && kind.starts_with("array")
        }
        None => inner.is_empty(),
    }
}

/// A map is followed by its value, which has no name.
fn is_map(before: &Found<'_>) -> bool {
    before.kind.starts_with("map")
}

fn found<'p>(
    paras: &'p [Para],
    type_at: usize,
    name: Option<&'p str>,
    kind: &'p str,
    required: Option<bool>,
) -> Found<'p> {
    let at = type_at - usize::from(name.is_some() && type_at > 0);
    Found {
        at,
        body: type_at + 1 + usize::from(required.is_some()),
        line: paras.get(at).map_or(0, |p| p.line),
        name,
        kind,
        required,
        known_type: true,
    }
}

/// A head whose type stands at a place: type, then `Yes` or `No`.
fn request_head<'p>(paras: &'p [Para], at: usize, before: Option<&Found<'p>>) -> Option<Found<'p>> {
    let kind = word(paras, at)?;
    let required = match word(paras, at + 1)? {
        "Yes" => true,
        "No" => false,
        _ => return None,
    };
    let name = name_before(paras, at, before);
    if is_type(kind) {
        // The word before an array's element is the array's description or example.
        let name = name.filter(|_| !before.is_some_and(|b| takes(b, kind)));
        return Some(found(paras, at, name, kind, Some(required)));
    }
    // The name of a structure as a type: with a name before it, and no type behind the pair.
    let name = name.filter(|n| !is_type(n))?;
    let structure = kind.len() <= 128
        && kind.starts_with(|c: char| c.is_ascii_uppercase())
        && kind.bytes().all(|b| b.is_ascii_alphanumeric())
        && kind.bytes().any(|b| b.is_ascii_lowercase());
    let plain = word(paras, at + 2).is_none_or(|next| !is_type(next));
    (structure && plain).then(|| Found {
        known_type: false,
        ..found(paras, at, Some(name), kind, Some(required))
    })
}

/// A head whose type stands at a place of a response table.
fn response_head<'p>(
    paras: &'p [Para],
    at: usize,
    before: Option<&Found<'p>>,
    keys: &BTreeSet<String>,
) -> Option<Found<'p>> {
    let kind = word(paras, at).filter(|w| is_type(w))?;
    let name = name_before(paras, at, before);
    let Some(before) = before else {
        // The first row: the unnamed root, or a table without one. A field may be called like a type.
        if at == 0 && word(paras, 1).is_some_and(is_type) && keys.contains(kind) {
            return None;
        }
        return Some(found(paras, at, name.filter(|_| at == 1), kind, None));
    };
    if takes(before, kind) {
        return Some(found(paras, at, None, kind, None));
    }
    let Some(name) = name else {
        // A map with a description is followed by its value.
        let described = at > before.body;
        return (is_map(before) && described).then(|| found(paras, at, None, kind, None));
    };
    let next = word(paras, at + 1);
    // `Fuel`, `string`, `Fuel`, `string`: a description and an example that are the words of the head. An
    // object likes to have a field of its own name.
    let object = before.kind.starts_with("object") || is_map(before);
    if before.name == Some(name) && before.body + 1 == at && !object {
        return None;
    }
    // `file`, `string`: the word is a field's name, and what stands before it an example.
    if next.is_some_and(is_type) && keys.contains(kind) && !keys.contains(name) {
        return None;
    }
    // `Path`, `string`, `Path`, `file`, `Next`, `string`: a lone word, then an example, then a head.
    let head_follows = next.is_some_and(is_name)
        && word(paras, at + 2).is_some_and(is_type)
        && next.is_some_and(|n| keys.contains(n));
    if head_follows && at == before.body + 1 && !keys.contains(name) {
        return None;
    }
    Some(found(paras, at, Some(name), kind, None))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::cells::markdown::Markup;
    use crate::page::cells::para::paragraphs;
    use crate::page::text::lines;

    fn read(words: &str, table: Table) -> String {
        let text = words.replace(" | ", "\n\n");
        let paras = paragraphs(&lines(&text), Markup::None);
        let keys = ["file", "Next", "Path"].map(str::to_owned).into();
        let found = heads(&paras, table, &keys);
        let shown: Vec<String> = found
            .iter()
            .map(|f| format!("{}:{}", f.name.unwrap_or(""), f.kind))
            .collect();
        shown.join(" ")
    }

    #[test]
    fn request_heads() {
        let cases = [
            (
                "Fuel | string | Yes | What burns. | oil | Lamps | array | No | lp-1 | string | No | A lamp.",
                "Fuel:string Lamps:array :string",
            ),
            (
                "Lamps | array | No | string | No | Beam | object | No | From | long | Yes",
                "Lamps:array :string Beam:object From:long",
            ),
            (
                "Beam | array<object> | No | Next | string | No",
                "Beam:array<object> Next:string",
            ),
            (
                "string | string | No | Words. | string | Next | integer | No",
                "string:string Next:integer",
            ),
            (
                "body | LedgerInput | No | The body. | Next | string | No",
                "body:LedgerInput Next:string",
            ),
            ("Flag | boolean | No | Whether. | No", "Flag:boolean"),
        ];
        for (words, want) in cases {
            assert_eq!(read(words, Table::Request), want, "{words}");
        }
    }

    #[test]
    fn response_heads() {
        let cases = [
            (
                "object | Id | string | The ID. | 7 | Lamps | array<object> | The lamps. | object | A lamp. | Lit | boolean",
                ":object Id:string Lamps:array<object> :object Lit:boolean",
            ),
            (
                "object | Kind | string | The kind. | file | Next | string",
                ":object Kind:string Next:string",
            ),
            (
                "object | Kind | string | The kind. | abc | file | string | A file.",
                ":object Kind:string file:string",
            ),
            (
                "object | Kind | string | Kind | string | Next | long",
                ":object Kind:string Next:long",
            ),
            (
                "object | Kind | string | Sort | any | Next | long",
                ":object Kind:string Next:long",
            ),
            ("Id | string | The ID.", "Id:string"),
            (
                "object | Tags | map<string,string> | The tags. | string | A tag. | t",
                ":object Tags:map<string,string> :string",
            ),
            ("object", ":object"),
            ("", ""),
        ];
        for (words, want) in cases {
            assert_eq!(read(words, Table::Response), want, "{words}");
        }
    }
}
