//! Pages against specs: no drift where nothing changed, in whatever layout; and each edit is exactly one change.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)] // a test

mod drift_support;

use std::path::{Path, PathBuf};

use acs_import::drift::{Drift, Effect, Kind, between, from_specs};
use acs_import::source::{self, Imported, Options};
use acs_spec::lint::strip_prose;
use acs_spec::{Operation, Service, load};
use drift_support::{shared, told};

const LAYOUTS: [char; 5] = ['A', 'B', 'C', 'F', 'G'];

fn read_page(text: &str, operation: &str, service: Option<&Service>) -> Imported {
    let options = Options {
        service,
        operations: [operation.to_owned()].into(),
    };
    match source::import("page", text.as_bytes(), &options) {
        Ok(read) => read,
        Err(faults) => panic!("{}", faults[0]),
    }
}

/// The page of an operation in each layout, of those that are there.
fn pages(operation: &str) -> Vec<(char, String)> {
    let ours = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/pages");
    let theirs = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/pages");
    let file = |layout: char| -> Option<PathBuf> {
        let name = format!("{operation}.{layout}.txt");
        let published = theirs.join(format!("{operation}.2025-11-27.txt"));
        let mut all = vec![ours.join(&name), theirs.join(&name)];
        if layout == 'A' {
            all.push(published);
        }
        all.into_iter().find(|path| path.is_file())
    };
    let read = |layout: char| Some((layout, std::fs::read_to_string(file(layout)?).unwrap()));
    LAYOUTS.into_iter().filter_map(read).collect()
}

const OPERATIONS: [&str; 6] = [
    "HoistLantern",
    "MoorBarge",
    "ListBuoys",
    "CreateLanternPool",
    "DescribeLampRegions",
    "CreateTairKVCacheVNode",
];

/// A spec made of one layout against the page in another, and one page against the other: nothing changed.
#[test]
fn another_layout_is_no_drift() {
    for operation in OPERATIONS {
        let pages: Vec<(char, Imported)> = pages(operation)
            .into_iter()
            .map(|(layout, text)| (layout, read_page(&text, operation, None)))
            .collect();
        for (from, before) in &pages {
            for (to, after) in &pages {
                let drift = between(before, after);
                assert_eq!(
                    told(&drift),
                    Vec::<String>::new(),
                    "{operation}: {from} to {to}, as sources"
                );
                if *from == 'C' {
                    // What the layout lost is new to a spec that was made of it.
                    continue;
                }
                let mut spec = before.operations[0].clone();
                strip_prose(&mut spec);
                let drift = from_specs(&[spec], None, after);
                assert_eq!(
                    told(&drift),
                    Vec::<String>::new(),
                    "{operation}: {from} to {to}, as a spec"
                );
            }
        }
    }
}

struct Checked {
    spec: Operation,
    service: Service,
}

fn checked_in() -> Checked {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../r-kvstore/2015-01-01");
    let text = |name: &str| std::fs::read_to_string(folder.join(name)).unwrap();
    Checked {
        spec: load::operation("spec", &text("CreateTairKVCacheVNode.json")).unwrap(),
        service: load::service("service", &text("service.json")).unwrap(),
    }
}

impl Checked {
    fn drift(&self, page: &str) -> Drift {
        let read = read_page(page, &self.spec.name, Some(&self.service));
        from_specs(std::slice::from_ref(&self.spec), Some(&self.service), &read)
    }

    /// Where the row of a parameter begins, and where the next one does.
    fn row(&self, page: &str, layout: char, name: &str) -> std::ops::Range<usize> {
        let begins = |name: &str| {
            let needle = match layout {
                'A' => {
                    let parameter = self
                        .spec
                        .parameters
                        .iter()
                        .find(|p| p.name == name)
                        .unwrap();
                    let kind = match parameter.schema.r#type.to_string().as_str() {
                        "int32" => "integer".to_owned(),
                        other => other.to_owned(),
                    };
                    format!("\n{name}{kind}")
                }
                'C' => format!("\n| {name} | "),
                _ => format!("\n{name}\n\n"),
            };
            let all: Vec<usize> = page.match_indices(&needle).map(|(at, _)| at + 1).collect();
            all[0]
        };
        let at = self
            .spec
            .parameters
            .iter()
            .position(|p| p.name == name)
            .unwrap();
        let next = self.spec.parameters.get(at + 1);
        begins(name)..next.map_or(page.len(), |next| begins(&next.name))
    }

    fn in_row(&self, page: &str, layout: char, name: &str, from: &str, to: &str) -> String {
        let row = self.row(page, layout, name);
        let text = &page[row.clone()];
        assert!(text.contains(from), "{layout}: {text}");
        format!(
            "{}{}{}",
            &page[..row.start],
            text.replacen(from, to, 1),
            &page[row.end..]
        )
    }
}

fn new_row(layout: char, required: bool) -> String {
    let word = if required { "Yes" } else { "No" };
    match layout {
        'A' => format!("NodeLabelstring{word}\n\nA label of the node.\n\nlabel-1\n"),
        'C' => format!("| NodeLabel | string | {word} | A label of the node. | label-1 |\n"),
        _ => format!("NodeLabel\n\nstring\n\n{word}\n\nA label of the node.\n\nlabel-1\n\n"),
    }
}

fn without_error(page: &str, layout: char, code: &str, next: &str) -> String {
    let at = |code: &str| match layout {
        'A' => page.find(&format!("\n400{code}")).unwrap() + 1,
        'C' => page.find(&format!("\n| 400 | {code} |")).unwrap() + 1,
        _ => page.find(&format!("400\n\n{code}\n")).unwrap(),
    };
    format!("{}{}", &page[..at(code)], &page[at(next)..])
}

