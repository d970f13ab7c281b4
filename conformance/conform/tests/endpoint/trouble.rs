//! A server that is not there, hangs, or lets nobody in is one trouble, and soon told.

use std::io::Read;
use std::net::TcpListener;
use std::time::Duration;

use acs_conform::Spec;
use acs_conform::endpoint::Endpoint;
use acs_conform::run::{Progress, Settings, run};
use acs_conformance::{Ledger, Subject};
use acs_double::Double;

use crate::specs;

fn endpoint(url: &str, spec: &Spec, secret: &str) -> Endpoint {
    Endpoint::builder(url)
        .credentials(acs_double::DEFAULT_ACCESS_KEY_ID, secret)
        .operation(&spec.operation, spec.service.as_ref())
        .timeout(Duration::from_millis(300))
        .build()
        .unwrap()
}

#[test]
fn who_is_not_there_is_asked_a_few_times_only() {
    let specs = specs::first();
    let spec = &specs[0];
    let ledger = Ledger::of(&spec.operation, spec.service.as_ref());
    // A port that was just free, and one that takes connections and says nothing.
    let closed = TcpListener::bind("127.0.0.1:0")
        .unwrap()
        .local_addr()
        .unwrap();
    let silent = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = silent.local_addr().unwrap();
    std::thread::spawn(move || {
        let mut kept = Vec::new();
        for stream in silent.incoming() {
            let mut stream = stream.unwrap();
            let mut buffer = [0; 1024];
            let _ = stream.read(&mut buffer);
            kept.push(stream);
        }
    });
    for (address, want) in [
        (closed, "no connection"),
        (address, "no whole answer in time"),
    ] {
        let endpoint = endpoint(&format!("http://{address}"), spec, "secret");
        let fault = endpoint.knock(&ledger).unwrap_err().to_string();
        assert!(fault.contains(want) && fault.lines().count() < 4, "{fault}");
        let report = run(&specs, &endpoint, &Settings::default(), &Progress::new()).unwrap();
        let totals = report.totals();
        assert!(
            !report.is_met() && totals.obligations < 30,
            "{}",
            totals.headline()
        );
        assert!(endpoint.takes("CreateTairKVCacheVNode", &[]).is_err());
        let fault = endpoint.still_there().unwrap_err().to_string();
        assert!(
            fault.contains("stopped answering") && fault.contains(want),
            "{fault}"
        );
        assert!(fault.lines().count() < 10, "{fault}");
    }
}

#[test]
fn who_lets_nobody_in_is_said_once() {
    let specs = specs::first();
    let spec = &specs[0];
    let ledger = Ledger::of(&spec.operation, spec.service.as_ref());
    let double = Double::start().unwrap();
    let wrong = endpoint(&double.url(), spec, "hush-hush");
    let fault = wrong.knock(&ledger).unwrap_err().to_string();
    assert!(
        fault.contains("400 SignatureDoesNotMatch: look at `--credentials`"),
        "{fault}"
    );
    assert!(
        !fault.contains("hush") && !format!("{wrong:?}").contains("hush"),
        "{wrong:?}"
    );
    double.set_clock(double.now() + Duration::from_secs(3_600));
    let late = endpoint(&double.url(), spec, acs_double::DEFAULT_ACCESS_KEY_SECRET);
    let fault = late.knock(&ledger).unwrap_err().to_string();
    assert!(
        fault.contains("InvalidTimeStamp.Expired: set the clock"),
        "{fault}"
    );
    let other = Double::builder()
        .operations([acs_spec::Operation::named("Other")], spec.service.clone())
        .start()
        .unwrap();
    let other = endpoint(&other.url(), spec, acs_double::DEFAULT_ACCESS_KEY_SECRET);
    let fault = other.knock(&ledger).unwrap_err().to_string();
    assert!(fault.contains("--operation"), "{fault}");
}

#[test]
fn who_throttles_is_left_alone_for_a_while() {
    let specs = specs::first();
    let spec = &specs[0];
    let ledger = Ledger::of(&spec.operation, spec.service.as_ref());
    let double = Double::start().unwrap();
    let endpoint = endpoint(&double.url(), spec, acs_double::DEFAULT_ACCESS_KEY_SECRET);
    for _ in 0..3 {
        double
            .scenario(r#"{"throttle": {"retry_after_ms": 1}}"#)
            .unwrap();
    }
    let mut obligations = ledger.obligations().iter();
    let few = obligations
        .by_ref()
        .filter(|one| one.id.starts_with("Period."));
    for obligation in few.take(8) {
        ledger.check_one(&endpoint, obligation, 0).unwrap();
    }
}

#[test]
fn all_that_stands_in_the_way_is_said_at_once() {
    let spec = specs::first().remove(0);
    let mut nameless = spec.operation.clone();
    nameless.version = acs_spec::Stated::Unstated;
    let fault = Endpoint::builder("http://203.0.113.7:80")
        .operation(&nameless, None)
        .build()
        .unwrap_err()
        .to_string();
    for want in [
        "plain HTTP",
        "no credentials",
        "no source states its version",
    ] {
        assert!(fault.contains(want), "{fault}");
    }
    for url in [
        "https://r-kvstore.aliyuncs.com",
        "r-kvstore.cn-beijing.aliyuncs.com",
    ] {
        let fault = Endpoint::builder(url)
            .credentials("id", "secret")
            .operation(&spec.operation, spec.service.as_ref())
            .build()
            .unwrap_err()
            .to_string();
        assert!(fault.contains("acs-conform live"), "{fault}");
    }
    assert!(
        Endpoint::builder("ftp://x")
            .credentials("a", "b")
            .build()
            .is_err()
    );
}
