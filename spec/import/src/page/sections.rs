//! The sections of a page, found by their headings. Must not know what stands inside them, nor which
//! headings a layout has: those come from the layout.

use super::text::{Line, trimmed};
use std::borrow::Cow;

/// A section of the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Kind {
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

/// A heading: the section it opens, its spellings, and what the first line behind it must begin with.
/// Without that, a paragraph that happens to be a heading's words would open a section; empty where the
/// layout has no sign.
pub(crate) type Heading = (Kind, &'static [&'static str], &'static [&'static str]);

/// How a layout writes its headings.
pub(crate) struct Style {
    /// In the order of the page.
    pub(crate) headings: &'static [Heading],
    /// What a heading's line begins with, for example `## `.
    pub(crate) mark: &'static str,
    /// Whether blank lines stand around a heading.
    pub(crate) apart: bool,
}

impl Style {
    /// The words of a heading's line.
    fn words<'l>(&self, line: &'l str) -> Option<Cow<'l, str>> {
        let text = line.trim_end().strip_prefix(self.mark)?;
        Some(if self.mark.is_empty() {
            Cow::Borrowed(text)
        } else {
            Cow::Owned(text.replace('*', "").trim().to_owned())
        })
    }

    /// Whether a line may be the first one behind a heading.
    fn begins(&self, line: &str, begins: &[&str]) -> bool {
        let line = if self.mark.is_empty() {
            line
        } else {
            line.trim_start_matches(['*', '[', '`'])
        };
        begins.iter().any(|b| line.starts_with(b))
    }
}

/// A section: its heading's place and its lines, without the heading.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Section<'s, 'a> {
    pub(crate) kind: Kind,
    /// The heading's line, counted from 1.
    pub(crate) line: usize,
    pub(crate) lines: &'s [Line<'a>],
}

/// The lines before the first heading, and the sections in the order of the page.
pub(crate) fn sections<'s, 'a>(
    lines: &'s [Line<'a>],
    style: &Style,
) -> (&'s [Line<'a>], Vec<Section<'s, 'a>>) {
    let heads = headings(lines, style);
    let first = heads.first().map_or(lines.len(), |(_, at)| *at);
    let mut out = Vec::new();
    for (n, (kind, at)) in heads.iter().enumerate() {
        let end = heads.get(n + 1).map_or(lines.len(), |(_, next)| *next);
        let Some(line) = lines.get(*at) else { continue };
        let body = lines.get(at + 1..end).unwrap_or_default();
        let table = matches!(kind, Kind::Request | Kind::Response);
        out.push(Section {
            kind: *kind,
            line: line.number,
            lines: if table { without_closing(body) } else { body },
        });
    }
    (lines.get(..first).unwrap_or_default(), out)
}

/// A table without the sentence below it that points to the parameters of all operations: no layout but HTML marks where
/// the table ends, and the sentence would pass for a cell of the last row.
fn without_closing<'s, 'a>(lines: &'s [Line<'a>]) -> &'s [Line<'a>] {
    let closing = |line: &Line<'_>| {
        let text = line.text.trim_start().to_lowercase();
        let opens = ["for ", "when you ", "in addition", "all api", "see "];
        let names = ["common request parameter", "common response parameter"];
        opens.iter().any(|words| text.starts_with(words))
            && names.iter().any(|words| text.contains(words))
            || text.starts_with("for more information about common parameters")
    };
    let body = trimmed(lines);
    match body.split_last() {
        Some((last, before)) if closing(last) => trimmed(before),
        _ => lines,
    }
}

/// The headings in order: first those whose section begins as it must, then, in the gaps, the rest.
fn headings(lines: &[Line<'_>], style: &Style) -> Vec<(Kind, usize)> {
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
        let Some(text) = style.words(line.text) else {
            continue;
        };
        let alone = |n: Option<usize>| n.and_then(|n| lines.get(n)).is_none_or(Line::blank);
        let Some((kind, _, begins)) = style
            .headings
            .iter()
            .find(|(_, names, _)| names.contains(&text.as_ref()))
        else {
            continue;
        };
        if style.apart && (!alone(at.checked_sub(1)) || !alone(at.checked_add(1))) {
            continue;
        }
        let next = following.get(at).copied().flatten();
        let fits = begins.is_empty()
            || next.is_none()
            || next.is_some_and(|next| style.begins(next, begins));
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
    use crate::page::layout_a::STYLE;
    use crate::page::text::lines;

    #[test]
    fn a_paragraph_with_the_words_of_a_heading_opens_nothing() {
        let text = "T\n\nOperation description\n\nExamples\n\nExamples of lamps.\n\nDebugging\n\nYou can run it.\n\n\
                    Response parameters\n\nParameterTypeDescriptionExample\nobject\n\nExamples\n\nSample success responses\n\nError codes\n\nFor a list of error codes, x.";
        let all = lines(text);
        let (head, found) = sections(&all, &STYLE);
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
