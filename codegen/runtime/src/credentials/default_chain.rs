//! Where credentials are looked for when the caller says nothing, in the order of the official clients.

use std::sync::Arc;

use super::cached::CachedProvider;
use super::chain::ChainProvider;
use super::cli_profile::CliProfileProvider;
use super::ecs::EcsRoleProvider;
use super::file_profile::FileProfileProvider;
use super::oidc::OidcEnvironmentProvider;
use super::provider::CredentialsProvider;
use super::uri::CredentialsUriProvider;
use super::variables::EnvironmentProvider;

/// The chain of the official clients, with what it finds remembered:
///
/// 1. variables ([`EnvironmentProvider`]);
/// 2. a role by an OpenID token, if variables name one ([`OidcEnvironmentProvider`]);
/// 3. a profile of the command line tool ([`CliProfileProvider`]);
/// 4. a profile in the clients' own file ([`FileProfileProvider`]);
/// 5. the role of the virtual machine ([`EcsRoleProvider`]), unless `ALIBABA_CLOUD_ECS_METADATA_DISABLED=true`;
/// 6. an address that a variable names ([`CredentialsUriProvider`]).
///
/// Their names on the wire begin with `default/`. When all fail, the error holds the reason of each.
#[must_use]
pub fn default_chain() -> CachedProvider {
    let providers: Vec<Arc<dyn CredentialsProvider>> = vec![
        Arc::new(EnvironmentProvider),
        Arc::new(OidcEnvironmentProvider),
        Arc::new(CliProfileProvider::new()),
        Arc::new(FileProfileProvider::new()),
        Arc::new(EcsRoleProvider::new()),
        Arc::new(CredentialsUriProvider::new()),
    ];
    ChainProvider::new("default", providers).cached()
}
