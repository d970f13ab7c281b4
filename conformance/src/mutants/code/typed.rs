//! The test of what a caller of one operation's types sees and no question over the wire does: conversions of texts, what
//! codes tell of themselves, constructors and setters, what holds nothing, and requests that are made of values.
//!
//! Names come from the generator's lowering, everything else from the spec and the reference interpreter.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use acs_judge::Judge;
use acs_spec::{Operation, Service, Tier};
use acsgen_core::lower::model::{RustEnum, RustOperation};
use proptest::strategy::ValueTree as _;

use super::values::Maker;
use crate::Strategies;
use crate::compare::Findings;
use crate::mutants::requests::judged;
use crate::printed::{Typed, typed};
use crate::strategy::fault::prepared;
use crate::wire::Pairs;

/// What every such test begins with.
const PRELUDE: &str = include_str!("prelude.rs");

/// Requests that are made by chance, for each rule and as a whole.
const SEEDS: u64 = 24;

/// A request as an expression, its pairs, and what is said of it.
#[derive(Debug)]
pub(super) struct Asked {
    typed: Typed,
    pairs: Pairs,
    said: Findings,
}

/// Requests that values make: sound ones and ones with a fault, until another shows no setter, value or rule that is new.
pub(super) fn requests(
    lowered: &RustOperation,
    operation: &Operation,
    service: &Service,
    judge: &Judge,
) -> Vec<Asked> {
    let strategies = Strategies::new(operation, Some(service));
    let valid = strategies.valid();
    let sound = (0..SEEDS).filter_map(|seed| valid.of_seed(seed));
    let faults = strategies.faults().count();
    let single = (0..faults).flat_map(|n| {
        let cases = strategies.single_of(n);
        let all = (0..SEEDS).filter_map(move |seed| cases.of_seed(seed));
        all.collect::<Vec<_>>()
    });
    let mut seen = BTreeSet::new();
    let mut out = Vec::new();
    for tree in sound.chain(single) {
        let pairs = tree.current().pairs;
        let Some(typed) = typed(lowered, &pairs) else {
            continue;
        };
        let said = judged(judge, &pairs);
        let rules = said.iter().map(|finding| finding.rule.clone());
        let new = shown(&typed)
            .chain(rules)
            .filter(|new| seen.insert(new.clone()));
        if new.count() > 0 {
            out.push(Asked { typed, pairs, said });
        }
    }
    out
}

/// Setters and named values of an expression.
fn shown(typed: &Typed) -> impl Iterator<Item = String> {
    let words = typed
        .text
        .split(|c: char| !c.is_alphanumeric() && !matches!(c, '_' | ':' | '.' | '#'));
    let words = words.filter(|word| word.contains(".with_") || word.contains("::"));
    words.map(str::to_owned)
}

/// The test's text, for the crate of this name.
pub(super) fn text(
    name: &str,
    lowered: &RustOperation,
    (operation, service): (&Operation, &Service),
    requests: &[Asked],
) -> String {
    let module = &lowered.module;
    let request = lowered.structs.first().map_or("", |request| &request.ident);
    let mut out = format!(
        "//! What a caller of `{}` sees of its types.\n#![allow(warnings)]\n\nuse {name}::{module} as m;\n\ntype Asked = m::{request};\n\n{PRELUDE}",
        operation.name
    );
    let maker = Maker::new(lowered);
    for (n, each) in lowered.enums.iter().enumerate() {
        texts(n, each, &mut out);
    }
    codes(lowered, operation, &mut out);
    for (n, each) in lowered.structs.iter().enumerate() {
        let _ = writeln!(out, "\n/// `{}`\n#[test]\nfn struct_{n}() {{", each.ident);
        maker.constructed(each, n == 0, &mut out);
        out.push_str("}\n");
    }
    out.push_str("\n#[test]\nfn lists_are_closed_up() {\n");
    if let Some(request) = lowered.structs.first() {
        maker.closed_up(request, &mut out);
    }
    out.push_str("}\n\n#[test]\nfn single_values_break_their_rules() {\n");
    if let Some(request) = lowered.structs.first() {
        maker.broken(request, &prepared(operation, Some(service)), &mut out);
    }
    out.push_str("}\n");
    for (n, each) in requests.iter().enumerate() {
        asked(n, name, module, each, &mut out);
    }
    out
}

