//! The rules, each small and with a name of its own. A further language is a further table.

use super::finding::Finding;
use super::reading::Reading;

pub mod across;
pub mod characters;
pub mod conditions;
pub mod count;
pub mod default;
pub mod fixed;
pub mod forbidden;
pub mod length;
pub mod notes;
pub mod range;
pub mod time;
pub mod values;

/// One rule.
#[derive(Debug, Clone, Copy)]
pub struct Rule {
    /// Its public name, which stands in evidence.
    pub name: &'static str,
    /// Reads a description.
    pub apply: fn(&Reading<'_>) -> Vec<Finding>,
}

/// The rules for English text. Their order decides nothing: contradictions are settled in [`super::resolve`].
pub const ENGLISH: &[Rule] = &[
    Rule {
        name: "valid-values",
        apply: values::valid_values,
    },
    Rule {
        name: "listed-values",
        apply: values::listed_values,
    },
    Rule {
        name: "range-words",
        apply: range::range_words,
    },
    Rule {
        name: "max-min-value",
        apply: range::max_min_value,
    },
    Rule {
        name: "first-page",
        apply: range::first_page,
    },
    Rule {
        name: "length",
        apply: length::length,
    },
    Rule {
        name: "empty-allowed",
        apply: length::not_empty,
    },
    Rule {
        name: "first-char",
        apply: characters::first_char,
    },
    Rule {
        name: "last-char",
        apply: characters::last_char,
    },
    Rule {
        name: "charset",
        apply: characters::charset,
    },
    Rule {
        name: "ascii",
        apply: characters::ascii,
    },
    Rule {
        name: "forbid-prefix",
        apply: forbidden::forbid_prefix,
    },
    Rule {
        name: "forbid-chars",
        apply: forbidden::forbid_chars,
    },
    Rule {
        name: "separator",
        apply: count::separator,
    },
    Rule {
        name: "max-items",
        apply: count::max_items,
    },
    Rule {
        name: "default-value",
        apply: default::default_value,
    },
    Rule {
        name: "set-to",
        apply: fixed::set_to,
    },
    Rule {
        name: "datetime-format",
        apply: time::datetime_format,
    },
    Rule {
        name: "unix-time",
        apply: time::unix_time,
    },
    Rule {
        name: "required-if",
        apply: conditions::required_if,
    },
    Rule {
        name: "requires",
        apply: conditions::requires,
    },
    Rule {
        name: "one-of-parameters",
        apply: across::one_of_parameters,
    },
    Rule {
        name: "later-than",
        apply: across::later_than,
    },
    Rule {
        name: "unit",
        apply: notes::unit,
    },
    Rule {
        name: "server-side",
        apply: notes::server_side,
    },
    Rule {
        name: "refers-to-operation",
        apply: notes::refers_to_operation,
    },
];
