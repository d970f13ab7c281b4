//! Makes the body of a success from the operation's response tree: what was asked for comes back, ids are new, and
//! everything else is as the documented example has it. Must not know any operation.

use acs_spec::operation::{Response, Schema, Type};
use acs_spec::{Check, Json};

use crate::catalogue::Entry;
use crate::text::{digest, hex};

/// Deepest nesting of a made body; recursive schemas end there.
const MAX_DEPTH: usize = 8;

/// What a body is made from.
pub(crate) struct Making<'a> {
    pub(crate) entry: &'a Entry,
    pub(crate) pairs: &'a [(String, String)],
    pub(crate) request_id: &'a str,
    pub(crate) seed: u64,
    /// Number of the thing that is made: another number, other ids.
    pub(crate) number: u64,
}

impl Making<'_> {
    /// The documented answer of success that has a body, if any.
    fn response(&self) -> Option<&Response> {
        let responses = self.entry.operation.responses.get()?;
        let is_success = |status: Option<&String>| {
            status.is_none_or(|status| status.starts_with('2') || status == "default")
        };
        let mut successes = responses
            .iter()
            .filter(|response| is_success(response.status.get()));
        let first = successes.clone().next();
        successes
            .find(|response| response.schema.is_some())
            .or(first)
    }

    /// The documented status of success, where it is a number.
    pub(crate) fn status(&self) -> Option<u16> {
        let status: u16 = self.response()?.status.get()?.parse().ok()?;
        (200..300).contains(&status).then_some(status)
    }

    /// The body.
    pub(crate) fn body(&self) -> Json {
        let schema = self
            .response()
            .and_then(|response| response.schema.as_ref());
        let made = match schema {
            Some(schema) => self.value("", schema, "", 0),
            None => self.example(),
        };
        let mut members = match made {
            Json::Object(members) => members,
            Json::Null => Vec::new(),
            // A body that is no object has no place for a request's id.
            other => return other,
        };
        match members
            .iter_mut()
            .find(|(name, _)| name.eq_ignore_ascii_case("RequestId"))
        {
            Some((_, value)) => *value = Json::text(self.request_id),
            None if schema.is_none() => {
                members.insert(0, ("RequestId".to_owned(), Json::text(self.request_id)))
            }
            None => {}
        }
        Json::Object(members)
    }

    /// Where no source states a response: its documented example.
    fn example(&self) -> Json {
        let examples = self.entry.operation.examples.iter();
        examples
            .filter(|example| !example.is_error && example.format.eq_ignore_ascii_case("json"))
            .find_map(|example| acs_spec::json::parse(&example.body).ok())
            .map_or(Json::Null, |tree| tree.to_json())
    }

    fn value(&self, name: &str, schema: &Schema, path: &str, depth: usize) -> Json {
        let schema = self.entry.resolve(schema);
        if depth > MAX_DEPTH {
            return Json::Null;
        }
        match schema.r#type {
            Type::Object => {
                let fields = schema.fields.iter().map(|field| {
                    let inner = format!("{path}.{}", field.name);
                    let asked = if depth == 0 {
                        self.asked(&field.name, &field.schema)
                    } else {
                        None
                    };
                    let value = asked.unwrap_or_else(|| {
                        self.value(&field.name, &field.schema, &inner, depth + 1)
                    });
                    (field.name.clone(), value)
                });
                Json::Object(fields.filter(|(_, value)| *value != Json::Null).collect())
            }
            Type::Array => {
                let items = schema
                    .items
                    .iter()
                    .map(|items| self.value(name, items, &format!("{path}[]"), depth + 1));
                Json::Array(items.filter(|item| *item != Json::Null).collect())
            }
            Type::Map => Json::Object(Vec::new()),
            Type::Int32 => Json::Number(self.whole(name, schema, path, i64::from(i32::MAX))),
            Type::Int64 => Json::Number(self.whole(name, schema, path, i64::MAX)),
            Type::Float | Type::Double => {
                let example = schema
                    .example
                    .as_deref()
                    .and_then(|example| example.parse::<f64>().ok());
                let example = example.filter(|number| number.is_finite()).unwrap_or(1.0);
                Json::Number(format!("{example:?}"))
            }
            Type::Boolean => Json::Bool(
                schema
                    .example
                    .as_deref()
                    .is_some_and(|text| text.eq_ignore_ascii_case("true")),
            ),
            Type::Any | Type::Unstated => schema.example.as_deref().map_or(Json::Null, Json::text),
            Type::String | Type::Json | Type::Binary | Type::Ref => {
                Json::text(self.text(name, schema, path))
            }
        }
    }

    /// What the request gave under this name, in the JSON kind of the response.
    fn asked(&self, name: &str, schema: &Schema) -> Option<Json> {
        let (_, given) = self.pairs.iter().find(|(other, _)| other == name)?;
        if self.entry.is_sensitive(name) {
            return None;
        }
        match self.entry.resolve(schema).r#type {
            Type::Int32 | Type::Int64 => given
                .parse::<i64>()
                .ok()
                .map(|number| Json::Number(number.to_string())),
            Type::Boolean => match given.to_ascii_lowercase().as_str() {
                "true" => Some(Json::Bool(true)),
                "false" => Some(Json::Bool(false)),
                _ => None,
            },
            Type::String => Some(Json::text(given)),
            _ => None,
        }
    }

    /// Whether values of this field tell things apart, so that each thing needs its own.
    fn is_id(&self, name: &str, schema: &Schema) -> bool {
        name.ends_with("Id")
            || schema
                .example
                .as_deref()
                .is_some_and(|example| example.contains('*'))
    }

    fn noise(&self, path: &str) -> [u8; 16] {
        digest([
            &self.seed.to_be_bytes()[..],
            &self.number.to_be_bytes()[..],
            path.as_bytes(),
        ])
        .to_be_bytes()
    }

    fn text(&self, name: &str, schema: &Schema, path: &str) -> String {
        let allowed = schema
            .constraints
            .iter()
            .find_map(|constraint| match &constraint.check {
                Check::OneOf(one_of) => one_of.values.first(),
                _ => None,
            });
        let documented = allowed.or(schema.values.first().map(|meaning| &meaning.value));
        let example = schema.example.as_deref().unwrap_or_default();
        if let Some(value) = documented {
            let example_is_one = schema.values.iter().any(|meaning| meaning.value == example);
            return if example_is_one {
                example.to_owned()
            } else {
                value.clone()
            };
        }
        if !self.is_id(name, schema) && !example.is_empty() {
            return example.to_owned();
        }
        let noise = self.noise(path);
        if example.chars().all(|c| c.is_ascii_digit() || c == '*') && !example.is_empty() {
            return digits(example, &noise);
        }
        let prefix = match example.split_once('-') {
            Some((prefix, _))
                if prefix.len() < 8 && prefix.chars().all(|c| c.is_ascii_alphanumeric()) =>
            {
                format!("{prefix}-")
            }
            _ => String::new(),
        };
        format!("{prefix}{}", hex(noise.get(..8).unwrap_or_default()))
    }

    fn whole(&self, name: &str, schema: &Schema, path: &str, most: i64) -> String {
        let example = schema.example.as_deref().unwrap_or_default();
        if let (Ok(number), false) = (example.parse::<i64>(), self.is_id(name, schema)) {
            return number.min(most).to_string();
        }
        if !self.is_id(name, schema) {
            return "1".to_owned();
        }
        let pattern =
            if example.is_empty() || !example.chars().all(|c| c.is_ascii_digit() || c == '*') {
                "2********"
            } else {
                example
            };
        let made = digits(pattern, &self.noise(path));
        made.parse::<i64>()
            .ok()
            .filter(|number| *number <= most)
            .map_or_else(|| (most - 1).to_string(), |n| n.to_string())
    }
}

/// The pattern with another digit in the place of each but the first.
fn digits(pattern: &str, noise: &[u8; 16]) -> String {
    let mut number = u128::from_be_bytes(*noise);
    let mut next = || {
        let digit = u32::try_from(number % 10).unwrap_or_default();
        number /= 10;
        char::from_digit(digit, 10).unwrap_or('0')
    };
    let first = pattern
        .chars()
        .next()
        .filter(|c| ('1'..='9').contains(c))
        .unwrap_or('2');
    std::iter::once(first)
        .chain(pattern.chars().skip(1).map(|_| next()))
        .collect()
}
