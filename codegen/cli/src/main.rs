//! `acsgen`: from documentation to checked specs and Rust, at the command line.
//!
//! A thin door: it finds files, calls the libraries, and prints. It decides nothing about specs or code.

mod args;
mod corrections;
mod drift;
mod drift_print;
mod explain;
mod export;
mod extract;
mod generate;
mod import;
mod input;
mod lint;
mod mend;
mod options;
mod out;
mod render;
mod sarif;
mod specs;
mod sync;
mod validate;

use std::process::ExitCode;

use acs_spec::Diagnostic;
use clap::{CommandFactory, Parser};

use args::{Cli, Command, Completions, Format};
use out::print;
use render::{Sources, report};

/// The input was refused, or the work could not be done.
const REFUSED: u8 = 1;

fn main() -> ExitCode {
    let command = Cli::parse().command;
    let format = format(&command);
    let log_is_result = format == Format::Sarif && log_is_result(&command);
    let mut sources = Sources::new();
    match run(command, &mut sources) {
        Ok(code) => ExitCode::from(code),
        Err(diagnostics) => {
            // Where standard output cannot be written, standard error still can.
            let printed =
                log_is_result && print(&sarif::of_diagnostics(&diagnostics, &sources)).is_ok();
            if !printed {
                report(&diagnostics, &sources, format);
            }
            ExitCode::from(REFUSED)
        }
    }
}

/// Commands whose result is what they found: their SARIF log is the result, on standard output.
fn log_is_result(command: &Command) -> bool {
    matches!(
        command,
        Command::Lint(_) | Command::Validate(_) | Command::Generate(_) | Command::Drift(_)
    )
}

/// How this command is to print its diagnostics.
fn format(command: &Command) -> Format {
    match command {
        Command::Import(args) => args.format,
        Command::Extract(args) => args.format,
        Command::Lint(args) => args.format,
        Command::Validate(args) => args.format,
        Command::Generate(args) => args.format,
        Command::Drift(args) => args.diagnostics(),
        Command::Sync(args) => args.format,
        Command::Export(args) => args.format,
        Command::Explain(args) => args.format,
        Command::Schema(args) => args.format,
        Command::Completions(args) => args.format,
    }
}

/// Runs a command and gives its exit code; [`REFUSED`] where the input is refused and all has been said already.
fn run(command: Command, sources: &mut Sources) -> Result<u8, Vec<Diagnostic>> {
    let exit = |refused: bool| if refused { REFUSED } else { 0 };
    let one = |fault| vec![fault];
    let text = match command {
        Command::Import(args) => import::import(&args, sources)?,
        Command::Extract(args) => {
            extract::run().map_err(one)?;
            nothing_found(args.format);
            return Ok(0);
        }
        Command::Lint(args) => {
            let linted = lint::lint(&args, sources)?;
            if args.format != Format::Sarif {
                report(&linted.diagnostics, sources, args.format);
            }
            let refused = lint::refuses(&linted.diagnostics, args.deny_warnings);
            print(&lint::printed(&linted, refused, args.format, sources)).map_err(one)?;
            return Ok(exit(refused));
        }
        Command::Validate(args) => {
            let verdict = validate::validate(&args, sources)?;
            print(&validate::printed(&verdict, &args)).map_err(one)?;
            return Ok(exit(verdict.refused(args.strict)));
        }
        Command::Generate(args) => return generate::generate(&args, sources).map(|()| 0),
        Command::Drift(args) => return drift::drift(&args, sources),
        Command::Sync(args) => return sync::sync(args, sources).map(|()| 0),
        Command::Export(args) => {
            let text = export::export(&args, sources)?;
            nothing_found(args.format);
            text
        }
        Command::Explain(args) => explain::explain(&args).map_err(one)?,
        Command::Schema(args) => explain::schema(&args),
        Command::Completions(args) => completions(&args),
    };
    print(&text).map(|()| 0).map_err(one)
}

/// A reader of SARIF wants a log also of a run that had nothing to say.
fn nothing_found(format: Format) {
    if format == Format::Sarif {
        report(&[], &Sources::new(), format);
    }
}

fn completions(args: &Completions) -> String {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut Cli::command(), "acsgen", &mut script);
    String::from_utf8_lossy(&script).into_owned()
}
