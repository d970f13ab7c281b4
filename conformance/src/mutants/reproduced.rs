//! Gate G19: what is printed of each seeded fault suffices to see it again.

use std::collections::BTreeSet;
use std::path::Path;
use std::process::Command;

use acs_judge::Judge;
use acs_spec::json::{Node, Value, parse};
use acsgen_core::faults::Fault;

use super::faulty::Hunt;
use super::planted::{Planted, said};
use super::requests::judged;

/// How a fault was seen again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Again {
    /// By a request that differs from a valid one in so many parameters; and its replay file, with its ground.
    Request {
        /// The obligation or random case.
        case: String,
        /// Parameters.
        differs: usize,
        /// The file.
        file: String,
        /// The ground.
        on: &'static str,
    },
    /// By what is stated besides requests.
    Statement {
        /// The statement.
        case: String,
    },
    /// By what no command of the suite asks: documentation, what a value shows of itself.
    Hunt {
        /// What found it.
        by: String,
    },
}

/// What every account of a failing request has, and what every account has.
const OF_REQUESTS: [&str; 6] = ["expected", "got", "seed", "differs", "as JSON", "as curl"];
const OF_ALL: [&str; 3] = ["about", "place", "what"];

/// Plants a fault, runs the suite over it, and does what it prints, word by word, in a shell.
///
/// # Errors
/// Something that ought to be printed is not; a printed command does not fail again; or anything cannot be run.
pub fn again(
    planted: &Planted,
    hunt: &Hunt,
    fault: &Fault,
    folder: &Path,
) -> Result<Again, String> {
    let own = folder.join(fault.id);
    let names: Vec<&'static str> = planted.grounds().map(|(name, _)| name).collect();
    for on in names {
        match planted.plant(Some(fault), on) {
            Ok(true) => {}
            // Nothing differs, or it is refused before anything can be asked.
            Ok(false) | Err(_) => continue,
        }
        let (json, failures) = (own.join("report.json"), own.join("failures"));
        let (json, failures) = (json.to_string_lossy(), failures.to_string_lossy());
        std::fs::create_dir_all(&own).map_err(|error| format!("{}: {error}", own.display()))?;
        let ran = planted.run(&[
            "run",
            "--cases",
            "400",
            "--show",
            "1",
            "--json",
            &json,
            "--failures",
            &failures,
        ])?;
        match ran.code {
            0 => continue,
            1 => {}
            code => return Err(format!("the suite ends with {code}: {}", ran.err)),
        }
        let text = std::fs::read_to_string(&*json).map_err(|error| format!("{json}: {error}"))?;
        let report = parse(&text).map_err(|fault| format!("{json}: {}", fault.message))?;
        return first(&report, &ran.out, on, planted);
    }
    match hunt.find(fault)? {
        Some(found) => Ok(Again::Hunt { by: found.by }),
        None => Err("it is not found".to_owned()),
    }
}

