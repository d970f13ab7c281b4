//! Encoding and signing a full request, against the least that a signature costs: hashing the same bytes with `sha2`, and
//! one HMAC. The aim is a ratio of at most 2.5.

use std::hint::black_box;
use std::time::{Duration, SystemTime};

use acs_bench::{Group, asked_for, fixture, table};
use acs_r_kvstore::acs_runtime::Operation;
use acs_r_kvstore::create_tair_kvcache_vnode::CreateTairKVCacheVNode;
use acs_runtime::credentials::Credentials;
use acs_runtime::http::{HttpRequest, Scheme};
use acs_runtime::sign::{Canonical, Signing, sign};
use hmac::{Hmac, KeyInit, Mac};
use sha2::{Digest, Sha256};

const NONCE: &str = "0123456789abcdef0123456789abcdef";
const SECRET: &str = "a-secret-of-thirty-characters!";
const AIM: f64 = 2.5;

fn encoded(operation: &CreateTairKVCacheVNode) -> HttpRequest {
    let mut request = HttpRequest::new("POST", Scheme::Https, "r-kvstore.aliyuncs.com", "/");
    // All of this operation's parameters travel in the query.
    request.query = operation.encode();
    request
}

fn signed(operation: &CreateTairKVCacheVNode, credentials: &Credentials) -> HttpRequest {
    let info = CreateTairKVCacheVNode::INFO;
    let version = info.version.expect("the spec states it");
    let date = SystemTime::UNIX_EPOCH + Duration::from_secs(1_767_323_045);
    let mut request = encoded(operation);
    let signing = Signing::new(credentials, info.name, version, date, NONCE);
    sign(&mut request, &signing).expect("it can be signed");
    request
}

/// What nobody can do without: the hash of the body, of the canonical request, and the HMAC of the string to sign.
fn least(body: &[u8], canonical: &[u8], string_to_sign: &[u8]) -> [u8; 32] {
    black_box(Sha256::digest(body));
    black_box(Sha256::digest(canonical));
    let mut mac = Hmac::<Sha256>::new_from_slice(SECRET.as_bytes()).expect("any length will do");
    mac.update(string_to_sign);
    mac.finalize().into_bytes().into()
}

fn main() {
    let credentials = Credentials::new("LTAI5tExampleExample", SECRET);
    let mut groups = Vec::new();
    for (name, operation) in fixture::all() {
        if !asked_for(name) {
            continue;
        }
        let request = signed(&operation, &credentials);
        let canonical = Canonical::of(&request, &[]).expect("it can be signed");
        let (text, string) = (canonical.as_str().as_bytes(), canonical.string_to_sign());
        let name = format!("{name}, {} bytes", text.len());
        let group = Group::new(name)
            .with("hashing and one HMAC", || {
                least(&[], black_box(text), black_box(string.as_bytes()))
            })
            .with("encoding and signing", || {
                signed(black_box(&operation), black_box(&credentials))
            })
            .with("encoding alone", || encoded(black_box(&operation)));
        groups.push(group.run());
    }
    println!("{}", table("request", &groups));
    for (name, times) in &groups {
        if let [least, time, ..] = times.as_slice() {
            let verdict = if time.ratio <= AIM { "within" } else { "above" };
            println!(
                "{name}: ratio {:.2}, {verdict} the aim of {AIM} (of the fastest rounds: {:.2})",
                time.ratio,
                time.least / least.least
            );
        }
    }
}
