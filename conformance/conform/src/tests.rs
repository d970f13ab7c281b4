//! The suite as tests of cargo: one for each obligation, so that a filter runs a single one, and two for all other cases.

use std::path::Path;
use std::process::ExitCode;

use acs_conformance::Subject;
use libtest_mimic::{Arguments, Failed, Trial, run as conclude};

use crate::failure::replay::{self, file_name};
use crate::failure::rust::Printer;
use crate::failure::{Failure, PAIRS, RANDOM};
use crate::report::text::{Words, told};
use crate::report::{OperationReport, Report};
use crate::run::{Ground, Progress, Settings, differential, grounds, obligations, pairs, stated};
use crate::specs;
use crate::target::{Spec, Target};
use crate::trouble::Trouble;

/// Names the folder into which failing tests write replay files.
const FAILURES: &str = "ACS_CONFORM_FAILURES";

/// Every obligation of a crate's specs as a test, for a test target of your own with `harness = false`:
///
/// ```no_run
/// use acs_conform::Target;
/// # mod my_crate { pub use acs_r_kvstore::OPERATIONS; }
///
/// fn main() -> std::process::ExitCode {
///     acs_conform::tests(&Target::new("my-crate", my_crate::OPERATIONS).specs("spec"))
/// }
/// ```
///
/// Tests are called `CreateTairKVCacheVNode::InstanceName.length.max+1`, `CreateTairKVCacheVNode::random` (20,000
/// cases), `CreateTairKVCacheVNode::pairs` (a covering array), and, if that very name is asked for, a case of these,
/// `CreateTairKVCacheVNode::random/0x…`. All that cargo's own harness takes is taken: filters, `--exact`, `--skip`, `--list`,
/// `--test-threads`. What fails is told as `acs-conform run` tells it; with `ACS_CONFORM_FAILURES=DIR` in the environment it
/// is also written there as a replay file.
///
/// Exit code 0: all pass; 101: some do not; 2: they could not be made.
#[must_use]
pub fn tests(target: &Target) -> ExitCode {
    tests_over(target, target.subject())
}

/// The same over anything that answers requests of the target's operations, in the place of the crate itself.
#[must_use]
pub fn tests_over(target: &Target, subject: impl Subject + 'static) -> ExitCode {
    let arguments = Arguments::from_args();
    match trials(target, subject, &arguments) {
        Ok(trials) => conclude(&arguments, trials).exit_code(),
        Err(trouble) => {
            anstream::eprintln!("acs-conform: {trouble}");
            ExitCode::from(2)
        }
    }
}

/// The name of the test of a case.
pub(crate) fn name_of(operation: &str, case: &str) -> String {
    format!("{operation}::{case}")
}

/// What all tests share. It lives as long as the process.
struct Shared {
    specs: Vec<Spec>,
    subject: Box<dyn Subject>,
    settings: Settings,
    progress: Progress,
    printer: Printer,
    /// How the suite is run as a command, and as tests.
    command: Option<String>,
    tests: Option<String>,
}

/// The tests of a target.
fn trials(
    target: &Target,
    subject: impl Subject + 'static,
    arguments: &Arguments,
) -> Result<Vec<Trial>, Trouble> {
    let specs = specs::of(target, None, &[])?;
    // A process of tests has nothing else to do: what they share is never given back.
    let shared: &'static Shared = Box::leak(Box::new(Shared {
        printer: Printer::new(target, &specs),
        specs,
        subject: Box::new(subject),
        settings: Settings::default(),
        progress: Progress::new(),
        command: target.command.clone(),
        tests: target.tests.clone().or_else(own_command),
    }));
    let grounds = grounds(
        &shared.specs,
        &*shared.subject,
        &shared.settings,
        &shared.progress,
    )?;
    let grounds: &'static [Ground<'static>] = Box::leak(grounds.into_boxed_slice());
    let mut out = Vec::new();
    for ground in grounds {
        let operation = ground.ledger.operation();
        for obligation in ground.ledger.obligations() {
            out.push(Trial::test(
                name_of(operation, &obligation.id),
                move || match obligations::one(ground, obligation) {
                    Ok((_, failure)) => said(shared, ground, failure.into_iter().collect()),
                    // The subject cannot be asked that: nothing to meet.
                    Err(_) => Ok(()),
                },
            ));
        }
        if let Some((statements, entry)) = &ground.statements {
            for statement in statements.iter() {
                let name = name_of(operation, &statement.id);
                out.push(Trial::test(name, move || {
                    let found = stated::one(ground, (statements, entry), statement);
                    said(shared, ground, found.into_iter().collect())
                }));
            }
        }
        for gap in ground.ledger.gaps() {
            let why = format!("not tried: {}", gap.why);
            out.push(Trial::test(name_of(operation, &gap.id), move || {
                Err(Failed::from(why))
            }));
        }
        out.push(Trial::test(name_of(operation, "random"), move || {
            let mut report = OperationReport::new(ground);
            said(shared, ground, differential::compare(ground, &mut report))
        }));
        out.push(Trial::test(name_of(operation, "pairs"), move || {
            let mut report = OperationReport::new(ground);
            said(shared, ground, pairs::compare(ground, &mut report))
        }));
        // A single one of these cases is no test unless somebody asks for it: there are 2⁶⁴.
        let asked = arguments.filter.as_deref().unwrap_or_default();
        let case = asked.strip_prefix(&name_of(operation, ""));
        let is_found = |case: &&str| case.starts_with(RANDOM) || case.starts_with(PAIRS);
        if let Some(case) = case.filter(is_found).map(str::to_owned) {
            out.push(Trial::test(asked, move || single(shared, ground, case)));
        }
    }
    Ok(out)
}

/// A single case that no obligation asks for.
fn single(shared: &Shared, ground: &Ground<'_>, case: String) -> Result<(), Failed> {
    let settings = Settings {
        only: vec![case],
        ..shared.settings.clone()
    };
    let spec = std::slice::from_ref(ground.spec);
    let report = crate::run::run(spec, &*shared.subject, &settings, &shared.progress)?;
    said(shared, ground, report.failures)
}

/// Whether there are failures; all of them, told for people.
fn said(shared: &Shared, ground: &Ground<'_>, failures: Vec<Failure>) -> Result<(), Failed> {
    if failures.is_empty() {
        return Ok(());
    }
    let mut report = Report::new(shared.subject.name(), &shared.settings);
    report.operations.push(OperationReport::new(ground));
    let folder = std::env::var(FAILURES).ok().filter(|name| !name.is_empty());
    if let Some(folder) = &folder {
        replay::write(Path::new(folder), &failures, shared.subject.name())?;
    }
    let words = Words {
        called: shared.command.as_deref(),
        tests: shared.tests.as_deref(),
        options: "",
        failures: folder.as_deref(),
        printer: &shared.printer,
        show: failures.len(),
    };
    let mut out = String::new();
    for failure in &failures {
        out.push_str(&told(&report, failure, &words));
        if let (Some(folder), None, false) = (&folder, &shared.command, failure.stated) {
            out.push_str(&format!("  replay    {folder}/{}\n", file_name(failure)));
        }
    }
    Err(Failed::from(anstream::adapter::strip_str(&out).to_string()))
}

/// How the running tests are run, as cargo says it to them.
fn own_command() -> Option<String> {
    let package = std::env::var("CARGO_PKG_NAME").ok()?;
    let program = std::env::current_exe().ok()?;
    let stem = program.file_stem()?.to_str()?;
    let (name, _) = stem.rsplit_once('-')?;
    Some(format!("cargo test -q -p {package} --test {name} --"))
}
