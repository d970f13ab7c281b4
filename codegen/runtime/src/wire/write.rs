//! Writes typed values as pairs, as JSON text, or joined by commas, as the shape says. What is absent is not written.

use std::collections::BTreeMap;
use std::fmt;

use super::Wire;
use super::decimal::{push_decimal, push_signed};
use super::pairs::{Pairs, Place};
use super::shape::{Field, Shape};
use crate::json::quote;

/// How the value at hand is written.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Mode {
    /// As pairs.
    Pairs,
    /// As JSON text.
    Json,
    /// As one text, joined by commas.
    Joined,
}

/// Where writing goes.
pub(crate) struct Sink {
    mode: Mode,
    pairs: Pairs,
    place: Place,
    /// The text so far, of JSON or joined elements.
    text: String,
    /// Elements joined so far.
    joined: usize,
}

impl Sink {
    pub(crate) fn new(parameters: usize) -> Self {
        Sink {
            mode: Mode::Pairs,
            pairs: Pairs::for_parameters(parameters),
            place: Place::default(),
            text: String::new(),
            joined: 0,
        }
    }

    /// The writer of the request itself.
    pub(crate) fn request(&mut self, fields: &'static [Field]) -> ObjectWriter<'_> {
        ObjectWriter {
            sink: self,
            fields,
            next: 0,
            written: false,
        }
    }

    pub(crate) fn into_pairs(self) -> Pairs {
        self.pairs
    }

    fn pair(&mut self, value: &str) {
        self.pairs.add(&self.place, value);
    }

    /// The last part of the name gets a part after it.
    fn inwards(&mut self) {
        if self.mode == Mode::Pairs {
            // With room for more parts.
            let Place { name, last, .. } = &mut self.place;
            name.reserve(last.len().saturating_add(32));
            name.push_str(last);
            *last = "";
        }
    }

    /// Writes one value in another mode, and gives its text as a pair.
    fn whole(&mut self, mode: Mode, write: impl FnOnce(&mut Sink)) {
        self.mode = mode;
        self.text.clear();
        self.joined = 0;
        write(self);
        self.mode = Mode::Pairs;
        self.pairs.add(&self.place, &self.text);
    }

    fn quote(&mut self, text: &str) {
        // Writing to a text in memory does not fail.
        let _ = quote(&mut self.text, text);
    }

    fn join(&mut self, text: &str) {
        if self.joined > 0 {
            self.text.push(',');
        }
        self.joined = self.joined.saturating_add(1);
        self.text.push_str(text);
    }
}

/// A place that one value is written to.
pub struct Slot<'a> {
    sink: &'a mut Sink,
    shape: &'static Shape,
}

impl fmt::Debug for Slot<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "Slot at {}{}",
            self.sink.place.name, self.sink.place.last
        )
    }
}

impl Slot<'_> {
    /// Writes a text.
    pub fn text(&mut self, text: &str) {
        match self.sink.mode {
            Mode::Pairs => self.sink.pair(text),
            Mode::Json => self.sink.quote(text),
            Mode::Joined => self.sink.join(text),
        }
    }

    /// Writes the text of a number or a truth value, which JSON has without quotes.
    pub(crate) fn bare(&mut self, text: &str) {
        match self.sink.mode {
            Mode::Pairs => self.sink.pair(text),
            Mode::Json => self.sink.text.push_str(text),
            Mode::Joined => self.sink.join(text),
        }
    }

    /// Writes a whole number.
    pub(crate) fn whole_number(&mut self, number: i64) {
        match self.sink.mode {
            Mode::Pairs => {
                let Sink { pairs, place, .. } = &mut *self.sink;
                pairs.add_with(place, |text| push_signed(text, number));
            }
            Mode::Json => push_signed(&mut self.sink.text, number),
            Mode::Joined => {
                self.sink.join("");
                push_signed(&mut self.sink.text, number);
            }
        }
    }

    /// Writes a list; elements that are absent leave no hole.
    pub(crate) fn list<T: Wire>(&mut self, list: &[T]) {
        let shape = match self.shape {
            Shape::List(inner) => inner,
            _ => &Shape::Scalar,
        };
        let mut index = 0_u64;
        self.sink.inwards();
        self.open('[');
        for element in list.iter().filter(|element| !element.is_absent()) {
            match self.sink.mode {
                Mode::Pairs => {
                    let (length, before) = (self.sink.place.name.len(), self.sink.pairs.len());
                    self.sink.place.name.push('.');
                    push_decimal(&mut self.sink.place.name, index.saturating_add(1));
                    element.write(&mut Slot {
                        sink: self.sink,
                        shape,
                    });
                    self.sink.place.name.truncate(length);
                    if self.sink.pairs.len() > before {
                        index = index.saturating_add(1);
                    }
                }
                Mode::Json => {
                    if index > 0 {
                        self.sink.text.push(',');
                    }
                    index = index.saturating_add(1);
                    element.write(&mut Slot {
                        sink: self.sink,
                        shape,
                    });
                }
                Mode::Joined => element.write(&mut Slot {
                    sink: self.sink,
                    shape,
                }),
            }
        }
        self.open(']');
    }

    /// Writes a map in the order of its keys.
    pub(crate) fn map<T: Wire>(&mut self, map: &BTreeMap<String, T>) {
        let shape = match self.shape {
            Shape::Map(inner) => inner,
            _ => &Shape::Scalar,
        };
        let mut first = true;
        self.sink.inwards();
        self.open('{');
        for (key, value) in map.iter().filter(|(_, value)| !value.is_absent()) {
            let length = self.sink.place.name.len();
            match self.sink.mode {
                Mode::Pairs => {
                    self.sink.place.name.push('.');
                    self.sink.place.name.push_str(key);
                }
                Mode::Json => self.sink.member(key, first),
                Mode::Joined => {}
            }
            first = false;
            value.write(&mut Slot {
                sink: self.sink,
                shape,
            });
            self.sink.place.name.truncate(length);
        }
        self.open('}');
    }

    /// Writes an object, whose fields follow.
    pub fn object(&mut self) -> ObjectWriter<'_> {
        let fields: &'static [Field] = match self.shape {
            Shape::Object(fields) => fields,
            _ => &[],
        };
        self.sink.inwards();
        self.open('{');
        ObjectWriter {
            sink: self.sink,
            fields,
            next: 0,
            written: false,
        }
    }

    /// A bracket, where the text has brackets.
    fn open(&mut self, bracket: char) {
        if self.sink.mode == Mode::Json {
            self.sink.text.push(bracket);
        }
    }
}

