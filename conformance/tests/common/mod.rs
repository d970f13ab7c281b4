//! What the tests of this folder share. Each test uses a part of it.
#![allow(dead_code)]
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)] // tests: a fault is meant to end them

use std::path::{Path, PathBuf};

use acs_conformance::compare::{agree, of_verdict, same_pairs, shown};
use acs_conformance::{Case, Findings};
use acs_judge::{Judge, Options, Request};
use acs_spec::{Operation, Service};

/// The workspace's folder.
pub fn workspace() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .unwrap()
        .to_owned()
}

/// So many cases, and more where `PROPTEST_CASES` asks for more than proptest's own 256.
pub fn scaled(count: u64) -> u64 {
    let asked = std::env::var("PROPTEST_CASES").ok();
    let asked = asked
        .and_then(|text| text.parse::<u64>().ok())
        .unwrap_or(256);
    (count.saturating_mul(asked) / 256).max(1)
}

/// A file of the workspace.
pub fn read(file: &str) -> String {
    std::fs::read_to_string(workspace().join(file))
        .unwrap_or_else(|error| panic!("{file}: {error}"))
}

/// An operation's spec and its service's.
pub fn spec(folder: &str, operation: &str) -> (Operation, Service) {
    let file = format!("{folder}/{operation}.json");
    let service = format!("{folder}/service.json");
    (
        acs_spec::load::operation(&file, &read(&file)).unwrap(),
        acs_spec::load::service(&service, &read(&service)).unwrap(),
    )
}

/// The reviewed spec.
pub fn first() -> (Operation, Service) {
    spec("spec/r-kvstore/2015-01-01", "CreateTairKVCacheVNode")
}

/// The folder of material that is not part of the project, where there is one.
pub fn shared() -> Option<PathBuf> {
    let found = workspace()
        .ancestors()
        .map(|folder| folder.join("../shared"))
        .find(|folder| folder.is_dir());
    if found.is_none() {
        println!("skipped: no ../shared");
    }
    found
}

/// What the reference interpreter says of pairs.
pub fn judged(judge: &Judge, pairs: &[(String, String)]) -> Findings {
    let request = Request::from_pairs(
        pairs
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str())),
    );
    of_verdict(&judge.judge(&request, &Options::default()))
}

/// The reference interpreter says what was expected, and of a single fault just that one.
pub fn check_judge(judge: &Judge, case: &Case) -> Result<Findings, String> {
    let says = judged(judge, &case.pairs);
    if let Some(expected) = &case.expected {
        agree(case, ("the judge", &says), ("what was expected", expected))?;
    }
    if case.faults.is_some_and(|want| says.len() != want) {
        return Err(format!(
            "{}: {} violations: {says:?}",
            case.name,
            says.len()
        ));
    }
    Ok(says)
}

/// What an emitted validator says agrees with the reference interpreter, and what it reads and writes is what was meant.
pub fn check_emitted(
    case: &Case,
    judged: &Findings,
    emitted: &Findings,
    again: Option<&[(String, String)]>,
) -> Result<(), String> {
    agree(
        case,
        ("the judge", judged),
        ("the emitted validator", emitted),
    )?;
    let wrong = |what: &str| {
        let again = again.map_or("nothing".to_owned(), shown);
        Err(format!(
            "{what} ({})\n{} gave\n{again}",
            case.name,
            shown(&case.pairs)
        ))
    };
    // What cannot be read is a `type` fault, or something required that is absent; anything else can.
    let unreadable = judged.iter().any(|finding| {
        finding.tier == acs_spec::Tier::Documented
            && (finding.rule.ends_with(".type") || finding.rule.ends_with(".required"))
    });
    if unreadable == again.is_some() {
        return wrong("readable requests are read, and no others");
    }
    match (&case.again, again) {
        (Some(want), Some(again)) if !same_pairs(want, again) => {
            wrong("reading and writing changes the request")
        }
        _ => Ok(()),
    }
}

/// The specs of the obstacle course that can be judged, by name: of `Hollow` the constraints say nothing.
pub fn obstacles() -> Vec<String> {
    let folder = workspace().join("codegen/core/tests/obstacle");
    let mut names: Vec<String> = std::fs::read_dir(folder)
        .unwrap()
        .filter_map(|entry| {
            let name = entry.unwrap().file_name().into_string().unwrap();
            name.strip_suffix(".json").map(str::to_owned)
        })
        .filter(|name| !matches!(name.as_str(), "service" | "Hollow"))
        .collect();
    names.sort();
    names
}
