//! An object that is still open while the rows of a table are nested.

use crate::page::flat::FlatRow;
use serde_json::Value;
use std::collections::BTreeSet;

/// The names of an object's fields so far.
#[derive(Clone, Debug, Default)]
pub(super) struct Names(BTreeSet<String>);

impl Names {
    pub(super) fn has(&self, name: &str) -> bool {
        self.0.contains(name)
    }
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
    pub(super) fn len(&self) -> usize {
        self.0.len()
    }
    pub(super) fn iter(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(String::as_str)
    }
    pub(super) fn add(&mut self, name: &str) {
        self.0.insert(name.to_owned());
    }
}

/// An open object. The first frame of a stack is the table itself, or the root row of a response.
#[derive(Clone, Debug, Default)]
pub(super) struct Frame<'v> {
    /// The object's row; `None` for the table itself.
    pub(super) owner: Option<usize>,
    /// The row of the array whose element the object is.
    pub(super) container: Option<usize>,
    pub(super) names: Names,
    /// The latest few names, for likeness.
    pub(super) last_names: Vec<String>,
    /// Content words of the object's rows so far.
    pub(super) words: BTreeSet<String>,
    /// Content words of the object's own row and its array's.
    pub(super) own_words: BTreeSet<String>,
    /// Values of the object in the page's example; `None` when there is no example to look at.
    pub(super) values: Option<Vec<&'v Value>>,
}

impl Frame<'_> {
    /// The name of the object or of its array.
    pub(super) fn owner_name<'r>(&self, rows: &'r [FlatRow]) -> Option<&'r str> {
        let name = |at: Option<usize>| {
            at.and_then(|at| rows.get(at))
                .and_then(|r| r.name.as_deref())
        };
        name(self.owner).or_else(|| name(self.container))
    }

    /// Whether the example shows a field of this name in the object.
    pub(super) fn shows(&self, name: &str) -> bool {
        self.values
            .as_ref()
            .is_some_and(|values| values.iter().any(|v| v.get(name).is_some()))
    }

    /// Whether the example shows the object with at least one field.
    pub(super) fn shown(&self) -> bool {
        self.values.as_ref().is_some_and(|values| {
            values
                .iter()
                .any(|v| v.as_object().is_some_and(|o| !o.is_empty()))
        })
    }

    pub(super) fn add(&mut self, name: &str, words: &BTreeSet<String>) {
        self.names.add(name);
        if self.last_names.len() == 3 {
            self.last_names.remove(0);
        }
        self.last_names.push(name.to_owned());
        self.words.extend(words.iter().cloned());
    }
}

/// At most so many values of an example are looked at for one object.
const VALUES: usize = 50;

/// The values of a field.
pub(super) fn field<'v>(values: Option<&Vec<&'v Value>>, name: &str) -> Option<Vec<&'v Value>> {
    values.map(|values| {
        values
            .iter()
            .filter_map(|v| v.get(name))
            .take(VALUES)
            .collect()
    })
}

/// The elements of arrays; a value that is no array stands for itself.
pub(super) fn elements<'v>(values: Option<&Vec<&'v Value>>) -> Option<Vec<&'v Value>> {
    values.map(|values| {
        let mut out = Vec::new();
        for value in values {
            match value {
                Value::Array(items) => out.extend(items.iter().take(VALUES)),
                other => out.push(*other),
            }
        }
        out.truncate(VALUES);
        out
    })
}
