//! A request as Rust, over the crate of a target: [`acs_conformance::printed`] with the names that its specs are lowered to.

use std::collections::BTreeMap;

use acs_conformance::printed;
use acs_spec::load::to_text;
use acsgen_core::lower::lower;
use acsgen_core::{Settings, SpecFile, Specs};

use crate::run::Pairs;
use crate::target::{Spec, Target};

/// Prints requests of one crate.
#[derive(Debug)]
pub(crate) struct Printer(printed::Printer);

impl Printer {
    /// Of the crate of this target. Specs that cannot be lowered leave requests as pairs.
    pub(crate) fn new(target: &Target, specs: &[Spec]) -> Printer {
        let mut folders: BTreeMap<&str, Vec<&Spec>> = BTreeMap::new();
        for spec in specs {
            folders.entry(&spec.folder).or_default().push(spec);
        }
        let mut settings = Settings::default();
        settings.names.extend(target.names.iter().cloned());
        let lowered = |specs: Vec<&Spec>| {
            let mut files: Vec<SpecFile> = specs
                .iter()
                .map(|spec| SpecFile::new(&spec.file, to_text(&spec.operation)))
                .collect();
            let service = specs.first().and_then(|spec| spec.service.as_ref());
            files.extend(service.map(|service| SpecFile::new("service.json", to_text(service))));
            lower(&Specs::read(&files).ok()?, &settings).ok()
        };
        let crates = folders.into_values().filter_map(lowered).collect();
        Printer(printed::Printer::new(target.name, crates))
    }

    /// A program that makes the request and prints what is wrong with it.
    pub(crate) fn program(&self, operation: &str, pairs: &Pairs) -> String {
        self.0.program(operation, pairs)
    }
}
