//! Names: from what the provider calls a thing to what Rust calls it.
//!
//! A wire name is split into [words](words::split), the words are [joined](spell) as the kind of identifier asks, and
//! [`fn@resolve`] gives every name of a scope an identifier of its own. It knows nothing of specs: a name is a path of
//! texts, whatever they stand for.

pub mod reserved;
pub mod resolve;
pub mod spell;
pub mod words;

pub use resolve::{Claim, Clash, resolve};
pub use spell::Kind;

/// The snake-case name of a single wire name, without regard to anything else in its scope.
///
/// ```
/// assert_eq!(acsgen_core::names::snake("CreateTairKVCacheVNode"), "create_tair_kvcache_vnode");
/// assert_eq!(acsgen_core::names::snake("VSwitchId"), "vswitch_id");
/// ```
#[must_use]
pub fn snake(wire: &str) -> String {
    spell::ident(Kind::Module, &[wire], spell::Level::Plain)
}
