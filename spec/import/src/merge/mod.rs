//! Merge of evidence: what several sources say of one operation, as one spec.
//!
//! * Where sources disagree on what is allowed, the looser reading is documented and the stricter one is advice.
//! * A source that is silent says nothing, and what it is known to have lost is unknown.
//! * One rule in two places is one rule with two pieces of evidence.
//! * Ids are stable: what a spec has already keeps its id when a source is added; the newcomer's id names its source.
//!
//! The parts come in the order of the spec's sources, and the first goes first wherever only one can: it has the order of
//! parameters, and the types. A fact that is no constraint and on which sources disagree is remarked.

mod answers;
mod constraints;
mod keep;
pub mod order;
mod project;
pub mod rules;
mod schema;
mod service;
mod union;

use std::collections::BTreeSet;

use acs_spec::source::SourceKind;
use acs_spec::{Diagnostic, Operation, Stated, codes};

pub use keep::words;
pub use project::retained;
pub use service::service;

/// One spec of several sources.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Merged {
    /// The operation. It holds the provider's prose under `prose`, as its parts do.
    pub operation: Operation,
    /// Where sources disagree on what cannot be both.
    pub remarks: Vec<Diagnostic>,
}

/// Merges what sources say of one operation; `base` is the spec so far, whose order of sources and whose ids are kept.
/// `None` where there are no parts.
#[must_use]
pub fn merge(parts: Vec<Operation>, base: Option<&Operation>) -> Option<Merged> {
    let mut parts = parts;
    parts.sort_by_key(|part| rank(part, base));
    let mut parts = parts.into_iter();
    let mut merger = Merger {
        operation: parts.next()?,
        remarks: Vec::new(),
        id: String::new(),
    };
    for part in parts {
        merger.add(part);
    }
    if let Some(base) = base {
        keep::keep(&mut merger.operation, base);
    }
    Some(Merged {
        operation: merger.operation,
        remarks: merger.remarks,
    })
}

/// Sources of the spec first, in its order; then others by kind.
fn rank(part: &Operation, base: Option<&Operation>) -> (usize, SourceKind) {
    let source = part.sources.first();
    let kind = source.map_or(SourceKind::Observation, |source| source.kind);
    let known = base.map_or(&[] as &[_], |base| base.sources.as_slice());
    let place = known.iter().position(|source| source.kind == kind);
    (place.unwrap_or(known.len()), kind)
}

struct Merger {
    operation: Operation,
    remarks: Vec<Diagnostic>,
    /// The id of the source that is being added.
    id: String,
}

impl Merger {
    fn remark(&mut self, place: &str, what: &str, first: &str, second: &str) {
        let message = format!(
            "{what}: the sources so far say {first}, and `{}` says {second}",
            self.id
        );
        let help = "the first is kept; a correction settles it otherwise";
        self.remarks
            .push(Diagnostic::new(&codes::SOURCE_CONFLICT, message, help).at(place));
    }

    fn add(&mut self, mut part: Operation) {
        self.rename_source(&mut part);
        self.heading(&part);
        let ids = constraints::ids(&self.operation);
        let mut adder = schema::Adder {
            merger: self,
            taken: ids,
        };
        adder.parameters(std::mem::take(&mut part.parameters));
        adder.schemas(std::mem::take(&mut part.schemas));
        adder.responses(std::mem::take(&mut part.responses));
        let taken = adder.taken;
        self.rules(std::mem::take(&mut part.rules), taken);
        answers::add(&mut self.operation, &mut part);
        self.operation.sources.append(&mut part.sources);
        self.operation.losses.append(&mut part.losses);
    }

    /// Two sources of one kind come with the same id: the second gets a number.
    fn rename_source(&mut self, part: &mut Operation) {
        let taken: BTreeSet<&str> = self
            .operation
            .sources
            .iter()
            .map(|source| &*source.id)
            .collect();
        let Some(old) = part.sources.first().map(|source| source.id.clone()) else {
            return;
        };
        let mut new = old.clone();
        let mut n = 2;
        while taken.contains(new.as_str()) {
            new = format!("{old}-{n}");
            n += 1;
        }
        if new != old {
            project::rename(part, &old, &new);
        }
        self.id = new;
    }

    fn heading(&mut self, part: &Operation) {
        let own = &mut self.operation;
        stated(&mut own.product, &part.product);
        stated(&mut own.version, &part.version);
        stated(&mut own.style, &part.style);
        stated(&mut own.schemes, &part.schemes);
        stated(&mut own.path, &part.path);
        stated(&mut own.access, &part.access);
        if let (Stated::Stated(was), Stated::Stated(is)) = (&own.methods, &part.methods)
            && was != is
        {
            let (was, is) = (was.join(", "), is.join(", "));
            self.remark("/methods", "methods", &was, &is);
        }
        let own = &mut self.operation;
        stated(&mut own.methods, &part.methods);
        unite(&mut own.consumes, &part.consumes);
        unite(&mut own.produces, &part.produces);
        unite(&mut own.security, &part.security);
        unite(&mut own.replaced_by, &part.replaced_by);
        unite(&mut own.refers_to, &part.refers_to);
        own.deprecated |= part.deprecated;
        own.idempotency_parameter = own
            .idempotency_parameter
            .take()
            .or_else(|| part.idempotency_parameter.clone());
        for (key, text) in &part.prose {
            own.prose.entry(key.clone()).or_insert_with(|| text.clone());
        }
        for (key, value) in &part.vendor {
            own.vendor
                .entry(key.clone())
                .or_insert_with(|| value.clone());
        }
    }

    fn rules(&mut self, new: Vec<acs_spec::Rule>, mut taken: BTreeSet<String>) {
        for rule in new {
            constraints::add_rule(&mut self.operation.rules, rule, &self.id, &mut taken);
        }
    }
}

/// Where a schema keeps the type that a source gives it, if that is not the one it has: among the vendor's facts.
#[must_use]
pub fn type_key(source: &str) -> String {
    format!("{TYPE_KEY}{source}")
}

/// How such a key begins.
pub const TYPE_KEY: &str = "type@";

fn stated<T: Clone>(own: &mut Stated<T>, other: &Stated<T>) {
    if matches!(own, Stated::Unstated) {
        *own = other.clone();
    }
}

fn unite(own: &mut Vec<String>, others: &[String]) {
    for other in others {
        if !own.contains(other) {
            own.push(other.clone());
        }
    }
}
