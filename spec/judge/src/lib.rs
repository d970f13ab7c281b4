//! The reference interpreter: judges a request straight from a spec, without generated code.
//!
//! `spec/SEMANTICS.md` says what a spec asks of a request; this crate is one of its two readers. The other is the
//! emitted validators, and the two share nothing but the spec: shared code would hide the very faults that comparing
//! them is there to find. So this crate must never come to know the runtime or the generator.
//!
//! ```
//! use acs_judge::{Judge, Options, Request};
//!
//! let operation = acs_spec::load::operation("LightLamp.json", r#"{
//!     "format": "acs-operation/1", "name": "LightLamp",
//!     "product": "unstated", "version": "unstated", "style": "unstated", "schemes": "unstated",
//!     "methods": "unstated", "path": "unstated", "access": "unstated", "responses": "unstated",
//!     "parameters": [{
//!         "name": "Brightness", "location": "unstated", "required": true,
//!         "schema": {"type": "int32", "constraints": [{
//!             "id": "Brightness.int_range", "tier": "documented",
//!             "check": {"kind": "int_range", "min": 1, "max": 9}
//!         }]}
//!     }]
//! }"#).unwrap();
//! let judge = Judge::new(&operation, None).unwrap();
//!
//! let request = Request::read(&operation, "-", r#"{"Brightness": 10}"#).unwrap();
//! let verdict = judge.judge(&request, &Options::default());
//! assert!(verdict.refused(false));
//! let violation = &verdict.violations[0];
//! assert_eq!((violation.path.as_str(), &*violation.rule), ("Brightness", "Brightness.int_range"));
//! assert_eq!(&*violation.allowed, "a whole number from 1 to 9");
//!
//! let request = Request::from_pairs([("Brightness", "9")]);
//! assert!(judge.judge(&request, &Options::default()).violations.is_empty());
//! ```

mod check;
mod datetime;
mod found;
mod judge;
mod names;
mod plan;
mod prepare;
mod reading;
mod request;
mod rules;
mod scalar;
mod verdict;
mod words;

pub use judge::{Judge, Options};
pub use reading::Reading;
pub use request::Request;
pub use verdict::{Verdict, Violation};
