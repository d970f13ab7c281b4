//! The columns of a parameter table, by the words of their heads: pages rename, reorder and add columns.
//!
//! Must not know how a layout parts its cells.

use super::flat::Table;
use super::model::Block;
#[cfg(feature = "html")]
use super::model::ListedValue;

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Column {
    Name,
    Type,
    Required,
    Description,
    Example,
    /// The default, stated beside the description.
    Default,
    /// The allowed values, stated beside the description.
    Values,
    /// Anything else: kept out of the facts.
    Other,
}

const WORDS: &[(Column, &[&str])] = &[
    (
        Column::Name,
        &["parameter", "element", "name", "field", "parameter name"],
    ),
    (Column::Type, &["type", "data type"]),
    (
        Column::Required,
        &["required", "required?", "mandatory", "required or not"],
    ),
    (Column::Description, &["description", "meaning"]),
    (
        Column::Example,
        &[
            "example",
            "examples",
            "example value",
            "sample",
            "sample value",
        ],
    ),
    (Column::Default, &["default", "default value"]),
    (
        Column::Values,
        &[
            "valid values",
            "valid value",
            "allowed values",
            "values",
            "value range",
            "valid range",
        ],
    ),
];

/// What the column with this head holds.
pub(crate) fn column(head: &str) -> Column {
    let head = head.trim().trim_end_matches(':').to_lowercase();
    WORDS
        .iter()
        .find(|(_, words)| words.contains(&head.as_str()))
        .map_or(Column::Other, |(column, _)| *column)
}

/// The places of the columns of a parameter table. `None` where a head lacks what every row needs.
pub(crate) fn parameter_columns<'h>(
    heads: impl Iterator<Item = &'h str>,
    table: Table,
) -> Option<Vec<Column>> {
    let columns: Vec<Column> = heads.map(column).collect();
    let has = |column| columns.contains(&column);
    let whole = has(Column::Name)
        && has(Column::Type)
        && (table == Table::Response || has(Column::Required));
    whole.then_some(columns)
}

/// The columns of a parameter table in their usual order: some layouts part no cells, so that only this order can be read.
pub(crate) fn usual(table: Table) -> &'static [Column] {
    use Column::{Description, Example, Name, Required, Type};
    match table {
        Table::Request => &[Name, Type, Required, Description, Example],
        Table::Response => &[Name, Type, Description, Example],
    }
}

/// Whether a line is the head of a table in the usual order whose cells run together.
pub(crate) fn is_joined_head(line: &str, table: Table) -> bool {
    fn goes_on(line: &str, columns: &[Column]) -> bool {
        let Some((column, rest)) = columns.split_first() else {
            return line.is_empty();
        };
        let words = WORDS.iter().filter(|(known, _)| known == column);
        words.flat_map(|(_, words)| *words).any(|word| {
            line.strip_prefix(word)
                .is_some_and(|line| goes_on(line, rest))
        })
    }
    // Longer lines are prose.
    line.len() <= 100 && goes_on(&line.trim().to_lowercase(), usual(table))
}

/// Whether the row is required, in the words that pages use.
pub(crate) fn required(cell: &str) -> Option<bool> {
    match cell.trim().to_lowercase().as_str() {
        "yes" | "true" | "required" | "y" => Some(true),
        "no" | "false" | "optional" | "n" => Some(false),
        _ => None,
    }
}

/// What a column beside the description adds to it: its head and the cell, as one sentence. A cell without content adds
/// nothing.
pub(crate) fn beside(column: Column, cell: &str) -> Option<Block> {
    let cell = cell.trim();
    let empty = ["", "-", "--", "—", "none", "n/a", "null"];
    if empty.contains(&cell.to_lowercase().as_str()) {
        return None;
    }
    let head = match column {
        Column::Default => "Default value",
        Column::Values => "Valid values",
        _ => return None,
    };
    // A cell with a line for each value is a list in a sentence.
    let text: Vec<&str> = cell.lines().map(str::trim).collect();
    let text = text.join(", ");
    let stop = if text.ends_with('.') { "" } else { "." };
    Some(Block::Paragraph(format!("{head}: {text}{stop}")))
}

/// The values of a cell that lists nothing else, a line or a bullet each.
#[cfg(feature = "html")]
pub(crate) fn listed(cell: &str) -> Vec<ListedValue> {
    let lines: Vec<&str> = cell
        .lines()
        .map(str::trim)
        .filter(|l| !l.is_empty())
        .collect();
    let plain = |line: &&str| !line.contains(char::is_whitespace) && !line.ends_with([':', ',']);
    if lines.len() < 2 || !lines.iter().all(plain) {
        return Vec::new();
    }
    lines
        .into_iter()
        .map(|value| ListedValue {
            value: value.to_owned(),
            text: String::new(),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_told_by_their_words() {
        let heads = ["Name", "Required?", "Default value", "Type", "Since"];
        assert_eq!(
            parameter_columns(heads.into_iter(), Table::Request).unwrap(),
            [
                Column::Name,
                Column::Required,
                Column::Default,
                Column::Type,
                Column::Other
            ]
        );
        assert!(parameter_columns(["Name", "Type"].into_iter(), Table::Request).is_none());
        assert!(parameter_columns(["Name", "Type"].into_iter(), Table::Response).is_some());
    }

    #[test]
    fn heads_that_run_together() {
        assert!(is_joined_head(
            "ParameterTypeRequiredDescriptionExample",
            Table::Request
        ));
        assert!(is_joined_head(
            "NameTypeDescriptionSample value",
            Table::Response
        ));
        assert!(!is_joined_head("ParameterTypeDescription", Table::Response));
        assert!(!is_joined_head(
            "TypeParameterDescriptionExample",
            Table::Response
        ));
    }

    #[test]
    fn what_stands_beside_a_description() {
        let text = |column, cell| match beside(column, cell) {
            Some(Block::Paragraph(text)) => text,
            _ => String::new(),
        };
        assert_eq!(text(Column::Default, " 10 "), "Default value: 10.");
        assert_eq!(text(Column::Values, "oil\nwax"), "Valid values: oil, wax.");
        assert_eq!(text(Column::Values, "N/A"), "");
        assert_eq!(text(Column::Example, "x"), "");
    }

    #[cfg(feature = "html")]
    #[test]
    fn a_cell_of_values() {
        assert_eq!(listed("oil\nwax").len(), 2);
        assert_eq!(listed("oil"), []);
        assert_eq!(listed("oil\nor wax"), []);
    }
}
