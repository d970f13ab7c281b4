//! The generator: specs go in, a Rust crate comes out.
//!
//! [`generate`] is the one way in, whatever the door: [specs are read](input), [lowered](lower) into decisions about Rust
//! with [names] that do not depend on order, and [emitted](emit) as files in memory and as tokens. [`mod@write`] puts
//! files on disk so that an interrupted run can be mended.
//!
//! It knows nothing of products: such facts stand in spec files. It never judges a request.

pub mod emit;
pub mod export;
#[cfg(not(feature = "faults"))]
mod faults;
#[cfg(feature = "faults")]
pub mod faults;
pub mod input;
pub mod lower;
pub mod names;
pub mod output;
pub mod settings;
pub mod write;

pub use input::{SpecFile, Specs};
pub use output::Output;
pub use settings::Settings;

use acs_spec::Diagnostic;

/// Generates a crate from spec files: one `service.json` at most, and operations of the same product version.
///
/// The same input gives the same bytes, in whatever order the files come.
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
