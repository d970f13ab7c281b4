//! Answers that were ordered: errors, delays, broken connections. A queue; each takes one request, or as many as it says.

use std::collections::VecDeque;
use std::sync::Mutex;
use std::time::Duration;

use acs_spec::Json;

use crate::clock;

/// When an ordered answer takes the place of the usual one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Phase {
    /// Before the request is looked at: no signature, no rule, no token.
    Gate,
    /// When a sound request is about to be done.
    Service,
}

/// How a connection ends before its time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Break {
    /// A reset in the place of the answer.
    Reset,
    /// So many bytes of the answer's body, then nothing.
    Truncate(usize),
}

/// An answer that is none of the service's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Raw {
    pub(crate) status: u16,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: String,
}

/// An error that was ordered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Ordered {
    pub(crate) status: Option<u16>,
    pub(crate) code: String,
    pub(crate) message: Option<String>,
    /// Milliseconds, for the header `x-acs-retry-after`.
    pub(crate) retry_after: Option<u64>,
}

/// One ordered answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Injection {
    pub(crate) operation: Option<String>,
    pub(crate) times: u64,
    pub(crate) phase: Phase,
    pub(crate) latency: Duration,
    pub(crate) error: Option<Ordered>,
    pub(crate) raw: Option<Raw>,
    pub(crate) broken: Option<Break>,
    /// Waits until it is released.
    pub(crate) hold: bool,
}

/// A change of the clock.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ClockChange {
    System,
    RunFrom(i64),
    Freeze(i64),
    Advance(u64),
}

/// What `POST /_double/scenario` says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Scenario {
    pub(crate) answers: Vec<Injection>,
    pub(crate) clock: Option<ClockChange>,
}

#[derive(Debug, Default)]
pub(crate) struct Queue(Mutex<VecDeque<Injection>>);

/// Most ordered answers that wait.
const MAX_QUEUE: usize = 100_000;

impl Queue {
    pub(crate) fn push(&self, injections: Vec<Injection>) -> Result<(), String> {
        let Ok(mut queue) = self.0.lock() else {
            return Err("the queue is lost".to_owned());
        };
        if queue.len() + injections.len() > MAX_QUEUE {
            return Err(format!("more than {MAX_QUEUE} ordered answers would wait"));
        }
        queue.extend(injections);
        Ok(())
    }

    /// Takes the next answer for this operation, if its time is this phase.
    pub(crate) fn take(&self, phase: Phase, operation: &str) -> Option<Injection> {
        let mut queue = self.0.lock().ok()?;
        let fits = |injection: &Injection| {
            injection
                .operation
                .as_deref()
                .is_none_or(|name| name == operation)
        };
        let at = queue.iter().position(fits)?;
        let found = queue
            .get_mut(at)
            .filter(|injection| injection.phase == phase)?;
        found.times = found.times.saturating_sub(1);
        match found.times {
            0 => queue.remove(at),
            _ => Some(found.clone()),
        }
    }

    pub(crate) fn clear(&self) {
        if let Ok(mut queue) = self.0.lock() {
            queue.clear();
        }
    }

    /// How many requests the queue still waits for.
    pub(crate) fn len(&self) -> u64 {
        self.0.lock().map_or(0, |queue| {
            queue.iter().map(|injection| injection.times).sum()
        })
    }
}

impl Scenario {
    /// Reads an object with `answers` and `clock`, a list of answers, or one answer.
    pub(crate) fn read(json: &Json) -> Result<Self, String> {
        let mut scenario = Scenario::default();
        match json {
            Json::Array(items) => scenario.answers = answers(items)?,
            Json::Object(members)
                if members
                    .iter()
                    .any(|(name, _)| name == "answers" || name == "clock") =>
            {
                for (name, value) in members {
                    match (name.as_str(), value) {
                        ("answers", Json::Array(items)) => scenario.answers = answers(items)?,
                        ("clock", value) => scenario.clock = Some(clock_change(value)?),
                        _ => {
                            return Err(format!(
                                "`{name}`: a scenario has `answers`, a list, and `clock`"
                            ));
                        }
                    }
                }
            }
            Json::Object(_) => scenario.answers = answers(std::slice::from_ref(json))?,
            _ => {
                return Err(
                    "a scenario is an object with `answers` and `clock`, or a list of answers"
                        .to_owned(),
                );
            }
        }
        Ok(scenario)
    }
}

