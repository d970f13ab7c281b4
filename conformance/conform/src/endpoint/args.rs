//! Options of `run` that are about a server.

use std::num::NonZeroU8;

use clap::Args;

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
    /// Requests at a time, from 1 to 64
    #[arg(long, value_name = "N", default_value = "4", requires = "endpoint")]
    pub(crate) at_a_time: NonZeroU8,
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
    /// Parts of an access key: id, secret, token.
    pub(crate) fn key(&self) -> Result<Option<Key>, String> {
        let variable = || std::env::var("ACS_CONFORM_CREDENTIALS").ok();
        let Some(text) = self.credentials.clone().or_else(variable) else {
            return Ok(None);
        };
        let mut parts = text.splitn(3, ':');
        match (parts.next(), parts.next(), parts.next()) {
            (Some(id), Some(secret), token)
                if !id.is_empty() && !secret.is_empty() && token != Some("") =>
            {
                Ok(Some(Key(
                    id.to_owned(),
                    secret.to_owned(),
                    token.map(str::to_owned),
                )))
            }
            // The text may hold a secret, so it is not shown.
            _ => Err("credentials are written `id:secret` or `id:secret:token`".to_owned()),
        }
    }
}

/// An access key: id, secret, and the token of a session.
pub(crate) struct Key(
    pub(crate) String,
    pub(crate) String,
    pub(crate) Option<String>,
);
