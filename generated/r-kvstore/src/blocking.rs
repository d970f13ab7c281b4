//! The client whose calls block: for programs without an async runtime. Spec: `service.json /`.
//!
//! Emitted by acsgen. Do not edit.

use acs_runtime as rt;

/// A client of Tair (Redis OSS-compatible) 2015-01-01, whose calls block. Cloning is cheap and shares everything. Spec: `service.json /`.
///
/// Whatever [`rt::blocking::Client`] does it does too: `call` with options of its own, `dry_run`, `send`.
#[derive(Clone, Debug)]
pub struct Client {
    inner: rt::blocking::Client,
}

impl Client {
    /// A client of the service in this region, with the official clients' credentials and defaults. Spec: `service.json /`.
    ///
    /// # Errors
    ///
    /// When the region is impossible, or the service is not known to answer there.
    pub fn new(region: impl Into<String>) -> Result<Self, rt::client::BuildError> {
        Self::builder().region(region).build()
    }

    /// Says how a client is to be: endpoint or region, credentials, policy, timeouts, and so on. Spec: `service.json /`.
    pub fn builder() -> rt::client::ClientBuilder<Self> {
        rt::client::ClientBuilder::for_service(&super::ENDPOINTS, "acs-r-kvstore/0.1.0")
    }

    /// `CreateTairKVCacheVNode`: Creates a Tair KVCache virtual node in a virtual cluster.
    ///
    /// Spec: `CreateTairKVCacheVNode.json /`.
    ///
    /// # Errors
    ///
    /// See [`rt::client::Error`].
    #[inline]
    pub fn create_tair_kvcache_vnode(
        &self,
        operation: &super::create_tair_kvcache_vnode::CreateTairKVCacheVNode,
    ) -> rt::client::Sent<super::create_tair_kvcache_vnode::CreateTairKVCacheVNode> {
        self.inner.send(operation)
    }
}

impl rt::client::FromClient for Client {
    fn from_client(client: rt::client::Client) -> Result<Self, rt::client::BuildError> {
        rt::client::FromClient::from_client(client).map(|inner| Self { inner })
    }
}

impl std::ops::Deref for Client {
    type Target = rt::blocking::Client;
    fn deref(&self) -> &Self::Target {
        &self.inner
    }
}
