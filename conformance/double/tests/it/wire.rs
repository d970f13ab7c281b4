//! G6: what our client sends, what arrives, and what is decoded from it are equal.

use std::sync::Arc;
use std::time::Duration;

use acs_double::{Double, Limits};
use acs_r_kvstore::create_tair_kvcache_vnode::{CreateTairKVCacheVNode, Required, Tag};
use acs_runtime::client::Client;
use acs_runtime::credentials::Credentials;
use acs_runtime::{Location, Pair, Pairs, Validation};
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};

use crate::kit::{ID, SECRET};

/// Any text that a parameter can hold, odd characters more often than not.
fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        "[a-z0-9-]{1,20}",
        any::<String>(),
        "[ !'()*~+%&=/?#;,\u{e4}\u{4f60}\u{1f600}\\r\\n\\t\u{0}-]{0,12}"
    ]
}

fn request() -> impl Strategy<Value = CreateTairKVCacheVNode> {
    let units = prop_oneof![9 => Just(1), 1 => any::<i32>()];
    let required = (text(), text(), text(), units, text(), text());
    let optional = (
        prop::option::of(
            prop_oneof![1 => text(), 3 => "[a-z\u{4e00}-\u{4eff}][a-z0-9'()*~+%&;,-]{1,40}"],
        ),
        prop::option::of(prop_oneof![9 => 1..10_i32, 1 => any::<i32>()]),
        prop::option::weighted(0.2, any::<bool>()),
        prop::option::of(prop_oneof![1 => text(), 5 => "[ -~]{1,64}"]),
        prop::collection::vec((prop::option::of(text()), text()), 0..13),
    );
    (required, optional).prop_map(|(required, (name, period, renew, token, tags))| {
        let (region_id, zone_id, instance_class, compute_unit_num, vk_name, vswitch_id) = required;
        let mut request = CreateTairKVCacheVNode::new(Required {
            region_id,
            zone_id,
            instance_class,
            compute_unit_num,
            vk_name,
            vswitch_id,
        });
        if let Some(name) = name {
            request = request.with_instance_name(name);
        }
        if let Some(period) = period {
            request = request.with_period(period);
        }
        if let Some(renew) = renew {
            request = request.with_auto_renew(renew);
        }
        if let Some(token) = token {
            request = request.with_client_token(token);
        }
        let tags = tags.into_iter().map(|(key, value)| {
            let tag = Tag::new().with_value(value);
            key.into_iter().fold(tag, Tag::with_key)
        });
        request.with_tag(tags.collect::<Vec<_>>())
    })
}

fn sorted(pairs: impl Iterator<Item = (String, String)>) -> Vec<(String, String)> {
    let mut pairs: Vec<_> = pairs.collect();
    pairs.sort();
    pairs
}

/// Sends so many; each is compared in all three forms.
fn compare(count: u64) {
    let mut limits = Limits::default();
    limits.requests = 1;
    let double = Double::builder().limits(limits).start().unwrap();
    let client = Client::builder()
        .endpoint(double.url())
        .allow_plain_http_to_loopback(true)
        .credentials(Credentials::new(ID, SECRET))
        .environment(acs_runtime::credentials::FixedEnvironment::new())
        .validation(Validation::Off)
        .attempt_timeout(Duration::from_secs(60))
        .total_timeout(Duration::from_secs(60))
        .build()
        .unwrap();
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    let rng = TestRng::from_seed(RngAlgorithm::ChaCha, &[6; 32]);
    let mut runner = TestRunner::new_with_rng(Config::default(), rng);
    let (strategy, client) = (request(), Arc::new(client));
    let (mut created, mut refused) = (0, 0);
    for n in 0..count {
        let request = strategy.new_tree(&mut runner).unwrap().current();
        let sent = request.encode();
        match runtime.block_on(client.send(&request)) {
            Ok(_) => created += 1,
            Err(acs_runtime::client::Error::Service(error)) => {
                assert!(
                    !error.error.code().unwrap_or_default().contains("Signature"),
                    "request {n}: {error:?}"
                );
                refused += 1;
            }
            Err(error) => panic!("request {n}: {error}"),
        }
        let received = double.requests().pop().unwrap();
        let mut arrived = received.parameters.clone();
        // The client adds a token where there is none.
        if !sent.iter().any(|pair| pair.name() == "ClientToken") {
            arrived.retain(|(name, _)| name != "ClientToken");
        }
        let wanted = sorted(
            sent.iter()
                .map(|pair| (pair.name().to_owned(), pair.value().to_owned())),
        );
        assert_eq!(
            wanted,
            sorted(arrived.iter().cloned()),
            "request {n}: sent and received"
        );
        let pairs: Pairs = arrived
            .iter()
            .map(|(name, value)| Pair::new(name, value, Location::Query))
            .collect();
        let decoded = CreateTairKVCacheVNode::decode(&pairs);
        assert_eq!(
            decoded.value.as_ref(),
            Some(&request),
            "request {n}: sent and decoded"
        );
    }
    println!(
        "{count} signed requests: sent = received = decoded; {created} created, {refused} refused by rules"
    );
    assert_eq!(double.request_count(), count);
}

#[test]
fn what_is_sent_arrives() {
    compare(1_000);
}

/// `cargo test -p acs-double --release -- --ignored --nocapture a_hundred_thousand`
#[test]
#[ignore = "for maintainers: takes a minute in release"]
fn a_hundred_thousand_requests_arrive_as_sent() {
    compare(100_000);
}
