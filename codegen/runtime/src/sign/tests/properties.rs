//! Random requests: the independent verifier accepts each as signed, and none in which a single thing was changed.

use std::time::{Duration, UNIX_EPOCH};

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{Index, select};

use super::verifier::{Arrived, verify};
use crate::Pair;
use crate::credentials::Credentials;
use crate::http::{HttpRequest, Scheme};
use crate::sign::{Signing, sign};

const ID: &str = "id-1";
const SECRET: &str = "s3cret-密";

fn text(characters: &'static str, least: usize, most: usize) -> impl Strategy<Value = String> {
    let characters: Vec<char> = characters.chars().collect();
    vec(select(characters), least..=most).prop_map(|list| list.into_iter().collect())
}

fn request() -> impl Strategy<Value = HttpRequest> {
    let pair = (
        // No `&`: see the module's head. Everything else that a name could have.
        text("ABXYZabc.129-_ /=+%é中", 1, 8),
        prop_oneof![
            vec(any::<char>(), 0..12).prop_map(|list| list.into_iter().collect::<String>()),
            text("ab %+&=*~/\u{0}\n中😀", 0, 300),
        ],
    );
    let header = (
        prop_oneof![
            text("abcXYZ-0", 1, 6).prop_map(|name| format!("x-Acs-q{name}")),
            Just("Content-Type".to_owned()),
            Just("x-acs-note".to_owned()),
        ],
        text("ab ,;:=\t/中", 0, 20),
    );
    (
        select(vec!["GET", "POST", "PUT", "DELETE", "PATCH"]),
        text("ab-.:1", 1, 12),
        prop_oneof![
            Just("/".to_owned()),
            text("ab%20/*+~.", 0, 20).prop_map(|path| format!("/{path}")),
        ],
        vec(pair, 0..10),
        vec(header, 0..5),
        vec(any::<u8>(), 0..200),
    )
        .prop_map(|(method, host, path, query, headers, body)| HttpRequest {
            query: query.into_iter().collect(),
            headers: headers
                .into_iter()
                .map(|(name, value)| (name.into(), value))
                .collect(),
            body,
            ..HttpRequest::new(method, Scheme::Https, host, path)
        })
}

fn signed(mut request: HttpRequest, token: Option<&str>, seconds: u64) -> HttpRequest {
    let credentials = match token {
        Some(token) => Credentials::session(ID, SECRET, token),
        None => Credentials::new(ID, SECRET),
    };
    let date = UNIX_EPOCH + Duration::from_secs(seconds);
    sign(
        &mut request,
        &Signing::new(&credentials, "LightLamp", "2020-01-01", date, "n-1"),
    )
    .unwrap();
    request
}

/// A query as it can be changed.
type Listed = Vec<(String, String)>;

