//! Rows of the request table: names, types, examples, and what extraction finds in their descriptions.

use std::collections::{BTreeMap, BTreeSet};

use acs_spec::codes;
use acs_spec::constraint::{Check, Constraint, Tier};
use acs_spec::operation::{Location, Meaning, ParamStyle};
use acs_spec::source::{Evidence, Statement as Stating};
use acs_spec::{Diagnostic, Field, Parameter, Schema, Stated, Type};

use super::SOURCE_ID;
use super::checks::{self, Place};
use crate::extract::finding::{Finding, Kind, Subject};
use crate::extract::{self, text};
use crate::names;
use crate::page::{Block, ParamRow};

/// A finding that speaks of more than one parameter, with the row it stands in.
#[derive(Debug)]
pub struct Statement {
    /// The row's path: names, and `[]` for the elements of a list.
    pub path: Vec<String>,
    /// What is said.
    pub finding: Finding,
    /// Where.
    pub evidence: Evidence,
    /// The line of the row.
    pub line: usize,
    /// The row's key.
    pub row: String,
}

/// Reads rows, and gathers what is not a parameter's own.
#[derive(Debug)]
pub struct RowReader<'a> {
    file: &'a str,
    /// Findings about several parameters.
    pub statements: Vec<Statement>,
    /// Operations that descriptions refer to.
    pub refers_to: BTreeSet<String>,
    /// What was not understood.
    pub remarks: Vec<Diagnostic>,
}

/// The mark of a list's element in a path.
pub const ELEMENT: &str = "[]";

/// The path as rule ids have it: names joined by dots, elements left out.
pub fn rule_path(path: &[String]) -> String {
    path.iter()
        .filter(|step| *step != ELEMENT)
        .map(String::as_str)
        .collect::<Vec<_>>()
        .join(".")
}

/// A row's type, and the type of its elements where the row's own word tells it.
pub fn kind_of(row: &ParamRow) -> (Type, Type) {
    kind_of_word(&row.kind)
}

fn kind_of_word(word: &str) -> (Type, Type) {
    let word = word.trim();
    let lower = word.to_ascii_lowercase();
    if let Some((outer, inner)) = lower.split_once('<') {
        let inner = inner.strip_suffix('>').unwrap_or(inner);
        let element = kind_of_word(inner.rsplit(',').next().unwrap_or(inner)).0;
        return match outer {
            "map" => (Type::Map, element),
            _ => (Type::Array, element),
        };
    }
    let kind = match lower.as_str() {
        "string" => Type::String,
        "integer" | "int" | "int32" => Type::Int32,
        "long" | "int64" => Type::Int64,
        "float" => Type::Float,
        "double" | "number" => Type::Double,
        "boolean" | "bool" => Type::Boolean,
        "array" | "list" => Type::Array,
        "object" | "struct" => Type::Object,
        "map" => Type::Map,
        "json" => Type::Json,
        "binary" | "file" | "byte" | "bytes" => Type::Binary,
        "any" => Type::Any,
        _ => Type::Unstated,
    };
    (kind, Type::Unstated)
}

/// A row's description as one text, blocks apart: the provider's prose.
pub fn description(row: &ParamRow) -> String {
    let blocks = row.description.iter().map(|block| match block {
        Block::Paragraph(text) => text.clone(),
        Block::List(items) => items
            .iter()
            .map(|item| format!("- {item}"))
            .collect::<Vec<_>>()
            .join("\n"),
        Block::Note(text) => format!("> {text}").trim_end().to_owned(),
    });
    blocks.collect::<Vec<_>>().join("\n\n")
}

/// The blocks as the extraction reads them. Lists with nothing between them are one: where bullets stand apart, a layout
/// may have parted them.
fn blocks(row: &ParamRow) -> Vec<text::Block> {
    let mut out = Vec::new();
    let mut open: Vec<String> = Vec::new();
    for block in &row.description {
        if let Block::List(items) = block {
            open.extend(items.iter().cloned());
            continue;
        }
        if !open.is_empty() {
            out.push(text::Block::list(&std::mem::take(&mut open)));
        }
        out.push(match block {
            Block::Note(text) => text::Block::note(text),
            Block::Paragraph(text) => text::Block::paragraph(text),
            Block::List(items) => text::Block::list(items),
        });
    }
    if !open.is_empty() {
        out.push(text::Block::list(&open));
    }
    out
}

impl<'a> RowReader<'a> {
    /// A reader whose remarks name the page so.
    pub fn new(file: &'a str) -> Self {
        RowReader {
            file,
            statements: Vec::new(),
            refers_to: BTreeSet::new(),
            remarks: Vec::new(),
        }
    }

