//! What lowering decides: everything about the Rust that comes out, so that emitting has nothing left to decide.
//!
//! Names are final identifiers, texts are final texts, and every check has its literals. Nothing here refers to a spec.

use crate::settings::Runtime;

/// Lines of documentation, in Markdown; an empty line parts paragraphs.
pub type Docs = Vec<String>;

/// A crate.
#[derive(Debug, Clone, PartialEq)]
pub struct RustCrate {
    /// Name of the package.
    pub name: String,
    /// Its version.
    pub version: String,
    /// Its licence.
    pub license: Option<String>,
    /// Where the runtime is.
    pub runtime: Runtime,
    /// It is a workspace of its own.
    pub own_workspace: bool,
    /// It has a feature `serde`.
    pub serde: bool,
    /// It judges patterns, for which the runtime has a feature.
    pub pattern: bool,
    /// One line that says what it is.
    pub summary: String,
    /// Operations, sorted by module.
    pub operations: Vec<RustOperation>,
}

/// One operation, which becomes one module.
#[derive(Debug, Clone, PartialEq)]
pub struct RustOperation {
    /// The provider's name.
    pub wire: String,
    /// The module.
    pub module: String,
    /// The spec file, as headers name it.
    pub file: String,
    /// Its sha256.
    pub sha256: String,
    /// Documentation of the module.
    pub docs: Docs,
    /// The request type and the types of its parts; the request is first.
    pub structs: Vec<RustStruct>,
    /// The enums of the request and of the response.
    pub enums: Vec<RustEnum>,
    /// What the runtime knows of parameters: the request's first.
    pub shapes: Vec<ShapeStatic>,
    /// The rules.
    pub rules: Vec<RuleStatic>,
    /// Patterns that are compiled once.
    pub patterns: Vec<(String, String)>,
    /// The functions that judge.
    pub checks: Vec<CheckFn>,
    /// The rules across fields, one function each.
    pub cross: Vec<CrossFn>,
    /// Where these are judged.
    pub walks: Vec<Walk>,
    /// The response type and the types of its parts; the response is first.
    pub response: Vec<ResponseStruct>,
    /// The error codes.
    pub errors: Vec<ErrorVariant>,
    /// Facts about the operation.
    pub info: Info,
}

/// The type of a value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RustType {
    /// `String`
    Text,
    /// `i32`
    I32,
    /// `i64`
    I64,
    /// `f32`
    F32,
    /// `f64`
    F64,
    /// `bool`
    Bool,
    /// An open enum.
    Enum(String),
    /// A struct, in a box where it holds itself.
    Struct {
        /// Its name.
        ident: String,
        /// It is in a box.
        boxed: bool,
    },
    /// `Vec`
    List(Box<RustType>),
    /// `BTreeMap<String, _>`
    Map(Box<RustType>),
    /// The runtime's `Value`: anything. Responses only.
    Value,
}

/// How a field says that it is absent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Presence {
    /// It cannot be: the plain type.
    Required,
    /// `Option`
    Optional,
    /// An empty list or map is absent; `true`: the constructor asks for it all the same.
    Collection(bool),
}

/// One field of a request struct.
#[derive(Debug, Clone, PartialEq)]
pub struct RustField {
    /// The provider's name.
    pub wire: String,
    /// The field.
    pub ident: String,
    /// Its setter.
    pub setter: String,
    /// The type of the value.
    pub ty: RustType,
    /// How absence is said.
    pub presence: Presence,
    /// Documentation.
    pub docs: Docs,
    /// Never shown.
    pub sensitive: bool,
    /// The static of its `type` rule.
    pub type_rule: String,
    /// The static of its documented `required` rule.
    pub required_rule: Option<String>,
}

impl RustField {
    /// Whether the constructor asks for it.
    #[must_use]
    pub fn is_asked(&self) -> bool {
        matches!(
            self.presence,
            Presence::Required | Presence::Collection(true)
        )
    }
}

/// A struct of a request.
#[derive(Debug, Clone, PartialEq)]
pub struct RustStruct {
    /// Its name.
    pub ident: String,
    /// The struct of what its constructor asks for, if anything.
    pub required: Option<String>,
    /// Documentation.
    pub docs: Docs,
    /// Fields in the spec's order.
    pub fields: Vec<RustField>,
    /// The static that describes it on the wire.
    pub shape: String,
}

impl RustStruct {
    /// Whether some field must not be shown.
    #[must_use]
    pub fn is_masked(&self) -> bool {
        self.fields.iter().any(|field| field.sensitive)
    }

    /// Whether it is present whatever its fields hold, since one of them cannot be absent.
    #[must_use]
    pub fn is_always_present(&self) -> bool {
        self.fields.iter().any(|field| {
            field.presence == Presence::Required && !matches!(field.ty, RustType::Struct { .. })
        })
    }
}

