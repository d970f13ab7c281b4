//! What an answer means: success, an outcome that looks like an error, an error, or nothing that can be read.
//!
//! Must not know how often the request was sent, nor any operation.

use std::time::Duration;

use super::error::{Error, Failure};
use super::redact::Redactor;
use super::undecodable::{UndecodableAnswer, UndecodableReason};
use super::xml;
use crate::http::HttpResponse;
use crate::json::Value;
use crate::operation::{OperationInfo, OutcomeInfo};
use crate::response::{self, Fields};
use crate::service_error::ServiceError;
use crate::transport::{TransportError, TransportErrorKind};
use crate::violation::Violations;
use crate::wire::Pairs;

/// The header with the request's ID.
pub(super) const REQUEST_ID: &str = "x-acs-request-id";

/// A success, its fields not yet in the operation's own type.
#[derive(Debug)]
pub(super) struct Answered {
    pub(super) status: u16,
    pub(super) request_id: Option<String>,
    pub(super) code: Option<String>,
    pub(super) outcome: Option<&'static OutcomeInfo>,
    pub(super) fields: Fields,
}

impl Answered {
    /// As an answer that should not have come.
    pub(super) fn into_unexpected(self) -> UndecodableAnswer {
        let id = self.request_id.map(|id| (REQUEST_ID.to_owned(), id));
        let answer = HttpResponse {
            status: self.status,
            headers: id.into_iter().collect(),
            body: Value::Object(self.fields).to_string().into_bytes(),
        };
        UndecodableAnswer::new(answer, UndecodableReason::Unexpected, &Redactor::default())
    }
}

/// What is needed to read an answer.
pub(super) struct Expectation<'a> {
    pub(super) info: &'static OperationInfo,
    /// What was sent.
    pub(super) pairs: &'a Pairs,
    /// Whether the type of the operation's answer has a field of this name.
    pub(super) models: fn(&str) -> bool,
    pub(super) redactor: &'a Redactor,
}

impl Expectation<'_> {
    /// Reads an answer that is whole.
    pub(super) fn read(&self, answer: HttpResponse) -> Result<Answered, Error<()>> {
        let undecodable = |answer, reason| {
            Err(Error::Undecodable(Box::new(UndecodableAnswer::new(
                answer,
                reason,
                self.redactor,
            ))))
        };
        match answer.status {
            204 | 205 if answer.body.is_empty() => Ok(self.success(&answer, Fields::new(), None)),
            200..=299 => match response::fields(&answer.body) {
                Ok(fields) => self.success_or_code(&answer, fields),
                Err(error) => undecodable(answer, UndecodableReason::Body(error)),
            },
            300..=399 => undecodable(answer, UndecodableReason::Redirect),
            400..=599 => match response::fields(&answer.body) {
                Ok(fields) => self.outcome_or_error(&answer, fields),
                Err(error) => match xml::error_fields(&answer.body) {
                    Some(fields) => self.outcome_or_error(&answer, fields),
                    None => undecodable(answer, UndecodableReason::Body(error)),
                },
            },
            _ => undecodable(answer, UndecodableReason::Status),
        }
    }

    fn success(
        &self,
        answer: &HttpResponse,
        fields: Fields,
        outcome: Option<&'static OutcomeInfo>,
    ) -> Answered {
        let text = |names| first_text(&fields, names);
        Answered {
            status: answer.status,
            request_id: text(["RequestId", "requestId"]).or_else(|| header_id(answer)),
            code: text(["Code", "code"]),
            outcome,
            fields,
        }
    }

    fn success_or_code(
        &self,
        answer: &HttpResponse,
        fields: Fields,
    ) -> Result<Answered, Error<()>> {
        let Some((name, code)) = ["Code", "code"]
            .into_iter()
            .find_map(|name| Some((name, first_text(&fields, [name, name])?)))
        else {
            return Ok(self.success(answer, fields, None));
        };
        if let Some(outcome) = self.outcome(answer.status, &code) {
            return Ok(self.success(answer, fields, Some(outcome)));
        }
        if says_success(&code) || (self.models)(name) {
            return Ok(self.success(answer, fields, None));
        }
        Err(Error::SuccessWithCode(self.failure(answer, fields)))
    }

    fn outcome_or_error(
        &self,
        answer: &HttpResponse,
        fields: Fields,
    ) -> Result<Answered, Error<()>> {
        let outcome = first_text(&fields, ["Code", "code"])
            .and_then(|code| self.outcome(answer.status, &code));
        match outcome {
            Some(outcome) => Ok(self.success(answer, fields, Some(outcome))),
            None => Err(Error::Service(self.failure(answer, fields))),
        }
    }

    fn failure(&self, answer: &HttpResponse, fields: Fields) -> Box<Failure<()>> {
        let error = ServiceError::from_fields(answer.status, self.redactor.fields(fields))
            .or_request_id(header_id(answer));
        let (throttled, retry_after) = throttling(answer, error.code());
        Box::new(Failure {
            code: (),
            error,
            throttled,
            retry_after,
            attempts: 0,
            violations: Violations::new(),
        })
    }

    /// The documented outcome that this status and code are, if the request asked for it.
    fn outcome(&self, status: u16, code: &str) -> Option<&'static OutcomeInfo> {
        self.info.outcomes.iter().find(|outcome| {
            outcome.code == code
                && (outcome.status == status || outcome.inferred)
                && outcome.when.is_none_or(|(name, values)| {
                    self.pairs
                        .get(name)
                        .is_some_and(|sent| values.contains(&sent))
                })
        })
    }

    /// What an exchange without a whole answer comes to.
    pub(super) fn unanswered(&self, error: TransportError) -> Error<()> {
        let kind = error.kind();
        if kind == TransportErrorKind::Invalid {
            return Error::Request(super::error::RequestError::Transport(error));
        }
        if kind != TransportErrorKind::Timeout && error.answer().is_some() {
            let detail = error.detail().to_owned();
            let answer = error.into_answer().unwrap_or_default();
            return Error::Undecodable(Box::new(UndecodableAnswer::new(
                answer,
                UndecodableReason::Transport(kind, detail),
                self.redactor,
            )));
        }
        without_answer(match error.answer() {
            // What came is kept, but not what of it must not show.
            Some(answer) => {
                let mut kept = answer.clone();
                kept.body = self
                    .redactor
                    .bytes(&kept.body, super::undecodable::KEPT_BODY_BYTES);
                for (_, value) in &mut kept.headers {
                    *value = self.redactor.text(value);
                }
                error.with_answer(kept)
            }
            None => error,
        })
    }
}

