//! The dates of pages: `Nov 27, 2025`, `2025-11-27`. Must not know where on a page a date stands.

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// `YYYY-MM-DD` of a date as a page writes it; `None` if it is none.
pub(crate) fn iso(text: &str) -> Option<String> {
    let words: Vec<&str> = text
        .split([' ', ',', '-', '/', '.', '\u{a0}'])
        .filter(|w| !w.is_empty())
        .collect();
    let (year, month, day) = match words.as_slice() {
        [a, b, c, ..] if is_year(a) => (*a, number(b)?, number(c)?),
        [a, b, c, ..] if is_year(c) => match (month(a), month(b)) {
            (Some(m), _) => (*c, m, number(b)?),
            (None, Some(m)) => (*c, m, number(a)?),
            (None, None) => return None,
        },
        _ => return None,
    };
    let year: u16 = year.parse().ok()?;
    if day == 0 || day > days(year, month)? {
        return None;
    }
    Some(format!("{year:04}-{month:02}-{day:02}"))
}

fn is_year(word: &str) -> bool {
    word.len() == 4 && word.bytes().all(|b| b.is_ascii_digit())
}

fn number(word: &str) -> Option<u8> {
    if word.bytes().all(|b| b.is_ascii_digit()) {
        word.parse().ok()
    } else {
        None
    }
}

fn month(word: &str) -> Option<u8> {
    let lower = word.to_lowercase();
    if lower.len() < 3 {
        return None;
    }
    let at = MONTHS
        .iter()
        .position(|m| m.starts_with(&lower) || (lower == "sept" && *m == "september"))?;
    u8::try_from(at + 1).ok()
}

fn days(year: u16, month: u8) -> Option<u8> {
    let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => Some(31),
        4 | 6 | 9 | 11 => Some(30),
        2 => Some(if leap { 29 } else { 28 }),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::iso;

    #[test]
    fn dates() {
        assert_eq!(iso("Nov 27, 2025").as_deref(), Some("2025-11-27"));
        assert_eq!(iso(" Feb 3, 2025 ").as_deref(), Some("2025-02-03"));
        assert_eq!(iso("September 1, 2024").as_deref(), Some("2024-09-01"));
        assert_eq!(iso("3 Feb 2025").as_deref(), Some("2025-02-03"));
        assert_eq!(iso("2025-11-27 10:00").as_deref(), Some("2025-11-27"));
        for no in [
            "",
            "Nov 2025",
            "Foo 1, 2025",
            "Feb 29, 2025",
            "2025-13-01",
            "Feb +1, 2025",
            "é é 2025",
        ] {
            assert_eq!(iso(no), None, "{no}");
        }
    }
}
