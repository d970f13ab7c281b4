//! The cases: an edit of the toy operation, what it is judged to do, and a caller that shows it.

use answers::answers;
use limits::limits;

use acs_import::drift::{Effect, Kind};
use acs_spec::constraint::{Check, Fixed, IntRange, Items, Length, LengthUnit, OneOf, WireError};
use acs_spec::operation::{
    Access, Authorization, ErrorRow, Location, Outcome, ParamStyle, Response, Style,
};
use acs_spec::source::{Evidence, Statement};
use acs_spec::{Constraint, Field, Operation, Parameter, RuleCheck, Schema, Stated, Tier, Type};

pub const SERVICE: &str = r#"{
  "format": "acs-service/1",
  "product": "Toy",
  "version": "2020-01-01",
  "crate_name": "acs-toy",
  "common": {"style": "RPC", "schemes": ["https"], "methods": ["POST"], "path": "/", "location": "query"},
  "endpoints": {"regions": []},
  "common_errors": []
}"#;

pub const BASE: &str = r#"{
  "format": "acs-operation/1",
  "name": "Base",
  "product": "Toy",
  "version": "2020-01-01",
  "summary": "Does it.",
  "style": "RPC",
  "schemes": ["https"],
  "methods": ["POST"],
  "path": "/",
  "access": "write",
  "authorization": [{"action": "toy:Do", "access_level": "write", "resources": [{"type": "Toy", "arn": "acs:toy:*:*:toy/a", "required": true}]}],
  "parameters": [
    {"name": "Name", "location": "query", "required": true, "allow_empty": false, "schema": {"type": "string", "example": "x", "constraints": [
      {"id": "Name.length", "tier": "documented", "check": {"kind": "length", "min": 2, "max": 8, "unit": "chars"}, "wire_error": {"status": 400, "code": "Fog"}, "evidence": [{"source": "page", "row": "request/Name", "stated": "rule"}]}]}},
    {"name": "Colour", "location": "query", "required": false, "schema": {"type": "string", "default": "red", "constraints": [
      {"id": "Colour.one_of", "tier": "documented", "check": {"kind": "one_of", "values": ["red", "green"]}, "evidence": [{"source": "page", "row": "request/Colour", "stated": "rule"}]}]}},
    {"name": "Count", "location": "query", "required": false, "schema": {"type": "int32", "unit": "months", "constraints": [
      {"id": "Count.int_range", "tier": "documented", "check": {"kind": "int_range", "min": 1, "max": 9}, "evidence": [{"source": "page", "row": "request/Count", "stated": "rule"}]}]}},
    {"name": "Plain", "location": "query", "required": false, "schema": {"type": "string", "format": "word"}},
    {"name": "Sort", "location": "query", "required": false, "schema": {"type": "string", "values": [{"value": "up"}, {"value": "down"}]}},
    {"name": "Tags", "location": "query", "style": "repeat_list", "required": false, "schema": {"type": "array", "items": {"type": "object", "fields": [{"name": "Key", "required": false, "schema": {"type": "string"}}]}, "constraints": [
      {"id": "Tags.items", "tier": "documented", "check": {"kind": "items", "max": 3}, "evidence": [{"source": "page", "row": "request/Tags", "stated": "rule"}]}]}}
  ],
  "rules": [
    {"id": "Count.required_if", "tier": "documented", "check": {"kind": "required_if", "param": "Count", "when": {"param": "Colour", "equals": ["red"]}}, "evidence": [{"source": "page", "row": "request/Count", "stated": "rule"}]}
  ],
  "responses": [{"status": "200", "schema": {"type": "object", "fields": [
    {"name": "Id", "required": false, "schema": {"type": "string"}},
    {"name": "Size", "required": false, "schema": {"type": "int32"}},
    {"name": "State", "required": false, "schema": {"type": "string", "values": [{"value": "lit"}, {"value": "dark"}]}}
  ]}}],
  "errors": [{"status": 400, "code": "Fog", "message": "thick"}, {"status": 400, "code": "Mist", "message": "thin"}],
  "sources": [{"id": "page", "kind": "page", "document": "page", "date": "unstated"}]
}"#;

