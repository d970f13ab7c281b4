//! The head of a parameter row in layout A: name, type and required run together, `RegionIdstringYes`.
//!
//! Anchored at the right, since names end in anything: `CouponNo`, `ConnectionString`. Must not know
//! which lines of a table are heads.

use crate::page::flat::Table;
use crate::page::kinds::{is_name, split_type};

/// A row head told apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Head<'a> {
    pub(super) name: Option<&'a str>,
    pub(super) kind: &'a str,
    pub(super) required: Option<bool>,
}

impl Head<'_> {
    pub(super) fn is_array(&self) -> bool {
        self.kind.starts_with("array")
    }

    pub(super) fn is_object(&self) -> bool {
        matches!(self.kind, "object" | "map") || self.kind.starts_with("map<")
    }
}

/// The head that a line holds, if it can be one.
pub(super) fn head(line: &str, table: Table) -> Option<Head<'_>> {
    let line = line.trim_end();
    let (glued, required) = match table {
        Table::Request => required(line)?,
        Table::Response => (line, None),
    };
    let (name, kind) = split_type(glued)?;
    if name.is_empty() {
        return Some(Head {
            name: None,
            kind,
            required,
        });
    }
    if is_name(name) {
        Some(Head {
            name: Some(name),
            kind,
            required,
        })
    } else {
        None
    }
}

/// The line without its last cell, `Yes` or `No`, and that cell.
pub(super) fn required(line: &str) -> Option<(&str, Option<bool>)> {
    if let Some(glued) = line.strip_suffix("Yes") {
        return Some((glued, Some(true)));
    }
    line.strip_suffix("No").map(|glued| (glued, Some(false)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn heads_are_read_from_the_right() {
        let cases = [
            ("RegionIdstringYes", Some("RegionId"), "string", true),
            (
                "ConnectionStringstringNo",
                Some("ConnectionString"),
                "string",
                false,
            ),
            ("CouponNostringNo", Some("CouponNo"), "string", false),
            ("SayYesbooleanYes", Some("SayYes"), "boolean", true),
            ("stringNo", None, "string", false),
            ("Beamarray<object>No", Some("Beam"), "array<object>", false),
            (
                "Gridarray<array<object>>No",
                Some("Grid"),
                "array<array<object>>",
                false,
            ),
            (
                "array<array<string>>No",
                None,
                "array<array<string>>",
                false,
            ),
            (
                "Countersmap<string,integer>No",
                Some("Counters"),
                "map<string,integer>",
                false,
            ),
            ("prolonglongNo", Some("prolong"), "long", false),
            ("Tag.1.KeystringNo", Some("Tag.1.Key"), "string", false),
            ("$skipintegerNo", Some("$skip"), "integer", false),
            ("ids[]arrayNo", Some("ids[]"), "array", false),
            ("x-acs-tokenstringYes", Some("x-acs-token"), "string", true),
            ("灯anyNo", Some("灯"), "any", false),
            ("Objectobject No", None, "", false),
        ];
        for (line, name, kind, required) in cases {
            let got = head(line, Table::Request);
            if kind.is_empty() {
                assert_eq!(got, None, "{line}");
            } else {
                assert_eq!(
                    got,
                    Some(Head {
                        name,
                        kind,
                        required: Some(required)
                    }),
                    "{line}"
                );
            }
        }
    }

    #[test]
    fn prose_and_examples_are_no_heads() {
        for line in [
            "The value is a string",
            "application/json",
            "config.json",
            "  • string",
            "a:string",
            "",
            "Foo<string>",
            "x>",
            "array<<>",
        ] {
            assert_eq!(head(line, Table::Response), None, "{line}");
        }
        assert_eq!(head("Foostring", Table::Request), None);
        let deep = format!("a{}{}", "array<".repeat(100), ">".repeat(100));
        assert_eq!(head(&deep, Table::Response), None);
    }
}
