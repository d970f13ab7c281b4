//! What lowering decides: everything about the Rust that comes out, so that emitting has nothing left to decide.
//!
//! Names are final identifiers, texts are final texts, and every check has its literals. Nothing here refers to a spec.

use crate::settings::Runtime;

pub use super::judged::{
    Arg, Broken, Call, Chars, CheckFn, CheckStep, CrossCheck, CrossFn, FieldCheck, Matcher, Reach,
    ReachStep, Walk, WalkStep,
};

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
    /// What emitted code calls it.
    pub runtime_crate: String,
    /// It is a workspace of its own.
    pub own_workspace: bool,
    /// It has a feature `serde`.
    pub serde: bool,
    /// Its clients, if it has any.
    pub client: Option<RustClient>,
    /// It judges patterns, for which the runtime has a feature.
    pub pattern: bool,
    /// One line that says what it is.
    pub summary: String,
    /// Operations, sorted by module.
    pub operations: Vec<RustOperation>,
    /// Where the spec speaks of it, as documentation says it; empty where documentation is not wanted.
    pub place: String,
}

/// The clients of a crate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RustClient {
    /// What they call themselves: the crate's name and version.
    pub name: String,
    /// The variant of the runtime's policy that they begin with, if it is not the runtime's own default.
    pub policy: Option<&'static str>,
    /// Where the service answers.
    pub endpoints: RustEndpoints,
    /// A program that sends a request, as lines of Rust: for an emitted crate, not for another's.
    pub example: Docs,
}

/// Where a service answers.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct RustEndpoints {
    /// The service's file and its sha256, if there is one.
    pub from: Option<(String, String)>,
    /// The rule for hosts.
    pub rule: Option<String>,
    /// The rule within a VPC.
    pub vpc_rule: Option<String>,
    /// Regions, sorted: name, host, host within a VPC.
    pub regions: Vec<(String, Option<String>, Option<String>)>,
}

/// One operation, which becomes one module.
#[derive(Debug, Clone, PartialEq)]
pub struct RustOperation {
    /// The provider's name.
    pub wire: String,
    /// The method of clients that sends it.
    pub method: String,
    /// Documentation of that method.
    pub method_docs: Docs,
    /// The module.
    pub module: String,
    /// The spec file, as headers name it.
    pub file: String,
    /// Its sha256.
    pub sha256: String,
    /// Documentation of the module.
    pub docs: Docs,
    /// Where the spec speaks of it, as documentation says it; empty where documentation is not wanted.
    pub place: String,
    /// The same of its error table.
    pub errors_place: String,
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
    /// Where the spec speaks of it, as documentation says it; empty where documentation is not wanted.
    pub place: String,
    /// A value on the wire, as the documentation shows one.
    pub example: Option<String>,
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
    /// Where the spec speaks of it, as documentation says it; empty where documentation is not wanted.
    pub place: String,
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
    /// Where the spec speaks of it, as documentation says it; empty where documentation is not wanted.
    pub place: String,
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
    /// Where the spec has it, in words.
    pub place: String,
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
    /// An answer is no object but one value: the response keeps it in a field of its own.
    pub is_whole_body: bool,
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
