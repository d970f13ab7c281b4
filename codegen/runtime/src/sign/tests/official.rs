//! Signatures that the official clients made, where the project's shared material is at hand.

use std::path::{Path, PathBuf};

use crate::Value;
use crate::clock::parse_utc;
use crate::credentials::Credentials;
use crate::http::{HttpRequest, Scheme};
use crate::sign::{Canonical, Signing, sign};

fn shared(file: &str) -> Option<PathBuf> {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .ancestors()
        .map(|folder| folder.join("../shared").join(file))
        .find(|path| path.is_file())
}

fn text(value: &Value, name: &str) -> Option<String> {
    value.get(name).and_then(Value::as_str).map(str::to_owned)
}

fn list(value: &Value, name: &str) -> Vec<Value> {
    value
        .get(name)
        .and_then(Value::as_list)
        .unwrap_or_default()
        .to_vec()
}

#[test]
fn official_vectors() {
    // Further vectors in the same form, such as ones made by an official client on the spot.
    let further = std::env::var_os("ACS3_VECTORS").map(PathBuf::from);
    let Some(file) = further.or_else(|| shared("vectors/acs3.json")) else {
        println!("skipped: no ../shared");
        return;
    };
    let vectors = Value::parse(&std::fs::read(file).unwrap()).unwrap();
    let vectors = list(&vectors, "vectors");
    assert!(!vectors.is_empty());
    for vector in &vectors {
        let name = text(vector, "name").unwrap();
        let (inputs, outputs) = (
            vector.get("inputs").unwrap(),
            vector.get("outputs").unwrap(),
        );
        let input = |name: &str| text(inputs, name).unwrap();
        let output = |name: &str| text(outputs, name).unwrap();
        let mut request =
            HttpRequest::new(input("method"), Scheme::Https, input("host"), input("path"));
        // In reverse, so that nothing rests on an order that is right already.
        let query = inputs.get("query").and_then(Value::as_object).unwrap();
        for (name, value) in query.iter().rev() {
            request.query.push((name, value.as_str().unwrap()));
        }
        request.body = text(inputs, "body").unwrap_or_default().into_bytes();
        if let Some(kind) = text(inputs, "contentType") {
            request.set_header("Content-Type", kind);
        }
        for header in list(inputs, "extraHeaders") {
            let [name, value] = header.as_list().unwrap() else {
                panic!("{header:?}")
            };
            request.headers.push((
                name.as_str().unwrap().to_owned().into(),
                value.as_str().unwrap().to_owned(),
            ));
        }
        let also: Vec<String> = list(inputs, "alsoSign")
            .iter()
            .map(|name| name.as_str().unwrap().to_owned())
            .collect();
        let also: Vec<&str> = also.iter().map(String::as_str).collect();
        let credentials = match text(inputs, "securityToken") {
            Some(token) => {
                Credentials::session(input("accessKeyId"), input("accessKeySecret"), token)
            }
            None => Credentials::new(input("accessKeyId"), input("accessKeySecret")),
        };
        let (action, version, nonce) = (input("action"), input("version"), input("nonce"));
        let date = parse_utc(&input("date")).unwrap();
        let signing = Signing::new(&credentials, &action, &version, date, &nonce).also_sign(&also);
        sign(&mut request, &signing).unwrap_or_else(|error| panic!("{name}: {error}"));
        let canonical = Canonical::of(&request, &also).unwrap();
        assert_eq!(canonical.as_str(), output("canonicalRequest"), "{name}");
        assert_eq!(
            canonical.signed_headers(),
            output("signedHeaders"),
            "{name}"
        );
        assert_eq!(canonical.string_to_sign(), output("stringToSign"), "{name}");
        assert_eq!(
            request.header("x-acs-content-sha256").map(str::to_owned),
            Some(output("hashedPayload")),
            "{name}"
        );
        assert_eq!(
            request.header("authorization").map(str::to_owned),
            Some(output("authorization")),
            "{name}"
        );
    }
    println!("{} vectors", vectors.len());
}
