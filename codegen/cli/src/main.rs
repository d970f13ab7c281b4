//! `acsgen`: from documentation to checked specs and Rust, at the command line.
//!
//! A thin door: it finds files, calls the libraries, and prints. It decides nothing about specs or code.

mod args;
mod explain;
mod export;
mod generate;
mod import;
mod input;
mod lint;
mod render;
mod specs;
mod validate;

use std::io::Write;
use std::process::ExitCode;

use acs_spec::Diagnostic;
use clap::Parser;

use args::{Cli, Command, Format};
use render::{Sources, report};

/// The input was refused, or the work could not be done.
const REFUSED: u8 = 1;

fn main() -> ExitCode {
    let cli = Cli::parse();
    let mut sources = Sources::new();
    let outcome = run(cli.command, &mut sources);
    match outcome {
        Ok(code) => code,
        Err((diagnostics, format)) => {
            report(&diagnostics, &sources, format);
            ExitCode::from(REFUSED)
        }
    }
}

/// Prints on standard output. A reader that has gone wants no more: that is no failure.
fn print(text: &str) {
    let mut out = std::io::stdout().lock();
    let _ = out.write_all(text.as_bytes()).and_then(|()| out.flush());
}

fn run(command: Command, sources: &mut Sources) -> Result<ExitCode, (Vec<Diagnostic>, Format)> {
    let as_text = |faults| (faults, Format::Text);
    match command {
        Command::Import(args) => {
            print(&import::import(&args, sources).map_err(|faults| (faults, args.format))?);
        }
        Command::Extract => {
            let input = std::io::BufReader::new(std::io::stdin().lock());
            let output = std::io::BufWriter::new(std::io::stdout().lock());
            import::extract(input, output).map_err(|fault| as_text(vec![fault]))?;
        }
        Command::Lint(args) => {
            let linted = lint::lint(&args, sources).map_err(|faults| (faults, args.format))?;
            report(&linted.diagnostics, sources, args.format);
            let refused = lint::refuses(&linted.diagnostics, args.deny_warnings);
            if args.format == Format::Text {
                linted.fixed.iter().for_each(|file| print(&format!("rewrote {file}\n")));
                let verdict = if refused { "refused" } else { "passed" };
                print(&format!("{} file{} linted: {verdict}\n", linted.files, if linted.files == 1 { "" } else { "s" }));
            }
            if refused {
                return Ok(ExitCode::from(REFUSED));
            }
        }
        Command::Validate(args) => {
            let verdict = validate::validate(&args, sources).map_err(|faults| (faults, args.format))?;
            print(&validate::printed(&verdict, args.strict, args.format));
            if verdict.refused(args.strict) {
                return Ok(ExitCode::from(REFUSED));
            }
        }
        Command::Generate(args) => {
            print(&generate::generate(&args, sources).map_err(|faults| (faults, args.format))?);
        }
        Command::Export(args) => print(&export::export(&args, sources).map_err(as_text)?),
        Command::Explain(args) => print(&explain::explain(&args).map_err(|fault| as_text(vec![fault]))?),
        Command::Schema(args) => print(&explain::schema(&args)),
    }
    Ok(ExitCode::SUCCESS)
}
