//! From what is wrong to the documented answer: status, code, message. Must not know HTTP.

use acs_judge::{Verdict, Violation};
use acs_spec::Tier;
use acs_spec::operation::ErrorRow;

use crate::catalogue::Entry;
use crate::gateway;
use crate::switches::{Precedence, Switches};

/// An error, as the service would give it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Fault {
    pub(crate) status: u16,
    pub(crate) code: String,
    pub(crate) message: String,
}

/// The error that a verdict is answered with, if it refuses at all.
pub(crate) fn of_verdict(entry: &Entry, verdict: &Verdict, switches: &Switches) -> Option<Fault> {
    let mut refusing = verdict
        .violations
        .iter()
        .filter(|violation| switches.strict || violation.tier == Tier::Documented);
    let violation = match switches.precedence {
        Precedence::SpecOrder => refusing.next(),
        Precedence::ReverseOrder => refusing.next_back(),
        Precedence::RequiredFirst => {
            let all: Vec<&Violation> = refusing.collect();
            let is_missing =
                |violation: &&&Violation| matches!(violation.kind, "required" | "required_if");
            all.iter().find(is_missing).or(all.first()).copied()
        }
    }?;
    let (status, code) = match &violation.wire_error {
        Some(error) => (error.status, error.code.clone()),
        None => (400, "InvalidParameter".to_owned()),
    };
    let status = switches.statuses.get(&code).copied().unwrap_or(status);
    let message = message(entry, status, &code, violation);
    Some(Fault {
        status,
        code,
        message,
    })
}

/// The table's message of this row. It may speak of another parameter than the one at fault: then that one's name takes
/// its place.
fn message(entry: &Entry, status: u16, code: &str, violation: &Violation) -> String {
    let at_fault = violation.path.as_str();
    let head = at_fault.split(['.', '[']).next().unwrap_or(at_fault);
    let rows: Vec<&str> = of_code(entry, Some(status), code)
        .filter_map(|row| row.message.as_deref())
        .collect();
    let exact = rows
        .iter()
        .find(|message| words(message).any(|word| word == head));
    match exact.or(rows.first()) {
        Some(message) => fitted(entry, message, head, at_fault),
        None => match violation.kind {
            "required" | "required_if" | "requires" => {
                format!("{at_fault} is mandatory for this action.")
            }
            _ => format!("The specified parameter {at_fault} is not valid."),
        },
    }
}

fn fitted(entry: &Entry, message: &str, head: &str, at_fault: &str) -> String {
    let message = message.replace("%s", at_fault);
    let other = words(&message).find(|word| {
        *word != head
            && entry
                .operation
                .parameters
                .iter()
                .any(|parameter| parameter.name == *word)
    });
    match other.map(str::to_owned) {
        Some(other) if !words(&message).any(|word| word == head) => {
            message.replacen(&other, at_fault, 1)
        }
        _ => message,
    }
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric() && c != '_')
        .filter(|word| !word.is_empty())
}

fn of_code<'a>(
    entry: &'a Entry,
    status: Option<u16>,
    code: &'a str,
) -> impl Iterator<Item = &'a ErrorRow> {
    entry
        .operation
        .errors
        .iter()
        .filter(move |row| row.code == code && status.is_none_or(|status| status == row.status))
}

/// The error of this code, as the operation's table or the service's has it; its message is `otherwise` where no source
/// gives one.
pub(crate) fn of_name(
    entry: Option<&Entry>,
    status: Option<u16>,
    code: &str,
    otherwise: &str,
    switches: &Switches,
) -> Fault {
    let row = entry.and_then(|entry| of_code(entry, status, code).next());
    let known = || {
        let (operation, service) = (
            entry.map(|e| &e.operation),
            entry.and_then(|e| e.service.as_deref()),
        );
        gateway::status(code, operation, service, switches)
    };
    let status = match (status, switches.statuses.get(code), row) {
        (Some(status), ..) => status,
        (None, Some(status), _) => *status,
        (None, None, Some(row)) => row.status,
        (None, None, None) => known(),
    };
    let message = row
        .and_then(|row| row.message.clone())
        .unwrap_or_else(|| otherwise.to_owned());
    Fault {
        status,
        code: code.to_owned(),
        message: message.replace("%s", ""),
    }
}

/// How a row of the error table can be brought about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Reach {
    /// A single request that breaks a rule.
    Request,
    /// A request that follows another.
    State,
    /// `POST /_double/scenario` alone.
    Injection,
}

impl Reach {
    pub(crate) fn word(self) -> &'static str {
        match self {
            Reach::Request => "request",
            Reach::State => "state",
            Reach::Injection => "injection",
        }
    }
}

/// How each row of an operation's error table can be brought about, in the table's order.
pub(crate) fn reach<'a>(entry: &'a Entry, switches: &Switches) -> Vec<(&'a ErrorRow, Reach)> {
    let by_request = judged(entry);
    let of_state = [
        crate::tokens::mismatch_code(entry),
        switches.in_flight_code.clone(),
    ];
    let reach = |row: &ErrorRow| {
        if by_request
            .iter()
            .any(|(status, code)| *status == row.status && *code == row.code)
        {
            Reach::Request
        } else if entry.operation.idempotency_parameter.is_some() && of_state.contains(&row.code) {
            Reach::State
        } else {
            Reach::Injection
        }
    };
    entry
        .operation
        .errors
        .iter()
        .map(|row| (row, reach(row)))
        .collect()
}

/// The errors that rules which are judged are answered with.
fn judged(entry: &Entry) -> Vec<(u16, String)> {
    let mut out = Vec::new();
    let common = entry
        .service
        .iter()
        .flat_map(|service| &service.common_errors);
    let common: Vec<_> = common.collect();
    let mut kind = |kind: &str, own: Option<&acs_spec::constraint::WireError>| {
        let inferred = || {
            common
                .iter()
                .find(|e| e.answers.iter().any(|k| k == kind))
                .map(|e| (e.status, e.code.clone()))
        };
        out.extend(
            own.map(|error| (error.status, error.code.clone()))
                .or_else(inferred),
        );
    };
    if entry
        .operation
        .parameters
        .iter()
        .any(|parameter| parameter.required.get() == Some(&true))
    {
        kind("required", None);
    }
    acs_spec::walk::followed(&entry.operation, &mut |visit| {
        if visit.place != acs_spec::walk::Place::Parameter {
            return;
        }
        for constraint in &visit.schema.constraints {
            if constraint.tier == Tier::Documented && constraint.check.kind() != "server_side" {
                kind(constraint.check.kind(), constraint.wire_error.as_ref());
            }
        }
    });
    for rule in entry
        .operation
        .rules
        .iter()
        .filter(|rule| rule.tier == Tier::Documented)
    {
        kind(rule.check.kind(), rule.wire_error.as_ref());
    }
    out
}
