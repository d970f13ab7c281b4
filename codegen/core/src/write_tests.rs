//! Every point at which a run can be interrupted, and what must never happen to files that are not ours.

use std::fs;
use std::path::{Path, PathBuf};

use super::*;

/// A folder that is removed with the test.
struct Scratch(PathBuf);

impl Scratch {
    fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("acsgen-write-{}-{name}", std::process::id()));
        let _ = fs::remove_dir_all(&path);
        fs::create_dir_all(&path).unwrap();
        Scratch(path)
    }
    fn folder(&self) -> PathBuf {
        self.0.join("lamp")
    }
    /// What stands in the parent folder.
    fn beside(&self) -> Vec<String> {
        let mut out: Vec<String> = fs::read_dir(&self.0)
            .unwrap()
            .map(|e| e.unwrap().file_name().into_string().unwrap())
            .collect();
        out.sort();
        out
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn output(files: &[(&str, &str)]) -> Files {
    files
        .iter()
        .map(|(path, text)| ((*path).to_owned(), (*text).to_owned()))
        .collect()
}

fn first() -> Files {
    output(&[
        ("Cargo.toml", "a"),
        ("src/lib.rs", "b"),
        ("src/old/mod.rs", "c"),
    ])
}

fn second() -> Files {
    output(&[
        ("Cargo.toml", "a"),
        ("src/lib.rs", "B"),
        ("src/new.rs", "d"),
    ])
}

fn assert_is(output: &Files, scratch: &Scratch) {
    assert!(
        check(output, &scratch.folder()).unwrap().is_fresh(),
        "{:?}",
        check(output, &scratch.folder())
    );
    assert_eq!(scratch.beside(), ["lamp"]);
    assert!(!scratch.folder().join(NEW).exists() && !scratch.folder().join(SWAP).exists());
}

#[test]
fn a_second_run_changes_nothing() {
    let scratch = Scratch::new("twice");
    let written = write(&first(), &scratch.folder()).unwrap();
    assert_eq!(written.changed.len(), 3);
    assert_is(&first(), &scratch);
    assert_eq!(
        write(&first(), &scratch.folder()).unwrap(),
        Written::default()
    );
}

#[test]
fn what_is_gone_from_the_spec_goes_from_the_disk() {
    let scratch = Scratch::new("gone");
    write(&first(), &scratch.folder()).unwrap();
    let written = write(&second(), &scratch.folder()).unwrap();
    assert_eq!(written.changed, ["src/lib.rs", "src/new.rs"]);
    assert_eq!(written.removed, ["src/old/mod.rs"]);
    assert_is(&second(), &scratch);
}

#[test]
fn check_tells_what_is_stale() {
    let scratch = Scratch::new("stale");
    let stale = check(&first(), &scratch.folder()).unwrap();
    assert_eq!(stale.missing.len(), 4, "three files and the manifest");
    write(&first(), &scratch.folder()).unwrap();
    fs::write(scratch.folder().join("src/lib.rs"), "by hand").unwrap();
    fs::write(scratch.folder().join("src/more.rs"), "by hand").unwrap();
    let stale = check(&first(), &scratch.folder()).unwrap();
    assert_eq!(
        (stale.different, stale.extra),
        (
            vec!["src/lib.rs".to_owned()],
            vec!["src/more.rs".to_owned()]
        )
    );
}

#[test]
fn a_foreign_file_stops_the_run_and_survives_it() {
    let scratch = Scratch::new("foreign");
    write(&first(), &scratch.folder()).unwrap();
    let mine = scratch.folder().join("src/mine.rs");
    fs::write(&mine, "precious").unwrap();
    let faults = write(&second(), &scratch.folder()).unwrap_err();
    assert!(faults[0].file.ends_with("src/mine.rs"), "{faults:?}");
    assert_eq!(fs::read_to_string(&mine).unwrap(), "precious");
    assert_eq!(
        fs::read_to_string(scratch.folder().join("src/lib.rs")).unwrap(),
        "b"
    );
}

#[test]
fn what_cargo_puts_there_is_carried_over() {
    let scratch = Scratch::new("cargo");
    write(&first(), &scratch.folder()).unwrap();
    fs::create_dir_all(scratch.folder().join("target/debug")).unwrap();
    fs::write(scratch.folder().join("target/debug/x"), "built").unwrap();
    fs::write(scratch.folder().join("Cargo.lock"), "locked").unwrap();
    write(&second(), &scratch.folder()).unwrap();
    assert_eq!(
        fs::read_to_string(scratch.folder().join("target/debug/x")).unwrap(),
        "built"
    );
    assert_eq!(
        fs::read_to_string(scratch.folder().join("Cargo.lock")).unwrap(),
        "locked"
    );
    assert_is(&second(), &scratch);
}

/// Brings the folder into the state in which a run from [`first`] to [`second`] leaves it after so many steps.
fn interrupted(scratch: &Scratch, steps: usize) {
    write(&first(), &scratch.folder()).unwrap();
    let folder = scratch.folder();
    let changed = vec!["src/lib.rs".to_owned(), "src/new.rs".to_owned()];
    let all: BTreeSet<String> = first().into_keys().chain(second().into_keys()).collect();
    let acts: [&dyn Fn(); 7] = [
        &|| {
            place(&folder.join(NEW), "src/lib.rs", |file| {
                fs::write(file, "half")
            })
            .unwrap()
        },
        &|| write_beside(&second(), &changed, &manifest(second().keys()), &folder).unwrap(),
        &|| fs::write(folder.join(SWAP), manifest(all.iter())).unwrap(),
        &|| fs::remove_dir_all(folder.join("src/old")).unwrap(),
        &|| {
            fs::rename(
                folder.join(NEW).join("src/new.rs"),
                folder.join("src/new.rs"),
            )
            .unwrap()
        },
        &|| {
            fs::rename(
                folder.join(NEW).join("src/lib.rs"),
                folder.join("src/lib.rs"),
            )
            .unwrap()
        },
        &|| fs::rename(folder.join(NEW).join(MANIFEST), folder.join(MANIFEST)).unwrap(),
    ];
    acts.iter().take(steps).for_each(|act| act());
}

#[test]
fn every_interruption_is_mended_by_the_next_run() {
    for steps in 1..=7 {
        let scratch = Scratch::new(&format!("steps-{steps}"));
        interrupted(&scratch, steps);
        assert!(
            scratch.folder().join("Cargo.toml").is_file(),
            "a workspace must load at every moment"
        );
        assert!(
            check(&second(), &scratch.folder()).unwrap().interrupted,
            "after {steps} steps"
        );
        let written = write(&second(), &scratch.folder()).unwrap();
        assert!(written.recovered.is_some(), "after {steps} steps");
        assert_is(&second(), &scratch);
    }
}

#[test]
fn an_interrupted_run_can_be_taken_back() {
    for steps in 1..=7 {
        let scratch = Scratch::new(&format!("back-{steps}"));
        interrupted(&scratch, steps);
        write(&first(), &scratch.folder()).unwrap();
        assert_is(&first(), &scratch);
    }
}

#[test]
fn paths_go_nowhere_but_down() {
    let scratch = Scratch::new("down");
    for path in ["../x", "/x", "a//b", "a/./b", "c:/x", "a\\b", ""] {
        assert!(
            write(&output(&[(path, "")]), &scratch.folder()).is_err(),
            "{path}"
        );
    }
    assert!(scratch.beside().is_empty());
    assert!(write(&first(), Path::new("/")).is_err());
}
