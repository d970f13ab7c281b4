//! What a call that succeeded gives.

use crate::operation::OutcomeInfo;
use crate::violation::Violations;

/// An answer, and what is to be known about how it came.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Success<R> {
    /// The answer in the operation's own type. Fields that the type does not know are kept in it.
    pub response: R,
    /// The request's ID, from the body or from the header.
    pub request_id: Option<String>,
    /// HTTP status.
    pub status: u16,
    /// How many attempts were made.
    pub attempts: u32,
    /// The `Code` in the answer, whether or not the type of the answer has it.
    pub code: Option<String>,
    /// Where the service did not do what the operation does, but what a documented outcome says: that a dry run passed.
    /// Then [`response`](Self::response) holds the envelope of that outcome.
    pub outcome: Option<&'static OutcomeInfo>,
    /// The violations that the policy let pass.
    pub violations: Violations,
}

/// A dry run that the request passed. Nothing was changed.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Passed {
    /// The outcome by which the service said so.
    pub outcome: &'static OutcomeInfo,
    /// The request's ID, from the body or from the header.
    pub request_id: Option<String>,
    /// HTTP status.
    pub status: u16,
    /// How many attempts were made.
    pub attempts: u32,
    /// The violations that the policy let pass.
    pub violations: Violations,
}
