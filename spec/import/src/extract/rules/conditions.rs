//! When this parameter is required, and what it requires: rules between two parameters with a condition.

use crate::extract::finding::{Finding, Kind};
use crate::extract::heads::Entry;
use crate::extract::phrase::{Caught, Match, Phrase, parameter, phrases, value};
use crate::extract::reading::{Place, Reading, Sentence};

phrases! {
    /// `This parameter is required …`, up to the condition.
    REQUIRED:
    "^ [>] this/the parameter is required [only] if/when",
    "^ this/the parameter is ... and required [only] if/when",
    "^ this/the parameter takes effect and must be specified [only] if/when",
    "^ this/the parameter takes effect and is required [only] if/when",
    "^ this/the parameter must be specified/set/configured [only] if/when",
    "^ this/the parameter is mandatory [only] if/when",
    "^ this/the parameter needs to be specified/set [only] if/when",
    "^ you must [also] specify/set/configure this/the parameter [only] if/when",
    "^ you need to [also] specify/set/configure this/the parameter [only] if/when",
    "^ it is required [only] if/when",
    "^ [it] must be specified [only] if/when",
    "^ required [only] if/when",
    "^ mandatory [only] if/when",
    "^ this/the parameter is required in the case that",
}

phrases! {
    /// `…, this parameter is required`, after the condition.
    THEN_REQUIRED:
    ", [then] this/the parameter is required",
    ", [then] this/the parameter is mandatory",
    ", [then] this/the parameter must be specified/set/configured",
    ", you must [also] specify/set/configure this parameter",
    ", you need to [also] specify/set/configure this parameter",
    ", it is required",
}

phrases! {
    /// One parameter has one value.
    CONDITION:
    "[you] [set] [the] [value] [of] [the] <p> [parameter] is/are [set] [to] <v>",
    "[the] [value] [of] [the] <p> [parameter] is/are specified as <v>",
    "you set [the] <p> [parameter] to <v>",
    "you specify <v> for [the] <p> [parameter]",
    "<p> = <v>",
    "<p> = = <v>",
    "<p> equals [to] <v>",
}

/// Words that stand where a value would, and are none.
const NOT_VALUES: &[&str] = &[
    "a",
    "an",
    "the",
    "not",
    "specified",
    "empty",
    "one",
    "any",
    "set",
    "left",
    "configured",
    "required",
    "used",
    "valid",
    "enabled",
    "disabled",
    "in",
    "to",
    "on",
    "off",
    "other",
    "none",
    "null",
    "also",
    "only",
    "unspecified",
    "available",
    "or",
    "and",
    "different",
    "greater",
    "less",
];

/// `required-if`.
pub fn required_if(reading: &Reading<'_>) -> Vec<Finding> {
    let mut out = Vec::new();
    for sentence in reading.statements() {
        if sentence.has_any(&["response", "returned"]) {
            continue;
        }
        let condition = REQUIRED
            .iter()
            .find_map(|p| p.find(&sentence, sentence.from))
            .filter(|m| {
                !(m.start..m.end).any(|i| {
                    sentence
                        .token(i)
                        .is_some_and(|t| t.is_any(&["not", "optional"]))
                })
            })
            .and_then(|m| condition(&sentence, skip_only(&sentence, m.end)))
            .filter(|(_, _, end)| condition_ends(&sentence, *end))
            .or_else(|| condition_first(&sentence));
        if let Some((param, equals, _)) = condition {
            out.push(Finding::new(
                Kind::RequiredIf { param, equals },
                sentence.source(),
            ));
        }
    }
    out
}

fn skip_only(sentence: &Sentence<'_, '_>, at: usize) -> usize {
    at + usize::from(sentence.token(at).is_some_and(|t| t.is_any(&["only"])))
}

/// `If the Fuel parameter is set to oil, this parameter is required.`
fn condition_first(sentence: &Sentence<'_, '_>) -> Option<(String, Vec<String>, usize)> {
    let open = sentence.opening();
    if !sentence.token(open)?.is_any(&["if", "when"]) {
        return None;
    }
    let (param, equals, end) = condition(sentence, open + 1)?;
    let then = THEN_REQUIRED.iter().find_map(|p| p.at(sentence, end))?;
    let closed = sentence
        .token(then.end)
        .is_none_or(|t| t.is_any(&[".", "!", ","]));
    closed.then_some((param, equals, end))
}

/// `<p> is set to <v>`, and further values after commas and `or`.
fn condition(sentence: &Sentence<'_, '_>, at: usize) -> Option<(String, Vec<String>, usize)> {
    let mut at = at;
    if sentence.token(at).is_some_and(|t| t.is("the"))
        && sentence
            .token(at + 1)
            .is_some_and(|t| t.is_any(&["value", "following"]))
    {
        at += 1;
    }
    let found: Match = CONDITION.iter().find_map(|p: &Phrase| p.at(sentence, at))?;
    let swapped = sentence
        .token(found.start + 1)
        .is_some_and(|t| t.is("specify"))
        || sentence.token(found.start).is_some_and(|t| t.is("specify"));
    let (first, second) = (found.value(0)?, found.value(1)?);
    let (name, first_value) = if swapped {
        (second, first)
    } else {
        (first, second)
    };
    if name.text.eq_ignore_ascii_case("this") || !is_value(first_value) {
        return None;
    }
    // An unmarked word that no `set to` announces is more likely prose than a value.
    let announced = (name.end..first_value.start).any(|i| {
        sentence
            .token(i)
            .is_some_and(|t| t.is_any(&["to", "=", "equals", "as", "for"]))
    });
    if !announced && !swapped && !first_value.marked && !looks_like_value(&first_value.text) {
        return None;
    }
    let mut equals = vec![first_value.text.clone()];
    let mut end = found.end;
    loop {
        let mut next = end;
        if sentence.token(next).is_some_and(|t| t.is(",")) {
            next += 1;
        }
        if sentence.token(next).is_some_and(|t| t.is("or")) {
            next += 1;
        }
        let further = (next > end).then(|| value(sentence, next)).flatten();
        let further = further.filter(|v| is_value(v) && (v.marked || looks_like_value(&v.text)));
        // `…, this parameter` is not a value.
        let Some(further) = further.filter(|v| v.marked == first_value.marked) else {
            break;
        };
        equals.push(further.text);
        end = further.end;
        if equals.len() > 64 {
            return None;
        }
    }
    Some((name.text.clone(), equals, end))
}

