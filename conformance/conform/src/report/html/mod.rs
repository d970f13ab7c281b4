//! A report as one page that needs nothing else: a matrix of constraints, each with its cases behind it.
//!
//! Rows are `details`, so that it can be read without scripts; a script only filters. Everything that comes from a spec
//! or a request is escaped.

mod failures;
mod matrix;

use std::fmt::Write as _;

use super::junit::escaped;
use super::text::Words;
use super::{Counts, OperationReport, Report, Totals, Untried};
use crate::run::least::brief;

const STYLE: &str = include_str!("style.css");
const SCRIPT: &str = include_str!("script.js");

/// The whole page.
pub(crate) fn text(report: &Report, words: &Words<'_>) -> String {
    let totals = report.totals();
    let (class, word) = match report.is_met() {
        true => ("good", "met"),
        false => ("bad", "not met"),
    };
    let subject = escaped(&report.subject);
    let mut out = format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'\">\n\
         <meta name=\"color-scheme\" content=\"light dark\">\n\
         <title>{subject}: {word}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n"
    );
    let _ = write!(
        out,
        "<header class=\"top\"><div class=\"in\">\n<h1>{subject}<span class=\"pill {class}\">{word}</span></h1>\n{}\n</div></header>\n<main>\n{}",
        search(),
        summary(report, &totals)
    );
    if !report.failures.is_empty() {
        out.push_str(&failures::section(report, words));
    }
    for operation in &report.operations {
        out.push_str(&section(report, operation));
    }
    out.push_str("<p id=\"none\" hidden>Nothing fits the filter.</p>\n</main>\n");
    let _ = write!(
        out,
        "<footer><div class=\"in\">{}</div></footer>\n<script>\n{SCRIPT}</script>\n</body>\n</html>\n",
        foot(report, words)
    );
    out
}

fn search() -> &'static str {
    "<div class=\"find\" role=\"search\"><input id=\"filter\" type=\"search\" placeholder=\"Filter: parameter, rule, value  ( / )\" aria-label=\"Filter rows\" autocomplete=\"off\" spellcheck=\"false\">\
     <label><input id=\"failing\" type=\"checkbox\"> only failing</label>\
     <button id=\"all\" type=\"button\" aria-pressed=\"false\">Open all</button></div>"
}

fn summary(report: &Report, totals: &Totals) -> String {
    let tile = |number: String, label: &str, class: &str| {
        format!("<div class=\"tile {class}\"><b>{number}</b><span>{label}</span></div>")
    };
    let wrong = |count: u64| if count == 0 { "good" } else { "bad" };
    let unmet = (totals.obligations - totals.met) as u64;
    let tiles = [
        tile(grouped(totals.obligations as u64), "obligations", ""),
        tile(grouped(totals.met as u64), "met", wrong(unmet)),
        tile(
            grouped(totals.gaps as u64),
            "gaps",
            wrong(totals.gaps as u64),
        ),
        tile(grouped(totals.cases), "other cases", ""),
        tile(
            grouped(totals.disagreements),
            "disagreements",
            wrong(totals.disagreements),
        ),
    ];
    let shard = match report.shard.is_whole() {
        true => String::new(),
        false => format!(", part {} of the whole", report.shard),
    };
    let only = match report.only.is_empty() {
        true => "",
        false => ", only cases that were asked for",
    };
    let (mut pairs, mut random) = (Counts::default(), Counts::default());
    for operation in &report.operations {
        pairs.add(&operation.pairs);
        random.add(&operation.random);
    }
    format!(
        "<section class=\"summary\"><div class=\"tiles\">{}</div>\n{}<p class=\"meta\">{} requests for obligations, seed <code>{:#x}</code>{shard}{only}. {} left out on purpose.</p></section>\n",
        tiles.concat(),
        mix(&pairs, &random),
        grouped(totals.requests),
        report.seed,
        grouped(totals.left_out as u64),
    )
}

