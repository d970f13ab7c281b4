//! Lists of values in a Chinese sentence: `a、b或c`, `1~9、12和24`, `{1, 2, 3}`, `0：关。1：开。`
//!
//! A list is read whole or not at all. It must not know which words announce a list of valid values.

use crate::extract::TypeHint;
use crate::extract::bounds::bounds;
use crate::extract::heads::{Entry, group, is_default};
use crate::extract::lists::{Listed, MAX_ENTRIES, meanings_in_line, number_text};
use crate::extract::phrase::value;
use crate::extract::reading::Sentence;
use crate::extract::token::{Token, whole_number};

/// Words between two values.
const JOINTS: &[&str] = &["或", "或者", "和", "及", "以及", "与"];

/// Units that may follow a number.
const UNITS: &[&str] = &[
    "秒", "秒钟", "毫秒", "分钟", "分", "小时", "天", "日", "周", "个月", "月", "年", "个", "条",
    "行", "页", "台", "元", "次", "%", "ms", "s", "GB", "GiB", "MB", "MiB", "TB", "TiB", "KB",
    "Mbps", "Gbps", "Mbit/s", "MB/s", "字节", "核",
];

/// What may follow the numbers of a range and changes nothing.
const AFTER_RANGE: &[&str] = &[
    "的整数",
    "的正整数",
    "之间",
    "之间的整数",
    "以内",
    "整数",
    "间",
    "之间的正整数",
    "范围内",
];

/// Words of the trade that name a type and not a value.
const NOT_VALUES: &[&str] = &[
    "Integer", "String", "Long", "JSON", "Boolean", "UTC", "Unix", "UNIX", "N",
];

/// Reads a list that begins at token `at` of a sentence.
pub fn in_sentence(sentence: &Sentence<'_, '_>, at: usize, hint: TypeHint) -> Option<Listed> {
    meanings_in_line(sentence, at)
        .filter(|listed| listed.entries.iter().all(is_plain))
        .or_else(|| plain(sentence, at, hint))
}

fn is_plain(entry: &Entry) -> bool {
    match entry {
        Entry::Value(text) => !text.chars().any(crate::extract::text::is_han),
        Entry::Range(..) => true,
    }
}

fn plain(sentence: &Sentence<'_, '_>, at: usize, hint: TypeHint) -> Option<Listed> {
    let is = |i: usize, words: &[&str]| sentence.token(i).is_some_and(|t| t.is_any(words));
    let braced = is(at, &["{"]);
    let mut at = at + usize::from(braced);
    let mut listed = Listed::default();
    let mut unit: Option<String> = None;
    loop {
        let (entry, next) = entry(sentence, at, hint)?;
        if !is_plain(&entry) {
            return None;
        }
        let marked =
            sentence.token(at).is_some_and(|t| t.mark.is_some()) || is(at, &["\"", "'", "`"]);
        let numeric = match &entry {
            Entry::Range(..) => true,
            Entry::Value(text) => whole_number(text).is_some(),
        };
        let name = match &entry {
            Entry::Value(text) => Some(text.clone()),
            Entry::Range(..) => None,
        };
        for part in split(entry) {
            listed.add(part);
        }
        if listed.entries.len() > MAX_ENTRIES {
            return None;
        }
        at = next;
        if numeric && let Some(token) = sentence.token(at).filter(|t| t.is_any(UNITS)) {
            // `1个月、1年`: numbers of two kinds.
            if unit.as_deref().is_some_and(|known| known != token.text) {
                return None;
            }
            unit = Some(token.text.to_owned());
            at += 1;
        }
        while let Some((inside, end)) = group(sentence, at) {
            if is_default(inside) {
                listed.defaults.extend(name.clone());
            }
            at = end;
        }
        if braced && is(at, &["}"]) {
            return Some(listed);
        }
        at = match step(sentence, at, marked, numeric)? {
            Step::End => return Some(listed),
            Step::Next(next) => next,
        };
    }
}

enum Step {
    End,
    Next(usize),
}

