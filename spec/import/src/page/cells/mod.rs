//! The layouts with one cell a paragraph: B (flattened text), F and G (Markdown).
//!
//! [`read`] gives the page's facts, or all faults at once. What the text leaves open is decided by named
//! rules and reported as a remark; nothing here may interpret prose.

mod authorization;
mod choose;
mod content;
pub(crate) mod error_table;
pub(in crate::page) mod headings;
mod heads;
mod markdown;
mod para;
mod rows;

use super::columns;
use super::diag::{PageError, Remark, RemarkKind};
use super::flat::Table;
use super::model::{Hints, Layout, OperationLink, Page, ParamRow};
use super::sections::{Kind, Section, sections};
use super::text::{Line, joined, lines};
use super::title::{self, Title};
use super::untitled::{self, Places};
use super::whole::{self, Body, Trees};
use super::{examples, tree};
use crate::page::faults;
use choose::Shown;
use markdown::Markup;
use para::{Para, paragraphs};
use rows::Evidence;

/// Reads a page in layout B, F or G. The text must have passed [`super::text_of`] and [`super::detect`].
///
/// # Errors
/// Every fault of the page: a missing section (a page cut off misses the sections behind the cut), a
/// table without its head, a row that cannot be told apart.
pub(crate) fn read(text: &str, layout: Layout, hints: &Hints) -> Result<Page, Vec<PageError>> {
    let all = lines(text);
    let (style, markup) = match layout {
        Layout::F | Layout::G => (&headings::STYLE_MARKDOWN, Markup::of_markdown(text)),
        _ => (&headings::STYLE_B, Markup::None),
    };
    let (top, found) = sections(&all, style);
    let (mut faults, mut remarks) = (Vec::new(), Vec::new());
    let section = |kind: Kind| found.iter().find(|s| s.kind == kind);
    let paras = |kind: Kind| {
        section(kind)
            .map(|s| paragraphs(s.lines, markup))
            .unwrap_or_default()
    };
    whole::missing(&found, &all, &mut remarks, &mut faults);
    closed(&found, markup, &mut faults);
    unmarked(layout, &found, &mut remarks);

    let examples = section(Kind::Examples)
        .map(|s| examples::examples(s.lines))
        .unwrap_or_default();
    let example = whole::example_value(&examples, &mut remarks);
    let authorization = authorization::rows(&paras(Kind::Authorization), &mut remarks, &mut faults);
    let link = section(Kind::Debugging)
        .filter(|_| markup != Markup::None)
        .and_then(|s| operation_link(s.lines));
    let title = if layout == Layout::B {
        title::read(top, &mut remarks, &mut faults)
    } else {
        let places = Places {
            link: link.as_ref(),
            authorization: &authorization,
            examples: &examples,
        };
        let summary = markup.prose(&joined(top));
        if summary.is_empty() {
            faults.push(untitled::no_summary(top.first().map_or(1, |l| l.number)));
        }
        Title {
            operation: untitled::operation(hints, &places, &mut remarks),
            summary,
            ..Title::default()
        }
    };

    let shown = Shown::of(example.as_ref());
    let keys = example.as_ref().map(tree::example_keys).unwrap_or_default();
    let (request, response) = (paras(Kind::Request), paras(Kind::Response));
    let evidence = Evidence {
        keys: &keys,
        shown: &shown,
        notes_inline: request.iter().chain(&response).any(inline_note),
    };
    let mut tables = Tables {
        evidence,
        trees: Trees {
            operation: &title.operation,
            hints,
            remarks: &mut remarks,
            faults: &mut faults,
        },
    };
    let request = tables.read(section(Kind::Request), &request, Table::Request, None);
    let response = tables.read(
        section(Kind::Response),
        &response,
        Table::Response,
        example.as_ref(),
    );
    let errors = error_table::rows(
        before_closing(&paras(Kind::Errors)),
        &mut remarks,
        &mut faults,
    );
    let body = Body {
        link,
        authorization,
        description: section(Kind::Description)
            .map(|s| described(s.lines, markup))
            .unwrap_or_default(),
        syntax: whole::text_of(&found, Kind::Syntax),
        request,
        response,
        examples,
        errors,
    };
    whole::finish(layout, title, body, remarks, faults)
}

fn inline_note(para: &Para) -> bool {
    matches!(&para.kind, para::Kind::Note(text) if !text.is_empty())
}

