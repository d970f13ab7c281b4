//! Reads lines of `{"type", "description"}` and prints lines of `{"constraints"}`: a door for scoring the extractor.

use std::io::{BufRead, Write};
use std::process::ExitCode;

fn main() -> ExitCode {
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    for (index, line) in std::io::stdin().lock().lines().enumerate() {
        let answer = line
            .map_err(|e| e.to_string())
            .and_then(|line| acs_import::extract::extract_line(&line).map_err(|e| e.to_string()));
        let written = match answer {
            Ok(answer) => writeln!(out, "{answer}").map_err(|e| e.to_string()),
            Err(why) => Err(format!("line {}: {why}", index + 1)),
        };
        if let Err(why) = written {
            eprintln!("{why}");
            return ExitCode::FAILURE;
        }
    }
    ExitCode::SUCCESS
}
