//! Scalars: which texts are values of a type, and when two of them are the same value. Knows nothing of requests.

use std::cmp::Ordering;

use acs_spec::Type;

/// What a scalar may hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Scalar {
    /// Any text.
    Text,
    /// Any text that is meant to be JSON: a JSON request may give an object or list, which stands for its JSON text.
    Json,
    /// Any text, of which nothing is stated: the same holds.
    Any,
    Int32,
    Int64,
    Float,
    Double,
    Boolean,
}

/// A value as `one_of`, `fixed` and `when.equals` compare it.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Typed<T> {
    Text(T),
    Int(i64),
    Number(f64),
    Truth(bool),
}

impl Scalar {
    /// The scalar of this type, if it is one.
    pub(crate) fn of(r#type: Type) -> Option<Scalar> {
        match r#type {
            Type::String | Type::Binary => Some(Scalar::Text),
            Type::Json => Some(Scalar::Json),
            Type::Any | Type::Unstated => Some(Scalar::Any),
            Type::Int32 => Some(Scalar::Int32),
            Type::Int64 => Some(Scalar::Int64),
            Type::Float => Some(Scalar::Float),
            Type::Double => Some(Scalar::Double),
            Type::Boolean => Some(Scalar::Boolean),
            Type::Array | Type::Object | Type::Map | Type::Ref => None,
        }
    }

    pub(crate) fn is_text(self) -> bool {
        matches!(self, Scalar::Text | Scalar::Json | Scalar::Any)
    }

    /// A JSON request may give an object or list for it.
    pub(crate) fn is_open(self) -> bool {
        matches!(self, Scalar::Json | Scalar::Any)
    }

    /// The text as a value of this type; `None` is a `type` fault.
    pub(crate) fn read<T: AsRef<str>>(self, text: T) -> Option<Typed<T>> {
        let s = text.as_ref();
        match self {
            Scalar::Text | Scalar::Json | Scalar::Any => Some(Typed::Text(text)),
            Scalar::Int32 => is_whole(s)
                .then(|| s.parse::<i32>().ok())
                .flatten()
                .map(|n| Typed::Int(n.into())),
            Scalar::Int64 => is_whole(s)
                .then(|| s.parse().ok())
                .flatten()
                .map(Typed::Int),
            Scalar::Float => float(s).map(Typed::Number),
            Scalar::Double => double(s).map(Typed::Number),
            Scalar::Boolean if s.eq_ignore_ascii_case("true") => Some(Typed::Truth(true)),
            Scalar::Boolean if s.eq_ignore_ascii_case("false") => Some(Typed::Truth(false)),
            Scalar::Boolean => None,
        }
    }
}

/// `-?[0-9]+`
pub(crate) fn is_whole(text: &str) -> bool {
    let digits = text.strip_prefix('-').unwrap_or(text);
    !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit())
}

/// `-?[0-9]+(\.[0-9]+)?([eE][+-]?[0-9]+)?`
fn is_number(text: &str) -> bool {
    let digits = |s: &str| !s.is_empty() && s.bytes().all(|b| b.is_ascii_digit());
    let (mantissa, exponent) = match text.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, Some(exponent)),
        None => (text, None),
    };
    let whole = match mantissa.split_once('.') {
        Some((whole, fraction)) if digits(fraction) => whole,
        Some(_) => return false,
        None => mantissa,
    };
    let exponent = exponent.map(|e| e.strip_prefix(['+', '-']).unwrap_or(e));
    is_whole(whole) && exponent.is_none_or(digits)
}

/// A finite number of 32 bits, widened (which loses nothing).
pub(crate) fn float(text: &str) -> Option<f64> {
    let number: f32 = is_number(text).then(|| text.parse().ok()).flatten()?;
    number.is_finite().then(|| number.into())
}

/// A finite number of 64 bits.
pub(crate) fn double(text: &str) -> Option<f64> {
    let number: f64 = is_number(text).then(|| text.parse().ok()).flatten()?;
    number.is_finite().then_some(number)
}

