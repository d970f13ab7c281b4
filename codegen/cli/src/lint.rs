//! `acsgen lint`: checks spec files, and rewrites them in canonical form when asked.

use std::path::{Path, PathBuf};

use acs_spec::diag::Severity;
use acs_spec::shape::object;
use acs_spec::write::compact;
use acs_spec::{Diagnostic, Json, Service, codes, lint, load};

use acsgen_core::files::{Version, versions};
use acsgen_core::job::{is_spec, not_a_spec};

use crate::args::{Format, Lint, SpecFolder};
use crate::input::{read, shown};
use crate::render::Sources;
use crate::sarif;
use crate::specs;

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
    let mut forgotten = Vec::new();
    let groups = if args.files.is_empty() {
        let folder = specs::folder(&args.folder).map_err(|fault| vec![fault])?;
        forgotten = specs::forgotten(&folder);
        versions(&folder)
            .into_iter()
            .map(|version| Group {
                version,
                service_named: true,
            })
            .collect()
    } else {
        grouped(&args.files)?
    };
    let mut out = Linted {
        diagnostics: forgotten,
        files: 0,
        fixed: Vec::new(),
    };
    for Group {
        version,
        service_named,
    } in groups
    {
        // A service that is named only as a neighbour of the files in question is read, and its own faults are told with it.
        let service = if version.service_file.is_file() {
            one_service(
                &version.service_file,
                service_named,
                args.fix,
                sources,
                &mut out,
            )
        } else {
            None
        };
        for file in &version.operation_files {
            one_operation(file, service.as_ref(), args.fix, sources, &mut out);
        }
    }
    Ok(out)
}

/// What a lint run says on standard output.
pub fn printed(linted: &Linted, refused: bool, format: Format, sources: &Sources) -> String {
    match format {
        Format::Sarif => sarif::of_diagnostics(&linted.diagnostics, sources),
        Format::Json => {
            let line = object(vec![
                ("refused", Json::Bool(refused)),
                ("files", Json::Number(linted.files.to_string())),
                (
                    "rewritten",
                    Json::Array(linted.fixed.iter().map(Json::text).collect()),
                ),
            ]);
            format!("{}\n", compact(&line))
        }
        Format::Text => {
            let mut out: String = linted
                .fixed
                .iter()
                .map(|file| format!("rewrote {file}\n"))
                .collect();
            let verdict = if refused { "refused" } else { "passed" };
            let many = if linted.files == 1 { "" } else { "s" };
            out.push_str(&format!("{} file{many} linted: {verdict}\n", linted.files));
            out
        }
    }
}

/// True when these refuse.
pub fn refuses(diagnostics: &[Diagnostic], deny_warnings: bool) -> bool {
    let limit = if deny_warnings {
        Severity::Warning
    } else {
        Severity::Error
    };
    diagnostics
        .iter()
        .any(|diagnostic| diagnostic.severity >= limit)
}

/// What is to be looked at in one folder.
struct Group {
    version: Version,
    /// The service itself is to be linted, not only read for its operations' sake.
    service_named: bool,
}

fn grouped(paths: &[PathBuf]) -> Result<Vec<Group>, Vec<Diagnostic>> {
    let mut out: Vec<Group> = Vec::new();
    for path in paths {
        if path.is_dir() {
            let folder = specs::folder(&SpecFolder {
                spec: Some(path.clone()),
            })
            .map_err(|fault| vec![fault])?;
            versions(&folder)
                .into_iter()
                .for_each(|version| add(&mut out, version, true));
            continue;
        }
        let service_file = path.with_file_name("service.json");
        let service_named = *path == service_file;
        let operation_files = if service_named {
            Vec::new()
        } else {
            vec![path.clone()]
        };
        add(
            &mut out,
            Version {
                service_file,
                operation_files,
            },
            service_named,
        );
    }
    Ok(out)
}

/// Adds files to those of the same folder, each once.
fn add(out: &mut Vec<Group>, version: Version, service_named: bool) {
    match out
        .iter_mut()
        .find(|group| group.version.service_file == version.service_file)
    {
        Some(group) => {
            group.service_named |= service_named;
            let files = &mut group.version.operation_files;
            version.operation_files.into_iter().for_each(|file| {
                if !files.contains(&file) {
                    files.push(file);
                }
            });
        }
        None => out.push(Group {
            version,
            service_named,
        }),
    }
}

fn one_service(
    file: &Path,
    named: bool,
    fix: bool,
    sources: &mut Sources,
    out: &mut Linted,
) -> Option<Service> {
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

fn one_operation(
    file: &Path,
    service: Option<&Service>,
    fix: bool,
    sources: &mut Sources,
    out: &mut Linted,
) {
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
    if !is_spec(file, &name, text.as_bytes()) {
        let help = "name a spec file; `acsgen import SOURCE --no-prose` makes one of a page or an api-docs.json";
        out.diagnostics.push(not_a_spec(&name, help));
        return;
    }
    if fix && let Ok(mut operation) = load::operation(&name, &text) {
        lint::strip_prose(&mut operation);
        rewrite(file, &text, &load::to_text(&operation), fix, sources, out);
    }
    let text = sources.get(&name).cloned().unwrap_or(text);
    out.diagnostics
        .extend(lint::file_operation(&name, &text, service));
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
                Diagnostic::new(
                    &codes::WRITE_FAILED,
                    format!("cannot be written: {error}"),
                    help,
                )
                .in_file(name, 0, 0),
            );
        }
    }
}
