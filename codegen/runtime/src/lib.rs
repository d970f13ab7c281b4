//! What generated code calls: operations as pure values, violations, wire encoding and decoding, answers.
//!
//! This crate knows no operation and no product: everything particular is in the generated crates, which hand it plain
//! static data ([`wire::Field`], [`RuleInfo`], [`OperationInfo`]). It must never import the spec, its loader or the
//! reference interpreter: the two judge requests by separate paths so that their agreement means something.
//!
//! | room | what lives there |
//! |---|---|
//! | [`check`] | small functions that emitted validators are made of |
//! | [`wire`] | requests as pairs of names and values: shape, reading, writing, percent-encoding |
//! | [`json`] | an exact JSON value, its reader and writer |
//! | [`response`] | lenient reading of answers |
//! | [`http`], [`clock`] | requests, answers and times as plain values |
//! | [`endpoint`] | which host answers, found without I/O |
//! | `sign` | ACS3-HMAC-SHA256, without I/O (feature `sign`) |
//! | `credentials` | access keys and where they come from (feature `credentials`) |
//! | `transport`, `timer` | the doors through which I/O and waiting go |
//! | `client`, `blocking`, `mock` | sending, trying again, and saying what came of it; stand-ins for tests |
//! | the root | rules, violations, paths, operations, service errors |
//!
//! Features, none of them on by default, so that there is no dependency then:
//!
//! * `pattern`: regular expressions; `serde`: storing values;
//! * `sign`, `credentials`: what their rooms hold;
//! * `client`: sending, for those who bring a transport and a timer of their own; `tokio`: a timer; `reqwest`: a
//!   transport and a timer; `blocking`: the client for programs without an async runtime; `tracing`: spans and events.

pub mod check;
pub mod clock;
#[cfg(feature = "sign")]
pub mod credentials;
pub mod emitted;
pub mod endpoint;
pub mod http;
pub mod json;
mod mask;
mod operation;
mod path;
mod policy;
pub mod response;
mod rule;
#[cfg(feature = "sign")]
mod secret;
mod service_error;
mod settle;
#[cfg(feature = "sign")]
pub mod sign;
#[cfg(feature = "credentials")]
pub mod transport;
mod unlisted;
mod violation;
pub mod wire;

// T: sending.
#[cfg(feature = "blocking")]
pub mod blocking;
#[cfg(feature = "client")]
pub mod client;
#[cfg(feature = "client")]
pub mod mock;
#[cfg(feature = "reqwest")]
mod reqwest_transport;
#[cfg(feature = "client")]
pub mod timer;

#[cfg(feature = "reqwest")]
pub use reqwest_transport::ReqwestTransport;

pub use json::{DecodeError, DecodeErrorKind, Number, Value};
pub use mask::{Hidden, Masked};
pub use operation::{
    Access, ErrorCode, ErrorInfo, Operation, OperationEntry, OperationInfo, OutcomeInfo, Style,
};
pub use path::Path;
pub use policy::Validation;
pub use rule::{RuleInfo, Tier, UNKNOWN, WireError};
#[cfg(feature = "sign")]
pub use secret::Secret;
pub use service_error::ServiceError;
pub use unlisted::{Unlisted, UnlistedCode};
pub use violation::{Violation, Violations};
pub use wire::{Decoded, Location, Pair, Pairs};
