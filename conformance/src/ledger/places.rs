//! Where the spec says what: file, JSON pointer and evidence of every constraint, rule and parameter.

use std::collections::BTreeMap;

use acs_spec::source::Evidence;
use acs_spec::walk::{Place, followed, schemas, service_schemas};
use acs_spec::{Operation, Service};

use super::{Source, SpecPlace};

/// By public id, and by path for what has no id.
pub(super) struct Places {
    by_id: BTreeMap<String, (SpecPlace, Vec<Source>)>,
    by_path: BTreeMap<String, SpecPlace>,
    file: String,
}

fn sources(evidence: &[Evidence]) -> Vec<Source> {
    let source = |piece: &Evidence| Source {
        source: piece.source.clone(),
        row: piece.row.clone(),
    };
    evidence.iter().map(source).collect()
}

impl Places {
    pub(super) fn of(operation: &Operation, service: Option<&Service>) -> Places {
        let file = format!("{}.json", operation.name);
        let (mut by_id, mut by_path) = (BTreeMap::new(), BTreeMap::new());
        let mut add = |file: &str, visit: &acs_spec::walk::Visit<'_, '_>| {
            for (n, constraint) in visit.schema.constraints.iter().enumerate() {
                let place = SpecPlace {
                    file: file.to_owned(),
                    pointer: format!("{}/constraints/{n}", visit.pointer),
                };
                by_id
                    .entry(constraint.id.clone())
                    .or_insert_with(|| (place, sources(&constraint.evidence)));
            }
        };
        schemas(operation, &mut |visit| add(&file, visit));
        if let Some(service) = service {
            service_schemas(service, &mut |visit| add("service.json", visit));
        }
        for (n, rule) in operation.rules.iter().enumerate() {
            let place = SpecPlace {
                file: file.clone(),
                pointer: format!("/rules/{n}"),
            };
            by_id.insert(rule.id.clone(), (place, sources(&rule.evidence)));
        }
        followed(operation, &mut |visit| {
            if visit.place == Place::Parameter {
                by_path
                    .entry(visit.path.to_owned())
                    .or_insert_with(|| SpecPlace {
                        file: file.clone(),
                        pointer: visit.pointer.trim_end_matches("/schema").to_owned(),
                    });
            }
        });
        Places {
            by_id,
            by_path,
            file,
        }
    }

    /// Of a constraint or rule.
    pub(super) fn of_id(&self, id: &str) -> (SpecPlace, Vec<Source>) {
        self.by_id.get(id).cloned().unwrap_or_default()
    }

    /// Of a parameter, field or element; of what the walk does not reach, the operation as a whole.
    pub(super) fn of_path(&self, path: &str) -> SpecPlace {
        self.by_path
            .get(path)
            .cloned()
            .unwrap_or_else(|| SpecPlace {
                file: self.file.clone(),
                pointer: String::new(),
            })
    }
}
