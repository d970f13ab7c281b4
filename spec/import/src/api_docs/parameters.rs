//! Reads the request parameters of an operation.

use std::collections::BTreeMap;

use acs_spec::codes;
use acs_spec::constraint::Tier;
use acs_spec::json::{Member, Node, Value};
use acs_spec::operation::{Location, ParamStyle};
use acs_spec::{Json, Operation, Parameter, Schema, Stated};

use super::SOURCE_ID;
use super::rows::{fingerprint, row};
use super::schema::{Context, Read, Reader};
use super::values::{is_prose, keep, keep_prose, keep_unread_list, truth};

/// Keywords of a parameter that are not its schema's, even where it has no `schema` of its own.
const OWN: &[&str] = &["name", "in", "style", "allowEmptyValue", "schema"];

/// What a list's row takes, in bytes, beyond what is said of it.
pub(super) const ROW: usize = 512;

/// A name that was met: its first parameter, and what came after.
struct Met<'a> {
    /// The parameter's place among those read.
    place: usize,
    node: &'a Node,
    /// What its schema demands, once somebody asked.
    demands: Option<Option<Json>>,
    times: usize,
}

impl Reader<'_> {
    /// Reads the list of parameters into the operation, and their fingerprints into `rows`.
    pub(super) fn parameters(
        &mut self,
        node: &Node,
        operation: &mut Operation,
        rows: &mut BTreeMap<String, String>,
    ) {
        let items = match &node.value {
            Value::Array(items) if !items.is_empty() => items,
            Value::Array(_) | Value::Null => {
                keep(&mut operation.vendor, "parameters", node.to_json());
                return;
            }
            Value::Object(members) if members.is_empty() => {
                keep(&mut operation.vendor, "parameters", node.to_json());
                return;
            }
            _ => {
                self.report.wrong_kind(node, "a list of parameters");
                return;
            }
        };
        let mut met: BTreeMap<&str, Met<'_>> = BTreeMap::new();
        let mut later = Vec::new();
        for (n, item) in items.iter().enumerate() {
            if !self.afford(ROW, item) {
                break;
            }
            self.report.enter(n.to_string());
            if let Some((name, members)) = self.name_of(item) {
                let base = row(&["parameters", name]);
                match met.get_mut(name) {
                    None => {
                        let first = Met {
                            place: operation.parameters.len(),
                            node: item,
                            demands: None,
                            times: 1,
                        };
                        met.insert(name, first);
                        operation
                            .parameters
                            .push(self.parameter(name, members, &base));
                        rows.insert(base, fingerprint(item));
                    }
                    Some(first) => {
                        first.times += 1;
                        rows.insert(format!("{base}#{}", first.times), fingerprint(item));
                        if let Some(parameter) = operation.parameters.get_mut(first.place) {
                            self.repeated(parameter, first, item);
                        }
                        later.push(item);
                    }
                }
            }
            self.report.leave();
        }
        if !later.is_empty() {
            let (vendor, prose) = (&mut operation.vendor, &mut operation.prose);
            keep_unread_list(vendor, prose, "parameters", &later);
        }
    }

    fn name_of<'a>(&mut self, item: &'a Node) -> Option<(&'a str, &'a [Member])> {
        let Value::Object(members) = &item.value else {
            self.report.wrong_kind(item, "a parameter (an object)");
            return None;
        };
        match item.get("name").map(|name| (name, name.as_str())) {
            Some((_, Some(name))) => Some((name, members)),
            Some((node, None)) => {
                self.within("name", |reader| {
                    reader.report.wrong_kind(node, "a name (a text)")
                });
                None
            }
            None => {
                self.report.fault(
                    item,
                    &codes::MISSING_KEY,
                    "the parameter has no `name`".to_owned(),
                    "get the file anew: without its name a parameter cannot be sent",
                );
                None
            }
        }
    }

    fn parameter(&mut self, name: &str, members: &[Member], row: &str) -> Parameter {
        let ctx = Context {
            row,
            path: name,
            name,
        };
        let beside = members.iter().any(|member| member.name == "schema");
        let Read {
            mut schema,
            mut required,
        } = self.parameter_schema(members, beside, &ctx);
        let (mut location, mut style, mut allow_empty) = (None, None, None);
        for member in members {
            let (keyword, node) = (member.name.as_str(), &member.node);
            let taken = match (keyword, &node.value) {
                ("name" | "schema", _) => true,
                ("in", Value::String(word)) => {
                    location = read_location(word);
                    location.is_some()
                }
                ("style", Value::String(word)) => {
                    style = read_style(word);
                    style.is_some()
                }
                ("allowEmptyValue", Value::Bool(value)) => {
                    allow_empty = Some(*value);
                    true
                }
                // What follows was read with the schema, where that has no object of its own.
                (keyword, _) if !beside && !OWN.contains(&keyword) => true,
                ("required", Value::Bool(value)) if required.is_none() => {
                    required = Some(*value);
                    true
                }
                (_, Value::String(text)) if is_prose(keyword) => {
                    keep_prose(&mut schema.prose, &format!("parameter.{keyword}"), text);
                    true
                }
                _ => false,
            };
            if !taken {
                keep(
                    &mut schema.vendor,
                    &format!("parameter.{keyword}"),
                    node.to_json(),
                );
                self.tell_odd(keyword, node);
            }
        }
        Parameter {
            name: name.to_owned(),
            rust_name: None,
            location: Stated::from(location),
            style,
            required: Stated::from(required),
            required_by: Vec::new(),
            allow_empty,
            schema,
        }
    }

    fn tell_odd(&mut self, keyword: &str, node: &Node) {
        match (keyword, node.as_str()) {
            ("in" | "style", Some(word)) => {
                let message = format!("`{word}` is no word for `{keyword}` that is known here");
                let help = "it is kept under `vendor`, as `parameter.in` or `parameter.style`";
                self.within(keyword, |reader| {
                    reader
                        .report
                        .remark(node, &codes::UNKNOWN_KEYWORD, message, help);
                });
            }
            _ if keyword.starts_with("x-") || keyword == "docRequired" => {}
            _ => self.report.unknown("a parameter", keyword, node),
        }
    }

    fn parameter_schema(&mut self, members: &[Member], beside: bool, ctx: &Context<'_>) -> Read {
        if beside {
            let found = members.iter().find(|member| member.name == "schema");
            if let Some(member) = found {
                return self.within("schema", |reader| reader.schema(&member.node, ctx));
            }
        }
        let inline: Vec<Member> = members
            .iter()
            .filter(|member| !OWN.contains(&member.name.as_str()))
            .cloned()
            .collect();
        self.object(&inline, ctx)
    }

    /// The same name again: nothing more is demanded than what both statements demand.
    fn repeated(&mut self, parameter: &mut Parameter, first: &mut Met<'_>, again: &Node) {
        let mut differ = false;
        let required = [first.node, again].map(required_of);
        if required.contains(&Some(true)) && required.contains(&Some(false)) {
            parameter.required = Stated::Stated(false);
            parameter.required_by = vec![SOURCE_ID.to_owned()];
            differ = true;
        }
        let of = |node: &Node| node.get("schema").map(demands);
        // Computed once: a name may stand there very often.
        if *first.demands.get_or_insert_with(|| of(first.node)) != of(again) {
            soften(&mut parameter.schema);
            differ = true;
        }
        let (code, what) = if differ {
            (&codes::SOURCE_CONFLICT, "and not in the same words")
        } else {
            (&codes::DUPLICATE_NAME, "in the same words")
        };
        self.report.remark(
            again,
            code,
            format!("the parameter `{}` stands here again, {what}", parameter.name),
            "the first one was read, with the looser demands of all; the others are kept under `vendor`",
        );
    }
}

