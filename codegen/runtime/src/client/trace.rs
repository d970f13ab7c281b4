//! Spans and events, where feature `tracing` is on; nothing at all otherwise. They hold names, statuses and request
//! IDs, never a parameter's value.

use std::future::Future;
use std::time::Duration;

use super::error::Error;
use crate::operation::OperationInfo;

/// Runs a call in a span of its own.
#[cfg(feature = "tracing")]
pub(super) fn call<F: Future>(
    info: &'static OperationInfo,
    host: &str,
    future: F,
) -> impl Future<Output = F::Output> + use<F> {
    use tracing::Instrument;
    let span = tracing::info_span!(
        "acs_call",
        operation = info.name,
        product = info.product.unwrap_or_default(),
        version = info.version.unwrap_or_default(),
        host,
    );
    future.instrument(span)
}

/// Runs a call.
#[cfg(not(feature = "tracing"))]
pub(super) fn call<F: Future>(
    _: &'static OperationInfo,
    _: &str,
    future: F,
) -> impl Future<Output = F::Output> + use<F> {
    future
}

/// An attempt was answered with success.
pub(super) fn succeeded(attempt: u32, status: u16, request_id: Option<&str>) {
    #[cfg(feature = "tracing")]
    tracing::debug!(
        attempt,
        status,
        request_id = request_id.unwrap_or_default(),
        "succeeded"
    );
    #[cfg(not(feature = "tracing"))]
    let _ = (attempt, status, request_id);
}

/// An attempt failed; the next one follows after the pause, if there is one.
pub(super) fn failed(attempt: u32, error: &Error<()>, pause: Option<Duration>) {
    #[cfg(feature = "tracing")]
    {
        let request_id = error.request_id().unwrap_or_default();
        let status = error.status().unwrap_or_default();
        match pause {
            Some(pause) => {
                let pause = u64::try_from(pause.as_millis()).unwrap_or(u64::MAX);
                tracing::warn!(attempt, status, request_id, pause_ms = pause, %error, "will try again");
            }
            None => tracing::warn!(attempt, status, request_id, %error, "failed"),
        }
    }
    #[cfg(not(feature = "tracing"))]
    let _ = (attempt, error, pause);
}
