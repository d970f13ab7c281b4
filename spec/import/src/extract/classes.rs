//! Reading a list of kinds of characters: `letters, digits, underscores (_), and hyphens (-)`.
//!
//! It must not know what the list is for.

use super::finding::{CharClass, CharSet};
use super::reading::Sentence;
use super::text::MarkKind;

/// What a list of kinds of characters holds, and the token after it.
#[derive(Debug, Clone)]
pub struct Classes {
    /// The characters.
    pub set: CharSet,
    /// The token after the last kind.
    pub end: usize,
    /// Every piece of the list was understood.
    pub whole: bool,
}

/// Adjectives that may stand before `letters` or `characters`.
const ADJECTIVES: &[&str] = &[
    "uppercase",
    "lowercase",
    "upper-case",
    "lower-case",
    "upper",
    "lower",
    "case",
    "english",
    "chinese",
    "half-width",
    "arabic",
    "latin",
    "basic",
    "visible",
    "only",
    "the",
    "following",
    "special",
    "specific",
    "a",
    "an",
    "any",
    "standard",
    "unicode",
    "both",
    "either",
    "number",
    "of",
    "japanese",
    "ascii",
    "common",
];

/// Names of single characters.
const NAMES: &[(&str, &str)] = &[
    ("underscore", "_"),
    ("hyphen", "-"),
    ("dash", "-"),
    ("period", "."),
    ("dot", "."),
    ("colon", ":"),
    ("comma", ","),
    ("space", " "),
    ("slash", "/"),
    ("backslash", "\\"),
    ("at", ""),
    ("semicolon", ";"),
    ("asterisk", "*"),
    ("plus", "+"),
    ("equal", "="),
    ("tilde", "~"),
    ("parenthesis", ""),
    ("bracket", ""),
    ("sign", ""),
    ("mark", ""),
    ("point", ""),
    ("symbol", ""),
    ("forward", ""),
    ("vertical", ""),
    ("bar", ""),
    ("exclamation", ""),
    ("question", ""),
    ("number", ""),
    ("percent", ""),
    ("dollar", ""),
    ("ampersand", "&"),
    ("quotation", ""),
    ("apostrophe", "'"),
    ("angle", ""),
    ("curly", ""),
    ("square", ""),
    ("brace", ""),
    ("line", ""),
    ("parenthese", ""),
    ("pound", ""),
    ("caret", "^"),
    ("star", "*"),
    ("quote", ""),
    ("stop", ""),
    ("full", ""),
    ("minus", "-"),
    ("blank", " "),
    ("connector", ""),
    ("separator", ""),
    ("middle", ""),
    ("double", ""),
    ("single", ""),
    ("backtick", "`"),
    ("colon", ":"),
    ("delimiter", ""),
];

fn singular(word: &str) -> String {
    let lower = word.to_ascii_lowercase();
    match lower.strip_suffix('s') {
        Some(stem) if !stem.ends_with('s') => {
            let stem = stem
                .strip_suffix("e")
                .filter(|s| s.ends_with("sh") || s.ends_with("ch"))
                .unwrap_or(stem);
            stem.to_owned()
        }
        _ => lower,
    }
}

/// Reads a list of kinds of characters from token `at` on.
pub fn classes(sentence: &Sentence<'_, '_>, at: usize) -> Option<Classes> {
    let mut set = CharSet::default();
    let mut at = at;
    let mut whole = true;
    let mut kinds = 0_usize;
    loop {
        match kind(sentence, at, &mut set) {
            Some(next) => {
                kinds += 1;
                at = next;
            }
            None => {
                whole = kinds > 0 && list_is_over(sentence, at);
                break;
            }
        }
        let mut next = at;
        if is(sentence, next, &[","]) {
            next += 1;
        }
        if is(sentence, next, &["and", "or", "and/or"]) {
            next += 1;
        }
        if next == at {
            break;
        }
        if list_is_over(sentence, next) {
            break;
        }
        at = next;
    }
    (kinds > 0 && !set.is_empty()).then_some(Classes {
        set,
        end: at,
        whole,
    })
}

