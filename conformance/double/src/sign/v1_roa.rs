//! The older signature of ROA requests: `Authorization: acs <id>:<HMAC-SHA1>` over method, five headers, the `x-acs-`
//! headers, path and query. Written from what official clients send (their cores in Python and Node).

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, KeyInit, Mac};
use md5::{Digest, Md5};
use sha1::Sha1;

use super::{Gate, Refusal};
use crate::message::Message;
use crate::text::{decode, mask};

/// How the value of an `Authorization` header of this kind begins.
pub(super) const PREFIX: &str = "acs ";

pub(super) fn verify(message: &Message, gate: &Gate<'_>) -> Result<String, Refusal> {
    if message.headers.get_all("authorization").iter().count() > 1 {
        return Err(Refusal::incomplete(
            "there are several Authorization headers",
        ));
    }
    let text = message.header("authorization").unwrap_or_default();
    let (id, signature) = text
        .strip_prefix(PREFIX)
        .and_then(|rest| rest.trim().split_once(':'))
        .filter(|(id, signature)| !id.is_empty() && !signature.is_empty())
        .ok_or_else(|| {
            Refusal::incomplete("the Authorization header needs `acs <AccessKeyId>:<Signature>`")
        })?;
    for (name, want) in [
        ("x-acs-signature-method", "HMAC-SHA1"),
        ("x-acs-signature-version", "1.0"),
    ] {
        let given = message.header(name).filter(|value| !value.is_empty());
        if given.is_some_and(|value| !value.eq_ignore_ascii_case(want)) {
            return Err(Refusal::incomplete(&format!("{name} is not {want}")));
        }
    }
    let date = message
        .header("date")
        .ok_or_else(|| Refusal::incomplete("Date is missing"))?;
    gate.at(crate::clock::parse_http_date(date))?;
    if let Some(given) = message.header("content-md5").filter(|md5| !md5.is_empty()) {
        let md5 = STANDARD.encode(Md5::digest(&message.body));
        if given != md5 {
            return Err(Refusal::new(
                "SignatureDoesNotMatch",
                format!(
                    "Specified signature is not matched with our calculation. server Content-MD5 is {md5}"
                ),
            ));
        }
    }
    let credential = gate.credential(id, message.header("x-acs-security-token"))?;
    let signature = STANDARD.decode(signature).unwrap_or_default();
    let matches = |form: Form| {
        let text = string_to_sign(message, form, None);
        Hmac::<Sha1>::new_from_slice(credential.secret.as_bytes())
            .is_ok_and(|mac| mac.chain_update(text).verify_slice(&signature).is_ok())
    };
    if !Form::ALL.into_iter().any(matches) {
        let shown = string_to_sign(message, Form::PLAIN, Some(gate));
        return Err(Refusal::new(
            "SignatureDoesNotMatch",
            format!(
                "Specified signature is not matched with our calculation. server string to sign is:{shown}"
            ),
        ));
    }
    // The oldest clients send no nonce with such requests; then nothing tells a repetition from a second request.
    match message.header("x-acs-signature-nonce") {
        Some(nonce) if !nonce.is_empty() => gate.nonce(&credential.id, nonce)?,
        _ => {}
    }
    Ok(credential.id.clone())
}

/// Where clients differ in what they sign, though they send the same.
#[derive(Clone, Copy)]
struct Form {
    /// The path without percent coding.
    decoded_path: bool,
    /// A parameter with an empty value is its name alone, without `=`.
    bare_names: bool,
}

impl Form {
    const PLAIN: Form = Form {
        decoded_path: false,
        bare_names: false,
    };
    const ALL: [Form; 4] = [
        Form::PLAIN,
        Form {
            decoded_path: false,
            bare_names: true,
        },
        Form {
            decoded_path: true,
            bare_names: false,
        },
        Form {
            decoded_path: true,
            bare_names: true,
        },
    ];
}

/// For people (`shown`) with secrets masked.
fn string_to_sign(message: &Message, form: Form, shown: Option<&Gate<'_>>) -> String {
    let mut out = format!("{}\n", message.method);
    for name in ["accept", "content-md5", "content-type", "date"] {
        out.push_str(message.header(name).unwrap_or_default());
        out.push('\n');
    }
    let mut names: Vec<&str> = message
        .headers
        .keys()
        .map(|name| name.as_str())
        .filter(|name| name.starts_with("x-acs-"))
        .collect();
    names.sort_unstable();
    for name in names {
        let values = message.headers.get_all(name).iter();
        let values: Vec<String> = values
            .map(|value| {
                let value = String::from_utf8_lossy(value.as_bytes());
                match shown {
                    Some(_) if name == "x-acs-security-token" => mask(value.trim()),
                    _ => value.trim().to_owned(),
                }
            })
            .collect();
        out.push_str(&format!("{name}:{}\n", values.join(",")));
    }
    let decoded = form.decoded_path.then(|| decode(&message.path, false));
    out.push_str(decoded.flatten().as_deref().unwrap_or(&message.path));
    let mut query: Vec<&(String, String)> = message.query.iter().collect();
    query.sort_by(|(a, _), (b, _)| a.cmp(b));
    for (n, (name, value)) in query.into_iter().enumerate() {
        out.push(if n == 0 { '?' } else { '&' });
        out.push_str(name);
        if !(value.is_empty() && form.bare_names) {
            out.push('=');
            match shown {
                Some(gate) => out.push_str(&gate.shown(name, value)),
                None => out.push_str(value),
            }
        }
    }
    out
}
