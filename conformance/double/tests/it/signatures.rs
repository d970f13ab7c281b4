//! G15: what a signature covers, and what every change of it is answered with.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use acs_double::Double;
use acs_runtime::credentials::Credentials;
use acs_runtime::http::HttpRequest;

use crate::kit::{self, bytes, request, signed, sound};

const NOW: u64 = 1_767_323_045;

fn now() -> SystemTime {
    UNIX_EPOCH + Duration::from_secs(NOW)
}

fn double() -> Double {
    Double::builder()
        .credentials("id", "secret")
        .session(
            "sid",
            "ssecret",
            "session-token",
            Some(now() + Duration::from_secs(10)),
        )
        .frozen_at(now())
        .start()
        .unwrap()
}

fn fresh(credentials: &Credentials) -> HttpRequest {
    signed(request(sound()), credentials, now(), &kit::nonce())
}

fn code(double: &Double, request: &HttpRequest) -> String {
    let answer = kit::once(double.address(), &bytes(request));
    if answer.status == 200 {
        "created".to_owned()
    } else {
        format!("{} {}", answer.status, answer.text("Code"))
    }
}

fn header<'a>(request: &'a mut HttpRequest, name: &str) -> &'a mut String {
    &mut request
        .headers
        .iter_mut()
        .find(|(other, _)| other.eq_ignore_ascii_case(name))
        .unwrap()
        .1
}

#[test]
fn every_bit_of_the_signature_counts() {
    let (double, credentials) = (double(), Credentials::new("id", "secret"));
    let request = fresh(&credentials);
    for bit in 0..256 {
        let mut flipped = request.clone();
        let authorization = header(&mut flipped, "authorization");
        let at = authorization.find("Signature=").unwrap() + "Signature=".len();
        let digit = &authorization[at + bit / 4..=at + bit / 4];
        let other = u8::from_str_radix(digit, 16).unwrap() ^ (1 << (bit % 4));
        authorization.replace_range(at + bit / 4..=at + bit / 4, &format!("{other:x}"));
        assert_eq!(
            code(&double, &flipped),
            "400 SignatureDoesNotMatch",
            "bit {bit}"
        );
    }
    // None of these used the nonce up.
    assert_eq!(code(&double, &request), "created");
    let mut upper = fresh(&credentials);
    let authorization = header(&mut upper, "authorization");
    let at = authorization.find("Signature=").unwrap() + "Signature=".len();
    let signature = authorization.split_off(at).to_uppercase();
    authorization.push_str(&signature);
    assert_eq!(code(&double, &upper), "400 SignatureDoesNotMatch");
}

#[test]
fn every_signed_header_counts() {
    let (double, credentials) = (
        double(),
        Credentials::session("sid", "ssecret", "session-token"),
    );
    let mut request = request(sound());
    request.set_header("x-acs-credentials-provider", "static_sts");
    request.set_header("content-type", "application/x-www-form-urlencoded");
    let request = signed(request, &credentials, now(), &kit::nonce());
    let names: Vec<String> = request
        .headers
        .iter()
        .map(|(name, _)| name.to_lowercase())
        .collect();
    for (name, want) in [
        ("x-acs-action", "400 SignatureDoesNotMatch"),
        ("x-acs-version", "400 SignatureDoesNotMatch"),
        ("x-acs-signature-nonce", "400 SignatureDoesNotMatch"),
        ("x-acs-content-sha256", "400 SignatureDoesNotMatch"),
        ("x-acs-credentials-provider", "400 SignatureDoesNotMatch"),
        ("content-type", "400 SignatureDoesNotMatch"),
        ("x-acs-date", "400 InvalidTimeStamp.Format"),
        ("x-acs-accesskey-id", "400 IncompleteSignature"),
        (
            "x-acs-security-token",
            "400 InvalidSecurityToken.MismatchWithAccessKey",
        ),
    ] {
        assert!(names.contains(&name.to_owned()), "{name} is signed");
        let mut changed = request.clone();
        header(&mut changed, name).push('0');
        assert_eq!(code(&double, &changed), want, "{name}");
        let mut gone = request.clone();
        gone.headers
            .retain(|(other, _)| !other.eq_ignore_ascii_case(name));
        assert_eq!(
            code(&double, &gone),
            "400 IncompleteSignature",
            "without {name}"
        );
    }
    let mut moved = request.clone();
    header(&mut moved, "x-acs-date").replace_range(18..19, "9");
    assert_eq!(
        code(&double, &moved),
        "400 SignatureDoesNotMatch",
        "another second"
    );
    for (what, change) in [
        ("host", (|r| r.host.push('x')) as fn(&mut HttpRequest)),
        ("method", |r| r.method = "GET".into()),
        ("path", |r| r.path = "//".into()),
        ("value", |r| kit::change(r, |list| list[0].1.push('x'))),
        ("name", |r| kit::change(r, |list| list[0].0.push('x'))),
        ("one parameter less", |r| {
            kit::change(r, |list| drop(list.pop()))
        }),
    ] {
        let mut changed = request.clone();
        change(&mut changed);
        assert_eq!(
            code(&double, &changed),
            "400 SignatureDoesNotMatch",
            "{what}"
        );
    }
    let mut body = request.clone();
    body.body = b"a=b".to_vec();
    assert_eq!(code(&double, &body), "400 SignatureDoesNotMatch", "body");
    let mut unsigned = request.clone();
    unsigned.set_header("x-acs-extra", "1");
    assert_eq!(
        code(&double, &unsigned),
        "400 IncompleteSignature",
        "a header that nobody signed"
    );
    double.switch("unsigned-headers", "accept").unwrap();
    // The order of parameters on the wire is free, and so are headers that are not signed.
    kit::change(&mut unsigned, |list| list.reverse());
    unsigned.set_header("user-agent", "somebody else");
    assert_eq!(code(&double, &unsigned), "created");
}

