//! G16: idempotency against a model: a token is free, in flight, done, failed, or expired.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;
use std::net::TcpStream;
use std::time::{Duration, UNIX_EPOCH};

use acs_double::Double;

use crate::kit::{self, Answer};

/// What a sequence is made of. Tokens and bodies are numbers.
#[derive(Debug, Clone, Copy)]
enum Event {
    /// A request from beginning to end.
    Send { token: usize, body: usize },
    /// A request that fails after its checks.
    SendFailing { token: usize, body: usize },
    /// A request that has begun and is kept in flight; it will fail or not.
    Begin {
        token: usize,
        body: usize,
        fails: bool,
    },
    /// Requests in flight come to their end.
    Finish,
    /// A dry run with a token.
    DryRun { token: usize, body: usize },
    /// Time passes, but not all of a token's.
    Wait,
    /// A token's time passes.
    Expire,
}

#[derive(Debug, Clone, PartialEq)]
enum State {
    Free,
    InFlight {
        body: usize,
        fails: bool,
    },
    Done {
        body: usize,
        id: String,
        at: u64,
    },
    /// Kept with its error, by the switch.
    Failed {
        body: usize,
        at: u64,
    },
    Expired,
}

impl State {
    fn name(&self) -> &'static str {
        match self {
            State::Free => "free",
            State::InFlight { .. } => "in flight",
            State::Done { .. } => "done",
            State::Failed { .. } => "failed",
            State::Expired => "expired",
        }
    }
}

const LIFETIME: u64 = 100;

struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: u64) -> usize {
        // SplitMix64.
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((z ^ (z >> 31)) % sides).unwrap()
    }

    fn event(&mut self) -> Event {
        let (token, body) = (self.roll(2), self.roll(2));
        match self.roll(12) {
            0..=3 => Event::Send { token, body },
            4 => Event::SendFailing { token, body },
            5..=6 => Event::Begin {
                token,
                body,
                fails: self.roll(2) == 0,
            },
            7..=8 => Event::Finish,
            9 => Event::DryRun { token, body },
            10 => Event::Wait,
            _ => Event::Expire,
        }
    }
}

struct Run {
    double: Double,
    stream: TcpStream,
    /// Requests in flight: token, connection.
    flying: Vec<(usize, TcpStream)>,
    model: BTreeMap<usize, State>,
    created: u64,
    now: u64,
    keeps_failed: bool,
    sequence: u64,
    seen: BTreeSet<(&'static str, &'static str)>,
}

fn head(body: &str) -> String {
    format!(
        "POST /_double/call/{} HTTP/1.1\r\nhost: x\r\ncontent-length: {}\r\n\r\n{body}",
        kit::ACTION,
        body.len()
    )
}

impl Run {
    fn new(keeps_failed: bool) -> Self {
        let double = Double::builder()
            .no_auth(true)
            .frozen_at(UNIX_EPOCH)
            .switch("in-flight", "refuse")
            .switch("token-lifetime", &LIFETIME.to_string())
            .switch("failed-token", if keeps_failed { "keep" } else { "forget" })
            .start()
            .unwrap();
        let stream = kit::connect(double.address());
        Run {
            double,
            stream,
            flying: Vec::new(),
            model: BTreeMap::new(),
            created: 0,
            now: 0,
            keeps_failed,
            sequence: 0,
            seen: BTreeSet::new(),
        }
    }

    fn body(&self, token: usize, body: usize, dry: bool) -> String {
        let mut pairs = kit::sound();
        pairs.push((
            "ClientToken".to_owned(),
            format!("{}-{token}", self.sequence),
        ));
        pairs.push(("InstanceName".to_owned(), format!("name{body}")));
        pairs.push(("DryRun".to_owned(), dry.to_string()));
        let members: Vec<String> = pairs
            .iter()
            .map(|(name, value)| format!("{name:?}: {value:?}"))
            .collect();
        format!("{{{}}}", members.join(", "))
    }

    fn send(&mut self, token: usize, body: usize, dry: bool) -> Answer {
        let text = head(&self.body(token, body, dry));
        kit::exchange(&mut self.stream, text.as_bytes()).unwrap()
    }

    fn state(&self, token: usize) -> State {
        match self.model.get(&token).cloned().unwrap_or(State::Free) {
            State::Done { at, .. } | State::Failed { at, .. } if self.now - at >= LIFETIME => {
                State::Expired
            }
            state => state,
        }
    }

