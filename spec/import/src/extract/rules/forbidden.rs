//! What a value must not begin with or contain.

use crate::extract::classes::{classes, literal_run};
use crate::extract::finding::{CharSet, Finding, Kind, TypeHint};
use crate::extract::phrase::{phrases, value};
use crate::extract::reading::{Reading, Sentence};
use crate::extract::token::Token;

phrases! {
    NOT_START:
    "cannot/can't start/begin with",
    "must/can/should/may not start/begin with",
    "cannot start or end with",
    "must/can not start or end with",
    "cannot be prefixed with",
    "not start/begin with",
}

phrases! {
    NOT_CONTAIN:
    "cannot/can't contain/include [any] [of]",
    "must/can/should/may not contain/include [any] [of]",
    "cannot contain or start with",
    "does not support",
}

phrases! {
    /// Behind the characters: `Spaces and the following special characters are not supported: …`
    NOT_TAKEN:
    "is/are not supported/allowed/permitted",
    "cannot be used/contained/included",
}

phrases! {
    /// The next sentence lists the characters that this one only names.
    LISTS_SPECIAL:
    "^ [these/the/specific] special characters include [the] [following] [characters] [:]",
    "^ [these/the/specific] special characters are [:]",
    "^ special characters :",
}

/// Words that are no prefix when they stand unmarked.
const NOT_PREFIXES: &[&str] = &[
    "a",
    "an",
    "the",
    "any",
    "digit",
    "digits",
    "letter",
    "letters",
    "number",
    "numbers",
    "it",
    "and",
    "or",
    "special",
    "uppercase",
    "lowercase",
    "chinese",
    "spaces",
    "space",
    "hyphens",
    "underscores",
    "either",
    "with",
    "end",
    "contain",
    "other",
    "following",
    "hyphen",
    "underscore",
    "periods",
    "symbols",
    "characters",
];

fn items(finding: Finding, hint: TypeHint) -> Finding {
    if hint == TypeHint::Array {
        finding.on_items(None)
    } else {
        finding
    }
}

fn applies(hint: TypeHint) -> bool {
    matches!(hint, TypeHint::Text | TypeHint::Array | TypeHint::Other)
}

/// `forbid-prefix`: `cannot start with http:// or https://`.
pub fn forbid_prefix(reading: &Reading<'_>) -> Vec<Finding> {
    if !applies(reading.hint) {
        return Vec::new();
    }
    let mut out = Vec::new();
    for sentence in reading.statements() {
        let found = (sentence.from..sentence.to)
            .find_map(|start| NOT_START.iter().find_map(|p| p.at(&sentence, start)));
        let Some(found) = found else { continue };
        if sentence.is_plain(found.end)
            && let Some(prefixes) = texts(&sentence, found.end)
        {
            out.push(items(
                Finding::new(Kind::ForbidPrefix(prefixes), sentence.source()),
                reading.hint,
            ));
        }
    }
    out
}

/// Literal texts joined by commas, `or` and `and`. `None` when any piece is not a literal text.
fn texts(sentence: &Sentence<'_, '_>, mut at: usize) -> Option<Vec<String>> {
    let is = |i: usize, words: &[&str]| sentence.token(i).is_some_and(|t| t.is_any(words));
    let mut out: Vec<String> = Vec::new();
    loop {
        // `commas (,)`: a sign and its name.
        let named = sentence.token(at).is_some_and(|t| t.mark.is_none()) && is(at + 1, &["("]);
        if named
            || is(at, &["a", "an", "the"])
            || is(
                at,
                &["hyphens", "underscores", "periods", "spaces", "digits"],
            )
        {
            let (signs, next) = named_signs(sentence, at)?;
            out.extend(signs);
            at = next;
        } else {
            let caught = value(sentence, at)?;
            let literal = caught.marked || is_literal(&caught.text);
            if !literal {
                return None;
            }
            let mut text = caught.text.clone();
            at = caught.end;
            // `acs:` loses its colon to the tokens.
            if !caught.marked
                && let (Some(previous), Some(colon)) = (sentence.token(at - 1), sentence.token(at))
                && colon.is(":")
                && previous.end == colon.start
            {
                text.push(':');
                at += 1;
            } else if caught.marked {
                // A colon inside the marks belongs to the prefix.
                let raw = sentence.line.between(caught.start, caught.end);
                raw.trim_matches(['"', '\'', '`', ' '])
                    .clone_into(&mut text);
            }
            out.push(text);
        }
        let mut next = at;
        if is(next, &[","]) {
            next += 1;
        }
        if is(next, &["or", "and", "nor"]) {
            next += 1;
        }
        let statement = is(
            next,
            &[
                "cannot", "must", "can", "contain", "end", "it", "the", "should", "is", "not",
                "may", "be", "does", "has",
            ],
        );
        if next == at || statement || sentence.token(next).is_none() {
            break;
        }
        if is(next, &["."]) {
            break;
        }
        at = next;
    }
    // `http:// or https`: the signs were forgotten; the reading that forbids less is taken.
    if out.iter().any(|t| t == "http://") {
        for text in out.iter_mut().filter(|t| *t == "https") {
            text.push_str("://");
        }
    }
    let clean = out
        .iter()
        .all(|t| !t.is_empty() && !t.contains(char::is_whitespace));
    (clean && out.len() <= 64).then_some(out)
}

fn is_literal(text: &str) -> bool {
    !NOT_PREFIXES.iter().any(|w| text.eq_ignore_ascii_case(w))
        && text.chars().any(char::is_alphanumeric)
}

