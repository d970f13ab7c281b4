//! Where an error row's code ends and its message begins: a chain of named rules, first answer wins.
//!
//! Every rule looks at one sign and says nothing when it does not see it. A rule answers with a byte
//! offset into the row's text; the chain keeps the rule's name, so that a wrong cut can be traced.

use super::row::{Row, code_char};
use super::words::{
    CODE_OPENERS, INFLECTIONS, LOWER_OPENERS, NOUN_TERMINALS, OPENERS, SHORT_OPENERS, TERMINALS,
    VERBS, split_lower,
};

/// A rule's name, and the rule.
type Rule = (&'static str, fn(&Row<'_>) -> Option<usize>);

/// The chain, in order.
pub(super) const CHAIN: &[Rule] = &[
    ("foreign-opener", foreign_opener),
    ("doubled-row", doubled_row),
    ("placeholder", placeholder),
    ("spaced-code", spaced_code),
    ("parameter-and-verb", parameter_and_verb),
    ("doubled-identifier", doubled_identifier),
    ("usual-first-word", usual_first_word),
    ("code-alone", code_alone),
    ("screaming-code", screaming_code),
    ("terminal-word", terminal_word),
    ("recurring-word", recurring_word),
    ("lower-opener", lower_opener),
    ("recurring-identifier", recurring_identifier),
    ("recurring-acronym", recurring_acronym),
    ("name-of-the-page", name_of_the_page),
    ("last-word", last_word),
];

/// A cut between code and message.
pub(super) struct Cut {
    pub(super) at: usize,
    pub(super) rule: &'static str,
}

/// The first rule's answer.
pub(super) fn cut(row: &Row<'_>) -> Cut {
    for (name, rule) in CHAIN {
        if let Some(at) = rule(row) {
            return Cut { at, rule: name };
        }
    }
    Cut {
        at: row.run.len(),
        rule: "whole-run",
    }
}

/// Nothing but code characters to the end of the row: the message is empty.
fn code_alone(row: &Row<'_>) -> Option<usize> {
    if row.rest().trim().is_empty() && !row.run.ends_with('.') {
        Some(row.run.len())
    } else {
        None
    }
}

/// White space behind a code, by mistake of the document: a tab, or a usual first word behind the space.
fn spaced_code(row: &Row<'_>) -> Option<usize> {
    let rest = row.rest();
    let behind = rest.trim_start();
    if rest.len() == behind.len() || behind.is_empty() || row.run.is_empty() {
        return None;
    }
    let word = behind
        .split(|c: char| !c.is_alphanumeric())
        .next()
        .unwrap_or_default();
    let tab = rest
        .get(..rest.len() - behind.len())
        .is_some_and(|gap| gap.contains('\t'));
    let glued = OPENERS.contains(&row.last_word().1) || lower_opener(row).is_some();
    if tab || OPENERS.contains(&word) && !glued {
        Some(row.run.len())
    } else {
        None
    }
}

/// A character that codes do not have, and that can only open a message, ends the code: `Code"x" is bad`.
fn foreign_opener(row: &Row<'_>) -> Option<usize> {
    let mut rest = row.rest().chars();
    let opener = rest.next()?;
    let opens = matches!(
        opener,
        '"' | '\''
            | '['
            | '{'
            | '('
            | '<'
            | '*'
            | '$'
            | '#'
            | '@'
            | '`'
            | '\u{201c}'
            | '\u{2018}'
            | '\u{3010}'
    ) || opener == '?' && rest.next() == Some('?')
        || !opener.is_ascii() && !opener.is_whitespace() && opener != '\u{2019}';
    // `It's` and `It?s`: the apostrophe stands inside the message's first word, not before it.
    if !opens || (opener == '\'' && row.last_word().1 == "It") {
        return None;
    }
    // `NotFoundInstanceId[%s] is bad`: a name of the page right before the character belongs to the message.
    let (at, word) = row.last_word();
    if at > 0 && OPENERS.contains(&word) {
        return Some(at);
    }
    if row.run.is_empty() {
        None
    } else {
        page_name(row).or(Some(row.run.len()))
    }
}

