//! Lowering: from neutral specs to [decisions about Rust](model), in named passes.
//!
//! 1. [`parameters`] and [`response`] build [graphs](graph) of types, following references.
//! 2. [`scope`] names types and fields; [`context`] keeps what the next passes share.
//! 3. [`rules`] makes the statics of all rules; [`validate`] and [`cross`] the functions that judge.
//! 4. [`structs`], [`errors`] and [`info`] do the rest.
//!
//! What cannot be generated is a fault with its place; nothing is dropped silently.

pub mod checks;
#[cfg(test)]
mod checks_tests;
pub mod client;
pub mod context;
pub mod cross;
pub mod docs;
pub mod errors;
pub mod example;
pub mod faults;
pub mod find;
pub mod graph;
pub mod info;
pub mod judged;
pub mod key;
pub mod model;
pub mod numbers;
pub mod parameters;
pub mod response;
pub mod rules;
pub mod scope;
pub mod structs;
pub mod text;
pub mod validate;
pub mod words;

use std::collections::{BTreeMap, BTreeSet};

use acs_spec::{Diagnostic, Operation, codes};

use self::context::Context;
use self::docs::Detail;
use self::faults::Faults;
use self::model::{Docs, RustCrate, RustOperation};
use self::text::{code, sentence};
use crate::input::{Read, Specs};
use crate::names::{Claim, Kind, reserved};
use crate::options::pointer;
use crate::settings::{Settings, is_usable};

/// Lowers the specs of one crate.
///
/// # Errors
/// All faults of all specs, and of the settings.
pub fn lower(specs: &Specs, settings: &Settings) -> Result<RustCrate, Vec<Diagnostic>> {
    let mut faults = Vec::new();
    settings.check(specs, &mut faults);
    let wanted: Vec<&Read<Operation>> = specs
        .operations
        .iter()
        .filter(|spec| {
            settings.operations.is_empty() || settings.operations.contains(&spec.value.name)
        })
        .collect();
    let modules = modules(&wanted, settings, &mut faults);
    let mut matched: BTreeSet<&str> = BTreeSet::new();
    let mut operations = Vec::new();
    for spec in wanted {
        let module = modules.get(&spec.value.name).cloned().unwrap_or_default();
        match operation(specs, spec, settings, module, &mut matched) {
            Ok(operation) => operations.push(operation),
            Err(more) => faults.extend(more),
        }
    }
    unmatched(specs, settings, &matched, &mut faults);
    if !faults.is_empty() {
        return Err(faults);
    }
    operations.sort_by(|a, b| a.module.cmp(&b.module));
    client::methods(&mut operations, &mut faults);
    if !faults.is_empty() {
        return Err(faults);
    }
    let title = specs
        .service
        .as_ref()
        .and_then(|service| service.value.title.clone());
    let version = specs
        .service
        .as_ref()
        .map(|service| service.value.version.clone());
    let title = title.unwrap_or_else(|| specs.product().to_owned());
    Ok(RustCrate {
        name: settings.crate_name(specs),
        version: settings.crate_version.clone(),
        license: settings.license.clone(),
        runtime: settings.runtime.clone(),
        runtime_crate: settings.runtime_crate.clone(),
        own_workspace: settings.own_workspace,
        serde: settings.emit.serde,
        client: settings
            .emit
            .client
            .then(|| client::lower(specs, settings, &operations)),
        pattern: operations
            .iter()
            .any(|operation| !operation.patterns.is_empty()),
        summary: [title, version.unwrap_or_default()]
            .join(" ")
            .trim()
            .to_owned(),
        place: crate_place(specs, settings, &operations),
        operations,
    })
}

/// Names the modules.
fn modules(
    wanted: &[&Read<Operation>],
    settings: &Settings,
    faults: &mut Vec<Diagnostic>,
) -> BTreeMap<String, String> {
    let mut found = Faults::of("");
    let mut claims = Vec::new();
    for spec in wanted {
        let chosen = settings
            .names
            .get(&spec.value.name)
            .or(spec.value.rust_name.as_ref());
        if let Some(name) = chosen.filter(|name| !is_usable(name) || name.starts_with("r#")) {
            let mut own = Faults::of(&spec.file);
            scope::bad_name(name, "/rust_name", &mut own);
            faults.extend(own.into_found());
            continue;
        }
        claims.push(Claim::of([spec.value.name.clone()]).fixed(chosen.cloned()));
    }
    let names = scope::resolve_at(
        Kind::Module,
        &claims,
        reserved::MODULES,
        "/name",
        &mut found,
    );
    faults.extend(found.into_found());
    names
        .into_iter()
        .filter_map(|(path, name)| Some((path.into_iter().next()?, name)))
        .collect()
}

