//! Whether the last paragraph of a row is its example or the end of its description.
//!
//! In a layout with one cell a paragraph nothing marks where the description ends, and an empty cell
//! leaves nothing behind. The rules below are asked in order and the first that knows decides; each has a name
//! that goes into the remark when it is not sure. Must not know where rows begin.

use super::para::{Kind, Para};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// What the rules look at.
pub(super) struct Situation<'a> {
    /// The row's type.
    pub(super) kind: &'a str,
    /// The row's name, or that of the array whose element it is.
    pub(super) name: Option<&'a str>,
    /// The paragraphs of the row before the last one.
    pub(super) before: &'a [Para],
    /// Values that the page's example of an answer shows.
    pub(super) shown: &'a Shown,
}

/// A decision.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Verdict {
    pub(super) example: bool,
    pub(super) sure: bool,
    pub(super) rule: &'static str,
}

const fn sure(example: bool, rule: &'static str) -> Verdict {
    Verdict {
        example,
        sure: true,
        rule,
    }
}

const fn guess(example: bool, rule: &'static str) -> Verdict {
    Verdict {
        example,
        sure: false,
        rule,
    }
}

/// Words that open a sentence of a description and hardly ever an example.
const OPENERS: &[&str] = &[
    "After",
    "Before",
    "By",
    "Default",
    "Deprecated",
    "Each",
    "For",
    "If",
    "In",
    "Indicates",
    "It",
    "Make",
    "Note",
    "Only",
    "Set",
    "Separate",
    "Specify",
    "Specifies",
    "Supported",
    "The",
    "These",
    "To",
    "Unit",
    "Use",
    "Valid",
    "Value",
    "Values",
    "When",
    "You",
];

/// Ends of the names of parameters whose value is free text, so that their examples can be sentences.
const FREE_TEXT: &[&str] = &[
    "description",
    "desc",
    "comment",
    "comments",
    "remark",
    "remarks",
    "reason",
    "message",
    "msg",
    "content",
    "note",
    "notes",
    "text",
    "title",
    "summary",
    "memo",
    "body",
    "detail",
    "name",
];

/// Decides on the last paragraph of a row.
pub(super) fn is_example(text: &str, now: &Situation<'_>) -> Verdict {
    let text = text.trim();
    let alone = now.before.is_empty();
    let spaced = text.contains(char::is_whitespace);
    if text.ends_with([':', '：']) && spaced {
        return sure(false, "introduces");
    }
    if now.shown.has(now.name, text) {
        return sure(true, "shown-in-answer");
    }
    match value_of_type(text, now.kind) {
        Some(true) => return sure(true, "value-of-type"),
        Some(false) if spaced => return sure(false, "no-value-of-type"),
        _ => {}
    }
    if bracketed(text) {
        return sure(true, "brackets");
    }
    if !alone && !spaced && listed(text, now.before) {
        return sure(true, "listed-value");
    }
    if cjk_prose(text) {
        return if alone || text.ends_with('。') {
            sure(false, "sentence")
        } else {
            guess(!text.contains(['，', '。', '：', '；']), "phrase")
        };
    }
    if !spaced {
        return match (alone, opaque(text)) {
            (false, _) => sure(true, "single-word"),
            (true, true) => sure(true, "opaque-word"),
            // Descriptions begin with a capital.
            (true, false) => guess(
                !container(now.kind) && text.starts_with(|c: char| c.is_ascii_lowercase()),
                "lone-word",
            ),
        };
    }
    if alone {
        return lone_phrase(text);
    }
    if container(now.kind) {
        return sure(false, "container");
    }
    phrase(text, now)
}

/// Several words, the only paragraph of a row: nearly always its description.
fn lone_phrase(text: &str) -> Verdict {
    if text.split_whitespace().all(opaque) {
        return guess(true, "opaque-words");
    }
    sure(false, "lone-phrase")
}

