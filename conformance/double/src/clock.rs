//! Time: the settable clock of a double, and the forms in which times travel. Must not know what they are used for.

use std::sync::Mutex;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// What the double takes for the present time: the system's clock until set, and running on from what it was set to
/// unless it is frozen.
#[derive(Debug, Default)]
pub(crate) struct Clock(Mutex<Setting>);

#[derive(Debug, Clone, Copy, Default)]
enum Setting {
    #[default]
    System,
    /// Ahead of the system's clock by so many nanoseconds.
    Ahead(i128),
    Frozen(SystemTime),
}

/// Nanoseconds from the epoch, negative before it.
fn nanos(time: SystemTime) -> i128 {
    match time.duration_since(UNIX_EPOCH) {
        Ok(after) => i128::try_from(after.as_nanos()).unwrap_or(i128::MAX),
        Err(before) => -i128::try_from(before.duration().as_nanos()).unwrap_or(i128::MAX),
    }
}

fn time(nanos: i128) -> SystemTime {
    let size = Duration::from_nanos(u64::try_from(nanos.unsigned_abs()).unwrap_or(u64::MAX));
    let moved = if nanos < 0 {
        UNIX_EPOCH.checked_sub(size)
    } else {
        UNIX_EPOCH.checked_add(size)
    };
    moved.unwrap_or(UNIX_EPOCH)
}

impl Clock {
    pub(crate) fn now(&self) -> SystemTime {
        let setting = self.0.lock().map_or(Setting::System, |setting| *setting);
        match setting {
            Setting::System => SystemTime::now(),
            Setting::Ahead(by) => time(nanos(SystemTime::now()).saturating_add(by)),
            Setting::Frozen(at) => at,
        }
    }

    /// Whole seconds since 1970.
    pub(crate) fn seconds(&self) -> i64 {
        seconds(self.now())
    }

    fn set(&self, setting: Setting) {
        if let Ok(mut place) = self.0.lock() {
            *place = setting;
        }
    }

    /// Stands still at this time.
    pub(crate) fn freeze(&self, at: SystemTime) {
        self.set(Setting::Frozen(at));
    }

    /// Runs on from this time.
    pub(crate) fn run_from(&self, at: SystemTime) {
        self.set(Setting::Ahead(
            nanos(at).saturating_sub(nanos(SystemTime::now())),
        ));
    }

    /// Goes on by so much at once; a frozen clock stays frozen.
    pub(crate) fn advance(&self, by: Duration) {
        let by = i128::try_from(by.as_nanos()).unwrap_or(i128::MAX);
        if let Ok(mut place) = self.0.lock() {
            *place = match *place {
                Setting::System => Setting::Ahead(by),
                Setting::Ahead(before) => Setting::Ahead(before.saturating_add(by)),
                Setting::Frozen(at) => Setting::Frozen(time(nanos(at).saturating_add(by))),
            };
        }
    }

    /// Follows the system's clock again.
    pub(crate) fn follow_system(&self) {
        self.set(Setting::System);
    }
}

/// Whole seconds since 1970.
pub(crate) fn seconds(time: SystemTime) -> i64 {
    i64::try_from(nanos(time).div_euclid(1_000_000_000)).unwrap_or(i64::MAX)
}

/// The time of so many seconds since 1970.
pub(crate) fn at(seconds: i64) -> SystemTime {
    time(i128::from(seconds) * 1_000_000_000)
}

/// Year, month, day of a day counted from 1970-01-01.
fn civil(days: i64) -> (i64, i64, i64) {
    // Eras of 400 years that begin on the first of March, so that the leap day comes last.
    let shifted = days + 719_468;
    let era = shifted.div_euclid(146_097);
    let day = shifted.rem_euclid(146_097);
    let year = (day - day / 1460 + day / 36_524 - day / 146_096) / 365;
    let of_year = day - (365 * year + year / 4 - year / 100);
    let month = (5 * of_year + 2) / 153;
    let day = of_year - (153 * month + 2) / 5 + 1;
    let (month, next) = if month < 10 {
        (month + 3, 0)
    } else {
        (month - 9, 1)
    };
    (era * 400 + year + next, month, day)
}

/// Days from 1970-01-01.
fn days(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let of_era = year.rem_euclid(400);
    let of_year = (153 * (month + if month > 2 { -3 } else { 9 }) + 2) / 5 + day - 1;
    era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468
}

/// `YYYY-MM-DDTHH:MM:SSZ`.
pub(crate) fn utc(seconds: i64) -> String {
    let (year, month, day) = civil(seconds.div_euclid(86_400));
    let rest = seconds.rem_euclid(86_400);
    format!(
        "{year:04}-{month:02}-{day:02}T{:02}:{:02}:{:02}Z",
        rest / 3600,
        rest / 60 % 60,
        rest % 60
    )
}

