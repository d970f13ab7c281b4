//! Imports the `api-docs.json` files given, with prose, and prints how many operations that were and how long it took.

use std::process::ExitCode;
use std::time::Instant;

fn main() -> ExitCode {
    for path in std::env::args().skip(1) {
        let bytes = match std::fs::read(&path) {
            Ok(bytes) => bytes,
            Err(why) => {
                eprintln!("{path}: {why}");
                return ExitCode::FAILURE;
            }
        };
        let start = Instant::now();
        let read = acs_import::source::import(&path, &bytes, &Default::default());
        let took = start.elapsed();
        match read {
            Ok(read) => {
                let constraints = read
                    .operations
                    .iter()
                    .flat_map(|operation| &operation.parameters)
                    .map(|parameter| parameter.schema.constraints.len())
                    .sum::<usize>();
                let rules: usize = read
                    .operations
                    .iter()
                    .map(|operation| operation.rules.len())
                    .sum();
                println!(
                    "{} operations in {took:.2?}, {:.2?} for 120; {constraints} constraints on parameters, {rules} rules, {} remarks",
                    read.operations.len(),
                    took * 120 / u32::try_from(read.operations.len().max(1)).unwrap_or(u32::MAX),
                    read.remarks.len()
                );
            }
            Err(faults) => {
                for fault in faults {
                    eprintln!("{}", fault.message);
                }
                return ExitCode::FAILURE;
            }
        }
    }
    ExitCode::SUCCESS
}
