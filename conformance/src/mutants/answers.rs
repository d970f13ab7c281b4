//! Answers to be read, and errors to be classified.
//!
//! Each field is given as its type has it, as the other form that services send (a number as text, a text as number),
//! and as what the type cannot hold. Reading shows the type: what it holds is given back in the type's own form, and
//! what it cannot hold is given back as it came.

use std::collections::BTreeMap;

use acs_runtime::{OperationEntry, Value};
use acs_spec::operation::{Field, Operation, Response, Schema};
use acs_spec::{Service, Stated, Type};

use super::exam::{Ask, Question};
use super::leaves::target;
use super::probe::Probe;
use super::secrets::TEXT;

/// Deepest way inwards, so that recursion ends.
const DEPTH: usize = 4;

/// A field that no documentation has.
fn unknown() -> (String, Value) {
    ("Undescribed9".to_owned(), Value::from("kept"))
}

/// Adds questions about the answer of success.
pub(super) fn ask(operation: &Operation, service: Option<&Service>, out: &mut Vec<Question>) {
    let walk = Walk { operation, service };
    let mut add = |name: String, body: &Value, expected: &Value| {
        out.push(Question {
            about: name.clone(),
            name: format!("answer: {name}"),
            ask: Ask::Answer {
                body: body.to_string(),
                expected: expected.to_string(),
            },
        });
    };
    let Some(schema) = success(operation).and_then(|response| response.schema.as_ref()) else {
        // Of an answer that nobody describes every field is kept as it came.
        let kept = Value::Object(BTreeMap::from([unknown()]));
        add("undescribed".to_owned(), &kept, &kept);
        return;
    };
    let (schema, _) = target(operation, service, schema);
    // An answer that is one value is what a field without a name holds.
    let whole = schema.r#type != Type::Object;
    let read = |value: Value| match whole {
        true => Value::Object(BTreeMap::from([(String::new(), value)])),
        false => value,
    };
    let empty = Value::Object(BTreeMap::new());
    let mut known = Vec::new();
    if whole {
        for (body, expected) in walk.variants(schema) {
            let expected = expected.map_or_else(|| empty.clone(), read);
            add("the whole".to_owned(), &body, &expected);
        }
    } else {
        for form in [Form::Own, Form::Other] {
            let (body, expected) = walk.value(schema, form, 0);
            add(format!("all fields, {form:?}"), &body, &expected);
        }
        for field in &schema.fields {
            let one = |value| Value::Object(BTreeMap::from([(field.name.clone(), value)]));
            for (body, expected) in walk.variants(&field.schema) {
                let expected = expected.map_or_else(|| empty.clone(), one);
                add(field.name.clone(), &one(body), &expected);
            }
            let (body, _) = walk.value(&field.schema, Form::Own, 1);
            known.push((field.name.clone(), one(body).to_string()));
        }
        add("no field".to_owned(), &empty, &empty);
    }
    let mut odd = Vec::new();
    walk.odd_parts(schema, 0, &mut odd);
    for body in odd {
        let expected = read(body.clone());
        add(
            "a part that its type cannot hold".to_owned(),
            &body,
            &expected,
        );
    }
    for (name, body) in known {
        out.push(Question {
            name: format!("answer: {name} is described"),
            about: name.clone(),
            ask: Ask::Described { body, name },
        });
    }
    let mut texts = Vec::new();
    walk.texts(schema, false, 0, &mut texts);
    for (sensitive, body) in texts {
        let body = body.to_string();
        out.push(Question {
            name: format!("whether {body} shows"),
            about: String::new(),
            ask: Ask::AnswerShown { body, sensitive },
        });
    }
    let mut listed = Vec::new();
    walk.listed(schema, 0, &mut listed);
    for (value, body) in listed {
        out.push(Question {
            name: format!("answer with {value}"),
            about: value.clone(),
            ask: Ask::Listed {
                request: None,
                body: body.to_string(),
                expected: read(body).to_string(),
                value,
            },
        });
    }
}

fn success(operation: &Operation) -> Option<&Response> {
    let Stated::Stated(responses) = &operation.responses else {
        return None;
    };
    let status = |response: &Response| response.status.get().cloned().unwrap_or_default();
    let good = responses
        .iter()
        .find(|response| status(response).starts_with('2'));
    good.or_else(|| {
        responses
            .iter()
            .find(|response| !status(response).starts_with(['3', '4', '5']))
    })
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    /// As the type has it.
    Own,
    /// As services send it too.
    Other,
}

