//! TLS by rustls with ring, trusting what the system trusts. Must not know requests.
//!
//! The crypto provider is named here and not taken from the process, so that whoever uses this crate need not install
//! one, and no other one in the same program is disturbed.

use std::sync::Arc;

use rustls::{ClientConfig, RootCertStore};
use rustls_platform_verifier::BuilderVerifierExt;

/// What connections are made with, and why that will not do.
pub(super) struct Tls {
    config: Result<ClientConfig, String>,
    fault: Option<String>,
}

impl Tls {
    /// What the system trusts. A system without certificates is a fault of requests over HTTPS alone.
    pub(super) fn of_system() -> Self {
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let builder = match ClientConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
        {
            Ok(builder) => builder,
            Err(error) => {
                return Tls {
                    config: Err(error.to_string()),
                    fault: None,
                };
            }
        };
        match builder.clone().with_platform_verifier() {
            Ok(trusting) => Tls {
                config: Ok(trusting.with_no_client_auth()),
                fault: None,
            },
            Err(error) => Tls {
                config: Ok(builder
                    .with_root_certificates(RootCertStore::empty())
                    .with_no_client_auth()),
                fault: Some(format!("the system's certificates cannot be used: {error}")),
            },
        }
    }

    /// The configuration.
    pub(super) fn config(&self) -> Result<ClientConfig, String> {
        self.config.clone()
    }

    /// Why no request can go over HTTPS.
    pub(super) fn check(&self) -> Result<(), &str> {
        self.fault.as_deref().map_or(Ok(()), Err)
    }
}
