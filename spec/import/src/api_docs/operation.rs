//! Reads one operation: its own facts here, its parameters and answers in the neighbouring modules.

use std::collections::BTreeMap;

use acs_spec::codes;
use acs_spec::json::{Member, Node, Value};
use acs_spec::operation::{Access, Style};
use acs_spec::{Json, Operation, Stated};

use super::rows::fingerprint_of;
use super::schema::Reader;
use super::values::{is_prose, keep, keep_prose, scalar, texts};

/// Keywords whose rows have fingerprints of their own.
const ROWS_OF_THEIR_OWN: &[&str] = &["parameters", "responses", "errorCodes"];

/// What an operation has from its file.
pub(super) struct Shared {
    pub(super) product: String,
    pub(super) version: String,
    pub(super) style: Stated<Style>,
}

impl Reader<'_> {
    /// Reads an operation, and gives the fingerprints of its rows. Its schemas and its source are not filled in yet.
    pub(super) fn operation(
        &mut self,
        name: &str,
        found: &[Member],
        shared: &Shared,
    ) -> (Operation, BTreeMap<String, String>) {
        self.ids.clear();
        let mut operation = Operation::named(name);
        operation.product = Stated::Stated(shared.product.clone());
        operation.version = Stated::Stated(shared.version.clone());
        operation.style = shared.style.clone();
        let mut rows = BTreeMap::new();
        let own = found
            .iter()
            .filter(|member| !ROWS_OF_THEIR_OWN.contains(&member.name.as_str()))
            .map(|member| (member.name.clone(), member.node.to_json()));
        rows.insert(
            "operation".to_owned(),
            fingerprint_of(Json::Object(own.collect())),
        );
        for member in found {
            let (keyword, node) = (member.name.as_str(), &member.node);
            self.report.enter(keyword);
            let taken = match keyword {
                "parameters" => {
                    self.parameters(node, &mut operation, &mut rows);
                    true
                }
                "responses" => {
                    self.responses(node, &mut operation, &mut rows);
                    true
                }
                "errorCodes" => {
                    self.errors(node, &mut operation, &mut rows);
                    true
                }
                "responseDemo" => {
                    self.examples(node, &mut operation);
                    true
                }
                _ => self.own_fact(keyword, node, &mut operation),
            };
            self.report.leave();
            if !taken {
                keep(&mut operation.vendor, keyword, node.to_json());
                let known =
                    matches!(keyword, "systemTags" | "staticInfo") || keyword.starts_with("x-");
                if !known {
                    self.report.unknown("an operation", keyword, node);
                }
            }
        }
        if operation.path == Stated::Unstated && operation.style == Stated::Stated(Style::Rpc) {
            operation.path = Stated::Stated("/".to_owned());
        }
        operation.idempotency_parameter = crate::names::idempotency_parameter(&operation);
        (operation, rows)
    }

    /// Takes over one fact; false where it has no place among the typed ones.
    fn own_fact(&mut self, keyword: &str, node: &Node, operation: &mut Operation) -> bool {
        match (keyword, &node.value) {
            ("methods", _) => texts(node).is_some_and(|methods| {
                let upper = methods.iter().map(|method| method.to_ascii_uppercase());
                operation.methods = Stated::Stated(upper.collect());
                true
            }),
            ("schemes", _) => texts(node).is_some_and(|schemes| {
                operation.schemes = Stated::Stated(schemes);
                true
            }),
            ("consumes", _) => texts(node).is_some_and(|types| {
                operation.consumes = types;
                true
            }),
            ("produces", _) => texts(node).is_some_and(|types| {
                operation.produces = types;
                true
            }),
            ("path", Value::String(path)) => {
                operation.path = Stated::Stated(path.clone());
                true
            }
            ("style", Value::String(word)) => read_style(word).is_some_and(|style| {
                operation.style = Stated::Stated(style);
                true
            }),
            ("operationType", Value::String(word)) => read_access(word).is_some_and(|access| {
                operation.access = Stated::Stated(access);
                true
            }),
            ("deprecated", Value::Bool(value)) => {
                operation.deprecated = *value;
                true
            }
            ("security", Value::Array(items)) if !items.is_empty() => {
                self.security(items, operation);
                true
            }
            ("staticInfo", _) => {
                operation.replaced_by = node
                    .get("substitutions")
                    .map(|names| match &names.value {
                        Value::Array(names) => names.iter().filter_map(scalar).collect(),
                        Value::String(name) => vec![name.clone()],
                        _ => Vec::new(),
                    })
                    .unwrap_or_default();
                false
            }
            (_, Value::String(text)) if is_prose(keyword) => {
                keep_prose(&mut operation.prose, keyword, text);
                true
            }
            _ => false,
        }
    }

    /// Each entry is an object whose one name is a way to authenticate, with an empty list of scopes.
    fn security(&mut self, items: &[Node], operation: &mut Operation) {
        let mut left = Vec::new();
        for (n, item) in items.iter().enumerate() {
            let plain = match &item.value {
                Value::Object(members) => match members.as_slice() {
                    [member] if matches!(&member.node.value, Value::Array(scopes) if scopes.is_empty()) => {
                        Some(&member.name)
                    }
                    _ => None,
                },
                _ => None,
            };
            match plain {
                Some(name) => operation.security.push(name.clone()),
                None => {
                    // Its names are ways to authenticate all the same; what is said beyond them is kept.
                    if let Value::Object(members) = &item.value {
                        let names = members.iter().map(|member| member.name.clone());
                        operation.security.extend(names);
                    }
                    self.within(&n.to_string(), |reader| {
                        reader.report.remark(
                            item,
                            &codes::UNKNOWN_KEYWORD,
                            "this way to authenticate has more to it than a name".to_owned(),
                            "it is kept under `vendor`, in `security`",
                        );
                    });
                    left.push(item.to_json());
                }
            }
        }
        if !left.is_empty() {
            keep(&mut operation.vendor, "security", Json::Array(left));
        }
    }
}

/// How requests are addressed, in any letter case.
pub(super) fn read_style(word: &str) -> Option<Style> {
    match word.to_ascii_uppercase().as_str() {
        "RPC" => Some(Style::Rpc),
        "ROA" => Some(Style::Roa),
        _ => None,
    }
}

fn read_access(word: &str) -> Option<Access> {
    match word {
        "read" => Some(Access::Read),
        "write" => Some(Access::Write),
        "readAndWrite" => Some(Access::ReadWrite),
        _ => None,
    }
}
