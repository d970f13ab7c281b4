//! How many items a list may hold, and what separates the pieces of a string that holds a list.

use crate::extract::finding::{Finding, Kind, Subject, TypeHint};
use crate::extract::phrase::{Match, phrases};
use crate::extract::reading::{Reading, Sentence};

phrases! {
    SEPARATED:
    "separate/separated ... with/by [a/the] comma/commas",
    "delimited/split by/with [a] comma/commas",
    "comma-separated",
    "separated by comma",
}

phrases! {
    SEPARATED_OTHERWISE:
    "separate/separated ... with/by [a/the] semicolon/semicolons",
    "separate/separated ... with/by [a/the] space/spaces",
    "separate/separated ... with/by [a/the] vertical bar/bars",
    "separate/separated ... with/by [a/the] line feed/feeds",
    "separate/separated ... with/by [a/the] colon/colons",
}

phrases! {
    /// At most so many of something.
    COUNTS:
    "you can specify/enter/set/configure/add/pass/select/provide/include/associate/attach/query/delete [a] [up/at] [to/most] [maximum] [of] <n>",
    "you can specify/enter/set/configure/add/pass/select/provide up to <n>",
    "up to <n> ... can be specified/entered/passed/added/set/configured/selected/included/supported/provided",
    "up to <n> ... are supported/allowed",
    "[a] maximum of <n> ... can be specified/entered/passed/added/set/configured/selected/included/provided",
    "[a] maximum of <n> ... are/is supported/allowed",
    "[the] maximum number of ... is <n>",
    "at most <n> ... can be specified/entered/passed/added/set/configured/selected/included",
    "consists of up to <n>",
    "consist of up to <n>",
    "contains/contain up to <n>",
    "contains/contain at most <n>",
    "contains/contain a maximum of <n>",
    "supports/support up to <n>",
    "supports a maximum of <n>",
    "you cannot specify more than <n>",
    "cannot specify more than <n>",
    "the number of ... cannot exceed <n>",
    "the number of ... must not exceed <n>",
    "^ maximum [number] : <n>",
    "^ maximum number of ... : <n>",
    "you can/must specify/enter/set/configure/add/pass/select/provide <r>",
    "with up to <n> ... supported",
    "must specify/enter/add/select/provide at least <n> and at most <n>",
    "^ the ids/names/addresses/keys/list of up to <n>",
}

phrases! {
    OF_N:
    "[valid] values of n : <r>",
    "valid values of n are <r>",
    "the value of n ranges <r>",
    "n ranges <r>",
    "value range of n : <r>",
    "^ n : <r>",
}

phrases! {
    ARRAY_LENGTH:
    "array length/size [is/:] [of] <r>",
    "array length/size ranges <r>",
    "length/size of the array [is/:] <r>",
    "length/size of the array ranges <r>",
}

/// The greatest number of elements, where a sentence states it as the length of the array.
pub(super) fn array_length(sentence: &Sentence<'_, '_>) -> Option<Match> {
    ARRAY_LENGTH
        .iter()
        .find_map(|p| p.find(sentence, sentence.from))
}

/// Words after a count that make it a measure of something else than items.
const NOT_ITEMS: &[&str] = &[
    "characters",
    "character",
    "bytes",
    "letters",
    "digits",
    "days",
    "day",
    "hours",
    "minutes",
    "seconds",
    "months",
    "years",
    "%",
    "times",
    "mb",
    "gb",
    "tb",
    "kb",
    "mib",
    "gib",
    "percent",
    "weeks",
    "mbit/s",
    "gbit/s",
    "decimal",
    "levels",
    "entries",
    "records",
    "pages",
    "rows",
    "qps",
    "lines",
    "pixels",
    "milliseconds",
];

/// What separates the pieces of the value, if the text says so.
pub fn separator_of(reading: &Reading<'_>) -> Option<String> {
    if reading.hint != TypeHint::Text && reading.hint != TypeHint::Other {
        return None;
    }
    reading
        .statements()
        .filter(|s| !s.is_example())
        .find_map(|s| separator_in(&s))
}

fn separator_in(sentence: &Sentence<'_, '_>) -> Option<String> {
    if sentence.has_any(&["key-value"]) {
        return None;
    }
    if SEPARATED
        .iter()
        .any(|p| p.find(sentence, sentence.from).is_some())
    {
        return Some(",".to_owned());
    }
    let found = SEPARATED_OTHERWISE
        .iter()
        .find_map(|p| p.find(sentence, sentence.from))?;
    let last = sentence.token(found.end - 1)?;
    Some(
        if last.is_any(&["semicolon", "semicolons"]) {
            ";"
        } else if last.is_any(&["space", "spaces"]) {
            " "
        } else if last.is_any(&["bar", "bars"]) {
            "|"
        } else if last.is_any(&["colon", "colons"]) {
            ":"
        } else {
            "\n"
        }
        .to_owned(),
    )
}