impl Sink {
    fn member(&mut self, name: &str, first: bool) {
        if !first {
            self.text.push(',');
        }
        self.quote(name);
        self.text.push(':');
    }
}

/// An object whose fields are written. The object ends where this is dropped.
pub struct ObjectWriter<'a> {
    sink: &'a mut Sink,
    fields: &'static [Field],
    /// Fields come in the order of the shape, so the next one is the likeliest.
    next: usize,
    written: bool,
}

impl fmt::Debug for ObjectWriter<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "ObjectWriter at {}", self.sink.place.name)
    }
}

/// What a name that the shape lacks is written as.
static UNNAMED: Field = Field::new("", Shape::Scalar);

impl ObjectWriter<'_> {
    #[inline]
    fn find(&mut self, name: &'static str) -> &'static Field {
        match self.fields.get(self.next) {
            Some(field) if is_one(field.name, name) || field.name == name => {
                self.next = self.next.saturating_add(1);
                field
            }
            _ => self.seek(name),
        }
    }

    fn seek(&mut self, name: &str) -> &'static Field {
        let ahead = self.fields.iter().enumerate().skip(self.next);
        let found = ahead
            .chain(self.fields.iter().enumerate())
            .find(|(_, field)| field.name == name);
        match found {
            Some((index, field)) => {
                self.next = index.saturating_add(1);
                field
            }
            None => &UNNAMED,
        }
    }

    /// Writes the field of this name, unless it is absent. The shape of the request says where and how.
    pub fn field<T: Wire>(&mut self, name: &'static str, value: &T) -> &mut Self {
        if value.is_absent() {
            return self;
        }
        let field = self.find(name);
        match self.sink.mode {
            Mode::Pairs => self.pairs(field, name, value),
            Mode::Json => {
                // The pair holds the whole text, so it is as sensitive as its most sensitive part.
                self.sink.place.sensitive |= field.sensitive;
                self.sink.member(name, !self.written);
                value.write(&mut Slot {
                    sink: self.sink,
                    shape: &field.shape,
                });
            }
            Mode::Joined => {}
        }
        self.written = true;
        self
    }

    fn pairs<T: Wire>(&mut self, field: &'static Field, name: &'static str, value: &T) {
        let (length, sensitive) = (self.sink.place.name.len(), self.sink.place.sensitive);
        if length == 0 {
            self.sink.place.location = field.location;
        } else {
            self.sink.place.name.push('.');
        }
        self.sink.place.last = name;
        self.sink.place.sensitive |= field.sensitive;
        match &field.shape {
            Shape::Json(inner) => self.sink.whole(Mode::Json, |sink| {
                value.write(&mut Slot { sink, shape: inner })
            }),
            Shape::Simple => self.sink.whole(Mode::Joined, |sink| {
                value.write(&mut Slot {
                    sink,
                    shape: &Shape::Simple,
                })
            }),
            shape => value.write(&mut Slot {
                sink: self.sink,
                shape,
            }),
        }
        self.sink.place.name.truncate(length);
        self.sink.place.last = "";
        self.sink.place.sensitive = sensitive;
    }
}

/// Whether the two are the same text in the same place, which is sooner known than whether they are alike.
fn is_one(left: &'static str, right: &'static str) -> bool {
    std::ptr::eq(left, right)
}

impl Drop for ObjectWriter<'_> {
    fn drop(&mut self) {
        if self.sink.mode == Mode::Json {
            self.sink.text.push('}');
        }
    }
}

#[cfg(test)]
#[path = "write_tests.rs"]
mod tests;