/// Checks the account of the first failure of a report, and does what it says.
fn first(
    report: &Node,
    printed: &str,
    on: &'static str,
    planted: &Planted,
) -> Result<Again, String> {
    let list = |node: &Node, key: &str| match node.get(key).map(|node| &node.value) {
        Some(Value::Array(list)) => list.clone(),
        _ => Vec::new(),
    };
    let failures = list(report, "failures");
    let failure = failures.first().ok_or("a report without its failure")?;
    let text = |key: &str| failure.get(key).and_then(Node::as_str).unwrap_or_default();
    let stated = matches!(
        failure.get("stated").map(|node| &node.value),
        Some(Value::Bool(true))
    );
    let labels = OF_REQUESTS.iter().filter(|_| !stated).chain(&OF_ALL);
    for label in labels {
        if !printed
            .lines()
            .any(|line| line.trim_start().starts_with(label))
        {
            return Err(format!("the account has no `{label}`:\n{printed}"));
        }
    }
    let again = list(failure, "again");
    let again: Vec<&str> = again.iter().filter_map(Node::as_str).collect();
    let wanted = if stated { 2 } else { 3 };
    if again.len() != wanted || !again.iter().any(|command| command.contains(" --exact ")) {
        return Err(format!("the commands are {again:?}"));
    }
    for command in &again {
        let ran = said(Command::new("sh").args(["-c", command]))?;
        // What fails has 1, a test of cargo 101; anything else could not be tried.
        if !matches!(ran.code, 1 | 101) {
            return Err(format!(
                "`{command}` ends with {}: {}{}",
                ran.code, ran.out, ran.err
            ));
        }
        if !ran.out.contains(text("case")) {
            return Err(format!("`{command}` does not name the case: {}", ran.out));
        }
    }
    let case = text("case").to_owned();
    if stated {
        return Ok(Again::Statement { case });
    }
    let differs = parameters(failure);
    if differs.len() > 1 {
        let operations = list(report, "operations");
        let valid = operations.first().and_then(|one| one.get("valid"));
        let [valid, request] = [valid, failure.get("request")].map(pairs);
        if let Some(name) = needless(&planted.judge(on)?, &valid, &request, &differs) {
            return Err(format!("{case} differs in `{name}`, and need not"));
        }
    }
    let file = again
        .first()
        .and_then(|command| command.split_once(" replay "));
    let file = file.map(|(_, file)| file.trim_matches('\'').to_owned());
    Ok(Again::Request {
        case,
        differs: differs.len(),
        file: file.ok_or("no replay file is named")?,
        on,
    })
}

/// The parameters in which it differs from a valid request.
fn parameters(failure: &Node) -> BTreeSet<&str> {
    let Some(Value::Object(differs)) = failure.get("differs").map(|node| &node.value) else {
        return BTreeSet::new();
    };
    differs.iter().map(|member| top(&member.name)).collect()
}

fn top(name: &str) -> &str {
    name.split('.').next().unwrap_or(name)
}

/// A request as reports have it, pair by pair.
fn pairs(request: Option<&Node>) -> Vec<(String, String)> {
    let Some(Value::Object(members)) = request.map(|node| &node.value) else {
        return Vec::new();
    };
    let mut out = Vec::new();
    for member in members {
        let values = match &member.node.value {
            Value::Array(values) => values.iter().collect(),
            _ => vec![&member.node],
        };
        let values = values.into_iter().filter_map(Node::as_str);
        out.extend(values.map(|value| (member.name.clone(), value.to_owned())));
    }
    out
}

/// A parameter that could be as in a valid request, and the same rules would be broken. Two that differ are none too many
/// where a rule wants the second because of the first. Of a request that breaks nothing the failure is about one of them,
/// of which the rules say nothing.
fn needless<'n>(
    judge: &Judge,
    valid: &[(String, String)],
    request: &[(String, String)],
    differs: &BTreeSet<&'n str>,
) -> Option<&'n str> {
    let broken = judged(judge, request);
    let could = |name: &&&str| {
        let own = |pair: &&(String, String)| top(&pair.0) == **name;
        let rest = request.iter().filter(|pair| !own(pair));
        let other: Vec<_> = rest.chain(valid.iter().filter(own)).cloned().collect();
        judged(judge, &other) == broken
    };
    let about = usize::from(broken.is_empty());
    differs.iter().filter(could).nth(about).copied()
}

/// Tries all replay files again over sound code; how many there are.
///
/// # Errors
/// One of them fails there too.
pub fn sound(planted: &Planted, all: &[Again]) -> Result<usize, String> {
    let names: Vec<&'static str> = planted.grounds().map(|(name, _)| name).collect();
    let mut count = 0;
    for name in names {
        let of = |again: &'_ Again| match again {
            Again::Request { file, on, .. } if *on == name => Some(file.clone()),
            _ => None,
        };
        let files: Vec<String> = all.iter().filter_map(of).collect();
        if files.is_empty() {
            continue;
        }
        planted.plant(None, name)?;
        let words: Vec<&str> = std::iter::once("replay")
            .chain(files.iter().map(String::as_str))
            .collect();
        let ran = planted.run(&words)?;
        if ran.code != 0 {
            return Err(format!("sound code fails: {}{}", ran.out, ran.err));
        }
        count += files.len();
    }
    Ok(count)
}
