//! Places of remarks that were made after the file was read, when only the names of operations and parameters were left.

use acs_spec::Diagnostic;
use acs_spec::diag::Lines;
use acs_spec::json::{Node, Value, parse};
use acs_spec::shape::pointer;

/// Gives remarks about `Operation/parameters/Name` the pointer, line and column of that parameter in the file, in the
/// order of the text. Others are left as they are, at the end.
pub(crate) fn placed(remarks: Vec<Diagnostic>, text: &str) -> Vec<Diagnostic> {
    let Some(tree) = (!remarks.is_empty()).then(|| parse(text).ok()).flatten() else {
        return remarks;
    };
    let mut found: Vec<(usize, Diagnostic)> = remarks
        .into_iter()
        .map(|remark| match find(&tree, &remark.pointer) {
            Some((at, pointer)) => (at, remark.at(pointer)),
            None => (usize::MAX, remark),
        })
        .collect();
    found.sort_by_key(|(at, _)| *at);
    let mut lines = Lines::new(text);
    found
        .into_iter()
        .map(|(at, remark)| {
            if at == usize::MAX {
                return remark;
            }
            let (line, column) = lines.at(at);
            let file = remark.file.clone();
            remark.in_file(file, line, column)
        })
        .collect()
}

fn find(tree: &Node, row: &str) -> Option<(usize, String)> {
    let steps: Vec<String> = row
        .split('/')
        .map(|step| step.replace("~1", "/").replace("~0", "~"))
        .collect();
    let [operation, list, name, ..] = steps.as_slice() else {
        return None;
    };
    let Value::Array(items) = &tree.get("apis")?.get(operation)?.get(list)?.value else {
        return None;
    };
    let is_it = |item: &Node| item.get("name").and_then(Node::as_str) == Some(name);
    let n = items.iter().position(is_it)?;
    let at = items.get(n)?.span.start;
    Some((at, pointer(&["apis", operation, list, &n.to_string()])))
}

#[cfg(test)]
mod tests {
    use super::*;
    use acs_spec::codes;

    #[test]
    fn a_parameter_is_found_and_what_is_unknown_stays() {
        let text = "{\"apis\": {\"A\": {\"parameters\": [\n {\"name\": \"x/y\"}]}}}";
        let remark = |row: &str| {
            Diagnostic::new(&codes::UNREAD_SENTENCE, "m", "h")
                .at(row)
                .in_file("f", 0, 0)
        };
        let found = placed(
            vec![remark("B/parameters/Z"), remark("A/parameters/x~1y")],
            text,
        );
        let places: Vec<_> = found
            .iter()
            .map(|r| (&*r.pointer, r.line, r.column))
            .collect();
        assert_eq!(
            places,
            [("/apis/A/parameters/0", 2, 2), ("B/parameters/Z", 0, 0)]
        );
        assert_eq!(placed(vec![remark("A/parameters/x")], "no json").len(), 1);
    }
}
