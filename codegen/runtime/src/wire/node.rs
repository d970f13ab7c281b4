//! The tree that pairs are sorted into. It holds texts; which type a text must have is not known here.

use std::borrow::Cow;
use std::collections::BTreeMap;

/// What stands at one place.
#[derive(Debug, PartialEq)]
pub(crate) enum Node<'p> {
    /// Nothing yet.
    Vacant,
    /// A pair was there, and says that there is nothing (an empty list in one text).
    Nothing,
    /// One text.
    Text(Cow<'p, str>),
    /// The elements of a list, by the index on the wire: holes cost nothing.
    List(BTreeMap<u32, Node<'p>>),
    /// The fields of an object.
    Object(Fields<'p>),
    /// The values of a map.
    Map(BTreeMap<Cow<'p, str>, Node<'p>>),
    /// Something that cannot be what stands here: what was found instead.
    Fault(Cow<'p, str>),
}

/// The fields of an object, by name.
pub(crate) type Fields<'p> = BTreeMap<&'static str, Node<'p>>;

/// What a thing that is given twice is found as.
pub(crate) const TWICE: &str = "given more than once";
