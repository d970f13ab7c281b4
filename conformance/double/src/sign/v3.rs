//! ACS3-HMAC-SHA256: what is signed stands in `SignedHeaders`, as the client sends it.

use hmac::{Hmac, KeyInit, Mac};
use sha2::{Digest, Sha256};

use super::{Gate, Refusal};
use crate::message::Message;
use crate::text::{encode_into, hex, mask, unhex};

const ALGORITHM: &str = "ACS3-HMAC-SHA256";

/// Headers without which a signature would cover too little.
const ALWAYS_SIGNED: [&str; 6] = [
    "host",
    "x-acs-action",
    "x-acs-content-sha256",
    "x-acs-date",
    "x-acs-signature-nonce",
    "x-acs-version",
];

struct Authorization<'m> {
    id: &'m str,
    signed: Vec<&'m str>,
    signed_headers: &'m str,
    signature: Vec<u8>,
}

impl<'m> Authorization<'m> {
    fn read(text: &'m str) -> Result<Self, Refusal> {
        let (algorithm, rest) = text.split_once(' ').unwrap_or((text, ""));
        if algorithm != ALGORITHM {
            return Err(Refusal::incomplete(
                "the algorithm of the Authorization header is not ACS3-HMAC-SHA256",
            ));
        }
        let (mut id, mut signed, mut signature) = (None, None, None);
        for part in rest.split(',') {
            let place = match part.trim().split_once('=') {
                Some(("Credential", value)) => (&mut id, value),
                Some(("SignedHeaders", value)) => (&mut signed, value),
                Some(("Signature", value)) => (&mut signature, value),
                _ => {
                    return Err(Refusal::incomplete(
                        "the Authorization header has a part that does not belong there",
                    ));
                }
            };
            if place.0.replace(place.1).is_some() {
                return Err(Refusal::incomplete(
                    "the Authorization header has a part twice",
                ));
            }
        }
        let (Some(id), Some(signed_headers), Some(signature)) = (id, signed, signature) else {
            return Err(Refusal::incomplete(
                "the Authorization header needs Credential, SignedHeaders and Signature",
            ));
        };
        let signature = unhex(signature).unwrap_or_default();
        Ok(Authorization {
            id,
            signed: signed_headers.split(';').collect(),
            signed_headers,
            signature,
        })
    }
}

pub(super) fn verify(message: &Message, gate: &Gate<'_>) -> Result<String, Refusal> {
    if message.headers.get_all("authorization").iter().count() > 1 {
        return Err(Refusal::incomplete(
            "there are several Authorization headers",
        ));
    }
    let text = message.header("authorization").unwrap_or_default();
    let authorization = Authorization::read(text)?;
    complete(message, &authorization, gate)?;
    let needed = |name: &str| {
        message
            .header(name)
            .filter(|value| !value.is_empty())
            .ok_or_else(|| Refusal::incomplete(&format!("{name} is missing")))
    };
    let nonce = needed("x-acs-signature-nonce")?;
    gate.time(needed("x-acs-date")?)?;
    let payload = hex(&Sha256::digest(&message.body));
    if needed("x-acs-content-sha256")? != payload {
        return Err(Refusal::new(
            "SignatureDoesNotMatch",
            format!(
                "Specified signature does not match our calculation. server sha256 of the body is {payload}"
            ),
        ));
    }
    let credential = gate.credential(authorization.id, message.header("x-acs-security-token"))?;
    if message
        .header("x-acs-accesskey-id")
        .is_some_and(|id| id != credential.id)
    {
        return Err(Refusal::incomplete(
            "x-acs-accesskey-id is not the Credential",
        ));
    }
    let matches = |form: Form| {
        let canonical = canonical(message, &authorization, form, &payload, None);
        let Ok(mac) = Hmac::<Sha256>::new_from_slice(credential.secret.as_bytes()) else {
            return false;
        };
        mac.chain_update(string_to_sign(&canonical))
            .verify_slice(&authorization.signature)
            .is_ok()
    };
    if !Form::ALL.into_iter().any(matches) {
        let canonical = canonical(message, &authorization, Form::PLAIN, &payload, Some(gate));
        return Err(Refusal::new(
            "SignatureDoesNotMatch",
            format!(
                "Specified signature does not match our calculation. server StringToSign is [{}] server CanonicalRequest is [{}]",
                string_to_sign(&canonical),
                String::from_utf8_lossy(&canonical)
            ),
        ));
    }
    gate.nonce(&credential.id, nonce)?;
    Ok(credential.id.clone())
}

