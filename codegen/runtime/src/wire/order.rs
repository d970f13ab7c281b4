//! The pairs of a query as they are signed: in the order of their names. Must not know what is made of them.

use super::pairs::Pairs;

impl Pairs {
    /// All names and values, as `name=value&` each.
    pub(crate) fn text(&self) -> &str {
        &self.text
    }

    /// The pairs as they stand in the text.
    pub(crate) fn whole(&self) -> impl Iterator<Item = Whole<'_>> {
        let (text, mut start) = (self.text.as_bytes(), 0);
        self.list.iter().map(move |entry| {
            let whole = Whole {
                whole: text.get(start..entry.end).unwrap_or_default(),
                name: entry.name_end - start,
            };
            start = entry.end;
            whole
        })
    }

    /// The pairs in the order of the bytes of their names. Pairs of one name stay in the order in which they were added.
    pub(crate) fn sorted(&self) -> impl Iterator<Item = Whole<'_>> {
        let mut sorted: Vec<(Name<'_>, Whole<'_>)> = self
            .whole()
            .map(|pair| (Name::of(pair.name()), pair))
            .collect();
        sorted.sort_by_key(|(name, _)| *name);
        sorted.into_iter().map(|(_, pair)| pair)
    }
}

/// A pair as it stands in the text: all of it is `name=value&`.
#[derive(Clone, Copy)]
pub(crate) struct Whole<'a> {
    whole: &'a [u8],
    /// How long the name is.
    name: usize,
}

impl<'a> Whole<'a> {
    #[inline]
    pub(crate) fn name(&self) -> &'a [u8] {
        self.whole.get(..self.name).unwrap_or_default()
    }

    /// The name with the `=`, and the value.
    #[inline]
    pub(crate) fn parts(&self) -> (&'a [u8], &'a [u8]) {
        let pair = self.whole.split_last().map(|(_, pair)| pair);
        pair.and_then(|pair| pair.split_at_checked(self.name + 1))
            .unwrap_or_default()
    }
}

/// A name with its first eight bytes as a number: they tell most names apart, and numbers are sooner compared than
/// texts. Of two different heads the lesser one is that of the lesser name.
#[derive(Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Name<'a> {
    head: u64,
    name: &'a [u8],
}

impl<'a> Name<'a> {
    #[inline]
    pub(crate) fn of(name: &'a [u8]) -> Self {
        let head = match name.first_chunk() {
            Some(first) => u64::from_be_bytes(*first),
            None => {
                let digits = name
                    .iter()
                    .fold(0_u64, |head, byte| head << 8 | u64::from(*byte));
                let missing = 64 - 8 * name.len() as u32;
                digits.checked_shl(missing).unwrap_or_default()
            }
        };
        Name { head, name }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::collection::vec;
    use proptest::prelude::*;
    use proptest::sample::select;

    /// Few different bytes, so that many names begin alike; with the least and the greatest.
    fn name() -> impl Strategy<Value = Vec<u8>> {
        vec(select(vec![0, 1, b'.', b'A', 0xFF]), 0..12)
    }

    proptest! {
        #[test]
        fn names_are_compared_as_their_bytes_are(left in name(), right in name()) {
            prop_assert_eq!(Name::of(&left).cmp(&Name::of(&right)), left.cmp(&right));
        }

        #[test]
        fn pairs_are_sorted_and_keep_their_values(list in vec(("[.AB]{0,10}", "[=&A]{0,3}"), 0..12)) {
            let pairs: Pairs = list.iter().map(|(name, value)| (name, value)).collect();
            let sorted: Vec<(Vec<u8>, Vec<u8>)> = pairs
                .sorted()
                .map(|pair| (pair.name().to_vec(), pair.parts().1.to_vec()))
                .collect();
            let mut expected: Vec<_> = list
                .into_iter()
                .map(|(name, value)| (name.into_bytes(), value.into_bytes()))
                .collect();
            expected.sort_by(|left, right| left.0.cmp(&right.0));
            prop_assert_eq!(sorted, expected);
        }
    }
}
