//! The operations that mutants are made of: the first one, and one that has a little of everything.

use acs_spec::{Operation, Service};
use acsgen_core::{Output, Settings, SpecFile, generate};

use super::workshop::{read, request_types, workspace};

/// An operation, its spec, and the sound code that is emitted for it.
#[derive(Debug)]
pub struct Ground {
    /// By which reports call it.
    pub name: &'static str,
    /// The operation's file and its service's.
    pub files: [String; 2],
    /// The same as they are given to the generator.
    pub specs: [SpecFile; 2],
    /// The operation.
    pub operation: Operation,
    /// Its service.
    pub service: Service,
    /// What is emitted.
    pub sound: Output,
}

const GROUNDS: [(&str, &str, &str); 2] = [
    (
        "first",
        "spec/r-kvstore/2015-01-01",
        "CreateTairKVCacheVNode",
    ),
    ("course", "conformance/src/mutants/course", "LightCourse"),
];

/// Settings for code that is compiled for a moment: no `serde`, no client.
#[must_use]
pub fn settings() -> Settings {
    let mut settings = Settings::default();
    settings.emit.serde = false;
    settings.emit.client = false;
    settings
}

impl Ground {
    /// All of them.
    ///
    /// # Errors
    /// A spec cannot be read, or nothing is emitted for it.
    pub fn all() -> Result<Vec<Ground>, String> {
        GROUNDS.into_iter().map(Ground::new).collect()
    }

    /// Each operation of the obstacle course of which the lints think well; all are called `obstacles`.
    ///
    /// # Errors
    /// A spec cannot be read, or nothing is emitted for it.
    pub fn obstacles() -> Result<Vec<Ground>, String> {
        const FOLDER: &str = "codegen/core/tests/obstacle";
        let folder = workspace().join(FOLDER);
        let entries = std::fs::read_dir(folder).map_err(|error| format!("{FOLDER}: {error}"))?;
        let mut names: Vec<String> = entries
            .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
            .filter_map(|name| name.strip_suffix(".json").map(str::to_owned))
            // Of `Hollow` the constraints say nothing, which the lints refuse.
            .filter(|name| !matches!(name.as_str(), "service" | "Hollow"))
            .collect();
        names.sort();
        let ground = |name: &String| Ground::new(("obstacles", FOLDER, name));
        names.iter().map(ground).collect()
    }

    fn new((name, folder, operation): (&'static str, &str, &str)) -> Result<Ground, String> {
        let files = [
            format!("{folder}/{operation}.json"),
            format!("{folder}/service.json"),
        ];
        let [operation, service] = &files;
        let specs = [
            SpecFile::new(operation.clone(), read(operation)?),
            SpecFile::new(service.clone(), read(service)?),
        ];
        let sound = generate(&specs, &settings()).map_err(|faults| format!("{faults:?}"))?;
        let path = |file: &str| workspace().join(file).to_string_lossy().into_owned();
        let (operation, service) = super::program::specs(&path(operation), &path(service))?;
        Ok(Ground {
            name,
            files: files.map(|file| path(&file)),
            specs,
            operation,
            service,
            sound,
        })
    }

    /// The request's type within the emitted crate.
    #[must_use]
    pub fn request(&self) -> String {
        let types = request_types(self.sound.tokens());
        types.into_iter().next().unwrap_or_default()
    }
}
