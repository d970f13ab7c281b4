//! The command line's words: commands, options, and what `--help` says of them.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

use crate::options::Options;

/// Turns documented API contracts into checked specs and Rust.
#[derive(Debug, Parser)]
#[command(name = "acsgen", version, arg_required_else_help = true)]
#[command(after_help = "Exit codes:
  0  done
  1  refused or failed; standard error says why, where, and how to mend it
  2  the command line cannot be understood

Diagnostics go to standard error, results to standard output; `-` as a file is standard input.
`--format sarif` gives one SARIF 2.1.0 log: on standard output where findings are the result (lint,
validate, generate), on standard error where the result is another (import, extract, export).
Colours only on a terminal, and never where NO_COLOR is set.

Start here:
  acsgen generate                        write the crates of all specs
  acsgen import page.txt                 print the spec that a documentation page gives
  acsgen validate CreateInstance r.json  judge a request
  acsgen help validate                   more about one command, with examples")]
pub struct Cli {
    #[command(subcommand)]
    pub command: Command,
}

#[derive(Debug, Subcommand)]
pub enum Command {
    Import(Import),
    Extract(Extract),
    Lint(Lint),
    Validate(Validate),
    Generate(Generate),
    Drift(Drift),
    Sync(Sync),
    Export(Export),
    Explain(Explain),
    Schema(SchemaOf),
    Completions(Completions),
}

/// How diagnostics and results are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For people
    Text,
    /// For programs: one JSON object a line
    Json,
    /// For editors and CI: one SARIF 2.1.0 log
    Sarif,
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
/// The source is recognised. What was lost, ambiguous or not understood is reported on standard
/// error. The output holds the provider's prose under `prose`, which `acsgen lint` refuses in a
/// spec file.
#[derive(Debug, Args)]
#[command(verbatim_doc_comment)]
#[command(
    after_help = "Exit codes: 0 printed, 1 the source cannot be read or a correction no longer applies, 2 usage.

Examples:
  acsgen import page.txt --service spec/r-kvstore/2015-01-01/service.json
  curl -s https://example.com/page | acsgen import -
  acsgen import api-docs.json --operation CreateInstance
  acsgen import page.txt --corrections spec/r-kvstore/2015-01-01/CreateTairKVCacheVNode.json"
)]
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

/// Extract the constraints that descriptions state, line by line
///
/// Reads a JSON object with the texts `type` and `description` from each line of standard input,
/// and answers each with a line: {"constraints": [...]}. Empty lines are passed over.
#[derive(Debug, Args)]
#[command(verbatim_doc_comment)]
#[command(
    after_help = "Exit codes: 0 all lines answered, 1 a line cannot be read (those before it are answered), 2 usage.

Example:
  echo '{\"type\":\"integer\",\"description\":\"Valid values: 1 to 9.\"}' | acsgen extract"
)]
pub struct Extract {
    /// How diagnostics are printed
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub format: Format,
}

/// Check spec files: every fault with its place and remedy
#[derive(Debug, Args)]
#[command(
    after_help = "Exit codes: 0 passed, 1 an error (with --deny-warnings: or a warning) was found, 2 usage.

Examples:
  acsgen lint
  acsgen lint spec/r-kvstore/2015-01-01/CreateTairKVCacheVNode.json --format json
  acsgen lint --format sarif > lint.sarif
  acsgen lint --fix"
)]
pub struct Lint {
    /// Spec files, or folders of them; by default all of the spec folder
    #[arg(conflicts_with = "spec")]
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
/// The request is a JSON object in the shape of the request, a JSON list of wire pairs, or a query
/// string.
#[derive(Debug, Args)]
#[command(verbatim_doc_comment)]
#[command(
    after_help = "Exit codes: 0 the request may be sent, 1 it breaks a documented rule (with --strict: any rule)
or cannot be read, 2 usage.

Examples:
  acsgen validate CreateTairKVCacheVNode request.json
  echo '{\"RegionId\":\"cn-beijing\"}' | acsgen validate CreateTairKVCacheVNode - --format json
  acsgen validate CreateTairKVCacheVNode request.json --reading page --strict"
)]
pub struct Validate {
    /// The operation: a name, product/version/name, or the path of its spec file
    pub operation: String,
    /// The request file, or `-` for standard input
    pub request: PathBuf,
    #[command(flatten)]
    pub folder: SpecFolder,
    /// Advisory violations refuse too
    #[arg(long)]
    pub strict: bool,
    /// Judge by all sources (effective) or by one kind: page, api-docs, cli-metadata, observation
    #[arg(long, default_value = "effective", value_name = "READING")]
    pub reading: String,
    /// How violations are printed
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub format: Format,
}

