//! A sha256 of each row's own text, so that a later change of the row is noticed without keeping its words.
//!
//! The text that is hashed is made of the facts, cell by cell, not of the lines: the same row has the
//! same hash in every layout that lost nothing of it. Nested rows do not count.

use super::model::{AuthorizationRow, Block, ErrorRow, Page, ParamRow};
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// Hex sha256 of a text.
#[must_use]
pub fn sha256_hex(text: &str) -> String {
    let mut out = String::with_capacity(64);
    for byte in hmac_sha256::Hash::hash(text.as_bytes()) {
        // Writing to a String cannot fail.
        let _ = write!(out, "{byte:02x}");
    }
    out
}

/// The hashes of all rows of a page by their keys, and of its `summary` and `description`.
pub(crate) fn rows(page: &Page) -> BTreeMap<String, String> {
    let mut out = BTreeMap::new();
    out.insert("summary".to_owned(), sha256_hex(&page.summary));
    if let Some(text) = &page.operation_description {
        out.insert("description".to_owned(), sha256_hex(text));
    }
    for row in &page.authorization {
        out.insert(row.key.clone(), sha256_hex(&authorization(row)));
    }
    for root in page.request.iter().chain(&page.response) {
        tree(root, &mut out);
    }
    for row in &page.errors {
        out.insert(row.key.clone(), sha256_hex(&error(row)));
    }
    out
}

fn tree(row: &ParamRow, out: &mut BTreeMap<String, String>) {
    out.insert(row.key.clone(), sha256_hex(&param(row)));
    for child in &row.children {
        tree(child, out);
    }
}

/// Cells are kept apart by U+001F, pieces of a cell by U+001E: neither can stand in a cell by accident.
fn cells<const N: usize>(cells: [&str; N]) -> String {
    cells.join("\u{1f}")
}

fn param(row: &ParamRow) -> String {
    let required = match row.required {
        None => "",
        Some(true) => "yes",
        Some(false) => "no",
    };
    let mut description = String::new();
    for block in &row.description {
        match block {
            Block::Paragraph(text) => description.extend(["p", text, "\u{1e}"]),
            Block::Note(text) => description.extend(["n", text, "\u{1e}"]),
            Block::List(items) => {
                for item in items {
                    description.extend(["l", item, "\u{1e}"]);
                }
            }
        }
    }
    let name = row.name.as_deref().unwrap_or("");
    cells([
        name,
        &row.kind,
        required,
        &description,
        row.example.as_deref().unwrap_or(""),
    ])
}

/// Without the cuts inside the row: they are our reading, and a better reading must not look like a change.
fn error(row: &ErrorRow) -> String {
    format!(
        "{}{}{}{}",
        row.status,
        row.code,
        row.message,
        row.description.as_deref().unwrap_or("-")
    )
}

fn authorization(row: &AuthorizationRow) -> String {
    cells([
        &row.operation,
        &row.access_level,
        if row.resource_required { "*" } else { "" },
        &row.resource_type,
        &row.resource_arn,
        row.condition_key.as_deref().unwrap_or(""),
        row.associated_operation.as_deref().unwrap_or(""),
    ])
}

#[cfg(test)]
mod tests {
    #[test]
    fn hex() {
        assert_eq!(
            super::sha256_hex(""),
            "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
        );
    }
}
