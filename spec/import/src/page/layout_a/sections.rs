//! The sections of a page in layout A, found by their headings. Must not know what stands inside them.

use crate::page::detect::{ERROR_HEAD, REQUEST_HEAD, RESPONSE_HEAD};
use crate::page::text::Line;

/// A section of the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    /// The longer description.
    Description,
    /// How to try the operation.
    Debugging,
    /// The authorization table.
    Authorization,
    /// The request line of path-style operations.
    Syntax,
    /// The request parameters.
    Request,
    /// The response fields.
    Response,
    /// Examples of answers.
    Examples,
    /// The error table.
    Errors,
    /// What follows the error table.
    After,
}

/// Headings in the order of the page, with what the first line behind a heading must begin with.
/// Without that, a paragraph that happens to be a heading's words would open a section.
const HEADINGS: &[(Kind, &[&str], &[&str])] = &[
    (
        Kind::Description,
        &["Operation description", "Usage notes", "Description"],
        &[],
    ),
    (
        Kind::Debugging,
        &["Debugging", "Debug", "Try it"],
        &["You can run", "OpenAPI Explorer", "You can use"],
    ),
    (
        Kind::Authorization,
        &["Authorization information", "Authorization"],
        &[
            "The following table",
            "There is currently",
            "OperationAccess",
        ],
    ),
    (
        Kind::Syntax,
        &["Request syntax"],
        &[
            "GET ", "POST ", "PUT ", "DELETE ", "PATCH ", "HEAD ", "OPTIONS ",
        ],
    ),
    (Kind::Request, &["Request parameters"], &[REQUEST_HEAD]),
    (
        Kind::Response,
        &["Response parameters", "Response elements", "Response"],
        &[RESPONSE_HEAD],
    ),
    (
        Kind::Examples,
        &["Examples", "Example"],
        &["Sample", "Success", "JSON", "XML", "Error"],
    ),
    (
        Kind::Errors,
        &["Error codes", "Error code"],
        &[ERROR_HEAD, "For a list of error codes", "See "],
    ),
    (
        Kind::After,
        &["Change history", "Release notes", "References"],
        &[],
    ),
];

/// A section: its heading's place and its lines, without the heading.
#[derive(Clone, Copy, Debug)]
pub(super) struct Section<'s, 'a> {
    pub(super) kind: Kind,
    /// The heading's line, counted from 1.
    pub(super) line: usize,
    pub(super) lines: &'s [Line<'a>],
}

/// The lines before the first heading, and the sections in the order of the page.
pub(super) fn sections<'s, 'a>(lines: &'s [Line<'a>]) -> (&'s [Line<'a>], Vec<Section<'s, 'a>>) {
    let heads = headings(lines);
    let first = heads.first().map_or(lines.len(), |(_, at)| *at);
    let mut out = Vec::new();
    for (n, (kind, at)) in heads.iter().enumerate() {
        let end = heads.get(n + 1).map_or(lines.len(), |(_, next)| *next);
        let Some(line) = lines.get(*at) else { continue };
        out.push(Section {
            kind: *kind,
            line: line.number,
            lines: lines.get(at + 1..end).unwrap_or_default(),
        });
    }
    (lines.get(..first).unwrap_or_default(), out)
}

/// The headings in order: first those whose section begins as it must, then, in the gaps, the rest.
fn headings(lines: &[Line<'_>]) -> Vec<(Kind, usize)> {
    let mut sure: Vec<(Kind, usize)> = Vec::new();
    let mut maybe: Vec<(Kind, usize)> = Vec::new();
    // The first line behind each line that is not blank, found from the end in one pass.
    let mut behind: Option<&str> = None;
    let mut following = vec![None; lines.len()];
    for (slot, line) in following.iter_mut().zip(lines).rev() {
        *slot = behind;
        if !line.blank() {
            behind = Some(line.text.trim());
        }
    }
    for (at, line) in lines.iter().enumerate() {
        let text = line.text.trim_end();
        let alone = |n: Option<usize>| n.and_then(|n| lines.get(n)).is_none_or(Line::blank);
        let Some((kind, _, begins)) = HEADINGS.iter().find(|(_, names, _)| names.contains(&text))
        else {
            continue;
        };
        if !alone(at.checked_sub(1)) || !alone(at.checked_add(1)) {
            continue;
        }
        let next = following.get(at).copied().flatten();
        let fits = begins.is_empty()
            || next.is_none()
            || next.is_some_and(|next| begins.iter().any(|b| next.starts_with(b)));
        if fits && !begins.is_empty() {
            sure.push((*kind, at))
        } else {
            maybe.push((*kind, at))
        }
    }
    let mut out: Vec<(Kind, usize)> = Vec::new();
    for (kind, at) in sure {
        if out.last().is_none_or(|(last, _)| *last < kind) {
            out.push((kind, at));
        }
    }
    for (kind, at) in maybe {
        let place = out.partition_point(|(_, other)| *other < at);
        let before = place
            .checked_sub(1)
            .and_then(|n| out.get(n))
            .is_none_or(|(k, _)| *k < kind);
        let after = out.get(place).is_none_or(|(k, _)| *k > kind);
        if before && after {
            out.insert(place, (kind, at));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::text::lines;

    #[test]
    fn a_paragraph_with_the_words_of_a_heading_opens_nothing() {
        let text = "T\n\nOperation description\n\nExamples\n\nExamples of lamps.\n\nDebugging\n\nYou can run it.\n\n\
                    Response parameters\n\nParameterTypeDescriptionExample\nobject\n\nExamples\n\nSample success responses\n\nError codes\n\nFor a list of error codes, x.";
        let all = lines(text);
        let (head, found) = sections(&all);
        let kinds: Vec<Kind> = found.iter().map(|s| s.kind).collect();
        assert_eq!(
            kinds,
            [
                Kind::Description,
                Kind::Debugging,
                Kind::Response,
                Kind::Examples,
                Kind::Errors
            ]
        );
        assert_eq!(head.len(), 2);
        assert_eq!(found[0].line, 3);
        assert_eq!(found[2].lines.len(), 4);
    }
}
