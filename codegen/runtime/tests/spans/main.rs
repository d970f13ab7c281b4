//! What spans and events say, and what they never say. A program of its own: whether anybody listens to an event is
//! remembered for all threads, and other tests have no listener.
#![cfg(all(feature = "reqwest", feature = "blocking", feature = "tracing"))]
// Helpers of tests, which clippy does not take for tests.
#![allow(clippy::unwrap_used)]

#[path = "../client/kit.rs"]
#[allow(dead_code)]
mod kit;
#[path = "../lamp/operation.rs"]
#[allow(dead_code)]
mod operation;
#[path = "../lamp/rules.rs"]
#[allow(dead_code)]
mod rules;

use std::fmt::Write as _;
use std::sync::{Arc, Mutex};

use acs_runtime::credentials::Credentials;
use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Metadata, Subscriber};

use kit::{CreateWithToken, scripted_with, wait};

/// Writes down all that it hears.
#[derive(Clone, Default)]
struct Notes(Arc<Mutex<String>>);

struct Writer<'a>(&'a mut String);

impl Visit for Writer<'_> {
    fn record_debug(&mut self, field: &Field, value: &dyn std::fmt::Debug) {
        write!(self.0, " {}={value:?}", field.name()).unwrap();
    }
}

impl Subscriber for Notes {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        metadata.target().starts_with("acs_runtime")
    }

    fn new_span(&self, span: &Attributes<'_>) -> Id {
        let mut notes = self.0.lock().unwrap();
        notes.push_str(span.metadata().name());
        span.record(&mut Writer(&mut notes));
        notes.push('\n');
        Id::from_u64(1)
    }

    fn record(&self, _: &Id, _: &Record<'_>) {}

    fn record_follows_from(&self, _: &Id, _: &Id) {}

    fn event(&self, event: &Event<'_>) {
        let mut notes = self.0.lock().unwrap();
        event.record(&mut Writer(&mut notes));
        notes.push('\n');
    }

    fn enter(&self, _: &Id) {}

    fn exit(&self, _: &Id) {}
}

#[test]
fn a_call_is_a_span_and_each_attempt_an_event_without_secrets() {
    let notes = Notes::default();
    let scripted = scripted_with(|builder| {
        builder.credentials(Credentials::session("id", "key-secret", "session-token"))
    });
    let echo =
        r#"{"Code":"ServiceUnavailable","Message":"session-token Opaque-1","RequestId":"1C5A"}"#;
    scripted.transport.answer(503, echo);
    scripted.transport.answer(200, r#"{"RequestId":"1C5B"}"#);
    let mut request = CreateWithToken::new();
    request.lamp.password = Some("Opaque-1".to_owned());
    tracing::subscriber::with_default(notes.clone(), || {
        wait(scripted.client.send(&request)).unwrap();
    });
    let said = notes.0.lock().unwrap().clone();
    for word in [
        "acs_call",
        "LightLamp",
        "lamps.example.com",
        "1C5A",
        "pause_ms=100",
        "attempt=2",
        "1C5B",
    ] {
        assert!(said.contains(word), "{word} in {said}");
    }
    for secret in ["session-token", "Opaque", "key-secret"] {
        assert!(!said.contains(secret), "{said}");
    }
}
