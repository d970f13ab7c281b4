//! Options of `live`.

use std::path::PathBuf;

use clap::Args;

/// Ask the real service for dry runs, and record what it answers
///
/// Off unless both the flag --ask-the-service and the variable ACS_CONFORM_LIVE=dry-runs-only say so.
/// Only requests with DryRun=true are made, and none but these is let through to the network. They are
/// signed with the key that the official clients would take: from variables, profiles, or a role.
/// The record holds no secret. With --replay, a record is compared with the spec, without a network.
#[derive(Debug, Args)]
#[command(verbatim_doc_comment)]
#[command(
    after_help = "Exit codes: 0 every answer is as the spec says, 1 some are otherwise, 2 nothing could be asked or read.

Examples:
  ACS_CONFORM_LIVE=dry-runs-only acs-conform live --ask-the-service \\
      --operation CreateTairKVCacheVNode --region cn-beijing --set VSwitchId=vsw-… --record answers.json
  acs-conform live --replay answers.json"
)]
pub(crate) struct Live {
    /// The operation to ask; needed where there are several
    #[arg(long, value_name = "NAME")]
    pub(crate) operation: Option<String>,
    /// Folder with specs; by default the first `spec/` upwards from the current folder
    #[arg(long, value_name = "DIR")]
    pub(crate) specs: Option<PathBuf>,
    /// That the service is to be asked; the variable ACS_CONFORM_LIVE has to say so as well
    #[arg(long)]
    pub(crate) ask_the_service: bool,
    /// The region whose endpoint is asked
    #[arg(long, value_name = "ID")]
    pub(crate) region: Option<String>,
    /// The host that is asked, in the place of the region's: one of the provider's, or a stand-in on this machine
    #[arg(long, value_name = "HOST", conflicts_with = "region")]
    pub(crate) endpoint: Option<String>,
    /// A value that really exists, in the place of those made up (may be repeated)
    #[arg(long = "set", value_name = "NAME=VALUE")]
    pub(crate) settings: Vec<String>,
    /// Requests at most: of every rule some
    #[arg(long, value_name = "N", default_value_t = 60)]
    pub(crate) most: usize,
    /// Pause between two requests, in milliseconds
    #[arg(long, value_name = "MS", default_value_t = 300)]
    pub(crate) pause: u64,
    /// The file for the record; it must not be there yet
    #[arg(long, value_name = "FILE", required_unless_present = "replay")]
    pub(crate) record: Option<PathBuf>,
    /// Compare this record with the spec; asks nobody
    #[arg(long, value_name = "FILE", conflicts_with_all = ["record", "ask_the_service"])]
    pub(crate) replay: Option<PathBuf>,
}
