//! Finds the generator's seeded faults, and says how long each took.
//!
//! ```text
//! acs-faults [--fault ID] [--show]
//! acs-faults [--fault ID] --replays DIR
//! acs-faults --fault ID [--on GROUND] -- run|replay …
//! ```
//!
//! With `--replays` the suite's command and tests are run over each fault, and then every command that they print for its
//! first failure; replay files are written to DIR. The third form is what those commands are.
//!
//! Exit code 0: all were found; 1: some were not; 2: it could not be tried.

use std::path::Path;
use std::process::ExitCode;
use std::time::{Duration, Instant};

use acs_conformance::mutants::faulty::{Found, Hunt, chosen};
use acs_conformance::mutants::planted::Planted;
use acs_conformance::mutants::reproduced::{self, Again};

/// How to see one again.
const AGAIN: &str =
    "cargo run --release -p acs-conformance --features faults --bin acs-faults -- --fault";

/// What the command line asks for.
#[derive(Default)]
struct Asked {
    fault: Option<String>,
    show: bool,
    /// A folder for replay files.
    replays: Option<String>,
    on: Option<String>,
    /// Words for the suite's command.
    rest: Vec<String>,
}

fn main() -> ExitCode {
    let done = asked(std::env::args().skip(1)).and_then(|asked| {
        if !asked.rest.is_empty() {
            return planted(&asked);
        }
        let id = asked.fault.as_deref();
        let well = match &asked.replays {
            Some(folder) => replays(id, Path::new(folder))?,
            None => run(id, asked.show)?,
        };
        Ok(u8::from(!well))
    });
    match done {
        Ok(code) => ExitCode::from(code),
        Err(error) => {
            eprintln!("acs-faults: {error}");
            ExitCode::from(2)
        }
    }
}

fn asked(mut arguments: impl Iterator<Item = String>) -> Result<Asked, String> {
    let mut asked = Asked::default();
    while let Some(argument) = arguments.next() {
        let mut value = || {
            arguments
                .next()
                .ok_or(format!("`{argument}` lacks its value"))
        };
        match argument.as_str() {
            "--fault" => asked.fault = Some(value()?),
            "--on" => asked.on = Some(value()?),
            "--replays" => asked.replays = Some(value()?),
            "--show" => asked.show = true,
            "--" => {
                asked.rest = arguments.collect();
                break;
            }
            other => {
                return Err(format!(
                    "`{other}`? It takes --fault ID, --show, --replays DIR, and --fault ID --on GROUND -- with words for the suite's command."
                ));
            }
        }
    }
    Ok(asked)
}

/// Runs the suite's command over a planted fault.
fn planted(asked: &Asked) -> Result<u8, String> {
    let id = asked.fault.as_deref().ok_or("name a fault by --fault")?;
    let fault = chosen(Some(id))?;
    let planted = Planted::new()?;
    let first = planted.grounds().next().map_or("", |(name, _)| name);
    let on = asked.on.as_deref().unwrap_or(first);
    if !planted.plant(fault.first().copied(), on)? {
        return Err(format!("`{id}` changes nothing on `{on}`"));
    }
    let words: Vec<&str> = asked.rest.iter().map(String::as_str).collect();
    Ok(planted.run(&words)?.passed_on())
}

/// Whether what is printed of each fault suffices to see it again.
fn replays(id: Option<&str>, folder: &Path) -> Result<bool, String> {
    let faults = chosen(id)?;
    let (planted, hunt) = (Planted::new()?, Hunt::new(false)?);
    let mut seen = Vec::new();
    for fault in &faults {
        match reproduced::again(&planted, &hunt, fault, folder) {
            Ok(again) => {
                match &again {
                    Again::Request {
                        case, differs, on, ..
                    } => {
                        println!("{:28} {on:7} {case} ({differs} differs)", fault.id);
                    }
                    Again::Statement { case } => println!("{:28} stated  {case}", fault.id),
                    Again::Hunt { by } => println!("{:28} hunted  {by}", fault.id),
                }
                seen.push(again);
            }
            Err(why) => println!("{:28} NOT SEEN AGAIN: {why}", fault.id),
        }
    }
    let files = reproduced::sound(&planted, &seen)?;
    let stated = seen
        .iter()
        .filter(|again| matches!(again, Again::Statement { .. }))
        .count();
    println!(
        "{} faults, {} seen again: {files} by their requests and replay files, all of which pass on sound code; {stated} by statements; {} by `--fault ID`",
        faults.len(),
        seen.len(),
        seen.len() - files - stated
    );
    Ok(seen.len() == faults.len())
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
