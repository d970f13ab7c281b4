//! Reads the prose that an importer of structured metadata has kept beside its facts, and adds what it states.
//!
//! Structure was read before: where both speak, the looser of the two is documented and the stricter one advice that
//! narrows it. It must not know which importer filled the operation in, nor any product.

pub(crate) mod agree;

use std::collections::BTreeSet;

use acs_spec::codes::{self, Code};
use acs_spec::constraint::{Constraint, Tier};
use acs_spec::operation::Meaning;
use acs_spec::source::{Evidence, Statement as Stating};
use acs_spec::{Diagnostic, Operation, Schema, Type};

use crate::api_docs::rows::row;
use crate::assemble::checks::{self, Place};
use crate::assemble::cross;
use crate::assemble::rows::{ELEMENT, Statement, rule_path};
use crate::extract::finding::{Finding, Kind, Subject};
use crate::extract::{self, Extraction};
use agree::Agreement;

/// Keys of a schema's prose that describe its value; titles repeat them.
const DESCRIPTIONS: &[&str] = &["description", "parameter.description"];

/// Adds what the descriptions of the operation's parameters state to the operation, as evidence of the source `source`.
/// Gives what was not understood. `file` is how remarks name the document.
pub fn read(operation: &mut Operation, source: &str, file: &str) -> Vec<Diagnostic> {
    let mut reader = Reader {
        source,
        file,
        operation: operation.name.clone(),
        row: String::new(),
        statements: Vec::new(),
        refers_to: std::mem::take(&mut operation.refers_to)
            .into_iter()
            .collect(),
        remarks: Vec::new(),
    };
    for parameter in &mut operation.parameters {
        reader.row = format!(
            "parameters/{}",
            parameter.name.replace('~', "~0").replace('/', "~1")
        );
        let mut path = vec![parameter.name.clone()];
        reader.schema(&mut parameter.schema, &mut path, &mut Vec::new());
    }
    reader.referred(operation);
    let rules = cross::rules(
        file,
        &operation.parameters,
        std::mem::take(&mut reader.statements),
        &mut reader.remarks,
    );
    for rule in rules {
        if !operation.rules.iter().any(|known| known.id == rule.id) {
            operation.rules.push(rule);
        }
    }
    operation.refers_to = reader.refers_to.into_iter().collect();
    reader.remarks
}

fn references(schema: &Schema, names: &mut BTreeSet<String>) {
    names.extend(schema.reference.iter().cloned());
    for below in schema.items.iter().map(AsRef::as_ref) {
        references(below, names);
    }
    for field in &schema.fields {
        references(&field.schema, names);
    }
}

struct Reader<'a> {
    source: &'a str,
    file: &'a str,
    operation: String,
    /// The row of the document that is being read.
    row: String,
    statements: Vec<Statement>,
    refers_to: BTreeSet<String>,
    remarks: Vec<Diagnostic>,
}

