//! Collects what is to be said about a file, and finds lines and columns for all of it in one pass.
//!
//! It knows places in JSON and nothing of what the JSON means.

use std::collections::{BTreeMap, BTreeSet};

use acs_spec::Severity;
use acs_spec::codes::{self, Code};
use acs_spec::diag::Diagnostic;
use acs_spec::json::{Node, Value};
use acs_spec::shape::pointer;

/// Most faults, and most remarks, that are reported one by one: a hostile file must not fill the memory with them.
const MOST: usize = 10_000;

/// Longest name that diagnostics show whole, in characters.
const LONGEST_NAME: usize = 200;

/// Faults and remarks so far, and where in the tree the reader is.
#[derive(Debug, Default)]
pub(crate) struct Report {
    steps: Vec<String>,
    faults: Pile,
    remarks: Pile,
    unknown: BTreeMap<(&'static str, String), Unknown>,
}

#[derive(Debug, Default)]
struct Pile {
    kept: Vec<(usize, Diagnostic)>,
    left_out: usize,
}

impl Pile {
    fn push(&mut self, at: usize, diagnostic: Diagnostic) {
        if self.kept.len() < MOST {
            self.kept.push((at, diagnostic));
        } else {
            self.left_out += 1;
        }
    }
}

/// A keyword that is not understood: where it was first met, and how often.
#[derive(Debug)]
struct Unknown {
    at: usize,
    pointer: String,
    times: usize,
}

impl Report {
    /// Goes one step further down the tree.
    pub(crate) fn enter(&mut self, step: impl AsRef<str>) {
        self.steps.push(clipped(step.as_ref()));
    }

    /// Goes back up.
    pub(crate) fn leave(&mut self) {
        self.steps.pop();
    }

    /// Records a fault at the present place.
    pub(crate) fn fault(&mut self, node: &Node, code: &'static Code, message: String, help: &str) {
        let fault = Diagnostic::new(code, message, help).at(pointer(&self.steps));
        self.faults.push(node.span.start, fault);
    }

    /// Records that a value is of the wrong kind.
    pub(crate) fn wrong_kind(&mut self, node: &Node, want: &str) {
        let message = format!("{want} belongs here, and this is {}", node.kind());
        self.fault(
            node,
            &codes::WRONG_KIND,
            message,
            "get the file anew: as it stands this part cannot be read",
        );
    }

    /// Records something worth knowing at the present place. A remark refuses nothing, whatever its code weighs elsewhere.
    pub(crate) fn remark(&mut self, node: &Node, code: &'static Code, message: String, help: &str) {
        let mut remark = Diagnostic::new(code, message, help).at(pointer(&self.steps));
        remark.severity = remark.severity.min(Severity::Warning);
        self.remarks.push(node.span.start, remark);
    }

    /// Counts a keyword that is not understood; it is reported once for each `level`, however often it occurs.
    pub(crate) fn unknown(&mut self, level: &'static str, keyword: &str, node: &Node) {
        let steps = &self.steps;
        let keyword = clipped(keyword);
        if self.unknown.len() >= MOST {
            self.remarks.left_out += 1;
            return;
        }
        self.unknown
            .entry((level, keyword.clone()))
            .or_insert_with(|| Unknown {
                at: node.span.start,
                pointer: format!("{}{}", pointer(steps), pointer(&[&keyword])),
                times: 0,
            })
            .times += 1;
    }

    /// Reports every name that stands twice in one object, anywhere in the tree, and counts them.
    pub(crate) fn duplicate_keys(&mut self, node: &Node) -> usize {
        let mut count = 0;
        match &node.value {
            Value::Object(members) => {
                let mut seen = BTreeSet::new();
                for member in members {
                    self.enter(&member.name);
                    if !seen.insert(member.name.as_str()) {
                        count += 1;
                        let name = clipped(&member.name);
                        let message = format!("the key `{name}` stands twice in one object");
                        let help = "keep one of the two";
                        let fault = Diagnostic::new(&codes::DUPLICATE_KEY, message, help)
                            .at(pointer(&self.steps));
                        self.faults.push(member.name_span.start, fault);
                    }
                    count += self.duplicate_keys(&member.node);
                    self.leave();
                }
            }
            Value::Array(items) => {
                for (n, item) in items.iter().enumerate() {
                    self.enter(n.to_string());
                    count += self.duplicate_keys(item);
                    self.leave();
                }
            }
            _ => {}
        }
        count
    }

    /// Faults and remarks, each in the order of the text, with lines and columns.
    pub(crate) fn finish(mut self, file: &str, text: &str) -> (Vec<Diagnostic>, Vec<Diagnostic>) {
        for ((level, keyword), met) in std::mem::take(&mut self.unknown) {
            let places = match met.times {
                1 => String::new(),
                n => format!(" (here and at {} more)", places(n - 1)),
            };
            let message = format!("the keyword `{keyword}` of {level} has no meaning here{places}");
            let help = "it is kept as it stands, under `vendor`";
            let remark = Diagnostic::new(&codes::UNKNOWN_KEYWORD, message, help).at(met.pointer);
            self.remarks.push(met.at, remark);
        }
        (
            placed(self.faults, file, text),
            placed(self.remarks, file, text),
        )
    }
}

/// A name as diagnostics show it: one that is longer than any real name loses its end.
fn clipped(name: &str) -> String {
    match name.char_indices().nth(LONGEST_NAME) {
        Some((at, _)) => format!("{}…", name.get(..at).unwrap_or_default()),
        None => name.to_owned(),
    }
}

fn places(n: usize) -> String {
    format!("{n} place{}", if n == 1 { "" } else { "s" })
}

/// One pass over the text for all of them: such files are often one single line of megabytes.
fn placed(pile: Pile, file: &str, text: &str) -> Vec<Diagnostic> {
    let mut found = pile.kept;
    found.sort_by_key(|(at, _)| *at);
    let mut chars = text.char_indices().peekable();
    let (mut line, mut column) = (1, 1);
    let mut out: Vec<Diagnostic> = Vec::with_capacity(found.len());
    for (at, diagnostic) in found {
        while let Some((_, c)) = chars.next_if(|(here, _)| *here < at) {
            (line, column) = if c == '\n' {
                (line + 1, 1)
            } else {
                (line, column + 1)
            };
        }
        out.push(diagnostic.in_file(file, line, column));
    }
    if pile.left_out > 0
        && let Some(last) = out.last_mut()
    {
        last.message.push_str(&format!(
            " ({} more like these are left out)",
            pile.left_out
        ));
    }
    out
}