/// What an exchange comes to of which nothing needs to be hidden.
pub(super) fn without_answer(error: TransportError) -> Error<()> {
    let kind = error.kind();
    let unanswered = Box::new(super::error::Unanswered {
        error,
        attempts: 0,
        violations: Violations::new(),
        earlier_left: false,
    });
    match kind {
        TransportErrorKind::Connect => Error::Connect(unanswered),
        TransportErrorKind::ConnectTimeout | TransportErrorKind::Timeout => {
            Error::Timeout(unanswered)
        }
        _ => Error::Interrupted(unanswered),
    }
}

/// Codes that say that all is well, as some products send them with each answer.
fn says_success(code: &str) -> bool {
    code.eq_ignore_ascii_case("OK") || code.eq_ignore_ascii_case("Success") || code == "200"
}

fn header_id(answer: &HttpResponse) -> Option<String> {
    answer
        .header(REQUEST_ID)
        .filter(|id| !id.is_empty())
        .map(str::to_owned)
}

/// The first of these fields that holds a text, a number or a truth value, and is not empty.
fn first_text(fields: &Fields, names: [&str; 2]) -> Option<String> {
    names
        .into_iter()
        .filter_map(|name| fields.get(name).cloned().and_then(Value::into_text))
        .find(|text| !text.is_empty())
}

/// Whether there were too many requests, by status, code or header; and the delay that is asked for.
pub(super) fn throttling(answer: &HttpResponse, code: Option<&str>) -> (bool, Option<Duration>) {
    let own = answer
        .header("x-acs-retry-after")
        .and_then(whole)
        .filter(|delay| *delay > 0)
        .map(Duration::from_millis);
    // The general header counts seconds. (Its other form, a date, nobody has been seen to send here.)
    let general = || {
        answer
            .header("retry-after")
            .and_then(whole)
            .filter(|delay| *delay > 0)
            .map(Duration::from_secs)
    };
    let throttled = answer.status == 429
        || own.is_some()
        || code.is_some_and(|code| code.to_ascii_lowercase().contains("throttling"));
    (throttled, own.or_else(general))
}

/// A whole number; one that is too large is the largest, for a delay without end is still a delay.
fn whole(text: &str) -> Option<u64> {
    let text = text.trim();
    let digits = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    digits.then(|| text.parse().unwrap_or(u64::MAX))
}

