//! `acsgen sync`: sources into specs and crates, all or nothing.
//!
//! Everything is made in memory first: imports, merges, corrections, specs, crates. Only when nothing stands in the way
//! is anything written: new specs beside the old ones, then the crate by its own swap, then the specs by renaming.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use acs_import::drift::{self, Drift};
use acs_import::merge;
use acs_import::source::Imported;
use acs_spec::lint::{self, strip_prose, strip_service_prose};
use acs_spec::shape::object;
use acs_spec::source::{Correction, SourceKind};
use acs_spec::write::compact;
use acs_spec::{Diagnostic, Json, Operation, Service, Severity, codes, load};
use acsgen_core::input::SpecFile;
use acsgen_core::job::Job;
use acsgen_core::write;

use crate::args::{DriftFormat, Format, Generate, Sync};
use crate::corrections;
use crate::drift::{Home, home, read_source};
use crate::drift_print::{Report, printed, summary, tables};
use crate::generate::{Crate, crate_of, write_one};
use crate::input::{read, shown};
use crate::out::print;
use crate::render::{Sources, report};
use crate::specs;

/// Synchronises, and prints what was written and what has changed.
///
/// # Errors
/// All that stands in the way; nothing was written then.
pub fn sync(args: Sync, sources: &mut Sources) -> Result<(), Vec<Diagnostic>> {
    let wanted = args.options.settings()?.operations;
    let spec_folder = specs::folder(&args.folder).map_err(|fault| vec![fault])?;
    let (home, reads) = read_all(&args, &wanted, sources)?;
    let mut remarks = Vec::new();
    let made = operations(&home, &reads, &wanted, args.drop_stale, &mut remarks)?;
    let service = service(&home, &reads, &mut remarks);
    let files = files(&home, &made, &service)?;
    let new: Vec<SpecFile> = in_job(&files, &spec_folder);
    sources.extend(
        new.iter()
            .map(|file| (file.name.clone(), file.text.clone())),
    );
    let (changelog, dry_run, format) = (args.changelog, args.dry_run, args.format);
    // All operations of the specs stay in the crate, whichever were asked for.
    let generate = Generate {
        sources: Vec::new(),
        folder: args.folder,
        out: args.out,
        check: false,
        format,
        options: args.options.without("operation"),
    };
    let made_crate = crate_of(&generate, &Job::of(new), &spec_folder)?;
    for (name, operation) in &made {
        let file = shown(&home.file(name));
        let lints = lint::operation(operation, Some(&service));
        let worth = lints
            .into_iter()
            .filter(|one| one.severity >= Severity::Warning);
        remarks.extend(worth.map(|one| one.in_file(&file, 0, 0)));
    }
    let drift = drift_of(&home, &reads, &wanted);
    let mut text = String::new();
    let changed: Vec<&(PathBuf, String)> = files
        .iter()
        .filter(|(path, text)| !read(path).is_ok_and(|old| old == *text))
        .collect();
    if dry_run {
        for (path, _) in &changed {
            text.push_str(&said(format, "would write", path));
        }
        if let Some(made) = &made_crate {
            would_write(made, format, &mut text)?;
        }
    } else {
        write_all(
            &changed,
            made_crate.as_ref(),
            &generate,
            &mut text,
            &mut remarks,
        )?;
    }
    // An error row with several readings is refused by the lints until a correction settles it: all are settled by now.
    remarks.retain(|one| {
        one.code != codes::AMBIGUOUS_READING.id || !one.pointer.starts_with("error/")
    });
    report(&remarks, sources, format);
    if changelog {
        text = format!("## Changes\n\n{}.\n{}", summary(&drift), tables(&drift));
    } else {
        let names: Vec<String> = reads.iter().map(|(path, _)| shown(path)).collect();
        let of = Report {
            source: names.join(", "),
            against: "the specs as they were".to_owned(),
            file: home.folder.clone(),
            drift: &drift,
        };
        let format = match format {
            Format::Text => DriftFormat::Text,
            Format::Json => DriftFormat::Json,
            Format::Sarif => DriftFormat::Sarif,
        };
        text.push_str(&printed(&of, format));
    }
    print(&text).map_err(|fault| vec![fault])
}

type Reads = Vec<(PathBuf, Imported)>;

