//! The lint of date formats, and whether a text is a time in one.

use super::{Context, Findings, quoted};
use crate::codes;
use crate::constraint::Check;

/// `ACS0121`. That a format is empty is said by another lint.
pub(super) fn formats(context: &Context<'_>, findings: &mut Findings) {
    context.each_constraint(&mut |_, constraint, at| {
        let Check::Datetime(time) = &constraint.check else {
            return;
        };
        if time.format.is_empty() || is_unix(&time.format) {
            return;
        }
        if let Err(message) = parts(&time.format) {
            findings.add(
                &codes::BAD_FORMAT,
                at.part("check/format"),
                format!("{}: {message}", quoted(&constraint.id)),
                "use yyyy, MM, dd, HH, mm, ss, SSS, `T`, `Z`, digits and punctuation; or unix-seconds, unix-milliseconds",
            );
        }
    });
}

fn is_unix(format: &str) -> bool {
    matches!(format, "unix-seconds" | "unix-milliseconds")
}

/// A part of a time that is written in digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Unit {
    Year,
    Month,
    Day,
    Hour,
    Minute,
    Second,
    Milli,
}

const UNITS: &[(&str, Unit)] = &[
    ("yyyy", Unit::Year),
    ("SSS", Unit::Milli),
    ("MM", Unit::Month),
    ("dd", Unit::Day),
    ("HH", Unit::Hour),
    ("mm", Unit::Minute),
    ("ss", Unit::Second),
];

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Digits(Unit, usize),
    Literal(char),
}

fn parts(format: &str) -> Result<Vec<Part>, String> {
    let mut out = Vec::new();
    let mut rest = format;
    while let Some(c) = rest.chars().next() {
        // A run of one letter is one word: `MMM` is not `MM` and a stray `M`.
        let after = rest.trim_start_matches(c);
        let run = rest.strip_suffix(after).unwrap_or(rest);
        rest = after;
        match UNITS.iter().find(|(word, _)| *word == run) {
            Some((word, unit)) => out.push(Part::Digits(*unit, word.len())),
            None if c.is_alphabetic() && !matches!(c, 'T' | 'Z') => {
                return Err(format!(
                    "{} in the format stands for nothing known",
                    quoted(run)
                ));
            }
            None => out.extend(run.chars().map(Part::Literal)),
        }
    }
    if out.iter().all(|part| matches!(part, Part::Literal(_))) {
        return Err("the format has no part of a time in it".into());
    }
    Ok(out)
}

/// Whether a text is a time in this format; of a format that is none, every text is.
pub(super) fn matches(format: &str, text: &str) -> bool {
    if is_unix(format) {
        return !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    }
    let Ok(parts) = parts(format) else {
        return true;
    };
    let (mut year, mut month, mut day) = (None, None, None);
    let mut rest = text;
    for part in parts {
        match part {
            Part::Literal(c) => match rest.strip_prefix(c) {
                Some(after) => rest = after,
                None => return false,
            },
            Part::Digits(unit, width) => {
                let Some((digits, after)) = rest.split_at_checked(width) else {
                    return false;
                };
                if !digits.bytes().all(|byte| byte.is_ascii_digit()) {
                    return false;
                }
                let Ok(number) = digits.parse::<u32>() else {
                    return false;
                };
                let fits = match unit {
                    Unit::Year | Unit::Milli => true,
                    Unit::Month => (1..=12).contains(&number),
                    Unit::Day => number >= 1,
                    Unit::Hour => number < 24,
                    Unit::Minute | Unit::Second => number < 60,
                };
                if !fits {
                    return false;
                }
                match unit {
                    Unit::Year => year = Some(number),
                    Unit::Month => month = Some(number),
                    Unit::Day => day = Some(number),
                    _ => {}
                }
                rest = after;
            }
        }
    }
    rest.is_empty() && day.is_none_or(|day| day <= days(year, month))
}

/// Days of a month. Where the year is not written, February may have 29; where the month is not, it may have 31.
fn days(year: Option<u32>, month: Option<u32>) -> u32 {
    let leap = year.is_none_or(|y| y % 4 == 0 && (y % 100 != 0 || y % 400 == 0));
    match month {
        Some(2) if leap => 29,
        Some(2) => 28,
        Some(4 | 6 | 9 | 11) => 30,
        _ => 31,
    }
}

#[cfg(test)]
mod tests {
    use super::super::sample::*;
    use super::*;
    use crate::constraint::Datetime;

    fn with(format: &str) -> Vec<String> {
        faults(&on_lamp(vec![Check::Datetime(Datetime {
            format: format.into(),
        })]))
    }

    #[test]
    fn letters_stand_for_something() {
        let sound = [
            "yyyy-MM-ddTHH:mm:ssZ",
            "yyyyMMdd HH.mm.ss.SSS",
            "HH:mm'Z'",
            "yyyy-MM-ddTHH:00:00Z",
            "unix-seconds",
            "unix-milliseconds",
        ];
        for format in sound {
            assert_eq!(with(format), [""; 0], "{format}");
        }
        let place = "ACS0121 /parameters/0/schema/constraints/0/check/format";
        for format in [
            "yyyy-mm-dd hh:mm",
            "yyy-MM-dd",
            "unix-minutes",
            "--",
            "yyyy年",
            "yyyy-MMM-dd",
        ] {
            assert_eq!(with(format), [place], "{format}");
        }
    }

    #[test]
    fn times_have_the_very_shape() {
        let format = "yyyy-MM-ddTHH:mm:ssZ";
        for good in [
            "2024-02-29T00:00:00Z",
            "2000-02-29T23:59:59Z",
            "0000-12-31T12:30:00Z",
        ] {
            assert!(matches(format, good), "{good}");
        }
        for bad in [
            "2023-02-29T00:00:00Z",
            "1900-02-29T00:00:00Z",
            "2024-13-01T00:00:00Z",
            "2024-00-01T00:00:00Z",
            "2024-04-31T00:00:00Z",
            "2024-01-00T00:00:00Z",
            "2024-01-01T24:00:00Z",
            "2024-01-01T00:60:00Z",
            "2024-01-01T00:00:60Z",
            "2024-1-01T00:00:00Z",
            "2024-01-01T00:00:00",
            "2024-01-01T00:00:00Zx",
            "+024-01-01T00:00:00Z",
            "２０24-01-01T00:00:00Z",
            "",
        ] {
            assert!(!matches(format, bad), "{bad}");
        }
        assert!(matches("MM-dd", "02-29") && matches("dd", "31") && !matches("dd", "32"));
        assert!(matches("unix-seconds", "0") && !matches("unix-seconds", "-1"));
    }
}
