//! The combinations that are not covered yet: one bit for each, so that a hundred thousand cost nothing.

pub(super) struct Open {
    bits: Vec<u64>,
    /// Numbers of levels.
    base: usize,
    /// Levels in a combination.
    length: usize,
    /// Before this word no bit is set.
    from: usize,
}

impl Open {
    pub(super) fn new(base: usize, length: usize) -> Self {
        let keys = (0..length).fold(1_usize, |keys, _| keys.saturating_mul(base.max(1)));
        Open {
            bits: vec![0; keys.div_ceil(64)],
            base: base.max(1),
            length,
            from: 0,
        }
    }

    fn place(&self, combination: &[usize]) -> (usize, u64) {
        let key = combination
            .iter()
            .fold(0, |key, level| key * self.base + level);
        (key / 64, 1 << (key % 64))
    }

    pub(super) fn insert(&mut self, combination: &[usize]) {
        let (word, bit) = self.place(combination);
        if let Some(word) = self.bits.get_mut(word) {
            *word |= bit;
        }
    }

    pub(super) fn remove(&mut self, combination: &[usize]) {
        let (word, bit) = self.place(combination);
        if let Some(word) = self.bits.get_mut(word) {
            *word &= !bit;
        }
    }

    pub(super) fn contains(&self, combination: &[usize]) -> bool {
        let (word, bit) = self.place(combination);
        self.bits.get(word).is_some_and(|word| word & bit != 0)
    }

    /// The first that is open.
    pub(super) fn first(&mut self) -> Option<Vec<usize>> {
        let later = self.bits.get(self.from..)?;
        self.from += later.iter().position(|word| *word != 0)?;
        let word = self.bits.get(self.from)?;
        let mut key = self.from * 64 + usize::try_from(word.trailing_zeros()).ok()?;
        let mut out = vec![0; self.length];
        for level in out.iter_mut().rev() {
            *level = key % self.base;
            key /= self.base;
        }
        Some(out)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_put_in_comes_out_in_order() {
        let mut open = Open::new(70, 2);
        for combination in [[3, 69], [0, 2], [69, 69]] {
            open.insert(&combination);
        }
        let mut out = Vec::new();
        while let Some(first) = open.first() {
            assert!(open.contains(&first));
            open.remove(&first);
            out.push(first);
        }
        assert_eq!(out, [[0, 2], [3, 69], [69, 69]]);
    }
}
