//! Corrections that a person has reviewed, applied again to what the sources say by now.

use std::collections::BTreeSet;

use acs_spec::source::Correction;
use acs_spec::{Diagnostic, Operation, Severity, codes, correct};

/// Applies corrections again. One whose effect the sources give by themselves is dropped, which is remarked. Any other that
/// does not apply is a fault, and all of them are told; with `drop_stale` these are dropped and remarked, too.
///
/// # Errors
/// The corrections that do not apply, at their places in `file`.
pub fn again(
    operation: &Operation,
    recorded: &[Correction],
    file: &str,
    drop_stale: bool,
    remarks: &mut Vec<Diagnostic>,
) -> Result<Operation, Vec<Diagnostic>> {
    let mut left: Vec<(usize, &Correction)> = Vec::new();
    for (n, correction) in recorded.iter().enumerate() {
        if correct::is_met(operation, correction) {
            let message = format!(
                "the sources say by now what this correction says: {}",
                correction.at
            );
            remarks.push(dropped(n, message, Severity::Note, file));
        } else {
            left.push((n, correction));
        }
    }
    // Each round drops those that fail, so that there is an end.
    loop {
        let corrections: Vec<Correction> = left.iter().map(|(_, one)| (*one).clone()).collect();
        let faults = match correct::apply(operation, &corrections) {
            Ok(done) => return Ok(done),
            Err(faults) => faults,
        };
        let failed: Vec<Option<usize>> = faults.iter().map(place).collect();
        if !drop_stale || failed.iter().any(Option::is_none) {
            let number = |at: &Option<usize>| at.and_then(|at| left.get(at)).map(|(n, _)| *n);
            let placed = |(mut fault, at): (Diagnostic, &Option<usize>)| {
                if let Some(n) = number(at) {
                    fault.pointer = format!("/corrections/{n}");
                    fault.help.push_str("; `--drop-stale` drops all such");
                }
                fault.in_file(file, 0, 0)
            };
            return Err(faults.into_iter().zip(&failed).map(placed).collect());
        }
        for (fault, at) in faults.into_iter().zip(&failed) {
            if let Some((n, _)) = at.and_then(|at| left.get(at)) {
                remarks.push(dropped(*n, fault.message, Severity::Warning, file));
            }
        }
        let failed: BTreeSet<usize> = failed.into_iter().flatten().collect();
        let mut at = 0;
        left.retain(|_| {
            at += 1;
            !failed.contains(&(at - 1))
        });
    }
}

fn place(fault: &Diagnostic) -> Option<usize> {
    fault.pointer.strip_prefix("/corrections/")?.parse().ok()
}

fn dropped(n: usize, message: String, severity: Severity, file: &str) -> Diagnostic {
    let help = match severity {
        Severity::Note => "nothing to do: the correction was dropped",
        _ => "the correction was dropped, as was asked for; look at what it had settled",
    };
    let mut remark = Diagnostic::new(&codes::STALE_CORRECTION, message, help);
    remark.severity = severity;
    remark.at(format!("/corrections/{n}")).in_file(file, 0, 0)
}
