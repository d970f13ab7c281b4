//! Numbers and truth values as the wire writes them, and whole numbers of any length compared.

use std::cmp::Ordering;

/// Whether the text is `-?[0-9]+`.
fn is_whole(text: &str) -> bool {
    let digits = text.strip_prefix('-').unwrap_or(text);
    !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit())
}

/// Reads `-?[0-9]+` within 32 bits.
///
/// ```
/// use acs_runtime::check::int32;
/// assert_eq!(int32("-2147483648"), Some(i32::MIN));
/// assert_eq!(int32("2147483648"), None);
/// assert_eq!(int32("+1"), None);
/// ```
#[must_use]
pub fn int32(text: &str) -> Option<i32> {
    if is_whole(text) {
        text.parse().ok()
    } else {
        None
    }
}

/// Reads `-?[0-9]+` within 64 bits.
#[must_use]
pub fn int64(text: &str) -> Option<i64> {
    if is_whole(text) {
        text.parse().ok()
    } else {
        None
    }
}

/// Whether the text is `-?[0-9]+(\.[0-9]+)?([eE][+-]?[0-9]+)?`.
fn is_decimal(text: &str) -> bool {
    let (mantissa, exponent) = match text.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, Some(exponent)),
        None => (text, None),
    };
    let (whole, fraction) = match mantissa.split_once('.') {
        Some((whole, fraction)) => (whole, Some(fraction)),
        None => (mantissa, None),
    };
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let exponent_digits = |text: &str| digits(text.strip_prefix(['+', '-']).unwrap_or(text));
    is_whole(whole) && fraction.is_none_or(digits) && exponent.is_none_or(exponent_digits)
}

/// Reads a finite number of 32 bits: `-?[0-9]+(\.[0-9]+)?([eE][+-]?[0-9]+)?`.
#[must_use]
pub fn float(text: &str) -> Option<f32> {
    if is_decimal(text) {
        text.parse().ok().filter(|value: &f32| value.is_finite())
    } else {
        None
    }
}

/// Reads a finite number of 64 bits: `-?[0-9]+(\.[0-9]+)?([eE][+-]?[0-9]+)?`.
///
/// ```
/// use acs_runtime::check::double;
/// assert_eq!(double("1.5e3"), Some(1500.0));
/// assert_eq!(double(".5"), None);
/// assert_eq!(double("1e999"), None);
/// ```
#[must_use]
pub fn double(text: &str) -> Option<f64> {
    if is_decimal(text) {
        text.parse().ok().filter(|value: &f64| value.is_finite())
    } else {
        None
    }
}

/// Reads `true` or `false` in any ASCII letter case.
#[must_use]
pub fn boolean(text: &str) -> Option<bool> {
    if text.eq_ignore_ascii_case("true") {
        Some(true)
    } else if text.eq_ignore_ascii_case("false") {
        Some(false)
    } else {
        None
    }
}

/// A whole number of any length, to be compared. Allocates nothing.
///
/// ```
/// use acs_runtime::check::Whole;
/// assert!(Whole::parse("99999999999999999999999999999999999999999999") > Some(Whole::from(i64::MAX)));
/// assert_eq!(Whole::parse("007"), Some(Whole::from(7)));
/// assert_eq!(Whole::parse("7.0"), None);
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Whole<'a>(Repr<'a>);

#[derive(Clone, Copy, Debug)]
enum Repr<'a> {
    Small(i128),
    /// Digits without leading zeros, more than fit above.
    Long {
        negative: bool,
        digits: &'a str,
    },
}

impl<'a> Whole<'a> {
    /// Reads `-?[0-9]+` of any length.
    #[must_use]
    pub fn parse(text: &'a str) -> Option<Self> {
        if !is_whole(text) {
            return None;
        }
        if let Ok(value) = text.parse() {
            return Some(Whole(Repr::Small(value)));
        }
        let (negative, digits) = match text.strip_prefix('-') {
            Some(digits) => (true, digits),
            None => (false, text),
        };
        Some(Whole(Repr::Long {
            negative,
            digits: digits.trim_start_matches('0'),
        }))
    }
}

impl From<i32> for Whole<'_> {
    fn from(value: i32) -> Self {
        Whole(Repr::Small(i128::from(value)))
    }
}

impl From<i64> for Whole<'_> {
    fn from(value: i64) -> Self {
        Whole(Repr::Small(i128::from(value)))
    }
}