/// Whether the service's code says that our clock is wrong.
pub(super) fn says_clock(error: &ServiceError) -> bool {
    let code = error.code().unwrap_or_default().to_ascii_lowercase();
    (400..500).contains(&error.status())
        && (code.contains("timestamp") || code.contains("timetooskewed"))
}

/// Whether the service's code says that the session is over, or is none that it knows.
pub(super) fn says_expired(error: &ServiceError) -> bool {
    let code = error.code().unwrap_or_default().to_ascii_lowercase();
    (400..500).contains(&error.status()) && code.contains("securitytoken")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn error(status: u16, code: &str) -> ServiceError {
        let fields = Fields::from([("Code".to_owned(), Value::from(code))]);
        ServiceError::from_fields(status, fields)
    }

    #[test]
    fn codes_about_time_and_sessions_are_known_by_their_words() {
        for code in [
            "InvalidTimeStamp.Expired",
            "IllegalTimestamp",
            "RequestTimeTooSkewed",
        ] {
            assert!(says_clock(&error(400, code)), "{code}");
            assert!(!says_clock(&error(500, code)) && !says_expired(&error(400, code)));
        }
        assert!(says_expired(&error(400, "InvalidSecurityToken.Expired")));
        for code in [
            "InvalidClientToken.Expired",
            "InvalidName.Malformed",
            "",
            "Timeout",
        ] {
            assert!(
                !says_expired(&error(400, code)) && !says_clock(&error(400, code)),
                "{code}"
            );
        }
    }

    static OUTCOMES: [OutcomeInfo; 3] = [
        OutcomeInfo::new(400, "Stated").when("DryRun", &["true", "1"]),
        OutcomeInfo::new(400, "Assumed").inferred(),
        OutcomeInfo::new(200, "Early"),
    ];
    static INFO: OperationInfo = OperationInfo::new("Do").outcomes(&OUTCOMES);

    fn read(status: u16, code: &str, dry_run: Option<&str>) -> Result<Answered, Error<()>> {
        let pairs: Pairs = dry_run.map(|value| ("DryRun", value)).into_iter().collect();
        let expectation = Expectation {
            info: &INFO,
            pairs: &pairs,
            models: |name| name == "Code",
            redactor: &Redactor::default(),
        };
        expectation.read(HttpResponse::new(
            status,
            format!("{{\"Code\":\"{code}\"}}"),
        ))
    }

    #[test]
    fn an_outcome_is_one_for_its_status_and_for_those_who_asked() {
        let outcome = |status, code, dry_run| {
            let answered = read(status, code, dry_run).ok()?;
            Some(answered.outcome.map(|outcome| outcome.code))
        };
        assert_eq!(outcome(400, "Stated", Some("1")), Some(Some("Stated")));
        assert_eq!(outcome(403, "Stated", Some("1")), None);
        assert_eq!(outcome(400, "Stated", Some("false")), None);
        assert_eq!(outcome(400, "Stated", None), None);
        assert_eq!(outcome(403, "Assumed", None), Some(Some("Assumed")));
        assert_eq!(outcome(200, "Early", None), Some(Some("Early")));
        // A code that the type of the answer has is a part of the answer.
        assert_eq!(outcome(200, "Odd", None), Some(None));
        assert_eq!(read(200, "Odd", None).unwrap().code.as_deref(), Some("Odd"));
        assert_eq!(outcome(500, "Odd", None), None);
    }

    #[test]
    fn a_delay_is_a_whole_number_in_one_of_two_headers() {
        let delay = |name: &str, value: &str| {
            let mut answer = HttpResponse::new(503, "");
            answer.headers.push((name.to_owned(), value.to_owned()));
            throttling(&answer, None)
        };
        let ms = Duration::from_millis;
        assert_eq!(delay("x-acs-retry-after", " 1500 "), (true, Some(ms(1500))));
        assert_eq!(delay("Retry-After", "2"), (false, Some(ms(2000))));
        for value in ["", "0", "-1", "1e3", "Fri, 02 Jan 2026 05:04:05 GMT"] {
            assert_eq!(delay("x-acs-retry-after", value), (false, None), "{value}");
            assert_eq!(delay("retry-after", value), (false, None), "{value}");
        }
        let endless = delay("x-acs-retry-after", "99999999999999999999999");
        assert_eq!(endless, (true, Some(ms(u64::MAX))));
    }
}
