//! Formats of points in time: `格式为yyyy-MM-ddTHH:mm:ssZ`, `UNIX秒级时间戳`.

use super::clause::{before, conditional, statements};
use super::pattern::patterns;
use crate::extract::finding::{Finding, Kind, TypeHint};
use crate::extract::reading::Reading;

patterns! {
    FORMAT = ["MM", "mm"] r"(?:[yY]{4}[-/.]?MM(?:[-/.]?[dD]{2})?|[hH]{2}:mm)(?:[ '\-:/.T]?(?:[yY]{4}[-/]?MM[-/]?[dD]{2}|T|[hH]{2}|mm|ss|SSS|sss|fff|Z|[dD]{2}|~|-))*";
    SAID = r"格式|ISO\s*8601|表示|输入|按照";
    STAMP = ["时间", "time", "TIME", "Time"] r"(?i)unix[^。;]{0,8}时间戳|时间戳|unix\s*time|unix时间";
    MILLISECONDS = r"毫秒|13位|(?i)\bms\b";
    SECONDS = r"秒级|以秒|单位为秒|单位:\s*秒|单位是秒|精确到秒|\(秒\)|10位|秒为单位|秒数|单位秒|,秒";
}

/// `zh-datetime-format`.
pub fn datetime_format(reading: &Reading<'_>) -> Vec<Finding> {
    if !matches!(
        reading.hint,
        TypeHint::Text | TypeHint::Array | TypeHint::Other
    ) {
        return Vec::new();
    }
    let mut out = Vec::new();
    for sentence in statements(reading) {
        let text = sentence.text();
        let Some(found) = FORMAT.find(text) else {
            continue;
        };
        let ahead = before(&sentence, found.start());
        let rest = text.get(found.end()..).unwrap_or_default();
        // Two formats, or a time stamp besides: which one holds is not said.
        let another = FORMAT.is_in(rest) || STAMP.is_in(text);
        if SAID.is_in(text) && !another && !conditional(ahead) {
            let format = found.as_str().trim_end_matches(['-', '~', ' ', '.', '\'']);
            out.push(Finding::new(
                Kind::Datetime(format.to_owned()),
                sentence.source(),
            ));
        }
    }
    out
}

/// `zh-unix-time`.
pub fn unix_time(reading: &Reading<'_>) -> Vec<Finding> {
    if !matches!(
        reading.hint,
        TypeHint::Text | TypeHint::Integer | TypeHint::Other
    ) {
        return Vec::new();
    }
    let mut out = Vec::new();
    for sentence in statements(reading) {
        let text = sentence.text();
        if !STAMP.is_in(text) || FORMAT.is_in(text) {
            continue;
        }
        let after = reading.next(&sentence);
        let after = after.map_or("", |s| s.text());
        let unit = |text: &str| match (MILLISECONDS.is_in(text), SECONDS.is_in(text)) {
            (true, false) => Some("unix-milliseconds"),
            (false, true) => Some("unix-seconds"),
            _ => None,
        };
        let said = unit(text).or_else(|| unit(after).filter(|_| after.contains("单位")));
        if let Some(format) = said {
            out.push(Finding::new(
                Kind::Datetime(format.to_owned()),
                sentence.source(),
            ));
        }
    }
    out
}
