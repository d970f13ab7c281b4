//! A server as what is tested.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use acs_conformance::compare::WireCode;
use acs_conformance::subject::Answer;
use acs_conformance::{Ledger, Subject};
use acs_runtime::credentials::{Credentials, CredentialsProvider};
use acs_runtime::endpoint::Endpoint as Address;
use acs_runtime::http::{HttpResponse, Scheme};
use acs_runtime::transport::PlainHttp;
use acs_spec::{Operation, Service};

use super::known::Known;
use super::wire::{Breaker, Wire};
use super::{answer, fresh, is_of_provider, request, says};
use crate::trouble::Trouble;

/// How long one exchange may take, unless told otherwise.
pub(crate) const TIMEOUT: Duration = Duration::from_secs(10);

/// Tries of a request that was throttled, and of one whose token was taken already.
const TRIES: u32 = 4;

/// The longest pause that a server can ask for when it throttles.
const LONGEST_PAUSE: Duration = Duration::from_secs(5);

/// The code of the answer to a token that came with another request.
const MISMATCH: &str = "IdempotentParameterMismatch";

/// A server that answers operations, as what is tested ([`Subject`]).
///
/// Every request goes out signed, as it is, but for one thing: where it has an idempotency token of six letters and digits
/// or more, another one of the same length and kind stands there each time, so that the server takes it for a request
/// of its own. So what must be accepted is really done: on a server where that costs, ask for dry runs
/// ([`Builder::dry_run`]).
///
/// Requests to the provider's own hosts are refused: see [`crate::live`].
#[derive(Debug)]
pub struct Endpoint {
    name: String,
    address: Address,
    wire: Wire,
    credentials: Credentials,
    known: BTreeMap<String, Known>,
    dry_run: bool,
    breaker: Breaker,
}

/// How an [`Endpoint`] is to be.
#[must_use]
pub struct Builder {
    url: String,
    credentials: Option<Credentials>,
    operations: Vec<(Operation, Option<Service>)>,
    timeout: Duration,
    dry_run: bool,
}

impl Builder {
    /// The access key that requests are signed with.
    pub fn credentials(mut self, id: impl Into<String>, secret: impl Into<String>) -> Self {
        self.credentials = Some(Credentials::new(id, secret.into()));
        self
    }

    /// The access key of a session.
    pub fn session(
        mut self,
        id: impl Into<String>,
        secret: impl Into<String>,
        token: impl Into<String>,
    ) -> Self {
        self.credentials = Some(Credentials::session(id, secret.into(), token.into()));
        self
    }

    /// An operation that the server has. May be called several times.
    pub fn operation(mut self, operation: &Operation, service: Option<&Service>) -> Self {
        self.operations.push((operation.clone(), service.cloned()));
        self
    }

