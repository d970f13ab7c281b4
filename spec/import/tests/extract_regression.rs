//! Whole descriptions in the style of other products, all invented, and everything that is read in them.
//!
//! The table is `extract_regression.txt` in the form of the rules' tables; meanings of values and operations that a text
//! refers to are left out of it.

mod extract_support;

use acs_import::extract::extract_description;
use extract_support::{rows, show};

#[test]
fn whole_descriptions_are_read_as_a_person_reads_them() {
    let table = rows(include_str!("extract_regression.txt")).expect("a table");
    assert!(table.len() >= 60, "{} rows", table.len());
    let mut faults = Vec::new();
    for row in &table {
        let mut shown: Vec<String> = extract_description(&row.kind, &row.text)
            .findings
            .iter()
            .map(show)
            .filter(|s| !s.starts_with("meanings") && !s.starts_with("operation"))
            .collect();
        shown.sort_unstable();
        if shown != row.expected {
            faults.push(format!(
                "{} | {} => {}",
                row.kind,
                row.text.replace('\n', "\\n"),
                shown.join(" ;; ")
            ));
        }
    }
    assert!(
        faults.is_empty(),
        "{} rows are read otherwise:\n{}",
        faults.len(),
        faults.join("\n")
    );
}
