//! Vectors of our own, the official ones where they are at hand, and an independent verifier.

mod official;
mod properties;
mod vectors;
pub(crate) mod verifier;
