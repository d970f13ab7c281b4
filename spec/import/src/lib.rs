//! Importers: what a documentation page or the provider's metadata says, as a spec.
//!
//! Each reader takes one kind of source and says only what stands there; [`extract`] finds constraints in prose by named
//! rules; [`assemble`] makes an operation of a page. [`source::import`] is the one door to all of them. Nothing here
//! knows Rust code to be generated, and no product or operation by name.

pub mod api_docs;
pub mod assemble;
pub mod cli_metadata;
pub mod drift;
pub mod extract;
pub mod merge;
mod names;
pub mod page;
pub mod prose;
pub mod settle;
mod settled;
pub mod source;
