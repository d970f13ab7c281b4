//! Asks the real service, for dry runs alone, and keeps what it answered as evidence.
//!
//! Nothing here runs unless two things are said: a flag and a variable ([`Permission`]). A request that is no dry run is
//! kept from the service twice, by means that know nothing of each other: none can be made ([`DryRequest`] has no other
//! form), and none is let through (the transport looks at each request as it would leave).
//!
//! What was asked and answered is a [`Transcript`]: it holds no secret, and can be compared with a spec at any later time
//! without a network.

pub(crate) mod args;
mod choose;
pub(crate) mod command;
mod dry;
mod guard;
mod permission;
mod replay;
mod session;
mod transcript;

pub use dry::{DryRequest, NotDry};
pub use guard::DryRunsOnly;
pub use permission::{Permission, VARIABLE};
pub use replay::{Compared, Comparison};
pub use session::Live;
pub use transcript::{Entry, FORMAT, Heard, Transcript};

/// The parameter that makes a request a dry run, and its value: the same in every service of the provider that has
/// dry runs at all. Operations that spell it otherwise are not asked.
pub(crate) const DRY_RUN: (&str, &str) = ("DryRun", "true");

/// Whether somebody, somewhere, might read this name as that of the parameter.
pub(crate) fn is_like_dry_run(name: &str) -> bool {
    let plain = |c: &char| c.is_alphanumeric();
    let name: String = name
        .chars()
        .filter(plain)
        .flat_map(char::to_lowercase)
        .collect();
    name.starts_with("dryrun")
}

#[cfg(test)]
mod tests;