/// Seconds of a `YYYY-MM-DDTHH:MM:SSZ` that exists.
pub(crate) fn parse_utc(text: &str) -> Option<i64> {
    let shape = |(n, byte): (usize, u8)| match n {
        4 | 7 => byte == b'-',
        10 => byte == b'T',
        13 | 16 => byte == b':',
        19 => byte == b'Z',
        _ => byte.is_ascii_digit(),
    };
    if text.len() != 20 || !text.bytes().enumerate().all(shape) {
        return None;
    }
    let part = |from: usize, to: usize| text.get(from..to)?.parse::<i64>().ok();
    let (year, month, day) = (part(0, 4)?, part(5, 7)?, part(8, 10)?);
    let (hour, minute, second) = (part(11, 13)?, part(14, 16)?, part(17, 19)?);
    let date = days(year, month, day);
    let exists = (1..=12).contains(&month) && civil(date) == (year, month, day);
    (exists && hour < 24 && minute < 60 && second < 60)
        .then_some(date * 86_400 + hour * 3600 + minute * 60 + second)
}

/// From the day of 1970-01-01 on.
const DAYS: [&str; 7] = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"];

const MONTHS: [&str; 12] = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
];

/// Seconds of a `Sun, 06 Nov 1994 08:49:37 GMT` that exists; the day of the week has to be right.
pub(crate) fn parse_http_date(text: &str) -> Option<i64> {
    let mut words = text.split(' ');
    let mut word = || words.next();
    let (_, day, month, year, time, _) = (word()?, word()?, word()?, word()?, word()?, word()?);
    let month = 1 + MONTHS.iter().position(|name| *name == month)?;
    let seconds = parse_utc(&format!("{year}-{month:02}-{day:0>2}T{time}Z"))?;
    // A day of one digit is written with a nought, or not.
    let written = http_date(seconds);
    (text == written || text == written.replacen(", 0", ", ", 1)).then_some(seconds)
}

/// As HTTP's `Date` header has it.
pub(crate) fn http_date(seconds: i64) -> String {
    let date = seconds.div_euclid(86_400);
    let (year, month, day) = civil(date);
    let name = |names: &[&'static str], n: i64| {
        usize::try_from(n).ok().and_then(|n| names.get(n).copied())
    };
    let weekday = name(&DAYS, date.rem_euclid(7)).unwrap_or_default();
    let month = name(&MONTHS, month - 1).unwrap_or_default();
    let rest = seconds.rem_euclid(86_400);
    format!(
        "{weekday}, {day:02} {month} {year:04} {:02}:{:02}:{:02} GMT",
        rest / 3600,
        rest / 60 % 60,
        rest % 60
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_go_there_and_back() {
        assert_eq!(utc(0), "1970-01-01T00:00:00Z");
        assert_eq!(parse_utc("2023-10-26T10:22:32Z"), Some(1_698_315_752));
        assert_eq!(http_date(784_111_777), "Sun, 06 Nov 1994 08:49:37 GMT");
        assert_eq!(
            parse_http_date("Sun, 6 Nov 1994 08:49:37 GMT"),
            Some(784_111_777)
        );
        for broken in [
            "",
            "Sun, 06 Nov 1994 08:49:37",
            "Sat, 06 Nov 1994 08:49:37 GMT",
            "Sun, 06 Nov 1994 08:49:37 GMT ",
            "Sun, 31 Nov 1994 08:49:37 GMT",
            "1994-11-06T08:49:37Z",
        ] {
            assert_eq!(parse_http_date(broken), None, "{broken}");
        }
        for n in -800..2_000_i64 {
            let seconds = n * 12_345_677;
            assert_eq!(parse_utc(&utc(seconds)), Some(seconds));
            assert_eq!(parse_http_date(&http_date(seconds)), Some(seconds));
        }
        for broken in [
            "",
            "2023-10-26T10:22:32",
            "2023-02-29T10:22:32Z",
            "2023-13-01T00:00:00Z",
            "2023-10-26T24:00:00Z",
            "2023-10-26 10:22:32Z",
            "2023-10-2ßT10:22:3Z",
            "+023-10-26T10:22:32Z",
        ] {
            assert_eq!(parse_utc(broken), None, "{broken}");
        }
    }

    #[test]
    fn a_frozen_clock_moves_only_when_told() {
        let clock = Clock::default();
        clock.freeze(at(1000));
        assert_eq!(clock.seconds(), 1000);
        clock.advance(Duration::from_secs(5));
        assert_eq!(clock.seconds(), 1005);
        clock.run_from(at(5000));
        assert!((5000..5060).contains(&clock.seconds()));
        clock.follow_system();
        assert!(clock.seconds() > 1_700_000_000);
    }
}
