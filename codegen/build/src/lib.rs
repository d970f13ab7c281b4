//! The generator as a build script.
//!
//! In `main` of `build.rs`:
//!
//! ```no_run
//! acsgen_build::Builder::new()
//!     .spec("spec/r-kvstore/2015-01-01")
//!     .generate();
//! ```
//!
//! and where the module is wanted, in a crate that depends on `acs-runtime`:
//!
//! ```text
//! pub mod kvstore {
//!     include!(concat!(env!("OUT_DIR"), "/acsgen.rs"));
//! }
//! ```
//!
//! A spec that states patterns needs `acs-runtime` with its feature `pattern`, one generated with the option `serde` a
//! feature `serde` of the crate itself; clients are there if the runtime has its features `client` or `blocking`. The
//! compiler says so where a pattern's feature is missing.
//!
//! A thin door: it finds files, calls the core, and tells cargo. With the feature `import` it takes documentation pages
//! and `api-docs.json` too.

use std::fmt;
use std::path::{Path, PathBuf};

use acs_spec::{Diagnostic, Severity, codes};
use acsgen_core::files::shown;
use acsgen_core::job::{Importer, Input, Job};
use acsgen_core::{Output, Settings};

/// What to generate. Nothing is done before [`Builder::generate`].
#[derive(Debug, Clone)]
#[must_use]
pub struct Builder {
    inputs: Vec<String>,
    options: Vec<(String, String)>,
    file: String,
}

impl Default for Builder {
    fn default() -> Self {
        Self::new()
    }
}

/// What a run has to tell cargo.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Told {
    /// Lines for standard output, each a directive to cargo: what the build depends on, warnings, errors.
    pub lines: Vec<String>,
    /// What stood in the way; empty: the file is written.
    pub faults: Vec<Diagnostic>,
}

impl Builder {
    /// Nothing yet, into `acsgen.rs`.
    pub fn new() -> Self {
        Builder {
            inputs: Vec::new(),
            options: Vec::new(),
            file: "acsgen.rs".to_owned(),
        }
    }

    /// Adds a spec file, or a folder of them, relative to the crate's manifest. A spec file brings the `service.json`
    /// beside it. With the feature `import` a documentation page or an `api-docs.json` will do.
    pub fn spec(mut self, path: impl AsRef<Path>) -> Self {
        self.inputs.push(shown(path.as_ref()));
        self
    }

    /// Sets an option, by the name that it has in every door: see [`acsgen_core::options::OPTIONS`], or
    /// `acsgen help generate`.
    ///
    /// ```
    /// let builder = acsgen_build::Builder::new()
    ///     .spec("spec")
    ///     .option("operation", "CreateInstance")
    ///     .option("docs", false);
    /// ```
    pub fn option(mut self, name: impl Into<String>, value: impl fmt::Display) -> Self {
        self.options.push((name.into(), value.to_string()));
        self
    }

    /// Writes another file of `OUT_DIR` than `acsgen.rs`: for build scripts that generate several modules.
    pub fn file(mut self, name: impl Into<String>) -> Self {
        self.file = name.into();
        self
    }

    /// Generates the module into `OUT_DIR`, and tells cargo what it depends on.
    ///
    /// Faults are told to cargo, all of them, each with its place and remedy; cargo then fails the build. This function
    /// returns all the same.
    pub fn generate(&self) {
        let folder = |name: &str| std::env::var_os(name).map(PathBuf::from);
        let told = match (folder("CARGO_MANIFEST_DIR"), folder("OUT_DIR")) {
            (Some(manifest), Some(out)) => self.generate_in(&manifest, &out),
            _ => {
                let message = "neither CARGO_MANIFEST_DIR nor OUT_DIR is set";
                let help = "call this from a build script that cargo runs";
                Told::refused(vec![Diagnostic::new(&codes::WRITE_FAILED, message, help)])
            }
        };
        for line in told.lines {
            println!("{line}");
        }
    }

