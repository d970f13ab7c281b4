//! Which values there are at all: on the wire an object without fields does not exist, so validators must not count or
//! number one.

use super::Wire;

/// The elements of a list that are present, in order.
pub fn present<T: Wire>(list: &[T]) -> impl Iterator<Item = &T> {
    list.iter().filter(|element| !element.is_absent())
}

/// How many elements of a list are present.
#[must_use]
pub fn count<T: Wire>(list: &[T]) -> u64 {
    present(list).count() as u64
}

/// The value, where it is present.
#[must_use]
pub fn some<T: Wire>(value: &Option<T>) -> Option<&T> {
    value.as_ref().filter(|value| !value.is_absent())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn absent_elements_are_not_counted() {
        let list = vec![vec![1], vec![], vec![2, 3]];
        assert_eq!((count(&list), present(&list).count()), (2, 2));
        assert_eq!(some(&Some(Vec::<i32>::new())), None);
        assert_eq!(some(&Some(vec![1])), Some(&vec![1]));
        assert_eq!(some(&None::<Vec<i32>>), None);
    }
}
