//! Rules for Chinese text: the same kinds of findings as the English rules, each rule with a name of its own.
//!
//! Words of a Chinese sentence are not set apart, so that these rules match patterns on the sentence's text (its marks
//! removed) and go back to tokens where a value may be set in bold or code. Forms (bullets, heads, notes) are those of
//! [`super::reading`]. It must not know products or parameter names.

pub mod across;
pub mod characters;
pub mod clause;
pub mod conditions;
pub mod count;
pub mod default;
pub mod fixed;
pub mod forbidden;
pub mod kinds;
pub mod length;
pub mod list;
pub mod notes;
pub mod pattern;
pub mod time;
pub mod values;

use super::rules::Rule;
use super::text::{Block, is_han};

/// English words that no Chinese sentence has beside its terms.
const ENGLISH_WORDS: &[&str] = &[
    "the", "of", "is", "are", "to", "for", "you", "must", "can", "that", "this",
];

/// Whether these blocks are in Chinese: what is said, not the terms and values in it, decides.
#[must_use]
pub fn is_chinese(blocks: &[Block]) -> bool {
    let (mut han, mut english) = (0_usize, 0_usize);
    let mut count = |text: &str| {
        han += text.chars().filter(|c| is_han(*c)).count();
        english += text
            .split(|c: char| !c.is_ascii_alphanumeric())
            .filter(|word| ENGLISH_WORDS.iter().any(|w| word.eq_ignore_ascii_case(w)))
            .count();
    };
    for block in blocks {
        match block {
            Block::Paragraph(rich) | Block::Note(rich) => count(rich.text()),
            Block::List(items) => items.iter().for_each(|item| count(item.text.text())),
        }
    }
    han > english.saturating_mul(2)
}

/// The rules for Chinese text. Their order decides nothing.
pub const CHINESE: &[Rule] = &[
    Rule {
        name: "zh-valid-values",
        apply: values::valid_values,
    },
    Rule {
        name: "zh-listed-values",
        apply: values::listed_values,
    },
    Rule {
        name: "zh-bounds",
        apply: values::bounds,
    },
    Rule {
        name: "zh-length",
        apply: length::length,
    },
    Rule {
        name: "zh-empty-allowed",
        apply: length::empty_allowed,
    },
    Rule {
        name: "zh-first-char",
        apply: characters::first_char,
    },
    Rule {
        name: "zh-last-char",
        apply: characters::last_char,
    },
    Rule {
        name: "zh-charset",
        apply: characters::charset,
    },
    Rule {
        name: "zh-ascii",
        apply: characters::ascii,
    },
    Rule {
        name: "zh-forbid-prefix",
        apply: forbidden::forbid_prefix,
    },
    Rule {
        name: "zh-forbid-chars",
        apply: forbidden::forbid_chars,
    },
    Rule {
        name: "zh-separator",
        apply: count::separator,
    },
    Rule {
        name: "zh-max-items",
        apply: count::max_items,
    },
    Rule {
        name: "zh-default-value",
        apply: default::default_value,
    },
    Rule {
        name: "zh-fixed",
        apply: fixed::fixed,
    },
    Rule {
        name: "zh-datetime-format",
        apply: time::datetime_format,
    },
    Rule {
        name: "zh-unix-time",
        apply: time::unix_time,
    },
    Rule {
        name: "zh-required-if",
        apply: conditions::required_if,
    },
    Rule {
        name: "zh-requires",
        apply: across::requires,
    },
    Rule {
        name: "zh-one-of-parameters",
        apply: across::one_of_parameters,
    },
    Rule {
        name: "zh-later-than",
        apply: across::later_than,
    },
    Rule {
        name: "zh-unit",
        apply: notes::unit,
    },
    Rule {
        name: "zh-server-side",
        apply: notes::server_side,
    },
    Rule {
        name: "zh-refers-to-operation",
        apply: notes::refers_to_operation,
    },
];

/// Words of a rule in a Chinese sentence: such a sentence that no rule read is reported.
pub(super) const SIGNS_OF_A_RULE: &[&str] = &[
    "必须",
    "不能",
    "不得",
    "不可",
    "取值",
    "默认值",
    "最多",
    "最大",
    "最小",
    "不超过",
    "长度",
    "格式为",
    "开头",
    "必填",
    "必选",
    "必传",
    "不支持",
    "只能",
];
