//! Formats of points in time: `in the yyyy-MM-ddTHH:mm:ssZ format`, `a UNIX timestamp in milliseconds`.

use crate::extract::finding::{Finding, Kind, TypeHint};
use crate::extract::phrase::phrases;
use crate::extract::reading::{Reading, Sentence};
use crate::extract::token::Token;

phrases! {
    TIMESTAMP:
    "unix/epoch timestamp/timestamps/time",
    "[a] timestamp",
    "unix format",
    "unix timestamp format",
}

phrases! {
    MILLISECONDS:
    "in milliseconds",
    "number of milliseconds",
    "unit : milliseconds/millisecond/ms",
    "unit is milliseconds",
    "( milliseconds/ms )",
    "accurate to [the] milliseconds/millisecond",
    "13-digit",
    "milliseconds that have elapsed",
    "millisecond timestamp",
    "millisecond-level timestamp",
    ", milliseconds/ms",
    "in ms",
}

phrases! {
    SECONDS:
    "in seconds",
    "number of seconds",
    "unit : seconds/second/s",
    "unit is seconds",
    "( seconds/s )",
    "accurate to [the] seconds/second",
    "10-digit",
    "seconds that have elapsed",
    "second-level timestamp",
    ", seconds",
}

/// Letters that stand for parts of a time in a format.
const FIELDS: &str = "yYMmdDHhsSTtZz";
/// What may stand between them.
const JOINTS: &str = ":-/.+_";

fn is_format(text: &str) -> bool {
    text.chars()
        .all(|c| FIELDS.contains(c) || JOINTS.contains(c) || c == '\'')
}

/// It names a year and a month, or hours and minutes.
fn names_time(text: &str) -> bool {
    let lower = text.to_ascii_lowercase();
    let year = lower.contains("yyyy") && lower.contains("mm");
    year || lower.contains("hh:mm") || lower.contains("hhmm")
}

/// `datetime-format`.
pub fn datetime_format(reading: &Reading<'_>) -> Vec<Finding> {
    if !matches!(
        reading.hint,
        TypeHint::Text | TypeHint::Array | TypeHint::Other | TypeHint::Integer
    ) {
        return Vec::new();
    }
    let mut out = Vec::new();
    for sentence in reading.statements() {
        if sentence.is_example() || sentence.opens_conditionally() && !sentence.has("specify") {
            continue;
        }
        let Some((format, end)) = format(&sentence) else {
            continue;
        };
        if said_to_be_a_format(&sentence) && !sentence.condition_after(end) {
            out.push(Finding::new(Kind::Datetime(format), sentence.source()));
        }
    }
    out
}

fn said_to_be_a_format(sentence: &Sentence<'_, '_>) -> bool {
    // `… format or a UNIX timestamp`: which one holds is not said.
    if sentence.has_any(&["timestamp", "timestamps"]) {
        return false;
    }
    sentence.has_any(&["format", "formats", "formatted", "iso", "8601", "standard"])
        || sentence.tokens().len() <= 4
}

fn format(sentence: &Sentence<'_, '_>) -> Option<(String, usize)> {
    let piece = |t: &Token<'_>| !t.is_sign() && is_format(t.text);
    let start = (sentence.from..sentence.to).find(|i| {
        sentence
            .token(*i)
            .is_some_and(|t| piece(t) && names_time(t.text))
    })?;
    let first = sentence.token(start)?;
    let mut end = start + 1;
    // `yyyy-MM-dd HH:mm:ss`, `HH:mm:ss Z`, `HH:mmZ-HH:mmZ`
    while let Some(token) = sentence.token(end) {
        let next =
            piece(token) && (names_time(token.text) || token.text == "Z" || token.text == "T");
        let joined = token.is_any(&["-", "~"])
            && sentence
                .token(end + 1)
                .is_some_and(|t| piece(t) && names_time(t.text));
        let quoted = token.is("'")
            && sentence
                .token(end + 1)
                .is_some_and(|t| t.is("T") || t.is("Z"));
        if quoted {
            // yyyy-MM-dd'T'HH:mm
            return None;
        }
        if !(next || joined) {
            break;
        }
        end += 1;
    }
    let last = sentence.token(end - 1)?;
    let text = sentence.line.text().get(first.start..last.end)?;
    // Another format after it (`or yyyy-MM-dd`): which one holds is not said.
    let another = (end..sentence.to).any(|i| {
        sentence
            .token(i)
            .is_some_and(|t| piece(t) && names_time(t.text))
    });
    (!another).then(|| (text.to_owned(), end))
}

/// `unix-time`.
pub fn unix_time(reading: &Reading<'_>) -> Vec<Finding> {
    if !matches!(
        reading.hint,
        TypeHint::Text | TypeHint::Integer | TypeHint::Other
    ) {
        return Vec::new();
    }
    let mut out = Vec::new();
    for sentence in reading.statements() {
        if sentence.is_example()
            || !TIMESTAMP
                .iter()
                .any(|p| p.find(&sentence, sentence.from).is_some())
        {
            continue;
        }
        let next = reading.next(&sentence).filter(|n| {
            n.token(n.opening())
                .is_some_and(|t| t.is_any(&["unit", "the"]))
        });
        let unit = unit(&sentence).or_else(|| next.and_then(|n| unit(&n)));
        if let Some(format) = unit {
            out.push(Finding::new(
                Kind::Datetime(format.to_owned()),
                sentence.source(),
            ));
        }
    }
    out
}

fn unit(sentence: &Sentence<'_, '_>) -> Option<&'static str> {
    let has = |table: &[crate::extract::phrase::Phrase]| {
        table
            .iter()
            .any(|p| p.find(sentence, sentence.from).is_some())
    };
    match (has(&MILLISECONDS), has(&SECONDS)) {
        (true, false) => Some("unix-milliseconds"),
        (false, true) => Some("unix-seconds"),
        _ => None,
    }
}