impl Reader<'_> {
    /// Reads the schemas that the parameters refer to. What their sentences say across fields has no place that is known
    /// here, since a schema may be referred to from anywhere: it is told, and left to a person.
    fn referred(&mut self, operation: &mut Operation) {
        let mut open = BTreeSet::new();
        let known = self.statements.len();
        for parameter in &operation.parameters {
            references(&parameter.schema, &mut open);
        }
        let mut done = BTreeSet::new();
        while let Some(name) = open.pop_first() {
            if !done.insert(name.clone()) {
                continue;
            }
            if let Some(schema) = operation.schemas.get_mut(&name) {
                references(schema, &mut open);
                self.row = row(&["components", "schemas", &name]);
                let mut path = vec![format!("schemas/{name}")];
                self.schema(schema, &mut path, &mut Vec::new());
            }
        }
        for statement in self.statements.split_off(known) {
            let message = format!(
                "the rule `{}` found something about several fields of a shared schema",
                statement.finding.rule
            );
            let help = "add a rule by a correction if it states one";
            self.row.clone_from(&statement.row);
            self.remark(&codes::UNREAD_SENTENCE, message, help);
        }
    }

    /// Reads a schema and what is below it. Constraints that its sentences put on the list around it go to `outer`.
    fn schema(&mut self, schema: &mut Schema, path: &mut Vec<String>, outer: &mut Vec<Constraint>) {
        let mut from_below = Vec::new();
        if let Some(items) = &mut schema.items {
            path.push(ELEMENT.to_owned());
            self.schema(items, path, &mut from_below);
            path.pop();
        }
        for field in &mut schema.fields {
            path.push(field.name.clone());
            self.schema(&mut field.schema, path, &mut from_below);
            path.pop();
        }
        if schema.r#type != Type::Array {
            outer.append(&mut from_below);
        }
        let texts: Vec<String> = DESCRIPTIONS
            .iter()
            .filter_map(|key| schema.prose.get(*key).cloned())
            .collect();
        for (n, text) in texts.iter().enumerate() {
            if texts.iter().take(n).any(|before| before == text) {
                continue;
            }
            let read = extract::extract_description(&schema.r#type.to_string(), text);
            self.take(read, path, schema, outer);
        }
        for constraint in from_below {
            let constraint = Constraint {
                id: format!("{}.{}", rule_path(path), constraint.check.kind()),
                ..constraint
            };
            self.add(&mut schema.constraints, constraint);
        }
    }

    fn take(
        &mut self,
        read: Extraction,
        path: &[String],
        schema: &mut Schema,
        outer: &mut Vec<Constraint>,
    ) {
        for unread in read.unread {
            let message = format!("not understood ({}): {}", unread.why, unread.sentence);
            let help = "add a constraint by a correction if it states one";
            self.remark(&codes::UNREAD_SENTENCE, message, help);
        }
        for finding in read.findings {
            match &finding.kind {
                Kind::Default(value) => match &schema.default {
                    None => schema.default = Some(value.clone()),
                    Some(known) if known.eq_ignore_ascii_case(value) => {}
                    Some(known) => {
                        let message = format!(
                            "the default of `{}` is `{known}` in the structure and `{value}` in the prose",
                            rule_path(path)
                        );
                        let help = "the structure's is kept; settle it with a correction";
                        self.remark(&codes::SOURCE_CONFLICT, message, help);
                    }
                },
                Kind::Unit(unit) => {
                    schema.unit.get_or_insert_with(|| unit.clone());
                }
                Kind::ValueMeanings(meanings) if schema.values.is_empty() => {
                    for (value, text) in meanings {
                        meaning(&mut schema.values, value, text);
                    }
                }
                Kind::ValueMeanings(_) | Kind::Separator(_) => {}
                Kind::RefersToOperation(name) => {
                    self.refers_to.insert(name.clone());
                }
                Kind::RequiredIf { .. }
                | Kind::RequiresIf { .. }
                | Kind::Requires(_)
                | Kind::AtLeastOne(_)
                | Kind::Exclusive(_)
                | Kind::Compare { .. } => {
                    let evidence = self.evidence(&finding);
                    self.statements.push(Statement {
                        path: path.to_vec(),
                        finding,
                        evidence,
                        line: 0,
                        row: self.place(),
                    });
                }
                _ => self.constrain(&finding, path, schema, outer),
            }
        }
    }

    fn constrain(
        &mut self,
        finding: &Finding,
        path: &[String],
        schema: &mut Schema,
        outer: &mut Vec<Constraint>,
    ) {
        let on_list = finding.subject == Subject::ParentArray;
        let kind = if on_list { Type::Array } else { schema.r#type };
        let element = schema
            .items
            .as_ref()
            .map_or(Type::Unstated, |items| items.r#type);
        let placed = match checks::place(finding, kind, element) {
            Ok(placed) => placed,
            Err(checks::Useless::Implied) => return,
            Err(checks::Useless::Unfit(why)) => {
                let message = format!(
                    "the rule `{}` found something that cannot be kept: {why}",
                    finding.rule
                );
                let help = "add a constraint by a correction if it states one";
                self.remark(&codes::UNREAD_SENTENCE, message, help);
                return;
            }
        };
        let constraint = Constraint {
            id: format!("{}.{}", rule_path(path), placed.check.kind()),
            tier: if finding.soft {
                Tier::Advisory
            } else {
                Tier::Documented
            },
            check: placed.check,
            pieces: placed.pieces,
            narrows: None,
            wire_error: None,
            evidence: vec![self.evidence(finding)],
        };
        match placed.place {
            Place::Whole if on_list => outer.push(constraint),
            Place::Whole => self.add(&mut schema.constraints, constraint),
            Place::Items => {
                if let Some(items) = &mut schema.items {
                    self.add(&mut items.constraints, constraint);
                }
            }
        }
    }

    /// Adds a constraint to what is known of its place.
    fn add(&mut self, list: &mut Vec<Constraint>, constraint: Constraint) {
        let id = constraint.id.clone();
        match agree::add(list, constraint, "prose") {
            Agreement::Clear => {}
            Agreement::Differ => {
                let message = format!("two different readings of `{id}`; neither may refuse");
                let help = "settle it with a correction";
                self.remark(&codes::SOURCE_CONFLICT, message, help);
            }
        }
    }

    fn evidence(&self, finding: &Finding) -> Evidence {
        Evidence {
            source: self.source.to_owned(),
            row: self.row.clone(),
            reading: Some(finding.rule.to_owned()),
            stated: if finding.soft {
                Stating::Vague
            } else {
                Stating::Rule
            },
        }
    }

    /// The row, with its operation: a document holds many. A shared schema belongs to none.
    fn place(&self) -> String {
        if self.row.starts_with("components/") {
            return self.row.clone();
        }
        format!("{}/{}", self.operation, self.row)
    }

    fn remark(&mut self, code: &'static Code, message: String, help: &str) {
        self.remarks.push(
            Diagnostic::new(code, message, help)
                .at(self.place())
                .in_file(self.file, 0, 0),
        );
    }
}

/// Adds a value and what it means; one that is told of again is kept once, with what is said of it first.
fn meaning(values: &mut Vec<Meaning>, value: &str, text: &str) {
    let prose = Some(text.to_owned()).filter(|text| !text.is_empty());
    match values.iter_mut().find(|known| known.value == value) {
        Some(known) => known.prose = known.prose.take().or(prose),
        None => values.push(Meaning {
            value: value.to_owned(),
            summary: None,
            prose,
            deprecated: false,
        }),
    }
}
