//! The examples section of every layout. Must not interpret an example beyond whether it is JSON.

use crate::page::model::Example;
use crate::page::text::{Line, joined, trimmed};

/// The examples in the order of the page.
pub(crate) fn examples(lines: &[Line<'_>]) -> Vec<Example> {
    let marks: Vec<(usize, &str)> = lines
        .iter()
        .enumerate()
        .filter_map(|(at, l)| Some((at, mark(l.text)?)))
        .collect();
    let mut out = Vec::new();
    for (n, (at, format)) in marks.iter().enumerate() {
        let end = marks.get(n + 1).map_or(lines.len(), |(next, _)| *next);
        let body = trimmed(lines.get(at + 1..end).unwrap_or_default());
        // A heading without a format of its own is followed by one with a format, or by the text itself.
        let Some(first) = body.first() else { continue };
        let body = unfenced(body);
        out.push(Example {
            format: (*format).to_owned(),
            text: joined(body),
            line: body.first().unwrap_or(first).number,
        });
    }
    out
}

/// The lines of a Markdown code block without its fences; other lines as they are.
fn unfenced<'s, 'a>(lines: &'s [Line<'a>]) -> &'s [Line<'a>] {
    let fence = |l: &Line<'_>| l.text.trim_start().starts_with("```");
    match lines {
        [first, rest @ ..] if fence(first) => {
            let end = rest.iter().position(fence).unwrap_or(rest.len());
            rest.get(..end).unwrap_or(rest)
        }
        _ => lines,
    }
}

/// The format that a line announces; empty for a heading without one.
fn mark(line: &str) -> Option<&'static str> {
    let words: String = line
        .chars()
        .filter(|c| !c.is_whitespace() && !matches!(c, '`' | '*'))
        .take(40)
        .collect::<String>()
        .to_lowercase();
    match words.as_str() {
        "jsonformat" => Some("JSON"),
        "xmlformat" => Some("XML"),
        "samplesuccessresponses"
        | "successresponse"
        | "sampleerrorresponses"
        | "samplefailureresponses"
        | "errorresponse" => Some(""),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::text::lines;

    #[test]
    fn formats() {
        let text = "\nSample success responses\n\nJSONformat\n\n{\n\n}\n\nXMLformat\n\n<a>\n</a>\n\nSample error responses\n\nJSON format\n\n[]\n";
        let got = examples(&lines(text));
        let brief: Vec<(&str, &str, usize)> = got
            .iter()
            .map(|e| (e.format.as_str(), e.text.as_str(), e.line))
            .collect();
        assert_eq!(
            brief,
            [
                ("JSON", "{\n\n}", 6),
                ("XML", "<a>\n</a>", 12),
                ("JSON", "[]", 19)
            ]
        );
        assert_eq!(
            examples(&lines("\nSample success responses\n\n{}\n"))[0].format,
            ""
        );
        let fenced = "\nSuccess response\n\n`JSON` format\n\n```json\n{\n\n}\n```\n\n";
        let got = examples(&lines(fenced));
        assert_eq!((got[0].text.as_str(), got[0].line), ("{\n\n}", 7));
    }
}
