//! A report for people, at the command line.

use std::fmt::Write as _;

use super::{OperationReport, Report};
use crate::failure::Failure;
use crate::failure::curl;
use crate::failure::quoted;
use crate::failure::replay::file_name;
use crate::failure::rust::Printer;
use crate::run::Settings;
use crate::run::examine::By;
use crate::run::least::changes;

/// What the words around a report need to know.
pub(crate) struct Words<'w> {
    /// How the command is called, if there is one.
    pub(crate) called: Option<&'w str>,
    /// How the tests are run, if there are any.
    pub(crate) tests: Option<&'w str>,
    /// Options that every command for this run needs: specs and the like, with a blank before each.
    pub(crate) options: &'w str,
    /// The folder of replay files, if they are written.
    pub(crate) failures: Option<&'w str>,
    /// Prints requests.
    pub(crate) printer: &'w Printer,
    /// Failures told in full.
    pub(crate) show: usize,
}

const BOLD: &str = "\u{1b}[1m";
const RED: &str = "\u{1b}[31m";
const GREEN: &str = "\u{1b}[32m";
const END: &str = "\u{1b}[0m";

/// The whole text. Colours are in it; who prints it takes them out where they are not wanted.
pub(crate) fn whole(report: &Report, words: &Words<'_>) -> String {
    let mut out = String::new();
    for failure in report.failures.iter().take(words.show) {
        out.push_str(&told(report, failure, words));
        out.push('\n');
    }
    let rest = report.failures.get(words.show..).unwrap_or_default();
    for failure in rest {
        let _ = writeln!(
            out,
            "{RED}failed{END} {} {}: {}",
            failure.operation, failure.case, failure.what
        );
    }
    if !rest.is_empty() {
        let _ = writeln!(
            out,
            "{} more failures, a line for each: --show {} tells all in full\n",
            rest.len(),
            report.failures.len()
        );
    }
    for operation in &report.operations {
        for gap in &operation.gaps {
            let _ = writeln!(
                out,
                "{RED}gap{END} {} {}: {}",
                operation.name, gap.id, gap.why
            );
        }
    }
    let shard = match report.shard.is_whole() {
        true => String::new(),
        false => format!(", part {}", report.shard),
    };
    let _ = writeln!(out, "{}, seed {:#x}{shard}", report.subject, report.seed);
    let several = report.operations.len() > 1;
    for operation in &report.operations {
        if several {
            let _ = writeln!(out, "{}: {}", operation.name, operation.totals().headline());
        }
        out.push_str(&details(operation));
    }
    let colour = if report.is_met() { GREEN } else { RED };
    let _ = writeln!(out, "{BOLD}{colour}{}{END}", report.totals().headline());
    out
}

fn details(operation: &OperationReport) -> String {
    let totals = operation.totals();
    let random = &operation.random;
    let stated = operation.obligations.iter();
    let stated = stated.filter(|tried| tried.is_statement()).count();
    let stated = match stated {
        0 => String::new(),
        count => format!("{count} statements, "),
    };
    let pairs = match operation.pairs.all() {
        0 => String::new(),
        count => format!("{count} of a covering array, "),
    };
    format!(
        "  {stated}{} requests for obligations, {} left out on purpose; cases: {pairs}{} valid, {} with one fault, {} with several, {} hostile\n",
        totals.requests,
        totals.left_out,
        random.valid,
        random.single,
        random.several,
        random.hostile
    )
}

