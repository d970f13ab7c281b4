//! `acsgen explain` and `acsgen schema`: what the tool knows of itself.

use acs_spec::codes;
use acs_spec::diag::Diagnostic;
use acs_spec::shape::nearest;
use acs_spec::write::canonical;
use acs_spec::{Operation, Service, load};

use crate::args::{Explain, SchemaOf, SpecKind};

/// The text of `acsgen explain`.
///
/// # Errors
/// No such code.
pub fn explain(args: &Explain) -> Result<String, Diagnostic> {
    let Some(id) = &args.code else {
        return Ok(codes::ALL.iter().map(|code| format!("{} {:<7} {}\n", code.id, code.severity, code.title)).collect());
    };
    match codes::find(id) {
        Some(code) => Ok(format!("{}: {} ({})\n\n{}\n", code.id, code.title, code.severity, code.explanation)),
        None => {
            let known: Vec<&str> = codes::ALL.iter().map(|code| code.id).collect();
            let help = match nearest(&id.to_ascii_uppercase(), &known) {
                Some(near) => format!("did you mean {near}? `acsgen explain` lists all codes"),
                None => "`acsgen explain` lists all codes".to_owned(),
            };
            Err(Diagnostic::new(&codes::UNKNOWN_CODE, format!("there is no diagnostic `{id}`"), help))
        }
    }
}

/// The text of `acsgen schema`.
pub fn schema(args: &SchemaOf) -> String {
    canonical(&match args.kind {
        SpecKind::Operation => load::json_schema::<Operation>("An operation's contract (acs-operation/1)"),
        SpecKind::Service => load::json_schema::<Service>("A product version (acs-service/1)"),
    })
}
