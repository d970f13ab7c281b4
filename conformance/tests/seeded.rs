//! The suite's tests over a crate with a seeded fault, which is to fail; by name alone, and named by a variable:
//!
//! `ACS_FAULT=length-max-one-more cargo test -p acs-conformance --features faults --test seeded -- InstanceName`

use std::process::ExitCode;

use acs_conformance::mutants::faulty::chosen;
use acs_conformance::mutants::planted::{FAULT, Planted};

fn main() -> ExitCode {
    match run() {
        Ok(code) => ExitCode::from(code),
        Err(error) => {
            eprintln!("{error}");
            ExitCode::from(2)
        }
    }
}

/// Plants the fault on the operation that the arguments name, or else on the first, and runs the tests there.
fn run() -> Result<u8, String> {
    let id = std::env::var(FAULT).map_err(|_| {
        format!("name a fault by the variable {FAULT}; conformance/FAULTS.md lists all")
    })?;
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let planted = Planted::new()?;
    let named = |operation: &str| arguments.iter().any(|word| word.starts_with(operation));
    let mut grounds = planted.grounds();
    let ground = grounds.find(|(_, operation)| named(operation));
    let (on, _) = ground
        .or_else(|| planted.grounds().next())
        .ok_or("there is no ground")?;
    let fault = chosen(Some(&id))?;
    if !planted.plant(fault.first().copied(), on)? {
        return Err(format!("`{id}` changes nothing there"));
    }
    Ok(planted.test(&arguments)?.passed_on())
}
