//! Signatures computed apart from this crate (a dozen lines over another language's standard library), and refusals.

use std::time::{Duration, UNIX_EPOCH};

use super::verifier::{Arrived, verify};
use crate::clock::parse_utc;
use crate::credentials::Credentials;
use crate::http::{HttpRequest, Scheme};
use crate::sign::{Canonical, SignError, Signing, sign};

const DATE: &str = "2024-02-29T23:59:59Z";

fn request(method: &str, host: &str, path: &str, query: &[(&str, &str)]) -> HttpRequest {
    let mut request = HttpRequest::new(method, Scheme::Https, host, path);
    request.query = query.iter().copied().collect();
    request
}

fn signed(
    request: &mut HttpRequest,
    credentials: &Credentials,
    action: &str,
    also: &[&str],
) -> Result<String, SignError> {
    let date = parse_utc(DATE).unwrap();
    sign(
        request,
        &Signing::new(credentials, action, "2020-01-01", date, "n-1").also_sign(also),
    )?;
    Ok(request.header("Authorization").unwrap().to_owned())
}

fn keys() -> Credentials {
    Credentials::new("id-1", "s3cret")
}

#[test]
fn rpc_sorts_by_bytes_and_encodes_values() {
    let query = [
        ("Tag.2.Key", "b"),
        ("Tag.10.Key", "c d"),
        ("Tag.1.Key", "*~/中"),
    ];
    let mut request = request("POST", "lamp.example", "/", &query);
    assert_eq!(
        signed(&mut request, &keys(), "LightLamp", &[]).unwrap(),
        "ACS3-HMAC-SHA256 Credential=id-1,SignedHeaders=host;x-acs-action;x-acs-content-sha256;x-acs-date;\
         x-acs-signature-nonce;x-acs-version,\
         Signature=77e7dd6cf7191c60e21cdbde83db91688f0466457d88a110b8a1f1105e9ee08e"
    );
    // The order in which the query is sent stays.
    assert!(
        request
            .query
            .iter()
            .map(|pair| pair.name())
            .eq(query.map(|pair| pair.0))
    );
}

#[test]
fn a_session_signs_its_token_and_id_and_an_empty_path_is_the_root() {
    let mut request = request("get", "lamp.example", "", &[]);
    let session = Credentials::session("id-2", "s3cret", "tok/en+with=odd&chars");
    let authorization = signed(&mut request, &session, "LightLamp", &[]).unwrap();
    assert!(
        authorization.ends_with("8de32c0023f80c8840c342d6e2848269f556c6629825dba6596f0b1d766fd7da"),
        "{authorization}"
    );
    assert!(
        authorization
            .contains("Credential=id-2,SignedHeaders=host;x-acs-accesskey-id;x-acs-action;")
    );
    // Signed anew with a lasting key, nothing of the session is left.
    signed(&mut request, &keys(), "LightLamp", &[]).unwrap();
    assert_eq!(request.header("x-acs-security-token"), None);
    assert_eq!(request.header("x-acs-accesskey-id"), None);
    let count = |name: &str| {
        request
            .headers
            .iter()
            .filter(|(other, _)| other == name)
            .count()
    };
    assert_eq!((count("Authorization"), count("x-acs-date")), (1, 1));
}

#[test]
fn a_path_is_signed_as_sent_and_a_body_with_its_type() {
    let mut request = request(
        "PUT",
        "lamp.example",
        "/lamps/a%20b/state",
        &[("dry", "true"), ("Empty", "")],
    );
    request.body = "{\"name\":\"灯\"}".into();
    request.set_header("Content-Type", "application/json; charset=utf-8");
    let authorization = signed(
        &mut request,
        &Credentials::new("id-1", "密"),
        "CreateLamp",
        &[],
    )
    .unwrap();
    assert!(
        authorization.ends_with("92efdb07761aa6528d3651ef0a66dc16bd98f78ad69c442d9e9b5f6d2ffe2e32"),
        "{authorization}"
    );
}

#[test]
fn headers_are_trimmed_sorted_and_joined_and_the_port_is_part_of_the_host() {
    let mut request = request("POST", "127.0.0.1:8080", "/", &[]);
    for (name, value) in [
        ("X-Acs-Note", "  zeta  two "),
        ("accept", "never signed"),
        ("x-acs-note", "alpha"),
        ("x-acs-empty", ""),
        ("User-Agent", "lamp/1"),
        ("Host", "127.0.0.1:8080"),
    ] {
        request.headers.push((name.into(), value.into()));
    }
    let also = ["USER-agent", "not-there", "authorization"];
    let authorization = signed(&mut request, &keys(), "LightLamp", &also).unwrap();
    assert!(
        authorization.ends_with("a37f2b4b7acf51e3d323547545e51c0971e264ea164b46723e529daed3d6b09c"),
        "{authorization}"
    );
    let canonical = Canonical::of(&request, &also).unwrap();
    assert!(
        canonical
            .as_str()
            .contains("\nx-acs-empty:\nx-acs-note:alpha,zeta  two\n")
    );
    assert!(canonical.string_to_sign().starts_with("ACS3-HMAC-SHA256\n"));
}

