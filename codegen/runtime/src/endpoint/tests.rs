//! Endpoints of an invented service.

use super::*;
use crate::http::Scheme;
use proptest::prelude::*;

static LAMP: ServiceEndpoints = ServiceEndpoints::new()
    .rule("lamp.{region}.example.com")
    .vpc_rule("lamp-vpc.{region}.example.com")
    .regions(&[
        RegionHosts::new("cn-beijing"),
        RegionHosts::new("cn-hangzhou").public("lamp.example.com"),
        RegionHosts::new("us-west-1").vpc("inner.example.com"),
    ]);

fn host(endpoints: &ServiceEndpoints, region: &str, network: Network) -> Result<String, String> {
    endpoints
        .resolve(None, Some(region), network)
        .map(|endpoint| endpoint.to_string())
        .map_err(|error| error.to_string())
}

#[test]
fn the_map_then_the_rule_each_for_its_network() {
    use Network::{Public, Vpc};
    for (region, network, expected) in [
        ("cn-beijing", Public, "https://lamp.cn-beijing.example.com"),
        ("cn-beijing", Vpc, "https://lamp-vpc.cn-beijing.example.com"),
        ("cn-hangzhou", Public, "https://lamp.example.com"),
        (
            "cn-hangzhou",
            Vpc,
            "https://lamp-vpc.cn-hangzhou.example.com",
        ),
        ("us-west-1", Public, "https://lamp.us-west-1.example.com"),
        ("us-west-1", Vpc, "https://inner.example.com"),
        // Opened after this crate was published.
        (
            "xx-newland-9",
            Public,
            "https://lamp.xx-newland-9.example.com",
        ),
    ] {
        assert_eq!(host(&LAMP, region, network).as_deref(), Ok(expected));
    }
}

#[test]
fn an_explicit_host_wins_and_needs_no_region() {
    let endpoint = LAMP
        .resolve(
            Some("http://127.0.0.1:8080/"),
            Some("no region"),
            Network::Vpc,
        )
        .unwrap();
    assert_eq!(
        (endpoint.scheme(), endpoint.host()),
        (Scheme::Http, "127.0.0.1:8080")
    );
    assert_eq!(
        LAMP.resolve(Some("h.example"), None, Network::Public)
            .unwrap()
            .host(),
        "h.example"
    );
    assert!(
        LAMP.resolve(Some(""), Some("cn-beijing"), Network::Public)
            .is_err()
    );
}

#[test]
fn impossible_regions() {
    for region in [
        "moon",
        "CN-Beijing",
        "cn_beijing",
        " cn-beijing",
        "cn-beijing\n",
        "cn--beijing",
        "-cn",
        "cn-",
        "1-cn",
        "cn-beijing.evil.example",
        "cn-beijing/..",
        "cn-beijing@evil",
        "北京",
        "{region}",
        &format!("cn-{}", "a".repeat(61)),
    ] {
        let error = LAMP
            .resolve(None, Some(region), Network::Public)
            .unwrap_err();
        assert!(
            matches!(error, EndpointError::ImpossibleRegion { .. }),
            "{region}"
        );
        assert!(!error.to_string().contains('\n'));
    }
    assert_eq!(
        host(&LAMP, "CN-Bejing", Network::Public),
        Err("`CN-Bejing` cannot be a region; did you mean `cn-beijing`?".into())
    );
    assert_eq!(
        host(&LAMP, &"é".repeat(100_000), Network::Public),
        Err(format!("`{}…` cannot be a region", "é".repeat(64)))
    );
    for none in [None, Some("")] {
        assert_eq!(
            LAMP.resolve(None, none, Network::Public),
            Err(EndpointError::NoRegion)
        );
    }
}

#[test]
fn without_a_rule_only_what_is_stated() {
    static FEW: ServiceEndpoints = ServiceEndpoints::new()
        .regions(&[RegionHosts::new("cn-beijing").public("lamp.example.com")]);
    assert!(FEW.knows("cn-beijing") && !FEW.knows("cn-bejing"));
    assert_eq!(
        host(&FEW, "cn-beijing", Network::Public).unwrap(),
        "https://lamp.example.com"
    );
    assert_eq!(
        host(&FEW, "cn-beijing", Network::Vpc),
        Err("the service has no known endpoint in `cn-beijing` from within a VPC".into())
    );
    assert_eq!(
        host(&FEW, "cn-bejing", Network::Public),
        Err("the service has no known endpoint in `cn-bejing` from the internet; did you mean `cn-beijing`?".into())
    );
    static CENTRAL: ServiceEndpoints = ServiceEndpoints::new().rule("lamp.example.com");
    assert_eq!(
        CENTRAL.resolve(None, None, Network::Public).unwrap().host(),
        "lamp.example.com"
    );
}

#[test]
fn what_is_no_endpoint() {
    for text in [
        "",
        "/",
        "http://",
        "ftp://a",
        "a b",
        "a/b",
        "a?b",
        "a#b",
        "user@a",
        "a:",
        "a:0",
        "a:65536",
        "a:+1",
        "a:1:2",
        "a..b",
        ".a",
        "a.",
        "-a",
        "a-",
        "[::1",
        "[::g]",
        "[::1]x",
        "[::1]:",
        "::1",
        "a//",
        "é",
        "https://https://a",
        "a\n",
        "a%00",
    ] {
        assert!(Endpoint::parse(text).is_err(), "{text:?}");
    }
    for (text, shown) in [
        ("a", "https://a"),
        ("HTTPS://a.b:65535", "https://a.b:65535"),
        ("HTTP://[::1]:8080/", "http://[::1]:8080"),
        ("[2001:db8::1]", "https://[2001:db8::1]"),
        ("10.0.0.1", "https://10.0.0.1"),
    ] {
        assert_eq!(Endpoint::parse(text).unwrap().to_string(), shown);
    }
}

proptest! {
    #[test]
    fn no_text_breaks_out_of_its_place(region in any::<String>()) {
        if let Ok(endpoint) = LAMP.resolve(None, Some(&region), Network::Public) {
            prop_assert_eq!(endpoint.host(), format!("lamp.{region}.example.com"));
            prop_assert!(endpoint.host().bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b".-".contains(&byte)));
        }
        let _ = Endpoint::parse(&region);
    }
}