/// `separator`: `Separate multiple IDs with commas (,).`
pub fn separator(reading: &Reading<'_>) -> Vec<Finding> {
    if reading.hint != TypeHint::Text && reading.hint != TypeHint::Other {
        return Vec::new();
    }
    reading
        .statements()
        .filter(|s| !s.is_example())
        .filter_map(|s| Some(Finding::new(Kind::Separator(separator_in(&s)?), s.source())))
        .collect()
}

/// `max-items`: `You can specify up to 10 IDs.`
pub fn max_items(reading: &Reading<'_>) -> Vec<Finding> {
    let separator = separator_of(reading);
    let array = reading.hint == TypeHint::Array;
    let json = reading.hint == TypeHint::Text
        && reading
            .statements()
            .any(|s| s.has("json") && s.has_any(&["array", "list"]));
    let mut out = Vec::new();
    for sentence in reading.statements() {
        let Some((n, end)) = count(&sentence) else {
            continue;
        };
        if sentence.opens_conditionally() && !harmless_opening(&sentence)
            || sentence.is_example()
            || sentence.condition_after(end)
        {
            continue;
        }
        let kind = Kind::MaxItems {
            n,
            separator: separator.clone(),
        };
        let mut finding = Finding::new(kind, sentence.source());
        if !array && separator.is_none() && !json {
            if names_the_array(&sentence) {
                finding.subject = Subject::ParentArray;
            } else if !(reading.hint == TypeHint::Text && plural_opening(reading)) {
                continue;
            }
        }
        out.push(finding);
    }
    out
}

fn count(sentence: &Sentence<'_, '_>) -> Option<(u64, usize)> {
    if let Some(found) = OF_N.iter().find_map(|p| p.find(sentence, sentence.from)) {
        return Some((u64::try_from(found.number(1)?).ok()?, found.end));
    }
    if let Some(found) = array_length(sentence) {
        return Some((u64::try_from(found.number(1)?).ok()?, found.end));
    }
    let found = COUNTS
        .iter()
        .filter_map(|p| p.find(sentence, sentence.from))
        .find(|m| is_limit(sentence, m))?;
    let most = found.numbers.last()?;
    Some((u64::try_from(*most).ok()?, found.end))
}

/// The words before the number say `at most`, and the words after it name things.
fn is_limit(sentence: &Sentence<'_, '_>, found: &Match) -> bool {
    let number = (found.start..found.end)
        .rev()
        .find(|i| sentence.token(*i).is_some_and(|t| t.number().is_some()));
    let Some(number) = number else { return false };
    let limit = ["up", "most", "maximum", "more", "exceed"];
    let limited =
        (found.start..found.end).any(|i| sentence.token(i).is_some_and(|t| t.is_any(&limit)));
    let next = |i: usize| {
        sentence
            .token(number + i)
            .is_some_and(|t| t.is_any(NOT_ITEMS))
    };
    let per_other = sentence.has_any(&["per", "each"])
        && !sentence.has_any(&["request", "time", "call", "operation"]);
    let interval = found.numbers.len() == 2;
    (limited || interval) && !next(1) && !next(2) && !per_other
}

/// `In a request, you can …` and the like do not make a count conditional.
fn harmless_opening(sentence: &Sentence<'_, '_>) -> bool {
    let at = sentence.opening();
    sentence.token(at).is_some_and(|t| t.is("in"))
        && sentence
            .token(at + 1)
            .is_some_and(|t| t.is_any(&["a", "each", "one"]))
}

/// A note below an item that speaks of how many items there may be.
fn names_the_array(sentence: &Sentence<'_, '_>) -> bool {
    sentence.has_any(&["key-value", "tags", "pairs", "n"])
        || (sentence.has_any(&["tag"]) && sentence.has_any(&["keys", "values"]))
}

/// The description opens with a plural (`The IDs of …`): the string holds several things, whatever separates them.
fn plural_opening(reading: &Reading<'_>) -> bool {
    let Some(first) = reading.sentences().next() else {
        return false;
    };
    first.tokens().iter().take(4).any(|t| {
        t.is_any(&[
            "ids",
            "names",
            "list",
            "addresses",
            "keys",
            "items",
            "urls",
            "domains",
        ])
    })
}
