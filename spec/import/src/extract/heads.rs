//! The head of a bullet: the value (or values, or range) that it names before it says what the value means.
//!
//! `**on** (default): the lamp burns`, `oil: lamp oil`, `2 to 32: a pool`, `HPC`. It must not know whether the list is
//! one of valid values: that is for the rules to say.

use super::phrase::value;
use super::reading::{Line, Place, Sentence};
use super::token::Token;

/// One value of a list, or a range of numbers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Entry {
    /// A single value.
    Value(String),
    /// Numbers from one bound to another, inclusive; `None` is no bound.
    Range(Option<i64>, Option<i64>),
}

/// How clearly a head is one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Strength {
    /// The value alone.
    Bare,
    /// A value and a colon (or a dash) before the meaning, or a marked value and a full stop.
    Separated,
    /// A marked value that the sentence goes on from.
    Loose,
    /// Two or three unmarked words before a colon.
    Words,
}

/// What a bullet or a short paragraph opens with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Head {
    /// The values, in order.
    pub entries: Vec<Entry>,
    /// `(default)` stands right after the value.
    pub default: bool,
    /// How clearly it is a head.
    pub strength: Strength,
    /// The value was marked (bold, code, quotes).
    pub marked: bool,
    /// First token of the meaning.
    pub meaning: usize,
}

impl Head {
    /// Whether what follows in the bullet speaks of this value only.
    pub fn owns(&self) -> bool {
        self.strength == Strength::Separated
    }
}

/// Words that open a remark, not a value.
const REMARKS: &[&str] = &[
    "note",
    "notes",
    "notice",
    "important",
    "warning",
    "caution",
    "tip",
    "tips",
    "example",
    "examples",
    "format",
    "unit",
    "units",
    "description",
    "limit",
    "limits",
    "requirement",
    "requirements",
    "rule",
    "rules",
    "length",
    "range",
    "valid",
    "value",
    "values",
    "maximum",
    "minimum",
    "for",
    "if",
    "when",
    "to",
    "in",
    "the",
    "this",
    "you",
    "it",
    "only",
    "see",
    "after",
    "before",
    "where",
    "each",
    "supported",
    "usage",
    "prerequisites",
    "http",
    "https",
];

/// Reads the head of a line, if it has one.
pub fn head(line: &Line<'_>) -> Option<Head> {
    let all = Sentence {
        line,
        index: 0,
        from: 0,
        to: line.tokens.len(),
    };
    let first = value(&all, 0)?;
    let remark = REMARKS.iter().any(|w| first.text.eq_ignore_ascii_case(w));
    let default = first.text.eq_ignore_ascii_case("default")
        && (all.token(first.end).is_some_and(|t| t.is("value"))
            || (!first.marked && line.place == Place::Paragraph));
    if remark || default || first.text.eq_ignore_ascii_case("default value") {
        return None;
    }
    named(&all).or_else(|| words_and_colon(&all))
}

fn named(line: &Sentence<'_, '_>) -> Option<Head> {
    let mut entries = Vec::new();
    let mut at = 0;
    let mut marked = true;
    let mut colon_inside;
    loop {
        let caught = value(line, at)?;
        marked &= caught.marked;
        let inside = line
            .line
            .between(at, caught.end)
            .trim_end_matches(['"', '\'', '`', '*', ' ']);
        colon_inside = caught.marked && inside.ends_with(':');
        entries.extend(run(line, caught.start, caught.end, &caught.text));
        at = caught.end;
        let joins = line.token(at).is_some_and(|t| t.is_any(&["to", "-", "~"]));
        if joins && let Some((low, high)) = ends_of_range(&entries, line, at + 1) {
            entries.pop();
            entries.push(Entry::Range(Some(low), Some(high)));
            at = value(line, at + 1)?.end;
        }
        let further = line
            .token(at)
            .is_some_and(|t| t.is_any(&[",", "or", "and", "/"]));
        let next_marked = line.token(at + 1).is_some_and(|t| t.mark.is_some());
        if !(marked && further && next_marked && entries.len() < 64) {
            break;
        }
        at += 1;
    }
    let mut default = false;
    while let Some((inside, end)) = group(line, at) {
        default |= is_default(inside);
        at = end;
    }
    let next = line.token(at);
    let last = line.token(at + 1).is_none();
    let verb = next.is_some_and(|t| {
        t.is_any(&[
            "indicates",
            "specifies",
            "means",
            "represents",
            "denotes",
            "stands",
        ])
    });
    let digits = line.token(0).is_some_and(Token::is_digits);
    let (strength, skip) = match next {
        _ if colon_inside => (Strength::Separated, 0),
        None => (Strength::Bare, 0),
        Some(t) if t.is_any(&[":", "-", "—", "=", "=>", "->"]) => (Strength::Separated, 1),
        Some(t) if t.is(".") && last => (Strength::Bare, 1),
        Some(t) if t.is_any(&[".", ";"]) && marked => (Strength::Separated, 1),
        Some(_) if verb && (marked || digits) => (Strength::Separated, 0),
        Some(_) if marked => (Strength::Loose, 0),
        Some(_) => return None,
    };
    Some(Head {
        entries,
        default,
        strength,
        marked,
        meaning: at + skip,
    })
}

fn ends_of_range(entries: &[Entry], line: &Sentence<'_, '_>, at: usize) -> Option<(i64, i64)> {
    let Some(Entry::Value(low)) = entries.last() else {
        return None;
    };
    let low = super::token::whole_number(low)?;
    let high = line.token(at).filter(|t| t.is_digits())?.number()?;
    (low <= high).then_some((low, high))
}

