//! Each judgement of drift, tried: a small caller of the generated crate is compiled before and after the change, and run
//! where the judgement is about what a program does.
//!
//! Every case is an operation of one toy product. All of them are generated twice, as they were and as they are, and the
//! callers lie beside as examples, so that each compiles or fails for itself.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)] // a test

mod drift_cases;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use acs_import::drift::{Effect, Kind, between, from_specs};
use acs_import::source::Imported;
use acs_spec::service::Service;
use acs_spec::source::SourceKind;
use acs_spec::{Operation, load};
use acsgen_core::settings::Runtime;
use acsgen_core::{Settings, SpecFile, generate};
use drift_cases::{BASE, Case, SERVICE, cases};

/// Kinds of which a generated crate shows nothing that a caller could see, and why.
const UNSEEN: &[(Kind, &str)] = &[
    (
        Kind::EndpointAdded,
        "hosts stand in the service's file; the client's own tests cover their choice",
    ),
    (Kind::EndpointRemoved, "likewise"),
    (Kind::EndpointChanged, "likewise"),
    (
        Kind::SecurityChanged,
        "ways to authenticate are the service's; nothing is emitted of them",
    ),
    (
        Kind::SchemaAdded,
        "a shared schema shows where it is referred to, as a change of type there",
    ),
    (Kind::SchemaRemoved, "likewise"),
    (Kind::SubstitutesChanged, "nothing is emitted of it"),
    (Kind::MediaTypesChanged, "nothing is emitted of it"),
    (Kind::MetadataChanged, "nothing is emitted of it"),
    (Kind::ResponseExampleChanged, "nothing is emitted of it"),
    (Kind::RowReworded, "nothing is emitted of it"),
];

fn imported(operation: Operation) -> Imported {
    let service: Service = load::service("service.json", SERVICE).unwrap();
    Imported {
        service: Some(service),
        operations: vec![operation],
        remarks: Vec::new(),
    }
}

/// The operation of a case: as it was, and as it is.
fn both(case: &Case) -> (Operation, Option<Operation>) {
    let mut before: Operation = load::operation("base.json", BASE).unwrap();
    before.name = case.name();
    if let Some(prepare) = case.prepare {
        prepare(&mut before);
    }
    let mut after = before.clone();
    let kept = (case.edit)(&mut after);
    (before, kept.then_some(after))
}

/// What only metadata tells: a page is silent on it.
const OF_METADATA: &[Kind] = &[
    Kind::OperationAdded,
    Kind::OperationRemoved,
    Kind::DeprecationChanged,
    Kind::StyleChanged,
    Kind::MethodsChanged,
    Kind::SchemesChanged,
    Kind::PathChanged,
    Kind::AccessChanged,
    Kind::IdempotencyChanged,
];

/// What the drift says of a case: exactly one change.
fn judged(case: &Case) -> (Kind, Effect) {
    let (before, after) = both(case);
    let drift = if OF_METADATA.contains(&case.kind) {
        let side = |operation: Option<Operation>| {
            let mut side = imported(operation.clone().unwrap_or_else(|| Operation::named("")));
            side.operations.truncate(usize::from(operation.is_some()));
            let sources = side.operations.iter_mut().flat_map(|one| &mut one.sources);
            sources.for_each(|source| source.kind = SourceKind::ApiDocs);
            side
        };
        let before = Some(before).filter(|_| case.kind != Kind::OperationAdded);
        between(&side(before), &side(after))
    } else {
        let mut page = imported(after.unwrap());
        page.service = None;
        from_specs(&[before], None, &page)
    };
    let of_kind: Vec<_> = drift
        .changes
        .iter()
        .filter(|change| change.kind == case.kind)
        .collect();
    assert_eq!(
        drift.changes.len(),
        1,
        "{}: {:#?}",
        case.name(),
        drift.changes
    );
    (of_kind[0].kind, of_kind[0].judgement.effect)
}

struct Crate {
    folder: PathBuf,
}