fn answers(items: &[Json]) -> Result<Vec<Injection>, String> {
    items
        .iter()
        .enumerate()
        .map(|(n, item)| {
            Injection::read(item).map_err(|fault| format!("answer {}: {fault}", n + 1))
        })
        .collect()
}

fn clock_change(json: &Json) -> Result<ClockChange, String> {
    let fault = || {
        "`clock` is \"system\", a time such as \"2026-01-02T03:04:05Z\", {\"freeze\": time}, or {\"advance_s\": seconds}".to_owned()
    };
    let time = |json: &Json| clock::parse_utc(json.as_str()?);
    match json {
        Json::String(text) if text == "system" => Ok(ClockChange::System),
        Json::String(_) => time(json).map(ClockChange::RunFrom).ok_or_else(fault),
        Json::Object(members) => match members.as_slice() {
            [(name, value)] if name == "freeze" => {
                time(value).map(ClockChange::Freeze).ok_or_else(fault)
            }
            [(name, value)] if name == "advance_s" => {
                whole(value).map(ClockChange::Advance).ok_or_else(fault)
            }
            _ => Err(fault()),
        },
        _ => Err(fault()),
    }
}

fn whole(json: &Json) -> Option<u64> {
    match json {
        Json::Number(text) => text.parse().ok(),
        _ => None,
    }
}

fn status(json: &Json) -> Option<u16> {
    whole(json)
        .and_then(|n| u16::try_from(n).ok())
        .filter(|n| (200..=599).contains(n))
}

fn text(json: &Json) -> Option<String> {
    json.as_str().map(str::to_owned)
}

impl Injection {
    fn read(json: &Json) -> Result<Self, String> {
        let Json::Object(members) = json else {
            return Err("an answer is an object".to_owned());
        };
        let mut out = Injection {
            operation: None,
            times: 1,
            phase: Phase::Service,
            latency: Duration::ZERO,
            error: None,
            raw: None,
            broken: None,
            hold: false,
        };
        for (name, value) in members {
            let is_read = match name.as_str() {
                "operation" => text(value).map(|name| out.operation = Some(name)),
                "times" => whole(value).filter(|n| *n > 0).map(|n| out.times = n),
                "latency_ms" => whole(value)
                    .filter(|n| *n <= 600_000)
                    .map(|n| out.latency = Duration::from_millis(n)),
                "error" => {
                    let error = Ordered::read(value, "error")?;
                    if value.get("at").and_then(Json::as_str) == Some("gate") {
                        out.phase = Phase::Gate;
                    }
                    out.error = Some(error);
                    Some(())
                }
                "throttle" => {
                    out.error = Some(Ordered::read(value, "throttle")?);
                    out.phase = Phase::Gate;
                    Some(())
                }
                "hold" => match value {
                    Json::Bool(hold) => {
                        out.hold = *hold;
                        Some(())
                    }
                    _ => None,
                },
                "raw" => {
                    out.raw = Some(Raw::read(value)?);
                    out.phase = Phase::Gate;
                    Some(())
                }
                "reset" => match value.as_str() {
                    Some("before") => {
                        out.phase = Phase::Gate;
                        out.broken = Some(Break::Reset);
                        Some(())
                    }
                    Some("after") => {
                        out.broken = Some(Break::Reset);
                        Some(())
                    }
                    _ => None,
                },
                "truncate" => whole(value)
                    .and_then(|n| usize::try_from(n).ok())
                    .map(|n| out.broken = Some(Break::Truncate(n))),
                _ => return Err(format!("there is no key `{name}`; the keys are {KEYS}")),
            };
            is_read.ok_or_else(|| {
                format!("`{name}` has a value that does not belong there; the keys are {KEYS}")
            })?;
        }
        Ok(out)
    }
}

const KEYS: &str = "operation (name), times (from 1), latency_ms (to 600000), error {code, status, message, at: gate or service}, \
    throttle {retry_after_ms, code, status}, raw {status, headers, body}, reset (before or after), truncate (bytes), hold (true: until POST /_double/release)";

