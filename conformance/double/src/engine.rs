//! What becomes of a request: gate, operation, rules, token, dry run, creation. Must not know connections.

mod course;
mod reading;

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use acs_judge::{Options, Request};
use acs_spec::Json;
use acs_spec::write::compact;

use tokio::sync::watch;

use reading::{entry_of, fingerprint, format, from_json, request_id, same, unhex};

use crate::answer::{Answer, Circumstances};
use crate::catalogue::{Catalogue, Entry};
use crate::clock::{Clock, utc};
use crate::credentials::Credential;
use crate::fabricate::Making;
use crate::journal::Journal;
use crate::message::{Message, Unreadable};
use crate::rows::{self, Fault};
use crate::scenario::{Break, Injection, Phase, Queue, Raw};
use crate::sign::{self, Gate, Nonces};
use crate::switches::{DryRun, FailedToken, Format, InFlight, Switches};
use crate::text::{digest, mask, number, object};
use crate::tokens::{self, Claim, Held, Tokens};
use crate::world::{Created, Received, Record, World};

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

/// One request on its way.
struct Course<'a> {
    engine: &'a Engine,
    switches: Arc<Switches>,
    request_id: String,
    host: String,
    entry: Option<&'a Arc<Entry>>,
    caller: String,
    broken: Option<Break>,
    /// The request's parameters, once they are read.
    pairs: Vec<(String, String)>,
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

    /// Puts back what a log holds, and returns how often it was opened before.
    pub(crate) fn restore(&self, entries: &[Json]) -> Result<u64, String> {
        let mut opened = 0;
        for (n, entry) in entries.iter().enumerate() {
            if entry.get("opened").is_some() {
                opened += 1;
            } else if entry.get("reset").is_some() {
                self.tokens.clear();
                self.world.clear();
            } else {
                self.restore_created(entry)
                    .ok_or_else(|| format!("line {} of the state file is not understood", n + 1))?;
            }
        }
        Ok(opened)
    }

    fn restore_created(&self, entry: &Json) -> Option<()> {
        let created = Created::from_json(entry.get("created")?)?;
        self.numbers.fetch_max(created.number, Ordering::Relaxed);
        if let (Some(key), Some(fingerprint)) = (entry.get("key"), entry.get("fingerprint")) {
            let (key, fingerprint) = (unhex(key)?, unhex(fingerprint)?);
            let since = crate::clock::parse_utc(&created.time)?;
            let status = match entry.get("status")? {
                Json::Number(status) => status.parse().ok()?,
                _ => return None,
            };
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

/// What a request comes to.
enum Run {
    Answer(Arc<Answer>),
    Raw(Raw),
}

impl<'a> Course<'a> {
    async fn run(&mut self, message: &Message, door: Door<'_>, now: i64) -> Run {
        let name = self.entry.map_or("", |entry| entry.operation.name.as_str());
        if let Some(injection) = self.engine.queue.take(Phase::Gate, name)
            && let Some(run) = self.inject(injection).await
        {
            return run;
        }
        Run::Answer(match self.gate(message, door, now) {
            Ok(entry) => self.operate(entry, message, door, now).await,
            Err(answer) => answer,
        })
    }

    /// Does what was ordered; nothing comes of it where only a delay or a break was.
    async fn inject(&mut self, injection: Injection) -> Option<Run> {
        if !injection.latency.is_zero() {
            tokio::time::sleep(injection.latency).await;
        }
        if injection.hold {
            self.engine.holds.wait().await;
        }
        self.broken = injection.broken.or(self.broken);
        if let Some(raw) = injection.raw {
            return Some(Run::Raw(raw));
        }
        let Some(error) = injection.error else {
            // A reset before the request was looked at leaves nothing to be done.
            let is_lost = injection.phase == Phase::Gate && injection.broken == Some(Break::Reset);
            return is_lost
                .then(|| Run::Answer(self.fault("InternalError", "The connection is reset.")));
        };
        let entry = self.entry.map(|entry| &**entry);
        let otherwise = "The request is refused by a scenario.";
        let mut fault = rows::of_name(entry, error.status, &error.code, otherwise, &self.switches);
        fault.message = error.message.unwrap_or(fault.message);
        let mut answer = self.answer(fault);
        let retry_after = error
            .retry_after
            .map(|delay| ("x-acs-retry-after".to_owned(), delay.to_string()));
        answer.headers.extend(retry_after);
        Some(Run::Answer(Arc::new(answer)))
    }

    /// The operation, if the caller may ask for it.
    fn gate(
        &mut self,
        message: &Message,
        door: Door<'_>,
        now: i64,
    ) -> Result<&'a Arc<Entry>, Arc<Answer>> {
        if !self.engine.no_auth {
            let gate = Gate {
                credentials: &self.engine.credentials,
                now,
                window: self.switches.clock_window,
                all_signed: self.switches.all_signed,
                nonces: &self.engine.nonces,
                sensitive: self.entry.map_or(&[], |entry| &entry.sensitive),
            };
            self.caller = sign::verify(message, &gate)
                .map_err(|refusal| self.fault(refusal.code, &refusal.message))?;
        }
        let not_found = "Specified api is not found, please check your url and method.";
        let entry = self
            .entry
            .ok_or_else(|| self.fault("InvalidAction.NotFound", not_found))?;
        if door == Door::Service {
            if entry.path(&message.path).is_none() {
                return Err(self.fault("InvalidAction.NotFound", not_found));
            }
            if !entry.takes_method(message.method.as_str()) {
                return Err(self.fault(
                    "UnsupportedHTTPMethod",
                    "The specified HTTP method is not supported.",
                ));
            }
        }
        Ok(entry)
    }

    async fn operate(
        &mut self,
        entry: &'a Arc<Entry>,
        message: &Message,
        door: Door<'_>,
        now: i64,
    ) -> Arc<Answer> {
        let pairs = match door {
            Door::Service => entry.pairs(message).map_err(|unfit| unfit.0.to_owned()),
            Door::Json(_) => from_json(entry, message),
        };
        self.pairs = match pairs {
            Ok(pairs) => pairs,
            Err(why) => {
                return self.fault(
                    "InvalidParameter",
                    &format!("The request cannot be read: {why}."),
                );
            }
        };
        let request = Request::from_pairs(std::mem::take(&mut self.pairs));
        let verdict = entry.judge.judge(
            &request,
            &Options {
                reading: self.switches.reading,
            },
        );
        self.pairs = request.into_pairs();
        if let Some(fault) = rows::of_verdict(entry, &verdict, &self.switches) {
            return Arc::new(self.answer(fault));
        }
        let dry = self.dry_run(entry);
        if let Some(answer) = dry
            .as_ref()
            .filter(|_| self.switches.dry_run == DryRun::First)
        {
            return self.injected().await.unwrap_or_else(|| Arc::clone(answer));
        }
        let mut held = match self.token(entry).await {
            Ok(held) => held,
            Err(answer) => return answer,
        };
        if let Some(answer) = self.injected().await {
            if let Some(held) = held.take_if(|_| {
                self.switches.failed_token == FailedToken::Keep && answer.code.is_some()
            }) {
                held.done(Arc::clone(&answer), self.engine.clock.seconds());
            }
            return answer;
        }
        if let Some(answer) = dry {
            return answer;
        }
        if entry.writes && !self.engine.work_time.is_zero() {
            tokio::time::sleep(self.engine.work_time).await;
        }
        self.perform(entry, held, now).await
    }

    async fn injected(&mut self) -> Option<Arc<Answer>> {
        let name = self.entry.map_or("", |entry| entry.operation.name.as_str());
        let injection = self.engine.queue.take(Phase::Service, name)?;
        match self.inject(injection).await? {
            Run::Answer(answer) => Some(answer),
            Run::Raw(_) => None,
        }
    }

    /// The outcome that the request asks for in the place of being done.
    fn dry_run(&self, entry: &Entry) -> Option<Arc<Answer>> {
        let asks = |when: &acs_spec::constraint::When| {
            self.value(&when.param).is_some_and(|value| {
                when.equals
                    .iter()
                    .any(|want| same(entry, &when.param, want, value))
            })
        };
        let outcome = entry
            .operation
            .outcomes
            .iter()
            .find(|outcome| outcome.when.as_ref().is_some_and(asks))?;
        let status = self
            .switches
            .statuses
            .get(&outcome.code)
            .copied()
            .unwrap_or(outcome.status);
        let message = "Request validation has been passed with DryRun flag set.";
        let fault = rows::of_name(
            Some(entry),
            Some(status),
            &outcome.code,
            message,
            &self.switches,
        );
        Some(Arc::new(self.answer(fault)))
    }
}
