//! A report as JUnit XML, for CI servers: a suite for each operation, a case for each obligation and one for all other
//! requests.

use std::fmt::Write as _;

use super::text::{Words, again};
use super::{OperationReport, Report, Verdict};
use crate::failure::Failure;
use crate::run::least::changes;

/// The whole document.
pub(crate) fn text(report: &Report, words: &Words<'_>) -> String {
    let totals = report.totals();
    let time = report.millis.map_or(String::new(), |millis| {
        format!(" time=\"{}.{:03}\"", millis / 1000, millis % 1000)
    });
    let suites: Vec<Suite> = report
        .operations
        .iter()
        .map(|operation| suite(report, operation, words))
        .collect();
    let sum = |of: fn(&Suite) -> usize| suites.iter().map(of).sum::<usize>();
    let mut out = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!-- {} -->\n<testsuites name=\"{}\" tests=\"{}\" failures=\"{}\" errors=\"0\" skipped=\"{}\"{time}>\n",
        totals.headline(),
        escaped(&report.subject),
        sum(|suite| suite.tests),
        sum(|suite| suite.failures),
        sum(|suite| suite.skipped),
    );
    for suite in &suites {
        out.push_str(&suite.text);
    }
    out.push_str("</testsuites>\n");
    out
}

struct Suite {
    tests: usize,
    failures: usize,
    skipped: usize,
    text: String,
}

fn suite(report: &Report, operation: &OperationReport, words: &Words<'_>) -> Suite {
    let mut out = Suite {
        tests: 0,
        failures: 0,
        skipped: 0,
        text: String::new(),
    };
    let name = &operation.name;
    let failure = |case: &str| {
        let mut all = report.failures.iter();
        all.find(|failure| failure.operation == *name && failure.cases().any(|own| own == case))
    };
    for tried in &operation.obligations {
        let class = match tried.parameter.is_empty() {
            true => name.clone(),
            false => format!("{name}.{}", tried.parameter),
        };
        let inner = match tried.verdict {
            Verdict::Met => None,
            Verdict::Failed => Some(failure(&tried.id).map_or_else(
                || "<failure message=\"not met\"/>".to_owned(),
                |failure| failed(report, failure, words),
            )),
        };
        out.add(&class, &tried.id, inner);
    }
    for gap in &operation.gaps {
        let inner = format!(
            "<failure type=\"gap\" message=\"{}\"/>",
            escaped(&format!("not tried: {}", gap.why))
        );
        out.add(name, &gap.id, Some(inner));
    }
    for left in &operation.left_out {
        out.skipped += 1;
        out.tests += 1;
        let _ = writeln!(
            out.text,
            "    <testcase classname=\"{}\" name=\"{}\"><skipped message=\"{}\"/></testcase>",
            escaped(name),
            escaped(&left.id),
            escaped(&left.why)
        );
    }
    // What no obligation that is not met tells.
    let random = report.failures.iter().filter(|failure| {
        failure.operation == *name && !failure.cases().any(|case| operation.fails(case))
    });
    let inner: Vec<String> = random
        .map(|failure| failed(report, failure, words))
        .collect();
    let count = format!("pairs and random: {} cases", operation.cases());
    if inner.is_empty() && operation.cases() > 0 {
        out.add(name, &count, None);
    }
    for (n, inner) in inner.into_iter().enumerate() {
        out.add(name, &format!("{count}, failure {}", n + 1), Some(inner));
    }
    out.text = format!(
        "  <testsuite name=\"{}\" tests=\"{}\" failures=\"{}\" errors=\"0\" skipped=\"{}\">\n{}  </testsuite>\n",
        escaped(name),
        out.tests,
        out.failures,
        out.skipped,
        out.text
    );
    out
}

impl Suite {
    fn add(&mut self, class: &str, name: &str, failure: Option<String>) {
        self.tests += 1;
        let head = format!(
            "    <testcase classname=\"{}\" name=\"{}\"",
            escaped(class),
            escaped(name)
        );
        let _ = match failure {
            None => writeln!(self.text, "{head}/>"),
            Some(inner) => {
                self.failures += 1;
                writeln!(self.text, "{head}>\n      {inner}\n    </testcase>")
            }
        };
    }
}

fn failed(report: &Report, failure: &Failure, words: &Words<'_>) -> String {
    let mut body = format!("{}\nat {}\n", failure.about, failure.place());
    for (label, lines) in [
        ("expected: ", failure.expected()),
        ("got: ", failure.got.clone()),
        (
            "differs from a valid request: ",
            changes(failure.edits.as_deref().unwrap_or_default()),
        ),
        ("again: ", again(report, failure, words)),
    ] {
        for line in lines {
            let _ = writeln!(body, "{label}{line}");
        }
    }
    format!(
        "<failure type=\"{}\" message=\"{}\">{}</failure>",
        failure.by.word(),
        escaped(&failure.what),
        escaped(&body)
    )
}

/// Text as it may stand in XML 1.0, which has no way to write most control characters: those are told as in Rust.
pub(crate) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&apos;"),
            '\n' | '\t' => out.push(c),
            '\r' => out.push_str("\\r"),
            c if c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}') => {
                out.extend(c.escape_unicode());
            }
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_that_xml_cannot_hold_is_left() {
        let all: String = ('\0'..='\u{ffff}').collect();
        for c in escaped(&all).chars() {
            let allowed =
                matches!(c, '\t' | '\n' | '\u{20}'..='\u{d7ff}' | '\u{e000}'..='\u{fffd}');
            assert!(allowed && !matches!(c, '<' | '>' | '"'), "{c:?}");
        }
        assert_eq!(escaped("a\0\u{1b}]]>\r\n"), "a\\u{0}\\u{1b}]]&gt;\\r\n");
    }
}
