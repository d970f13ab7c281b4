//! Makes a [`Plan`] of a spec, once for all requests, and finds what makes a spec unfit to judge by.
//!
//! A plan is made in any case, since a JSON request is turned into pairs by it; whoever judges must heed the faults.

mod checks;
mod rules;
mod tree;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use acs_spec::codes::{self, Code};
use acs_spec::constraint::WireError;
use acs_spec::source::{Evidence, Source, SourceKind};
use acs_spec::{Diagnostic, Operation, Schema, Service};

use crate::plan::Plan;
use crate::reading::Standing;

/// What is known while a plan is made.
pub(crate) struct Preparer<'s> {
    operation: &'s Operation,
    service: Option<&'s Service>,
    sources: BTreeMap<&'s str, (SourceKind, Option<Arc<str>>)>,
    answers: BTreeMap<String, Arc<WireError>>,
    faults: Vec<Diagnostic>,
}

/// The plan of an operation, and what is wrong with the spec.
pub(crate) fn prepare(operation: &Operation, service: Option<&Service>) -> (Plan, Vec<Diagnostic>) {
    let mut preparer = Preparer {
        operation,
        service,
        sources: sources(operation, service),
        answers: answers(service),
        faults: Vec::new(),
    };
    preparer.refuse_repeated_ids();
    let (nodes, request) = preparer.tree();
    let rules = preparer.rules(&nodes, &request);
    // The operation's own page, where a source has one, says more than the address that all operations share.
    let page = operation
        .sources
        .iter()
        .filter(|source| source.kind == SourceKind::Page)
        .find_map(|source| source.url.as_deref());
    let shared = || {
        let address = service?.documentation.as_ref()?;
        Some(address.replace("{operation}", &operation.name))
    };
    let documentation = page.map(str::to_owned).or_else(shared).map(Arc::from);
    let plan = Plan {
        request,
        nodes,
        rules,
        answers: preparer.answers,
        documentation,
    };
    (plan, distinct(preparer.faults))
}

fn sources<'s>(
    operation: &'s Operation,
    service: Option<&'s Service>,
) -> BTreeMap<&'s str, (SourceKind, Option<Arc<str>>)> {
    let shared: &[Source] = service.map_or(&[], |service| &service.sources);
    // The operation's own come last and win.
    shared
        .iter()
        .chain(&operation.sources)
        .map(|source| {
            let address = source.url.as_deref().map(Arc::from);
            (source.id.as_str(), (source.kind, address))
        })
        .collect()
}

fn answers(service: Option<&Service>) -> BTreeMap<String, Arc<WireError>> {
    let mut answers = BTreeMap::new();
    for error in service.iter().flat_map(|service| &service.common_errors) {
        for kind in &error.answers {
            // The first that answers a kind is the one.
            answers.entry(kind.clone()).or_insert_with(|| {
                Arc::new(WireError {
                    status: error.status,
                    code: error.code.clone(),
                    inferred: error.inferred,
                })
            });
        }
    }
    answers
}

/// A schema that several references lead to is looked at several times, and its faults are found as often.
fn distinct(faults: Vec<Diagnostic>) -> Vec<Diagnostic> {
    let mut seen = BTreeSet::new();
    faults
        .into_iter()
        .filter(|fault| seen.insert((fault.pointer.clone(), fault.code, fault.message.clone())))
        .collect()
}

impl Preparer<'_> {
    fn fault(&mut self, code: &'static Code, pointer: &str, message: String, help: &str) {
        self.faults
            .push(Diagnostic::new(code, message, help).at(pointer));
    }

    /// How firmly something stands that has this evidence.
    fn standing(&mut self, tier: acs_spec::Tier, evidence: &[Evidence], pointer: &str) -> Standing {
        let mut found = Vec::with_capacity(evidence.len());
        for (n, piece) in evidence.iter().enumerate() {
            match self.sources.get(piece.source.as_str()) {
                Some((kind, address)) => found.push((*kind, piece.stated, address.clone())),
                None => self.fault(
                    &codes::UNKNOWN_SOURCE,
                    &format!("{pointer}/evidence/{n}/source"),
                    format!("no source has the id `{}`", piece.source),
                    "name one of the operation's `sources`, or add it there",
                ),
            }
        }
        Standing {
            tier,
            evidence: found,
        }
    }

    /// What the service answers where this is broken.
    fn wire_error(&self, own: Option<&WireError>, kind: &str) -> Option<Arc<WireError>> {
        match own {
            Some(error) => Some(Arc::new(error.clone())),
            None => self.answers.get(kind).cloned(),
        }
    }

    fn refuse_repeated_ids(&mut self) {
        let mut ids: Vec<(String, &str)> = Vec::new();
        for (n, parameter) in self.operation.parameters.iter().enumerate() {
            constraint_ids(
                &parameter.schema,
                format!("/parameters/{n}/schema"),
                &mut ids,
            );
        }
        for (name, schema) in &self.operation.schemas {
            constraint_ids(
                schema,
                acs_spec::shape::pointer(&["schemas", name]),
                &mut ids,
            );
        }
        for (n, rule) in self.operation.rules.iter().enumerate() {
            ids.push((format!("/rules/{n}"), rule.id.as_str()));
        }
        let mut seen = BTreeSet::new();
        for (pointer, id) in ids {
            if !seen.insert(id) {
                self.fault(
                    &codes::DUPLICATE_NAME,
                    &format!("{pointer}/id"),
                    format!("the rule id `{id}` is taken already"),
                    "give each constraint and rule of the operation an id of its own",
                );
            }
        }
    }
}

fn constraint_ids<'s>(schema: &'s Schema, pointer: String, out: &mut Vec<(String, &'s str)>) {
    for (n, constraint) in schema.constraints.iter().enumerate() {
        out.push((format!("{pointer}/constraints/{n}"), constraint.id.as_str()));
    }
    for (n, field) in schema.fields.iter().enumerate() {
        constraint_ids(&field.schema, format!("{pointer}/fields/{n}/schema"), out);
    }
    if let Some(items) = &schema.items {
        constraint_ids(items, format!("{pointer}/items"), out);
    }
}
