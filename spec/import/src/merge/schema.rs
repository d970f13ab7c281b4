//! Merges parameters, fields and schemas of one source into those of others.

use std::collections::{BTreeMap, BTreeSet};

use acs_spec::operation::{Field, Parameter, Response, Schema};
use acs_spec::{Json, Stated, Type};

use super::{Merger, constraints, stated};

/// Adds the parts of one source.
pub(super) struct Adder<'m> {
    pub(super) merger: &'m mut Merger,
    /// Ids of constraints and rules in use.
    pub(super) taken: BTreeSet<String>,
}

/// Whether something must be given, and who says so against others.
struct Demand<'d> {
    required: &'d mut Stated<bool>,
    by: &'d mut Vec<String>,
}

impl Adder<'_> {
    pub(super) fn parameters(&mut self, new: Vec<Parameter>) {
        let mut own = std::mem::take(&mut self.merger.operation.parameters);
        for parameter in new {
            match own.iter_mut().find(|one| one.name == parameter.name) {
                Some(one) => {
                    stated(&mut one.location, &parameter.location);
                    one.style = one.style.or(parameter.style);
                    one.allow_empty = one.allow_empty.or(parameter.allow_empty);
                    let demand = Demand {
                        required: &mut one.required,
                        by: &mut one.required_by,
                    };
                    self.demand(demand, parameter.required.get().copied());
                    let place = format!("/parameters/{}/schema", one.name);
                    self.schema(&mut one.schema, parameter.schema, &place);
                }
                None => {
                    let mut parameter = parameter;
                    self.renamed(&mut parameter.schema);
                    own.push(parameter);
                }
            }
        }
        self.merger.operation.parameters = own;
    }

    pub(super) fn schemas(&mut self, new: BTreeMap<String, Schema>) {
        let mut own = std::mem::take(&mut self.merger.operation.schemas);
        for (name, schema) in new {
            match own.get_mut(&name) {
                Some(one) => self.schema(one, schema, &format!("/schemas/{name}")),
                None => {
                    own.insert(name, schema);
                }
            }
        }
        self.merger.operation.schemas = own;
    }

    /// A page names no status: its answer is that of success.
    pub(super) fn responses(&mut self, new: Stated<Vec<Response>>) {
        let Stated::Stated(new) = new else { return };
        let mut own = match std::mem::take(&mut self.merger.operation.responses) {
            Stated::Stated(own) => own,
            Stated::Unstated => Vec::new(),
        };
        let is_success = |response: &Response| {
            response
                .status
                .get()
                .is_none_or(|status| status.starts_with('2'))
        };
        for response in new {
            let same = own.iter_mut().find(|one| {
                let unstated = one.status.get().is_none() || response.status.get().is_none();
                one.status == response.status
                    || (unstated && is_success(one) && is_success(&response))
            });
            match same {
                Some(one) => {
                    stated(&mut one.status, &response.status);
                    match (&mut one.schema, response.schema) {
                        (Some(own), Some(new)) => self.schema(own, new, "/responses"),
                        (own @ None, new) => *own = new,
                        (Some(_), None) => {}
                    }
                    self.fields(&mut one.headers, response.headers, "/responses");
                    for (key, value) in response.vendor {
                        one.vendor.entry(key).or_insert(value);
                    }
                }
                None => own.push(response),
            }
        }
        self.merger.operation.responses = Stated::Stated(own);
    }

    /// Required only if all sources that speak say so.
    fn demand(&mut self, own: Demand<'_>, new: Option<bool>) {
        match (own.required.get().copied(), new) {
            (None, Some(word)) => *own.required = Stated::Stated(word),
            (Some(true), Some(false)) => {
                let so_far = self.merger.operation.sources.iter();
                *own.by = so_far.map(|source| source.id.clone()).collect();
                *own.required = Stated::Stated(false);
            }
            (Some(false), Some(true)) => own.by.push(self.merger.id.clone()),
            _ => {}
        }
    }

    fn fields(&mut self, own: &mut Vec<Field>, new: Vec<Field>, place: &str) {
        for field in new {
            match own.iter_mut().find(|one| one.name == field.name) {
                Some(one) => {
                    let demand = Demand {
                        required: &mut one.required,
                        by: &mut one.required_by,
                    };
                    self.demand(demand, field.required.get().copied());
                    let place = format!("{place}/fields/{}/schema", one.name);
                    self.schema(&mut one.schema, field.schema, &place);
                }
                None => {
                    let mut field = field;
                    self.renamed(&mut field.schema);
                    own.push(field);
                }
            }
        }
    }

    /// What only the new source has, with ids that are free.
    fn renamed(&mut self, schema: &mut Schema) {
        let new = std::mem::take(&mut schema.constraints);
        let narrower: Vec<(String, String)> = {
            let source = self.merger.id.clone();
            let mut renames = Vec::new();
            for constraint in new {
                let old = constraint.id.clone();
                constraints::add(
                    &mut schema.constraints,
                    constraint,
                    &source,
                    &mut self.taken,
                );
                if let Some(last) = schema.constraints.last().filter(|last| last.id != old) {
                    renames.push((old, last.id.clone()));
                }
            }
            renames
        };
        for constraint in &mut schema.constraints {
            for (old, new) in &narrower {
                if constraint.narrows.as_ref() == Some(old) {
                    constraint.narrows = Some(new.clone());
                }
            }
        }
        if let Some(items) = &mut schema.items {
            self.renamed(items);
        }
        for field in &mut schema.fields {
            self.renamed(&mut field.schema);
        }
    }

    fn schema(&mut self, own: &mut Schema, new: Schema, place: &str) {
        let same = self.types(own, &new, place);
        own.format = own.format.take().or(new.format);
        own.unit = own.unit.take().or(new.unit);
        own.example = own.example.take().or(new.example);
        if let (Some(was), Some(is)) = (&own.default, &new.default)
            && was != is
        {
            let (was, is) = (format!("`{was}`"), format!("`{is}`"));
            self.merger.remark(place, "default", &was, &is);
        }
        own.default = own.default.take().or(new.default);
        own.sensitive |= new.sensitive;
        own.deprecated |= new.deprecated;
        for meaning in new.values {
            match own.values.iter_mut().find(|one| one.value == meaning.value) {
                Some(one) => {
                    one.summary = one.summary.take().or(meaning.summary);
                    one.prose = one.prose.take().or(meaning.prose);
                    one.deprecated |= meaning.deprecated;
                }
                None => own.values.push(meaning),
            }
        }
        for (key, text) in new.prose {
            own.prose.entry(key).or_insert(text);
        }
        for (key, value) in new.vendor {
            own.vendor.entry(key).or_insert(value);
        }
        // What is asked of a value of another type cannot be asked of this one.
        if !same {
            return;
        }
        let source = self.merger.id.clone();
        for constraint in new.constraints {
            constraints::add(&mut own.constraints, constraint, &source, &mut self.taken);
        }
        match (&mut own.items, new.items) {
            (Some(own), Some(new)) => self.schema(own, *new, &format!("{place}/items")),
            (own @ None, new) => *own = new,
            (Some(_), None) => {}
        }
        self.fields(&mut own.fields, new.fields, place);
    }

    /// Settles the type; whether both sources mean the same values.
    fn types(&mut self, own: &mut Schema, new: &Schema, place: &str) -> bool {
        if own.r#type == new.r#type && own.reference == new.reference {
            return true;
        }
        if new.r#type == Type::Unstated {
            return false;
        }
        if own.r#type == Type::Unstated {
            own.r#type = new.r#type;
            own.reference.clone_from(&new.reference);
            return true;
        }
        let wider = match (own.r#type, new.r#type) {
            (Type::Int32, Type::Int64) | (Type::Int64, Type::Int32) => Some(Type::Int64),
            (Type::Float, Type::Double) | (Type::Double, Type::Float) => Some(Type::Double),
            _ => None,
        };
        let (was, is) = (format!("`{}`", own.r#type), format!("`{}`", new.r#type));
        self.merger.remark(place, "type", &was, &is);
        // Kept, so that a later look at the source alone finds what it said.
        let key = super::type_key(&self.merger.id);
        own.vendor.insert(key, Json::text(new.r#type.to_string()));
        if let Some(wider) = wider.filter(|wider| *wider != own.r#type) {
            for source in &self.merger.operation.sources {
                let said = Json::text(own.r#type.to_string());
                own.vendor
                    .entry(super::type_key(&source.id))
                    .or_insert(said);
            }
            own.r#type = wider;
        }
        wider.is_some()
    }
}
