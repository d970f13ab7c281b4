//! Lists of valid values: `Valid values: a, b, and c`, `Valid values: 1 to 9, 12`, bullets below `Valid values:`, and
//! lists of values that no such words announce (hinted only).

use crate::extract::bullets;
use crate::extract::finding::{Finding, Kind, TypeHint};
use crate::extract::heads::{Entry, Strength};
use crate::extract::lists::{self, Listed};
use crate::extract::phrase::{Phrase, phrases};
use crate::extract::reading::{Place, Reading, Sentence};

phrases! {
    /// Words that announce a list of all values.
    CUES:
    "valid/optional/supported/possible/available/allowed/permitted/acceptable/accepted/enumerated/enumeration/legal/effective value/values",
    "valid/optional/supported/possible/available/allowed options",
    "valid/allowed/supported range/ranges",
    "value range/ranges",
    "range of [valid/the] value/values",
    "one of the following [valid] values",
    "must be one of the following",
    "must be one of",
    "^ [the] following [valid] values",
    "^ values",
    "^ value : $",
    "^ options",
    "^ range/ranges",
}

/// Between the announcement and its colon: words that say nothing.
const PADDING: &[&str] = &[
    "are",
    "is",
    "as",
    "follows",
    "of",
    "for",
    "this",
    "the",
    "parameter",
    "field",
    "include",
    "supported",
    "available",
    "currently",
    "listed",
    "can",
    "be",
    "used",
    "valid",
    "values",
];

/// Where an announced list begins.
struct Cue {
    /// Token after the colon.
    at: usize,
    /// It says all values of the parameter, without a condition.
    plain: bool,
}

fn cue(sentence: &Sentence<'_, '_>, from: usize) -> Option<Cue> {
    let found = (from..sentence.to)
        .find_map(|start| CUES.iter().find_map(|p: &Phrase| p.at(sentence, start)))?;
    let mut at = found.end;
    let mut plain = !sentence.opens_conditionally() && !sentence.is_example();
    let mut verb = false;
    let mut of_n = false;
    loop {
        if let Some((_, end)) = crate::extract::heads::group(sentence, at) {
            at = end;
            continue;
        }
        let Some(token) = sentence.token(at) else {
            break;
        };
        if token.is(":") {
            return (!of_n).then_some(Cue { at: at + 1, plain });
        }
        if token.is(".") {
            break;
        }
        of_n |= token.is("n");
        let padding = token.mark.is_none() && token.is_any(PADDING);
        if verb && !padding {
            // `Valid values are a and b.`
            return (!of_n).then_some(Cue { at, plain });
        }
        verb |= token.is_any(&["are", "is"]);
        plain &= padding;
        if at > found.end + 16 {
            return None;
        }
        at += 1;
    }
    // No colon at all: a list must follow at once.
    let at_end = at >= sentence.to || sentence.token(at).is_some_and(|t| t.is("."));
    (at_end && sentence.to == sentence.line.tokens.len() && plain).then_some(Cue {
        at: sentence.to,
        plain,
    })
}

/// `valid-values`: an announced list of all values.
pub fn valid_values(reading: &Reading<'_>) -> Vec<Finding> {
    let mut out = Vec::new();
    for sentence in reading.statements() {
        let mut from = sentence.from;
        while let Some(cue) = cue(&sentence, from) {
            from = cue.at.max(from + 1);
            let at_end = (cue.at..sentence.to)
                .all(|i| sentence.token(i).is_none_or(|t| t.is_any(&[".", ":"])));
            let last = sentence.to == sentence.line.tokens.len();
            let listed = if at_end && last {
                bullets::after_line(reading, sentence.line)
            } else if at_end {
                None
            } else {
                lists::in_sentence(&sentence, cue.at, reading.hint)
            };
            // `Values: x` alone may be an example; `Valid values: x` is not.
            let bare = sentence
                .token(sentence.opening())
                .is_some_and(|t| t.is_any(&["values", "value", "range", "options"]));
            let listed =
                listed.filter(|l| !(bare && matches!(l.entries.as_slice(), [Entry::Value(_)])));
            if let Some(listed) = listed {
                let soft = !cue.plain || bullets::goes_on(reading, &listed);
                findings(&sentence, &listed, reading.hint, soft, &mut out);
            }
        }
    }
    out
}

/// `listed-values`: bullets that name values, though nothing says that these are all.
pub fn listed_values(reading: &Reading<'_>) -> Vec<Finding> {
    // Bullets of a JSON value name its fields.
    if reading
        .statements()
        .any(|s| s.has_any(&["json", "fields", "json-formatted"]))
    {
        return Vec::new();
    }
    let mut out = Vec::new();
    let mut block = usize::MAX;
    for line in &reading.lines {
        let Place::Item { depth: 0, .. } = line.place else {
            continue;
        };
        if line.block == block {
            continue;
        }
        block = line.block;
        let Some(listed) = bullets::bullets(reading, line.number, 0) else {
            continue;
        };
        let clear = listed.entries.len() >= 2
            && line
                .head
                .as_ref()
                .is_some_and(|h| matches!(h.strength, Strength::Separated | Strength::Bare));
        if clear && let Some(first) = line.sentences.first() {
            let sentence = Sentence {
                line,
                index: 0,
                from: first.start,
                to: first.end,
            };
            findings(&sentence, &listed, reading.hint, true, &mut out);
        }
    }
    out
}

pub(in crate::extract) fn findings(
    sentence: &Sentence<'_, '_>,
    listed: &Listed,
    hint: TypeHint,
    soft: bool,
    out: &mut Vec<Finding>,
) {
    let source = sentence.source();
    let make = |kind| {
        if soft {
            Finding::soft(kind, source)
        } else {
            Finding::new(kind, source)
        }
    };
    let Some(kind) = kind(&listed.entries, hint) else {
        return;
    };
    out.push(make(kind));
    // `(default)` is stated wherever the list stands; two of them contradict one another.
    if let [value] = listed.defaults.as_slice() {
        out.push(Finding::new(Kind::Default(value.clone()), source));
    }
    if !listed.meanings.is_empty() {
        out.push(make(Kind::ValueMeanings(listed.meanings.clone())));
    }
}

/// The constraint that a list amounts to. Numbers that stand alone stay text: `1, 2, and 3` is a list of values.
fn kind(entries: &[Entry], hint: TypeHint) -> Option<Kind> {
    if hint == TypeHint::Object {
        return None;
    }
    let ranges = entries.iter().any(|e| matches!(e, Entry::Range(..)));
    if !ranges {
        let values: Vec<String> = entries
            .iter()
            .filter_map(|e| match e {
                Entry::Value(v) => Some(v.clone()),
                Entry::Range(..) => None,
            })
            .collect();
        let fits = hint != TypeHint::Boolean
            || values
                .iter()
                .all(|v| v.eq_ignore_ascii_case("true") || v.eq_ignore_ascii_case("false"));
        return (fits && !values.is_empty()).then_some(Kind::OneOf(values));
    }
    if hint == TypeHint::Boolean {
        return None;
    }
    if let [Entry::Range(min, max)] = entries {
        return Some(Kind::IntRange {
            min: *min,
            max: *max,
        });
    }
    entries
        .iter()
        .map(|e| match e {
            Entry::Range(Some(low), Some(high)) => Some((*low, *high)),
            Entry::Range(..) => None,
            Entry::Value(v) => crate::extract::token::whole_number(v).map(|n| (n, n)),
        })
        .collect::<Option<Vec<_>>>()
        .map(Kind::IntSet)
}
