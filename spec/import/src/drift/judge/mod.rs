//! The evaluators: one small function for each kind of change, which says what the change does to those who call the
//! generated crate, and why.
//!
//! They follow what is really emitted: a struct `Required` that callers write out, setters, open enums that are
//! `#[non_exhaustive]`, a constant for each rule, responses whose fields are all optional. Each evaluator's word is
//! tried on a small caller that is compiled before and after (`codegen/cli/tests/drift_callers.rs`).

mod answers;
mod fields;
mod limits;
mod operation;
mod rust;

pub use answers::*;
pub use fields::*;
pub use limits::*;
pub use operation::*;
pub use rust::{Part, is_enum, rust_type};

use super::change::{Effect, Judgement, Step};

fn compile(why: impl Into<String>) -> Judgement {
    judged(Effect::CompileTime, Step::Major, why)
}

fn run(why: impl Into<String>) -> Judgement {
    judged(Effect::RunTime, Step::Major, why)
}

fn minor(why: impl Into<String>) -> Judgement {
    judged(Effect::Compatible, Step::Minor, why)
}

fn patch(why: impl Into<String>) -> Judgement {
    judged(Effect::Compatible, Step::Patch, why)
}

fn words(why: impl Into<String>) -> Judgement {
    judged(Effect::Text, Step::Patch, why)
}

fn nothing(why: impl Into<String>) -> Judgement {
    judged(Effect::Text, Step::None, why)
}

fn judged(effect: Effect, step: Step, why: impl Into<String>) -> Judgement {
    Judgement {
        effect,
        step,
        why: why.into(),
    }
}