/// Changes one character to another that means something else.
fn change(text: &str, at: Index, to: char) -> String {
    let mut list: Vec<char> = text.chars().collect();
    if list.is_empty() {
        return to.to_string();
    }
    let at = at.index(list.len());
    list[at] = if list[at] == to { 'Q' } else { to };
    list.into_iter().collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn random_requests_verify(request in request(), token in proptest::option::of("tok"), seconds in 0..4_000_000_000_u64) {
        let request = signed(request, token.as_deref(), seconds);
        prop_assert_eq!(verify(&Arrived::of(&request), ID, SECRET), Ok(()));
        prop_assert!(verify(&Arrived::of(&request), ID, "other").is_err());
        prop_assert!(verify(&Arrived::of(&request), "other", SECRET).is_err());
    }

    #[test]
    fn parameters_that_come_in_order_sign_alike(request in request(), seconds in 0..4_000_000_000_u64) {
        let own = |pair: Pair<'_>| (pair.name().to_owned(), pair.value().to_owned());
        let mut list: Listed = request.query.iter().map(own).collect();
        // Those of one name stay as they are, among themselves.
        list.sort_by(|left, right| left.0.cmp(&right.0));
        let mut sorted = request.clone();
        sorted.query = list.into_iter().collect();
        let [one, other] = [request, sorted].map(|request| signed(request, None, seconds));
        prop_assert_eq!(one.header("authorization"), other.header("authorization"));
        prop_assert_eq!(verify(&Arrived::of(&other), ID, SECRET), Ok(()));
    }

    #[test]
    fn any_single_change_breaks_it(
        request in request(),
        token in proptest::option::of("tok"),
        at in any::<Index>(),
        which in any::<Index>(),
        to in select(vec!['k', 'Z', '7', '~']),
    ) {
        let good = signed(request, token.as_deref(), 1_700_000_000);
        let breaks = |what: &str, mutate: &dyn Fn(&mut HttpRequest)| {
            let mut bad = good.clone();
            mutate(&mut bad);
            assert_ne!(&bad, &good, "{}", what);
            assert!(verify(&Arrived::of(&bad), ID, SECRET).is_err(), "{what}: {bad:?}");
        };
        breaks("method", &|bad| bad.method = if bad.method == "GET" { "POST".into() } else { "GET".into() });
        breaks("path", &|bad| bad.path.push(to));
        breaks("path", &|bad| {
            let tail: String = bad.path.chars().skip(1).collect();
            bad.path = format!("/{}", change(&tail, at, to));
        });
        breaks("host", &|bad| bad.host = change(&bad.host, at, to));
        breaks("one more parameter", &|bad| bad.query.push(("New", &to.to_string())));
        breaks("one more empty parameter", &|bad| bad.query.push((&to.to_string(), "")));
        if !good.query.is_empty() {
            let which = which.index(good.query.len());
            let changed = |bad: &mut HttpRequest, with: &dyn Fn(&mut Listed)| {
                let own = |pair: Pair<'_>| (pair.name().to_owned(), pair.value().to_owned());
                let mut list: Listed = bad.query.iter().map(own).collect();
                with(&mut list);
                bad.query = list.into_iter().collect();
            };
            breaks("a name", &|bad| changed(bad, &|list| list[which].0 = change(&list[which].0, at, to)));
            breaks("a value", &|bad| changed(bad, &|list| list[which].1 = change(&list[which].1, at, to)));
            breaks("a longer value", &|bad| changed(bad, &|list| list[which].1.push(to)));
            breaks("one parameter less", &|bad| changed(bad, &|list| drop(list.remove(which))));
        }
        breaks("a longer body", &|bad| bad.body.push(0));
        if !good.body.is_empty() {
            let which = which.index(good.body.len());
            breaks("a bit of the body", &|bad| bad.body[which] ^= 1 << at.index(8));
        }
        breaks("one more header", &|bad| bad.headers.push(("X-Acs-New".into(), String::new())));
        for (index, (name, _)) in good.headers.iter().enumerate() {
            if name != "Authorization" {
                breaks(name, &|bad| bad.headers[index].1.push(to));
                breaks(name, &|bad| bad.headers[index].1 = format!("{to}{}", bad.headers[index].1.trim()));
                breaks(name, &|bad| drop(bad.headers.remove(index)));
            }
        }
    }
}

#[test]
fn each_of_the_256_bits_counts() {
    let mut request = HttpRequest::new("POST", Scheme::Https, "lamp.example", "/");
    request.query.push(("A", "1"));
    let good = signed(request, Some("tok"), 1_700_000_000);
    let authorization = good.header("authorization").unwrap().to_owned();
    let (head, signature) = authorization.rsplit_once('=').unwrap();
    let bytes: Vec<u8> = (0..32)
        .map(|at| u8::from_str_radix(&signature[2 * at..2 * at + 2], 16).unwrap())
        .collect();
    for bit in 0..256 {
        let mut flipped = bytes.clone();
        flipped[bit / 8] ^= 1 << (bit % 8);
        let mut bad = good.clone();
        bad.set_header(
            "Authorization",
            format!("{head}={}", super::verifier::hex(&flipped)),
        );
        assert!(verify(&Arrived::of(&bad), ID, SECRET).is_err(), "bit {bit}");
    }
    assert_eq!(verify(&Arrived::of(&good), ID, SECRET), Ok(()));
}
