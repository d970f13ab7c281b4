//! The part of the client that is the same for all operations: attempts, and the decision whether another one follows.
//!
//! Must not know any operation's types: each further operation costs what encoding and decoding cost, and no more.

use std::future::Future;
use std::pin::pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::task::Poll;
use std::time::{Duration, SystemTime};

use super::answer::{self, Answered, Expectation};
use super::error::{Error, RequestError};
use super::options::{CallOptions, Settings};
use super::prepare;
use super::redact::Redactor;
use super::trace;
use super::undecodable::UndecodableReason;
use crate::clock::{Clock, parse_http_date};
use crate::credentials::{Credentials, CredentialsProvider, Environment, ProviderContext};
use crate::endpoint::Endpoint;
use crate::http::HttpRequest;
use crate::operation::{Access, OperationInfo};
use crate::sign::{NonceSource, Signing, sign};
use crate::timer::Timer;
use crate::transport::{
    BoxFuture, Limits, PlainHttp, Transport, TransportError, TransportErrorKind,
};
use crate::violation::Violations;
use crate::wire::{Field, Pairs};

/// How long after its time an exchange is given up if the transport has not done so.
const GRACE: Duration = Duration::from_millis(250);

/// How far the clocks must differ before ours is believed to be the cause of a refusal: dates are good for 15 minutes.
const SKEW_SECONDS: u64 = 60;

/// What all calls of a client share.
pub(crate) struct Core {
    pub(super) endpoint: Endpoint,
    pub(super) plain_http: PlainHttp,
    pub(super) transport: Arc<dyn Transport>,
    pub(super) credentials: Arc<dyn CredentialsProvider>,
    pub(super) environment: Arc<dyn Environment>,
    pub(super) clock: Arc<dyn Clock>,
    pub(super) timer: Arc<dyn Timer>,
    pub(super) nonces: Arc<dyn NonceSource>,
    pub(super) jitter: Arc<dyn Fn() -> f64 + Send + Sync>,
    pub(super) user_agent: String,
    pub(super) settings: Settings,
    /// What is added to each request.
    pub(super) additions: CallOptions,
    /// By how many seconds the service's clock is ahead of ours, as learnt from it.
    pub(super) clock_offset: AtomicI64,
}

/// One call, ready to be sent.
pub(crate) struct Call {
    info: &'static OperationInfo,
    pairs: Pairs,
    request: HttpRequest,
    settings: Settings,
    models: fn(&str) -> bool,
    violations: Violations,
}

/// What a call that succeeded comes to.
pub(crate) struct Done {
    pub(super) answered: Answered,
    pub(super) attempts: u32,
    pub(super) violations: Violations,
}

/// An operation without its type.
pub(super) struct Shapeless {
    pub(super) info: &'static OperationInfo,
    pub(super) fields: &'static [Field],
    pub(super) pairs: Pairs,
    pub(super) models: fn(&str) -> bool,
    pub(super) violations: Violations,
    pub(super) dry_run: bool,
}

/// What has been tried once and is not tried again in the same call.
#[derive(Default)]
struct Remedies {
    clock: bool,
    credentials: bool,
}

/// The clock, corrected by what the service has said.
struct Corrected<'a> {
    clock: &'a dyn Clock,
    offset: i64,
}

impl Clock for Corrected<'_> {
    fn now(&self) -> SystemTime {
        let (now, offset) = (
            self.clock.now(),
            Duration::from_secs(self.offset.unsigned_abs()),
        );
        if self.offset < 0 {
            now.checked_sub(offset)
        } else {
            now.checked_add(offset)
        }
        .unwrap_or(now)
    }
}

impl Core {
    /// Builds the request of a call.
    pub(super) fn call(
        &self,
        operation: Shapeless,
        options: &CallOptions,
        settings: Settings,
    ) -> Result<Call, RequestError> {
        let Shapeless {
            info,
            fields,
            mut pairs,
            models,
            violations,
            dry_run,
        } = operation;
        if info.version.is_none() {
            return Err(RequestError::NoVersion);
        }
        for extras in [&self.additions.parameters, &options.parameters] {
            pairs = prepare::with_extras(pairs, extras, fields);
        }
        if dry_run {
            let (name, value) = info
                .outcomes
                .iter()
                .filter_map(|outcome| outcome.when)
                .find_map(|(name, values)| Some((name, values.first()?)))
                .ok_or(RequestError::NoDryRun)?;
            pairs = prepare::with(pairs, name, value, fields);
        }
        // Filled here, once for all attempts: this is what makes repeating harmless.
        if let Some(name) = info.idempotency_parameter
            && pairs.get(name).is_none()
        {
            pairs = prepare::with(pairs, name, &self.nonces.nonce(), fields);
        }
        let mut request = prepare::request(
            info,
            fields,
            &pairs,
            &self.endpoint,
            &[&self.additions, options],
        )?;
        if request.header("user-agent").is_none() {
            request.set_header("user-agent", self.user_agent.as_str());
        }
        Ok(Call {
            info,
            pairs,
            request,
            settings,
            models,
            violations,
        })
    }

