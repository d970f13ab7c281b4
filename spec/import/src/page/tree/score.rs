//! How well a row fits each of the objects that are still open, where the layout does not mark the end of
//! an object.
//!
//! Each sign adds or takes points; the row goes to the object with the most. The signs and their weights
//! (tenths) come from 1,087 such decisions in the request tables of three real products, fitted with one
//! product held out at a time. Where the two best places differ by less than [`SURE`], the row is reported.

use super::frame::{Frame, Names};
use super::words;
use crate::page::flat::FlatRow;
use std::collections::{BTreeMap, BTreeSet};

/// A difference of points below which a decision is reported as ambiguous.
pub(super) const SURE: i64 = 10;

/// Parameters that nearly every operation takes at its top level.
const TOP_REQUEST: &[&str] = &[
    "RegionId",
    "ClientToken",
    "DryRun",
    "ResourceGroupId",
    "PageNumber",
    "PageSize",
    "MaxResults",
    "NextToken",
    "OwnerId",
    "OwnerAccount",
    "ResourceOwnerId",
    "ResourceOwnerAccount",
    "SecurityToken",
    "Token",
    "Tag",
    "Tags",
];

/// Fields that nearly every answer has at its top level.
const TOP_RESPONSE: &[&str] = &[
    "RequestId",
    "TotalCount",
    "PageNumber",
    "PageSize",
    "NextToken",
    "MaxResults",
    "Success",
    "HttpStatusCode",
    "TotalRecordCount",
    "PageRecordCount",
    "PageCount",
    "requestId",
    "totalCount",
    "nextToken",
    "maxResults",
];

/// The fields of a key-value pair: an object that has two of them is complete.
const PAIR: &[&str] = &[
    "Key", "Value", "TagKey", "TagValue", "key", "value", "Scope",
];

/// What the score looks at besides the frames.
pub(super) struct Situation<'a> {
    pub(super) row: &'a FlatRow,
    pub(super) name: &'a str,
    pub(super) words: &'a BTreeSet<String>,
    pub(super) frequency: &'a BTreeMap<&'a str, usize>,
    pub(super) rows: &'a [FlatRow],
    pub(super) response: bool,
    pub(super) operation_words: &'a BTreeSet<String>,
}

