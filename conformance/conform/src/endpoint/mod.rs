//! The suite over the wire: a server as what is tested, whoever made it and in whatever language.
//!
//! Requests are addressed by the spec ([`carry`](self)), signed and sent by `acs-runtime`, and their answers read as
//! accepted or refused. What must come of a request is not settled here but by [`acs_conformance`].
//!
//! ```
//! use acs_conform::endpoint::Endpoint;
//! use acs_conform::run::{Progress, Settings, run};
//! # let folder = std::path::Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../spec/r-kvstore/2015-01-01"));
//!
//! let double = acs_double::Double::start()?;
//! let specs = acs_conform::specs(Some(folder), &["CreateTairKVCacheVNode".to_owned()])?;
//! let mut builder = Endpoint::builder(double.url())
//!     .credentials(acs_double::DEFAULT_ACCESS_KEY_ID, acs_double::DEFAULT_ACCESS_KEY_SECRET);
//! for spec in &specs {
//!     builder = builder.operation(&spec.operation, spec.service.as_ref());
//! }
//! let mut settings = Settings::default();
//! settings.cases = 20;
//! # settings.shard = "1/8".parse().unwrap();
//! let report = run(&specs, &builder.build()?, &settings, &Progress::new())?;
//! assert!(report.is_met());
//! println!("{}", report.totals().headline());
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod address;
pub(crate) mod args;
mod carry;
mod fresh;
mod known;
mod read;
mod server;
mod wire;

pub(crate) use address::is_of_provider;
pub(crate) use carry::request;
pub(crate) use known::Known;
pub(crate) use read::{answer, says, verdict};
pub use server::{Builder, Endpoint};
pub(crate) use wire::Wire;