    /// Makes a call. Dropping the future ends it, at any point, and leaves nothing half done in the client.
    pub(crate) fn run(self: Arc<Self>, call: Call) -> BoxFuture<'static, Result<Done, Error<()>>> {
        Box::pin(async move {
            let (info, host) = (call.info, self.endpoint.host().to_owned());
            trace::call(info, &host, self.attempts(call)).await
        })
    }

    async fn attempts(&self, call: Call) -> Result<Done, Error<()>> {
        let mut made = 0;
        let mut left = false;
        match self.try_until_done(&call, &mut made, &mut left).await {
            Ok(answered) => Ok(Done {
                answered,
                attempts: made,
                violations: call.violations,
            }),
            Err(mut error) => {
                error.finish(made, left, call.violations);
                Err(error)
            }
        }
    }

    async fn try_until_done(
        &self,
        call: &Call,
        made: &mut u32,
        left: &mut bool,
    ) -> Result<Answered, Error<()>> {
        let start = self.timer.now();
        let elapsed = || self.timer.now().saturating_sub(start);
        let total = call.settings.total_timeout;
        let mut remedies = Remedies::default();
        let mut paused = Duration::ZERO;
        let mut last: Option<Error<()>> = None;
        loop {
            // From the second time on, what stops us here is less telling than what made us try again.
            let (credentials, request) = match self.signed(call, *made, paused, elapsed()).await {
                Ok(ready) => ready,
                Err(error) => return Err(last.unwrap_or(error)),
            };
            let redactor = Redactor::new(&credentials, &call.pairs);
            let expectation = Expectation {
                info: call.info,
                pairs: &call.pairs,
                models: call.models,
                redactor: &redactor,
            };
            *made = made.saturating_add(1);
            let mut date = None;
            let error = match self.exchange(call, request, elapsed()).await {
                Ok(answer) => {
                    date = answer.header("date").and_then(parse_http_date);
                    match expectation.read(answer) {
                        Ok(answered) => {
                            let id = answered.request_id.as_deref();
                            trace::succeeded(*made, answered.status, id);
                            return Ok(answered);
                        }
                        Err(error) => error,
                    }
                }
                Err(error) => expectation.unanswered(error),
            };
            *left |= error.request_may_have_left();
            let another = self
                .another(call, &error, *made, date, &credentials, &mut remedies)
                .await
                .filter(|pause| elapsed().saturating_add(*pause) < total);
            trace::failed(*made, &error, another);
            let Some(pause) = another else {
                return Err(error);
            };
            last = Some(error);
            paused = pause;
            if !pause.is_zero() {
                self.timer.pause(pause).await;
            }
        }
    }

    /// Credentials, and the request signed with them: with a date and a nonce of its own for each attempt.
    async fn signed(
        &self,
        call: &Call,
        made: u32,
        paused: Duration,
        elapsed: Duration,
    ) -> Result<(Credentials, HttpRequest), Error<()>> {
        let clock = self.corrected();
        let context = self.context(&clock);
        let left = call.settings.total_timeout.saturating_sub(elapsed);
        let late = || {
            let why = "getting credentials took too long";
            let error = TransportError::new(TransportErrorKind::ConnectTimeout, why);
            answer::without_answer(error)
        };
        let credentials = within(
            self.timer.deadline(left),
            self.credentials.credentials(&context),
        )
        .await
        .ok_or_else(late)?
        .map_err(|error| Error::Credentials(Box::new(error)))?;
        let mut request = call.request.clone();
        request.set_header(
            "x-acs-credentials-provider",
            credentials.provider_name.as_ref(),
        );
        if made > 0 {
            request.set_header("x-acs-retry-attempts", made.to_string());
            request.set_header("x-acs-retry-delay", paused.as_millis().to_string());
        }
        let nonce = self.nonces.nonce();
        let version = call.info.version.unwrap_or_default();
        let signing = Signing::new(&credentials, call.info.name, version, clock.now(), &nonce);
        sign(&mut request, &signing).map_err(|error| Error::Request(RequestError::Sign(error)))?;
        Ok((credentials, request))
    }

    async fn exchange(
        &self,
        call: &Call,
        request: HttpRequest,
        elapsed: Duration,
    ) -> Result<crate::http::HttpResponse, TransportError> {
        let settings = &call.settings;
        let left = settings.total_timeout.saturating_sub(elapsed);
        if left.is_zero() {
            let why = "there was no time left for an attempt";
            return Err(TransportError::new(TransportErrorKind::ConnectTimeout, why));
        }
        let limits = Limits::new(
            settings.connect_timeout,
            settings.attempt_timeout.min(left),
            settings.max_response_bytes,
        )
        .plain_http(self.plain_http);
        // The transport keeps the limits itself and knows best how far it got; this is for those that do not.
        let deadline = self
            .timer
            .deadline(limits.total_timeout.saturating_add(GRACE));
        within(deadline, self.transport.send(request, limits))
            .await
            .unwrap_or_else(|| Err(TransportError::new(TransportErrorKind::Timeout, "")))
    }

    /// The pause after which another attempt follows, if one does.
    async fn another(
        &self,
        call: &Call,
        error: &Error<()>,
        made: u32,
        date: Option<SystemTime>,
        used: &Credentials,
        remedies: &mut Remedies,
    ) -> Option<Duration> {
        // Also where no attempt follows: the next call profits.
        let clock = error.service_error().is_some_and(answer::says_clock) && self.learn(date);
        let expired = error.service_error().is_some_and(answer::says_expired);
        if expired {
            self.credentials.invalidate(used);
        }
        let retry = &call.settings.retry;
        if made >= retry.max_attempts || (error.request_may_have_left() && !call.is_repeatable()) {
            return None;
        }
        if clock && !remedies.clock {
            remedies.clock = true;
            return Some(Duration::ZERO);
        }
        if expired && !remedies.credentials {
            remedies.credentials = true;
            let renewed = self.renewed(used, call.settings.attempt_timeout).await;
            return renewed.then_some(Duration::ZERO);
        }
        let backoff = retry.pause_after(made, (self.jitter)());
        deserves_another(error).then(|| backoff.max(error.retry_after().unwrap_or_default()))
    }

    /// Learns from the service what time it is. `false` if that explains nothing.
    fn learn(&self, date: Option<SystemTime>) -> bool {
        let Some(date) = date else {
            return false;
        };
        let now = self.clock.now();
        let offset = match date.duration_since(now) {
            Ok(ahead) => i64::try_from(ahead.as_secs()).unwrap_or(i64::MAX),
            Err(behind) => {
                i64::try_from(behind.duration().as_secs()).map_or(i64::MIN, |behind| -behind)
            }
        };
        let known = self.clock_offset.load(Ordering::Relaxed);
        if offset.abs_diff(known) < SKEW_SECONDS {
            return false;
        }
        self.clock_offset.store(offset, Ordering::Relaxed);
        true
    }

    /// Whether there are other credentials now than those that were refused.
    async fn renewed(&self, used: &Credentials, timeout: Duration) -> bool {
        let clock = self.corrected();
        let context = self.context(&clock);
        let found = within(
            self.timer.deadline(timeout),
            self.credentials.credentials(&context),
        )
        .await;
        let token = |credentials: &Credentials| {
            credentials
                .security_token
                .as_ref()
                .map(|token| token.expose().to_owned())
        };
        found.and_then(Result::ok).is_some_and(|found| {
            found.access_key_id != used.access_key_id || token(&found) != token(used)
        })
    }

    fn corrected(&self) -> Corrected<'_> {
        Corrected {
            clock: &*self.clock,
            offset: self.clock_offset.load(Ordering::Relaxed),
        }
    }

    fn context<'a>(&'a self, clock: &'a Corrected<'_>) -> ProviderContext<'a> {
        ProviderContext::new(&*self.transport, clock, &*self.nonces, &*self.environment)
    }
}

