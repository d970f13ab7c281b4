//! A table's rows in the order of the page, before they are a tree. Neutral of layout.

use super::diag::Remark;
use super::model::{Block, ListedValue};

/// Which table a row stands in: request rows say whether they are required, response rows do not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Table {
    Request,
    Response,
}

impl Table {
    /// The first part of the keys of the table's rows.
    pub(crate) fn root(self) -> &'static str {
        match self {
            Table::Request => "request",
            Table::Response => "response",
        }
    }

    /// The usual heading of the table, for reports.
    pub(crate) fn heading(self) -> &'static str {
        match self {
            Table::Request => "Request parameters",
            Table::Response => "Response parameters",
        }
    }
}

/// The rows of a table in the order of the page, and remarks whose `row` is a name until the tree is known.
#[derive(Default)]
pub(crate) struct Rows {
    pub(crate) rows: Vec<FlatRow>,
    /// Index of a row, and a remark on it.
    pub(crate) remarks: Vec<(usize, Remark)>,
}

/// A row without its place in the tree.
#[derive(Clone, Debug, Default)]
pub(crate) struct FlatRow {
    pub(crate) name: Option<String>,
    pub(crate) kind: String,
    pub(crate) required: Option<bool>,
    pub(crate) description: Vec<Block>,
    pub(crate) example: Option<String>,
    pub(crate) line: usize,
    pub(crate) values: Vec<ListedValue>,
}

impl FlatRow {
    pub(crate) fn is_array(&self) -> bool {
        self.kind.starts_with("array")
    }

    pub(crate) fn is_object(&self) -> bool {
        matches!(self.kind.as_str(), "object" | "map") || self.kind.starts_with("map<")
    }

    /// The texts of the description.
    pub(crate) fn texts(&self) -> impl Iterator<Item = &str> {
        self.description
            .iter()
            .flat_map(|block| match block {
                Block::Paragraph(text) | Block::Note(text) => std::slice::from_ref(text),
                Block::List(items) => items.as_slice(),
            })
            .map(String::as_str)
    }
}
