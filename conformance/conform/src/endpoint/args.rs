//! Options of `run` that are about a server.

use std::time::Duration;

use acs_conformance::Ledger;
use acs_runtime::endpoint::Endpoint as Address;
use acs_runtime::transport::PlainHttp;
use clap::Args;

use super::Endpoint;
use crate::target::Spec;
use crate::trouble::Trouble;

/// What a server needs.
#[derive(Debug, Args)]
#[command(next_help_heading = "Over the wire")]
pub(crate) struct Wire {
    /// Ask the server there in the place of the crate; every spec of the folder, also those the crate lacks.
    /// `http://` for this machine alone
    #[arg(long, value_name = "URL")]
    pub(crate) endpoint: Option<String>,
    /// The access key to sign with; by default that of an `acs-double`, if the server is on this machine. Also read
    /// from the variable ACS_CONFORM_CREDENTIALS, which other users of the machine cannot see
    #[arg(long, value_name = "ID:SECRET[:TOKEN]", requires = "endpoint")]
    pub(crate) credentials: Option<String>,
    /// Ask for dry runs where an operation has them, so that nothing is created
    #[arg(long, requires = "endpoint")]
    pub(crate) dry_run: bool,
    /// Longest time for one request
    #[arg(
        long,
        value_name = "SECONDS",
        default_value_t = 10,
        requires = "endpoint"
    )]
    pub(crate) timeout: u64,
}

impl Wire {
    /// The server that was named, if one was: reachable, and letting us in.
    ///
    /// # Errors
    /// All that stands in the way.
    pub(crate) fn endpoint(&self, specs: &[Spec]) -> Result<Option<Endpoint>, Trouble> {
        let Some(url) = &self.endpoint else {
            return Ok(None);
        };
        let mut builder = Endpoint::builder(url)
            .timeout(Duration::from_secs(self.timeout.max(1)))
            .dry_run(self.dry_run);
        let is_here = Address::parse(url).is_ok_and(|url| PlainHttp::Loopback.allows(url.host()));
        builder = match self.key()? {
            Some((id, secret, Some(token))) => builder.session(id, secret, token),
            Some((id, secret, None)) => builder.credentials(id, secret),
            None if is_here => builder.credentials(DOUBLE.0, DOUBLE.1),
            None => builder,
        };
        for spec in specs {
            builder = builder.operation(&spec.operation, spec.service.as_ref());
        }
        let endpoint = builder.build()?;
        for spec in specs {
            endpoint.knock(&Ledger::of(&spec.operation, spec.service.as_ref()))?;
        }
        Ok(Some(endpoint))
    }

    /// The access key that was given, if one was.
    fn key(&self) -> Result<Option<Key>, Trouble> {
        let variable = || std::env::var("ACS_CONFORM_CREDENTIALS").ok();
        let Some(text) = self.credentials.clone().or_else(variable) else {
            return Ok(None);
        };
        let mut parts = text.splitn(3, ':').map(str::to_owned);
        match (parts.next(), parts.next(), parts.next()) {
            (Some(id), Some(secret), token)
                if !id.is_empty() && !secret.is_empty() && token.as_deref() != Some("") =>
            {
                Ok(Some((id, secret, token)))
            }
            // The text may hold a secret, so it is not shown.
            _ => Err(Trouble::new(
                "credentials are written `id:secret` or `id:secret:token`",
            )),
        }
    }
}

/// An access key: id, secret, and the token of a session.
type Key = (String, String, Option<String>);

/// What an `acs-double` knows that was told nothing.
const DOUBLE: (&str, &str) = ("double-id", "double-secret");
