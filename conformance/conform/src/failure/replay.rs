//! Replay files: a failing request with all that it takes to try it again, and trying it again.

use std::path::Path;

use acs_conformance::compare::{Finding, Findings, WireCode};
use acs_conformance::strategy::Case;
use acs_conformance::subject::Judged;
use acs_conformance::{Subject, digest};
use acs_spec::Tier;
use acs_spec::json::{Json, Node, Value, parse};
use acs_spec::shape::object;
use acs_spec::write::canonical;

use super::{Failure, told};
use crate::run::Pairs;
use crate::run::examine::{By, Wrong, against};
use crate::trouble::Trouble;

/// The `format` of a replay file. Keys are only ever added under one number.
pub const FORMAT: &str = "acs-replay/1";

/// What a replay file holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Replay {
    pub(crate) operation: String,
    pub(crate) case: String,
    pub(crate) by: By,
    pub(crate) expected: Findings,
    pub(crate) pairs: Pairs,
    pub(crate) again: Option<Pairs>,
}

/// The name of a failure's file: the same failure has the same name in each run.
pub(crate) fn file_name(failure: &Failure) -> String {
    let plain = |c: char| match c.is_ascii_alphanumeric() || "._+-".contains(c) {
        true => c,
        false => '_',
    };
    let name: String = failure.case.chars().map(plain).take(60).collect();
    let whole = format!("{}/{}", failure.operation, failure.case);
    let digest = digest::of_bytes(whole.as_bytes()) & 0xffff_ffff;
    format!("{}-{name}-{digest:08x}.json", failure.operation)
}

/// The text of a failure's file.
pub(crate) fn to_text(failure: &Failure, subject: &str) -> String {
    let texts = |all: &[String]| Json::Array(all.iter().map(Json::text).collect());
    let mut members = vec![
        ("format", Json::text(FORMAT)),
        ("subject", Json::text(subject)),
        ("operation", Json::text(&failure.operation)),
        ("case", Json::text(&failure.case)),
        ("seed", Json::text(format!("{:#x}", failure.seed))),
        ("place", Json::text(failure.place())),
        ("by", Json::text(failure.by.word())),
        ("what", Json::text(&failure.what)),
        ("expected", of_findings(&failure.expected)),
        ("got", texts(&failure.got)),
        ("request", of_pairs(&failure.pairs)),
    ];
    if let Some(again) = &failure.again {
        members.push(("again", of_pairs(again)));
    }
    canonical(&object(members))
}

fn of_pairs(pairs: &Pairs) -> Json {
    let pair =
        |(name, value): &(String, String)| Json::Array(vec![Json::text(name), Json::text(value)]);
    Json::Array(pairs.iter().map(pair).collect())
}

/// Findings as JSON.
pub(crate) fn of_findings(findings: &Findings) -> Json {
    let one = |finding: &Finding| {
        let (status, code) = match &finding.wire {
            Some(wire) => (
                Json::Number(wire.status.to_string()),
                Json::text(&wire.code),
            ),
            None => (Json::Null, Json::Null),
        };
        object(vec![
            ("path", Json::text(&finding.path)),
            ("rule", Json::text(&finding.rule)),
            ("tier", Json::text(finding.tier.word())),
            ("status", status),
            ("code", code),
        ])
    };
    Json::Array(findings.iter().map(one).collect())
}

/// Writes a file for each failing request into a folder, which is made if it is not there.
///
/// # Errors
/// The folder cannot be made, or a file cannot be written.
pub(crate) fn write(folder: &Path, failures: &[Failure], subject: &str) -> Result<(), Trouble> {
    std::fs::create_dir_all(folder).map_err(|error| Trouble::file(folder, &error))?;
    for failure in failures.iter().filter(|failure| !failure.stated) {
        let file = folder.join(file_name(failure));
        crate::output::write(&file, &to_text(failure, subject))?;
    }
    Ok(())
}

/// Reads a replay file.
///
/// # Errors
/// The file cannot be read, or is no replay file; with the place in it.
pub(crate) fn read(path: &Path) -> Result<Replay, Trouble> {
    let (text, name) = crate::output::read(path)?;
    of_text(&text).map_err(|why| {
        Trouble::new(format!(
            "{name}: {why}\n  help: name a file that `run --failures DIR` wrote"
        ))
    })
}

fn of_text(text: &str) -> Result<Replay, String> {
    let root =
        parse(text).map_err(|fault| format!("no JSON: {} (byte {})", fault.message, fault.at))?;
    let format = member(&root, "", "format")?;
    if format != FORMAT {
        return Err(format!(
            "the format is `{format}`, and `{FORMAT}` is read here, at /format"
        ));
    }
    let by = member(&root, "", "by")?;
    let expected = list(&root, "expected")?
        .iter()
        .enumerate()
        .map(|(n, node)| {
            let at = format!("/expected/{n}");
            let tier = member(node, &at, "tier")?;
            let tier = Tier::from_word(tier)
                .ok_or_else(|| format!("`{tier}` is no tier, at {at}/tier"))?;
            let wire = match (node.get("status").map(|node| &node.value), node.get("code")) {
                (Some(Value::Number(status)), Some(code)) => {
                    let status = status
                        .parse()
                        .map_err(|_| format!("no HTTP status, at {at}/status"))?;
                    let code = code
                        .as_str()
                        .ok_or_else(|| format!("no text, at {at}/code"))?;
                    Some(WireCode::new(status, code))
                }
                _ => None,
            };
            Ok(
                Finding::new(member(node, &at, "path")?, member(node, &at, "rule")?, tier)
                    .answered(wire),
            )
        });
    Ok(Replay {
        operation: member(&root, "", "operation")?.to_owned(),
        case: member(&root, "", "case")?.to_owned(),
        by: By::from_word(by)
            .ok_or_else(|| format!("`{by}` is neither `subject` nor `interpreter`, at /by"))?,
        expected: expected.collect::<Result<_, String>>()?,
        pairs: pairs(&root, "request")?,
        again: match root.get("again") {
            Some(_) => Some(pairs(&root, "again")?),
            None => None,
        },
    })
}

