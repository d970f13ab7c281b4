//! Collects what stands in the way of code, all of it, each with its place.

use acs_spec::codes::Code;
use acs_spec::{Diagnostic, codes};

/// The faults of one file so far.
#[derive(Debug)]
pub struct Faults {
    file: String,
    found: Vec<Diagnostic>,
}

impl Faults {
    /// None yet, of this file.
    #[must_use]
    pub fn of(file: &str) -> Self {
        Faults {
            file: file.to_owned(),
            found: Vec::new(),
        }
    }

    /// One more.
    pub fn add(&mut self, code: &'static Code, pointer: &str, message: String, help: &str) {
        let fault = Diagnostic::new(code, message, help)
            .at(pointer)
            .in_file(&self.file, 0, 0);
        // A named schema is met once for each reference to it.
        if !self.found.contains(&fault) {
            self.found.push(fault);
        }
    }

    /// One more of the kind that no code can be generated for.
    pub fn unsupported(&mut self, pointer: &str, message: String, help: &str) {
        self.add(&codes::UNSUPPORTED, pointer, message, help);
    }

    /// All of them.
    #[must_use]
    pub fn into_found(self) -> Vec<Diagnostic> {
        self.found
    }
}
