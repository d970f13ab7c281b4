//! What all operations of a product version share, brought up to date with a source.
//!
//! Only what the source states is taken, and only where the service's file names a source of its kind: what a person has
//! put there from elsewhere is not for a source to overwrite.

use std::collections::BTreeMap;

use acs_spec::service::Endpoint;
use acs_spec::{Diagnostic, Service, Severity, codes};

/// The service as the source has it. `None` where nothing is to be taken, with a remark if the source has something.
#[must_use]
pub fn service(base: &Service, read: &Service) -> (Option<Service>, Option<Diagnostic>) {
    let Some(new) = read.sources.first() else {
        return (None, None);
    };
    let known = base.sources.iter().any(|source| source.kind == new.kind);
    if !known {
        let message = "the endpoints of the source are not taken: the service's file names no source of this kind";
        let help = "name one under `sources` (its `kind` is that of the operations' source) to have the endpoints synchronised";
        let mut remark = Diagnostic::new(&codes::SOURCE_CONFLICT, message, help);
        remark.severity = Severity::Note;
        let has_endpoints = !read.endpoints.regions.is_empty();
        return (None, has_endpoints.then_some(remark));
    }
    let mut out = base.clone();
    for source in out.sources.iter_mut().filter(|one| one.kind == new.kind) {
        let id = std::mem::take(&mut source.id);
        *source = new.clone();
        source.id = id;
        // What the file's operations say is in their own specs.
        source.rows = BTreeMap::new();
    }
    if read.common.style.get().is_some() {
        out.common.style = read.common.style.clone();
    }
    if !read.endpoints.regions.is_empty() {
        out.endpoints.regions = regions(base, read);
    }
    ((out != *base).then_some(out), None)
}

/// The regions of the source, in order of their ids. A public host that the rule gives is not written down; a host within a
/// VPC of which the source says nothing is kept.
fn regions(base: &Service, read: &Service) -> Vec<Endpoint> {
    let was: BTreeMap<&str, &Endpoint> = base
        .endpoints
        .regions
        .iter()
        .map(|one| (one.region.as_str(), one))
        .collect();
    let by_region: BTreeMap<&str, &Endpoint> = read
        .endpoints
        .regions
        .iter()
        .map(|one| (one.region.as_str(), one))
        .collect();
    let by_rule = |region: &str| {
        let rule = base.endpoints.rule.as_ref()?;
        Some(rule.replace("{region}", region))
    };
    by_region
        .into_iter()
        .map(|(region, new)| Endpoint {
            region: region.to_owned(),
            public: new
                .public
                .clone()
                .filter(|host| Some(host) != by_rule(region).as_ref()),
            vpc: new
                .vpc
                .clone()
                .or_else(|| was.get(region).and_then(|old| old.vpc.clone())),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use acs_spec::Stated;
    use acs_spec::service::Endpoints;
    use acs_spec::source::{Source, SourceKind};

    use super::*;

    fn with(kind: SourceKind, hosts: &[(&str, Option<&str>)]) -> Service {
        let mut out: Service = acs_spec::load::service(
            "service",
            r#"{"format": "acs-service/1", "product": "Lamp", "version": "2024-01-01", "endpoints": {},
                "common": {"style": "RPC", "schemes": "unstated", "methods": "unstated", "path": "unstated", "location": "unstated"}}"#,
        )
        .unwrap();
        out.sources = vec![Source {
            id: "s".to_owned(),
            kind,
            document: "x".to_owned(),
            url: None,
            date: Stated::Unstated,
            layout: None,
            rows: BTreeMap::new(),
        }];
        out.endpoints = Endpoints {
            rule: Some("lamp.{region}.example.com".to_owned()),
            vpc_rule: None,
            regions: hosts
                .iter()
                .map(|(region, public)| Endpoint {
                    region: (*region).to_owned(),
                    public: public.map(str::to_owned),
                    vpc: None,
                })
                .collect(),
        };
        out
    }

    #[test]
    fn regions_are_those_of_the_source() {
        let mut base = with(SourceKind::ApiDocs, &[("a", None), ("b", None)]);
        base.endpoints.regions[0].vpc = Some("a.internal".to_owned());
        let read = with(
            SourceKind::ApiDocs,
            &[
                ("c", Some("lamp.example.com")),
                ("a", Some("lamp.a.example.com")),
            ],
        );
        let made = service(&base, &read).0.unwrap();
        let shown: Vec<_> = made
            .endpoints
            .regions
            .iter()
            .map(|one| {
                (
                    one.region.as_str(),
                    one.public.as_deref(),
                    one.vpc.as_deref(),
                )
            })
            .collect();
        assert_eq!(
            shown,
            [
                ("a", None, Some("a.internal")),
                ("c", Some("lamp.example.com"), None)
            ]
        );
        assert_eq!(service(&made, &read), (None, None));
        let silent = with(SourceKind::ApiDocs, &[]);
        assert_eq!(service(&base, &silent).0, None);
    }

    #[test]
    fn what_came_from_elsewhere_is_not_overwritten() {
        let base = with(SourceKind::Observation, &[("a", None)]);
        let read = with(SourceKind::ApiDocs, &[("b", None)]);
        let (made, remark) = service(&base, &read);
        assert_eq!(made, None);
        assert!(remark.unwrap().message.contains("not taken"));
    }
}
