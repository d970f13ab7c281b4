//! The suite over a crate of somebody else's: the obstacle course is generated, gets a `main.rs` of five lines, and runs.
//!
//! Long, since it compiles: `cargo test -p acs-conform --test own_crate -- --ignored --nocapture`

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)] // a test: a fault is meant to end it

mod common;

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use acsgen_core::settings::Runtime;
use acsgen_core::{Settings, SpecFile, generate};
use common::{json, root};

/// All of it.
const MAIN: &str = r#"use acs_conform::Target;

fn main() -> std::process::ExitCode {
    acs_conform::main(&Target::new("obstacles", obstacles::OPERATIONS).specs("spec"))
}
"#;

/// Each obligation as a test, in a target without cargo's own harness.
const TESTS: &str = r#"use acs_conform::Target;

fn main() -> std::process::ExitCode {
    acs_conform::tests(&Target::new("obstacles", obstacles::OPERATIONS).specs("spec"))
}
"#;

/// A subject that finds nothing wrong with anything, so that there are failures of all kinds to print.
const BLIND: &str = r#"use acs_conform::Target;
use acs_conformance::subject::{Again, Answer};

struct Blind;

impl acs_conformance::Subject for Blind {
    fn name(&self) -> &str {
        "a blind subject"
    }
    fn ask(&self, _: &str, _: &[(String, String)]) -> Result<Answer, String> {
        Ok(Answer::Said(Default::default(), Again::NotAsked))
    }
}

fn main() -> std::process::ExitCode {
    acs_conform::main_over(&Target::new("obstacles", obstacles::OPERATIONS).specs("spec"), &Blind)
}
"#;

/// Its constraints say nothing, so that the interpreter refuses it.
const HOLLOW: &str = "Hollow.json";

/// What cannot be tried on the course, as `conformance/tests/ledger_obstacles.rs` has it.
const GAPS: u64 = 1;

/// Programs that are compiled.
const PROGRAMS: usize = 400;

fn write(file: &Path, text: &str) {
    std::fs::create_dir_all(file.parent().unwrap()).unwrap();
    // What has not changed is not compiled again.
    if std::fs::read_to_string(file).ok().as_deref() != Some(text) {
        std::fs::write(file, text).unwrap();
    }
}

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("own")
}

fn cargo(command: &str, words: &[&str]) -> Output {
    Command::new(env!("CARGO"))
        .args([command, "--quiet", "--offline"])
        .args(words)
        // What the workspace has compiled is not compiled again.
        .env("CARGO_TARGET_DIR", folder().join("../.."))
        .env("NO_COLOR", "1")
        .current_dir(folder().join("own-conform"))
        .output()
        .unwrap()
}

/// The generated crate, and a crate beside it that has the command.
fn make() {
    let course = root().join("codegen/core/tests/obstacle");
    let mut names: Vec<String> = std::fs::read_dir(&course)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| name.ends_with(".json") && name != HOLLOW)
        .collect();
    names.sort();
    let own = folder().join("own-conform");
    let mut files = Vec::new();
    for name in &names {
        let text = std::fs::read_to_string(course.join(name)).unwrap();
        write(&own.join("spec").join(name), &text);
        files.push(SpecFile::new(format!("spec/{name}"), text));
    }
    let path = |folder: &str| {
        root()
            .join(folder)
            .canonicalize()
            .unwrap()
            .to_str()
            .unwrap()
            .to_owned()
    };
    let mut settings = Settings::default();
    settings.runtime = Runtime::Path(path("codegen/runtime"));
    settings.crate_name = Some("obstacles".to_owned());
    settings.emit.client = false;
    for (file, text) in generate(&files, &settings).unwrap().files() {
        write(&own.join("obstacles").join(file), text);
    }
    let workspace = std::fs::read_to_string(root().join("Cargo.toml")).unwrap();
    let profiles = workspace
        .find("[profile.dev]")
        .map_or("", |at| &workspace[at..]);
    let manifest = format!(
        "[package]\nname = \"own-conform\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[workspace]\nmembers = [\"obstacles\"]\n\n[dependencies]\n\
         acs-conform = {{ path = {:?} }}\nacs-conformance = {{ path = {:?} }}\nobstacles = {{ path = \"obstacles\" }}\n\n[[test]]\nname = \"conform\"\nharness = false\n\n{profiles}",
        path("conformance/conform"),
        path("conformance")
    );
    write(&own.join("Cargo.toml"), &manifest);
    write(
        &own.join("Cargo.lock"),
        &std::fs::read_to_string(root().join("Cargo.lock")).unwrap(),
    );
    write(&own.join("src/main.rs"), MAIN);
    write(&own.join("tests/conform.rs"), TESTS);
    write(&own.join("src/bin/blind.rs"), BLIND);
}

