//! What became of mutants, as a table for people.

use std::collections::BTreeMap;
use std::fmt::Write as _;

/// What became of one mutant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fate {
    /// A question found it; and whether the account names what was mutated.
    Killed(String, bool),
    /// It is refused before anything is asked.
    Refused,
    /// Nothing can tell it from what is sound, for this reason.
    Equivalent(String),
    /// No question found it.
    Survived,
}

/// By what a mutant is killed that does not end.
pub const ENDLESS: &str = "time";

/// One mutant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// The operation.
    pub ground: String,
    /// The constraint, rule or kind of literal that it belongs to.
    pub of: String,
    /// What was changed.
    pub what: String,
    /// What became of it.
    pub fate: Fate,
}

/// All mutants of a run.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Table {
    /// One for each mutant.
    pub rows: Vec<Row>,
    /// Whether a killer must name what was mutated in 95 of 100 cases.
    pub names: bool,
}

impl Table {
    /// Nothing survived, and killers name what was mutated.
    #[must_use]
    pub fn is_clean(&self) -> bool {
        let survived = self.rows.iter().any(|row| row.fate == Fate::Survived);
        let killed = self.count(|fate| matches!(fate, Fate::Killed(_, _)));
        let named = self.count(|fate| matches!(fate, Fate::Killed(_, true)));
        !survived && killed > 0 && (!self.names || named * 100 >= killed * 95)
    }

    fn count(&self, which: impl Fn(&Fate) -> bool) -> usize {
        self.rows.iter().filter(|row| which(&row.fate)).count()
    }

    /// One line of counts, in the words of those who mutate code.
    #[must_use]
    pub fn mutants(&self) -> String {
        let endless = |fate: &Fate| matches!(fate, Fate::Killed(by, _) if by == ENDLESS);
        format!(
            "{} mutants: {} killed ({} did not end), {} do not compile, {} equivalent, {} missed",
            self.rows.len(),
            self.count(|fate| matches!(fate, Fate::Killed(_, _))),
            self.count(endless),
            self.count(|fate| *fate == Fate::Refused),
            self.count(|fate| matches!(fate, Fate::Equivalent(_))),
            self.count(|fate| *fate == Fate::Survived)
        )
    }

    /// Counts for each constraint, rule or kind of literal; then survivors; where `list`, every mutant.
    #[must_use]
    pub fn text(&self, list: bool) -> String {
        let mut groups: BTreeMap<(&str, &str), [usize; 6]> = BTreeMap::new();
        for row in &self.rows {
            let counts = groups.entry((&row.ground, &row.of)).or_default();
            let at = match &row.fate {
                Fate::Killed(_, named) => 1 + usize::from(*named),
                Fate::Refused => 3,
                Fate::Equivalent(_) => 4,
                Fate::Survived => 5,
            };
            for n in [0, at] {
                if let Some(count) = counts.get_mut(n) {
                    *count += 1;
                }
            }
        }
        let mut out = String::from(
            "operation  of                               mutants  killed  named  refused  equivalent  survived\n",
        );
        let mut line =
            |name: (&str, &str), [all, other, named, refused, equal, left]: [usize; 6]| {
                let (ground, of) = name;
                let killed = other + named;
                let _ = writeln!(
                    out,
                    "{ground:10} {of:32} {all:7} {killed:7} {named:6} {refused:8} {equal:11} {left:9}"
                );
            };
        let mut total = [0; 6];
        for (name, counts) in &groups {
            line(*name, *counts);
            for (sum, count) in total.iter_mut().zip(counts) {
                *sum += count;
            }
        }
        line(("all", ""), total);
        for row in &self.rows {
            let Row {
                ground, of, what, ..
            } = row;
            let fate = match &row.fate {
                Fate::Survived => "survived".to_owned(),
                Fate::Killed(by, named) if list || (self.names && !named) => {
                    format!("killed{} by {by}", if *named { "" } else { ", unnamed," })
                }
                Fate::Equivalent(why) if list => format!("equivalent: {why}"),
                Fate::Refused if list => "refused".to_owned(),
                _ => continue,
            };
            let _ = writeln!(out, "{ground}: {of}: {what}: {fate}");
        }
        out
    }
}

/// The table of what [`super::program::main_spec`] printed.
///
/// # Errors
/// A line cannot be read.
pub fn spec_table(text: &str) -> Result<Table, String> {
    let row = |line: &str| {
        let cells: Vec<&str> = line.splitn(5, '\t').collect();
        let [ground, of, what, fate, question] = cells.as_slice() else {
            return Err(format!("a line is cut: {line}"));
        };
        let fate = match *fate {
            "named" | "killed" => Fate::Killed((*question).to_owned(), *fate == "named"),
            "refused" => Fate::Refused,
            "equivalent" => Fate::Equivalent((*question).to_owned()),
            "survived" => Fate::Survived,
            other => return Err(format!("`{other}`?")),
        };
        Ok(Row {
            ground: (*ground).to_owned(),
            of: (*of).to_owned(),
            what: (*what).to_owned(),
            fate,
        })
    };
    Ok(Table {
        rows: text.lines().map(row).collect::<Result<_, String>>()?,
        names: true,
    })
}

/// The table of what [`super::program::main_literal`] printed, with what each number stands for.
///
/// # Errors
/// A line cannot be read, or a mutant is missing.
#[cfg(feature = "mutants")]
pub fn literal_table(
    text: &str,
    changes: &[(&str, &[super::literal::Change])],
) -> Result<Table, String> {
    let mut rows = Vec::new();
    for line in text.lines() {
        let cells: Vec<&str> = line.splitn(3, '\t').collect();
        let [ground, id, question] = cells.as_slice() else {
            return Err(format!("a line is cut: {line}"));
        };
        let id: usize = id.parse().map_err(|_| format!("no number: {line}"))?;
        let all = changes.iter().find(|(name, _)| name == ground);
        let change = all.and_then(|(_, all)| all.get(id.checked_sub(1)?));
        let change = change.ok_or_else(|| format!("no such mutant: {line}"))?;
        rows.push(Row {
            ground: (*ground).to_owned(),
            of: change.of.clone(),
            what: change.what.clone(),
            fate: match (*question, change.equivalent) {
                ("-", Some(why)) => Fate::Equivalent(why.to_owned()),
                ("-", None) => Fate::Survived,
                (question, _) => Fate::Killed(question.to_owned(), true),
            },
        });
    }
    let all: usize = changes.iter().map(|(_, all)| all.len()).sum();
    match rows.len() == all {
        true => Ok(Table { rows, names: false }),
        false => Err(format!("{} mutants of {all} were asked", rows.len())),
    }
}
