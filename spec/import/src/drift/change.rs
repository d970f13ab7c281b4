//! One change, and what it does to callers: plain data that every format of a report is made of.

use std::collections::BTreeSet;
use std::fmt;

/// What a change does to those who call the generated crate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Effect {
    /// Only words change: no program can tell, but for those that read documentation.
    Text,
    /// Programs compile and run as before.
    Compatible,
    /// Programs compile, and what they did is refused now, or does something else.
    RunTime,
    /// Some program that compiled does not any more.
    CompileTime,
}

impl Effect {
    /// All of them, the worst first.
    pub const ALL: [Effect; 4] = [
        Effect::CompileTime,
        Effect::RunTime,
        Effect::Compatible,
        Effect::Text,
    ];

    /// In words.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Effect::Text => "text only",
            Effect::Compatible => "compatible",
            Effect::RunTime => "breaks at run time",
            Effect::CompileTime => "breaks at compile time",
        }
    }

    /// Whether callers must do something.
    #[must_use]
    pub fn is_breaking(self) -> bool {
        matches!(self, Effect::RunTime | Effect::CompileTime)
    }
}

impl fmt::Display for Effect {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.words())
    }
}

/// The step of the crate's version that a change asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Step {
    /// None: nothing that is emitted changes but fingerprints.
    None,
    /// A patch.
    Patch,
    /// A minor one.
    Minor,
    /// A major one.
    Major,
}

impl Step {
    /// In a word.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Step::None => "none",
            Step::Patch => "patch",
            Step::Minor => "minor",
            Step::Major => "major",
        }
    }
}

impl fmt::Display for Step {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}

/// What an evaluator says of a change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Judgement {
    /// What it does to callers.
    pub effect: Effect,
    /// The step of the version.
    pub step: Step,
    /// Why, in a line.
    pub why: String,
}

