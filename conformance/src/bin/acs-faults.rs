//! Finds the generator's seeded faults, and says how long each took.
//!
//! ```text
//! acs-faults [--fault ID] [--show]
//! ```
//!
//! Exit code 0: all were found; 1: some were not; 2: it could not be tried.

use std::process::ExitCode;
use std::time::{Duration, Instant};

use acs_conformance::mutants::faulty::{Found, Hunt, chosen};

/// How to see one again.
const AGAIN: &str =
    "cargo run --release -p acs-conformance --features faults --bin acs-faults -- --fault";

fn main() -> ExitCode {
    let mut id = None;
    let mut show = false;
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--fault" => id = arguments.next(),
            "--show" => show = true,
            other => {
                eprintln!("acs-faults: `{other}`? It takes --fault ID and --show.");
                return ExitCode::from(2);
            }
        }
    }
    match run(id.as_deref(), show) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::from(1),
        Err(error) => {
            eprintln!("acs-faults: {error}");
            ExitCode::from(2)
        }
    }
}

fn run(id: Option<&str>, show: bool) -> Result<bool, String> {
    let faults = chosen(id)?;
    let start = Instant::now();
    let hunt = Hunt::new(id.is_none())?;
    if id.is_none() {
        println!(
            "prepared in {:.1} s; sound code passes",
            start.elapsed().as_secs_f64()
        );
    }
    println!("   s  asking  fault                        on      found by");
    let mut times: Vec<Duration> = Vec::new();
    let mut missed = Vec::new();
    for fault in &faults {
        match hunt.find(fault)? {
            Some(found) => {
                println!(
                    "{:4.1} {:6.2}  {:28} {:7} {}",
                    found.time.as_secs_f64(),
                    found.asking.as_secs_f64(),
                    fault.id,
                    found.on,
                    found.by
                );
                if show || id.is_some() {
                    explain(fault.place, fault.effect, &found);
                }
                if id.is_none() {
                    println!("      again: {AGAIN} {}", fault.id);
                }
                times.push(found.time);
            }
            None => {
                println!(
                    "   -       -  {:28} not found: {} ({})",
                    fault.id, fault.effect, fault.place
                );
                missed.push(fault.id);
            }
        }
    }
    times.sort();
    let seconds = |at: usize| times.get(at).map_or(0.0, Duration::as_secs_f64);
    println!(
        "{} faults, {} found, {} missed; median {:.1} s, slowest {:.1} s",
        faults.len(),
        times.len(),
        missed.len(),
        seconds(times.len() / 2),
        seconds(times.len().saturating_sub(1))
    );
    Ok(missed.is_empty())
}

fn explain(place: &str, effect: &str, found: &Found) {
    println!("      {effect} (codegen/core/src/{place})");
    for line in found.account.lines() {
        println!("      {line}");
    }
}
