//! What time it is, and how times are written in requests and answers.
//!
//! The clock is a trait so that tests and callers can set it. Must not know what a time is for.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// Tells the time.
pub trait Clock: Send + Sync {
    /// The time.
    fn now(&self) -> SystemTime;
}

/// The machine's clock.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    fn now(&self) -> SystemTime {
        SystemTime::now()
    }
}

/// A function or closure is a clock.
impl<F: Fn() -> SystemTime + Send + Sync> Clock for F {
    fn now(&self) -> SystemTime {
        self()
    }
}

/// 10000-01-01T00:00:00Z, the first second that four digits of a year cannot say.
const TOO_LATE: u64 = 253_402_300_800;

const DAY: u64 = 86_400;

/// The time in UTC as `YYYY-MM-DDTHH:MM:SSZ`, fractions of a second cut off. `None` before 1970 and after 9999.
///
/// ```
/// use std::time::{Duration, UNIX_EPOCH};
/// let time = UNIX_EPOCH + Duration::from_secs(1_767_323_045);
/// assert_eq!(acs_runtime::clock::format_utc(time).as_deref(), Some("2026-01-02T03:04:05Z"));
/// ```
#[must_use]
pub fn format_utc(time: SystemTime) -> Option<String> {
    let text = utc_digits(time)?;
    str::from_utf8(&text).map(str::to_owned).ok()
}

/// The bytes of that form.
pub(crate) fn utc_digits(time: SystemTime) -> Option<[u8; 20]> {
    let seconds = time.duration_since(UNIX_EPOCH).ok()?.as_secs();
    if seconds >= TOO_LATE {
        return None;
    }
    let (year, month, day) = date_of(seconds / DAY);
    let (hour, minute, second) = (seconds / 3600 % 24, seconds / 60 % 60, seconds % 60);
    let mut text = *b"yyyy-mm-ddThh:mm:ssZ";
    let two_digits = [year / 100, year % 100, month, day, hour, minute, second];
    for (place, number) in [0, 2, 5, 8, 11, 14, 17].into_iter().zip(two_digits) {
        // Below 100 each, so a digit is below 10.
        let digits = [number / 10, number % 10].map(|digit| b'0' + digit as u8);
        if let Some(room) = text.get_mut(place..place + 2) {
            room.copy_from_slice(&digits);
        }
    }
    Some(text)
}

/// Reads `YYYY-MM-DDTHH:MM:SSZ`, with or without a fraction of a second (which is cut off). `None` for anything else and before 1970.
#[must_use]
pub fn parse_utc(text: &str) -> Option<SystemTime> {
    let body = text.strip_suffix('Z')?;
    let body = match body.split_once('.') {
        Some((body, fraction)) if !fraction.is_empty() && digits(fraction) => body,
        Some(_) => return None,
        None => body,
    };
    let (date, time) = body.split_once('T')?;
    let mut date = date.split('-');
    let (year, month, day) = (
        number(date.next()?, 4)?,
        number(date.next()?, 2)?,
        number(date.next()?, 2)?,
    );
    if date.next().is_some() {
        return None;
    }
    moment(year, month, day, time)
}

/// Reads the form in which `Date` headers come: `Sun, 06 Nov 1994 08:49:37 GMT`. `None` for anything else and before
/// 1970. The name of the day of the week is not compared.
#[must_use]
pub fn parse_http_date(text: &str) -> Option<SystemTime> {
    const MONTHS: [&str; 12] = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ];
    let (_, rest) = text.trim().split_once(", ")?;
    let mut parts = rest.split(' ');
    let day = number(parts.next()?, 2)?;
    let name = parts.next()?;
    let month = MONTHS.iter().position(|month| *month == name)? as u64 + 1;
    let year = number(parts.next()?, 4)?;
    let time = parts.next()?;
    if parts.next()? != "GMT" || parts.next().is_some() {
        return None;
    }
    moment(year, month, day, time)
}

fn moment(year: u64, month: u64, day: u64, time: &str) -> Option<SystemTime> {
    let mut time = time.split(':');
    let (hour, minute, second) = (
        number(time.next()?, 2)?,
        number(time.next()?, 2)?,
        number(time.next()?, 2)?,
    );
    // A leap second is written as 60; it is the next second for us.
    if time.next().is_some() || hour > 23 || minute > 59 || second > 60 {
        return None;
    }
    let seconds = days_to(year, month, day)? * DAY + hour * 3600 + minute * 60 + second;
    UNIX_EPOCH.checked_add(Duration::from_secs(seconds))
}

