//! From a source to specs that may be generated from: imported, with the corrections that a person has reviewed.
//!
//! What the importer could not settle alone stays in the specs as it is (an ambiguous row as an ambiguous row), and the
//! lints refuse it; a correction settles it.

use acs_spec::lint::{strip_prose, strip_service_prose};
use acs_spec::{Diagnostic, codes, correct, load};

use crate::settled;
use crate::source::{Imported, Options, import};

/// Imports a source and applies corrections. `reviewed` holds spec files by name and text: the corrections that each
/// records are applied to its operation.
///
/// # Errors
/// All faults that stand in the way: of the source, of the reviewed files, and corrections that no longer apply. What was
/// remarked on the source goes before those of the corrections. What a correction has settled is not remarked any more.
pub fn settle(
    file: &str,
    bytes: &[u8],
    options: &Options<'_>,
    reviewed: &[(String, String)],
) -> Result<Imported, Vec<Diagnostic>> {
    let mut imported = import(file, bytes, options)?;
    let mut faults = Vec::new();
    for (name, text) in reviewed {
        if let Err(more) = correct_one(&mut imported, name, text) {
            faults.extend(more);
        }
    }
    if faults.is_empty() {
        Ok(imported)
    } else {
        let mut told = imported.remarks;
        told.extend(faults);
        Err(told)
    }
}

fn correct_one(imported: &mut Imported, name: &str, text: &str) -> Result<(), Vec<Diagnostic>> {
    let reviewed = load::operation(name, text)?;
    let Some(operation) = imported
        .operations
        .iter_mut()
        .find(|operation| operation.name == reviewed.name)
    else {
        let message = format!(
            "the corrections are for `{}`, which the source does not hold",
            reviewed.name
        );
        let help = "name the spec file of an operation of this source";
        return Err(vec![
            Diagnostic::new(&codes::OVERRIDE_UNMATCHED, message, help).in_file(name, 0, 0),
        ]);
    };
    let in_file = |fault: Diagnostic| fault.in_file(name, 0, 0);
    let corrected = correct::apply(operation, &reviewed.corrections)
        .map_err(|faults| faults.into_iter().map(in_file).collect::<Vec<_>>())?;
    // An api-docs.json has no ambiguous rows, and so what is remarked there is of no operation in particular.
    let remarks = std::mem::take(&mut imported.remarks);
    imported.remarks = settled::still_open(remarks, operation, &corrected, &reviewed.corrections);
    *operation = corrected;
    Ok(())
}

/// Texts by name.
pub type Texts = Vec<(String, String)>;

/// What a source gives as specs: named texts without the provider's prose, for who generates from them, and the remarks.
/// Names are `page.txt#CreateInstance`, and `…#service`.
///
/// # Errors
/// As [`settle`].
pub fn specs_of(
    file: &str,
    bytes: &[u8],
    options: &Options<'_>,
    reviewed: &[(String, String)],
) -> Result<(Texts, Vec<Diagnostic>), Vec<Diagnostic>> {
    let mut made = settle(file, bytes, options, reviewed)?;
    made.strip_prose();
    let service = made
        .service
        .iter()
        .map(|service| (format!("{file}#service"), load::to_text(service)));
    let operations = made.operations.iter().map(|operation| {
        (
            format!("{file}#{}", operation.name),
            load::to_text(operation),
        )
    });
    Ok((service.chain(operations).collect(), made.remarks))
}

impl Imported {
    /// Takes the provider's prose out, as a spec must.
    pub fn strip_prose(&mut self) {
        for operation in &mut self.operations {
            strip_prose(operation);
        }
        if let Some(service) = &mut self.service {
            strip_service_prose(service);
        }
    }
}
