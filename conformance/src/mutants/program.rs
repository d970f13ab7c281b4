//! What a program does that speaks for emitted operations: it is given their specs, and asks all questions of each.
//!
//! Generated programs call [`main`]; nothing else does.

use std::time::Instant;

use acs_spec::{Operation, Service};

use super::spec::{SpecMutant, mutants};
use super::{Ask, Depth, Exam, Probe, Question};

/// Reads an operation's spec and its service's.
///
/// # Errors
/// A file cannot be read, or is no spec.
pub fn specs(operation: &str, service: &str) -> Result<(Operation, Service), String> {
    let text =
        |file: &str| std::fs::read_to_string(file).map_err(|error| format!("{file}: {error}"));
    let faults = |faults: Vec<acs_spec::Diagnostic>| {
        let texts: Vec<String> = faults.iter().map(ToString::to_string).collect();
        texts.join("\n")
    };
    Ok((
        acs_spec::load::operation(operation, &text(operation)?).map_err(faults)?,
        acs_spec::load::service(service, &text(service)?).map_err(faults)?,
    ))
}

/// Asks every subject all questions of its spec, and prints a line for each: its name, the milliseconds it took, what
/// found fault with it (`-` where nothing did), and the account with line ends escaped, parted by tabs.
///
/// A subject is a name, the spec it stands for (a number into `specs`, each a file and its service's), and its probe.
///
/// # Errors
/// A spec cannot be read or is refused by the reference interpreter.
pub fn main(specs: &[(&str, &str)], subjects: &[(&str, usize, Probe)]) -> Result<(), String> {
    let mut exams: Vec<Option<Exam>> = specs.iter().map(|_| None).collect();
    for (name, spec, probe) in subjects {
        let start = Instant::now();
        let place = exams.get_mut(*spec).ok_or("no such spec")?;
        if place.is_none() {
            let (operation, service) = specs.get(*spec).ok_or("no such spec")?;
            let (operation, service) = self::specs(operation, service)?;
            let exam = Exam::new(&operation, Some(&service));
            *place = Some(exam.map_err(|faults| format!("{faults:?}"))?);
        }
        let failure = place.as_ref().and_then(|exam| exam.sit(probe));
        let (question, account) = match &failure {
            Some(failure) => (failure.question.as_str(), failure.account.as_str()),
            None => ("-", ""),
        };
        println!(
            "{name}\t{}\t{question}\t{}",
            start.elapsed().as_millis(),
            on_one_line(account)
        );
    }
    Ok(())
}

/// Asks one operation all questions of its spec, what is cheap to ask first, until one finds fault with it.
///
/// # Errors
/// What is wrong; or the spec cannot be read or is refused by the reference interpreter.
pub fn sit(operation: &str, service: &str, probe: &Probe) -> Result<(), String> {
    let (operation, service) = self::specs(operation, service)?;
    let exam = Exam::new(&operation, Some(&service)).map_err(|faults| format!("{faults:?}"))?;
    let found = cheap_first(&exam).find_map(|question| exam.ask(question, probe).err());
    found.map_or(Ok(()), |failure| Err(failure.to_string()))
}

/// All questions; requests, of which there are many, after all others.
fn cheap_first(exam: &Exam) -> impl Iterator<Item = &Question> {
    let is_request = |question: &&Question| matches!(question.ask, Ask::Request { .. });
    let few = exam.few().filter(move |question| !is_request(question));
    few.chain(exam.questions().filter(is_request))
}

/// An account as one cell of a line.
#[must_use]
pub fn on_one_line(account: &str) -> String {
    account
        .replace('\\', "\\\\")
        .replace('\n', "\\n")
        .replace('\t', "\\t")
}

/// What became of one mutant of a spec.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Fate {
    /// A question found it; and whether the account names the constraint or rule that was mutated.
    Killed {
        /// The question.
        question: String,
        /// It names what was mutated.
        named: bool,
    },
    /// The reference interpreter refuses the mutated spec, whose parts contradict each other.
    Refused,
    /// No question found it.
    Survived,
}

