//! The matrix: a row for each constraint, rule and structural kind, with what was tried of it and what came of it.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::super::junit::escaped;
use super::super::{OperationReport, Report, Tried, Verdict};
use super::{grouped, value_text};
use crate::run::least::Edit;

/// What obligations are about, as columns.
const COLUMNS: [(&str, &str); 5] = [
    ("accept", "accept"),
    ("reject", "reject"),
    ("boundary", "boundary"),
    ("row", "truth table"),
    ("wire error", "wire error"),
];

/// What is stated besides, as rows of a group of their own.
const STATED: [(&str, &str); 3] = [
    ("error", "codes of errors"),
    ("answer", "fields of answers"),
    ("fact", "facts of the operation"),
];

/// The matrix of one operation.
pub(super) fn matrix(report: &Report, operation: &OperationReport) -> String {
    let mut out = String::from(
        "<div class=\"matrix\">\n<div class=\"row head\" aria-hidden=\"true\"><span>Constraint</span><span>Tier</span>",
    );
    for (_, title) in COLUMNS {
        let _ = write!(out, "<span class=\"num\">{title}</span>");
    }
    out.push_str("</div>\n");
    let anchors: BTreeMap<&str, usize> = report
        .failures
        .iter()
        .enumerate()
        .filter(|(_, failure)| failure.operation == operation.name)
        .flat_map(|(n, failure)| failure.cases().map(move |case| (case, n)))
        .collect();
    for (parameter, rules) in grouped_rows(operation) {
        let name = match parameter {
            "" => "Names that the operation does not know",
            name => name,
        };
        let _ = writeln!(out, "<div class=\"group\"><h3>{}</h3>", escaped(name));
        for (rule, all) in rules {
            out.push_str(&row(parameter, rule, &all, &anchors));
        }
        out.push_str("</div>\n");
    }
    let stated = |aspect: &str| -> Vec<&Tried> {
        let all = operation
            .obligations
            .iter()
            .filter(|tried| tried.is_statement());
        all.filter(|tried| tried.aspect == aspect).collect()
    };
    if operation.obligations.iter().any(Tried::is_statement) {
        out.push_str("<div class=\"group\"><h3>Errors, answers and facts</h3>\n");
        for (aspect, title) in STATED {
            out.push_str(&row("", title, &stated(aspect), &anchors));
        }
        out.push_str("</div>\n");
    }
    out.push_str("</div>\n");
    out
}

/// The column that an obligation is counted in.
fn column(tried: &Tried) -> &'static str {
    match tried.aspect {
        "error" => "wire error",
        "answer" | "fact" => "accept",
        aspect => aspect,
    }
}

type Rules<'r> = Vec<(&'r str, Vec<&'r Tried>)>;

