//! An HTML document as a flat list of headings, blocks, pre-formatted texts and tables, each with its line.
//!
//! A tokenizer that follows the standard does the reading; tags that the standard would mend are mended no further than
//! tables and lists need. Must not know what any text means.

use html5gum::{DefaultEmitter, StartTag, Token, Tokenizer};

use super::flow::Flow;
use crate::page::model::Block;

/// Most cells of one table, merged ones counted as often as they reach: real tables have some thousands.
const MOST_CELLS: usize = 200_000;

/// One piece of a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Item {
    /// `<h1>` to `<h6>`: the level, and the text.
    Heading(u8, String),
    /// Running text, a list or a note.
    Block(Block),
    /// `<pre>`: what its class calls the language, and the text.
    Pre(String, String),
    /// A table.
    Table(Table),
}

/// A piece and the line at which it begins.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Placed {
    pub(super) line: usize,
    pub(super) item: Item,
}

/// A table whose merged cells stand wherever they reach.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Table {
    pub(super) rows: Vec<Row>,
    /// The document ended before the table did.
    pub(super) open: bool,
}

/// A row of a table.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Row {
    pub(super) line: usize,
    pub(super) cells: Vec<Cell>,
}

/// The content of a cell.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Cell {
    pub(super) blocks: Vec<Block>,
}

impl Cell {
    /// All of the cell's text, a block a line.
    pub(super) fn text(&self) -> String {
        let texts = self.blocks.iter().map(|block| match block {
            Block::Paragraph(text) | Block::Note(text) => text.clone(),
            Block::List(items) => items.join("\n"),
        });
        texts.collect::<Vec<_>>().join("\n")
    }
}

/// A table that is being read.
#[derive(Default)]
struct Open {
    line: usize,
    table: Table,
    row: Option<Row>,
    cell: Option<(Flow, usize, usize)>,
    /// For each column, how many further rows a merged cell reaches down to, and that cell.
    reaching: Vec<(usize, Cell)>,
    cells: usize,
}

/// Reads a document.
pub(super) fn read(text: &str) -> Vec<Placed> {
    let mut lines = Lines::new(text);
    let mut out = Vec::new();
    let mut flow = Flow::default();
    let mut tables: Vec<Open> = Vec::new();
    let emitter = DefaultEmitter::<usize>::new_with_span();
    for token in Tokenizer::new_with_emitter(text, emitter) {
        let Ok(token) = token;
        match token {
            Token::StartTag(tag) => {
                let line = lines.at(tag.span.start);
                start(&tag, line, &mut flow, &mut tables, &mut out);
            }
            Token::EndTag(tag) => {
                let name = String::from_utf8_lossy(&tag.name).into_owned();
                end(&name, &mut flow, &mut tables, &mut out);
            }
            Token::String(text) => {
                let line = lines.at(text.span.start);
                let text = String::from_utf8_lossy(&text).into_owned();
                match tables.last_mut() {
                    None => flow.text(&text, line),
                    // Text between cells belongs nowhere.
                    Some(open) => {
                        if let Some((cell, _, _)) = &mut open.cell {
                            cell.text(&text, line);
                        }
                    }
                }
            }
            _ => {}
        }
    }
    while let Some(mut open) = tables.pop() {
        open.table.open = true;
        close(open, &mut flow, &mut tables, &mut out);
    }
    out.append(&mut flow.finish());
    out
}

fn attribute(tag: &StartTag<usize>, name: &str) -> String {
    tag.attributes
        .iter()
        .find(|(key, _)| key.as_slice() == name.as_bytes())
        .map(|(_, value)| String::from_utf8_lossy(value).into_owned())
        .unwrap_or_default()
}

fn span(tag: &StartTag<usize>, name: &str) -> usize {
    attribute(tag, name)
        .trim()
        .parse::<usize>()
        .map_or(1, |n| n.clamp(1, 1000))
}

