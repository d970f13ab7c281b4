//! Words, numbers and signs of one line of text, each knowing its bytes and the mark it stands in.
//!
//! Cuts where rules need it cut (`1,2` but not `1,000`; `2-64`; `[1,100]`; before `:` and `.`) and nowhere else
//! (`https://`, `HH:mm`, `Tag.Key`). A run of Chinese characters is one token. It must not know any rule.

use super::text::{Mark, MarkKind, is_han};

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Letters, or anything else that is not below.
    Word,
    /// A whole number, with its value.
    Number(i64),
    /// A sign or a run of signs.
    Sign,
}

/// One token of a line.
#[derive(Debug, Clone, Copy)]
pub struct Token<'a> {
    /// The text as it stands.
    pub text: &'a str,
    /// Byte offset in the text of the block or bullet.
    pub start: usize,
    /// Byte offset after the last byte.
    pub end: usize,
    /// What it is.
    pub kind: Kind,
    /// Index of the outermost mark that holds the token.
    pub mark: Option<usize>,
}

impl Token<'_> {
    /// Whether the token is this word or sign, case ignored.
    pub fn is(&self, word: &str) -> bool {
        self.text.eq_ignore_ascii_case(word)
    }

    /// Whether the token is one of these, case ignored.
    pub fn is_any(&self, words: &[&str]) -> bool {
        words.iter().any(|word| self.is(word))
    }

    /// The value of a whole number, or of a number word up to twenty.
    pub fn number(&self) -> Option<i64> {
        match self.kind {
            Kind::Number(value) => Some(value),
            Kind::Word => number_word(self.text),
            Kind::Sign => None,
        }
    }

    /// Whether the token is written in digits.
    pub fn is_digits(&self) -> bool {
        matches!(self.kind, Kind::Number(_))
    }

    /// Whether the token is a run of Chinese characters.
    pub fn is_han(&self) -> bool {
        self.text.starts_with(is_han)
    }

    /// Whether the token is a sign.
    pub fn is_sign(&self) -> bool {
        self.kind == Kind::Sign
    }
}

fn number_word(text: &str) -> Option<i64> {
    const WORDS: [&str; 20] = [
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
        "thirteen",
        "fourteen",
        "fifteen",
        "sixteen",
        "seventeen",
        "eighteen",
        "nineteen",
        "twenty",
    ];
    let at = WORDS
        .iter()
        .position(|word| text.eq_ignore_ascii_case(word))?;
    i64::try_from(at + 1).ok()
}

/// Cuts the line `text[from..to]` into tokens.
pub fn tokens<'a>(text: &'a str, from: usize, to: usize, marks: &[Mark]) -> Vec<Token<'a>> {
    // Marks are sorted and never cross a line, so that those of this line are found without reading the others.
    let first = marks.partition_point(|m| m.start < from);
    let last = marks.partition_point(|m| m.start < to);
    let marks = marks.get(first..last).unwrap_or_default();
    let mut cutter = Cutter {
        text,
        marks,
        first_mark: first,
        next_mark: 0,
        out: Vec::new(),
    };
    let mut cuts: Vec<usize> = marks
        .iter()
        .filter(|m| m.kind != MarkKind::Italic)
        .flat_map(|m| [m.start, m.end])
        .collect();
    cuts.sort_unstable();
    let mut cuts = cuts.into_iter().peekable();
    let Some(line) = text.get(from..to) else {
        return Vec::new();
    };
    let mut start = None;
    let mut before = None;
    for (offset, c) in line.char_indices() {
        let at = from + offset;
        // Chinese words touch what stands beside them: `为2`, `或**b**`.
        let mut cut = before.is_some_and(|last| is_han(last) != is_han(c));
        before = Some(c);
        while cuts.next_if(|c| *c <= at).is_some() {
            cut = true;
        }
        if (cut || c.is_whitespace())
            && let Some(begin) = start.take()
        {
            cutter.piece(begin, at);
        }
        if !c.is_whitespace() && start.is_none() {
            start = Some(at);
        }
    }
    if let Some(begin) = start {
        cutter.piece(begin, to);
    }
    cutter.out
}

