//! Reads the command line and does what it says.

use std::process::ExitCode;
use std::time::Instant;

use acs_conformance::Subject;
use acs_conformance::subject::Judged;
use acsgen_core::files::shown;
use clap::Parser;

use crate::args::{Cli, Command, Diff, Replay, Report, Run, Specs};
use crate::endpoint::Endpoint;
use crate::failure::quoted;
use crate::failure::replay;
use crate::failure::rust::Printer;
use crate::output::{print, write};
use crate::progress::watched;
use crate::report::text::Words;
use crate::report::{diff, html, json, junit, text};
use crate::run::{Progress, Settings};
use crate::specs;
use crate::target::{Spec, Target};
use crate::trouble::Trouble;

/// Something is not met.
const FAILED: u8 = 1;
/// The run could not be made.
const UNTRIED: u8 = 2;
/// Reports differ, and nothing is worse.
const DIFFERENT: u8 = 10;
/// Something is worse.
const WORSE: u8 = 20;

/// The whole command over a crate: reads the command line, runs, prints, and gives the exit code.
#[must_use]
pub fn main(target: &Target) -> ExitCode {
    main_over(target, &target.subject())
}

/// The same over anything that answers requests of the target's operations, in the place of the crate itself.
#[must_use]
pub fn main_over(target: &Target, subject: &dyn Subject) -> ExitCode {
    let done = match Cli::parse().command {
        Command::Run(args) => run(target, &args, subject).map(failed),
        Command::Replay(args) => again(target, &args, subject).map(failed),
        Command::Report(Report::Diff(args)) => return compare(&args),
        Command::Live(args) => crate::live::command::live(target, &args).map(failed),
    };
    ExitCode::from(done.unwrap_or_else(|trouble| told(&trouble, UNTRIED)))
}

fn failed(well: bool) -> u8 {
    if well { 0 } else { FAILED }
}

fn told(trouble: &Trouble, code: u8) -> u8 {
    anstream::eprintln!("acs-conform: {trouble}");
    code
}

/// Runs over a subject, prints and writes what came of it; whether all is well.
///
/// # Errors
/// The run could not be made, or a report could not be written.
pub(crate) fn run(target: &Target, args: &Run, subject: &dyn Subject) -> Result<bool, Trouble> {
    let (specs, endpoint) = over(target, &args.specs, &args.operations)?;
    let subject = endpoint.as_ref().map_or(subject, |endpoint| endpoint);
    let mut settings = Settings {
        seed: args.seed,
        cases: args.cases,
        pairs: !args.no_pairs,
        around: args.around,
        shard: args.shard,
        only: args.only.clone(),
        ..Settings::default()
    };
    // Whoever waits for a server has time for another.
    let most = if endpoint.is_some() { 4 } else { 1 };
    settings.jobs = args.jobs.unwrap_or(settings.jobs.max(most));
    let progress = Progress::new();
    let start = Instant::now();
    let mut report = watched(&progress, args.progress, || {
        crate::run::run(&specs, subject, &settings, &progress)
    })?;
    if let Some(endpoint) = &endpoint {
        endpoint.still_there()?;
    }
    let millis = u64::try_from(start.elapsed().as_millis()).unwrap_or(u64::MAX);
    report.millis = args.timings.then_some(millis);
    let failures = args.failures.as_deref().map(shown);
    let words = Words {
        called: Some(&target.called()),
        tests: target.tests.as_deref(),
        options: &options(args),
        failures: failures.as_deref(),
        printer: &Printer::new(target, &specs),
        show: args.show,
    };
    if let Some(folder) = &args.failures {
        replay::write(folder, &report.failures, &report.subject)?;
    }
    if let Some(file) = &args.json {
        write(file, &json::text(&report, &words))?;
    }
    if let Some(file) = &args.junit {
        write(file, &junit::text(&report, &words))?;
    }
    if let Some(file) = &args.html {
        write(file, &html::text(&report, &words))?;
    }
    print(&text::whole(&report, &words))?;
    Ok(report.is_met())
}

/// The specs, and the server that is asked in the place of the crate, if one was named: reachable, and letting us in.
fn over(
    target: &Target,
    args: &Specs,
    names: &[String],
) -> Result<(Vec<Spec>, Option<Endpoint>), Trouble> {
    let folder = args.specs.as_deref();
    if args.wire.endpoint.is_none() {
        return Ok((specs::of(target, folder, names)?, None));
    }
    let specs = specs::all(folder.or(target.specs.as_deref()), names)?;
    let endpoint = args.wire.endpoint(&specs)?;
    Ok((specs, endpoint))
}

/// What every command for the same run needs. A key is no part of it: it is secret.
fn options(args: &Run) -> String {
    let specs = args.specs.specs.as_deref().map(shown);
    let mut out = specs.map_or_else(String::new, |folder| {
        format!(" --specs {}", quoted(&folder))
    });
    if let Some(url) = &args.specs.wire.endpoint {
        out.push_str(&format!(" --endpoint {}", quoted(url)));
        if args.specs.wire.dry_run {
            out.push_str(" --dry-run");
        }
    }
    out
}

/// Tries replay files again; whether all pass.
///
/// # Errors
/// Files that cannot be read, or that are about operations without a spec: all of them.
pub(crate) fn again(
    target: &Target,
    args: &Replay,
    subject: &dyn Subject,
) -> Result<bool, Trouble> {
    let mut trouble: Option<Trouble> = None;
    let mut replays = Vec::new();
    for file in &args.files {
        match replay::read(file) {
            Ok(replay) => replays.push(replay),
            Err(more) => {
                trouble = Some(match trouble {
                    Some(trouble) => trouble.and(more),
                    None => more,
                });
            }
        }
    }
    if let Some(trouble) = trouble {
        return Err(trouble);
    }
    let mut names: Vec<String> = replays
        .iter()
        .map(|replay| replay.operation.clone())
        .collect();
    names.sort();
    names.dedup();
    let (specs, endpoint) = over(target, &args.specs, &names)?;
    let subject = endpoint.as_ref().map_or(subject, |endpoint| endpoint);
    let mut well = true;
    for replay in &replays {
        let mut of = specs.iter();
        let Some(spec) = of.find(|spec| spec.operation.name == replay.operation) else {
            continue;
        };
        let judged = Judged::new([&spec.operation], spec.service.as_ref())?;
        let again = replay::again(replay, subject, &judged);
        print(&again.account(replay))?;
        well &= again.wrong.is_none();
    }
    Ok(well)
}

fn compare(args: &Diff) -> ExitCode {
    let compared = diff::diff(&args.before, &args.after);
    let done = compared.and_then(|diff| {
        print(&diff.printed(args.format))?;
        Ok(match (diff.is_worse(), diff.is_empty()) {
            (true, _) => WORSE,
            (false, false) => DIFFERENT,
            (false, true) => 0,
        })
    });
    ExitCode::from(done.unwrap_or_else(|trouble| told(&trouble, FAILED)))
}
