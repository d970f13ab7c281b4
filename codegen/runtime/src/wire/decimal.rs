//! Whole numbers as digits, without the machinery of formatting: a request has several, and a list has one for each
//! element.

/// Appends a number in decimal digits.
pub(crate) fn push_decimal(out: &mut String, number: u64) {
    if number >= 10 {
        push_decimal(out, number / 10);
    }
    // Below 10.
    out.push(char::from(b'0' + (number % 10) as u8));
}

/// Appends a number in decimal digits, with its sign if that is a minus.
pub(crate) fn push_signed(out: &mut String, number: i64) {
    if number < 0 {
        out.push('-');
    }
    push_decimal(out, number.unsigned_abs());
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn signed(number: i64) -> String {
        let mut out = String::from("before ");
        push_signed(&mut out, number);
        out.split_off("before ".len())
    }

    #[test]
    fn the_ends_of_the_ranges() {
        for number in [0, 1, 9, 10, 99, 100, u64::MAX - 1, u64::MAX] {
            let mut out = String::new();
            push_decimal(&mut out, number);
            assert_eq!(out, number.to_string());
        }
        for number in [i64::MIN, i64::MIN + 1, -10, -1, 0, 1, i64::MAX] {
            assert_eq!(signed(number), number.to_string());
        }
    }

    proptest! {
        #[test]
        fn as_the_standard_library_writes_it(number in any::<i64>(), shift in 0..64_u32) {
            let number = number >> shift;
            prop_assert_eq!(signed(number), number.to_string());
        }
    }
}
