//! From the rows of a table, in order, to a tree.
//!
//! Flattened layouts do not mark depth: an array is followed by its unnamed element, an object by its
//! fields, but nothing says where an object ends. Evidence, strongest first: a caller's hint about the top
//! level; a path in the prose (`Tag.1.Value`); the page's example of the answer; then the signs of
//! [`score`]. What stays in doubt is reported with its candidates. Must not know any layout.

mod frame;
mod score;
mod words;

use super::diag::{PageError, Remark, RemarkKind};
use super::flat::FlatRow;
use super::keys::numbered;
use super::model::ParamRow;
use crate::page::faults;
use frame::{Frame, elements, field};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// Deeper trees are refused: the deepest real one has 28 levels.
const DEPTH_LIMIT: usize = 64;

/// What the tree is built from besides the rows.
pub(crate) struct Input<'a> {
    /// The first part of the keys: `request` or `response`.
    pub(crate) root: &'a str,
    pub(crate) operation: &'a str,
    /// The names at the top level, if a caller knows them.
    pub(crate) top_level: Option<&'a BTreeSet<String>>,
    /// The page's example of the answer; for a response only.
    pub(crate) example: Option<&'a Value>,
    pub(crate) response: bool,
}

/// The tree, the key of each row in the order of the page, and what is to be reported.
pub(crate) struct Built {
    pub(crate) roots: Vec<ParamRow>,
    pub(crate) keys: Vec<String>,
    pub(crate) remarks: Vec<Remark>,
    pub(crate) faults: Vec<PageError>,
}

/// All keys of objects in an example.
pub(crate) fn example_keys(example: &Value) -> BTreeSet<String> {
    let mut out = BTreeSet::new();
    let mut open = vec![example];
    while let Some(value) = open.pop() {
        match value {
            Value::Array(items) => open.extend(items),
            Value::Object(fields) => {
                for (key, value) in fields {
                    out.insert(key.clone());
                    open.push(value);
                }
            }
            _ => {}
        }
    }
    out
}

/// Nests the rows.
pub(crate) fn build(rows: Vec<FlatRow>, input: &Input<'_>) -> Built {
    let words: Vec<BTreeSet<String>> = if rows.iter().any(FlatRow::is_object) {
        rows.iter().map(words::of_row).collect()
    } else {
        vec![BTreeSet::new(); rows.len()]
    };
    let mut nesting = Nesting {
        rows: &rows,
        words: &words,
        frequency: words::frequencies(&words),
        operation_words: words::of_name(input.operation).into_iter().collect(),
        input,
        stack: vec![Frame {
            values: input.example.map(|v| vec![v]),
            ..Frame::default()
        }],
        pending: None,
        parents: Vec::new(),
        depths: Vec::new(),
        doubts: Vec::new(),
    };
    for at in 0..rows.len() {
        if let Err(fault) = nesting.place(at) {
            return Built {
                roots: Vec::new(),
                keys: Vec::new(),
                remarks: Vec::new(),
                faults: vec![fault],
            };
        }
    }
    let Nesting {
        parents, doubts, ..
    } = nesting;
    let keys = keys(&rows, &parents, input.root);
    let remarks = doubts
        .iter()
        .map(|doubt| doubt.remark(&rows, &keys, input.root))
        .collect();
    let roots = assemble(rows, &parents, &keys);
    Built {
        roots,
        keys,
        remarks,
        faults: Vec::new(),
    }
}

/// A row that could stand elsewhere.
struct Doubt {
    row: usize,
    /// The objects it could stand in, the chosen one first; `None` is the top level.
    places: Vec<Option<usize>>,
    duplicate: bool,
}

impl Doubt {
    fn remark(&self, rows: &[FlatRow], keys: &[String], root: &str) -> Remark {
        let row = rows.get(self.row);
        let name = row.and_then(|r| r.name.as_deref()).unwrap_or_default();
        let place = |at: &Option<usize>| match at.and_then(|at| keys.get(at)) {
            Some(key) => format!("{key}/{name}"),
            None => format!("{root}/{name}"),
        };
        let (code, what) = if self.duplicate {
            (
                "page::duplicate-row",
                "a second row of this name stands in the same object".to_owned(),
            )
        } else {
            ("page::nesting", "the layout does not mark where an object ends; the place of this row was chosen by its words".to_owned())
        };
        Remark {
            kind: RemarkKind::Ambiguous,
            code,
            line: row.map_or(0, |r| r.line),
            row: keys.get(self.row).cloned().unwrap_or_default(),
            what,
            mend: "compare with the published page; if the row stands elsewhere, say so by a correction"
                .to_owned(),
            candidates: self.places.iter().map(place).collect(),
        }
    }
}

