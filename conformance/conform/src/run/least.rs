//! Brings a failing request as near to a request that breaks nothing as it goes: what differs is what matters.

use std::collections::BTreeMap;

use acs_conformance::subject::Judged;
use acs_spec::Operation;
use acs_spec::operation::Type;

use acs_conformance::strategy::{Case, shrink};
use acs_conformance::{Ledger, Strategies};

use super::examine::{By, Wrong, against};
use super::{Ground, Pairs};

/// What is sent under one name in the place of what a valid request sends; nothing: the name is absent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Edit {
    pub(crate) name: String,
    pub(crate) values: Vec<String>,
}

/// Most edits of which every two are tried together.
const MOST_PAIRED: usize = 40;

/// The least request of an operation that breaks nothing, if any does, written as a crate writes it.
pub(crate) fn sound(strategies: &Strategies) -> Option<Pairs> {
    let tree = (0..64).find_map(|seed| strategies.valid().of_seed(seed))?;
    let case = shrink(tree, |_| true);
    Some(case.again.unwrap_or(case.pairs))
}

/// What the least requests of most obligations have in common.
pub(crate) fn common(ledger: &Ledger) -> Option<Pairs> {
    let mut names: Vec<&str> = Vec::new();
    let mut counts: BTreeMap<&str, BTreeMap<&str, usize>> = BTreeMap::new();
    for obligation in ledger.obligations() {
        for (name, value) in &obligation.least().pairs {
            if !counts.contains_key(name.as_str()) {
                names.push(name);
            }
            *counts.entry(name).or_default().entry(value).or_default() += 1;
        }
    }
    let all = ledger.obligations().len();
    let usual = |name: &&str| {
        let values = counts.get(name)?;
        let is_usual = values.values().sum::<usize>() * 2 > all;
        let value = values.iter().max_by_key(|(_, count)| **count)?;
        is_usual.then(|| ((*name).to_owned(), (*value.0).to_owned()))
    };
    (all > 0).then(|| names.iter().filter_map(usual).collect())
}

/// The same with texts that people know: those that the documentation gives as examples, where they break nothing.
pub(crate) fn readable(mut sound: Pairs, operation: &Operation, judged: &Judged) -> Pairs {
    for n in 0..sound.len() {
        let Some((name, value)) = sound.get(n).cloned() else {
            continue;
        };
        let mut parameters = operation.parameters.iter();
        let schema = parameters.find(|parameter| parameter.name == name);
        let Some(schema) = schema.map(|parameter| &parameter.schema) else {
            continue;
        };
        // Of other types it is not known how a crate writes them.
        if schema.r#type != Type::String {
            continue;
        }
        // Examples are often masked; then the plainest text will do.
        let example = schema.example.as_deref();
        let example = example.filter(|text| !text.is_empty() && !text.contains('*'));
        for word in [example, Some("a")].into_iter().flatten() {
            set(&mut sound, n, word);
            let says = judged.findings(&operation.name, &sound);
            if says.is_some_and(|says| says.is_empty()) {
                break;
            }
            set(&mut sound, n, &value);
        }
    }
    sound
}

fn set(pairs: &mut Pairs, n: usize, value: &str) {
    if let Some((_, place)) = pairs.get_mut(n) {
        value.clone_into(place);
    }
}

/// A failing case, and the answer.
pub(crate) type Failing = (Case, Wrong);

/// A failing case brought as near to a valid request as it goes. `same`: what must come stays the same.
pub(crate) fn nearer(ground: &Ground<'_>, (case, wrong): Failing, same: bool) -> Failing {
    let Some(sound) = ground.sound.as_ref().filter(|_| wrong.by == By::Subject) else {
        return (case, wrong);
    };
    // What is written again is known only of requests that are written as a crate writes them.
    let written = case.again.as_ref().filter(|_| wrong.is_about_writing());
    let again = |pairs: &Pairs| {
        let mut new = Case::new(&case.operation, &case.name, pairs.clone());
        new.again = written.map(|_| pairs.clone());
        let judged = ground.judged.findings(&case.operation, pairs)?;
        if same && judged != wrong.expected {
            return None;
        }
        let wrong = against(ground.subject, &new, judged)?;
        Some((new, wrong))
    };
    let fails = |pairs: &Pairs| again(pairs).is_some_and(|(_, new)| new.is_like(&wrong));
    // A list with a hole is written without: of a list, all is kept or nothing.
    let whole = written.is_some();
    let near = nearest(sound, written.unwrap_or(&case.pairs), whole, fails);
    near.and_then(|pairs| again(&pairs))
        .unwrap_or((case, wrong))
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
    // What belongs to one parameter stands together.
    out.sort_by(|a, b| (top(&a.name), &a.name).cmp(&(top(&b.name), &b.name)));
    out
}

