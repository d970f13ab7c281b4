//! The error table as variants: one for each pair of status and code.

use std::collections::{BTreeMap, BTreeSet};

use acs_spec::operation::{ErrorRow, Operation};

use super::docs::spec;
use super::faults::Faults;
use super::model::{Docs, ErrorVariant};
use super::scope::resolve_at;
use super::text::{code, sentence};
use crate::faults::on;
use crate::names::{Claim, Kind, reserved};

/// Lowers the error table. A code that occurs under several statuses has the status in the names of all its variants.
pub fn lower(operation: &Operation, file: &str, faults: &mut Faults) -> Vec<ErrorVariant> {
    let mut statuses: BTreeMap<&str, BTreeSet<u16>> = BTreeMap::new();
    let mut order: Vec<(u16, &str)> = Vec::new();
    let mut rows: BTreeMap<(u16, &str), Vec<(usize, &ErrorRow)>> = BTreeMap::new();
    for (n, row) in operation.errors.iter().enumerate() {
        let key = (row.status, row.code.as_str());
        statuses.entry(&row.code).or_default().insert(row.status);
        if on("second-status-lost")
            && statuses
                .get(row.code.as_str())
                .is_some_and(|all| all.len() > 1)
        {
            continue;
        }
        let rows = rows.entry(key).or_default();
        if rows.is_empty() {
            order.push(key);
        }
        rows.push((n, row));
    }
    let path = |(status, code): &(u16, &str)| {
        let several = statuses
            .get(code)
            .is_some_and(|statuses| statuses.len() > 1);
        let mut path = vec![(*code).to_owned()];
        path.extend(several.then(|| status.to_string()));
        path
    };
    let claims: Vec<Claim> = order.iter().map(|key| Claim::of(path(key))).collect();
    let names = resolve_at(
        Kind::Variant,
        &claims,
        reserved::VARIANTS,
        "/errors",
        faults,
    );
    let variant = |key: &(u16, &str)| {
        let rows = rows.get(key).map(Vec::as_slice).unwrap_or_default();
        ErrorVariant {
            ident: names.get(&path(key)).cloned().unwrap_or_default(),
            status: key.0,
            code: key.1.to_owned(),
            rows: rows
                .iter()
                .map(|(_, row)| {
                    let [message, summary] = [&row.message, &row.summary].map(stated);
                    (message.map(str::to_owned), summary.map(str::to_owned))
                })
                .collect(),
            docs: docs(key.0, key.1, rows, file),
        }
    };
    order.iter().map(variant).collect()
}

/// An empty text states nothing.
fn stated(text: &Option<String>) -> Option<&str> {
    text.as_deref().filter(|text| !text.is_empty())
}

fn docs(status: u16, error: &str, rows: &[(usize, &ErrorRow)], file: &str) -> Docs {
    let summary = rows
        .iter()
        .find_map(|(_, row)| stated(&row.summary))
        .map(sentence);
    let mut out =
        vec![summary.unwrap_or_else(|| format!("{} under HTTP status {status}.", code(error)))];
    let messages: Vec<&str> = rows
        .iter()
        .filter_map(|(_, row)| stated(&row.message))
        .collect();
    let place = |n: &usize| spec(file, &format!("/errors/{n}"));
    let places: Vec<String> = rows.iter().map(|(n, _)| place(n)).collect();
    out.push(String::new());
    out.push(format!(
        "Status {status}, code {}. {}",
        code(error),
        places.join(" ")
    ));
    for message in messages {
        out.push(format!("Message: {}.", code(message)));
    }
    out
}
