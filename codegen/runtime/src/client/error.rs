//! Everything that a call can come to besides success, one variant for each thing that a caller would do otherwise.
//!
//! Must not know how requests are sent. Nothing in here shows a secret: see [`super::redact`].

use std::fmt;
use std::time::Duration;

use super::undecodable::UndecodableAnswer;
use crate::credentials::CredentialsError;
use crate::service_error::ServiceError;
use crate::sign::SignError;
use crate::transport::TransportError;
use crate::violation::{OneLine, Violations};

/// Why a call did not succeed. `C` is the operation's own type of error codes.
#[derive(Debug)]
#[non_exhaustive]
pub enum Error<C> {
    /// The request breaks rules and was not sent. All broken rules are here.
    Violations(Violations),
    /// The request cannot be built or signed as it is. Nothing was sent.
    Request(RequestError),
    /// No credentials were found. Nothing was sent.
    Credentials(Box<CredentialsError>),
    /// There was no connection in the last attempt, and so the service has not acted, unless
    /// [`Unanswered::request_may_have_left`] says that an earlier attempt got further.
    Connect(Box<Unanswered>),
    /// Something took too long. Whether the service has acted is uncertain, unless
    /// [`Unanswered::request_may_have_left`] says otherwise.
    Timeout(Box<Unanswered>),
    /// The connection broke before an answer came. Whether the service has acted is uncertain.
    Interrupted(Box<Unanswered>),
    /// The service answered with an error.
    Service(Box<Failure<C>>),
    /// The service answered with success, and with a code that says otherwise, in a field that the operation's answer is
    /// not documented to have. It may have acted.
    SuccessWithCode(Box<Failure<C>>),
    /// An answer came that is neither a success nor an error that can be read. The service may have acted.
    Undecodable(Box<UndecodableAnswer>),
    /// A dry run was answered like a real run: the service may have acted.
    DryRunIgnored(Box<UndecodableAnswer>),
}

/// Why a request cannot be built.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum RequestError {
    /// The version of the operation's interface is not known.
    NoVersion,
    /// No parameter gives the value of this place in the path.
    NoPathValue(String),
    /// The value of this parameter cannot stand in a path: it is empty, `.` or `..`.
    PathValue(String),
    /// The value of this parameter cannot be a part of a host's name.
    HostValue(String),
    /// This parameter cannot be written into a body of this kind.
    Body(String),
    /// This header cannot be set, or not to this value.
    Header(String),
    /// The operation is not documented to have a dry run.
    NoDryRun,
    /// It cannot be signed.
    Sign(SignError),
    /// The transport refuses it.
    Transport(TransportError),
}

impl fmt::Display for RequestError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            RequestError::NoVersion => f.write_str("the operation's version is not known"),
            RequestError::NoPathValue(name) => {
                write!(f, "nothing stands for {{{name}}} in the path")
            }
            RequestError::PathValue(name) => write!(f, "{name} cannot stand in the path"),
            RequestError::HostValue(name) => {
                write!(f, "{name} cannot be a part of the host's name")
            }
            RequestError::Body(name) => write!(f, "{name} cannot be written into the body"),
            RequestError::Header(name) => write!(f, "the header {name:?} cannot be sent so"),
            RequestError::NoDryRun => f.write_str("the operation is not known to have a dry run"),
            RequestError::Sign(error) => write!(f, "it cannot be signed: {error}"),
            RequestError::Transport(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for RequestError {}

/// A call that got no answer.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Unanswered {
    /// What went wrong in the last attempt.
    pub error: TransportError,
    /// How many attempts were made.
    pub attempts: u32,
    /// The violations that the policy let pass.
    pub violations: Violations,
    pub(crate) earlier_left: bool,
}

impl Unanswered {
    /// Whether bytes of a request may have reached the service, in any attempt. Where this is `false`, it has not acted.
    #[must_use]
    pub fn request_may_have_left(&self) -> bool {
        self.earlier_left || self.error.request_may_have_left()
    }
}

