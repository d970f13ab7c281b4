//! What is not as it must be, first on the page, with all that it takes to try it again.

use std::fmt::Write as _;

use super::super::Report;
use super::super::junit::escaped;
use super::super::text::{Words, again, curl_of, json};
use super::grouped;
use super::matrix::sent;
use crate::failure::Failure;
use crate::run::examine::By;

/// Failures that are open when the page is.
const OPEN: usize = 1;

/// All failures.
pub(super) fn section(report: &Report, words: &Words<'_>) -> String {
    let mut out = format!(
        "<section class=\"failures\"><h2>Failures<span class=\"pill bad\">{}</span></h2>\n",
        grouped(report.failures.len() as u64)
    );
    for (n, failure) in report.failures.iter().enumerate() {
        out.push_str(&one(report, n, failure, words));
    }
    out.push_str("</section>\n");
    out
}

fn one(report: &Report, n: usize, failure: &Failure, words: &Words<'_>) -> String {
    let open = if n < OPEN { " open" } else { "" };
    let count = match failure.count {
        0 | 1 => String::new(),
        count => format!(" <span class=\"n\">{} requests</span>", grouped(count)),
    };
    let mut out = format!(
        "<details class=\"failure\" id=\"failure-{n}\"{open}><summary><span class=\"no\">✗</span> <code>{}</code> <span class=\"where\">{}</span>{count}</summary>\n<p class=\"what\">{}</p>\n<dl>\n",
        escaped(&failure.case),
        escaped(&failure.operation),
        escaped(&failure.what)
    );
    let mut term = |name: &str, html: &str| {
        let _ = writeln!(out, "<dt>{name}</dt><dd>{html}</dd>");
    };
    term("about", &escaped(&failure.about));
    term(
        "place",
        &format!("<code>{}</code>", escaped(&failure.place())),
    );
    if failure.by == By::Interpreter {
        term(
            "by",
            "the reference interpreter: it, or the suite, is wrong",
        );
    }
    let lines = |lines: &[String]| {
        let lines: Vec<String> = lines.iter().map(|line| escaped(line)).collect();
        format!("<code>{}</code>", lines.join("</code><br><code>"))
    };
    if !failure.stated {
        term("expected", &lines(&failure.expected()));
        term("got", &lines(&failure.got));
    }
    if let Some(edits) = &failure.edits {
        term("differs", &sent(edits));
    }
    if !failure.stated {
        term("seed", &format!("<code>{:#x}</code>", failure.seed));
    }
    out.push_str("</dl>\n");
    let mut block = |title: &str, text: &str| {
        // One long line is broken, a program is not.
        let class = if title == "Rust" {
            ""
        } else {
            " class=\"long\""
        };
        let _ = writeln!(
            out,
            "<div class=\"block\"><h4>{title}</h4><pre{class} tabindex=\"0\"><code>{}</code></pre></div>",
            escaped(text)
        );
    };
    block("Again", &again(report, failure, words).join("\n"));
    if failure.stated {
        out.push_str("</details>\n");
        return out;
    }
    block(
        "Rust",
        &words.printer.program(&failure.operation, &failure.pairs),
    );
    block("JSON", &json(failure));
    block("curl", &curl_of(report, failure));
    out.push_str("</details>\n");
    out
}
