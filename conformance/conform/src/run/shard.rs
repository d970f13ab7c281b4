//! Parts of a run: each case belongs to exactly one, by its id alone.

use std::fmt;
use std::str::FromStr;

use acs_conformance::digest;

/// The `part`-th of `parts`, counted from 1.
///
/// ```
/// use acs_conform::run::Shard;
/// let shards: Vec<Shard> = ["1/3", "2/3", "3/3"].iter().map(|text| text.parse().unwrap()).collect();
/// assert_eq!(shards.iter().filter(|shard| shard.has("Period.type.twice")).count(), 1);
/// assert!("4/3".parse::<Shard>().is_err());
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shard {
    part: u64,
    parts: u64,
}

impl Default for Shard {
    /// The whole.
    fn default() -> Self {
        Shard { part: 1, parts: 1 }
    }
}

impl Shard {
    /// Whether the case of this id is in this part.
    #[must_use]
    pub fn has(&self, id: &str) -> bool {
        self.is_whole() || digest::of_bytes(id.as_bytes()) % self.parts == self.part - 1
    }

    /// There is one part only.
    #[must_use]
    pub fn is_whole(&self) -> bool {
        self.parts == 1
    }
}

impl FromStr for Shard {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let read = |text: &str| text.parse::<u64>().ok();
        let both = text.split_once('/');
        match both.and_then(|(part, parts)| Some((read(part)?, read(parts)?))) {
            Some((part, parts)) if (1..=parts).contains(&part) => Ok(Shard { part, parts }),
            _ => Err("write K/N, with K from 1 to N: 1/4 is the first quarter".to_owned()),
        }
    }
}

impl fmt::Display for Shard {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.part, self.parts)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        /// Disjoint and complete: every id is in exactly one part, whatever it is and however many parts there are.
        #[test]
        fn every_case_is_in_one_part(ids in proptest::collection::vec(".*", 0..40), parts in 1_u64..40) {
            let shards: Vec<Shard> = (1..=parts)
                .map(|part| format!("{part}/{parts}").parse().unwrap())
                .collect();
            for id in &ids {
                prop_assert_eq!(shards.iter().filter(|shard| shard.has(id)).count(), 1);
            }
        }

        /// Whatever is written, it is a part or a usage error.
        #[test]
        fn texts_are_read_or_refused(text in "[0-9]{0,3}/?[0-9]{0,3}") {
            if let Ok(shard) = text.parse::<Shard>() {
                prop_assert_eq!(shard.to_string().parse::<Shard>(), Ok(shard));
            }
        }
    }
}
