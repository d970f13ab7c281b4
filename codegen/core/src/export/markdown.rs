//! A reference page of one operation in Markdown, made from the spec alone and in our words.

use std::fmt::Write;

use acs_spec::constraint::{Constraint, Tier, WireError};
use acs_spec::operation::{Authorization, ErrorRow};
use acs_spec::{Operation, Schema, Service, Stated, Type};

use crate::lower::words;

/// The reference page.
#[must_use]
pub fn markdown(operation: &Operation, service: Option<&Service>) -> String {
    let mut page = Page(String::new());
    page.line(&format!("# {}", operation.name));
    if let Some(summary) = &operation.summary {
        page.paragraph(&cell(summary));
    }
    page.paragraph(&heading(operation, service));
    page.authorization(&operation.authorization);
    page.parameters(operation);
    page.rules(operation);
    page.outcomes(operation);
    page.responses(operation);
    page.examples(operation);
    page.errors(&operation.errors);
    page.sources(operation);
    page.0
}

fn heading(operation: &Operation, service: Option<&Service>) -> String {
    let text = |stated: &Stated<String>| {
        stated
            .get()
            .cloned()
            .unwrap_or_else(|| "unstated".to_owned())
    };
    let plain = |stated: &Stated<String>| cell(&text(stated));
    let style = operation
        .style
        .get()
        .map_or("unstated", |style| style.word());
    let access = operation
        .access
        .get()
        .map_or("unstated", |access| access.word());
    let methods = operation
        .methods
        .get()
        .map_or_else(|| "unstated".to_owned(), |methods| methods.join(", "));
    let mut out = format!(
        "{} {} · {style} · {} · access: {access}",
        plain(&operation.product),
        plain(&operation.version),
        code(&format!("{methods} {}", text(&operation.path)))
    );
    if let Some(token) = &operation.idempotency_parameter {
        let _ = write!(out, " · idempotent by {}", code(token));
    }
    if operation.deprecated {
        out.push_str(" · **deprecated**");
        if !operation.replaced_by.is_empty() {
            let _ = write!(out, ", use {}", operation.replaced_by.join(", "));
        }
    }
    if let Some(address) = service.and_then(|service| service.documentation.as_ref()) {
        let _ = write!(
            out,
            " · [documentation](<{}>)",
            address.replace("{operation}", &operation.name)
        );
    }
    out
}

/// Text that cannot break out of a table's cell. Within back-quotes only a bar does.
fn cell(text: &str) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    // One back-quote too many, and it is not plain which stretches are code.
    let paired = text.matches('`').count() % 2 == 0;
    let parts = text.split('`').enumerate().map(|(n, part)| {
        let part = part.replace('|', "\\|");
        if n % 2 == 0 || !paired {
            part.replace('<', "&lt;")
        } else {
            part
        }
    });
    parts.collect::<Vec<_>>().join("`")
}

/// A value in code font, whatever back-quotes and bars it holds.
fn code(text: &str) -> String {
    let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(longest + 1);
    let pad = if text.starts_with('`') || text.ends_with('`') || text.is_empty() {
        " "
    } else {
        ""
    };
    let shown = text
        .replace('\n', "\\n")
        .replace('\r', "\\r")
        .replace('|', "\\|");
    format!("{fence}{pad}{shown}{pad}{fence}")
}

fn tier(tier: Tier) -> &'static str {
    match tier {
        Tier::Documented => "",
        Tier::Advisory => " *(advisory)*",
    }
}

fn answered(error: Option<&WireError>) -> String {
    error.map_or_else(String::new, |error| {
        let inferred = if error.inferred { ", inferred" } else { "" };
        format!(" → {} {}{inferred}", error.status, code(&error.code))
    })
}

fn said(constraint: &Constraint) -> String {
    format!(
        "{}{}{} ({})",
        cell(&words::constraint(constraint)),
        tier(constraint.tier),
        answered(constraint.wire_error.as_ref()),
        code(&constraint.id)
    )
}

