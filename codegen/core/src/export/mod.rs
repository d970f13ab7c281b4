//! An operation's contract in forms that other tools read: JSON Schema, OpenAPI, RAM policy, Markdown.
//!
//! Exports are made from the spec, never from emitted code.

mod json_schema;
mod markdown;
mod openapi;
mod ram_policy;

pub use json_schema::{Exported, json_schema};
pub use markdown::markdown;
pub use openapi::openapi;
pub use ram_policy::ram_policy;
