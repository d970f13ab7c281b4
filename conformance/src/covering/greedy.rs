//! The search: rows that cover every combination of levels, one after another, each with as much new as it will take.
//!
//! Must not know what a level is. Whether levels go together is asked; what does not is remembered.

use std::collections::BTreeSet;

use super::Combination;
use super::open::Open;
use crate::dice::Dice;

/// Rows tried for each that is taken: the one that covers most. Of single levels there is little to choose.
const CANDIDATES: u64 = 4;

/// A row found.
pub(super) struct Found {
    /// What was asked for.
    pub(super) wants: Vec<(usize, usize)>,
    /// What came of it.
    pub(super) levels: Vec<Option<usize>>,
}

#[derive(Default)]
pub(super) struct Cover {
    pub(super) rows: Vec<Found>,
    pub(super) impossible: Vec<Combination>,
}

/// Asked for the levels of all factors of a request that has some of them.
pub(super) type Ask<'a> = &'a dyn Fn(&[(usize, usize)]) -> Option<Vec<Option<usize>>>;

/// Covers all combinations of `strength` levels of different factors; with `fixed`, of that level and `strength - 1` others,
/// and it is in every row. `sizes` are numbers of levels.
///
/// `clashes` is what is known not to go together; without a fixed level more is learnt.
pub(super) fn cover(
    sizes: &[usize],
    strength: usize,
    fixed: Option<(usize, usize)>,
    clashes: &mut BTreeSet<(usize, usize)>,
    ask: Ask<'_>,
) -> Cover {
    let free = strength - usize::from(fixed.is_some());
    let mut starts = Vec::new();
    let mut total = 0;
    for size in sizes {
        starts.push(total);
        total += size;
    }
    let owners: Vec<usize> = sizes
        .iter()
        .enumerate()
        .flat_map(|(factor, size)| std::iter::repeat_n(factor, *size))
        .collect();
    let mut search = Search {
        starts,
        owners,
        total,
        free,
        fixed,
        open: Open::new(total, free),
        clashes: clashes.clone(),
        ask,
    };
    search.fill(sizes.len());
    let mut out = Cover::default();
    // A fault without any sound level beside it is a row all the same.
    if let Some(fixed) = fixed
        && search.open.first().is_none()
        && let Some(levels) = ask(&[fixed])
    {
        out.rows.push(Found {
            wants: vec![fixed],
            levels,
        });
    }
    let mut seed = 0;
    while let Some(first) = search.open.first() {
        seed += 1;
        let candidates = if free > 1 { CANDIDATES } else { 1 };
        let best = (0..candidates)
            .filter_map(|n| search.row(&first, &mut Dice::new(crate::dice::mix(seed, n))))
            .max_by_key(|(gain, _)| *gain);
        match best {
            Some((_, found)) => {
                search.close(&found.levels);
                // What was asked for first is there, so that the search comes to an end.
                search.open.remove(&first);
                out.rows.push(found);
            }
            None => {
                search.open.remove(&first);
                out.impossible.push(search.whole(&first));
            }
        }
    }
    if fixed.is_none() {
        *clashes = search.clashes;
    }
    out
}

struct Search<'a> {
    /// The number of each factor's first level among all levels.
    starts: Vec<usize>,
    /// The factor of each level.
    owners: Vec<usize>,
    total: usize,
    /// How many levels are to be combined, besides the fixed one.
    free: usize,
    fixed: Option<(usize, usize)>,
    /// Not covered yet.
    open: Open,
    /// Pairs that do not go together.
    clashes: BTreeSet<(usize, usize)>,
    ask: Ask<'a>,
}

