//! The older signature of RPC requests: HMAC-SHA1 over all parameters, whether they travel in the query or in a form.

use base64::Engine as _;
use hmac::{Hmac, KeyInit, Mac};
use sha1::Sha1;

use super::{Gate, Refusal};
use crate::message::Message;
use crate::text::encode;

/// Parameters that belong to the signature and the addressing, not to the operation.
pub(crate) const SYSTEM_PARAMETERS: [&str; 12] = [
    "AccessKeyId",
    "Action",
    "BearerToken",
    "Format",
    "SecurityToken",
    "Signature",
    "SignatureMethod",
    "SignatureNonce",
    "SignatureType",
    "SignatureVersion",
    "Timestamp",
    "Version",
];

pub(super) fn verify(message: &Message, gate: &Gate<'_>) -> Result<String, Refusal> {
    let given = |name: &str| {
        message
            .parameter(name)
            .filter(|value| !value.is_empty())
            .ok_or_else(|| Refusal::incomplete(&format!("{name} is missing")))
    };
    let optional = |name: &str, want: &str| match message.parameter(name) {
        Some(value) if !value.is_empty() && !value.eq_ignore_ascii_case(want) => {
            Err(Refusal::incomplete(&format!("{name} is not {want}")))
        }
        _ => Ok(()),
    };
    if message
        .parameter("SignatureType")
        .is_some_and(|kind| !kind.is_empty())
    {
        return Err(Refusal::incomplete("SignatureType is not empty"));
    }
    optional("SignatureMethod", "HMAC-SHA1")?;
    optional("SignatureVersion", "1.0")?;
    let (id, signature, nonce) = (
        given("AccessKeyId")?,
        given("Signature")?,
        given("SignatureNonce")?,
    );
    gate.time(given("Timestamp")?)?;
    let credential = gate.credential(id, message.parameter("SecurityToken"))?;
    let signature = base64::engine::general_purpose::STANDARD
        .decode(signature)
        .unwrap_or_default();
    let key = format!("{}&", credential.secret);
    let text = string_to_sign(message, |_, value| value.to_owned());
    let matches = Hmac::<Sha1>::new_from_slice(key.as_bytes())
        .is_ok_and(|mac| mac.chain_update(text).verify_slice(&signature).is_ok());
    if !matches {
        let shown = string_to_sign(message, |name, value| gate.shown(name, value));
        return Err(Refusal::new(
            "SignatureDoesNotMatch",
            format!(
                "Specified signature is not matched with our calculation. server string to sign is:{shown}"
            ),
        ));
    }
    gate.nonce(&credential.id, nonce)?;
    Ok(credential.id.clone())
}

fn string_to_sign(message: &Message, shown: impl Fn(&str, &str) -> String) -> String {
    let mut parameters: Vec<&(String, String)> = message
        .parameters()
        .filter(|(name, _)| name != "Signature")
        .collect();
    parameters.sort_by(|(a, _), (b, _)| a.cmp(b));
    let parameters: Vec<String> = parameters
        .into_iter()
        .map(|(name, value)| format!("{}={}", encode(name), encode(&shown(name, value))))
        .collect();
    format!("{}&%2F&{}", message.method, encode(&parameters.join("&")))
}
