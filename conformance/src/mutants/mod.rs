//! Whether the suite notices: deliberate faults in specs, in the generator and in emitted code, each of which some
//! question must find.
//!
//! An [`Exam`] is made from one operation's spec and asks one emitted operation, through a [`Probe`], whatever the spec
//! says of it: what is wrong with requests and what the service answers, how requests are written, how answers and
//! errors are read, which facts it states. Expectations come from the spec by the reference interpreter and by readings
//! of the spec written here, never from emitted code.

mod answers;
pub mod classes;
#[cfg(any(feature = "mutants", test))]
pub mod code;
mod crossed;
mod exam;
mod facts;
#[cfg(feature = "faults")]
pub mod faulty;
#[cfg(any(feature = "mutants", test))]
pub mod ground;
mod leaves;
#[cfg(feature = "mutants")]
pub mod literal;
#[cfg(feature = "faults")]
pub mod planted;
mod probe;
pub mod program;
#[cfg(feature = "faults")]
pub mod reproduced;
mod requests;
mod rules;
#[cfg(any(feature = "mutants", test))]
mod scratch;
mod secrets;
pub mod source;
pub mod spec;
mod spec_checks;
mod statements;
pub mod table;
mod words;
#[cfg(any(feature = "mutants", test))]
pub mod workshop;

pub use exam::{Ask, Depth, Exam, Failure, Question};
pub use probe::Probe;
pub use statements::{Statement, Statements};
