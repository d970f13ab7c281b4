//! G10: servers that check nothing, or too little, fail an obligation of every rule that they lack. What is asserted is
//! each parameter and rule, not a number.

use std::collections::BTreeSet;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};

use acs_conform::Spec;
use acs_conform::endpoint::Endpoint;
use acs_conformance::Ledger;
use acs_double::{DEFAULT_ACCESS_KEY_ID, DEFAULT_ACCESS_KEY_SECRET, Double};
use acs_spec::{Schema, Stated, Tier, Type};

use crate::specs;

/// Status and body for a request line.
type Answers = fn(&str) -> (u16, String);

/// A server that looks at the request line at most.
fn server(answers: Answers) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let stream = stream.unwrap();
            std::thread::spawn(move || serve(stream, answers));
        }
    });
    url
}

fn serve(mut stream: TcpStream, answers: Answers) {
    stream.set_nodelay(true).unwrap();
    let mut reader = BufReader::new(stream.try_clone().unwrap());
    loop {
        let (mut first, mut length) = (String::new(), 0);
        loop {
            let mut line = String::new();
            if reader.read_line(&mut line).unwrap_or(0) == 0 {
                return;
            }
            if let Some(count) = line.to_ascii_lowercase().strip_prefix("content-length:") {
                length = count.trim().parse().unwrap();
            }
            if line == "\r\n" {
                break;
            }
            if first.is_empty() {
                first = line;
            }
        }
        let mut body = vec![0; length];
        reader.read_exact(&mut body).unwrap();
        let (status, text) = answers(&first);
        let head = format!(
            "HTTP/1.1 {status} X\r\ncontent-type: application/json\r\ncontent-length: {}\r\n\r\n",
            text.len()
        );
        if stream
            .write_all(format!("{head}{text}").as_bytes())
            .is_err()
        {
            return;
        }
    }
}

