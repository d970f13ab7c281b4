//! `acsgen generate`: writes the crates of all specs, or checks that they are what the specs give.

use std::path::{Component, Path, PathBuf};
use std::time::Instant;

use acs_import::settle::specs_of;
use acs_spec::diag::brief;
use acs_spec::shape::object;
use acs_spec::write::compact;
use acs_spec::{Diagnostic, Json, codes};
use acsgen_core::files::{Version, versions};
use acsgen_core::job::{Input, Job, Source, Sourced};
use acsgen_core::options::pointer;
use acsgen_core::output::Output;
use acsgen_core::settings::Runtime;
use acsgen_core::{Settings, write};

use crate::args::{Format, Generate};
use crate::input::shown;
use crate::mend::{generate_command, names_help};
use crate::out::print;
use crate::render::{Sources, report};
use crate::sarif;
use crate::specs;

/// One crate to be.
pub struct Crate {
    /// Its folder.
    pub folder: PathBuf,
    /// Its files.
    pub output: Output,
}

/// Generates and writes, or checks, and prints what was done, as far as it went.
///
/// # Errors
/// All faults of specs and settings, files that cannot be written, or, when checking, files that are stale.
pub fn generate(args: &Generate, sources: &mut Sources) -> Result<(), Vec<Diagnostic>> {
    let started = Instant::now();
    let settings = args.options.settings()?;
    let from_folder = args.sources.is_empty();
    let mut faults = Vec::new();
    let beside = if from_folder {
        let spec = specs::folder(&args.folder).map_err(|fault| vec![fault])?;
        faults.extend(specs::forgotten(&spec));
        spec.parent()
            .map_or_else(|| PathBuf::from("."), Path::to_path_buf)
    } else {
        PathBuf::new()
    };
    let place = place(args, &settings, &beside);

    // Everything is generated before anything is written.
    let mut crates: Vec<Crate> = Vec::new();
    let mut remarks = Vec::new();
    for job in jobs(args, &settings)? {
        sources.extend(job.texts().clone());
        remarks.extend_from_slice(job.remarks());
        match one(args, &settings, &job, &place) {
            Ok(Some(made)) => match crates.iter().find(|other| other.folder == made.folder) {
                Some(_) => faults.push(Diagnostic::new(
                    &codes::NAME_COLLISION,
                    format!(
                        "two product versions become the same crate `{}`",
                        shown(&made.folder)
                    ),
                    "give one of the two a `crate_name` in its service.json",
                )),
                None => crates.push(made),
            },
            Ok(None) => {}
            Err(more) => faults.extend(more),
        }
    }
    if from_folder {
        faults.extend(unknown_operations(&settings, sources));
    }
    if !faults.is_empty() {
        return Err(faults);
    }
    let mut text = String::new();
    let mut notes = remarks;
    let outcome = if args.check {
        check(&crates, args, &mut text)
    } else {
        crates
            .iter()
            .try_for_each(|made| write_one(made, args.format, &mut text, &mut notes))
    };
    let outcome = match outcome {
        Ok(()) if args.format == Format::Sarif => {
            text.push_str(&sarif::of_diagnostics(&notes, sources));
            Ok(())
        }
        Ok(()) => {
            report(&notes, sources, args.format);
            Ok(())
        }
        // All together: a SARIF log is one document.
        Err(faults) => Err(notes.into_iter().chain(faults).collect()),
    };
    if outcome.is_ok() && args.format == Format::Text {
        let verb = if args.check { "checked" } else { "generated" };
        let many = if crates.len() == 1 { "" } else { "s" };
        let seconds = started.elapsed().as_secs_f64();
        text.push_str(&format!(
            "{verb} {} crate{many} in {seconds:.2} s\n",
            crates.len()
        ));
    }
    // What was written before a fault has been written all the same.
    let printed = print(&text).map_err(|fault| vec![fault]);
    outcome.and(printed)
}

/// A filter that names what no spec has would otherwise leave something out without a word.
fn unknown_operations(settings: &Settings, sources: &Sources) -> Vec<Diagnostic> {
    let names: Vec<&str> = sources
        .keys()
        .filter_map(|file| file.rsplit('/').next()?.strip_suffix(".json"))
        .filter(|name| *name != "service")
        .collect();
    let unknown = settings
        .operations
        .iter()
        .filter(|name| !names.contains(&name.as_str()));
    let fault = |name: &String| {
        let message = format!(
            "no spec of an operation `{}`, which `--operation` names",
            brief(name)
        );
        Diagnostic::new(
            &codes::OVERRIDE_UNMATCHED,
            message,
            names_help(name, &names),
        )
        .at(pointer("operation", name))
    };
    unknown.map(fault).collect()
}

