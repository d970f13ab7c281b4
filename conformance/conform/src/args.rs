//! The command line's words: commands, options, and what `--help` says of them.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};

/// Proves that a generated crate says what its specs say.
#[derive(Debug, Parser)]
#[command(name = "acs-conform", version, arg_required_else_help = true)]
#[command(after_help = "Exit codes:
  0  everything is met, and nothing disagrees
  1  something is not met, disagrees or cannot be tried; the report says what
  2  the run could not be made, or the command line cannot be understood

Results go to standard output, progress and troubles to standard error. Colours only on a terminal, and
never where NO_COLOR is set.

Start here:
  acs-conform run                            every obligation, and random cases
  acs-conform run --html report.html         the same as a page to look at
  acs-conform help run                       more about one command, with examples")]
pub(crate) struct Cli {
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    Run(Run),
    Live(crate::live::args::Live),
}

/// Meet every obligation of the specs, and compare random requests
///
/// Every obligation that the specs give is asked of the crate, with the least request and with random
/// surroundings. Then random requests, a quarter each valid, with one fault, with several, and hostile:
/// the crate, the reference interpreter and the suite's own expectation must say the same of each.
/// The same seed gives the same requests and the same report, whatever the number of threads.
#[derive(Debug, Args)]
#[command(verbatim_doc_comment)]
#[command(
    after_help = "Exit codes: 0 everything is met and nothing disagrees, 1 something is not or does, 2 it could not be tried.

Examples:
  acs-conform run
  acs-conform run --cases 2000000 --html report.html
  acs-conform run --shard 1/4 --json shard-1.json --junit shard-1.xml
  acs-conform run --operation CreateTairKVCacheVNode --case InstanceName.length.max+1"
)]
pub(crate) struct Run {
    /// Random cases for each operation
    #[arg(long, value_name = "N", default_value_t = 20_000)]
    pub(crate) cases: u64,
    /// Another seed makes other random requests
    #[arg(long, value_name = "S", default_value = "0x20251127", value_parser = seed)]
    pub(crate) seed: u64,
    /// Only the K-th of N parts; all parts together are the whole, and none shares a case with another
    #[arg(long, value_name = "K/N")]
    pub(crate) shard: Option<String>,
    /// Only this operation (may be repeated)
    #[arg(long = "operation", value_name = "NAME")]
    pub(crate) operations: Vec<String>,
    /// Folder with specs; by default the first `spec/` upwards from the current folder
    #[arg(long, value_name = "DIR")]
    pub(crate) specs: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) wire: crate::endpoint::args::Wire,
}

/// A seed, in decimal or after `0x` in hexadecimal.
fn seed(text: &str) -> Result<u64, String> {
    let read = match text.strip_prefix("0x") {
        Some(digits) => u64::from_str_radix(digits, 16),
        None => text.parse(),
    };
    read.map_err(|_| "write a number below 2^64, in decimal or as 0x1f".to_owned())
}
