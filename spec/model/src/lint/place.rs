//! Gives findings their lines and columns in the text that was linted, and compares it with its canonical form.

use std::collections::BTreeMap;

use crate::codes;
use crate::correct::steps;
use crate::diag::{Diagnostic, Lines};
use crate::json::{Node, Value};

/// The findings in the order of their places; where a place is not in the text (an absent key) it is that of what is
/// nearest above it.
pub(super) fn placed(
    file: &str,
    text: &str,
    tree: &Node,
    found: Vec<Diagnostic>,
    canonical: &str,
) -> Vec<Diagnostic> {
    let pointers: Vec<Vec<String>> = found
        .iter()
        .map(|finding| steps(&finding.pointer).unwrap_or_default())
        .collect();
    let wanted = pointers
        .iter()
        .enumerate()
        .map(|(n, steps)| (n, steps.as_slice()))
        .collect();
    let mut starts = vec![0; found.len()];
    locate(tree, wanted, &mut starts);
    let mut out: Vec<(usize, Diagnostic)> = starts.into_iter().zip(found).collect();
    out.extend(not_canonical(text, canonical));
    out.sort_by_key(|(start, _)| *start);
    let mut lines = Lines::new(text);
    out.into_iter()
        .map(|(start, finding)| {
            let (line, column) = lines.at(start);
            finding.in_file(file, line, column)
        })
        .collect()
}

/// One way down the tree for all pointers together.
fn locate(node: &Node, wanted: Vec<(usize, &[String])>, starts: &mut [usize]) {
    let mut below: BTreeMap<&str, Vec<(usize, &[String])>> = BTreeMap::new();
    for (n, steps) in wanted {
        if let Some(start) = starts.get_mut(n) {
            *start = node.span.start;
        }
        if let Some((first, rest)) = steps.split_first() {
            below.entry(first).or_default().push((n, rest));
        }
    }
    if below.is_empty() {
        return;
    }
    match &node.value {
        Value::Object(members) => {
            for member in members {
                if let Some(wanted) = below.remove(member.name.as_str()) {
                    locate(&member.node, wanted, starts);
                }
            }
        }
        Value::Array(items) => {
            for (step, wanted) in below {
                let item = step.parse::<usize>().ok().and_then(|n| items.get(n));
                if let Some(item) = item {
                    locate(item, wanted, starts);
                }
            }
        }
        _ => {}
    }
}

/// `ACS0118`, at the first byte that differs.
fn not_canonical(text: &str, canonical: &str) -> Option<(usize, Diagnostic)> {
    if text == canonical {
        return None;
    }
    let same = text
        .bytes()
        .zip(canonical.bytes())
        .take_while(|(a, b)| a == b)
        .count();
    Some((
        same,
        Diagnostic::new(
            &codes::NOT_CANONICAL,
            "from here on the text is not as the canonical form has it",
            "run `acsgen lint --fix`",
        ),
    ))
}

#[cfg(test)]
mod tests {
    use super::super::sample::{length, on_lamp};
    use crate::lint::file_operation;
    use crate::load;

    #[test]
    fn findings_have_lines() {
        let mut operation = on_lamp(vec![length(Some(3), Some(2))]);
        operation.parameters[2].schema.summary = None;
        let text = load::to_text(&operation);
        let found = file_operation("light.json", &text, None);
        let at = |n: usize| {
            let finding = &found[n];
            let line = text.lines().nth(finding.line - 1).unwrap();
            line.chars().skip(finding.column - 1).collect::<String>()
        };
        assert_eq!(found.len(), 2);
        assert_eq!((found[0].code, at(0).as_str()), ("ACS0101", "{"));
        assert!(
            text.lines()
                .nth(found[0].line - 1)
                .unwrap()
                .contains("\"check\": {")
        );
        assert_eq!(found[1].code, "ACS0112");
        assert!(
            text.lines()
                .nth(found[1].line - 1)
                .unwrap()
                .contains("\"schema\": {")
        );
    }

    #[test]
    fn canonical_is_to_the_byte() {
        let text = load::to_text(&super::super::sample::operation());
        assert_eq!(file_operation("x", &text, None), []);
        let spoilt = text.replacen(
            "\"name\": \"LightHarbour\"",
            "\"name\":  \"LightHarbour\"",
            1,
        );
        let found = file_operation("x", &spoilt, None);
        assert_eq!(found.len(), 1);
        assert_eq!(
            (found[0].code, found[0].line, found[0].column),
            ("ACS0118", 3, 11)
        );
        for spoilt in [
            format!("\u{feff}{text}"),
            text.replace('\n', "\r\n"),
            text.trim_end().to_owned(),
        ] {
            assert_eq!(file_operation("x", &spoilt, None)[0].code, "ACS0118");
        }
    }

    #[test]
    fn what_cannot_be_read_is_not_linted() {
        let found = file_operation("x", "{}", None);
        assert!(found.iter().all(|fault| fault.code == "ACS0007"));
    }
}