/// An error that the service answered with.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Failure<C> {
    /// The code, in the operation's own type.
    pub code: C,
    /// The envelope: status, code, message, request ID, recommendation, access-denied detail. Values that must not show
    /// (tokens, sensitive parameters), which the service may echo, are replaced in it.
    pub error: ServiceError,
    /// Whether the service had too many requests, by status, code or header.
    pub throttled: bool,
    /// The delay that the service asked for.
    pub retry_after: Option<Duration>,
    /// How many attempts were made.
    pub attempts: u32,
    /// The violations that the policy let pass.
    pub violations: Violations,
}

impl<C> Failure<C> {
    fn with_code<D>(self, classify: fn(u16, &str) -> D) -> Failure<D> {
        Failure {
            code: classify(self.error.status(), self.error.code().unwrap_or_default()),
            error: self.error,
            throttled: self.throttled,
            retry_after: self.retry_after,
            attempts: self.attempts,
            violations: self.violations,
        }
    }
}

impl<C> Error<C> {
    /// The same error, its code in another type.
    pub(crate) fn with_code<D>(self, classify: fn(u16, &str) -> D) -> Error<D> {
        match self {
            Error::Violations(violations) => Error::Violations(violations),
            Error::Request(error) => Error::Request(error),
            Error::Credentials(error) => Error::Credentials(error),
            Error::Connect(error) => Error::Connect(error),
            Error::Timeout(error) => Error::Timeout(error),
            Error::Interrupted(error) => Error::Interrupted(error),
            Error::Service(failure) => Error::Service(Box::new(failure.with_code(classify))),
            Error::SuccessWithCode(failure) => {
                Error::SuccessWithCode(Box::new(failure.with_code(classify)))
            }
            Error::Undecodable(answer) => Error::Undecodable(answer),
            Error::DryRunIgnored(answer) => Error::DryRunIgnored(answer),
        }
    }

    /// The HTTP status, if an answer came.
    #[must_use]
    pub fn status(&self) -> Option<u16> {
        match self {
            Error::Service(failure) | Error::SuccessWithCode(failure) => {
                Some(failure.error.status())
            }
            Error::Undecodable(answer) | Error::DryRunIgnored(answer) => Some(answer.status),
            Error::Connect(error) | Error::Timeout(error) | Error::Interrupted(error) => {
                error.error.answer().map(|answer| answer.status)
            }
            Error::Violations(_) | Error::Request(_) | Error::Credentials(_) => None,
        }
    }

    /// The request's ID, which the provider's support asks for: from the body or the headers of the answer.
    #[must_use]
    pub fn request_id(&self) -> Option<&str> {
        match self {
            Error::Service(failure) | Error::SuccessWithCode(failure) => failure.error.request_id(),
            Error::Undecodable(answer) | Error::DryRunIgnored(answer) => answer.request_id(),
            Error::Connect(error) | Error::Timeout(error) | Error::Interrupted(error) => error
                .error
                .answer()
                .and_then(|answer| answer.header(super::answer::REQUEST_ID)),
            Error::Violations(_) | Error::Request(_) | Error::Credentials(_) => None,
        }
    }

    /// The service's error, if it answered with one that could be read.
    #[must_use]
    pub fn service_error(&self) -> Option<&ServiceError> {
        match self {
            Error::Service(failure) | Error::SuccessWithCode(failure) => Some(&failure.error),
            _ => None,
        }
    }

    /// The code in the operation's own type, if the service answered with one.
    #[must_use]
    pub fn code(&self) -> Option<&C> {
        match self {
            Error::Service(failure) | Error::SuccessWithCode(failure) => Some(&failure.code),
            _ => None,
        }
    }

    /// Whether the service had too many requests.
    #[must_use]
    pub fn is_throttled(&self) -> bool {
        match self {
            Error::Service(failure) | Error::SuccessWithCode(failure) => failure.throttled,
            Error::Undecodable(answer) => answer.throttled,
            _ => false,
        }
    }

    /// The delay that the service asked for.
    #[must_use]
    pub fn retry_after(&self) -> Option<Duration> {
        match self {
            Error::Service(failure) | Error::SuccessWithCode(failure) => failure.retry_after,
            Error::Undecodable(answer) => answer.retry_after,
            _ => None,
        }
    }

