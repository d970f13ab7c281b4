//! The command line's words: commands, options, and what `--help` says of them.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

/// Turns documented API contracts into checked specs and Rust.
#[derive(Debug, Parser)]
#[command(name = "acsgen", version, max_term_width = 100, arg_required_else_help = true)]
#[command(after_help = "Exit codes: 0 done, 1 refused or failed, 2 the command line cannot be understood.
Colours only on a terminal, and never where NO_COLOR is set.

Start here:
  acsgen generate                        write the crates of all specs
  acsgen import page.txt                 print the spec that a documentation page gives
  acsgen validate CreateInstance r.json  judge a request")]
pub struct Cli {
    #[command(subcommand)]
    pub command: Command,
}

#[derive(Debug, Subcommand)]
pub enum Command {
    Import(Import),
    Extract,
    Lint(Lint),
    Validate(Validate),
    Generate(Generate),
    Export(Export),
    Explain(Explain),
    Schema(SchemaOf),
}

/// How diagnostics and results are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For people.
    Text,
    /// For programs.
    Json,
}

/// Where specs are found.
#[derive(Debug, Args)]
pub struct SpecFolder {
    /// Folder with specs; by default the first `spec/` upwards from the current folder
    #[arg(long, value_name = "DIR")]
    pub spec: Option<PathBuf>,
}

/// Print the spec that a documentation page or api-docs.json gives
///
/// The source is recognised. What was lost, ambiguous or not understood is reported on standard error. The output holds
/// the provider's prose under `prose`, which `acsgen lint` refuses in a spec file.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  acsgen import page.txt --service spec/r-kvstore/2015-01-01/service.json
  curl -s https://example.com/page | acsgen import -
  acsgen import api-docs.json --operation CreateInstance
  acsgen import page.txt --corrections spec/r-kvstore/2015-01-01/CreateTairKVCacheVNode.json")]
pub struct Import {
    /// The source, or `-` for standard input
    pub source: PathBuf,
    /// The product version's service.json, which supplies what a page does not name
    #[arg(long, value_name = "FILE")]
    pub service: Option<PathBuf>,
    /// Apply the corrections that this spec file records; any that no longer applies is an error
    #[arg(long, value_name = "FILE")]
    pub corrections: Option<PathBuf>,
    /// Only this operation of an api-docs.json (may be repeated)
    #[arg(long = "operation", value_name = "NAME")]
    pub operations: Vec<String>,
    /// Leave the provider's prose out, as a spec file must
    #[arg(long)]
    pub no_prose: bool,
    /// How remarks are printed
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub format: Format,
}

/// Check spec files: every fault with its place and remedy
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  acsgen lint
  acsgen lint spec/r-kvstore/2015-01-01/CreateTairKVCacheVNode.json --format json
  acsgen lint --fix")]
pub struct Lint {
    /// Spec files; by default all of the spec folder
    pub files: Vec<PathBuf>,
    #[command(flatten)]
    pub folder: SpecFolder,
    /// Rewrite files in canonical form, without the provider's prose
    #[arg(long)]
    pub fix: bool,
    /// Warnings refuse too
    #[arg(long)]
    pub deny_warnings: bool,
    /// How diagnostics are printed
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub format: Format,
}

/// Judge a request by an operation's spec: all violations at once
///
/// The request is a JSON object in the shape of the request, a JSON list of wire pairs, or a query string.
#[derive(Debug, Args)]
#[command(after_help = "Exit codes: 0 the request may be sent, 1 it breaks a documented rule (with --strict: any rule), 2 usage.

Examples:
  acsgen validate CreateTairKVCacheVNode request.json
  echo '{\"RegionId\":\"cn-beijing\"}' | acsgen validate CreateTairKVCacheVNode - --format json
  acsgen validate CreateTairKVCacheVNode request.json --reading page --strict")]
pub struct Validate {
    /// The operation: a name, or product/version/name
    pub operation: String,
    /// The request file, or `-` for standard input
    pub request: PathBuf,
    #[command(flatten)]
    pub folder: SpecFolder,
    /// Advisory violations refuse too
    #[arg(long)]
    pub strict: bool,
    /// Judge by all sources together (effective), or by one kind alone: page, api-docs, cli-metadata, observation
    #[arg(long, default_value = "effective", value_name = "READING")]
    pub reading: String,
    /// How violations are printed
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub format: Format,
}

/// Write the Rust crates of all specs
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  acsgen generate
  acsgen generate --check
  acsgen generate --spec my-specs --out ../my-crates")]
pub struct Generate {
    #[command(flatten)]
    pub folder: SpecFolder,
    /// Where the crates go, a folder each; by default `generated/` beside the spec folder
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
    /// Path of the `acs-runtime` crate for the emitted Cargo.toml; by default `codegen/runtime` beside the spec folder
    #[arg(long, value_name = "DIR")]
    pub runtime: Option<PathBuf>,
    /// Only these operations (may be repeated)
    #[arg(long = "operation", value_name = "NAME")]
    pub operations: Vec<String>,
    /// Write nothing; fail if the files are not what the specs give
    #[arg(long)]
    pub check: bool,
    /// How diagnostics are printed
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub format: Format,
}

/// What can be exported.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ExportKind {
    /// JSON Schema (2020-12) of the request
    JsonSchema,
    /// RAM policy that allows the operation
    RamPolicy,
    /// Reference page in Markdown
    Markdown,
}

/// Print an operation's contract in another form
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  acsgen export json-schema CreateTairKVCacheVNode > request.schema.json
  acsgen export ram-policy CreateTairKVCacheVNode
  acsgen export markdown CreateTairKVCacheVNode")]
pub struct Export {
    /// The form
    #[arg(value_enum)]
    pub kind: ExportKind,
    /// The operation: a name, or product/version/name
    pub operation: String,
    #[command(flatten)]
    pub folder: SpecFolder,
}

/// Explain a diagnostic's code; without a code, list them all
#[derive(Debug, Args)]
pub struct Explain {
    /// The code, such as ACS0101
    pub code: Option<String>,
}

/// The kinds of spec file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum SpecKind {
    /// An operation's file
    Operation,
    /// A service.json
    Service,
}

/// Print the JSON Schema of the spec format
#[derive(Debug, Args)]
pub struct SchemaOf {
    /// Which file's
    #[arg(value_enum)]
    pub kind: SpecKind,
}
