//! What an operation is: a pure value that can be judged, written and read back, and the static facts about it.
//! Must not do I/O: a client takes an operation and sends it.

use crate::json::{DecodeError, Value};
use crate::response::{self, ResponseBody};
use crate::rule::RuleInfo;
use crate::violation::Violations;
use crate::wire::{self, Decoded, Field, ObjectReader, ObjectWriter, Pairs};

/// How requests are addressed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Style {
    /// The operation's name travels beside the parameters; the path is `/`.
    Rpc,
    /// The operation is a method and a path.
    Roa,
}

/// Whether an operation changes anything.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Access {
    /// It only reads.
    Read,
    /// It changes something.
    Write,
    /// The provider says it does both.
    ReadWrite,
}

/// An answer that looks like an error and is none, such as that to a passed dry run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct OutcomeInfo {
    /// HTTP status.
    pub status: u16,
    /// The code it comes with.
    pub code: &'static str,
    /// What it means; may be empty.
    pub summary: &'static str,
    /// No source gives the status; it is assumed.
    pub inferred: bool,
    /// The parameter, and those of its values, for which it is given.
    pub when: Option<(&'static str, &'static [&'static str])>,
}

impl OutcomeInfo {
    /// An outcome that a source states.
    #[must_use]
    pub const fn new(status: u16, code: &'static str) -> Self {
        OutcomeInfo {
            status,
            code,
            summary: "",
            inferred: false,
            when: None,
        }
    }

    /// Says what it means.
    #[must_use]
    pub const fn summary(mut self, words: &'static str) -> Self {
        self.summary = words;
        self
    }

    /// The status is assumed.
    #[must_use]
    pub const fn inferred(mut self) -> Self {
        self.inferred = true;
        self
    }

    /// Given when this parameter has one of these values.
    #[must_use]
    pub const fn when(mut self, parameter: &'static str, values: &'static [&'static str]) -> Self {
        self.when = Some((parameter, values));
        self
    }
}

/// One row of an operation's error table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct ErrorInfo {
    /// HTTP status.
    pub status: u16,
    /// Error code.
    pub code: &'static str,
    /// The documented message, possibly a template; may be empty.
    pub message: &'static str,
    /// What to do about it; may be empty.
    pub summary: &'static str,
}

impl ErrorInfo {
    /// A row with this key.
    #[must_use]
    pub const fn new(status: u16, code: &'static str) -> Self {
        ErrorInfo {
            status,
            code,
            message: "",
            summary: "",
        }
    }

    /// The documented message.
    #[must_use]
    pub const fn message(mut self, message: &'static str) -> Self {
        self.message = message;
        self
    }

    /// What to do about it.
    #[must_use]
    pub const fn summary(mut self, words: &'static str) -> Self {
        self.summary = words;
        self
    }
}

/// The facts about an operation. What no source states is `None` or empty.
///
/// ```
/// use acs_runtime::{OperationInfo, Style};
/// static INFO: OperationInfo = OperationInfo::new("LightLamp").product("Lamps").version("2024-01-01").style(Style::Rpc);
/// assert_eq!((INFO.name, INFO.path), ("LightLamp", None));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct OperationInfo {
    /// The provider's name.
    pub name: &'static str,
    /// Product code.
    pub product: Option<&'static str>,
    /// API version.
    pub version: Option<&'static str>,
    /// One line about it; may be empty.
    pub summary: &'static str,
    /// How requests are addressed.
    pub style: Option<Style>,
    /// `https`, `http`.
    pub schemes: &'static [&'static str],
    /// HTTP methods, the preferred one first.
    pub methods: &'static [&'static str],
    /// Path with holes in braces.
    pub path: Option<&'static str>,
    /// Whether it changes anything.
    pub access: Option<Access>,
    /// On its way out.
    pub deprecated: bool,
    /// The parameter that makes a repeated request harmless.
    pub idempotency_parameter: Option<&'static str>,
    /// Address of the documentation; may be empty.
    pub documentation: &'static str,
    /// A RAM policy statement that allows it, as JSON; may be empty.
    pub ram_policy: &'static str,
    /// Answers that look like errors and are none.
    pub outcomes: &'static [OutcomeInfo],
    /// Every rule that a violation may speak of.
    pub rules: &'static [&'static RuleInfo],
    /// The error table.
    pub errors: &'static [ErrorInfo],
}

