//! Which characters a value may hold and begin or end with.

use crate::extract::classes::classes;
use crate::extract::finding::{CharSet, Finding, Kind, TypeHint};
use crate::extract::phrase::{Phrase, phrases};
use crate::extract::reading::{Reading, Sentence};

use super::count;

phrases! {
    STARTS:
    "must/should/can [only] start/begin with",
    "must/should only start/begin with",
    "starts/begins with",
    "and start/begin with",
    ", start/begin with",
    "must be started with",
    "^ start with",
}

phrases! {
    STARTS_AND_ENDS:
    "must/should/can [only] start/begin and/or end with",
}

phrases! {
    ENDS:
    "must/should [only] end with",
    "must/should start and end with",
    "must begin and end with",
    "and end with",
    "ends with",
}

phrases! {
    CONTAINS:
    "can/may/must/should only contain/include",
    "can/may [only] contain/include [only]",
    "must/should contain only",
    "can/must/may [only] consist of [only]",
    "can/must/may [only] be composed of",
    "must/can be a combination of",
    "consists of [only]",
    "is composed of",
    "contains only",
    "only contains",
    "and contain only",
    "and contain",
    "^ supports",
    "^ [the] allowed characters are",
    "^ [the] supported characters are",
}

phrases! {
    ONLY_ALLOWED:
    "^ only",
}

phrases! {
    ASCII:
    "contain/include only [printable/visible] ascii characters",
    "only contain [printable] ascii characters",
    "only ascii characters",
    "must be [in] ascii characters",
    "<n> ascii characters",
    "must consist of ascii characters",
    "only supports ascii characters",
    "only ascii characters are supported/allowed",
}

fn applies(hint: TypeHint) -> bool {
    matches!(hint, TypeHint::Text | TypeHint::Array | TypeHint::Other)
}

/// Puts a finding on items where the parameter is a list. `None` where the text speaks of the pieces of a string that
/// nothing separates.
fn scoped(
    finding: Finding,
    sentence: &Sentence<'_, '_>,
    hint: TypeHint,
    separator: Option<&String>,
) -> Option<Finding> {
    if hint == TypeHint::Array {
        return Some(finding.on_items(None));
    }
    if sentence.has_any(&["each", "every"]) {
        return separator.map(|s| finding.on_items(Some(s.clone())));
    }
    Some(finding)
}

fn list_after(sentence: &Sentence<'_, '_>, table: &[Phrase]) -> Option<(CharSet, bool, usize)> {
    (sentence.from..sentence.to)
        .filter_map(|start| table.iter().find_map(|p| p.at(sentence, start)))
        .find_map(|found| {
            let list = classes(sentence, found.end)?;
            Some((list.set, list.whole, list.end))
        })
}

fn edge(reading: &Reading<'_>, tables: &[&[Phrase]], make: fn(CharSet) -> Kind) -> Vec<Finding> {
    if !applies(reading.hint) {
        return Vec::new();
    }
    let separator = count::separator_of(reading);
    let mut out = Vec::new();
    for sentence in reading.statements() {
        for table in tables {
            let Some((set, whole, end)) = list_after(&sentence, table) else {
                continue;
            };
            if !whole || !sentence.is_plain(end) {
                continue;
            }
            let finding = Finding::new(make(set), sentence.source());
            out.extend(scoped(finding, &sentence, reading.hint, separator.as_ref()));
            break;
        }
    }
    out
}

/// `first-char`: `must start with a letter`.
pub fn first_char(reading: &Reading<'_>) -> Vec<Finding> {
    edge(reading, &[&STARTS_AND_ENDS, &STARTS], Kind::FirstChar)
}

/// `last-char`: `must end with a digit`.
pub fn last_char(reading: &Reading<'_>) -> Vec<Finding> {
    edge(reading, &[&STARTS_AND_ENDS, &ENDS], Kind::LastChar)
}

/// `charset`: `can contain letters, digits, and hyphens (-)`.
pub fn charset(reading: &Reading<'_>) -> Vec<Finding> {
    if !applies(reading.hint) {
        return Vec::new();
    }
    let separator = count::separator_of(reading);
    let mut out = Vec::new();
    for sentence in reading.statements() {
        let Some((set, whole, end)) =
            list_after(&sentence, &CONTAINS).or_else(|| only_allowed(&sentence))
        else {
            continue;
        };
        if !sentence.is_plain(end) {
            continue;
        }
        let kind = Kind::Charset(set);
        // A piece that was not understood makes the set too narrow to reject anything.
        let finding = if whole {
            Finding::new(kind, sentence.source())
        } else {
            Finding::soft(kind, sentence.source())
        };
        out.extend(scoped(finding, &sentence, reading.hint, separator.as_ref()));
    }
    out
}

/// `Only letters and digits are allowed.`
fn only_allowed(sentence: &Sentence<'_, '_>) -> Option<(CharSet, bool, usize)> {
    let found = ONLY_ALLOWED
        .iter()
        .find_map(|p| p.find(sentence, sentence.from))?;
    let list = classes(sentence, found.end)?;
    let allowed = sentence
        .token(list.end)
        .is_some_and(|t| t.is_any(&["are", "can"]))
        && sentence.has_any(&["allowed", "supported", "permitted", "used"]);
    allowed.then_some((list.set, list.whole, list.end))
}

/// `ascii`: `can contain only ASCII characters`.
pub fn ascii(reading: &Reading<'_>) -> Vec<Finding> {
    if !applies(reading.hint) {
        return Vec::new();
    }
    let separator = count::separator_of(reading);
    reading
        .statements()
        .filter_map(|sentence| {
            let found = ASCII
                .iter()
                .find_map(|p| p.find(&sentence, sentence.from))?;
            if !sentence.is_plain(found.end) || sentence.has_any(&["non-ascii"]) {
                return None;
            }
            scoped(
                Finding::new(Kind::Ascii, sentence.source()),
                &sentence,
                reading.hint,
                separator.as_ref(),
            )
        })
        .collect()
}