struct Cutter<'a, 'm> {
    text: &'a str,
    marks: &'m [Mark],
    first_mark: usize,
    next_mark: usize,
    out: Vec<Token<'a>>,
}

const LEADING: &[char] = &[
    '(', ')', '[', ']', '{', '}', '<', '>', '"', '\'', '`', '=', '≥', '≤', ',', ';', ':', '|', '。',
];
const TRAILING: &[char] = &[
    '(', ')', '[', ']', '{', '}', '<', '>', '"', '\'', '`', ',', ';', ':', '.', '!', '?', '%', '。',
];

impl<'a> Cutter<'a, '_> {
    fn slice(&self, start: usize, end: usize) -> &'a str {
        self.text.get(start..end).unwrap_or_default()
    }

    /// A piece without blanks that no mark begins or ends inside of.
    fn piece(&mut self, mut start: usize, end: usize) {
        if is_signs(self.slice(start, end))
            && !self
                .slice(start, end)
                .chars()
                .any(|c| LEADING.contains(&c) || TRAILING.contains(&c))
        {
            self.push(start, end);
            return;
        }
        let mut bracket = false;
        while let Some(c) = self.slice(start, end).chars().next() {
            let next = self.slice(start, end).chars().nth(1);
            let peel = LEADING.contains(&c) || (c == '.' && next.is_none_or(char::is_uppercase));
            if !peel {
                break;
            }
            let width = c.len_utf8();
            self.push(start, start + width);
            start += width;
            bracket = matches!(c, '[' | '(');
        }
        let mut body_end = end;
        while let Some(c) = self.slice(start, body_end).chars().next_back() {
            let body = self.slice(start, body_end);
            if !TRAILING.contains(&c) || body.ends_with("://") {
                break;
            }
            body_end -= c.len_utf8();
        }
        let closed = bracket && self.slice(body_end, end).starts_with([']', ')']);
        self.body(start, body_end, closed);
        let mut at = body_end;
        while let Some(c) = self.slice(at, end).chars().next() {
            self.push(at, at + c.len_utf8());
            at += c.len_utf8();
        }
    }

    /// The middle of a piece: cut at full stops that no blank follows, at commas (unless they group thousands) and between
    /// the ends of a range.
    fn body(&mut self, start: usize, end: usize, bracketed: bool) {
        let body = self.slice(start, end);
        if let Some(at) = body.find('。') {
            let (stop, after) = (start + at, start + at + '。'.len_utf8());
            self.body(start, stop, bracketed);
            self.push(stop, after);
            self.piece(after, end);
            return;
        }
        if body.is_empty() {
            return;
        }
        let interval = bracketed && body.matches(',').count() == 1;
        if body.contains(',') && (interval || whole_number(body).is_none()) {
            let mut at = start;
            let commas: Vec<usize> = body.match_indices(',').map(|(i, _)| start + i).collect();
            for comma in commas {
                self.part(at, comma);
                self.push(comma, comma + 1);
                at = comma + 1;
            }
            self.part(at, end);
        } else {
            self.part(start, end);
        }
    }

    fn part(&mut self, start: usize, end: usize) {
        let part = self.slice(start, end);
        let is_range = part
            .char_indices()
            .skip(1)
            .find(|(_, c)| matches!(c, '-' | '~'));
        if let Some((at, _)) = is_range
            && let (Some(left), Some(right)) = (part.get(..at), part.get(at + 1..))
            && whole_number(left).is_some()
            && whole_number(right).is_some()
        {
            self.push(start, start + at);
            self.push(start + at, start + at + 1);
            self.push(start + at + 1, end);
        } else {
            self.push(start, end);
        }
    }

    fn push(&mut self, start: usize, end: usize) {
        let Some(text) = self.text.get(start..end) else {
            return;
        };
        if text.is_empty() {
            return;
        }
        while self
            .marks
            .get(self.next_mark)
            .is_some_and(|m| m.end <= start)
        {
            self.next_mark += 1;
        }
        let inside = self
            .marks
            .get(self.next_mark)
            .is_some_and(|m| m.start <= start);
        let kind = match whole_number(text) {
            Some(value) => Kind::Number(value),
            None if is_signs(text) => Kind::Sign,
            None => Kind::Word,
        };
        self.out.push(Token {
            text,
            start,
            end,
            kind,
            mark: inside.then_some(self.first_mark + self.next_mark),
        });
    }
}

