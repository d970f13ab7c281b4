//! Finds the schemas that an operation refers to, directly or through others, so that its file stands alone.

use std::collections::{BTreeMap, BTreeSet};

use acs_spec::{Operation, Schema};

/// Most that is copied into operations, in bytes as estimated: schemas that refer to each other can make a small file
/// enormous.
const MOST_COPIED: usize = 1024 * 1024 * 1024;

/// The file's schemas, with what each refers to.
#[derive(Default)]
pub(super) struct Components {
    pub(super) schemas: BTreeMap<String, Schema>,
    parts: BTreeMap<String, Part>,
    copied: usize,
}

struct Part {
    refers_to: BTreeSet<String>,
    weight: usize,
    fingerprint: String,
}

impl Components {
    /// Adds a schema. `length`: of its text, in bytes.
    pub(super) fn add(&mut self, name: &str, schema: Schema, length: usize, fingerprint: String) {
        let (mut refers_to, mut nodes) = (BTreeSet::new(), 0);
        collect(&schema, &mut refers_to, &mut nodes);
        let part = Part {
            refers_to,
            weight: length + nodes * std::mem::size_of::<Schema>(),
            fingerprint,
        };
        self.parts.insert(name.to_owned(), part);
        self.schemas.insert(name.to_owned(), schema);
    }

    /// Copies the schemas that the operation needs into it, and their fingerprints into `rows`. False where the sum of
    /// all copies would become too large.
    pub(super) fn complete(
        &mut self,
        operation: &mut Operation,
        rows: &mut BTreeMap<String, String>,
    ) -> bool {
        let (mut open, mut nodes) = (BTreeSet::new(), 0);
        let parameters = operation
            .parameters
            .iter()
            .map(|parameter| &parameter.schema);
        let responses = operation.responses.get().into_iter().flatten();
        let answers = responses.flat_map(|response| {
            let headers = response.headers.iter().map(|header| &header.schema);
            response.schema.iter().chain(headers)
        });
        for schema in parameters.chain(answers) {
            collect(schema, &mut open, &mut nodes);
        }
        while let Some(name) = open.pop_first() {
            if operation.schemas.contains_key(&name) {
                continue;
            }
            let (Some(schema), Some(part)) = (self.schemas.get(&name), self.parts.get(&name))
            else {
                continue;
            };
            self.copied = self.copied.saturating_add(part.weight);
            if self.copied > MOST_COPIED {
                return false;
            }
            open.extend(part.refers_to.iter().cloned());
            rows.insert(
                super::rows::row(&["components", "schemas", &name]),
                part.fingerprint.clone(),
            );
            operation.schemas.insert(name, schema.clone());
        }
        true
    }
}

fn collect(schema: &Schema, names: &mut BTreeSet<String>, nodes: &mut usize) {
    *nodes += 1;
    names.extend(schema.reference.iter().cloned());
    if let Some(items) = &schema.items {
        collect(items, names, nodes);
    }
    for field in &schema.fields {
        collect(&field.schema, names, nodes);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use acs_spec::operation::Parameter;
    use acs_spec::{Stated, Type};

    #[test]
    fn what_is_copied_has_an_end() {
        let mut components = Components::default();
        components.add("a", Schema::of(Type::String), 4096, "row".to_owned());
        let mut schema = Schema::of(Type::Ref);
        schema.reference = Some("a".to_owned());
        let mut operation = Operation::named("A");
        operation.parameters.push(Parameter {
            name: "X".to_owned(),
            rust_name: None,
            location: Stated::Unstated,
            style: None,
            required: Stated::Unstated,
            required_by: Vec::new(),
            allow_empty: None,
            schema,
        });
        let mut rows = BTreeMap::new();
        assert!(components.complete(&mut operation.clone(), &mut rows));
        assert_eq!(rows.len(), 1);
        assert!(components.copied > 4096);
        components.copied = MOST_COPIED - 4096;
        assert!(!components.complete(&mut operation, &mut rows));
    }
}
