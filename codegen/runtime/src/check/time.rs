//! Times as texts: their format, and which of two is earlier.

use std::cmp::Ordering;

/// Whether the text is a time in this format: the very shape, with each part in its range (60 seconds are not) and each
/// day one that its month has. A month without a year may have 29 days in February.
///
/// In the format `yyyy`, `MM`, `dd`, `HH`, `mm`, `ss` and `SSS` stand for that many ASCII digits; `T`, `Z`, blanks and
/// ASCII punctuation stand for themselves. A format with anything else in it fits no text. A part that comes again
/// begins another date.
///
/// ```
/// use acs_runtime::check::datetime;
/// assert!(datetime("2024-02-29T23:59:59Z", "yyyy-MM-ddTHH:mm:ssZ"));
/// assert!(!datetime("2023-02-29T23:59:59Z", "yyyy-MM-ddTHH:mm:ssZ"));
/// ```
#[must_use]
pub fn datetime(text: &str, format: &str) -> bool {
    let (mut text, mut format) = (text.as_bytes(), format.as_bytes());
    let mut date = Date::default();
    loop {
        let (digits, part) = next_part(format);
        if digits == 0 {
            match (format, text) {
                ([], []) => return date.exists(),
                ([literal, format_rest @ ..], [byte, text_rest @ ..])
                    if literal == byte && is_literal(*literal) =>
                {
                    (format, text) = (format_rest, text_rest);
                    continue;
                }
                _ => return false,
            }
        }
        let (Some(value), Some(text_rest), Some(format_rest)) = (
            number(text, digits),
            text.get(digits..),
            format.get(digits..),
        ) else {
            return false;
        };
        (format, text) = (format_rest, text_rest);
        match part {
            Part::Hour if value > 23 => return false,
            Part::Minute | Part::Second if value > 59 => return false,
            _ => {}
        }
        if date.slot(part).is_some_and(|slot| slot.is_some()) {
            // The part comes again: what stood before is a date of its own.
            if !date.exists() {
                return false;
            }
            date = Date::default();
        }
        if let Some(slot) = date.slot(part) {
            *slot = Some(value);
        }
    }
}

/// What a format's letters may be followed by and mixed with.
const fn is_literal(byte: u8) -> bool {
    matches!(byte, b'T' | b'Z' | b' ') || byte.is_ascii_punctuation()
}

/// The parts of one date, as far as they were there.
#[derive(Default)]
struct Date {
    year: Option<u32>,
    month: Option<u32>,
    day: Option<u32>,
}

impl Date {
    fn slot(&mut self, part: Part) -> Option<&mut Option<u32>> {
        match part {
            Part::Year => Some(&mut self.year),
            Part::Month => Some(&mut self.month),
            Part::Day => Some(&mut self.day),
            Part::Hour | Part::Minute | Part::Second | Part::Milli => None,
        }
    }

    fn exists(&self) -> bool {
        if self.month.is_some_and(|month| month == 0 || month > 12) {
            return false;
        }
        self.day
            .is_none_or(|day| day > 0 && day < first_day_too_many(self.year, self.month))
    }
}

#[derive(Clone, Copy)]
enum Part {
    Year,
    Month,
    Day,
    Hour,
    Minute,
    Second,
    Milli,
}

/// The part that a format begins with and its number of digits; no digits where it begins with something literal.
fn next_part(format: &[u8]) -> (usize, Part) {
    const PARTS: [(&[u8], Part); 7] = [
        (b"yyyy", Part::Year),
        (b"MM", Part::Month),
        (b"dd", Part::Day),
        (b"HH", Part::Hour),
        (b"mm", Part::Minute),
        (b"ss", Part::Second),
        (b"SSS", Part::Milli),
    ];
    PARTS
        .iter()
        .find(|(letters, _)| format.starts_with(letters))
        .map_or((0, Part::Milli), |(letters, part)| (letters.len(), *part))
}

/// The number that the first `digits` bytes are.
fn number(text: &[u8], digits: usize) -> Option<u32> {
    text.get(..digits)?.iter().try_fold(0, |sum: u32, byte| {
        if byte.is_ascii_digit() {
            Some(sum * 10 + u32::from(byte - b'0'))
        } else {
            None
        }
    })
}

fn first_day_too_many(year: Option<u32>, month: Option<u32>) -> u32 {
    match month {
        Some(4 | 6 | 9 | 11) => 31,
        Some(2) => {
            let leap = year.is_none_or(|year| {
                year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400))
            });
            if leap { 30 } else { 29 }
        }
        _ => 32,
    }
}

