//! Lowers a spec into Rust decisions and emits them as tokens.
pub mod input;
pub mod lower;
pub mod names;
pub mod settings;
pub use settings::Settings;
