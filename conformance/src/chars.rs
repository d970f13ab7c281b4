//! Characters worth trying, and the sets that constraints make of them.

use acs_spec::constraint::{CharClass, CharSet};

/// Characters of many kinds: each class's edges, their neighbours, and what programs most often get wrong.
pub(crate) const ALPHABET: &[char] = &[
    'a',
    'b',
    'm',
    'y',
    'z',
    'A',
    'B',
    'M',
    'Y',
    'Z',
    '0',
    '1',
    '5',
    '8',
    '9',
    '_',
    '-',
    '.',
    ',',
    ';',
    ':',
    '/',
    '\\',
    '|',
    ' ',
    '\t',
    '\n',
    '\r',
    '!',
    '"',
    '#',
    '$',
    '%',
    '&',
    '\'',
    '(',
    ')',
    '*',
    '+',
    '<',
    '=',
    '>',
    '?',
    '@',
    '[',
    ']',
    '^',
    '`',
    '{',
    '}',
    '~',
    '\0',
    '\u{1b}',
    '\u{7f}',
    // The neighbours of ASCII's classes stand above: @ [ ` { / :. Now the edge of ASCII, and Latin beyond it.
    '\u{80}',
    '\u{a0}',
    'ª',
    '²',
    'é',
    'ß',
    'İ',
    'ı',
    'ſ',
    'ﬀ',
    'Ж',
    'Ω',
    // Digits and numbers that are no ASCII digits.
    '٣',
    '５',
    'Ⅷ',
    '①',
    // Han: the first and last of each block, with their neighbours.
    '㏿',
    '㐀',
    '䶿',
    '䷀',
    '一',
    '中',
    '龥',
    '\u{9fff}',
    'ꀀ',
    '豈',
    '\u{faff}',
    '\u{20000}',
    '\u{323af}',
    '\u{323b0}',
    // Letters of other kinds, marks, things without width, other directions, other planes.
    'か',
    '한',
    'ا',
    'א',
    '\u{301}',
    '\u{345}',
    '\u{200b}',
    '\u{200d}',
    '\u{200e}',
    '\u{202e}',
    '\u{2028}',
    '\u{feff}',
    '\u{fffd}',
    '\u{ffff}',
    '𝒜',
    '😀',
    '\u{e0001}',
    '\u{10ffff}',
];

/// Whether a character is in a set.
pub(crate) fn in_set(set: &CharSet, c: char) -> bool {
    set.classes.iter().any(|class| in_class(*class, c))
        || set
            .literals
            .as_ref()
            .is_some_and(|literals| literals.contains(c))
}

fn in_class(class: CharClass, c: char) -> bool {
    let code = u32::from(c);
    match class {
        CharClass::Letter => c.is_alphabetic(),
        CharClass::AsciiLetter => c.is_ascii_alphabetic(),
        CharClass::Lowercase => c.is_ascii_lowercase(),
        CharClass::Uppercase => c.is_ascii_uppercase(),
        CharClass::Digit => c.is_ascii_digit(),
        CharClass::Chinese => [
            (0x3400, 0x4dbf),
            (0x4e00, 0x9fff),
            (0xf900, 0xfaff),
            (0x20000, 0x323af),
        ]
        .iter()
        .any(|(from, to)| (*from..=*to).contains(&code)),
    }
}
