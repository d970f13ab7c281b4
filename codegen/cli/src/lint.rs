//! `acsgen lint`: checks spec files, and rewrites them in canonical form when asked.

use std::path::{Path, PathBuf};

use acs_spec::diag::Severity;
use acs_spec::{Diagnostic, Service, codes, lint, load};

use crate::args::Lint;
use crate::input::{read, shown};
use crate::render::Sources;
use crate::specs::{self, Version};

/// What a lint run found.
pub struct Linted {
    /// The diagnostics, file by file.
    pub diagnostics: Vec<Diagnostic>,
    /// Files looked at.
    pub files: usize,
    /// Files rewritten.
    pub fixed: Vec<String>,
}

/// Lints the files named, or all of the spec folder.
///
/// # Errors
/// There is no spec folder.
pub fn lint(args: &Lint, sources: &mut Sources) -> Result<Linted, Vec<Diagnostic>> {
    let versions = if args.files.is_empty() {
        let folder = specs::folder(&args.folder).map_err(|fault| vec![fault])?;
        specs::versions(&folder)
    } else {
        grouped(&args.files)
    };
    let mut out = Linted { diagnostics: Vec::new(), files: 0, fixed: Vec::new() };
    for version in versions {
        // A service that is named only as a neighbour of the files in question is read, and its own faults are told with it.
        let service = if version.service_file.is_file() {
            let named = args.files.is_empty() || args.files.contains(&version.service_file);
            one_service(&version.service_file, named, args.fix, sources, &mut out)
        } else {
            None
        };
        for file in &version.operation_files {
            one_operation(file, service.as_ref(), args.fix, sources, &mut out);
        }
    }
    Ok(out)
}

/// True when these refuse.
pub fn refuses(diagnostics: &[Diagnostic], deny_warnings: bool) -> bool {
    let limit = if deny_warnings { Severity::Warning } else { Severity::Error };
    diagnostics.iter().any(|diagnostic| diagnostic.severity >= limit)
}

fn grouped(files: &[PathBuf]) -> Vec<Version> {
    let mut out: Vec<Version> = Vec::new();
    for file in files {
        let service_file = file.with_file_name("service.json");
        let is_service = *file == service_file;
        let operation_files = if is_service { Vec::new() } else { vec![file.clone()] };
        match out.iter_mut().find(|version| version.service_file == service_file) {
            Some(version) => version.operation_files.extend(operation_files),
            None => out.push(Version { service_file, operation_files }),
        }
    }
    out
}

fn one_service(file: &Path, named: bool, fix: bool, sources: &mut Sources, out: &mut Linted) -> Option<Service> {
    let name = shown(file);
    let text = match read(file) {
        Ok(text) => text,
        Err(fault) => {
            out.diagnostics.push(fault);
            return None;
        }
    };
    sources.insert(name.clone(), text.clone());
    match load::service(&name, &text) {
        Ok(service) => {
            if named {
                out.files += 1;
                rewrite(file, &text, &load::to_text(&service), fix, sources, out);
                let text = sources.get(&name).cloned().unwrap_or(text);
                out.diagnostics.extend(lint::file_service(&name, &text));
            }
            Some(service)
        }
        Err(faults) => {
            out.diagnostics.extend(faults);
            None
        }
    }
}

fn one_operation(file: &Path, service: Option<&Service>, fix: bool, sources: &mut Sources, out: &mut Linted) {
    out.files += 1;
    let name = shown(file);
    let text = match read(file) {
        Ok(text) => text,
        Err(fault) => {
            out.diagnostics.push(fault);
            return;
        }
    };
    sources.insert(name.clone(), text.clone());
    if fix && let Ok(mut operation) = load::operation(&name, &text) {
        lint::strip_prose(&mut operation);
        rewrite(file, &text, &load::to_text(&operation), fix, sources, out);
    }
    let text = sources.get(&name).cloned().unwrap_or(text);
    out.diagnostics.extend(lint::file_operation(&name, &text, service));
}

fn rewrite(file: &Path, old: &str, new: &str, fix: bool, sources: &mut Sources, out: &mut Linted) {
    if !fix || old == new {
        return;
    }
    let name = shown(file);
    // Beside, then renamed: a reader never sees half a file.
    let beside = file.with_extension("json.new");
    let written = std::fs::write(&beside, new).and_then(|()| std::fs::rename(&beside, file));
    match written {
        Ok(()) => {
            sources.insert(name.clone(), new.to_owned());
            out.fixed.push(name);
        }
        Err(error) => {
            let _ = std::fs::remove_file(&beside);
            let help = "check the permissions; the file is as it was";
            out.diagnostics.push(
                Diagnostic::new(&codes::WRITE_FAILED, format!("cannot be written: {error}"), help).in_file(name, 0, 0),
            );
        }
    }
}
