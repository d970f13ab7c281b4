//! Pages as HTML documents: the tables as they are, with bullets, notes and merged cells.
//!
//! [`read`] gives the page's facts, or all faults at once. Nothing here may interpret prose.

mod document;
mod flow;
mod tables;

use super::cells::headings::STYLE_B;
use super::diag::PageError;
use super::flat::Table;
use super::model::{Block, Example, Hints, Layout, Page};
use super::sections::{Kind, Section};
use super::text::lines;
use super::title;
use super::whole::{self, Body, Trees};
use crate::page::faults;
use document::{Item, Placed};

/// Whether a text is an HTML document, or a piece of one, that holds a table.
pub(crate) fn looks(text: &str) -> bool {
    let start = text.trim_start_matches('\u{feff}').trim_start();
    let head = start.get(..64.min(start.len())).unwrap_or_default();
    let xml = head.starts_with("<?xml");
    start.starts_with('<')
        && !xml
        && text.match_indices('<').any(|(at, _)| {
            text.get(at..at + 6)
                .is_some_and(|tag| tag.eq_ignore_ascii_case("<table"))
        })
}

/// Pieces below one heading.
#[derive(Default)]
struct Part<'d> {
    items: Vec<&'d Placed>,
}

impl Part<'_> {
    fn tables(&self) -> impl Iterator<Item = (usize, &document::Table)> {
        self.items.iter().filter_map(|placed| match &placed.item {
            Item::Table(table) => Some((placed.line, table)),
            _ => None,
        })
    }

    fn words(&self) -> String {
        let texts = self.items.iter().filter_map(|placed| match &placed.item {
            Item::Block(Block::Paragraph(text) | Block::Note(text)) => Some(text.clone()),
            Item::Block(Block::List(items)) => Some(
                items
                    .iter()
                    .map(|item| format!("- {item}"))
                    .collect::<Vec<_>>()
                    .join("\n"),
            ),
            Item::Pre(_, text) => Some(text.clone()),
            _ => None,
        });
        texts.collect::<Vec<_>>().join("\n\n")
    }
}

/// The section that a heading opens, by the headings that the flattened layouts have.
fn kind_of(text: &str) -> Option<Kind> {
    let text = text.trim().trim_end_matches(':');
    STYLE_B
        .headings
        .iter()
        .find(|(_, names, _)| names.iter().any(|name| name.eq_ignore_ascii_case(text)))
        .map(|(kind, _, _)| *kind)
}

/// Reads a page. The text must have passed [`super::text_of`].
///
/// # Errors
/// Every fault of the page: a missing section, a table that is cut off or lacks a column, a row that cannot be read.
pub(crate) fn read(text: &str, hints: &Hints) -> Result<Page, Vec<PageError>> {
    let items = document::read(text);
    let mut top = Part::default();
    let mut parts: Vec<(Kind, usize, Part<'_>)> = Vec::new();
    for placed in &items {
        let kind = match &placed.item {
            Item::Heading(_, words) => kind_of(words),
            _ => None,
        };
        match (kind, parts.last_mut()) {
            (Some(kind), _) => parts.push((kind, placed.line, Part::default())),
            (None, Some((_, _, part))) => part.items.push(placed),
            (None, None) => top.items.push(placed),
        }
    }
    if parts.is_empty() {
        let (what, mend) = (
            "an HTML document with tables, but without the headings of an operation's page",
            "give the page of one operation, whole",
        );
        return Err(vec![PageError::new(
            &faults::WRONG_LAYOUT,
            Some(1),
            what,
            mend,
        )]);
    }
    let (mut faults, mut remarks) = (Vec::new(), Vec::new());
    let found: Vec<Section<'_, '_>> = parts
        .iter()
        .map(|(kind, line, _)| Section {
            kind: *kind,
            line: *line,
            lines: &[],
        })
        .collect();
    whole::missing(&found, &lines(text), &mut remarks, &mut faults);
    let part = |kind: Kind| {
        parts
            .iter()
            .find(|(known, _, _)| *known == kind)
            .map(|(_, line, part)| (*line, part))
    };
    let head = head_of(&top);
    let title = title::read(&lines(&head), &mut remarks, &mut faults);
    let examples = part(Kind::Examples)
        .map(|(_, part)| examples(part))
        .unwrap_or_default();
    let example = whole::example_value(&examples, &mut remarks);
    let authorization = part(Kind::Authorization)
        .map(|(_, part)| tables::authorization(part.tables(), &mut faults))
        .unwrap_or_default();
    let mut trees = Trees {
        operation: &title.operation,
        hints,
        remarks: &mut remarks,
        faults: &mut faults,
    };
    let mut table = |kind: Kind, table: Table, example: Option<&serde_json::Value>| {
        let Some((line, part)) = part(kind) else {
            return Vec::new();
        };
        let rows = tables::parameters(part.tables(), line, table, trees.faults);
        trees.build(rows, table, example)
    };
    let request = table(Kind::Request, Table::Request, None);
    let response = table(Kind::Response, Table::Response, example.as_ref());
    let errors = part(Kind::Errors)
        .map(|(_, part)| tables::errors(part.tables(), &mut faults))
        .unwrap_or_default();
    let words = |kind: Kind| part(kind).map(|(_, part)| part.words()).unwrap_or_default();
    let body = Body {
        authorization,
        description: words(Kind::Description),
        syntax: words(Kind::Syntax),
        request,
        response,
        examples,
        errors,
        ..Body::default()
    };
    whole::finish(Layout::Html, title, body, remarks, faults)
}

/// The top of the page as the flattened layouts have it: title, day of the last change, summary, a paragraph each.
fn head_of(top: &Part<'_>) -> String {
    let title = top
        .items
        .iter()
        .position(|placed| matches!(placed.item, Item::Heading(1, _)));
    let from = title.unwrap_or(0);
    let texts = top
        .items
        .iter()
        .skip(from)
        .filter_map(|placed| match &placed.item {
            Item::Heading(_, text) => Some(text.clone()),
            Item::Block(Block::Paragraph(text) | Block::Note(text)) => Some(text.clone()),
            _ => None,
        });
    texts.collect::<Vec<_>>().join("\n\n")
}

/// The examples: pre-formatted texts, whose class or first character tells the format.
fn examples(part: &Part<'_>) -> Vec<Example> {
    part.items
        .iter()
        .filter_map(|placed| match &placed.item {
            Item::Pre(class, text) => Some(Example {
                format: match text.trim_start().chars().next() {
                    _ if class.contains("json") => "JSON",
                    _ if class.contains("xml") => "XML",
                    Some('{' | '[') => "JSON",
                    Some('<') => "XML",
                    _ => "",
                }
                .to_owned(),
                text: text.clone(),
                line: placed.line,
            }),
            _ => None,
        })
        .collect()
}
