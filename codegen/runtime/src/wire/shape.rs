//! The shape of a request as static data: which names there are, what each holds, where and how it travels.

/// Where a parameter travels.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Location {
    /// In the query.
    #[default]
    Query,
    /// In a form body.
    Form,
    /// It is the body, or a part of a JSON body.
    Body,
    /// In the path.
    Path,
    /// In a header.
    Header,
    /// In the host name.
    Host,
}

/// What stands under a name.
#[derive(Clone, Copy, Debug)]
pub enum Shape {
    /// One text, whatever it holds.
    Scalar,
    /// One text whose form nobody states. In JSON text any value may stand for it: a list or an object as its own text.
    Any,
    /// `Name.1`, `Name.2`, and inwards of each element.
    List(&'static Shape),
    /// `Name.Field`.
    Object(&'static [Field]),
    /// `Name.Key`. With scalar values the key is all that follows, else all up to the next dot. No key is empty.
    Map(&'static Shape),
    /// A list of scalars in one text, joined by commas (which no element can hold). Of top-level parameters only.
    Simple,
    /// JSON text of this shape. Of top-level parameters only.
    Json(&'static Shape),
}

impl Shape {
    /// Whether the value travels under the name itself.
    pub(crate) const fn is_whole(&self) -> bool {
        matches!(
            self,
            Shape::Scalar | Shape::Any | Shape::Simple | Shape::Json(_)
        )
    }
}

/// A named parameter, or a field of an object.
///
/// ```
/// use acs_runtime::wire::{Field, Location, Shape};
/// static TAG: [Field; 2] = [Field::new("Key", Shape::Scalar), Field::new("Value", Shape::Scalar)];
/// static FIELDS: [Field; 2] = [
///     Field::new("Password", Shape::Scalar).sensitive().at(Location::Form),
///     Field::new("Tag", Shape::List(&Shape::Object(&TAG))),
/// ];
/// assert_eq!(FIELDS[1].location, Location::Query);
/// ```
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Field {
    /// The provider's name.
    pub name: &'static str,
    /// What stands under it.
    pub shape: Shape,
    /// Where it travels. Of a field of an object without meaning.
    pub location: Location,
    /// Its values are never shown.
    pub sensitive: bool,
}

impl Field {
    /// A parameter in the query, or a field of an object.
    #[must_use]
    pub const fn new(name: &'static str, shape: Shape) -> Self {
        Field {
            name,
            shape,
            location: Location::Query,
            sensitive: false,
        }
    }

    /// It travels here.
    #[must_use]
    pub const fn at(mut self, location: Location) -> Self {
        self.location = location;
        self
    }

    /// Its values are never shown.
    #[must_use]
    pub const fn sensitive(mut self) -> Self {
        self.sensitive = true;
        self
    }
}
