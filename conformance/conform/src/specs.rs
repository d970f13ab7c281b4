//! Finds the spec of each operation of a crate.

use std::path::{Path, PathBuf};

use acs_spec::shape::nearest;
use acs_spec::{Service, load};
use acsgen_core::files::{loose, shown, versions};

use crate::target::{Spec, Target};
use crate::trouble::Trouble;

/// The specs of a crate's operations, in the order of its table: all, or those of these names.
///
/// # Errors
/// No spec folder, files that cannot be read or are no specs, operations without a spec, names that the crate does not
/// have: all of them.
pub(crate) fn of(
    target: &Target,
    given: Option<&Path>,
    names: &[String],
) -> Result<Vec<Spec>, Trouble> {
    let known: Vec<&str> = target.table.iter().map(|entry| entry.info.name).collect();
    let mut trouble: Option<Trouble> = None;
    let mut add = |more: Trouble| {
        trouble = Some(match trouble.take() {
            Some(trouble) => trouble.and(more),
            None => more,
        });
    };
    for name in names.iter().filter(|name| !known.contains(&name.as_str())) {
        let near = nearest(name, &known);
        let near = near.map_or_else(
            || format!("it has {}", known.join(", ")),
            |near| format!("did you mean `{near}`?"),
        );
        add(Trouble::new(format!(
            "{} has no operation `{name}`; {near}",
            target.name
        )));
    }
    let folder = folder(given.or(target.specs.as_deref()))?;
    let read = read(&folder)?;
    let mut out = Vec::new();
    for entry in target.table {
        let info = entry.info;
        if !names.is_empty() && !names.iter().any(|name| name == info.name) {
            continue;
        }
        let fits = |spec: &&Spec| {
            let same = |stated: Option<&str>, read: Option<&String>| {
                stated.is_none() || read.is_none() || stated == read.map(String::as_str)
            };
            spec.operation.name == info.name
                && same(info.product, spec.operation.product.get())
                && same(info.version, spec.operation.version.get())
        };
        match read.iter().find(fits) {
            Some(spec) => out.push(spec.clone()),
            None => add(Trouble::new(format!(
                "no spec of the operation `{}` is in `{}`; name the folder with `--specs DIR`",
                info.name,
                shown(&folder)
            ))),
        }
    }
    match trouble {
        Some(trouble) => Err(trouble),
        None => Ok(out),
    }
}

/// Every spec of a folder, or those of these names: for a server that has them, whatever crate there is. Without a
/// folder, of the first `spec/` upwards from the current one.
///
/// # Errors
/// No folder, files that cannot be read or are no specs, names without a spec: all of them.
pub fn all(folder: Option<&Path>, names: &[String]) -> Result<Vec<Spec>, Trouble> {
    let folder = self::folder(folder)?;
    let mut read = read(&folder)?;
    let known: Vec<&str> = read
        .iter()
        .map(|spec| spec.operation.name.as_str())
        .collect();
    let missing = names.iter().filter(|name| !known.contains(&name.as_str()));
    let missing: Vec<String> = missing
        .map(|name| {
            format!(
                "no spec of the operation `{name}` is in `{}`",
                shown(&folder)
            )
        })
        .collect();
    if !missing.is_empty() {
        return Err(Trouble::new(missing.join("\n")));
    }
    read.retain(|spec| names.is_empty() || names.contains(&spec.operation.name));
    Ok(read)
}

/// The folder given, or the first `spec/` upwards that holds a product version.
fn folder(given: Option<&Path>) -> Result<PathBuf, Trouble> {
    if let Some(folder) = given {
        return match folder.is_dir() {
            true => Ok(folder.to_owned()),
            false => Err(Trouble::file(folder, &"is no folder with specs")),
        };
    }
    let here = std::env::current_dir()
        .map_err(|error| Trouble::new(format!("the current folder is unknown: {error}")))?;
    let found = here.ancestors().enumerate().find(|(_, folder)| {
        let spec = folder.join("spec");
        spec.is_dir() && !versions(&spec).is_empty()
    });
    match found {
        Some((ups, _)) => Ok(std::iter::repeat_n("..", ups).chain(["spec"]).collect()),
        None => Err(Trouble::new(
            "no folder `spec/` with a `service.json` in it stands upwards from the current folder; name one with `--specs DIR`",
        )),
    }
}

/// Everything in a folder. All faults of all files at once.
fn read(folder: &Path) -> Result<Vec<Spec>, Trouble> {
    let own = match folder.file_name() {
        Some(name) => Some(name.to_owned()),
        None => folder
            .canonicalize()
            .ok()
            .and_then(|full| full.file_name().map(ToOwned::to_owned)),
    };
    let own = own.map_or_else(|| "spec".to_owned(), |own| shown(Path::new(&own)));
    let mut groups: Vec<(Option<PathBuf>, Vec<PathBuf>)> = versions(folder)
        .into_iter()
        .map(|version| (Some(version.service_file), version.operation_files))
        .collect();
    if groups.is_empty() {
        groups.push((None, loose(folder)));
    }
    let mut out = Vec::new();
    let mut trouble: Option<Trouble> = None;
    for (service_file, operation_files) in groups {
        let service = service_file.map(|file| load(&file, load::service));
        let service: Option<Service> = match service.transpose() {
            Ok(service) => service,
            Err(more) => {
                trouble = Some(join(trouble, more));
                None
            }
        };
        for file in operation_files {
            match load(&file, load::operation) {
                Ok(operation) => {
                    let inner = file.parent().and_then(|at| at.strip_prefix(folder).ok());
                    let inner = inner.map(shown).filter(|inner| !inner.is_empty());
                    out.push(Spec {
                        folder: match inner {
                            Some(inner) => format!("{own}/{inner}/"),
                            None => format!("{own}/"),
                        },
                        file: file
                            .file_name()
                            .map(|name| shown(Path::new(name)))
                            .unwrap_or_default(),
                        operation,
                        service: service.clone(),
                    });
                }
                Err(more) => trouble = Some(join(trouble, more)),
            }
        }
    }
    match trouble {
        Some(trouble) => Err(trouble),
        None => Ok(out),
    }
}

fn join(trouble: Option<Trouble>, more: Trouble) -> Trouble {
    match trouble {
        Some(trouble) => trouble.and(more),
        None => more,
    }
}

type Loader<T> = fn(&str, &str) -> Result<T, Vec<acs_spec::Diagnostic>>;

fn load<T>(file: &Path, read: Loader<T>) -> Result<T, Trouble> {
    let (text, name) = crate::output::read(file)?;
    Ok(read(&name, &text)?)
}