/// Write the Rust crates of all specs
///
/// The same specs give the same bytes. A run that was interrupted is mended by the next. Only files
/// that an earlier run wrote are replaced or removed. Build scripts (`acsgen-build`) and macros
/// (`acsgen-macros`) take the same options under the same names.
#[derive(Debug, Args)]
#[command(verbatim_doc_comment)]
#[command(
    after_help = "Exit codes: 0 written (with --check: fresh), 1 faults (with --check: or stale files), 2 usage.

Examples:
  acsgen generate
  acsgen generate --check
  acsgen generate --spec my-specs --out ../my-crates --runtime-path ../acs/codegen/runtime
  acsgen generate page.txt --service service.json --corrections CreateInstance.json --out crates
  acsgen generate --operation CreateInstance --name CreateInstance.Tag.Key=label --serde false"
)]
pub struct Generate {
    /// Spec files, folders of them, documentation pages or api-docs.json, which become one crate; by
    /// default a crate for each product version of the spec folder
    #[arg(conflicts_with = "spec", verbatim_doc_comment)]
    pub sources: Vec<PathBuf>,
    #[command(flatten)]
    pub folder: SpecFolder,
    /// Where the crates go, a folder each; by default `generated/` beside the spec folder
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
    /// Write nothing; fail if the files are not what the specs give
    #[arg(long)]
    pub check: bool,
    /// How results and diagnostics are printed
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub format: Format,
    #[command(flatten)]
    pub options: Options,
}

/// How drift is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum DriftFormat {
    /// For people
    Text,
    /// For programs: one JSON object on one line
    Json,
    /// For change requests and changelogs
    Markdown,
    /// A SARIF 2.1.0 log, for editors and CI
    Sarif,
}

/// Report what has changed in a source since the checked-in specs, and what breaks by it
///
/// The source is recognised: a documentation page of any layout, or metadata. What it is silent on
/// or has lost is not compared. Each change is judged for those who call the generated crate.
#[derive(Debug, Args)]
#[command(verbatim_doc_comment)]
#[command(
    after_help = "Exit codes: 0 no drift, 10 nothing that breaks a caller, 20 something breaks callers, 1 a source or
spec cannot be read, 2 usage.

Examples:
  acsgen drift page.txt
  curl -s https://example.com/page | acsgen drift - --format markdown
  acsgen drift api-docs.json --operation CreateInstance
  acsgen drift api-docs.2025-12.json --against api-docs.2024-07.json --format json"
)]
pub struct Drift {
    /// The source as it is now, or `-` for standard input
    pub source: PathBuf,
    /// Compare with this earlier source instead of the specs
    #[arg(long, value_name = "SOURCE")]
    pub against: Option<PathBuf>,
    #[command(flatten)]
    pub folder: SpecFolder,
    /// Only this operation (may be repeated); also names the operation of a page that does not
    #[arg(long = "operation", value_name = "NAME")]
    pub operations: Vec<String>,
    /// How the report is printed
    #[arg(long, value_enum, default_value_t = DriftFormat::Text)]
    pub format: DriftFormat,
}

impl Drift {
    /// How diagnostics are printed.
    #[must_use]
    pub fn diagnostics(&self) -> Format {
        match self.format {
            DriftFormat::Text | DriftFormat::Markdown => Format::Text,
            DriftFormat::Json => Format::Json,
            DriftFormat::Sarif => Format::Sarif,
        }
    }
}

