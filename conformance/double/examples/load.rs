//! Load: how many signed requests a double answers in a second, double and generator in one process on all processors.
//!
//!     cargo run --release -p acs-double --example load -- [SECONDS] [CONNECTIONS]
//!
//! Each request is signed anew, with a nonce of its own. Every answer has to be 200. Figures need a calm machine.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)] // a measurement

use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::{Duration, Instant, SystemTime};

use acs_double::{DEFAULT_ACCESS_KEY_ID, DEFAULT_ACCESS_KEY_SECRET, Double};
use acs_runtime::credentials::Credentials;
use acs_runtime::http::{HttpRequest, Scheme};
use acs_runtime::sign::{Signing, sign};

fn request(host: &str, credentials: &Credentials, nonce: &str) -> Vec<u8> {
    let mut request = HttpRequest::new("POST", Scheme::Http, host, "/");
    request.query = [
        ("RegionId", "cn-beijing"),
        ("ZoneId", "cn-beijing-f"),
        ("InstanceClass", "kvcache.cu.g4b.2"),
        ("ComputeUnitNum", "1"),
        ("VkName", "tk-2ze4bba3c8fe"),
        ("VSwitchId", "vsw-bp1e7clcw529l773d"),
        ("ChargeType", "PrePaid"),
        ("Period", "1"),
        ("ClientToken", nonce),
    ]
    .into_iter()
    .collect();
    let signing = Signing::new(
        credentials,
        "CreateTairKVCacheVNode",
        "2015-01-01",
        SystemTime::now(),
        nonce,
    );
    sign(&mut request, &signing).unwrap();
    let mut out = format!(
        "POST {} HTTP/1.1\r\nhost: {host}\r\ncontent-length: 0\r\n",
        request.target()
    );
    for (name, value) in &request.headers {
        out.push_str(name);
        out.push_str(": ");
        out.push_str(value);
        out.push_str("\r\n");
    }
    out.push_str("\r\n");
    out.into_bytes()
}

/// One connection: requests one after another until the time is over; how long each took.
fn connection(host: &str, number: usize, until: Instant) -> Vec<Duration> {
    let credentials = Credentials::new(DEFAULT_ACCESS_KEY_ID, DEFAULT_ACCESS_KEY_SECRET);
    let mut stream = TcpStream::connect(host).unwrap();
    stream.set_nodelay(true).unwrap();
    let (mut times, mut buffer) = (Vec::new(), vec![0; 16 * 1024]);
    while Instant::now() < until {
        let bytes = request(host, &credentials, &format!("n-{number}-{}", times.len()));
        let start = Instant::now();
        stream.write_all(&bytes).unwrap();
        let mut filled = 0;
        loop {
            let count = stream.read(&mut buffer[filled..]).unwrap();
            assert!(count > 0, "the connection ended");
            filled += count;
            // The body is one JSON object, and so is its end.
            let seen = &buffer[..filled];
            let head = seen.windows(4).position(|window| window == b"\r\n\r\n");
            if head.is_some() && seen.ends_with(b"}") {
                break;
            }
        }
        times.push(start.elapsed());
        assert!(
            buffer.starts_with(b"HTTP/1.1 200"),
            "{}",
            String::from_utf8_lossy(&buffer[..filled])
        );
    }
    times
}

fn main() {
    let mut arguments = std::env::args().skip(1);
    let seconds: u64 = arguments.next().map_or(5, |text| text.parse().unwrap());
    let connections: usize = arguments.next().map_or(16, |text| text.parse().unwrap());
    let processors = std::thread::available_parallelism().map_or(1, usize::from);
    let double = Double::builder().workers(processors).start().unwrap();
    let host = double.endpoint();
    let start = Instant::now();
    let until = start + Duration::from_secs(seconds);
    let mut times: Vec<Duration> = std::thread::scope(|scope| {
        let threads: Vec<_> = (0..connections)
            .map(|n| {
                scope.spawn({
                    let host = host.clone();
                    move || connection(&host, n, until)
                })
            })
            .collect();
        threads
            .into_iter()
            .flat_map(|thread| thread.join().unwrap())
            .collect()
    });
    let took = start.elapsed().as_secs_f64();
    times.sort();
    let at = |share: f64| times[((times.len() - 1) as f64 * share) as usize].as_secs_f64() * 1e3;
    println!(
        "{} signed requests in {took:.1} s over {connections} connections on {processors} processors: {:.0} a second",
        times.len(),
        times.len() as f64 / took
    );
    println!(
        "p50 {:.2} ms, p99 {:.2} ms, p99.9 {:.2} ms, longest {:.2} ms, no error",
        at(0.5),
        at(0.99),
        at(0.999),
        at(1.0)
    );
    println!("tokens and nonces remembered: {:?}", double.table_sizes());
    assert_eq!(double.created_count(), times.len() as u64);
}