impl Crate {
    fn of(which: &str, operations: Vec<Operation>, all: &[Case]) -> Self {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR"))
            .join("drift-callers")
            .join(which);
        let mut files = vec![SpecFile::new(
            "spec/service.json".to_owned(),
            SERVICE.to_owned(),
        )];
        for operation in operations {
            let name = format!("spec/{}.json", operation.name);
            files.push(SpecFile::new(name, load::to_text(&operation)));
        }
        let mut settings = Settings::default();
        settings.own_workspace = true;
        settings.emit.serde = false;
        settings.emit.client = false;
        let runtime = Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("../runtime")
            .canonicalize()
            .unwrap();
        settings.runtime = Runtime::Path(runtime.to_str().unwrap().to_owned());
        let output = generate(&files, &settings).unwrap_or_else(|faults| panic!("{}", faults[0]));
        let _ = fs::remove_dir_all(&folder);
        for (path, text) in output.files() {
            put(&folder.join(path), text);
        }
        for case in all {
            put(
                &folder.join(format!("examples/{}.rs", case.module)),
                &case.caller(),
            );
        }
        let lock = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../Cargo.lock");
        fs::copy(lock, folder.join("Cargo.lock")).unwrap();
        Crate { folder }
    }

    fn cargo(&self, arguments: &[&str]) -> (bool, String, String) {
        let target = Path::new(env!("CARGO_TARGET_TMPDIR")).join("drift-callers-target");
        let output = Command::new(env!("CARGO"))
            .args(arguments)
            .arg("--offline")
            .current_dir(&self.folder)
            .env("CARGO_TARGET_DIR", target)
            .env("CARGO_PROFILE_DEV_DEBUG", "0")
            .env_remove("RUSTFLAGS")
            .output()
            .unwrap();
        let text = |bytes: Vec<u8>| String::from_utf8_lossy(&bytes).into_owned();
        (
            output.status.success(),
            text(output.stdout),
            text(output.stderr),
        )
    }

    /// The callers that do not compile, with the first error of each.
    fn failing(&self) -> BTreeMap<String, String> {
        let (_, out, err) = self.cargo(&[
            "check",
            "--examples",
            "--keep-going",
            "--message-format=json",
        ]);
        let mut failing = BTreeMap::new();
        let mut sound = BTreeSet::new();
        for line in out.lines() {
            let Ok(line) = serde_json::from_str::<serde_json::Value>(line) else {
                continue;
            };
            let target = line["target"]["name"]
                .as_str()
                .unwrap_or_default()
                .to_owned();
            if line["reason"] == "compiler-artifact" {
                sound.insert(target);
            } else if line["message"]["level"] == "error" {
                assert_eq!(
                    line["target"]["kind"][0], "example",
                    "{}",
                    line["message"]["rendered"]
                );
                let error = line["message"]["message"]
                    .as_str()
                    .unwrap_or_default()
                    .to_owned();
                failing.entry(target).or_insert(error);
            }
        }
        assert!(!sound.is_empty(), "nothing was checked: {err}");
        failing
    }

    /// What the callers that are run say: module and answer.
    fn run(&self, all: &[&Case]) -> BTreeMap<String, bool> {
        let mut program = String::from("//! Callers.\nfn main() {\n");
        for case in all {
            let run = case.run.unwrap();
            program.push_str(&format!(
                "{{ #[allow(unused_imports)] use acs_toy::{}::*; let answer: bool = {{ {} }}; println!(\"{} {{answer}}\"); }}\n",
                case.module,
                case.filled(run.0),
                case.module
            ));
        }
        program.push_str("}\n");
        put(&self.folder.join("examples/run_all.rs"), &program);
        let (done, out, err) = self.cargo(&["run", "--quiet", "--example", "run_all"]);
        assert!(done, "{err}");
        out.lines()
            .map(|line| {
                let (module, answer) = line.split_once(' ').unwrap();
                (module.to_owned(), answer == "true")
            })
            .collect()
    }
}

fn put(file: &Path, text: &str) {
    fs::create_dir_all(file.parent().unwrap()).unwrap();
    fs::write(file, text).unwrap();
}

#[test]
fn every_kind_of_change_has_a_caller_or_a_reason() {
    let tried: BTreeSet<Kind> = cases().iter().map(|case| case.kind).collect();
    for kind in Kind::ALL {
        let is_unseen = UNSEEN.iter().any(|(unseen, _)| unseen == kind);
        assert!(tried.contains(kind) != is_unseen, "{kind}");
    }
}

#[test]
fn each_case_is_judged_as_it_says() {
    for case in cases() {
        assert_eq!(judged(&case), (case.kind, case.effect), "{}", case.name());
    }
}