/// An enum is its texts.
fn texts(n: usize, each: &RustEnum, out: &mut String) {
    let ident = &each.ident;
    let _ = writeln!(out, "\n/// `{ident}`\n#[test]\nfn enum_{n}() {{");
    let _ = writeln!(out, "    texts!(m::{ident}, m::{ident}::Other(_), [");
    for variant in &each.variants {
        let _ = writeln!(
            out,
            "        ({:?}, m::{ident}::{}),",
            variant.text, variant.ident
        );
    }
    let mut unlisted = "unlisted".to_owned();
    while each.variants.iter().any(|variant| variant.text == unlisted) {
        unlisted.push('_');
    }
    let _ = writeln!(out, "    ], {unlisted:?});\n}}");
}

/// Codes are their rows; what has no row is kept.
fn codes(lowered: &RustOperation, operation: &Operation, out: &mut String) {
    let code = "m::ErrorCode";
    let _ = writeln!(
        out,
        "\n#[test]\nfn codes() {{\n    let mut known = Vec::new();"
    );
    for each in &lowered.errors {
        let mut rows = operation.errors.iter();
        let row = rows.find(|row| row.status == each.status && row.code == each.code);
        // An empty text states nothing.
        let stated = |text: &Option<String>| text.clone().filter(|text| !text.is_empty());
        let (message, summary) = row.map_or((None, None), |row| {
            (stated(&row.message), stated(&row.summary))
        });
        let _ = writeln!(
            out,
            "    known.push({code}::{});\n    code!({code}, &{code}::{}, {}, {:?}, {message:?}, {summary:?}, true);",
            each.ident, each.ident, each.status, each.code
        );
    }
    let _ = writeln!(out, "    assert_eq!({code}::KNOWN, known);");
    let mut unlisted = vec![(418, "Unlisted".to_owned())];
    for each in &lowered.errors {
        let is_listed = |status: u16, code: &str| {
            lowered
                .errors
                .iter()
                .any(|each| each.status == status && each.code == code)
        };
        if !is_listed(each.status ^ 1, &each.code) {
            unlisted.push((each.status ^ 1, each.code.clone()));
        }
        let longer = format!("{}.", each.code);
        if !is_listed(each.status, &longer) {
            unlisted.push((each.status, longer));
        }
    }
    unlisted.truncate(5);
    for (status, text) in unlisted {
        let _ = writeln!(
            out,
            "    let other = <{code} as rt::ErrorCode>::classify({status}, {text:?});\n    assert!(matches!(other, {code}::Other(_)));\n    code!({code}, &other, {status}, {text:?}, None, None, false);"
        );
    }
    out.push_str("}\n");
}

/// A request that values make.
fn asked(n: usize, name: &str, module: &str, each: &Asked, out: &mut String) {
    let types: Vec<&str> = each.typed.types.iter().map(String::as_str).collect();
    let _ = writeln!(
        out,
        "\n#[test]\nfn request_{n}() {{\n    use {name}::{module}::{{{}}};\n    let request = {};",
        types.join(", "),
        each.typed.text
    );
    let mut said: Vec<String> = each
        .said
        .iter()
        .map(|finding| {
            let tier = match finding.tier {
                Tier::Documented => "Documented",
                Tier::Advisory => "Advisory",
            };
            let wire = finding.wire.as_ref().map(ToString::to_string);
            format!(
                "{} {} {tier} {}",
                finding.path,
                finding.rule,
                wire.unwrap_or_default()
            )
        })
        .collect();
    said.sort();
    let _ = writeln!(
        out,
        "    let pairs = &{:?};\n    let said = &{said:?};\n    asked(request, pairs, said);\n}}",
        each.pairs
    );
}