/// One case.
pub struct Case {
    /// The module of its operation.
    pub module: &'static str,
    /// The kind of its change.
    pub kind: Kind,
    /// What it is judged to do.
    pub effect: Effect,
    /// Makes the toy ready.
    pub prepare: Option<fn(&mut Operation)>,
    /// The change; false: the operation is gone.
    pub edit: fn(&mut Operation) -> bool,
    /// Statements of the caller; `OP` is the operation, `NEW` one with what is required.
    pub body: &'static str,
    /// A question to a program, with the answer before and after.
    pub run: Option<(&'static str, bool, bool)>,
}

impl Case {
    /// The operation's name: the module's in capitals.
    pub fn name(&self) -> String {
        let word = |word: &str| word[..1].to_uppercase() + &word[1..];
        self.module.split('_').map(word).collect()
    }

    /// A text of the caller with names filled in.
    pub fn filled(&self, text: &str) -> String {
        let new = format!(
            "{}::new(Required {{ name: String::from(\"abc\") }})",
            self.name()
        );
        text.replace("NEW", &new).replace("OP", &self.name())
    }

    /// The whole caller.
    pub fn caller(&self) -> String {
        format!(
            "//! A caller.\n#[allow(unused_imports)]\nuse acs_toy::{}::*;\nfn main() {{ {} }}\n",
            self.module,
            self.filled(self.body)
        )
    }
}

const SET: &str = "let r = NEW.with_colour(\"green\").with_count(3).with_plain(\"p\").with_sort(\"up\").with_tags(vec![Tags::new().with_key(\"k\")]); \
    let _: &str = &r.name; let _: Option<String> = r.plain; let _: Option<i32> = r.count;";
const VALID: &str = "NEW.validate().documented().next().is_none()";

fn schema<'o>(operation: &'o mut Operation, name: &str) -> &'o mut Schema {
    &mut parameter(operation, name).schema
}

fn parameter<'o>(operation: &'o mut Operation, name: &str) -> &'o mut Parameter {
    operation
        .parameters
        .iter_mut()
        .find(|one| one.name == name)
        .unwrap()
}

fn new_parameter(name: &str, required: bool) -> Parameter {
    Parameter {
        name: name.to_owned(),
        rust_name: None,
        location: Stated::Stated(Location::Query),
        style: None,
        required: Stated::Stated(required),
        required_by: Vec::new(),
        allow_empty: None,
        schema: Schema::of(Type::String),
    }
}

fn new_field(name: &str) -> Field {
    Field {
        name: name.to_owned(),
        rust_name: None,
        required: Stated::Stated(false),
        required_by: Vec::new(),
        schema: Schema::of(Type::String),
    }
}

fn constraint(id: &str, tier: Tier, check: Check) -> Constraint {
    Constraint {
        id: id.to_owned(),
        tier,
        check,
        pieces: None,
        narrows: None,
        wire_error: None,
        evidence: vec![Evidence {
            source: "page".to_owned(),
            row: "request/X".to_owned(),
            reading: None,
            stated: Statement::Rule,
        }],
    }
}

fn length(min: u64, max: u64) -> Check {
    Check::Length(Length {
        min: Some(min),
        max: Some(max),
        unit: LengthUnit::Chars,
        allow_empty: false,
    })
}

fn range(min: i64, max: i64) -> Check {
    Check::IntRange(IntRange {
        min: Some(min),
        max: Some(max),
    })
}

fn one_of(values: &[&str]) -> Check {
    Check::OneOf(OneOf {
        values: values.iter().map(|value| (*value).to_owned()).collect(),
    })
}

