//! One request on its way: gate, operation, rules, token, dry run, creation. Must not know how answers are carried.

use std::sync::Arc;
use std::sync::atomic::Ordering;

use acs_judge::{Options, Request};
use acs_spec::Json;
use acs_spec::write::compact;

use super::{Delivery, Door, Engine};
use crate::answer::{Answer, Circumstances};
use crate::catalogue::Entry;
use crate::clock::utc;
use crate::fabricate::Making;
use crate::message::Message;
use crate::rows::{self, Fault};
use crate::scenario::{Break, Injection, Phase, Raw};
use crate::sign::{self, Gate};
use crate::switches::{DryRun, FailedToken, Format, InFlight, Switches};
use crate::text::{digest, mask, number};
use crate::tokens::{self, Claim, Held};
use crate::world::{Created, Received};

/// One request on its way.
pub(super) struct Course<'a> {
    pub(super) engine: &'a Engine,
    pub(super) switches: Arc<Switches>,
    pub(super) request_id: String,
    pub(super) host: String,
    pub(super) entry: Option<&'a Arc<Entry>>,
    pub(super) caller: String,
    pub(super) broken: Option<Break>,
    /// The request's parameters, once they are read.
    pub(super) pairs: Vec<(String, String)>,
}

/// What a request comes to.
pub(super) enum Run {
    Answer(Arc<Answer>),
    Raw(Raw),
}

