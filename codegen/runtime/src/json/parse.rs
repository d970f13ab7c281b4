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

/// What a reader makes of JSON: a [`Value`], or something that knows more of the text.
pub(crate) trait Make: Sized {
    /// The members of an object while it is read.
    type Members: Default;
    /// `null`.
    fn null() -> Self;
    /// `true` or `false`.
    fn truth(value: bool) -> Self;
    /// A number; the text is one.
    fn number(text: &str) -> Self;
    /// A text.
    fn string(text: String) -> Self;
    /// A list.
    fn list(list: Vec<Self>) -> Self;
    /// Adds a member, whose name may have been there before.
    fn add(members: &mut Self::Members, name: String, value: Self);
    /// An object.
    fn object(members: Self::Members) -> Self;
}

impl Make for Value {
    type Members = BTreeMap<String, Value>;

    fn null() -> Self {
        Value::Null
    }

    fn truth(value: bool) -> Self {
        Value::Bool(value)
    }

    fn number(text: &str) -> Self {
        Value::Number(Number::of_checked(text))
    }

    fn string(text: String) -> Self {
        Value::String(text)
    }

    fn list(list: Vec<Self>) -> Self {
        Value::List(list)
    }

    fn add(members: &mut Self::Members, name: String, value: Self) {
        members.insert(name, value);
    }

    fn object(members: Self::Members) -> Self {
        Value::Object(members)
    }
}

type Fault = (DecodeErrorKind, &'static str);

const BOM: &[u8] = b"\xEF\xBB\xBF";

pub(crate) fn parse<T: Make>(bytes: &[u8]) -> Result<T, DecodeError> {
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
    let mut reader = Reader { text, at, depth: 0 };
    reader
        .document()
        .map_err(|(kind, detail)| DecodeError::at(kind, detail, bytes, reader.at))
}

struct Reader<'a> {
    text: &'a str,
    at: usize,
    depth: usize,
}

fn syntax<T>(detail: &'static str) -> Result<T, Fault> {
    Err((DecodeErrorKind::Syntax, detail))
}

impl Reader<'_> {
    fn document<T: Make>(&mut self) -> Result<T, Fault> {
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

    fn word<T>(&mut self, word: &str, value: T) -> Result<T, Fault> {
        if self.rest().starts_with(word.as_bytes()) {
            self.at += word.len();
            Ok(value)
        } else {
            syntax("an unknown word")
        }
    }

    fn value<T: Make>(&mut self) -> Result<T, Fault> {
        match self.peek() {
            Some(b'"') => self.string().map(T::string),
            Some(b'{') => self.nested(Self::object),
            Some(b'[') => self.nested(Self::list),
            Some(b'-' | b'0'..=b'9') => self.number(),
            Some(b't') => self.word("true", T::truth(true)),
            Some(b'f') => self.word("false", T::truth(false)),
            Some(b'n') => self.word("null", T::null()),
            Some(_) => syntax("no JSON value begins so"),
            None => syntax("the text ends where a value is expected"),
        }
    }

    fn nested<T>(&mut self, read: fn(&mut Self) -> Result<T, Fault>) -> Result<T, Fault> {
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

    fn list<T: Make>(&mut self) -> Result<T, Fault> {
        let mut list = Vec::new();
        if self.skip(b']') {
            return Ok(T::list(list));
        }
        loop {
            self.blanks();
            list.push(self.value()?);
            self.blanks();
            if self.skip(b']') {
                return Ok(T::list(list));
            }
            if !self.skip(b',') {
                return syntax("expected `,` or `]`");
            }
        }
    }

    fn object<T: Make>(&mut self) -> Result<T, Fault> {
        let mut members = T::Members::default();
        if self.skip(b'}') {
            return Ok(T::object(members));
        }
        loop {
            self.blanks();
            if self.peek() != Some(b'"') {
                return syntax("expected a name in quotes");
            }
            let name = self.string()?;
            self.blanks();
            if !self.skip(b':') {
                return syntax("expected `:`");
            }
            self.blanks();
            let value = self.value()?;
            T::add(&mut members, name, value);
            self.blanks();
            if self.skip(b'}') {
                return Ok(T::object(members));
            }
            if !self.skip(b',') {
                return syntax("expected `,` or `}`");
            }
        }
    }

    fn number<T: Make>(&mut self) -> Result<T, Fault> {
        let Some(length) = length(self.rest()) else {
            return syntax("no JSON number");
        };
        let end = self.at.saturating_add(length);
        let Some(text) = self.text.get(self.at..end) else {
            return syntax("no JSON number");
        };
        let number = T::number(text);
        self.at = end;
        Ok(number)
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