/// Bring specs and crates up to date with sources, or change nothing and say all that stands in the way
///
/// Each source is imported and merged with what the spec has of other sources; the spec's corrections
/// are applied again, or fail; spec files and crates are written together and checked; the drift is
/// printed. New rows have no summary, which a lint points out: the provider's words are not taken.
#[derive(Debug, Args)]
#[command(verbatim_doc_comment)]
#[command(
    after_help = "Exit codes: 0 written (with --dry-run: would be), 1 nothing was written, and standard error says why,
2 usage.

Examples:
  acsgen sync page.txt --dry-run
  acsgen sync page.txt
  acsgen sync page.txt --drop-stale
  acsgen sync page.txt api-docs.json --changelog > changes.md
  acsgen sync api-docs.json --operation CreateInstance"
)]
pub struct Sync {
    /// The sources as they are now; `-` for standard input
    #[arg(required = true)]
    pub sources: Vec<PathBuf>,
    #[command(flatten)]
    pub folder: SpecFolder,
    /// Where the crates go, a folder each; by default `generated/` beside the spec folder
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
    /// Print the drift in Markdown, for a changelog
    #[arg(long)]
    pub changelog: bool,
    /// Do everything but write
    #[arg(long)]
    pub dry_run: bool,
    /// Drop corrections that no longer apply, and say which, instead of failing
    #[arg(long)]
    pub drop_stale: bool,
    /// How diagnostics are printed
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub format: Format,
    /// Only these operations, also such as have no spec yet (may be repeated), and other options of `generate`
    #[command(flatten)]
    pub options: Options,
}

/// What can be exported.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ExportKind {
    /// JSON Schema (2020-12) of the request
    JsonSchema,
    /// OpenAPI 3.1 of the operation's JSON door at the service double
    Openapi,
    /// RAM policy that allows the operation
    RamPolicy,
    /// Reference page in Markdown
    Markdown,
}

/// Print an operation's contract in another form
#[derive(Debug, Args)]
#[command(
    after_help = "Exit codes: 0 printed, 1 faults, or nothing that the form could hold, 2 usage.

Examples:
  acsgen export json-schema CreateTairKVCacheVNode > request.schema.json
  acsgen export openapi CreateTairKVCacheVNode > openapi.json
  acsgen export ram-policy CreateTairKVCacheVNode
  acsgen export markdown CreateTairKVCacheVNode"
)]
pub struct Export {
    /// The form
    #[arg(value_enum)]
    pub kind: ExportKind,
    /// The operation: a name, product/version/name, or the path of its spec file
    pub operation: String,
    #[command(flatten)]
    pub folder: SpecFolder,
    /// How diagnostics are printed
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub format: Format,
}

/// Explain a diagnostic's code; without a code, list them all
#[derive(Debug, Args)]
#[command(after_help = "Exit codes: 0 printed, 1 no such code, 2 usage.

Examples:
  acsgen explain
  acsgen explain ACS0115
  acsgen explain --format json")]
pub struct Explain {
    /// The code, such as ACS0115
    pub code: Option<String>,
    /// How codes and diagnostics are printed
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub format: Format,
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
#[command(after_help = "Exit codes: 0 printed, 2 usage.

Example:
  acsgen schema operation > operation.schema.json")]
pub struct SchemaOf {
    /// Which file's
    #[arg(value_enum)]
    pub kind: SpecKind,
    /// How diagnostics are printed; the schema is JSON in any case
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub format: Format,
}

/// Print a script that completes this command line in a shell
#[derive(Debug, Args)]
#[command(after_help = "Exit codes: 0 printed, 2 usage.

Examples:
  acsgen completions bash > ~/.local/share/bash-completion/completions/acsgen
  acsgen completions zsh > ~/.zfunc/_acsgen
  acsgen completions fish > ~/.config/fish/completions/acsgen.fish")]
pub struct Completions {
    /// The shell
    #[arg(value_enum)]
    pub shell: clap_complete::Shell,
    /// How diagnostics are printed; the script is the shell's in any case
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub format: Format,
}