fn is(sentence: &Sentence<'_, '_>, at: usize, words: &[&str]) -> bool {
    sentence.token(at).is_some_and(|t| t.is_any(words))
}

/// What follows is a further statement and not a kind of character.
fn list_is_over(sentence: &Sentence<'_, '_>, at: usize) -> bool {
    sentence.token(at).is_none()
        || (is(sentence, at, &["the"])
            && !is(
                sentence,
                at + 1,
                &["following", "special", "specific", "characters"],
            ))
        || is(
            sentence,
            at,
            &[
                ".", "must", "cannot", "can", "start", "starts", "end", "ends", "it", "is", "are",
                "but", "not", "has", "have", "be", "which", "does", "with", "should", "begin",
                "in", "among", "up", "contain", "this", "to", "of", "for", ";", "only", "if",
            ],
        )
}

/// One kind of character at token `at`: its adjectives, its noun, and its literals in parentheses.
fn kind(sentence: &Sentence<'_, '_>, at: usize, set: &mut CharSet) -> Option<usize> {
    let mut upper = false;
    let mut lower = false;
    let mut chinese = false;
    let mut at = at;
    let begin = at;
    loop {
        let token = sentence.token(at)?;
        if is_literal_run(sentence, at) && token.mark.is_some() {
            return literal_run(sentence, at, set);
        }
        upper |= token.is_any(&["uppercase", "upper-case", "upper"]);
        lower |= token.is_any(&["lowercase", "lower-case", "lower"]);
        chinese |= token.is("chinese");
        // `uppercase and lowercase letters`, `upper/lower case`
        let joins = token.is_any(&["and", "or", "/"])
            && (upper || lower || chinese)
            && at > begin
            && is(
                sentence,
                at + 1,
                &[
                    "lowercase",
                    "uppercase",
                    "lower",
                    "upper",
                    "lower-case",
                    "upper-case",
                    "english",
                ],
            );
        if !(joins
            || token.is_any(ADJECTIVES) && !token.is("number")
            || token.is("number") && is(sentence, at + 1, &["of"]))
        {
            break;
        }
        at += 1;
        if at > begin + 10 {
            return None;
        }
    }
    let noun = sentence.token(at)?;
    let name = singular(noun.text);
    let mut literals = String::new();
    match name.as_str() {
        "letter" | "alphabet" | "alphabetic" => {
            if upper != lower {
                set.classes.insert(if upper {
                    CharClass::Uppercase
                } else {
                    CharClass::Lowercase
                });
            } else {
                set.classes.insert(CharClass::Letters);
            }
        }
        "character" if chinese => {
            set.classes.insert(CharClass::Chinese);
        }
        "digit" | "number" | "numeral" if !is(sentence, at + 1, &["sign", "signs"]) => {
            set.classes.insert(CharClass::Digits);
        }
        "alphanumeric" => {
            set.classes.insert(CharClass::Letters);
            set.classes.insert(CharClass::Digits);
            let next = at + 1 + usize::from(is(sentence, at + 1, &["characters"]));
            return Some(next);
        }
        "character" => {
            // `the following special characters: @ / :`
            let next = at + 1 + usize::from(is(sentence, at + 1, &[":"]));
            return literal_run(sentence, next, set).or_else(|| parenthesised(sentence, next, set));
        }
        _ => {
            let mut words = 0;
            while let Some(token) = sentence.token(at + words) {
                let name = singular(token.text);
                let Some((_, literal)) = NAMES.iter().find(|(n, _)| *n == name) else {
                    break;
                };
                literals.push_str(literal);
                words += 1;
            }
            if words == 0 {
                return None;
            }
            at += words;
            let mut own = CharSet::default();
            if let Some(next) = parenthesised(sentence, at, &mut own) {
                set.add_literals(&own.literals);
                return Some(next);
            }
            if literals.is_empty() {
                return None;
            }
            set.add_literals(&literals);
            return Some(at);
        }
    }
    at += 1;
    // `letters (case-insensitive)`, `digits (0-9)`: a remark.
    while let Some((_, end)) = super::heads::group(sentence, at) {
        at = end;
    }
    Some(at)
}