impl<'a> Course<'a> {
    pub(super) async fn run(&mut self, message: &Message, door: Door<'_>, now: i64) -> Run {
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
                    .any(|want| entry.is_value(&when.param, want, value))
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

    fn value(&self, name: &str) -> Option<&str> {
        self.pairs
            .iter()
            .find(|(other, _)| other == name)
            .map(|(_, value)| value.as_str())
    }

    /// The token of a request that has one, if the request is to be done.
    async fn token(&self, entry: &Entry) -> Result<Option<Held>, Arc<Answer>> {
        let Some(parameter) = entry.operation.idempotency_parameter.as_deref() else {
            return Ok(None);
        };
        let Some(token) = self.value(parameter).filter(|token| !token.is_empty()) else {
            return Ok(None);
        };
        let key = digest([
            self.caller.as_bytes(),
            entry.version.as_bytes(),
            entry.operation.name.as_bytes(),
            token.as_bytes(),
        ]);
        let fingerprint = fingerprint(&self.pairs);
        let lost = || self.fault("InternalError", "The table of tokens is lost.");
        loop {
            let now = self.engine.clock.seconds();
            let claim =
                self.engine
                    .tokens
                    .claim(key, fingerprint, now, self.switches.token_lifetime);
            match claim.ok_or_else(lost)? {
                Claim::New(held) => return Ok(Some(held)),
                Claim::Replay(answer) => return Err(answer),
                Claim::Mismatch => {
                    let otherwise = "Request uses a client token in a previous request but is not identical to that request.";
                    return Err(self.named(entry, &tokens::mismatch_code(entry), otherwise));
                }
                Claim::InFlight(mut end) => {
                    if self.switches.in_flight == InFlight::Refuse {
                        let otherwise = "A request with this token is under way.";
                        return Err(self.named(
                            entry,
                            &self.switches.in_flight_code.clone(),
                            otherwise,
                        ));
                    }
                    // An error says that it ended, which is what is waited for.
                    let _ = end.changed().await;
                }
            }
        }
    }

    async fn perform(
        &mut self,
        entry: &'a Arc<Entry>,
        held: Option<Held>,
        now: i64,
    ) -> Arc<Answer> {
        let number = self.engine.numbers.fetch_add(1, Ordering::Relaxed) + 1;
        let making = Making {
            entry,
            pairs: &self.pairs,
            request_id: &self.request_id,
            seed: self.engine.seed,
            number,
        };
        let status = making.status().unwrap_or(self.switches.success_status);
        let answer = Arc::new(Answer::success(
            status,
            &entry.operation.name,
            making.body(),
        ));
        if !entry.writes {
            return answer;
        }
        let token = entry
            .operation
            .idempotency_parameter
            .as_deref()
            .and_then(|name| self.value(name));
        let created = Created {
            number,
            operation: entry.operation.name.clone(),
            time: utc(now),
            request_id: self.request_id.clone(),
            access_key_id: self.caller.clone(),
            token: token.map(str::to_owned),
            parameters: self.masked(&self.pairs),
            answer: compact(&answer.body),
        };
        if let Some(journal) = &self.engine.journal
            && !journal
                .append(&entry_of(&created, &answer, held.as_ref(), &self.pairs))
                .await
        {
            return self.fault("InternalError", "The state file cannot be written.");
        }
        self.engine.world.add(created);
        if let Some(held) = held {
            held.done(Arc::clone(&answer), self.engine.clock.seconds());
        }
        answer
    }

    fn masked(&self, pairs: &[(String, String)]) -> Vec<(String, String)> {
        let is_secret = |name: &str| {
            matches!(name, "SecurityToken" | "Signature" | "BearerToken")
                || self.entry.is_some_and(|entry| entry.is_sensitive(name))
        };
        let shown = |(name, value): &(String, String)| {
            (
                name.clone(),
                if is_secret(name) {
                    mask(value)
                } else {
                    value.clone()
                },
            )
        };
        pairs.iter().map(shown).collect()
    }

    /// An error of this code, as operation or service have it.
    fn named(&self, entry: &Entry, code: &str, otherwise: &str) -> Arc<Answer> {
        Arc::new(self.answer(rows::of_name(
            Some(entry),
            None,
            code,
            otherwise,
            &self.switches,
        )))
    }

    /// An error of the gate, whose message says more than a table's could.
    pub(super) fn fault(&self, code: &str, message: &str) -> Arc<Answer> {
        let entry = self.entry.map(|entry| &**entry);
        let fault = rows::of_name(entry, None, code, message, &self.switches);
        Arc::new(self.answer(Fault {
            message: message.to_owned(),
            ..fault
        }))
    }

    fn answer(&self, fault: Fault) -> Answer {
        let product = self.entry.map_or("", |entry| entry.product.as_str());
        let at = Circumstances {
            request_id: &self.request_id,
            host: &self.host,
            product,
        };
        Answer::error(fault.status, &fault.code, &fault.message, &at)
    }

    pub(super) fn deliver(&self, answer: &Answer, format: Format, now: i64) -> Delivery {
        let (content_type, body) = answer.written(format);
        let mut headers = answer.headers.clone();
        headers.push(("x-acs-request-id".to_owned(), self.request_id.clone()));
        Delivery {
            status: answer.status,
            content_type: Some(content_type),
            headers,
            body,
            code: answer.code.clone(),
            broken: self.broken,
            now,
        }
    }

    pub(super) fn received(&self, message: &Message, delivery: &Delivery, now: i64) -> Received {
        let shown = |name: &str, value: &str| match name {
            "x-acs-security-token" | "x-acs-bearer-token" => mask(value),
            "x-acs-zero-trust-idtoken" => mask(value),
            "authorization" => {
                // Whichever signature it is, all but the signature itself is no secret.
                let before = match value.starts_with("acs ") {
                    true => ":",
                    false => "Signature=",
                };
                match value.split_once(before) {
                    Some((public, signature)) => format!("{public}{before}{}", mask(signature)),
                    None => mask(value),
                }
            }
            name if self.entry.is_some_and(|entry| entry.is_sensitive(name)) => mask(value),
            _ => value.to_owned(),
        };
        let headers = message.headers.iter().map(|(name, value)| {
            (
                name.as_str().to_owned(),
                shown(name.as_str(), &String::from_utf8_lossy(value.as_bytes())),
            )
        });
        let parameters = if self.pairs.is_empty() {
            self.masked(&message.parameters().cloned().collect::<Vec<_>>())
        } else {
            self.masked(&self.pairs)
        };
        Received {
            number: 0,
            time: now,
            method: message.method.to_string(),
            path: message.path.clone(),
            operation: self
                .entry
                .map_or_else(String::new, |entry| entry.operation.name.clone()),
            headers: headers.collect(),
            parameters,
            status: delivery.status,
            code: delivery.code.clone(),
            request_id: self.request_id.clone(),
        }
    }
}

/// The line of a log that says that something was created.
fn entry_of(
    created: &Created,
    answer: &Answer,
    held: Option<&Held>,
    pairs: &[(String, String)],
) -> Json {
    let mut members = vec![
        ("created".to_owned(), created.to_json()),
        ("status".to_owned(), number(answer.status)),
    ];
    if let Some(held) = held {
        members.push(("key".to_owned(), Json::text(format!("{:032x}", held.key()))));
        members.push((
            "fingerprint".to_owned(),
            Json::text(format!("{:032x}", fingerprint(pairs))),
        ));
    }
    Json::Object(members)
}

/// Two requests are the same when they have the same pairs, in whatever order.
fn fingerprint(pairs: &[(String, String)]) -> u128 {
    let mut sorted: Vec<&(String, String)> = pairs.iter().collect();
    sorted.sort();
    digest(
        sorted
            .into_iter()
            .flat_map(|(name, value)| [name.as_bytes(), value.as_bytes()]),
    )
}

fn from_json(entry: &Entry, message: &Message) -> Result<Vec<(String, String)>, String> {
    let body = std::str::from_utf8(&message.body).map_err(|_| "the body is no UTF-8")?;
    let body = if body.trim().is_empty() { "{}" } else { body };
    let tree =
        acs_spec::json::parse(body).map_err(|fault| format!("the body is no JSON: {fault}"))?;
    let request = entry.judge.request_from_json(&tree.to_json());
    request.map(Request::into_pairs).map_err(|faults| {
        faults.first().map_or_else(
            || "the body is no request".to_owned(),
            |fault| fault.message.clone(),
        )
    })
}
