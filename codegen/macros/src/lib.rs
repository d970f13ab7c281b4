//! The generator as a macro:
//!
//! ```
//! mod kvstore {
//!     acsgen_macros::include_spec!("../../spec/r-kvstore/2015-01-01", docs = false);
//! }
//! let entry = kvstore::OPERATIONS.first().unwrap();
//! assert_eq!(entry.info.name, "CreateTairKVCacheVNode");
//! ```
//!
//! A spec that states patterns needs `acs-runtime` with its feature `pattern`, one generated with the option `serde` a
//! feature `serde` of the crate itself; clients are there if the runtime has its features `client` or `blocking`. The
//! compiler says so where a pattern's feature is missing.
//!
//! A thin door: it reads its arguments, calls the core, and puts faults where they belong. With the feature `import` it
//! takes documentation pages and `api-docs.json` too.

mod arguments;
mod expand;
#[cfg(test)]
mod mutated;
#[cfg(test)]
mod tests;

use std::path::PathBuf;

/// Expands to the modules of all operations of specs, and a constant `OPERATIONS`.
///
/// `include_spec!("path", …, option = value, …)`. A path is that of a spec file or of a folder of them, relative to the
/// crate's manifest; a spec file brings the `service.json` beside it. Options have the names that they have in every
/// door, with `_` for `-`: see `acsgen help generate`. A value is a text, `true` or `false`, or a list of texts. The crate
/// must depend on `acs-runtime`; `runtime_crate = "…"` names it otherwise.
///
/// A change of a file expands the macro anew. A file that is added to a folder does so at the next build for another
/// reason: cargo offers macros no way to watch a folder.
///
/// # Errors
/// All faults at once as errors of the compiler: those of a spec at its path, those of an option at the option.
#[proc_macro]
pub fn include_spec(input: proc_macro::TokenStream) -> proc_macro::TokenStream {
    let manifest = std::env::var_os("CARGO_MANIFEST_DIR").map(PathBuf::from);
    expand::expand(input.into(), &manifest.unwrap_or_default()).into()
}
