//! Requests on the wire: pairs of names and values, the static shape that says how they are read and written, and the
//! reader and writer that emitted code calls.
//!
//! A request's pairs are sorted into a tree by the operation's shape (each pair once, so nothing is counted twice), the
//! tree is read into the typed request with every fault recorded, and the same shape drives writing. The laws are
//! those of the project's `SEMANTICS.md`; must not know any operation.

mod decimal;
mod decode;
mod json_text;
mod node;
#[cfg(feature = "sign")]
mod order;
mod pairs;
mod percent;
mod present;
mod read;
mod scalar;
mod shape;
mod tree;
mod write;

pub use decode::Decoded;
pub(crate) use decode::{decode, encode};
#[cfg(feature = "sign")]
pub(crate) use order::Name;
pub use pairs::{Pair, Pairs, PairsIter};
#[cfg(feature = "sign")]
pub(crate) use percent::{is_plain, push_encoded};
pub use percent::{percent_encode, percent_encode_into};
pub use present::{count, present, some};
pub use read::{Cursor, MayBeAbsent, ObjectReader};
pub(crate) use scalar::double_text;
pub use shape::{Field, Location, Shape};
pub use write::{ObjectWriter, Slot};

/// A value that travels in a request. Emitted for structs and open enums; composes through `Option`, `Vec`,
/// `BTreeMap` and `Box`.
pub trait Wire: Sized {
    /// Reads a value that is present. A fault is recorded and a stand-in given, so that reading always goes on; the
    /// stand-in is never shown to a caller.
    fn read(from: &mut Cursor<'_>) -> Self;

    /// Writes the value. Called only where it is not [absent](Self::is_absent).
    fn write(&self, to: &mut Slot<'_>);

    /// Whether nothing of it would be written: `None`, an empty list or map, an object without fields. On the wire
    /// such a value does not exist.
    fn is_absent(&self) -> bool {
        false
    }
}
