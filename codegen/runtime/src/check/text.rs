//! Lengths, ends and pieces of texts.

/// Length in Unicode scalar values.
///
/// ```
/// assert_eq!(acs_runtime::check::chars("名字a"), 3);
/// ```
#[must_use]
pub fn chars(text: &str) -> u64 {
    // Most values are ASCII, where bytes are characters.
    let length = if text.is_ascii() {
        text.len()
    } else {
        text.chars().count()
    };
    length as u64
}

/// Length in bytes of the UTF-8 form.
///
/// ```
/// assert_eq!(acs_runtime::check::bytes("名字a"), 7);
/// ```
#[must_use]
pub const fn bytes(text: &str) -> u64 {
    text.len() as u64
}

/// The first character, if there is one.
#[must_use]
pub fn first(text: &str) -> Option<char> {
    text.chars().next()
}

/// The last character, if there is one.
#[must_use]
pub fn last(text: &str) -> Option<char> {
    text.chars().next_back()
}

/// The pieces of a text that holds several. An empty text has none, any other one more than it has separators.
/// With an empty separator the text is one piece.
///
/// ```
/// use acs_runtime::check::pieces;
/// assert_eq!(pieces("a,,b", ",").collect::<Vec<_>>(), ["a", "", "b"]);
/// assert_eq!(pieces("", ",").count(), 0);
/// ```
pub fn pieces<'a>(text: &'a str, separator: &'a str) -> impl Iterator<Item = &'a str> {
    let whole = if separator.is_empty() && !text.is_empty() {
        Some(text)
    } else {
        None
    };
    let split = if separator.is_empty() || text.is_empty() {
        None
    } else {
        Some(text.split(separator))
    };
    whole.into_iter().chain(split.into_iter().flatten())
}

/// How many [`pieces`] a text has.
#[must_use]
pub fn piece_count(text: &str, separator: &str) -> u64 {
    pieces(text, separator).count() as u64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_of_ascii_and_other_texts() {
        assert_eq!((chars(""), bytes("")), (0, 0));
        assert_eq!((chars("abc"), bytes("abc")), (3, 3));
        assert_eq!((chars("é\u{1F600}"), bytes("é\u{1F600}")), (2, 6));
        assert_eq!(chars(&"中".repeat(80)), 80);
    }

    #[test]
    fn ends() {
        assert_eq!((first(""), last("")), (None, None));
        assert_eq!((first("中b"), last("a中")), (Some('中'), Some('中')));
    }

    #[test]
    fn pieces_with_odd_separators() {
        let all = |text, separator| pieces(text, separator).collect::<Vec<_>>();
        assert_eq!(all("a", ","), ["a"]);
        assert_eq!(all(",", ","), ["", ""]);
        assert_eq!(all("a::b", "::"), ["a", "b"]);
        assert_eq!(all("ab", ""), ["ab"]);
        assert_eq!(all("", ""), Vec::<&str>::new());
        assert_eq!(
            (
                piece_count("", ","),
                piece_count("a", ","),
                piece_count("a,b", ",")
            ),
            (0, 1, 2)
        );
    }
}