    /// The parameters of these rows.
    pub fn parameters(&mut self, rows: &[ParamRow], location: &Stated<Location>) -> Vec<Parameter> {
        rows.iter()
            .map(|row| {
                let name = row.name.clone().unwrap_or_default();
                let schema = self.schema(row, &mut vec![name.clone()], &mut Vec::new());
                Parameter {
                    rust_name: None,
                    location: location.clone(),
                    style: style(row, &schema, &name),
                    required: row.required.into(),
                    required_by: Vec::new(),
                    allow_empty: None,
                    name,
                    schema,
                }
            })
            .collect()
    }

    /// The schema of a row. Constraints that its sentences put on the list around it go to `outer`.
    fn schema(
        &mut self,
        row: &ParamRow,
        path: &mut Vec<String>,
        outer: &mut Vec<Constraint>,
    ) -> Schema {
        let (kind, element) = kind_of(row);
        let mut out = Schema::of(kind);
        // Blanks at the end of a line are nobody's meaning.
        out.example = row
            .example
            .as_deref()
            .map(|text| text.trim_end_matches([' ', '\t']).to_owned());
        out.sensitive = row.name.as_deref().is_some_and(names::is_secret);
        let text = description(row);
        if !text.is_empty() {
            out.prose.insert("description".into(), text);
        }
        if kind == Type::Unstated {
            let message = format!("`{}` is none of the types that pages use", row.kind);
            self.remark(
                &codes::BAD_ROW,
                row,
                message,
                "the type is left unstated; state it with a correction",
            );
        }
        // Constraints on the list may stand in the rows below it.
        let mut from_below = Vec::new();
        match kind {
            Type::Array | Type::Map => {
                let unnamed = row.children.iter().find(|child| child.name.is_none());
                path.push(ELEMENT.to_owned());
                let items = match unnamed {
                    Some(child) => self.schema(child, path, &mut from_below),
                    None => Schema::of(element),
                };
                path.pop();
                out.items = Some(Box::new(items));
            }
            Type::Object => {
                for child in &row.children {
                    let name = child.name.clone().unwrap_or_default();
                    path.push(name.clone());
                    let schema = self.schema(child, path, &mut from_below);
                    path.pop();
                    let required = child.required.into();
                    out.fields.push(Field {
                        name,
                        rust_name: None,
                        required,
                        required_by: Vec::new(),
                        schema,
                    });
                }
            }
            _ => {}
        }
        if kind != Type::Array {
            outer.append(&mut from_below);
        }
        self.read_description(row, path, &mut out, outer);
        for constraint in from_below {
            let constraint = Constraint {
                id: format!("{}.{}", rule_path(path), constraint.check.kind()),
                ..constraint
            };
            self.add(row, &mut out.constraints, constraint);
        }
        out
    }

    fn read_description(
        &mut self,
        row: &ParamRow,
        path: &[String],
        schema: &mut Schema,
        outer: &mut Vec<Constraint>,
    ) {
        let extraction = extract::extract(&row.kind, &blocks(row));
        for unread in extraction.unread {
            let message = format!("not understood ({}): {}", unread.why, unread.sentence);
            self.remark(
                &codes::UNREAD_SENTENCE,
                row,
                message,
                "add a constraint by a correction if it states one",
            );
        }
        for finding in extraction.findings {
            let evidence = Evidence {
                source: SOURCE_ID.into(),
                row: row.key.clone(),
                reading: Some(finding.rule.to_owned()),
                stated: if finding.soft {
                    Stating::Vague
                } else {
                    Stating::Rule
                },
            };
            match &finding.kind {
                Kind::Default(value) => schema.default = Some(value.clone()),
                Kind::Unit(unit) => schema.unit = Some(unit.clone()),
                Kind::ValueMeanings(meanings) => {
                    schema.values = meanings
                        .iter()
                        .map(|(value, text)| Meaning {
                            value: value.clone(),
                            summary: None,
                            prose: Some(text.clone()).filter(|text| !text.is_empty()),
                            deprecated: false,
                        })
                        .collect();
                }
                Kind::RefersToOperation(name) => {
                    self.refers_to.insert(name.clone());
                }
                Kind::Separator(_) => {}
                Kind::RequiredIf { .. }
                | Kind::RequiresIf { .. }
                | Kind::Requires(_)
                | Kind::AtLeastOne(_)
                | Kind::Exclusive(_)
                | Kind::Compare { .. } => self.statements.push(Statement {
                    path: path.to_vec(),
                    finding,
                    evidence,
                    line: row.line,
                    row: row.key.clone(),
                }),
                _ => self.constrain(row, path, schema, outer, &finding, evidence),
            }
        }
        self.listed(row, path, schema);
    }