/// Whether the signature covers what it must, and only headers that are there.
fn complete(
    message: &Message,
    authorization: &Authorization<'_>,
    gate: &Gate<'_>,
) -> Result<(), Refusal> {
    let signed = &authorization.signed;
    for name in signed {
        let is_name = !name.is_empty() && !name.bytes().any(|byte| byte.is_ascii_uppercase());
        if !is_name || !message.headers.contains_key(*name) {
            return Err(Refusal::incomplete(&format!(
                "SignedHeaders names `{name}`, which the request does not have"
            )));
        }
    }
    let lacking = ALWAYS_SIGNED.iter().find(|name| !signed.contains(name));
    let unsigned = || {
        let mut names = message.headers.keys().map(|name| name.as_str());
        names.find(|name| name.starts_with("x-acs-") && !signed.contains(name))
    };
    match lacking
        .copied()
        .or_else(|| if gate.all_signed { unsigned() } else { None })
    {
        Some(name) => Err(Refusal::incomplete(&format!("SignedHeaders lacks {name}"))),
        None => Ok(()),
    }
}

/// Where clients differ in what they sign, though they send the same.
#[derive(Clone, Copy)]
struct Form {
    /// Names of the query are percent-encoded, as the vendor's page has it; its own clients leave them as they are.
    encoded_names: bool,
    /// The path is normalised, as the Node client does.
    normal_path: bool,
}

impl Form {
    const PLAIN: Form = Form {
        encoded_names: false,
        normal_path: false,
    };
    const ALL: [Form; 4] = [
        Form::PLAIN,
        Form {
            encoded_names: true,
            normal_path: false,
        },
        Form {
            encoded_names: false,
            normal_path: true,
        },
        Form {
            encoded_names: true,
            normal_path: true,
        },
    ];
}

fn string_to_sign(canonical: &[u8]) -> String {
    format!("{ALGORITHM}\n{}", hex(&Sha256::digest(canonical)))
}

/// The canonical request; for people (`shown`) with secrets masked.
fn canonical(
    message: &Message,
    authorization: &Authorization<'_>,
    form: Form,
    payload: &str,
    shown: Option<&Gate<'_>>,
) -> Vec<u8> {
    let mut out = Vec::with_capacity(1024);
    out.extend(
        message
            .method
            .as_str()
            .bytes()
            .map(|byte| byte.to_ascii_uppercase()),
    );
    out.push(b'\n');
    match form.normal_path {
        true => out.extend(
            message
                .path
                .replace('+', "%20")
                .replace('*', "%2A")
                .replace("%7E", "~")
                .bytes(),
        ),
        false => out.extend(message.path.bytes()),
    }
    out.push(b'\n');
    let mut query: Vec<&(String, String)> = message.query.iter().collect();
    // Stable: values of one name stay in the order in which they were sent.
    query.sort_by(|(a, _), (b, _)| a.cmp(b));
    for (n, (name, value)) in query.into_iter().enumerate() {
        if n > 0 {
            out.push(b'&');
        }
        match form.encoded_names {
            true => encode_into(&mut out, name.as_bytes()),
            false => out.extend(name.bytes()),
        }
        out.push(b'=');
        match shown {
            Some(gate) => encode_into(&mut out, gate.shown(name, value).as_bytes()),
            None => encode_into(&mut out, value.as_bytes()),
        }
    }
    out.push(b'\n');
    for name in &authorization.signed {
        let mut values: Vec<&[u8]> = message
            .headers
            .get_all(*name)
            .iter()
            .map(|value| value.as_bytes().trim_ascii())
            .collect();
        values.sort_unstable();
        out.extend(name.bytes());
        out.push(b':');
        if shown.is_some() && *name == "x-acs-security-token" {
            out.extend(mask(message.header(name).unwrap_or_default()).bytes());
        } else {
            out.extend(values.join(&b","[..]));
        }
        out.push(b'\n');
    }
    out.push(b'\n');
    out.extend(authorization.signed_headers.bytes());
    out.push(b'\n');
    out.extend(payload.bytes());
    out
}
