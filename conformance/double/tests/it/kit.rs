//! A small HTTP client over a socket, requests signed by our client, and a sound request to change.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::{Duration, SystemTime};

use acs_runtime::Pair;
use acs_runtime::credentials::Credentials;
use acs_runtime::http::{HttpRequest, Scheme};
use acs_runtime::sign::{Signing, sign};
use acs_spec::Json;

pub const ACTION: &str = "CreateTairKVCacheVNode";
pub const VERSION: &str = "2015-01-01";
pub const ID: &str = acs_double::DEFAULT_ACCESS_KEY_ID;
pub const SECRET: &str = acs_double::DEFAULT_ACCESS_KEY_SECRET;

/// An answer.
#[derive(Debug, Clone)]
pub struct Answer {
    pub status: u16,
    pub head: String,
    pub body: String,
}

impl Answer {
    pub fn json(&self) -> Json {
        acs_spec::json::parse(&self.body)
            .unwrap_or_else(|fault| panic!("{fault}: {}", self.body))
            .to_json()
    }

    pub fn text(&self, name: &str) -> String {
        self.json()
            .get(name)
            .and_then(Json::as_str)
            .unwrap_or_default()
            .to_owned()
    }

    /// Status and code.
    pub fn error(&self) -> (u16, String) {
        (self.status, self.text("Code"))
    }
}

pub fn connect(address: SocketAddr) -> TcpStream {
    let stream = TcpStream::connect(address).unwrap();
    stream
        .set_read_timeout(Some(Duration::from_secs(60)))
        .unwrap();
    stream.set_nodelay(true).unwrap();
    stream
}

/// Sends bytes and reads one answer.
pub fn exchange(stream: &mut TcpStream, bytes: &[u8]) -> std::io::Result<Answer> {
    stream.write_all(bytes)?;
    read(stream)
}

/// Reads one answer.
pub fn read(stream: &mut TcpStream) -> std::io::Result<Answer> {
    let broken = || std::io::Error::from(std::io::ErrorKind::UnexpectedEof);
    let (mut seen, mut buffer) = (Vec::new(), [0; 4096]);
    let end = loop {
        if let Some(end) = seen.windows(4).position(|window| window == b"\r\n\r\n") {
            break end + 4;
        }
        match stream.read(&mut buffer)? {
            0 => return Err(broken()),
            count => seen.extend_from_slice(&buffer[..count]),
        }
    };
    let head = String::from_utf8(seen[..end].to_vec()).unwrap();
    let status = head.split(' ').nth(1).unwrap().parse().unwrap();
    let length = head
        .lines()
        .find_map(|line| {
            line.to_ascii_lowercase()
                .strip_prefix("content-length: ")
                .map(str::to_owned)
        })
        .map_or(0, |length| length.trim().parse().unwrap());
    while seen.len() < end + length {
        match stream.read(&mut buffer)? {
            0 => return Err(broken()),
            count => seen.extend_from_slice(&buffer[..count]),
        }
    }
    Ok(Answer {
        status,
        head,
        body: String::from_utf8(seen[end..].to_vec()).unwrap(),
    })
}

/// One request on a connection of its own.
pub fn once(address: SocketAddr, bytes: &[u8]) -> Answer {
    exchange(&mut connect(address), bytes).unwrap()
}

pub fn get(address: SocketAddr, path: &str) -> Answer {
    once(
        address,
        format!("GET {path} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n").as_bytes(),
    )
}

pub fn post(address: SocketAddr, path: &str, body: &str) -> Answer {
    let head = format!(
        "POST {path} HTTP/1.1\r\nhost: x\r\nconnection: close\r\ncontent-length: {}\r\n\r\n",
        body.len()
    );
    once(address, format!("{head}{body}").as_bytes())
}

/// A request that breaks no rule.
pub fn sound() -> Vec<(String, String)> {
    [
        ("RegionId", "cn-beijing"),
        ("ZoneId", "cn-beijing-f"),
        ("InstanceClass", "kvcache.cu.g4b.2"),
        ("ComputeUnitNum", "1"),
        ("VkName", "tk-2ze4bba3c8fe"),
        ("VSwitchId", "vsw-bp1e7clcw529l773d"),
        ("ChargeType", "PrePaid"),
        ("Period", "1"),
    ]
    .into_iter()
    .map(|(name, value)| (name.to_owned(), value.to_owned()))
    .collect()
}

/// The sound request with some parameters set, or taken away by an empty value of `None`.
pub fn with(changes: &[(&str, Option<&str>)]) -> Vec<(String, String)> {
    let mut pairs = sound();
    for (name, value) in changes {
        pairs.retain(|(other, _)| other != name);
        pairs.extend(value.map(|value| ((*name).to_owned(), value.to_owned())));
    }
    pairs
}

/// An unsigned request of these parameters.
pub fn request(pairs: Vec<(String, String)>) -> HttpRequest {
    let mut request = HttpRequest::new("POST", Scheme::Http, "double.example.com", "/");
    request.query = pairs.into_iter().collect();
    request.set_header("accept", "application/json");
    request
}

/// Changes the parameters of a request, as a list.
pub fn change(request: &mut HttpRequest, with: fn(&mut Vec<(String, String)>)) {
    let own = |pair: Pair<'_>| (pair.name().to_owned(), pair.value().to_owned());
    let mut list = request.query.iter().map(own).collect();
    with(&mut list);
    request.query = list.into_iter().collect();
}

/// Signed by our client.
pub fn signed(
    mut request: HttpRequest,
    credentials: &Credentials,
    date: SystemTime,
    nonce: &str,
) -> HttpRequest {
    sign(
        &mut request,
        &Signing::new(credentials, ACTION, VERSION, date, nonce),
    )
    .unwrap();
    request
}

/// As bytes on the wire.
pub fn bytes(request: &HttpRequest) -> Vec<u8> {
    let mut out = format!(
        "{} {} HTTP/1.1\r\nhost: {}\r\n",
        request.method,
        request.target(),
        request.host
    );
    for (name, value) in &request.headers {
        out.push_str(&format!("{name}: {value}\r\n"));
    }
    out.push_str(&format!("content-length: {}\r\n\r\n", request.body.len()));
    let mut out = out.into_bytes();
    out.extend(&request.body);
    out
}

pub fn nonce() -> String {
    use std::sync::atomic::{AtomicU64, Ordering};
    static NEXT: AtomicU64 = AtomicU64::new(0);
    format!(
        "nonce-{}-{}",
        std::process::id(),
        NEXT.fetch_add(1, Ordering::Relaxed)
    )
}

/// Signs these parameters by the default key and the present time, and sends them.
pub fn call(address: SocketAddr, pairs: Vec<(String, String)>) -> Answer {
    let credentials = Credentials::new(ID, SECRET);
    once(
        address,
        &bytes(&signed(
            request(pairs),
            &credentials,
            SystemTime::now(),
            &nonce(),
        )),
    )
}

/// Calls by the JSON door of a double without authentication.
pub fn json(address: SocketAddr, body: &str) -> Answer {
    post(address, &format!("/_double/call/{ACTION}"), body)
}
