//! Which value of a request a pair's name means.

use crate::plan::{Carriage, Kind, NodeId, Object, Plan};

/// Most steps that a name may lead inwards. It bounds recursion, and real requests stay far below it.
pub(crate) const MAX_STEPS: usize = 128;

/// Greatest position in a list.
pub(crate) const MAX_INDEX: u32 = 2_147_483_647;

/// One step of a name into a list, an object or a map.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Step<'r> {
    /// The position in a list, from 1.
    Index(u32),
    /// The slot of an object.
    Field(usize),
    /// The key of a map.
    Key(&'r str),
}

/// What a name means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Place {
    /// The parameter's slot.
    pub(crate) parameter: usize,
    /// The value's type.
    pub(crate) node: NodeId,
    /// How a value there is carried.
    pub(crate) carriage: Carriage,
}

/// Finds what a name means, and appends the steps that lead there from the parameter. Where that is carried
/// [`Carriage::Flat`], the name is but the beginning of names of pairs.
pub(crate) fn locate<'r>(plan: &Plan, name: &'r str, steps: &mut Vec<Step<'r>>) -> Option<Place> {
    let (parameter, mut rest) = choose(&plan.request, name)?;
    let slot = plan.request.slots.get(parameter)?;
    let (mut node, mut carriage) = (slot.node, slot.carriage);
    let mut count = 0;
    while let Some(inside) = rest {
        count += 1;
        if count > MAX_STEPS {
            return None;
        }
        (node, rest) = match plan.kind(node) {
            Kind::Scalar(_) => return None,
            Kind::List(items) => {
                let (head, tail) = head(inside);
                steps.push(Step::Index(index(head)?));
                (*items, tail)
            }
            Kind::Map(items) => {
                let (key, tail) = match plan.kind(*items) {
                    Kind::Scalar(_) => (inside, None),
                    _ => head(inside),
                };
                if key.is_empty() {
                    return None;
                }
                steps.push(Step::Key(key));
                (*items, tail)
            }
            Kind::Object(object) => {
                let (field, tail) = choose(object, inside)?;
                steps.push(Step::Field(field));
                (object.slots.get(field)?.node, tail)
            }
        };
        carriage = match plan.kind(node) {
            Kind::Scalar(_) => Carriage::Scalar,
            _ => Carriage::Flat,
        };
    }
    Some(Place {
        parameter,
        node,
        carriage,
    })
}

/// The slot that a name begins with, and what follows after a dot. Of several that fit the longest is taken.
fn choose<'r>(object: &Object, name: &'r str) -> Option<(usize, Option<&'r str>)> {
    let slot = |name: &str| {
        let slot = *object.by_name.get(name)?;
        Some((slot, object.slots.get(slot)?.carriage))
    };
    let whole = slot(name);
    if let Some((slot, carriage)) = whole
        && carriage != Carriage::Flat
    {
        return Some((slot, None));
    }
    // No name has more dots than `most_dots`: so of a name of a million dots few are looked at.
    let mut longest = None;
    for (dot, _) in name.match_indices('.').take(object.most_dots + 1) {
        let Some((head, tail)) = name.split_at_checked(dot) else {
            continue;
        };
        if let Some((slot, Carriage::Flat)) = slot(head) {
            longest = Some((slot, tail.strip_prefix('.')));
        }
    }
    longest.or(whole.map(|(slot, _)| (slot, None)))
}

/// Up to the first dot, and what follows it.
fn head(name: &str) -> (&str, Option<&str>) {
    match name.split_once('.') {
        Some((head, tail)) => (head, Some(tail)),
        None => (name, None),
    }
}

/// A position in a list as it is written in a name: decimal from 1, without sign or leading zero.
pub(crate) fn index(text: &str) -> Option<u32> {
    let plain = text.bytes().all(|b| b.is_ascii_digit()) && !text.starts_with('0');
    let number = plain.then(|| text.parse().ok()).flatten()?;
    (1..=MAX_INDEX).contains(&number).then_some(number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn positions_are_written_plainly() {
        for (text, want) in [
            ("1", Some(1)),
            ("10", Some(10)),
            ("2147483647", Some(MAX_INDEX)),
        ] {
            assert_eq!(index(text), want);
        }
        for text in [
            "",
            "0",
            "01",
            "+1",
            "-1",
            " 1",
            "1 ",
            "2147483648",
            "99999999999",
            "٣",
            "a",
        ] {
            assert_eq!(index(text), None, "{text:?}");
        }
    }
}
