//! A server on this machine that reads requests as they come over the wire, checks their signatures, counts what they
//! would create, and then does as it is told.

use std::collections::BTreeSet;
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::thread::JoinHandle;
use std::time::Duration;

use acs_runtime::credentials::Credentials;
use acs_runtime::http::{HttpRequest, Scheme};
use acs_runtime::sign::{Signing, sign};

/// What a server does once it has a whole request.
pub type Behaviour = dyn Fn(&mut TcpStream, &HttpRequest, usize) + Send + Sync;

pub struct Server {
    pub address: SocketAddr,
    seen: Arc<Mutex<Vec<HttpRequest>>>,
    failures: Arc<AtomicUsize>,
    stop: Arc<AtomicBool>,
    thread: Option<JoinHandle<()>>,
}

impl Server {
    /// A server that answers each request as `behaviour` does, on a connection of its own.
    pub fn start(
        credentials: Vec<Credentials>,
        behaviour: impl Fn(&mut TcpStream, &HttpRequest, usize) + Send + Sync + 'static,
    ) -> Server {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let (seen, stop) = (
            Arc::new(Mutex::new(Vec::new())),
            Arc::new(AtomicBool::new(false)),
        );
        let failures = Arc::new(AtomicUsize::new(0));
        let behaviour: Arc<Behaviour> = Arc::new(behaviour);
        let thread = {
            let (seen, stop, failures) = (seen.clone(), stop.clone(), failures.clone());
            std::thread::spawn(move || {
                for stream in listener.incoming() {
                    if stop.load(Ordering::SeqCst) {
                        break;
                    }
                    let Ok(mut stream) = stream else { continue };
                    let (seen, behaviour, credentials) =
                        (seen.clone(), behaviour.clone(), credentials.clone());
                    let failures = failures.clone();
                    std::thread::spawn(move || {
                        let served = catch_unwind(AssertUnwindSafe(|| {
                            serve(&mut stream, &seen, &credentials, &*behaviour);
                        }));
                        if served.is_err() {
                            failures.fetch_add(1, Ordering::SeqCst);
                        }
                    });
                }
            })
        };
        Server {
            address,
            seen,
            failures,
            stop,
            thread: Some(thread),
        }
    }

    pub fn endpoint(&self) -> String {
        format!("http://{}", self.address)
    }

    /// The requests that came whole.
    pub fn requests(&self) -> Vec<HttpRequest> {
        self.seen.lock().unwrap().clone()
    }

    /// How many things there are if each request is acted on, whatever is answered: one for each token, one for each
    /// request without.
    pub fn creations(&self) -> usize {
        let requests = self.requests();
        let token = |request: &HttpRequest| request.query.get("ClientToken").map(str::to_owned);
        let tokens: BTreeSet<String> = requests.iter().filter_map(token).collect();
        tokens.len()
            + requests
                .iter()
                .filter(|request| token(request).is_none())
                .count()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.stop.store(true, Ordering::SeqCst);
        // Wakes the thread up, so that it sees that.
        let _ = TcpStream::connect(self.address);
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
        // What fails in a thread of the server must not pass for a fault of the network.
        if !std::thread::panicking() {
            assert_eq!(
                self.failures.load(Ordering::SeqCst),
                0,
                "the server found fault with a request"
            );
        }
    }
}

fn serve(
    stream: &mut TcpStream,
    seen: &Mutex<Vec<HttpRequest>>,
    credentials: &[Credentials],
    behaviour: &Behaviour,
) {
    stream
        .set_read_timeout(Some(Duration::from_secs(10)))
        .unwrap();
    stream
        .set_write_timeout(Some(Duration::from_secs(10)))
        .unwrap();
    let Some(request) = receive(stream) else {
        return;
    };
    verify(&request, credentials);
    let number = {
        let mut seen = seen.lock().unwrap();
        seen.push(request.clone());
        seen.len()
    };
    behaviour(stream, &request, number);
}

