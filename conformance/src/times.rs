//! Times by format: whether a text is one, and texts that are and are not.

/// A part of a format: a token of letters, or a character that stands for itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part<'f> {
    Token(&'f str),
    Literal(char),
}

const TOKENS: &[&str] = &["yyyy", "SSS", "MM", "dd", "HH", "mm", "ss"];

fn parts(format: &str) -> Vec<Part<'_>> {
    let mut out = Vec::new();
    let mut rest = format;
    while let Some(c) = rest.chars().next() {
        match TOKENS.iter().find(|token| rest.starts_with(**token)) {
            Some(token) => {
                out.push(Part::Token(token));
                rest = rest
                    .split_at_checked(token.len())
                    .map_or("", |(_, rest)| rest);
            }
            None => {
                out.push(Part::Literal(c));
                rest = rest
                    .split_at_checked(c.len_utf8())
                    .map_or("", |(_, rest)| rest);
            }
        }
    }
    out
}

/// Whether a text is a time of this format.
pub(crate) fn holds(format: &str, text: &str) -> bool {
    if format.starts_with("unix-") {
        return !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    }
    let mut rest = text;
    let (mut year, mut month, mut day) = (None, None, None);
    for part in parts(format) {
        match part {
            Part::Literal(c) => match rest.strip_prefix(c) {
                Some(after) => rest = after,
                None => return false,
            },
            Part::Token(token) => {
                let Some((digits, after)) = rest.split_at_checked(token.len()) else {
                    return false;
                };
                let plain = digits.bytes().all(|b| b.is_ascii_digit());
                let Some(number) = plain.then(|| digits.parse::<u32>().ok()).flatten() else {
                    return false;
                };
                rest = after;
                let in_range = match token {
                    "MM" => (1..=12).contains(&number),
                    "dd" => (1..=31).contains(&number),
                    "HH" => number < 24,
                    "mm" | "ss" => number < 60,
                    _ => true,
                };
                if !in_range {
                    return false;
                }
                match token {
                    "yyyy" => year = Some(number),
                    "MM" => month = Some(number),
                    "dd" => day = Some(number),
                    _ => {}
                }
            }
        }
    }
    rest.is_empty() && day_exists(year, month, day)
}

fn day_exists(year: Option<u32>, month: Option<u32>, day: Option<u32>) -> bool {
    let (Some(month), Some(day)) = (month, day) else {
        return true;
    };
    let leap = year.is_none_or(|y| (y % 4 == 0 && y % 100 != 0) || y % 400 == 0);
    let days = match month {
        2 if leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    };
    day <= days
}

/// Texts of this format and near it: every edge of every token, one at a time.
pub(crate) fn near(format: &str) -> Vec<String> {
    if format.starts_with("unix-") {
        let texts = [
            "0",
            "1",
            "1700000000",
            "1700000000000",
            "-1",
            "00",
            "1.5",
            "+1",
            "",
            " 1",
        ];
        return texts.map(str::to_owned).to_vec();
    }
    let sound = [
        ("yyyy", "2024"),
        ("MM", "06"),
        ("dd", "15"),
        ("HH", "12"),
        ("mm", "30"),
        ("ss", "45"),
        ("SSS", "123"),
    ];
    let write = |changes: &[(&str, &str)]| -> String {
        parts(format)
            .into_iter()
            .map(|part| match part {
                Part::Literal(c) => c.to_string(),
                Part::Token(token) => changes
                    .iter()
                    .chain(&sound)
                    .find(|(name, _)| *name == token)
                    .map_or(String::new(), |(_, value)| (*value).to_owned()),
            })
            .collect()
    };
    let plain = write(&[]);
    let mut out = vec![plain.clone()];
    let edges: &[(&str, &[&str])] = &[
        (
            "yyyy",
            &["0001", "1900", "2000", "2023", "9999", "20x4", "202"],
        ),
        ("MM", &["00", "01", "12", "13", "1", "٠٦"]),
        ("dd", &["00", "01", "30", "31", "32", "5"]),
        ("HH", &["00", "23", "24", "-1"]),
        ("mm", &["00", "59", "60"]),
        ("ss", &["00", "59", "60"]),
        ("SSS", &["000", "999", "99", "1000"]),
    ];
    for (token, values) in edges {
        out.extend(values.iter().map(|value| write(&[(token, value)])));
    }
    for (year, month, day) in [
        ("2024", "02", "29"),
        ("2023", "02", "29"),
        ("2023", "02", "28"),
        ("1900", "02", "29"),
        ("2000", "02", "29"),
        ("2024", "04", "31"),
        ("2024", "02", "30"),
    ] {
        out.push(write(&[("yyyy", year), ("MM", month), ("dd", day)]));
    }
    out.extend([
        String::new(),
        format!(" {plain}"),
        format!("{plain} "),
        format!("{plain}0"),
        plain.to_lowercase(),
        plain.replace(':', "："),
        plain.replace(['-', 'T'], " "),
        plain.chars().skip(1).collect(),
    ]);
    out.sort();
    out.dedup();
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Both polarities come out of `near`, and a few dates that are easy to get wrong are told apart.
    #[test]
    fn days_are_as_the_month_has_them() {
        let format = "yyyy-MM-ddTHH:mm:ssZ";
        assert!(holds(format, "2024-02-29T00:00:00Z"));
        assert!(!holds(format, "2023-02-29T00:00:00Z"));
        assert!(!holds(format, "1900-02-29T00:00:00Z"));
        assert!(!holds(format, "2024-02-29T00:00:60Z"));
        assert!(!holds(format, "2024-02-29t00:00:00z"));
        let texts = near(format);
        assert!(texts.iter().filter(|text| holds(format, text)).count() > 10);
        assert!(texts.iter().filter(|text| !holds(format, text)).count() > 10);
    }
}
