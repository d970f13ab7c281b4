//! Chance, from one seed: the same seed gives the same request on every machine.

/// A source of choices (SplitMix64). Must not be used for anything secret.
#[derive(Debug, Clone)]
pub(crate) struct Dice(u64);

/// A seed made of two numbers.
pub(crate) fn mix(seed: u64, n: u64) -> u64 {
    let mut dice = Dice(seed ^ n.rotate_left(32).wrapping_mul(0xd6e8_feb8_6659_fd93));
    dice.next() ^ n
}

impl Dice {
    pub(crate) fn new(seed: u64) -> Self {
        Dice(seed)
    }

    pub(crate) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number below `bound`; 0 where that is 0.
    pub(crate) fn below(&mut self, bound: usize) -> usize {
        let bound = u64::try_from(bound).unwrap_or(u64::MAX).max(1);
        usize::try_from(self.next() % bound).unwrap_or(0)
    }

    /// A whole number from `min` to `max`, which are taken the other way round where they are reversed.
    pub(crate) fn between(&mut self, min: i64, max: i64) -> i64 {
        let (min, max) = (min.min(max), min.max(max));
        match max.wrapping_sub(min).cast_unsigned().checked_add(1) {
            Some(width) => min.wrapping_add((self.next() % width).cast_signed()),
            None => self.next().cast_signed(),
        }
    }

    /// True in so many cases of a hundred.
    pub(crate) fn chance(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }

    pub(crate) fn pick<'a, T>(&mut self, from: &'a [T]) -> Option<&'a T> {
        from.get(self.below(from.len()))
    }

    /// Any order.
    pub(crate) fn shuffle<T>(&mut self, list: &mut [T]) {
        for n in (1..list.len()).rev() {
            let other = self.below(n + 1);
            list.swap(n, other);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every number of a range comes up, none outside it does, and the extremes of the type do no harm.
    #[test]
    fn numbers_stay_within_their_bounds() {
        let mut dice = Dice::new(1);
        let mut seen = [false; 5];
        for _ in 0..200 {
            seen[usize::try_from(dice.between(-2, 2) + 2).unwrap()] = true;
        }
        assert_eq!(seen, [true; 5]);
        assert_eq!(dice.between(i64::MAX, i64::MAX), i64::MAX);
        dice.between(i64::MIN, i64::MAX);
        assert_eq!(dice.below(0), 0);
    }
}
