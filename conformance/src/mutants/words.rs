//! What the words of a rule must say, and must not: numbers, values, units. The rest is a matter of wording.

use acs_spec::constraint::{CharSet, Constraint, LengthUnit};
use acs_spec::{Check, Type};

/// What the words of one rule must say.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Words {
    /// Numbers and plain texts, all of them; `None`: nothing is known of them.
    says: Option<Vec<String>>,
    /// Plain texts that they may say.
    may: Vec<String>,
    /// Turns of phrase, and whether they must be there.
    turns: Vec<(&'static str, bool)>,
}

impl Words {
    pub(super) fn of(constraint: &Constraint) -> Words {
        let mut turns = vec![("in each piece", constraint.pieces.is_some())];
        if let Check::Length(length) = &constraint.check {
            turns.push(("or empty", length.allow_empty));
            turns.push(("byte", length.unit == LengthUnit::Bytes));
            turns.push(("character", length.unit == LengthUnit::Chars));
        }
        let separator = match (&constraint.check, &constraint.pieces) {
            (_, Some(pieces)) => Some(pieces.separator.clone()),
            (Check::Items(items), None) => items.separator.clone(),
            _ => None,
        };
        Words {
            says: Some(words_of(&constraint.check)),
            may: separator.into_iter().collect(),
            turns,
        }
    }

    pub(super) fn of_rule(says: Vec<String>) -> Words {
        Words {
            says: Some(says.into_iter().filter(|text| is_plain(text)).collect()),
            ..Words::default()
        }
    }

    /// The width of a number.
    pub(super) fn of_type(r#type: Type) -> Words {
        let says = |texts: &[&str]| Some(texts.iter().map(|text| (*text).to_owned()).collect());
        Words {
            says: match r#type {
                Type::Int32 => says(&["-2147483648", "2147483647"]),
                Type::Int64 => says(&["-9223372036854775808", "9223372036854775807"]),
                Type::Float => says(&["32"]),
                Type::Double => says(&["64"]),
                _ => None,
            },
            ..Words::default()
        }
    }

    /// What the words do not say and must, or say and must not.
    pub(super) fn check(&self, text: &str) -> Result<(), String> {
        for (turn, wanted) in &self.turns {
            if text.contains(turn) != *wanted {
                let with = if *wanted { "with" } else { "without" };
                return Err(format!("said {with} `{turn}`"));
            }
        }
        let Some(says) = &self.says else {
            return Ok(());
        };
        let lacks = |piece: &&String| !self::says(text, piece);
        if let Some(lacking) = says.iter().find(lacks) {
            return Err(format!("said with `{lacking}`"));
        }
        let whole = says.iter().any(|piece| !is_plain(piece));
        let is_odd = |piece: &String| !says.contains(piece) && !self.may.contains(piece);
        match pieces(text).into_iter().find(is_odd) {
            // A pattern or the format of a time is one piece.
            Some(odd) if !whole => Err(format!("said without `{odd}`")),
            _ => Ok(()),
        }
    }
}

fn is_plain(text: &str) -> bool {
    !text.is_empty()
        && text
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '.'))
}

/// The plain pieces of a text: what stands between backticks, and numbers elsewhere.
fn pieces(text: &str) -> Vec<String> {
    let mut out = Vec::new();
    // A backtick as a value is no end of one.
    let text = text.replace("`` ` ``", "");
    for (n, part) in text.split('`').enumerate() {
        if n % 2 == 1 {
            out.push(part.to_owned());
            continue;
        }
        // Prose is Markdown: a point after a number may be escaped. What is escaped in a value is no plain one.
        let part = part.replace('\\', "");
        let numbers = numbers(&part)
            .into_iter()
            .map(|text| text.trim_matches('.'))
            .filter(|text| text.chars().any(|c| c.is_ascii_digit()));
        out.extend(numbers.map(str::to_owned));
    }
    out.retain(|piece| is_plain(piece));
    out
}

/// Runs of digits, signs and points, and the exponent between two of them.
fn numbers(text: &str) -> Vec<&str> {
    let is_part = |c: char| c.is_ascii_digit() || matches!(c, '-' | '.');
    let (mut out, mut start, mut last) = (Vec::new(), None, ' ');
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let next = chars.peek().map_or(' ', |(_, next)| *next);
        let exponent = matches!(c, 'e' | 'E')
            && last.is_ascii_digit()
            && (next.is_ascii_digit() || matches!(next, '-' | '+'));
        let sign = c == '+' && matches!(last, 'e' | 'E') && start.is_some();
        match (is_part(c) || exponent || sign, start) {
            (true, None) => start = Some(at),
            (false, Some(from)) => {
                out.extend(text.get(from..at));
                start = None;
            }
            _ => {}
        }
        last = c;
    }
    out.extend(start.and_then(|from| text.get(from..)));
    out
}

/// Whether a text in Markdown has this piece, not as a part of a longer word or number.
pub(super) fn says(text: &str, piece: &str) -> bool {
    // A point after a number may be escaped.
    mentions(text, piece) || mentions(&text.replace('\\', ""), piece)
}

/// Whether a text has this piece, not as a part of a longer word or number.
fn mentions(text: &str, piece: &str) -> bool {
    let joins = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || c == '_');
    let is_word = piece.starts_with(|c: char| c.is_alphanumeric());
    text.match_indices(piece).any(|(at, _)| {
        let before = text.get(..at).and_then(|text| text.chars().next_back());
        let after = text
            .get(at + piece.len()..)
            .and_then(|text| text.chars().next());
        !is_word || !(joins(before) || joins(after))
    })
}

/// The pieces that the words of a constraint must have: numbers and plain values. The rest is a matter of wording.
pub(super) fn words_of(check: &Check) -> Vec<String> {
    let mut out = Vec::new();
    let mut add = |text: String| {
        if is_plain(&text) {
            out.push(text);
        }
    };
    let literals = |set: &CharSet| set.literals.clone().unwrap_or_default();
    match check {
        Check::Length(length) => length
            .min
            .iter()
            .chain(&length.max)
            .for_each(|n| add(n.to_string())),
        Check::Items(items) => items
            .min
            .iter()
            .chain(&items.max)
            .for_each(|n| add(n.to_string())),
        Check::IntRange(range) => range
            .min
            .iter()
            .chain(&range.max)
            .for_each(|n| add(n.to_string())),
        Check::IntSet(set) => set.ranges.iter().flatten().for_each(|n| add(n.to_string())),
        Check::NumberRange(range) => range
            .min
            .iter()
            .chain(&range.max)
            .for_each(|text| add(text.clone())),
        Check::OneOf(one_of) => one_of.values.iter().for_each(|text| add(text.clone())),
        Check::Fixed(fixed) => add(fixed.value.clone()),
        Check::ForbidPrefix(forbidden) => {
            forbidden.prefixes.iter().for_each(|text| add(text.clone()));
        }
        Check::FirstChar(edge) | Check::LastChar(edge) => {
            literals(&edge.allowed).chars().for_each(|c| add(c.into()));
        }
        Check::Charset(set) => literals(&set.allowed).chars().for_each(|c| add(c.into())),
        Check::ForbidChars(forbidden) => forbidden.chars.chars().for_each(|c| add(c.into())),
        Check::Pattern(pattern) => out.push(pattern.pattern.clone()),
        // Counts since then have no format that could be said.
        Check::Datetime(time) if time.format.starts_with("unix-") => out.push("1970".to_owned()),
        Check::Datetime(time) => out.push(time.format.clone()),
        _ => {}
    }
    out
}
