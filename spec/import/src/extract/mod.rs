//! Reads the prose of one parameter and says which constraints it states, by named rules.
//!
//! [`extract`] takes a type name and [`text::Block`]s and gives [`Extraction`]: findings, each with its rule and its
//! sentence, and the sentences that look like rules but were not understood. Precision comes before completeness: a
//! list that is not understood to its end gives nothing, two statements that contradict one another give nothing.
//!
//! The way of a text: [`markdown`] (or a page importer) → [`text`] → [`reading`] (sentences, tokens, heads of bullets) →
//! [`rules`] → [`resolve`]. This module must not know pages, specs, products or parameter names.

pub mod bounds;
pub mod bullets;
pub mod chinese;
pub mod classes;
pub mod finding;
pub mod heads;
pub mod line;
pub mod lists;
pub mod markdown;
pub mod phrase;
pub mod reading;
pub mod resolve;
pub mod rules;
pub mod text;
pub mod token;

pub use finding::{
    CharClass, CharSet, Extraction, Finding, Kind, LengthUnit, Relation, Scope, Source, Subject,
    TypeHint, Unread,
};
pub use line::{LineError, extract_line};
pub use text::Block;

use reading::Reading;
use rules::Rule;

/// Longest description that is read, in bytes of text. The longest real one has some twenty thousand; what lies beyond
/// is reported as unread, block by block.
pub const MAX_TEXT: usize = 64 * 1024;

/// Most findings that are taken from one description. Real ones have at most some twenty.
pub const MAX_FINDINGS: usize = 512;

/// Reads blocks of the description of a parameter whose type has this name (of either dialect), by the rules for the
/// language that they are in: English or Chinese, which the text itself shows.
#[must_use]
pub fn extract(type_name: &str, blocks: &[Block]) -> Extraction {
    let table = if chinese::is_chinese(blocks) {
        chinese::CHINESE
    } else {
        rules::ENGLISH
    };
    extract_with(table, type_name, blocks)
}

/// Reads a raw description.
#[must_use]
pub fn extract_description(type_name: &str, description: &str) -> Extraction {
    let mut limit = description.len().min(MAX_TEXT);
    while !description.is_char_boundary(limit) {
        limit -= 1;
    }
    let read = description.get(..limit).unwrap_or_default();
    let blocks = markdown::blocks(read);
    let mut out = extract(type_name, &blocks);
    if limit < description.len() {
        out.unread.push(too_long(blocks.len()));
    }
    out
}

/// Reads blocks with a table of rules.
#[must_use]
pub fn extract_with(table: &[Rule], type_name: &str, blocks: &[Block]) -> Extraction {
    let mut size = 0_usize;
    let fits = blocks
        .iter()
        .take_while(|block| {
            size = size.saturating_add(block.len());
            size <= MAX_TEXT
        })
        .count();
    let read = blocks.get(..fits).unwrap_or_default();
    let reading = Reading::new(TypeHint::from_name(type_name), read);
    let mut findings: Vec<Finding> = Vec::new();
    for rule in table {
        findings.extend((rule.apply)(&reading).into_iter().map(|f| Finding {
            rule: rule.name,
            ..f
        }));
    }
    let many = findings.len() > MAX_FINDINGS;
    findings.truncate(MAX_FINDINGS);
    let mut out = resolve::resolve(&reading, findings);
    if many {
        out.unread.push(not_read(
            0,
            "states more than any real description; not all of it was taken",
        ));
    }
    if fits < blocks.len() {
        out.unread.push(too_long(fits));
    }
    out
}

fn too_long(block: usize) -> Unread {
    not_read(
        block,
        "the description is longer than any real one; the rest was not read",
    )
}

fn not_read(block: usize, why: &'static str) -> Unread {
    Unread {
        sentence: String::new(),
        source: Source {
            block,
            item: None,
            start: 0,
            end: 0,
        },
        why,
    }
}
