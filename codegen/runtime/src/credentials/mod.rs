//! Access keys: what they are, and the providers that find them.
//!
//! Keys themselves are here with feature `sign`; providers, which read files and variables and ask services, with
//! feature `credentials`. A provider does its I/O through the context that it is given, so that tests and callers can
//! set all of it: the transport, the clock, variables and files. Must not know operations or how requests are retried.

mod keys;

pub use keys::Credentials;

#[cfg(feature = "credentials")]
mod answer;
#[cfg(feature = "credentials")]
mod cached;
#[cfg(feature = "credentials")]
mod chain;
#[cfg(feature = "credentials")]
mod cli_profile;
#[cfg(feature = "credentials")]
mod default_chain;
#[cfg(feature = "credentials")]
mod ecs;
#[cfg(feature = "credentials")]
mod environment;
#[cfg(feature = "credentials")]
mod error;
#[cfg(feature = "credentials")]
mod file_profile;
#[cfg(feature = "credentials")]
mod gate;
#[cfg(feature = "credentials")]
mod ini;
#[cfg(feature = "credentials")]
mod oidc;
#[cfg(feature = "credentials")]
mod provider;
#[cfg(feature = "credentials")]
mod ram_role;
#[cfg(feature = "credentials")]
mod sts;
#[cfg(feature = "credentials")]
#[cfg(test)]
mod tests;
#[cfg(feature = "credentials")]
mod uri;
#[cfg(feature = "credentials")]
mod variables;

#[cfg(feature = "credentials")]
pub use self::{
    cached::{CachedProvider, PAUSE, RENEW_BEFORE},
    chain::ChainProvider,
    cli_profile::CliProfileProvider,
    default_chain::default_chain,
    ecs::EcsRoleProvider,
    environment::{Environment, FixedEnvironment, MAX_FILE_BYTES, SystemEnvironment},
    error::{CredentialsError, CredentialsErrorKind},
    file_profile::FileProfileProvider,
    oidc::{OidcEnvironmentProvider, OidcRoleProvider},
    provider::{CredentialsFuture, CredentialsProvider, ProviderContext},
    ram_role::RamRoleProvider,
    uri::CredentialsUriProvider,
    variables::EnvironmentProvider,
};
