//! Reads a schema: its type, its parts, and what is said of its values. The same reading serves parameters, answers and
//! components; it must not know which of them it reads.

use std::collections::{BTreeMap, BTreeSet};

use acs_spec::codes::{self, Code};
use acs_spec::json::{Member, Node, Value};
use acs_spec::operation::Meaning;
use acs_spec::{Field, Json, Schema, Stated, Type};

use crate::names;

use super::budget::Budget;
use super::checks::{OF_LISTS, OF_SCALARS};
use super::report::Report;
use super::values::{any_text, is_empty, is_prose, keep, keep_prose, keep_unread, members, truth};

/// Keywords that are known and deliberately not interpreted: keeping them is no news.
const KEPT_WITHOUT_REMARK: &[&str] = &["docRequired", "xml", "index", "itemName"];

/// Reads one file.
pub(super) struct Reader<'a> {
    pub(super) report: Report,
    /// The names that a `$ref` may lead to.
    pub(super) components: &'a BTreeSet<String>,
    /// Ids given to constraints so far, within one operation or one component.
    pub(super) ids: BTreeMap<String, usize>,
    pub(super) budget: Budget,
}

/// Where a schema stands.
#[derive(Clone, Copy)]
pub(super) struct Context<'a> {
    /// The row of the file, for evidence.
    pub(super) row: &'a str,
    /// The path, for ids of constraints: names joined by dots, lists and maps left out.
    pub(super) path: &'a str,
    /// The name nearest outside.
    pub(super) name: &'a str,
}

/// A schema, and whether its value is required: which is said inside it but belongs to what holds it.
pub(super) struct Read {
    pub(super) schema: Schema,
    pub(super) required: Option<bool>,
}

impl Read {
    /// The schema of a place that is never absent by itself, such as a list's element.
    pub(super) fn alone(mut self) -> Schema {
        if let Some(required) = self.required {
            keep(&mut self.schema.vendor, "required", Json::Bool(required));
        }
        self.schema
    }
}

/// The keywords of a schema, sorted by what they are read by.
#[derive(Default)]
pub(super) struct Keywords<'a> {
    pub(super) r#type: Option<&'a Node>,
    pub(super) format: Option<&'a Node>,
    pub(super) reference: Option<&'a Node>,
    pub(super) properties: Option<&'a Node>,
    pub(super) items: Option<&'a Node>,
    pub(super) additional: Option<&'a Node>,
    pub(super) required: Option<&'a Node>,
    checks: Vec<(&'a str, &'a Node)>,
}