/// The longest end of the run that is a name of the page.
fn page_name(row: &Row<'_>) -> Option<usize> {
    row.late_starts().iter().copied().find(|at| {
        row.run
            .get(*at..)
            .is_some_and(|name| row.context.names.contains(name))
    })
}

/// The message is the code over again, or begins with it: `SystemBusySystemBusy`.
fn doubled_row(row: &Row<'_>) -> Option<usize> {
    row.starts.iter().copied().find(|at| {
        let (head, tail) = (row.text.get(..*at), row.text.get(*at..));
        matches!((head, tail), (Some(h), Some(t)) if *at >= 4 && t.starts_with(h) && !t.get(h.len()..).is_some_and(|r| r.starts_with(|c: char| c.is_ascii_lowercase())))
    })
}

/// `%s` is a whole code, the tail of a dotted code, or a whole message.
fn placeholder(row: &Row<'_>) -> Option<usize> {
    let last = row.run.rfind("%s")?;
    let behind = row.run.get(last + 2..).unwrap_or_default();
    let before = row.run.get(..last).unwrap_or_default();
    if before.is_empty() {
        return Some(2);
    }
    if behind.is_empty() || behind.starts_with(['.', '-']) && behind.len() == 1 {
        // `Illegal.%s` with words behind it would need a message that begins with white space.
        return if before.ends_with(['.', '_']) && row.rest().trim().is_empty() {
            None
        } else {
            Some(last)
        };
    }
    None
}

/// The page's own parameter name, and a verb or comma behind it, open the message: `MissingParameterPeriod is …`.
fn parameter_and_verb(row: &Row<'_>) -> Option<usize> {
    let verb = row
        .next_word()
        .is_some_and(|next| VERBS.contains(&next.as_str()));
    if !verb && !row.rest().starts_with(',') {
        return None;
    }
    // Messages like to write a parameter's name with a small first letter, where no word starts.
    let from = row.run.len().saturating_sub(64).max(4);
    let small = (from..row.run.len().saturating_sub(3)).find(|at| {
        row.run
            .get(*at..)
            .is_some_and(|tail| row.context.small_names.contains(tail))
    });
    page_name(row).into_iter().chain(small).min()
}

/// An identifier twice in a row is cut between the two: `InvalidZoneZone is …`, `Quota.Bgpbgp peers …`.
fn doubled_identifier(row: &Row<'_>) -> Option<usize> {
    let plain = row.starts.iter().copied().find(|at| {
        let Some(tail) = row.run.get(*at..) else {
            return false;
        };
        let head = row.run.get(..*at).unwrap_or_default();
        // Only at a word's start: the `Id` of `Grid` is no identifier.
        tail.len() >= 3
            && head.len() > tail.len()
            && head.ends_with(tail)
            && (row.starts.contains(&(at - tail.len()))
                || head.as_bytes().get(head.len() - tail.len() - 1) == Some(&b'.'))
    });
    plain.or_else(|| {
        // The last segment of the last word, whatever the case of its second half.
        let (at, word) = row.last_word();
        let from = at + word.rfind(['.', '_']).map_or(0, |dot| dot + 1);
        let segment = row.run.get(from..)?;
        let half = segment.len() / 2;
        let (head, tail) = (segment.get(..half)?, segment.get(half..)?);
        if half >= 3 && from > 0 && head.eq_ignore_ascii_case(tail) {
            Some(from + half)
        } else {
            None
        }
    })
}

/// The run's last word is one that usually opens a message.
fn usual_first_word(row: &Row<'_>) -> Option<usize> {
    let (at, word) = row.last_word();
    let word = word.trim_end_matches('.');
    if at > 0 && OPENERS.contains(&word) {
        Some(at)
    } else {
        None
    }
}

