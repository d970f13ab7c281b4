//! Texts for regular expressions: those that match, made by turning the pattern round, and their neighbours.

use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::TestRunner;

use crate::boundary::resembling;

/// Texts that match a pattern of the portable dialect, as far as its parts can be turned round, and their neighbours.
pub(crate) fn matching(pattern: &str) -> Vec<String> {
    let Ok(strategy) = proptest::string::string_regex(&turned_round(pattern)) else {
        return Vec::new();
    };
    let mut runner = TestRunner::deterministic();
    let mut out = Vec::new();
    for _ in 0..24 {
        let Ok(tree) = strategy.new_tree(&mut runner) else {
            break;
        };
        out.extend(resembling(&tree.current()));
    }
    out
}

/// The pattern with its classes in ASCII and without anchors, which say nothing in a pattern that is anchored anyway.
fn turned_round(pattern: &str) -> String {
    let mut out = String::new();
    let (mut escaped, mut in_class, mut opened) = (false, false, false);
    for c in pattern.chars() {
        let just_opened = std::mem::take(&mut opened);
        match c {
            _ if std::mem::take(&mut escaped) => {
                let class = match c {
                    'd' => "0-9",
                    'w' => "0-9A-Za-z_",
                    's' => "\\t\\n\\x0B\\x0C\\r\\x20",
                    _ => {
                        out.extend(['\\', c]);
                        continue;
                    }
                };
                out.push_str(&if in_class {
                    class.to_owned()
                } else {
                    format!("[{class}]")
                });
            }
            '\\' => escaped = true,
            '[' if !in_class => {
                (in_class, opened) = (true, true);
                out.push(c);
            }
            ']' if in_class && !just_opened => {
                in_class = false;
                out.push(c);
            }
            '^' | '$' if !in_class => {}
            '^' => {
                opened = just_opened;
                out.push(c);
            }
            _ => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is turned round still matches, and classes have become ASCII.
    #[test]
    fn patterns_can_be_turned_round() {
        for pattern in [r"^[a-z]{2}-\d{4}$", r"(a|b)+", r"\w+@[\w.]+", r"[^\]x]{3}"] {
            let whole = regex_lite::Regex::new(&format!("^(?:{pattern})$")).unwrap();
            let matching = matching(pattern);
            assert!(
                matching.iter().filter(|text| whole.is_match(text)).count() > 10,
                "{pattern}: {matching:?}"
            );
            assert!(
                matching.iter().any(|text| !whole.is_match(text)),
                "{pattern}"
            );
        }
    }
}
