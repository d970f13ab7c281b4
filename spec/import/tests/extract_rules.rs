//! Every rule by itself, on invented sentences: what it must read, and what looks alike and must not be read.
//!
//! The tables are `extract_rules/<rule>.txt`, one row a line: `Type | text => finding ;; finding`, `\n` for a line break,
//! nothing after `=>` where the rule must stay silent, `#` for a remark.

mod extract_support;

use std::path::Path;

use acs_import::extract::chinese::CHINESE;
use acs_import::extract::rules::ENGLISH;
use acs_import::extract::{extract_with, markdown};
use extract_support::{rows, show};

#[test]
fn every_rule_reads_its_table_and_nothing_else() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/extract_rules");
    let mut faults = Vec::new();
    for rule in ENGLISH.iter().chain(CHINESE) {
        let table = std::fs::read_to_string(folder.join(format!("{}.txt", rule.name)))
            .unwrap_or_else(|e| panic!("the rule {} has no table: {e}", rule.name));
        let rows = rows(&table).expect(rule.name);
        assert!(
            rows.iter().any(|r| r.expected.is_empty()),
            "{} is not tested by what it must leave alone",
            rule.name
        );
        assert!(
            rows.iter().any(|r| !r.expected.is_empty()),
            "{} is not tested by what it must read",
            rule.name
        );
        for row in rows {
            let found = extract_with(&[*rule], &row.kind, &markdown::blocks(&row.text));
            assert!(
                found.findings.iter().all(|f| f.rule == rule.name),
                "{}",
                row.text
            );
            let mut shown: Vec<String> = found
                .findings
                .iter()
                .map(show)
                .filter(|s| !s.starts_with("meanings"))
                .collect();
            shown.sort_unstable();
            if shown != row.expected {
                faults.push(format!(
                    "{}: {:?}\n    found    {shown:?}\n    expected {:?}",
                    rule.name, row.text, row.expected
                ));
            }
        }
    }
    assert!(
        faults.is_empty(),
        "{} rows:\n{}",
        faults.len(),
        faults.join("\n")
    );
}

#[test]
fn every_table_belongs_to_a_rule_and_names_are_unique() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/extract_rules");
    let mut names: Vec<&str> = ENGLISH.iter().chain(CHINESE).map(|r| r.name).collect();
    names.sort_unstable();
    let unique = names.len();
    names.dedup();
    assert_eq!(names.len(), unique);
    for entry in std::fs::read_dir(folder).expect("the folder of tables") {
        let path = entry.expect("an entry").path();
        let stem = path
            .file_stem()
            .and_then(|s| s.to_str())
            .unwrap_or_default()
            .to_owned();
        assert!(names.contains(&stem.as_str()), "no rule is called {stem}");
    }
}
