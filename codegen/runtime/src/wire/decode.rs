//! The whole way of a request: typed to pairs, and pairs to typed with everything that is wrong with them.

use super::pairs::Pairs;
use super::read::ObjectReader;
use super::tree;
use super::write::Sink;
use crate::operation::Operation;
use crate::path::Path;
use crate::rule::UNKNOWN;
use crate::violation::Violations;

/// A request read from pairs.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Decoded<T> {
    /// The request; `None` where the pairs have something that the type cannot hold, or lack something it must.
    pub value: Option<T>,
    /// All that is wrong with the pairs, whether or not there is a value.
    pub violations: Violations,
}

pub(crate) fn decode<T: Operation>(pairs: &Pairs) -> Decoded<T> {
    let (root, unknown) = tree::sort(pairs, T::FIELDS);
    let mut violations = Violations::new();
    let value = T::read(&mut ObjectReader::of_request(&root, &mut violations));
    let whole = violations.is_empty();
    // Judged even where stand-ins are in it: what is said of those, `settle` takes back.
    value.check(&mut violations);
    for name in unknown {
        violations.push_absent(&Path::ROOT.field(&name), &UNKNOWN);
    }
    violations.settle();
    Decoded {
        value: if whole { Some(value) } else { None },
        violations,
    }
}

pub(crate) fn encode<T: Operation>(operation: &T) -> Pairs {
    let mut sink = Sink::new(T::FIELDS.len());
    operation.write(&mut sink.request(T::FIELDS));
    sink.into_pairs()
}
