//! How drift is printed: for people, for programs, as Markdown, and as a SARIF log.

use acs_import::drift::{Change, Drift, Effect, Kind};
use acs_spec::Json;
use acs_spec::diag::Severity;
use acs_spec::shape::object;
use acs_spec::write::compact;

use crate::args::DriftFormat;
use crate::sarif::{Finding, Rule, log};

/// What is to be printed.
#[derive(Debug)]
pub struct Report<'a> {
    /// The source, as it was named.
    pub source: String,
    /// What it was compared with, in words.
    pub against: String,
    /// The folder or file that changes are placed in.
    pub file: String,
    /// The changes.
    pub drift: &'a Drift,
}

/// The whole report.
#[must_use]
pub fn printed(report: &Report<'_>, format: DriftFormat) -> String {
    match format {
        DriftFormat::Text => text(report),
        DriftFormat::Json => format!("{}\n", compact(&json(report))),
        DriftFormat::Markdown => markdown(report),
        DriftFormat::Sarif => sarif(report),
    }
}

/// `1 change`, `2 changes`.
fn count(n: usize, word: &str) -> String {
    format!("{n} {word}{}", if n == 1 { "" } else { "s" })
}

/// The changes in a line: `3 changes (1 breaks at compile time, 2 compatible); asks for a major step`.
#[must_use]
pub fn summary(drift: &Drift) -> String {
    if drift.changes.is_empty() {
        return "no drift".to_owned();
    }
    let each = Effect::ALL.iter().filter_map(|effect| {
        let n = with(drift, *effect).count();
        (n > 0).then(|| format!("{n} {effect}"))
    });
    let each: Vec<String> = each.collect();
    let step = match drift.step() {
        acs_import::drift::Step::None => "asks for no new version".to_owned(),
        step => format!("asks for a {step} step"),
    };
    format!(
        "{} ({}); {step}",
        count(drift.changes.len(), "change"),
        each.join(", ")
    )
}

fn with(drift: &Drift, effect: Effect) -> impl Iterator<Item = &Change> {
    drift
        .changes
        .iter()
        .filter(move |change| change.judgement.effect == effect)
}

/// What changed, in a few words: `"a" → "b"`, `new: "b"`, `was: "a"`.
fn facts(change: &Change) -> String {
    match (&change.before, &change.after) {
        (Some(before), Some(after)) => format!("{before} → {after}"),
        (None, Some(after)) => after.clone(),
        (Some(before), None) => format!("was {before}"),
        (None, None) => String::new(),
    }
}

/// What is not empty, with colons between.
fn joined(texts: &[&str]) -> String {
    let stated: Vec<&str> = texts
        .iter()
        .copied()
        .filter(|text| !text.is_empty())
        .collect();
    stated.join(": ")
}

fn text(report: &Report<'_>) -> String {
    let mut out = String::new();
    let mut operation = None;
    for change in &report.drift.changes {
        if operation != Some(&change.operation) {
            operation = Some(&change.operation);
            let name = match change.operation.as_str() {
                "" => "the product version",
                name => name,
            };
            out.push_str(&format!("{name}\n"));
        }
        let what = joined(&[&change.place, &facts(change)]);
        let judgement = &change.judgement;
        out.push_str(&format!("  {} {what}\n", change.kind).replace(" \n", "\n"));
        out.push_str(&format!(
            "      {} ({}): {}\n",
            judgement.effect, judgement.step, judgement.why
        ));
        if let Some(note) = &change.note {
            out.push_str(&format!("      note: {note}\n"));
        }
    }
    for remark in &report.drift.remarks {
        out.push_str(&format!("remark: {remark}\n"));
    }
    out.push_str(&format!(
        "{} against {}: {}\n",
        report.source,
        report.against,
        summary(report.drift)
    ));
    out
}

