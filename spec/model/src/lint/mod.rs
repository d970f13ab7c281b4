//! Lints: what is wrong with a spec that is well-formed.
//!
//! Each lint is one small function in [`LINTS`], knows nothing of the others, and says what to do about what it finds.
//! Lints judge the spec, never a request; that is the business of the judge.

mod bounds;
mod corrections;
mod datetime;
mod decimal;
mod errors;
mod evidence;
mod examples;
mod fit;
mod names;
mod pattern;
mod place;
mod prose;
mod references;
mod rules;
#[cfg(test)]
mod sample;

use std::collections::BTreeMap;

use crate::codes::{self, Code};
use crate::constraint::Constraint;
use crate::diag::{Diagnostic, brief};
use crate::operation::{self, Operation, Schema};
use crate::service::{self, Service};
use crate::source::{Correction, Source};
use crate::walk::{self, Visit};
use crate::{load, shape};

pub use prose::{strip_prose, strip_service_prose};

/// One lint.
#[derive(Debug, Clone, Copy)]
pub struct Lint {
    /// A few words, unique.
    pub name: &'static str,
    /// The codes that it may report.
    pub codes: &'static [&'static Code],
    check: fn(&Context<'_>, &mut Findings),
}

/// Every lint, in the order in which they run. `ACS0118` (canonical form) is missing: it judges the text of a file, see
/// [`file_operation`].
pub static LINTS: &[Lint] = &[
    lint("format", &[&codes::WRONG_FORMAT], format),
    lint(
        "reversed bounds",
        &[&codes::REVERSED_BOUNDS],
        bounds::reversed,
    ),
    lint(
        "empty constraints",
        &[&codes::EMPTY_CONSTRAINT],
        bounds::empty,
    ),
    lint(
        "empty rules",
        &[&codes::EMPTY_CONSTRAINT],
        bounds::empty_rules,
    ),
    lint("names", &[&codes::DUPLICATE_NAME], names::twice),
    lint(
        "rule parameters",
        &[&codes::UNKNOWN_PARAMETER],
        rules::parameters,
    ),
    lint("narrowing", &[&codes::DANGLING_NARROWS], rules::narrows),
    lint("sources", &[&codes::UNKNOWN_SOURCE], evidence::sources),
    lint("evidence", &[&codes::NO_EVIDENCE], evidence::none),
    lint("circles", &[&codes::CYCLIC_REFERENCE], references::circles),
    lint(
        "references",
        &[&codes::UNKNOWN_REFERENCE],
        references::unknown,
    ),
    lint("shapes", &[&codes::BAD_SHAPE], references::shapes),
    lint(
        "fit",
        &[&codes::WRONG_TYPE_FOR_CHECK, &codes::NUMERIC_BOUND_ON_TEXT],
        fit::constraints,
    ),
    lint("rule values", &[&codes::WRONG_TYPE_FOR_CHECK], fit::rules),
    lint("prose", &[&codes::PROSE_IN_SPEC], prose::found),
    lint("summaries", &[&codes::NO_SUMMARY], prose::summaries),
    lint("wire errors", &[&codes::UNKNOWN_WIRE_ERROR], errors::wire),
    lint(
        "ambiguous rows",
        &[&codes::AMBIGUOUS_ROW],
        errors::ambiguous,
    ),
    lint(
        "corrections",
        &[&codes::STALE_CORRECTION],
        corrections::stale,
    ),
    lint("patterns", &[&codes::BAD_PATTERN], pattern::patterns),
    lint("date formats", &[&codes::BAD_FORMAT], datetime::formats),
    lint("examples", &[&codes::EXAMPLE_BREAKS_RULE], examples::broken),
    lint("conflicts", &[&codes::CONFLICT], evidence::conflicts),
    lint("losses", &[&codes::UNRESOLVED_LOSS], evidence::losses),
];

const fn lint(
    name: &'static str,
    codes: &'static [&'static Code],
    check: fn(&Context<'_>, &mut Findings),
) -> Lint {
    Lint { name, codes, check }
}

