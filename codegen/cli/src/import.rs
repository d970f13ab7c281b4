//! `acsgen import`.

use std::collections::BTreeSet;

use acs_import::settle::settle;
use acs_import::source;
use acs_spec::json::Json;
use acs_spec::shape::{Shape, object};
use acs_spec::write::canonical;
use acs_spec::{Diagnostic, Operation, load};

use crate::args::Import;
use crate::input::{read, read_bytes, shown};
use crate::render::{Sources, report};
use crate::specs;

/// Prints the spec that a source gives.
///
/// # Errors
/// All faults that stand in the way.
pub fn import(args: &Import, sources: &mut Sources) -> Result<String, Vec<Diagnostic>> {
    let name = shown(&args.source);
    let bytes = read_bytes(&args.source).map_err(|fault| vec![fault])?;
    if let Ok(text) = std::str::from_utf8(&bytes) {
        sources.insert(name.clone(), text.to_owned());
    }
    let service = args
        .service
        .as_ref()
        .map(|path| specs::service(path, sources))
        .transpose()?;
    let options = source::Options {
        service: service.as_ref(),
        operations: args.operations.iter().cloned().collect::<BTreeSet<_>>(),
    };
    let mut reviewed = Vec::new();
    if let Some(path) = &args.corrections {
        let text = read(path).map_err(|fault| vec![fault])?;
        sources.insert(shown(path), text.clone());
        reviewed.push((shown(path), text));
    }
    let mut made = settle(&name, &bytes, &options, &reviewed)?;
    report(&made.remarks, sources, args.format);
    if args.no_prose {
        made.strip_prose();
    }
    Ok(printed(made.service, &made.operations))
}

/// A page gives one operation, and so does an api-docs.json of which one was asked for: that is printed as a spec file
/// has it. Several come as one object with the service beside them.
fn printed(service: Option<acs_spec::Service>, operations: &[Operation]) -> String {
    match (service, operations) {
        (_, [one]) => load::to_text(one),
        (service, several) => canonical(&object(vec![
            (
                "service",
                service.map_or(Json::Null, |service| service.encode()),
            ),
            (
                "operations",
                Json::Array(several.iter().map(Shape::encode).collect()),
            ),
        ])),
    }
}