fn error(status: u16, code: &str) -> ErrorRow {
    ErrorRow {
        status,
        code: code.to_owned(),
        message: Some("m".to_owned()),
        summary: None,
        cut: None,
        candidates: Vec::new(),
        prose: None,
        vendor: Default::default(),
    }
}

fn body(operation: &mut Operation) -> &mut Vec<Field> {
    let Stated::Stated(responses) = &mut operation.responses else {
        panic!()
    };
    &mut responses[0].schema.as_mut().unwrap().fields
}

fn answer(status: &str) -> Response {
    let mut schema = Schema::of(Type::Object);
    schema.fields = vec![new_field("Why")];
    Response {
        status: Stated::Stated(status.to_owned()),
        schema: Some(schema),
        headers: Vec::new(),
        vendor: Default::default(),
    }
}

macro_rules! case {
    ($module:literal, $kind:ident, $effect:ident, $edit:expr, $body:expr $(, run: $run:expr)? $(, prepare: $prepare:expr)?) => {{
        #[allow(unused_mut, unused_assignments)]
        let mut run = None;
        $(run = Some($run);)?
        #[allow(unused_mut, unused_assignments)]
        let mut prepare: Option<fn(&mut Operation)> = None;
        $(prepare = Some($prepare);)?
        Case {
            module: $module,
            kind: Kind::$kind,
            effect: Effect::$effect,
            prepare,
            edit: |operation: &mut Operation| {
                let edit: fn(&mut Operation) = $edit;
                edit(operation);
                !operation.name.is_empty()
            },
            body: $body,
            run,
        }
    }};
}

mod answers;
mod limits;

/// All cases.
pub fn cases() -> Vec<Case> {
    let mut out = whole();
    out.extend(fields());
    out.extend(limits());
    out.extend(answers());
    out
}

const METHODS: &str =
    "<OP as acs_toy::acs_runtime::Operation>::INFO.methods.first() == Some(&\"POST\")";

fn whole() -> Vec<Case> {
    vec![
        case!(
            "gone",
            OperationRemoved,
            CompileTime,
            |o| o.name.clear(),
            SET
        ),
        Case {
            edit: |_| true,
            ..case!("arrived", OperationAdded, Compatible, |_| (), SET)
        },
        case!("deprecated", DeprecationChanged, Text, |o| o.deprecated = true, SET, run: (VALID, true, true)),
        case!("styled", StyleChanged, Compatible, |o| o.style = Stated::Stated(Style::Roa), SET, run: (VALID, true, true)),
        case!("methods", MethodsChanged, Compatible, |o| o.methods = Stated::Stated(vec!["GET".into()]), SET, run: (METHODS, true, false)),
        case!(
            "schemes",
            SchemesChanged,
            Compatible,
            |o| o.schemes = Stated::Stated(vec!["https".into(), "http".into()]),
            SET
        ),
        case!(
            "path",
            PathChanged,
            Compatible,
            |o| o.path = Stated::Stated("/v2".into()),
            SET
        ),
        case!(
            "access",
            AccessChanged,
            Compatible,
            |o| o.access = Stated::Stated(Access::ReadWrite),
            SET
        ),
        case!("token", IdempotencyChanged, Compatible, |o| o.idempotency_parameter = Some("Plain".into()), SET,
            run: ("acs_toy::acs_runtime::Operation::set_idempotency_token(&mut NEW, String::new())", false, true),
            prepare: |o| { o.prose.insert("summary".into(), String::new()); }),
    ]
}

