//! The machine-readable contract of a documented API operation.
//!
//! This crate holds the types of a spec file, the loader that reports all faults of a file at once, the canonical form,
//! the lints, and the JSON Schema of the format. It knows nothing of importers, of Rust code to be generated, or of any
//! product: such facts stand in spec files.

pub mod codes;
pub mod constraint;
pub mod correct;
pub mod define;
pub mod diag;
pub mod json;
pub mod lint;
pub mod load;
mod macros;
mod nearest;
pub mod operation;
pub mod service;
pub mod shape;
pub mod source;
pub mod walk;
pub mod write;

pub use constraint::{Check, Constraint, Rule, RuleCheck, Tier};
pub use diag::{Diagnostic, Severity};
pub use json::Json;
pub use operation::{Field, Operation, Parameter, Schema, Type};
pub use service::Service;
pub use shape::{Shape, Stated};