/// Reads a whole request but for its very last byte, which stays unread: so a connection that is dropped is reset.
fn receive(stream: &mut TcpStream) -> Option<HttpRequest> {
    let mut bytes = vec![0; 1 << 20];
    for _ in 0..2000 {
        let length = stream.peek(&mut bytes).ok()?;
        if length == 0 {
            return None;
        }
        if let Some((request, end)) = parse(&bytes[..length]) {
            let mut taken = vec![0; end - 1];
            stream.read_exact(&mut taken).ok()?;
            return Some(request);
        }
        std::thread::sleep(Duration::from_millis(1));
    }
    None
}

/// Takes the last byte too, so that the connection ends without a reset.
pub fn finish_reading(stream: &mut TcpStream) {
    let _ = stream.read_exact(&mut [0]);
}

fn parse(bytes: &[u8]) -> Option<(HttpRequest, usize)> {
    let head_end = bytes.windows(4).position(|four| four == b"\r\n\r\n")? + 4;
    let head = std::str::from_utf8(&bytes[..head_end]).unwrap();
    let mut lines = head.trim_end().split("\r\n");
    let mut first = lines.next().unwrap().split(' ');
    let (method, target) = (first.next().unwrap(), first.next().unwrap());
    assert_eq!(first.next(), Some("HTTP/1.1"));
    let (path, query) = target.split_once('?').unwrap_or((target, ""));
    let mut request = HttpRequest::new(method, Scheme::Http, "", path);
    for line in lines {
        let (name, value) = line.split_once(':').unwrap();
        request
            .headers
            .push((name.to_ascii_lowercase().into(), value.trim().to_owned()));
    }
    for pair in query.split('&').filter(|pair| !pair.is_empty()) {
        let (name, value) = pair.split_once('=').unwrap();
        request.query.push((&decoded(name), &decoded(value)));
    }
    let length: usize = request
        .header("content-length")
        .map_or(0, |length| length.parse().unwrap());
    let body = bytes.get(head_end..head_end + length)?;
    request.body = body.to_vec();
    request.host = request.header("host").unwrap().to_owned();
    request.remove_header("host");
    Some((request, head_end + length))
}

fn decoded(text: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        if byte == b'%' {
            let digits = [rest.next().unwrap(), rest.next().unwrap()];
            let digits = std::str::from_utf8(&digits).unwrap();
            bytes.push(u8::from_str_radix(digits, 16).unwrap());
        } else {
            assert_ne!(byte, b'+', "a blank is sent as %20");
            bytes.push(byte);
        }
    }
    String::from_utf8(bytes).unwrap()
}

/// What arrived is what was signed.
fn verify(request: &HttpRequest, credentials: &[Credentials]) {
    let sent = request.header("authorization").unwrap().to_owned();
    let nonce = request.header("x-acs-signature-nonce").unwrap().to_owned();
    let date = acs_runtime::clock::parse_utc(request.header("x-acs-date").unwrap()).unwrap();
    let (action, version) = (
        request.header("x-acs-action").unwrap().to_owned(),
        request.header("x-acs-version").unwrap().to_owned(),
    );
    let good = credentials.iter().any(|credentials| {
        let mut again = request.clone();
        sign(
            &mut again,
            &Signing::new(credentials, &action, &version, date, &nonce),
        )
        .unwrap();
        again.header("authorization") == Some(&sent)
    });
    assert!(good, "what arrived is not what was signed: {request:?}");
}

/// Writes an answer whole.
pub fn answer(stream: &mut TcpStream, status: u16, headers: &[(&str, &str)], body: &[u8]) {
    finish_reading(stream);
    let mut head = format!(
        "HTTP/1.1 {status} Whatever\r\nContent-Length: {}\r\nConnection: close\r\n",
        body.len()
    );
    for (name, value) in headers {
        head.push_str(&format!("{name}: {value}\r\n"));
    }
    head.push_str("\r\n");
    let _ = stream.write_all(head.as_bytes());
    let _ = stream.write_all(body);
    let _ = stream.flush();
}

/// Writes these bytes and closes the connection without a reset.
pub fn raw(stream: &mut TcpStream, bytes: &[u8]) {
    finish_reading(stream);
    let _ = stream.write_all(bytes);
    let _ = stream.flush();
}