/// The longer description as flattened text shows it.
fn described(lines: &[Line<'_>], markup: Markup) -> String {
    if markup == Markup::None {
        return joined(lines);
    }
    let text = joined(lines);
    let out: Vec<String> = text
        .split('\n')
        // White space alone parts the bullets of one list.
        .filter(|line| line.is_empty() || !line.trim().is_empty())
        .map(|line| {
            let words = line.trim_start();
            if words.is_empty() {
                return String::new();
            }
            if let Some(item) = words
                .strip_prefix("-   ")
                .or_else(|| words.strip_prefix("*   "))
            {
                let level = (line.len() - words.len()) / 4;
                return format!(
                    "{}• {}",
                    " ".repeat(2 + 2 * level.min(20)),
                    markup.prose(item)
                );
            }
            if words.starts_with('#') {
                return markup.prose(words.trim_start_matches('#').trim_start());
            }
            markup.prose(line)
        })
        .collect();
    out.join("\n")
}

/// The link to the operation in the section on trying it.
fn operation_link(lines: &[Line<'_>]) -> Option<OperationLink> {
    lines.iter().take(20).find_map(|line| {
        let at = line.text.find('[')?;
        let (_, target, _) = markdown::link_parts(line.text.get(at..)?)?;
        untitled::link_target(target)
    })
}

/// The paragraphs before the sentence that closes the error codes.
fn before_closing(paras: &[Para]) -> &[Para] {
    let end = paras
        .iter()
        .rposition(|p| p.heading().is_some_and(error_table::is_closing));
    paras.get(..end.unwrap_or(paras.len())).unwrap_or_default()
}

/// A page that ends inside its error codes is cut off.
fn closed(found: &[Section<'_, '_>], markup: Markup, faults: &mut Vec<PageError>) {
    let Some(errors) = found.last().filter(|s| s.kind == Kind::Errors) else {
        return;
    };
    if errors
        .lines
        .iter()
        .any(|l| error_table::is_closing(&markup.prose(l.text)))
    {
        return;
    }
    let last = errors.lines.iter().rev().find(|l| !l.blank());
    faults.push(
        PageError::new(
            &faults::TRUNCATED,
            Some(last.map_or(errors.line, |l| l.number)),
            "the page ends inside its error codes: the closing sentence about the list of error codes is missing",
            "fetch the whole page again",
        )
        .row(last.map_or("", |l| l.text)),
    );
}

/// These layouts leave no mark of an empty cell.
fn unmarked(layout: Layout, found: &[Section<'_, '_>], remarks: &mut Vec<Remark>) {
    let Some(first) = found
        .iter()
        .find(|s| s.kind == Kind::Request || s.kind == Kind::Response)
    else {
        return;
    };
    let cells = if layout == Layout::F {
        "an empty description or example"
    } else {
        "an empty description, example or description of an error"
    };
    remarks.push(Remark {
        kind: RemarkKind::Lost,
        code: "page::unmarked-cells",
        line: first.line,
        row: "page".to_owned(),
        what: format!(
            "the layout leaves no mark of an empty cell: {cells} is told by what is there instead"
        ),
        mend: "where it matters, compare with another source".to_owned(),
        candidates: Vec::new(),
    });
}

/// What the two parameter tables share.
struct Tables<'r> {
    evidence: Evidence<'r>,
    trees: Trees<'r>,
}

impl Tables<'_> {
    fn read(
        &mut self,
        section: Option<&Section<'_, '_>>,
        paras: &[Para],
        table: Table,
        example: Option<&serde_json::Value>,
    ) -> Vec<ParamRow> {
        let Some(section) = section else {
            return Vec::new();
        };
        if paras.iter().any(|p| p.heading().is_some_and(no_parameters)) && paras.len() <= 7 {
            return Vec::new();
        }
        let Some(body) = behind_head(paras, table) else {
            self.trees.faults.push(
                PageError::new(
                    &faults::MISSING_TABLE,
                    Some(section.line),
                    "the section has no table head with `Type` in a paragraph of its own",
                    "fetch the whole page again; the table's head or its columns are not as in this layout",
                )
                .row(table.heading()),
            );
            return Vec::new();
        };
        let (read, stray) = rows::rows(body, table, &self.evidence);
        if let Some(stray) = stray {
            let form = match table {
                Table::Request => "a name, a type and `Yes` or `No`",
                Table::Response => "a name and a type",
            };
            self.trees.faults.push(
                PageError::new(
                    &faults::PARAMETER_ROW,
                    Some(stray.line),
                    format!("the table's first row should begin here: {form}, each in a paragraph of its own"),
                    "compare the line with the published page; its type may be a word that is not known here",
                )
                .row(stray.heading().unwrap_or_default()),
            );
            return Vec::new();
        }
        self.trees.build(read, table, example)
    }
}

fn no_parameters(text: &str) -> bool {
    text.starts_with("No parameters")
}

/// The paragraphs behind a table's head. Every column stands once, and in order, since a parameter may be
/// called like a column.
fn behind_head(paras: &[Para], table: Table) -> Option<&[Para]> {
    let mut rest = paras;
    for wanted in columns::usual(table) {
        let [first, tail @ ..] = rest else {
            return None;
        };
        if !first
            .heading()
            .is_some_and(|h| columns::column(h) == *wanted)
        {
            return None;
        }
        rest = tail;
    }
    Some(rest)
}
