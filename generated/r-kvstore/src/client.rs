//! Sends the operations of Tair (Redis OSS-compatible) 2015-01-01. Spec: `service.json /`.
//!
//! ```
//! use acs_r_kvstore::Client;
//! use acs_r_kvstore::acs_runtime::credentials::Credentials;
//! use acs_r_kvstore::acs_runtime::mock::{MockTimer, MockTransport};
//! use acs_r_kvstore::create_tair_kvcache_vnode::{CreateTairKVCacheVNode, Required};
//! # acs_r_kvstore::acs_runtime::mock::block_on(async {
//! let transport = MockTransport::new();
//! transport.answer(200, r#"{"RequestId":"1C5A"}"#);
//! let client = Client::builder()
//!     .region("ap-northeast-1")
//!     .credentials(Credentials::new("id", "secret"))
//!     .transport(transport)
//!     .timer(MockTimer::new())
//!     .build()?;
//! let operation = CreateTairKVCacheVNode::new(Required {
//!     region_id: "cn-beijing".into(),
//!     zone_id: "cn-beijing-f".into(),
//!     instance_class: "kvcache.cu.g4b.2".into(),
//!     compute_unit_num: 1,
//!     vk_name: "tk-2ze4bba3c8fe****".into(),
//!     vswitch_id: "vsw-bp1e7clcw529l773d****".into(),
//! });
//! match client.create_tair_kvcache_vnode(&operation).await {
//!     Ok(success) => println!("done, request {:?}", success.request_id),
//!     Err(error) => println!("{error}"),
//! }
//! # Ok::<(), acs_r_kvstore::acs_runtime::client::BuildError>(())
//! # }).unwrap();
//! ```
//!
//! Emitted by acsgen. Do not edit.

use acs_runtime as rt;

/// A client of Tair (Redis OSS-compatible) 2015-01-01. Cloning is cheap and shares everything. Spec: `service.json /`.
///
/// Whatever [`rt::client::Client`] does it does too: `call` with options of its own, `dry_run`, `send`.
#[derive(Clone, Debug)]
pub struct Client {
    inner: rt::client::Client,
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
    pub async fn create_tair_kvcache_vnode(
        &self,
        operation: &super::create_tair_kvcache_vnode::CreateTairKVCacheVNode,
    ) -> rt::client::Sent<super::create_tair_kvcache_vnode::CreateTairKVCacheVNode> {
        self.inner.send(operation).await
    }
}

impl rt::client::FromClient for Client {
    fn from_client(client: rt::client::Client) -> Result<Self, rt::client::BuildError> {
        rt::client::FromClient::from_client(client).map(|inner| Self { inner })
    }
}

impl std::ops::Deref for Client {
    type Target = rt::client::Client;
    fn deref(&self) -> &Self::Target {
        &self.inner
    }
}
