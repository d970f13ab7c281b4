//! Official signatures (`../shared/vectors`) pass, each as an official client would send it.

use std::time::{Duration, UNIX_EPOCH};

use acs_double::Double;
use acs_runtime::clock::parse_utc;
use acs_runtime::http::{HttpRequest, Scheme};
use acs_spec::Json;

use crate::kit;

fn text<'a>(json: &'a Json, name: &str) -> Option<&'a str> {
    json.get(name).and_then(Json::as_str)
}

#[test]
fn official_signatures_pass_and_fail_when_touched() {
    let path = "../../../shared/vectors/acs3.json";
    let Ok(file) = std::fs::read_to_string(path) else {
        println!("skipped: no ../shared");
        return;
    };
    let file = acs_spec::json::parse(&file).unwrap().to_json();
    let Some(Json::Array(vectors)) = file.get("vectors") else {
        panic!("vectors")
    };
    assert!(vectors.len() > 10);
    for vector in vectors {
        let name = text(vector, "name").unwrap();
        let (inputs, outputs) = (
            vector.get("inputs").unwrap(),
            vector.get("outputs").unwrap(),
        );
        let input = |name: &str| text(inputs, name).unwrap_or_default().to_owned();
        let date = parse_utc(&input("date")).unwrap();
        let builder = match text(inputs, "securityToken") {
            Some(token) => Double::builder().session(
                input("accessKeyId"),
                input("accessKeySecret"),
                token,
                None,
            ),
            None => Double::builder().credentials(input("accessKeyId"), input("accessKeySecret")),
        };
        let double = builder.frozen_at(date).start().unwrap();
        let mut request =
            HttpRequest::new(input("method"), Scheme::Http, input("host"), input("path"));
        if let Some(Json::Object(query)) = inputs.get("query") {
            request.query = query
                .iter()
                .map(|(name, value)| (name, value.as_str().unwrap()))
                .collect();
        }
        request.body = input("body").into_bytes();
        // The signed headers as the vector has them, so that nothing of our signer is in the test.
        let canonical = text(outputs, "canonicalHeaders").unwrap();
        for line in canonical.lines().filter(|line| !line.starts_with("host:")) {
            let (name, value) = line.split_once(':').unwrap();
            request.set_header(name.to_owned(), value);
        }
        request.set_header("authorization", text(outputs, "authorization").unwrap());
        let answer = kit::once(double.address(), &kit::bytes(&request));
        let gate = [
            "Signature",
            "IncompleteSignature",
            "InvalidTimeStamp",
            "InvalidAccessKeyId",
            "InvalidSecurityToken",
        ];
        let code = if answer.status == 200 {
            String::new()
        } else {
            answer.text("Code")
        };
        assert!(
            !gate.iter().any(|gate| code.starts_with(gate)),
            "{name}: {}",
            answer.body
        );
        // The same a second time is a replay, and so found.
        let again = kit::once(double.address(), &kit::bytes(&request));
        assert_eq!(again.text("Code"), "SignatureNonceUsed", "{name}");
        request.query.push(("One", "more"));
        let touched = kit::once(double.address(), &kit::bytes(&request));
        assert_eq!(touched.text("Code"), "SignatureDoesNotMatch", "{name}");
        assert!(
            touched.body.contains("server CanonicalRequest is"),
            "{name}"
        );
    }
}

