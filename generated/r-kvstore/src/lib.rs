//! Tair (Redis OSS-compatible) 2015-01-01: requests that are checked before they are sent. Spec: `service.json /`.
//!
//! Emitted by acsgen. Do not edit.

#![forbid(unsafe_code)]
#![deny(missing_docs)]

#[cfg(feature = "blocking")]
pub mod blocking;
#[cfg(feature = "client-core")]
pub mod client;
pub mod create_tair_kvcache_vnode;
#[rustfmt::skip]
mod endpoints;

#[cfg(feature = "client-core")]
pub use self::client::Client;
pub use self::endpoints::ENDPOINTS;

pub use acs_runtime;

/// Every operation, for programs that drive them by name. Spec: `service.json /`.
#[rustfmt::skip]
pub const OPERATIONS: &[acs_runtime::OperationEntry] = &[
    acs_runtime::OperationEntry::of::<
        create_tair_kvcache_vnode::CreateTairKVCacheVNode,
    >(),
];