#[test]
fn names_of_the_query_are_signed_as_they_are() {
    let query = [("a b/中", "1"), ("Z", "2"), ("a", "3")];
    let mut request = request("POST", "lamp.example", "/", &query);
    let authorization = signed(&mut request, &keys(), "LightLamp", &[]).unwrap();
    assert!(
        authorization.ends_with("713620c1386a5a160841b21862d892ba582218eb3da4bb50819671db31fc381a"),
        "{authorization}"
    );
    assert!(
        Canonical::of(&request, &[])
            .unwrap()
            .as_str()
            .contains("\nZ=2&a=3&a b/中=1\n")
    );
}

#[test]
fn signing_needs_no_order_and_repeats_itself() {
    let mut one = request("POST", "lamp.example", "/", &[("B", "1"), ("A", "2")]);
    let mut other = request("POST", "lamp.example", "/", &[("A", "2"), ("B", "1")]);
    let first = signed(&mut one, &keys(), "LightLamp", &[]).unwrap();
    assert_eq!(
        first,
        signed(&mut other, &keys(), "LightLamp", &[]).unwrap()
    );
    assert_eq!(first, signed(&mut one, &keys(), "LightLamp", &[]).unwrap());
}

/// What becomes of a request that is changed like this before it is signed.
fn refusal(change: impl FnOnce(&mut HttpRequest)) -> Option<SignError> {
    let mut request = request("POST", "lamp.example", "/", &[("A", "1")]);
    request.set_header("Authorization", "left over");
    change(&mut request);
    let error = signed(&mut request, &keys(), "LightLamp", &[]).err();
    assert_eq!(request.header("authorization").is_none(), error.is_some());
    error
}

#[test]
fn what_could_not_travel_as_signed_is_refused() {
    assert_eq!(refusal(|_| {}), None);
    for method in ["", "PO ST", "POST\n", "PÖST"] {
        assert_eq!(
            refusal(|request| request.method = method.into()),
            Some(SignError::Method)
        );
    }
    for path in ["lamps", "/a?b", "/a#b", "/a\nb", "/a\0"] {
        assert_eq!(
            refusal(|request| request.path = path.into()),
            Some(SignError::Path),
            "{path}"
        );
    }
    for host in ["", "a b", "a/b", "a\r\nb", "user@a"] {
        assert_eq!(
            refusal(|request| request.host = host.into()),
            Some(SignError::Host),
            "{host}"
        );
    }
    let header = |name: &str, value: &str| {
        refusal(|request| request.headers.push((name.to_owned().into(), value.into())))
    };
    assert_eq!(header("Host", "other.example"), Some(SignError::Host));
    assert_eq!(
        header("x-acs-a", "b\r\nx-acs-c: d"),
        Some(SignError::Header("x-acs-a".into()))
    );
    assert_eq!(header("x acs", ""), Some(SignError::Header("x acs".into())));
    assert_eq!(header("x\n", ""), Some(SignError::Header("x\\n".into())));
    assert_eq!(header("", ""), Some(SignError::Header(String::new())));
    assert_eq!(header("x-acs-a", "tab\tand 中 may stand in a value"), None);
    assert_eq!(
        refusal(|request| request.query.push(("a\nb", ""))),
        Some(SignError::Parameter("a\\nb".into()))
    );
}

#[test]
fn keys_dates_and_nonces_that_cannot_sign() {
    let attempt = |keys: &Credentials, seconds: u64, nonce: &str| {
        let mut request = request("POST", "lamp.example", "/", &[]);
        let date = UNIX_EPOCH + Duration::from_secs(seconds);
        let error = sign(
            &mut request,
            &Signing::new(keys, "LightLamp", "2020-01-01", date, nonce),
        )
        .unwrap_err();
        assert!(!error.to_string().contains("s3cret") && !error.to_string().contains("id,1"));
        error
    };
    for id in ["", "id,1", "id 1", "id\n1", "ид"] {
        assert_eq!(
            attempt(&Credentials::new(id, "s3cret"), 1, "n"),
            SignError::AccessKeyId
        );
    }
    assert_eq!(
        attempt(&Credentials::new("id", ""), 1, "n"),
        SignError::Secret
    );
    assert_eq!(attempt(&keys(), 300_000_000_000, "n"), SignError::Date);
    assert_eq!(attempt(&keys(), 1, " "), SignError::Nonce);
    assert_eq!(attempt(&keys(), 1, "n\n"), SignError::Nonce);
}

#[test]
fn debug_shows_no_token() {
    let mut request = request("POST", "lamp.example", "/", &[]);
    let session = Credentials::session("id-2", "hunter2", "token-of-hunter2");
    let date = parse_utc(DATE).unwrap();
    let signing = Signing::new(&session, "A", "1", date, "n");
    sign(&mut request, &signing).unwrap();
    let canonical = Canonical::of(&request, &[]).unwrap();
    assert!(canonical.as_str().contains("token-of-hunter2"));
    let shown = format!("{request:?} {canonical:?} {signing:?}");
    assert!(!shown.contains("hunter2"), "{shown}");
    assert_eq!(verify(&Arrived::of(&request), "id-2", "hunter2"), Ok(()));
}
