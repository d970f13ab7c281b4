//! Decimal numbers as texts, compared without losing a digit.

use std::cmp::Ordering;

/// A number `-?[0-9]+(\.[0-9]+)?([eE][+-]?[0-9]+)?`, taken apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Decimal {
    negative: bool,
    /// Without zeros at either end; empty for zero.
    digits: String,
    /// The value is `0.digits` times ten to this power.
    exponent: i64,
}

impl Decimal {
    /// Reads a number; `None` where the text is none, or its exponent has more than 15 digits.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let (negative, rest) = match text.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, text),
        };
        let (mantissa, power) = match rest.split_once(['e', 'E']) {
            Some((mantissa, power)) => (mantissa, power_of(power)?),
            None => (rest, 0),
        };
        let (whole, fraction) = match mantissa.split_once('.') {
            Some((whole, fraction)) if is_digits(fraction) => (whole, fraction),
            Some(_) => return None,
            None => (mantissa, ""),
        };
        if !is_digits(whole) {
            return None;
        }
        let all = format!("{whole}{fraction}");
        let significant = all.trim_start_matches('0');
        if significant.is_empty() {
            return Some(Decimal {
                negative: false,
                digits: String::new(),
                exponent: 0,
            });
        }
        let leading = i64::try_from(all.len() - significant.len()).ok()?;
        Some(Decimal {
            negative,
            digits: significant.trim_end_matches('0').to_owned(),
            exponent: i64::try_from(whole.len()).ok()? - leading + power,
        })
    }
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

fn power_of(text: &str) -> Option<i64> {
    let (negative, digits) = match text.as_bytes().first() {
        Some(b'-') => (true, text.get(1..)?),
        Some(b'+') => (false, text.get(1..)?),
        _ => (false, text),
    };
    if !is_digits(digits) || digits.len() > 15 {
        return None;
    }
    let power: i64 = digits.parse().ok()?;
    Some(if negative { -power } else { power })
}

impl Ord for Decimal {
    fn cmp(&self, other: &Self) -> Ordering {
        match (self.sign(), other.sign()) {
            (a, b) if a != b => a.cmp(&b),
            (0, _) => Ordering::Equal,
            (sign, _) => {
                let size = self
                    .exponent
                    .cmp(&other.exponent)
                    .then_with(|| self.digits.cmp(&other.digits));
                if sign < 0 { size.reverse() } else { size }
            }
        }
    }
}

impl PartialOrd for Decimal {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Decimal {
    fn sign(&self) -> i8 {
        match (self.digits.is_empty(), self.negative) {
            (true, _) => 0,
            (false, true) => -1,
            (false, false) => 1,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn digits_are_not_lost() {
        let of = |text| Decimal::parse(text).unwrap();
        assert!(of("9007199254740993") > of("9007199254740992"));
        assert!(of("0.1") == of("1e-1") && of("100") == of("1E2") && of("-0") == of("0.00"));
        assert!(of("-2") < of("-1.5") && of("-1") < of("0") && of("0.05") < of("0.1"));
        for bad in [
            "",
            "-",
            "+1",
            "1.",
            ".5",
            "1e",
            "1e+",
            "0x1",
            "1_0",
            "NaN",
            "1e9999999999999999",
        ] {
            assert_eq!(Decimal::parse(bad), None, "{bad}");
        }
    }

    proptest! {
        #[test]
        fn order_is_that_of_numbers(a: i32, b: i32, x in 0..6_i32, y in 0..6_i32) {
            let of = |n: i32, power: i32| Decimal::parse(&format!("{n}e-{power}")).unwrap();
            let scaled = |n: i32, power: i32| i128::from(n) * 10_i128.pow((6 - power) as u32);
            prop_assert_eq!(of(a, x).cmp(&of(b, y)), scaled(a, x).cmp(&scaled(b, y)));
        }
    }
}