/// `a hyphen (-)`: the sign in parentheses.
fn named_signs(sentence: &Sentence<'_, '_>, at: usize) -> Option<(Vec<String>, usize)> {
    let list = classes(sentence, at)?;
    let signs: Vec<String> = list.set.literals.chars().map(String::from).collect();
    (list.set.classes.is_empty() && !signs.is_empty()).then_some((signs, list.end))
}

/// `forbid-chars`: `cannot contain spaces or the following special characters: …`, and texts that may not occur.
pub fn forbid_chars(reading: &Reading<'_>) -> Vec<Finding> {
    if !applies(reading.hint) {
        return Vec::new();
    }
    let mut out = Vec::new();
    for sentence in reading.statements() {
        let found = (sentence.from..sentence.to)
            .find_map(|start| NOT_CONTAIN.iter().find_map(|p| p.at(&sentence, start)));
        let Some(found) = found else {
            out.extend(not_taken(&sentence).map(|finding| items(finding, reading.hint)));
            continue;
        };
        if !sentence.is_plain(found.end) {
            continue;
        }
        let plain_word = sentence.token(found.end).is_some_and(|t| {
            t.mark.is_none() && !t.is_any(&["\"", "'"]) && !t.text.ends_with("://")
        });
        if !plain_word
            && let Some(texts) = texts(&sentence, found.end)
            && texts.iter().any(|t| t.chars().any(char::is_alphanumeric))
        {
            out.push(items(
                Finding::new(Kind::ForbidText(texts), sentence.source()),
                reading.hint,
            ));
        } else if let Some((chars, whole)) = signs(reading, &sentence, found.end) {
            let kind = Kind::ForbidChars(chars);
            let source = sentence.source();
            let finding = if whole {
                Finding::new(kind, source)
            } else {
                Finding::soft(kind, source)
            };
            out.push(items(finding, reading.hint));
        }
    }
    out
}

/// Characters that a sentence opens with and says are not taken; those that it only names as special must follow.
fn not_taken(sentence: &Sentence<'_, '_>) -> Option<Finding> {
    let found = NOT_TAKEN
        .iter()
        .find_map(|p| p.find(sentence, sentence.from))?;
    if !sentence.is_plain(found.end) {
        return None;
    }
    let is = |i: usize, words: &[&str]| sentence.token(i).is_some_and(|t| t.is_any(words));
    let mut set = CharSet::default();
    let mut named = false;
    let mut at = sentence.opening();
    while at < found.start {
        if is(at, &["spaces", "space", "blanks"]) {
            set.add_literals(" ");
        } else if is(at, &["characters", "symbols"]) {
            named = true;
        } else if let Some(list) = classes(sentence, at).filter(|l| l.set.classes.is_empty()) {
            set.add_literals(&list.set.literals);
            at = list.end;
            continue;
        } else if !is(
            at,
            &["the", "following", "special", "these", "and", "or", ","],
        ) {
            return None;
        }
        at += 1;
    }
    if named {
        let list = found.end + usize::from(is(found.end, &[":"]));
        literal_run(sentence, list, &mut set)?;
    }
    (!set.literals.is_empty())
        .then(|| Finding::new(Kind::ForbidChars(set.literals), sentence.source()))
}

fn signs<'a>(
    reading: &Reading<'a>,
    sentence: &Sentence<'_, 'a>,
    mut at: usize,
) -> Option<(String, bool)> {
    let is = |i: usize, words: &[&str]| sentence.token(i).is_some_and(|t| t.is_any(words));
    let mut set = CharSet::default();
    let mut whole = true;
    loop {
        while is(
            at,
            &[
                "the",
                "following",
                "specific",
                "any",
                "of",
                "special",
                "these",
                "certain",
                "other",
            ],
        ) {
            at += 1;
        }
        if is(at, &["characters", "symbols"]) {
            at += 1;
            if is(at, &[":"]) {
                at += 1;
            }
            if let Some(end) = literal_run(sentence, at, &mut set) {
                at = end;
            } else {
                let next = reading
                    .next(sentence)
                    .filter(|s| s.line.place == sentence.line.place);
                let list = next.and_then(|next| {
                    let found = LISTS_SPECIAL
                        .iter()
                        .find_map(|p| p.find(&next, next.from))?;
                    literal_run(&next, found.end, &mut set)
                });
                whole &= list.is_some();
            }
        } else if is(at, &["spaces", "space", "blanks", "whitespace"]) {
            set.add_literals(" ");
            at += 1;
        } else if sentence
            .token(at)
            .is_some_and(|t| t.mark.is_some() || t.is_sign())
            && !is(at, &[",", "."])
        {
            match literal_run(sentence, at, &mut set) {
                Some(end) => at = end,
                None => return None,
            }
        } else {
            match classes(sentence, at) {
                Some(list) if list.set.classes.is_empty() => {
                    set.add_literals(&list.set.literals);
                    whole &= list.whole;
                    at = list.end;
                }
                _ => {
                    whole &= ends(sentence.token(at));
                    break;
                }
            }
        }
        let before = at;
        if is(at, &[","]) {
            at += 1;
        }
        if is(at, &["or", "and", "nor"]) {
            at += 1;
        }
        if at == before || sentence.token(at).is_none_or(|t| t.is(".")) {
            break;
        }
    }
    (!set.literals.is_empty()).then_some((set.literals, whole))
}

fn ends(token: Option<&Token<'_>>) -> bool {
    token.is_none_or(|t| {
        t.is_any(&[
            ".", "cannot", "must", "can", "start", "end", "it", "the", "is", "but",
        ])
    })
}
