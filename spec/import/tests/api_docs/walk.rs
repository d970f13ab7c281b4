//! A second reading of an `api-docs.json`, sharing no code with the importer: it goes over every keyword of the file
//! and looks for its home in what was imported. It is generous about *where* a fact is (a typed place or `vendor`),
//! and strict about the fact being there, unchanged.

#[path = "checked.rs"]
mod checked;
#[path = "walk_file.rs"]
mod file;
#[path = "walk_schema.rs"]
mod schema;

use std::collections::BTreeMap;

use acs_import::api_docs::Imported;
use acs_spec::operation::{Parameter, Response};
use acs_spec::{Json, Operation, Schema, Shape, Stated};
use serde_json::{Map, Value};

pub use checked::{imported, well_formed};

/// What the walk found.
#[derive(Debug, Default)]
pub struct Walk {
    /// Occurrences that have a home, by level and keyword.
    pub found: BTreeMap<(&'static str, String), usize>,
    /// Occurrences without one.
    pub lost: Vec<String>,
    place: Vec<String>,
}

type Vendor = BTreeMap<String, Json>;
type Prose = BTreeMap<String, String>;

/// Our JSON as serde's.
pub fn value(json: &Json) -> Value {
    serde_json::from_str(&acs_spec::write::compact(json)).expect("what is written can be read")
}

fn kept(vendor: &Vendor, keyword: &str, want: &Value) -> bool {
    keys(keyword).any(|key| vendor.get(&key).is_some_and(|json| value(json) == *want))
}

/// The same for a part whose words for people stand apart, among the prose.
fn kept_apart(vendor: &Vendor, prose: &Prose, keyword: &str, want: &Value) -> bool {
    keys(keyword).any(|key| rebuilt(vendor, prose, &key).as_ref() == Some(want))
}

fn keys(keyword: &str) -> impl Iterator<Item = String> {
    (1..4).map(move |n| {
        if n == 1 {
            keyword.to_owned()
        } else {
            format!("{keyword}#{n}")
        }
    })
}

/// A part with its words put back in their places.
fn rebuilt(vendor: &Vendor, prose: &Prose, key: &str) -> Option<Value> {
    let mut whole = value(vendor.get(key)?);
    for (place, text) in prose {
        let Some(pointer) = place
            .strip_prefix(key)
            .filter(|pointer| pointer.starts_with('/'))
        else {
            continue;
        };
        let (holder, name) = pointer.rsplit_once('/')?;
        let name = name.replace("~1", "/").replace("~0", "~");
        if let Some(object) = whole.pointer_mut(holder).and_then(Value::as_object_mut) {
            object.insert(name, Value::String(text.clone()));
        }
    }
    Some(whole)
}

fn told(prose: &Prose, keyword: &str, want: &Value) -> bool {
    keys(keyword)
        .any(|key| prose.get(&key).map(String::as_str) == want.as_str() && want.is_string())
}

/// A scalar's text; `1` and `"1"` are the same to this format.
fn text(node: &Value) -> Option<String> {
    match node {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Bool(truth) => Some(truth.to_string()),
        _ => None,
    }
}

fn is_empty(node: &Value) -> bool {
    match node {
        Value::Null => true,
        Value::Array(items) => items.is_empty(),
        Value::Object(members) => members.is_empty(),
        _ => false,
    }
}

/// The members of an object, `[]` being one without any.
fn members(node: &Value) -> Map<String, Value> {
    node.as_object().cloned().unwrap_or_default()
}

impl Walk {
    fn tick(&mut self, level: &'static str, keyword: &str, home: bool) {
        if home {
            *self.found.entry((level, keyword.to_owned())).or_default() += 1;
        } else {
            self.lost
                .push(format!("{}: {level} `{keyword}`", self.place.join("/")));
        }
    }

    fn operation(&mut self, api: &Value, ours: &Operation, imported: &Imported) {
        let service = &imported.service;
        let same = ours.product.get() == Some(&service.product)
            && ours.version.get() == Some(&service.version);
        self.tick("operation", "(product and version)", same);
        // The operation stands alone: what it refers to is in it, unchanged.
        let closed = ours
            .schemas
            .iter()
            .all(|(name, schema)| service.schemas.get(name) == Some(schema));
        let wanted = references(&ours.encode());
        self.tick(
            "operation",
            "(references)",
            closed && wanted.iter().all(|name| ours.schemas.contains_key(name)),
        );
        let upper = |names: &[String]| {
            names
                .iter()
                .map(|name| name.to_uppercase())
                .collect::<Vec<_>>()
        };
        for (keyword, node) in members(api) {
            let list: Option<Vec<String>> = node.as_array().and_then(|items| {
                items
                    .iter()
                    .map(|item| item.as_str().map(str::to_owned))
                    .collect()
            });
            let list = list.filter(|list| !list.is_empty());
            let typed = match keyword.as_str() {
                "parameters" => {
                    self.parameters(&node, ours);
                    !is_empty(&node)
                }
                "responses" => {
                    self.responses(&node, ours);
                    !node.is_null()
                }
                "errorCodes" => {
                    self.errors(&node, ours);
                    !is_empty(&node)
                }
                "responseDemo" => demo_is_typed(&node, ours),
                "security" => self.security(&node, ours),
                "methods" => {
                    list.is_some() && list.map(|list| upper(&list)).as_ref() == ours.methods.get()
                }
                "schemes" => list.is_some() && list.as_ref() == ours.schemes.get(),
                "consumes" => list.as_ref() == Some(&ours.consumes),
                "produces" => list.as_ref() == Some(&ours.produces),
                "path" => node.as_str() == ours.path.get().map(String::as_str),
                "style" => {
                    node.as_str().map(str::to_uppercase).as_deref()
                        == ours.style.get().map(|style| style.word())
                }
                "deprecated" => node == Value::Bool(ours.deprecated),
                "operationType" => {
                    let word = node
                        .as_str()
                        .map(|word| word.replace("readAndWrite", "read_write"));
                    word.is_some()
                        && word.as_deref() == ours.access.get().map(|access| access.word())
                }
                _ => told(&ours.prose, &keyword, &node),
            };
            self.tick(
                "operation",
                &keyword,
                typed || kept(&ours.vendor, &keyword, &node),
            );
        }
    }