/// Points of each frame, in the order of the stack.
pub(super) fn points(stack: &[Frame<'_>], now: &Situation<'_>) -> Vec<i64> {
    let body = stack
        .get(1)
        .and_then(|f| f.owner_name(now.rows))
        .is_some_and(|n| n.eq_ignore_ascii_case("body"));
    (0..stack.len())
        .map(|depth| frame_points(stack, depth, now, body))
        .collect()
}

fn frame_points(stack: &[Frame<'_>], depth: usize, now: &Situation<'_>, body: bool) -> i64 {
    let inner = stack.len() - 1;
    let Some(frame) = stack.get(depth) else {
        return i64::MIN;
    };
    let mut points = 0;
    if depth < inner {
        points += closing(stack, depth, now);
    }
    if frame.names.has(now.name) {
        points -= 25;
    }
    let common = if now.response {
        TOP_RESPONSE
    } else {
        TOP_REQUEST
    };
    if depth == 0 {
        points -= 10;
        if !body && common.contains(&now.name) {
            points += if now.response { 30 } else { 65 };
        }
        if !body
            && !now.response
            && now
                .row
                .texts()
                .any(|t| t.to_lowercase().contains("idempot"))
        {
            points += 15;
        }
        if now.row.required == Some(true) {
            points += 8 + if names_the_operation(now) { 25 } else { 0 };
        }
    } else if complete_pair(&frame.names) && !PAIR.contains(&now.name) {
        points -= 50;
    } else if waits_for(&frame.names, now.name) {
        points += 50;
    }
    let near = overlap(now, &frame.words);
    let own = overlap(now, &frame.own_words);
    points += near * 11 / 10 + own * 12 / 10;
    // The latest field of an outer object is the open object itself, or holds it: it is no neighbour.
    let skipped = usize::from(depth < inner);
    if frame
        .last_names
        .iter()
        .rev()
        .skip(skipped)
        .any(|n| same_first_word(n, now.name))
    {
        points += 7;
    }
    // The row shares no word with the object, but does with what stands around it.
    let foreign = depth > 0
        && !frame.names.is_empty()
        && !body
        && !contact(now, &frame.words)
        && !contact(now, &frame.own_words);
    if foreign
        && stack
            .iter()
            .take(depth)
            .any(|outer| overlap(now, &outer.words) > 0)
    {
        points -= 35;
    }
    points
}

/// What ending the objects inside a frame costs and earns.
fn closing(stack: &[Frame<'_>], depth: usize, now: &Situation<'_>) -> i64 {
    let levels = i64::try_from(stack.len() - 1 - depth).unwrap_or(i64::MAX / 100);
    let mut points = -21 - (levels - 1) * 10;
    let container = now.row.is_object() || now.row.kind.starts_with("array<");
    let closed = stack.get(depth + 1);
    if container {
        points += 18;
        let sibling = closed
            .and_then(|f| f.container.or(f.owner))
            .and_then(|at| now.rows.get(at));
        if let Some(sibling) = sibling.filter(|s| s.kind == now.row.kind)
            && let Some(name) = &sibling.name
            && alike(name, now.name)
        {
            points += 28;
        }
    }
    if now.row.kind == "boolean" {
        points += 5;
    }
    if let Some(last) = stack.last()
        && last.names.is_empty()
    {
        // An object without fields of its own is rare, unless its example shows it whole.
        let shown = last
            .owner
            .and_then(|at| now.rows.get(at))
            .is_some_and(|r| r.example.is_some());
        points -= if shown { 2 } else { 15 };
    }
    points
}

fn complete_pair(names: &Names) -> bool {
    names.len() >= 2 && names.iter().all(|n| PAIR.contains(&n))
}

/// An object that has one half of a pair so far, and this name is the other half.
fn waits_for(names: &Names, name: &str) -> bool {
    const HALVES: &[(&str, &str)] = &[
        ("Key", "Value"),
        ("TagKey", "TagValue"),
        ("key", "value"),
        ("Name", "Value"),
        ("name", "value"),
    ];
    names.len() == 1
        && HALVES
            .iter()
            .any(|(a, b)| (name == *b && names.has(a)) || (name == *a && names.has(b)))
}

fn names_the_operation(now: &Situation<'_>) -> bool {
    let words = words::of_name(now.name);
    let mut told = words
        .iter()
        .filter(|w| !matches!(w.as_str(), "id" | "name" | "no"))
        .peekable();
    told.peek().is_some() && told.all(|w| now.operation_words.contains(w))
}

fn contact(now: &Situation<'_>, words: &BTreeSet<String>) -> bool {
    now.words.iter().any(|w| words.contains(w))
}

/// How many tenths of a rare word two texts share: a word counts the less the more rows have it.
fn overlap(now: &Situation<'_>, words: &BTreeSet<String>) -> i64 {
    let weight = |w: &String| {
        now.frequency
            .get(w.as_str())
            .filter(|n| **n > 1)
            .map_or(0, |n| 10 / i64::try_from(*n).unwrap_or(i64::MAX))
    };
    now.words
        .iter()
        .filter(|w| words.contains(*w))
        .map(weight)
        .sum::<i64>()
        .min(15)
}

fn same_first_word(a: &str, b: &str) -> bool {
    let (a, b) = (words::of_name(a), words::of_name(b));
    !a.is_empty() && a.first() == b.first()
}

/// Names of siblings: `IngressRules` and `EgressRules`, `TunnelIkeConfig` and `TunnelBgpConfig`. The first word
/// says nothing: a field likes to begin with its object's name.
fn alike(a: &str, b: &str) -> bool {
    let (a, b) = (words::of_name(a), words::of_name(b));
    !a.is_empty() && a.last() == b.last()
}
