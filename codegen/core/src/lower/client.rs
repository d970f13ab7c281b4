//! Clients: which method sends which operation, and where the service answers.

use std::collections::BTreeSet;

use acs_spec::{Diagnostic, Operation, codes};

use super::docs;
use super::example;
use super::model::{Docs, RustClient, RustEndpoints, RustOperation};
use super::text::{code, sentence};
use crate::input::{Read, Specs};
use crate::names::reserved::CLIENT_METHODS;
use crate::settings::{Policy, Settings};

/// What is the same for all operations.
#[must_use]
pub fn lower(specs: &Specs, settings: &Settings, operations: &[RustOperation]) -> RustClient {
    let name = settings.crate_name(specs);
    let endpoints = endpoints(specs);
    let region = endpoints.regions.first().map(|(name, ..)| name.as_str());
    let example = example::lower(&name.replace('-', "_"), region, operations);
    RustClient {
        name: format!("{name}/{}", settings.crate_version),
        policy: match settings.policy {
            Policy::Strict => Some("Strict"),
            Policy::Enforce => None,
            Policy::Report => Some("Report"),
            Policy::Off => Some("Off"),
        },
        endpoints,
        example,
    }
}

fn endpoints(specs: &Specs) -> RustEndpoints {
    let Some(service) = &specs.service else {
        return RustEndpoints::default();
    };
    let stated = &service.value.endpoints;
    let mut regions: Vec<_> = stated
        .regions
        .iter()
        .map(|each| (each.region.clone(), each.public.clone(), each.vpc.clone()))
        .collect();
    regions.sort();
    RustEndpoints {
        from: Some((service.file.clone(), service.sha256.clone())),
        rule: stated.rule.clone(),
        vpc_rule: stated.vpc_rule.clone(),
        regions,
    }
}

/// Names the methods: like the modules, save that a name which a client has for itself gets the word `operation`.
pub fn methods(operations: &mut [RustOperation], faults: &mut Vec<Diagnostic>) {
    let modules: BTreeSet<String> = operations.iter().map(|each| each.module.clone()).collect();
    for each in operations {
        if !CLIENT_METHODS.contains(&each.module.as_str()) {
            each.method.clone_from(&each.module);
            continue;
        }
        each.method = format!("{}_operation", each.module);
        if modules.contains(&each.method) {
            let message = format!(
                "the client's method for {} becomes `{}`, which is another operation's",
                code(&each.wire),
                each.method
            );
            let help = "give one of them another `rust_name`";
            faults.push(
                Diagnostic::new(&codes::NAME_COLLISION, message, help)
                    .at("/name")
                    .in_file(&each.file, 0, 0),
            );
        }
    }
}

/// The documentation of the method that sends an operation.
#[must_use]
pub fn method_docs(spec: &Read<Operation>) -> Docs {
    let name = code(&spec.value.name);
    let mut docs = vec![match spec.value.summary.as_deref() {
        Some(summary) => format!("{name}: {}", sentence(summary)),
        None => format!("Sends {name}."),
    }];
    docs.push(String::new());
    if spec.value.deprecated {
        docs.push("Deprecated by the provider.".to_owned());
    }
    docs.push(docs::spec(&spec.file, ""));
    docs
}
