//! How a double is to be, and its start.

use std::fmt;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::path::PathBuf;
use std::sync::atomic::AtomicU64;
use std::sync::{Arc, Mutex, mpsc};
use std::time::{Duration, SystemTime};

use acs_spec::{Operation, Service};
use tokio::net::{TcpListener, TcpSocket};
use tokio::sync::watch;

use crate::catalogue::Catalogue;
use crate::clock::Clock;
use crate::credentials::Credential;
use crate::double::Double;
use crate::engine::Engine;
use crate::journal::Journal;
use crate::listen::{self, Limits};
use crate::sign::Nonces;
use crate::specs::{self, Specs};
use crate::switches::Switches;
use crate::text::{number, object};
use crate::tokens::Tokens;
use crate::world::{Record, World};

/// The access key id that a double knows where none is given.
pub const DEFAULT_ACCESS_KEY_ID: &str = "double-id";

/// The secret of [`DEFAULT_ACCESS_KEY_ID`]. It protects nothing.
pub const DEFAULT_ACCESS_KEY_SECRET: &str = "double-secret";

/// Why a double does not start.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StartError(String);

impl fmt::Display for StartError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for StartError {}

/// How a double is to be.
///
/// ```
/// use acs_double::Double;
///
/// let double = Double::builder().credentials("id", "secret").switch("dry-run", "after-token").start()?;
/// assert!(double.url().starts_with("http://127.0.0.1:"));
/// # Ok::<(), acs_double::StartError>(())
/// ```
#[derive(Debug)]
#[must_use]
pub struct Builder {
    host: IpAddr,
    port: u16,
    paths: Vec<PathBuf>,
    given: Vec<Specs>,
    credentials: Vec<Credential>,
    no_auth: bool,
    switches: Switches,
    limits: Limits,
    time: Option<SystemTime>,
    seed: u64,
    work_time: Duration,
    state: Option<PathBuf>,
    workers: usize,
    faults: Vec<String>,
}

impl Default for Builder {
    fn default() -> Self {
        Builder {
            host: IpAddr::V4(Ipv4Addr::LOCALHOST),
            port: 0,
            paths: Vec::new(),
            given: Vec::new(),
            credentials: Vec::new(),
            no_auth: false,
            switches: Switches::default(),
            limits: Limits::default(),
            time: None,
            seed: 0,
            work_time: Duration::ZERO,
            state: None,
            workers: 1,
            faults: Vec::new(),
        }
    }
}

impl Builder {
    /// Listens on this address of the machine; by default on 127.0.0.1.
    pub fn host(mut self, host: IpAddr) -> Self {
        self.host = host;
        self
    }

    /// Listens on this port; by default on one that is free.
    pub fn port(mut self, port: u16) -> Self {
        self.port = port;
        self
    }

    /// Serves the operations of this file or folder, in the place of those of the repository. May be called several
    /// times.
    pub fn specs(mut self, path: impl Into<PathBuf>) -> Self {
        self.paths.push(path.into());
        self
    }

    /// Serves these operations, in the place of those of the repository. May be called several times.
    pub fn operations(
        mut self,
        operations: impl IntoIterator<Item = Operation>,
        service: Option<Service>,
    ) -> Self {
        self.given.push(Specs {
            service,
            operations: operations.into_iter().collect(),
        });
        self
    }

    /// Knows this access key. May be called several times; without any, [`DEFAULT_ACCESS_KEY_ID`] is known.
    pub fn credentials(mut self, id: impl Into<String>, secret: impl Into<String>) -> Self {
        let credential = Credential {
            id: id.into(),
            secret: secret.into(),
            token: None,
            expires: None,
        };
        self.credentials.push(credential);
        self
    }

    /// Knows this access key of a session, which ends at a time by the double's clock, or never.
    pub fn session(
        mut self,
        id: impl Into<String>,
        secret: impl Into<String>,
        token: impl Into<String>,
        expires: Option<SystemTime>,
    ) -> Self {
        let credential = Credential {
            id: id.into(),
            secret: secret.into(),
            token: Some(token.into()),
            expires,
        };
        self.credentials.push(credential);
        self
    }

    /// Knows an access key that is written `id:secret` or `id:secret:token`.
    pub fn credentials_text(mut self, text: &str) -> Self {
        match Credential::parse(text) {
            Ok(credential) => self.credentials.push(credential),
            Err(fault) => self.faults.push(fault),
        }
        self
    }

    /// Takes requests without a signature.
    pub fn no_auth(mut self, no_auth: bool) -> Self {
        self.no_auth = no_auth;
        self
    }

    /// Turns one of the switches for what the documentation leaves open; `GET /_double/switches` lists them.
    pub fn switch(mut self, name: &str, value: &str) -> Self {
        if let Err(fault) = self.switches.set(name, value) {
            self.faults.push(fault);
        }
        self
    }

    /// How much a peer can take up.
    pub fn limits(mut self, limits: Limits) -> Self {
        self.limits = limits;
        self
    }

    /// Stands still at this time until told otherwise.
    pub fn frozen_at(mut self, time: SystemTime) -> Self {
        self.time = Some(time);
        self
    }

    /// Another seed gives other ids.
    pub fn seed(mut self, seed: u64) -> Self {
        self.seed = seed;
        self
    }

    /// How long it takes to create something; by default no time at all.
    pub fn work_time(mut self, time: Duration) -> Self {
        self.work_time = time;
        self
    }