/// A code in capitals with underscores ends where small letters begin: before the last capital
/// (`NOT_FOUNDThe`), or behind it when the capital belongs to the code (`NOT_EXISTcommodity`).
fn screaming_code(row: &Row<'_>) -> Option<usize> {
    let small = row.run.find(|c: char| c.is_ascii_lowercase())?;
    let head = row.run.get(..small)?;
    if head.len() < 5
        || !head.contains('_') && !head.contains('.')
        || head.ends_with(['.', '_'])
        || OPENERS.contains(&row.run)
    {
        return None;
    }
    let with_capital = row.run.get(small - 1..)?;
    let without = row.run.get(small..)?;
    let lower = with_capital.to_lowercase();
    let known = |word: &str| !word.is_empty() && word_recurs(row, word);
    if OPENERS.contains(&with_capital) || known(&lower) && !known(without) {
        return Some(small - 1);
    }
    if LOWER_OPENERS.contains(&without)
        || known(without)
        || without.starts_with(|c: char| c.is_ascii_lowercase())
            && without.chars().any(|c| c.is_ascii_uppercase())
            && row.starts.contains(&small)
    {
        return Some(small);
    }
    Some(small - 1)
}

/// Whether a word in lower case stands in the code, in the page's names or once more in the message.
fn word_recurs(row: &Row<'_>, word: &str) -> bool {
    let head = row
        .run
        .get(..row.run.len().saturating_sub(word.len()))
        .unwrap_or_default();
    if word.len() >= 2 && split_lower(head).any(|w| w == word) {
        return true;
    }
    word.len() >= 3 && (row.context.words.contains(word) || rest_has(row, word))
}

fn rest_has(row: &Row<'_>, word: &str) -> bool {
    let start: String = row
        .rest()
        .chars()
        .take(400)
        .collect::<String>()
        .to_lowercase();
    start
        .split(|c: char| !c.is_alphanumeric())
        .any(|w| w == word)
}

/// A word that usually ends a code, with lower case glued to it: `AwakeErrorkeeper does …`.
fn terminal_word(row: &Row<'_>) -> Option<usize> {
    let (last, _) = row.last_word();
    let mut from = 0;
    for end in row.starts.iter().copied().chain([row.run.len()]) {
        let word = row.run.get(from..end).unwrap_or_default();
        // A word may still carry the end of the segment before it: `Id.Not`.
        let start = from + word.rfind(['.', '_']).map_or(0, |dot| dot + 1);
        let word = row.run.get(start..end).unwrap_or_default();
        let found = TERMINALS
            .iter()
            .filter(|t| from == last || !CODE_OPENERS.contains(t))
            .filter_map(|t| word.strip_prefix(t).map(|tail| (t.len(), tail)))
            .filter(|(_, tail)| {
                tail.starts_with(|c: char| c.is_ascii_lowercase())
                    && tail.chars().all(code_char)
                    && !inflection(tail)
            })
            .map(|(len, _)| start + len)
            .max();
        if found.is_some() {
            return found;
        }
        from = end;
    }
    None
}

fn inflection(tail: &str) -> bool {
    INFLECTIONS.contains(&tail.trim_end_matches('.'))
}

