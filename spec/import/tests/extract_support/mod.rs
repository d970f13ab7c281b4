//! Findings as short texts, so that a table of expectations reads at a glance.

use acs_import::extract::{
    CharClass, CharSet, Finding, Kind, LengthUnit, Relation, Scope, Subject,
};

/// One row of a table.
pub struct Row {
    /// The name of the type.
    pub kind: String,
    /// The description.
    pub text: String,
    /// The findings, sorted.
    pub expected: Vec<String>,
}

/// Reads a table: `Type | text => finding ;; finding`, `\n` for a line break, `#` for a remark.
pub fn rows(table: &str) -> Result<Vec<Row>, String> {
    table
        .lines()
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
        .map(|line| {
            let (kind, rest) = line
                .split_once(" | ")
                .ok_or_else(|| format!("no ` | ` in {line}"))?;
            let (text, findings) = rest
                .rsplit_once(" =>")
                .ok_or_else(|| format!("no ` =>` in {line}"))?;
            let mut expected: Vec<String> = findings
                .split(" ;; ")
                .map(|f| f.strip_prefix(' ').unwrap_or(f).to_owned())
                .filter(|f| !f.is_empty())
                .collect();
            expected.sort_unstable();
            Ok(Row {
                kind: kind.to_owned(),
                text: text.replace("\\n", "\n"),
                expected,
            })
        })
        .collect()
}

/// One finding: `kind what`, then `soft`, `items[…]` and `parent` where they apply.
pub fn show(finding: &Finding) -> String {
    let mut out = kind(&finding.kind);
    if let Scope::Items { separator } = &finding.scope {
        out.push_str(&format!(
            " items[{}]",
            separator.as_deref().unwrap_or_default()
        ));
    }
    if finding.subject == Subject::ParentArray {
        out.push_str(" parent");
    }
    if finding.soft {
        out.push_str(" soft");
    }
    out
}

fn kind(kind: &Kind) -> String {
    let bound = |n: &Option<i64>| n.map(|n| n.to_string()).unwrap_or_default();
    match kind {
        Kind::OneOf(values) => format!("one_of {}", values.join("|")),
        Kind::IntRange { min, max } => format!("int_range {}..{}", bound(min), bound(max)),
        Kind::IntSet(ranges) => {
            let ranges: Vec<String> = ranges.iter().map(|(a, b)| format!("{a}..{b}")).collect();
            format!("int_set {}", ranges.join("|"))
        }
        Kind::Length {
            min,
            max,
            unit,
            allow_empty,
        } => {
            let bound = |n: &Option<u64>| n.map(|n| n.to_string()).unwrap_or_default();
            let unit = if *unit == LengthUnit::Bytes {
                " bytes"
            } else {
                ""
            };
            let empty = if *allow_empty { " or empty" } else { "" };
            format!("length {}..{}{unit}{empty}", bound(min), bound(max))
        }
        Kind::FirstChar(set) => format!("first_char {}", chars(set)),
        Kind::LastChar(set) => format!("last_char {}", chars(set)),
        Kind::Charset(set) => format!("charset {}", chars(set)),
        Kind::ForbidChars(chars) => format!("forbid_chars {chars}"),
        Kind::ForbidPrefix(texts) => format!("forbid_prefix {}", texts.join("|")),
        Kind::ForbidText(texts) => format!("forbid_text {}", texts.join("|")),
        Kind::Ascii => "ascii".to_owned(),
        Kind::MaxItems { n, separator } => match separator {
            Some(separator) => format!("max_items {n} by {separator}"),
            None => format!("max_items {n}"),
        },
        Kind::Default(value) => format!("default {value}"),
        Kind::Fixed(value) => format!("fixed {value}"),
        Kind::RequiredIf { param, equals } => format!("required_if {param}={}", equals.join("|")),
        Kind::Datetime(format) => format!("datetime {format}"),
        Kind::RequiresIf { value, param } => format!("requires_if {value} {param}"),
        Kind::Requires(params) => format!("requires {}", params.join("|")),
        Kind::AtLeastOne(params) => format!("at_least_one {}", params.join("|")),
        Kind::Exclusive(params) => format!("exclusive {}", params.join("|")),
        Kind::Compare { relation, other } => {
            format!(
                "compare {} {other}",
                if *relation == Relation::Greater {
                    ">"
                } else {
                    "<"
                }
            )
        }
        Kind::Unit(unit) => format!("unit {unit}"),
        Kind::ValueMeanings(meanings) => {
            let meanings: Vec<String> = meanings.iter().map(|(v, m)| format!("{v}={m}")).collect();
            format!("meanings {}", meanings.join("|"))
        }
        Kind::Separator(separator) => format!("separator {separator}"),
        Kind::ServerSide => "server_side".to_owned(),
        Kind::RefersToOperation(name) => format!("operation {name}"),
        other => format!("{other:?}"),
    }
}

fn chars(set: &CharSet) -> String {
    let classes: Vec<&str> = set
        .classes
        .iter()
        .map(|class| match class {
            CharClass::Letters => "letters",
            CharClass::Lowercase => "lowercase",
            CharClass::Uppercase => "uppercase",
            CharClass::Digits => "digits",
            CharClass::Chinese => "chinese",
        })
        .collect();
    let classes = classes.join("+");
    if set.literals.is_empty() {
        classes
    } else {
        format!("{classes} {}", set.literals)
            .trim_start()
            .to_owned()
    }
}