/// Several words behind other paragraphs.
fn phrase(text: &str, now: &Situation<'_>) -> Verdict {
    let words = text.split_whitespace().count();
    let first = text
        .split(|c: char| !c.is_alphanumeric())
        .next()
        .unwrap_or_default();
    let opens = OPENERS.contains(&first);
    let stops = text.ends_with(['.', '!', '?', ';']);
    let free = now.name.is_some_and(|name| {
        let name = name.to_lowercase();
        FREE_TEXT.iter().any(|end| name.ends_with(end))
    });
    let after_note = matches!(
        now.before.last().map(|p| &p.kind),
        Some(Kind::Note(text)) if text.is_empty()
    );
    match (opens, stops) {
        // The paragraph under the word `Note` is the note itself, if it reads like a sentence.
        (_, true) if after_note && words >= 3 => sure(false, "note-sentence"),
        (true, true) if words >= 4 => {
            if free && words <= 8 {
                guess(false, "free-text")
            } else {
                sure(false, "sentence")
            }
        }
        (false, true) if words >= 3 => {
            if free || text.starts_with("This is ") {
                guess(words <= 12, "free-text")
            } else {
                guess(false, "sentence")
            }
        }
        (true, false) if words >= 4 => guess(free && words <= 8, "opened-phrase"),
        _ if words >= 12 => guess(false, "long-phrase"),
        _ => Verdict {
            example: true,
            sure: words <= 3 || free,
            rule: "phrase",
        },
    }
}

/// Whether a text is a value of a type; `None` where the type says nothing.
fn value_of_type(text: &str, kind: &str) -> Option<bool> {
    let digit = |c: char| {
        c.is_ascii_digit() || matches!(c, '-' | '+' | '.' | ',' | '*' | 'e' | 'E' | 'x' | 'X' | '%')
    };
    match kind {
        "boolean" => Some(matches!(
            text.to_ascii_lowercase().as_str(),
            "true" | "false" | "0" | "1"
        )),
        "integer" | "long" | "float" | "double" | "number" => Some(
            text.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '-' | '+' | '*' | '.'))
                && text.chars().all(digit)
                && text.len() <= 40,
        ),
        _ => None,
    }
}

fn container(kind: &str) -> bool {
    kind.starts_with("array") || kind.starts_with("map") || kind == "object"
}

/// A JSON text, or markup.
fn bracketed(text: &str) -> bool {
    [('{', '}'), ('[', ']'), ('<', '>')]
        .iter()
        .any(|(open, close)| text.starts_with(*open) && text.ends_with(*close) && text.len() > 1)
        || (text.starts_with('"')
            && text.len() > 2
            && (text.ends_with('"') || text.contains("\":")))
}

/// Whether the description lists the text as a value.
fn listed(text: &str, before: &[Para]) -> bool {
    let opens = |item: &str| {
        item.trim_start().strip_prefix(text).is_some_and(|rest| {
            rest.is_empty() || rest.starts_with([':', ' ', '(', '：', '（', ',', ';', '\n'])
        })
    };
    before.iter().any(|p| match &p.kind {
        Kind::List(items) => items.iter().any(|i| opens(&i.text)),
        _ => false,
    })
}

/// A word that prose does not use: with digits, signs, or capitals inside.
fn opaque(word: &str) -> bool {
    let word = word.trim_end_matches(['.', ',']);
    let sign = |c: char| {
        c.is_ascii_digit() || matches!(c, '*' | '_' | '/' | ':' | '@' | '=' | '.' | '-' | '$' | '|')
    };
    word.contains(sign)
        || word.starts_with(|c: char| c.is_ascii_lowercase())
            && word.chars().skip(1).any(|c| c.is_ascii_uppercase())
}

/// Text in a script without spaces.
fn cjk_prose(text: &str) -> bool {
    let count = text
        .chars()
        .filter(|c| matches!(c, '\u{3000}'..='\u{9fff}' | '\u{ff00}'..='\u{ffef}'))
        .count();
    let stops = text.contains(['，', '。', '：', '；']);
    count >= 2 && (stops || count * 3 >= text.chars().count())
}

/// The scalar values in the page's example of an answer, by the name of their field.
#[derive(Default)]
pub(super) struct Shown(BTreeMap<String, BTreeSet<String>>);

