//! `acsgen drift`: what has changed in a source since the checked-in specs, or since another source.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use acs_import::drift::{self, Drift};
use acs_import::source::{self, Imported};
use acs_spec::{Diagnostic, Operation, Service, codes};
use acsgen_core::files::{Version, versions};

use crate::args::{Drift as Args, SpecFolder};
use crate::drift_print::{Report, printed};
use crate::input::{read_bytes, shown};
use crate::mend::names_help;
use crate::out::print;
use crate::render::Sources;
use crate::specs;

/// Changes that callers need not care for.
pub const COMPATIBLE: u8 = 10;

/// Changes that break some caller.
pub const BREAKING: u8 = 20;

/// Compares, prints, and gives the exit code.
///
/// # Errors
/// A source or spec that cannot be read, or a source of which there is no spec.
pub fn drift(args: &Args, sources: &mut Sources) -> Result<u8, Vec<Diagnostic>> {
    let wanted: BTreeSet<String> = args.operations.iter().cloned().collect();
    let (found, against, file) = match &args.against {
        Some(other) => {
            let service = only_service(&args.folder, sources);
            let before = read_source(other, service.as_ref(), &wanted, sources)?;
            let after = read_source(&args.source, service.as_ref(), &wanted, sources)?;
            (drift::between(&before, &after), shown(other), shown(other))
        }
        None => {
            let read = read_source(&args.source, None, &wanted, sources)?;
            let home = home(&args.folder, &args.source, &read, sources)?;
            let read = match &read.service {
                Some(_) => read,
                None => read_source(&args.source, Some(&home.service), &wanted, sources)?,
            };
            let specs: Vec<Operation> = home.operations(&read, &wanted);
            let found = drift::from_specs(&specs, Some(&home.service), &read);
            (found, "the specs".to_owned(), home.folder)
        }
    };
    let code = exit_code(&found);
    let report = Report {
        source: shown(&args.source),
        against,
        file,
        drift: &found,
    };
    print(&printed(&report, args.format)).map_err(|fault| vec![fault])?;
    Ok(code)
}

/// 0: nothing changed; 10: nothing that breaks anybody; 20: something does.
pub fn exit_code(drift: &Drift) -> u8 {
    match drift.effect() {
        None => 0,
        Some(effect) if effect.is_breaking() => BREAKING,
        Some(_) => COMPATIBLE,
    }
}

/// Reads a source of any kind.
///
/// # Errors
/// All faults that stand in the way.
pub fn read_source(
    path: &Path,
    service: Option<&Service>,
    operations: &BTreeSet<String>,
    sources: &mut Sources,
) -> Result<Imported, Vec<Diagnostic>> {
    let name = shown(path);
    let bytes = read_bytes(path).map_err(|fault| vec![fault])?;
    if let Ok(text) = std::str::from_utf8(&bytes) {
        sources.insert(name.clone(), text.to_owned());
    }
    let options = source::Options {
        service,
        operations: operations.clone(),
    };
    source::import(&name, &bytes, &options)
}

/// The service of the spec folder, where there is just one: it supplies what pages do not name.
fn only_service(folder: &SpecFolder, sources: &mut Sources) -> Option<Service> {
    let folder = specs::folder(folder).ok()?;
    match versions(&folder).as_slice() {
        [version] => specs::service(&version.service_file, sources).ok(),
        _ => None,
    }
}

/// The product version that a source is about.
#[derive(Debug, Clone)]
pub struct Home {
    /// Its service.
    pub service: Service,
    /// The service's file.
    pub service_file: PathBuf,
    /// Its folder, as printed.
    pub folder: String,
    /// Its specs.
    pub specs: Vec<Operation>,
}

impl Home {
    /// Where the spec of an operation is, or goes.
    #[must_use]
    pub fn file(&self, operation: &str) -> PathBuf {
        self.service_file
            .with_file_name(format!("{operation}.json"))
    }

    /// The specs that a source is compared with: of a page its own, else all, unless some were asked for.
    #[must_use]
    pub fn operations(&self, read: &Imported, wanted: &BTreeSet<String>) -> Vec<Operation> {
        let is_asked = |spec: &&Operation| {
            let on_page = || read.operations.iter().any(|one| one.name == spec.name);
            (wanted.is_empty() || wanted.contains(&spec.name))
                && (read.service.is_some() || on_page())
        };
        self.specs.iter().filter(is_asked).cloned().collect()
    }
}

/// Finds the product version: by product and version where the source names them, else by the operation.
///
/// # Errors
/// No such spec, several of them, or faults in their files.
pub fn home(
    folder: &SpecFolder,
    source: &Path,
    read: &Imported,
    sources: &mut Sources,
) -> Result<Home, Vec<Diagnostic>> {
    let folder = specs::folder(folder).map_err(|fault| vec![fault])?;
    let mut fitting: Vec<(Version, Service)> = Vec::new();
    let mut known: Vec<String> = Vec::new();
    for version in versions(&folder) {
        let service = specs::service(&version.service_file, sources)?;
        let names: Vec<String> = version
            .operation_files
            .iter()
            .filter_map(|file| stem(file))
            .collect();
        let fits = match &read.service {
            Some(read) => read.product == service.product && read.version == service.version,
            None => read.operations.iter().any(|one| names.contains(&one.name)),
        };
        if fits {
            fitting.push((version, service));
        } else if read.service.is_some() {
            known.push(format!("{} {}", service.product, service.version));
        } else {
            known.extend(names);
        }
    }
    let (version, service) = match (fitting.pop(), fitting.is_empty()) {
        (Some(one), true) => one,
        (Some(_), false) => {
            let message = "several product versions have a spec of this operation";
            let help = "name the folder of one with `--spec`";
            return Err(vec![Diagnostic::new(
                &codes::UNKNOWN_OPERATION,
                message,
                help,
            )]);
        }
        (None, _) => return Err(vec![unknown(source, read, &known)]),
    };
    let mut specs = Vec::new();
    let mut faults = Vec::new();
    for file in &version.operation_files {
        match specs::operation(file, sources) {
            Ok(operation) => specs.push(operation),
            Err(more) => faults.extend(more),
        }
    }
    if !faults.is_empty() {
        return Err(faults);
    }
    let folder = version.service_file.parent().map(shown).unwrap_or_default();
    Ok(Home {
        service,
        service_file: version.service_file,
        folder,
        specs,
    })
}

fn stem(file: &Path) -> Option<String> {
    Some(file.file_stem()?.to_string_lossy().into_owned())
}

fn unknown(source: &Path, read: &Imported, known: &[String]) -> Diagnostic {
    let what = match (&read.service, read.operations.first()) {
        (Some(service), _) => format!("{} {}", service.product, service.version),
        (None, Some(operation)) => operation.name.clone(),
        (None, None) => String::new(),
    };
    let names: Vec<&str> = known.iter().map(String::as_str).collect();
    let help = format!(
        "{}; or compare it with another source by `--against`",
        names_help(&what, &names)
    );
    let message = format!("the source is about `{what}`, of which there is no spec");
    Diagnostic::new(&codes::UNKNOWN_OPERATION, message, help).in_file(shown(source), 0, 0)
}
