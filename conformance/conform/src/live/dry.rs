//! Requests that are dry runs, by their type. Must not know servers.

use std::fmt;

use acs_spec::operation::Location;

use super::{DRY_RUN, is_like_dry_run};
use crate::endpoint::Known;

/// A request that says `DryRun=true`, once, in the query, and nothing else that could be taken for it. There is none
/// that does not: [`DryRequest::new`] is the only way to one, and nothing changes it.
///
/// ```compile_fail
/// let pairs = vec![("RegionId".to_owned(), "cn-beijing".to_owned())];
/// let request = acs_conform::live::DryRequest { pairs };
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DryRequest {
    pairs: Vec<(String, String)>,
}

/// Why a request has no form as a dry run.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum NotDry {
    /// The operation has no parameter `DryRun` in its query whose value `true` asks for an outcome of its own.
    Operation(String),
    /// The request has something of its own to say about it.
    Itself(String),
    /// Another verdict holds of it as a dry run.
    Verdict,
}

impl fmt::Display for NotDry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            NotDry::Operation(name) => write!(
                f,
                "{name} has no dry run: no parameter `DryRun` in the query with a documented outcome of `true`"
            ),
            NotDry::Itself(name) => write!(f, "the request is about dry runs itself, by `{name}`"),
            NotDry::Verdict => f.write_str("another verdict holds of the request as a dry run"),
        }
    }
}

impl std::error::Error for NotDry {}

impl DryRequest {
    /// The request of these pairs as a dry run.
    ///
    /// # Errors
    /// It has no such form.
    pub(crate) fn new(known: &Known, pairs: &[(String, String)]) -> Result<DryRequest, NotDry> {
        let (name, value) = DRY_RUN;
        let operation = &known.operation;
        let mut parameters = operation.parameters.iter();
        let travels = parameters.any(|parameter| {
            parameter.name == name && known.location(parameter) == Location::Query
        });
        let documented = operation.outcomes.iter().any(|outcome| {
            outcome.when.as_ref().is_some_and(|when| {
                when.param == name && when.equals.iter().any(|one| one == value)
            })
        });
        if !(travels && documented) {
            return Err(NotDry::Operation(operation.name.clone()));
        }
        if let Some((other, _)) = pairs.iter().find(|(name, _)| is_like_dry_run(name)) {
            return Err(NotDry::Itself(other.clone()));
        }
        let mut dry = pairs.to_vec();
        dry.push((name.to_owned(), value.to_owned()));
        match known.findings(&dry) == known.findings(pairs) {
            true => Ok(DryRequest { pairs: dry }),
            false => Err(NotDry::Verdict),
        }
    }

    /// What it says, `DryRun` included.
    #[must_use]
    pub fn pairs(&self) -> &[(String, String)] {
        &self.pairs
    }

    /// As if this type kept nothing back, to see whether the transport does.
    #[cfg(test)]
    pub(super) fn unguarded(pairs: Vec<(String, String)>) -> DryRequest {
        DryRequest { pairs }
    }
}
