//! How the standard types travel: scalars as text, and the containers around them.

use std::collections::BTreeMap;

use super::Wire;
use super::read::{Cursor, MayBeAbsent};
use super::write::Slot;
use crate::check;

impl Wire for String {
    fn read(from: &mut Cursor<'_>) -> Self {
        from.text()
    }

    fn write(&self, to: &mut Slot<'_>) {
        to.text(self);
    }
}

impl Wire for i32 {
    fn read(from: &mut Cursor<'_>) -> Self {
        from.parse(check::int32).unwrap_or_default()
    }

    fn write(&self, to: &mut Slot<'_>) {
        to.whole_number(i64::from(*self));
    }
}

impl Wire for i64 {
    fn read(from: &mut Cursor<'_>) -> Self {
        from.parse(check::int64).unwrap_or_default()
    }

    fn write(&self, to: &mut Slot<'_>) {
        to.whole_number(*self);
    }
}

impl Wire for bool {
    fn read(from: &mut Cursor<'_>) -> Self {
        from.parse(check::boolean).unwrap_or_default()
    }

    fn write(&self, to: &mut Slot<'_>) {
        to.bare(if *self { "true" } else { "false" });
    }
}

impl Wire for f32 {
    fn read(from: &mut Cursor<'_>) -> Self {
        from.parse(check::float).unwrap_or_default()
    }

    fn write(&self, to: &mut Slot<'_>) {
        let plain = *self == 0.0 || (self.abs() >= 1e-5 && self.abs() < 1e16);
        let text = if plain {
            format!("{self}")
        } else {
            format!("{self:?}")
        };
        number(to, self.is_finite(), &text);
    }
}

impl Wire for f64 {
    fn read(from: &mut Cursor<'_>) -> Self {
        from.parse(check::double).unwrap_or_default()
    }

    fn write(&self, to: &mut Slot<'_>) {
        number(to, self.is_finite(), &double_text(*self));
    }
}

/// The shortest text that reads back as the same number, without exponent unless it is very large or small.
pub(crate) fn double_text(value: f64) -> String {
    let plain = value == 0.0 || (value.abs() >= 1e-5 && value.abs() < 1e16);
    if plain {
        format!("{value}")
    } else {
        format!("{value:?}")
    }
}

/// What is not finite has no number on the wire; in quotes the text around it stays JSON, and the fault its own.
fn number(to: &mut Slot<'_>, finite: bool, text: &str) {
    if finite {
        to.bare(text);
    } else {
        to.text(text);
    }
}

impl<T: Wire> Wire for Option<T> {
    fn read(from: &mut Cursor<'_>) -> Self {
        Some(T::read(from))
    }

    fn write(&self, to: &mut Slot<'_>) {
        if let Some(value) = self {
            value.write(to);
        }
    }

    fn is_absent(&self) -> bool {
        self.as_ref().is_none_or(T::is_absent)
    }
}

impl<T: Wire> Wire for Box<T> {
    fn read(from: &mut Cursor<'_>) -> Self {
        Box::new(T::read(from))
    }

    fn write(&self, to: &mut Slot<'_>) {
        T::write(self, to);
    }

    fn is_absent(&self) -> bool {
        T::is_absent(self)
    }
}

impl<T: Wire> Wire for Vec<T> {
    fn read(from: &mut Cursor<'_>) -> Self {
        from.list()
    }

    fn write(&self, to: &mut Slot<'_>) {
        to.list(self);
    }

    fn is_absent(&self) -> bool {
        self.iter().all(T::is_absent)
    }
}

impl<T: Wire> Wire for BTreeMap<String, T> {
    fn read(from: &mut Cursor<'_>) -> Self {
        from.map()
    }

    fn write(&self, to: &mut Slot<'_>) {
        to.map(self);
    }

    fn is_absent(&self) -> bool {
        self.values().all(T::is_absent)
    }
}

impl<T: Wire> MayBeAbsent for Option<T> {}
impl<T: Wire> MayBeAbsent for Vec<T> {}
impl<T: Wire> MayBeAbsent for BTreeMap<String, T> {}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn numbers_are_written_plainly() {
        for (value, text) in [
            (0.0, "0"),
            (-0.0, "-0"),
            (1.0, "1"),
            (0.1, "0.1"),
            (1e15, "1000000000000000"),
            (1e16, "1e16"),
            (1e-5, "0.00001"),
            (1e-6, "1e-6"),
            (f64::MAX, "1.7976931348623157e308"),
        ] {
            assert_eq!(double_text(value), text);
        }
    }

    proptest! {
        #[test]
        fn every_finite_number_reads_back(bits in any::<u64>()) {
            let value = f64::from_bits(bits);
            let text = double_text(value);
            prop_assert_eq!(check::double(&text).map(f64::to_bits), value.is_finite().then_some(bits));
        }
    }
}
