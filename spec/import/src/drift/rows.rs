//! Finds rows whose words have changed while all that is read from them is as it was.

use std::collections::{BTreeMap, BTreeSet};

use acs_spec::source::{Source, SourceKind};
use acs_spec::{Operation, Schema};

use super::change::Kind;
use super::fields::Walk;
use super::judge;

/// Rows must be this many before it means anything that none of them is as it was.
const MANY: usize = 5;

/// Compares fingerprints of rows where they can be compared, else the words themselves.
pub(super) fn compare(walk: &mut Walk<'_, '_>) {
    let view = walk.view;
    if view.kind == SourceKind::Page {
        if !view.lists_are_kept() {
            return;
        }
    } else if !view.spoken_after.speaks("prose") {
        return;
    }
    let both_in_words = view.kind != SourceKind::Page && !view.is_spec();
    if both_in_words && !view.spoken_before.speaks("prose") {
        return;
    }
    if both_in_words {
        reworded(walk);
        return;
    }
    let of_kind = |source: &&Source| source.kind == view.kind;
    let rows = |operation: &Operation| -> BTreeMap<String, String> {
        let sources = operation.sources.iter().filter(of_kind);
        sources.flat_map(|source| source.rows.clone()).collect()
    };
    let (was, is) = (rows(view.before), rows(view.after));
    let told: BTreeSet<&String> = walk
        .changes
        .iter()
        .flat_map(|change| &change.rows)
        .collect();
    let common: Vec<(&String, bool)> = was
        .iter()
        .filter_map(|(row, old)| Some((row, is.get(row)? == old)))
        .collect();
    // Not one row as it was: the document is written otherwise as a whole, and its words cannot be compared.
    if common.len() >= MANY && common.iter().all(|(_, same)| !same) {
        return;
    }
    let changed: Vec<String> = common
        .iter()
        .filter(|(row, same)| !same && !told.contains(row))
        .map(|(row, _)| (*row).clone())
        .collect();
    for row in changed {
        if !view.reads_otherwise(&row) {
            record(walk, row);
        }
    }
}

fn record(walk: &mut Walk<'_, '_>, row: String) {
    let place = format!("row {row}");
    let judgement = judge::row_reworded();
    walk.record(
        Kind::RowReworded,
        place,
        String::new(),
        (None, None),
        judgement,
        vec![row],
    );
}

/// Compares the words themselves, place by place: what is new or gone has a change of its own.
fn reworded(walk: &mut Walk<'_, '_>) {
    let (was, is) = (words(walk.view.before), words(walk.view.after));
    let told = walk.changes.iter().filter(|change| change.worded);
    let told: BTreeSet<&String> = told.flat_map(|change| &change.rows).collect();
    let differs = |(place, old): (&(String, String), &Words)| {
        let differs = is.get(place).is_some_and(|new| new != old) && !told.contains(&place.0);
        differs.then(|| place.0.clone())
    };
    let changed: BTreeSet<String> = was.iter().filter_map(differs).collect();
    for row in changed {
        record(walk, row);
    }
}

type Words = BTreeMap<String, String>;

/// The words of each row by their place within it, as an importer found them. They are compared and never shown.
fn words(operation: &Operation) -> BTreeMap<(String, String), Words> {
    let mut out: BTreeMap<(String, String), Words> = BTreeMap::new();
    let escaped = |name: &str| name.replace('~', "~0").replace('/', "~1");
    for (key, text) in &operation.prose {
        let answer = key
            .strip_prefix("responses/")
            .and_then(|rest| rest.split('/').next());
        let row = answer.map_or_else(
            || "operation".to_owned(),
            |status| format!("responses/{status}"),
        );
        out.entry((row, String::new()))
            .or_default()
            .insert(key.clone(), text.clone());
    }
    // That there are none is a statement too, once the row is there.
    out.entry(("operation".to_owned(), String::new()))
        .or_default();
    for parameter in &operation.parameters {
        let row = format!("parameters/{}", escaped(&parameter.name));
        each_word(&parameter.schema, &row, "", &mut out);
    }
    for response in operation.responses.get().into_iter().flatten() {
        let status = response.status.get().cloned().unwrap_or_default();
        let row = format!("responses/{}", escaped(&status));
        out.entry((row.clone(), String::new())).or_default();
        if let Some(schema) = &response.schema {
            each_word(schema, &row, "body", &mut out);
        }
        for header in &response.headers {
            each_word(
                &header.schema,
                &row,
                &format!("header {}", header.name),
                &mut out,
            );
        }
    }
    for (name, schema) in &operation.schemas {
        each_word(
            schema,
            &format!("components/schemas/{}", escaped(name)),
            "",
            &mut out,
        );
    }
    let mut times: BTreeMap<(u16, &str), usize> = BTreeMap::new();
    for error in &operation.errors {
        let n = times
            .entry((error.status, error.code.as_str()))
            .or_insert(0);
        *n += 1;
        let row = format!("errorCodes/{}/{}#{n}", error.status, escaped(&error.code));
        let words = out.entry((row, String::new())).or_default();
        words.extend(error.prose.clone().map(|text| (String::new(), text)));
    }
    out
}

fn each_word(schema: &Schema, row: &str, place: &str, out: &mut BTreeMap<(String, String), Words>) {
    let words = out.entry((row.to_owned(), place.to_owned())).or_default();
    words.extend(schema.prose.clone());
    for meaning in &schema.values {
        let at = (row.to_owned(), format!("{place}={}", meaning.value));
        let words = out.entry(at).or_default();
        words.extend(meaning.prose.clone().map(|text| (String::new(), text)));
    }
    if let Some(items) = &schema.items {
        each_word(items, row, &format!("{place}[]"), out);
    }
    for field in &schema.fields {
        each_word(&field.schema, row, &format!("{place}.{}", field.name), out);
    }
}
