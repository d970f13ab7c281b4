//! Reads the command line and does what it says.

use std::process::ExitCode;

use acs_conformance::{Ledger, Subject};
use clap::Parser;

use crate::args::{Cli, Command, Run};
use crate::specs;
use crate::target::Target;
use crate::trouble::Trouble;

/// Something is not met.
const FAILED: u8 = 1;
/// The run could not be made.
const UNTRIED: u8 = 2;

/// The whole command over a crate: reads the command line, runs, prints, and gives the exit code.
#[must_use]
pub fn main(target: &Target) -> ExitCode {
    let done = match Cli::parse().command {
        Command::Run(args) => run(target, &args, &target.subject()),
        Command::Live(args) => crate::live::command::live(target, &args),
    };
    match done {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::from(FAILED),
        Err(trouble) => {
            anstream::eprintln!("acs-conform: {trouble}");
            ExitCode::from(UNTRIED)
        }
    }
}

/// Runs over a subject; whether all is well.
fn run(target: &Target, args: &Run, subject: &dyn Subject) -> Result<bool, Trouble> {
    if let Some(url) = &args.wire.endpoint {
        let seeds: Vec<u64> = (0..args.cases).map(|n| args.seed.wrapping_add(n)).collect();
        return crate::endpoint::command::run(target, args, url, &|_| true, &seeds);
    }
    let mut well = true;
    for spec in specs::of(target, args.specs.as_deref(), &args.operations)? {
        let ledger = Ledger::of(&spec.operation, spec.service.as_ref());
        let checked = ledger.check(subject, 1);
        anstream::print!("{}", checked.account(&ledger));
        well &= checked.is_met();
    }
    if !well {
        anstream::println!("again: {} run", target.called());
    }
    Ok(well)
}