macro_rules! kinds {
    ($($(#[$doc:meta])+ $name:ident = $word:literal,)*) => {
        /// The kinds of change. Each has an evaluator of its own in [`super::judge`].
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Kind { $($(#[$doc])+ $name,)* }

        impl Kind {
            /// Every kind.
            pub const ALL: &'static [Kind] = &[$(Kind::$name,)*];

            /// Its name in reports. Stable.
            #[must_use]
            pub fn word(self) -> &'static str {
                match self { $(Kind::$name => $word,)* }
            }
        }
    };
}

kinds! {
    /// An operation is new.
    OperationAdded = "operation-added",
    /// An operation is gone.
    OperationRemoved = "operation-removed",
    /// Something is on its way out, or not any more.
    DeprecationChanged = "deprecation-changed",
    /// Other operations are named as substitutes.
    SubstitutesChanged = "substitutes-changed",
    /// RPC or ROA.
    StyleChanged = "style-changed",
    /// HTTP methods.
    MethodsChanged = "methods-changed",
    /// `https`, `http`.
    SchemesChanged = "schemes-changed",
    /// The path.
    PathChanged = "path-changed",
    /// Media types of request or answer.
    MediaTypesChanged = "media-types-changed",
    /// Ways to authenticate.
    SecurityChanged = "security-changed",
    /// Reads or writes.
    AccessChanged = "access-changed",
    /// Which parameter makes a repeated request harmless.
    IdempotencyChanged = "idempotency-changed",
    /// A request parameter, or a field of one, is new.
    ParameterAdded = "parameter-added",
    /// A request parameter, or a field of one, is gone.
    ParameterRemoved = "parameter-removed",
    /// It must be given now.
    NowRequired = "now-required",
    /// It need not be given any more.
    NowOptional = "now-optional",
    /// The type of a value.
    TypeChanged = "type-changed",
    /// The provider's word for the form of a text.
    FormatChanged = "format-changed",
    /// Where a parameter travels.
    LocationChanged = "location-changed",
    /// How a list or object becomes text.
    ParameterStyleChanged = "parameter-style-changed",
    /// What is said of empty values.
    EmptyValueChanged = "empty-value-changed",
    /// What the service assumes when absent.
    DefaultChanged = "default-changed",
    /// The unit of a number.
    UnitChanged = "unit-changed",
    /// An example.
    ExampleChanged = "example-changed",
    /// Values are new among those listed.
    ValuesAdded = "values-added",
    /// Values are gone from those listed.
    ValuesRemoved = "values-removed",
    /// A constraint is new.
    ConstraintAdded = "constraint-added",
    /// A constraint is gone.
    ConstraintRemoved = "constraint-removed",
    /// A constraint allows less.
    ConstraintTightened = "constraint-tightened",
    /// A constraint allows more.
    ConstraintLoosened = "constraint-loosened",
    /// A constraint allows something else.
    ConstraintChanged = "constraint-changed",
    /// A constraint or rule holds more firmly, or less.
    TierChanged = "tier-changed",
    /// The error that answers a broken constraint.
    WireErrorChanged = "wire-error-changed",
    /// A rule across parameters is new.
    RuleAdded = "rule-added",
    /// A rule across parameters is gone.
    RuleRemoved = "rule-removed",
    /// A rule across parameters asks more.
    RuleTightened = "rule-tightened",
    /// A rule across parameters asks less.
    RuleLoosened = "rule-loosened",
    /// A rule across parameters asks something else.
    RuleChanged = "rule-changed",
    /// An answer that looks like an error is new, gone or different.
    OutcomeChanged = "outcome-changed",
    /// An answer of another status is described.
    ResponseAdded = "response-added",
    /// An answer of some status is not described any more.
    ResponseRemoved = "response-removed",
    /// A field of an answer is new.
    ResponseFieldAdded = "response-field-added",
    /// A field of an answer is gone.
    ResponseFieldRemoved = "response-field-removed",
    /// A documented answer.
    ResponseExampleChanged = "response-example-changed",
    /// A row of the error table is new.
    ErrorAdded = "error-added",
    /// A row of the error table is gone.
    ErrorRemoved = "error-removed",
    /// The message of an error.
    ErrorMessageChanged = "error-message-changed",
    /// A caller must be allowed to do more.
    AuthorizationAdded = "authorization-added",
    /// A caller need not be allowed to do something any more.
    AuthorizationRemoved = "authorization-removed",
    /// Level, resources or conditions of an authorization.
    AuthorizationChanged = "authorization-changed",
    /// A schema that operations share is new.
    SchemaAdded = "schema-added",
    /// A schema that operations share is gone.
    SchemaRemoved = "schema-removed",
    /// A region has a host now.
    EndpointAdded = "endpoint-added",
    /// A region has no host any more.
    EndpointRemoved = "endpoint-removed",
    /// A region's host.
    EndpointChanged = "endpoint-changed",
    /// A fact of the provider's metadata that has no meaning here.
    MetadataChanged = "metadata-changed",
    /// The words of a row, and nothing that is read from them.
    RowReworded = "row-reworded",
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}

/// One change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// What kind.
    pub kind: Kind,
    /// The operation; empty: of the product version as a whole.
    pub operation: String,
    /// What it is about: `Tag[].Key`, `response.OrderId`, `400 InvalidRegion.Format`; empty: the operation itself.
    pub place: String,
    /// JSON pointer to it in what was before, or to what would hold it.
    pub pointer: String,
    /// What was there: a fact, never the provider's prose.
    pub before: Option<String>,
    /// What is there now.
    pub after: Option<String>,
    /// What it does.
    pub judgement: Judgement,
    /// Something that a person should look at, such as a likely new name.
    pub note: Option<String>,
    /// Rows whose new wording this change accounts for.
    pub(super) rows: BTreeSet<String>,
    /// It was read from words, not from structure.
    pub(super) worded: bool,
}

/// All that changed, and what could not be told.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Drift {
    /// In a fixed order: the product version, then the operations by name, each in the order of its specification.
    pub changes: Vec<Change>,
    /// What was not compared, and why.
    pub remarks: Vec<String>,
}

impl Drift {
    /// The worst effect of any change.
    #[must_use]
    pub fn effect(&self) -> Option<Effect> {
        self.changes
            .iter()
            .map(|change| change.judgement.effect)
            .max()
    }

    /// The greatest step that any change asks for.
    #[must_use]
    pub fn step(&self) -> Step {
        let steps = self.changes.iter().map(|change| change.judgement.step);
        steps.max().unwrap_or(Step::None)
    }
}