    /// How long one exchange may take; 10 seconds unless said otherwise.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = timeout;
        self
    }

    /// Asks for dry runs where an operation has them. Requests that say otherwise themselves are not sent.
    pub fn dry_run(mut self, dry_run: bool) -> Self {
        self.dry_run = dry_run;
        self
    }

    /// The server; nothing is sent yet.
    ///
    /// # Errors
    /// All that stands in the way: an URL that is none, plain HTTP to another machine, a host of the provider's, no
    /// credentials, specs that nothing can be judged by, or that state no version.
    pub fn build(self) -> Result<Endpoint, Trouble> {
        let mut faults: Vec<String> = Vec::new();
        let address = Address::parse(&self.url)
            .map_err(|error| faults.push(error.to_string()))
            .ok();
        if let Some(address) = &address {
            if address.scheme() == Scheme::Http && !PlainHttp::Loopback.allows(address.host()) {
                faults.push(format!(
                    "{address}: plain HTTP goes to this machine alone; write https://"
                ));
            }
            let mut services = self.operations.iter().map(|(_, service)| service.as_ref());
            if services.any(|service| is_of_provider(address.host(), service)) {
                faults.push(format!(
                    "{address} is the provider's: what must be accepted would be created there, and paid for; `acs-conform live` asks it for dry runs alone"
                ));
            }
        }
        if self.credentials.is_none() {
            faults.push("no credentials to sign with: name some with `--credentials`".to_owned());
        }
        let mut known = BTreeMap::new();
        for (operation, service) in &self.operations {
            match Known::new(operation, service.as_ref()) {
                Ok(one) if one.version().is_none() => faults.push(format!(
                    "{}: no source states its version, and requests have to name one",
                    operation.name
                )),
                Ok(one) => drop(known.insert(operation.name.clone(), one)),
                Err(found) => faults.extend(found.iter().map(ToString::to_string)),
            }
        }
        let (Some(address), Some(credentials), true) =
            (address, self.credentials, faults.is_empty())
        else {
            return Err(Trouble::new(faults.join("\n")));
        };
        let provider: Arc<dyn CredentialsProvider> = Arc::new(credentials.clone());
        Ok(Endpoint {
            name: address.to_string(),
            address,
            wire: Wire::new(provider, self.timeout)
                .map_err(|error| Trouble::new(error.to_string()))?,
            credentials,
            known,
            dry_run: self.dry_run,
            breaker: Breaker::default(),
        })
    }
}

impl std::fmt::Debug for Builder {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Builder")
            .field("url", &self.url)
            .finish_non_exhaustive()
    }
}

/// A request as it is sent.
type Prepared = Vec<(String, String)>;

impl Endpoint {
    /// The server at this URL: `https://` and a host, or `http://` and one of this machine.
    pub fn builder(url: impl Into<String>) -> Builder {
        Builder {
            url: url.into(),
            credentials: None,
            operations: Vec::new(),
            timeout: TIMEOUT,
            dry_run: false,
        }
    }

    /// Asks for something sound before all else: a server that lets nobody in, or is not there, is one trouble and no
    /// thousand failures.
    ///
    /// # Errors
    /// What is the matter, and what to do about it.
    pub fn knock(&self, ledger: &Ledger) -> Result<(), Trouble> {
        let name = ledger.operation();
        let mut obligations = ledger.obligations().iter();
        let sound =
            obligations.find(|one| one.accepts() && self.takes(name, &one.least().pairs).is_ok());
        let Some(sound) = sound else { return Ok(()) };
        match self.ask(name, &sound.least().pairs) {
            Err(why) => Err(Trouble::new(format!("{}: {why}", self.name))),
            Ok(Answer::Refused(refusal)) => gate(&refusal).map_or(Ok(()), |help| {
                Err(Trouble::new(format!(
                    "{} refuses a sound request of {name} with {refusal}: {help}",
                    self.name
                )))
            }),
            Ok(_) => Ok(()),
        }
    }

    /// Whether the server still answers. After eight requests in a row without an answer it is not asked any more.
    ///
    /// # Errors
    /// What its requests came to instead.
    pub fn still_there(&self) -> Result<(), Trouble> {
        match self.breaker.is_open() {
            false => Ok(()),
            true => Err(Trouble::new(format!(
                "{} stopped answering; what its requests came to:\n  {}",
                self.name,
                self.breaker.said().join("\n  ")
            ))),
        }
    }

    fn operation(&self, name: &str) -> Result<&Known, String> {
        self.known
            .get(name)
            .ok_or_else(|| format!("no spec of the operation {name} was given"))
    }

