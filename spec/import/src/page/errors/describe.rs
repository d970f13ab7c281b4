//! Where an error row's message ends and its description begins.
//!
//! The description is `-` when there is none; otherwise it follows without a separator, usually behind
//! the full stop of the message. Must not know about codes.

/// A reading: message, description, and the rule that cut.
pub(super) type Reading = (String, Option<String>, &'static str);

/// The text without the dash that stands for "no description", if it ends in one.
pub(super) fn without_dash(text: &str) -> Option<&str> {
    text.strip_suffix('-')
}

/// The readings of message and description run together, the most plausible first.
pub(super) fn readings(text: &str) -> Vec<Reading> {
    if let Some(at) = doubled(text) {
        return vec![reading(text, at, "doubled-message")];
    }
    if let Some(at) = placeholder(text) {
        return vec![reading(text, at, "placeholder-message")];
    }
    if let Some(at) = script_change(text) {
        return vec![reading(text, at, "script-change")];
    }
    let ends = sentence_ends(text);
    match ends.as_slice() {
        [] => {}
        [only] => return vec![reading(text, *only, "sentence-end")],
        several => return most_alike(text, several),
    }
    // Without the dash there is a description: any seam is better than none.
    let mut seams = seams(text);
    if seams.is_empty() {
        seams = loose_seams(text);
    }
    match seams.as_slice() {
        [] => vec![(text.to_owned(), None, "no-seam")],
        [only] => vec![
            reading(text, *only, "word-seam"),
            (text.to_owned(), None, "no-seam"),
        ],
        several => {
            let mut out: Vec<Reading> = most_alike(text, several)
                .into_iter()
                .map(|(m, d, _)| (m, d, "word-seam"))
                .collect();
            out.push((text.to_owned(), None, "no-seam"));
            out
        }
    }
}

fn reading(text: &str, at: usize, rule: &'static str) -> Reading {
    let message = text.get(..at).unwrap_or(text).trim();
    let description = text.get(at..).unwrap_or_default().trim();
    (
        message.to_owned(),
        (!description.is_empty()).then(|| description.to_owned()),
        rule,
    )
}

/// The description repeats the message.
fn doubled(text: &str) -> Option<usize> {
    let half = text.len() / 2;
    let (head, tail) = (text.get(..half)?, text.get(half..)?);
    if half >= 4 && head == tail {
        Some(half)
    } else {
        None
    }
}

/// The whole message is `%s`.
fn placeholder(text: &str) -> Option<usize> {
    let rest = text.strip_prefix("%s")?;
    if rest.starts_with(|c: char| c.is_uppercase() || c == '%') {
        Some(2)
    } else {
        None
    }
}

/// An English message is followed by a description in another script.
fn script_change(text: &str) -> Option<usize> {
    let (at, first) = text.char_indices().find(|(_, c)| is_cjk(*c))?;
    let head = text.get(..at)?;
    let words = head.split_whitespace().count();
    // A quoted Chinese word inside an English message is no change of language.
    let settled = head.ends_with(['.', '!', '?', ';'])
        || words >= 3 && !head.ends_with([' ', '\'', '"', '(', '[']);
    if is_cjk(first) && settled {
        Some(at)
    } else {
        None
    }
}

fn is_cjk(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{2fa1f}')
}

/// Places behind the end of a sentence with a capital glued to it.
fn sentence_ends(text: &str) -> Vec<usize> {
    let mut out = Vec::new();
    let mut word_start = 0;
    let mut previous = ' ';
    for (at, c) in text.char_indices() {
        if matches!(previous, '.' | '!' | '?' | '。' | '！' | '？' | ';')
            && opens_sentence(text.get(at..).unwrap_or_default())
        {
            let word = text.get(word_start..at).unwrap_or_default();
            if !dotted_name(word, text.get(at..).unwrap_or_default()) {
                out.push(at);
                if out.len() == CANDIDATES {
                    break;
                }
            }
        }
        if c.is_whitespace() {
            word_start = at + c.len_utf8();
        }
        previous = c;
    }
    out
}

/// More candidates than this are no help to anyone.
const CANDIDATES: usize = 6;

fn opens_sentence(rest: &str) -> bool {
    let mut chars = rest.chars();
    match chars.next() {
        Some('%' | '"' | '\'' | '“' | '`') => true,
        Some(c) => c.is_uppercase() || is_cjk(c),
        None => false,
    }
}

/// `InvalidVpc.NotFound` is a name, `account.Your` a seam: in a name both parts begin with capitals, and
/// the part behind the dot is of several words.
fn dotted_name(word: &str, behind: &str) -> bool {
    let before = word.trim_end_matches(['.', '!', '?', ';']);
    let starts_high = before.starts_with(|c: char| c.is_ascii_uppercase())
        && before.chars().any(|c| c.is_ascii_lowercase());
    let next: String = behind
        .chars()
        .take_while(|c| c.is_alphanumeric())
        .take(40)
        .collect();
    let next_camel = next.chars().filter(char::is_ascii_uppercase).count() > 1
        && next.chars().any(|c| c.is_ascii_lowercase());
    (starts_high && next_camel) || before.is_empty()
}

/// Places inside a word where a small letter, digit or bracket is followed by a capital that opens a
/// usual word: `in this zoneThe zone …`.
fn seams(text: &str) -> Vec<usize> {
    let mut out = Vec::new();
    let mut previous = ' ';
    for (at, c) in text.char_indices() {
        if c.is_ascii_uppercase()
            && (previous.is_ascii_lowercase()
                || previous.is_ascii_digit()
                || matches!(previous, ')' | ']' | '"'))
        {
            let rest = text.get(at..).unwrap_or_default();
            let word: String = rest
                .chars()
                .take_while(|c| c.is_ascii_alphabetic())
                .take(24)
                .collect();
            if super::words::OPENERS.contains(&word.as_str())
                || matches!(word.as_str(), "Check" | "Try" | "Idempotent")
            {
                out.push(at);
                if out.len() == CANDIDATES {
                    break;
                }
            }
        }
        previous = c;
    }
    out
}

/// Places inside a word where a small word of two letters and more is followed by a capitalised one:
/// `out of oilBuy some`. The halves of an identifier look the same (`bandwidthPackage`), so these come last.
fn loose_seams(text: &str) -> Vec<usize> {
    let mut out = Vec::new();
    let mut at = 0;
    for word in text.split_inclusive(char::is_whitespace) {
        let start = at;
        at += word.len();
        let word = word.trim_end();
        let small = word.bytes().take_while(u8::is_ascii_lowercase).count();
        let rest = word.get(small..).unwrap_or_default();
        let capitalised = rest.starts_with(|c: char| c.is_ascii_uppercase())
            && rest.len() > 1
            && rest.bytes().skip(1).all(|b| b.is_ascii_lowercase());
        if small >= 2 && capitalised && out.len() < CANDIDATES {
            out.push(start + small);
        }
    }
    out
}

/// The cut whose two sides share the most words, then the other cuts. Message and description usually
/// say the same thing twice.
fn most_alike(text: &str, places: &[usize]) -> Vec<Reading> {
    let mut scored: Vec<(usize, usize)> = places
        .iter()
        .enumerate()
        .map(|(rank, at)| {
            let head = text.get(..*at).unwrap_or_default().to_lowercase();
            let tail = text.get(*at..).unwrap_or_default().to_lowercase();
            let words = |t: &str| -> std::collections::BTreeSet<String> {
                t.split(|c: char| !c.is_alphanumeric())
                    .filter(|w| w.len() > 3)
                    .map(str::to_owned)
                    .collect()
            };
            let (head, tail) = (words(&head), words(&tail));
            let shared = head.intersection(&tail).count();
            let all = head.union(&tail).count().max(1);
            (shared * 1000 / all, rank)
        })
        .collect();
    scored.sort_by_key(|(score, rank)| (std::cmp::Reverse(*score), *rank));
    scored
        .iter()
        .filter_map(|(_, rank)| places.get(*rank))
        .map(|at| reading(text, *at, "most-alike"))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn first(text: &str) -> (String, Option<String>, &'static str) {
        readings(text).into_iter().next().unwrap()
    }

    #[test]
    fn rules_of_the_description() {
        let cases = [
            (
                "Fog is thick.Fog is thick.",
                "Fog is thick.",
                Some("Fog is thick."),
                "doubled-message",
            ),
            (
                "%sThe lamp is out.",
                "%s",
                Some("The lamp is out."),
                "placeholder-message",
            ),
            (
                "The lamp is out.灯灭了。",
                "The lamp is out.",
                Some("灯灭了。"),
                "script-change",
            ),
            (
                "The lamp is out.Light it.",
                "The lamp is out.",
                Some("Light it."),
                "sentence-end",
            ),
            (
                "No lamp with Lamp.NotFound is lit.Light it.",
                "No lamp with Lamp.NotFound is lit.",
                Some("Light it."),
                "sentence-end",
            ),
            (
                "The lamp is outThe lamp is not lit",
                "The lamp is out",
                Some("The lamp is not lit"),
                "word-seam",
            ),
            ("The lamp is out.", "The lamp is out.", None, "no-seam"),
        ];
        for (text, message, description, rule) in cases {
            assert_eq!(
                first(text),
                (message.to_owned(), description.map(str::to_owned), rule),
                "{text}"
            );
        }
    }

    #[test]
    fn several_seams_are_all_shown() {
        let got = readings("No.One is home.The quay is dark.The quay must be dark.");
        assert!(got.len() > 1);
        assert!(got.iter().all(|(m, d, _)| !m.is_empty() && d.is_some()));
    }
}
