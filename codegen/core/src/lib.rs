//! The generator: specs go in, a Rust crate comes out.
//!
//! A [`Job`] is the one way in, whatever the door: [files are found and read](files), linted, and given to [`generate`],
//! which [takes specs in](input), [lowers](lower) them into decisions about Rust with [names] that do not depend on order,
//! and [emits](emit) them as files in memory and as tokens. [`options`] is what a door offers. [`mod@write`] puts files on
//! disk so that an interrupted run can be mended.
//!
//! It knows nothing of products: such facts stand in spec files. It never judges a request.

pub mod emit;
pub mod export;
#[cfg(not(feature = "faults"))]
mod faults;
#[cfg(feature = "faults")]
pub mod faults;
pub mod files;
pub mod input;
pub mod job;
pub mod lower;
pub mod names;
pub mod options;
pub mod output;
pub mod settings;
pub mod write;

pub use input::{SpecFile, Specs};
pub use job::Job;
pub use output::Output;
pub use settings::Settings;

use acs_spec::Diagnostic;

/// Generates a crate from spec files: one `service.json` at most, and operations of the same product version.
///
/// The same input gives the same bytes, in whatever order the files come. Specs are not linted here: a [`Job`] does that
/// first.
///
/// # Errors
/// All faults of all files and of the settings, each with its place.
///
/// ```
/// use acsgen_core::{Settings, SpecFile, generate};
/// let operation = acs_spec::Operation::named("DescribeLamps");
/// let file = SpecFile::new("spec/lamps/DescribeLamps.json", acs_spec::load::to_text(&operation));
/// let output = generate(&[file], &Settings::default()).unwrap();
/// assert!(output.get("src/describe_lamps/request.rs").is_some());
/// ```
pub fn generate(files: &[SpecFile], settings: &Settings) -> Result<Output, Vec<Diagnostic>> {
    let specs = Specs::read(files)?;
    let lowered = lower::lower(&specs, settings)?;
    emit::emit(&lowered)
}
