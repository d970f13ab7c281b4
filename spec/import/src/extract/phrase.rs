//! A small language for phrases, so that a rule reads like the sentences it matches.
//!
//! Elements are separated by blanks:
//!
//! | element | matches |
//! |---|---|
//! | `word` | that word or sign, case ignored |
//! | `a/b/c` | one of them (a lone `/` is itself) |
//! | `[a/b]` | one of them, or nothing |
//! | `<n>` | a whole number, or a number word up to twenty |
//! | `<r>` | two numbers as a range: `2 to 8`, `2-8`, `2~8`, `from 2 to 8`, `between 2 and 8`, `[2,8]` |
//! | `<v>` | a value: all of a marked stretch, something in quotes, or one word |
//! | `<p>` | the name of a parameter |
//! | `...` | up to six tokens |
//! | `^` | the start of the sentence, a leading `Note:` skipped |
//! | `$` | the end of the sentence |
//!
//! Matching backtracks, but only within these bounds: its cost per token does not grow with the text.

use super::reading::Sentence;
use super::token::{Kind, Token};

/// Most tokens that `...` passes over.
const GAP: usize = 6;
/// Most tokens of a marked value.
const MAX_VALUE: usize = 32;

#[derive(Debug)]
enum Element {
    Word(Vec<&'static str>),
    Maybe(Vec<&'static str>),
    Number,
    Range,
    Value,
    Parameter,
    Gap,
    Start,
    End,
}

/// A compiled phrase.
#[derive(Debug)]
pub struct Phrase(Vec<Element>);

/// Where a phrase matched, and what it caught.
#[derive(Debug, Clone, Default)]
pub struct Match {
    /// First token, an index of the line.
    pub start: usize,
    /// After the last token.
    pub end: usize,
    /// Numbers, in order; a range gives two.
    pub numbers: Vec<i64>,
    /// Values and names, in order.
    pub values: Vec<Caught>,
}

/// A caught value or name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Caught {
    /// The text, quotes and marks removed.
    pub text: String,
    /// It was set in bold, italics, code or quotes.
    pub marked: bool,
    /// First token, an index of the line.
    pub start: usize,
    /// After the last token.
    pub end: usize,
}

impl Match {
    /// The value at `index`.
    pub fn value(&self, index: usize) -> Option<&Caught> {
        self.values.get(index)
    }

