//! A description as rules see it: lines cut into sentences, sentences into tokens, bullets that list values told apart
//! from bullets that state something.
//!
//! It must not know any constraint. What it does know is form: where a sentence ends, what makes it conditional, and
//! which part of a text speaks of a single value only.

use std::ops::Range;

use super::heads::{self, Head};
use super::text::{Block, Mark, Rich};
use super::token::{Token, tokens};
use super::{Source, TypeHint};

/// Where a line stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// In running text.
    Paragraph,
    /// In a note.
    Note,
    /// The first line of a bullet.
    Item {
        /// 0 for the outermost list.
        depth: u8,
        /// Numbered rather than bulleted.
        ordered: bool,
    },
    /// A further line of a bullet.
    ItemMore,
}

/// One line of a block.
#[derive(Debug)]
pub struct Line<'a> {
    /// Number of the line in the reading.
    pub number: usize,
    /// Index of the block.
    pub block: usize,
    /// Index of the bullet in its list.
    pub item: Option<usize>,
    /// Where it stands.
    pub place: Place,
    /// The tokens, in order.
    pub tokens: Vec<Token<'a>>,
    /// Token ranges of the sentences, in order, together all tokens.
    pub sentences: Vec<Range<usize>>,
    /// For a first line of a bullet or a paragraph: the value that it names before it says what the value means.
    pub head: Option<Head>,
    /// The line speaks of one value, or of one field inside the value, and not of the whole parameter.
    pub inner: bool,
    rich: &'a Rich,
}

impl<'a> Line<'a> {
    /// The text of the block or bullet that offsets of tokens refer to.
    pub fn text(&self) -> &'a str {
        self.rich.text()
    }

    /// A mark by its index.
    pub fn mark(&self, index: usize) -> Option<&'a Mark> {
        self.rich.marks().get(index)
    }

    /// The text from token `from` up to token `to` (excluded).
    pub fn between(&self, from: usize, to: usize) -> &'a str {
        let (Some(first), Some(last)) = (
            self.tokens.get(from),
            to.checked_sub(1).and_then(|i| self.tokens.get(i)),
        ) else {
            return "";
        };
        self.text().get(first.start..last.end).unwrap_or_default()
    }
}

/// One sentence of a line.
#[derive(Debug, Clone, Copy)]
pub struct Sentence<'r, 'a> {
    /// The line that holds it.
    pub line: &'r Line<'a>,
    /// Its number in the line.
    pub index: usize,
    /// First token.
    pub from: usize,
    /// After the last token.
    pub to: usize,
}

