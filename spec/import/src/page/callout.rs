//! The words that head a note, a warning and the like. Must not know how a layout sets a note apart.

/// The words, the usual one first.
pub(crate) const WORDS: &[&str] = &["Note", "Important", "Warning", "Notice", "Caution", "Tip"];

/// The text behind a heading word on the same line: `Important The lamp must be lit.` A sentence that happens to begin with
/// the word goes on in lower case, and a value that does is no sentence; `Note` is used for nothing else, so that anything
/// may follow it.
pub(crate) fn behind(line: &str) -> Option<&str> {
    WORDS.iter().find_map(|word| {
        let rest = line.strip_prefix(word)?;
        let rest = rest.strip_prefix(':').unwrap_or(rest);
        let text = rest.strip_prefix(' ')?;
        let opens = text.starts_with(|c: char| c.is_uppercase() || c.is_numeric());
        let sentence = text.contains('.') && text.split_whitespace().nth(2).is_some();
        (opens && sentence || *word == "Note").then_some(text)
    })
}

/// The text behind a heading word that Markdown sets bold.
pub(crate) fn behind_bold(text: &str) -> Option<&str> {
    let inner = text.strip_prefix("**")?;
    WORDS.iter().find_map(|word| {
        let rest = inner.strip_prefix(word)?;
        let colon = rest.strip_prefix(':').unwrap_or(rest);
        let rest = colon.strip_prefix("**")?;
        Some(rest.strip_prefix(':').unwrap_or(rest).trim())
    })
}

/// Whether a text is a heading word and nothing else.
pub(crate) fn alone(text: &str) -> bool {
    WORDS.contains(&text.trim().trim_end_matches(':'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_that_head_a_note() {
        assert_eq!(behind("Note keep it dry."), Some("keep it dry."));
        assert_eq!(behind("Important Keep it dry."), Some("Keep it dry."));
        assert_eq!(behind("Important: Keep it dry."), Some("Keep it dry."));
        assert_eq!(behind("Important lamps are lit."), None);
        assert_eq!(behind("Notes are kept."), None);
        assert_eq!(behind("Warning Lamp Out"), None);
        assert_eq!(behind_bold("**Warning:** Keep"), Some("Keep"));
        assert_eq!(behind_bold("**Warning**: Keep"), Some("Keep"));
        assert_eq!(behind_bold("**Warnings** Keep"), None);
        assert!(alone("Caution:") && !alone("Cautions"));
    }
}