impl Ord for Whole<'_> {
    fn cmp(&self, other: &Self) -> Ordering {
        let sign = |negative: bool| {
            if negative {
                Ordering::Less
            } else {
                Ordering::Greater
            }
        };
        match (self.0, other.0) {
            (Repr::Small(left), Repr::Small(right)) => left.cmp(&right),
            // A long one lies beyond every small one, on its own side.
            (Repr::Long { negative, .. }, Repr::Small(_)) => sign(negative),
            (Repr::Small(_), Repr::Long { negative, .. }) => sign(negative).reverse(),
            (
                Repr::Long {
                    negative: left,
                    digits: a,
                },
                Repr::Long {
                    negative: right,
                    digits: b,
                },
            ) => {
                let magnitude = a.len().cmp(&b.len()).then_with(|| a.cmp(b));
                match (left, right) {
                    (false, false) => magnitude,
                    (true, true) => magnitude.reverse(),
                    (true, false) => Ordering::Less,
                    (false, true) => Ordering::Greater,
                }
            }
        }
    }
}

impl PartialOrd for Whole<'_> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Whole<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for Whole<'_> {}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn whole_numbers_within_their_width() {
        assert_eq!(int32("2147483647"), Some(i32::MAX));
        assert_eq!(int32("-2147483649"), None);
        assert_eq!(int64("9223372036854775807"), Some(i64::MAX));
        assert_eq!(int64("9223372036854775808"), None);
        assert_eq!(int64("-9223372036854775808"), Some(i64::MIN));
        assert_eq!((int32("-0"), int32("007")), (Some(0), Some(7)));
        for text in [
            "", "-", "+1", " 1", "1 ", "1.0", "1e2", "٣", "0x1", "--1", "1_000",
        ] {
            assert_eq!(
                (int32(text), int64(text), Whole::parse(text)),
                (None, None, None),
                "{text:?}"
            );
        }
        assert_eq!(int32(&"0".repeat(1000)), Some(0));
    }

    #[test]
    fn decimals_have_one_shape() {
        for text in ["0", "-0", "00.10", "1e5", "1E+5", "1.5e-5", "-1.0"] {
            assert_eq!(double(text), text.parse().ok(), "{text}");
            assert_eq!(float(text), text.parse().ok(), "{text}");
        }
        for text in [
            "", "-", ".5", "5.", "1e", "1e+", "+1", "inf", "NaN", "1.2.3", "1e5e5", "1e1.5", "1 ",
            "-.5", "1e--5",
        ] {
            assert_eq!((float(text), double(text)), (None, None), "{text:?}");
        }
        assert_eq!(float("1e39"), None);
        assert!(double("1e39").is_some());
        assert_eq!(double("1e309"), None);
        assert!(float("3.4028235e38").is_some());
    }

    #[test]
    fn truth_values() {
        for (text, expected) in [
            ("true", Some(true)),
            ("FALSE", Some(false)),
            ("True", Some(true)),
            ("1", None),
            ("", None),
            ("tru", None),
            ("true ", None),
        ] {
            assert_eq!(boolean(text), expected, "{text:?}");
        }
    }

    proptest! {
        #[test]
        fn any_two_whole_numbers_compare_as_numbers(a in "-?[0-9]{1,60}", b in "-?[0-9]{1,60}") {
            // An independent reading: pad the magnitudes to one length.
            let key = |text: &str| {
                let negative = text.starts_with('-');
                let digits = format!("{:0>80}", text.trim_start_matches('-'));
                let zero = digits.bytes().all(|byte| byte == b'0');
                (negative && !zero, digits)
            };
            let ((left, x), (right, y)) = (key(&a), key(&b));
            let expected = match (left, right) {
                (true, false) => Ordering::Less,
                (false, true) => Ordering::Greater,
                (false, false) => x.cmp(&y),
                (true, true) => y.cmp(&x),
            };
            let got = Whole::parse(&a).unwrap().cmp(&Whole::parse(&b).unwrap());
            prop_assert_eq!(got, expected);
        }

        #[test]
        fn small_and_parsed_agree(a in any::<i64>(), b in any::<i32>()) {
            let text = a.to_string();
            prop_assert_eq!(Whole::parse(&text), Some(Whole::from(a)));
            prop_assert_eq!(Whole::from(a).cmp(&Whole::from(b)), a.cmp(&i64::from(b)));
        }
    }
}