/// What is other than in a valid request, a line for each name; of long values the beginning and the length.
pub(crate) fn changes(edits: &[Edit]) -> Vec<String> {
    edits
        .iter()
        .map(|edit| match edit.values.as_slice() {
            [] => format!("without {}", edit.name),
            values => {
                let values: Vec<String> = values.iter().map(|value| brief(value)).collect();
                format!("{} = {}", edit.name, values.join(" and again "))
            }
        })
        .collect()
}

/// Longest value that is shown whole, in characters.
const LONGEST: usize = 72;

/// A value as in Rust; of a long one the beginning, and how long it is.
pub(crate) fn brief(value: &str) -> String {
    let length = value.chars().count();
    if length <= LONGEST {
        return format!("{value:?}");
    }
    let begin: String = value.chars().take(LONGEST / 2).collect();
    format!(
        "{}… ({length} characters)",
        format!("{begin:?}").trim_end_matches('"')
    )
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

/// The parameter that a name is a part of: `Tag` of `Tag.1.Key`.
pub(crate) fn top(name: &str) -> &str {
    name.split_once('.').map_or(name, |(top, _)| top)
}

/// Each edit alone, or, where `whole`, all of one parameter together.
fn units(all: &[Edit], whole: bool) -> Vec<Vec<&Edit>> {
    let same = |a: &Edit, b: &Edit| whole && top(&a.name) == top(&b.name);
    all.chunk_by(same)
        .map(|unit| unit.iter().collect())
        .collect()
}

/// The request nearest to a valid one that fails as this one does; `None` where not even all edits together do.
/// Where `whole`, a parameter is taken over with all its parts.
fn nearest(
    sound: &[(String, String)],
    pairs: &[(String, String)],
    whole: bool,
    fails: impl Fn(&Pairs) -> bool,
) -> Option<Pairs> {
    let all = edits(sound, pairs);
    let mut kept = units(&all, whole);
    let tried = |units: &[&Vec<&Edit>]| {
        let edits: Vec<&Edit> = units.iter().flat_map(|unit| unit.iter().copied()).collect();
        let pairs = apply(sound, &edits);
        fails(&pairs).then_some(pairs)
    };
    let every: Vec<&Vec<&Edit>> = kept.iter().collect();
    if let Some(none) = tried(&[]) {
        return Some(none);
    }
    let mut best = tried(&every)?;
    if let Some(one) = every.iter().find_map(|unit| tried(&[*unit])) {
        return Some(one);
    }
    if every.len() <= MOST_PAIRED {
        let two = every.iter().enumerate().find_map(|(n, one)| {
            let mut rest = every.iter().skip(n + 1);
            rest.find_map(|other| tried(&[*one, *other]))
        });
        if two.is_some() {
            return two;
        }
    }
    loop {
        let less = (0..kept.len()).find_map(|n| {
            let less = kept.iter().enumerate().filter(|(at, _)| *at != n);
            let less: Vec<&Vec<&Edit>> = less.map(|(_, unit)| unit).collect();
            tried(&less).map(|pairs| (n, pairs))
        });
        match less {
            Some((n, pairs)) => {
                kept.remove(n);
                best = pairs;
            }
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
        let one = nearest(&sound, &far, false, |pairs| has(pairs, "D")).unwrap();
        assert_eq!(one, self::pairs(&[("A", "1"), ("B", "2"), ("D", "z")]));
        let two = nearest(&sound, &far, false, |pairs| {
            has(pairs, "D") && !has(pairs, "A")
        })
        .unwrap();
        assert_eq!(two, self::pairs(&[("B", "2"), ("D", "z")]));
        let three = |pairs: &Pairs| has(pairs, "D") && has(pairs, "C") && has(pairs, "E");
        assert_eq!(nearest(&sound, &far, false, three).unwrap().len(), 5);
        assert_eq!(nearest(&sound, &far, false, |_| false), None);
        assert_eq!(nearest(&sound, &far, false, |_| true), Some(sound.clone()));
    }
}
