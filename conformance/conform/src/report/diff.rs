//! Two reports compared: what is newly proved, what no longer is.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

use acs_spec::json::{Json, Node, Value, parse};
use acs_spec::shape::object;
use acs_spec::write::canonical;

use super::FORMAT;
use crate::args::DiffFormat;
use crate::trouble::Trouble;

/// The `format` of a comparison.
const DIFF_FORMAT: &str = "acs-conformance-diff/1";

/// Numbers that are compared, by their keys in a report's `totals`, with the words for them.
const TOTALS: [(&str, &str); 6] = [
    ("obligations", "obligations"),
    ("met", "met"),
    ("gaps", "gaps"),
    ("leftOut", "left out"),
    ("cases", "cases"),
    ("disagreements", "disagreements"),
];

/// What is compared of a report.
#[derive(Debug, Default)]
struct Side {
    headline: String,
    part: String,
    totals: BTreeMap<String, i64>,
    /// By operation and id: `met`, `failed`, `gap`, `left out`; a kind of disagreement is there only if it failed.
    states: BTreeMap<(String, String), String>,
}

/// One thing that is other than it was.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Change {
    operation: String,
    id: String,
    from: Option<String>,
    to: Option<String>,
}

/// What two reports differ in.
#[derive(Debug)]
pub(crate) struct Diff {
    before: Side,
    after: Side,
    failing: Vec<Change>,
    mended: Vec<Change>,
    added: Vec<Change>,
    removed: Vec<Change>,
    other: Vec<Change>,
}

/// Compares two reports.
///
/// # Errors
/// One cannot be read, is no report, or they are of different parts of a run.
pub(crate) fn diff(before: &Path, after: &Path) -> Result<Diff, Trouble> {
    let (before, after) = match (read(before), read(after)) {
        (Ok(before), Ok(after)) => (before, after),
        (Err(one), Err(other)) => return Err(one.and(other)),
        (Err(trouble), _) | (_, Err(trouble)) => return Err(trouble),
    };
    if before.part != after.part {
        return Err(Trouble::new(format!(
            "the first report is of {}, the second of {}: what was not tried is not gone\n  help: compare reports of the same part of a run",
            before.part, after.part
        )));
    }
    Ok(compare(before, after))
}

fn is_bad(state: &str) -> bool {
    matches!(state, "failed" | "gap")
}

fn compare(before: Side, after: Side) -> Diff {
    let mut out = Diff {
        failing: Vec::new(),
        mended: Vec::new(),
        added: Vec::new(),
        removed: Vec::new(),
        other: Vec::new(),
        before,
        after,
    };
    let keys = out.before.states.keys().chain(out.after.states.keys());
    let keys: std::collections::BTreeSet<(String, String)> = keys.cloned().collect();
    for key in keys {
        let from = out.before.states.get(&key).cloned();
        let to = out.after.states.get(&key).cloned();
        if from == to {
            continue;
        }
        let is_found = key.1.starts_with(FOUND);
        let list = match (from.as_deref(), to.as_deref()) {
            (None, Some(to)) if is_found && is_bad(to) => &mut out.failing,
            (Some(from), None) if is_found && is_bad(from) => &mut out.mended,
            (None, _) => &mut out.added,
            (_, None) => &mut out.removed,
            (Some(from), Some(to)) => match (is_bad(from), is_bad(to)) {
                (false, true) => &mut out.failing,
                (true, false) => &mut out.mended,
                _ => &mut out.other,
            },
        };
        let (operation, id) = key;
        list.push(Change {
            operation,
            id,
            from,
            to,
        });
    }
    out
}

/// Begins the ids of kinds of disagreements: their cases depend on the seed, the rules do not.
const FOUND: &str = "cases on ";

fn read(path: &Path) -> Result<Side, Trouble> {
    let (text, name) = crate::output::read(path)?;
    of_text(&text).map_err(|why| {
        Trouble::new(format!(
            "{name}: {why}\n  help: name a file that `run --json FILE` wrote"
        ))
    })
}

