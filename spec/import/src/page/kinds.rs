//! The type words of pages and the shape of names. Neutral of layout: must not know where either stands.

/// Type words, longest first, so that none hides the start of a longer one.
const TYPES: &[&str] = &[
    "boolean", "integer", "binary", "double", "number", "object", "string", "array", "float",
    "file", "json", "long", "any", "map",
];

/// Types that take types in angle brackets.
const GENERIC: &[&str] = &["array", "map", "object"];

/// How deep angle brackets may nest, and how long a name may be in bytes.
const DEPTH_LIMIT: usize = 32;
const NAME_LIMIT: usize = 256;

/// Name and type of a head: the longest type that the text ends in.
pub(crate) fn split_type(text: &str) -> Option<(&str, &str)> {
    if text.ends_with('>') {
        let open = opening_bracket(text)?;
        let before = text.get(..open)?;
        let word = GENERIC.iter().find(|w| before.ends_with(**w))?;
        let at = open - word.len();
        return Some((text.get(..at)?, text.get(at..)?));
    }
    let word = TYPES.iter().find(|w| text.ends_with(**w))?;
    let at = text.len() - word.len();
    Some((text.get(..at)?, text.get(at..)?))
}

/// The place of the bracket that the last character closes.
fn opening_bracket(text: &str) -> Option<usize> {
    let mut depth = 0_usize;
    for (at, c) in text.char_indices().rev() {
        match c {
            '>' => {
                depth += 1;
                if depth > DEPTH_LIMIT {
                    return None;
                }
            }
            '<' => {
                depth = depth.checked_sub(1)?;
                if depth == 0 {
                    return Some(at);
                }
            }
            c if c.is_alphanumeric() || matches!(c, '_' | '.' | ',' | ' ' | '-') => {}
            _ => return None,
        }
    }
    None
}

/// Whether a text can be a parameter's name.
pub(crate) fn is_name(text: &str) -> bool {
    let allowed = |c: char| {
        c.is_ascii_alphanumeric()
            || matches!(c, '_' | '.' | '-' | '$' | '[' | ']' | '#' | '*' | '@')
            || (!c.is_ascii() && c.is_alphanumeric())
    };
    text.len() <= NAME_LIMIT
        && text.chars().all(allowed)
        && text.chars().any(|c| c.is_alphanumeric())
        && !text.ends_with(['.', '-'])
        && !text.starts_with(['.', '-', ']'])
}

/// Whether a text is a type and nothing else.
pub(crate) fn is_type(text: &str) -> bool {
    split_type(text).is_some_and(|(name, _)| name.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn types_stand_alone() {
        for yes in [
            "string",
            "array<object>",
            "map<string,integer>",
            "array<array<long>>",
        ] {
            assert!(is_type(yes), "{yes}");
        }
        for no in [
            "",
            "String",
            "a string",
            "mystring",
            "array<",
            "list<string>",
            "string ",
        ] {
            assert!(!is_type(no), "{no}");
        }
    }
}