/// Lints an operation. With its service, wire errors are looked up among the common ones too; without it, those that
/// are marked as inferred are not looked up. Pointers are into the canonical file; lines are unknown.
#[must_use]
pub fn operation(operation: &Operation, service: Option<&Service>) -> Vec<Diagnostic> {
    Context {
        subject: Subject::Operation(operation),
        service,
    }
    .run()
}

/// Lints a service.
#[must_use]
pub fn service(service: &Service) -> Vec<Diagnostic> {
    Context {
        subject: Subject::Service(service),
        service: Some(service),
    }
    .run()
}

/// Reads and lints the text of an operation's file, and whether the text is canonical. Diagnostics have lines and
/// columns, and are in their order. A text that cannot be read gives the loader's faults alone.
#[must_use]
pub fn file_operation(file: &str, text: &str, service: Option<&Service>) -> Vec<Diagnostic> {
    match load::operation(file, text) {
        Ok(read) => placed(file, text, operation(&read, service), &load::to_text(&read)),
        Err(faults) => faults,
    }
}

/// The same for the text of a `service.json`.
#[must_use]
pub fn file_service(file: &str, text: &str) -> Vec<Diagnostic> {
    match load::service(file, text) {
        Ok(read) => placed(file, text, service(&read), &load::to_text(&read)),
        Err(faults) => faults,
    }
}

fn placed(file: &str, text: &str, found: Vec<Diagnostic>, canonical: &str) -> Vec<Diagnostic> {
    match load::parse_file(file, text) {
        Ok(tree) => place::placed(file, text, &tree, found, canonical),
        Err(faults) => faults,
    }
}

/// What is linted.
#[derive(Clone, Copy)]
enum Subject<'a> {
    Operation(&'a Operation),
    Service(&'a Service),
}

/// What a lint sees.
struct Context<'a> {
    subject: Subject<'a>,
    service: Option<&'a Service>,
}

impl<'a> Context<'a> {
    fn run(&self) -> Vec<Diagnostic> {
        let mut findings = Findings::default();
        for lint in LINTS {
            (lint.check)(self, &mut findings);
        }
        findings.finish()
    }

    fn operation(&self) -> Option<&'a Operation> {
        match self.subject {
            Subject::Operation(operation) => Some(operation),
            Subject::Service(_) => None,
        }
    }

    fn schemas(&self) -> &'a BTreeMap<String, Schema> {
        match self.subject {
            Subject::Operation(operation) => &operation.schemas,
            Subject::Service(service) => &service.schemas,
        }
    }

    fn sources(&self) -> &'a [Source] {
        match self.subject {
            Subject::Operation(operation) => &operation.sources,
            Subject::Service(service) => &service.sources,
        }
    }

    fn corrections(&self) -> &'a [Correction] {
        match self.subject {
            Subject::Operation(operation) => &operation.corrections,
            Subject::Service(service) => &service.corrections,
        }
    }

    fn each_schema(&self, visit: &mut dyn FnMut(&Visit<'_, 'a>)) {
        match self.subject {
            Subject::Operation(operation) => walk::schemas(operation, visit),
            Subject::Service(service) => walk::service_schemas(service, visit),
        }
    }

    /// Every constraint with the schema that it stands at, and a way to its own pointer.
    fn each_constraint(&self, visit: &mut dyn FnMut(&Visit<'_, 'a>, &'a Constraint, At<'_>)) {
        self.each_schema(&mut |seen| {
            for (n, constraint) in seen.schema.constraints.iter().enumerate() {
                let at = At {
                    pointer: seen.pointer,
                    list: "constraints",
                    n,
                };
                visit(seen, constraint, at);
            }
        });
    }
}

/// The place of an element of a list. It is written out only when there is something to report.
#[derive(Clone, Copy)]
struct At<'w> {
    pointer: &'w str,
    list: &'static str,
    n: usize,
}