    fn constrain(
        &mut self,
        row: &ParamRow,
        path: &[String],
        schema: &mut Schema,
        outer: &mut Vec<Constraint>,
        finding: &Finding,
        evidence: Evidence,
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
                self.remark(
                    &codes::UNREAD_SENTENCE,
                    row,
                    message,
                    "add a constraint by a correction if it states one",
                );
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
            evidence: vec![evidence],
        };
        match placed.place {
            Place::Whole if on_list => outer.push(constraint),
            Place::Whole => self.add(row, &mut schema.constraints, constraint),
            Place::Items => {
                if let Some(items) = &mut schema.items {
                    self.add(row, &mut items.constraints, constraint);
                }
            }
        }
    }

    /// Adds a constraint. Said twice it is one constraint with two pieces of evidence; two that differ are a conflict
    /// within one source, where neither may refuse.
    fn add(&mut self, row: &ParamRow, list: &mut Vec<Constraint>, constraint: Constraint) {
        let Some(known) = list.iter_mut().find(|known| known.id == constraint.id) else {
            list.push(constraint);
            return;
        };
        let same = known.check == constraint.check && known.pieces == constraint.pieces;
        let both_server_side = matches!(
            (&known.check, &constraint.check),
            (Check::ServerSide(_), Check::ServerSide(_))
        );
        if same || both_server_side {
            if constraint.tier == Tier::Documented {
                known.tier = Tier::Documented;
            }
            for evidence in constraint.evidence {
                if !known.evidence.contains(&evidence) {
                    known.evidence.push(evidence);
                }
            }
            return;
        }
        known.tier = Tier::Advisory;
        let message = format!(
            "two different readings of `{}`; the first is kept as advice only",
            known.id
        );
        self.remark(
            &codes::SOURCE_CONFLICT,
            row,
            message,
            "settle it with a correction",
        );
    }

    pub(super) fn remark(
        &mut self,
        code: &'static codes::Code,
        row: &ParamRow,
        message: String,
        help: &str,
    ) {
        self.remarks.push(
            Diagnostic::new(code, message, help)
                .at(&row.key)
                .in_file(self.file, row.line, 1),
        );
    }
}

/// A list whose own prose writes its elements as `Name.1` (or `Name.N`) is repeated so on the wire.
fn style(row: &ParamRow, schema: &Schema, name: &str) -> Option<ParamStyle> {
    if schema.r#type != Type::Array || name.is_empty() {
        return None;
    }
    let numbered = |text: &str| {
        text.match_indices(&format!("{name}.")).any(|(at, found)| {
            let after = text.get(at + found.len()..).unwrap_or_default();
            let after = after.strip_prefix(['1', 'N', 'n']).unwrap_or_default();
            text.len() > at + found.len() && !after.starts_with(|c: char| c.is_alphanumeric()) && {
                let first = text
                    .get(at + found.len()..)
                    .and_then(|rest| rest.chars().next());
                matches!(first, Some('1' | 'N' | 'n'))
            }
        })
    };
    prose_of(row)
        .iter()
        .any(|text| numbered(text))
        .then_some(ParamStyle::RepeatList)
}

fn prose_of(row: &ParamRow) -> Vec<String> {
    let mut out = vec![description(row)];
    row.children
        .iter()
        .for_each(|child| out.extend(prose_of(child)));
    out
}

/// What is known of one field: its name, its type, whether it is required.
pub type Known = (String, Type, Stated<bool>);

/// The fields of each object, by the object's path.
pub type ByScope = BTreeMap<Vec<String>, Vec<Known>>;

/// Every parameter's and field's schema with its path, for those that look things up by name.
pub fn fields_by_scope(parameters: &[Parameter]) -> ByScope {
    let mut out = BTreeMap::new();
    let top = parameters
        .iter()
        .map(|p| (p.name.clone(), p.schema.r#type, p.required.clone()))
        .collect();
    out.insert(Vec::new(), top);
    for parameter in parameters {
        scopes_within(
            &parameter.schema,
            &mut vec![parameter.name.clone()],
            &mut out,
        );
    }
    out
}

fn scopes_within(schema: &Schema, path: &mut Vec<String>, out: &mut ByScope) {
    if let Some(items) = &schema.items {
        path.push(ELEMENT.to_owned());
        scopes_within(items, path, out);
        path.pop();
    }
    if !schema.fields.is_empty() {
        let fields = schema
            .fields
            .iter()
            .map(|f| (f.name.clone(), f.schema.r#type, f.required.clone()))
            .collect();
        out.insert(path.clone(), fields);
    }
    for field in &schema.fields {
        path.push(field.name.clone());
        scopes_within(&field.schema, path, out);
        path.pop();
    }
}
