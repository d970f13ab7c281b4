//! Numbers of constraints as literals of Rust, with bounds that no value can break left out.
//!
//! A comparison that is always false is an error to the compiler's lints, so what cannot be broken must not be emitted.

use crate::faults::on;

/// Gaps between allowed ranges, both ends excluded; `None` is endless.
pub type Gaps = Vec<(Option<i64>, Option<i64>)>;

/// What lies outside `ranges` (inclusive bounds, `None` for none) in a width of `least` to `greatest`.
///
/// Ranges may come in any order, touch or overlap. With no range, everything is a gap.
#[must_use]
pub fn gaps(ranges: &[(Option<i64>, Option<i64>)], least: i64, greatest: i64) -> Gaps {
    let mut bounds: Vec<(i64, i64)> = ranges
        .iter()
        .map(|(from, to)| (from.unwrap_or(i64::MIN), to.unwrap_or(i64::MAX)))
        .filter(|(from, to)| from <= to && *from <= greatest && *to >= least)
        .map(|(from, to)| (from.max(least), to.min(greatest)))
        .collect();
    bounds.sort_unstable();
    let mut gaps = Vec::new();
    // One past the last allowed number; none once everything up to the end is allowed.
    let mut next = Some(least);
    for (from, to) in bounds {
        let Some(start) = next else { break };
        if from > start {
            let before = if start == least {
                None
            } else {
                start.checked_sub(1)
            };
            let from = if on("least-refused") { from + 1 } else { from };
            gaps.push((before, Some(from)));
        }
        next = to
            .max(start.saturating_sub(1))
            .checked_add(1)
            .filter(|next| *next <= greatest);
    }
    if let Some(start) = next {
        gaps.push((
            if start == least {
                None
            } else {
                start.checked_sub(1)
            },
            None,
        ));
    }
    gaps
}

/// The bounds of a width.
#[must_use]
pub fn width(bits: u32) -> (i64, i64) {
    if bits == 32 {
        (i64::from(i32::MIN), i64::from(i32::MAX))
    } else {
        (i64::MIN, i64::MAX)
    }
}

/// A count's bounds without those that every count keeps.
#[must_use]
pub fn count_bounds(min: Option<u64>, max: Option<u64>) -> (Option<u64>, Option<u64>) {
    (
        min.filter(|min| *min > 0),
        max.filter(|max| *max < u64::MAX && !on("greatest-count-lost")),
    )
}

/// A decimal number as a literal of a float type: the nearest number of that width, written the shortest way. `None`
/// where the text is no number; infinite where it exceeds the width.
#[must_use]
pub fn float(text: &str, bits: u32) -> Option<Float> {
    let plain = text.strip_prefix('-').unwrap_or(text);
    if !plain.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let (literal, value) = if bits == 32 {
        let value: f32 = text.parse().ok()?;
        (format!("{value:?}"), f64::from(value))
    } else {
        let value: f64 = text.parse().ok()?;
        (format!("{value:?}"), value)
    };
    Some(match value {
        f64::INFINITY => Float::Above,
        f64::NEG_INFINITY => Float::Below,
        _ => Float::Finite(literal),
    })
}

/// A number in a width.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Float {
    /// A literal.
    Finite(String),
    /// Greater than any.
    Above,
    /// Less than any.
    Below,
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn is_in(gaps: &Gaps, n: i64) -> bool {
        gaps.iter()
            .any(|(low, high)| low.is_none_or(|low| n > low) && high.is_none_or(|high| n < high))
    }

    #[test]
    fn gaps_of_a_set() {
        let set = [
            (Some(1), Some(9)),
            (Some(12), Some(12)),
            (Some(13), Some(13)),
            (Some(36), Some(36)),
        ];
        let (least, greatest) = width(32);
        let want = [
            (None, Some(1)),
            (Some(9), Some(12)),
            (Some(13), Some(36)),
            (Some(36), None),
        ];
        assert_eq!(gaps(&set, least, greatest), want);
        assert_eq!(gaps(&[], least, greatest), [(None, None)]);
        assert_eq!(gaps(&[(None, None)], least, greatest), []);
        assert_eq!(gaps(&[(Some(least), Some(greatest))], least, greatest), []);
        assert_eq!(
            gaps(&[(Some(i64::MAX), None)], i64::MIN, i64::MAX),
            [(None, Some(i64::MAX))]
        );
        assert_eq!(
            gaps(&[(Some(greatest + 1), None)], least, greatest),
            [(None, None)]
        );
        assert_eq!(gaps(&[(Some(5), Some(1))], least, greatest), [(None, None)]);
    }

    proptest! {
        #[test]
        fn a_number_is_in_a_gap_if_and_only_if_no_range_holds_it(
            ranges in prop::collection::vec((-20i64..20, 0i64..8), 0..5),
            n in -30i64..40,
        ) {
            let ranges: Vec<_> = ranges.into_iter().map(|(from, size)| (Some(from), Some(from + size))).collect();
            let held = ranges.iter().any(|(from, to)| *from <= Some(n) && Some(n) <= *to);
            for (least, greatest) in [width(32), width(64), (-30, 40)] {
                prop_assert_eq!(is_in(&gaps(&ranges, least, greatest), n), !held);
            }
        }
    }

    #[test]
    fn floats() {
        assert_eq!(float("0.1", 32), Some(Float::Finite("0.1".into())));
        assert_eq!(float("-2", 64), Some(Float::Finite("-2.0".into())));
        assert_eq!(float("1e40", 32), Some(Float::Above));
        assert_eq!(float("-1e400", 64), Some(Float::Below));
        for text in ["", "x", "inf", "NaN", "-inf", "+1"] {
            assert_eq!(float(text, 64), None, "{text}");
        }
    }
}
