//! Errors that come before an operation is looked at: their statuses, and where those are known from.

use acs_spec::{Operation, Service};

use crate::switches::Switches;

/// Codes of the gate with the status that is assumed where neither the operation nor its service lists them.
pub(crate) const CODES: [(&str, u16); 17] = [
    ("DryRunOperation", 400),
    ("IdempotentParameterMismatch", 400),
    ("IncompleteSignature", 400),
    ("InternalError", 500),
    ("InvalidAccessKeyId.NotFound", 404),
    ("InvalidAction.NotFound", 404),
    ("InvalidParameter", 400),
    ("InvalidSecurityToken.Expired", 400),
    ("InvalidSecurityToken.MismatchWithAccessKey", 400),
    ("InvalidTimeStamp.Expired", 400),
    ("InvalidTimeStamp.Format", 400),
    ("RequestEntityTooLarge", 413),
    ("SignatureDoesNotMatch", 400),
    ("SignatureNonceUsed", 400),
    ("Throttling", 400),
    ("UnsupportedHTTPMethod", 405),
    ("RequestTimeout", 408),
];

/// The status of a code: as a switch has it, else as the operation's table or its service says, else as assumed.
pub(crate) fn status(
    code: &str,
    operation: Option<&Operation>,
    service: Option<&Service>,
    switches: &Switches,
) -> u16 {
    let listed = || {
        let own = operation
            .and_then(|o| o.errors.iter().find(|row| row.code == code))
            .map(|row| row.status);
        let common = || {
            let errors = service.iter().flat_map(|service| &service.common_errors);
            errors
                .into_iter()
                .find(|error| error.code == code)
                .map(|error| error.status)
        };
        own.or_else(common)
    };
    let assumed = || {
        CODES
            .iter()
            .find(|(known, _)| *known == code)
            .map(|(_, status)| *status)
    };
    switches
        .statuses
        .get(code)
        .copied()
        .or_else(listed)
        .or_else(assumed)
        .unwrap_or(400)
}
