//! Lengths, ends and pieces of texts.

/// How many bytes are looked at at once: what the compiler makes one instruction of, on every machine.
const BLOCK: usize = 16;

/// Length in Unicode scalar values.
///
/// ```
/// assert_eq!(acs_runtime::check::chars("名字a"), 3);
/// ```
#[must_use]
#[inline]
pub fn chars(text: &str) -> u64 {
    // Most values are ASCII, where bytes are characters.
    let length = if is_ascii(text.as_bytes()) {
        text.len()
    } else {
        text.chars().count()
    };
    length as u64
}

/// As `[u8]::is_ascii`, and faster on texts of a few dozen bytes, as values are.
#[inline]
fn is_ascii(bytes: &[u8]) -> bool {
    let all = |bits: u8, byte: &u8| bits | byte;
    let Some(end) = bytes.last_chunk::<BLOCK>() else {
        return bytes.iter().fold(0, all) <= 0x7F;
    };
    let (blocks, _) = bytes.as_chunks::<BLOCK>();
    for block in blocks {
        if block.iter().fold(0, all) > 0x7F {
            return false;
        }
    }
    end.iter().fold(0, all) <= 0x7F
}

/// Length in bytes of the UTF-8 form.
///
/// ```
/// assert_eq!(acs_runtime::check::bytes("名字a"), 7);
/// ```
#[must_use]
#[inline]
pub const fn bytes(text: &str) -> u64 {
    text.len() as u64
}

/// The first character, if there is one.
#[must_use]
#[inline]
pub fn first(text: &str) -> Option<char> {
    text.chars().next()
}

/// The last character, if there is one.
#[must_use]
#[inline]
pub fn last(text: &str) -> Option<char> {
    text.chars().next_back()
}

/// Whether any of these characters is in the text. Fast where all of them are ASCII.
///
/// ```
/// use acs_runtime::check::holds_any;
/// assert!(holds_any("a/b", ['@', '/']));
/// assert!(!holds_any("名字", ['@', '/']));
/// ```
#[must_use]
#[inline]
pub fn holds_any<const N: usize>(text: &str, chars: [char; N]) -> bool {
    if !chars.iter().all(char::is_ascii) {
        return text.contains(chars);
    }
    // An ASCII byte of UTF-8 is that character, and no part of another.
    let wanted = chars.map(|character| character as u8);
    let bytes = text.as_bytes();
    let Some(end) = bytes.last_chunk::<BLOCK>() else {
        return match stretched(bytes) {
            Some(block) => block_holds_any(&block, wanted),
            None => few_hold_any(bytes, wanted),
        };
    };
    // The end may overlap the last block: looking twice does no harm.
    let (blocks, _) = bytes.as_chunks::<BLOCK>();
    for block in blocks {
        if block_holds_any(block, wanted) {
            return true;
        }
    }
    block_holds_any(end, wanted)
}

/// Looks at all of a block, without a branch: the compiler makes comparisons of whole blocks of it.
#[inline(always)] // what is wanted is known only where this is called
fn block_holds_any<const N: usize>(block: &[u8; BLOCK], wanted: [u8; N]) -> bool {
    let common = block.iter().fold(u8::MAX, |bits, byte| bits & byte);
    // Chinese text, say, has no ASCII byte at all.
    if common > 0x7F {
        return false;
    }
    let mut found = 0;
    for byte in block {
        for one in wanted {
            found |= u8::from(*byte == one);
        }
    }
    found != 0
}

/// The bytes of a text of 8 to 15 bytes as a block, some of them twice.
#[inline]
fn stretched(bytes: &[u8]) -> Option<[u8; BLOCK]> {
    let mut block = [0; BLOCK];
    let (left, right) = block.split_at_mut(BLOCK / 2);
    left.copy_from_slice(bytes.first_chunk::<{ BLOCK / 2 }>()?);
    right.copy_from_slice(bytes.last_chunk::<{ BLOCK / 2 }>()?);
    Some(block)
}

/// Too few to be looked at together: each is looked up among the bits of what is wanted.
#[inline]
fn few_hold_any<const N: usize>(bytes: &[u8], wanted: [u8; N]) -> bool {
    let bit = |byte: u8| 1_u64 << (byte % 64);
    let (mut low, mut high) = (0, 0);
    for one in wanted {
        match one {
            0..64 => low |= bit(one),
            _ => high |= bit(one),
        }
    }
    bytes.iter().any(|byte| match *byte {
        0..64 => low & bit(*byte) != 0,
        64..128 => high & bit(*byte) != 0,
        _ => false,
    })
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
    fn one_character_beyond_ascii_is_noticed_anywhere() {
        for length in 0..70 {
            assert_eq!(chars(&"~".repeat(length)), length as u64);
            for place in 0..=length {
                let text = format!("{}é{}", "a".repeat(place), "\0".repeat(length - place));
                assert_eq!(chars(&text), length as u64 + 1, "{text:?}");
            }
        }
    }

    #[test]
    fn ends() {
        assert_eq!((first(""), last("")), (None, None));
        assert_eq!((first("中b"), last("a中")), (Some('中'), Some('中')));
    }

    #[test]
    fn any_of_some_characters_is_found_wherever_it_stands() {
        // Fillers: ASCII, two, three and four bytes; of every length around a block's.
        for filler in ['a', 'é', '中', '\u{1F600}'] {
            for length in 0..70 {
                let text: String = std::iter::repeat_n(filler, length).collect();
                assert!(!holds_any(&text, ['@', '~', ' ']), "{text}");
                for place in 0..=length {
                    for one in ['@', '~', ' '] {
                        let mut text: Vec<char> = text.chars().collect();
                        text.insert(place, one);
                        let text = String::from_iter(text);
                        assert!(holds_any(&text, ['@', '~', ' ']), "{text}");
                        assert!(!holds_any(&text, ['?', '_', '\0']), "{text}");
                    }
                }
            }
        }
        assert!(holds_any("@ @ @ @ @ @ @ @ @", ['@', ' ']) && holds_any("@@", ['@', ' ']));
        assert!(holds_any("ab中", ['中', '@']) && !holds_any("ab字", ['中', '@']));
        assert!(!holds_any("a", []) && !holds_any("", ['a']));
    }

    #[test]
    fn every_ascii_character_is_told_from_every_other() {
        for wanted in '\0'..='\u{7F}' {
            for there in '\0'..='\u{FF}' {
                for text in [there.to_string(), there.to_string().repeat(20)] {
                    assert_eq!(
                        holds_any(&text, [wanted]),
                        there == wanted,
                        "{text:?} {wanted:?}"
                    );
                }
            }
        }
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