impl Search<'_> {
    /// Opens every combination.
    fn fill(&mut self, factors: usize) {
        let is_fixed = |factor: usize| self.fixed.is_some_and(|(fixed, _)| fixed == factor);
        let mut out: Vec<Vec<usize>> = vec![Vec::new()];
        for _ in 0..self.free {
            let mut longer = Vec::new();
            for so_far in &out {
                let from = so_far.last().map_or(0, |last| self.owner(*last) + 1);
                let factors = (from..factors).filter(|factor| !is_fixed(*factor));
                for level in factors.flat_map(|factor| self.levels(factor)) {
                    longer.push(so_far.iter().copied().chain([level]).collect());
                }
            }
            out = longer;
        }
        for combination in out {
            self.open.insert(&combination);
        }
    }

    fn owner(&self, level: usize) -> usize {
        self.owners.get(level).copied().unwrap_or_default()
    }

    fn levels(&self, factor: usize) -> std::ops::Range<usize> {
        let from = self.starts.get(factor).copied().unwrap_or_default();
        from..self.starts.get(factor + 1).copied().unwrap_or(self.total)
    }

    fn pair(&self, level: usize) -> (usize, usize) {
        let factor = self.owner(level);
        let start = self.starts.get(factor).copied().unwrap_or_default();
        (factor, level - start)
    }

    /// With the fixed level.
    fn whole(&self, levels: &[usize]) -> Combination {
        let fixed = self.fixed.into_iter();
        fixed
            .chain(levels.iter().map(|level| self.pair(*level)))
            .collect()
    }

    fn ask(&self, levels: &[usize]) -> Option<Vec<Option<usize>>> {
        (self.ask)(&self.whole(levels))
    }

    /// A row that begins with a combination and covers much besides; `None` where the combination itself is impossible.
    fn row(&mut self, first: &[usize], dice: &mut Dice) -> Option<(usize, Found)> {
        let mut levels = self.ask(first)?;
        let mut wants = first.to_vec();
        let mut factors: Vec<usize> = (0..self.starts.len())
            .filter(|factor| !wants.iter().any(|level| self.owner(*level) == *factor))
            .filter(|factor| self.fixed.is_none_or(|(fixed, _)| fixed != *factor))
            .collect();
        dice.shuffle(&mut factors);
        // Many at once, for asking takes longer than choosing; where they do not go together, half of them.
        let mut todo = vec![factors];
        while let Some(factors) = todo.pop() {
            let before = wants.len();
            for factor in &factors {
                if let Some(level) = self.best(*factor, &wants, dice) {
                    wants.push(level);
                }
            }
            if wants.len() == before {
                continue;
            }
            if let Some(all) = self.ask(&wants) {
                levels = all;
                continue;
            }
            let tried = wants.split_off(before);
            if let [one] = tried.as_slice() {
                if self.learn(&wants, *one) {
                    todo.push(factors);
                }
                continue;
            }
            let (left, right) = factors.split_at(factors.len() / 2);
            todo.push(right.to_vec());
            todo.push(left.to_vec());
        }
        let gain = self.covered(&levels).len();
        let wants = self.whole(&wants);
        Some((gain, Found { wants, levels }))
    }

    /// Finds out with which level another one clashes; whether there is something new.
    fn learn(&mut self, wants: &[usize], level: usize) -> bool {
        let mut new = false;
        for other in wants {
            if self
                .ask(&[(*other).min(level), (*other).max(level)])
                .is_none()
            {
                new |= self.clashes.insert((*other, level));
                self.clashes.insert((level, *other));
            }
        }
        new
    }

    /// The level of a factor that covers most together with those that are there.
    fn best(&self, factor: usize, wants: &[usize], dice: &mut Dice) -> Option<usize> {
        let fits = |level: &usize| {
            !wants
                .iter()
                .any(|other| self.clashes.contains(&(*other, *level)))
        };
        let gains: Vec<(usize, usize)> = self
            .levels(factor)
            .filter(fits)
            .map(|level| (self.gain(level, wants), level))
            .collect();
        let most = gains
            .iter()
            .map(|(gain, _)| *gain)
            .max()
            .filter(|most| *most > 0)?;
        let best: Vec<usize> = gains
            .iter()
            .filter(|(gain, _)| *gain == most)
            .map(|(_, level)| *level)
            .collect();
        dice.pick(&best).copied()
    }

    fn gain(&self, level: usize, wants: &[usize]) -> usize {
        let is_open = |others: &[usize]| {
            let mut levels: Vec<usize> = others.iter().copied().chain([level]).collect();
            levels.sort_unstable();
            self.open.contains(&levels)
        };
        match self.free {
            1 => usize::from(is_open(&[])),
            2 => wants.iter().filter(|other| is_open(&[**other])).count(),
            _ => {
                let pairs = wants.iter().enumerate().flat_map(|(n, one)| {
                    let others = wants.iter().skip(n + 1);
                    others.map(move |other| [*one, *other])
                });
                pairs.filter(|pair| is_open(pair)).count()
            }
        }
    }

    /// What a request covers that is still open.
    fn covered(&self, levels: &[Option<usize>]) -> Vec<Vec<usize>> {
        let here: Vec<usize> = levels
            .iter()
            .enumerate()
            .filter_map(|(factor, level)| {
                let level = self.starts.get(factor)? + (*level)?;
                self.levels(factor).contains(&level).then_some(level)
            })
            .collect();
        let mut out: Vec<Vec<usize>> = vec![Vec::new()];
        for _ in 0..self.free {
            let longer = out.iter().flat_map(|so_far| {
                let last = so_far.last().copied();
                let later = here
                    .iter()
                    .filter(move |level| last.is_none_or(|last| **level > last));
                later.map(|level| so_far.iter().copied().chain([*level]).collect())
            });
            out = longer.collect();
        }
        out.retain(|combination| self.open.contains(combination));
        out
    }

    fn close(&mut self, levels: &[Option<usize>]) {
        for combination in self.covered(levels) {
            self.open.remove(&combination);
        }
    }
}