/// By parameter and rule, in the order in which they first come.
fn grouped_rows(operation: &OperationReport) -> Vec<(&str, Rules<'_>)> {
    let mut out: Vec<(&str, Rules<'_>)> = Vec::new();
    for tried in operation
        .obligations
        .iter()
        .filter(|tried| !tried.is_statement())
    {
        let at = match out.iter().position(|(name, _)| *name == tried.parameter) {
            Some(at) => at,
            None => {
                out.push((&tried.parameter, Vec::new()));
                out.len() - 1
            }
        };
        let Some((_, rules)) = out.get_mut(at) else {
            continue;
        };
        match rules.iter_mut().find(|(rule, _)| *rule == tried.rule) {
            Some((_, all)) => all.push(tried),
            None => rules.push((&tried.rule, vec![tried])),
        }
    }
    out
}

fn row(parameter: &str, rule: &str, all: &[&Tried], anchors: &BTreeMap<&str, usize>) -> String {
    let Some(first) = all.first() else {
        return String::new();
    };
    let failing = all.iter().any(|tried| tried.verdict == Verdict::Failed);
    let class = if failing { "rule failing" } else { "rule" };
    let own = rule
        .strip_prefix(parameter)
        .and_then(|rest| rest.strip_prefix('.'))
        .unwrap_or(rule);
    let mut out = format!(
        "<details class=\"{class}\"><summary class=\"row\"><span class=\"name\"><code>{}</code></span><span class=\"tier {}\">{}</span>",
        escaped(own),
        first.tier,
        first.tier
    );
    for (aspect, title) in COLUMNS {
        let of: Vec<&&Tried> = all.iter().filter(|tried| column(tried) == aspect).collect();
        let met = of
            .iter()
            .filter(|tried| tried.verdict == Verdict::Met)
            .count();
        let (class, text) = match (of.len(), met) {
            (0, _) => ("none", String::new()),
            (all, met) if all == met => ("good", grouped(all as u64)),
            (all, met) => (
                "bad",
                format!("{}/{}", grouped(met as u64), grouped(all as u64)),
            ),
        };
        let label = match of.len() {
            0 => format!("<i>{title}: none</i>"),
            _ => format!("<i>{title} </i>"),
        };
        let _ = write!(out, "<span class=\"num {class}\">{label}{text}</span>");
    }
    out.push_str("</summary><div class=\"drill\">");
    out.push_str(&origin(first));
    out.push_str("<ul class=\"cases\">");
    for tried in all {
        out.push_str(&case(rule, tried, anchors));
    }
    out.push_str("</ul></div></details>\n");
    out
}

/// Where it is stated, and by whom.
fn origin(tried: &Tried) -> String {
    let mut out = format!(
        "<p class=\"origin\">{} · <code>{}#{}</code>",
        escaped(tried.kind),
        escaped(&tried.file),
        escaped(&tried.pointer)
    );
    for source in &tried.evidence {
        let _ = write!(
            out,
            " <span class=\"source\">{}: {}</span>",
            escaped(&source.source),
            escaped(&source.row)
        );
    }
    out.push_str("</p>");
    out
}

fn case(rule: &str, tried: &Tried, anchors: &BTreeMap<&str, usize>) -> String {
    let own = tried
        .id
        .strip_prefix(rule)
        .map_or(tried.id.as_str(), |rest| rest.trim_start_matches('.'));
    let verdict = match tried.verdict {
        Verdict::Met => "<span class=\"ok\" title=\"met\">✓</span>".to_owned(),
        Verdict::Failed => match anchors.get(tried.id.as_str()) {
            Some(n) => format!("<a class=\"no\" href=\"#failure-{n}\" title=\"not met\">✗</a>"),
            None => "<span class=\"no\" title=\"not met\">✗</span>".to_owned(),
        },
    };
    let expected: Vec<String> = tried
        .expected
        .iter()
        .map(|breach| {
            let mut out = match breach.rule == rule {
                true => String::new(),
                false => format!("<code>{}</code> ", escaped(&breach.rule)),
            };
            if breach.tier.word() != tried.tier {
                let _ = write!(out, "{} ", breach.tier);
            }
            if let Some(wire) = &breach.wire {
                let _ = write!(out, "<code>{}</code>", escaped(&wire.to_string()));
            }
            out
        })
        .collect();
    if tried.is_statement() {
        return format!(
            "<li><span class=\"mark\">{verdict}</span><code class=\"id\" title=\"{0}\">{0}</code><span class=\"want accept\">as stated</span><span class=\"sent\"><code>{1}</code></span></li>",
            escaped(&tried.id),
            escaped(&tried.pointer)
        );
    }
    let (class, expected) = match tried.expected.is_empty() {
        true => ("accept", "accept".to_owned()),
        false => ("reject", format!("reject {}", expected.join(" and "))),
    };
    format!(
        "<li><span class=\"mark\">{verdict}</span><code class=\"id\" title=\"{}\">{}</code><span class=\"want {class}\">{}</span><span class=\"sent\">{}</span></li>",
        escaped(&tried.id),
        escaped(if own.is_empty() { &tried.id } else { own }),
        expected.trim_end(),
        sent(&tried.edits)
    )
}

/// What is sent that a valid request does not have.
pub(super) fn sent(edits: &[Edit]) -> String {
    if edits.is_empty() {
        return "<em>the least valid request</em>".to_owned();
    }
    let one = |edit: &Edit| {
        let name = escaped(&edit.name);
        match edit.values.as_slice() {
            [] => format!("<em>without</em> <code>{name}</code>"),
            values => {
                let values: Vec<String> = values.iter().map(|value| value_text(value)).collect();
                format!(
                    "<code>{name} = {}</code>",
                    values.join("</code> <em>and again</em> <code>")
                )
            }
        }
    };
    edits.iter().map(one).collect::<Vec<_>>().join("<br>")
}