fn start(
    tag: &StartTag<usize>,
    line: usize,
    flow: &mut Flow,
    tables: &mut Vec<Open>,
    out: &mut Vec<Placed>,
) {
    let name = String::from_utf8_lossy(&tag.name).into_owned();
    match (name.as_str(), tables.last_mut()) {
        ("table", open) => {
            if open.is_none() {
                out.append(&mut flow.take());
            }
            tables.push(Open {
                line,
                ..Open::default()
            });
        }
        ("tr", Some(open)) => {
            open.end_row();
            open.row = Some(Row {
                line,
                cells: Vec::new(),
            });
        }
        ("td" | "th", Some(open)) => {
            open.end_cell();
            open.row.get_or_insert_with(|| Row {
                line,
                cells: Vec::new(),
            });
            open.cell = Some((Flow::default(), span(tag, "colspan"), span(tag, "rowspan")));
        }
        (name, open) => {
            let class = attribute(tag, "class");
            let flow = match open {
                Some(open) => match &mut open.cell {
                    Some((cell, _, _)) => cell,
                    None => return,
                },
                None => flow,
            };
            flow.start(name, &class, tag.self_closing, line);
        }
    }
}

fn end(name: &str, flow: &mut Flow, tables: &mut Vec<Open>, out: &mut Vec<Placed>) {
    match (name, tables.last_mut()) {
        ("table", Some(_)) => {
            if let Some(open) = tables.pop() {
                close(open, flow, tables, out);
            }
        }
        ("tr", Some(open)) => open.end_row(),
        ("td" | "th", Some(open)) => open.end_cell(),
        (name, Some(open)) => {
            if let Some((cell, _, _)) = &mut open.cell {
                cell.end(name);
            }
        }
        (name, None) => flow.end(name),
    }
}

/// Ends a table. One inside a cell is that cell's text, a row a line.
fn close(mut open: Open, flow: &mut Flow, tables: &mut [Open], out: &mut Vec<Placed>) {
    open.end_row();
    let outermost = tables.is_empty();
    let inside = tables.last_mut().and_then(|outer| outer.cell.as_mut());
    match inside {
        Some((cell, _, _)) => {
            for row in &open.table.rows {
                let texts: Vec<String> = row.cells.iter().map(Cell::text).collect();
                cell.paragraph(texts.join(" "), row.line);
            }
        }
        None if outermost => {
            out.append(&mut flow.take());
            out.push(Placed {
                line: open.line,
                item: Item::Table(open.table),
            });
        }
        None => {}
    }
}

impl Open {
    fn end_cell(&mut self) {
        let Some((flow, columns, rows)) = self.cell.take() else {
            return;
        };
        let blocks = flow
            .finish()
            .into_iter()
            .filter_map(|placed| match placed.item {
                Item::Block(block) => Some(block),
                Item::Heading(_, text) | Item::Pre(_, text) => Some(Block::Paragraph(text)),
                Item::Table(_) => None,
            });
        let cell = Cell {
            blocks: blocks.collect(),
        };
        self.fill();
        let Some(row) = &mut self.row else { return };
        for n in 0..columns {
            self.cells += 1;
            if self.cells > MOST_CELLS {
                return;
            }
            let at = row.cells.len();
            // Across columns a merged cell stands once, down the rows in each.
            let content = if n == 0 {
                cell.clone()
            } else {
                Cell::default()
            };
            if self.reaching.len() <= at {
                self.reaching.resize_with(at + 1, Default::default);
            }
            if let Some(place) = self.reaching.get_mut(at) {
                *place = (rows - 1, content.clone());
            }
            row.cells.push(content);
        }
    }

    /// Puts cells that reach down from rows above where the row has come to.
    fn fill(&mut self) {
        let Some(row) = &mut self.row else { return };
        while let Some((left, cell)) = self.reaching.get_mut(row.cells.len()) {
            if *left == 0 || self.cells > MOST_CELLS {
                return;
            }
            *left -= 1;
            self.cells += 1;
            row.cells.push(cell.clone());
        }
    }

    fn end_row(&mut self) {
        self.end_cell();
        self.fill();
        if let Some(row) = self.row.take()
            && !row.cells.is_empty()
        {
            self.table.rows.push(row);
        }
    }
}

/// Lines of offsets that only grow.
struct Lines<'a> {
    text: &'a str,
    at: usize,
    line: usize,
}

impl<'a> Lines<'a> {
    fn new(text: &'a str) -> Self {
        Lines {
            text,
            at: 0,
            line: 1,
        }
    }

    fn at(&mut self, offset: usize) -> usize {
        if offset > self.at {
            let between = self
                .text
                .as_bytes()
                .get(self.at..offset)
                .unwrap_or_default();
            self.line += between.iter().filter(|byte| **byte == b'\n').count();
            self.at = offset;
        }
        self.line
    }
}