struct Nesting<'a, 'v> {
    rows: &'a [FlatRow],
    words: &'a [BTreeSet<String>],
    frequency: BTreeMap<&'a str, usize>,
    operation_words: BTreeSet<String>,
    input: &'a Input<'v>,
    stack: Vec<Frame<'v>>,
    /// The row before, when it takes an unnamed row, with its values in the example.
    pending: Option<(usize, Option<Vec<&'v Value>>)>,
    parents: Vec<Option<usize>>,
    depths: Vec<usize>,
    doubts: Vec<Doubt>,
}

impl<'a, 'v> Nesting<'a, 'v> {
    fn place(&mut self, at: usize) -> Result<(), PageError> {
        let rows = self.rows;
        let Some(row) = rows.get(at) else {
            return Ok(());
        };
        let pending = self.pending.take();
        let (parent, container, values) = match &row.name {
            None => self.unnamed(at, pending),
            Some(name) => {
                let depth = self.choose(at, row, name);
                self.stack.truncate(depth + 1);
                let Some(frame) = self.stack.last_mut() else {
                    return Ok(());
                };
                let values = field(frame.values.as_ref(), name);
                if let Some(words) = self.words.get(at) {
                    frame.add(name, words);
                }
                (frame.owner, None, values)
            }
        };
        let depth = parent.and_then(|p| self.depths.get(p)).map_or(0, |d| d + 1);
        if depth > DEPTH_LIMIT {
            return Err(PageError::new(
                &faults::TOO_DEEP,
                Some(row.line),
                format!("the rows are nested more than {DEPTH_LIMIT} levels deep"),
                "compare the table with the published page",
            )
            .row(row.name.as_deref().unwrap_or(&row.kind)));
        }
        self.parents.push(parent);
        self.depths.push(depth);
        if row.is_object() {
            self.open(at, row, container, values);
        } else if row.is_array() {
            self.pending = Some((at, values));
        }
        Ok(())
    }