/// Cases that no obligation asks for, by what they were made to be, as a bar.
fn mix(pairs: &Counts, random: &Counts) -> String {
    if pairs.all() + random.all() == 0 {
        return String::new();
    }
    let sorts = [
        ("covering array", pairs.all(), "p"),
        ("valid", random.valid, "v"),
        ("one fault", random.single, "s"),
        ("several faults", random.several, "m"),
        ("hostile", random.hostile, "h"),
    ];
    let bar: String = sorts
        .iter()
        .map(|(_, count, class)| format!("<i class=\"{class}\" style=\"flex-grow:{count}\"></i>"))
        .collect();
    let legend: String = sorts
        .iter()
        .map(|(name, count, class)| {
            format!(
                "<li><i class=\"{class}\"></i>{name} <b>{}</b></li>",
                grouped(*count)
            )
        })
        .collect();
    format!(
        "<div class=\"mix\" aria-hidden=\"true\">{bar}</div><ul class=\"legend\" aria-label=\"Other cases by sort\">{legend}</ul>\n"
    )
}

fn section(report: &Report, operation: &OperationReport) -> String {
    let totals = operation.totals();
    let class = if totals.is_met() { "good" } else { "bad" };
    let mut out = format!(
        "<section class=\"operation\"><h2>{}<span class=\"pill {class}\">{} of {} met</span></h2>\n<p class=\"meta\">{}</p>\n",
        escaped(&operation.name),
        grouped(totals.met as u64),
        grouped(totals.obligations as u64),
        escaped(&about(operation)),
    );
    if let Some(sound) = &operation.sound {
        let pairs: String = sound
            .iter()
            .map(|(name, value)| {
                format!(
                    "<li><code>{} = {}</code></li>",
                    escaped(name),
                    value_text(value)
                )
            })
            .collect();
        let _ = writeln!(
            out,
            "<details class=\"valid\"><summary>A valid request; each case differs from such a request in what it names</summary><ul class=\"pairs\">{pairs}</ul></details>"
        );
    }
    if !operation.gaps.is_empty() {
        out.push_str(&untried(
            "Gaps: obligations without a request",
            "gaps",
            true,
            &operation.gaps,
        ));
    }
    out.push_str(&matrix::matrix(report, operation));
    if !operation.left_out.is_empty() {
        out.push_str(&untried(
            "Left out on purpose",
            "left",
            false,
            &operation.left_out,
        ));
    }
    out.push_str("</section>\n");
    out
}

fn about(operation: &OperationReport) -> String {
    let mut parts = Vec::new();
    let product = format!("{} {}", operation.product, operation.version);
    if !product.trim().is_empty() {
        parts.push(product.trim().to_owned());
    }
    parts.push(operation.folder.clone());
    parts.push(format!(
        "{} other cases, {} disagreements",
        grouped(operation.cases()),
        grouped(operation.disagreements)
    ));
    parts.join(" · ")
}

fn untried(title: &str, class: &str, open: bool, all: &[Untried]) -> String {
    let rows: String = all
        .iter()
        .map(|one| {
            format!(
                "<li><code>{}</code> {}</li>",
                escaped(&one.id),
                escaped(&one.why)
            )
        })
        .collect();
    let open = if open { " open" } else { "" };
    format!(
        "<details class=\"{class}\"{open}><summary>{title} <span class=\"n\">{}</span></summary><ul class=\"untried\">{rows}</ul></details>\n",
        all.len()
    )
}

fn foot(report: &Report, words: &Words<'_>) -> String {
    let time = report.millis.map_or(String::new(), |millis| {
        format!(" in {}.{:03} s", millis / 1000, millis % 1000)
    });
    format!(
        "{}{time}. Made by <code>{} run</code>.",
        escaped(&report.totals().headline()),
        escaped(words.called.unwrap_or_default())
    )
}

/// `1,247`.
fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut out = String::new();
    for (n, digit) in digits.chars().enumerate() {
        if n > 0 && (digits.len() - n).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// A value in quotes, what cannot be seen told as in Rust; of a long one the beginning and the length.
fn value_text(value: &str) -> String {
    escaped(&brief(value))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_grouped_and_values_cannot_break_out() {
        assert_eq!(grouped(0), "0");
        assert_eq!(grouped(999), "999");
        assert_eq!(grouped(1_247), "1,247");
        assert_eq!(grouped(2_000_000), "2,000,000");
        assert_eq!(value_text("<b>\u{202e}"), "&quot;&lt;b&gt;\\u{202e}&quot;");
        assert!(value_text(&"<".repeat(5_000)).ends_with("&lt;… (5000 characters)"));
    }
}
