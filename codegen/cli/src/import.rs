//! `acsgen import`.

use std::collections::BTreeSet;

use acs_import::source;
use acs_spec::json::Json;
use acs_spec::lint::{strip_prose, strip_service_prose};
use acs_spec::shape::{Shape, object};
use acs_spec::write::canonical;
use acs_spec::{Diagnostic, Operation, codes, correct, load};

use crate::args::Import;
use crate::input::{read_bytes, shown};
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
    let mut read = source::import(&name, &bytes, &options)?;
    // What was remarked is told together with what stands in the way, if anything does.
    let mut told = std::mem::take(&mut read.remarks);
    match corrected(args, &mut read.operations, sources) {
        Ok(()) => report(&told, sources, args.format),
        Err(faults) => {
            told.extend(faults);
            return Err(told);
        }
    };
    if args.no_prose {
        for operation in &mut read.operations {
            strip_prose(operation);
        }
        if let Some(service) = &mut read.service {
            strip_service_prose(service);
        }
    }
    Ok(printed(read.service, &read.operations))
}

/// Applies the corrections that a reviewed spec file records, if one was named.
fn corrected(
    args: &Import,
    operations: &mut [Operation],
    sources: &mut Sources,
) -> Result<(), Vec<Diagnostic>> {
    let Some(path) = &args.corrections else {
        return Ok(());
    };
    let reviewed = specs::operation(path, sources)?;
    let Some(operation) = operations
        .iter_mut()
        .find(|operation| operation.name == reviewed.name)
    else {
        let message = format!(
            "the corrections are for `{}`, which the source does not hold",
            reviewed.name
        );
        let help = "name the spec file of an operation of this source";
        return Err(vec![
            Diagnostic::new(&codes::OVERRIDE_UNMATCHED, message, help).in_file(shown(path), 0, 0),
        ]);
    };
    let in_file = |fault: Diagnostic| fault.in_file(shown(path), 0, 0);
    *operation = correct::apply(operation, &reviewed.corrections)
        .map_err(|faults| faults.into_iter().map(in_file).collect::<Vec<_>>())?;
    Ok(())
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
