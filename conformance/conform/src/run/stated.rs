//! Asks a crate what its operations state besides what they say of requests: errors, answers, facts.

use std::panic::{AssertUnwindSafe, catch_unwind};

use acs_conformance::mutants::{Statement, Statements};
use acs_runtime::OperationEntry;

use super::Ground;
use super::examine::message;
use crate::failure::Failure;
use crate::report::{OperationReport, Tried, Verdict};

/// Asks for all statements of this run; what is found goes into the report.
pub(super) fn meet(ground: &Ground<'_>, report: &mut OperationReport) -> Vec<Failure> {
    let Some((statements, entry)) = &ground.statements else {
        return Vec::new();
    };
    let mut failures = Vec::new();
    for statement in statements.iter() {
        if !ground.settings.has(&statement.id) {
            continue;
        }
        let mut tried = Tried::of_statement(ground, statement);
        if let Some(failure) = one(ground, (statements, entry), statement) {
            tried.verdict = Verdict::Failed;
            failures.push(failure);
        }
        report.obligations.push(tried);
    }
    failures
}

/// Asks for one; what is wrong with it.
pub(crate) fn one(
    ground: &Ground<'_>,
    (statements, entry): (&Statements, &OperationEntry),
    statement: &Statement,
) -> Option<Failure> {
    let asked = AssertUnwindSafe(|| statements.ask(statement, entry));
    let said =
        catch_unwind(asked).unwrap_or_else(|panic| Err(format!("it panics: {}", message(&*panic))));
    said.err()
        .map(|account| Failure::of_statement(ground, statement, account))
}
