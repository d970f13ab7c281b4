//! What the tests of drift share: sources from texts, and changes in few words.

#![allow(dead_code)] // each test file uses its part

use std::path::{Path, PathBuf};

use acs_import::drift::{Change, Drift, Kind, between};
use acs_import::source::{self, Imported, Options};

/// A file of the shared folder; `None`, said on standard error, where there is none.
pub fn shared(name: &str) -> Option<PathBuf> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../../shared")
        .join(name);
    if path.is_file() {
        Some(path)
    } else {
        eprintln!("skipped: no ../shared");
        None
    }
}

/// Reads a source that must be readable.
#[track_caller]
pub fn read(text: &str) -> Imported {
    match source::import("source", text.as_bytes(), &Options::default()) {
        Ok(read) => read,
        Err(faults) => panic!("{}", faults[0]),
    }
}

/// `kind | operation | place`, in order.
pub fn told(drift: &Drift) -> Vec<String> {
    drift.changes.iter().map(line).collect()
}

/// The same for one change.
pub fn line(change: &Change) -> String {
    format!("{} | {} | {}", change.kind, change.operation, change.place)
}

/// The drift between two texts.
pub fn drift(before: &str, after: &str) -> Drift {
    between(&read(before), &read(after))
}

/// What a change is about, in words of the provider's metadata.
pub fn aspect(change: &Change) -> &'static str {
    let facts = [&change.before, &change.after].map(|fact| fact.clone().unwrap_or_default());
    let says = |word: &str| facts.iter().any(|fact| fact.contains(word));
    match change.kind {
        Kind::OperationAdded | Kind::OperationRemoved => "operation",
        Kind::ParameterAdded | Kind::ParameterRemoved => "parameter",
        Kind::ResponseFieldAdded | Kind::ResponseFieldRemoved => "field",
        Kind::NowRequired | Kind::NowOptional => "required",
        Kind::TypeChanged => "type",
        Kind::ValuesAdded | Kind::ValuesRemoved => "values",
        Kind::ConstraintAdded
        | Kind::ConstraintRemoved
        | Kind::ConstraintTightened
        | Kind::ConstraintLoosened
        | Kind::ConstraintChanged
            if says("\"kind\":\"one_of\"") =>
        {
            "values"
        }
        Kind::ConstraintAdded
        | Kind::ConstraintRemoved
        | Kind::ConstraintTightened
        | Kind::ConstraintLoosened
        | Kind::ConstraintChanged => match () {
            () if says("\"kind\":\"length\"") => "length",
            () if says("\"kind\":\"items\"") => "items",
            () if says("\"kind\":\"pattern\"") => "pattern",
            () => "range",
        },
        Kind::MetadataChanged => match () {
            () if says("inimum: ") || says("aximum: ") => "range",
            () if says("Length: ") => "length",
            () if says("Items: ") => "items",
            () if says("pattern: ") => "pattern",
            () if says("enum: ") => "values",
            () => "metadata",
        },
        Kind::MethodsChanged => "methods",
        Kind::SchemesChanged => "schemes",
        Kind::PathChanged => "path",
        Kind::MediaTypesChanged => "media types",
        Kind::SecurityChanged => "security",
        Kind::AccessChanged => "access",
        Kind::DeprecationChanged => "deprecated",
        Kind::DefaultChanged => "default",
        Kind::ExampleChanged => "example",
        Kind::LocationChanged => "location",
        Kind::ParameterStyleChanged => "style",
        Kind::EmptyValueChanged => "empty",
        Kind::FormatChanged => "format",
        Kind::ErrorAdded | Kind::ErrorRemoved => "error",
        Kind::ErrorMessageChanged => "message",
        Kind::RowReworded => "words",
        Kind::EndpointAdded | Kind::EndpointRemoved | Kind::EndpointChanged => "endpoint",
        other => other.word(),
    }
}
