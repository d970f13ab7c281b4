//! Bounds on a whole number in words or signs: `greater than 0`, `at least 5`, `less than or equal to 9`, `>= 1`,
//! `from 1 to 9`, and two of them joined.
//!
//! It must not know what the number bounds.

use super::heads::group;
use super::phrase::{Phrase, range};
use super::reading::Sentence;
use std::sync::LazyLock;

/// An interval of whole numbers, inclusive, and the token after the words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bounds {
    /// The least value, if one is stated.
    pub min: Option<i64>,
    /// The greatest value, if one is stated.
    pub max: Option<i64>,
    /// The token after the words.
    pub end: usize,
}

#[derive(Debug, Clone, Copy)]
enum Side {
    Min,
    MinExclusive,
    Max,
    MaxExclusive,
}

static WORDS: LazyLock<Vec<(Phrase, Side)>> = LazyLock::new(|| {
    [
        ("greater/larger/more/higher than or equal to <n>", Side::Min),
        ("greater/larger than or equals to <n>", Side::Min),
        ("equal to or greater/larger/more than <n>", Side::Min),
        ("not/no less/smaller/lower than <n>", Side::Min),
        ("at least <n>", Side::Min),
        ("a minimum of <n>", Side::Min),
        ("> = <n>", Side::Min),
        ("≥ <n>", Side::Min),
        ("greater/larger/more/higher than <n>", Side::MinExclusive),
        ("> <n>", Side::MinExclusive),
        ("less/smaller/lower than or equal to <n>", Side::Max),
        ("less/smaller than or equals to <n>", Side::Max),
        ("equal to or less/smaller than <n>", Side::Max),
        ("not/no greater/larger/more/higher than <n>", Side::Max),
        ("at most <n>", Side::Max),
        ("up to <n>", Side::Max),
        ("a maximum of <n>", Side::Max),
        ("< = <n>", Side::Max),
        ("≤ <n>", Side::Max),
        ("less/smaller/lower/fewer than <n>", Side::MaxExclusive),
        ("< <n>", Side::MaxExclusive),
    ]
    .into_iter()
    .map(|(phrase, side)| (Phrase::new(phrase), side))
    .collect()
});

fn one(sentence: &Sentence<'_, '_>, at: usize) -> Option<Bounds> {
    WORDS.iter().find_map(|(phrase, side)| {
        let found = phrase.at(sentence, at)?;
        let n = found.number(0)?;
        let (min, max) = match side {
            Side::Min => (Some(n), None),
            Side::MinExclusive => (Some(n.checked_add(1)?), None),
            Side::Max => (None, Some(n)),
            Side::MaxExclusive => (None, Some(n.checked_sub(1)?)),
        };
        Some(Bounds {
            min,
            max,
            end: found.end,
        })
    })
}

/// The bounds whose words begin at token `at`.
pub fn bounds(sentence: &Sentence<'_, '_>, at: usize) -> Option<Bounds> {
    if let Some((low, high, end)) = interval(sentence, at) {
        return Some(Bounds {
            min: Some(low),
            max: Some(high),
            end,
        });
    }
    let first = one(sentence, at)?;
    let is = |i: usize, words: &[&str]| sentence.token(i).is_some_and(|t| t.is_any(words));
    let mut next = first.end;
    if is(next, &[","]) {
        next += 1;
    }
    if is(next, &["and", "but"]) {
        next += 1;
    }
    if let Some(second) = one(sentence, next)
        && (first.min.is_some() != second.min.is_some())
    {
        let (min, max) = (first.min.or(second.min), first.max.or(second.max));
        if min <= max {
            return Some(Bounds {
                min,
                max,
                end: second.end,
            });
        }
    }
    Some(first)
}

/// `2 to 8`, and intervals with round brackets, whose end does not belong to them: `(0,100]`.
fn interval(sentence: &Sentence<'_, '_>, at: usize) -> Option<(i64, i64, usize)> {
    if let Some(found) = range(sentence, at) {
        // `[0,100)` is read below.
        return Some(found);
    }
    let is = |i: usize, word: &str| sentence.token(i).is_some_and(|t| t.is(word));
    let digits = |i: usize| {
        sentence
            .token(i)
            .filter(|t| t.is_digits())
            .and_then(|t| t.number())
    };
    let (open, close) = (is(at, "("), is(at + 4, ")"));
    if !(open || is(at, "[")) || !is(at + 2, ",") || !(close || is(at + 4, "]")) {
        return None;
    }
    let low = digits(at + 1)?.checked_add(i64::from(open))?;
    let high = digits(at + 3)?.checked_sub(i64::from(close))?;
    (low <= high).then_some((low, high, at + 5))
}

/// `10 GB to 100 GB`, `1 (Monday) to 7 (Sunday)`.
pub fn with_units(sentence: &Sentence<'_, '_>, at: usize) -> Option<Bounds> {
    let digits = |i: usize| {
        sentence
            .token(i)
            .filter(|t| t.is_digits())
            .and_then(super::token::Token::number)
    };
    let at = at + usize::from(sentence.token(at)?.is("from"));
    let low = digits(at)?;
    let after = match group(sentence, at + 1) {
        Some((_, end)) => end,
        None => at + 2,
    };
    if !sentence.token(after)?.is("to") {
        return None;
    }
    let high = digits(after + 1)?;
    (low <= high).then_some(Bounds {
        min: Some(low),
        max: Some(high),
        end: after + 2,
    })
}

#[cfg(test)]
mod tests {
    use super::super::TypeHint;
    use super::super::markdown;
    use super::super::reading::Reading;
    use super::*;

    fn of(text: &str) -> Option<(Option<i64>, Option<i64>)> {
        let blocks = markdown::blocks(text);
        let reading = Reading::new(TypeHint::Integer, &blocks);
        let sentence = reading.sentences().next()?;
        bounds(&sentence, 0).map(|b| (b.min, b.max))
    }

    #[test]
    fn words_and_signs() {
        assert_eq!(of("greater than **0**"), Some((Some(1), None)));
        assert_eq!(of("greater than or equal to 0"), Some((Some(0), None)));
        assert_eq!(of("less than 10"), Some((None, Some(9))));
        assert_eq!(of("no more than 1,000"), Some((None, Some(1000))));
        assert_eq!(
            of("greater than 0 and less than or equal to 9"),
            Some((Some(1), Some(9)))
        );
        assert_eq!(
            of("greater than 0 and less than the rest"),
            Some((Some(1), None))
        );
        assert_eq!(of("at least five"), Some((Some(5), None)));
        assert_eq!(of("<= 3"), Some((None, Some(3))));
        assert_eq!(of("(0,100]"), Some((Some(1), Some(100))));
        assert_eq!(of("[-5,5]"), Some((Some(-5), Some(5))));
        assert_eq!(of("-45 to 45"), Some((Some(-45), Some(45))));
        assert_eq!(of("the number 5"), None);
    }
}
