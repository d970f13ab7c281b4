//! A request as it travels: decoded names and values. Must not know what any name means.

use std::fmt;

use super::shape::Location;
use crate::mask::Masked;

/// One name and value, both decoded: a view into whatever holds them.
///
/// Two pairs are equal when name, value and location are; whether a value may be shown is no part of it.
#[derive(Clone, Copy)]
pub struct Pair<'a> {
    name: &'a str,
    value: &'a str,
    location: Location,
    sensitive: bool,
}

impl<'a> Pair<'a> {
    /// A pair that may be shown.
    #[must_use]
    pub const fn new(name: &'a str, value: &'a str, location: Location) -> Self {
        Pair {
            name,
            value,
            location,
            sensitive: false,
        }
    }

    /// The same, but its value is never shown.
    #[must_use]
    pub const fn into_sensitive(mut self) -> Self {
        self.sensitive = true;
        self
    }

    /// The name, such as `Tag.1.Key`.
    #[must_use]
    pub const fn name(&self) -> &'a str {
        self.name
    }

    /// The value.
    #[must_use]
    pub const fn value(&self) -> &'a str {
        self.value
    }

    /// The part of the message it travels in.
    #[must_use]
    pub const fn location(&self) -> Location {
        self.location
    }

    /// Whether the value is never to be shown.
    #[must_use]
    pub const fn is_sensitive(&self) -> bool {
        self.sensitive
    }
}

impl<'a, N: AsRef<str> + ?Sized, V: AsRef<str> + ?Sized> From<(&'a N, &'a V)> for Pair<'a> {
    /// A pair in the query.
    fn from((name, value): (&'a N, &'a V)) -> Self {
        Pair::new(name.as_ref(), value.as_ref(), Location::Query)
    }
}

impl PartialEq for Pair<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name && self.value == other.value && self.location == other.location
    }
}

impl Eq for Pair<'_> {}

impl fmt::Debug for Pair<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.sensitive {
            write!(
                f,
                "{}={} ({:?})",
                self.name,
                Masked::new(self.value),
                self.location
            )
        } else {
            write!(f, "{}={:?} ({:?})", self.name, self.value, self.location)
        }
    }
}

/// The pairs of one request, in order, all in one text: most values are short, and each for itself would cost more to
/// keep than to write.
///
/// ```
/// use acs_runtime::Pairs;
/// let pairs: Pairs = [("RegionId", "cn-beijing"), ("Tag.1.Key", "a")].into_iter().collect();
/// assert_eq!(pairs.get("Tag.1.Key"), Some("a"));
/// ```
#[derive(Clone, Default)]
pub struct Pairs {
    /// `name=value&name=value&`: as a query would have it, so that there is little left to do where it becomes one.
    pub(super) text: String,
    pub(super) list: Vec<Entry>,
}

/// What pairs are called that are written now, and where they travel.
#[derive(Default)]
pub(crate) struct Place {
    /// The name, but for its last part.
    pub(crate) name: String,
    /// Its last part, if that stands in generated code: most names have no other, and it is copied once.
    pub(crate) last: &'static str,
    pub(crate) location: Location,
    pub(crate) sensitive: bool,
}

/// Where a pair ends in the text, `&` included; it begins where the one before it ends.
#[derive(Clone, Copy)]
pub(super) struct Entry {
    pub(super) name_end: usize,
    pub(super) end: usize,
    location: Location,
    sensitive: bool,
}

impl Entry {
    #[inline]
    fn pair<'a>(&self, text: &'a str, start: usize) -> Pair<'a> {
        let name = text.get(start..self.name_end);
        let value = text.get(self.name_end.wrapping_add(1)..self.end.wrapping_sub(1));
        Pair {
            name: name.unwrap_or_default(),
            value: value.unwrap_or_default(),
            location: self.location,
            sensitive: self.sensitive,
        }
    }
}

impl Pairs {
    /// None.
    #[must_use]
    pub const fn new() -> Self {
        Pairs {
            text: String::new(),
            list: Vec::new(),
        }
    }