#[test]
fn the_vendors_worked_example_passes() {
    let date = UNIX_EPOCH + Duration::from_secs(1_698_315_752);
    let double = Double::builder()
        .credentials("YourAccessKeyId", "YourAccessKeySecret")
        .frozen_at(date)
        .start()
        .unwrap();
    let signed =
        "host;x-acs-action;x-acs-content-sha256;x-acs-date;x-acs-signature-nonce;x-acs-version";
    let signature = "06563a9e1b43f5dfe96b81484da74bceab24a1d853912eee15083a6f0f3283c0";
    let mut request = HttpRequest::new("POST", Scheme::Http, "ecs.cn-shanghai.aliyuncs.com", "/");
    request.query = [
        (
            "ImageId",
            "win2019_1809_x64_dtc_zh-cn_40G_alibase_20230811.vhd",
        ),
        ("RegionId", "cn-shanghai"),
    ]
    .into_iter()
    .collect();
    for (name, value) in [
        ("x-acs-action", "RunInstances"),
        (
            "x-acs-content-sha256",
            "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        ),
        ("x-acs-date", "2023-10-26T10:22:32Z"),
        ("x-acs-signature-nonce", "3156853299f313e23d1673dc12e1703d"),
        ("x-acs-version", "2014-05-26"),
    ] {
        request.set_header(name, value);
    }
    let authorization = format!(
        "ACS3-HMAC-SHA256 Credential=YourAccessKeyId,SignedHeaders={signed},Signature={signature}"
    );
    request.set_header("authorization", authorization);
    let answer = kit::once(double.address(), &kit::bytes(&request));
    // The signature is sound; only the operation is none of the double's.
    assert_eq!(answer.error(), (404, "InvalidAction.NotFound".to_owned()));
}

/// As two official clients signed it, with time (and where possible nonce) fixed: everything in the query (the Python
/// core, POST and GET), everything in a form (the Node core). The keys are dummies.
const V1: [(&str, &str, Option<&str>, &str); 3] = [
    (
        "POST",
        "Action=CreateTairKVCacheVNode&Version=2015-01-01&RegionId=cn-beijing&ZoneId=cn-beijing-f&InstanceClass=kvcache.cu.g4b.2&ComputeUnitNum=1&VkName=tk-1&VSwitchId=vsw-1&ChargeType=PrePaid&Period=1&Tag.1.Key=a%20%21%27%28%29%2A~%2B%2F%25%C3%BC%E4%BD%A0&Timestamp=2026-01-02T03%3A04%3A05Z&SignatureMethod=HMAC-SHA1&SignatureType=&SignatureVersion=1.0&SignatureNonce=nonce-0001&AccessKeyId=oracle-ak-id&Format=JSON&Signature=UbD2HSX32hGI1e2FBTcwk7pV5Es%3D",
        None,
        "",
    ),
    (
        "GET",
        "Action=CreateTairKVCacheVNode&Version=2015-01-01&RegionId=cn-beijing&ZoneId=cn-beijing-f&InstanceClass=kvcache.cu.g4b.2&ComputeUnitNum=1&VkName=tk-1&VSwitchId=vsw-1&ChargeType=PrePaid&Period=1&Tag.1.Key=a%20%21%27%28%29%2A~%2B%2F%25%C3%BC%E4%BD%A0&SecurityToken=oracle-token&Timestamp=2026-01-02T03%3A04%3A05Z&SignatureMethod=HMAC-SHA1&SignatureType=&SignatureVersion=1.0&SignatureNonce=nonce-0001&AccessKeyId=oracle-ak-id&Format=JSON&Signature=43DrY7vuP38pgaktTJm8SZSrBKU%3D",
        Some("oracle-token"),
        "",
    ),
    (
        "POST",
        "",
        Some("oracle-token"),
        "AccessKeyId=oracle-ak-id&Action=CreateTairKVCacheVNode&ChargeType=PrePaid&ComputeUnitNum=1&Format=JSON&InstanceClass=kvcache.cu.g4b.2&Period=1&RegionId=cn-beijing&SecurityToken=oracle-token&SignatureMethod=HMAC-SHA1&SignatureNonce=73c8d230a7b2ebf08a5a14e1ccbbd847&SignatureVersion=1.0&Tag.1.Key=a%20%21%27%28%29%2A~%2B%2F%25%C3%BC%E4%BD%A0&Timestamp=2026-01-02T03%3A04%3A05Z&VSwitchId=vsw-1&Version=2015-01-01&VkName=tk-1&ZoneId=cn-beijing-f&Signature=2PXZmRpdHAyixPTeYILAm9mspks%3D",
    ),
];

fn v1(method: &str, query: &str, body: &str) -> Vec<u8> {
    let kind = if body.is_empty() {
        ""
    } else {
        "content-type: application/x-www-form-urlencoded\r\n"
    };
    let length = body.len();
    format!(
        "{method} /?{query} HTTP/1.1\r\nhost: h\r\n{kind}content-length: {length}\r\n\r\n{body}"
    )
    .into_bytes()
}

#[test]
fn the_older_signatures_of_official_clients_pass() {
    let date = parse_utc("2026-01-02T03:04:05Z").unwrap();
    for (method, query, token, body) in V1 {
        let builder = match token {
            Some(token) => {
                Double::builder().session("oracle-ak-id", "oracle-ak-secret", token, None)
            }
            None => Double::builder().credentials("oracle-ak-id", "oracle-ak-secret"),
        };
        let double = builder.frozen_at(date).start().unwrap();
        let send = |method: &str, query: &str, body: &str| {
            kit::once(double.address(), &v1(method, query, body))
        };
        let change = |from: &str, to: &str| {
            let (query, body) = (query.replace(from, to), body.replace(from, to));
            send(method, &query, &body).error()
        };
        let error = |status: u16, code: &str| (status, code.to_owned());
        for (from, to) in [
            ("cn-beijing-f", "cn-beijing-g"),
            ("Tag.1.Key", "Tag.1.Kez"),
            ("2015-01-01", "2015-01-02"),
            ("SignatureNonce=", "SignatureNonce=0"),
            ("Format=JSON", "Format=json"),
        ] {
            assert_eq!(
                change(from, to),
                error(400, "SignatureDoesNotMatch"),
                "{method} {from}"
            );
        }
        for (from, to) in [
            ("AccessKeyId=", "AccessKeyI="),
            ("Signature=", "Signatur="),
            ("SignatureNonce=", "SignatureNonc="),
            ("HMAC-SHA1", "HMAC-SHA256"),
            ("SignatureVersion=1.0", "SignatureVersion=2.0"),
            ("Timestamp=", "Timestam="),
            (
                "SignatureVersion=1.0",
                "SignatureVersion=1.0&SignatureType=BEARERTOKEN",
            ),
        ] {
            // The first of a name counts, and the Python core sends an empty type.
            let from_type = from == "SignatureVersion=1.0" && query.contains("SignatureType=&");
            let want = if from_type && to.contains("BEARER") {
                "SignatureDoesNotMatch"
            } else {
                "IncompleteSignature"
            };
            assert_eq!(change(from, to), error(400, want), "{method} {from} {to}");
        }
        assert_eq!(
            change("oracle-ak-id", "nobody"),
            error(404, "InvalidAccessKeyId.NotFound")
        );
        assert_eq!(
            change("Timestamp=2026", "Timestamp=2027"),
            error(400, "InvalidTimeStamp.Expired")
        );
        assert_eq!(
            change("Timestamp=2026", "Timestamp=noon"),
            error(400, "InvalidTimeStamp.Format")
        );
        let other = if method == "GET" { "POST" } else { "GET" };
        assert_eq!(
            send(other, query, body).error(),
            error(400, "SignatureDoesNotMatch"),
            "method"
        );
        // None of these used the nonce up.
        let answer = send(method, query, body);
        assert_eq!(answer.status, 200, "{method}: {}", answer.body);
        assert_eq!(
            send(method, query, body).error(),
            error(400, "SignatureNonceUsed")
        );
        // What belongs to the signature is none of the operation's parameters.
        let names: Vec<String> = double.created()[0]
            .parameters
            .iter()
            .map(|(name, _)| name.clone())
            .collect();
        assert!(
            names.contains(&"Tag.1.Key".to_owned())
                && !names.iter().any(|name| name.starts_with("Sign"))
        );
        assert!(!format!("{:?}", double.requests()).contains("oracle-token"));
    }
}

#[test]
fn every_bit_of_an_older_signature_counts() {
    use base64::Engine as _;
    let engine = base64::engine::general_purpose::STANDARD;
    let (method, query, _, _) = V1[0];
    let date = parse_utc("2026-01-02T03:04:05Z").unwrap();
    let double = Double::builder()
        .credentials("oracle-ak-id", "oracle-ak-secret")
        .frozen_at(date)
        .start()
        .unwrap();
    let (before, signature) = query.split_once("&Signature=").unwrap();
    let signature = engine.decode(signature.replace("%3D", "=")).unwrap();
    assert_eq!(signature.len(), 20);
    for bit in 0..160 {
        let mut flipped = signature.clone();
        flipped[bit / 8] ^= 1 << (bit % 8);
        let text = engine
            .encode(&flipped)
            .replace('+', "%2B")
            .replace('/', "%2F")
            .replace('=', "%3D");
        let answer = kit::once(
            double.address(),
            &v1(method, &format!("{before}&Signature={text}"), ""),
        );
        assert_eq!(answer.text("Code"), "SignatureDoesNotMatch", "bit {bit}");
    }
    assert_eq!(
        kit::once(double.address(), &v1(method, query, "")).status,
        200
    );
}