/// Whether the text is a count of seconds or milliseconds: ASCII digits, so a whole number that is not negative.
#[must_use]
pub fn unix_time(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Which of two times of the same shape is earlier. `None` unless both texts have equal length, ASCII digits at the
/// same places, and equal characters at all others.
///
/// ```
/// use std::cmp::Ordering;
/// use acs_runtime::check::time_order;
/// assert_eq!(time_order("2024-01-01", "2024-01-02"), Some(Ordering::Less));
/// assert_eq!(time_order("2024-01-01", "2024/01/02"), None);
/// ```
#[must_use]
pub fn time_order(left: &str, right: &str) -> Option<Ordering> {
    let alike = left.len() == right.len()
        && left
            .bytes()
            .zip(right.bytes())
            .all(|(a, b)| a == b || (a.is_ascii_digit() && b.is_ascii_digit()));
    if alike { Some(left.cmp(right)) } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn parts_have_ranges() {
        let day = |text| datetime(text, "yyyy-MM-dd");
        for good in [
            "2024-01-31",
            "2024-04-30",
            "2000-02-29",
            "2023-02-28",
            "0000-12-01",
            "2023-12-31",
            "2024-06-30",
            "2024-09-30",
            "2024-11-30",
        ] {
            assert!(day(good), "{good}");
        }
        for bad in [
            "2024-00-01",
            "2024-13-01",
            "2024-01-00",
            "2024-01-32",
            "2024-04-31",
            "2024-06-31",
            "2024-09-31",
            "2024-11-31",
            "1900-02-29",
            "2023-02-29",
            "2024-02-30",
            "2024-1-01",
            "2024-01-1",
            "2024-01-01 ",
            " 2024-01-01",
            "",
            "2024-01",
            "2024/01/01",
            "２024-01-01",
            "2024-01-01Z",
            "+024-01-01",
        ] {
            assert!(!day(bad), "{bad}");
        }
        let time = |text| datetime(text, "HH:mm:ss.SSS");
        assert!(time("00:00:00.000") && time("23:59:59.999"));
        for bad in [
            "24:00:00.000",
            "23:60:00.000",
            "23:59:60.000",
            "23:59:59.99",
            "23:59:59.9999",
            "23:59:59",
        ] {
            assert!(!time(bad), "{bad}");
        }
        assert!(datetime("23:59Z", "HH:mmZ") && !datetime("23:59", "HH:mmZ"));
        assert!(datetime("02-29", "MM-dd") && !datetime("02-30", "MM-dd"));
        assert!(datetime("31", "dd") && !datetime("32", "dd"));
        assert!(datetime("2024 02,T", "yyyy MM,T") && !datetime("2024-02,T", "yyyy MM,T"));
        for odd in ["yyyy年", "yyyyx", "yyyy\n", "yy", "hh", "yyyyé", "1"] {
            assert!(!datetime(&odd.replace("yyyy", "2024"), odd), "{odd}");
        }
        let range = |text| datetime(text, "MM-dd HH:mm/yyyy-MM-dd HH:mm");
        assert!(range("02-29 00:00/2024-02-29 23:59"));
        assert!(!range("02-30 00:00/2024-02-29 23:59") && !range("02-29 00:00/2023-02-29 23:59"));
        assert!(!range("13-01 00:00/2023-02-28 23:59") && !range("04-31 00:00/2023-03-31 23:59"));
        assert!(datetime("", "") && !datetime("a", "") && !datetime("", "a"));
    }

    #[test]
    fn counts_of_seconds() {
        assert!(unix_time("0") && unix_time("1700000000"));
        assert!(!unix_time("") && !unix_time("-1") && !unix_time("1.0") && !unix_time("１"));
    }

    #[test]
    fn order_needs_one_shape() {
        assert_eq!(time_order("10:00", "09:59"), Some(Ordering::Greater));
        assert_eq!(time_order("10:00", "10:00"), Some(Ordering::Equal));
        assert_eq!(time_order("", ""), Some(Ordering::Equal));
        for (left, right) in [
            ("10:00", "1:000"),
            ("10:00", "10:00Z"),
            ("10:00Z", "10:00z"),
            ("a", "1"),
            ("é", "è"),
        ] {
            assert_eq!(time_order(left, right), None, "{left} {right}");
        }
    }

    proptest! {
        #[test]
        fn any_text_and_format_give_an_answer(text in "\\PC{0,30}", format in "[yMdHmsSTZ:年 -]{0,30}") {
            let _ = datetime(&text, &format);
        }

        #[test]
        fn valid_times_are_accepted(y in 0u32..10000, mo in 1u32..13, d in 1u32..29, h in 0u32..24, mi in 0u32..60, s in 0u32..60) {
            let text = format!("{y:04}-{mo:02}-{d:02}T{h:02}:{mi:02}:{s:02}Z");
            prop_assert!(datetime(&text, "yyyy-MM-ddTHH:mm:ssZ"));
        }
    }
}
