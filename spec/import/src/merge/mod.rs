//! Merge of evidence: which of two statements allows more.

pub mod order;
pub mod rules;
