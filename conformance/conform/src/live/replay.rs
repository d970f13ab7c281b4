//! Compares what the service answered with what a spec says of the same requests. No network.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use acs_conformance::Findings;
use acs_spec::{Operation, Service, Tier};

use super::transcript::{Entry, Transcript};
use crate::endpoint::{Known, verdict};
use crate::trouble::Trouble;
use acs_conformance::subject::Answer;

/// How one answer and the spec go together.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Compared {
    /// The service answered as the spec says.
    Same,
    /// It answered otherwise: what was expected, and what came.
    Other {
        /// In words.
        expected: String,
        /// Status and code.
        got: String,
    },
    /// Nothing can be said: no answer, or a value that was not recorded.
    Unclear(String),
}

/// A transcript beside a spec.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Comparison {
    /// Each request's obligation, and how it went.
    pub entries: Vec<(String, Compared)>,
    /// What the service was seen to do: a rule (or an outcome) with the answer, and how many requests showed it. This is
    /// what raises the evidence of a rule to *live*.
    pub seen: BTreeMap<(String, String), usize>,
}

impl Comparison {
    /// Of this transcript with this spec.
    ///
    /// # Errors
    /// It is of another operation or version, or the spec cannot be judged by.
    pub fn of(
        transcript: &Transcript,
        operation: &Operation,
        service: Option<&Service>,
    ) -> Result<Comparison, Trouble> {
        let known = Known::new(operation, service)?;
        let version = known.version().unwrap_or_default();
        if (transcript.operation.as_str(), transcript.version.as_str())
            != (operation.name.as_str(), version)
        {
            return Err(Trouble::new(format!(
                "the transcript is of {} {}, the spec of {} {version}",
                transcript.operation, transcript.version, operation.name
            )));
        }
        let mut out = Comparison {
            entries: Vec::new(),
            seen: BTreeMap::new(),
        };
        for entry in &transcript.entries {
            let compared = out.compare(&known, entry);
            out.entries.push((entry.obligation.clone(), compared));
        }
        Ok(out)
    }

    fn compare(&mut self, known: &Known, entry: &Entry) -> Compared {
        let heard = match &entry.heard {
            Ok(heard) => heard,
            Err(why) => return Compared::Unclear(format!("no answer: {why}")),
        };
        let mut pairs = Vec::new();
        for (name, value) in &entry.sent {
            match value {
                Some(value) => pairs.push((name.clone(), value.clone())),
                None => {
                    return Compared::Unclear(format!("the value of `{name}` was not recorded"));
                }
            }
        }
        let findings = known.findings(&pairs);
        let documented: Vec<_> = findings
            .iter()
            .filter(|finding| finding.tier == Tier::Documented)
            .collect();
        let answer = verdict(&known.operation, &pairs, heard.status, &heard.code);
        let got = format!("{} {}", heard.status, heard.code)
            .trim_end()
            .to_owned();
        let fits = match &answer {
            Answer::Accepted => documented.is_empty(),
            // Refused though nothing is known against it: of an advisory rule that is no surprise.
            Answer::Refused(_) if documented.is_empty() => !findings.is_empty(),
            Answer::Refused(wire) => documented.iter().any(|finding| {
                finding
                    .wire
                    .as_ref()
                    .map_or((400..500).contains(&wire.status), |known| known == wire)
            }),
            Answer::Said(..) => false,
        };
        if !fits {
            return Compared::Other {
                expected: expected(&findings),
                got,
            };
        }
        // Only where one rule alone is broken does the answer speak of it.
        let about = match (findings.iter().next(), findings.len(), &answer) {
            (None, ..) => Some("what breaks no rule".to_owned()),
            (Some(finding), 1, Answer::Refused(_)) => Some(finding.rule.clone()),
            (Some(finding), 1, _) if finding.tier == Tier::Advisory => {
                Some(format!("{} (advisory)", finding.rule))
            }
            _ => None,
        };
        if let Some(about) = about {
            *self.seen.entry((about, got)).or_default() += 1;
        }
        Compared::Same
    }

    /// Whether nothing was answered otherwise.
    #[must_use]
    pub fn agrees(&self) -> bool {
        let other = |(_, compared): &(String, Compared)| matches!(compared, Compared::Other { .. });
        !self.entries.iter().any(other)
    }

    /// In words: how many, what is otherwise, what was seen.
    #[must_use]
    pub fn account(&self, transcript: &Transcript) -> String {
        let count = |wanted: fn(&Compared) -> bool| {
            self.entries.iter().filter(|(_, one)| wanted(one)).count()
        };
        let mut out = format!(
            "{} at {}: {} requests, {} answered as the spec says, {} otherwise, {} unclear\n",
            transcript.operation,
            transcript.host,
            self.entries.len(),
            count(|one| *one == Compared::Same),
            count(|one| matches!(one, Compared::Other { .. })),
            count(|one| matches!(one, Compared::Unclear(_))),
        );
        for (id, compared) in &self.entries {
            let _ = match compared {
                Compared::Same => Ok(()),
                Compared::Other { expected, got } => {
                    writeln!(out, "otherwise: {id}: expected {expected}, got {got}")
                }
                Compared::Unclear(why) => writeln!(out, "unclear: {id}: {why}"),
            };
        }
        for ((about, got), count) in &self.seen {
            let _ = writeln!(out, "seen: {about}: {got} ({count})");
        }
        out
    }
}

fn expected(findings: &Findings) -> String {
    if findings.is_empty() {
        return "that it is accepted".to_owned();
    }
    let all: Vec<String> = findings.iter().map(ToString::to_string).collect();
    all.join(" or ")
}
