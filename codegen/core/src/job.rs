//! One generation from start to end, the same for every door: spec files and folders in, an [`Output`] or all faults out.
//!
//! What the lints refuse is never generated from: it would become code that refuses everything, or that says what nobody
//! has settled. Sources that are no specs (documentation pages, metadata) are read by an [`Importer`] which the door passes
//! if it has one; nothing here knows how.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use acs_spec::json::Node;
use acs_spec::load::{parse_file, placed_by_pointer};
use acs_spec::{Diagnostic, Service, Severity, codes, lint, load, service};

use crate::files::{self, shown};
use crate::input::{SpecFile, Specs};
use crate::output::Output;
use crate::settings::Settings;

/// Something to generate from: a spec file, a folder of them, or a source that an importer reads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Input {
    /// Where it is.
    pub path: PathBuf,
    /// How diagnostics and emitted headers name it.
    pub name: String,
}

impl Input {
    /// What a person has named, relative to `base`. Its name is what was written, with `/`; of an absolute path what lies
    /// below `base`, else the last step, since nothing emitted may depend on where a checkout stands.
    #[must_use]
    pub fn at(base: &Path, written: &str) -> Self {
        let path = base.join(written);
        let name = if Path::new(written).is_absolute() {
            let inner = path.strip_prefix(base).ok();
            let last = path.file_name().map(Path::new);
            shown(inner.or(last).unwrap_or(&path))
        } else {
            shown(Path::new(written))
        };
        Input { path, name }
    }
}

/// A source that is no spec.
#[derive(Debug)]
pub struct Source<'a> {
    /// How diagnostics name it.
    pub name: &'a str,
    /// What it holds.
    pub bytes: &'a [u8],
    /// Only these of its operations; empty: all.
    pub operations: &'a BTreeSet<String>,
    /// What the product version's operations share, if its file was named.
    pub service: Option<&'a Service>,
    /// Spec files whose corrections are to be applied: name and text.
    pub corrections: &'a [(String, String)],
}

/// What an importer has made of a source.
#[derive(Debug, Default)]
pub struct Sourced {
    /// Specs, without the provider's prose.
    pub files: Vec<SpecFile>,
    /// What was lost, ambiguous or not understood.
    pub remarks: Vec<Diagnostic>,
}

impl Sourced {
    /// Specs by name and text, and remarks.
    #[must_use]
    pub fn new(specs: Vec<(String, String)>, remarks: Vec<Diagnostic>) -> Self {
        let file = |(name, text)| SpecFile::new(name, text);
        Sourced {
            files: specs.into_iter().map(file).collect(),
            remarks,
        }
    }
}

