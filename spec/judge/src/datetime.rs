//! Formats of times, and which texts have them.

use crate::scalar::is_whole;

/// A format, cut into its parts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Format {
    /// Seconds or milliseconds since 1970: a whole number, not negative.
    Unix,
    /// Parts in a fixed order.
    Parts(Vec<Part>),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Part {
    Year,
    Month,
    Day,
    Hour,
    Minute,
    Second,
    Millisecond,
    Literal(char),
}

const TOKENS: &[(&str, Part)] = &[
    ("yyyy", Part::Year),
    ("MM", Part::Month),
    ("dd", Part::Day),
    ("HH", Part::Hour),
    ("mm", Part::Minute),
    ("ss", Part::Second),
    ("SSS", Part::Millisecond),
];

impl Part {
    fn width(self) -> usize {
        match self {
            Part::Year => 4,
            Part::Millisecond => 3,
            _ => 2,
        }
    }
}

impl Format {
    /// Cuts a format into its parts.
    ///
    /// # Errors
    /// The rest of the format, from the first character on that stands for nothing known.
    pub(crate) fn new(format: &str) -> Result<Format, String> {
        if matches!(format, "unix-seconds" | "unix-milliseconds") {
            return Ok(Format::Unix);
        }
        let mut parts = Vec::new();
        let mut rest = format;
        while let Some(first) = rest.chars().next() {
            let token = TOKENS
                .iter()
                .find_map(|(word, part)| Some((*part, rest.strip_prefix(word)?)));
            let (part, tail) = match token {
                Some(token) => token,
                None if matches!(first, 'T' | 'Z' | ' ') || first.is_ascii_punctuation() => {
                    let tail = rest.strip_prefix(first).unwrap_or_default();
                    (Part::Literal(first), tail)
                }
                None => return Err(rest.to_owned()),
            };
            parts.push(part);
            rest = tail;
        }
        Ok(Format::Parts(parts))
    }

    /// Whether the text is a time in this format.
    pub(crate) fn matches(&self, text: &str) -> bool {
        match self {
            Format::Unix => is_whole(text) && !text.starts_with('-'),
            Format::Parts(parts) => matches_parts(parts, text),
        }
    }
}

/// The date that is being read; a format with two dates has two of them.
#[derive(Default)]
struct Date {
    year: Option<u32>,
    month: Option<u32>,
    day: Option<u32>,
}

impl Date {
    /// Whether the month has such a day, as far as year and month are stated.
    fn exists(&self) -> bool {
        let Some(day) = self.day else { return true };
        let days = match (self.month, self.year) {
            (Some(4 | 6 | 9 | 11), _) => 30,
            (Some(2), Some(year)) if !is_leap(year) => 28,
            (Some(2), _) => 29,
            _ => 31,
        };
        (1..=days).contains(&day)
    }

    /// Takes one more part, and says whether the date that it completes exists.
    fn put(&mut self, place: impl Fn(&mut Date) -> &mut Option<u32>, number: u32) -> bool {
        let sound = if place(self).is_some() {
            std::mem::take(self).exists()
        } else {
            true
        };
        *place(self) = Some(number);
        sound
    }
}

fn is_leap(year: u32) -> bool {
    year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400))
}

fn matches_parts(parts: &[Part], text: &str) -> bool {
    let mut date = Date::default();
    let mut rest = text;
    for part in parts {
        if let Part::Literal(c) = part {
            let Some(tail) = rest.strip_prefix(*c) else {
                return false;
            };
            rest = tail;
            continue;
        }
        let Some((digits, tail)) = rest.split_at_checked(part.width()) else {
            return false;
        };
        rest = tail;
        // The digits are counted and looked at, since parsing alone would take a sign.
        let Some(number) = digits
            .bytes()
            .all(|b| b.is_ascii_digit())
            .then(|| digits.parse::<u32>().ok())
            .flatten()
        else {
            return false;
        };
        let sound = match part {
            Part::Year => date.put(|d| &mut d.year, number),
            Part::Month => (1..=12).contains(&number) && date.put(|d| &mut d.month, number),
            Part::Day => date.put(|d| &mut d.day, number),
            Part::Hour => number <= 23,
            Part::Minute | Part::Second => number <= 59,
            Part::Millisecond | Part::Literal(_) => true,
        };
        if !sound {
            return false;
        }
    }
    rest.is_empty() && date.exists()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_have_a_format_or_not() {
        let cases: &[(&str, &[&str], &[&str])] = &[
            (
                "yyyy-MM-ddTHH:mm:ssZ",
                &[
                    "2024-02-29T23:59:59Z",
                    "2000-02-29T00:00:00Z",
                    "0000-12-31T00:00:00Z",
                ],
                &[
                    "",
                    "2023-02-29T00:00:00Z",
                    "1900-02-29T00:00:00Z",
                    "2024-04-31T00:00:00Z",
                    "2024-00-01T00:00:00Z",
                    "2024-13-01T00:00:00Z",
                    "2024-01-00T00:00:00Z",
                    "2024-01-32T00:00:00Z",
                    "2024-01-01T24:00:00Z",
                    "2024-01-01T00:60:00Z",
                    "2024-01-01T00:00:60Z",
                    "2024-01-01T00:00:00",
                    "2024-01-01T00:00:00ZZ",
                    "2024-1-01T00:00:00Z",
                    "2024-01-01t00:00:00Z",
                    "+024-01-01T00:00:00Z",
                    "٢٠٢٤-01-01T00:00:00Z",
                    "202é-01-01T00:00:00Z",
                ],
            ),
            (
                "yyyyMMddHHmmssSSS",
                &["20240131235959999"],
                &["2024013123595999"],
            ),
            ("MM-dd", &["02-29", "01-31"], &["02-30", "11-31"]),
            (
                "HH:mmZ-HH:mmZ",
                &["22:00Z-02:00Z"],
                &["22:00Z-24:00Z", "22:00Z"],
            ),
            (
                "yyyy-MM-dd/yyyy-MM-dd",
                &["2024-02-29/2024-03-31"],
                &["2023-02-29/2024-03-31", "2024-02-29/2024-04-31"],
            ),
            ("dd.MM.yyyy", &["29.02.2024"], &["29.02.2023"]),
            (
                "unix-seconds",
                &["0", "1700000000", "99999999999999999999999"],
                &["", "-1", "-0", "1.5", "+1", "-"],
            ),
            ("unix-milliseconds", &["1700000000000"], &["now"]),
        ];
        for (format, good, bad) in cases {
            let format = Format::new(format).unwrap();
            for text in *good {
                assert!(format.matches(text), "{format:?} {text:?}");
            }
            for text in *bad {
                assert!(!format.matches(text), "{format:?} {text:?}");
            }
        }
    }

    #[test]
    fn unknown_letters_are_named() {
        for (format, letters) in [
            ("YYYY-MM-DD", "YYYY-MM-DD"),
            ("yyyy-MM-ddTHH:mm:ssX", "X"),
            ("yyy", "yyy"),
            ("MMM", "M"),
            ("hh:mm", "hh:mm"),
            ("yyyy年", "年"),
            ("yyyy0", "0"),
            ("unix", "unix"),
        ] {
            assert_eq!(Format::new(format).unwrap_err(), letters);
        }
    }
}
