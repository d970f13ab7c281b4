//! Findings as one SARIF 2.1.0 log, for editors and CI.
//!
//! A log is a whole document: whoever prints one gathers all findings first. It knows nothing of commands; each turns what
//! it found into [`Finding`]s. Rules of the catalogue bring their own help, others come as [`Rule`]s.

use acs_spec::codes;
use acs_spec::diag::{Diagnostic, Severity};
use acs_spec::load::placed_by_pointer;
use acs_spec::shape::object;
use acs_spec::write::canonical;
use acs_spec::{Json, Tier};

use crate::render::Sources;

/// Where the form of a log is defined.
const SCHEMA: &str = "https://json.schemastore.org/sarif-2.1.0.json";

/// One result of a log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// The rule: a code of the catalogue (`ACS0101`), or the id of one of the [`Rule`]s passed with it.
    pub rule: String,
    /// How much it weighs.
    pub level: Severity,
    /// What is wrong, in one or several lines.
    pub message: String,
    /// The file as the caller named it, with `/`; empty: no place.
    pub file: String,
    /// Line, from 1; 0: unknown.
    pub line: usize,
    /// Column in characters, from 1; 0: unknown.
    pub column: usize,
    /// Where within the file by name: a JSON pointer, a row of a page, or a path of a request; empty: the whole.
    pub pointer: String,
}

/// A rule that the catalogue does not have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rule {
    /// Its id, as findings name it.
    pub id: String,
    /// A few words.
    pub title: String,
    /// What it means and what to do.
    pub help: String,
    /// The usual weight of its findings.
    pub level: Severity,
}

impl From<&Diagnostic> for Finding {
    fn from(diagnostic: &Diagnostic) -> Self {
        let help = match diagnostic.help.as_str() {
            "" => String::new(),
            help => format!("\nhelp: {help}"),
        };
        Finding {
            rule: diagnostic.code.to_owned(),
            level: diagnostic.severity,
            message: format!("{}{help}", diagnostic.message),
            file: diagnostic.file.clone(),
            line: diagnostic.line,
            column: diagnostic.column,
            pointer: diagnostic.pointer.clone(),
        }
    }
}

/// A violation's weight: what is documented refuses, what is advisory warns.
pub fn level_of(tier: Tier) -> Severity {
    match tier {
        Tier::Documented => Severity::Error,
        Tier::Advisory => Severity::Warning,
    }
}

/// Diagnostics as a log, with the lines that their pointers name.
pub fn of_diagnostics(diagnostics: &[Diagnostic], sources: &Sources) -> String {
    let findings: Vec<Finding> = placed_by_pointer(diagnostics, sources)
        .iter()
        .map(Finding::from)
        .collect();
    log(&findings, &[])
}

/// The log of these findings. Its rules are those that findings name, in order of their ids, and nothing depends on where
/// or when it is made.
pub fn log(findings: &[Finding], more: &[Rule]) -> String {
    let mut ids: Vec<&str> = findings
        .iter()
        .map(|finding| finding.rule.as_str())
        .collect();
    ids.sort_unstable();
    ids.dedup();
    let rules = ids.iter().map(|id| rule_of(id, more)).collect();
    let results = findings
        .iter()
        .map(|finding| result(finding, &ids))
        .collect();
    document(rules, results)
}

/// A log without results whose rules are the whole catalogue.
pub fn catalogue() -> String {
    let rules = codes::ALL.iter().map(|code| rule_of(code.id, &[]));
    document(rules.collect(), Vec::new())
}

fn document(rules: Vec<Json>, results: Vec<Json>) -> String {
    let driver = object(vec![
        ("name", Json::text("acsgen")),
        ("semanticVersion", Json::text(env!("CARGO_PKG_VERSION"))),
        ("rules", Json::Array(rules)),
    ]);
    let run = object(vec![
        ("tool", object(vec![("driver", driver)])),
        ("columnKind", Json::text("unicodeCodePoints")),
        ("results", Json::Array(results)),
    ]);
    canonical(&object(vec![
        ("$schema", Json::text(SCHEMA)),
        ("version", Json::text("2.1.0")),
        ("runs", Json::Array(vec![run])),
    ]))
}

fn text(text: impl Into<String>) -> Json {
    object(vec![("text", Json::text(text.into()))])
}

fn level(severity: Severity) -> Json {
    // The words are the same.
    Json::text(severity.to_string())
}