/// Compares two whole numbers of any width exactly; `None` unless both are whole numbers.
pub(crate) fn compare_whole(a: &str, b: &str) -> Option<Ordering> {
    fn parts(text: &str) -> Option<(bool, &str)> {
        if !is_whole(text) {
            return None;
        }
        let digits = text.strip_prefix('-').unwrap_or(text);
        let significant = digits.trim_start_matches('0');
        // There is no negative zero among whole numbers.
        Some((
            text.starts_with('-') && !significant.is_empty(),
            significant,
        ))
    }
    let ((a_negative, a), (b_negative, b)) = (parts(a)?, parts(b)?);
    let magnitude = a.len().cmp(&b.len()).then_with(|| a.cmp(b));
    Some(match (a_negative, b_negative) {
        (false, false) => magnitude,
        (true, true) => magnitude.reverse(),
        (true, false) => Ordering::Less,
        (false, true) => Ordering::Greater,
    })
}

/// Compares two times as texts; `None` unless their formats are plainly the same: ASCII digits at the same places, and
/// equal characters at all others.
pub(crate) fn compare_times(a: &str, b: &str) -> Option<Ordering> {
    let alike = a.len() == b.len()
        && a.bytes()
            .zip(b.bytes())
            .all(|(x, y)| x == y || (x.is_ascii_digit() && y.is_ascii_digit()));
    alike.then(|| a.cmp(b))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_read_by_type() {
        let cases: &[(Scalar, &[&str], &[&str])] = &[
            (
                Scalar::Int32,
                &["0", "-0", "007", "2147483647", "-2147483648"],
                &[
                    "",
                    "-",
                    "+1",
                    " 1",
                    "1 ",
                    "1.0",
                    "1e3",
                    "2147483648",
                    "-2147483649",
                    "٣",
                    "0x1",
                ],
            ),
            (
                Scalar::Int64,
                &[
                    "9223372036854775807",
                    "-9223372036854775808",
                    "0000000000000000000000001",
                ],
                &["9223372036854775808", "-9223372036854775809", "1_0"],
            ),
            (
                Scalar::Double,
                &[
                    "1",
                    "-1.5",
                    "0.1e-7",
                    "1E+3",
                    "1e-999",
                    "1.7976931348623157e308",
                ],
                &[
                    "", ".5", "1.", "+1", "1e", "1e+", "1e999", "NaN", "inf", "-", "1.5.2",
                    "1e1.5", "1e5e5", "--1",
                ],
            ),
            (Scalar::Float, &["3.4028235e38", "0.1"], &["3.5e38"]),
            (
                Scalar::Boolean,
                &["true", "False", "TRUE", "fAlSe"],
                &["", "1", "yes", "true "],
            ),
            (Scalar::Text, &["", "\u{0}", "é"], &[]),
        ];
        for (scalar, good, bad) in cases {
            for text in *good {
                assert!(scalar.read(*text).is_some(), "{scalar:?} {text:?}");
            }
            for text in *bad {
                assert!(scalar.read(*text).is_none(), "{scalar:?} {text:?}");
            }
        }
    }

    #[test]
    fn values_are_the_same_by_type() {
        assert_eq!(Scalar::Int32.read("01"), Scalar::Int32.read("1"));
        assert_eq!(Scalar::Double.read("1.0"), Scalar::Double.read("1"));
        assert_eq!(Scalar::Boolean.read("TRUE"), Scalar::Boolean.read("true"));
        assert_ne!(Scalar::Text.read("01"), Scalar::Text.read("1"));
    }

    #[test]
    fn whole_numbers_compare_exactly() {
        let huge = "9".repeat(50);
        let cases = [
            ("1", "2", Ordering::Less),
            ("10", "9", Ordering::Greater),
            ("-10", "-9", Ordering::Less),
            ("-1", "1", Ordering::Less),
            ("1", "-1", Ordering::Greater),
            ("-0", "0", Ordering::Equal),
            ("0012", "12", Ordering::Equal),
            (&huge, "9223372036854775807", Ordering::Greater),
        ];
        for (a, b, want) in cases {
            assert_eq!(compare_whole(a, b), Some(want), "{a} {b}");
        }
        assert_eq!(compare_whole("1.5", "2"), None);
        assert_eq!(compare_whole("2", ""), None);
    }

    #[test]
    fn times_compare_only_in_one_format() {
        assert_eq!(
            compare_times("2024-01-31", "2024-02-01"),
            Some(Ordering::Less)
        );
        assert_eq!(compare_times("2024-01-31", "2024-01-31Z"), None);
        assert_eq!(compare_times("2024-01-31", "2024/01/31"), None);
        assert_eq!(compare_times("soon", "soon"), Some(Ordering::Equal));
        assert_eq!(compare_times("é1", "é2"), Some(Ordering::Less));
    }
}