fn json(report: &Report<'_>) -> Json {
    let drift = report.drift;
    let optional = |text: &Option<String>| text.as_ref().map_or(Json::Null, Json::text);
    let change = |change: &Change| {
        object(vec![
            ("kind", Json::text(change.kind.word())),
            ("operation", Json::text(&change.operation)),
            ("place", Json::text(&change.place)),
            ("pointer", Json::text(&change.pointer)),
            ("before", optional(&change.before)),
            ("after", optional(&change.after)),
            ("effect", Json::text(change.judgement.effect.words())),
            ("step", Json::text(change.judgement.step.word())),
            ("why", Json::text(&change.judgement.why)),
            ("note", optional(&change.note)),
        ])
    };
    let effect = drift.effect().map_or("none", Effect::words);
    object(vec![
        ("source", Json::text(&report.source)),
        ("against", Json::text(&report.against)),
        ("effect", Json::text(effect)),
        ("step", Json::text(drift.step().word())),
        (
            "changes",
            Json::Array(drift.changes.iter().map(change).collect()),
        ),
        (
            "remarks",
            Json::Array(drift.remarks.iter().map(Json::text).collect()),
        ),
    ])
}

/// A table for each effect, the worst first.
#[must_use]
pub fn tables(drift: &Drift) -> String {
    let mut out = String::new();
    for effect in Effect::ALL {
        let mut rows = with(drift, effect).peekable();
        if rows.peek().is_none() {
            continue;
        }
        let title = effect.words();
        let mut letters = title.chars();
        let first: String = letters
            .next()
            .into_iter()
            .flat_map(char::to_uppercase)
            .collect();
        out.push_str(&format!("\n### {first}{}\n\n", letters.as_str()));
        out.push_str("| operation | change | what | step | why |\n|---|---|---|---|---|\n");
        for change in rows {
            let mut what = joined(&[&change.place, &facts(change)]);
            if let Some(note) = &change.note {
                what.push_str(&format!(" ({note})"));
            }
            let cells = [
                change.operation.as_str(),
                change.kind.word(),
                &what,
                change.judgement.step.word(),
                &change.judgement.why,
            ];
            let cells: Vec<String> = cells.iter().map(|cell| escaped(cell)).collect();
            out.push_str(&format!("| {} |\n", cells.join(" | ")));
        }
    }
    out
}

/// What would end a cell or begin markup of its own; code spans stay.
fn escaped(cell: &str) -> String {
    let mut out = String::new();
    for c in cell.chars() {
        match c {
            '|' | '<' | '>' | '*' | '[' | ']' | '\\' | '_' => {
                out.push('\\');
                out.push(c);
            }
            '\n' | '\r' => out.push(' '),
            c => out.push(c),
        }
    }
    out
}

fn markdown(report: &Report<'_>) -> String {
    let mut out = format!(
        "## Drift of `{}`\n\nAgainst {}: {}.\n",
        report.source,
        report.against,
        summary(report.drift)
    );
    out.push_str(&tables(report.drift));
    if !report.drift.remarks.is_empty() {
        out.push_str("\n### Remarks\n\n");
        for remark in &report.drift.remarks {
            out.push_str(&format!("* {}\n", escaped(remark)));
        }
    }
    out
}

fn level(effect: Effect) -> Severity {
    match effect {
        Effect::CompileTime | Effect::RunTime => Severity::Error,
        Effect::Compatible => Severity::Warning,
        Effect::Text => Severity::Note,
    }
}

fn sarif(report: &Report<'_>) -> String {
    let rules: Vec<Rule> = Kind::ALL
        .iter()
        .map(|kind| Rule {
            id: format!("drift/{kind}"),
            title: kind.word().replace('-', " "),
            help: "look at the source, then run `acsgen sync`".to_owned(),
            level: Severity::Warning,
        })
        .collect();
    let finding = |change: &Change| {
        let what = joined(&[&change.operation, &change.place, &facts(change)]);
        let judgement = &change.judgement;
        // In specs each operation has a file of its own.
        let is_folder = !report.file.ends_with(".json") && report.against == "the specs";
        let file = match (is_folder, change.operation.as_str()) {
            (true, "") => format!("{}/service.json", report.file),
            (true, name) => format!("{}/{name}.json", report.file),
            (false, _) => report.file.clone(),
        };
        Finding {
            rule: format!("drift/{}", change.kind),
            level: level(judgement.effect),
            message: format!(
                "{}: {}\n{} ({}): {}",
                change.kind, what, judgement.effect, judgement.step, judgement.why
            ),
            file,
            line: 0,
            column: 0,
            pointer: change.pointer.clone(),
        }
    };
    let findings: Vec<Finding> = report.drift.changes.iter().map(finding).collect();
    log(&findings, &rules)
}