impl<'r, 'a> Sentence<'r, 'a> {
    /// The tokens of the sentence.
    pub fn tokens(&self) -> &'r [Token<'a>] {
        self.line.tokens.get(self.from..self.to).unwrap_or_default()
    }

    /// The token at an index of the line, if it belongs to this sentence.
    pub fn token(&self, at: usize) -> Option<&'r Token<'a>> {
        if at < self.from || at >= self.to {
            return None;
        }
        self.line.tokens.get(at)
    }

    /// The sentence as it stands.
    pub fn text(&self) -> &'a str {
        self.line.between(self.from, self.to)
    }

    /// Where the sentence stands, for evidence.
    pub fn source(&self) -> Source {
        let tokens = self.tokens();
        Source {
            block: self.line.block,
            item: self.line.item,
            start: tokens.first().map_or(0, |t| t.start),
            end: tokens.last().map_or(0, |t| t.end),
        }
    }

    /// Whether any token is this word.
    pub fn has(&self, word: &str) -> bool {
        self.tokens().iter().any(|t| t.is(word))
    }

    /// Whether any token is one of these words.
    pub fn has_any(&self, words: &[&str]) -> bool {
        self.tokens().iter().any(|t| t.is_any(words))
    }

    /// First token after an opening such as `Note` or `Note:`.
    pub fn opening(&self) -> usize {
        let mut at = self.from;
        if let Some(first) = self.token(at)
            && first.is_any(&[
                "note",
                "notice",
                "important",
                "warning",
                "caution",
                "description",
                "notes",
            ])
        {
            match self.token(at + 1) {
                Some(next) if next.is(":") => at += 2,
                Some(next) if next.text.starts_with(char::is_uppercase) => at += 1,
                _ => {}
            }
        }
        at
    }

    /// The sentence begins with a condition or a purpose (`If …`, `When …`, `For …`, `To …`), so that what follows
    /// does not hold always.
    pub fn opens_conditionally(&self) -> bool {
        const OPENERS: &[&str] = &[
            "if",
            "when",
            "for",
            "to",
            "in",
            "unless",
            "after",
            "before",
            "once",
            "while",
            "where",
            "otherwise",
            "assume",
            "suppose",
            "however",
            "during",
            "with",
            "e.g",
            "i.e",
            "whenever",
            "then",
        ];
        let opens = |s: &Sentence<'_, '_>, words: &[&str]| {
            s.token(s.opening()).is_some_and(|t| t.is_any(words))
        };
        if opens(self, OPENERS) {
            return true;
        }
        // `For brass lamps, the name must be short. It can contain digits.`
        let mut sentence = *self;
        for _ in 0..4 {
            if !opens(&sentence, &["it", "they"]) {
                return false;
            }
            let Some(previous) = sentence.previous() else {
                return false;
            };
            if opens(&previous, OPENERS) {
                return true;
            }
            sentence = previous;
        }
        false
    }

    /// The sentence before this one in its line.
    fn previous(&self) -> Option<Sentence<'r, 'a>> {
        let index = self.index.checked_sub(1)?;
        let range = self.line.sentences.get(index)?;
        Some(Sentence {
            line: self.line,
            index,
            from: range.start,
            to: range.end,
        })
    }

    /// The sentence is an example.
    pub fn is_example(&self) -> bool {
        let at = self.opening();
        let first = self.token(at).is_some_and(|t| {
            t.is_any(&["example", "examples", "e.g"])
                || ["例如", "示例", "比如"]
                    .iter()
                    .any(|word| t.text.starts_with(word))
        });
        let for_example = self.token(at).is_some_and(|t| t.is("for"))
            && self
                .token(at + 1)
                .is_some_and(|t| t.is_any(&["example", "instance"]));
        first || for_example
    }

    /// A condition follows after token `at`: what stands before it does not hold always.
    pub fn condition_after(&self, at: usize) -> bool {
        (at..self.to)
            .filter_map(|i| self.token(i))
            .any(|t| t.is_any(&["if", "when", "unless", "whenever", "provided"]))
    }

    /// The sentence states something of the parameter without a condition before `at` or after it.
    pub fn is_plain(&self, at: usize) -> bool {
        !self.opens_conditionally() && !self.is_example() && !self.condition_after(at)
    }
}

/// Everything that rules may ask.
#[derive(Debug)]
pub struct Reading<'a> {
    /// What the type says.
    pub hint: TypeHint,
    /// All lines, in order.
    pub lines: Vec<Line<'a>>,
}

impl<'a> Reading<'a> {
    /// Reads blocks.
    pub fn new(hint: TypeHint, blocks: &'a [Block]) -> Reading<'a> {
        let mut lines = Vec::new();
        for (block, content) in blocks.iter().enumerate() {
            match content {
                Block::Paragraph(rich) => push(&mut lines, block, None, Place::Paragraph, rich),
                Block::Note(rich) => push(&mut lines, block, None, Place::Note, rich),
                Block::List(items) => {
                    for (index, item) in items.iter().enumerate() {
                        let place = Place::Item {
                            depth: item.depth,
                            ordered: item.ordered,
                        };
                        push(&mut lines, block, Some(index), place, &item.text);
                    }
                }
            }
        }
        mark_inner(&mut lines);
        Reading { hint, lines }
    }

    /// All sentences.
    pub fn sentences(&self) -> impl Iterator<Item = Sentence<'_, 'a>> {
        self.lines.iter().flat_map(|line| {
            line.sentences
                .iter()
                .enumerate()
                .map(move |(index, range)| Sentence {
                    line,
                    index,
                    from: range.start,
                    to: range.end,
                })
        })
    }

    /// The sentences that speak of the parameter as a whole.
    pub fn statements(&self) -> impl Iterator<Item = Sentence<'_, 'a>> {
        self.sentences().filter(|s| !s.line.inner)
    }

    /// The sentence after this one in the same block, in running text also across a line break.
    pub fn next<'r>(&'r self, of: &Sentence<'r, 'a>) -> Option<Sentence<'r, 'a>> {
        let at = |line: &'r Line<'a>, index: usize| {
            line.sentences.get(index).map(|range| Sentence {
                line,
                index,
                from: range.start,
                to: range.end,
            })
        };
        at(of.line, of.index + 1).or_else(|| at(self.lines.get(of.line.number + 1)?, 0))
    }
}