#[test]
fn the_time_may_be_a_quarter_of_an_hour_away() {
    let (double, credentials) = (double(), Credentials::new("id", "secret"));
    for (away, want) in [
        (-901, "400 InvalidTimeStamp.Expired"),
        (-900, "created"),
        (-899, "created"),
        (899, "created"),
        (900, "created"),
        (901, "400 InvalidTimeStamp.Expired"),
    ] {
        let date = UNIX_EPOCH + Duration::from_secs(NOW.checked_add_signed(away).unwrap());
        let request = signed(request(sound()), &credentials, date, &kit::nonce());
        assert_eq!(code(&double, &request), want, "{away} s");
    }
    // The answer says what time it is, so that a client can mend its clock.
    let answer = kit::once(double.address(), &bytes(&fresh(&credentials)));
    assert!(
        answer
            .head
            .to_lowercase()
            .contains("date: fri, 02 jan 2026 03:04:05 gmt"),
        "{}",
        answer.head
    );
}

#[test]
fn a_nonce_serves_once() {
    let (double, credentials) = (double(), Credentials::new("id", "secret"));
    let request = fresh(&credentials);
    assert_eq!(code(&double, &request), "created");
    assert_eq!(code(&double, &request), "400 SignatureNonceUsed");
    double.advance(Duration::from_secs(899));
    assert_eq!(code(&double, &request), "400 SignatureNonceUsed");
    double.advance(Duration::from_secs(2));
    assert_eq!(
        code(&double, &request),
        "400 InvalidTimeStamp.Expired",
        "no gap between the two"
    );
    assert_eq!(double.created_count(), 1);
}

#[test]
fn keys_and_sessions() {
    let double = double();
    for (credentials, want) in [
        (Credentials::new("id", "wrong"), "400 SignatureDoesNotMatch"),
        (
            Credentials::new("nobody", "secret"),
            "404 InvalidAccessKeyId.NotFound",
        ),
        (
            Credentials::session("sid", "ssecret", "session-token"),
            "created",
        ),
        (
            Credentials::session("sid", "ssecret", "another"),
            "400 InvalidSecurityToken.MismatchWithAccessKey",
        ),
        (
            Credentials::session("id", "secret", "session-token"),
            "400 InvalidSecurityToken.MismatchWithAccessKey",
        ),
        (
            Credentials::new("sid", "ssecret"),
            "404 InvalidAccessKeyId.NotFound",
        ),
    ] {
        assert_eq!(code(&double, &fresh(&credentials)), want, "{credentials:?}");
    }
    double.advance(Duration::from_secs(10));
    let ended = fresh(&Credentials::session("sid", "ssecret", "session-token"));
    assert_eq!(code(&double, &ended), "400 InvalidSecurityToken.Expired");
    // Secrets are neither in what is recorded nor in what is answered.
    let mut wrong = ended.clone();
    kit::change(&mut wrong, |list| drop(list.pop()));
    double.freeze(now());
    let answer = kit::once(double.address(), &bytes(&wrong));
    assert_eq!(answer.text("Code"), "SignatureDoesNotMatch");
    assert!(answer.body.contains("<13 characters>"), "{}", answer.body);
    let said = format!(
        "{}{}{:?}",
        answer.body,
        kit::get(double.address(), "/_double/requests").body,
        double.requests()
    );
    for secret in ["ssecret", "session-token", "another"] {
        assert!(!said.contains(secret), "{secret}");
    }
}

#[test]
fn malformed_authorizations_are_incomplete() {
    let (double, credentials) = (double(), Credentials::new("id", "secret"));
    let request = fresh(&credentials);
    let whole = request.header("authorization").unwrap().to_owned();
    for broken in [
        "".to_owned(),
        "ACS3-HMAC-SHA256".to_owned(),
        whole.replace("ACS3-HMAC-SHA256", "ACS3-HMAC-SM3"),
        whole.replace("Credential=id,", ""),
        whole.replace("Signature=", "Signatur="),
        whole.replace("SignedHeaders=host;", "SignedHeaders="),
        whole.replace("SignedHeaders=host;", "SignedHeaders=host;x-none;"),
        whole.replace("SignedHeaders=host;", "SignedHeaders=Host;"),
        whole.replace("SignedHeaders=", "SignedHeaders=;"),
        format!("{whole},Signature=00"),
        "Basic aWQ6c2VjcmV0".to_owned(),
    ] {
        let mut changed = request.clone();
        changed.set_header("authorization", broken.clone());
        assert_eq!(
            code(&double, &changed),
            "400 IncompleteSignature",
            "{broken}"
        );
    }
    let mut short = request.clone();
    short.set_header("authorization", &whole[..whole.len() - 2]);
    assert_eq!(code(&double, &short), "400 SignatureDoesNotMatch");
    let mut none = request.clone();
    none.remove_header("authorization");
    assert_eq!(code(&double, &none), "400 IncompleteSignature");
    let mut spaced = request;
    spaced.set_header("authorization", whole.replace(',', ", "));
    assert_eq!(
        code(&double, &spaced),
        "created",
        "blanks after commas are the vendor's own spelling"
    );
}
