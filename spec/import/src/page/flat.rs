//! A table's rows in the order of the page, before they are a tree. Neutral of layout.

use super::model::Block;

/// A row without its place in the tree.
#[derive(Clone, Debug, Default)]
pub(crate) struct FlatRow {
    pub(crate) name: Option<String>,
    pub(crate) kind: String,
    pub(crate) required: Option<bool>,
    pub(crate) description: Vec<Block>,
    pub(crate) example: Option<String>,
    pub(crate) line: usize,
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
