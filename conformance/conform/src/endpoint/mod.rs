//! The suite over the wire: a server as what is tested, whoever made it and in whatever language.
//!
//! Requests are addressed by the spec ([`carry`](self)), signed and sent by `acs-runtime`, and their answers read as
//! accepted or refused. What must come of a request is not settled here but by [`acs_conformance`].
//!
//! ```
//! use acs_conform::endpoint::{Endpoint, meet};
//! use acs_conformance::Ledger;
//! # let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../spec/r-kvstore/2015-01-01");
//! # let read = |file: &str| std::fs::read_to_string(format!("{folder}/{file}")).unwrap();
//! # let operation = acs_spec::load::operation("spec", &read("CreateTairKVCacheVNode.json")).unwrap();
//! # let service = acs_spec::load::service("service", &read("service.json")).unwrap();
//!
//! let double = acs_double::Double::start()?;
//! let endpoint = Endpoint::builder(double.url())
//!     .credentials(acs_double::DEFAULT_ACCESS_KEY_ID, acs_double::DEFAULT_ACCESS_KEY_SECRET)
//!     .operation(&operation, Some(&service))
//!     .build()?;
//! let ledger = Ledger::of(&operation, Some(&service));
//! let met = meet::obligations(&ledger, &endpoint, 4, &|id| id.starts_with("Period."));
//! assert!(met.is_met(), "{}", met.account(&ledger));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod address;
pub(crate) mod args;
mod carry;
pub(crate) mod command;
mod fresh;
mod known;
pub mod meet;
mod read;
mod server;
mod wire;

pub(crate) use address::is_of_provider;
pub(crate) use carry::request;
pub(crate) use known::Known;
pub(crate) use read::{answer, says, verdict};
pub use server::{Builder, Endpoint};
pub(crate) use wire::Wire;