/// A rule as the log describes it: from the catalogue, else from the caller; by its id alone where neither knows it.
fn rule_of(id: &str, more: &[Rule]) -> Json {
    let described = |title: &str, whole: &str, help: &str, usual: Severity| {
        object(vec![
            ("id", Json::text(id)),
            ("shortDescription", text(title)),
            ("fullDescription", text(whole)),
            ("help", text(help)),
            (
                "defaultConfiguration",
                object(vec![("level", level(usual))]),
            ),
        ])
    };
    if let Some(code) = codes::find(id) {
        return described(code.title, code.explanation, code.remedy, code.severity);
    }
    match more.iter().find(|rule| rule.id == id) {
        Some(rule) => described(&rule.title, &rule.help, &rule.help, rule.level),
        None => object(vec![("id", Json::text(id))]),
    }
}

fn result(finding: &Finding, ids: &[&str]) -> Json {
    let index = ids.binary_search(&finding.rule.as_str()).unwrap_or(0);
    let mut members = vec![
        ("ruleId", Json::text(&finding.rule)),
        ("ruleIndex", Json::Number(index.to_string())),
        ("level", level(finding.level)),
        ("message", text(&finding.message)),
    ];
    let mut place = Vec::new();
    if !finding.file.is_empty() {
        let artifact = object(vec![("uri", Json::text(uri(&finding.file)))]);
        let mut physical = vec![("artifactLocation", artifact)];
        if finding.line > 0 {
            let mut region = vec![("startLine", Json::Number(finding.line.to_string()))];
            if finding.column > 0 {
                region.push(("startColumn", Json::Number(finding.column.to_string())));
            }
            physical.push(("region", object(region)));
        }
        place.push(("physicalLocation", object(physical)));
    }
    if !finding.pointer.is_empty() {
        let name = object(vec![("fullyQualifiedName", Json::text(&finding.pointer))]);
        place.push(("logicalLocations", Json::Array(vec![name])));
    }
    if !place.is_empty() {
        members.push(("locations", Json::Array(vec![object(place)])));
    }
    object(members)
}

/// A file's name as a URI reference: relative names stay relative.
fn uri(file: &str) -> String {
    let mut out = String::new();
    let drive = file
        .get(1..3)
        .is_some_and(|next| next == ":/" && file.starts_with(|c: char| c.is_ascii_alphabetic()));
    if drive {
        out.push_str("file:///");
    } else if file.starts_with('/') {
        out.push_str("file://");
    } else if file
        .split('/')
        .next()
        .is_some_and(|step| step.contains(':'))
    {
        // The first step would be read as a scheme.
        out.push_str("./");
    }
    for byte in file.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' => out.push(char::from(byte)),
            b'/' | b'.' | b'-' | b'_' | b'~' | b':' | b'@' | b'+' | b',' | b'=' | b'(' | b')' => {
                out.push(char::from(byte));
            }
            other => out.push_str(&format!("%{other:02X}")),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_files_become_references() {
        assert_eq!(uri("spec/a b/Ü.json"), "spec/a%20b/%C3%9C.json");
        assert_eq!(uri("/tmp/x#1.json"), "file:///tmp/x%231.json");
        assert_eq!(uri("C:/x.json"), "file:///C:/x.json");
        assert_eq!(uri("a:b/x.json"), "./a:b/x.json");
        assert_eq!(uri("-"), "-");
    }

    #[test]
    fn a_rule_that_nobody_describes_is_named_all_the_same() {
        let finding = |rule: &str| Finding {
            rule: rule.into(),
            level: Severity::Note,
            message: "m".into(),
            file: String::new(),
            line: 0,
            column: 0,
            pointer: String::new(),
        };
        let described = Rule {
            id: "b".into(),
            title: "t".into(),
            help: "h".into(),
            level: Severity::Warning,
        };
        let log = log(&[finding("b"), finding("a"), finding("b")], &[described]);
        let tree = acs_spec::json::parse(&log).unwrap();
        let text = acs_spec::write::compact(&tree.to_json());
        assert!(
            text.contains(r#""rules":[{"id":"a"},{"id":"b","shortDescription":{"text":"t"}"#),
            "{text}"
        );
        assert_eq!(text.matches(r#""ruleIndex":1"#).count(), 2);
        assert!(!text.contains("locations"), "{text}");
    }
}