/// `(_)`: the literals inside parentheses. Only signs count; `(hyphens)` is a remark.
fn parenthesised(sentence: &Sentence<'_, '_>, at: usize, set: &mut CharSet) -> Option<usize> {
    if !is(sentence, at, &["("]) {
        return None;
    }
    // `())` holds a closing parenthesis: the last one closes.
    let mut close = (at + 1..sentence.to.min(at + 12)).find(|i| is(sentence, *i, &[")"]))?;
    while is(sentence, close + 1, &[")"]) {
        close += 1;
    }
    let inside = sentence.line.between(at + 1, close);
    if inside.is_empty() || inside.chars().any(char::is_alphanumeric) {
        return None;
    }
    let signs: String = inside.chars().filter(|c| !c.is_whitespace()).collect();
    set.add_literals(&signs);
    Some(close + 1)
}

/// Whether a stretch of signs begins at token `at`.
fn is_literal_run(sentence: &Sentence<'_, '_>, at: usize) -> bool {
    sentence
        .token(at)
        .is_some_and(|t| t.is_sign() || (t.mark.is_some() && t.text == "_"))
}

/// A stretch of signs: a marked run, or all signs up to the next word.
pub fn literal_run(sentence: &Sentence<'_, '_>, at: usize, set: &mut CharSet) -> Option<usize> {
    let first = sentence.token(at)?;
    let mut end = at;
    let code = first
        .mark
        .and_then(|m| sentence.line.mark(m))
        .is_some_and(|m| m.kind != MarkKind::Italic);
    while let Some(token) = sentence.token(end) {
        let inside = if code {
            token.mark == first.mark
        } else {
            token.is_sign() || token.text.chars().all(|c| c == '_')
        };
        if !inside {
            break;
        }
        end += 1;
    }
    let mut text = sentence.line.between(at, end);
    if text.is_empty() || text.chars().any(|c| c.is_alphanumeric()) {
        return None;
    }
    if !code {
        // A full stop right at the end closes the sentence.
        text = text.strip_suffix('.').unwrap_or(text);
        let followed_by_list = sentence.token(end).is_some();
        if followed_by_list {
            text = text.trim_end_matches([',', '(']);
        }
    }
    let signs: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    set.add_literals(&signs);
    (!signs.is_empty()).then_some(end)
}

#[cfg(test)]
mod tests {
    use super::super::TypeHint;
    use super::super::markdown;
    use super::super::reading::Reading;
    use super::*;

    fn of(text: &str) -> Option<(Vec<CharClass>, String, bool)> {
        let blocks = markdown::blocks(text);
        let reading = Reading::new(TypeHint::Text, &blocks);
        let sentence = reading.sentences().next()?;
        classes(&sentence, 0)
            .map(|c| (c.set.classes.into_iter().collect(), c.set.literals, c.whole))
    }

    #[test]
    fn classes_and_literals() {
        use CharClass::*;
        let rows: &[(&str, &[CharClass], &str, bool)] = &[
            (
                "letters, digits, underscores (\\_), and hyphens (-).",
                &[Letters, Digits],
                "_-",
                true,
            ),
            (
                "lowercase letters and digits",
                &[Lowercase, Digits],
                "",
                true,
            ),
            (
                "uppercase and lowercase letters, digits, and periods (.)",
                &[Letters, Digits],
                ".",
                true,
            ),
            (
                "lowercase letters, digits, and hyphens and must start",
                &[Lowercase, Digits],
                "-",
                true,
            ),
            (
                "Chinese characters, letters, forward slashes (/) and at signs (@).",
                &[Letters, Chinese],
                "/@",
                true,
            ),
            (
                "letters, digits, and the following special characters: `! @ #`",
                &[Letters, Digits],
                "!@#",
                true,
            ),
            ("letters, digits, and emojis", &[Letters, Digits], "", false),
            ("digits", &[Digits], "", true),
            ("a letter or a digit", &[Letters, Digits], "", true),
        ];
        for (text, classes, literals, whole) in rows {
            assert_eq!(
                of(text),
                Some((classes.to_vec(), (*literals).to_owned(), *whole)),
                "{text}"
            );
        }
        assert!(of("a list of lamps").is_none());
        assert!(of("at least three of the following").is_none());
    }
}
