//! A JSON number that keeps what was written.

use std::fmt;

/// A JSON number, exactly as written: `1.0`, `1` and `10e-1` are three numbers. Whole numbers of 64 bits take no memory
/// of their own.
///
/// ```
/// use acs_runtime::Number;
/// assert_eq!(Number::parse("9007199254740993").and_then(|n| n.as_i64()), Some(9007199254740993));
/// assert_eq!(Number::parse("0.1000000000000000055").map(|n| n.to_string()).as_deref(), Some("0.1000000000000000055"));
/// assert_eq!(Number::parse("01"), None);
/// ```
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Number(Repr);

// One number has one representation: signed where it fits, then unsigned, then text. So equality can be derived.
#[derive(Clone, PartialEq, Eq, Hash)]
enum Repr {
    Signed(i64),
    Unsigned(u64),
    Text(Box<str>),
}

impl Number {
    /// Reads a number as JSON writes it.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        if length(text.as_bytes()) == Some(text.len()) {
            Some(Number::of_checked(text))
        } else {
            None
        }
    }

    /// A text that is known to be a JSON number.
    pub(crate) fn of_checked(text: &str) -> Self {
        // `-0` is a number of its own: as an integer its sign would be lost.
        if text != "-0" {
            if let Ok(value) = text.parse() {
                return Number(Repr::Signed(value));
            }
            if let Ok(value) = text.parse() {
                return Number(Repr::Unsigned(value));
            }
        }
        Number(Repr::Text(text.into()))
    }

    /// A finite number; `None` for others, which JSON cannot write.
    #[must_use]
    pub fn from_f64(value: f64) -> Option<Self> {
        if value.is_finite() {
            Some(Number::of_checked(&crate::wire::double_text(value)))
        } else {
            None
        }
    }

    /// The value, where it is written as a whole number within 64 bits.
    #[must_use]
    pub fn as_i64(&self) -> Option<i64> {
        match &self.0 {
            Repr::Signed(value) => Some(*value),
            Repr::Unsigned(_) => None,
            Repr::Text(text) => text.parse().ok(),
        }
    }

    /// The value, where it is written as a whole number within 64 bits that is not negative.
    #[must_use]
    pub fn as_u64(&self) -> Option<u64> {
        match &self.0 {
            Repr::Signed(value) => u64::try_from(*value).ok(),
            Repr::Unsigned(value) => Some(*value),
            Repr::Text(_) => None,
        }
    }

    /// The nearest number of 64 bits, where it is finite.
    #[must_use]
    pub fn as_f64(&self) -> Option<f64> {
        self.to_string()
            .parse()
            .ok()
            .filter(|value: &f64| value.is_finite())
    }
}

impl From<i64> for Number {
    fn from(value: i64) -> Self {
        Number(Repr::Signed(value))
    }
}

impl From<u64> for Number {
    fn from(value: u64) -> Self {
        Number(i64::try_from(value).map_or(Repr::Unsigned(value), Repr::Signed))
    }
}

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Repr::Signed(value) => write!(f, "{value}"),
            Repr::Unsigned(value) => write!(f, "{value}"),
            Repr::Text(text) => f.write_str(text),
        }
    }
}

impl fmt::Debug for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Number({self})")
    }
}

/// How many of these bytes are a JSON number that begins them; `None` where none does.
pub(crate) fn length(bytes: &[u8]) -> Option<usize> {
    let digits = |from: usize| {
        bytes
            .iter()
            .skip(from)
            .take_while(|byte| byte.is_ascii_digit())
            .count()
    };
    let mut at = usize::from(bytes.first() == Some(&b'-'));
    let whole = digits(at);
    if whole == 0 || (whole > 1 && bytes.get(at) == Some(&b'0')) {
        return None;
    }
    at += whole;
    if bytes.get(at) == Some(&b'.') {
        let fraction = digits(at + 1);
        if fraction == 0 {
            return None;
        }
        at += 1 + fraction;
    }
    if matches!(bytes.get(at), Some(b'e' | b'E')) {
        let sign = usize::from(matches!(bytes.get(at + 1), Some(b'+' | b'-')));
        let exponent = digits(at + 1 + sign);
        if exponent == 0 {
            return None;
        }
        at += 1 + sign + exponent;
    }
    Some(at)
}
