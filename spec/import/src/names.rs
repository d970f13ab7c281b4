//! What the name of a parameter tells of it, whichever source names it: secrets, and the parameter that makes a repeated
//! request harmless. One list for all importers.

use acs_spec::operation::{Access, Location};
use acs_spec::{Operation, Parameter, Type};

/// Ends of names of texts that nobody but their owner should see, without separators and in lower case.
const SECRETS: &[&str] = &[
    "password",
    "passwd",
    "passphrase",
    "pwd",
    "secret",
    "secretkey",
    "secretaccesskey",
    "accesskeysecret",
    "privatekey",
    "securitytoken",
    "sessiontoken",
    "accesstoken",
    "authtoken",
    "refreshtoken",
];

/// A name whose value nobody should see, by how it ends (`AccountPassword`, `tls-private-key`).
pub(crate) fn is_secret(name: &str) -> bool {
    let plain: String = name
        .chars()
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect();
    let one = plain.strip_suffix('s').unwrap_or(&plain);
    SECRETS
        .iter()
        .any(|end| plain.ends_with(end) || one.ends_with(end))
}

/// Whether a description speaks of requests that may be repeated.
fn speaks_of_repeats(text: &str) -> bool {
    text.contains("幂等") || text.to_ascii_lowercase().contains("idempoten")
}

/// The parameter that makes a repeated request harmless: a text called `ClientToken` (or `clientToken`, `client_token`);
/// else the only text whose description speaks of idempotence, where the operation is not known to read only.
pub(crate) fn idempotency_parameter(operation: &Operation) -> Option<String> {
    let travels = |parameter: &&Parameter| {
        parameter.schema.r#type == Type::String
            && !matches!(
                parameter.location.get(),
                Some(Location::Path | Location::Header | Location::Host)
            )
    };
    let candidates = || operation.parameters.iter().filter(travels);
    let named = candidates().find(|parameter| {
        matches!(
            parameter.name.as_str(),
            "ClientToken" | "clientToken" | "client_token"
        )
    });
    if let Some(parameter) = named {
        return Some(parameter.name.clone());
    }
    if matches!(operation.access.get(), Some(Access::Read)) {
        return None;
    }
    let mut speaking = candidates().filter(|parameter| {
        parameter
            .schema
            .prose
            .values()
            .any(|text| speaks_of_repeats(text))
    });
    let first = speaking.next()?;
    speaking.next().is_none().then(|| first.name.clone())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn secrets_are_told_by_the_end_of_their_name() {
        for name in [
            "Password",
            "AccountPassword",
            "old_password",
            "ClientSecret",
            "Passwords",
            "tls-private-key",
            "AccessKeySecret",
        ] {
            assert!(is_secret(name), "{name}");
        }
        for name in [
            "PasswordPolicy",
            "NextToken",
            "ClientToken",
            "SecretName",
            "KeyId",
            "Key",
            "",
        ] {
            assert!(!is_secret(name), "{name}");
        }
    }
}
