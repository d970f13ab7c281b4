//! Brings a failing request as near to a request that breaks nothing as it goes: what differs is what matters.

use std::collections::BTreeMap;

use acs_conformance::Strategies;
use acs_conformance::strategy::shrink;

use super::Pairs;

/// What is sent under one name in the place of what a valid request sends; nothing: the name is absent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Edit {
    pub(crate) name: String,
    pub(crate) values: Vec<String>,
}

/// Most edits of which every two are tried together.
const MOST_PAIRED: usize = 40;

/// The least request of an operation that breaks nothing, if any does.
pub(crate) fn sound(strategies: &Strategies) -> Option<Pairs> {
    let tree = (0..64).find_map(|seed| strategies.valid().of_seed(seed))?;
    Some(shrink(tree, |_| true).pairs)
}

fn by_name(pairs: &[(String, String)]) -> BTreeMap<&str, Vec<&str>> {
    let mut out: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for (name, value) in pairs {
        out.entry(name).or_default().push(value);
    }
    out
}

/// What makes the second out of the first, name by name.
pub(crate) fn edits(sound: &[(String, String)], pairs: &[(String, String)]) -> Vec<Edit> {
    let (from, to) = (by_name(sound), by_name(pairs));
    let mut out = Vec::new();
    for (name, values) in &to {
        if from.get(name) != Some(values) {
            out.push(Edit {
                name: (*name).to_owned(),
                values: values.iter().map(|value| (*value).to_owned()).collect(),
            });
        }
    }
    for name in from.keys().filter(|name| !to.contains_key(*name)) {
        out.push(Edit {
            name: (*name).to_owned(),
            values: Vec::new(),
        });
    }
    out.sort_by(|a, b| a.name.cmp(&b.name));
    out
}

/// A request after edits.
pub(crate) fn apply(sound: &[(String, String)], edits: &[&Edit]) -> Pairs {
    let is_edited = |name: &String| edits.iter().any(|edit| edit.name == *name);
    let kept = sound.iter().filter(|(name, _)| !is_edited(name)).cloned();
    let put = edits.iter().flat_map(|edit| {
        let pair = |value: &String| (edit.name.clone(), value.clone());
        edit.values.iter().map(pair)
    });
    kept.chain(put).collect()
}

/// The request nearest to a valid one that fails as this one does; `None` where not even all edits together do.
pub(crate) fn nearest(
    sound: &[(String, String)],
    pairs: &[(String, String)],
    fails: impl Fn(&Pairs) -> bool,
) -> Option<Pairs> {
    let all = edits(sound, pairs);
    let whole: Vec<&Edit> = all.iter().collect();
    let tried = |edits: &[&Edit]| {
        let pairs = apply(sound, edits);
        fails(&pairs).then_some(pairs)
    };
    if let Some(none) = tried(&[]) {
        return Some(none);
    }
    let mut best = tried(&whole)?;
    if let Some(one) = whole.iter().find_map(|edit| tried(&[*edit])) {
        return Some(one);
    }
    if whole.len() <= MOST_PAIRED {
        let two = whole.iter().enumerate().find_map(|(n, one)| {
            let rest = whole.iter().skip(n + 1);
            rest.into_iter().find_map(|other| tried(&[*one, *other]))
        });
        if two.is_some() {
            return two;
        }
    }
    let mut kept = whole;
    loop {
        let less = (0..kept.len()).find_map(|n| {
            let mut less = kept.clone();
            less.remove(n);
            tried(&less).map(|pairs| (less, pairs))
        });
        match less {
            Some((less, pairs)) => (kept, best) = (less, pairs),
            None => return Some(best),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pairs(list: &[(&str, &str)]) -> Pairs {
        let owned = |(name, value): &(&str, &str)| ((*name).to_owned(), (*value).to_owned());
        list.iter().map(owned).collect()
    }

    #[test]
    fn edits_make_one_request_out_of_another() {
        let from = pairs(&[("A", "1"), ("B", "2"), ("C", "3")]);
        let to = pairs(&[("B", "2"), ("A", "1"), ("A", "9"), ("D", "4")]);
        let edits = edits(&from, &to);
        let names: Vec<&str> = edits.iter().map(|edit| edit.name.as_str()).collect();
        assert_eq!(names, ["A", "C", "D"]);
        let mut made = apply(&from, &edits.iter().collect::<Vec<_>>());
        made.sort();
        let mut to = to;
        to.sort();
        assert_eq!(made, to);
    }

    #[test]
    fn only_what_matters_is_left() {
        let sound = pairs(&[("A", "1"), ("B", "2")]);
        let far = pairs(&[("B", "x"), ("C", "y"), ("D", "z"), ("E", "e")]);
        let has = |pairs: &Pairs, name: &str| pairs.iter().any(|(n, _)| n == name);
        let one = nearest(&sound, &far, |pairs| has(pairs, "D")).unwrap();
        assert_eq!(one, self::pairs(&[("A", "1"), ("B", "2"), ("D", "z")]));
        let two = nearest(&sound, &far, |pairs| has(pairs, "D") && !has(pairs, "A")).unwrap();
        assert_eq!(two, self::pairs(&[("B", "2"), ("D", "z")]));
        let three = |pairs: &Pairs| has(pairs, "D") && has(pairs, "C") && has(pairs, "E");
        assert_eq!(nearest(&sound, &far, three).unwrap().len(), 5);
        assert_eq!(nearest(&sound, &far, |_| false), None);
        assert_eq!(nearest(&sound, &far, |_| true), Some(sound.clone()));
    }
}
