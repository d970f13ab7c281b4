//! What the rules say: findings, each with the rule that fired and the sentence that it stands in.
//!
//! It must not know how a finding is made, and nothing of the spec's own constraint types: the importer maps these.

use std::collections::BTreeSet;

/// What the type of a parameter lets a rule expect.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TypeHint {
    /// Text, which may hold a separated list.
    Text,
    /// A whole number.
    Integer,
    /// A number with a fraction.
    Float,
    /// `true` or `false`.
    Boolean,
    /// A list; constraints on values hold for its items.
    Array,
    /// An object or a JSON value.
    Object,
    /// Anything else.
    Other,
}

impl TypeHint {
    /// Reads a type name of either dialect: `String`, `Long`, `RepeatList`, … or `string`, `array<object>`, ….
    #[must_use]
    pub fn from_name(name: &str) -> TypeHint {
        let name = name.trim().to_ascii_lowercase();
        match name.as_str() {
            "string" | "text" | "" => TypeHint::Text,
            "integer" | "long" | "int" | "int32" | "int64" | "short" => TypeHint::Integer,
            "float" | "double" | "number" => TypeHint::Float,
            "boolean" | "bool" => TypeHint::Boolean,
            "struct" | "object" | "json" | "map" => TypeHint::Object,
            "repeatlist" | "list" => TypeHint::Array,
            other if other.starts_with("array") => TypeHint::Array,
            other if other.starts_with("map") || other.starts_with("object") => TypeHint::Object,
            _ => TypeHint::Other,
        }
    }
}

/// Whether a length counts characters or bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LengthUnit {
    /// Unicode scalar values.
    Chars,
    /// UTF-8 bytes.
    Bytes,
}

/// A class of characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum CharClass {
    /// Letters of either case, in any script.
    Letters,
    /// Lower-case letters.
    Lowercase,
    /// Upper-case letters.
    Uppercase,
    /// Digits.
    Digits,
    /// Chinese characters.
    Chinese,
}

/// Characters as classes and literals.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CharSet {
    /// The classes.
    pub classes: BTreeSet<CharClass>,
    /// The literal characters, in the order of the text, each once.
    pub literals: String,
}

impl CharSet {
    /// Whether nothing is in it.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.classes.is_empty() && self.literals.is_empty()
    }

    /// Adds literals that are not yet in it.
    pub fn add_literals(&mut self, text: &str) {
        for c in text.chars() {
            if !self.literals.contains(c) {
                self.literals.push(c);
            }
        }
    }
}

/// How two times or numbers must stand to one another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Relation {
    /// This one is greater (later).
    Greater,
    /// This one is smaller (earlier).
    Less,
}

/// What a finding says.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Kind {
    /// One of these values, exactly.
    OneOf(Vec<String>),
    /// A whole number within inclusive bounds.
    IntRange {
        /// The least value.
        min: Option<i64>,
        /// The greatest value.
        max: Option<i64>,
    },
    /// A whole number within one of several inclusive ranges.
    IntSet(Vec<(i64, i64)>),
    /// A length within inclusive bounds.
    Length {
        /// The least length.
        min: Option<u64>,
        /// The greatest length.
        max: Option<u64>,
        /// What is counted.
        unit: LengthUnit,
        /// The text allows an empty value besides.
        allow_empty: bool,
    },
    /// The first character is one of these.
    FirstChar(CharSet),
    /// The last character is one of these.
    LastChar(CharSet),
    /// Every character is one of these.
    Charset(CharSet),
    /// None of these characters occurs.
    ForbidChars(String),
    /// The value begins with none of these.
    ForbidPrefix(Vec<String>),
    /// None of these texts occurs.
    ForbidText(Vec<String>),
    /// Only U+0000 to U+007F.
    Ascii,
    /// At most so many items.
    MaxItems {
        /// The greatest count.
        n: u64,
        /// What separates items that are pieces of one string.
        separator: Option<String>,
    },
    /// What the service takes when the parameter is absent.
    Default(String),
    /// The only value that the text allows.
    Fixed(String),
    /// Required when another parameter has one of these values.
    RequiredIf {
        /// The other parameter.
        param: String,
        /// Its values.
        equals: Vec<String>,
    },
    /// A point in time in this format; `unix-seconds` and `unix-milliseconds` for counts.
    Datetime(String),
    /// When this parameter has the value, another one is required.
    RequiresIf {
        /// The value of this parameter.
        value: String,
        /// The parameter that is then required.
        param: String,
    },
    /// When this parameter is present, so must be these.
    Requires(Vec<String>),
    /// At least one of these (and this parameter, if the text says so) must be present.
    AtLeastOne(Vec<String>),
    /// At most one of these (and this parameter, if the text says so) may be present.
    Exclusive(Vec<String>),
    /// Compared with another parameter, named as in the text (`start time`).
    Compare {
        /// How this parameter must stand to the other.
        relation: Relation,
        /// The other one: a name or the text's words for it.
        other: String,
    },
    /// The unit of a number, as in the text.
    Unit(String),
    /// What each value means.
    ValueMeanings(Vec<(String, String)>),
    /// What separates the pieces of the value.
    Separator(String),
    /// A rule that only the service can judge; the sentence is the finding's source.
    ServerSide,
    /// Another operation that the text sends the reader to.
    RefersToOperation(String),
}

/// What a constraint holds for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Scope {
    /// The value.
    Whole,
    /// Each item of a list, or each piece of a separated string.
    Items {
        /// What separates the pieces of a string.
        separator: Option<String>,
    },
}

/// Which parameter a finding constrains.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Subject {
    /// The one whose description was read.
    This,
    /// The array that holds it: a note below `Tag.Key` that speaks of the number of tags.
    ParentArray,
}

/// Where a sentence stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Source {
    /// Index of the block.
    pub block: usize,
    /// Index of the bullet, when the block is a list.
    pub item: Option<usize>,
    /// Byte offset in the text of the block or bullet.
    pub start: usize,
    /// Byte offset after the sentence.
    pub end: usize,
}

/// One thing that a description says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// What it says.
    pub kind: Kind,
    /// Hinted, not stated as a closed rule: nothing may be rejected on it.
    pub soft: bool,
    /// What it holds for.
    pub scope: Scope,
    /// The parameter that it constrains.
    pub subject: Subject,
    /// The rule that fired.
    pub rule: &'static str,
    /// The sentence.
    pub source: Source,
}

impl Finding {
    /// A stated finding on the whole value of this parameter. The rule's name is filled in by whoever runs the rule.
    #[must_use]
    pub fn new(kind: Kind, source: Source) -> Finding {
        Finding {
            kind,
            soft: false,
            scope: Scope::Whole,
            subject: Subject::This,
            rule: "",
            source,
        }
    }

    /// The same, only hinted.
    #[must_use]
    pub fn soft(kind: Kind, source: Source) -> Finding {
        Finding {
            soft: true,
            ..Finding::new(kind, source)
        }
    }

    /// The same, for each item.
    #[must_use]
    pub fn on_items(mut self, separator: Option<String>) -> Finding {
        self.scope = Scope::Items { separator };
        self
    }
}

/// A sentence that looks like a rule and that no rule could read, or whose finding contradicts another one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unread {
    /// The sentence as it stands.
    pub sentence: String,
    /// Where it stands.
    pub source: Source,
    /// Why nothing was made of it.
    pub why: &'static str,
}

/// All that a description says, and what was not understood.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Extraction {
    /// The findings, in the order of the text.
    pub findings: Vec<Finding>,
    /// What was not understood.
    pub unread: Vec<Unread>,
}