struct Walk<'s> {
    operation: &'s Operation,
    service: Option<&'s Service>,
}

fn number(text: &str) -> Value {
    Value::parse(text.as_bytes()).unwrap_or(Value::Null)
}

impl Walk<'_> {
    /// A value in a form, and what it is after reading.
    fn value(&self, schema: &Schema, form: Form, depth: usize) -> (Value, Value) {
        let (schema, _) = target(self.operation, self.service, schema);
        let own = form == Form::Own;
        let pair = |own_form: Value, other: Value| match own {
            true => (own_form.clone(), own_form),
            false => (other, own_form),
        };
        let text = |text: &str| Value::from(text);
        match schema.r#type {
            Type::String | Type::Binary => pair(text("7"), number("7")),
            Type::Int32 => pair(number("2147483647"), text("2147483647")),
            Type::Int64 => pair(number("9007199254740993"), text("9007199254740993")),
            Type::Float => pair(number("0.25"), text("0.25")),
            Type::Double => pair(number("0.1234567890123"), text("0.1234567890123")),
            Type::Boolean => pair(Value::from(true), text("True")),
            Type::Array => {
                let items = schema.items.as_deref().filter(|_| depth < DEPTH);
                let Some(items) = items else {
                    return (Value::List(Vec::new()), Value::List(Vec::new()));
                };
                let (first, read) = self.value(items, form, depth + 1);
                let (second, again) = self.value(items, Form::Own, depth + 1);
                (
                    Value::List(vec![first, second]),
                    Value::List(vec![read, again]),
                )
            }
            Type::Map if schema.items.is_some() && depth < DEPTH => {
                let value = |items| self.value(items, form, depth + 1);
                let (body, read) = schema.items.as_deref().map(value).unwrap_or_default();
                let map = |value| Value::Object(BTreeMap::from([("k.1".to_owned(), value)]));
                (map(body), map(read))
            }
            Type::Map if schema.items.is_some() => {
                let empty = Value::Object(BTreeMap::new());
                (empty.clone(), empty)
            }
            Type::Object => {
                let kept = unknown();
                let (mut body, mut read) = (BTreeMap::from([kept.clone()]), BTreeMap::from([kept]));
                for field in schema.fields.iter().filter(|_| depth < DEPTH) {
                    let (value, after) = self.value(&field.schema, form, depth + 1);
                    body.insert(field.name.clone(), value);
                    read.insert(field.name.clone(), after);
                }
                (Value::Object(body), Value::Object(read))
            }
            _ => {
                let any = number("{\"A\":[1,\"b\",null]}");
                (any.clone(), any)
            }
        }
    }

    /// Every listed value of every text, in a value of the schema that holds it and nothing else.
    fn listed(&self, schema: &Schema, depth: usize, out: &mut Vec<(String, Value)>) {
        let (schema, _) = target(self.operation, self.service, schema);
        if schema.r#type == Type::String {
            let values = listed_values(schema).into_iter();
            out.extend(values.map(|text| (text.clone(), Value::from(text))));
        }
        for (inner, wrap) in parts(schema, depth) {
            let mut found = Vec::new();
            self.listed(inner, depth + 1, &mut found);
            out.extend(found.into_iter().map(|(text, value)| (text, wrap(value))));
        }
    }

    /// Every field and element as its type cannot hold it, each in a value that holds nothing else.
    fn odd_parts(&self, schema: &Schema, depth: usize, out: &mut Vec<Value>) {
        let (schema, _) = target(self.operation, self.service, schema);
        for (inner, wrap) in parts(schema, depth) {
            let (target, _) = target(self.operation, self.service, inner);
            out.extend(odd(target).map(&wrap));
            let mut found = Vec::new();
            self.odd_parts(inner, depth + 1, &mut found);
            out.extend(found.into_iter().map(wrap));
        }
    }

    /// A text wherever one can stand, in a value that holds it and nothing else, and whether it is a secret there.
    fn texts(&self, schema: &Schema, secret: bool, depth: usize, out: &mut Vec<(bool, Value)>) {
        let (schema, marked) = target(self.operation, self.service, schema);
        let secret = secret || marked;
        if schema.r#type == Type::String {
            out.push((secret, Value::from(TEXT)));
        }
        for (inner, wrap) in parts(schema, depth) {
            let mut found = Vec::new();
            self.texts(inner, secret, depth + 1, &mut found);
            out.extend(
                found
                    .into_iter()
                    .map(|(secret, value)| (secret, wrap(value))),
            );
        }
    }

    /// One field alone in all forms; `None`: it is absent after reading.
    fn variants(&self, schema: &Schema) -> Vec<(Value, Option<Value>)> {
        let mut out: Vec<(Value, Option<Value>)> = [Form::Own, Form::Other]
            .map(|form| {
                let (body, read) = self.value(schema, form, 1);
                (body, Some(read))
            })
            .into();
        let (target, _) = target(self.operation, self.service, schema);
        let same = |value: Value| (value.clone(), Some(value));
        out.extend(odd(target).map(same));
        if matches!(target.r#type, Type::String | Type::Binary) {
            let listed = target.values.iter().map(|meaning| meaning.value.as_str());
            let odd = ["", "Unlisted value", "\u{e9}"];
            out.extend(listed.chain(odd).map(|text| same(Value::from(text))));
        }
        let keeps_null = matches!(target.r#type, Type::Any | Type::Unstated | Type::Json);
        if !keeps_null {
            out.push((Value::Null, None));
        }
        out
    }
}

