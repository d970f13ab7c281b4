//! Compares answers, the error table, and what callers must be allowed to do.

use std::collections::{BTreeMap, BTreeSet};

use acs_spec::operation::{Authorization, ErrorRow, Response};
use acs_spec::{Operation, Stated};

use super::change::Kind;
use super::fields::{Named, Walk};
use super::judge::{self, Part};
use super::path::Path;
use super::view::vendor;

/// Compares all of them.
pub(super) fn compare(walk: &mut Walk<'_, '_>) {
    if walk.view.both("responses") {
        responses(walk);
    }
    if walk.view.both("examples") && examples_differ(walk.view.before, walk.view.after) {
        let judgement = judge::response_example_changed();
        let kind = Kind::ResponseExampleChanged;
        walk.record(
            kind,
            String::new(),
            "/examples".into(),
            (None, None),
            judgement,
            Vec::new(),
        );
    }
    if walk.view.both("errors") {
        errors(walk);
    }
    if walk.view.both("authorization") {
        authorization(walk);
    }
}

/// Whether an example of a form that both sides show differs by more than blanks: layouts indent as they like, and some
/// drop a form.
fn examples_differ(before: &Operation, after: &Operation) -> bool {
    let bodies = |operation: &Operation| {
        let mut out: BTreeMap<(String, bool), BTreeSet<String>> = BTreeMap::new();
        for example in &operation.examples {
            let key = (example.format.clone(), example.is_error);
            let body = example.body.chars().filter(|c| !c.is_whitespace());
            out.entry(key).or_default().insert(body.collect());
        }
        out
    };
    let (was, is) = (bodies(before), bodies(after));
    let differs = |(key, old): (&(String, bool), &BTreeSet<String>)| {
        is.get(key).is_some_and(|new| new != old)
    };
    was.iter().any(differs)
}

fn status(response: &Response) -> String {
    response.status.get().cloned().unwrap_or_default()
}

/// The answer that becomes `Response`, by its number: the first of the two hundreds, else the first that is no error.
fn success(operation: &Operation) -> Option<usize> {
    let Stated::Stated(responses) = &operation.responses else {
        return None;
    };
    let is_error = |word: &str| word.starts_with(['3', '4', '5']);
    let good = responses
        .iter()
        .position(|response| status(response).starts_with('2'));
    good.or_else(|| {
        responses
            .iter()
            .position(|response| !is_error(&status(response)))
    })
}

fn responses(walk: &mut Walk<'_, '_>) {
    let (before, after) = (walk.view.before, walk.view.after);
    let list =
        |operation: &'_ Operation| operation.responses.get().map(Vec::len).unwrap_or_default();
    let (emitted_before, emitted_after) = (success(before), success(after));
    let empty: &[Response] = &[];
    let was = before.responses.get().map_or(empty, Vec::as_slice);
    let is = after.responses.get().map_or(empty, Vec::as_slice);
    // The answers that become `Response` belong together, whatever their status.
    let partner = |n: usize, response: &Response| {
        if emitted_before == Some(n) {
            return emitted_after;
        }
        let same = |m: &usize| {
            is.get(*m)
                .is_some_and(|other| status(other) == status(response))
        };
        (0..list(after))
            .filter(|m| emitted_after != Some(*m))
            .find(same)
    };
    let mut met: BTreeSet<usize> = BTreeSet::new();
    for (n, old) in was.iter().enumerate() {
        let emitted = emitted_before == Some(n);
        let part = if emitted {
            Part::Response
        } else {
            Part::Unemitted
        };
        let path = Path::response(part, &status(old), n);
        match partner(n, old).and_then(|m| Some((m, is.get(m)?))) {
            Some((m, new)) => {
                met.insert(m);
                response(walk, &path, old, new);
            }
            None => {
                let facts = (Some(status(old)), None);
                walk.push(
                    Kind::ResponseRemoved,
                    &path,
                    facts,
                    judge::response_removed(emitted),
                );
            }
        }
    }
    for (m, new) in is.iter().enumerate().filter(|(m, _)| !met.contains(m)) {
        let emitted = emitted_after == Some(m);
        let part = if emitted {
            Part::Response
        } else {
            Part::Unemitted
        };
        let path = Path::response(part, &status(new), m);
        let facts = (None, Some(status(new)));
        walk.push(
            Kind::ResponseAdded,
            &path,
            facts,
            judge::response_added(emitted),
        );
    }
}

