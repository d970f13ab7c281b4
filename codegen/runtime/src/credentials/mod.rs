//! Access keys: what they are, and the providers that find them.
//!
//! Types are here with feature `sign`; providers, which read files and variables and ask services, with feature
//! `credentials`. A provider does its I/O through [`ProviderContext`] alone, so that tests and callers can set all of it:
//! the transport, the clock, variables and files. Must not know operations or how requests are retried.

mod keys;

pub use keys::Credentials;