impl Call {
    /// Whether sending the request again can do no harm: it only reads, or the service knows a repetition by its token.
    fn is_repeatable(&self) -> bool {
        self.info.access == Some(Access::Read)
            || self
                .info
                .idempotency_parameter
                .and_then(|name| self.pairs.get(name))
                .is_some_and(|token| !token.is_empty())
    }
}

/// Whether another attempt may well fare better.
fn deserves_another(error: &Error<()>) -> bool {
    if error.is_throttled() {
        return true;
    }
    let passing = matches!(error.status(), Some(408 | 500 | 502 | 503 | 504));
    match error {
        Error::Connect(_) | Error::Timeout(_) => true,
        // It would be as large the next time.
        Error::Interrupted(error) => error.error.kind() != TransportErrorKind::TooLarge,
        Error::Service(_) => passing,
        Error::Undecodable(answer) => match &answer.reason {
            UndecodableReason::Body(_) => passing || answer.status < 300,
            UndecodableReason::Transport(kind, _) => *kind != TransportErrorKind::TooLarge,
            _ => false,
        },
        _ => false,
    }
}

/// What the future gives, unless the deadline is over before.
async fn within<T>(deadline: BoxFuture<'_, ()>, future: impl Future<Output = T>) -> Option<T> {
    let (mut deadline, mut future) = (pin!(deadline), pin!(future));
    std::future::poll_fn(|cx| match future.as_mut().poll(cx) {
        Poll::Ready(value) => Poll::Ready(Some(value)),
        Poll::Pending => deadline.as_mut().poll(cx).map(|()| None),
    })
    .await
}
