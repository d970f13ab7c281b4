//! A constraint beside others of its place: the same again, a stricter or a looser one, or one that contradicts them.

use acs_spec::constraint::{Check, Constraint, Tier};

/// How a constraint stands to what was known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Agreement {
    /// It was new, or said the same, or one of the two is plainly looser.
    Clear,
    /// Each allows something that the other refuses.
    Differ,
}

/// Adds a constraint. A known one about the same keeps its id; the new one is then told apart by `@` and `place`, the part of
/// the source that it comes from. The looser of two is documented, the stricter advisory; of two that cannot be ordered
/// neither may refuse.
pub fn add(list: &mut Vec<Constraint>, mut new: Constraint, place: &str) -> Agreement {
    let Some(at) = list.iter().position(|known| {
        is_about_the_same(&known.check, &new.check) && known.pieces == new.pieces
    }) else {
        if list.iter().any(|known| known.id == new.id) {
            new.id.push_str(&format!("@{place}"));
        }
        list.push(new);
        return Agreement::Clear;
    };
    let other = format!("{}@{place}", new.id);
    if list.iter().any(|known| known.id == other) {
        return Agreement::Differ;
    }
    let Some(known) = list.get_mut(at) else {
        return Agreement::Clear;
    };
    let (covers, covered) = (
        allows(&known.check, &new.check),
        allows(&new.check, &known.check),
    );
    if (covers && covered) || matches!(known.check, Check::ServerSide(_)) {
        if new.tier == Tier::Documented {
            known.tier = Tier::Documented;
        }
        for evidence in new.evidence {
            if !known.evidence.contains(&evidence) {
                known.evidence.push(evidence);
            }
        }
        return Agreement::Clear;
    }
    new.id = other;
    let answer = if covers {
        // Prose is often narrower than the service.
        new.tier = Tier::Advisory;
        new.narrows = Some(known.id.clone());
        Agreement::Clear
    } else if covered {
        if new.tier == Tier::Documented {
            known.tier = Tier::Advisory;
            known.narrows = Some(new.id.clone());
        }
        Agreement::Clear
    } else {
        known.tier = Tier::Advisory;
        new.tier = Tier::Advisory;
        Agreement::Differ
    };
    list.push(new);
    answer
}

/// Checks of one kind, and checks that both list whole numbers in whatever form: `1 to 9` and `1, 2, …, 9`.
fn is_about_the_same(a: &Check, b: &Check) -> bool {
    a.kind() == b.kind() || (numbers(a).is_some() && numbers(b).is_some())
}

/// The whole numbers that a check lists, as intervals in order that neither touch nor overlap.
fn numbers(check: &Check) -> Option<Vec<(i64, i64)>> {
    let mut ranges: Vec<(i64, i64)> = match check {
        Check::IntRange(range) => {
            vec![(range.min.unwrap_or(i64::MIN), range.max.unwrap_or(i64::MAX))]
        }
        Check::IntSet(set) => set
            .ranges
            .iter()
            .map(|pair| match pair.as_slice() {
                [from, to] => Some((*from, *to)),
                _ => None,
            })
            .collect::<Option<_>>()?,
        Check::OneOf(list) => list
            .values
            .iter()
            // `01` is another text than `1`.
            .map(|value| value.parse().ok().filter(|n: &i64| n.to_string() == *value))
            .map(|n| n.map(|n| (n, n)))
            .collect::<Option<_>>()?,
        _ => return None,
    };
    ranges.sort_unstable();
    let mut out: Vec<(i64, i64)> = Vec::new();
    for (from, to) in ranges {
        match out.last_mut() {
            Some(last) if from <= last.1.saturating_add(1) => last.1 = last.1.max(to),
            _ => out.push((from, to)),
        }
    }
    Some(out)
}