    /// None, with room for the pairs of a common request of so many parameters, of which some are lists. More room is made
    /// when it is needed: an operation may have hundreds of parameters, and a request a handful.
    pub(crate) fn for_parameters(count: usize) -> Self {
        // With the longest allocations that are still cheap.
        let pairs = count.saturating_add(count / 2).saturating_add(4).min(36);
        Pairs {
            text: String::with_capacity(pairs.saturating_mul(28)),
            list: Vec::with_capacity(pairs),
        }
    }

    /// Adds a pair.
    pub fn push<'p>(&mut self, pair: impl Into<Pair<'p>>) {
        let pair = pair.into();
        self.append("", pair.name, pair.location, pair.sensitive, |text| {
            text.push_str(pair.value)
        });
    }

    /// Adds a pair of what is written at this place.
    pub(crate) fn add(&mut self, at: &Place, value: &str) {
        self.add_with(at, |text| text.push_str(value));
    }

    /// The same with a value that is appended to what is there.
    #[inline]
    pub(crate) fn add_with(&mut self, at: &Place, value: impl FnOnce(&mut String)) {
        self.append(&at.name, at.last, at.location, at.sensitive, value);
    }

    #[inline]
    fn append(
        &mut self,
        name: &str,
        last: &str,
        location: Location,
        sensitive: bool,
        value: impl FnOnce(&mut String),
    ) {
        if !name.is_empty() {
            self.text.push_str(name);
        }
        self.text.push_str(last);
        let name_end = self.text.len();
        self.text.push('=');
        value(&mut self.text);
        self.text.push('&');
        self.list.push(Entry {
            name_end,
            end: self.text.len(),
            location,
            sensitive,
        });
    }

    /// The value of the first pair of this name.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&str> {
        self.iter()
            .find(|pair| pair.name == name)
            .map(|pair| pair.value)
    }

    /// All, in order.
    #[must_use]
    pub fn iter(&self) -> PairsIter<'_> {
        PairsIter {
            text: &self.text,
            start: 0,
            entries: self.list.iter(),
        }
    }

    /// How many.
    #[must_use]
    pub const fn len(&self) -> usize {
        self.list.len()
    }

    /// Whether there is none.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// Takes all out.
    pub fn clear(&mut self) {
        self.text.clear();
        self.list.clear();
    }
}

/// Pairs in order.
#[derive(Clone)]
pub struct PairsIter<'a> {
    text: &'a str,
    start: usize,
    entries: std::slice::Iter<'a, Entry>,
}

impl<'a> Iterator for PairsIter<'a> {
    type Item = Pair<'a>;

    #[inline]
    fn next(&mut self) -> Option<Pair<'a>> {
        let entry = self.entries.next()?;
        let pair = entry.pair(self.text, self.start);
        self.start = entry.end;
        Some(pair)
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.entries.size_hint()
    }
}

impl ExactSizeIterator for PairsIter<'_> {}

impl fmt::Debug for PairsIter<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.clone()).finish()
    }
}

impl PartialEq for Pairs {
    fn eq(&self, other: &Self) -> bool {
        self.iter().eq(other.iter())
    }
}

impl Eq for Pairs {}

impl fmt::Debug for Pairs {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self).finish()
    }
}

impl<'a> IntoIterator for &'a Pairs {
    type Item = Pair<'a>;
    type IntoIter = PairsIter<'a>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl<'p> FromIterator<Pair<'p>> for Pairs {
    fn from_iter<I: IntoIterator<Item = Pair<'p>>>(pairs: I) -> Self {
        let mut out = Pairs::new();
        out.extend(pairs);
        out
    }
}

impl<'p> Extend<Pair<'p>> for Pairs {
    fn extend<I: IntoIterator<Item = Pair<'p>>>(&mut self, pairs: I) {
        for pair in pairs {
            self.push(pair);
        }
    }
}

impl<N: AsRef<str>, V: AsRef<str>> FromIterator<(N, V)> for Pairs {
    /// Pairs in the query.
    fn from_iter<I: IntoIterator<Item = (N, V)>>(pairs: I) -> Self {
        let mut out = Pairs::new();
        for (name, value) in pairs {
            out.push((&name, &value));
        }
        out
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
        assert_eq!(pair, pair.into_sensitive());
        assert_ne!(pair, Pair::new("A", "1", Location::Form));
        assert_ne!(pair, Pair::new("A", "2", Location::Query));
        assert_ne!(pair, Pair::new("B", "1", Location::Query));
    }
}