impl OperationInfo {
    /// An operation of this name of which nothing else is known.
    #[must_use]
    pub const fn new(name: &'static str) -> Self {
        OperationInfo {
            name,
            product: None,
            version: None,
            summary: "",
            style: None,
            schemes: &[],
            methods: &[],
            path: None,
            access: None,
            deprecated: false,
            idempotency_parameter: None,
            documentation: "",
            ram_policy: "",
            outcomes: &[],
            rules: &[],
            errors: &[],
        }
    }

    /// Product code.
    #[must_use]
    pub const fn product(mut self, code: &'static str) -> Self {
        self.product = Some(code);
        self
    }

    /// API version.
    #[must_use]
    pub const fn version(mut self, version: &'static str) -> Self {
        self.version = Some(version);
        self
    }

    /// One line about it.
    #[must_use]
    pub const fn summary(mut self, words: &'static str) -> Self {
        self.summary = words;
        self
    }

    /// How requests are addressed.
    #[must_use]
    pub const fn style(mut self, style: Style) -> Self {
        self.style = Some(style);
        self
    }

    /// `https`, `http`.
    #[must_use]
    pub const fn schemes(mut self, schemes: &'static [&'static str]) -> Self {
        self.schemes = schemes;
        self
    }

    /// HTTP methods, the preferred one first.
    #[must_use]
    pub const fn methods(mut self, methods: &'static [&'static str]) -> Self {
        self.methods = methods;
        self
    }

    /// Path with holes in braces.
    #[must_use]
    pub const fn path(mut self, path: &'static str) -> Self {
        self.path = Some(path);
        self
    }

    /// Whether it changes anything.
    #[must_use]
    pub const fn access(mut self, access: Access) -> Self {
        self.access = Some(access);
        self
    }

    /// On its way out.
    #[must_use]
    pub const fn deprecated(mut self) -> Self {
        self.deprecated = true;
        self
    }

    /// The parameter that makes a repeated request harmless.
    #[must_use]
    pub const fn idempotency_parameter(mut self, name: &'static str) -> Self {
        self.idempotency_parameter = Some(name);
        self
    }

    /// Address of the documentation.
    #[must_use]
    pub const fn documentation(mut self, address: &'static str) -> Self {
        self.documentation = address;
        self
    }

    /// A RAM policy statement that allows it, as JSON.
    #[must_use]
    pub const fn ram_policy(mut self, json: &'static str) -> Self {
        self.ram_policy = json;
        self
    }

    /// Answers that look like errors and are none.
    #[must_use]
    pub const fn outcomes(mut self, outcomes: &'static [OutcomeInfo]) -> Self {
        self.outcomes = outcomes;
        self
    }

    /// Every rule that a violation may speak of.
    #[must_use]
    pub const fn rules(mut self, rules: &'static [&'static RuleInfo]) -> Self {
        self.rules = rules;
        self
    }

    /// The error table.
    #[must_use]
    pub const fn errors(mut self, errors: &'static [ErrorInfo]) -> Self {
        self.errors = errors;
        self
    }
}

/// The error codes of one operation: its table, and whatever else the service answers.
pub trait ErrorCode: Sized {
    /// The code of an answer. What the table does not list is kept.
    fn classify(status: u16, code: &str) -> Self;

    /// HTTP status.
    fn status(&self) -> u16;

    /// The service's code.
    fn code(&self) -> &str;

    /// The row of the table; `None` for a code that it does not list.
    fn info(&self) -> Option<&'static ErrorInfo>;

    /// The documented message, where there is one.
    fn message(&self) -> Option<&'static str> {
        self.info()
            .map(|info| info.message)
            .filter(|message| !message.is_empty())
    }

    /// What to do about it, where that is known.
    fn summary(&self) -> Option<&'static str> {
        self.info()
            .map(|info| info.summary)
            .filter(|summary| !summary.is_empty())
    }
}

/// A request of one operation. A pure value: judging, writing and reading it needs nothing else.
pub trait Operation: Sized {
    /// The facts about it.
    const INFO: &'static OperationInfo;
    /// The shape of its requests.
    const FIELDS: &'static [Field];
    /// Its answer.
    type Response: ResponseBody;
    /// Its error codes.
    type ErrorCode: ErrorCode;

    /// Reports every rule that the request breaks, in any order and without regard to each other. Callers want
    /// [`validate`](Self::validate).
    fn check(&self, out: &mut Violations);

