//! The client for programs without an async runtime: calls block until the answer is there.
//!
//! Each client has a thread on which a runtime of its own drives connections and timers, so calls work anywhere, also
//! within another runtime (whose thread they then block). Must not know operations or HTTP.

use std::fmt;
use std::sync::{Arc, mpsc};

use tokio::sync::oneshot;

use crate::client::{
    self, BuildError, Call, CallBuilder, CallOptions, ClientBuilder, Core, Done, Error, FromClient,
    Sent, Tried,
};
use crate::operation::Operation;
use crate::transport::{TransportError, TransportErrorKind};

/// A client whose calls block. Cloning is cheap and shares everything, the thread included.
///
/// ```no_run
/// # #[cfg(feature = "reqwest")]
/// # fn example<O: acs_runtime::Operation>(operation: O) -> Result<(), Box<dyn std::error::Error>> {
/// let client = acs_runtime::blocking::Client::builder().endpoint("service.example.com").build()?;
/// match client.send(&operation) {
///     Ok(success) => println!("done, request {:?}", success.request_id),
///     Err(error) => println!("{error}"),
/// }
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
pub struct Client {
    inner: client::Client,
    thread: Arc<Thread>,
}

/// The thread that drives the runtime; it ends when the last client is gone.
struct Thread {
    handle: tokio::runtime::Handle,
    // Dropped with this; what hears of it is the thread.
    _alive: oneshot::Sender<()>,
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("blocking::Client")
            .field(&self.inner)
            .finish()
    }
}

impl FromClient for Client {
    fn from_client(client: client::Client) -> Result<Self, BuildError> {
        Client::new(client).map_err(|error| BuildError::NoThread(error.to_string()))
    }
}

impl Client {
    /// A client of this endpoint, these credentials, and so on: see [`client::Client::builder`].
    pub fn builder() -> ClientBuilder<Self> {
        ClientBuilder::bare()
    }

    /// A client with a thread of its own.
    ///
    /// # Errors
    ///
    /// When the system gives no thread or no means to wait for connections.
    pub fn new(inner: client::Client) -> std::io::Result<Self> {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()?;
        let handle = runtime.handle().clone();
        let (alive, ended) = oneshot::channel::<()>();
        std::thread::Builder::new()
            .name("acs-client".to_owned())
            .spawn(move || {
                runtime.block_on(async move {
                    // Only ever ends because the sender is dropped.
                    let _ = ended.await;
                });
            })?;
        Ok(Client {
            inner,
            thread: Arc::new(Thread {
                handle,
                _alive: alive,
            }),
        })
    }

    /// The same client, for async code.
    #[must_use]
    pub fn as_async(&self) -> &client::Client {
        &self.inner
    }

    /// Sends an operation: see [`client::Client::send`].
    ///
    /// # Errors
    ///
    /// See [`Error`].
    pub fn send<O: Operation>(&self, operation: &O) -> Sent<O> {
        self.send_with(operation, &CallOptions::new())
    }

    /// Begins a call with options of its own: see [`CallBuilder`].
    pub fn call<'a, O: Operation>(&'a self, operation: &'a O) -> CallBuilder<'a, Self, O> {
        CallBuilder::new(self, operation)
    }

    /// Sends an operation, with options of this call's own.
    ///
    /// # Errors
    ///
    /// See [`Error`].
    pub fn send_with<O: Operation>(&self, operation: &O, options: &CallOptions) -> Sent<O> {
        let call = self.inner.begin(operation, options, false)?;
        client::success::<O>(self.run(self.inner.core(), call))
    }

    /// Asks whether the service would carry out an operation: see [`client::Client::dry_run`].
    ///
    /// # Errors
    ///
    /// As there.
    pub fn dry_run<O: Operation>(&self, operation: &O) -> Tried<O> {
        self.dry_run_with(operation, &CallOptions::new())
    }

    /// The same, with options of this call's own.
    ///
    /// # Errors
    ///
    /// As there.
    pub fn dry_run_with<O: Operation>(&self, operation: &O, options: &CallOptions) -> Tried<O> {
        let call = self.inner.begin(operation, options, true)?;
        client::passed(self.run(self.inner.core(), call))
            .map_err(|error| error.with_code(O::classify))
    }

    fn run(&self, core: Arc<Core>, call: Call) -> Result<Done, Error<()>> {
        let (give, take) = mpsc::sync_channel(1);
        self.thread.handle.spawn(async move {
            // Whoever asked is waiting; if not, nobody is to be told.
            let _ = give.send(core.run(call).await);
        });
        take.recv().unwrap_or_else(|_| {
            // Only a transport or provider that panics takes the task with it.
            let error = TransportError::new(
                TransportErrorKind::Interrupted,
                "the call ended without a result",
            );
            Err(client::interrupted(error))
        })
    }
}

const fn shared<T: Send + Sync + 'static>() {}
const _: () = shared::<Client>();