#[test]
fn the_page_as_it_was_is_no_drift() {
    let Some(_) = shared("pages/README.md") else {
        return;
    };
    let checked = checked_in();
    for (layout, page) in pages("CreateTairKVCacheVNode") {
        assert_eq!(
            told(&checked.drift(&page)),
            Vec::<String>::new(),
            "{layout}"
        );
    }
}

/// The metadata, of which the spec has taken what goes beyond the page.
#[test]
fn the_metadata_as_it_was_is_no_drift() {
    let Some(file) = shared("api-docs/r-kvstore.2015-01-01.2025-12.json") else {
        return;
    };
    let checked = checked_in();
    let text = std::fs::read_to_string(file).unwrap();
    let read = read_page(&text, &checked.spec.name, None);
    let drift = from_specs(
        std::slice::from_ref(&checked.spec),
        Some(&checked.service),
        &read,
    );
    assert_eq!(told(&drift), Vec::<String>::new());
}

#[test]
fn each_edit_of_the_page_is_one_change() {
    let Some(_) = shared("pages/README.md") else {
        return;
    };
    let checked = checked_in();
    for (layout, page) in pages("CreateTairKVCacheVNode") {
        let is = |edited: &str, want: &[(Kind, &str, Effect)]| {
            assert_ne!(edited, page, "{layout}: {want:?}");
            let drift = checked.drift(edited);
            let got: Vec<(Kind, String, Effect)> = drift
                .changes
                .iter()
                .map(|c| (c.kind, c.place.clone(), c.judgement.effect))
                .collect();
            let want: Vec<_> = want
                .iter()
                .map(|(kind, place, e)| (*kind, (*place).to_owned(), *e))
                .collect();
            assert_eq!(got, want, "layout {layout}");
        };
        let edit = |name: &str, from: &str, to: &str| checked.in_row(&page, layout, name, from, to);
        let name = "InstanceName";
        is(
            &edit(name, "2 to 80", "2 to 128"),
            &[(Kind::ConstraintLoosened, name, Effect::Compatible)],
        );
        is(
            &edit(name, "2 to 80", "4 to 80"),
            &[(Kind::ConstraintTightened, name, Effect::RunTime)],
        );
        is(
            &edit(name, "with a letter", "with a letter or a digit"),
            &[(Kind::ConstraintLoosened, name, Effect::Compatible)],
        );
        is(
            &edit(name, "@ / :", "@ / \\ :"),
            &[(Kind::ConstraintTightened, name, Effect::RunTime)],
        );
        is(
            &edit("Period", ", 24, and 36", ", and 24"),
            &[(Kind::ConstraintTightened, "Period", Effect::RunTime)],
        );
        is(
            &edit("ComputeUnitNum", "values: 1.", "values: 1 and 2."),
            &[(Kind::ValuesAdded, "ComputeUnitNum", Effect::Compatible)],
        );
        is(
            &edit("DryRun", ". ", ". Default value: false. "),
            &[(Kind::DefaultChanged, "DryRun", Effect::Text)],
        );
        is(
            &edit("AutoRenew", "Default value: false. ", ""),
            &[(Kind::DefaultChanged, "AutoRenew", Effect::Compatible)]
                [..usize::from(layout != 'C')],
        );
        is(
            &edit("CouponNo", "coupon", "voucher"),
            &[(Kind::RowReworded, "row request/CouponNo", Effect::Text)]
                [..usize::from(layout != 'C')],
        );
        let required = match layout {
            'A' => ("stringNo", "stringYes"),
            'C' => ("| No |", "| Yes |"),
            _ => ("\n\nNo\n\n", "\n\nYes\n\n"),
        };
        is(
            &edit("CouponNo", required.0, required.1),
            &[(Kind::NowRequired, "CouponNo", Effect::CompileTime)],
        );
        let to = match layout {
            'A' => "stringNo",
            'C' => "| string |",
            _ => "\n\nstring\n\n",
        };
        is(
            &edit("AutoRenewPeriod", to, &to.replace("string", "integer")),
            &[(Kind::TypeChanged, "AutoRenewPeriod", Effect::CompileTime)],
        );
        let row = checked.row(&page, layout, "BusinessInfo");
        let removed = format!("{}{}", &page[..row.start], &page[row.end..]);
        is(
            &removed,
            &[(Kind::ParameterRemoved, "BusinessInfo", Effect::CompileTime)],
        );
        for (required, effect) in [(false, Effect::Compatible), (true, Effect::CompileTime)] {
            let added = format!(
                "{}{}{}",
                &page[..row.start],
                new_row(layout, required),
                &page[row.start..]
            );
            is(&added, &[(Kind::ParameterAdded, "NodeLabel", effect)]);
        }
        let fewer = without_error(&page, layout, "PayIllegalAgreement", "IllegalParamError");
        is(
            &fewer,
            &[(
                Kind::ErrorRemoved,
                "400 PayIllegalAgreement",
                Effect::CompileTime,
            )],
        );
        let fewer = without_error(
            &page,
            layout,
            "InvalidToken.Malformed",
            "InvalidInstanceName.Malformed",
        );
        is(
            &fewer,
            &[(
                Kind::ErrorRemoved,
                "400 InvalidToken.Malformed",
                Effect::CompileTime,
            )],
        );
    }
}