    /// How many attempts were made; 0 where nothing was sent.
    #[must_use]
    pub fn attempts(&self) -> u32 {
        match self {
            Error::Service(failure) | Error::SuccessWithCode(failure) => failure.attempts,
            Error::Undecodable(answer) | Error::DryRunIgnored(answer) => answer.attempts,
            Error::Connect(error) | Error::Timeout(error) | Error::Interrupted(error) => {
                error.attempts
            }
            Error::Violations(_) | Error::Request(_) | Error::Credentials(_) => 0,
        }
    }

    /// The violations for which the request was refused, or which the policy let pass.
    #[must_use]
    pub fn violations(&self) -> Option<&Violations> {
        match self {
            Error::Violations(violations) => Some(violations),
            Error::Service(failure) | Error::SuccessWithCode(failure) => Some(&failure.violations),
            Error::Undecodable(answer) | Error::DryRunIgnored(answer) => Some(&answer.violations),
            Error::Connect(error) | Error::Timeout(error) | Error::Interrupted(error) => {
                Some(&error.violations)
            }
            Error::Request(_) | Error::Credentials(_) => None,
        }
    }

    /// Whether the service may have acted: `false` only where that is certain, because no byte of a request can have
    /// reached it. (An error that the service answers with mostly means that it has not; what is left of doubt depends
    /// on the code.)
    #[must_use]
    pub fn request_may_have_left(&self) -> bool {
        match self {
            Error::Violations(_) | Error::Request(_) | Error::Credentials(_) => false,
            Error::Connect(error) | Error::Timeout(error) | Error::Interrupted(error) => {
                error.request_may_have_left()
            }
            Error::Service(_)
            | Error::SuccessWithCode(_)
            | Error::Undecodable(_)
            | Error::DryRunIgnored(_) => true,
        }
    }

    /// Puts in how many attempts were made, whether one of them got out, and which violations the policy let pass.
    pub(crate) fn finish(&mut self, made: u32, left: bool, report: Violations) {
        match self {
            Error::Service(failure) | Error::SuccessWithCode(failure) => {
                failure.attempts = made;
                failure.violations = report;
            }
            Error::Undecodable(answer) | Error::DryRunIgnored(answer) => {
                answer.attempts = made;
                answer.violations = report;
            }
            Error::Connect(error) | Error::Timeout(error) | Error::Interrupted(error) => {
                error.attempts = made;
                error.earlier_left = left;
                error.violations = report;
            }
            Error::Violations(_) | Error::Request(_) | Error::Credentials(_) => {}
        }
    }
}

impl<C> fmt::Display for Error<C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Error::Violations(violations) => {
                write!(f, "the request was not sent: {violations}")?;
            }
            Error::Request(error) => write!(f, "the request was not sent: {error}")?,
            Error::Credentials(error) => write!(f, "no credentials: {error}")?,
            Error::Connect(error) | Error::Timeout(error) | Error::Interrupted(error) => {
                error.error.fmt(f)?;
            }
            Error::Service(failure) => {
                failure.error.fmt(f)?;
                if let Some(address) = failure.error.recommend() {
                    write!(f, "; see {}", OneLine(address))?;
                }
            }
            Error::SuccessWithCode(failure) => {
                write!(f, "a success that carries a code: {}", failure.error)?;
            }
            Error::Undecodable(answer) => answer.fmt(f)?,
            Error::DryRunIgnored(answer) => {
                write!(f, "the dry run was answered like a real run: {answer}")?;
            }
        }
        match self.attempts() {
            0 | 1 => Ok(()),
            attempts => write!(f, " [after {attempts} attempts]"),
        }
    }
}

impl<C: fmt::Debug> std::error::Error for Error<C> {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Error::Request(error) => Some(error),
            Error::Credentials(error) => Some(&**error),
            Error::Connect(error) | Error::Timeout(error) | Error::Interrupted(error) => {
                Some(&error.error)
            }
            Error::Service(failure) | Error::SuccessWithCode(failure) => Some(&failure.error),
            Error::Violations(_) | Error::Undecodable(_) | Error::DryRunIgnored(_) => None,
        }
    }
}
