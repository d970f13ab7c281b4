//! Waiting. A trait, so that the client needs no particular runtime and tests need not wait.
//!
//! Must not know what is waited for.

use std::time::Duration;

use crate::transport::BoxFuture;

/// Measures and waits.
pub trait Timer: Send + Sync {
    /// Time since some fixed moment; never goes back.
    fn now(&self) -> Duration;

    /// Waits before a request is sent again.
    fn pause(&self, duration: Duration) -> BoxFuture<'static, ()>;

    /// Is over when something has taken so long that it is given up. A timer of tests whose [`pause`](Self::pause)
    /// does not really wait gives a future here that is never over, or every exchange were too late.
    fn deadline(&self, duration: Duration) -> BoxFuture<'static, ()> {
        self.pause(duration)
    }
}

/// Waits by the tokio runtime in which it is polled (whose time must be enabled). Outside of one, pauses are skipped
/// and deadlines never come.
#[cfg(feature = "tokio")]
#[derive(Clone, Copy, Debug, Default)]
pub struct TokioTimer;

#[cfg(feature = "tokio")]
impl Timer for TokioTimer {
    fn now(&self) -> Duration {
        use std::sync::OnceLock;
        // Tokio's own instants, so that its paused time of tests counts here too.
        static START: OnceLock<tokio::time::Instant> = OnceLock::new();
        let now = tokio::time::Instant::now();
        now.saturating_duration_since(*START.get_or_init(|| now))
    }

    fn pause(&self, duration: Duration) -> BoxFuture<'static, ()> {
        Box::pin(async move {
            if tokio::runtime::Handle::try_current().is_ok() {
                tokio::time::sleep(duration).await;
            }
        })
    }

    fn deadline(&self, duration: Duration) -> BoxFuture<'static, ()> {
        Box::pin(async move {
            if tokio::runtime::Handle::try_current().is_ok() {
                tokio::time::sleep(duration).await;
            } else {
                std::future::pending::<()>().await;
            }
        })
    }
}
