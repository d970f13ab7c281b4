//! `run --endpoint`.

use std::time::Duration;

use acs_conformance::Ledger;
use acs_runtime::endpoint::Endpoint as Address;
use acs_runtime::transport::PlainHttp;

use super::args::Key;
use super::{Endpoint, meet};
use crate::args::Run;
use crate::specs;
use crate::target::Target;
use crate::trouble::Trouble;

/// What an `acs-double` knows that was told nothing.
const DOUBLE: (&str, &str) = ("double-id", "double-secret");

/// Runs over a server; whether all is well.
pub(crate) fn run(
    target: &Target,
    args: &Run,
    url: &str,
    keep: &(dyn Fn(&str) -> bool + Sync),
    seeds: &[u64],
) -> Result<bool, Trouble> {
    let specs = specs::all(target, args.specs.as_deref(), &args.operations)?;
    let mut builder = Endpoint::builder(url)
        .timeout(Duration::from_secs(args.wire.timeout.max(1)))
        .dry_run(args.wire.dry_run);
    let is_here = Address::parse(url).is_ok_and(|url| PlainHttp::Loopback.allows(url.host()));
    builder = match args.wire.key().map_err(Trouble::new)? {
        Some(Key(id, secret, Some(token))) => builder.session(id, secret, token),
        Some(Key(id, secret, None)) => builder.credentials(id, secret),
        None if is_here => builder.credentials(DOUBLE.0, DOUBLE.1),
        None => builder,
    };
    for spec in &specs {
        builder = builder.operation(&spec.operation, spec.service.as_ref());
    }
    let endpoint = builder.build()?;
    let threads = usize::from(args.wire.at_a_time.get());
    let mut well = true;
    for spec in &specs {
        let ledger = Ledger::of(&spec.operation, spec.service.as_ref());
        meet::knock(&ledger, &endpoint)?;
        let met = meet::obligations(&ledger, &endpoint, threads, keep);
        meet::still_there(&endpoint)?;
        anstream::print!("{}", met.account(&ledger));
        let wandered = meet::cases(&ledger, &endpoint, threads, seeds);
        meet::still_there(&endpoint)?;
        anstream::print!("{}", wandered.account(&ledger));
        well &= met.is_met() && wandered.broken.is_empty();
    }
    Ok(well)
}
