//! Rules between parameters without a condition: at least one of them, only one of them, one later than another.

use crate::extract::finding::{Finding, Kind, Relation};
use crate::extract::phrase::{parameter, phrases};
use crate::extract::reading::{Reading, Sentence};

phrases! {
    AT_LEAST:
    "^ you must specify/set at least one of",
    "at least one of",
    "^ you must specify/set one of",
    "^ you must specify/set either",
}

phrases! {
    THIS_OR:
    "you must specify/set this parameter or [the] <p>",
    "you must specify/set either this parameter or [the] <p>",
}

phrases! {
    ONLY_ONE:
    "you can specify/set only one of",
    "only one of",
    "you can specify/set either",
    "you cannot specify/set both",
    "cannot specify/set both",
}

phrases! {
    LATER:
    "the end time must be later/greater than the <v> time",
    "the end time must be later/greater than [the] <p>",
    "the end must be later than the <v>",
    "^ [this] [the] value must be later/greater than [that] [the] [value] [of] [the] <p>",
    "the end time cannot be earlier than the <v> time",
}

phrases! {
    EARLIER:
    "the start time must be earlier than the <v> time",
    "the start time must be earlier/less than [the] <p>",
    "the start time cannot be later than the <v> time",
}

/// `one-of-parameters`.
pub fn one_of_parameters(reading: &Reading<'_>) -> Vec<Finding> {
    let mut out = Vec::new();
    for sentence in reading.statements() {
        if sentence.is_example() {
            continue;
        }
        let source = sentence.source();
        if let Some(found) = THIS_OR
            .iter()
            .find_map(|p| p.find(&sentence, sentence.from))
        {
            let names = found.values.iter().map(|v| v.text.clone()).collect();
            out.push(Finding::new(Kind::AtLeastOne(names), source));
            continue;
        }
        let list = |table: &[crate::extract::phrase::Phrase]| {
            let found = table
                .iter()
                .find_map(|p| p.find(&sentence, sentence.from))?;
            names(&sentence, found.end)
        };
        let kind = match list(&ONLY_ONE) {
            Some(found) => Some(Kind::Exclusive(found)),
            None => list(&AT_LEAST).map(Kind::AtLeastOne),
        };
        // `To change the lamp, you must specify at least one of …` holds in that case only.
        let soft = sentence.opens_conditionally();
        out.extend(kind.map(|kind| {
            if soft {
                Finding::soft(kind, source)
            } else {
                Finding::new(kind, source)
            }
        }));
    }
    out
}

/// `the A and B parameters`: at least two names.
fn names(sentence: &Sentence<'_, '_>, at: usize) -> Option<Vec<String>> {
    let mut out = Vec::new();
    let mut at = at;
    while out.len() < 16 {
        while sentence
            .token(at)
            .is_some_and(|t| t.is_any(&["the", "following", "parameters", "parameter", ":"]))
        {
            at += 1;
        }
        let Some(name) = parameter(sentence, at) else {
            break;
        };
        out.push(name.text);
        at = name.end;
        while sentence
            .token(at)
            .is_some_and(|t| t.is_any(&[",", "and", "or", "parameter"]))
        {
            at += 1;
        }
    }
    (out.len() >= 2).then_some(out)
}

/// `later-than`.
pub fn later_than(reading: &Reading<'_>) -> Vec<Finding> {
    reading
        .statements()
        .filter(|s| !s.is_example() && !s.opens_conditionally())
        .filter_map(|sentence| {
            let find = |table: &[crate::extract::phrase::Phrase]| {
                table.iter().find_map(|p| p.find(&sentence, sentence.from))
            };
            let (relation, found) = match find(&LATER) {
                Some(found) => (Relation::Greater, found),
                None => (Relation::Less, find(&EARLIER)?),
            };
            let caught = found.value(0)?;
            let noun = sentence
                .token(caught.end)
                .filter(|t| t.is("time") && caught.end < found.end);
            let other = match noun {
                Some(_) => format!("{} time", caught.text),
                None => caught.text.clone(),
            };
            Some(Finding::new(
                Kind::Compare { relation, other },
                sentence.source(),
            ))
        })
        .collect()
}