/// Reads every source and finds the one product version that all are about.
fn read_all(
    args: &Sync,
    wanted: &BTreeSet<String>,
    sources: &mut Sources,
) -> Result<(Home, Reads), Vec<Diagnostic>> {
    let mut faults = Vec::new();
    let mut found: Option<Home> = None;
    let mut reads: Reads = Vec::new();
    for source in &args.sources {
        let mut one = |found: &mut Option<Home>| -> Result<Imported, Vec<Diagnostic>> {
            let read = read_source(source, None, wanted, sources)?;
            let home = home(&args.folder, source, &read, sources)?;
            let other = found.get_or_insert(home.clone());
            if other.folder != home.folder {
                let message = format!(
                    "this source is about `{}`, and another is about `{}`",
                    home.folder, other.folder
                );
                let help = "synchronise one product version at a time";
                let fault = Diagnostic::new(&codes::UNKNOWN_OPERATION, message, help);
                return Err(vec![fault.in_file(shown(source), 0, 0)]);
            }
            match read.service {
                Some(_) => Ok(read),
                None => read_source(source, Some(&home.service), wanted, sources),
            }
        };
        match one(&mut found) {
            Ok(read) => reads.push((source.clone(), read)),
            Err(more) => faults.extend(more),
        }
    }
    match found {
        Some(home) if faults.is_empty() => Ok((home, reads)),
        _ => Err(faults),
    }
}

/// The kind of a source.
fn kind(read: &Imported) -> Option<SourceKind> {
    let mut sources = read
        .operations
        .iter()
        .flat_map(|operation| &operation.sources);
    sources.next().map(|source| source.kind)
}

/// Makes each operation anew that has a spec, or was asked for.
fn operations(
    home: &Home,
    reads: &Reads,
    wanted: &BTreeSet<String>,
    drop_stale: bool,
    remarks: &mut Vec<Diagnostic>,
) -> Result<BTreeMap<String, Operation>, Vec<Diagnostic>> {
    let mut parts: BTreeMap<&str, Vec<(&Operation, SourceKind)>> = BTreeMap::new();
    for (path, read) in reads {
        let name = shown(path);
        let of_it = |operation: &&Operation| {
            let has_spec = home.specs.iter().any(|spec| spec.name == operation.name);
            let asked = wanted.is_empty() || wanted.contains(&operation.name);
            asked && (has_spec || wanted.contains(&operation.name) || read.service.is_none())
        };
        let Some(kind) = kind(read) else { continue };
        for operation in read.operations.iter().filter(of_it) {
            parts
                .entry(&operation.name)
                .or_default()
                .push((operation, kind));
        }
        let told = read
            .remarks
            .iter()
            .filter(|one| one.severity >= Severity::Warning);
        remarks.extend(told.map(|one| one.clone().in_file(&name, one.line, one.column)));
    }
    let mut faults = Vec::new();
    let mut out = BTreeMap::new();
    for (name, parts) in parts {
        match operation(home, name, &parts, drop_stale, remarks) {
            Ok(operation) => {
                out.insert(name.to_owned(), operation);
            }
            Err(more) => faults.extend(more),
        }
    }
    if faults.is_empty() {
        Ok(out)
    } else {
        Err(faults)
    }
}

fn operation(
    home: &Home,
    name: &str,
    parts: &[(&Operation, SourceKind)],
    drop_stale: bool,
    remarks: &mut Vec<Diagnostic>,
) -> Result<Operation, Vec<Diagnostic>> {
    let file = shown(&home.file(name));
    let in_file = |fault: Diagnostic| fault.in_file(&file, 0, 0);
    let base = home.specs.iter().find(|spec| spec.name == name);
    let anew: Vec<SourceKind> = parts.iter().map(|(_, kind)| *kind).collect();
    let mut all = match base {
        Some(base) => merge::retained(base, &anew)
            .map_err(|faults| faults.into_iter().map(in_file).collect::<Vec<_>>())?,
        None => Vec::new(),
    };
    all.extend(parts.iter().map(|(operation, _)| (*operation).clone()));
    let Some(merged) = merge::merge(all, base) else {
        return Err(Vec::new());
    };
    remarks.extend(merged.remarks.into_iter().map(in_file));
    let recorded = base.map_or(&[] as &[Correction], |base| base.corrections.as_slice());
    let mut operation =
        corrections::again(&merged.operation, recorded, &file, drop_stale, remarks)?;
    if let Some(base) = base {
        merge::words(&mut operation, base);
    }
    strip_prose(&mut operation);
    Ok(operation)
}

/// What the operations share, as the sources have it.
fn service(home: &Home, reads: &Reads, remarks: &mut Vec<Diagnostic>) -> Service {
    let mut out = home.service.clone();
    for (_, read) in reads {
        let Some(read) = &read.service else { continue };
        let (made, remark) = merge::service(&out, read);
        let place = |one: Diagnostic| one.in_file(shown(&home.service_file), 0, 0);
        remarks.extend(remark.map(place));
        if let Some(mut made) = made {
            strip_service_prose(&mut made);
            out = made;
        }
    }
    out
}