/// Commands that try a failure again: by its file, if there is one, by its id, and as a test.
pub(crate) fn again(report: &Report, failure: &Failure, words: &Words<'_>) -> Vec<String> {
    let Words { options, .. } = words;
    let mut out = Vec::new();
    let folder = words.failures.filter(|_| !failure.stated);
    if let (Some(folder), Some(called)) = (folder, words.called) {
        let file = format!("{}/{}", folder.trim_end_matches('/'), file_name(failure));
        out.push(format!("{called} replay {}{options}", quoted(&file)));
    }
    let defaults = Settings::default();
    let mut own = String::new();
    if report.seed != defaults.seed && !failure.is_row() {
        let _ = write!(own, " --seed {:#x}", report.seed);
    }
    if report.around != defaults.around {
        let _ = write!(own, " --around {}", report.around);
    }
    if let Some(called) = words.called {
        out.push(format!(
            "{called} run --operation {} --case {}{own}{options}",
            quoted(&failure.operation),
            quoted(&failure.case)
        ));
    }
    // Tests have the usual settings and ask the crate itself.
    if let (Some(tests), true, true) = (words.tests, own.is_empty(), options.is_empty()) {
        let name = crate::tests::name_of(&failure.operation, &failure.case);
        out.push(format!("{tests} --exact {}", quoted(&name)));
    }
    out
}

/// Everything about a failure.
pub(crate) fn told(report: &Report, failure: &Failure, words: &Words<'_>) -> String {
    let mut out = format!(
        "{BOLD}{RED}failed{END} {BOLD}{} {}{END}\n",
        failure.operation, failure.case
    );
    let mut line = |label: &str, text: &str| {
        let _ = writeln!(out, "  {label:<9} {text}");
    };
    line("about", &failure.about);
    line("place", &failure.place());
    if failure.by == By::Interpreter {
        line(
            "by",
            "the reference interpreter: it, or the suite, is wrong",
        );
    }
    line("what", &failure.what);
    let several = |lines: Vec<String>, label: &str, line: &mut dyn FnMut(&str, &str)| {
        for (n, text) in lines.iter().enumerate() {
            line(if n == 0 { label } else { "" }, text);
        }
    };
    if failure.stated {
        commands(&mut out, report, failure, words);
        return out;
    }
    several(failure.expected(), "expected", &mut line);
    several(failure.got.clone(), "got", &mut line);
    let of = match (failure.is_least(), failure.is_row()) {
        (true, _) => " (the least request)",
        (_, true) => " (which changes no row of a covering array)",
        _ => "",
    };
    line("seed", &format!("{:#x}{of}", failure.seed));
    if failure.count > 1 {
        let also: Vec<&str> = failure.also.iter().take(3).map(String::as_str).collect();
        let more = if failure.also.len() > also.len() {
            ", …"
        } else {
            ""
        };
        let of = match also.is_empty() {
            true => String::new(),
            false => format!(", also {}{more}", also.join(", ")),
        };
        line("count", &format!("{} requests fail so{of}", failure.count));
    }
    if let Some(edits) = &failure.edits {
        let changes = match edits.is_empty() {
            true => vec!["the least valid request itself".to_owned()],
            false => changes(edits),
        };
        several(changes, "differs", &mut line);
    }
    line("as JSON", &json(failure));
    line("as curl", &curl_of(report, failure));
    line("as Rust", "");
    let program = words.printer.program(&failure.operation, &failure.pairs);
    for text in program.lines() {
        let _ = writeln!(out, "    {text}");
    }
    commands(&mut out, report, failure, words);
    out
}

fn commands(out: &mut String, report: &Report, failure: &Failure, words: &Words<'_>) {
    for command in again(report, failure, words) {
        let _ = writeln!(out, "  again     {BOLD}{command}{END}");
    }
}

/// The request as JSON that `acsgen validate` takes, on one line; what cannot be seen is escaped.
pub(crate) fn json(failure: &Failure) -> String {
    let text = acs_spec::write::compact(&acs_conformance::compare::as_json(&failure.pairs));
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        let seen = c.is_ascii() || c.escape_debug().count() == 1;
        if seen {
            out.push(c);
        } else {
            let units: &mut [u16] = &mut [0; 2];
            for unit in c.encode_utf16(units) {
                let _ = write!(out, "\\u{unit:04x}");
            }
        }
    }
    out
}

/// The request as a command.
pub(crate) fn curl_of(report: &Report, failure: &Failure) -> String {
    let mut operations = report.operations.iter();
    let of = operations.find(|operation| operation.name == failure.operation);
    curl::command(failure, of.map_or("", |operation| &operation.version))
}