fn of_text(text: &str) -> Result<Side, String> {
    let root =
        parse(text).map_err(|fault| format!("no JSON: {} (byte {})", fault.message, fault.at))?;
    let format = word(&root, "", "format")?;
    if format != FORMAT {
        return Err(format!(
            "the format is `{format}`, and `{FORMAT}` is read here, at /format"
        ));
    }
    let only = list(&root, "", "only")?;
    let only: Vec<&str> = only.iter().filter_map(Node::as_str).collect();
    let mut side = Side {
        headline: word(&root, "", "headline")?.to_owned(),
        part: format!("part {}", word(&root, "", "shard")?),
        ..Side::default()
    };
    // Reports of before covering arrays do not say so, and had none.
    let pairs = root.get("pairs").map(|node| &node.value);
    if !matches!(pairs, Some(Value::Bool(true))) {
        side.part.push_str(", no covering array");
    }
    if !only.is_empty() {
        let _ = write!(side.part, ", only {}", only.join(" and "));
    }
    for (key, _) in TOTALS {
        let node = root.get("totals").and_then(|totals| totals.get(key));
        let number = node.and_then(|node| match &node.value {
            Value::Number(text) => text.parse().ok(),
            _ => None,
        });
        let number = number.ok_or_else(|| format!("there is no number, at /totals/{key}"))?;
        side.totals.insert(key.to_owned(), number);
    }
    for (n, operation) in list(&root, "", "operations")?.iter().enumerate() {
        let at = format!("/operations/{n}");
        let name = word(operation, &at, "name")?;
        for (key, state) in [
            ("obligations", None),
            ("gaps", Some("gap")),
            ("leftOut", Some("left out")),
        ] {
            for (n, one) in list(operation, &at, key)?.iter().enumerate() {
                let at = format!("{at}/{key}/{n}");
                let state = match state {
                    Some(state) => state,
                    None => word(one, &at, "verdict")?,
                };
                let id = word(one, &at, "id")?;
                side.states
                    .insert((name.to_owned(), id.to_owned()), state.to_owned());
            }
        }
    }
    for (n, failure) in list(&root, "", "failures")?.iter().enumerate() {
        let at = format!("/failures/{n}");
        let operation = word(failure, &at, "operation")?;
        let case = word(failure, &at, "case")?.to_owned();
        let known = side.states.get(&(operation.to_owned(), case));
        if known.is_none_or(|state| !is_bad(state)) {
            let rule = match word(failure, &at, "rule")? {
                // No rule says it: the place does.
                "" => word(failure, &at, "pointer")?,
                rule => rule,
            };
            let key = (operation.to_owned(), format!("{FOUND}{rule}"));
            side.states.insert(key, "failed".to_owned());
        }
    }
    Ok(side)
}

fn word<'n>(node: &'n Node, at: &str, name: &str) -> Result<&'n str, String> {
    let found = node.get(name).and_then(Node::as_str);
    found.ok_or_else(|| format!("there is no text, at {at}/{name}"))
}

fn list<'n>(node: &'n Node, at: &str, name: &str) -> Result<&'n [Node], String> {
    match node.get(name).map(|node| &node.value) {
        Some(Value::Array(list)) => Ok(list),
        _ => Err(format!("there is no list, at {at}/{name}")),
    }
}

impl Diff {
    /// Something that was met is not, or something new is not.
    pub(crate) fn is_worse(&self) -> bool {
        let new = |change: &Change| change.to.as_deref().is_some_and(is_bad);
        !self.failing.is_empty() || self.added.iter().any(new)
    }

    /// Nothing is other than it was.
    pub(crate) fn is_empty(&self) -> bool {
        self.lists().iter().all(|(_, _, list)| list.is_empty())
    }