fn pairs(root: &Node, name: &str) -> Result<Pairs, String> {
    let pair = |(n, node): (usize, &Node)| {
        let pair = match &node.value {
            Value::Array(both) => match both.as_slice() {
                [name, value] => name.as_str().zip(value.as_str()),
                _ => None,
            },
            _ => None,
        };
        let (first, second) =
            pair.ok_or_else(|| format!("no list of two texts, at /{name}/{n}"))?;
        Ok((first.to_owned(), second.to_owned()))
    };
    list(root, name)?.iter().enumerate().map(pair).collect()
}

fn member<'n>(node: &'n Node, at: &str, name: &str) -> Result<&'n str, String> {
    let found = node.get(name).and_then(Node::as_str);
    found.ok_or_else(|| format!("there is no text, at {at}/{name}"))
}

fn list<'n>(node: &'n Node, name: &str) -> Result<&'n [Node], String> {
    match node.get(name).map(|node| &node.value) {
        Some(Value::Array(list)) => Ok(list),
        _ => Err(format!("there is no list, at /{name}")),
    }
}

/// What came of a replay.
#[derive(Debug)]
pub(crate) struct Again {
    /// What is wrong, if it still is.
    pub(crate) wrong: Option<Wrong>,
    /// The spec asks for something else by now.
    pub(crate) changed: bool,
}

/// Tries a request again.
pub(crate) fn again(replay: &Replay, subject: &dyn Subject, judged: &Judged) -> Again {
    let mut case = Case::new(
        &replay.operation,
        format!("replay of {}", replay.case),
        replay.pairs.clone(),
    );
    case.again.clone_from(&replay.again);
    let says = judged
        .findings(&replay.operation, &replay.pairs)
        .unwrap_or_default();
    let changed = says != replay.expected;
    let wrong = match (replay.by, changed) {
        (By::Interpreter, false) => None,
        (By::Interpreter, true) => {
            let mut case = case.clone();
            case.expected = Some(replay.expected.clone());
            crate::run::examine::examine(subject, judged, &case)
        }
        (By::Subject, _) => against(subject, &case, says),
    };
    Again {
        wrong,
        changed: changed && replay.by == By::Subject,
    }
}

impl Again {
    /// What was expected and what came, for people.
    pub(crate) fn account(&self, replay: &Replay) -> String {
        let mut out = format!("{} {}: ", replay.operation, replay.case);
        match &self.wrong {
            None => out.push_str("passes\n"),
            Some(wrong) => {
                out.push_str("fails\n");
                out.push_str(&format!("  what      {}\n", wrong.what));
                for (label, lines) in [
                    ("expected", super::of_findings(&wrong.expected)),
                    ("got", told(wrong)),
                ] {
                    for line in lines {
                        out.push_str(&format!("  {label:<9} {line}\n"));
                    }
                }
            }
        }
        if self.changed {
            out.push_str(
                "  note      the spec asks for something else than when the file was written\n",
            );
        }
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const WHOLE: &str = r#"{
        "format": "acs-replay/1", "operation": "LightLamp", "case": "Level.int_range.max+1", "by": "subject",
        "expected": [{"path": "Level", "rule": "Level.int_range", "tier": "documented", "status": 400, "code": "BadLevel"}],
        "request": [["Level", "10"], ["Level", "é"]]
    }"#;

    #[test]
    fn files_are_read() {
        let replay = of_text(WHOLE).unwrap();
        let finding = Finding::new("Level", "Level.int_range", Tier::Documented)
            .answered(Some(WireCode::new(400, "BadLevel")));
        assert_eq!(replay.expected, Findings::from([finding]));
        assert_eq!(replay.pairs.len(), 2);
        assert_eq!(replay.again, None);
    }

    /// What is wrong with a file is said with its place; nothing panics.
    #[test]
    fn faults_of_files_have_places() {
        for (from, to, says) in [
            (
                "acs-replay/1",
                "acs-replay/9",
                "`acs-replay/9`, and `acs-replay/1` is read here, at /format",
            ),
            (
                "\"operation\"",
                "\"operatio\"",
                "there is no text, at /operation",
            ),
            (
                "\"subject\"",
                "\"nobody\"",
                "`nobody` is neither `subject` nor `interpreter`, at /by",
            ),
            (
                "\"documented\"",
                "\"likely\"",
                "`likely` is no tier, at /expected/0/tier",
            ),
            ("400", "70000", "no HTTP status, at /expected/0/status"),
            ("\"BadLevel\"", "7", "no text, at /expected/0/code"),
            (
                "[\"Level\", \"é\"]",
                "[\"Level\"]",
                "no list of two texts, at /request/1",
            ),
            (
                "\"request\": [",
                "\"again\": 1, \"request\": [",
                "there is no list, at /again",
            ),
        ] {
            let text = WHOLE.replace(from, to);
            assert_ne!(text, WHOLE, "{from}");
            let why = of_text(&text).unwrap_err();
            assert!(why.contains(says), "{why}");
        }
        for n in 0..WHOLE.len() {
            if let Some(cut) = WHOLE.get(..n) {
                assert!(of_text(cut).unwrap_err().starts_with("no JSON"), "{cut}");
            }
        }
    }
}
