//! Reads the provider's `api-docs.json`: one file that describes every operation of one product version.
//!
//! It takes over what the file *states in structure* and nothing else. Prose goes to the `prose` maps, unread: what it
//! says of values is for the extraction rules. It must not know any product, operation or parameter by name, save for
//! the general rules listed below.
//!
//! # Where each keyword goes
//!
//! Every keyword has exactly one home: a typed place, a constraint (whose evidence names the keyword), a `prose` map, or
//! the `vendor` map next to where it stood, under its own name. In doubt it is `vendor`, as written. In particular:
//!
//! * Keywords beside a parameter's `schema` that have no typed place are `parameter.<keyword>` in the vendor's facts of
//!   that schema (prose: likewise), those beside a header's `schema` are `header.<keyword>`. A keyword whose place is
//!   taken is `<keyword>#2`.
//! * An empty list or object, a `null`, and a value of an unusual kind are statements too, and are kept in `vendor`.
//!   (The provider's own tools write an empty object as `[]`: both are read as empty.)
//! * Of an error table or security list only the entries that cannot be read are in `vendor`. `staticInfo` is kept
//!   whole, though its `substitutions` also fill `replaced_by`.
//! * A name that two parameters of one operation share is read once; the later ones are in `vendor` of the operation,
//!   under `parameters`. Where they disagree, the looser reading holds.
//! * Of a part that is kept unread, such as the `properties` of a list, the words for people are in `prose` under their
//!   place (`properties/Name/description`), so that prose and facts stay apart.
//! * An endpoint that says more than a region and its hosts is also whole in `vendor` of the service.
//!
//! # Readings that had to be settled
//!
//! * `integer` without `format` is 64 bits wide and `number` without one is a double: the wider type refuses nothing
//!   that the service takes.
//! * An `object` without `properties` is a map: of `additionalProperties` if given, else of anything.
//! * A schema without `type` is what its parts make it (`properties`: an object, `items`: a list), else `unstated`.
//! * Bounds, lengths, patterns and enums on a list are asked of its elements, as the service does (`maxLength` stands
//!   beside `maxItems` there); `minItems` and `maxItems` of the list.
//! * Numeric bounds on a text, and any other keyword that does not fit its type, are no constraint.
//! * A pattern is a constraint if it is in the portable dialect. Without anchors of its own it is only advisory: a
//!   spec's patterns match whole texts, and whether the provider's do is not said.
//! * `idempotency_parameter` is a text parameter called `ClientToken` (also `clientToken`, `client_token`); or `Token`,
//!   if the operation writes and the parameter's prose speaks of idempotence.
//! * A text whose name ends like that of a secret (`Password`, `Secret`, `PrivateKey`, …) is sensitive.

mod answers;
mod bounds;
mod budget;
mod checks;
mod operation;
mod parameters;
mod patterns;
pub(crate) mod places;
mod recognise;
mod references;
pub(crate) mod report;
pub(crate) mod rows;
mod schema;
mod service;
mod types;
pub(crate) mod values;

use std::collections::BTreeSet;

use acs_spec::load::parse_file;
use acs_spec::{Diagnostic, Operation, Service};

use report::Report;

/// The id by which evidence refers to the file.
pub const SOURCE_ID: &str = "api-docs";

/// With more keys that stand twice than this a file is not looked at any further: what it says is anyone's guess.
const MOST_DUPLICATES: usize = 1000;

/// What an import shall take.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Options {
    /// The operations wanted, by the provider's names; `None`: all. A name that the file lacks is a fault.
    pub operations: Option<BTreeSet<String>>,
    /// The date of the document, `yyyy-MM-dd`, where the caller knows it: the file itself does not bear one.
    pub date: Option<String>,
}

/// What a file says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Imported {
    /// What all its operations share.
    pub service: Service,
    /// Its operations (those wanted), in the file's order.
    pub operations: Vec<Operation>,
    /// What a reader should know of this reading, in the file's order: keywords not understood, statements that do not
    /// fit their type, and the like. At most 10,000; the last one says how many are left out.
    pub remarks: Vec<Diagnostic>,
}

/// Reads an `api-docs.json`. `file_name` is how diagnostics name it; its last part becomes the name of the source.
///
/// The text may have up to 64 MiB and 128 levels.
///
/// # Errors
/// All faults that stand in the way, in the file's order, each with line, column and JSON pointer (at most 10,000; the
/// last one says how many are left out); or the one syntax fault at which reading stopped.
///
/// ```
/// use acs_import::api_docs::{Options, import};
/// let text = r#"{
///   "info": {"product": "Toy", "version": "2020-01-01", "style": "RPC"},
///   "apis": {"Ping": {"parameters": [
///     {"name": "Times", "in": "query", "schema": {"type": "integer", "format": "int32", "minimum": "1"}}
///   ]}}
/// }"#;
/// let imported = import("toy.json", text, &Options::default()).unwrap();
/// let parameter = &imported.operations[0].parameters[0];
/// assert_eq!(parameter.schema.constraints[0].id, "Times.int_range");
/// ```
pub fn import(file_name: &str, text: &str, options: &Options) -> Result<Imported, Vec<Diagnostic>> {
    let tree = parse_file(file_name, text).map_err(|faults| recognise::not_json(faults, text))?;
    let mut report = Report::default();
    if !recognise::is_api_docs(&tree, &mut report) {
        return Err(report.finish(file_name, text).0);
    }
    if report.duplicate_keys(&tree) > MOST_DUPLICATES {
        return Err(report.finish(file_name, text).0);
    }
    let read = service::read(&tree, document(file_name), options, report);
    let (faults, remarks) = read.report.finish(file_name, text);
    match read.service {
        Some(service) if faults.is_empty() => Ok(Imported {
            service,
            operations: read.operations,
            remarks,
        }),
        _ => Err(faults),
    }
}

/// The file's name without its folders: where it lay on some machine is no fact.
fn document(file_name: &str) -> &str {
    file_name
        .rsplit(['/', '\\'])
        .next()
        .filter(|name| !name.is_empty())
        .unwrap_or(file_name)
}
