//! `acs-double`: the service double as a program.

use std::io::{Read, Write};
use std::net::IpAddr;
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Duration;

use acs_double::Double;
use clap::Parser;

/// An endpoint that behaves as the documentation says
///
/// Serves every operation with a spec: verifies signatures (ACS3-HMAC-SHA256, and the older HMAC-SHA1 of RPC calls),
/// judges every documented rule, answers with the documented errors, creates and remembers. The first line on standard
/// output says where it listens. It ends on SIGTERM or Ctrl-C.
#[derive(Debug, Parser)]
#[command(
    name = "acs-double",
    version,
    after_help = "Exit codes: 0 ended as told, 1 it could not start, 2 usage.

Examples:
  acs-double --port 8080 --credentials id:secret
  acs-double --port 0 --no-auth
  acs-double --spec spec/ --reading page --set dry-run=after-token --state double.state
  curl http://127.0.0.1:8080/_double/"
)]
struct Arguments {
    /// Port to listen on; 0 takes one that is free
    #[arg(long, default_value_t = 0)]
    port: u16,
    /// Address to listen on. Whoever reaches it controls the double
    #[arg(long, default_value = "127.0.0.1")]
    host: IpAddr,
    /// An access key that is known; may be given several times. Without any, `double-id:double-secret` is
    #[arg(long, value_name = "ID:SECRET[:TOKEN]")]
    credentials: Vec<String>,
    /// Take requests without a signature
    #[arg(long)]
    no_auth: bool,
    /// Serve the operations of this file or folder, in the place of those built in; may be given several times
    #[arg(long, value_name = "PATH")]
    spec: Vec<PathBuf>,
    /// Judge by all sources together (effective), or by one alone (page, api-docs, …)
    #[arg(long, value_name = "READING", default_value = "effective")]
    reading: String,
    /// Turn a switch for what the documentation leaves open; `GET /_double/switches` lists them
    #[arg(long, value_name = "NAME=VALUE")]
    set: Vec<String>,
    /// Keep what was created in this file
    #[arg(long, value_name = "FILE")]
    state: Option<PathBuf>,
    /// How long it takes to create something, in milliseconds
    #[arg(long, value_name = "MS", default_value_t = 0)]
    work_time: u64,
    /// Another seed gives other ids
    #[arg(long, default_value_t = 0)]
    seed: u64,
    /// Remember so many requests
    #[arg(long, value_name = "COUNT", default_value_t = 1000)]
    keep_requests: usize,
    /// Remember so many things that were created
    #[arg(long, value_name = "COUNT", default_value_t = 20_000)]
    keep_created: usize,
    /// Remember so many idempotency tokens
    #[arg(long, value_name = "COUNT", default_value_t = 50_000)]
    keep_tokens: usize,
    /// Threads that serve; by default as many as the machine has processors
    #[arg(long, value_name = "COUNT")]
    workers: Option<usize>,
    /// End when standard input does
    #[arg(long)]
    exit_with_stdin: bool,
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    match run(&arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(fault) => {
            // Where standard error is gone, the exit code is left.
            let _ = writeln!(std::io::stderr(), "acs-double: {fault}");
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: &Arguments) -> Result<(), String> {
    let processors = std::thread::available_parallelism().map_or(1, usize::from);
    let mut builder = Double::builder()
        .host(arguments.host)
        .port(arguments.port)
        .no_auth(arguments.no_auth)
        .seed(arguments.seed)
        .work_time(Duration::from_millis(arguments.work_time))
        .workers(arguments.workers.unwrap_or(processors))
        .switch("reading", &arguments.reading);
    let mut limits = acs_double::Limits::default();
    limits.requests = arguments.keep_requests;
    limits.created = arguments.keep_created;
    limits.tokens = arguments.keep_tokens;
    builder = builder.limits(limits);
    for path in &arguments.spec {
        builder = builder.specs(path);
    }
    for credentials in &arguments.credentials {
        builder = builder.credentials_text(credentials);
    }
    for switch in &arguments.set {
        let (name, value) = switch
            .split_once('=')
            .ok_or_else(|| format!("`--set {switch}`: write NAME=VALUE"))?;
        builder = builder.switch(name, value);
    }
    if let Some(state) = &arguments.state {
        builder = builder.state(state);
    }
    let double = builder.start().map_err(|fault| fault.to_string())?;
    let mut out = std::io::stdout();
    writeln!(out, "acs-double listens on {}", double.url())
        .and_then(|()| out.flush())
        .map_err(|error| format!("standard output: {error}"))?;
    wait(arguments.exit_with_stdin)?;
    drop(double);
    Ok(())
}

/// Waits until the process is told to end.
fn wait(exit_with_stdin: bool) -> Result<(), String> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .map_err(|error| error.to_string())?;
    runtime.block_on(async {
        let (closes, closed) = tokio::sync::oneshot::channel::<()>();
        let mut kept = Some(closes);
        if exit_with_stdin {
            let closes = kept.take();
            // A thread of its own, which ends with the process: nothing can wake it.
            std::thread::spawn(move || {
                let mut buffer = [0_u8; 1024];
                let mut input = std::io::stdin();
                while input.read(&mut buffer).is_ok_and(|count| count > 0) {}
                drop(closes);
            });
        }
        let mut terminate = terminate()?;
        tokio::select! {
            _ = closed => {}
            result = tokio::signal::ctrl_c() => result.map_err(|error| error.to_string())?,
            () = terminate.recv() => {}
        }
        Ok(())
    })
}

#[cfg(unix)]
struct Terminate(tokio::signal::unix::Signal);

#[cfg(unix)]
impl Terminate {
    async fn recv(&mut self) {
        // Nothing more can come: the other ways to end are left.
        if self.0.recv().await.is_none() {
            std::future::pending::<()>().await;
        }
    }
}

#[cfg(unix)]
fn terminate() -> Result<Terminate, String> {
    use tokio::signal::unix::{SignalKind, signal};
    signal(SignalKind::terminate())
        .map(Terminate)
        .map_err(|error| error.to_string())
}

#[cfg(not(unix))]
struct Terminate;

#[cfg(not(unix))]
impl Terminate {
    async fn recv(&mut self) {
        std::future::pending::<()>().await;
    }
}

#[cfg(not(unix))]
fn terminate() -> Result<Terminate, String> {
    Ok(Terminate)
}
