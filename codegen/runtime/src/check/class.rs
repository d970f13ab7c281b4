//! Classes of characters.

/// A letter of any script (Unicode-alphabetic, so Chinese characters too).
#[must_use]
#[inline]
pub fn letter(character: char) -> bool {
    // The blocks of ideographs that are letters without a gap: faster than any table.
    matches!(character, '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}')
        || character.is_alphabetic()
}

/// `a` to `z` and `A` to `Z`.
#[must_use]
#[inline]
pub const fn ascii_letter(character: char) -> bool {
    character.is_ascii_alphabetic()
}

/// `a` to `z`.
#[must_use]
#[inline]
pub const fn lowercase(character: char) -> bool {
    character.is_ascii_lowercase()
}

/// `A` to `Z`.
#[must_use]
#[inline]
pub const fn uppercase(character: char) -> bool {
    character.is_ascii_uppercase()
}

/// `0` to `9`.
#[must_use]
#[inline]
pub const fn digit(character: char) -> bool {
    character.is_ascii_digit()
}

/// Han ideographs: U+3400 to U+4DBF, U+4E00 to U+9FFF, U+F900 to U+FAFF, U+20000 to U+323AF.
#[must_use]
#[inline]
pub const fn chinese(character: char) -> bool {
    matches!(
        character,
        '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{323AF}'
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_scalar_value_is_in_its_classes() {
        for character in '\0'..=char::MAX {
            let code = u32::from(character);
            let lower = (0x61..0x7B).contains(&code);
            let upper = (0x41..0x5B).contains(&code);
            assert_eq!(lowercase(character), lower, "{code:X}");
            assert_eq!(uppercase(character), upper, "{code:X}");
            assert_eq!(ascii_letter(character), lower || upper, "{code:X}");
            assert_eq!(digit(character), (0x30..0x3A).contains(&code), "{code:X}");
            assert_eq!(letter(character), character.is_alphabetic(), "{code:X}");
            let han = (0x3400..0x4DC0).contains(&code)
                || (0x4E00..0xA000).contains(&code)
                || (0xF900..0xFB00).contains(&code)
                || (0x20000..0x323B0).contains(&code);
            assert_eq!(chinese(character), han, "{code:X}");
        }
        assert!(letter('中') && letter('é') && !letter('1') && !letter('_'));
    }
}