/// The files of the product version as they shall be, the service's first: path and text. Those that no source is about
/// stay as they are.
fn files(
    home: &Home,
    made: &BTreeMap<String, Operation>,
    service: &Service,
) -> Result<Vec<(PathBuf, String)>, Vec<Diagnostic>> {
    let mut out = Vec::new();
    let mut faults = Vec::new();
    if *service == home.service {
        match read(&home.service_file) {
            Ok(text) => out.push((home.service_file.clone(), text)),
            Err(fault) => faults.push(fault),
        }
    } else {
        out.push((home.service_file.clone(), load::to_text(service)));
    }
    let names: BTreeSet<&String> = home
        .specs
        .iter()
        .map(|spec| &spec.name)
        .chain(made.keys())
        .collect();
    for name in names {
        let path = home.file(name);
        match made.get(name) {
            Some(operation) => out.push((path, load::to_text(operation))),
            None => match read(&path) {
                Ok(text) => out.push((path, text)),
                Err(fault) => faults.push(fault),
            },
        }
    }
    if faults.is_empty() {
        Ok(out)
    } else {
        Err(faults)
    }
}

/// The same, named as `acsgen generate` names them, so that the same bytes come out.
fn in_job(files: &[(PathBuf, String)], spec_folder: &Path) -> Vec<SpecFile> {
    let base = spec_folder.parent().unwrap_or(Path::new(""));
    let name = |path: &Path| shown(path.strip_prefix(base).unwrap_or(path));
    files
        .iter()
        .map(|(path, text)| SpecFile::new(name(path), text.clone()))
        .collect()
}

fn drift_of(home: &Home, reads: &Reads, wanted: &BTreeSet<String>) -> Drift {
    let mut out = Drift::default();
    for (_, read) in reads {
        let specs = home.operations(read, wanted);
        let mut one = drift::from_specs(&specs, Some(&home.service), read);
        out.changes.append(&mut one.changes);
        // Corrections that do not apply would have stood in the way.
        out.remarks.append(&mut one.remarks);
    }
    out
}

/// What is done with a file, on a line of its own. A SARIF log holds nothing but the drift.
fn said(format: Format, done: &str, path: &Path) -> String {
    match format {
        Format::Text => format!("{done} {}\n", shown(path)),
        Format::Json => {
            let line = object(vec![(done, Json::text(shown(path)))]);
            format!("{}\n", compact(&line))
        }
        Format::Sarif => String::new(),
    }
}

fn would_write(made: &Crate, format: Format, text: &mut String) -> Result<(), Vec<Diagnostic>> {
    let stale = write::check(made.output.as_map(), &made.folder)?;
    let mut paths: Vec<(&str, &String)> = Vec::new();
    paths.extend(
        stale
            .missing
            .iter()
            .chain(&stale.different)
            .map(|path| ("write", path)),
    );
    paths.extend(stale.extra.iter().map(|path| ("remove", path)));
    paths.sort_by_key(|(_, path)| *path);
    for (verb, path) in paths {
        let path = made.folder.join(path);
        text.push_str(&said(format, &format!("would {verb}"), &path));
    }
    Ok(())
}

/// New specs beside the old, then the crate, then the specs in their places: until the last step begins, a failure leaves
/// everything as it was.
fn write_all(
    changed: &[&(PathBuf, String)],
    made: Option<&Crate>,
    args: &Generate,
    text: &mut String,
    remarks: &mut Vec<Diagnostic>,
) -> Result<(), Vec<Diagnostic>> {
    let beside = |path: &Path| path.with_extension("json.new");
    let failed = |path: &Path, error: &std::io::Error, help: &str| {
        let message = format!("cannot be written: {error}");
        vec![Diagnostic::new(&codes::WRITE_FAILED, message, help).in_file(shown(path), 0, 0)]
    };
    let clean = || {
        for (path, _) in changed {
            // It may not be there yet.
            let _ = std::fs::remove_file(beside(path));
        }
    };
    for (path, text) in changed {
        if let Err(error) = std::fs::write(beside(path), text) {
            clean();
            return Err(failed(
                path,
                &error,
                "check the permissions; nothing was changed",
            ));
        }
    }
    let mut crate_text = String::new();
    if let Some(made) = made
        && let Err(faults) = write_one(made, args.format, &mut crate_text, remarks)
    {
        clean();
        return Err(faults);
    }
    for (path, _) in changed {
        std::fs::rename(beside(path), path).map_err(|error| {
            failed(
                path,
                &error,
                "check the permissions, then run again: the crate is written already",
            )
        })?;
        text.push_str(&said(args.format, "wrote", path));
    }
    text.push_str(&crate_text);
    if let Some(made) = made {
        let stale = write::check(made.output.as_map(), &made.folder)?;
        if !stale.is_fresh() {
            let message =
                "what was written is not what was made: somebody else wrote here at the same time";
            let fault = Diagnostic::new(&codes::STALE_OUTPUT, message, "run again");
            return Err(vec![fault.in_file(shown(&made.folder), 0, 0)]);
        }
    }
    Ok(())
}
