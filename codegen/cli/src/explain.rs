//! `acsgen explain` and `acsgen schema`: what the tool knows of itself.

use acs_spec::codes::{self, Code};
use acs_spec::diag::{Diagnostic, brief};
use acs_spec::shape::object;
use acs_spec::write::{canonical, compact};
use acs_spec::{Json, load};

use crate::args::{Explain, Format, SchemaOf, SpecKind};
use crate::sarif;

/// The text of `acsgen explain`.
///
/// # Errors
/// No such code.
pub fn explain(args: &Explain) -> Result<String, Diagnostic> {
    let Some(id) = &args.code else {
        if args.format == Format::Sarif {
            return Ok(sarif::catalogue());
        }
        return Ok(codes::ALL
            .iter()
            .map(|code| one_of_many(code, args.format))
            .collect());
    };
    // The number alone is enough.
    let digits = !id.is_empty() && id.chars().all(|c| c.is_ascii_digit());
    let wanted = if digits {
        format!("ACS{id:0>4}")
    } else {
        id.clone()
    };
    match (codes::find(&wanted), args.format) {
        (Some(code), Format::Json | Format::Sarif) => Ok(one_of_many(code, args.format)),
        (Some(code), Format::Text) => Ok(format!(
            "{}: {} ({})\n\n{}\n\nTo mend it: {}\n",
            code.id, code.title, code.severity, code.explanation, code.remedy
        )),
        (None, _) => {
            let message = format!("there is no diagnostic `{}`", brief(id));
            Err(Diagnostic::new(
                &codes::UNKNOWN_CODE,
                message,
                "`acsgen explain` lists all codes",
            ))
        }
    }
}

fn one_of_many(code: &Code, format: Format) -> String {
    match format {
        Format::Text => format!("{} {:<7} {}\n", code.id, code.severity, code.title),
        Format::Json | Format::Sarif => {
            let line = object(vec![
                ("code", Json::text(code.id)),
                ("severity", Json::text(code.severity.to_string())),
                ("title", Json::text(code.title)),
                ("explanation", Json::text(code.explanation)),
                ("remedy", Json::text(code.remedy)),
            ]);
            format!("{}\n", compact(&line))
        }
    }
}

/// The text of `acsgen schema`.
pub fn schema(args: &SchemaOf) -> String {
    canonical(&match args.kind {
        SpecKind::Operation => load::operation_schema(),
        SpecKind::Service => load::service_schema(),
    })
}