/// Names in the settings that no operation has.
fn unmatched(
    specs: &Specs,
    settings: &Settings,
    matched: &BTreeSet<&str>,
    faults: &mut Vec<Diagnostic>,
) {
    for (path, name) in &settings.names {
        let is_operation = specs.operations.iter().any(|spec| spec.value.name == *path);
        if !is_operation && !matched.contains(path.as_str()) {
            faults.push(Diagnostic::new(
                &codes::OVERRIDE_UNMATCHED,
                format!("the settings name `{path}`, and no spec has it"),
                "write `Operation`, `Operation.Parameter`, `Operation.List.Field` or `Operation.Response.Field`",
            ).at(pointer("name", &format!("{path}={name}"))));
        }
    }
}

fn operation<'s>(
    specs: &Specs,
    spec: &Read<Operation>,
    settings: &'s Settings,
    module: String,
    matched: &mut BTreeSet<&'s str>,
) -> Result<RustOperation, Vec<Diagnostic>> {
    let mut faults = Faults::of(&spec.file);
    refuse_unreadable(specs, spec, &mut faults);
    let service = specs.service.as_ref().map(|service| &service.value);
    let request = parameters::graph(&spec.value, service, &mut faults);
    let response = response::graph(&spec.value, service, &mut faults);
    let prefix = format!("{}.", spec.value.name);
    let own: Vec<(&'s str, &'s str)> = settings
        .names
        .iter()
        .filter_map(|(path, name)| Some((path.strip_prefix(&prefix)?, name.as_str())))
        .collect();
    let (overrides, missed) = scope::overrides(own.iter().copied(), &request.0, &response);
    let missed: BTreeSet<&str> = missed.into_iter().collect();
    matched.extend(settings.names.keys().filter_map(|path| {
        let inner = path.strip_prefix(&prefix)?;
        (!missed.contains(inner)).then_some(path.as_str())
    }));
    let detail = Detail(settings.emit.docs);
    let context = Context::new(
        spec,
        specs.service.as_ref(),
        request,
        response,
        detail,
        overrides,
        &mut faults,
    );
    context.check_finite(&mut faults);
    let mut rules = rules::lower(&context, &mut faults);
    let validators = validate::lower(&context, &rules, &mut faults);
    let cross = cross::lower(&context, &mut rules, &mut faults);
    let (structs, shapes) = structs::request(&context, &rules, &cross.docs, &mut faults);
    let place = docs::place(&spec.file, "", detail);
    let lowered = RustOperation {
        wire: spec.value.name.clone(),
        method: String::new(),
        method_docs: client::method_docs(spec),
        module,
        file: spec.file.clone(),
        sha256: spec.sha256.clone(),
        docs: module_docs(&spec.value, &place),
        errors_place: match spec.value.errors.is_empty() {
            true => place.clone(),
            false => docs::place(&spec.file, "/errors", detail),
        },
        place,
        structs,
        enums: structs::enums(&context, &mut faults),
        shapes,
        rules: rules.statics,
        patterns: validators.patterns,
        checks: validators.checks,
        cross: cross.functions,
        walks: cross.walks,
        response: response::lower(&context),
        errors: errors::lower(&spec.value, &spec.file, &mut faults),
        info: info::lower(&context, settings.emit.ram, &mut faults),
    };
    let found = faults.into_found();
    if found.is_empty() {
        Ok(lowered)
    } else {
        Err(found)
    }
}

/// Patterns and date formats that the runtime could not read are refused here, as the lint of specs refuses them.
fn refuse_unreadable(specs: &Specs, spec: &Read<Operation>, faults: &mut Faults) {
    let service = specs.service.as_ref().map(|service| &service.value);
    for lint in acs_spec::lint::operation(&spec.value, service) {
        if let Some(code) = [&codes::BAD_PATTERN, &codes::BAD_FORMAT]
            .into_iter()
            .find(|code| code.id == lint.code)
        {
            faults.add(code, &lint.pointer, lint.message, &lint.help);
        }
    }
}

fn module_docs(operation: &Operation, place: &str) -> Docs {
    let name = code(&operation.name);
    let what = match operation.summary.as_deref() {
        Some(summary) => format!("{name}: {}", sentence(summary)),
        None => format!("The operation {name}."),
    };
    vec![format!("{what} {place}").trim_end().to_owned()]
}

/// Where the spec speaks of what all operations share: in the service's file, else in that of each operation.
fn crate_place(specs: &Specs, settings: &Settings, operations: &[RustOperation]) -> String {
    let detail = Detail(settings.emit.docs);
    match &specs.service {
        Some(service) => docs::place(&service.file, "", detail),
        None => {
            let places: Vec<&str> = operations.iter().map(|each| each.place.as_str()).collect();
            places.join(" ").trim().to_owned()
        }
    }
}