fn push<'a>(
    lines: &mut Vec<Line<'a>>,
    block: usize,
    item: Option<usize>,
    place: Place,
    rich: &'a Rich,
) {
    let mut start = 0;
    let mut place = place;
    for text in rich.text().split('\n') {
        let end = start + text.len();
        let tokens = tokens(rich.text(), start, end, rich.marks());
        if !tokens.is_empty() {
            let sentences = sentences(&tokens, rich.marks());
            let mut line = Line {
                number: lines.len(),
                block,
                item,
                place,
                tokens,
                sentences,
                head: None,
                inner: false,
                rich,
            };
            if matches!(place, Place::Item { .. } | Place::Paragraph) {
                line.head = heads::head(&line);
            }
            lines.push(line);
            if matches!(place, Place::Item { .. }) {
                place = Place::ItemMore;
            }
        }
        start = end + 1;
    }
}

/// Marks what does not hold for the parameter as a whole: bullets that open with a value or a field, bullets of a list
/// that a condition announces, and whatever is nested below either.
fn mark_inner(lines: &mut [Line<'_>]) {
    let mut block = usize::MAX;
    let mut owner: Option<u8> = None;
    let mut announced = false;
    let mut case = false;
    for line in lines {
        let listed = matches!(line.place, Place::Item { .. } | Place::ItemMore);
        if line.block != block {
            block = line.block;
            owner = None;
            case = listed && announced;
            announced = false;
        }
        let owns = line.head.as_ref().is_some_and(Head::owns);
        match line.place {
            Place::Item { depth, .. } => {
                if owner.is_some_and(|d| depth <= d) {
                    owner = None;
                }
                line.inner = case || owner.is_some() || owns;
                if owner.is_none() && (owns || announces_case(line)) {
                    owner = Some(depth);
                }
            }
            Place::ItemMore => line.inner = case || owner.is_some(),
            Place::Paragraph => {
                // Unmarked, `Limits: …` looks the same as `oil: …`.
                line.inner =
                    (owns && line.head.as_ref().is_some_and(|h| h.marked)) || is_code(line);
                announced = announces_case(line);
            }
            Place::Note => {}
        }
    }
}

/// The line is a piece of JSON or of code with comments: what it says, it says of a part of that.
fn is_code(line: &Line<'_>) -> bool {
    let opens = line
        .tokens
        .first()
        .is_some_and(|t| t.is_any(&["{", "}", "[", "]", "//"]));
    let key = line.tokens.first().is_some_and(|t| t.is("\""))
        && line.tokens.iter().take(8).any(|t| t.text.starts_with(':'));
    opens || key || line.tokens.iter().any(|t| t.is("//"))
}

/// The line ends with a colon, and what it announces holds in a case only (`When the lamp burns oil:`).
fn announces_case(line: &Line<'_>) -> bool {
    let Some(range) = line.sentences.last() else {
        return false;
    };
    let sentence = Sentence {
        line,
        index: line.sentences.len() - 1,
        from: range.start,
        to: range.end,
    };
    line.tokens.last().is_some_and(|t| t.is(":"))
        && (sentence.opens_conditionally()
            || super::chinese::clause::announces_case(sentence.text()))
}

/// Where sentences end: at a full stop, question or exclamation mark that closes a word.
fn sentences(tokens: &[Token<'_>], marks: &[Mark]) -> Vec<Range<usize>> {
    let mut out = Vec::new();
    let mut from = 0;
    for (at, token) in tokens.iter().enumerate() {
        if !matches!(token.text, "." | "!" | "?" | "。") || at < from {
            continue;
        }
        let in_code = token
            .mark
            .and_then(|m| marks.get(m))
            .is_some_and(|m| m.kind == super::text::MarkKind::Code);
        let previous = at.checked_sub(1).and_then(|i| tokens.get(i));
        let closes_word =
            previous.is_some_and(|p| p.end == token.start && !p.is_any(&["e.g", "i.e", "vs"]));
        let next = tokens.get(at + 1);
        let apart = token.is("。")
            || next.is_none_or(|n| n.start > token.end || n.text.starts_with(char::is_uppercase));
        if in_code || !closes_word || !apart {
            continue;
        }
        out.push(from..at + 1);
        from = at + 1;
    }
    if from < tokens.len() {
        out.push(from..tokens.len());
    }
    out
}
