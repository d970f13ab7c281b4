//! One door for every kind of source: what it is, is recognised, never asked for.

use std::collections::BTreeSet;

use acs_spec::codes;
use acs_spec::{Diagnostic, Operation, Service};

use crate::page::{self, Hints, PageError};
use crate::{api_docs, assemble, cli_metadata, prose};

/// What an import shall take, and what it may lean on.
#[derive(Debug, Clone, Default)]
pub struct Options<'a> {
    /// Supplies what a page does not name.
    pub service: Option<&'a Service>,
    /// Only these operations of a source that holds many; empty: all.
    pub operations: BTreeSet<String>,
}

/// What a source gave.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Imported {
    /// What its operations share, where the source says so.
    pub service: Option<Service>,
    /// The operations, in the source's order. They hold the provider's prose under `prose`, for printing only.
    pub operations: Vec<Operation>,
    /// What was lost, ambiguous or not understood.
    pub remarks: Vec<Diagnostic>,
}

/// Reads a documentation page, an `api-docs.json`, or one operation of the command line client's metadata. `file` is how diagnostics name it.
///
/// # Errors
/// All faults that stand in the way, each with its place and remedy.
pub fn import(
    file: &str,
    bytes: &[u8],
    options: &Options<'_>,
) -> Result<Imported, Vec<Diagnostic>> {
    let in_file = |error: PageError| {
        let row = error.row.clone().unwrap_or_default();
        // A text that is no page at all is shown by its first line.
        let first = usize::from(!bytes.is_empty());
        let line = error.line.unwrap_or(first);
        Diagnostic::new(error.explained, error.what, error.mend)
            .at(row)
            .in_file(file, line, line.min(1))
    };
    let text = page::text_of(bytes).map_err(|error| vec![in_file(error)])?;
    if text
        .trim_start_matches('\u{feff}')
        .trim_start()
        .starts_with(['{', '['])
    {
        if cli_metadata::is_metadata(file, text) {
            let read = cli_metadata::import(file, text, options.service)?;
            let (mut operation, mut remarks) = (read.operation, read.remarks);
            only_wanted(file, &operation.name, options)?;
            remarks.extend(prose::read(&mut operation, cli_metadata::SOURCE_ID, file));
            return Ok(Imported {
                service: None,
                operations: vec![operation],
                remarks,
            });
        }
        let only = Some(options.operations.clone()).filter(|names| !names.is_empty());
        let read = api_docs::import(
            file,
            text,
            &api_docs::Options {
                operations: only,
                ..Default::default()
            },
        )?;
        let (mut operations, mut remarks) = (read.operations, read.remarks);
        let mut of_prose = Vec::new();
        for operation in &mut operations {
            of_prose.extend(prose::read(operation, api_docs::SOURCE_ID, file));
        }
        remarks.extend(api_docs::places::placed(of_prose, text));
        return Ok(Imported {
            service: Some(read.service),
            operations,
            remarks,
        });
    }
    // Layouts that lost the title may not name the operation: who asks for just one says which it is.
    let hints = match options.operations.iter().next() {
        Some(name) if options.operations.len() == 1 => Hints::default().operation(name),
        _ => Hints::default(),
    };
    let read = page::read(bytes, &hints)
        .map_err(|errors| errors.into_iter().map(in_file).collect::<Vec<_>>())?;
    if read.operation.is_empty() {
        let help = "name it with `--operation`";
        return Err(vec![
            Diagnostic::new(
                &codes::MISSING_SECTION,
                "nothing on the page names its operation",
                help,
            )
            .in_file(file, 0, 0),
        ]);
    }
    let made = assemble::assemble(file, &read, options.service);
    only_wanted(file, &made.operation.name, options)?;
    Ok(Imported {
        service: None,
        operations: vec![made.operation],
        remarks: made.remarks,
    })
}

/// A document of one operation must be about one that is asked for.
fn only_wanted(file: &str, name: &str, options: &Options<'_>) -> Result<(), Vec<Diagnostic>> {
    if options.operations.is_empty() || options.operations.contains(name) {
        return Ok(());
    }
    let message = format!("the page is about `{name}`");
    let help = "ask for that operation, or for none: a page holds one only";
    Err(vec![
        Diagnostic::new(&codes::OVERRIDE_UNMATCHED, message, help).in_file(file, 0, 0),
    ])
}