/// What follows an entry: a further one, the end, or something that makes the list no list.
fn step(sentence: &Sentence<'_, '_>, at: usize, marked: bool, numeric: bool) -> Option<Step> {
    let Some(token) = sentence.token(at) else {
        return Some(Step::End);
    };
    if token.is_any(&["。", ".", "!", ")"]) {
        return Some(Step::End);
    }
    if token.is_any(&[",", ";", "/", "|"]) {
        let Some(next) = sentence.token(at + 1) else {
            return Some(Step::End);
        };
        if next.is_han() {
            return Some(match JOINTS.contains(&next.text) {
                true => Step::Next(at + 2),
                false => Step::End,
            });
        }
        return Some(Step::Next(at + 1));
    }
    if !token.is_han() {
        return None;
    }
    if JOINTS.contains(&token.text) {
        return Some(Step::Next(at + 1));
    }
    if numeric && AFTER_RANGE.contains(&token.text) {
        return Some(Step::End);
    }
    // `**prefix**表示按段分配` says what the value means; `**prefix**时`, `**a**等` are something else.
    let open = [
        "时", "等", "的", "则", "之", "且", "并", "开头", "结尾", "为",
    ]
    .iter()
    .any(|word| token.text.starts_with(word));
    if !marked || numeric || open {
        return None;
    }
    let stop = (at..sentence.to).find(|i| {
        sentence
            .token(*i)
            .is_some_and(|t| t.is_any(&[",", ";", "。"]))
    });
    match stop {
        Some(stop) if sentence.token(stop + 1).is_some_and(|t| t.mark.is_some()) => {
            Some(Step::Next(stop + 1))
        }
        _ => Some(Step::End),
    }
}

/// One value or range at token `at`.
fn entry(sentence: &Sentence<'_, '_>, at: usize, hint: TypeHint) -> Option<(Entry, usize)> {
    if let Some(found) = bounds(sentence, at) {
        return Some((Entry::Range(found.min, found.max), found.end));
    }
    if let Some((low, high, end)) = range(sentence, at) {
        return Some((Entry::Range(Some(low), Some(high)), end));
    }
    let caught = value(sentence, at)?;
    if NOT_VALUES.contains(&caught.text.as_str()) {
        return None;
    }
    Some((Entry::Value(number_text(caught.text, hint)), caught.end))
}

/// `1至50`, `1个~9个`, `20GB~100GB`, `20 GB~100 GB`.
pub fn range(sentence: &Sentence<'_, '_>, at: usize) -> Option<(i64, i64, usize)> {
    let digits = |i: usize| {
        sentence
            .token(i)
            .filter(|t| t.is_digits())
            .and_then(Token::number)
    };
    if let Some(low) = digits(at) {
        let unit = usize::from(sentence.token(at + 1).is_some_and(|t| t.is_any(UNITS)));
        let joint = sentence.token(at + 1 + unit)?;
        if !joint.is_any(&["~", "-", "—", "至", "到", "~~"]) {
            return None;
        }
        let high = digits(at + 2 + unit)?;
        return (low <= high).then_some((low, high, at + 3 + unit));
    }
    let token = sentence.token(at)?;
    let (left, right) = token.text.split_once(['~', '-'])?;
    let number = |text: &str| {
        let end = text
            .find(|c: char| !c.is_ascii_digit())
            .unwrap_or(text.len());
        let (number, unit) = text.split_at(end);
        (unit.is_empty() || UNITS.contains(&unit)).then(|| number.parse::<i64>().ok())?
    };
    let (low, high) = (number(left)?, number(right)?);
    (low <= high).then_some((low, high, at + 1))
}

/// `**a、b**` in one mark is two values.
fn split(entry: Entry) -> Vec<Entry> {
    let Entry::Value(text) = &entry else {
        return vec![entry];
    };
    let parts: Vec<&str> = text.split(['|', ',']).map(str::trim).collect();
    let words = parts.iter().all(|p| {
        !p.is_empty()
            && p.chars()
                .all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.'))
    });
    if parts.len() < 2 || !words || whole_number(text).is_some() {
        return vec![entry];
    }
    parts
        .into_iter()
        .map(|part| Entry::Value(part.to_owned()))
        .collect()
}
