//! Whole numbers as digits, without the machinery of formatting: a request has several, and a list has one for each
//! element.

/// A whole number in decimal digits.
pub(crate) struct Decimal {
    /// The digits are the last ones of these: as many as the longest number has, with its sign.
    digits: [u8; 20],
    start: usize,
}

impl Decimal {
    /// The digits of a number.
    pub(crate) fn of(number: u64) -> Self {
        let (mut digits, mut start, mut rest) = ([b'0'; 20], 20, number);
        for place in digits.iter_mut().rev() {
            // Below 10.
            *place = b'0' + (rest % 10) as u8;
            start -= 1;
            rest /= 10;
            if rest == 0 {
                break;
            }
        }
        Decimal { digits, start }
    }

    /// The digits of a number, with its sign if that is a minus.
    pub(crate) fn signed(number: i64) -> Self {
        let mut out = Decimal::of(number.unsigned_abs());
        if number < 0 {
            // No number with a sign has 20 digits.
            out.start = out.start.saturating_sub(1);
            if let Some(place) = out.digits.get_mut(out.start) {
                *place = b'-';
            }
        }
        out
    }

    /// The digits.
    pub(crate) fn as_str(&self) -> &str {
        let digits = self.digits.get(self.start..).unwrap_or_default();
        str::from_utf8(digits).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_ends_of_the_ranges() {
        for number in [0, 1, 9, 10, 99, 100, u64::MAX - 1, u64::MAX] {
            assert_eq!(Decimal::of(number).as_str(), number.to_string());
        }
        for number in [i64::MIN, i64::MIN + 1, -10, -1, 0, 1, i64::MAX] {
            assert_eq!(Decimal::signed(number).as_str(), number.to_string());
        }
    }

    proptest! {
        #[test]
        fn as_the_standard_library_writes_it(number in any::<i64>(), shift in 0..64_u32) {
            let number = number >> shift;
            let written = Decimal::signed(number);
            prop_assert_eq!(written.as_str(), number.to_string());
        }
    }
}