/// All cases in one crate, as they were and as they are.
fn crates(which: [&str; 2], all: &[Case]) -> [Crate; 2] {
    let (mut was, mut is) = (Vec::new(), Vec::new());
    for case in all {
        let (before, after) = both(case);
        if case.kind != Kind::OperationAdded {
            was.push(before);
        }
        is.extend(after);
    }
    // One that is new has callers only afterwards.
    let old: Vec<Case> = cases()
        .into_iter()
        .filter(|case| case.kind != Kind::OperationAdded)
        .collect();
    let [before, after] = which;
    [Crate::of(before, was, &old), Crate::of(after, is, all)]
}

#[test]
fn callers_compile_and_run_as_judged() {
    let all = cases();
    let [before, after] = crates(["before", "after"], &all);
    let failing = before.failing();
    assert!(
        failing.is_empty(),
        "callers must compile before: {failing:#?}"
    );
    let failing = after.failing();
    for case in &all {
        let breaks = case.effect == Effect::CompileTime;
        let error = failing.get(case.module);
        assert_eq!(
            error.is_some(),
            breaks,
            "{} ({}): {error:?}",
            case.module,
            case.effect
        );
    }
    let runs: Vec<&Case> = all.iter().filter(|case| case.run.is_some()).collect();
    let (was, is) = (before.run(&runs), after.run(&runs));
    for case in runs {
        let (_, old, new) = case.run.unwrap();
        let got = (was[case.module], is[case.module]);
        assert_eq!(got, (old, new), "{}", case.module);
        // What breaks at run time must be seen to.
        assert!(case.effect != Effect::CompileTime);
    }
    for case in all.iter().filter(|case| case.effect == Effect::RunTime) {
        assert_eq!(
            case.run.map(|run| (run.1, run.2)),
            Some((true, false)),
            "{}",
            case.module
        );
    }
}

/// A tool that many maintainers trust, asked the same question: whatever it calls a break must be judged one. It sees what
/// is public and no types, so that it may miss what the judgement sees; what it missed is printed.
///
/// `cargo install --locked cargo-semver-checks`, then
/// `cargo test -p acsgen --test drift_callers -- --ignored --nocapture`.
#[test]
#[ignore = "needs cargo-semver-checks"]
fn cargo_semver_checks_agrees() {
    let all = cases();
    let [before, after] = crates(["semver-before", "semver-after"], &all);
    let arguments = [
        "semver-checks",
        "--baseline-root",
        before.folder.to_str().unwrap(),
        "--release-type",
        "minor",
        "--color",
        "never",
    ];
    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).join("drift-semver-target");
    let output = Command::new(env!("CARGO"))
        .args(arguments)
        .current_dir(&after.folder)
        .env("CARGO_TARGET_DIR", target)
        .env("CARGO_NET_OFFLINE", "true")
        .env_remove("RUSTFLAGS")
        .output()
        .unwrap();
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    let (out, err) = (text(&output.stdout), text(&output.stderr));
    assert!(
        !err.contains("no such command"),
        "cargo install --locked cargo-semver-checks"
    );
    assert!(out.contains("--- failure"), "{out}{err}");
    // `name, previously in file …/src/module/request.rs:12`
    let mut seen: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    let mut lint = "";
    for line in out.lines() {
        if let Some(rest) = line.strip_prefix("--- failure ") {
            lint = rest.split(':').next().unwrap_or(rest);
        } else if line.starts_with("--- ") {
            // A warning is no break.
            lint = "";
        }
        for case in &all {
            let places = [
                format!("/src/{}/", case.module),
                format!("::{}::", case.module),
                format!("::{},", case.module),
            ];
            if !lint.is_empty()
                && line.starts_with("  ")
                && places.iter().any(|place| line.contains(place))
            {
                seen.entry(case.module).or_default().insert(lint);
            }
        }
    }
    let (mut agree, mut only_here) = (0, Vec::new());
    for case in &all {
        let breaks = case.effect == Effect::CompileTime;
        match (breaks, seen.get(case.module)) {
            (true, Some(_)) | (false, None) => agree += 1,
            (true, None) => only_here.push(case.module),
            (false, Some(lints)) => {
                panic!(
                    "{} is judged {}, and {lints:?} says it breaks",
                    case.module, case.effect
                )
            }
        }
    }
    println!(
        "{} cases: {agree} judged as cargo-semver-checks sees them ({} breaks of it); it does not see {only_here:?}",
        all.len(),
        seen.len()
    );
}