impl Ordered {
    fn read(json: &Json, what: &str) -> Result<Self, String> {
        let Json::Object(members) = json else {
            return Err(format!("`{what}` is an object; the keys are {KEYS}"));
        };
        let is_throttle = what == "throttle";
        let mut out = Ordered {
            status: None,
            code: String::new(),
            message: None,
            retry_after: None,
        };
        for (name, value) in members {
            let is_read = match name.as_str() {
                "code" => text(value).map(|code| out.code = code),
                "status" => status(value).map(|status| out.status = Some(status)),
                "message" => text(value).map(|message| out.message = Some(message)),
                "retry_after_ms" if is_throttle => whole(value).map(|n| out.retry_after = Some(n)),
                "at" if !is_throttle => value
                    .as_str()
                    .filter(|at| matches!(*at, "gate" | "service"))
                    .map(|_| ()),
                _ => None,
            };
            is_read.ok_or_else(|| {
                format!("`{what}.{name}` does not belong there; the keys are {KEYS}")
            })?;
        }
        if is_throttle && out.code.is_empty() {
            out.code = "Throttling".to_owned();
        }
        if out.code.is_empty() {
            Err(format!("`{what}.code` is missing"))
        } else {
            Ok(out)
        }
    }
}

impl Raw {
    fn read(json: &Json) -> Result<Self, String> {
        let fault = || {
            format!(
                "`raw` has a status from 200 to 599, headers (an object of texts) and a body (a text); the keys are {KEYS}"
            )
        };
        let mut out = Raw {
            status: 200,
            headers: Vec::new(),
            body: String::new(),
        };
        let Json::Object(members) = json else {
            return Err(fault());
        };
        for (name, value) in members {
            let is_read = match (name.as_str(), value) {
                ("status", value) => status(value).map(|status| out.status = status),
                ("body", value) => text(value).map(|body| out.body = body),
                ("headers", Json::Object(headers)) => {
                    let read = |(name, value): &(String, Json)| {
                        let is_name = axum::http::HeaderName::from_bytes(name.as_bytes()).is_ok();
                        let value = text(value)
                            .filter(|value| axum::http::HeaderValue::from_str(value).is_ok());
                        Some((name.clone(), value.filter(|_| is_name)?))
                    };
                    headers
                        .iter()
                        .map(read)
                        .collect::<Option<_>>()
                        .map(|headers| out.headers = headers)
                }
                _ => None,
            };
            is_read.ok_or_else(fault)?;
        }
        Ok(out)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<Scenario, String> {
        Scenario::read(&acs_spec::json::parse(text).unwrap().to_json())
    }

    #[test]
    fn answers_are_taken_in_order_each_in_its_phase() {
        let queue = Queue::default();
        let scenario = read(
            r#"[{"error": {"code": "A"}, "operation": "X"}, {"throttle": {"retry_after_ms": 5}, "times": 2}, {"latency_ms": 3}]"#,
        );
        queue.push(scenario.unwrap().answers).unwrap();
        assert_eq!(
            queue.take(Phase::Gate, "X"),
            None,
            "the next for X comes later"
        );
        assert_eq!(
            queue
                .take(Phase::Gate, "Y")
                .unwrap()
                .error
                .unwrap()
                .retry_after,
            Some(5)
        );
        assert_eq!(
            queue.take(Phase::Service, "X").unwrap().error.unwrap().code,
            "A"
        );
        assert_eq!(
            queue.take(Phase::Gate, "X").unwrap().error.unwrap().code,
            "Throttling"
        );
        assert_eq!(
            queue.take(Phase::Service, "X").unwrap().latency,
            Duration::from_millis(3)
        );
        assert_eq!((queue.take(Phase::Service, "X"), queue.len()), (None, 0));
    }

    #[test]
    fn what_is_not_understood_is_said() {
        for broken in [
            "1",
            r#"{"answers": 1}"#,
            r#"{"clock": "noon"}"#,
            r#"{"eror": {}}"#,
            r#"{"error": {"cod": "x"}}"#,
            r#"{"error": {}}"#,
            r#"{"times": 0}"#,
            r#"{"truncate": -1}"#,
            r#"{"reset": "now"}"#,
            r#"{"raw": {"headers": {"a b": "c"}}}"#,
            r#"{"raw": {"status": 99}}"#,
            r#"{"error": {"code": "X", "at": "moon"}}"#,
        ] {
            let fault = read(broken).unwrap_err();
            assert!(
                fault.contains('`') || fault.contains("scenario is"),
                "{broken}: {fault}"
            );
        }
        assert_eq!(
            read(r#"{"clock": {"advance_s": 5}}"#).unwrap().clock,
            Some(ClockChange::Advance(5))
        );
    }
}
