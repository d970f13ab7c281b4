//! The client: takes an operation, sends it, tries again where that is safe, and says what came of it.
//!
//! Generic and thin over a core that is the same for all operations. Must not know any operation or product, nor any
//! HTTP library or runtime: I/O and waiting go through [`Transport`](crate::transport::Transport) and
//! [`Timer`](crate::timer::Timer).
//!
//! ```no_run
//! # #[cfg(feature = "reqwest")]
//! # async fn example<O: acs_runtime::Operation>(operation: O) -> Result<(), Box<dyn std::error::Error>> {
//! use acs_runtime::client::{Client, Error};
//! let client = Client::builder().endpoint("service.cn-beijing.example.com").build()?;
//! match client.send(&operation).await {
//!     Ok(success) => println!("done, request {:?}", success.request_id),
//!     Err(Error::Violations(violations)) => println!("not sent: {violations}"),
//!     Err(error) if error.is_throttled() => println!("later, please"),
//!     Err(error) => println!("{error}"),
//! }
//! # Ok(())
//! # }
//! ```

mod answer;
mod builder;
mod call;
mod core;
mod error;
mod options;
mod prepare;
mod redact;
mod success;
mod trace;
mod undecodable;
mod xml;

use std::fmt;
use std::sync::Arc;

pub use builder::{BuildError, ClientBuilder, FromClient};
pub use call::CallBuilder;
pub use error::{Error, Failure, RequestError, Unanswered};
pub use options::{CallOptions, Retry};
pub use success::{Passed, Success};
pub use undecodable::{KEPT_BODY_BYTES, UndecodableAnswer, UndecodableReason};

pub(crate) use self::core::{Call, Core, Done};

use self::core::Shapeless;
use crate::json::Value;
use crate::operation::Operation;
use crate::response::{Fields, ResponseBody};
use crate::violation::Violations;

/// What sending an operation comes to.
pub type Sent<O> = Result<Success<<O as Operation>::Response>, Error<<O as Operation>::ErrorCode>>;

/// What asking for a dry run of an operation comes to.
pub type Tried<O> = Result<Passed, Error<<O as Operation>::ErrorCode>>;

/// Sends operations to one service. Cloning is cheap and shares everything.
///
/// * **Cancelling**: dropping the future of a call ends it at any point; the client stays as good as before. What the
///   service does with a request that was on its way is uncertain then, as after a timeout.
/// * **Validation**: by default a request that breaks a documented rule is not sent
///   ([`Validation::Enforce`](crate::Validation::Enforce)).
#[derive(Clone)]
pub struct Client {
    core: Arc<Core>,
}

impl Client {
    /// A client of this endpoint, these credentials, and so on.
    pub fn builder() -> ClientBuilder {
        ClientBuilder::new()
    }

    /// The host that requests go to, with the port if it has one.
    #[must_use]
    pub fn host(&self) -> &str {
        self.core.endpoint.host()
    }

    /// Sends an operation.
    ///
    /// It is tried again (see [`Retry`]) when there was no connection, when an exchange took too long or broke, when
    /// the service had too many requests or answered with 408, 500, 502, 503 or 504, or with a success that cannot be
    /// read; and once each when it finds our clock wrong (and says what time it is) or our session over (and there is a
    /// new one). But **only if that is harmless**: either no byte of the request can have left, or the operation only
    /// reads, or it has a parameter by which the service knows a repetition. That parameter is filled in if it is
    /// absent, and keeps its value in all attempts of a call.
    ///
    /// # Errors
    ///
    /// See [`Error`].
    pub async fn send<O: Operation>(&self, operation: &O) -> Sent<O> {
        self.send_with(operation, &CallOptions::new()).await
    }

    /// Begins a call with options of its own: see [`CallBuilder`].
    pub fn call<'a, O: Operation>(&'a self, operation: &'a O) -> CallBuilder<'a, Self, O> {
        CallBuilder::new(self, operation)
    }

    /// Sends an operation, with options of this call's own.
    ///
    /// # Errors
    ///
    /// See [`Error`].
    pub async fn send_with<O: Operation>(&self, operation: &O, options: &CallOptions) -> Sent<O> {
        let call = self.begin(operation, options, false)?;
        success::<O>(self.core.clone().run(call).await)
    }

    /// Asks the service whether it would carry out an operation, without doing so: with the parameter that the
    /// operation documents for this, whatever the operation says in it.
    ///
    /// # Errors
    ///
    /// As [`send`](Self::send); also when the operation documents no dry run (nothing is sent then), and
    /// [`Error::DryRunIgnored`].
    pub async fn dry_run<O: Operation>(&self, operation: &O) -> Tried<O> {
        self.dry_run_with(operation, &CallOptions::new()).await
    }

