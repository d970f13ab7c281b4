//! Load: how many signed requests a double answers in a second, double and generator in one process on all processors,
//! and how much memory the process takes up.
//!
//!     cargo run --release -p acs-double --example load -- [SECONDS] [CONNECTIONS] [STATE FILE]
//!     cargo run --release -p acs-double --example load -- 2000000r 16 state
//!
//! With an `r`, so many requests in the place of seconds. Each request is signed anew, with a nonce and a token of its
//! own. Every answer has to be 200. Figures need a calm machine.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)] // a measurement

use std::io::{Read, Write};
use std::net::TcpStream;
use std::sync::atomic::{AtomicI64, Ordering};
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

/// Times in steps of ten microseconds, the last for all that took a second or longer: as large after a day as before.
struct Times(Vec<u64>);

impl Times {
    fn new() -> Self {
        Times(vec![0; 100_001])
    }

    fn add(&mut self, time: Duration) {
        let step = usize::try_from(time.as_micros() / 10).unwrap_or(usize::MAX);
        self.0[step.min(100_000)] += 1;
    }

    fn count(&self) -> u64 {
        self.0.iter().sum()
    }

    /// Milliseconds that this share of all stays below.
    fn at(&self, share: f64) -> f64 {
        let wanted = (self.count() as f64 * share).ceil() as u64;
        let mut seen = 0;
        let step = self.0.iter().position(|count| {
            seen += count;
            seen >= wanted
        });
        step.unwrap_or(100_000) as f64 / 100.0
    }
}

/// How long it goes on.
struct End {
    until: Instant,
    left: AtomicI64,
}

/// One connection: requests one after another until the end.
fn connection(host: &str, number: usize, end: &End) -> Times {
    let credentials = Credentials::new(DEFAULT_ACCESS_KEY_ID, DEFAULT_ACCESS_KEY_SECRET);
    let mut stream = TcpStream::connect(host).unwrap();
    stream.set_nodelay(true).unwrap();
    let (mut times, mut sent, mut buffer) = (Times::new(), 0_u64, vec![0; 16 * 1024]);
    while end.left.fetch_sub(1, Ordering::Relaxed) > 0 && Instant::now() < end.until {
        let bytes = request(
            host,
            &credentials,
            &format!("n-{}-{number}-{sent}", std::process::id()),
        );
        sent += 1;
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
        times.add(start.elapsed());
        assert!(
            buffer.starts_with(b"HTTP/1.1 200"),
            "{}",
            String::from_utf8_lossy(&buffer[..filled])
        );
    }
    times
}

/// What the process takes up, in MiB, where the system says so.
fn memory() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status
        .lines()
        .find_map(|line| line.strip_prefix("VmRSS:"))?;
    Some(line.split_whitespace().next()?.parse::<u64>().ok()? / 1024)
}

fn main() {
    let mut arguments = std::env::args().skip(1);
    let length = arguments.next().unwrap_or_else(|| "5".to_owned());
    let connections: usize = arguments.next().map_or(16, |text| text.parse().unwrap());
    let processors = std::thread::available_parallelism().map_or(1, usize::from);
    let mut builder = Double::builder().workers(processors);
    let state = arguments.next();
    if let Some(state) = &state {
        builder = builder.state(state);
    }
    let double = builder.start().unwrap();
    let before = double.created_count();
    let host = double.endpoint();
    let start = Instant::now();
    let (seconds, requests) = match length.strip_suffix('r') {
        Some(requests) => (24 * 3600, requests.parse().unwrap()),
        None => (length.parse().unwrap(), i64::MAX),
    };
    let end = End {
        until: start + Duration::from_secs(seconds),
        left: AtomicI64::new(requests),
    };
    let times = std::thread::scope(|scope| {
        let threads: Vec<_> = (0..connections)
            .map(|n| {
                scope.spawn({
                    let (host, end) = (host.clone(), &end);
                    move || connection(&host, n, end)
                })
            })
            .collect();
        if requests < i64::MAX {
            // A line for each tenth of the way.
            let mut tenth = 0;
            while tenth < 10 && !threads.iter().all(|thread| thread.is_finished()) {
                let done = requests - end.left.load(Ordering::Relaxed);
                if done * 10 >= requests * (tenth + 1) {
                    tenth = done * 10 / requests;
                    let size = state.as_ref().and_then(|file| std::fs::metadata(file).ok());
                    let size = size.map_or(String::new(), |file| {
                        format!(", state file {} MiB", file.len() >> 20)
                    });
                    println!(
                        "{} requests: {} MiB{size}",
                        done.min(requests),
                        memory().unwrap_or_default()
                    );
                }
                std::thread::sleep(Duration::from_millis(20));
            }
        }
        threads.into_iter().fold(Times::new(), |mut all, thread| {
            let times = thread.join().unwrap().0;
            all.0
                .iter_mut()
                .zip(times)
                .for_each(|(sum, count)| *sum += count);
            all
        })
    });
    let took = start.elapsed().as_secs_f64();
    println!(
        "{} signed requests in {took:.1} s over {connections} connections on {processors} processors: {:.0} a second",
        times.count(),
        times.count() as f64 / took
    );
    println!(
        "p50 {:.2} ms, p99 {:.2} ms, p99.9 {:.2} ms, longest {:.2} ms, no error",
        times.at(0.5),
        times.at(0.99),
        times.at(0.999),
        times.at(1.0)
    );
    println!("tokens and nonces remembered: {:?}", double.table_sizes());
    assert_eq!(double.created_count() - before, times.count());
}
