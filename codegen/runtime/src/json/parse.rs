//! The JSON reader. Strict: what RFC 8259 does not allow is an error, never guessed at. Bounded in size and depth.

use std::collections::BTreeMap;

use super::Value;
use super::error::{DecodeError, DecodeErrorKind};
use super::number::{Number, length};

/// Most bytes that are read: 8 MiB. Answers and parameters are far smaller; a value in memory can take some twenty
/// times the bytes of its text.
pub const MAX_BYTES: usize = 8 << 20;

/// Deepest nesting of lists and objects that is followed.
pub const MAX_DEPTH: usize = 128;

/// What several members of one name mean.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Duplicates {
    /// The last counts.
    LastCounts,
    /// An error.
    Refused,
}

type Fault = (DecodeErrorKind, &'static str);

const BOM: &[u8] = b"\xEF\xBB\xBF";

pub(crate) fn parse(bytes: &[u8], duplicates: Duplicates) -> Result<Value, DecodeError> {
    if bytes.len() > MAX_BYTES {
        return Err(DecodeError::at(
            DecodeErrorKind::TooLarge,
            "too large a text",
            &[],
            0,
        ));
    }
    let text = std::str::from_utf8(bytes).map_err(|error| {
        DecodeError::at(
            DecodeErrorKind::InvalidUtf8,
            "not UTF-8",
            bytes,
            error.valid_up_to(),
        )
    })?;
    let at = if bytes.starts_with(BOM) { BOM.len() } else { 0 };
    let mut reader = Reader {
        text,
        at,
        depth: 0,
        duplicates,
    };
    reader
        .document()
        .map_err(|(kind, detail)| DecodeError::at(kind, detail, bytes, reader.at))
}

struct Reader<'a> {
    text: &'a str,
    at: usize,
    depth: usize,
    duplicates: Duplicates,
}

fn syntax<T>(detail: &'static str) -> Result<T, Fault> {
    Err((DecodeErrorKind::Syntax, detail))
}

