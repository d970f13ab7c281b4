//! What a run is about: a generated crate and its specs.

use std::path::PathBuf;

use acs_conformance::subject::Emitted;
use acs_runtime::OperationEntry;
use acs_spec::{Operation, Service};

/// A generated crate, where its specs are, and how its command is called.
///
/// ```
/// let target = acs_conform::Target::new("my-crate", acs_r_kvstore::OPERATIONS).specs("specs/lamps");
/// ```
#[derive(Debug, Clone)]
pub struct Target {
    pub(crate) name: &'static str,
    pub(crate) table: &'static [OperationEntry],
    pub(crate) specs: Option<PathBuf>,
    pub(crate) names: Vec<(String, String)>,
    pub(crate) command: Option<String>,
    pub(crate) tests: Option<String>,
}

impl Target {
    /// The crate of this package name, by its `OPERATIONS`. Specs are looked for in the first folder `spec/` upwards
    /// from the current one, unless [`specs`](Target::specs) or the option `--specs` names another.
    #[must_use]
    pub const fn new(name: &'static str, table: &'static [OperationEntry]) -> Self {
        Target {
            name,
            table,
            specs: None,
            names: Vec::new(),
            command: None,
            tests: None,
        }
    }

    /// Where its specs are: a folder with a `service.json` in it or at most two levels down, or one with operations alone.
    #[must_use]
    pub fn specs(mut self, folder: impl Into<PathBuf>) -> Self {
        self.specs = Some(folder.into());
        self
    }

    /// A name that was chosen when the crate was generated: `--name KEY=NAME` of `acsgen generate`. Only requests that
    /// are printed as Rust depend on it.
    #[must_use]
    pub fn renamed(mut self, key: impl Into<String>, name: impl Into<String>) -> Self {
        self.names.push((key.into(), name.into()));
        self
    }

    /// How its command is called, for the commands that it prints: `cargo run -q -p my-conform --`. Without it, the
    /// name of the running program.
    #[must_use]
    pub fn command(mut self, words: impl Into<String>) -> Self {
        self.command = Some(words.into());
        self
    }

    /// How its tests are run, for the filters that it prints, where [`crate::tests`] makes them:
    /// `cargo test -p my-crate --test conform --`. The tests themselves know it without.
    #[must_use]
    pub fn tested_by(mut self, words: impl Into<String>) -> Self {
        self.tests = Some(words.into());
        self
    }

    /// The crate as what is tested.
    #[must_use]
    pub fn subject(&self) -> Emitted {
        Emitted::new(self.name, self.table)
    }

    /// How its command is called.
    pub(crate) fn called(&self) -> String {
        if let Some(words) = &self.command {
            return words.clone();
        }
        let program = std::env::args_os().next().map(PathBuf::from);
        let stem = program.as_deref().and_then(|path| path.file_stem());
        stem.map_or_else(
            || "acs-conform".to_owned(),
            |stem| stem.to_string_lossy().into_owned(),
        )
    }
}

/// One operation's spec, as it was read.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Spec {
    /// The operation.
    pub operation: Operation,
    /// Its service, if a `service.json` lies beside it.
    pub service: Option<Service>,
    /// The folder of both files, as reports name it: with `/`, ending in one, never absolute.
    pub folder: String,
    /// The operation's file in it.
    pub file: String,
}
