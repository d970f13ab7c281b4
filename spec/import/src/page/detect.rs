//! Which layout a text has, by the signs of each layout. Must not read facts.

use super::diag::PageError;
use super::model::Layout;
use super::text::{Line, lines};

/// What a text looks like.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Looks {
    FlatA,
    FlatB,
    FlatChinese,
    MarkdownTables,
    MarkdownF,
    MarkdownG,
    Html,
    ApiDocs,
    CliMetadata,
    OtherJson,
    StartOfPage,
    Nothing,
}

/// The heads of layout A's tables: the cells of a head run together like those of a row.
pub(crate) const REQUEST_HEAD: &str = "ParameterTypeRequiredDescriptionExample";
/// See [`REQUEST_HEAD`].
pub(crate) const RESPONSE_HEAD: &str = "ParameterTypeDescriptionExample";
/// See [`REQUEST_HEAD`].
pub(crate) const ERROR_HEAD: &str = "HTTP status codeError codeError messageDescription";
/// See [`REQUEST_HEAD`].
pub(crate) const AUTHORIZATION_HEAD: &str = "OperationAccess levelResource type";

/// Recognises the layout of a page's text.
///
/// # Errors
/// `page::wrong-layout` for a layout, or another kind of document, that this reader does not read, with
/// what the text looks like; `page::unknown-layout` when it has no known signs; `page::empty`.
pub fn detect(text: &str) -> Result<Layout, PageError> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    if text.trim().is_empty() {
        return Err(PageError::new(
            "page::empty",
            None,
            "the page is empty",
            "fetch the page again",
        ));
    }
    let (looks, line) = looks(text);
    let wrong = |what: &str, mend: &str| {
        Err(PageError::new(
            "page::wrong-layout",
            line,
            format!("this looks like {what}, not like a page in layout A"),
            mend,
        ))
    };
    const FLATTENED: &str =
        "give the page as flattened text with run-together table heads (layout A)";
    match looks {
        Looks::FlatA => Ok(Layout::A),
        Looks::FlatB => wrong(
            "a page in layout B (flattened text, one cell a paragraph)",
            FLATTENED,
        ),
        Looks::FlatChinese => wrong(
            "a flattened page in Chinese, whose Required cells are lost",
            "give the English page",
        ),
        Looks::MarkdownTables => wrong("a page in layout C (Markdown tables)", FLATTENED),
        Looks::MarkdownF => wrong(
            "a page in layout F (Markdown, headings of 2023 to 2025)",
            FLATTENED,
        ),
        Looks::MarkdownG => wrong("a page in layout G (Markdown, headings of 2026)", FLATTENED),
        Looks::Html => wrong("an HTML document", "give the page's text, not its HTML"),
        Looks::ApiDocs => wrong(
            "the provider's api-docs JSON",
            "import it as api-docs, not as a page",
        ),
        Looks::CliMetadata => wrong(
            "the metadata of the provider's command line client",
            "import it as metadata, not as a page",
        ),
        Looks::OtherJson => wrong("JSON", FLATTENED),
        Looks::StartOfPage => Err(PageError::new(
            "page::unknown-layout",
            line,
            "the text begins like a documentation page but has no table heads; it may be cut off",
            "fetch the whole page again",
        )),
        Looks::Nothing => Err(PageError::new(
            "page::unknown-layout",
            None,
            "the text has no sign of any known layout of a documentation page",
            "give the text of an operation's page, from its title to its error codes",
        )),
    }
}

fn looks(text: &str) -> (Looks, Option<usize>) {
    let lines = lines(text);
    if let Some(found) = json(text) {
        return (found, Some(1));
    }
    let has =
        |test: &dyn Fn(&str) -> bool| lines.iter().find(|l| test(l.text.trim())).map(|l| l.number);
    let flat_heads = |t: &str| {
        t == REQUEST_HEAD
            || t == RESPONSE_HEAD
            || t == ERROR_HEAD
            || t.starts_with(AUTHORIZATION_HEAD)
    };
    if let Some(line) = has(&flat_heads) {
        return (Looks::FlatA, Some(line));
    }
    if let Some(line) = has(&|t| {
        let t = t.to_lowercase();
        t.starts_with("<!doctype")
            || t.starts_with("<html")
            || t.starts_with("<table")
            || t.starts_with("<div")
    }) {
        return (Looks::Html, Some(line));
    }
    if let Some(line) =
        has(&|t| t.starts_with("| Parameter | Type |") || t.starts_with("| HTTP status code |"))
    {
        return (Looks::MarkdownTables, Some(line));
    }
    if let Some(line) = has(&|t| t.starts_with("## ")) {
        let newer = has(&|t| t == "**Parameter**" || t == "**Element**" || t == "## Try it now");
        return (
            if newer.is_some() {
                Looks::MarkdownG
            } else {
                Looks::MarkdownF
            },
            Some(line),
        );
    }
    if let Some(line) = has(&|t| t == "Try it now" || t == "RAM authorization") {
        return (Looks::FlatB, Some(line));
    }
    if let Some(line) = one_cell_a_line(&lines) {
        return (Looks::FlatB, Some(line));
    }
    if let Some(line) = has(&|t| {
        t.contains("名称类型") || t.contains("参数类型") || t.starts_with("HTTP status code错误码")
    }) {
        return (Looks::FlatChinese, Some(line));
    }
    if let Some(line) = has(&|t| t == "Authorization information" || t == "Debugging") {
        return (Looks::FlatA, Some(line));
    }
    if let Some(line) = has(&|t| t == "Document Center" || t.starts_with("Last Updated:")) {
        return (Looks::StartOfPage, Some(line));
    }
    (Looks::Nothing, None)
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

/// `Parameter`, blank, `Type`, blank: a table head with one cell a paragraph.
fn one_cell_a_line(lines: &[Line<'_>]) -> Option<usize> {
    lines.windows(3).find_map(|w| match w {
        [a, b, c]
            if matches!(a.text.trim(), "Parameter" | "Element")
                && b.blank()
                && c.text.trim() == "Type" =>
        {
            Some(a.number)
        }
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs() {
        assert_eq!(
            detect("x\n\nRequest parameters\n\nParameterTypeRequiredDescriptionExample\n").unwrap(),
            Layout::A
        );
        let wrong = [
            ("Try it now\n", "layout B"),
            ("Request parameters\n\nParameter\n\nType\n", "layout B"),
            ("| Parameter | Type | Required |", "layout C"),
            ("## Debugging\n", "layout F"),
            ("## Try it now\n", "layout G"),
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
