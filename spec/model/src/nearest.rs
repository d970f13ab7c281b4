//! The known word that a misspelt one was meant to be.

/// The known word that differs least from `word`, if one is near enough to be what was meant.
#[must_use]
pub fn nearest<'a>(word: &str, known: &[&'a str]) -> Option<&'a str> {
    let limit = (word.chars().count() / 3).max(1);
    known
        .iter()
        .map(|other| (distance(word, other), *other))
        .min()
        .filter(|(d, _)| *d <= limit)
        .map(|(_, w)| w)
}

fn distance(a: &str, b: &str) -> usize {
    // A word longer than this is no misspelling of ours, and the table would grow with it.
    if a.len() > 64 || b.len() > 64 {
        return usize::MAX;
    }
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.chars().enumerate() {
        let mut diagonal = i;
        let mut left = i + 1;
        let mut next = vec![left];
        for (y, above) in b.iter().zip(row.iter().skip(1)) {
            let cost = diagonal + usize::from(x != *y);
            left = cost.min(left + 1).min(above + 1);
            diagonal = *above;
            next.push(left);
        }
        row = next;
    }
    row.last().copied().unwrap_or(usize::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_near_miss_is_recognised() {
        let known = ["summary", "source", "unit"];
        assert_eq!(nearest("sumary", &known), Some("summary"));
        assert_eq!(nearest("sourse", &known), Some("source"));
        assert_eq!(nearest("colour", &known), None);
        assert_eq!(nearest("", &[]), None);
        assert_eq!(nearest(&"s".repeat(1_000_000), &known), None);
    }
}
