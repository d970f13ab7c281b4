//! What a caller may choose before a double starts.

use super::*;

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
    /// One double at a time may have it.
    pub fn state(mut self, file: impl Into<PathBuf>) -> Self {
        self.state = Some(file.into());
        self
    }

    /// Threads that serve; by default one.
    pub fn workers(mut self, workers: usize) -> Self {
        self.workers = workers.max(1);
        self
    }
}