impl At<'_> {
    fn whole(self) -> String {
        format!("{}/{}/{}", self.pointer, self.list, self.n)
    }

    fn part(self, part: &str) -> String {
        format!("{}/{}/{}/{part}", self.pointer, self.list, self.n)
    }
}

/// Most findings of one file that are listed; one more counts the rest.
pub const MAX_FINDINGS: usize = 10_000;

/// What lints have found.
#[derive(Default)]
struct Findings {
    listed: Vec<Diagnostic>,
    more: usize,
}

impl Findings {
    fn add(
        &mut self,
        code: &'static Code,
        pointer: impl Into<String>,
        message: impl Into<String>,
        help: impl Into<String>,
    ) {
        if self.listed.len() >= MAX_FINDINGS {
            self.more += 1;
            return;
        }
        self.listed
            .push(Diagnostic::new(code, message, help).at(pointer));
    }

    fn finish(mut self) -> Vec<Diagnostic> {
        if self.more > 0 {
            let message = format!(
                "{} more findings are not listed, after the first {MAX_FINDINGS}",
                self.more
            );
            let help = "mend the first ones and lint the file again";
            self.listed
                .push(Diagnostic::new(&codes::TOO_MANY, message, help));
        }
        self.listed
    }

    /// The start of a help that names the nearest known name, if one is near. Comparing costs time: neither all of a
    /// great many names are compared, nor is it done for more than the first findings.
    fn near<'n>(&self, name: &str, known: impl Iterator<Item = &'n str>) -> String {
        const NAMES: usize = 500;
        const FINDINGS: usize = 200;
        if self.listed.len() > FINDINGS {
            return String::new();
        }
        let known: Vec<&str> = known.take(NAMES).collect();
        shape::nearest(name, &known).map_or_else(String::new, |near| {
            format!("did you mean {}? ", quoted(near))
        })
    }
}

/// A name of the file in a message.
fn quoted(name: &str) -> String {
    format!("`{}`", brief(name))
}

fn format(context: &Context<'_>, findings: &mut Findings) {
    let (found, want) = match context.subject {
        Subject::Operation(operation) => (&operation.format, operation::FORMAT),
        Subject::Service(service) => (&service.format, service::FORMAT),
    };
    if found != want {
        findings.add(
            &codes::WRONG_FORMAT,
            "/format",
            format!("the format is {}, and `{want}` is read here", quoted(found)),
            format!("write `{want}` if the file is one"),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::Severity;
    use sample::{faults, operation};

    #[test]
    fn a_sound_operation_has_no_findings() {
        assert_eq!(faults(&operation()), Vec::<String>::new());
    }

    #[test]
    fn every_lint_code_has_a_lint() {
        let claimed: Vec<&str> = LINTS
            .iter()
            .flat_map(|lint| lint.codes.iter().map(|code| code.id))
            .collect();
        for code in codes::ALL {
            if code.id.starts_with("ACS01") && code.id != codes::NOT_CANONICAL.id {
                assert!(claimed.contains(&code.id), "{} has no lint", code.id);
            }
        }
        let mut names: Vec<&str> = LINTS.iter().map(|lint| lint.name).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), LINTS.len());
    }

    #[test]
    fn another_format_is_found() {
        let mut operation = operation();
        operation.format = "acs-operation/9".into();
        assert_eq!(faults(&operation), ["ACS0010 /format"]);
    }

    #[test]
    fn a_flood_is_counted_and_refused() {
        let mut operation = operation();
        let twin = operation.parameters[2].clone();
        operation.parameters.extend(vec![twin; MAX_FINDINGS + 5]);
        let found = super::operation(&operation, None);
        assert_eq!(found.len(), MAX_FINDINGS + 1);
        let last = found.last().unwrap();
        assert_eq!((last.code, last.severity), ("ACS0011", Severity::Error));
        assert!(last.message.starts_with("5 more"));
    }

    #[test]
    fn conflicts_and_losses_are_notes() {
        for code in [&codes::CONFLICT, &codes::UNRESOLVED_LOSS] {
            assert_eq!(code.severity, Severity::Note);
        }
    }
}
