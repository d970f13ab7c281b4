//! Takes connections, as many as are allowed, and gives each to HTTP. Idle connections make room for new ones; a peer
//! that is slow to speak is not waited for. Must not know what is served.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use axum::Router;
use axum::http::Request;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::{Service, service_fn};
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;

use crate::fate::{Fate, Fated};

/// How much of a double a peer can take up.
///
/// ```
/// let mut limits = acs_double::Limits::default();
/// limits.body_bytes = 1024;
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Limits {
    /// Most connections at a time; the one that was idle longest makes room for another. Never more than the system
    /// lets the process have.
    pub connections: usize,
    /// Most bytes of request line and headers together; at least 8192.
    pub head_bytes: usize,
    /// Most headers.
    pub headers: usize,
    /// Most bytes of a body.
    pub body_bytes: usize,
    /// Longest wait for request line and headers to be complete, also for the next request of an idle connection.
    pub head_time: Duration,
    /// Longest wait for a body to be complete.
    pub body_time: Duration,
    /// Most tokens that are remembered; the oldest are forgotten first.
    pub tokens: usize,
    /// Most nonces that are remembered; the oldest are forgotten first.
    pub nonces: usize,
    /// Most created things that are remembered; the oldest are forgotten first.
    pub created: usize,
    /// Most requests that are remembered; the oldest are forgotten first.
    pub requests: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Limits {
            connections: 4096,
            head_bytes: 64 * 1024,
            headers: 100,
            body_bytes: 1024 * 1024,
            head_time: Duration::from_secs(15),
            body_time: Duration::from_secs(15),
            tokens: 50_000,
            nonces: 500_000,
            created: 20_000,
            requests: 1_000,
        }
    }
}

/// Descriptors that are left for files and for connections on their way.
const SPARE_DESCRIPTORS: usize = 32;

/// The most connections that the process can have, where the system says so.
fn descriptors() -> Option<usize> {
    let text = std::fs::read_to_string("/proc/self/limits").ok()?;
    let line = text
        .lines()
        .find_map(|line| line.strip_prefix("Max open files"))?;
    line.split_whitespace().next()?.parse().ok()
}

#[derive(Default)]
struct Connections {
    open: Mutex<BTreeMap<u64, Arc<Fate>>>,
}

impl Connections {
    fn len(&self) -> usize {
        self.open.lock().map_or(0, |open| open.len())
    }

    fn add(&self, id: u64, fate: Arc<Fate>) {
        if let Ok(mut open) = self.open.lock() {
            open.insert(id, fate);
        }
    }

    fn remove(&self, id: u64) {
        if let Ok(mut open) = self.open.lock() {
            open.remove(&id);
        }
    }

    /// Ends the connections that have been idle longest (or, where all are busy, busy longest): some at once, so that a
    /// flood of new ones does not look through all of them each time.
    fn make_room(&self) {
        use std::sync::atomic::Ordering::Relaxed;
        let Ok(mut open) = self.open.lock() else {
            return;
        };
        let age = |(id, fate): (&u64, &Arc<Fate>)| {
            (fate.busy.load(Relaxed), fate.active.load(Relaxed), *id)
        };
        let mut ages: Vec<(bool, i64, u64)> = open.iter().map(age).collect();
        let count = ages.len() / 16;
        if count < ages.len() {
            ages.select_nth_unstable(count);
        }
        // One goes in any case; of the others only those that are idle.
        ages.truncate(count + 1);
        ages.sort_unstable();
        let idle = ages
            .iter()
            .enumerate()
            .filter(|(n, (busy, ..))| *n == 0 || !busy);
        for (_, (.., id)) in idle {
            if let Some(fate) = open.remove(id) {
                fate.end.notify_one();
            }
        }
    }
}

/// Serves until told to stop; connections that are busy then are cut.
pub(crate) async fn serve(
    listener: TcpListener,
    router: Router,
    limits: Limits,
    mut stop: watch::Receiver<bool>,
) {
    let start = Instant::now();
    let connections = Arc::new(Connections::default());
    let most = descriptors().map_or(limits.connections, |all| {
        limits
            .connections
            .min(all.saturating_sub(SPARE_DESCRIPTORS))
    });
    let most = most.max(1);
    let mut http = http1::Builder::new();
    http.timer(TokioTimer::new())
        .header_read_timeout(limits.head_time)
        .max_buf_size(limits.head_bytes.max(8192))
        .max_headers(limits.headers)
        .half_close(true);
    let mut id = 0;
    loop {
        let accepted = tokio::select! {
            accepted = listener.accept() => accepted,
            _ = stop.changed() => return,
        };
        let stream = match accepted {
            Ok((stream, _)) => stream,
            Err(_) => {
                // Out of descriptors, most likely: waiting makes the loop no hot one.
                connections.make_room();
                tokio::time::sleep(Duration::from_millis(5)).await;
                continue;
            }
        };
        while connections.len() >= most {
            connections.make_room();
        }
        id += 1;
        let fate = Arc::new(Fate::default());
        fate.touch(millis(start), false);
        connections.add(id, Arc::clone(&fate));
        let guard = Guard {
            id,
            connections: Arc::clone(&connections),
        };
        tokio::spawn(connection(
            stream,
            fate,
            http.clone(),
            router.clone(),
            limits.head_time,
            start,
            guard,
            stop.clone(),
        ));
    }
}

struct Guard {
    id: u64,
    connections: Arc<Connections>,
}

impl Drop for Guard {
    fn drop(&mut self) {
        self.connections.remove(self.id);
    }
}

fn millis(start: Instant) -> i64 {
    i64::try_from(start.elapsed().as_millis()).unwrap_or(i64::MAX)
}

#[allow(clippy::too_many_arguments)] // One connection's whole world, used once.
async fn connection(
    stream: TcpStream,
    fate: Arc<Fate>,
    http: http1::Builder,
    router: Router,
    head_time: Duration,
    start: Instant,
    guard: Guard,
    mut stop: watch::Receiver<bool>,
) {
    // An answer is one small write: waiting for more would only delay it.
    let _ = stream.set_nodelay(true);
    // Until the first byte comes, a connection costs no buffers.
    let first = async {
        let _ = tokio::time::timeout(head_time, stream.readable())
            .await
            .map_err(drop)?;
        Ok::<(), ()>(())
    };
    tokio::select! {
        ready = first => if ready.is_err() { return },
        () = fate.end.notified() => return,
        _ = stop.changed() => return,
    }
    let inner = TowerToHyperService::new(router);
    let (of_service, io) = (
        Arc::clone(&fate),
        TokioIo::new(Fated::new(stream, Arc::clone(&fate))),
    );
    let service = service_fn(move |mut request: Request<Incoming>| {
        of_service.touch(millis(start), true);
        request.extensions_mut().insert(Arc::clone(&of_service));
        let (answer, fate) = (inner.call(request), Arc::clone(&of_service));
        async move {
            let answer = answer.await;
            fate.touch(millis(start), false);
            answer
        }
    });
    tokio::select! {
        // How a connection ended is the peer's affair.
        _ = http.serve_connection(io, service) => {}
        () = fate.end.notified() => {}
        _ = stop.changed() => {}
    }
    drop(guard);
}