fn response<'a>(walk: &mut Walk<'_, 'a>, path: &Path, old: &'a Response, new: &'a Response) {
    let (was, is) = (status(old), status(new));
    if was != is && !was.is_empty() && !is.is_empty() {
        let facts = (Some(was), Some(is));
        walk.push(
            Kind::ResponseAdded,
            path,
            facts,
            judge::response_added(false),
        );
    }
    match (&old.schema, &new.schema) {
        (Some(a), Some(b)) => walk.schema(&path.deeper("/schema"), (a, None), (b, None)),
        (Some(_), None) => {
            let judgement = judge::response_removed(path.part == Part::Response);
            walk.push(
                Kind::ResponseRemoved,
                path,
                (Some("body".into()), None),
                judgement,
            );
        }
        (None, Some(_)) => {
            let judgement = judge::response_added(path.part == Part::Response);
            walk.push(
                Kind::ResponseAdded,
                path,
                (None, Some("body".into())),
                judgement,
            );
        }
        (None, None) => {}
    }
    let named =
        |response: &'a Response| response.headers.iter().map(Named::from).collect::<Vec<_>>();
    let mut headers = path.step("headers", "");
    headers.part = Part::Unemitted;
    walk.fields(&headers, "headers", &named(old), &named(new));
    let keys: BTreeSet<&String> = old.vendor.keys().chain(new.vendor.keys()).collect();
    for key in keys {
        let (was, is) = (old.vendor.get(key), new.vendor.get(key));
        if was != is && walk.view.both(&vendor(key)) {
            walk.metadata(path.place(), path.at(""), key, (was, is), path.rows());
        }
    }
}

type Key<'a> = (u16, &'a str);

