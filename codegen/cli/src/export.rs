//! `acsgen export`.

use acs_spec::write::canonical;
use acs_spec::{Diagnostic, codes};
use acsgen_core::export;

use crate::args::{Export, ExportKind};
use crate::render::Sources;
use crate::specs;

/// The exported text.
///
/// # Errors
/// No such operation, faults of its files, or a form that it has nothing for.
pub fn export(args: &Export, sources: &mut Sources) -> Result<String, Vec<Diagnostic>> {
    let (operation, service) = specs::find(&args.folder, &args.operation, sources)?;
    match args.kind {
        ExportKind::JsonSchema => Ok(canonical(&export::json_schema(&operation).schema)),
        ExportKind::Openapi => Ok(canonical(&export::openapi(&operation, service.as_ref()))),
        ExportKind::RamPolicy => match export::ram_policy(&operation) {
            Some(policy) => Ok(canonical(&policy)),
            None => {
                let message = format!(
                    "no source discloses an authorization of `{}`",
                    operation.name
                );
                let help = "add `authorization` to the spec if a source states it: an action, its access level and resources";
                let fault = Diagnostic::new(&codes::NOTHING_TO_EXPORT, message, help);
                // What is missing is missing from the whole of the operation's file.
                let file = sources.keys().find(|file| !file.ends_with("service.json"));
                Err(vec![match file {
                    Some(file) => fault.at("/authorization").in_file(file, 1, 1),
                    None => fault,
                }])
            }
        },
        ExportKind::Markdown => Ok(export::markdown(&operation, service.as_ref())),
    }
}
