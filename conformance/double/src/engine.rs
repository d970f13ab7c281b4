//! All that a double is, but for its door: what requests share, and where each begins and ends. Must not know connections.

mod course;

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use acs_spec::Json;

use tokio::sync::watch;

use course::{Course, Run};

use crate::answer::Answer;
use crate::catalogue::Catalogue;
use crate::clock::Clock;
use crate::credentials::Credential;
use crate::journal::Journal;
use crate::message::{Message, Unreadable};
use crate::scenario::{Break, Queue};
use crate::sign::Nonces;
use crate::switches::{Format, Switches};
use crate::text::{digest, object};
use crate::tokens::Tokens;
use crate::world::{Created, Record, World};

/// All that a double is, but for its door.
pub(crate) struct Engine {
    pub(crate) catalogue: Catalogue,
    pub(crate) credentials: Vec<Credential>,
    /// Requests need no signature.
    pub(crate) no_auth: bool,
    pub(crate) seed: u64,
    /// How long it takes to create something.
    pub(crate) work_time: Duration,
    pub(crate) clock: Clock,
    pub(crate) nonces: Nonces,
    pub(crate) tokens: Arc<Tokens>,
    pub(crate) world: World,
    pub(crate) record: Record,
    pub(crate) queue: Queue,
    pub(crate) journal: Option<Journal>,
    pub(crate) switches: Mutex<Arc<Switches>>,
    /// How often the state was opened: part of every request's id, so that none comes twice.
    pub(crate) epoch: u64,
    pub(crate) requests: AtomicU64,
    pub(crate) numbers: AtomicU64,
    pub(crate) holds: Holds,
}

/// Requests that wait until they are let go.
pub(crate) struct Holds {
    releases: watch::Sender<u64>,
    waiting: AtomicU64,
}

impl Default for Holds {
    fn default() -> Self {
        Holds {
            releases: watch::channel(0).0,
            waiting: AtomicU64::new(0),
        }
    }
}

impl Holds {
    async fn wait(&self) {
        let mut releases = self.releases.subscribe();
        self.waiting.fetch_add(1, Ordering::SeqCst);
        // An error says that the double ends.
        let _ = releases.changed().await;
    }

    /// Lets all go; how many that were.
    pub(crate) fn release(&self) -> u64 {
        let count = self.waiting.swap(0, Ordering::SeqCst);
        self.releases.send_modify(|releases| *releases += 1);
        count
    }

    pub(crate) fn waiting(&self) -> u64 {
        self.waiting.load(Ordering::SeqCst)
    }
}

/// What goes back to the caller.
#[derive(Debug)]
pub(crate) struct Delivery {
    pub(crate) status: u16,
    pub(crate) content_type: Option<&'static str>,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: String,
    /// Of an error of the service's.
    pub(crate) code: Option<String>,
    pub(crate) broken: Option<Break>,
    /// Seconds since 1970, for the header `Date`.
    pub(crate) now: i64,
}

/// By which door a request came.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Door<'a> {
    /// As clients call the service.
    Service,
    /// `/_double/call/<Operation>`: the parameters are a JSON body.
    Json(&'a str),
}

impl Engine {
    pub(crate) fn switches(&self) -> Arc<Switches> {
        self.switches
            .lock()
            .map_or_else(|_| Arc::default(), |switches| Arc::clone(&switches))
    }

    /// Forgets everything but specs, keys and switches.
    pub(crate) async fn reset(&self) -> bool {
        self.tokens.clear();
        self.nonces.clear();
        self.world.clear();
        self.record.clear();
        self.queue.clear();
        self.holds.release();
        self.clock.follow_system();
        match &self.journal {
            Some(journal) => journal.append(&object([("reset", Json::Bool(true))])).await,
            None => true,
        }
    }

    /// Puts back an entry of a log.
    pub(crate) fn restore(&mut self, entry: &Json) -> Result<(), String> {
        let not_understood = || "it is not understood".to_owned();
        if entry.get("opened").is_some() {
            self.epoch += 1;
        } else if entry.get("reset").is_some() {
            self.tokens.clear();
            self.world.clear();
        } else if let Some(shortened) = entry.get("shortened") {
            let part = |name: &str| {
                shortened
                    .get(name)
                    .and_then(whole)
                    .ok_or_else(not_understood)
            };
            self.epoch = part("opened")?;
            self.world.add_forgotten(part("gone")?);
            self.numbers.fetch_max(part("number")?, Ordering::Relaxed);
        } else {
            self.restore_created(entry).ok_or_else(not_understood)?;
        }
        Ok(())
    }