fn table(rows: &[ErrorRow]) -> Vec<(Key<'_>, Vec<&ErrorRow>)> {
    let mut out: Vec<(Key<'_>, Vec<&ErrorRow>)> = Vec::new();
    let mut places: BTreeMap<Key<'_>, usize> = BTreeMap::new();
    for row in rows {
        let key = (row.status, row.code.as_str());
        let at = *places.entry(key).or_insert(out.len());
        match out.get_mut(at) {
            Some((_, rows)) => rows.push(row),
            None => out.push((key, vec![row])),
        }
    }
    out
}

/// A row's letters without the cut between code and message, which may be read otherwise in another layout.
fn letters(row: &ErrorRow) -> String {
    let text = [
        row.code.as_str(),
        row.message.as_deref().unwrap_or_default(),
    ]
    .concat();
    let letters: String = text.chars().filter(|c| c.is_alphanumeric()).collect();
    format!("{}{letters}", row.status)
}

fn errors(walk: &mut Walk<'_, '_>) {
    let (before, after) = (walk.view.before, walk.view.after);
    let (was, is) = (table(&before.errors), table(&after.errors));
    let uncut = |rows: &[ErrorRow]| rows.iter().map(letters).collect::<BTreeSet<String>>();
    let (letters_before, letters_after) = (uncut(&before.errors), uncut(&after.errors));
    let has_cut = |rows: &[ErrorRow]| rows.iter().any(|row| row.cut.is_some());
    let may_cut_otherwise = has_cut(&before.errors) || has_cut(&after.errors);
    let recut = |rows: &[&ErrorRow], others: &BTreeSet<String>| {
        may_cut_otherwise && rows.iter().all(|row| others.contains(&letters(row)))
    };
    for (n, (key, rows)) in was.iter().enumerate() {
        let names = row_names(*key, rows.len());
        let pointer = format!("/errors/{n}");
        let place = format!("{} {}", key.0, key.1);
        match is.iter().find(|(other, _)| other == key) {
            None if recut(rows, &letters_after) || !walk.view.is_own_row(&names) => {}
            None => {
                let facts = (messages(rows), None);
                walk.record(
                    Kind::ErrorRemoved,
                    place,
                    pointer,
                    facts,
                    judge::error_removed(),
                    names,
                );
            }
            Some((_, others)) => {
                let (a, b) = (messages(rows), messages(others));
                if a != b && b.is_some() {
                    let judgement = judge::error_message_changed();
                    walk.record(
                        Kind::ErrorMessageChanged,
                        place,
                        pointer,
                        (a, b),
                        judgement,
                        names,
                    );
                }
            }
        }
    }
    for (key, rows) in &is {
        if was.iter().any(|(other, _)| other == key) || recut(rows, &letters_before) {
            continue;
        }
        let elsewhere = was.iter().filter(|(other, _)| other.1 == key.1).count();
        let judgement = judge::error_added(elsewhere == 1);
        let place = format!("{} {}", key.0, key.1);
        let facts = (None, messages(rows));
        let names = row_names(*key, rows.len());
        walk.record(
            Kind::ErrorAdded,
            place,
            "/errors".into(),
            facts,
            judgement,
            names,
        );
    }
}

fn messages(rows: &[&ErrorRow]) -> Option<String> {
    let all: Vec<&str> = rows
        .iter()
        .filter_map(|row| row.message.as_deref())
        .collect();
    (!all.is_empty()).then(|| all.join(" / "))
}

fn row_names((status, code): Key<'_>, times: usize) -> Vec<String> {
    let escaped = code.replace('~', "~0").replace('/', "~1");
    let mut out = vec![format!("error/{status}/{code}")];
    for n in 1..=times.max(1) {
        out.push(format!("error/{status}/{code}#{n}"));
        out.push(format!("errorCodes/{status}/{escaped}#{n}"));
    }
    out
}

fn authorization(walk: &mut Walk<'_, '_>) {
    let (was, is) = (
        &walk.view.before.authorization,
        &walk.view.after.authorization,
    );
    let names = |action: &str| {
        let base = format!("authorization/{action}");
        let numbered = (2..9).map(|n| format!("{base}#{n}"));
        std::iter::once(base.clone())
            .chain(numbered)
            .collect::<Vec<_>>()
    };
    let place = |action: &str| format!("authorization {action}");
    let view = walk.view;
    let whole = |action: &str| {
        let mut rows = names(action).into_iter();
        view.lists_are_kept() && !rows.any(|row| view.reads_otherwise(&row))
    };
    for (n, old) in was.iter().enumerate() {
        let pointer = format!("/authorization/{n}");
        match is.iter().find(|new| new.action == old.action) {
            None => {
                let judgement = judge::authorization_removed(is.is_empty());
                let facts = (Some(old.action.clone()), None);
                let kind = Kind::AuthorizationRemoved;
                walk.record(
                    kind,
                    place(&old.action),
                    pointer,
                    facts,
                    judgement,
                    names(&old.action),
                );
            }
            Some(new) if summed(new, whole(&old.action)) != summed(old, whole(&old.action)) => {
                let judgement = judge::authorization_changed(asks_more(old, new));
                let facts = (Some(summed(old, true)), Some(summed(new, true)));
                let kind = Kind::AuthorizationChanged;
                walk.record(
                    kind,
                    place(&old.action),
                    pointer,
                    facts,
                    judgement,
                    names(&old.action),
                );
            }
            Some(_) => {}
        }
    }
    for new in is {
        if !was.iter().any(|old| old.action == new.action) {
            let judgement = judge::authorization_added(was.is_empty());
            let facts = (None, Some(new.action.clone()));
            let pointer = "/authorization".to_owned();
            let kind = Kind::AuthorizationAdded;
            walk.record(
                kind,
                place(&new.action),
                pointer,
                facts,
                judgement,
                names(&new.action),
            );
        }
    }
}

/// An authorization in a line, or that part of it which no layout loses; resources in a fixed order, since their order means nothing.
fn summed(authorization: &Authorization, whole: bool) -> String {
    let sorted = |mut texts: Vec<String>| {
        texts.sort_unstable();
        texts.join(", ")
    };
    let resources = authorization.resources.iter().map(|resource| {
        let star = if resource.required { "*" } else { "" };
        format!("{star}{} {}", resource.r#type, resource.arn)
    });
    let mut out = format!(
        "{} on {}",
        authorization.access_level,
        sorted(resources.collect())
    );
    if !whole {
        return out;
    }
    if !authorization.condition_keys.is_empty() {
        out.push_str(&format!(
            ", under {}",
            sorted(authorization.condition_keys.clone())
        ));
    }
    if !authorization.dependent_actions.is_empty() {
        out.push_str(&format!(
            ", with {}",
            sorted(authorization.dependent_actions.clone())
        ));
    }
    out
}

/// Whether a policy must allow more: another action, or a resource that none of the old patterns was.
fn asks_more(old: &Authorization, new: &Authorization) -> bool {
    let arns = |authorization: &Authorization| -> BTreeSet<String> {
        let all = authorization.resources.iter();
        let plain = |arn: &str| {
            if arn.is_empty() {
                "*".to_owned()
            } else {
                arn.to_owned()
            }
        };
        all.map(|resource| plain(&resource.arn)).collect()
    };
    let (was, is) = (arns(old), arns(new));
    let more_resources =
        !was.contains("*") && !was.is_empty() && is.iter().any(|arn| !was.contains(arn));
    let more_actions = new
        .dependent_actions
        .iter()
        .any(|action| !old.dependent_actions.contains(action));
    more_resources || more_actions
}
