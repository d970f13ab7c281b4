//! Compares what all operations of a product version share.

use std::collections::{BTreeMap, BTreeSet};

use acs_spec::service::{Endpoint, Service};
use acs_spec::write::compact;
use acs_spec::{Json, Operation};

use super::change::{Change, Judgement, Kind};
use super::fields::Walk;
use super::judge;
use super::path::Path;
use super::view::{Spoken, View};
use acs_spec::source::SourceKind;

/// Facts of the file itself, its catalogue of operations and its version: they say nothing of the interface.
const OF_THE_FILE: &[&str] = &["directories", "version"];

/// All changes of the product version. `spoken`: what each side's operations speak of.
pub(super) fn compare(
    before: &Service,
    after: &Service,
    spoken: (&Spoken, &Spoken),
) -> Vec<Change> {
    let mut out = Vec::new();
    endpoints(before, after, &mut out);
    style(before, after, &mut out);
    vendor(before, after, &mut out);
    schemas(before, after, spoken, &mut out);
    out
}

fn change(
    kind: Kind,
    place: String,
    pointer: &str,
    (before, after): (Option<String>, Option<String>),
    judgement: Judgement,
) -> Change {
    Change {
        kind,
        operation: String::new(),
        place,
        pointer: pointer.to_owned(),
        before,
        after,
        judgement,
        note: None,
        rows: BTreeSet::new(),
        worded: false,
    }
}

/// A file without any endpoint is silent on them.
pub(super) fn endpoints(before: &Service, after: &Service, out: &mut Vec<Change>) {
    let (was, is) = (&before.endpoints.regions, &after.endpoints.regions);
    if was.is_empty() || is.is_empty() {
        return;
    }
    let by_region = |list: &'_ [Endpoint]| -> BTreeMap<String, Endpoint> {
        list.iter()
            .map(|one| (one.region.clone(), one.clone()))
            .collect()
    };
    // In a spec a host that the rule gives is not written down, and hosts within a VPC may come from elsewhere.
    let rule = before.endpoints.rule.as_ref();
    let silent = |region: &str| {
        let states = |one: &Endpoint| one.region == region && one.vpc.is_some();
        rule.is_some() && !(was.iter().any(states) && is.iter().any(states))
    };
    let hosts = |endpoint: &Endpoint| {
        let by_rule = rule.map(|rule| rule.replace("{region}", &endpoint.region));
        let public = endpoint.public.clone().or(by_rule);
        let vpc = endpoint.vpc.clone().filter(|_| !silent(&endpoint.region));
        let all = [("", public), ("vpc ", vpc)];
        let stated = all
            .into_iter()
            .filter_map(|(what, host)| Some(format!("{what}{}", host?)));
        stated.collect::<Vec<_>>().join(", ")
    };
    let (was, is) = (by_region(was), by_region(is));
    let at = "/endpoints/regions";
    for (region, old) in &was {
        let place = format!("endpoint {region}");
        match is.get(region) {
            None => {
                let facts = (Some(hosts(old)), None);
                out.push(change(
                    Kind::EndpointRemoved,
                    place,
                    at,
                    facts,
                    judge::endpoint_removed(),
                ));
            }
            Some(new) if hosts(new) != hosts(old) => {
                let facts = (Some(hosts(old)), Some(hosts(new)));
                out.push(change(
                    Kind::EndpointChanged,
                    place,
                    at,
                    facts,
                    judge::endpoint_changed(),
                ));
            }
            Some(_) => {}
        }
    }
    for (region, new) in is.iter().filter(|(region, _)| !was.contains_key(*region)) {
        let facts = (None, Some(hosts(new)));
        let place = format!("endpoint {region}");
        out.push(change(
            Kind::EndpointAdded,
            place,
            at,
            facts,
            judge::endpoint_added(),
        ));
    }
}

fn style(before: &Service, after: &Service, out: &mut Vec<Change>) {
    if let (Some(was), Some(is)) = (before.common.style.get(), after.common.style.get())
        && was != is
    {
        let facts = (Some(was.to_string()), Some(is.to_string()));
        let place = "all operations".to_owned();
        out.push(change(
            Kind::StyleChanged,
            place,
            "/common/style",
            facts,
            judge::style_changed(),
        ));
    }
}

fn vendor(before: &Service, after: &Service, out: &mut Vec<Change>) {
    for (key, was) in &before.vendor {
        let is = after.vendor.get(key);
        let same = |is: &Json| is == was || (is_empty(is) && is_empty(was));
        if OF_THE_FILE.contains(&key.as_str()) || is.is_none_or(same) {
            continue;
        }
        let shown = |value: &Json| Some(format!("{key}: {}", compact(value)));
        let facts = (shown(was), is.and_then(shown));
        out.push(change(
            Kind::MetadataChanged,
            String::new(),
            "/vendor",
            facts,
            judge::metadata_changed(),
        ));
    }
}

/// `[]` and `{}` are both the provider's word for nothing, at any depth.
fn is_empty(value: &Json) -> bool {
    match value {
        Json::Array(items) => items.iter().all(is_empty),
        Json::Object(members) => members.iter().all(|(_, value)| is_empty(value)),
        Json::Null => true,
        _ => false,
    }
}

/// Schemas that operations share are compared once, not in each operation that refers to them.
fn schemas(before: &Service, after: &Service, spoken: (&Spoken, &Spoken), out: &mut Vec<Change>) {
    let carrier = |service: &Service| {
        let mut operation = Operation::named("");
        operation.schemas = service.schemas.clone();
        operation.sources = service.sources.clone();
        operation
    };
    let (was, is) = (carrier(before), carrier(after));
    let view = View::new((&was, spoken.0), (&is, spoken.1), None, SourceKind::ApiDocs);
    let mut walk = Walk {
        view: &view,
        changes: Vec::new(),
    };
    for (name, old) in &was.schemas {
        match is.schemas.get(name) {
            Some(new) => walk.schema(&Path::shared(name), (old, None), (new, None)),
            None => {
                walk.push(
                    Kind::SchemaRemoved,
                    &Path::shared(name),
                    (None, None),
                    judge::schema_removed(),
                );
            }
        }
    }
    for name in is
        .schemas
        .keys()
        .filter(|name| !was.schemas.contains_key(*name))
    {
        walk.push(
            Kind::SchemaAdded,
            &Path::shared(name),
            (None, None),
            judge::schema_added(),
        );
    }
    super::rows::compare(&mut walk);
    out.append(&mut walk.changes);
}
