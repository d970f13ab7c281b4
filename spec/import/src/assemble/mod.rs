//! From the facts of a page to an operation's spec: rows become parameters, sentences become constraints and rules.
//!
//! What the page does not state stays unstated, unless the product version's `service.json` supplies it; what could not
//! be understood is reported. Nothing here knows a layout, a product or an operation.

mod answers;
pub(crate) mod checks;
pub(crate) mod cross;
mod listed;
pub(crate) mod rows;
mod wire_errors;

use acs_spec::codes;
use acs_spec::operation::{Access, Authorization, Resource, Style};
use acs_spec::source::{Loss, Source, SourceKind};
use acs_spec::{Diagnostic, Operation, Service, Stated};

use crate::page::{AuthorizationRow, Page, RemarkKind};

/// The id by which evidence refers to the page.
pub const SOURCE_ID: &str = "page";

/// An operation as its page gives it, and what a person should know of the reading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Assembled {
    /// The operation. It holds the provider's prose under `prose`, for printing only.
    pub operation: Operation,
    /// What was lost, ambiguous, or not understood, in the order of the page.
    pub remarks: Vec<Diagnostic>,
}

/// Makes an operation of a page. `file` is how remarks name it.
#[must_use]
pub fn assemble(file: &str, page: &Page, service: Option<&Service>) -> Assembled {
    let mut operation = Operation::named(&page.operation);
    let mut remarks = page_remarks(file, page);
    heading(&mut operation, page);
    if let Some(link) = &page.link {
        operation.product = Stated::Stated(link.product.clone());
        operation.version = Stated::Stated(link.version.clone());
    }
    if let Some(service) = service {
        supply(&mut operation, service);
    }
    request_line(&mut operation, page);
    operation.authorization = authorization(&page.authorization);
    operation.access = access(page).into();

    let location = service.map_or(Stated::Unstated, |service| service.common.location.clone());
    let mut reader = rows::RowReader::new(file);
    operation.parameters = reader.parameters(&page.request, &location);
    operation.rules = cross::rules(
        file,
        &operation.parameters,
        std::mem::take(&mut reader.statements),
        &mut reader.remarks,
    );
    operation.refers_to = std::mem::take(&mut reader.refers_to).into_iter().collect();
    operation.idempotency_parameter = crate::names::idempotency_parameter(&operation);
    remarks.append(&mut reader.remarks);

    operation.outcomes = answers::outcomes(&page.request);
    operation.responses = answers::responses(&page.response);
    operation.examples = answers::examples(&page.examples);
    operation.errors = answers::errors(&page.errors);
    wire_errors::link(&mut operation);

    operation.losses = page
        .remarks
        .iter()
        .filter(|remark| remark.kind == RemarkKind::Lost)
        .map(|remark| Loss {
            source: SOURCE_ID.into(),
            row: remark.row.clone(),
            what: remark.what.clone(),
        })
        .collect();
    remarks.sort_by_key(|remark| remark.line);
    Assembled { operation, remarks }
}

fn page_remarks(file: &str, page: &Page) -> Vec<Diagnostic> {
    page.remarks
        .iter()
        .map(|remark| {
            let code = match remark.kind {
                RemarkKind::Lost => &codes::LOST_CONTENT,
                RemarkKind::Ambiguous => &codes::AMBIGUOUS_READING,
                RemarkKind::Odd => &codes::ODD_ROW,
            };
            let mut message = remark.what.clone();
            for candidate in &remark.candidates {
                message.push_str("\n  candidate: ");
                message.push_str(candidate);
            }
            Diagnostic::new(code, message, &remark.mend)
                .at(&remark.row)
                .in_file(file, remark.line, 1)
        })
        .collect()
}

fn heading(operation: &mut Operation, page: &Page) {
    let mut prose = |key: &str, text: Option<&str>| {
        if let Some(text) = text.filter(|text| !text.is_empty()) {
            operation.prose.insert(key.to_owned(), text.to_owned());
        }
    };
    prose("title", Some(&page.title));
    prose("summary", Some(&page.summary));
    prose("description", page.operation_description.as_deref());
    prose("request_syntax", page.request_syntax.as_deref());
    operation.sources = vec![Source {
        id: SOURCE_ID.into(),
        kind: SourceKind::Page,
        document: page.title.clone(),
        url: None,
        date: page
            .last_updated
            .as_ref()
            .and_then(|date| date.iso.clone())
            .into(),
        layout: Some(page.layout.letter().to_string()),
        rows: page.row_hashes.clone(),
    }];
}

fn supply(operation: &mut Operation, service: &Service) {
    operation.product = Stated::Stated(service.product.clone());
    operation.version = Stated::Stated(service.version.clone());
    operation.style = service.common.style.clone();
    operation.schemes = service.common.schemes.clone();
    operation.methods = service.common.methods.clone();
    operation.path = service.common.path.clone();
}

/// `POST /clusters/{id} HTTP/1.1`: what a path-style page states of its request, which goes before what the service has in common.
fn request_line(operation: &mut Operation, page: &Page) {
    let mut words = page
        .request_syntax
        .as_deref()
        .unwrap_or_default()
        .split_whitespace();
    let (Some(method), Some(path)) = (words.next(), words.next()) else {
        return;
    };
    if !method.bytes().all(|b| b.is_ascii_alphabetic()) || !path.starts_with('/') {
        return;
    }
    operation.style = Stated::Stated(Style::Roa);
    operation.methods = Stated::Stated(vec![method.to_ascii_uppercase()]);
    operation.path = Stated::Stated(path.to_owned());
}

fn authorization(rows: &[AuthorizationRow]) -> Vec<Authorization> {
    let keys = |cell: &Option<String>| -> Vec<String> {
        cell.iter()
            .flat_map(|text| text.lines())
            .map(|line| line.trim().to_owned())
            .filter(|l| !l.is_empty())
            .collect()
    };
    let mut out: Vec<Authorization> = Vec::new();
    for row in rows {
        let resource = Resource {
            r#type: row.resource_type.clone(),
            arn: row.resource_arn.clone(),
            required: row.resource_required,
        };
        // One action on several kinds of resource stands on the page as several rows.
        match out
            .iter_mut()
            .find(|other| other.action == row.operation && other.access_level == row.access_level)
        {
            Some(other) => {
                other.resources.push(resource);
                merge(&mut other.condition_keys, keys(&row.condition_key));
                merge(
                    &mut other.dependent_actions,
                    keys(&row.associated_operation),
                );
            }
            None => out.push(Authorization {
                action: row.operation.clone(),
                access_level: row.access_level.clone(),
                resources: vec![resource],
                condition_keys: keys(&row.condition_key),
                dependent_actions: keys(&row.associated_operation),
            }),
        }
    }
    out
}

fn merge(into: &mut Vec<String>, more: Vec<String>) {
    for text in more {
        if !into.contains(&text) {
            into.push(text);
        }
    }
}

/// The access level tells whether the operation changes anything. Levels that are not known here say nothing.
fn access(page: &Page) -> Option<Access> {
    let mut out = None;
    for row in &page.authorization {
        let level = match row.access_level.trim().to_ascii_lowercase().as_str() {
            "read" | "get" | "list" => Access::Read,
            "write" | "create" | "update" | "delete" => Access::Write,
            _ => return None,
        };
        match out {
            None => out = Some(level),
            Some(other) if other == level => {}
            Some(_) => return Some(Access::ReadWrite),
        }
    }
    out
}