/// Asks sound emitted code the questions of each mutant of its spec.
#[must_use]
pub fn spec_mutants(
    operation: &Operation,
    service: Option<&Service>,
    probe: &Probe,
) -> Vec<(String, String, Fate)> {
    let depth = Depth {
        single: 2,
        other: 8,
    };
    let fate = |mutant: &SpecMutant| match Exam::of_depth(&mutant.operation, service, depth) {
        Err(_) => Fate::Refused,
        Ok(exam) => match exam.sit(probe) {
            None => Fate::Survived,
            Some(failure) => Fate::Killed {
                named: failure.about.iter().any(|each| {
                    let own = each.strip_suffix(".x").unwrap_or(each);
                    let holder = mutant.holder.as_ref();
                    own == mutant.of
                        || holder.is_some_and(|holder| {
                            each.to_lowercase().contains(&holder.to_lowercase())
                        })
                }),
                question: failure.question,
            },
        },
    };
    mutants(operation)
        .into_iter()
        .map(|mutant| {
            let fate = fate(&mutant);
            (mutant.of, mutant.what, fate)
        })
        .collect()
}

/// Mutates the spec of every subject, and prints a line for each mutant: subject, constraint, what was changed, and
/// `killed`, `named`, `refused` or `survived` with the question that found it, parted by tabs.
///
/// # Errors
/// A spec cannot be read.
pub fn main_spec(specs: &[(&str, &str)], subjects: &[(&str, usize, Probe)]) -> Result<(), String> {
    for (name, spec, probe) in subjects {
        let (operation, service) = specs.get(*spec).ok_or("no such spec")?;
        let (operation, service) = self::specs(operation, service)?;
        for (of, what, fate) in spec_mutants(&operation, Some(&service), probe) {
            let (fate, question) = match fate {
                Fate::Killed {
                    question,
                    named: true,
                } => ("named", question),
                Fate::Killed { question, .. } => ("killed", question),
                Fate::Refused => ("refused", String::new()),
                Fate::Survived => ("survived", String::new()),
            };
            println!("{name}\t{of}\t{what}\t{fate}\t{question}");
        }
    }
    Ok(())
}

/// Emitted code with all its mutants in it.
#[derive(Debug, Clone, Copy)]
pub struct Mutants<'m> {
    /// The operation.
    pub name: &'m str,
    /// The number of its spec.
    pub spec: usize,
    /// How many mutants there are; their numbers begin at 1.
    pub count: u32,
    /// Chooses one; 0 is what is sound.
    pub choose: fn(u32),
    /// The operation.
    pub sound: Probe,
    /// Mutants that are types of their own.
    pub types: &'m [(u32, Probe)],
    /// The facts that the chosen one states.
    pub info: fn() -> &'static acs_runtime::OperationInfo,
}

/// Asks each mutant all questions of the unmutated spec, and prints a line for each: the operation, the mutant's number,
/// and the question that found it, or `-`, parted by tabs.
///
/// # Errors
/// A spec cannot be read, or what is sound is found fault with.
pub fn main_literal(specs: &[(&str, &str)], mutants: &Mutants<'_>) -> Result<(), String> {
    let (operation, service) = specs.get(mutants.spec).ok_or("no such spec")?;
    let (operation, service) = self::specs(operation, service)?;
    let exam = Exam::new(&operation, Some(&service)).map_err(|faults| format!("{faults:?}"))?;
    let questions: Vec<_> = cheap_first(&exam).collect();
    for id in 0..=mutants.count {
        (mutants.choose)(id);
        let own = mutants.types.iter().find(|(each, _)| *each == id);
        let mut probe = own.map_or(mutants.sound, |(_, probe)| *probe);
        probe.entry.info = (mutants.info)();
        let found = questions
            .iter()
            .find_map(|question| exam.ask(question, &probe).err());
        match (id, found) {
            (0, Some(failure)) => return Err(format!("what is sound: {failure}")),
            (0, None) => {}
            (id, found) => {
                let question = found.map_or_else(|| "-".to_owned(), |found| found.question);
                println!("{}\t{id}\t{question}", mutants.name);
            }
        }
    }
    Ok(())
}