    /// An unnamed row: the root of a response, an array's element, or a map's value.
    fn unnamed(
        &mut self,
        at: usize,
        pending: Option<(usize, Option<Vec<&'v Value>>)>,
    ) -> (Option<usize>, Option<usize>, Option<Vec<&'v Value>>) {
        if let Some((array, values)) = pending {
            return (Some(array), Some(array), elements(values.as_ref()));
        }
        if at == 0 {
            return (None, None, self.input.example.map(|v| vec![v]));
        }
        (self.stack.last().and_then(|f| f.owner), None, None)
    }

    fn open(
        &mut self,
        at: usize,
        row: &FlatRow,
        container: Option<usize>,
        values: Option<Vec<&'v Value>>,
    ) {
        let mut own_words = self.words.get(at).cloned().unwrap_or_default();
        if let Some(words) = container.and_then(|c| self.words.get(c)) {
            own_words.extend(words.iter().cloned());
        }
        let frame = Frame {
            owner: Some(at),
            container,
            own_words,
            values,
            ..Frame::default()
        };
        // The unnamed root of a response takes the place of the table itself.
        if self.input.response && row.name.is_none() && container.is_none() && at == 0 {
            self.stack.clear();
        }
        self.stack.push(frame);
    }

    /// The depth on the stack of the object that a named row belongs to.
    fn choose(&mut self, at: usize, row: &FlatRow, name: &str) -> usize {
        let inner = self.stack.len().saturating_sub(1);
        let free: Vec<usize> = (0..=inner)
            .filter(|d| self.stack.get(*d).is_some_and(|f| !f.names.has(name)))
            .collect();
        if inner == 0 {
            if free.is_empty() {
                self.duplicate(at, 0);
            }
            return 0;
        }
        if let Some(top) = self.input.top_level {
            let known = top.contains(name);
            if known && free.contains(&0) {
                return 0;
            }
            if !known && free.iter().all(|d| *d == 0) {
                return 0;
            }
        }
        if let Some(depth) = self.path(row, name, &free) {
            return depth;
        }
        let hinted = self.input.top_level.is_some();
        let shown: Vec<usize> = free
            .iter()
            .copied()
            .filter(|d| self.stack.get(*d).is_some_and(|f| f.shows(name)))
            .collect();
        if let Some(depth) = shown.last() {
            return *depth;
        }
        let Some(words) = self.words.get(at) else {
            return inner;
        };
        let now = score::Situation {
            row,
            name,
            words,
            frequency: &self.frequency,
            rows: self.rows,
            response: self.input.response,
            operation_words: &self.operation_words,
        };
        let mut ranked: Vec<(i64, usize)> = score::points(&self.stack, &now)
            .into_iter()
            .enumerate()
            // With a hint, a name that is not of the top level is nested.
            .filter(|(depth, _)| !(hinted && *depth == 0))
            // An object that the example shows with other fields does not have this one.
            .map(|(depth, points)| {
                (
                    points
                        - if self.stack.get(depth).is_some_and(Frame::shown) {
                            30
                        } else {
                            0
                        },
                    depth,
                )
            })
            .collect();
        ranked
            .sort_by_key(|(points, depth)| (std::cmp::Reverse(*points), std::cmp::Reverse(*depth)));
        let Some((best, depth)) = ranked.first().copied() else {
            return inner;
        };
        if !free.contains(&depth) {
            self.duplicate(at, depth);
            return depth;
        }
        let rivals: Vec<usize> = ranked
            .iter()
            .filter(|(points, d)| best - points < score::SURE && free.contains(d))
            .map(|(_, d)| *d)
            .collect();
        if rivals.len() > 1 {
            let places = rivals
                .iter()
                .map(|d| self.stack.get(*d).and_then(|f| f.owner))
                .collect();
            self.doubts.push(Doubt {
                row: at,
                places,
                duplicate: false,
            });
        }
        depth
    }

    fn duplicate(&mut self, at: usize, depth: usize) {
        let place = self.stack.get(depth).and_then(|f| f.owner);
        self.doubts.push(Doubt {
            row: at,
            places: vec![place],
            duplicate: true,
        });
    }

    /// The innermost object whose array the row's own prose writes before its name: `Tag.1.Value`, `Tag.N.Value`.
    fn path(&self, row: &FlatRow, name: &str, free: &[usize]) -> Option<usize> {
        let named = |text: &str, owner: &str| {
            text.match_indices(owner).take(20).any(|(at, _)| {
                let rest = text
                    .get(at + owner.len()..)
                    .and_then(|r| r.strip_prefix('.'))
                    .unwrap_or_default();
                let index =
                    rest.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, 'N' | 'n'));
                index.len() < rest.len()
                    && index
                        .strip_prefix('.')
                        .is_some_and(|tail| tail.starts_with(name))
            })
        };
        free.iter().rev().copied().filter(|d| *d > 0).find(|depth| {
            let owner = self.stack.get(*depth).and_then(|f| f.owner_name(self.rows));
            owner.is_some_and(|owner| row.texts().any(|text| named(text, owner)))
        })
    }
}

/// The key of each row: its path from the root.
fn keys(rows: &[FlatRow], parents: &[Option<usize>], root: &str) -> Vec<String> {
    let mut out: Vec<String> = Vec::with_capacity(rows.len());
    let mut seen = BTreeMap::new();
    for (row, parent) in rows.iter().zip(parents) {
        let above = parent.and_then(|p| out.get(p)).map_or(root, String::as_str);
        let own = match &row.name {
            Some(name) => name.as_str(),
            // The unnamed root of a response adds nothing to the path of its fields.
            None if parent.is_none() => "",
            None => "[]",
        };
        let mut key = if own.is_empty() {
            above.to_owned()
        } else {
            format!("{above}/{own}")
        };
        numbered(&mut key, &mut seen);
        out.push(key);
    }
    out
}

/// Puts the rows together from the last to the first, so that no recursion is needed.
fn assemble(rows: Vec<FlatRow>, parents: &[Option<usize>], keys: &[String]) -> Vec<ParamRow> {
    let mut children: Vec<Vec<ParamRow>> = (0..rows.len()).map(|_| Vec::new()).collect();
    let mut roots = Vec::new();
    for (at, row) in rows.into_iter().enumerate().rev() {
        let mut own = children.get_mut(at).map(std::mem::take).unwrap_or_default();
        own.reverse();
        let done = ParamRow {
            name: row.name,
            kind: row.kind,
            required: row.required,
            description: row.description,
            example: row.example,
            children: own,
            line: row.line,
            values: row.values,
            key: keys.get(at).cloned().unwrap_or_default(),
        };
        match parents
            .get(at)
            .copied()
            .flatten()
            .and_then(|p| children.get_mut(p))
        {
            Some(siblings) => siblings.push(done),
            None => roots.push(done),
        }
    }
    roots.reverse();
    roots
}

#[cfg(test)]
mod tests;