fn required_of(parameter: &Node) -> Option<bool> {
    let inner = parameter
        .get("schema")
        .and_then(|schema| schema.get("required"));
    inner.or_else(|| parameter.get("required")).and_then(truth)
}

/// What a schema demands: all but its words and what is said of the place it stands at.
fn demands(schema: &Node) -> Json {
    match &schema.value {
        Value::Object(members) => {
            let mut out: Vec<(String, Json)> = members
                .iter()
                .filter(|member| {
                    let name = member.name.as_str();
                    !is_prose(name)
                        && !matches!(name, "required" | "docRequired" | "example" | "default")
                })
                .map(|member| (member.name.clone(), demands(&member.node)))
                .collect();
            out.sort_by(|a, b| a.0.cmp(&b.0));
            Json::Object(out)
        }
        Value::Array(items) => Json::Array(items.iter().map(demands).collect()),
        _ => schema.to_json(),
    }
}

fn soften(schema: &mut Schema) {
    for constraint in &mut schema.constraints {
        constraint.tier = Tier::Advisory;
    }
    if let Some(items) = &mut schema.items {
        soften(items);
    }
    for field in &mut schema.fields {
        soften(&mut field.schema);
    }
}

fn read_location(word: &str) -> Option<Location> {
    match word {
        "query" => Some(Location::Query),
        "formData" => Some(Location::Form),
        "body" => Some(Location::Body),
        "path" => Some(Location::Path),
        "header" => Some(Location::Header),
        "host" => Some(Location::Host),
        _ => None,
    }
}

fn read_style(word: &str) -> Option<ParamStyle> {
    match word {
        "repeatList" => Some(ParamStyle::RepeatList),
        "flat" => Some(ParamStyle::Flat),
        "simple" => Some(ParamStyle::Simple),
        "json" => Some(ParamStyle::Json),
        "xml" => Some(ParamStyle::Xml),
        _ => None,
    }
}