    /// The number at `index`.
    pub fn number(&self, index: usize) -> Option<i64> {
        self.numbers.get(index).copied()
    }
}

/// Compiles a table of phrases once.
macro_rules! phrases {
    ($(#[$doc:meta])* $name:ident: $($phrase:literal),+ $(,)?) => {
        $(#[$doc])*
        static $name: std::sync::LazyLock<Vec<$crate::extract::phrase::Phrase>> =
            std::sync::LazyLock::new(|| [$($phrase),+].into_iter().map($crate::extract::phrase::Phrase::new).collect());
    };
}
pub(crate) use phrases;

impl Phrase {
    /// Compiles a phrase.
    pub fn new(source: &'static str) -> Phrase {
        Phrase(source.split(' ').map(element).collect())
    }

    /// The first match that begins at token `at` or after it.
    pub fn find(&self, sentence: &Sentence<'_, '_>, at: usize) -> Option<Match> {
        (at.max(sentence.from)..sentence.to).find_map(|start| self.at(sentence, start))
    }

    /// A match that begins exactly at token `start`.
    pub fn at(&self, sentence: &Sentence<'_, '_>, start: usize) -> Option<Match> {
        let mut found = Match {
            start,
            end: start,
            ..Match::default()
        };
        matches(&self.0, sentence, start, &mut found).then_some(found)
    }
}

/// The first match of any phrase, the earliest in the sentence first.
pub fn first(table: &[Phrase], sentence: &Sentence<'_, '_>) -> Option<Match> {
    (sentence.from..sentence.to).find_map(|start| table.iter().find_map(|p| p.at(sentence, start)))
}

fn element(source: &'static str) -> Element {
    let inner = source.strip_prefix('[').and_then(|s| s.strip_suffix(']'));
    match source {
        "<n>" => Element::Number,
        "<r>" => Element::Range,
        "<v>" => Element::Value,
        "<p>" => Element::Parameter,
        "..." => Element::Gap,
        "^" => Element::Start,
        "$" => Element::End,
        "/" => Element::Word(vec!["/"]),
        _ => match inner {
            Some(inner) => Element::Maybe(inner.split('/').collect()),
            None => Element::Word(source.split('/').collect()),
        },
    }
}

fn matches(
    elements: &[Element],
    sentence: &Sentence<'_, '_>,
    at: usize,
    found: &mut Match,
) -> bool {
    let Some((element, rest)) = elements.split_first() else {
        found.end = at;
        return true;
    };
    let token = sentence.token(at);
    match element {
        Element::Start => at == sentence.opening() && matches(rest, sentence, at, found),
        Element::End => {
            let end = token.is_none() || (token.is_some_and(|t| t.is_any(&[".", "!", "。", ";"])));
            end && matches(rest, sentence, at, found)
        }
        Element::Word(words) => {
            token.is_some_and(|t| t.is_any(words)) && matches(rest, sentence, at + 1, found)
        }
        Element::Maybe(words) => {
            (token.is_some_and(|t| t.is_any(words)) && matches(rest, sentence, at + 1, found))
                || matches(rest, sentence, at, found)
        }
        Element::Gap => (0..=GAP)
            .take_while(|step| *step == 0 || sentence.token(at + step - 1).is_some())
            .any(|step| matches(rest, sentence, at + step, found)),
        Element::Number => match token.and_then(Token::number) {
            Some(number) => catch_numbers(&[number], rest, sentence, at + 1, found),
            None => false,
        },
        Element::Range => match range(sentence, at) {
            Some((low, high, end)) => catch_numbers(&[low, high], rest, sentence, end, found),
            None => false,
        },
        Element::Value => catch(value(sentence, at), rest, sentence, found),
        Element::Parameter => catch(parameter(sentence, at), rest, sentence, found),
    }
}

fn catch_numbers(
    numbers: &[i64],
    rest: &[Element],
    sentence: &Sentence<'_, '_>,
    at: usize,
    found: &mut Match,
) -> bool {
    let before = found.numbers.len();
    found.numbers.extend_from_slice(numbers);
    let ok = matches(rest, sentence, at, found);
    if !ok {
        found.numbers.truncate(before);
    }
    ok
}

fn catch(
    caught: Option<Caught>,
    rest: &[Element],
    sentence: &Sentence<'_, '_>,
    found: &mut Match,
) -> bool {
    let Some(caught) = caught else {
        return false;
    };
    let end = caught.end;
    found.values.push(caught);
    let ok = matches(rest, sentence, end, found);
    if !ok {
        found.values.pop();
    }
    ok
}

/// A range of numbers at token `at`: its ends, and the token after it.
pub fn range(sentence: &Sentence<'_, '_>, at: usize) -> Option<(i64, i64, usize)> {
    let digits = |i: usize| match sentence.token(i).map(|t| t.kind) {
        Some(Kind::Number(value)) => Some(value),
        _ => None,
    };
    let is = |i: usize, words: &[&str]| sentence.token(i).is_some_and(|t| t.is_any(words));
    if is(at, &["["]) {
        let (low, high) = (digits(at + 1)?, digits(at + 3)?);
        return (is(at + 2, &[",", "-", "~"]) && is(at + 4, &["]"])).then_some((low, high, at + 5));
    }
    let from = at + usize::from(is(at, &["from", "between"]));
    let (low, high) = (digits(from)?, digits(from + 2)?);
    let joined =
        is(from + 1, &["to", "-", "~", "through"]) || (from > at && is(from + 1, &["and"]));
    (joined && low <= high).then_some((low, high, from + 3))
}

/// A value at token `at`.
pub fn value(sentence: &Sentence<'_, '_>, at: usize) -> Option<Caught> {
    let token = sentence.token(at)?;
    if let Some(mark) = token.mark {
        let outside = |i: &usize| {
            *i >= sentence.to || sentence.token(*i).is_none_or(|t| t.mark != Some(mark))
        };
        // A longer stretch is emphasis, not a value.
        let end = (at..=at + MAX_VALUE).find(outside)?;
        return caught(sentence, at, end, end, true);
    }
    if token.is_any(&["\"", "'", "`"]) {
        let close = (at + 1..sentence.to.min(at + 8))
            .find(|i| sentence.token(*i).is_some_and(|t| t.is(token.text)))?;
        return caught(sentence, at + 1, close, close + 1, true);
    }
    // A Chinese word is no value unless something sets it apart.
    if token.is_sign() || token.is_han() {
        return None;
    }
    caught(sentence, at, at + 1, at + 1, false)
}

fn caught(
    sentence: &Sentence<'_, '_>,
    from: usize,
    to: usize,
    end: usize,
    marked: bool,
) -> Option<Caught> {
    let text = sentence.line.between(from, to);
    let text = text.trim().trim_end_matches([':', ',']);
    let text = text.trim_matches(['"', '\'', '`']);
    // A full stop that was set bold with its value belongs to the sentence.
    let text = text.strip_suffix('.').unwrap_or(text);
    (!text.is_empty()).then(|| Caught {
        text: text.to_owned(),
        marked,
        start: from,
        end,
    })
}

/// The name of a parameter at token `at`: marked, of several capitals, or followed by `parameter`.
pub fn parameter(sentence: &Sentence<'_, '_>, at: usize) -> Option<Caught> {
    let name = value(sentence, at)?;
    let mut chars = name.text.chars();
    let first = chars.next()?;
    let identifier = first.is_ascii_alphabetic()
        && chars.all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '.' | '-'));
    let inner_capital = name.text.chars().skip(1).any(|c| c.is_ascii_uppercase())
        && name.text.chars().any(|c| c.is_ascii_lowercase());
    let followed = sentence
        .token(name.end)
        .is_some_and(|t| t.is_any(&["parameter", "parameters"]));
    let sure = name.marked
        || inner_capital
        || name.text.contains(['_', '.'])
        || (followed && first.is_ascii_uppercase());
    (identifier && sure).then_some(name)
}

#[cfg(test)]
mod tests {
    use super::super::TypeHint;
    use super::super::markdown;
    use super::super::reading::Reading;
    use super::super::text::Block;
    use super::*;