/// Reads sources that are no specs.
pub type Importer<'a> = &'a dyn Fn(&Source<'_>) -> Result<Sourced, Vec<Diagnostic>>;

/// What was read for one crate.
#[derive(Debug, Default)]
pub struct Job {
    files: Vec<SpecFile>,
    /// Names of specs that an importer made: places in them are in no file that a person could open.
    imported: BTreeSet<String>,
    faults: Vec<Diagnostic>,
    remarks: Vec<Diagnostic>,
    texts: BTreeMap<String, String>,
    paths: BTreeSet<PathBuf>,
}

impl Job {
    /// Reads the inputs, all of them whatever is wrong with one. `base` is what the files that settings name are relative
    /// to. A spec file brings the `service.json` beside it; a folder all specs in it.
    #[must_use]
    pub fn read(
        inputs: &[Input],
        base: &Path,
        settings: &Settings,
        importer: Option<Importer<'_>>,
    ) -> Self {
        let mut job = Job::default();
        let mut sources = Vec::new();
        for input in inputs {
            if input.path.is_dir() {
                job.add_folder(input);
            } else if let Some(bytes) = job.add_file(&input.path, &input.name, importer.is_some()) {
                sources.push((input.name.as_str(), bytes));
            }
        }
        if inputs.is_empty() {
            let help = "name a spec file, or a folder of them";
            let fault = Diagnostic::new(
                &codes::NO_SPEC_FOLDER,
                "there is nothing to generate from",
                help,
            );
            job.faults.push(fault);
        }
        if let Some(importer) = importer.filter(|_| !sources.is_empty()) {
            job.import(&sources, base, settings, importer);
        }
        job
    }

    /// Of specs that are at hand and need not be on disk.
    #[must_use]
    pub fn of(files: Vec<SpecFile>) -> Self {
        let text = |file: &SpecFile| (file.name.clone(), file.text.clone());
        Job {
            texts: files.iter().map(text).collect(),
            files,
            ..Job::default()
        }
    }

    /// Every file and folder that was read or looked for: what a build depends on.
    pub fn paths(&self) -> impl Iterator<Item = &Path> {
        self.paths.iter().map(PathBuf::as_path)
    }

    /// The texts of the files, by the name that diagnostics call them.
    #[must_use]
    pub fn texts(&self) -> &BTreeMap<String, String> {
        &self.texts
    }

    /// What importers had to remark.
    #[must_use]
    pub fn remarks(&self) -> &[Diagnostic] {
        &self.remarks
    }

    /// The specs.
    #[must_use]
    pub fn files(&self) -> &[SpecFile] {
        &self.files
    }

    /// The specs as contracts.
    ///
    /// # Errors
    /// All faults of reading, and what the lints refuse, each with its line where it has one.
    pub fn specs(&self) -> Result<Specs, Vec<Diagnostic>> {
        let mut faults = self.faults.clone();
        faults.extend(lint_errors(&self.files));
        if faults.is_empty() {
            Specs::read(&self.files).map_err(|faults| self.placed(faults))
        } else {
            Err(self.placed(faults))
        }
    }

    /// Generates.
    ///
    /// # Errors
    /// As [`Job::specs`]; if there are none, all faults of the settings and of what cannot be generated.
    pub fn generate(&self, settings: &Settings) -> Result<Output, Vec<Diagnostic>> {
        self.specs()?;
        crate::generate(&self.files, settings).map_err(|faults| self.placed(faults))
    }

    fn placed(&self, mut faults: Vec<Diagnostic>) -> Vec<Diagnostic> {
        for fault in &mut faults {
            if self.imported.contains(&fault.file) {
                (fault.line, fault.column) = (0, 0);
            }
        }
        // What an importer found ambiguous is most often why what it made is refused.
        let told = |remark: &&Diagnostic| remark.severity >= Severity::Warning;
        if !self.imported.is_empty() {
            faults.splice(0..0, self.remarks.iter().filter(told).cloned());
        }
        placed_by_pointer(&faults, &self.texts)
    }

    fn add_folder(&mut self, input: &Input) {
        self.paths.insert(input.path.clone());
        let versions = files::versions(&input.path);
        let found: Vec<PathBuf> = if versions.is_empty() {
            files::loose(&input.path)
        } else {
            let all = |version: files::Version| {
                std::iter::once(version.service_file).chain(version.operation_files)
            };
            versions.into_iter().flat_map(all).collect()
        };
        if found.is_empty() {
            let help = "name a folder that holds spec files, or one or two levels above them";
            let fault = Diagnostic::new(&codes::NO_SPEC_FOLDER, "no spec file lies here", help);
            self.faults.push(fault.in_file(&input.name, 0, 0));
        }
        for path in found {
            let inner = path.strip_prefix(&input.path).unwrap_or(&path);
            let name = shown(&Path::new(&input.name).join(inner));
            self.add_spec(&path, name);
        }
    }

    /// Adds a spec file with its service; or gives back the bytes of what is none.
    fn add_file(&mut self, path: &Path, name: &str, has_importer: bool) -> Option<Vec<u8>> {
        // A file that was read already, as a service beside several operations, counts once.
        if !self.paths.insert(path.to_owned()) {
            return None;
        }
        let bytes = match files::read_bytes(path, name) {
            Ok(bytes) => bytes,
            Err(fault) => {
                self.faults.push(fault);
                return None;
            }
        };
        if is_spec(path, name, &bytes) {
            let beside = path.with_file_name("service.json");
            if beside.is_file() {
                let name = shown(&Path::new(name).with_file_name("service.json"));
                self.add_spec(&beside, name);
            }
            self.add_text(bytes, name.to_owned());
            return None;
        }
        if has_importer {
            if let Ok(text) = std::str::from_utf8(&bytes) {
                self.texts.insert(name.to_owned(), text.to_owned());
            }
            return Some(bytes);
        }
        let help = "import it first with `acsgen import`, or turn the feature `import` on";
        self.faults.push(not_a_spec(name, help));
        None
    }

    fn add_spec(&mut self, path: &Path, name: String) {
        if !self.paths.insert(path.to_owned()) {
            return;
        }
        match files::read_bytes(path, &name) {
            Ok(bytes) => self.add_text(bytes, name),
            Err(fault) => self.faults.push(fault),
        }
    }

    fn add_text(&mut self, bytes: Vec<u8>, name: String) {
        match files::text(bytes, &name) {
            Ok(text) => {
                self.texts.insert(name.clone(), text.clone());
                self.files.push(SpecFile::new(name, text));
            }
            Err(fault) => self.faults.push(fault),
        }
    }

    fn import(
        &mut self,
        sources: &[(&str, Vec<u8>)],
        base: &Path,
        settings: &Settings,
        importer: Importer<'_>,
    ) {
        let named = |path: &PathBuf| Input::at(base, &shown(path));
        if let Some(input) = settings.service.as_ref().map(named) {
            self.add_spec(&input.path, input.name);
        }
        let mut corrections = Vec::new();
        for input in settings.corrections.iter().map(named) {
            self.paths.insert(input.path.clone());
            let text = files::read_bytes(&input.path, &input.name)
                .and_then(|bytes| files::text(bytes, &input.name));
            match text {
                Ok(text) => {
                    self.texts.insert(input.name.clone(), text.clone());
                    corrections.push((input.name, text));
                }
                Err(fault) => self.faults.push(fault),
            }
        }
        let service =
            service_of(&self.files).and_then(|file| load::service(&file.name, &file.text).ok());
        for (name, bytes) in sources {
            let source = Source {
                name,
                bytes,
                operations: &settings.operations,
                service: service.as_ref(),
                corrections: &corrections,
            };
            match importer(&source) {
                Ok(made) => {
                    self.remarks.extend(made.remarks);
                    for file in made.files {
                        // A service that was named goes before what a source says of it.
                        if service.is_none() || !is_service(&file) {
                            self.imported.insert(file.name.clone());
                            self.files.push(file);
                        }
                    }
                }
                // Notes are no reason; warnings often are.
                Err(faults) => self.faults.extend(
                    faults
                        .into_iter()
                        .filter(|fault| fault.severity >= Severity::Warning),
                ),
            }
        }
    }
}

/// The fault of a file that [`is_spec`] says is none.
#[must_use]
pub fn not_a_spec(name: &str, help: &str) -> Diagnostic {
    let message = "this is no spec file: it is no JSON object whose `format` begins with `acs-`";
    Diagnostic::new(&codes::NOT_A_SPEC, message, help).in_file(name, 1, 1)
}

/// Whether a file is meant to be a spec. What is broken JSON is judged as one, so that its fault is told.
#[must_use]
pub fn is_spec(path: &Path, name: &str, bytes: &[u8]) -> bool {
    if path.extension().is_none_or(|ending| ending != "json") {
        return false;
    }
    let Ok(text) = std::str::from_utf8(bytes) else {
        return true;
    };
    let Ok(tree) = parse_file(name, text) else {
        return true;
    };
    let says = |tree: &Node| {
        let format = tree.get("format")?.as_str()?;
        Some(format.starts_with("acs-"))
    };
    says(&tree).unwrap_or_else(|| tree.get("parameters").is_some())
}

fn is_service(file: &SpecFile) -> bool {
    let tree = parse_file(&file.name, &file.text).ok();
    let format = tree.as_ref().and_then(|tree| tree.get("format")?.as_str());
    format == Some(service::FORMAT)
}

fn service_of(files: &[SpecFile]) -> Option<&SpecFile> {
    files.iter().find(|file| is_service(file))
}

/// What the lints refuse in the specs of one product version.
fn lint_errors(files: &[SpecFile]) -> Vec<Diagnostic> {
    let service = service_of(files).and_then(|file| load::service(&file.name, &file.text).ok());
    let mut out = Vec::new();
    for file in files {
        out.extend(if is_service(file) {
            lint::file_service(&file.name, &file.text)
        } else {
            lint::file_operation(&file.name, &file.text, service.as_ref())
        });
    }
    out.retain(|diagnostic| diagnostic.severity == Severity::Error);
    out
}