    /// What a request is answered with where its token is not free; `None` where it is.
    fn standing(&self, token: usize, body: usize) -> Option<Result<String, &'static str>> {
        match self.state(token) {
            State::Free | State::Expired => None,
            State::InFlight { body: other, .. } if other == body => {
                Some(Err("RequestTokenConflict"))
            }
            State::Done {
                body: other, id, ..
            } if other == body => Some(Ok(id)),
            State::Failed { body: other, .. } if other == body => Some(Err("QuotaExceed")),
            _ => Some(Err("IdempotentParameterMismatch")),
        }
    }

    fn check(&mut self, token: usize, body: usize, answer: &Answer, fails: bool) {
        let at = self.now;
        match self.standing(token, body) {
            Some(Ok(id)) => assert_eq!((answer.status, answer.text("InstanceId")), (200, id)),
            Some(Err(code)) => assert_eq!(answer.text("Code"), code),
            None if fails => {
                assert_eq!(answer.text("Code"), "QuotaExceed");
                let state = if self.keeps_failed {
                    State::Failed { body, at }
                } else {
                    State::Free
                };
                self.model.insert(token, state);
            }
            None => {
                assert_eq!(answer.status, 200, "{}", answer.body);
                self.created += 1;
                self.model.insert(
                    token,
                    State::Done {
                        body,
                        id: answer.text("InstanceId"),
                        at,
                    },
                );
            }
        }
    }

    fn step(&mut self, event: Event) {
        let (token, name) = match event {
            Event::Send { token, .. } => (Some(token), "send"),
            Event::SendFailing { token, .. } => (Some(token), "send failing"),
            Event::Begin { token, .. } => (Some(token), "begin"),
            Event::DryRun { token, .. } => (Some(token), "dry run"),
            Event::Finish => (None, "finish"),
            Event::Wait => (None, "wait"),
            Event::Expire => (None, "expire"),
        };
        for token in token.map_or_else(|| vec![0, 1], |token| vec![token]) {
            self.seen.insert((self.state(token).name(), name));
        }
        match event {
            Event::Send { token, body } => {
                let answer = self.send(token, body, false);
                self.check(token, body, &answer, false);
            }
            Event::SendFailing { token, body } => {
                self.double
                    .scenario(r#"{"error": {"code": "QuotaExceed"}}"#)
                    .unwrap();
                let answer = self.send(token, body, false);
                self.check(token, body, &answer, true);
                // Where the token had its answer already, the order was not taken.
                kit::exchange(
                    &mut self.stream,
                    b"DELETE /_double/scenario HTTP/1.1\r\nhost: x\r\n\r\n",
                )
                .unwrap();
            }
            Event::Begin { token, body, fails } => {
                if self.standing(token, body).is_some() {
                    let answer = self.send(token, body, false);
                    return self.check(token, body, &answer, false);
                }
                let error = if fails {
                    r#", "error": {"code": "QuotaExceed"}"#
                } else {
                    ""
                };
                self.double
                    .scenario(&format!(r#"{{"hold": true{error}}}"#))
                    .unwrap();
                let before = self.double.held();
                let mut stream = kit::connect(self.double.address());
                stream
                    .write_all(head(&self.body(token, body, false)).as_bytes())
                    .unwrap();
                while self.double.held() == before {
                    std::thread::yield_now();
                }
                self.flying.push((token, stream));
                self.model.insert(token, State::InFlight { body, fails });
            }
            Event::Finish => {
                self.double.release();
                for (token, mut stream) in std::mem::take(&mut self.flying) {
                    let answer = kit::read(&mut stream).unwrap();
                    let Some(State::InFlight { body, fails }) = self.model.remove(&token) else {
                        panic!("in flight")
                    };
                    self.check(token, body, &answer, fails);
                }
            }
            Event::DryRun { token, body } => {
                assert_eq!(self.send(token, body, true).text("Code"), "DryRunOperation");
            }
            Event::Wait => self.pass(LIFETIME / 3),
            Event::Expire => self.pass(LIFETIME),
        }
        assert_eq!(self.double.created_count(), self.created, "{event:?}");
    }

    fn pass(&mut self, seconds: u64) {
        self.now += seconds;
        self.double.advance(Duration::from_secs(seconds));
    }

    fn sequence(&mut self, seed: u64) {
        let mut dice = Dice(seed);
        self.sequence += 1;
        self.model.clear();
        for _ in 0..1 + dice.roll(20) {
            let event = dice.event();
            self.step(event);
        }
        self.step(Event::Finish);
    }
}

fn sequences(count: u64) {
    let mut seen = BTreeSet::new();
    for keeps_failed in [false, true] {
        let mut run = Run::new(keeps_failed);
        for seed in 0..count / 2 {
            run.sequence(seed * 2 + u64::from(keeps_failed));
        }
        seen.append(&mut run.seen);
    }
    for state in ["free", "in flight", "done", "failed", "expired"] {
        for event in [
            "send",
            "send failing",
            "begin",
            "finish",
            "dry run",
            "wait",
            "expire",
        ] {
            assert!(
                seen.contains(&(state, event)),
                "no sequence has {event} in state {state}"
            );
        }
    }
}

#[test]
fn a_thousand_sequences_go_as_the_model_says() {
    sequences(1_000);
}

/// `cargo test -p acs-double --release -- --ignored ten_thousand_sequences`
#[test]
#[ignore = "for maintainers: takes a while without optimisation"]
fn ten_thousand_sequences_go_as_the_model_says() {
    sequences(10_000);
}

fn together(double: &Double, calls: usize, body: &str) -> Vec<Answer> {
    std::thread::scope(|scope| {
        let threads: Vec<_> = (0..calls)
            .map(|_| scope.spawn(|| kit::json(double.address(), body)))
            .collect();
        threads
            .into_iter()
            .map(|thread| thread.join().unwrap())
            .collect()
    })
}

pub fn one_token(token: &str) -> String {
    let mut pairs = kit::sound();
    pairs.push(("ClientToken".to_owned(), token.to_owned()));
    let members: Vec<String> = pairs
        .iter()
        .map(|(name, value)| format!("{name:?}: {value:?}"))
        .collect();
    format!("{{{}}}", members.join(", "))
}

#[test]
fn sixty_four_calls_with_one_token_make_one_instance() {
    for workers in [1, 4] {
        let double = Double::builder()
            .no_auth(true)
            .workers(workers)
            .work_time(Duration::from_millis(30))
            .start()
            .unwrap();
        let answers = together(&double, 64, &one_token("t"));
        let bodies: BTreeSet<&str> = answers.iter().map(|answer| answer.body.as_str()).collect();
        assert_eq!((bodies.len(), double.created_count()), (1, 1));
        assert!(answers.iter().all(|answer| answer.status == 200));
    }
}

#[test]
fn a_twin_in_flight_is_refused_where_the_switch_says_so() {
    let double = Double::builder()
        .no_auth(true)
        .switch("in-flight", "refuse")
        .switch("in-flight-code", "TokenServiceError");
    let double = double.start().unwrap();
    double.scenario(r#"{"hold": true}"#).unwrap();
    let answers = std::thread::scope(|scope| {
        let first = scope.spawn(|| kit::json(double.address(), &one_token("t")));
        while double.held() == 0 {
            std::thread::yield_now();
        }
        let second = kit::json(double.address(), &one_token("t"));
        double.release();
        (first.join().unwrap(), second)
    });
    assert_eq!(answers.0.status, 200);
    assert_eq!(
        answers.1.error(),
        (403, "TokenServiceError".to_owned()),
        "status and message as the table has them"
    );
}

#[test]
fn a_caller_who_hangs_up_does_not_stop_the_work() {
    let double = Double::builder().no_auth(true).start().unwrap();
    double.scenario(r#"{"hold": true}"#).unwrap();
    let mut stream = kit::connect(double.address());
    stream.write_all(head(&one_token("t")).as_bytes()).unwrap();
    while double.held() == 0 {
        std::thread::yield_now();
    }
    drop(stream);
    double.release();
    let answer = kit::json(double.address(), &one_token("t"));
    assert_eq!(
        (answer.status, double.created_count()),
        (200, 1),
        "the repetition finds what the first has made"
    );
}

#[test]
fn tokens_are_ones_own_and_their_letter_case_counts() {
    let double = Double::builder()
        .credentials("a", "s")
        .credentials("b", "s")
        .start()
        .unwrap();
    let call = |id: &str, token: &str| {
        let credentials = acs_runtime::credentials::Credentials::new(id, "s");
        let request = kit::request(kit::with(&[("ClientToken", Some(token))]));
        let now = std::time::SystemTime::now();
        kit::once(
            double.address(),
            &kit::bytes(&kit::signed(request, &credentials, now, &kit::nonce())),
        )
        .text("InstanceId")
    };
    let ids: BTreeSet<String> = [("a", "t"), ("b", "t"), ("a", "T"), ("a", "t")]
        .map(|(id, token)| call(id, token))
        .into();
    assert_eq!(ids.len(), 3);
}

#[test]
fn an_endless_stream_of_tokens_fills_no_memory() {
    let mut limits = acs_double::Limits::default();
    (
        limits.tokens,
        limits.created,
        limits.requests,
        limits.nonces,
    ) = (64, 16, 8, 32);
    let double = Double::builder()
        .no_auth(true)
        .limits(limits)
        .start()
        .unwrap();
    let mut stream = kit::connect(double.address());
    for n in 0..2_000 {
        let answer =
            kit::exchange(&mut stream, head(&one_token(&n.to_string())).as_bytes()).unwrap();
        assert_eq!(answer.status, 200);
    }
    assert!(double.table_sizes().0 <= 64);
    assert_eq!(
        (
            double.created().len(),
            double.requests().len(),
            double.created_count()
        ),
        (16, 8, 2_000)
    );
}