    fn find(phrase: &'static str, text: &str) -> Option<(Vec<i64>, Vec<String>)> {
        let blocks: Vec<Block> = markdown::blocks(text);
        let reading = Reading::new(TypeHint::Text, &blocks);
        let phrase = Phrase::new(phrase);
        let found = reading.sentences().find_map(|s| phrase.find(&s, 0));
        found.map(|m| (m.numbers, m.values.into_iter().map(|v| v.text).collect()))
    }

    #[test]
    fn words_options_gaps_and_ends() {
        assert!(find("^ the lamp [must/can] burn $", "The lamp must burn.").is_some());
        assert!(find("^ the lamp [must/can] burn $", "Note: The lamp burn").is_some());
        assert!(find("^ the lamp burn", "See the lamp burn.").is_none());
        assert!(find("lamp ... burns", "The lamp on the old quay burns.").is_some());
        assert!(
            find(
                "lamp ... burns",
                "The lamp which is on the old long quay wall burns."
            )
            .is_none()
        );
    }

    #[test]
    fn numbers_and_ranges() {
        assert_eq!(
            find("<n> lamps", "A maximum of five lamps"),
            Some((vec![5], vec![]))
        );
        for text in [
            "2 to 64 lamps",
            "2-64 lamps",
            "from 2 to 64 lamps",
            "between 2 and 64 lamps",
            "[2, 64] lamps",
            "[2,64] lamps",
        ] {
            assert_eq!(
                find("<r> lamps", text),
                Some((vec![2, 64], vec![])),
                "{text}"
            );
        }
        assert_eq!(find("<r> lamps", "2 and 64 lamps"), None);
        assert_eq!(find("<r> lamps", "64 to 2 lamps"), None);
    }

    #[test]
    fn values_and_names() {
        let caught = |text| find("set <p> to <v>", text).map(|(_, values)| values.join("="));
        assert_eq!(
            caught("set **Fuel** to **lamp oil**.").as_deref(),
            Some("Fuel=lamp oil")
        );
        assert_eq!(
            caught("set FuelType to \"oil\".").as_deref(),
            Some("FuelType=oil")
        );
        assert_eq!(caught("set it to oil."), None);
        assert_eq!(
            find("the <p> parameter", "the Fuel parameter"),
            Some((vec![], vec!["Fuel".into()]))
        );
        assert_eq!(find("the <p> parameter", "the fuel parameter"), None);
    }
}