    /// The same with other folders than a build script's, and with nothing printed.
    #[must_use]
    pub fn generate_in(&self, manifest: &Path, out: &Path) -> Told {
        let mut settings = Settings::guest();
        let set = |(name, value): &(String, String)| settings.set(name, value).err();
        let mut faults: Vec<Diagnostic> = self.options.iter().filter_map(set).collect();
        let inputs: Vec<Input> = self
            .inputs
            .iter()
            .map(|input| Input::at(manifest, input))
            .collect();
        let job = Job::read(&inputs, manifest, &settings, importer());
        let file = out.join(&self.file);
        match job.generate(&settings) {
            Ok(output) if faults.is_empty() => {
                if let Err(more) = write(&output, &file) {
                    faults.extend(more);
                }
            }
            Ok(_) => {}
            Err(more) => faults.extend(more),
        }
        let mut told = Told::refused(faults);
        let depends = job
            .paths()
            .map(|path| format!("cargo::rerun-if-changed={}", shown(path)));
        let remarks = job
            .remarks()
            .iter()
            .filter(|remark| remark.severity == Severity::Warning)
            .map(|remark| format!("cargo::warning={}", one_line(remark)));
        // Where there are faults, remarks of weight are among them.
        let is_refused = !told.faults.is_empty();
        let before: Vec<String> = depends.chain(remarks.filter(|_| !is_refused)).collect();
        told.lines.splice(0..0, before);
        told
    }
}

impl Told {
    fn refused(faults: Vec<Diagnostic>) -> Self {
        let line = |fault: &Diagnostic| {
            let kind = match fault.severity {
                Severity::Error => "error",
                Severity::Warning | Severity::Note => "warning",
            };
            format!("cargo::{kind}={}", one_line(fault))
        };
        Told {
            lines: faults.iter().map(line).collect(),
            faults,
        }
    }
}

/// A directive to cargo is one line: `spec/x.json:3:5: ACS0101: … (at /parameters/0); help: …`
fn one_line(fault: &Diagnostic) -> String {
    let mut out = String::new();
    if !fault.file.is_empty() {
        out.push_str(&fault.file);
        if fault.line > 0 {
            out.push_str(&format!(":{}:{}", fault.line, fault.column));
        }
        out.push_str(": ");
    }
    out.push_str(&format!("{}: {}", fault.code, fault.message));
    if !fault.pointer.is_empty() {
        out.push_str(&format!(" (at {})", fault.pointer));
    }
    if !fault.help.is_empty() {
        out.push_str(&format!("; help: {}", fault.help));
    }
    out.replace(['\n', '\r'], "; ")
}

/// Writes beside and renames: who reads the file never finds half of it.
fn write(output: &Output, file: &Path) -> Result<(), Vec<Diagnostic>> {
    let text = output.tokens_laid_out()?;
    let beside = file.with_extension("rs.new");
    let written = std::fs::write(&beside, text).and_then(|()| std::fs::rename(&beside, file));
    written.map_err(|error| {
        let help = "check the permissions and the space on the disk";
        vec![
            Diagnostic::new(
                &codes::WRITE_FAILED,
                format!("cannot be written: {error}"),
                help,
            )
            .in_file(shown(file), 0, 0),
        ]
    })
}

#[cfg(feature = "import")]
fn importer() -> Option<Importer<'static>> {
    use acsgen_core::job::{Source, Sourced};
    fn imported(source: &Source<'_>) -> Result<Sourced, Vec<Diagnostic>> {
        let options = acs_import::source::Options {
            service: source.service,
            operations: source.operations.clone(),
        };
        let (specs, remarks) =
            acs_import::settle::specs_of(source.name, source.bytes, &options, source.corrections)?;
        Ok(Sourced::new(specs, remarks))
    }
    Some(&imported)
}

#[cfg(not(feature = "import"))]
fn importer() -> Option<Importer<'static>> {
    None
}