fn error(status: u16, code: &str) -> (u16, String) {
    let body = format!(r#"{{"RequestId":"R","Code":"{code}","Message":"no"}}"#);
    (status, body)
}

/// Codes that a server may know without knowing when to use them.
const CODES: [&str; 5] = [
    "MissingParameter",
    "InvalidParameter",
    "InvalidInstanceName.Malformed",
    "InvalidPeriod",
    "Throttled",
];

/// Every parameter and rule that a sound server checks.
fn all(ledger: &Ledger) -> BTreeSet<(String, String)> {
    let refuses = |tiers: &[acs_conformance::ledger::Breach]| {
        tiers.iter().any(|breach| breach.tier == Tier::Documented)
    };
    let obligations = ledger.obligations().iter();
    obligations
        .filter(|one| refuses(&one.expected))
        .map(|one| (one.parameter.clone(), one.rule.clone()))
        .collect()
}

/// Those of which a server at this address fails an obligation, each tried so often.
fn failed(ledger: &Ledger, spec: &Spec, url: &str, tries: u64) -> BTreeSet<(String, String)> {
    let endpoint = Endpoint::builder(url)
        .credentials(DEFAULT_ACCESS_KEY_ID, DEFAULT_ACCESS_KEY_SECRET)
        .operation(&spec.operation, spec.service.as_ref())
        .build()
        .unwrap();
    let checked = ledger.check(&endpoint, tries);
    endpoint.still_there().unwrap();
    let of = |number: usize| &ledger.obligations()[number];
    let pairs = checked.broken.iter().map(|broken| of(broken.number));
    pairs
        .map(|one| (one.parameter.clone(), one.rule.clone()))
        .collect()
}

fn the_first() -> (Spec, Ledger) {
    let spec = specs::first().remove(0);
    let ledger = Ledger::of(&spec.operation, spec.service.as_ref());
    (spec, ledger)
}

/// Those that a refusal of any kind keeps: no obligation of theirs accepts, and no code is known of them. Who refuses does
/// not lack them.
fn kept_by_any_refusal(ledger: &Ledger) -> BTreeSet<(String, String)> {
    let tells = |one: &&acs_conformance::Obligation| {
        one.accepts() || one.expected.iter().any(|breach| breach.wire.is_some())
    };
    let tells: BTreeSet<_> = ledger
        .obligations()
        .iter()
        .filter(tells)
        .map(|one| (one.parameter.clone(), one.rule.clone()))
        .collect();
    all(ledger).difference(&tells).cloned().collect()
}

/// Every rule fails at a server that answers so, but for those that any refusal keeps, if it `refuses`.
fn caught(name: &str, refuses: bool, tries: u64, answers: Answers) {
    let (spec, ledger) = the_first();
    let (all, failed) = (
        all(&ledger),
        failed(&ledger, &spec, &server(answers), tries),
    );
    let kept = match refuses {
        true => kept_by_any_refusal(&ledger),
        false => BTreeSet::new(),
    };
    let missed: Vec<_> = all
        .difference(&failed)
        .filter(|rule| !kept.contains(rule))
        .collect();
    assert!(missed.is_empty(), "{name} passes for {missed:?}");
    // Of every parameter something fails in any case.
    for parameter in &spec.operation.parameters {
        let fails = |(own, _): &(String, String)| own.split('.').next() == Some(&parameter.name);
        assert!(failed.iter().any(fails), "{name}: {}", parameter.name);
    }
    println!(
        "{name}: {} rules fail of {}, and {} hold by any refusal",
        all.len() - kept.len(),
        all.len(),
        kept.len()
    );
}

#[test]
fn who_accepts_everything_fails_by_every_rule() {
    caught("always 200", false, 1, |_| {
        (200, r#"{"RequestId":"R"}"#.to_owned())
    });
}

#[test]
fn who_refuses_everything_fails_by_every_rule() {
    caught("always 400", true, 1, |_| error(400, "Refused"));
}

#[test]
fn who_is_always_broken_fails_by_every_rule() {
    caught("always 500", false, 1, |_| error(500, "InternalError"));
}

#[test]
fn who_says_what_was_said_fails_by_every_rule() {
    caught("echo", false, 1, |line| {
        (200, format!("{{\"Said\":{line:?}}}"))
    });
}

#[test]
fn who_answers_at_random_fails_by_every_rule() {
    caught("random", true, 4, |line| {
        // The same request has the same answer, and each run the same ones: only the nonce differs, which is no part.
        let noise = line.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |noise, byte| {
            (noise ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
        });
        match (noise >> 20) % 2 {
            0 => (200, "{}".to_owned()),
            _ => error(400, CODES[(noise >> 30) as usize % CODES.len()]),
        }
    });
}

#[test]
fn who_checks_the_first_rule_alone_fails_by_every_other() {
    let (spec, ledger) = the_first();
    // A double of a spec that asks for the first parameter and for nothing else.
    let mut lax = spec.operation.clone();
    lax.rules.clear();
    for (n, parameter) in lax.parameters.iter_mut().enumerate() {
        let kind = match parameter.schema.r#type {
            Type::Array => continue,
            _ => Type::Unstated,
        };
        parameter.schema = Schema::of(kind);
        parameter.required = Stated::Stated(n == 0);
        parameter.required_by.clear();
    }
    let tags = lax
        .parameters
        .iter_mut()
        .filter(|one| one.schema.r#type == Type::Array);
    for parameter in tags {
        parameter.schema.constraints.clear();
        if let Some(items) = &mut parameter.schema.items {
            items.constraints.clear();
            for field in &mut items.fields {
                field.schema = Schema::of(Type::Unstated);
                field.required = Stated::Stated(false);
            }
        }
    }
    let first = format!("{}.required", lax.parameters[0].name);
    let double = Double::builder()
        .operations([lax], spec.service.clone())
        .start()
        .unwrap();
    let failed = failed(&ledger, &spec, &double.url(), 1);
    let lacking: BTreeSet<_> = all(&ledger)
        .into_iter()
        .filter(|(_, rule)| *rule != first)
        .collect();
    // A name given twice is no value of any kind, whatever the kind is: that much it checks of itself.
    let missed: Vec<_> = lacking.difference(&failed).collect();
    assert!(
        missed.iter().all(|(_, rule)| rule.ends_with(".type")),
        "{missed:?}"
    );
    assert!(!failed.iter().any(|(_, rule)| *rule == first));
    println!(
        "first rule alone: {} of {} rules fail",
        lacking.len() - missed.len(),
        lacking.len()
    );
}
