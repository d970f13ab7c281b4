//! The command line's words: commands, options, and what `--help` says of them.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

use crate::run::Shard;

/// Proves that a generated crate says what its specs say.
#[derive(Debug, Parser)]
#[command(name = "acs-conform", version, arg_required_else_help = true)]
#[command(after_help = "Exit codes:
  0  everything is met, and nothing disagrees
  1  something is not met, disagrees or cannot be tried; the report says what
  2  the run could not be made, or the command line cannot be understood
`report diff` has codes of its own.

Results go to standard output, progress and troubles to standard error. Colours only on a terminal, and
never where NO_COLOR is set.

Start here:
  acs-conform run                            every obligation, a covering array, random cases
  acs-conform run --html report.html         the same as a page to look at
  acs-conform replay failures/*.json         what failed, once more
  acs-conform help run                       more about one command, with examples")]
pub(crate) struct Cli {
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    Run(Run),
    Replay(Replay),
    #[command(subcommand)]
    Report(Report),
    Live(crate::live::args::Live),
}

/// What is done with reports
#[derive(Debug, Subcommand)]
pub(crate) enum Report {
    Diff(Diff),
}

/// Meet every obligation of the specs, and compare random requests
///
/// Every obligation that the specs give is asked of the crate, with the least request and with random
/// surroundings. Then a covering array, in whose requests every two values of different parameters (of the first
/// 250 places, up to 14 sound ones each) meet as far as rules allow, and random requests, a quarter each valid,
/// with one fault, with several, and hostile: the crate, the reference interpreter and the suite's own expectation
/// must say the same of each.
/// The same seed gives the same requests and the same report, whatever the number of threads.
#[derive(Debug, Args)]
#[command(verbatim_doc_comment)]
#[command(
    after_help = "Exit codes: 0 everything is met and nothing disagrees, 1 something is not or does, 2 it could not be tried.

Examples:
  acs-conform run
  acs-conform run --cases 2000000 --html report.html
  acs-conform run --shard 1/4 --json shard-1.json --junit shard-1.xml
  acs-conform run --failures failures
  acs-conform run --endpoint http://127.0.0.1:8080 --credentials id:secret
  acs-conform run --operation CreateTairKVCacheVNode --case InstanceName.length.max+1"
)]
pub(crate) struct Run {
    /// Random cases for each operation
    #[arg(long, value_name = "N", default_value_t = 20_000)]
    pub(crate) cases: u64,
    /// Without the covering array: of hundreds of parameters it takes seconds to make
    #[arg(long)]
    pub(crate) no_pairs: bool,
    /// Another seed makes other random requests
    #[arg(long, value_name = "S", default_value = "0x20251127", value_parser = seed)]
    pub(crate) seed: u64,
    /// Requests with random surroundings for each obligation, beside the least one
    #[arg(long, value_name = "N", default_value_t = 1)]
    pub(crate) around: u64,
    /// Only the K-th of N parts; all parts together are the whole, and no two share a case
    #[arg(long, value_name = "K/N", default_value_t = Shard::default())]
    pub(crate) shard: Shard,
    /// Only this operation (may be repeated)
    #[arg(long = "operation", value_name = "NAME")]
    pub(crate) operations: Vec<String>,
    /// Only the case of this id: an obligation's, `pairs/N`, or `random/0x…` (may be repeated)
    #[arg(long = "case", value_name = "ID")]
    pub(crate) only: Vec<String>,
    #[command(flatten)]
    pub(crate) specs: Specs,
    /// Write a report for programs, format acs-conformance-report/1
    #[arg(long, value_name = "FILE")]
    pub(crate) json: Option<PathBuf>,
    /// Write a report for CI servers
    #[arg(long, value_name = "FILE")]
    pub(crate) junit: Option<PathBuf>,
    /// Write a page to look at, which needs nothing else
    #[arg(long, value_name = "FILE")]
    pub(crate) html: Option<PathBuf>,
    /// Write a replay file for each failure into this folder
    #[arg(long, value_name = "DIR")]
    pub(crate) failures: Option<PathBuf>,
    /// Failures told in full
    #[arg(long, value_name = "N", default_value_t = 5)]
    pub(crate) show: usize,
    /// Threads; by default as many as the machine has processors
    #[arg(long, value_name = "N")]
    pub(crate) jobs: Option<usize>,
    /// Show progress even where standard error is no terminal
    #[arg(long)]
    pub(crate) progress: bool,
    /// Say in reports how long the run took, which makes each one different
    #[arg(long)]
    pub(crate) timings: bool,
}

/// Where specs are found.
#[derive(Debug, Args)]
pub(crate) struct Specs {
    /// Folder with specs; by default the crate's own, or the first `spec/` upwards from the current folder
    #[arg(long, value_name = "DIR")]
    pub(crate) specs: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) wire: crate::endpoint::args::Wire,
}

/// Try failing requests again, from the files that `run --failures` wrote
#[derive(Debug, Args)]
#[command(
    after_help = "Exit codes: 0 all pass by now, 1 at least one still fails, 2 a file cannot be read or tried.

Examples:
  acs-conform replay failures/*.json"
)]
pub(crate) struct Replay {
    /// Replay files
    #[arg(required = true, value_name = "FILE")]
    pub(crate) files: Vec<PathBuf>,
    #[command(flatten)]
    pub(crate) specs: Specs,
}

/// Compare two reports: obligations added, removed, newly failing, mended
///
/// Reports are those that `run --json` wrote. What fails among the added counts as worse.
#[derive(Debug, Args)]
#[command(verbatim_doc_comment)]
#[command(
    after_help = "Exit codes: 0 no obligation differs, 10 some do and nothing is worse, 20 something is worse,
1 a report cannot be read, 2 usage.

Examples:
  acs-conform report diff main.json branch.json
  acs-conform report diff main.json branch.json --format markdown >> $GITHUB_STEP_SUMMARY"
)]
pub(crate) struct Diff {
    /// The report before
    pub(crate) before: PathBuf,
    /// The report after
    pub(crate) after: PathBuf,
    /// How differences are printed
    #[arg(long, value_enum, default_value_t = DiffFormat::Text)]
    pub(crate) format: DiffFormat,
}

/// How differences are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum DiffFormat {
    /// For people
    Text,
    /// For programs: format acs-conformance-diff/1
    Json,
    /// For a change request
    Markdown,
}

/// A seed, in decimal or after `0x` in hexadecimal.
fn seed(text: &str) -> Result<u64, String> {
    let read = match text.strip_prefix("0x") {
        Some(digits) => u64::from_str_radix(digits, 16),
        None => text.parse(),
    };
    read.map_err(|_| "write a number below 2^64, in decimal or as 0x1f".to_owned())
}