/// The values in one marked run: `0 or Immediately` is two of them, `2 to 32` is a range, `lamp oil` is one.
fn run(line: &Sentence<'_, '_>, from: usize, to: usize, text: &str) -> Vec<Entry> {
    let tokens: Vec<&Token<'_>> = (from..to).filter_map(|i| line.token(i)).collect();
    let whole = || vec![Entry::Value(text.to_owned())];
    if tokens.len() == 3 && tokens.get(1).is_some_and(|t| t.is_any(&["to", "-", "~"])) {
        let ends = tokens
            .first()
            .and_then(|t| t.number())
            .zip(tokens.get(2).and_then(|t| t.number()));
        return match ends {
            Some((low, high)) if low <= high => vec![Entry::Range(Some(low), Some(high))],
            _ => whole(),
        };
    }
    let joined = |t: &Token<'_>| t.is_any(&[",", "or", "and", "|", "/"]);
    let alternates = tokens.len() >= 3
        && tokens
            .iter()
            .enumerate()
            .all(|(i, t)| (i % 2 == 1) == joined(t));
    if !alternates {
        return whole();
    }
    tokens
        .iter()
        .step_by(2)
        .map(|t| Entry::Value(t.text.to_owned()))
        .collect()
}

/// Two or three words before a colon.
fn words_and_colon(line: &Sentence<'_, '_>) -> Option<Head> {
    let colon = (2..=3).find(|i| line.token(*i).is_some_and(|t| t.is(":")))?;
    if (0..colon).any(|i| line.token(i).is_none_or(Token::is_sign)) {
        return None;
    }
    Some(Head {
        entries: vec![Entry::Value(line.line.between(0, colon).to_owned())],
        default: false,
        strength: Strength::Words,
        marked: false,
        meaning: colon + 1,
    })
}

/// The words inside parentheses at token `at` (at most twelve), and the token after them.
pub fn group<'a>(line: &Sentence<'_, 'a>, at: usize) -> Option<(&'a str, usize)> {
    if !line.token(at)?.is("(") {
        return None;
    }
    let close =
        (at + 1..line.to.min(at + 14)).find(|i| line.token(*i).is_some_and(|t| t.is(")")))?;
    Some((line.line.between(at + 1, close), close + 1))
}

/// Whether words in parentheses say that this is the default.
pub fn is_default(inside: &str) -> bool {
    let inside = inside.trim().trim_end_matches('.').to_ascii_lowercase();
    inside.split([',', ';']).map(str::trim).any(|part| {
        matches!(
            part,
            "默认"
                | "默认值"
                | "缺省"
                | "缺省值"
                | "默认选项"
                | "默认配置"
                | "default"
                | "default value"
                | "the default value"
                | "by default"
                | "the default"
                | "default setting"
        )
    })
}

#[cfg(test)]
mod tests {
    use super::super::TypeHint;
    use super::super::markdown;
    use super::super::reading::Reading;
    use super::*;

    fn of(bullet: &str) -> Option<(Vec<String>, bool, Strength)> {
        let blocks = markdown::blocks(&format!("* {bullet}"));
        let reading = Reading::new(TypeHint::Text, &blocks);
        let head = reading.lines.first()?.head.clone()?;
        let entries = head
            .entries
            .iter()
            .map(|e| match e {
                Entry::Value(v) => v.clone(),
                Entry::Range(a, b) => format!("{}..{}", a.unwrap_or(-99), b.unwrap_or(-99)),
            })
            .collect();
        Some((entries, head.default, head.strength))
    }

    #[test]
    fn reads_what_a_bullet_names() {
        let rows: &[(&str, &[&str], bool, Strength)] = &[
            (
                "**oil** (default): lamp oil.",
                &["oil"],
                true,
                Strength::Separated,
            ),
            (
                "oil (default): lamp oil.",
                &["oil"],
                true,
                Strength::Separated,
            ),
            ("wax: candle wax", &["wax"], false, Strength::Separated),
            ("`wax` - candle wax", &["wax"], false, Strength::Separated),
            (
                "**PostPaid:** later",
                &["PostPaid"],
                false,
                Strength::Separated,
            ),
            ("*true*: yes", &["true"], false, Strength::Separated),
            ("BURN_OUT", &["BURN_OUT"], false, Strength::Bare),
            ("**30** (default)", &["30"], true, Strength::Bare),
            (
                "**2** to **32**: a pool",
                &["2..32"],
                false,
                Strength::Separated,
            ),
            ("2 to 32: a pool", &["2..32"], false, Strength::Separated),
            (
                "**0 or Now** (default): at once",
                &["0", "Now"],
                true,
                Strength::Separated,
            ),
            (
                "**false**. Nothing burns.",
                &["false"],
                false,
                Strength::Separated,
            ),
            ("-1: all", &["-1"], false, Strength::Separated),
            ("Deep Sea: dark", &["Deep Sea"], false, Strength::Words),
            ("\"on\": burns", &["on"], false, Strength::Separated),
        ];
        for (text, entries, default, strength) in rows {
            let entries = entries.iter().map(|e| (*e).to_owned()).collect();
            assert_eq!(of(text), Some((entries, *default, *strength)), "{text}");
        }
    }

    #[test]
    fn statements_have_no_head() {
        for text in [
            "The name must be 2 to 8 characters in length.",
            "If you set **Fuel** to oil, nothing else: happens",
            "Valid values: 1 to 20.",
            "You can light the lamp",
            "Note: Keep it dry",
            "For pools: set it to 5",
            "Length: 2 to 64 characters",
        ] {
            assert_eq!(of(text), None, "{text}");
        }
    }
}
