//! Which layout a text has, by the signs of each layout. Must not read facts.

use super::columns::{Column, column, is_joined_head, parameter_columns};
use super::diag::PageError;
use super::faults;
use super::flat::Table;
use super::model::Layout;
use super::text::{Line, lines};

/// What a text looks like.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Looks {
    Layout(Layout),
    FlatChinese,
    Html,
    ApiDocs,
    CliMetadata,
    OtherJson,
    StartOfPage,
    Nothing,
}

/// The head of layout A's error table: the cells of a head run together like those of a row.
pub(crate) const ERROR_HEAD: &str = "HTTP status codeError codeError messageDescription";
/// See [`ERROR_HEAD`].
pub(crate) const AUTHORIZATION_HEAD: &str = "OperationAccess levelResource type";

/// Recognises the layout of a page's text.
///
/// # Errors
/// `page::wrong-layout` for another kind of document, which this reader does not read, with
/// what the text looks like; `page::unknown-layout` when it has no known signs; `page::empty`.
pub fn detect(text: &str) -> Result<Layout, PageError> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    if text.trim().is_empty() {
        return Err(PageError::new(
            &faults::EMPTY,
            None,
            "the page is empty",
            "fetch the page again",
        ));
    }
    let (looks, line) = looks(text);
    let wrong = |what: &str, mend: &str| {
        Err(PageError::new(
            &faults::WRONG_LAYOUT,
            line,
            format!("this looks like {what}, not like a page in a layout that is known here"),
            mend,
        ))
    };
    match looks {
        Looks::Layout(layout) => Ok(layout),
        Looks::FlatChinese => wrong(
            "a flattened page in Chinese, whose Required cells are lost",
            "give the English page",
        ),
        Looks::Html => wrong(
            "an HTML document without the tables of such a page",
            "fetch the page as a browser shows it, or give its text",
        ),
        Looks::ApiDocs => wrong(
            "the provider's api-docs JSON",
            "import it as api-docs, not as a page",
        ),
        Looks::CliMetadata => wrong(
            "the metadata of the provider's command line client",
            "import it as metadata, not as a page",
        ),
        Looks::OtherJson => wrong("JSON", "give the text of an operation's page"),
        Looks::StartOfPage => Err(PageError::new(
            &faults::UNKNOWN_LAYOUT,
            line,
            "the text begins like a documentation page but has no table heads; it may be cut off",
            "fetch the whole page again",
        )),
        Looks::Nothing => Err(PageError::new(
            &faults::UNKNOWN_LAYOUT,
            None,
            "the text has no sign of any known layout of a documentation page",
            "give the text of an operation's page, from its title to its error codes",
        )),
    }
}

fn looks(text: &str) -> (Looks, Option<usize>) {
    if let Some(found) = json(text) {
        return (found, Some(1));
    }
    let lines = lines(text);
    // A table's head below its heading is the strongest sign, and every whole page has one.
    if let Some((layout, line)) = tables(&lines) {
        return (Looks::Layout(layout), Some(line));
    }
    let has =
        |test: &dyn Fn(&str) -> bool| lines.iter().find(|l| test(l.text.trim())).map(|l| l.number);
    if let Some(line) = has(&|t| {
        let t: String = t.chars().take(10).collect::<String>().to_lowercase();
        t.starts_with("<!doctype")
            || t.starts_with("<html")
            || t.starts_with("<table")
            || t.starts_with("<div")
    }) {
        return (Looks::Html, Some(line));
    }
    // Signs of pages whose tables are cut off.
    if let Some((layout, line)) = headings(&lines) {
        return (Looks::Layout(layout), Some(line));
    }
    if let Some(line) = has(&|t| {
        t.contains("名称类型") || t.contains("参数类型") || t.starts_with("HTTP status code错误码")
    }) {
        return (Looks::FlatChinese, Some(line));
    }
    if let Some(line) = has(&|t| {
        t == "Document Center"
            || t.starts_with("Last Updated:")
            || t.ends_with("Operation description")
    }) {
        return (Looks::StartOfPage, Some(line));
    }
    (Looks::Nothing, None)
}

/// The head of a table of layout A.
fn is_flat_head(line: &str) -> bool {
    line == ERROR_HEAD
        || is_joined_head(line, Table::Request)
        || is_joined_head(line, Table::Response)
}

/// The head of a parameter or error table with bars.
fn is_grid_head(line: &str) -> bool {
    let cells: Vec<&str> = line.trim_matches('|').split('|').map(str::trim).collect();
    cells.first() == Some(&"HTTP status code")
        || parameter_columns(cells.into_iter(), Table::Response).is_some()
}