fn kind(schema: &Schema) -> String {
    match (schema.r#type, &schema.items, &schema.reference) {
        (Type::Array | Type::Map, Some(items), _) => {
            format!("{} of {}", schema.r#type, kind(items))
        }
        (Type::Ref, _, Some(name)) => code(name),
        (kind, _, _) => kind.word().to_owned(),
    }
}

struct Page(String);

impl Page {
    fn line(&mut self, text: &str) {
        self.0.push_str(text);
        self.0.push('\n');
    }

    fn paragraph(&mut self, text: &str) {
        self.line("");
        self.line(text);
    }

    fn table(&mut self, columns: &[&str]) {
        self.line("");
        self.line(&format!("| {} |", columns.join(" | ")));
        self.line(&format!("|{}", "---|".repeat(columns.len())));
    }

    fn authorization(&mut self, rows: &[Authorization]) {
        if rows.is_empty() {
            return;
        }
        self.paragraph("## Authorization");
        self.table(&[
            "Action",
            "Access level",
            "Resources",
            "Conditions",
            "Also needs",
        ]);
        for row in rows {
            let resources = row.resources.iter().map(|resource| {
                let mark = if resource.required { "" } else { " (optional)" };
                format!("{} {}{mark}", cell(&resource.r#type), code(&resource.arn))
            });
            let codes = |texts: &[String]| {
                texts
                    .iter()
                    .map(|text| code(text))
                    .collect::<Vec<_>>()
                    .join(", ")
            };
            self.line(&format!(
                "| {} | {} | {} | {} | {} |",
                code(&row.action),
                cell(&row.access_level),
                resources.collect::<Vec<_>>().join("<br>"),
                codes(&row.condition_keys),
                codes(&row.dependent_actions)
            ));
        }
    }

    fn parameters(&mut self, operation: &Operation) {
        self.paragraph("## Request parameters");
        if operation.parameters.is_empty() {
            self.paragraph("None.");
            return;
        }
        self.table(&["Parameter", "Type", "Required", "What it is"]);
        for parameter in &operation.parameters {
            self.row(&parameter.name, &parameter.required, &parameter.schema);
        }
    }

    fn row(&mut self, path: &str, required: &Stated<bool>, schema: &Schema) {
        let required = match required.get() {
            Some(true) => "yes",
            Some(false) => "no",
            None => "",
        };
        self.line(&format!(
            "| {} | {} | {required} | {} |",
            code(path),
            kind(schema),
            about(schema)
        ));
        self.inner(path, schema);
    }

    fn inner(&mut self, path: &str, schema: &Schema) {
        if let Some(items) = &schema.items {
            let mark = if schema.r#type == Type::Map {
                ".*"
            } else {
                "[]"
            };
            let inner = format!("{path}{mark}");
            let says_something = !items.constraints.is_empty() || items.summary.is_some();
            if says_something {
                self.row(&inner, &Stated::Unstated, items);
            } else {
                self.inner(&inner, items);
            }
        }
        for field in &schema.fields {
            let inner = if path.is_empty() {
                field.name.clone()
            } else {
                format!("{path}.{}", field.name)
            };
            self.row(&inner, &field.required, &field.schema);
        }
    }

    fn rules(&mut self, operation: &Operation) {
        if operation.rules.is_empty() {
            return;
        }
        self.paragraph("## Rules across parameters");
        self.line("");
        for rule in &operation.rules {
            let within = rule
                .within
                .as_ref()
                .map_or_else(String::new, |path| format!("in each {}: ", code(path)));
            self.line(&format!(
                "- {within}{}{}{} ({})",
                cell(&words::rule(&rule.check)),
                tier(rule.tier),
                answered(rule.wire_error.as_ref()),
                code(&rule.id)
            ));
        }
    }

    fn outcomes(&mut self, operation: &Operation) {
        if operation.outcomes.is_empty() {
            return;
        }
        self.paragraph("## Outcomes that look like errors");
        self.line("");
        for outcome in &operation.outcomes {
            let inferred = if outcome.inferred {
                " (status inferred)"
            } else {
                ""
            };
            self.line(&format!(
                "- {} {}{inferred}: {}",
                outcome.status,
                code(&outcome.code),
                cell(&outcome.summary)
            ));
        }
    }

    fn responses(&mut self, operation: &Operation) {
        self.paragraph("## Response");
        let Some(responses) = operation.responses.get() else {
            self.paragraph("No source states it: a map of fields.");
            return;
        };
        for response in responses {
            if let Some(status) = response.status.get() {
                self.paragraph(&format!("Status {status}:"));
            }
            let Some(schema) = &response.schema else {
                self.paragraph("No source states its fields.");
                continue;
            };
            self.table(&["Field", "Type", "Required", "What it is"]);
            if schema.fields.is_empty() {
                self.row("", &Stated::Unstated, schema);
            }
            for field in &schema.fields {
                self.row(&field.name, &field.required, &field.schema);
            }
        }
    }

    fn examples(&mut self, operation: &Operation) {
        if operation.examples.is_empty() {
            return;
        }
        self.paragraph("## Examples");
        for example in &operation.examples {
            let longest = example
                .body
                .split(|c| c != '`')
                .map(str::len)
                .max()
                .unwrap_or(0);
            let fence = "`".repeat(longest.max(2) + 1);
            self.paragraph(&format!(
                "{fence}{}\n{}\n{fence}",
                example.format,
                example.body.trim_end_matches('\n')
            ));
        }
    }

    fn errors(&mut self, rows: &[ErrorRow]) {
        if rows.is_empty() {
            return;
        }
        self.paragraph("## Errors");
        self.table(&["Status", "Code", "Message", "What to do"]);
        for row in rows {
            self.line(&format!(
                "| {} | {} | {} | {} |",
                row.status,
                code(&row.code),
                row.message.as_deref().map(cell).unwrap_or_default(),
                row.summary.as_deref().map(cell).unwrap_or_default()
            ));
        }
    }

    fn sources(&mut self, operation: &Operation) {
        if operation.sources.is_empty() {
            return;
        }
        self.paragraph("## Sources");
        self.line("");
        for source in &operation.sources {
            let date = source
                .date
                .get()
                .map_or_else(String::new, |date| format!(", {date}"));
            let address = source
                .url
                .as_ref()
                .map_or_else(String::new, |url| format!(", <{url}>"));
            self.line(&format!(
                "- {}: {}{date}{address}",
                source.kind,
                cell(&source.document)
            ));
        }
        for loss in &operation.losses {
            self.line(&format!(
                "- lost in {} at {}: {}",
                code(&loss.source),
                code(&loss.row),
                cell(&loss.what)
            ));
        }
    }
}

fn about(schema: &Schema) -> String {
    let mut parts = Vec::new();
    parts.extend(schema.summary.as_deref().map(cell));
    parts.extend(
        schema
            .unit
            .as_ref()
            .map(|unit| format!("unit: {}", cell(unit))),
    );
    for meaning in &schema.values {
        let summary = meaning
            .summary
            .as_deref()
            .map_or_else(String::new, |text| format!(": {}", cell(text)));
        parts.push(format!("{}{summary}", code(&meaning.value)));
    }
    parts.extend(schema.constraints.iter().map(said));
    parts.extend(
        schema
            .default
            .as_ref()
            .map(|text| format!("default {} (never sent)", code(text))),
    );
    if !schema.sensitive {
        parts.extend(
            schema
                .example
                .as_ref()
                .map(|text| format!("example {}", code(text))),
        );
    }
    if schema.deprecated {
        parts.push("**deprecated**".to_owned());
    }
    parts.join("<br>")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_breaks_out_of_a_cell() {
        assert_eq!(cell("a | b\n<script> `<`"), "a \\| b &lt;script> `<`");
        assert_eq!(cell("a ` <b>"), "a ` &lt;b>");
        assert_eq!(code("a`b|c\n"), "``a`b\\|c\\n``");
        assert_eq!(code("`"), "`` ` ``");
    }
}
