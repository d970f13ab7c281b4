//! How diagnostics look: with the line of the source for people, as one JSON object a line for programs.

use std::collections::BTreeMap;
use std::io::Write;

use acs_spec::Json;
use acs_spec::diag::{Diagnostic, Severity};
use acs_spec::load::placed_by_pointer;
use acs_spec::shape::object;
use acs_spec::write::compact;
use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};

use crate::args::Format;
use crate::sarif;

/// Longest line of a source that is shown, in bytes: generated JSON may stand on a single line of megabytes.
const LONGEST_LINE: usize = 240;

/// The texts of the files that diagnostics speak of, by the name they go by.
pub type Sources = BTreeMap<String, String>;

/// Prints diagnostics on standard error and tells whether any of them refuses the input.
///
/// A SARIF log is one document: in that form a run reports once, all that it has to say.
pub fn report(diagnostics: &[Diagnostic], sources: &Sources, format: Format) -> bool {
    let mut err = anstream::stderr().lock();
    // A closed standard error leaves nothing that could be told to anybody.
    let _ =
        match format {
            Format::Sarif => write!(err, "{}", sarif::of_diagnostics(diagnostics, sources)),
            Format::Text | Format::Json => placed_by_pointer(diagnostics, sources)
                .iter()
                .try_for_each(|diagnostic| {
                    let text = match format {
                        Format::Text => as_text(diagnostic, sources, &Renderer::styled()),
                        _ => compact(&as_json(diagnostic)),
                    };
                    writeln!(err, "{text}")
                }),
        };
    if format == Format::Text && !diagnostics.is_empty() {
        let _ = writeln!(err, "{}", counts(diagnostics));
    }
    acs_spec::diag::has_errors(diagnostics)
}

/// `2 errors, 1 note`.
fn counts(diagnostics: &[Diagnostic]) -> String {
    let count = |severity| {
        diagnostics
            .iter()
            .filter(|diagnostic| diagnostic.severity == severity)
            .count()
    };
    let plural = |n: usize, word: &str| format!("{n} {word}{}", if n == 1 { "" } else { "s" });
    [
        (Severity::Error, "error"),
        (Severity::Warning, "warning"),
        (Severity::Note, "note"),
    ]
    .into_iter()
    .map(|(severity, word)| (count(severity), word))
    .filter(|(n, _)| *n > 0)
    .map(|(n, word)| plural(n, word))
    .collect::<Vec<_>>()
    .join(", ")
}

/// A diagnostic as JSON.
pub fn as_json(diagnostic: &Diagnostic) -> Json {
    object(vec![
        ("code", Json::text(diagnostic.code)),
        ("severity", Json::text(diagnostic.severity.to_string())),
        ("file", Json::text(&diagnostic.file)),
        ("line", Json::Number(diagnostic.line.to_string())),
        ("column", Json::Number(diagnostic.column.to_string())),
        ("pointer", Json::text(&diagnostic.pointer)),
        ("message", Json::text(&diagnostic.message)),
        ("help", Json::text(&diagnostic.help)),
    ])
}

fn as_text(diagnostic: &Diagnostic, sources: &Sources, renderer: &Renderer) -> String {
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Note => Level::NOTE,
    };
    let mut group: Group<'_> =
        Group::with_title(level.primary_title(&diagnostic.message).id(diagnostic.code));
    let line = sources
        .get(&diagnostic.file)
        .and_then(|text| text.lines().nth(diagnostic.line.checked_sub(1)?))
        .filter(|line| line.len() <= LONGEST_LINE);
    match line {
        Some(line) => {
            let at = diagnostic.column.saturating_sub(1);
            let start = line.char_indices().nth(at).map_or(line.len(), |(at, _)| at);
            let end = line
                .get(start..)
                .and_then(|rest| rest.chars().next())
                .map_or(start, |c| start + c.len_utf8());
            let annotation = AnnotationKind::Primary
                .span(start..end)
                .label(&diagnostic.pointer);
            group = group.element(
                Snippet::source(line)
                    .line_start(diagnostic.line)
                    .path(&diagnostic.file)
                    .annotation(annotation),
            );
        }
        None => {
            let place = place(diagnostic);
            if !place.is_empty() {
                group = group.element(Level::NOTE.message(format!("at {place}")));
            }
        }
    }
    if !diagnostic.help.is_empty() {
        group = group.element(Level::HELP.message(&diagnostic.help));
    }
    renderer.render(&[group])
}

fn place(diagnostic: &Diagnostic) -> String {
    let mut parts = Vec::new();
    if !diagnostic.file.is_empty() {
        parts.push(match diagnostic.line {
            0 => diagnostic.file.clone(),
            line => format!("{}:{line}:{}", diagnostic.file, diagnostic.column),
        });
    }
    if !diagnostic.pointer.is_empty() {
        parts.push(as_typed(&diagnostic.pointer));
    }
    parts.join(" ")
}

/// An option of the command line as it was typed; any other pointer as it is.
fn as_typed(pointer: &str) -> String {
    let setting = pointer.strip_prefix("setting/");
    match setting.and_then(|rest| rest.split_once('/')) {
        Some((name, value)) => format!("--{name} {value}"),
        None => pointer.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_line_is_shown_and_the_place_marked() {
        let diagnostic = Diagnostic::new(
            &acs_spec::codes::UNKNOWN_KEY,
            "no key `colour` here",
            "did you mean `name`?",
        )
        .at("/colour")
        .in_file("x.json", 2, 3);
        let sources = Sources::from([("x.json".to_owned(), "{\n  \"colour\": 1\n}".to_owned())]);
        let text = as_text(&diagnostic, &sources, &Renderer::plain());
        assert!(
            text.contains("error[ACS0005]: no key `colour` here"),
            "{text}"
        );
        assert!(
            text.contains("x.json:2:3")
                && text.contains("\"colour\": 1")
                && text.contains("help: did you"),
            "{text}"
        );
    }

    #[test]
    fn without_the_source_the_place_is_named() {
        let diagnostic = Diagnostic::new(&acs_spec::codes::BAD_ROW, "m", "h")
            .at("Request parameters")
            .in_file("-", 7, 1);
        let text = as_text(&diagnostic, &Sources::new(), &Renderer::plain());
        assert!(text.contains("at -:7:1 Request parameters"), "{text}");
    }
}