/// The crate of specs that are at hand and not yet on disk. `spec`: the spec folder.
///
/// # Errors
/// As [`generate`], and none of its writing.
pub fn crate_of(args: &Generate, job: &Job, spec: &Path) -> Result<Option<Crate>, Vec<Diagnostic>> {
    let settings = args.options.settings()?;
    let beside = spec
        .parent()
        .map_or_else(|| PathBuf::from("."), Path::to_path_buf);
    one(args, &settings, job, &place(args, &settings, &beside))
}

fn place(args: &Generate, settings: &Settings, beside: &Path) -> Place {
    Place {
        out: args.out.clone().unwrap_or_else(|| beside.join("generated")),
        runtime: match &settings.runtime {
            Runtime::Path(path) if args.options.has("runtime-path") => PathBuf::from(path),
            _ => beside.join("codegen/runtime"),
        },
    }
}

/// Where things go, as seen from the current folder.
struct Place {
    out: PathBuf,
    runtime: PathBuf,
}

/// What becomes a crate each: the sources that were named, or each product version of the spec folder.
fn jobs(args: &Generate, settings: &Settings) -> Result<Vec<Job>, Vec<Diagnostic>> {
    if !args.sources.is_empty() {
        let here = std::env::current_dir().map_err(|error| {
            let message = format!("the current folder is unknown: {error}");
            let help = "run from a folder that exists";
            vec![Diagnostic::new(&codes::UNREADABLE, message, help)]
        })?;
        let inputs: Vec<Input> = args
            .sources
            .iter()
            .map(|source| Input::at(&here, &shown(source)))
            .collect();
        return Ok(vec![Job::read(&inputs, &here, settings, Some(&imported))]);
    }
    let spec = specs::folder(&args.folder).map_err(|fault| vec![fault])?;
    // Files are named from the spec folder's parent on, so that emitted headers do not depend on where the run began.
    let base = spec.parent().unwrap_or(Path::new(""));
    let job = |version: Version| {
        let path = version
            .service_file
            .parent()
            .unwrap_or(Path::new(""))
            .to_owned();
        let name = shown(path.strip_prefix(base).unwrap_or(&path));
        Job::read(&[Input { path, name }], base, settings, None)
    };
    Ok(versions(&spec).into_iter().map(job).collect())
}

/// Reads a documentation page or an api-docs.json.
fn imported(source: &Source<'_>) -> Result<Sourced, Vec<Diagnostic>> {
    let options = acs_import::source::Options {
        service: source.service,
        operations: source.operations.clone(),
    };
    let (specs, remarks) = specs_of(source.name, source.bytes, &options, source.corrections)?;
    Ok(Sourced::new(specs, remarks))
}

fn one(
    args: &Generate,
    settings: &Settings,
    job: &Job,
    place: &Place,
) -> Result<Option<Crate>, Vec<Diagnostic>> {
    let mut settings = settings.clone();
    // A filter names operations of any product; each is asked only for its own.
    if !settings.operations.is_empty() && args.sources.is_empty() {
        let has = |name: &String| {
            job.files()
                .iter()
                .any(|file| file.name.ends_with(&format!("/{name}.json")))
        };
        settings.operations.retain(has);
        if settings.operations.is_empty() {
            return Ok(None);
        }
    }
    let specs = job.specs()?;
    let name = settings.crate_name(&specs);
    let folder = place.out.join(
        name.strip_prefix("acs-")
            .filter(|rest| !rest.is_empty())
            .unwrap_or(&name),
    );
    if !args.options.has("own-workspace") {
        settings.own_workspace = args.out.is_some();
    }
    if !args.options.has("runtime-version") {
        settings.runtime = Runtime::Path(relative(&folder, &place.runtime)?);
    }
    Ok(Some(Crate {
        folder,
        output: job.generate(&settings)?,
    }))
}