impl Reader<'_> {
    /// Spends so many bytes; false where they are not there, which is a fault.
    pub(super) fn afford(&mut self, bytes: usize, node: &Node) -> bool {
        self.budget.afford(bytes, node, &mut self.report)
    }

    /// Runs `read` one step further down the tree.
    pub(super) fn within<T>(&mut self, step: &str, read: impl FnOnce(&mut Self) -> T) -> T {
        self.report.enter(step);
        let out = read(self);
        self.report.leave();
        out
    }

    /// Records something worth knowing of a keyword of the present object.
    pub(super) fn remark_at(
        &mut self,
        (keyword, node): (&str, &Node),
        code: &'static Code,
        message: String,
        help: &str,
    ) {
        self.within(keyword, |reader| {
            reader.report.remark(node, code, message, help)
        });
    }

    /// The id, or where it is taken the id with the number of its occurrence.
    pub(super) fn unique_id(&mut self, id: &str) -> String {
        let mut n = self.ids.get(id).copied().unwrap_or(0) + 1;
        let mut given = id.to_owned();
        // An id that was never given is free as it is; one with a number may have been given as it is.
        while n > 1 {
            given = format!("{id}.{n}");
            if !self.ids.contains_key(&given) {
                self.ids.insert(given.clone(), 1);
                break;
            }
            n += 1;
        }
        self.ids.insert(id.to_owned(), n);
        given
    }

    /// Reads a schema; anything but an object is a fault, except that a `[]` stands for `{}`, and that `null` says nothing.
    pub(super) fn schema(&mut self, node: &Node, ctx: &Context<'_>) -> Read {
        let bytes = size_of::<Field>() + ctx.path.len();
        if !self.afford(bytes, node) {
            return Read {
                schema: Schema::of(Type::Unstated),
                required: None,
            };
        }
        match members(node) {
            Some(found) => {
                let mut read = self.object(found, ctx);
                if matches!(node.value, Value::Array(_)) {
                    keep(&mut read.schema.vendor, "schema", node.to_json());
                }
                read
            }
            None => {
                if !matches!(node.value, Value::Null) {
                    self.report.wrong_kind(node, "a schema (an object)");
                }
                let mut schema = Schema::of(Type::Unstated);
                keep(&mut schema.vendor, "schema", node.to_json());
                Read {
                    schema,
                    required: None,
                }
            }
        }
    }

    /// Reads a schema from the members of its object.
    pub(super) fn object(&mut self, found: &[Member], ctx: &Context<'_>) -> Read {
        let mut schema = Schema::of(Type::Unstated);
        let mut keywords = Keywords::default();
        for member in found {
            self.sort_keyword(member, &mut keywords, &mut schema);
        }
        self.read_type(&keywords, &mut schema);
        let required = self.read_required(&keywords, &mut schema);
        self.read_parts(&keywords, &mut schema, ctx);
        self.read_checks(&keywords, &mut schema, ctx);
        schema.sensitive = is_secret(&schema, ctx.name);
        Read { schema, required }
    }

    fn sort_keyword<'a>(
        &mut self,
        member: &'a Member,
        keywords: &mut Keywords<'a>,
        schema: &mut Schema,
    ) {
        let node = &member.node;
        let name = member.name.as_str();
        let place = match name {
            "type" => Some(&mut keywords.r#type),
            "format" => Some(&mut keywords.format),
            "$ref" => Some(&mut keywords.reference),
            "properties" => Some(&mut keywords.properties),
            "items" => Some(&mut keywords.items),
            "additionalProperties" => Some(&mut keywords.additional),
            "required" => Some(&mut keywords.required),
            _ => None,
        };
        if let Some(place) = place {
            // A name that stands twice is a fault already.
            *place = place.or(Some(node));
            return;
        }
        if OF_SCALARS.contains(&name) || OF_LISTS.contains(&name) {
            keywords.checks.push((name, node));
            return;
        }
        let taken = match (name, &node.value) {
            ("example", _) if schema.example.is_none() => {
                schema.example = any_text(node);
                schema.example.is_some()
            }
            ("default", _) if schema.default.is_none() => {
                schema.default = any_text(node);
                schema.default.is_some()
            }
            ("deprecated", Value::Bool(value)) => {
                schema.deprecated = *value;
                true
            }
            ("enumValueTitles", Value::Object(titles)) if schema.values.is_empty() => {
                schema.values = meanings(titles).unwrap_or_default();
                !schema.values.is_empty()
            }
            (_, Value::String(text)) if is_prose(name) => {
                keep_prose(&mut schema.prose, name, text);
                true
            }
            _ => false,
        };
        if taken {
            return;
        }
        keep(&mut schema.vendor, name, node.to_json());
        let known = matches!(
            name,
            "example" | "default" | "deprecated" | "enumValueTitles"
        ) || KEPT_WITHOUT_REMARK.contains(&name)
            || name.starts_with("x-")
            || is_prose(name);
        if !known {
            self.report.unknown("a schema", name, node);
        }
    }

    fn read_required(&mut self, keywords: &Keywords<'_>, schema: &mut Schema) -> Option<bool> {
        let node = keywords.required?;
        let required = truth(node);
        if !matches!(node.value, Value::Bool(_)) {
            keep(&mut schema.vendor, "required", node.to_json());
        }
        required
    }

    fn read_parts(&mut self, keywords: &Keywords<'_>, schema: &mut Schema, ctx: &Context<'_>) {
        let mut unused = Vec::new();
        match (schema.r#type, keywords.properties) {
            (Type::Object, Some(node)) => {
                schema.fields = self.fields(node, keywords.required, ctx);
            }
            (_, Some(node)) => unused.push(("properties", node)),
            (_, None) => {}
        }
        match (schema.r#type, keywords.items) {
            (Type::Array, Some(node)) => {
                let items = self.within("items", |reader| reader.schema(node, ctx));
                schema.items = Some(Box::new(items.alone()));
            }
            (Type::Array, None) => schema.items = Some(Box::new(Schema::of(Type::Unstated))),
            (_, Some(node)) => unused.push(("items", node)),
            (_, None) => {}
        }
        match (schema.r#type, keywords.additional) {
            (Type::Map, Some(node)) if matches!(node.value, Value::Object(_)) => {
                let values = self.within("additionalProperties", |reader| reader.schema(node, ctx));
                schema.items = Some(Box::new(values.alone()));
            }
            (of, found) => {
                if of == Type::Map {
                    schema.items = Some(Box::new(Schema::of(Type::Any)));
                }
                unused.extend(found.map(|node| ("additionalProperties", node)));
            }
        }
        for (keyword, node) in unused {
            let (vendor, prose) = (&mut schema.vendor, &mut schema.prose);
            keep_unread(vendor, prose, keyword, node);
            if !is_empty(node) && !matches!(node.value, Value::Bool(_)) {
                self.remark_at(
                    (keyword, node),
                    &codes::BAD_SHAPE,
                    format!(
                        "`{keyword}` has no place in a schema of type `{}`",
                        schema.r#type
                    ),
                    "it is kept under `vendor`, unread",
                );
            }
        }
    }

    fn fields(&mut self, node: &Node, required: Option<&Node>, ctx: &Context<'_>) -> Vec<Field> {
        let listed: BTreeSet<&str> = match required.map(|node| &node.value) {
            Some(Value::Array(names)) => names.iter().filter_map(Node::as_str).collect(),
            _ => BTreeSet::new(),
        };
        self.report.enter("properties");
        let mut fields = Vec::new();
        for member in members(node).unwrap_or_default() {
            if self.budget.exhausted() {
                break;
            }
            let path = format!("{}.{}", ctx.path, member.name);
            let inner = Context {
                row: ctx.row,
                path: &path,
                name: &member.name,
            };
            let read = self.within(&member.name, |reader| reader.schema(&member.node, &inner));
            let required = read
                .required
                .or(listed.contains(member.name.as_str()).then_some(true));
            fields.push(Field {
                name: member.name.clone(),
                rust_name: None,
                required: Stated::from(required),
                required_by: Vec::new(),
                schema: read.schema,
            });
        }
        self.report.leave();
        fields
    }

    fn read_checks(&mut self, keywords: &Keywords<'_>, schema: &mut Schema, ctx: &Context<'_>) {
        let (of_list, of_scalar): (Vec<_>, Vec<_>) = keywords
            .checks
            .iter()
            .copied()
            .partition(|(name, _)| OF_LISTS.contains(name));
        let own = self.checks(&of_list, schema.r#type, ctx);
        schema.constraints.extend(own.constraints);
        // A list has no length or value of its own: what is asked of it in these words is asked of its elements.
        let asked = match (schema.r#type, &mut schema.items) {
            (Type::Array, Some(items)) => {
                let asked = self.checks(&of_scalar, items.r#type, ctx);
                items.constraints.extend(asked.constraints);
                asked.kept
            }
            (of, _) => {
                let asked = self.checks(&of_scalar, of, ctx);
                schema.constraints.extend(asked.constraints);
                asked.kept
            }
        };
        for (keyword, value) in own.kept.into_iter().chain(asked) {
            keep(&mut schema.vendor, &keyword, value);
        }
    }
}

/// Values with their meanings, if all of them are texts.
fn meanings(titles: &[Member]) -> Option<Vec<Meaning>> {
    titles
        .iter()
        .map(|title| {
            Some(Meaning {
                value: title.name.clone(),
                summary: None,
                prose: Some(title.node.as_str()?.to_owned()),
                deprecated: false,
            })
        })
        .collect()
}

fn is_secret(schema: &Schema, name: &str) -> bool {
    matches!(
        schema.r#type,
        Type::String | Type::Json | Type::Binary | Type::Any | Type::Unstated
    ) && names::is_secret(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reader(components: &BTreeSet<String>) -> Reader<'_> {
        Reader {
            report: Report::default(),
            components,
            ids: BTreeMap::new(),
            budget: Budget::default(),
        }
    }

    #[test]
    fn ids_are_unique_whatever_is_asked_for() {
        let none = BTreeSet::new();
        let mut reader = reader(&none);
        let given: Vec<String> = ["a.items", "a.items.2", "a.items", "a.items", "a.items.2"]
            .iter()
            .map(|id| reader.unique_id(id))
            .collect();
        let distinct: BTreeSet<&String> = given.iter().collect();
        assert_eq!(distinct.len(), given.len(), "{given:?}");
        assert_eq!(given[0], "a.items");
    }

    #[test]
    fn only_texts_are_secret() {
        assert!(is_secret(&Schema::of(Type::String), "Password"));
        assert!(!is_secret(&Schema::of(Type::Boolean), "ResetPassword"));
    }
}