/// An open enum.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RustEnum {
    /// Its name.
    pub ident: String,
    /// Documentation.
    pub docs: Docs,
    /// Known values, in the spec's order.
    pub variants: Vec<RustVariant>,
    /// Requests send it, so it is read from and written to the wire.
    pub in_request: bool,
    /// Responses hold it.
    pub in_response: bool,
}

/// A known value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RustVariant {
    /// The variant.
    pub ident: String,
    /// The text on the wire.
    pub text: String,
    /// Documentation.
    pub docs: Docs,
}

/// A table of fields, from which the runtime matches pairs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShapeStatic {
    /// The static.
    pub ident: String,
    /// Its fields.
    pub fields: Vec<ShapeField>,
}

/// One row of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShapeField {
    /// The provider's name.
    pub wire: String,
    /// How its value is parted into pairs.
    pub shape: WireShape,
    /// Never shown.
    pub sensitive: bool,
    /// Where it travels, if not in the query.
    pub location: Option<&'static str>,
}

/// How a value is parted into pairs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum WireShape {
    /// One pair.
    Scalar,
    /// One pair; within JSON text a value of any form.
    Any,
    /// `Name.N…`
    List(Box<WireShape>),
    /// `Name.Key…`
    Map(Box<WireShape>),
    /// `Name.Field…`; the static of its fields.
    Object(String),
    /// One pair with JSON text of this shape.
    Json(Box<WireShape>),
    /// One pair with elements joined by commas.
    Simple,
}

/// A rule's static.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RuleStatic {
    /// The static.
    pub ident: String,
    /// The public id.
    pub id: String,
    /// The kind.
    pub kind: &'static str,
    /// Documented, else advisory.
    pub documented: bool,
    /// What is allowed, in words.
    pub allowed: String,
    /// Status, code, and whether that is inferred.
    pub error: Option<(u16, String, bool)>,
    /// Where a reader finds it; empty where nothing says.
    pub documentation: String,
    /// Values are never shown.
    pub sensitive: bool,
    /// Names that lead to the list or object within which it is judged.
    pub within: Vec<String>,
    /// Fields that a rule across fields speaks of.
    pub reads: Vec<Vec<String>>,
    /// The looser rule.
    pub narrows: Option<String>,
    /// Where it stands in the spec.
    pub pointer: String,
}

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

/// A struct of a response.
#[derive(Debug, Clone, PartialEq)]
pub struct ResponseStruct {
    /// Its name.
    pub ident: String,
    /// Documentation.
    pub docs: Docs,
    /// Fields in the spec's order.
    pub fields: Vec<ResponseField>,
    /// The field that keeps what is not described.
    pub rest: String,
    /// Documentation of that field.
    pub rest_docs: Docs,
}

/// One field of it.
#[derive(Debug, Clone, PartialEq)]
pub struct ResponseField {
    /// The provider's name.
    pub wire: String,
    /// The field.
    pub ident: String,
    /// The type of its value.
    pub ty: RustType,
    /// Documentation.
    pub docs: Docs,
    /// Never shown.
    pub sensitive: bool,
}

/// One error code under one status.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ErrorVariant {
    /// The variant.
    pub ident: String,
    /// HTTP status.
    pub status: u16,
    /// The code.
    pub code: String,
    /// Rows of the table with this key: message and summary.
    pub rows: Vec<(Option<String>, Option<String>)>,
    /// Documentation.
    pub docs: Docs,
}

/// Facts about an operation; absent ones are `None` or empty.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Info {
    /// Product code.
    pub product: Option<String>,
    /// API version.
    pub version: Option<String>,
    /// `Rpc` or `Roa`.
    pub style: Option<&'static str>,
    /// HTTP methods.
    pub methods: Vec<String>,
    /// Path.
    pub path: Option<String>,
    /// Schemes.
    pub schemes: Vec<String>,
    /// `Read`, `Write` or `ReadWrite`.
    pub access: Option<&'static str>,
    /// On its way out.
    pub deprecated: bool,
    /// The parameter that makes it idempotent: wire name, field, whether it cannot be absent.
    pub idempotency: Option<(String, String, bool)>,
    /// Where a reader finds it.
    pub documentation: String,
    /// One line.
    pub summary: String,
    /// Answers that look like errors.
    pub outcomes: Vec<OutcomeInfo>,
    /// The RAM policy.
    pub ram_policy: Option<String>,
}

/// An answer that looks like an error.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OutcomeInfo {
    /// HTTP status.
    pub status: u16,
    /// The code.
    pub code: String,
    /// What it means.
    pub summary: String,
    /// No source gives the status.
    pub inferred: bool,
    /// The parameter and its values.
    pub when: Option<(String, Vec<String>)>,
}
