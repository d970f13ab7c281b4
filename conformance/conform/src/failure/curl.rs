//! A request as `curl` sends it: unsigned, for a double that takes such requests, or behind a proxy that signs.

use acs_runtime::wire::percent_encode;

use super::{Failure, quoted};

/// Where `acs-double --port 8080 --no-auth` listens.
const ENDPOINT: &str = "http://127.0.0.1:8080";

/// The command.
pub(crate) fn command(failure: &Failure, version: &str) -> String {
    let own = [("Action", failure.operation.as_str()), ("Version", version)];
    let given = failure
        .pairs
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()));
    let pairs: Vec<String> = own
        .into_iter()
        .filter(|(_, value)| !value.is_empty())
        .chain(given)
        .map(|(name, value)| format!("{}={}", percent_encode(name), percent_encode(value)))
        .collect();
    let address = format!("{ENDPOINT}/?{}", pairs.join("&"));
    format!("curl -s -X POST {}", quoted(&address))
}