impl Shown {
    /// Collects the values of an example.
    pub(super) fn of(example: Option<&Value>) -> Shown {
        let mut out = BTreeMap::<String, BTreeSet<String>>::new();
        let mut open: Vec<(&str, &Value)> = example.map(|v| ("", v)).into_iter().collect();
        while let Some((name, value)) = open.pop() {
            let text = match value {
                Value::Array(items) => {
                    open.extend(items.iter().map(|item| (name, item)));
                    continue;
                }
                Value::Object(fields) => {
                    open.extend(fields.iter().map(|(k, v)| (k.as_str(), v)));
                    continue;
                }
                Value::Null => continue,
                Value::String(text) => text.trim().to_owned(),
                Value::Bool(_) | Value::Number(_) => value.to_string(),
            };
            if !text.is_empty() {
                out.entry(name.to_owned()).or_default().insert(text);
            }
        }
        Shown(out)
    }

    fn has(&self, name: Option<&str>, text: &str) -> bool {
        name.and_then(|name| self.0.get(name))
            .is_some_and(|values| values.contains(text))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(text: &str) -> Para {
        Para {
            line: 1,
            kind: Kind::Text {
                cell: text.to_owned(),
                prose: text.to_owned(),
            },
        }
    }

    #[track_caller]
    fn expect(last: &str, kind: &str, name: &str, before: &[Para], example: bool, rule: &str) {
        let shown = Shown::of(Some(
            &serde_json::json!({"Keepers": ["the night keeper"], "Lit": true}),
        ));
        let now = Situation {
            kind,
            name: Some(name),
            before,
            shown: &shown,
        };
        let got = is_example(last, &now);
        assert_eq!((got.example, got.rule), (example, rule), "{last}");
    }

    #[test]
    fn each_rule_decides() {
        let p = [text("What the lamp burns.")];
        let note = [
            text("The lamp."),
            Para {
                line: 2,
                kind: Kind::Note(String::new()),
            },
        ];
        expect(
            "Valid values of it:",
            "string",
            "Fuel",
            &p,
            false,
            "introduces",
        );
        expect(
            "the night keeper",
            "string",
            "Keepers",
            &[],
            true,
            "shown-in-answer",
        );
        expect("7", "integer", "Count", &[], true, "value-of-type");
        expect("TRUE", "boolean", "Lit", &p, true, "value-of-type");
        expect(
            "Whether it is lit.",
            "boolean",
            "Lit",
            &[],
            false,
            "no-value-of-type",
        );
        expect(
            "Burns. Unit: hours.",
            "long",
            "Burns",
            &p,
            false,
            "no-value-of-type",
        );
        expect("{ \"a\": 1 }", "string", "Beam", &p, true, "brackets");
        expect("lp-71****", "string", "LampId", &[], true, "opaque-word");
        expect("oil", "string", "Fuel", &p, true, "single-word");
        expect("Fuel", "string", "Fuel", &[], false, "lone-word");
        expect("wax", "string", "Fuel", &[], true, "lone-word");
        expect("默认值：lamp_oil", "string", "Fuel", &p, false, "phrase");
        expect("Lamp class", "string", "Class", &[], false, "lone-phrase");
        expect(
            "2024-01-01 10:00:00",
            "string",
            "Since",
            &[],
            true,
            "opaque-words",
        );
        expect(
            "The keepers of it",
            "array",
            "Keepers2",
            &p,
            false,
            "container",
        );
        expect(
            "Only at night it is.",
            "string",
            "Lamp",
            &note,
            false,
            "note-sentence",
        );
        expect(
            "The lamp must be lit.",
            "string",
            "LampId",
            &p,
            false,
            "sentence",
        );
        expect(
            "The quay is closed.",
            "string",
            "Description",
            &p,
            false,
            "free-text",
        );
        expect("Closed by fog.", "string", "Reason", &p, true, "free-text");
        expect("two lamps", "string", "Kind", &p, true, "phrase");
        expect(
            "If the lamp is lit",
            "string",
            "Kind",
            &p,
            false,
            "opened-phrase",
        );
        expect("这是灯的名称。", "string", "Kind", &p, false, "sentence");
        expect("灯塔", "string", "Kind", &p, true, "phrase");
        let list = Para {
            line: 1,
            kind: Kind::List(vec![crate::page::cells::para::Item {
                text: "oil (default): lamp oil".to_owned(),
                under: Vec::new(),
            }]),
        };
        expect("oil", "string", "Fuel", &[list], true, "listed-value");
    }
}