    /// The request as a dry run, where these are asked for and there are any.
    fn dried(&self, known: &Known, pairs: &[(String, String)]) -> Result<Prepared, String> {
        let mut out = pairs.to_vec();
        let outcomes = known.operation.outcomes.iter();
        let mut dry = outcomes.filter_map(|outcome| outcome.when.as_ref());
        let (true, Some(when)) = (self.dry_run, dry.next()) else {
            return Ok(out);
        };
        let Some(value) = when.equals.first() else {
            return Ok(out);
        };
        if !pairs.iter().any(|(name, _)| *name == when.param) {
            out.push((when.param.clone(), value.clone()));
        } else if !pairs
            .iter()
            .any(|(name, given)| *name == when.param && given == value)
        {
            return Err(format!(
                "it says of `{}` itself that it is no dry run",
                when.param
            ));
        }
        match known.findings(&out) == known.findings(pairs) {
            true => Ok(out),
            false => Err("another verdict holds of it as a dry run".to_owned()),
        }
    }

    /// Sends a request until it is neither throttled nor has another's token.
    fn settle(&self, known: &Known, pairs: &Prepared) -> Result<HttpResponse, String> {
        let mut left = TRIES;
        let mut pairs = fresh::token(known, pairs).unwrap_or_else(|| pairs.clone());
        loop {
            left -= 1;
            let request = request(known, &pairs, &self.address)?;
            let version = known.version().unwrap_or_default();
            let sent =
                self.wire
                    .exchange(request, &self.credentials, &known.operation.name, version);
            let response = sent.inspect(|_| self.breaker.answered()).map_err(|error| {
                let why = error.to_string();
                self.breaker.failed(&why);
                why
            })?;
            let code = says(&response, ["Code", "code"]).unwrap_or_default();
            if left == 0 {
                return Ok(response);
            } else if response.status == 429 || code.starts_with("Throttling") {
                std::thread::sleep(pause(&response, TRIES - left));
            } else if code == MISMATCH
                && let Some(other) =
                    fresh::token(known, &pairs).or_else(|| fresh::without(known, &pairs))
            {
                // The token came before, which says nothing of the rest.
                pairs = other;
            } else {
                return Ok(response);
            }
        }
    }
}

/// How long a server that throttles wants to be left alone.
fn pause(response: &HttpResponse, tried: u32) -> Duration {
    let asked = response
        .header("x-acs-retry-after")
        .and_then(|text| text.trim().parse().ok())
        .map(Duration::from_millis);
    asked
        .unwrap_or_else(|| Duration::from_millis(50) * 2_u32.saturating_pow(tried))
        .min(LONGEST_PAUSE)
}

impl Subject for Endpoint {
    fn name(&self) -> &str {
        &self.name
    }

    fn takes(&self, operation: &str, pairs: &[(String, String)]) -> Result<(), String> {
        if self.breaker.is_open() {
            return Err("it is not asked any more, since it has not answered".to_owned());
        }
        let known = self.operation(operation)?;
        let pairs = self.dried(known, pairs)?;
        request(known, &pairs, &self.address).map(drop)
    }

    fn ask(&self, operation: &str, pairs: &[(String, String)]) -> Result<Answer, String> {
        let known = self.operation(operation)?;
        let pairs = self.dried(known, pairs)?;
        let response = self.settle(known, &pairs)?;
        Ok(answer(&known.operation, &pairs, &response))
    }
}

/// Codes by which a server says that it does not let anybody like us in, or has no such operation.
const GATE: [&str; 8] = [
    "Forbidden",
    "IncompleteSignature",
    "InvalidAccessKeyId",
    "InvalidAction",
    "InvalidSecurityToken",
    "InvalidTimeStamp",
    "NoPermission",
    "SignatureDoesNotMatch",
];

/// What to do about a server that refuses a sound request at its gate; `None` of any other refusal.
fn gate(refusal: &WireCode) -> Option<&'static str> {
    let code = refusal.code.split('.').next().unwrap_or_default();
    let at_gate = GATE.contains(&code) && code != "InvalidAction";
    match at_gate {
        true if code == "InvalidTimeStamp" => Some("set the clock of one of the two machines"),
        true => Some("look at `--credentials`"),
        false if code == "InvalidAction" => {
            Some("does this server have the operation? choose others with `--operation`")
        }
        false => None,
    }
}
