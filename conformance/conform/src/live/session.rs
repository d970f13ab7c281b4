//! A conversation with the service, in dry runs. Must not know what is chosen to be asked.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use acs_runtime::credentials::{Credentials, CredentialsProvider, Environment};
use acs_runtime::endpoint::Endpoint as Address;
use acs_runtime::transport::{PlainHttp, Transport};
use acs_spec::{Operation, Service};

use super::dry::DryRequest;
use super::guard::DryRunsOnly;
use super::permission::Permission;
use super::transcript::{Heard, Redactor};
use crate::endpoint::{Known, Wire, is_of_provider, request, says};
use crate::trouble::Trouble;

/// The service, as far as it is asked: it takes [`DryRequest`]s and no others.
pub struct Live {
    address: Address,
    wire: Wire,
    known: Known,
    credentials: Credentials,
}

impl fmt::Debug for Live {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Live")
            .field("address", &self.address)
            .finish_non_exhaustive()
    }
}

/// Puts something around the transport of requests.
type Guard = fn(Arc<dyn Transport>) -> Arc<dyn Transport>;

impl Live {
    /// Ready to ask this operation of the service at this address: one of the provider's, over TLS, or a stand-in on
    /// this machine. Finding credentials is the first thing that may touch a network.
    ///
    /// # Errors
    /// The address is another one, the operation cannot be judged or addressed, there are no credentials.
    pub fn new(
        _permission: Permission,
        address: &str,
        (operation, service): (&Operation, Option<&Service>),
        provider: Arc<dyn CredentialsProvider>,
        environment: Arc<dyn Environment>,
        timeout: Duration,
    ) -> Result<Live, Trouble> {
        let guard: Guard = |inner| DryRunsOnly::shared(inner);
        Self::with(
            address,
            (operation, service),
            provider,
            environment,
            timeout,
            guard,
        )
    }

    fn with(
        address: &str,
        (operation, service): (&Operation, Option<&Service>),
        provider: Arc<dyn CredentialsProvider>,
        environment: Arc<dyn Environment>,
        timeout: Duration,
        guard: Guard,
    ) -> Result<Live, Trouble> {
        let address = Address::parse(address).map_err(|error| Trouble::new(error.to_string()))?;
        let is_here = PlainHttp::Loopback.allows(address.host());
        let is_plain = address.scheme() == acs_runtime::http::Scheme::Http;
        if !is_here && (is_plain || !is_of_provider(address.host(), service)) {
            return Err(Trouble::new(format!(
                "{address}: `live` asks the provider's own hosts, over TLS, or a stand-in on this machine; for any other server there is `run --endpoint`"
            )));
        }
        let known = Known::new(operation, service)?;
        if known.version().is_none() {
            return Err(Trouble::new(format!(
                "{}: no source states its version, and requests have to name one",
                operation.name
            )));
        }
        let wire = Wire::new(provider, timeout)
            .map_err(|error| Trouble::new(error.to_string()))?
            .environment(environment)
            .guarded(guard);
        let credentials = wire.credentials().map_err(Trouble::new)?;
        Ok(Live {
            address,
            wire,
            known,
            credentials,
        })
    }

    /// Without the transport that lets dry runs through alone, to see whether the type keeps others back.
    #[cfg(test)]
    pub(super) fn unguarded(
        address: &str,
        spec: (&Operation, Option<&Service>),
        credentials: Credentials,
    ) -> Result<Live, Trouble> {
        let environment = Arc::new(acs_runtime::credentials::SystemEnvironment);
        let provider: Arc<dyn CredentialsProvider> = Arc::new(credentials);
        let timeout = Duration::from_secs(10);
        Self::with(address, spec, provider, environment, timeout, |inner| inner)
    }

    pub(super) fn known(&self) -> &Known {
        &self.known
    }

    pub(super) fn host(&self) -> &str {
        self.address.host()
    }

    /// Who takes secrets out of what is recorded.
    pub(super) fn redactor(&self) -> Redactor {
        Redactor::new(&self.credentials)
    }

    /// Asks, once.
    ///
    /// # Errors
    /// The request cannot travel as a dry run, or no whole answer came.
    pub fn ask(&self, dry: &DryRequest) -> Result<Heard, String> {
        let request = request(&self.known, dry.pairs(), &self.address)?;
        let version = self.known.version().unwrap_or_default();
        let name = &self.known.operation.name;
        let response = self
            .wire
            .exchange(request, &self.credentials, name, version)
            .map_err(|error| error.to_string())?;
        let text = |names| says(&response, names).unwrap_or_default();
        Ok(Heard {
            status: response.status,
            code: text(["Code", "code"]),
            message: text(["Message", "message"]),
            request_id: says(&response, ["RequestId", "requestId"])
                .or_else(|| response.header("x-acs-request-id").map(str::to_owned))
                .unwrap_or_default(),
            date: response.header("date").unwrap_or_default().to_owned(),
        })
    }
}
