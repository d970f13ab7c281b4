//! What cargo-mutants writes: mutants, and what became of them.

use acs_spec::json::{Json, parse};

use crate::mutants::table::{ENDLESS, Fate, Row};

/// A mutant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mutant {
    /// The package.
    pub package: String,
    /// The file, from the workspace on.
    pub file: String,
    /// cargo-mutants' whole name of it: file, line, column, and what was done.
    pub name: String,
}

impl Mutant {
    /// Reads a list of them.
    ///
    /// # Errors
    /// It is none.
    pub fn all(text: &str) -> Result<Vec<Mutant>, String> {
        match json(text)? {
            Json::Array(all) => all.iter().map(Mutant::read).collect(),
            _ => Err("no list of mutants".to_owned()),
        }
    }

    fn read(from: &Json) -> Result<Mutant, String> {
        let text = |name: &str| {
            let found = from.get(name).and_then(Json::as_str);
            found
                .map(str::to_owned)
                .ok_or_else(|| format!("a mutant without `{name}`"))
        };
        Ok(Mutant {
            package: text("package")?,
            file: text("file")?,
            name: text("name")?,
        })
    }

    /// What became of it, as a row.
    #[must_use]
    pub fn row(&self, fate: Fate) -> Row {
        let file = self.file.rsplit('/').next().unwrap_or_default();
        let what = self.name.strip_prefix(&self.file);
        Row {
            ground: self.package.clone(),
            of: file.to_owned(),
            what: what
                .unwrap_or(&self.name)
                .trim_start_matches(':')
                .to_owned(),
            fate,
        }
    }
}

/// What became of each mutant, as `outcomes.json` has it. `log`: the text of a log file.
pub(super) fn rows(text: &str, log: &dyn Fn(&str) -> String) -> Result<Vec<Row>, String> {
    let all = json(text)?;
    let Some(Json::Array(outcomes)) = all.get("outcomes") else {
        return Err("no outcomes".to_owned());
    };
    let mut rows = Vec::new();
    for outcome in outcomes {
        let Some(mutant) = outcome.get("scenario").and_then(|of| of.get("Mutant")) else {
            continue;
        };
        let mutant = Mutant::read(mutant)?;
        let text = |name: &str| outcome.get(name).and_then(Json::as_str);
        let log_path = text("log_path").unwrap_or_default();
        let fate = match text("summary").unwrap_or_default() {
            "CaughtMutant" => Fate::Killed(killer(&log(log_path)), true),
            "Timeout" => Fate::Killed(ENDLESS.to_owned(), true),
            "Unviable" if log(log_path).contains(SUITE) => {
                return Err(format!(
                    "{}: the suite itself did not compile: were its files changed meanwhile?",
                    mutant.name
                ));
            }
            "Unviable" => Fate::Refused,
            "MissedMutant" => Fate::Survived,
            other => return Err(format!("{}: `{other}`?", mutant.name)),
        };
        rows.push(mutant.row(fate));
    }
    Ok(rows)
}

/// What a log says where a mutant is not to blame.
const SUITE: &str = "could not compile `acs-";

/// The test that failed.
fn killer(log: &str) -> String {
    let failed = log.lines().find_map(|line| {
        line.strip_prefix("test ")
            .and_then(|line| line.strip_suffix(" ... FAILED"))
    });
    failed.unwrap_or("a test").to_owned()
}

fn json(text: &str) -> Result<Json, String> {
    let tree = parse(text).map_err(|error| error.to_string())?;
    Ok(tree.to_json())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn outcomes_are_read() {
        let mutant = |name: &str| {
            format!(
                "{{\"package\":\"first\",\"file\":\"first/src/a.rs\",\"name\":\"first/src/a.rs:3:9: {name}\",\"replacement\":\"()\"}}"
            )
        };
        let outcome = |name: &str, summary: &str| {
            format!(
                "{{\"scenario\":{{\"Mutant\":{}}},\"summary\":\"{summary}\",\"log_path\":\"log/{name}.log\"}}",
                mutant(name)
            )
        };
        let text = format!(
            "{{\"outcomes\":[{{\"scenario\":\"Baseline\",\"summary\":\"Success\"}},{},{},{},{}]}}",
            outcome("a", "CaughtMutant"),
            outcome("b", "MissedMutant"),
            outcome("c", "Timeout"),
            outcome("d", "Unviable")
        );
        let log = |file: &str| match file {
            "log/a.log" => "test one ... ok\ntest two ... FAILED\n".to_owned(),
            _ => "error: could not compile `first` (lib)".to_owned(),
        };
        let rows = rows(&text, &log).unwrap();
        let fates: Vec<&Fate> = rows.iter().map(|row| &row.fate).collect();
        assert_eq!(
            fates,
            [
                &Fate::Killed("two".to_owned(), true),
                &Fate::Survived,
                &Fate::Killed(ENDLESS.to_owned(), true),
                &Fate::Refused
            ]
        );
        let row = rows.first().unwrap();
        assert_eq!((row.of.as_str(), row.what.as_str()), ("a.rs", "3:9: a"));
        assert!(super::rows(&text.replace("Unviable", "?"), &log).is_err());
        let changed = |_: &str| "error: could not compile `acs-conformance` (lib)".to_owned();
        assert!(super::rows(&text, &changed).is_err());
    }
}