/// A word of the code or of the page's names, in lower case, glued to the code's last word: `Wickblue is …`.
fn recurring_word(row: &Row<'_>) -> Option<usize> {
    let (at, word) = row.last_word();
    let from = at + word.rfind(['.', '_']).map_or(0, |dot| dot + 1);
    let word = row.run.get(from..)?;
    if !word.starts_with(|c: char| c.is_ascii_uppercase())
        || !word.bytes().all(|b| b.is_ascii_alphanumeric())
    {
        return None;
    }
    let head = row.run.get(..from).unwrap_or_default();
    let seen: Vec<String> = split_lower(head).collect();
    let pair = |tail: &str| {
        seen.windows(2)
            .any(|w| matches!(w, [a, b] if tail.strip_prefix(a.as_str()) == Some(b)))
    };
    // `Nexthop …` where the code says `NextHop`: the last word is one word.
    if pair(&word.to_lowercase()) {
        return None;
    }
    (3..word.len().saturating_sub(2)).find_map(|cut| {
        let tail = word.get(cut..)?;
        let known =
            seen.iter().any(|w| w == tail) || pair(tail) || row.context.words.contains(tail);
        (tail.bytes().all(|b| b.is_ascii_lowercase()) && known).then_some(from + cut)
    })
}

/// The last word holds a usual lower-case opening behind a whole word: `Pool.Wornthe lamp …`.
fn lower_opener(row: &Row<'_>) -> Option<usize> {
    let (at, word) = row.last_word();
    let spaced = row.rest().starts_with(char::is_whitespace);
    // Five letters and more: shorter openings end too many words.
    let long = LOWER_OPENERS.iter().filter(|o| o.len() >= 5);
    let short = SHORT_OPENERS.iter().filter(|_| spaced);
    long.chain(short)
        .filter_map(|opener| word.strip_suffix(opener))
        .filter(|head| head.len() >= 3 && head.ends_with(|c: char| c.is_ascii_lowercase()))
        .map(|head| at + head.len())
        .min()
}

/// A compound of several words that stood in the row already opens the message once more:
/// `InvalidHaVipId.NotFoundHaVip …`.
fn recurring_identifier(row: &Row<'_>) -> Option<usize> {
    let last = *row.starts.last()?;
    row.late_starts().iter().copied().find(|at| {
        let Some(tail) = row.run.get(*at..) else {
            return false;
        };
        let head = row.run.get(..*at).unwrap_or_default();
        *at < last && !tail.contains(['.', '_']) && head.contains(tail)
    })
}

/// An abbreviation that stood in the code already opens the message: `VbrInECRVBR is …` has no capital to cut at.
fn recurring_acronym(row: &Row<'_>) -> Option<usize> {
    let stretch = row
        .run
        .bytes()
        .rev()
        .take_while(u8::is_ascii_uppercase)
        .count();
    let start = row.run.len() - stretch;
    (start + 2..row.run.len().saturating_sub(2)).find(|at| {
        let head = row.run.get(..*at).unwrap_or_default();
        row.run.get(*at..).is_some_and(|tail| head.contains(tail))
    })
}

/// Several words at the end of the run begin a name of the page: `BlueLamp …` where a parameter is `BlueLampId`.
fn name_of_the_page(row: &Row<'_>) -> Option<usize> {
    let last = *row.starts.last()?;
    let mut starts = row.late_starts().iter().copied().filter(|at| *at < last);
    starts.find(|at| {
        row.run
            .get(*at..)
            .is_some_and(|tail| row.context.stretches.contains(tail))
    })
}

/// The last word of the run opens the message. Right for nearly nine rows in ten.
fn last_word(row: &Row<'_>) -> Option<usize> {
    let (at, _) = row.last_word();
    if at > 0 { Some(at) } else { None }
}

/// Cuts that the text does not rule out, apart from the one that was made.
pub(super) fn doubts(row: &Row<'_>, made: &Cut) -> Vec<usize> {
    let mut out = Vec::new();
    let (at, word) = row.last_word();
    let spaced = row.rest().starts_with(char::is_whitespace);
    if made.rule == "last-word" && at > 0 {
        // `…SubnetError ip not in subnet`: the noun may end the code or open the message.
        if spaced && NOUN_TERMINALS.contains(&word) {
            out.push(row.run.len());
        }
    }
    if made.rule == "code-alone" && at > 0 {
        out.push(at);
    }
    out.retain(|p| *p != made.at);
    out.dedup();
    out
}
