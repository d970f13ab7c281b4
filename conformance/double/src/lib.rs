//! The service double: an endpoint that behaves as the documentation says, for any operation with a spec.
//!
//! It verifies signatures as official clients make them, judges every constraint by the reference interpreter, answers
//! with the documented codes, knows dry runs and idempotency tokens, remembers what was created, and does on order what
//! a real service does only on bad days. What the documentation leaves open is a switch; how each behaviour is known is
//! told by `GET /_double/evidence`.
//!
//! As a program: `acs-double --port 0` (see `--help`). In a test:
//!
//! ```
//! use acs_double::Double;
//!
//! let double = Double::builder().credentials("id", "secret").start()?;
//! // … point a client at `double.endpoint()`, then look:
//! assert_eq!(double.created_count(), 0);
//! # Ok::<(), acs_double::StartError>(())
//! ```
//!
//! This crate must not know any operation or product, nor the runtime that generated code calls: our signer and this
//! verifier share nothing.

mod answer;
mod builder;
mod catalogue;
mod clock;
mod control;
mod credentials;
mod double;
mod engine;
mod evidence;
mod fabricate;
mod fate;
mod gateway;
mod heard;
mod http;
mod journal;
mod listen;
mod message;
mod rows;
mod scenario;
mod sign;
mod specs;
mod switches;
mod text;
mod tokens;
mod world;

pub use builder::{Builder, DEFAULT_ACCESS_KEY_ID, DEFAULT_ACCESS_KEY_SECRET, StartError};
pub use double::Double;
pub use listen::Limits;
pub use world::{Created, Received};
