//! What a page holds that nobody sees: characters without width, blanks that are not ASCII, blanks at the ends of lines.
//!
//! Documents pick them up from editors and converters, and they come and go without anyone's meaning it: a rule must be read
//! with them as without. Must not know what any line means.

use std::borrow::Cow;

/// Characters that have no width and join nothing.
const INVISIBLE: &[char] = &['\u{200b}', '\u{2060}', '\u{feff}', '\u{ad}'];

/// Blanks that are not ASCII.
const BLANKS: &[char] = &[
    '\u{a0}', '\u{2002}', '\u{2003}', '\u{2007}', '\u{2009}', '\u{202f}',
];

/// A piece of text without what nobody sees; line ends are kept.
pub(crate) fn characters(text: &str) -> Cow<'_, str> {
    if !text.contains(INVISIBLE) && !text.contains(BLANKS) {
        return Cow::Borrowed(text);
    }
    let seen = text.chars().filter(|c| !INVISIBLE.contains(c));
    Cow::Owned(
        seen.map(|c| if BLANKS.contains(&c) { ' ' } else { c })
            .collect(),
    )
}

/// A page's text, line by line the same but for what nobody sees. A line of blanks alone is left: in Markdown it parts the
/// bullets of one list.
pub(crate) fn page(text: &str) -> Cow<'_, str> {
    let text = characters(text);
    let trailing = |line: &str| {
        let line = line.strip_suffix('\r').unwrap_or(line);
        line.ends_with([' ', '\t']) && !line.trim().is_empty()
    };
    if !text.split('\n').any(trailing) {
        return text;
    }
    let lines: Vec<&str> = text
        .split('\n')
        .map(|line| {
            if trailing(line) {
                line.trim_end()
            } else {
                line
            }
        })
        .collect();
    Cow::Owned(lines.join("\n"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_nobody_sees_goes_and_lines_stay() {
        assert!(matches!(page("a\n b\r\n \n"), Cow::Borrowed(_)));
        assert_eq!(page("a \t\n \nb\u{200b}c\u{a0}d  \r\n"), "a\n \nbc d\n");
        assert_eq!(characters("\u{feff}x\u{202f}y"), "x y");
    }
}
