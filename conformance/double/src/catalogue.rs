//! The operations of a double, and how a request finds its own. No operation is known by name here.

use std::collections::BTreeMap;
use std::sync::Arc;

use acs_judge::Judge;
use acs_spec::operation::{Access, Location, Style};
use acs_spec::write::compact;
use acs_spec::{Json, Operation, Parameter, Schema, Service, Type};

use crate::message::Message;
use crate::sign::SYSTEM_PARAMETERS;
use crate::specs::{Specs, shown};
use crate::text;

/// One operation, ready to be served.
#[derive(Debug)]
pub(crate) struct Entry {
    pub(crate) operation: Operation,
    pub(crate) service: Option<Arc<Service>>,
    pub(crate) judge: Judge,
    /// Product code; empty where no source states one.
    pub(crate) product: String,
    /// API version; empty where no source states one: then any will do.
    pub(crate) version: String,
    /// Names of parameters that hold secrets.
    pub(crate) sensitive: Vec<String>,
    /// Whether it changes anything.
    pub(crate) writes: bool,
}

#[derive(Debug, Default)]
pub(crate) struct Catalogue {
    entries: Vec<Arc<Entry>>,
    by_name: BTreeMap<String, Vec<Arc<Entry>>>,
}

/// What of an operation's request cannot be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Unfit(pub(crate) &'static str);

impl Catalogue {
    /// Prepares all operations. All faults are told at once.
    pub(crate) fn new(groups: Vec<Specs>) -> Result<Self, String> {
        let mut catalogue = Catalogue::default();
        let mut faults = Vec::new();
        for group in groups {
            let service = group.service.map(Arc::new);
            for operation in group.operations {
                match Judge::new(&operation, service.as_deref()) {
                    Ok(judge) => {
                        catalogue.add(Entry::new(operation, service.clone(), judge), &mut faults)
                    }
                    Err(found) => {
                        faults.extend(
                            found
                                .iter()
                                .map(|fault| format!("{}: {}", operation.name, shown(fault))),
                        );
                    }
                }
            }
        }
        if catalogue.entries.is_empty() && faults.is_empty() {
            faults.push("there is no operation to serve: name specs with `--spec`".to_owned());
        }
        match faults.is_empty() {
            true => Ok(catalogue),
            false => Err(faults.join("\n")),
        }
    }

    fn add(&mut self, entry: Entry, faults: &mut Vec<String>) {
        let twins = self
            .by_name
            .entry(entry.operation.name.clone())
            .or_default();
        if twins.iter().any(|twin| twin.version == entry.version) {
            faults.push(format!(
                "two specs are of operation `{}`, version `{}`, and requests could not be told apart: serve them by two doubles",
                entry.operation.name, entry.version
            ));
            return;
        }
        let entry = Arc::new(entry);
        twins.push(Arc::clone(&entry));
        self.entries.push(entry);
    }

    pub(crate) fn entries(&self) -> &[Arc<Entry>] {
        &self.entries
    }

    /// The operation of this name; of several versions the first.
    pub(crate) fn named(&self, name: &str) -> Option<&Arc<Entry>> {
        self.by_name.get(name)?.first()
    }

    /// The operation that a request is addressed to: by name and version, or, without a name, by method and path.
    pub(crate) fn find(&self, message: &Message) -> Option<&Arc<Entry>> {
        let version = message.version();
        let fits = |entry: &&Arc<Entry>| {
            entry.version.is_empty() || version.is_none_or(|version| version == entry.version)
        };
        match message.action() {
            Some(action) => self.by_name.get(action)?.iter().find(fits),
            None => self.entries.iter().filter(fits).find(|entry| {
                entry.is_roa()
                    && entry.takes_method(message.method.as_str())
                    && entry.path(&message.path).is_some()
            }),
        }
    }
}

impl Entry {
    fn new(operation: Operation, service: Option<Arc<Service>>, judge: Judge) -> Self {
        let of_service = |part: fn(&Service) -> &String| service.as_deref().map(part).cloned();
        let sensitive = operation
            .parameters
            .iter()
            .filter(|p| holds_secret(&operation, service.as_deref(), &p.schema, 0));
        Entry {
            product: operation
                .product
                .get()
                .cloned()
                .or_else(|| of_service(|s| &s.product))
                .unwrap_or_default(),
            version: operation
                .version
                .get()
                .cloned()
                .or_else(|| of_service(|s| &s.version))
                .unwrap_or_default(),
            sensitive: sensitive.map(|parameter| parameter.name.clone()).collect(),
            writes: !matches!(operation.access.get(), Some(Access::Read)),
            judge,
            service,
            operation,
        }
    }

    pub(crate) fn is_roa(&self) -> bool {
        let common = self
            .service
            .as_ref()
            .and_then(|service| service.common.style.get().copied());
        self.operation.style.get().copied().or(common) == Some(Style::Roa)
    }

    /// Whether the operation is called with this method. RPC operations take GET and POST, whichever the spec prefers.
    pub(crate) fn takes_method(&self, method: &str) -> bool {
        if !self.is_roa() && matches!(method, "GET" | "POST") {
            return true;
        }
        let common = self
            .service
            .as_ref()
            .and_then(|service| service.common.methods.get());
        let stated = self.operation.methods.get().or(common);
        stated.is_none_or(|methods| {
            methods
                .iter()
                .any(|known| known.eq_ignore_ascii_case(method))
        })
    }