fn digits(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_digit())
}

fn number(text: &str, length: usize) -> Option<u64> {
    (text.len() == length && digits(text)).then(|| text.parse().ok())?
}

/// Year, month and day of a day counted from 1970-01-01. In eras of 400 years that begin in March, so that a leap day
/// is the last of its year.
fn date_of(days: u64) -> (u64, u64, u64) {
    let days = days + 719_468;
    let (era, of_era) = (days / 146_097, days % 146_097);
    let year_of_era = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month_from_march = (5 * of_year + 2) / 153;
    let day = of_year - (153 * month_from_march + 2) / 5 + 1;
    let month = if month_from_march < 10 {
        month_from_march + 3
    } else {
        month_from_march - 9
    };
    let year = era * 400 + year_of_era + u64::from(month <= 2);
    (year, month, day)
}

/// Days from 1970-01-01 to a day that exists.
fn days_to(year: u64, month: u64, day: u64) -> Option<u64> {
    if year < 1970 || !(1..=12).contains(&month) || day == 0 {
        return None;
    }
    let shifted = if month <= 2 { year - 1 } else { year };
    let (era, of_era) = (shifted / 400, shifted % 400);
    let from_march = if month > 2 { month - 3 } else { month + 9 };
    let of_year = (153 * from_march + 2) / 5 + day - 1;
    let days = era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468;
    // A day that its month lacks comes out as one of the next month.
    (date_of(days) == (year, month, day)).then_some(days)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(seconds: u64) -> SystemTime {
        UNIX_EPOCH + Duration::from_secs(seconds)
    }

    #[test]
    fn known_times() {
        for (seconds, text) in [
            (0, "1970-01-01T00:00:00Z"),
            (951_782_399, "2000-02-28T23:59:59Z"),
            (951_782_400, "2000-02-29T00:00:00Z"),
            (1_698_315_752, "2023-10-26T10:22:32Z"),
            (TOO_LATE - 1, "9999-12-31T23:59:59Z"),
        ] {
            assert_eq!(format_utc(at(seconds)).as_deref(), Some(text));
            assert_eq!(parse_utc(text), Some(at(seconds)));
        }
        assert_eq!(format_utc(at(TOO_LATE)), None);
        assert_eq!(format_utc(UNIX_EPOCH - Duration::from_secs(1)), None);
    }

    #[test]
    fn every_day_of_four_centuries_in_turn() {
        let mut previous = String::new();
        for day in 0..146_097 {
            let text = format_utc(at(day * DAY)).unwrap();
            assert!(
                crate::check::datetime(&text, "yyyy-MM-ddTHH:mm:ssZ"),
                "{text}"
            );
            assert!(text > previous);
            assert_eq!(parse_utc(&text), Some(at(day * DAY)));
            previous = text;
        }
        assert_eq!(previous, "2369-12-31T00:00:00Z");
    }

    #[test]
    fn fractions_and_dates_of_headers() {
        assert_eq!(parse_utc("1970-01-01T00:00:01.999Z"), Some(at(1)));
        assert_eq!(
            parse_http_date("Sun, 06 Nov 1994 08:49:37 GMT"),
            Some(at(784_111_777))
        );
    }

    #[test]
    fn what_is_no_time() {
        for text in [
            "",
            "Z",
            "T",
            "1970-01-01",
            "1970-01-01T00:00:00",
            "1970-1-01T00:00:00Z",
            "2023-02-29T00:00:00Z",
            "1970-01-01T24:00:00Z",
            "1970-01-01T00:00:00.Z",
            "1970-01-01T00:00:00.xZ",
            "1969-12-31T23:59:59Z",
            "1970-00-01T00:00:00Z",
            "1970-01-00T00:00:00Z",
            "+970-01-01T00:00:00Z",
            "1970-01-01-01T00:00:00Z",
            "1970-01-01T00:00:00:00Z",
            "1970-01-01T00:60:00Z",
            "中",
        ] {
            assert_eq!(parse_utc(text), None, "{text}");
        }
        for text in [
            "",
            "now",
            "Sun, 06 Nov 1994 08:49:37",
            "Sun, 06 Nov 1994 08:49:37 UTC",
            "Sun, 31 Feb 1994 08:49:37 GMT",
            "Sun, 06 Foo 1994 08:49:37 GMT",
            "Sun, 06 Nov 1994 08:49:37 GMT x",
            "Sunday, 06-Nov-94 08:49:37 GMT",
        ] {
            assert_eq!(parse_http_date(text), None, "{text}");
        }
    }
}
