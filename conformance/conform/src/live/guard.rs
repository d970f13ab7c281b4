//! A transport that lets dry runs through and nothing else, whoever made them. Must not know how requests are made.

use std::sync::Arc;

use acs_runtime::http::{HttpRequest, HttpResponse};
use acs_runtime::transport::{BoxFuture, Limits, Transport, TransportError, TransportErrorKind};

use super::{DRY_RUN, is_like_dry_run};

/// Lets a request through if its query says `DryRun=true` once, if nothing else in it could be taken for that, and if it
/// has no body, in which something might be.
pub struct DryRunsOnly<T> {
    inner: T,
}

impl<T: Transport> DryRunsOnly<T> {
    /// Around this transport.
    pub fn new(inner: T) -> Self {
        DryRunsOnly { inner }
    }

    /// The same, shared.
    pub(super) fn shared(inner: T) -> Arc<dyn Transport>
    where
        T: 'static,
    {
        Arc::new(DryRunsOnly::new(inner))
    }
}

impl<T> std::fmt::Debug for DryRunsOnly<T> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("DryRunsOnly").finish_non_exhaustive()
    }
}

/// Why a request is not let through.
fn fault(request: &HttpRequest) -> Option<&'static str> {
    let (name, value) = DRY_RUN;
    let mut alike = request
        .query
        .iter()
        .filter(|pair| is_like_dry_run(pair.name()));
    let is_dry = alike
        .next()
        .is_some_and(|pair| pair.name() == name && pair.value() == value);
    // The path is signed and sent as it stands, so a query could hide in it.
    let hides = request.path.contains(['?', '#'])
        || request
            .headers
            .iter()
            .any(|(name, _)| is_like_dry_run(name));
    match () {
        () if !request.body.is_empty() => Some("it has a body"),
        () if !is_dry => Some("it does not say DryRun=true in its query"),
        () if alike.next().is_some() || hides => Some("it speaks of dry runs a second time"),
        () => None,
    }
}

impl<T: Transport> Transport for DryRunsOnly<T> {
    fn send<'a>(
        &'a self,
        request: HttpRequest,
        limits: Limits,
    ) -> BoxFuture<'a, Result<HttpResponse, TransportError>> {
        if let Some(why) = fault(&request) {
            let refused = TransportError::new(
                TransportErrorKind::Invalid,
                format!("only dry runs go to the service, and this is none: {why}"),
            );
            return Box::pin(std::future::ready(Err(refused)));
        }
        self.inner.send(request, limits)
    }
}