impl Reader<'_> {
    fn document(&mut self) -> Result<Value, Fault> {
        self.blanks();
        if self.peek().is_none() {
            return Err((DecodeErrorKind::Empty, "nothing"));
        }
        let value = self.value()?;
        self.blanks();
        if self.peek().is_some() {
            syntax("something after the value")
        } else {
            Ok(value)
        }
    }

    fn rest(&self) -> &[u8] {
        self.text.as_bytes().get(self.at..).unwrap_or_default()
    }

    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn blanks(&mut self) {
        while matches!(self.peek(), Some(b' ' | b'\t' | b'\n' | b'\r')) {
            self.at += 1;
        }
    }

    fn skip(&mut self, byte: u8) -> bool {
        let found = self.peek() == Some(byte);
        if found {
            self.at += 1;
        }
        found
    }

    fn word(&mut self, word: &str, value: Value) -> Result<Value, Fault> {
        if self.rest().starts_with(word.as_bytes()) {
            self.at += word.len();
            Ok(value)
        } else {
            syntax("an unknown word")
        }
    }

    fn value(&mut self) -> Result<Value, Fault> {
        match self.peek() {
            Some(b'"') => self.string().map(Value::String),
            Some(b'{') => self.nested(Self::object),
            Some(b'[') => self.nested(Self::list),
            Some(b'-' | b'0'..=b'9') => self.number(),
            Some(b't') => self.word("true", Value::Bool(true)),
            Some(b'f') => self.word("false", Value::Bool(false)),
            Some(b'n') => self.word("null", Value::Null),
            Some(_) => syntax("no JSON value begins so"),
            None => syntax("the text ends where a value is expected"),
        }
    }

    fn nested(&mut self, read: fn(&mut Self) -> Result<Value, Fault>) -> Result<Value, Fault> {
        if self.depth >= MAX_DEPTH {
            return Err((DecodeErrorKind::TooDeep, "nested too deep"));
        }
        self.depth += 1;
        self.at += 1;
        self.blanks();
        let value = read(self)?;
        self.depth -= 1;
        Ok(value)
    }

    fn list(&mut self) -> Result<Value, Fault> {
        let mut list = Vec::new();
        if self.skip(b']') {
            return Ok(Value::List(list));
        }
        loop {
            self.blanks();
            list.push(self.value()?);
            self.blanks();
            if self.skip(b']') {
                return Ok(Value::List(list));
            }
            if !self.skip(b',') {
                return syntax("expected `,` or `]`");
            }
        }
    }

    fn object(&mut self) -> Result<Value, Fault> {
        let mut fields = BTreeMap::new();
        if self.skip(b'}') {
            return Ok(Value::Object(fields));
        }
        loop {
            self.blanks();
            if self.peek() != Some(b'"') {
                return syntax("expected a name in quotes");
            }
            let start = self.at;
            let name = self.string()?;
            if self.duplicates == Duplicates::Refused && fields.contains_key(&name) {
                self.at = start;
                return syntax("a name given twice");
            }
            self.blanks();
            if !self.skip(b':') {
                return syntax("expected `:`");
            }
            self.blanks();
            let value = self.value()?;
            fields.insert(name, value);
            self.blanks();
            if self.skip(b'}') {
                return Ok(Value::Object(fields));
            }
            if !self.skip(b',') {
                return syntax("expected `,` or `}`");
            }
        }
    }

    fn number(&mut self) -> Result<Value, Fault> {
        let Some(length) = length(self.rest()) else {
            return syntax("no JSON number");
        };
        let end = self.at.saturating_add(length);
        let Some(text) = self.text.get(self.at..end) else {
            return syntax("no JSON number");
        };
        let number = Number::of_checked(text);
        self.at = end;
        Ok(Value::Number(number))
    }

    fn string(&mut self) -> Result<String, Fault> {
        self.at += 1;
        let mut string = String::new();
        loop {
            let plain = self
                .rest()
                .iter()
                .take_while(|byte| !matches!(byte, b'"' | b'\\' | 0..=0x1F))
                .count();
            let end = self.at.saturating_add(plain);
            string.push_str(self.text.get(self.at..end).unwrap_or_default());
            self.at = end;
            match self.peek() {
                Some(b'"') => {
                    self.at += 1;
                    return Ok(string);
                }
                Some(b'\\') => string.push(self.escape()?),
                Some(_) => return syntax("a control character in a text"),
                None => return syntax("the text ends within quotes"),
            }
        }
    }

    fn escape(&mut self) -> Result<char, Fault> {
        let character = match self.rest().get(1) {
            Some(b'"') => '"',
            Some(b'\\') => '\\',
            Some(b'/') => '/',
            Some(b'b') => '\u{8}',
            Some(b'f') => '\u{C}',
            Some(b'n') => '\n',
            Some(b'r') => '\r',
            Some(b't') => '\t',
            Some(b'u') => return self.unicode(),
            _ => return syntax("an unknown escape"),
        };
        self.at += 2;
        Ok(character)
    }

    fn unicode(&mut self) -> Result<char, Fault> {
        let Some(first) = self.unit(0) else {
            return syntax("an unknown escape");
        };
        if let Some(character) = char::from_u32(first) {
            self.at += 6;
            return Ok(character);
        }
        // A surrogate stands for a character only together with its other half.
        let pair = self
            .unit(6)
            .and_then(|second| char::decode_utf16([first as u16, second as u16]).next());
        let Some(Ok(character)) = pair else {
            return syntax("half of a surrogate pair");
        };
        self.at += 12;
        Ok(character)
    }

    /// The number that `\uXXXX` names, this many bytes further on.
    fn unit(&self, from: usize) -> Option<u32> {
        let escape = self.rest().get(from..from.checked_add(6)?)?;
        let [b'\\', b'u', digits @ ..] = escape else {
            return None;
        };
        digits.iter().try_fold(0, |sum, byte| {
            Some(sum * 16 + char::from(*byte).to_digit(16)?)
        })
    }
}