    /// Keeps what was created in this file. What was acknowledged survives the end of the process, however it ends.
    /// One double at a time may have it; beside it lies a file `….lock` that says so. It holds no more than about twice
    /// as many things as are remembered ([`Limits::created`], [`Limits::tokens`]).
    pub fn state(mut self, file: impl Into<PathBuf>) -> Self {
        self.state = Some(file.into());
        self
    }

    /// Threads that serve; by default one.
    pub fn workers(mut self, workers: usize) -> Self {
        self.workers = workers.max(1);
        self
    }

    /// Starts; ready to serve when it returns.
    ///
    /// # Errors
    /// Faults of specs, credentials and switches (all together), a state file that cannot be used, an address that
    /// cannot be listened on.
    pub fn start(self) -> Result<Double, StartError> {
        let engine = Arc::new(self.engine()?);
        let address = SocketAddr::new(self.host, self.port);
        let (stop, stopped) = watch::channel(false);
        let (ready, started) = mpsc::channel();
        let (serving, limits, workers) = (Arc::clone(&engine), self.limits.clone(), self.workers);
        let thread = std::thread::Builder::new()
            .name("double".to_owned())
            .spawn(move || run(address, serving, limits, workers, &ready, stopped))
            .map_err(|error| StartError(error.to_string()))?;
        match started.recv() {
            Ok(Ok(address)) => Ok(Double {
                engine,
                address,
                stop,
                thread: Some(thread),
            }),
            Ok(Err(fault)) => Err(StartError(fault)),
            Err(_) => Err(StartError(
                "the double's thread ended before it served".to_owned(),
            )),
        }
    }

    fn engine(&self) -> Result<Engine, StartError> {
        let mut faults = self.faults.clone();
        let mut groups = self.given.clone();
        let read = match (self.paths.is_empty(), self.given.is_empty()) {
            (true, true) => specs::embedded(),
            (true, false) => Ok(Vec::new()),
            (false, _) => specs::read(&self.paths),
        };
        match read {
            Ok(read) => groups.extend(read),
            Err(fault) => faults.push(fault),
        }
        let catalogue = Catalogue::new(groups)
            .map_err(|fault| faults.push(fault))
            .unwrap_or_default();
        if !faults.is_empty() {
            return Err(StartError(faults.join("\n")));
        }
        let mut credentials = self.credentials.clone();
        if credentials.is_empty() {
            credentials.push(Credential {
                id: DEFAULT_ACCESS_KEY_ID.to_owned(),
                secret: DEFAULT_ACCESS_KEY_SECRET.to_owned(),
                token: None,
                expires: None,
            });
        }
        let clock = Clock::default();
        if let Some(time) = self.time {
            clock.freeze(time);
        }
        let mut engine = Engine {
            catalogue,
            credentials,
            no_auth: self.no_auth,
            seed: self.seed,
            work_time: self.work_time,
            clock,
            nonces: Nonces::new(self.limits.nonces),
            tokens: Tokens::new(self.limits.tokens),
            world: World::new(self.limits.created),
            record: Record::new(self.limits.requests),
            queue: Default::default(),
            journal: None,
            switches: Mutex::new(Arc::new(self.switches.clone())),
            epoch: 0,
            requests: AtomicU64::new(0),
            numbers: AtomicU64::new(0),
            holds: Default::default(),
        };
        if let Some(path) = &self.state {
            let most = self.limits.created.max(self.limits.tokens);
            let journal = Journal::open(path, most, |entry| engine.restore(entry));
            engine.journal = Some(journal.map_err(StartError)?);
        }
        Ok(engine)
    }
}

/// New connections that may wait to be taken: a peer whose connection finds no place waits a second.
const BACKLOG: u32 = 4096;

fn listen(address: SocketAddr) -> std::io::Result<(SocketAddr, TcpListener)> {
    let socket = match address {
        SocketAddr::V4(_) => TcpSocket::new_v4()?,
        SocketAddr::V6(_) => TcpSocket::new_v6()?,
    };
    // A port that was just left may be taken again at once.
    #[cfg(unix)]
    socket.set_reuseaddr(true)?;
    socket.bind(address)?;
    let listener = socket.listen(BACKLOG)?;
    Ok((listener.local_addr()?, listener))
}

/// The double's thread: tells where it listens, then serves until told to stop.
fn run(
    address: SocketAddr,
    engine: Arc<Engine>,
    limits: Limits,
    workers: usize,
    ready: &mpsc::Sender<Result<SocketAddr, String>>,
    stopped: watch::Receiver<bool>,
) {
    let mut builder = match workers {
        1 => tokio::runtime::Builder::new_current_thread(),
        _ => tokio::runtime::Builder::new_multi_thread(),
    };
    let runtime = match builder.worker_threads(workers).enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => {
            // Whoever started the double has gone, if this is not heard.
            let _ = ready.send(Err(error.to_string()));
            return;
        }
    };
    runtime.block_on(async move {
        let opened = object([("opened", number(engine.epoch + 1))]);
        if let Some(journal) = &engine.journal
            && !journal.append(&opened).await
        {
            let _ = ready.send(Err("the state file cannot be written".to_owned()));
            return;
        }
        let listening = listen(address);
        let listener = match listening {
            Ok((address, listener)) => {
                let _ = ready.send(Ok(address));
                listener
            }
            Err(error) => {
                let _ = ready.send(Err(format!("{address}: {error}")));
                return;
            }
        };
        let router = crate::http::router(engine, limits.clone());
        listen::serve(listener, router, limits, stopped).await;
    });
    runtime.shutdown_background();
}
