//! Which of a few names was meant. Must not know what the names name.

/// The name most like the text, if it is one edit for each three of its characters away or less, or if the text is a
/// word of it (in any case). Of several the first.
pub(super) fn nearest(
    text: &str,
    names: impl Iterator<Item = &'static str> + Clone,
) -> Option<&'static str> {
    // Far longer than any name: comparing would only cost time.
    if text.is_empty() || text.len() > 64 {
        return None;
    }
    let text = text.trim().to_ascii_lowercase();
    let close = names
        .clone()
        .map(|name| (distance(&text, name), name))
        .filter(|(distance, name)| distance.saturating_mul(3) <= name.len())
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, name)| name);
    close.or_else(|| {
        names
            .into_iter()
            .find(|name| name.split('-').any(|word| word == text))
    })
}

/// How many characters have to be put in, taken out or replaced.
fn distance(left: &str, right: &str) -> usize {
    let right: Vec<char> = right.chars().collect();
    let mut row: Vec<usize> = (0..=right.len()).collect();
    for (index, from) in left.chars().enumerate() {
        let mut diagonal = index;
        let mut before = index + 1;
        let mut next = Vec::with_capacity(row.len());
        next.push(before);
        for (to, above) in right.iter().zip(row.iter().skip(1)) {
            let replaced = diagonal + usize::from(from != *to);
            before = replaced.min(above + 1).min(before + 1);
            diagonal = *above;
            next.push(before);
        }
        row = next;
    }
    row.last().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn distances() {
        for (left, right, expected) in [
            ("", "", 0),
            ("", "abc", 3),
            ("abc", "", 3),
            ("abc", "abc", 0),
            ("kitten", "sitting", 3),
            ("flaw", "lawn", 2),
            ("é", "e", 1),
        ] {
            assert_eq!(distance(left, right), expected, "{left} {right}");
        }
    }

    #[test]
    fn the_nearest_or_none() {
        let names = ["cn-beijing", "cn-hangzhou", "us-west-1"];
        let of = |text| nearest(text, names.into_iter());
        assert_eq!(of("cn-bejing"), Some("cn-beijing"));
        assert_eq!(of("CN-Hangzhou "), Some("cn-hangzhou"));
        assert_eq!(of("hangzhou"), Some("cn-hangzhou"));
        assert_eq!(of("us_west_1"), Some("us-west-1"));
        assert_eq!(of("moon"), None);
        assert_eq!(of(""), None);
        assert_eq!(of(&"cn-beijing".repeat(10_000)), None);
    }
}