type Wrap<'s> = Box<dyn Fn(Value) -> Value + 's>;

/// The schemas of fields or elements, each with what makes a value of the whole from one of it.
fn parts<'s>(schema: &'s Schema, depth: usize) -> Vec<(&'s Schema, Wrap<'s>)> {
    let held = |name: &str, value| Value::Object(BTreeMap::from([(name.to_owned(), value)]));
    let items = schema.items.as_deref().filter(|_| depth < DEPTH);
    match schema.r#type {
        Type::Object if depth < DEPTH => {
            let fields = schema.fields.iter();
            let part = |field: &'s Field| -> (&'s Schema, Wrap<'s>) {
                let wrap = move |value| held(&field.name, value);
                (&field.schema, Box::new(wrap))
            };
            fields.map(part).collect()
        }
        Type::Array => {
            let wrap = |items: &'s Schema| -> (&'s Schema, Wrap<'s>) {
                (items, Box::new(|value| Value::List(vec![value])))
            };
            items.map(wrap).into_iter().collect()
        }
        Type::Map => {
            let wrap = |items: &'s Schema| -> (&'s Schema, Wrap<'s>) {
                (items, Box::new(move |value| held("k", value)))
            };
            items.map(wrap).into_iter().collect()
        }
        _ => Vec::new(),
    }
}

/// A value that a type cannot hold.
fn odd(schema: &Schema) -> Option<Value> {
    match schema.r#type {
        Type::Int32 => Some(Value::from("2147483648")),
        Type::Int64 => Some(Value::from("9223372036854775808")),
        Type::Boolean => Some(number("1")),
        Type::Float | Type::Double => Some(Value::from("x")),
        Type::String | Type::Binary => Some(number("{\"x\":1}")),
        Type::Array | Type::Object => Some(Value::from("none")),
        _ => None,
    }
}

/// The values that a text is known to have.
pub(super) fn listed_values(schema: &Schema) -> Vec<String> {
    let mut out: Vec<String> = schema
        .values
        .iter()
        .map(|each| each.value.clone())
        .collect();
    for constraint in schema
        .constraints
        .iter()
        .filter(|each| each.pieces.is_none())
    {
        if let acs_spec::Check::OneOf(one_of) = &constraint.check {
            out.extend(one_of.values.iter().cloned());
        }
    }
    out.sort();
    out.dedup();
    out
}

/// Asks whether a listed value is a variant of its own.
pub(super) fn check_listed(
    request: Option<&[(String, String)]>,
    (body, expected): (&str, &str),
    value: &str,
    probe: &Probe,
) -> Result<(), String> {
    let shown = match request {
        Some(request) => (probe.shown)(&crate::compare::pairs(request)),
        None => (probe.answer_shown)(body.as_bytes()),
    };
    if request.is_none() {
        check(body, expected, &probe.entry)?;
    }
    match shown {
        Some(shown) if shown.contains(&format!("Other({value:?})")) => Err(format!(
            "the listed value `{value}` is read as an unlisted one: {shown}"
        )),
        _ => Ok(()),
    }
}