    /// The values that a path has in the holes of the operation's own; `None` where it is another path.
    pub(crate) fn path(&self, path: &str) -> Option<Vec<(String, String)>> {
        let template = match self.operation.path.get() {
            Some(template) if self.is_roa() => template.split('?').next().unwrap_or_default(),
            _ => return (path == "/").then(Vec::new),
        };
        let (mut wanted, mut given) = (template.split('/'), path.split('/'));
        let mut out = Vec::new();
        loop {
            match (wanted.next(), given.next()) {
                (None, None) => return Some(out),
                (Some(want), Some(segment)) => match want
                    .strip_prefix('{')
                    .and_then(|want| want.strip_suffix('}'))
                {
                    Some(name) if !segment.is_empty() => {
                        out.push((name.to_owned(), text::decode(segment, false)?))
                    }
                    Some(_) => return None,
                    None if want == segment => {}
                    None => return None,
                },
                _ => return None,
            }
        }
    }

    /// What the request holds for the operation: pairs from query, form, path, headers and body.
    pub(crate) fn pairs(&self, message: &Message) -> Result<Vec<(String, String)>, Unfit> {
        let mut pairs: Vec<(String, String)> = message
            .parameters()
            .filter(|(name, _)| !SYSTEM_PARAMETERS.contains(&name.as_str()) || self.declares(name))
            .cloned()
            .collect();
        pairs.extend(self.path(&message.path).unwrap_or_default());
        for parameter in &self.operation.parameters {
            let value = match self.location(parameter) {
                Some(Location::Header) => message.header(&parameter.name),
                Some(Location::Host) => message.host().split('.').next(),
                _ => None,
            };
            pairs.extend(value.map(|value| (parameter.name.clone(), value.to_owned())));
        }
        if message.form.is_empty() && !message.body.is_empty() {
            pairs.extend(self.body(message)?);
        }
        Ok(pairs)
    }

    fn body(&self, message: &Message) -> Result<Vec<(String, String)>, Unfit> {
        let parts: Vec<&str> = self
            .operation
            .parameters
            .iter()
            .filter(|parameter| self.location(parameter) == Some(Location::Body))
            .map(|parameter| parameter.name.as_str())
            .collect();
        let Some(first) = parts.first() else {
            return Ok(Vec::new());
        };
        let body = std::str::from_utf8(&message.body).map_err(|_| Unfit("the body is no UTF-8"))?;
        // A parameter of this name is the body; others are members of it.
        if parts.len() == 1 && first.eq_ignore_ascii_case("body") {
            return Ok(vec![((*first).to_owned(), body.to_owned())]);
        }
        match acs_spec::json::parse(body).map(|tree| tree.to_json()) {
            Ok(Json::Object(members)) => Ok(members
                .into_iter()
                .filter_map(|(name, value)| Some((name, as_text(value)?)))
                .collect()),
            _ => Err(Unfit("the body is no JSON object")),
        }
    }

    /// Where a parameter travels: as its spec says, else as its service does.
    fn location(&self, parameter: &Parameter) -> Option<Location> {
        let common = self.service.as_ref();
        let common = common.and_then(|service| service.common.location.get());
        parameter.location.get().or(common).copied()
    }

    /// Whether a value on the wire is the one that a spec names.
    pub(crate) fn is_value(&self, name: &str, want: &str, value: &str) -> bool {
        let mut parameters = self.operation.parameters.iter();
        let parameter = parameters.find(|parameter| parameter.name == name);
        match parameter.map(|parameter| self.resolve(&parameter.schema).r#type) {
            Some(Type::Boolean) => want.eq_ignore_ascii_case(value),
            Some(Type::Int32 | Type::Int64) => {
                want == value
                    || want
                        .parse::<i64>()
                        .is_ok_and(|want| value.parse() == Ok(want))
            }
            _ => want == value,
        }
    }

    fn declares(&self, name: &str) -> bool {
        self.operation
            .parameters
            .iter()
            .any(|parameter| parameter.name == name)
    }

    /// Whether a pair of this name may hold a secret.
    pub(crate) fn is_sensitive(&self, name: &str) -> bool {
        self.sensitive.iter().any(|secret| {
            name.strip_prefix(secret.as_str())
                .is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
        })
    }

    /// The schema itself, where it is a reference to one.
    pub(crate) fn resolve<'a>(&'a self, schema: &'a Schema) -> &'a Schema {
        resolve(&self.operation, self.service.as_deref(), schema)
    }
}

fn resolve<'a>(
    operation: &'a Operation,
    service: Option<&'a Service>,
    schema: &'a Schema,
) -> &'a Schema {
    let mut schema = schema;
    // A chain of references ends, or it was refused when the judge was made; the bound is for responses.
    for _ in 0..32 {
        let Some(name) = &schema.reference else { break };
        let shared = || service.and_then(|service| service.schemas.get(name));
        match operation.schemas.get(name).or_else(shared) {
            Some(next) => schema = next,
            None => break,
        }
    }
    schema
}

fn holds_secret(
    operation: &Operation,
    service: Option<&Service>,
    schema: &Schema,
    depth: usize,
) -> bool {
    let inner = resolve(operation, service, schema);
    schema.sensitive
        || inner.sensitive
        || depth < 16
            && (inner
                .items
                .iter()
                .any(|items| holds_secret(operation, service, items, depth + 1))
                || inner
                    .fields
                    .iter()
                    .any(|field| holds_secret(operation, service, &field.schema, depth + 1)))
}

/// A member of a JSON body as the text of a pair.
fn as_text(value: Json) -> Option<String> {
    match value {
        Json::Null => None,
        Json::String(text) | Json::Number(text) => Some(text),
        other => Some(compact(&other)),
    }
}
