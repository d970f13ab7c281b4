//! One operation as a server knows it: what of its spec settles how a request travels. Must not know HTTP.

use acs_conformance::subject::Judged;
use acs_conformance::{Answer, Findings, Subject};
use acs_spec::operation::{Location, Style};
use acs_spec::{Diagnostic, Operation, Parameter, Schema, Service, Type};

/// An operation, its service, and who judges its requests.
#[derive(Debug)]
pub(crate) struct Known {
    pub(crate) operation: Operation,
    pub(crate) service: Option<Service>,
    judge: Judged,
}

impl Known {
    pub(crate) fn new(
        operation: &Operation,
        service: Option<&Service>,
    ) -> Result<Known, Vec<Diagnostic>> {
        Ok(Known {
            operation: operation.clone(),
            service: service.cloned(),
            judge: Judged::new([operation], service)?,
        })
    }

    /// What the reference interpreter says of a request.
    pub(crate) fn findings(&self, pairs: &[(String, String)]) -> Findings {
        match self.judge.ask(&self.operation.name, pairs) {
            Ok(Answer::Said(findings, _)) => findings,
            _ => Findings::new(),
        }
    }

    /// The version that requests name; `None` where no source states one.
    pub(crate) fn version(&self) -> Option<&str> {
        let own = self.operation.version.get().map(String::as_str);
        let service = self.service.as_ref();
        own.or_else(|| service.map(|service| service.version.as_str()))
            .filter(|version| !version.is_empty())
    }

    pub(crate) fn is_roa(&self) -> bool {
        let common = self.common(|common| common.style.get());
        self.operation.style.get().or(common) == Some(&Style::Roa)
    }

    /// The method that is preferred.
    pub(crate) fn method(&self) -> &str {
        let common = self.common(|common| common.methods.get());
        let methods = self.operation.methods.get().or(common);
        methods
            .and_then(|methods| methods.first())
            .map_or("POST", String::as_str)
    }

    /// The path with its holes, without a query; of RPC operations `/`.
    pub(crate) fn path(&self) -> &str {
        let common = self.common(|common| common.path.get());
        match self.operation.path.get().or(common) {
            Some(path) if self.is_roa() => path.split('?').next().unwrap_or("/"),
            _ => "/",
        }
    }

    /// The parameter that a pair's name belongs to: that of this name, or the one of which it is a part.
    pub(crate) fn parameter(&self, name: &str) -> Option<&Parameter> {
        let fits = |parameter: &&Parameter| {
            name.strip_prefix(parameter.name.as_str())
                .is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
        };
        let parameters = self.operation.parameters.iter();
        parameters
            .filter(fits)
            .max_by_key(|parameter| parameter.name.len())
    }

    pub(crate) fn location(&self, parameter: &Parameter) -> Location {
        let common = self.common(|common| common.location.get());
        let stated = parameter.location.get().or(common);
        stated.copied().unwrap_or(Location::Query)
    }

    /// The type of a schema, through references.
    pub(crate) fn type_of(&self, schema: &Schema) -> Type {
        let mut schema = schema;
        // A chain of references ends, or the operation could not be judged.
        for _ in 0..32 {
            let Some(name) = &schema.reference else { break };
            let shared = || self.service.as_ref()?.schemas.get(name);
            match self.operation.schemas.get(name).or_else(shared) {
                Some(next) => schema = next,
                None => break,
            }
        }
        schema.r#type
    }

    /// Whether a pair of this name may hold a secret.
    pub(crate) fn is_sensitive(&self, name: &str) -> bool {
        fn hides(schema: &Schema) -> bool {
            schema.sensitive
                || schema.items.iter().any(|items| hides(items))
                || schema.fields.iter().any(|field| hides(&field.schema))
        }
        let own = self.parameter(name);
        name == "SecurityToken" || own.is_some_and(|parameter| hides(&parameter.schema))
    }

    fn common<'a, T>(
        &'a self,
        part: impl Fn(&'a acs_spec::service::Common) -> Option<&'a T>,
    ) -> Option<&'a T> {
        part(&self.service.as_ref()?.common)
    }
}
