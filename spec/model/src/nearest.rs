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
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    // The rows before the last and the last; two neighbours that changed places count as one step.
    let mut older: Vec<usize> = Vec::new();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let mut next = vec![i + 1];
        let mut left = i + 1;
        for (j, y) in b.iter().enumerate() {
            let at = |row: &[usize], j: usize| row.get(j).copied().unwrap_or(usize::MAX - 1);
            left = (at(&row, j) + usize::from(x != y))
                .min(left + 1)
                .min(at(&row, j + 1) + 1);
            let before =
                |word: &[char], n: usize| n.checked_sub(1).and_then(|n| word.get(n).copied());
            if before(&a, i) == Some(*y) && before(&b, j) == Some(*x) {
                left = left.min(at(&older, j.saturating_sub(1)) + 1);
            }
            next.push(left);
        }
        older = row;
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
        assert_eq!(nearest("suorce", &known), Some("source"));
        assert_eq!(nearest("nuit", &known), Some("unit"));
        assert_eq!(nearest("nuti", &known), None);
        assert_eq!(nearest("colour", &known), None);
        assert_eq!(nearest("", &[]), None);
        assert_eq!(nearest(&"s".repeat(1_000_000), &known), None);
    }
}