fn is_value(caught: &Caught) -> bool {
    caught.marked
        || !NOT_VALUES
            .iter()
            .any(|w| caught.text.eq_ignore_ascii_case(w))
}

fn looks_like_value(text: &str) -> bool {
    text.eq_ignore_ascii_case("true")
        || text.eq_ignore_ascii_case("false")
        || text
            .chars()
            .any(|c| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_')
}

/// Nothing narrows the condition further: the sentence ends, or only says what the value is for.
fn condition_ends(sentence: &Sentence<'_, '_>, at: usize) -> bool {
    sentence
        .token(at)
        .is_none_or(|t| t.is_any(&[".", "!", ",", "(", "to", ";", ")"]))
        && !(sentence.token(at).is_some_and(|t| t.is(","))
            && sentence
                .token(at + 1)
                .is_some_and(|t| t.is_any(&["and", "or"])))
}

phrases! {
    IF_SET:
    "^ if/when/after you set/specify/configure this parameter , you must [also] set/specify/configure [the] <p>",
    "^ if/when/after you set/specify/configure this parameter , you need to [also] set/specify/configure [the] <p>",
    "^ if/when this parameter is set/specified/configured , you must [also] set/specify/configure [the] <p>",
    "^ if/when this parameter is set/specified/configured , [the] <p> [parameter] is required",
    "^ if/when/after you set/specify/configure this parameter , [the] <p> [parameter] is required",
    "^ if/when/after you set/specify/configure this parameter , [the] <p> [parameter] must be specified/set/configured",
}

phrases! {
    IF_THIS_VALUE:
    "if/when/after you set this/the parameter to <v> , you must [also] set/specify/configure [the] <p>",
    "if/when/after you set this/the parameter to <v> , you need to [also] set/specify/configure [the] <p>",
    "if/when/after you set this/the parameter to <v> , you also need to set/specify/configure [the] <p>",
    "if/when this parameter is set to <v> , you must [also] set/specify/configure [the] <p>",
    "if/when this parameter is set to <v> , [the] <p> [parameter] is required",
    "if/when you set this/the parameter to <v> , [the] <p> [parameter] is required",
}

phrases! {
    IF_IT:
    "if/when you specify/select/use this value , you must [also] set/specify/configure [the] <p>",
    "if/when you specify/select/use this value , you need to [also] set/specify/configure [the] <p>",
    "if/when you specify/select/use this value , you also need to set/specify/configure [the] <p>",
    "if/when you specify/select/use this value , [the] <p> [parameter] is required",
    "^ you must [also] specify/set/configure [the] <p> parameter",
}

/// `requires`: what must be present with this parameter, or with one of its values.
pub fn requires(reading: &Reading<'_>) -> Vec<Finding> {
    let mut out = Vec::new();
    let mut owner: Option<(usize, Option<usize>, String)> = None;
    for sentence in reading.sentences() {
        let line = sentence.line;
        if matches!(line.place, Place::Item { .. }) {
            owner = line.head.as_ref().and_then(|h| match h.entries.as_slice() {
                [Entry::Value(v)] => Some((line.block, line.item, v.clone())),
                _ => None,
            });
        }
        let source = sentence.source();
        if let Some(found) = IF_SET.iter().find_map(|p| p.find(&sentence, sentence.from))
            && !line.inner
            && let Some(params) = names(&sentence, &found)
        {
            out.push(Finding::new(Kind::Requires(params), source));
        } else if let Some(found) = IF_THIS_VALUE
            .iter()
            .find_map(|p| p.find(&sentence, sentence.from))
            && let (Some(of), Some(param)) = (found.value(0), found.value(1))
            && is_value(of)
        {
            let kind = Kind::RequiresIf {
                value: of.text.clone(),
                param: param.text.clone(),
            };
            out.push(Finding::new(kind, source));
        } else if let Some((block, item, of)) = &owner
            && (*block, *item) == (line.block, line.item)
            && let Some(found) = IF_IT.iter().find_map(|p| p.find(&sentence, sentence.from))
            && let Some(param) = found.value(0)
        {
            let kind = Kind::RequiresIf {
                value: of.clone(),
                param: param.text.clone(),
            };
            out.push(Finding::new(kind, source));
        }
    }
    out
}

/// The name that a phrase caught, and further ones joined by `and`.
fn names(sentence: &Sentence<'_, '_>, found: &Match) -> Option<Vec<String>> {
    let mut out = vec![found.value(0)?.text.clone()];
    let mut at = found.end;
    while out.len() < 16 {
        let mut next = at;
        if sentence.token(next).is_some_and(|t| t.is(",")) {
            next += 1;
        }
        if sentence.token(next).is_some_and(|t| t.is("and")) {
            next += 1;
        }
        if next == at {
            break;
        }
        let Some(name) = parameter(sentence, next) else {
            break;
        };
        at = name.end;
        out.push(name.text);
    }
    // `A or B`: which one is not said.
    let or = sentence.token(at).is_some_and(|t| t.is("or"));
    (!or).then_some(out)
}