/// Whether the first allows everything that the second allows. Checks that are not compared do so only when equal.
fn allows(wide: &Check, narrow: &Check) -> bool {
    fn from<T: PartialOrd>(wide: Option<T>, narrow: Option<T>) -> bool {
        wide.is_none_or(|wide| narrow.is_some_and(|narrow| wide <= narrow))
    }
    fn to<T: PartialOrd>(wide: Option<T>, narrow: Option<T>) -> bool {
        wide.is_none_or(|wide| narrow.is_some_and(|narrow| narrow <= wide))
    }
    match (wide, narrow) {
        (Check::OneOf(wide), Check::OneOf(narrow)) => narrow
            .values
            .iter()
            .all(|value| wide.values.contains(value)),
        (Check::IntRange(wide), Check::IntRange(narrow)) => {
            from(wide.min, narrow.min) && to(wide.max, narrow.max)
        }
        (Check::Length(wide), Check::Length(narrow)) => {
            wide.unit == narrow.unit
                && (wide.allow_empty || !narrow.allow_empty || wide.min.unwrap_or(0) == 0)
                && from(Some(wide.min.unwrap_or(0)), Some(narrow.min.unwrap_or(0)))
                && to(wide.max, narrow.max)
        }
        (Check::Items(wide), Check::Items(narrow)) => {
            wide.separator == narrow.separator
                && from(Some(wide.min.unwrap_or(0)), Some(narrow.min.unwrap_or(0)))
                && to(wide.max, narrow.max)
        }
        (wide, narrow) => match (numbers(wide), numbers(narrow)) {
            (Some(wide), Some(narrow)) => narrow
                .iter()
                .all(|(from, to)| wide.iter().any(|(low, high)| low <= from && to <= high)),
            _ => wide == narrow,
        },
    }
}

#[cfg(test)]
mod tests {
    use acs_spec::constraint::{IntRange, OneOf};

    use super::*;

    fn constraint(check: Check) -> Constraint {
        Constraint {
            id: format!("Lamp.{}", check.kind()),
            tier: Tier::Documented,
            check,
            pieces: None,
            narrows: None,
            wire_error: None,
            evidence: Vec::new(),
        }
    }

    fn values(list: &[&str]) -> Constraint {
        constraint(Check::OneOf(OneOf {
            values: list.iter().map(|v| (*v).to_owned()).collect(),
        }))
    }

    fn shown(list: &[Constraint]) -> Vec<(&str, Tier, Option<&str>)> {
        list.iter()
            .map(|c| (c.id.as_str(), c.tier, c.narrows.as_deref()))
            .collect()
    }

    #[test]
    fn a_stricter_reading_is_advice_that_narrows_the_looser_one() {
        let mut list = vec![values(&["a", "b"])];
        assert_eq!(add(&mut list, values(&["a"]), "prose"), Agreement::Clear);
        assert_eq!(
            shown(&list),
            [
                ("Lamp.one_of", Tier::Documented, None),
                ("Lamp.one_of@prose", Tier::Advisory, Some("Lamp.one_of")),
            ]
        );
    }

    #[test]
    fn a_looser_reading_is_documented() {
        let mut list = vec![values(&["a"])];
        assert_eq!(
            add(&mut list, values(&["a", "b"]), "prose"),
            Agreement::Clear
        );
        assert_eq!(
            shown(&list),
            [
                ("Lamp.one_of", Tier::Advisory, Some("Lamp.one_of@prose")),
                ("Lamp.one_of@prose", Tier::Documented, None),
            ]
        );
    }

    #[test]
    fn readings_that_cannot_be_ordered_refuse_nothing() {
        let range = |min, max| constraint(Check::IntRange(IntRange { min, max }));
        let mut list = vec![range(Some(1), Some(9))];
        assert_eq!(
            add(&mut list, range(Some(5), Some(20)), "prose"),
            Agreement::Differ
        );
        assert!(list.iter().all(|c| c.tier == Tier::Advisory));
        let mut list = vec![range(Some(1), None)];
        assert_eq!(
            add(&mut list, range(Some(1), None), "prose"),
            Agreement::Clear
        );
        assert_eq!(list.len(), 1);
    }

    #[test]
    fn a_list_of_numbers_and_a_range_are_compared() {
        let range = |min, max| constraint(Check::IntRange(IntRange { min, max }));
        let mut list = vec![range(Some(1), Some(3))];
        add(&mut list, values(&["1", "2", "3"]), "listed");
        assert_eq!(list.len(), 1);
        add(&mut list, values(&["1", "2"]), "listed");
        assert_eq!(
            shown(&list),
            [
                ("Lamp.int_range", Tier::Documented, None),
                ("Lamp.one_of@listed", Tier::Advisory, Some("Lamp.int_range")),
            ]
        );
    }
}
