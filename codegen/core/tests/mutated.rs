//! Specs and settings that are broken anywhere, through the job that every door calls: never a panic, and each fault has
//! a code, a place and a remedy.
//!
//! The run is deterministic. A longer one: `ACSGEN_FUZZ_SECONDS=600 cargo test --release -p acsgen-core --test mutated --
//! --ignored --nocapture`.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)] // a test: a fault is meant to end it

mod mutation;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use acsgen_core::job::{Input, Job};
use acsgen_core::{Settings, options};
use mutation::{Dice, mutate};

/// Folders of specs by name and text.
fn seeds() -> Vec<BTreeMap<String, String>> {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folders = ["../../spec/r-kvstore/2015-01-01", "tests/obstacle"];
    let read = |folder: PathBuf| {
        fs::read_dir(folder)
            .unwrap()
            .map(|entry| entry.unwrap().path())
            .filter(|path| path.extension().is_some_and(|ending| ending == "json"))
            .map(|path| {
                let name = path.file_name().unwrap().to_str().unwrap().to_owned();
                (name, fs::read_to_string(&path).unwrap())
            })
            .collect()
    };
    folders
        .iter()
        .map(|folder| read(here.join(folder)))
        .collect()
}

fn settings(dice: &mut Dice) -> Settings {
    let mut settings = Settings::guest();
    for _ in 0..dice.below(3) {
        let option = dice.one_of(options::OPTIONS);
        let value = match option.takes {
            options::Takes::OneOf(words) => *dice.one_of(words),
            _ => *dice.one_of(&[
                "true",
                "false",
                "",
                "LightLamp",
                "LightLamp.Name=x",
                "a b",
                "9",
                "r#fn",
                "fn",
            ]),
        };
        if let Err(fault) = settings.set(option.name, value) {
            assert!(!fault.help.is_empty() && fault.pointer.starts_with("setting/"));
        }
    }
    settings
}

/// One mutant: an operation of a seed, with its service, one of the two changed.
fn run(seeds: &[BTreeMap<String, String>], seed: u64, folder: &Path) -> bool {
    let mut dice = Dice(seed);
    let files = dice.one_of(seeds);
    let names: Vec<&String> = files
        .keys()
        .filter(|name| *name != "service.json")
        .collect();
    let name = (*dice.one_of(&names)).clone();
    let changed = if dice.below(6) == 0 {
        "service.json"
    } else {
        name.as_str()
    };
    for file in ["service.json", name.as_str()] {
        let text = &files[file];
        let bytes = if file == changed {
            mutate(text, &mut dice)
        } else {
            text.clone().into_bytes()
        };
        fs::write(folder.join(file), bytes).unwrap();
    }
    let settings = settings(&mut dice);
    let job = Job::read(&[Input::at(folder, &name)], folder, &settings, None);
    let made = job.generate(&settings);
    // What the lints refuse goes to the generator all the same: it must survive what gets past them one day.
    let _ = acsgen_core::generate(job.files(), &settings);
    fs::remove_file(folder.join(&name)).unwrap();
    match made {
        Ok(output) => {
            assert!(output.tokens_laid_out().is_ok(), "mutant {seed}");
            true
        }
        Err(faults) => {
            assert!(!faults.is_empty(), "mutant {seed}");
            for fault in faults {
                let placed = !fault.file.is_empty() || fault.pointer.starts_with("setting/");
                assert!(placed && !fault.help.is_empty(), "mutant {seed}: {fault}");
                assert!(
                    !fault.message.contains("what is no Rust"),
                    "mutant {seed}: {fault}"
                );
            }
            false
        }
    }
}

fn scratch(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    fs::create_dir_all(&folder).unwrap();
    folder
}

#[test]
fn two_hundred_mutants() {
    let (seeds, folder) = (seeds(), scratch("mutated"));
    let sound = (0..200).filter(|seed| run(&seeds, *seed, &folder)).count();
    assert!(sound > 0 && sound < 200, "{sound}: mutants of both kinds");
}

#[test]
#[ignore = "runs for ACSGEN_FUZZ_SECONDS, else 600"]
fn mutants_for_a_while() {
    let seconds = std::env::var("ACSGEN_FUZZ_SECONDS").map_or(600, |text| text.parse().unwrap());
    let (seeds, folder) = (seeds(), scratch("mutated-long"));
    let (started, mut seed, mut sound) = (Instant::now(), 1_000_000_u64, 0_u64);
    while started.elapsed() < Duration::from_secs(seconds) {
        sound += u64::from(run(&seeds, seed, &folder));
        seed += 1;
    }
    println!(
        "{} mutants, {sound} generated, the others refused",
        seed - 1_000_000
    );
}