    fn security(&mut self, node: &Value, ours: &Operation) -> bool {
        let Some(entries) = node.as_array().filter(|entries| !entries.is_empty()) else {
            return false;
        };
        let left = ours
            .vendor
            .get("security")
            .map(value)
            .unwrap_or(Value::Null);
        let mut names = Vec::new();
        for entry in entries {
            let entry_names: Vec<String> = members(entry).keys().cloned().collect();
            let bare = entry_names.len() == 1 && entry[&entry_names[0]] == Value::Array(Vec::new());
            names.extend(entry_names);
            let whole = left.as_array().is_some_and(|left| left.contains(entry));
            self.tick("security", "(entry)", bare || whole);
        }
        let mut given = ours.security.clone();
        // Within one entry serde's map has its own order.
        names.sort();
        given.sort();
        names == given
    }

    fn parameters(&mut self, node: &Value, ours: &Operation) {
        let sources = node.as_array().cloned().unwrap_or_default();
        let later = rebuilt(&ours.vendor, &ours.prose, "parameters").unwrap_or(Value::Null);
        let mut later = later.as_array().cloned().unwrap_or_default().into_iter();
        let mut next = ours.parameters.iter();
        let mut met: Vec<&str> = Vec::new();
        for source in &sources {
            let name = source["name"].as_str().expect("a name");
            self.place.push(name.to_owned());
            if met.contains(&name) {
                self.tick(
                    "parameter",
                    "(again)",
                    later.next().as_ref() == Some(source),
                );
            } else {
                met.push(name);
                match next.next() {
                    Some(parameter) if parameter.name == name => self.parameter(source, parameter),
                    _ => self.tick("parameter", "(in its place)", false),
                }
            }
            self.place.pop();
        }
        self.tick("parameter", "(number)", next.next().is_none());
    }

    fn parameter(&mut self, source: &Value, ours: &Parameter) {
        let source = members(source);
        let inline = !source.contains_key("schema");
        let schema = &ours.schema;
        let mut inner = Map::new();
        for (keyword, node) in source {
            let beside = format!("parameter.{keyword}");
            let typed = match keyword.as_str() {
                "name" => true,
                "schema" => {
                    let mut node = node.clone();
                    if let (false, Some(inner)) =
                        (ours.required_by.is_empty(), node.as_object_mut())
                    {
                        // Named twice, once as required: it need not be, and who says that it must be is noted.
                        let again = inner.remove("required").is_some();
                        self.tick(
                            "schema",
                            "required",
                            again && ours.required == Stated::Stated(false),
                        );
                    }
                    self.schema(&node, schema, Some(&ours.required));
                    true
                }
                "in" => {
                    let word = node.as_str().map(|word| word.replace("formData", "form"));
                    word.is_some()
                        && word.as_deref() == ours.location.get().map(|location| location.word())
                }
                "style" => {
                    let word = node
                        .as_str()
                        .map(|word| word.replace("repeatList", "repeat_list"));
                    word.is_some() && word.as_deref() == ours.style.map(|style| style.word())
                }
                "allowEmptyValue" => ours.allow_empty.map(Value::Bool).as_ref() == Some(&node),
                _ if inline => {
                    inner.insert(keyword, node);
                    continue;
                }
                "required" => ours.required.get().copied().map(Value::Bool).as_ref() == Some(&node),
                _ => told(&schema.prose, &beside, &node),
            };
            self.tick(
                "parameter",
                &keyword,
                typed || kept(&schema.vendor, &beside, &node),
            );
        }
        if inline {
            self.schema(&Value::Object(inner), schema, Some(&ours.required));
        }
    }

    fn responses(&mut self, node: &Value, ours: &Operation) {
        let source = members(node);
        let answers: &[Response] = ours.responses.get().map(Vec::as_slice).unwrap_or_default();
        self.tick("response", "(number)", source.len() == answers.len());
        for (status, node) in &source {
            self.place.push(format!("response {status}"));
            let answer = answers
                .iter()
                .find(|answer| answer.status.get() == Some(status));
            match answer {
                Some(answer) => self.response(status, node, answer, ours),
                None => self.tick("response", "(answer)", false),
            }
            self.place.pop();
        }
    }

