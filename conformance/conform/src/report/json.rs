//! A report for programs. The same run gives the same bytes, unless times are asked for.

use acs_conformance::compare::as_json;
use acs_conformance::ledger::{Breach, Source};
use acs_spec::Json;
use acs_spec::shape::object;
use acs_spec::write::canonical;

use super::text::{Words, again, curl_of};
use super::{Counts, OperationReport, Report, Totals, Tried, Untried, Verdict};
use crate::failure::Failure;
use crate::failure::replay::of_findings;
use crate::run::least::Edit;

/// The `format` of a report.
pub const FORMAT: &str = "acs-conformance-report/1";

/// A report as canonical JSON.
pub(crate) fn text(report: &Report, words: &Words<'_>) -> String {
    let operations = report.operations.iter().map(operation).collect();
    let failures = report.failures.iter();
    let mut members = vec![
        ("format", Json::text(FORMAT)),
        ("subject", Json::text(&report.subject)),
        ("passed", Json::Bool(report.is_met())),
        ("headline", Json::text(report.totals().headline())),
        ("totals", totals(&report.totals())),
        ("seed", hex(report.seed)),
        ("cases", number(report.cases)),
        ("pairs", Json::Bool(report.pairs)),
        ("around", number(report.around)),
        ("shard", Json::text(report.shard.to_string())),
        ("only", texts(&report.only)),
        ("operations", Json::Array(operations)),
        (
            "failures",
            Json::Array(failures.map(|each| failure(report, each, words)).collect()),
        ),
    ];
    if let Some(millis) = report.millis {
        members.push(("timings", object(vec![("milliseconds", number(millis))])));
    }
    canonical(&object(members))
}

fn number(number: impl ToString) -> Json {
    Json::Number(number.to_string())
}

fn hex(number: u64) -> Json {
    Json::text(format!("{number:#x}"))
}

fn texts(all: &[String]) -> Json {
    Json::Array(all.iter().map(Json::text).collect())
}

fn totals(totals: &Totals) -> Json {
    object(vec![
        ("obligations", number(totals.obligations)),
        ("met", number(totals.met)),
        ("gaps", number(totals.gaps)),
        ("leftOut", number(totals.left_out)),
        ("requests", number(totals.requests)),
        ("cases", number(totals.cases)),
        ("disagreements", number(totals.disagreements)),
    ])
}

fn operation(of: &OperationReport) -> Json {
    let untried = |all: &[Untried]| {
        let one = |one: &Untried| {
            object(vec![
                ("id", Json::text(&one.id)),
                ("why", Json::text(&one.why)),
            ])
        };
        Json::Array(all.iter().map(one).collect())
    };
    object(vec![
        ("name", Json::text(&of.name)),
        ("product", Json::text(&of.product)),
        ("version", Json::text(&of.version)),
        ("folder", Json::text(&of.folder)),
        ("totals", totals(&of.totals())),
        (
            "valid",
            of.sound.as_ref().map_or(Json::Null, |pairs| as_json(pairs)),
        ),
        ("pairs", counts(&of.pairs)),
        ("random", counts(&of.random)),
        (
            "obligations",
            Json::Array(of.obligations.iter().map(tried).collect()),
        ),
        ("gaps", untried(&of.gaps)),
        ("leftOut", untried(&of.left_out)),
    ])
}

fn counts(counts: &Counts) -> Json {
    object(vec![
        ("valid", number(counts.valid)),
        ("oneFault", number(counts.single)),
        ("severalFaults", number(counts.several)),
        ("hostile", number(counts.hostile)),
        ("unmade", number(counts.unmade)),
        ("digest", hex(counts.digest)),
    ])
}

fn tried(tried: &Tried) -> Json {
    let source = |source: &Source| {
        object(vec![
            ("source", Json::text(&source.source)),
            ("row", Json::text(&source.row)),
        ])
    };
    object(vec![
        ("id", Json::text(&tried.id)),
        ("parameter", Json::text(&tried.parameter)),
        ("rule", Json::text(&tried.rule)),
        ("kind", Json::text(tried.kind)),
        ("aspect", Json::text(tried.aspect)),
        ("tier", Json::text(tried.tier)),
        ("file", Json::text(&tried.file)),
        ("pointer", Json::text(&tried.pointer)),
        (
            "evidence",
            Json::Array(tried.evidence.iter().map(source).collect()),
        ),
        (
            "expected",
            Json::Array(tried.expected.iter().map(breach).collect()),
        ),
        ("differs", differs(&tried.edits)),
        ("requests", number(tried.requests)),
        ("astray", number(tried.astray)),
        ("verdict", Json::text(tried.verdict.word())),
    ])
}

fn breach(breach: &Breach) -> Json {
    let wire = breach.wire.as_ref();
    object(vec![
        ("rule", Json::text(&breach.rule)),
        ("tier", Json::text(breach.tier.word())),
        (
            "status",
            wire.map_or(Json::Null, |wire| number(wire.status)),
        ),
        (
            "code",
            wire.map_or(Json::Null, |wire| Json::text(&wire.code)),
        ),
    ])
}

/// By name: the values sent; an empty list where the name is absent.
fn differs(edits: &[Edit]) -> Json {
    let one = |edit: &Edit| (edit.name.clone(), texts(&edit.values));
    Json::Object(edits.iter().map(one).collect())
}

fn failure(report: &Report, of: &Failure, words: &Words<'_>) -> Json {
    let unless_stated = |text: &dyn Fn() -> String| match of.stated {
        true => Json::Null,
        false => Json::text(text()),
    };
    object(vec![
        ("operation", Json::text(&of.operation)),
        ("case", Json::text(&of.case)),
        ("about", Json::text(&of.about)),
        ("rule", Json::text(&of.rule)),
        ("file", Json::text(format!("{}{}", of.folder, of.file))),
        ("pointer", Json::text(&of.pointer)),
        ("by", Json::text(of.by.word())),
        ("stated", Json::Bool(of.stated)),
        ("what", Json::text(&of.what)),
        ("expected", of_findings(&of.expected)),
        ("got", texts(&of.got)),
        ("seed", hex(of.seed)),
        ("count", number(of.count)),
        ("also", texts(&of.also)),
        ("differs", of.edits.as_deref().map_or(Json::Null, differs)),
        ("request", as_json(&of.pairs)),
        (
            "rust",
            unless_stated(&|| words.printer.program(&of.operation, &of.pairs)),
        ),
        ("curl", unless_stated(&|| curl_of(report, of))),
        ("again", texts(&again(report, of, words))),
    ])
}

impl Verdict {
    /// In files.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Verdict::Met => "met",
            Verdict::Failed => "failed",
        }
    }
}