/// Writes a crate, and says what was written.
///
/// # Errors
/// The file system's refusal; no file is half written.
pub fn write_one(
    made: &Crate,
    format: Format,
    text: &mut String,
    notes: &mut Vec<Diagnostic>,
) -> Result<(), Vec<Diagnostic>> {
    if let Some(parent) = made
        .folder
        .parent()
        .filter(|parent| !parent.as_os_str().is_empty())
    {
        std::fs::create_dir_all(parent).map_err(|error| {
            let message = match parent.exists() {
                true => "a file stands where the folder of the crates belongs".to_owned(),
                false => format!("the folder of the crates cannot be made: {error}"),
            };
            let help =
                "move the file away, check the permissions, or name another folder with `--out`";
            let fault = Diagnostic::new(&codes::WRITE_FAILED, message, help);
            vec![fault.in_file(shown(parent), 0, 0)]
        })?;
    }
    let written = write::write(made.output.as_map(), &made.folder)?;
    if let Some(recovered) = written.recovered {
        let message = format!("an earlier run was interrupted: {recovered}");
        let note = Diagnostic::new(&codes::INTERRUPTED, message, "nothing is left to do");
        notes.push(note.in_file(shown(&made.folder), 0, 0));
    }
    match format {
        Format::Text => {
            for path in &written.changed {
                text.push_str(&format!("wrote {}\n", shown(&made.folder.join(path))));
            }
            for path in &written.removed {
                text.push_str(&format!("removed {}\n", shown(&made.folder.join(path))));
            }
            let count = made.output.len();
            let state = if written.changed.is_empty() && written.removed.is_empty() {
                ", unchanged"
            } else {
                ""
            };
            text.push_str(&format!("{}: {count} files{state}\n", shown(&made.folder)));
        }
        Format::Sarif => {}
        Format::Json => {
            let list = |paths: &[String]| Json::Array(paths.iter().map(Json::text).collect());
            let line = object(vec![
                ("crate", Json::text(shown(&made.folder))),
                ("files", Json::Number(made.output.len().to_string())),
                ("changed", list(&written.changed)),
                ("removed", list(&written.removed)),
            ]);
            text.push_str(&format!("{}\n", compact(&line)));
        }
    }
    Ok(())
}

fn check(crates: &[Crate], args: &Generate, text: &mut String) -> Result<(), Vec<Diagnostic>> {
    let mut faults = Vec::new();
    for made in crates {
        let stale = write::check(made.output.as_map(), &made.folder)?;
        let kinds = [
            ("is missing; the specs give one", &stale.missing),
            ("is not what the specs give", &stale.different),
            ("is here, and no spec gives it", &stale.extra),
        ];
        for (what, paths) in kinds {
            for path in paths {
                faults.push(
                    Diagnostic::new(
                        &codes::STALE_OUTPUT,
                        format!("this file {what}"),
                        generate_command(args),
                    )
                    .in_file(shown(&made.folder.join(path)), 0, 0),
                );
            }
        }
        if stale.interrupted {
            faults.push(
                Diagnostic::new(
                    &codes::STALE_OUTPUT,
                    "a run was interrupted here",
                    generate_command(args),
                )
                .in_file(shown(&made.folder), 0, 0),
            );
        }
        match args.format {
            Format::Text if stale.is_fresh() => {
                let count = made.output.len();
                text.push_str(&format!(
                    "{}: {count} files, as the specs give them\n",
                    shown(&made.folder)
                ));
            }
            Format::Text | Format::Sarif => {}
            Format::Json => {
                let line = object(vec![
                    ("crate", Json::text(shown(&made.folder))),
                    ("files", Json::Number(made.output.len().to_string())),
                    ("fresh", Json::Bool(stale.is_fresh())),
                ]);
                text.push_str(&format!("{}\n", compact(&line)));
            }
        }
    }
    if faults.is_empty() {
        Ok(())
    } else {
        Err(faults)
    }
}

/// The way from a folder to another, with forward slashes. Neither need exist.
fn relative(from: &Path, to: &Path) -> Result<String, Vec<Diagnostic>> {
    let plain = |path: &Path| -> Result<Vec<String>, Vec<Diagnostic>> {
        let whole = std::path::absolute(path).map_err(|error| {
            vec![Diagnostic::new(
                &codes::WRITE_FAILED,
                format!("`{}`: {error}", shown(path)),
                "name another folder",
            )]
        })?;
        let mut out: Vec<String> = Vec::new();
        for step in whole.components() {
            match step {
                Component::ParentDir => {
                    out.pop();
                }
                Component::CurDir => {}
                other => out.push(other.as_os_str().to_string_lossy().into_owned()),
            }
        }
        Ok(out)
    };
    let (from, to) = (plain(from)?, plain(to)?);
    let shared = from.iter().zip(&to).take_while(|(a, b)| a == b).count();
    let ups = std::iter::repeat_n("..".to_owned(), from.len() - shared);
    let downs = to.into_iter().skip(shared);
    Ok(ups.chain(downs).collect::<Vec<_>>().join("/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_way_between_folders() {
        let way = |from: &str, to: &str| relative(Path::new(from), Path::new(to)).unwrap();
        assert_eq!(
            way("generated/x", "codegen/runtime"),
            "../../codegen/runtime"
        );
        assert_eq!(
            way("../generated/x", "../codegen/runtime"),
            "../../codegen/runtime"
        );
        assert_eq!(way("/tmp/a/b", "/tmp/c"), "../../c");
    }
}