    fn response(&mut self, status: &str, node: &Value, answer: &Response, ours: &Operation) {
        for (keyword, node) in members(node) {
            let typed = match (keyword.as_str(), &answer.schema) {
                ("schema", Some(schema)) if !node.is_null() => {
                    self.schema(&node, schema, None);
                    true
                }
                ("headers", _) if !is_empty(&node) => {
                    let headers = members(&node);
                    for (name, header) in &headers {
                        self.place.push(name.clone());
                        match answer.headers.iter().find(|field| field.name == *name) {
                            Some(field) => self.header(header, &field.schema, &field.required),
                            None => self.tick("header", "(header)", false),
                        }
                        self.place.pop();
                    }
                    headers.len() == answer.headers.len()
                }
                _ => told(&ours.prose, &format!("responses/{status}/{keyword}"), &node),
            };
            self.tick(
                "response",
                &keyword,
                typed || kept(&answer.vendor, &keyword, &node),
            );
        }
    }

    fn header(&mut self, header: &Value, schema: &Schema, required: &Stated<bool>) {
        let Some(inner) = header.get("schema") else {
            self.schema(header, schema, Some(required));
            return;
        };
        self.schema(inner, schema, Some(required));
        for (keyword, node) in members(header) {
            let beside = format!("header.{keyword}");
            let home = keyword == "schema"
                || (keyword == "required"
                    && required.get().copied().map(Value::Bool).as_ref() == Some(&node))
                || told(&schema.prose, &beside, &node)
                || kept(&schema.vendor, &beside, &node);
            self.tick("header", &keyword, home);
        }
    }

    fn errors(&mut self, node: &Value, ours: &Operation) {
        let left = rebuilt(&ours.vendor, &ours.prose, "errorCodes").unwrap_or(Value::Null);
        let mut number = 0;
        for (status, rows) in members(node) {
            let typed = ours
                .errors
                .iter()
                .filter(|error| error.status.to_string() == status);
            let mut typed = typed.peekable();
            let unread = left.get(&status).cloned().unwrap_or(Value::Null);
            if unread == rows {
                self.tick("error row", "(status)", true);
                continue;
            }
            for row in rows.as_array().cloned().unwrap_or_default() {
                let code = text(&row["errorCode"]);
                let Some(error) = typed.next_if(|error| Some(&error.code) == code.as_ref()) else {
                    let whole = unread
                        .as_array()
                        .is_some_and(|unread| unread.contains(&row));
                    self.tick("error row", "(row)", whole);
                    continue;
                };
                number += 1;
                for (keyword, node) in members(&row) {
                    let home = match keyword.as_str() {
                        "errorCode" => true,
                        "errorMessage" if error.message.is_some() => {
                            error.message.as_deref() == node.as_str()
                        }
                        "description" if error.prose.is_some() => {
                            error.prose.as_deref() == node.as_str()
                        }
                        _ => kept(&error.vendor, &keyword, &node),
                    };
                    self.tick("error row", &keyword, home);
                }
            }
        }
        self.tick("error row", "(number)", number == ours.errors.len());
    }
}

fn demo_is_typed(node: &Value, ours: &Operation) -> bool {
    let inner = match node {
        Value::String(text) => serde_json::from_str(text).unwrap_or(Value::Null),
        other => other.clone(),
    };
    let Some(entries) = inner.as_array().filter(|entries| !entries.is_empty()) else {
        return false;
    };
    let mut bodies = ours.examples.iter();
    let mut sound = true;
    for entry in entries {
        for (keyword, is_error) in [("example", false), ("errorExample", true)] {
            let Some(body) = entry[keyword].as_str().filter(|body| !body.is_empty()) else {
                continue;
            };
            let same = bodies.next().is_some_and(|ours| {
                ours.body == body
                    && ours.is_error == is_error
                    && Some(ours.format.as_str()) == entry["type"].as_str()
            });
            sound &= same;
        }
        sound &= members(entry).iter().all(|(name, node)| {
            matches!(name.as_str(), "type" | "example" | "errorExample") && node.is_string()
        });
    }
    sound && bodies.next().is_none()
}

/// Every name that a schema of this text refers to.
fn references(json: &Json) -> Vec<String> {
    let mut out = Vec::new();
    let mut open = vec![json];
    while let Some(json) = open.pop() {
        match json {
            Json::Object(members) => {
                let of_type_ref = json.get("type").and_then(Json::as_str) == Some("ref");
                if let (true, Some(name)) =
                    (of_type_ref, json.get("reference").and_then(Json::as_str))
                {
                    out.push(name.to_owned());
                }
                // Vendor's facts are not read, so what stands there refers to nothing.
                open.extend(
                    members
                        .iter()
                        .filter(|(name, _)| name != "vendor")
                        .map(|(_, json)| json),
                );
            }
            Json::Array(items) => open.extend(items),
            _ => {}
        }
    }
    out
}
