//! A request as it travels: decoded names and values. Must not know what any name means.

use std::borrow::Cow;
use std::fmt;

use super::shape::Location;
use crate::mask::Masked;

/// One name and value, both decoded.
///
/// Two pairs are equal when name, value and location are; whether a value may be shown is no part of it.
#[derive(Clone)]
pub struct Pair {
    name: Cow<'static, str>,
    value: String,
    location: Location,
    sensitive: bool,
}

impl Pair {
    /// A pair that may be shown.
    #[must_use]
    pub fn new(name: impl Into<String>, value: impl Into<String>, location: Location) -> Self {
        Pair::named(Cow::Owned(name.into()), value.into(), location)
    }

    pub(crate) fn named(name: Cow<'static, str>, value: String, location: Location) -> Self {
        Pair {
            name,
            value,
            location,
            sensitive: false,
        }
    }

    /// The same, but its value is never shown.
    #[must_use]
    pub fn into_sensitive(mut self) -> Self {
        self.sensitive = true;
        self
    }

    /// The name, such as `Tag.1.Key`.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The value.
    #[must_use]
    pub fn value(&self) -> &str {
        &self.value
    }

    /// The name, without a copy where it stands in generated code.
    #[cfg(feature = "client")]
    pub(crate) fn shared_name(&self) -> Cow<'static, str> {
        self.name.clone()
    }

    /// Name and value, for whoever sends them.
    #[must_use]
    pub fn into_parts(self) -> (Cow<'static, str>, String) {
        (self.name, self.value)
    }

    /// The part of the message it travels in.
    #[must_use]
    pub fn location(&self) -> Location {
        self.location
    }

    /// Whether the value is never to be shown.
    #[must_use]
    pub fn is_sensitive(&self) -> bool {
        self.sensitive
    }
}

impl PartialEq for Pair {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name && self.value == other.value && self.location == other.location
    }
}

impl Eq for Pair {}

impl fmt::Debug for Pair {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.sensitive {
            write!(
                f,
                "{}={} ({:?})",
                self.name,
                Masked::new(&self.value),
                self.location
            )
        } else {
            write!(f, "{}={:?} ({:?})", self.name, self.value, self.location)
        }
    }
}

/// The pairs of one request, in order.
///
/// ```
/// use acs_runtime::Pairs;
/// let pairs: Pairs = [("RegionId", "cn-beijing"), ("Tag.1.Key", "a")].into_iter().collect();
/// assert_eq!(pairs.get("Tag.1.Key"), Some("a"));
/// ```
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Pairs {
    list: Vec<Pair>,
}

impl Pairs {
    /// None.
    #[must_use]
    pub const fn new() -> Self {
        Pairs { list: Vec::new() }
    }

    pub(crate) fn with_capacity(capacity: usize) -> Self {
        Pairs {
            list: Vec::with_capacity(capacity),
        }
    }

    /// Adds a pair.
    pub fn push(&mut self, pair: Pair) {
        self.list.push(pair);
    }

    /// The value of the first pair of this name.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&str> {
        self.list
            .iter()
            .find(|pair| pair.name == name)
            .map(|pair| pair.value.as_str())
    }

    /// All, in order.
    pub fn iter(&self) -> std::slice::Iter<'_, Pair> {
        self.list.iter()
    }

    /// How many.
    #[must_use]
    pub fn len(&self) -> usize {
        self.list.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }
}

impl fmt::Debug for Pairs {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(&self.list).finish()
    }
}

impl<'a> IntoIterator for &'a Pairs {
    type Item = &'a Pair;
    type IntoIter = std::slice::Iter<'a, Pair>;

    fn into_iter(self) -> Self::IntoIter {
        self.list.iter()
    }
}

impl IntoIterator for Pairs {
    type Item = Pair;
    type IntoIter = std::vec::IntoIter<Pair>;

    fn into_iter(self) -> Self::IntoIter {
        self.list.into_iter()
    }
}

impl FromIterator<Pair> for Pairs {
    fn from_iter<I: IntoIterator<Item = Pair>>(pairs: I) -> Self {
        Pairs {
            list: pairs.into_iter().collect(),
        }
    }
}

impl<N: Into<String>, V: Into<String>> FromIterator<(N, V)> for Pairs {
    /// Pairs in the query.
    fn from_iter<I: IntoIterator<Item = (N, V)>>(pairs: I) -> Self {
        pairs
            .into_iter()
            .map(|(name, value)| Pair::new(name, value, Location::Query))
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sensitive_values_never_show() {
        let mut pairs = Pairs::new();
        assert!(pairs.is_empty());
        pairs.push(Pair::new("User", "me", Location::Query));
        pairs.push(Pair::new("Password", "hunter2", Location::Form).into_sensitive());
        assert_eq!(
            format!("{pairs:?}"),
            "[User=\"me\" (Query), Password=<7 characters> (Form)]"
        );
        assert_eq!(
            (pairs.len(), pairs.get("Password"), pairs.get("password")),
            (2, Some("hunter2"), None)
        );
    }

    #[test]
    fn equality_is_that_of_what_travels() {
        let pair = Pair::new("A", "1", Location::Query);
        assert_eq!(pair, pair.clone().into_sensitive());
        assert_ne!(pair, Pair::new("A", "1", Location::Form));
        assert_ne!(pair, Pair::new("A", "2", Location::Query));
        assert_ne!(pair, Pair::new("B", "1", Location::Query));
    }
}
