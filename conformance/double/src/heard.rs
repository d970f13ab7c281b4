//! What the service itself was heard to answer: transcripts of dry runs (`acs-transcript/1`) that `acs-conform live` made.
//! They raise the level of what they show, and of nothing else. Must not know HTTP.

use std::collections::BTreeMap;
use std::path::Path;

use acs_judge::{Options, Request};
use acs_spec::Json;

use crate::catalogue::{Catalogue, Entry};

/// The `format` of a transcript.
const FORMAT: &str = "acs-transcript/1";

/// What answered: status and code.
pub(crate) type Answered = (u16, String);

/// Of operations and their rules or outcomes, what the service answered.
#[derive(Debug, Default)]
pub(crate) struct Heard {
    rules: BTreeMap<(String, String), Answered>,
    outcomes: BTreeMap<(String, String), Answered>,
}

impl Heard {
    /// What was answered to requests that break this rule alone.
    pub(crate) fn rule(&self, operation: &str, rule: &str) -> Option<&Answered> {
        self.rules.get(&(operation.to_owned(), rule.to_owned()))
    }

    /// What was answered with an outcome's code to requests that break nothing.
    pub(crate) fn outcome(&self, operation: &str, code: &str) -> Option<&Answered> {
        self.outcomes.get(&(operation.to_owned(), code.to_owned()))
    }

    /// Adds what a transcript shows.
    ///
    /// # Errors
    /// It cannot be read, is of an operation that is not served, or was made with a stand-in for the service.
    pub(crate) fn add(&mut self, path: &Path, catalogue: &Catalogue) -> Result<(), String> {
        let fault = |why: String| format!("{}: {why}", path.display());
        let text = std::fs::read_to_string(path).map_err(|error| fault(error.to_string()))?;
        let tree = acs_spec::json::parse(&text).map_err(|error| fault(error.to_string()))?;
        self.read(&tree.to_json(), catalogue).map_err(fault)
    }

    fn read(&mut self, json: &Json, catalogue: &Catalogue) -> Result<(), String> {
        let field = |name: &str| {
            let text = json.get(name).and_then(Json::as_str);
            text.ok_or_else(|| format!("/{name}: no text"))
        };
        if field("format")? != FORMAT {
            return Err(format!("/format: it is no transcript ({FORMAT})"));
        }
        let (name, version, host) = (field("operation")?, field("version")?, field("host")?);
        let bare = host.rsplit_once(':').map_or(host, |(bare, _)| bare);
        if bare == "localhost"
            || bare.parse::<std::net::Ipv4Addr>().is_ok()
            || bare.starts_with('[')
        {
            return Err(format!(
                "/host: {host} is a stand-in, and says nothing of the service"
            ));
        }
        let entry = catalogue
            .named(name)
            .filter(|entry| entry.version.is_empty() || entry.version == version)
            .ok_or_else(|| format!("/operation: {name} {version} is not served here"))?;
        let Some(Json::Array(entries)) = json.get("entries") else {
            return Err("/entries: no list".to_owned());
        };
        for (n, one) in entries.iter().enumerate() {
            self.entry(entry, one)
                .ok_or_else(|| format!("/entries/{n}: it is not understood"))?;
        }
        Ok(())
    }

    /// `None`: the entry is malformed. One without an answer, or with a value that was not recorded, shows nothing.
    fn entry(&mut self, entry: &Entry, json: &Json) -> Option<()> {
        let Json::Array(sent) = json.get("sent")? else {
            return None;
        };
        let Some(answer) = json.get("answer") else {
            return json.get("failure").map(drop);
        };
        let Json::Number(status) = answer.get("status")? else {
            return None;
        };
        let answered: Answered = (
            status.parse().ok()?,
            answer.get("code")?.as_str()?.to_owned(),
        );
        let mut pairs = Vec::new();
        for pair in sent {
            let Json::Array(pair) = pair else {
                return None;
            };
            match pair.as_slice() {
                [Json::String(name), Json::String(value)] => {
                    pairs.push((name.clone(), value.clone()));
                }
                [Json::String(_), Json::Null] => return Some(()),
                _ => return None,
            }
        }
        let request = Request::from_pairs(pairs);
        let verdict = entry.judge.judge(&request, &Options::default());
        let name = &entry.operation.name;
        let mut outcomes = entry.operation.outcomes.iter();
        let is_outcome = outcomes.any(|outcome| outcome.code == answered.1);
        match verdict.violations.as_slice() {
            [] if is_outcome => {
                let key = (name.clone(), answered.1.clone());
                self.outcomes.insert(key, answered);
            }
            // Where several are broken, nobody knows of which the answer speaks.
            [one] if !is_outcome && answered.0 >= 400 => {
                let key = (name.clone(), one.rule.to_string());
                self.rules.insert(key, answered);
            }
            _ => {}
        }
        Some(())
    }
}