/// Asks whether a field that is described is one, and not kept beside them.
pub(super) fn check_described(body: &str, name: &str, probe: &Probe) -> Result<(), String> {
    // Fields show by the names they have in Rust, what is kept beside them by quoted ones.
    match (probe.answer_shown)(body.as_bytes()) {
        Some(shown) if shown.contains(&format!("extra: {{{name:?}: ")) => Err(format!(
            "`{name}` is taken for a field that nobody describes: {shown}"
        )),
        _ => Ok(()),
    }
}

/// Asks whether the text of an answer shows where it may, and does not where it must not.
pub(super) fn check_shown(body: &str, sensitive: bool, probe: &Probe) -> Result<(), String> {
    match (probe.answer_shown)(body.as_bytes()) {
        Some(shown) if shown.contains(TEXT) == sensitive => Err(format!(
            "{} in an answer: {shown}",
            if sensitive {
                "a secret shows"
            } else {
                "a text is hidden"
            }
        )),
        _ => Ok(()),
    }
}

/// Asks about one answer.
pub(super) fn check(body: &str, expected: &str, entry: &OperationEntry) -> Result<(), String> {
    let expected = Value::parse(expected.as_bytes()).map_err(|error| error.to_string())?;
    match (entry.respond)(body.as_bytes()) {
        Ok(found) if found == expected => Ok(()),
        Ok(found) => Err(format!("{body} is read as {found}, not as {expected}")),
        Err(error) => Err(format!("{body} is not read: {error}")),
    }
}

/// Adds questions about the error table.
pub(super) fn ask_errors(operation: &Operation, out: &mut Vec<Question>) {
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    let mut add = |status: u16, code: &str, expected: Option<(String, String)>| {
        out.push(Question {
            name: format!("error {status} {code}"),
            about: code.to_owned(),
            ask: Ask::Error {
                status,
                code: code.to_owned(),
                expected,
            },
        });
    };
    let row = |status: u16, code: &str| {
        operation
            .errors
            .iter()
            .find(|row| row.status == status && row.code == code)
            .map(|row| (text(&row.message), text(&row.summary)))
    };
    for error in &operation.errors {
        let (status, code) = (error.status, error.code.as_str());
        let flipped: String = code
            .chars()
            .map(|c| match c.is_ascii_lowercase() {
                true => c.to_ascii_uppercase(),
                false => c.to_ascii_lowercase(),
            })
            .collect();
        let longer = format!("{code}x");
        for (status, code) in [
            (status, code),
            (status ^ 0x10, code),
            (status, flipped.as_str()),
            (status, longer.as_str()),
        ] {
            add(status, code, row(status, code));
        }
    }
    add(418, "Teapot", row(418, "Teapot"));
}

/// Asks about one error.
pub(super) fn check_error(
    status: u16,
    code: &str,
    expected: Option<&(String, String)>,
    probe: &Probe,
) -> Result<(), String> {
    let shown = (probe.code_shown)(status, code);
    if shown.starts_with("Other(") == expected.is_some() {
        return Err(format!("{status} {code} is the variant {shown}"));
    }
    check_row(status, code, expected, &probe.entry)
}

/// Asks about one error's row.
pub(super) fn check_row(
    status: u16,
    code: &str,
    expected: Option<&(String, String)>,
    entry: &OperationEntry,
) -> Result<(), String> {
    let found = (entry.classify)(status, code);
    let same = match (found, expected) {
        (None, None) => true,
        (Some(row), Some((message, summary))) => {
            row.status == status
                && row.code == code
                && row.message == message
                && row.summary == summary
        }
        _ => false,
    };
    match same {
        true => Ok(()),
        false => {
            let known = |row: Option<(&str, &str)>| match row {
                None => "no row of the table".to_owned(),
                Some((message, summary)) => format!("the row of {message:?}, {summary:?}"),
            };
            let found = match found {
                Some(row) if (row.status, row.code) != (status, code) => {
                    format!("the row of {} {}", row.status, row.code)
                }
                found => known(found.map(|row| (row.message, row.summary))),
            };
            let expected = expected.map(|(message, summary)| (message.as_str(), summary.as_str()));
            Err(format!(
                "{status} {code} is {found}, not {}",
                known(expected)
            ))
        }
    }
}
