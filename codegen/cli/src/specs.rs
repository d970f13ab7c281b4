//! Finding specs: the folder, its product versions, and one operation by name.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use acs_spec::codes;
use acs_spec::diag::{Diagnostic, brief};
use acs_spec::{Operation, Service, load};
use acsgen_core::files::versions;

use crate::args::SpecFolder;
use crate::input::{read, shown};
use crate::mend::names_help;
use crate::render::Sources;

/// The folder that specs are in.
///
/// # Errors
/// No `spec/` stands upwards from here, or the folder given is none.
pub fn folder(given: &SpecFolder) -> Result<PathBuf, Diagnostic> {
    let none = |message: String| {
        Diagnostic::new(
            &codes::NO_SPEC_FOLDER,
            message,
            "name the folder with `--spec DIR`, or run from inside a checkout",
        )
    };
    if let Some(folder) = &given.spec {
        if !folder.is_dir() {
            return Err(none(format!("`{}` is no folder", shown(folder))));
        }
        if versions(folder).is_empty() {
            // Passing over nothing would look like success.
            return Err(none(format!(
                "`{}` holds no `service.json`, nor do the folders two levels down",
                shown(folder)
            )));
        }
        return named(folder).map_err(|error| none(format!("`{}`: {error}", shown(folder))));
    }
    let here = std::env::current_dir()
        .map_err(|error| none(format!("the current folder is unknown: {error}")))?;
    for (ups, folder) in here.ancestors().enumerate() {
        let candidate = folder.join("spec");
        if candidate.is_dir() && !versions(&candidate).is_empty() {
            // Relative, so that nothing printed depends on where the checkout stands.
            let relative: PathBuf = std::iter::repeat_n("..", ups).chain(["spec"]).collect();
            return Ok(relative);
        }
    }
    Err(none(
        "no folder `spec/` with a `service.json` in it stands upwards from the current folder"
            .into(),
    ))
}

/// Specs that lie in the folder and would be passed over: an operation without its service is of no product version.
pub fn forgotten(folder: &Path) -> Vec<Diagnostic> {
    let fault = |file: std::path::PathBuf| {
        let message = "no `service.json` lies beside this spec, so that nothing is made of it";
        let help = "write one there; the least is {\"format\": \"acs-service/1\", \"product\": \"…\", \"version\": \"…\", \
                    \"common\": {\"style\": \"unstated\", \"schemes\": \"unstated\", \"methods\": \"unstated\", \"path\": \
                    \"unstated\", \"location\": \"unstated\"}, \"endpoints\": {}}";
        Diagnostic::new(&codes::NO_SERVICE, message, help).in_file(shown(&file), 1, 1)
    };
    let files = acsgen_core::files::without_service(folder);
    files.into_iter().map(fault).collect()
}

/// The folder by a path that ends in its name: files are named from its parent on, and `.` has none to speak of.
fn named(folder: &Path) -> std::io::Result<PathBuf> {
    if folder.file_name().is_some() {
        Ok(folder.to_owned())
    } else {
        folder.canonicalize()
    }
}

/// Reads a service's file, and keeps its text for diagnostics.
///
/// # Errors
/// All faults of the file.
pub fn service(path: &Path, sources: &mut Sources) -> Result<Service, Vec<Diagnostic>> {
    let text = read(path).map_err(|fault| vec![fault])?;
    let out = load::service(&shown(path), &text);
    sources.insert(shown(path), text);
    out
}

/// Reads an operation's file, and keeps its text for diagnostics.
///
/// # Errors
/// All faults of the file.
pub fn operation(path: &Path, sources: &mut Sources) -> Result<Operation, Vec<Diagnostic>> {
    let text = read(path).map_err(|fault| vec![fault])?;
    let out = load::operation(&shown(path), &text);
    sources.insert(shown(path), text);
    out
}

/// One operation with its service, by `Name`, `product/version/Name`, or the path of its file.
///
/// # Errors
/// No such operation, several of that name, or the faults of its files.
pub fn find(
    given: &SpecFolder,
    wanted: &str,
    sources: &mut Sources,
) -> Result<(Operation, Option<Service>), Vec<Diagnostic>> {
    let path = Path::new(wanted);
    if path.extension().is_some_and(|e| e == "json") {
        let beside = path.with_file_name("service.json");
        let service = if beside.is_file() {
            Some(service(&beside, sources)?)
        } else {
            None
        };
        return Ok((operation(path, sources)?, service));
    }
    let folder = folder(given).map_err(|fault| vec![fault])?;
    let mut known: BTreeMap<String, (PathBuf, PathBuf)> = BTreeMap::new();
    for version in versions(&folder) {
        for file in version.operation_files {
            let name = file.with_extension("");
            let name = name.strip_prefix(&folder).unwrap_or(&name);
            known.insert(shown(name), (file.clone(), version.service_file.clone()));
        }
    }
    let matching: Vec<&String> = known
        .keys()
        .filter(|name| *name == wanted || name.ends_with(&format!("/{wanted}")))
        .collect();
    match matching.as_slice() {
        [name] => {
            let Some((file, service_file)) = known.get(*name) else {
                return Err(Vec::new());
            };
            // Both files' faults are told at once.
            match (operation(file, sources), service(service_file, sources)) {
                (Ok(operation), Ok(service)) => Ok((operation, Some(service))),
                (operation, service) => Err([operation.err(), service.err()]
                    .into_iter()
                    .flatten()
                    .flatten()
                    .collect()),
            }
        }
        [] => {
            let names: Vec<&str> = known
                .keys()
                .filter_map(|name| name.rsplit('/').next())
                .collect();
            let help = names_help(wanted, &names);
            let message = format!(
                "no spec of an operation `{}` in `{}`",
                brief(wanted),
                shown(&folder)
            );
            Err(vec![Diagnostic::new(
                &codes::UNKNOWN_OPERATION,
                message,
                help,
            )])
        }
        several => {
            let names = several
                .iter()
                .map(|name| format!("`{name}`"))
                .collect::<Vec<_>>()
                .join(", ");
            let message = format!("several specs of an operation `{wanted}`: {names}");
            Err(vec![Diagnostic::new(
                &codes::UNKNOWN_OPERATION,
                message,
                "write product/version/name",
            )])
        }
    }
}