#[test]
#[ignore = "compiles the suite once more: minutes"]
fn somebody_elses_crate_is_the_obstacle_course() {
    make();
    let ran = cargo(
        "run",
        &[
            "--bin",
            "own-conform",
            "--",
            "run",
            "--cases",
            "100",
            "--around",
            "0",
            "--json",
            "report.json",
            "--html",
            "report.html",
        ],
    );
    let out = String::from_utf8(ran.stdout).unwrap();
    let err = String::from_utf8(ran.stderr).unwrap();
    println!("{}", out.lines().last().unwrap_or(&err));
    // What cannot be tried is a gap, and a run with one fails; nothing else does.
    assert_eq!(ran.status.code(), Some(1), "{out}{err}");
    let read =
        |file: &str| std::fs::read_to_string(folder().join("own-conform").join(file)).unwrap();
    let report = json(&read("report.json"));
    let totals = &report["totals"];
    let number = |key: &str| totals[key].as_u64().unwrap();
    assert_eq!(number("met"), number("obligations"), "{out}");
    assert_eq!(report["failures"].as_array().unwrap().len(), 0, "{out}");
    assert_eq!(number("gaps"), GAPS, "{out}");
    assert!(number("met") > 20_000, "{totals}");
    assert!(read("report.html").contains("LightEverything"));
}

#[test]
#[ignore = "compiles the suite once more: minutes"]
fn each_obligation_is_a_test() {
    make();
    let ran = |words: &[&str]| {
        let all = [&["--test", "conform", "--"], words].concat();
        let done = cargo("test", &all);
        (
            done.status.code(),
            String::from_utf8(done.stdout).unwrap() + &String::from_utf8(done.stderr).unwrap(),
        )
    };
    // The gap is in `Names`.
    let (code, text) = ran(&["--skip", "Names::"]);
    assert_eq!(code, Some(0), "{text}");
    let count = text.matches(" ... ok\n").count();
    println!("{count} tests");
    assert!(count > 20_000, "{count}");
    let (code, text) = ran(&["--exact", "Names::A.required.present"]);
    assert_eq!(code, Some(101), "{text}");
    assert!(
        text.contains("not tried: ") && text.contains("1 failed"),
        "{text}"
    );
}

/// Names, enums, maps and lists of all kinds: whatever is printed compiles.
#[test]
#[ignore = "compiles the suite once more: minutes"]
fn printed_requests_compile() {
    make();
    let ran = cargo(
        "run",
        &[
            "--bin",
            "blind",
            "--",
            "run",
            "--cases",
            "50",
            "--around",
            "0",
            "--show",
            "0",
            "--operation",
            "LightEverything",
            "--operation",
            "Names",
            "--operation",
            "Option",
            "--operation",
            "TwoHundred",
            "--json",
            "blind.json",
        ],
    );
    assert_eq!(
        ran.status.code(),
        Some(1),
        "{}",
        String::from_utf8_lossy(&ran.stderr)
    );
    let report = json(&std::fs::read_to_string(folder().join("own-conform/blind.json")).unwrap());
    let failures = report["failures"].as_array().unwrap();
    let all: BTreeSet<&str> = failures
        .iter()
        .map(|failure| failure["rust"].as_str().unwrap())
        .collect();
    let typed = |program: &&&str| !program.contains("OPERATIONS");
    let (some, pairs): (Vec<&&str>, Vec<&&str>) = all.iter().partition(typed);
    let every = (some.len() / PROGRAMS).max(1);
    let chosen: Vec<&&str> = some
        .iter()
        .copied()
        .step_by(every)
        .chain(pairs.iter().copied().take(20))
        .collect();
    let mut text = String::from("#![allow(dead_code, unused_imports)]\nfn main() {}\n");
    for (n, program) in chosen.iter().enumerate() {
        let _ = write!(text, "mod p{n} {{\n{program}\n}}\n");
    }
    println!(
        "{} programs with types, {} with pairs; {} are compiled",
        some.len(),
        pairs.len(),
        chosen.len()
    );
    assert!(some.len() > 100 && !pairs.is_empty());
    write(&folder().join("own-conform/src/bin/printed.rs"), &text);
    let built = cargo("build", &["--bin", "printed"]);
    let err = String::from_utf8_lossy(&built.stderr).into_owned();
    std::fs::remove_file(folder().join("own-conform/src/bin/printed.rs")).unwrap();
    assert!(
        built.status.success(),
        "{}",
        err.chars().take(4_000).collect::<String>()
    );
}
