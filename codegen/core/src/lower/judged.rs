//! What lowering decides about judging: the functions of an emitted validator, step by step, with their literals.

use super::model::{Docs, Presence, RustType};

/// The argument of a function that judges.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Arg {
    /// `&str`
    Text,
    /// A number or truth value, by value.
    Copy(RustType),
    /// `&[T]`
    List(RustType),
    /// `&BTreeMap<String, T>`
    Map(RustType),
    /// `&T`
    Struct(String),
}

/// A function that judges one value.
#[derive(Debug, Clone, PartialEq)]
pub struct CheckFn {
    /// Its name.
    pub ident: String,
    /// What it takes.
    pub arg: Arg,
    /// What it judges, for its documentation.
    pub docs: Docs,
    /// What it does.
    pub steps: Vec<CheckStep>,
}

/// One step of such a function.
#[derive(Debug, Clone, PartialEq)]
pub enum CheckStep {
    /// Where the value is broken so, the rule is violated.
    Violation {
        /// The rule's static.
        rule: String,
        /// When.
        broken: Broken,
    },
    /// Judges every element of a list that is present.
    Elements(Call),
    /// Judges every value of a map that is present.
    Values(Call),
    /// Judges a field of a struct.
    Field(FieldCheck),
}

/// A call of a function that judges.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Call {
    /// The function.
    pub ident: String,
    /// The type of what is passed.
    pub ty: RustType,
}

/// How a field is judged.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldCheck {
    /// The provider's name.
    pub wire: String,
    /// The field.
    pub ident: String,
    /// The type of the value.
    pub ty: RustType,
    /// How absence is said.
    pub presence: Presence,
    /// The rule that its absence breaks.
    pub absent: Option<String>,
    /// The function that judges it where present.
    pub call: Option<Call>,
}

/// A set of characters: any that a function of the runtime knows, and some literally.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chars {
    /// Functions of the runtime.
    pub classes: Vec<&'static str>,
    /// Literal characters.
    pub literals: String,
}

/// When a value is broken. Every form is one expression over `value`.
#[derive(Debug, Clone, PartialEq)]
pub enum Broken {
    /// Whatever it is.
    Always,
    /// Fewer or more than these are counted; the flag lets an empty text pass.
    Length {
        /// The counting function of the runtime.
        count: &'static str,
        /// Fewest.
        min: Option<u64>,
        /// Most.
        max: Option<u64>,
        /// The empty text passes.
        allow_empty: bool,
    },
    /// The character at an end is another; the function of the runtime that gives it.
    Edge(&'static str, Chars),
    /// Some character is another.
    Charset(Chars),
    /// Has one of these.
    ForbidChars(Vec<char>),
    /// Begins with one of these.
    ForbidPrefix(Vec<String>),
    /// Not ASCII.
    NotAscii,
    /// Is empty.
    Empty,
    /// None of these texts.
    NotText(Vec<String>),
    /// None of these whole numbers.
    NotWhole(Vec<i64>),
    /// None of these numbers, as Rust literals.
    NotNumber(Vec<String>),
    /// A truth value, this one.
    Is(bool),
    /// A whole number in one of these gaps: both ends excluded, none is endless.
    Gaps(Vec<(Option<i64>, Option<i64>)>),
    /// A text that holds no whole number, or one in a gap.
    TextGaps(Vec<(Option<i64>, Option<i64>)>),
    /// A number out of bounds; the bounds are Rust literals, and true excludes the bound itself.
    Number {
        /// Least.
        min: Option<(String, bool)>,
        /// Greatest.
        max: Option<(String, bool)>,
    },
    /// A text that holds no number, or one out of bounds.
    TextNumber {
        /// Least.
        min: Option<(String, bool)>,
        /// Greatest.
        max: Option<(String, bool)>,
    },
    /// Not finite.
    NotFinite,
    /// A list or map with fewer or more elements.
    Items(Option<u64>, Option<u64>),
    /// A text with fewer or more pieces.
    PieceCount(String, Option<u64>, Option<u64>),
    /// Does not match; the static of the pattern.
    Pattern(String),
    /// No time of this format.
    Datetime(String),
    /// A text that is no count of seconds or milliseconds.
    UnixText,
    /// A piece of the text is broken.
    Pieces(String, Box<Broken>),
}

/// The way to a field that a rule across fields speaks of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reach {
    /// The provider's names that lead to it.
    pub wire: Vec<String>,
    /// The fields that lead to it: objects, and last the field itself.
    pub steps: Vec<ReachStep>,
}

/// One step of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReachStep {
    /// The field.
    pub ident: String,
    /// Its type.
    pub ty: RustType,
    /// How absence is said.
    pub presence: Presence,
}

/// How a field's value is matched by a condition.
#[derive(Debug, Clone, PartialEq)]
pub enum Matcher {
    /// It equals one of these texts.
    Texts(Vec<String>),
    /// It equals one of these whole numbers.
    Wholes(Vec<i64>),
    /// It equals one of these numbers, as Rust literals.
    Numbers(Vec<String>),
    /// It equals one of these truth values.
    Truths(Vec<bool>),
}

impl Matcher {
    /// Whether no value is matched, since no text that the spec names is a value of the type.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        match self {
            Matcher::Texts(texts) | Matcher::Numbers(texts) => texts.is_empty(),
            Matcher::Wholes(numbers) => numbers.is_empty(),
            Matcher::Truths(truths) => truths.is_empty(),
        }
    }
}

/// A function that judges a rule across fields.
#[derive(Debug, Clone, PartialEq)]
pub struct CrossFn {
    /// Its name.
    pub ident: String,
    /// The struct whose fields it reads.
    pub owner: String,
    /// The rule's static.
    pub rule: String,
    /// Documentation.
    pub docs: Docs,
    /// What it asks.
    pub check: CrossCheck,
}

/// What a rule across fields asks.
#[derive(Debug, Clone, PartialEq)]
pub enum CrossCheck {
    /// Present where another matches.
    RequiredIf {
        /// What must be present.
        param: Reach,
        /// What is looked at.
        when: Reach,
        /// What it must be.
        equals: Matcher,
        /// Where it is absent its default matches, and a violation is advisory.
        by_default: bool,
    },
    /// Present where another is.
    Requires {
        /// What needs another.
        param: Reach,
        /// What it needs.
        needs: Reach,
    },
    /// At most one is present.
    Exclusive(Vec<Reach>),
    /// At least one is present.
    AtLeastOne(Vec<Reach>),
    /// One is less than another.
    Compare {
        /// The lesser.
        param: Reach,
        /// The greater.
        less_than: Reach,
        /// They may be equal.
        or_equal: bool,
        /// They are times, else whole numbers.
        time: bool,
    },
}

/// Where rules across fields are judged.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Walk {
    /// The function that goes there; none: at the request itself.
    pub ident: Option<String>,
    /// Steps to take.
    pub steps: Vec<WalkStep>,
    /// The functions that judge there.
    pub rules: Vec<String>,
}

/// One step of a walk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum WalkStep {
    /// Into a field.
    Field {
        /// The provider's name.
        wire: String,
        /// The field.
        ident: String,
        /// Its type.
        ty: RustType,
        /// How absence is said.
        presence: Presence,
    },
    /// Into each element of a list.
    Elements,
    /// Into each value of a map.
    Values,
}