    /// The worst first: key, words, changes.
    fn lists(&self) -> [(&'static str, &'static str, &[Change]); 5] {
        [
            ("newlyFailing", "newly failing", &self.failing),
            ("removed", "removed", &self.removed),
            ("added", "added", &self.added),
            ("mended", "mended", &self.mended),
            ("changed", "changed otherwise", &self.other),
        ]
    }

    /// In one of the forms.
    pub(crate) fn printed(&self, format: DiffFormat) -> String {
        match format {
            DiffFormat::Text => self.text(),
            DiffFormat::Json => self.json(),
            DiffFormat::Markdown => self.markdown(),
        }
    }

    fn number(side: &Side, key: &str) -> i64 {
        side.totals.get(key).copied().unwrap_or_default()
    }

    fn text(&self) -> String {
        let mut out = format!(
            "before: {}\nafter:  {}\n",
            self.before.headline, self.after.headline
        );
        for (_, title, list) in self.lists() {
            if !list.is_empty() {
                let _ = writeln!(out, "{title}: {}", list.len());
            }
            for change in list {
                let _ = writeln!(
                    out,
                    "  {} {}: {}",
                    change.operation,
                    change.id,
                    change.states()
                );
            }
        }
        if self.is_empty() {
            out.push_str("no obligation differs\n");
        }
        out
    }

    fn markdown(&self) -> String {
        let verdict = match (self.is_worse(), self.is_empty()) {
            (true, _) => "**Worse**: something that was met is not, or something new is not.",
            (false, true) => "No obligation differs.",
            (false, false) => "Nothing is worse.",
        };
        let mut out = format!("{verdict}\n\n| | before | after | |\n|---|---:|---:|---:|\n");
        for (key, title) in TOTALS {
            let (before, after) = (
                Self::number(&self.before, key),
                Self::number(&self.after, key),
            );
            let by = match after - before {
                0 => String::new(),
                by => format!("{by:+}"),
            };
            let _ = writeln!(out, "| {title} | {before} | {after} | {by} |");
        }
        for (_, title, list) in self.lists() {
            if !list.is_empty() {
                let _ = write!(out, "\n### {} ({})\n\n", capital(title), list.len());
            }
            for change in list {
                let _ = writeln!(
                    out,
                    "- {} {}: {}",
                    code(&change.operation),
                    code(&change.id),
                    change.states()
                );
            }
        }
        out
    }

    fn json(&self) -> String {
        let totals = |side: &Side| {
            let one = |(key, _): (&str, &str)| {
                (
                    key.to_owned(),
                    Json::Number(Self::number(side, key).to_string()),
                )
            };
            Json::Object(TOTALS.into_iter().map(one).collect())
        };
        let mut members = vec![
            ("format", Json::text(DIFF_FORMAT)),
            ("worse", Json::Bool(self.is_worse())),
            ("before", totals(&self.before)),
            ("after", totals(&self.after)),
        ];
        for (key, _, list) in self.lists() {
            members.push((key, Json::Array(list.iter().map(Change::to_json).collect())));
        }
        canonical(&object(members))
    }
}

impl Change {
    fn states(&self) -> String {
        match (&self.from, &self.to) {
            (Some(from), Some(to)) => format!("{from} → {to}"),
            (None, Some(to)) => to.clone(),
            (Some(from), None) => format!("was {from}"),
            (None, None) => String::new(),
        }
    }

    fn to_json(&self) -> Json {
        let state = |state: &Option<String>| state.as_ref().map_or(Json::Null, Json::text);
        object(vec![
            ("operation", Json::text(&self.operation)),
            ("id", Json::text(&self.id)),
            ("from", state(&self.from)),
            ("to", state(&self.to)),
        ])
    }
}

fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(chars).collect()
    })
}

/// A code span, whatever is in the text.
fn code(text: &str) -> String {
    let fence = match text.contains('`') {
        true => "``",
        false => "`",
    };
    let pad = if text.contains('`') { " " } else { "" };
    format!(
        "{fence}{pad}{}{pad}{fence}",
        text.replace(['\n', '\r'], " ")
    )
}