    /// Reads the request's fields. Callers want [`decode`](Self::decode).
    fn read(from: &mut ObjectReader<'_>) -> Self;

    /// Writes the request's fields. Callers want [`encode`](Self::encode).
    fn write(&self, to: &mut ObjectWriter<'_>);

    /// All that is wrong with the request; empty: it is valid. Allocates nothing then.
    fn validate(&self) -> Violations {
        let mut out = Violations::new();
        self.check(&mut out);
        out.settle();
        out
    }

    /// The request as pairs. What is absent is not among them; defaults are never sent.
    fn encode(&self) -> Pairs {
        wire::encode(self)
    }

    /// Reads a request from pairs, whatever they are: with all that is wrong with them.
    fn decode(pairs: &Pairs) -> Decoded<Self> {
        wire::decode(pairs)
    }

    /// Reads an answer. Missing, unknown and odd fields are no error.
    ///
    /// # Errors
    ///
    /// When the body is no JSON object.
    fn decode_response(body: &[u8]) -> Result<Self::Response, DecodeError> {
        response::fields(body).map(Self::Response::from_fields)
    }

    /// The code of an error answer.
    fn classify(status: u16, code: &str) -> Self::ErrorCode {
        Self::ErrorCode::classify(status, code)
    }

    /// The value that makes a repeated request harmless, where the operation has such a parameter and it is set.
    fn idempotency_token(&self) -> Option<&str> {
        None
    }

    /// Sets that value; `false` where the operation has no such parameter.
    fn set_idempotency_token(&mut self, token: String) -> bool {
        let _ = token;
        false
    }
}

/// An operation by name, for programs that drive any generated crate: a conformance suite, a command line.
///
/// Generated crates list theirs as `OPERATIONS`.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct OperationEntry {
    /// The facts about it.
    pub info: &'static OperationInfo,
    /// The shape of its requests.
    pub fields: &'static [Field],
    /// All that is wrong with pairs.
    pub check: fn(&Pairs) -> Violations,
    /// Reads pairs and writes them again; `None` where they make no request.
    pub reencode: fn(&Pairs) -> Option<Pairs>,
    /// All that is wrong with the request that pairs make, judged as a typed value; `None` where they make none.
    pub validate: fn(&Pairs) -> Option<Violations>,
    /// Reads an answer and gives it back, with every field that the type has and every other one.
    pub respond: fn(&[u8]) -> Result<Value, DecodeError>,
    /// The row of the error table for an answer.
    pub classify: fn(u16, &str) -> Option<&'static ErrorInfo>,
}

impl OperationEntry {
    /// The entry of an operation.
    #[must_use]
    pub const fn of<T: Operation>() -> Self {
        OperationEntry {
            info: T::INFO,
            fields: T::FIELDS,
            check: |pairs| T::decode(pairs).violations,
            reencode: |pairs| T::decode(pairs).value.map(|value| value.encode()),
            validate: |pairs| T::decode(pairs).value.map(|value| value.validate()),
            respond: |body| T::decode_response(body).map(|body| Value::Object(body.into_fields())),
            classify: |status, code| T::classify(status, code).info(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Code(ErrorInfo);

    impl ErrorCode for Code {
        fn classify(_: u16, _: &str) -> Self {
            Code(ErrorInfo::new(400, "X"))
        }

        fn status(&self) -> u16 {
            self.0.status
        }

        fn code(&self) -> &str {
            self.0.code
        }

        fn info(&self) -> Option<&'static ErrorInfo> {
            static BARE: ErrorInfo = ErrorInfo::new(400, "X");
            Some(&BARE)
        }
    }

    #[test]
    fn what_a_row_does_not_say_is_absent() {
        let code = Code::classify(400, "X");
        assert_eq!((code.status(), code.code()), (400, "X"));
        assert_eq!((code.message(), code.summary()), (None, None));
    }

    #[test]
    fn an_operation_of_which_nothing_is_known_states_nothing() {
        const BARE: OperationInfo = OperationInfo::new("X");
        assert_eq!(
            (BARE.product, BARE.style, BARE.access, BARE.path),
            (None, None, None, None)
        );
        assert!(BARE.methods.is_empty() && BARE.errors.is_empty() && !BARE.deprecated);
        const FULL: OperationInfo = BARE
            .deprecated()
            .idempotency_parameter("Token")
            .access(Access::Read);
        assert_eq!(
            (FULL.idempotency_parameter, FULL.access, FULL.deprecated),
            (Some("Token"), Some(Access::Read), true)
        );
    }
}