fn is_signs(text: &str) -> bool {
    !text.is_empty() && !text.chars().any(|c| c.is_alphanumeric() || c == '_')
}

/// A whole number with an optional sign, its thousands grouped by commas or not at all.
pub fn whole_number(text: &str) -> Option<i64> {
    let (negative, digits) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    };
    if digits.len() > 24 || !digits.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let mut plain = String::with_capacity(digits.len());
    for (index, group) in digits.split(',').enumerate() {
        let grouped = digits.contains(',');
        let right_size = if index == 0 {
            (1..=3).contains(&group.len())
        } else {
            group.len() == 3
        };
        if !group.bytes().all(|b| b.is_ascii_digit()) || (grouped && !right_size) {
            return None;
        }
        plain.push_str(group);
    }
    if digits.contains(',') && digits.starts_with('0') {
        return None;
    }
    let value: i64 = plain.parse().ok()?;
    Some(if negative { -value } else { value })
}

#[cfg(test)]
mod tests {
    use super::super::markdown::inline;
    use super::*;

    fn words(line: &str) -> Vec<String> {
        let rich = inline(line);
        let found: Vec<String> = tokens(rich.text(), 0, rich.text().len(), rich.marks())
            .iter()
            .map(|t| t.text.to_owned())
            .collect();
        found
    }

    #[test]
    fn signs_come_off_words_but_not_out_of_values() {
        assert_eq!(
            words("hyphens (-), and http://."),
            ["hyphens", "(", "-", ")", ",", "and", "http://", "."]
        );
        assert_eq!(
            words("in HH:mmZ, Tag.Key: acs:ram"),
            ["in", "HH:mmZ", ",", "Tag.Key", ":", "acs:ram"]
        );
    }

    #[test]
    fn numbers_ranges_and_intervals() {
        assert_eq!(
            words("1,000 or 1,2,3"),
            ["1,000", "or", "1", ",", "2", ",", "3"]
        );
        assert_eq!(
            words("2-64 and 1~50, -45 to 45"),
            [
                "2", "-", "64", "and", "1", "~", "50", ",", "-45", "to", "45"
            ]
        );
        assert_eq!(
            words("[1,100] (0,1)"),
            ["[", "1", ",", "100", "]", "(", "0", ",", "1", ")"]
        );
        assert_eq!(words("2023-01-01 5.0."), ["2023-01-01", "5.0", "."]);
        assert_eq!(words("**24**,**36**"), ["24", ",", "36"]);
    }

    #[test]
    fn whole_numbers_only() {
        assert_eq!(whole_number("-1,000"), Some(-1000));
        assert_eq!(whole_number("99999999999999999999"), None);
        assert_eq!(whole_number("0,100"), None);
        assert_eq!(whole_number("10,20"), None);
        assert_eq!(whole_number(""), None);
        assert_eq!(whole_number("1.5"), None);
    }

    #[test]
    fn a_token_knows_its_mark() {
        let rich = inline("a **b c** d");
        let found: Vec<bool> = tokens(rich.text(), 0, rich.text().len(), rich.marks())
            .iter()
            .map(|t| t.mark.is_some())
            .collect();
        assert_eq!(found, [false, true, true, false]);
    }
}