    /// The same, with options of this call's own.
    ///
    /// # Errors
    ///
    /// As [`dry_run`](Self::dry_run).
    pub async fn dry_run_with<O: Operation>(
        &self,
        operation: &O,
        options: &CallOptions,
    ) -> Tried<O> {
        let call = self.begin(operation, options, true)?;
        passed(self.core.clone().run(call).await).map_err(|error| error.with_code(O::classify))
    }

    /// What is to be done with the operation's type before a call.
    pub(crate) fn begin<O: Operation>(
        &self,
        operation: &O,
        options: &CallOptions,
        dry_run: bool,
    ) -> Result<Call, Error<O::ErrorCode>> {
        let settings = self.core.settings.with(options);
        let violations = if settings.validation.looks() {
            operation.validate()
        } else {
            Violations::new()
        };
        if settings.validation.refuses(&violations) {
            return Err(Error::Violations(violations));
        }
        let shapeless = Shapeless {
            info: O::INFO,
            fields: O::FIELDS,
            pairs: operation.encode(),
            models: models::<O::Response>,
            violations,
            dry_run,
        };
        self.core
            .call(shapeless, options, settings)
            .map_err(Error::Request)
    }

    #[cfg(feature = "blocking")]
    pub(crate) fn core(&self) -> Arc<Core> {
        self.core.clone()
    }
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client")
            .field("endpoint", &self.core.endpoint.to_string())
            .finish_non_exhaustive()
    }
}

/// Whether the type of an answer has a field of this name. Such a type takes a `null` for an absent field, and keeps one
/// that it does not know.
fn models<R: ResponseBody>(name: &str) -> bool {
    let probe = Fields::from([(name.to_owned(), Value::Null)]);
    !R::from_fields(probe).into_fields().contains_key(name)
}

/// What is to be done with the operation's type after a call.
pub(crate) fn success<O: Operation>(done: Result<Done, Error<()>>) -> Sent<O> {
    match done {
        Ok(done) => Ok(Success {
            response: O::Response::from_fields(done.answered.fields),
            request_id: done.answered.request_id,
            status: done.answered.status,
            attempts: done.attempts,
            code: done.answered.code,
            outcome: done.answered.outcome,
            violations: done.violations,
        }),
        Err(error) => Err(error.with_code(O::classify)),
    }
}

/// What a dry run comes to.
pub(crate) fn passed(done: Result<Done, Error<()>>) -> Result<Passed, Error<()>> {
    let done = done?;
    match done.answered.outcome {
        Some(outcome) => Ok(Passed {
            outcome,
            request_id: done.answered.request_id,
            status: done.answered.status,
            attempts: done.attempts,
            violations: done.violations,
        }),
        None => {
            let mut error = Error::DryRunIgnored(Box::new(done.answered.into_unexpected()));
            error.finish(done.attempts, true, done.violations);
            Err(error)
        }
    }
}

/// What a call comes to that ended without a result.
#[cfg(feature = "blocking")]
pub(crate) fn interrupted(error: crate::transport::TransportError) -> Error<()> {
    let mut error = answer::without_answer(error);
    error.finish(1, true, Violations::new());
    error
}

/// What callers may rely on: clients and their errors go where they are needed.
const fn shared<T: Send + Sync + 'static>() {}
const _: () = {
    shared::<Client>();
    shared::<Error<crate::UnlistedCode>>();
    shared::<Success<Fields>>();
    shared::<Passed>();
    shared::<CallOptions>();
};

#[cfg(test)]
mod tests {
    use super::*;
    use crate::response::{put, take};

    /// Futures of calls move between threads. Compiling it is the test.
    #[allow(dead_code)]
    fn futures_move<O: Operation + Sync>(client: &Client, operation: &O) {
        fn moves<T: Send>(_: T) {}
        moves(client.send(operation));
        moves(client.dry_run(operation));
    }

    struct Typed {
        code: Option<String>,
        extra: Fields,
    }

    impl ResponseBody for Typed {
        fn from_fields(mut fields: Fields) -> Self {
            Typed {
                code: take(&mut fields, "Code"),
                extra: fields,
            }
        }

        fn into_fields(self) -> Fields {
            let mut fields = self.extra;
            put(&mut fields, "Code", self.code);
            fields
        }
    }

    #[test]
    fn a_type_is_asked_which_fields_it_has() {
        assert!(models::<Typed>("Code") && !models::<Typed>("code"));
        assert!(!models::<Fields>("Code"));
    }
}