    fn restore_created(&self, entry: &Json) -> Option<()> {
        let created = Created::from_json(entry.get("created")?)?;
        self.numbers.fetch_max(created.number, Ordering::Relaxed);
        if let (Some(key), Some(fingerprint)) = (entry.get("key"), entry.get("fingerprint")) {
            let (key, fingerprint) = (unhex(key)?, unhex(fingerprint)?);
            let since = crate::clock::parse_utc(&created.time)?;
            let status = entry.get("status").and_then(whole)?.try_into().ok()?;
            let body = acs_spec::json::parse(&created.answer).ok()?.to_json();
            let answer = Answer::success(status, &created.operation, body);
            self.tokens
                .restore(key, fingerprint, since, Arc::new(answer));
        }
        self.world.add(created);
        Some(())
    }

    /// Answers a request.
    pub(crate) async fn serve(
        &self,
        message: Result<Message, Unreadable>,
        door: Door<'_>,
    ) -> Delivery {
        let serial = self.requests.fetch_add(1, Ordering::Relaxed);
        let mut course = Course {
            engine: self,
            switches: self.switches(),
            request_id: request_id(self.seed, self.epoch, serial),
            host: String::new(),
            entry: None,
            caller: String::new(),
            broken: None,
            pairs: Vec::new(),
        };
        let now = self.clock.seconds();
        let message = match message {
            Ok(message) => message,
            Err(what) => {
                let what = if what == Unreadable::Query {
                    "query"
                } else {
                    "form"
                };
                let fault = course.fault(
                    "InvalidParameter",
                    &format!("The {what} is not percent-encoded UTF-8."),
                );
                return course.deliver(&fault, course.switches.format, now);
            }
        };
        course.host = message.host().to_owned();
        let format = if matches!(door, Door::Json(_)) {
            Format::Json
        } else {
            format(&message, course.switches.format)
        };
        course.entry = match door {
            Door::Service => self.catalogue.find(&message),
            Door::Json(name) => self.catalogue.named(name),
        };
        let outcome = course.run(&message, door, now).await;
        let delivery = match outcome {
            Run::Answer(answer) => course.deliver(&answer, format, now),
            Run::Raw(raw) => Delivery {
                status: raw.status,
                content_type: None,
                headers: raw.headers,
                body: raw.body,
                code: None,
                broken: course.broken,
                now,
            },
        };
        if self.record.is_kept() {
            self.record.add(course.received(&message, &delivery, now));
        }
        delivery
    }
}

fn whole(json: &Json) -> Option<u64> {
    match json {
        Json::Number(text) => text.parse().ok(),
        _ => None,
    }
}

fn unhex(json: &Json) -> Option<u128> {
    u128::from_str_radix(json.as_str()?, 16).ok()
}

/// The form in which the caller wants the answer.
fn format(message: &Message, otherwise: Format) -> Format {
    let asked = |text: &str| {
        let text = text.to_ascii_lowercase();
        match (text.contains("json"), text.contains("xml")) {
            (true, _) => Some(Format::Json),
            (false, true) => Some(Format::Xml),
            (false, false) => None,
        }
    };
    let parameter = message.parameter("Format").and_then(asked);
    parameter
        .or_else(|| message.header("accept").and_then(asked))
        .unwrap_or(otherwise)
}

/// In the shape of the service's own: 32 digits in five groups, upper case.
fn request_id(seed: u64, epoch: u64, serial: u64) -> String {
    let noise = digest([
        &seed.to_be_bytes()[..],
        &epoch.to_be_bytes()[..],
        &serial.to_be_bytes()[..],
        b"request",
    ]);
    let part = |from: u32, bits: u32| (noise >> (128 - from - bits)) & ((1 << bits) - 1);
    format!(
        "{:08X}-{:04X}-{:04X}-{:04X}-{:012X}",
        part(0, 32),
        part(32, 16),
        part(48, 16),
        part(64, 16),
        part(80, 48)
    )
}
