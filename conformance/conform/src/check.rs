//! The suite from a test of one's own.

use crate::failure::rust::Printer;
use crate::report::text::{Words, whole};
use crate::report::{Report, Totals};
use crate::run::{Progress, Settings, run};
use crate::specs;
use crate::target::Target;
use crate::trouble::Trouble;

/// Runs over a crate and tells what is wrong with it, for a test that is to fail then.
///
/// ```
/// let mut settings = acs_conform::run::Settings::default();
/// settings.cases = 200;
/// # let spec = concat!(env!("CARGO_MANIFEST_DIR"), "/../../spec/r-kvstore/2015-01-01");
/// let target = acs_conform::Target::new("acs-r-kvstore", acs_r_kvstore::OPERATIONS).specs(spec);
/// let totals = acs_conform::check(&target, &settings).unwrap();
/// println!("{}", totals.headline());
/// # assert!(totals.is_met() && totals.obligations > 1_000 && totals.cases > 100);
/// ```
///
/// # Errors
/// The report as text, without colours, if anything is not met, disagrees or cannot be tried; or why there is none.
pub fn check(target: &Target, settings: &Settings) -> Result<Totals, Trouble> {
    let specs = specs::of(target, None, &[])?;
    let report: Report = run(&specs, &target.subject(), settings, &Progress::new())?;
    if report.is_met() {
        return Ok(report.totals());
    }
    let words = Words {
        called: target.command.as_deref(),
        tests: target.tests.as_deref(),
        options: "",
        failures: None,
        printer: &Printer::new(target, &specs),
        show: 5,
    };
    let text = whole(&report, &words);
    Err(Trouble::new(
        anstream::adapter::strip_str(&text).to_string(),
    ))
}