fn fields() -> Vec<Case> {
    vec![
        case!("extra", ParameterAdded, Compatible, |o| o.parameters.push(new_parameter("More", false)), SET, run: (VALID, true, true)),
        case!(
            "extra_required",
            ParameterAdded,
            CompileTime,
            |o| o.parameters.push(new_parameter("More", true)),
            SET
        ),
        case!("extra_demanded", ParameterAdded, RunTime, |o| {
            o.parameters.push(new_parameter("More", false));
            let mut rule = o.rules[0].clone();
            rule.id = "More.required_if".into();
            if let RuleCheck::RequiredIf(check) = &mut rule.check {
                check.param = "More".into();
                check.when.equals = vec!["green".into()];
            }
            o.rules.push(rule);
        }, SET, run: ("NEW.with_colour(\"green\").validate().documented().next().is_none()", true, false)),
        case!(
            "inner",
            ParameterAdded,
            Compatible,
            |o| {
                let items = schema(o, "Tags").items.as_mut().unwrap();
                items.fields.push(new_field("Value"));
            },
            SET
        ),
        case!("first_inner", ParameterAdded, CompileTime, |o| schema(o, "Plain").fields.push(new_field("Value")),
            "let r = NEW; let _ = r.plain.get(\"k\");",
            prepare: |o| *schema(o, "Plain") = Schema::of(Type::Object)),
        case!(
            "dropped",
            ParameterRemoved,
            CompileTime,
            |o| o.parameters.retain(|p| p.name != "Plain"),
            SET
        ),
        case!(
            "must",
            NowRequired,
            CompileTime,
            |o| parameter(o, "Plain").required = Stated::Stated(true),
            SET
        ),
        case!(
            "may",
            NowOptional,
            CompileTime,
            |o| parameter(o, "Name").required = Stated::Stated(false),
            SET
        ),
        case!(
            "must_list",
            NowRequired,
            CompileTime,
            |o| parameter(o, "Tags").required = Stated::Stated(true),
            SET
        ),
        case!(
            "typed",
            TypeChanged,
            CompileTime,
            |o| schema(o, "Plain").r#type = Type::Boolean,
            SET
        ),
        case!(
            "wider",
            TypeChanged,
            CompileTime,
            |o| schema(o, "Count").r#type = Type::Int64,
            SET
        ),
        case!(
            "typed_alike",
            TypeChanged,
            Compatible,
            |o| schema(o, "Plain").r#type = Type::Json,
            SET
        ),
        case!("form", FormatChanged, Text, |o| schema(o, "Plain").format = Some("iso8601".into()), SET, run: (VALID, true, true)),
        case!(
            "moved",
            LocationChanged,
            Compatible,
            |o| parameter(o, "Plain").location = Stated::Stated(Location::Form),
            SET
        ),
        case!(
            "spread",
            ParameterStyleChanged,
            Compatible,
            |o| parameter(o, "Tags").style = Some(ParamStyle::Json),
            SET
        ),
        case!(
            "folded",
            ParameterStyleChanged,
            CompileTime,
            |o| parameter(o, "Tags").style = Some(ParamStyle::Xml),
            SET
        ),
        case!(
            "hollow",
            EmptyValueChanged,
            Text,
            |o| parameter(o, "Name").allow_empty = Some(true),
            SET
        ),
        case!("assumed", DefaultChanged, Compatible, |o| schema(o, "Colour").default = Some("green".into()), SET,
            run: ("NEW.validate().is_empty()", false, true)),
        case!("assumed_alone", DefaultChanged, Text, |o| schema(o, "Plain").default = Some("p".into()), SET, run: (VALID, true, true)),
        case!(
            "unit",
            UnitChanged,
            Text,
            |o| schema(o, "Count").unit = Some("days".into()),
            SET
        ),
        case!(
            "example",
            ExampleChanged,
            Text,
            |o| schema(o, "Name").example = Some("y".into()),
            SET
        ),
    ]
}

const GREEN: &str = "let r = NEW.with_colour(Colour::Green); let _ = r.colour;";
const BLUE: &str =
    "NEW.with_count(1).with_colour(\"blue\").validate().documented().next().is_none()";
const LONG: &str =
    "OP::new(Required { name: \"abcdefgh\".into() }).validate().documented().next().is_none()";
const LONGER: &str =
    "OP::new(Required { name: \"abcdefghi\".into() }).validate().documented().next().is_none()";
const RULE: &str = "let _ = &rules::NAME_LENGTH;";