/// The layout of the first table whose head stands right below a heading.
fn tables(lines: &[Line<'_>]) -> Option<(Layout, usize)> {
    const SECTIONS: &[&str] = &[
        "Request parameters",
        "Response parameters",
        "Response elements",
        "Error codes",
    ];
    let texts: Vec<(usize, usize, &str)> = lines
        .iter()
        .enumerate()
        .filter(|(_, l)| !l.blank())
        .map(|(at, l)| (at, l.number, l.text.trim()))
        .collect();
    texts.windows(3).find_map(|w| {
        let [(at, number, heading), (next_at, _, first), (_, _, second)] = w else {
            return None;
        };
        let markdown = heading.strip_prefix("## ");
        let words = markdown.unwrap_or(heading).replace('*', "");
        if !SECTIONS.contains(&words.trim()) {
            return None;
        }
        let bold = |text: &str| text.starts_with("**") && text.ends_with("**") && text.len() > 4;
        let (a, b) = (first.replace("**", ""), second.replace("**", ""));
        let cells = matches!((a.as_str(), b.as_str()), ("HTTP status code", "Error code"))
            || (column(&a) == Column::Name && column(&b) == Column::Type);
        let layout = match markdown {
            None if is_flat_head(first) => Layout::A,
            None if first.starts_with('|') && is_grid_head(first) => {
                // The table stands directly below its heading.
                (next_at - at == 1).then_some(Layout::C)?
            }
            None if cells && !bold(first) => Layout::B,
            Some(_) if cells && bold(first) => Layout::G,
            Some(_) if cells => Layout::F,
            _ => return None,
        };
        Some((layout, *number))
    })
}

/// The layout of the first heading that only one layout has.
fn headings(lines: &[Line<'_>]) -> Option<(Layout, usize)> {
    let text = |at: usize| lines.get(at).map_or("", |l| l.text.trim());
    (0..lines.len()).find_map(|at| {
        let alone = (at == 0 || text(at - 1).is_empty()) && text(at + 1).is_empty();
        let layout = match text(at) {
            "## Try it now" | "## **RAM authorization**" => Layout::G,
            "## Debugging" | "## Authorization information" => Layout::F,
            "Try it now" | "RAM authorization" if alone => Layout::B,
            "Debugging" if text(at + 1) == "Authorization information" => Layout::C,
            "Authorization information" if text(at + 1).starts_with("The following table") => {
                Layout::C
            }
            "Debugging" | "Authorization information" if alone && at + 1 < lines.len() => Layout::A,
            t if is_flat_head(t) || t.starts_with(AUTHORIZATION_HEAD) => Layout::A,
            _ => return None,
        };
        Some((layout, lines.get(at)?.number))
    })
}

fn json(text: &str) -> Option<Looks> {
    let start = text.trim_start();
    if !start.starts_with(['{', '[']) {
        return None;
    }
    // The keys are looked for in the text: a whole parse of a file that is not read anyway would be waste.
    let head: String = start.chars().take(200_000).collect();
    Some(
        if head.contains("\"apis\"") || head.contains("\"directories\"") {
            Looks::ApiDocs
        } else if head.contains("\"pathPattern\"") {
            Looks::CliMetadata
        } else {
            Looks::OtherJson
        },
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs() {
        let known = [
            (
                "x\n\nRequest parameters\n\nParameterTypeRequiredDescriptionExample\na",
                Layout::A,
            ),
            ("ParameterTypeRequiredDescriptionExample\n", Layout::A),
            ("x\n\nDebugging\n\nYou can", Layout::A),
            ("x\n\nTry it now\n", Layout::B),
            ("x\n\nRequest parameters\n\nParameter\n\nType\n", Layout::B),
            (
                "x\n\nError codes\n\nHTTP status code\n\nError code\n",
                Layout::B,
            ),
            (
                "x\nRequest parameters\n| Parameter | Type | Required |\n|---|",
                Layout::C,
            ),
            ("x\nDebugging\nAuthorization information\n", Layout::C),
            ("x\n\n## Debugging\n", Layout::F),
            (
                "x\n\n## Response parameters\n\nParameter\n\nType\n",
                Layout::F,
            ),
            ("x\n\n## Try it now\n", Layout::G),
            (
                "x\n\n## **Response** parameters\n\n**Parameter**\n\n**Type**\n",
                Layout::G,
            ),
        ];
        for (text, layout) in known {
            assert_eq!(detect(text).unwrap(), layout, "{text}");
        }
        let wrong = [
            ("<!DOCTYPE html><p>", "HTML"),
            ("{\"apis\": {}}", "api-docs"),
            ("{\"pathPattern\": \"\"}", "command line"),
            ("[1]", "JSON"),
            ("名称类型是否必填描述示例值", "Chinese"),
        ];
        for (text, word) in wrong {
            let fault = detect(text).unwrap_err();
            assert_eq!(fault.code, "page::wrong-layout");
            assert!(fault.what.contains(word), "{text}: {fault}");
        }
        assert_eq!(detect("a poem").unwrap_err().code, "page::unknown-layout");
        assert!(
            detect("All Products\nSearch\nDocument Center\n")
                .unwrap_err()
                .what
                .contains("cut off")
        );
        assert_eq!(detect(" \n").unwrap_err().code, "page::empty");
    }
}
