//! The values of one scalar, sorted by what they break.

use acs_spec::Type;
use acs_spec::constraint::Check;

use crate::boundary::{self, allowed, text_of};
use crate::checks::{holds, is_of_type, is_text};
use crate::dice::Dice;
use crate::plan::Asked;

#[derive(Debug)]
pub(crate) struct Pool {
    /// Break nothing.
    pub(crate) good: Vec<String>,
    /// Break one constraint, by its number.
    pub(crate) bad: Vec<(usize, Vec<String>)>,
    /// Break several constraints.
    pub(crate) worse: Vec<String>,
    /// Are not of the type.
    pub(crate) ill: Vec<String>,
    any: Vec<char>,
    first: Vec<char>,
    last: Vec<char>,
    lengths: (usize, usize),
    /// Of whole numbers: where they may lie.
    ranges: Vec<(i64, i64)>,
}

/// The constraints broken, without those that narrow another broken one.
pub(crate) fn broken(asked: &[Asked], fails: impl Fn(&Asked) -> bool) -> Vec<usize> {
    let failing: Vec<(usize, &Asked)> =
        asked.iter().enumerate().filter(|(_, a)| fails(a)).collect();
    let is_narrowed = |a: &Asked| {
        failing
            .iter()
            .any(|(_, looser)| Some(&looser.id) == a.narrows.as_ref())
    };
    failing
        .iter()
        .filter(|(_, a)| !is_narrowed(a))
        .map(|(n, _)| *n)
        .collect()
}

impl Pool {
    pub(crate) const EMPTY: Pool = Pool {
        good: Vec::new(),
        bad: Vec::new(),
        worse: Vec::new(),
        ill: Vec::new(),
        any: Vec::new(),
        first: Vec::new(),
        last: Vec::new(),
        lengths: (0, 0),
        ranges: Vec::new(),
    };

    pub(crate) fn new(kind: Type, asked: &[Asked], joined: bool) -> Pool {
        let whole: Vec<&Asked> = asked.iter().filter(|a| a.pieces.is_none()).collect();
        let chars = allowed(&whole);
        let mut pool = Pool {
            bad: (0..asked.len()).map(|n| (n, Vec::new())).collect(),
            any: chars.any,
            first: chars.first,
            last: chars.last,
            lengths: lengths(asked),
            ranges: ranges(kind, asked),
            ..Pool::EMPTY
        };
        let mut values = boundary::values(kind, asked);
        // Short ones first: shrinking goes to the front.
        values.sort_by_key(|text| (text.len(), text.clone()));
        for text in values {
            if joined && (text.is_empty() || text.contains(',')) {
                continue;
            }
            if !is_of_type(kind, &text) {
                pool.ill.push(text);
                continue;
            }
            match broken(asked, |a| !holds(a, kind, &text)).as_slice() {
                [] => pool.good.push(text),
                [one] => pool
                    .bad
                    .iter_mut()
                    .filter(|(n, _)| n == one)
                    .for_each(|(_, bad)| bad.push(text.clone())),
                _ => pool.worse.push(text),
            }
        }
        if !is_text(kind) || joined {
            pool.any.clear();
        }
        pool
    }

    /// The simplest value that breaks nothing.
    pub(crate) fn simplest(&self) -> Option<&String> {
        self.good.iter().find(|text| !text.is_empty())
    }

    /// Values that break this constraint alone.
    pub(crate) fn bad(&self, constraint: usize) -> &[String] {
        self.bad
            .iter()
            .find(|(n, _)| *n == constraint)
            .map_or(&[], |(_, bad)| bad)
    }

    /// A value that breaks nothing: from the pool, or of characters and length at random.
    pub(crate) fn random(&self, kind: Type, asked: &[Asked], dice: &mut Dice) -> Option<String> {
        if !self.any.is_empty() && dice.chance(50) {
            let text = self.any_text(dice)?;
            if asked.iter().all(|a| holds(a, kind, &text)) && !text.is_empty() {
                return Some(text);
            }
        }
        if let Some((min, max)) = dice.pick(&self.ranges).copied()
            && dice.chance(50)
        {
            let text = dice.between(min, max).to_string();
            if asked.iter().all(|a| holds(a, kind, &text)) {
                return Some(text);
            }
        }
        let pick = match dice.chance(70) {
            // Short ones are common, and quick.
            true => self.good.get(..self.good.len().min(12)).unwrap_or_default(),
            false => &self.good,
        };
        let pick = dice
            .pick(pick)
            .filter(|text| !text.is_empty())
            .or_else(|| self.simplest());
        pick.or(self.good.first()).cloned()
    }

    fn any_text(&self, dice: &mut Dice) -> Option<String> {
        let (min, max) = self.lengths;
        let length = min + dice.below((max - min).min(24) + 1);
        let inner: Vec<char> = (2..length)
            .filter_map(|_| dice.pick(&self.any).copied())
            .collect();
        Some(text_of(
            length,
            *dice.pick(&self.first)?,
            &inner,
            *dice.pick(&self.last)?,
        ))
    }
}

/// Where whole numbers of a type may lie; none for other types.
fn ranges(kind: Type, asked: &[Asked]) -> Vec<(i64, i64)> {
    let (low, high) = match kind {
        Type::Int32 => (i64::from(i32::MIN), i64::from(i32::MAX)),
        Type::Int64 => (i64::MIN, i64::MAX),
        _ => return Vec::new(),
    };
    let mut out = Vec::new();
    for asked in asked {
        match &asked.check {
            Check::IntRange(range) => {
                out.push((range.min.unwrap_or(low), range.max.unwrap_or(high)))
            }
            Check::IntSet(set) => {
                out.extend(
                    set.ranges
                        .iter()
                        .filter_map(|range| match range.as_slice() {
                            [from, to] => Some((*from, *to)),
                            _ => None,
                        }),
                )
            }
            _ => {}
        }
    }
    if out.is_empty() {
        out.push((low, high));
    }
    out
}

/// Least and greatest length, in characters, as far as constraints bound it.
fn lengths(asked: &[Asked]) -> (usize, usize) {
    let (mut min, mut max) = (1, 64);
    for asked in asked.iter().filter(|a| a.pieces.is_none()) {
        if let Check::Length(length) = &asked.check {
            let bound = |bound: Option<u64>| bound.and_then(|n| usize::try_from(n).ok());
            min = min.max(bound(length.min).unwrap_or(0));
            max = bound(length.max).map_or(max, |n| n.min(boundary::MAX_TEXT / 4));
        }
    }
    (min.min(max), max)
}
