//! A crate that emitted code is compiled in again and again, which links this suite.

use std::fmt::Write as _;
use std::path::PathBuf;
use std::process::{Command, Stdio};

use super::scratch::{Scratch, command, package, profile, runtime, suite};
pub use super::scratch::{read, workspace};

/// A crate that is compiled again and again.
#[derive(Debug)]
pub struct Workshop {
    name: String,
    scratch: Scratch,
}

/// What a program said of one subject.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// The subject.
    pub subject: String,
    /// Milliseconds that asking took, the making of the questions included where this subject was the first.
    pub millis: u64,
    /// The question that found fault with it.
    pub question: Option<String>,
    /// What was expected and what came.
    pub account: String,
}

impl Workshop {
    /// A crate of this name, in a folder of its own beside the program that runs.
    ///
    /// # Errors
    /// The folder cannot be made.
    pub fn new(name: &str) -> Result<Workshop, String> {
        Workshop::linking(name, &suite())
    }

    /// One that links the suite's command.
    ///
    /// # Errors
    /// The folder cannot be made.
    pub fn with_command(name: &str) -> Result<Workshop, String> {
        Workshop::linking(name, &command())
    }

    fn linking(name: &str, suite: &str) -> Result<Workshop, String> {
        let shop = Workshop {
            name: name.to_owned(),
            scratch: Scratch::new(name)?,
        };
        let manifest = format!(
            "{}\n[workspace]\n\n[dependencies]\n{}{suite}{}",
            package(name),
            runtime(),
            profile(false)
        );
        shop.scratch.write("Cargo.toml", &manifest)?;
        Ok(shop)
    }

    /// Compiles a program of these modules, each a name and its text, and of this `main.rs`.
    ///
    /// # Errors
    /// What the compiler says, where the program does not compile.
    pub fn build(&self, modules: &[(String, String)], main: &str) -> Result<(), String> {
        for (name, text) in modules {
            self.scratch.write(&format!("src/{name}.rs"), text)?;
        }
        self.scratch.write("src/main.rs", main)?;
        let mut cargo = self.scratch.cargo();
        let done = cargo
            .args(["build", "--quiet", "--offline"])
            .output()
            .map_err(|error| error.to_string())?;
        match done.status.success() {
            true => Ok(()),
            false => Err(String::from_utf8_lossy(&done.stderr).into_owned()),
        }
    }

    /// The program that was compiled last.
    #[must_use]
    pub fn program(&self) -> PathBuf {
        self.scratch.target.join("debug").join(format!(
            "{}{}",
            self.name,
            std::env::consts::EXE_SUFFIX
        ))
    }

    /// Runs the program that was compiled last, with these arguments.
    ///
    /// # Errors
    /// It fails.
    pub fn run(&self, arguments: &[String]) -> Result<String, String> {
        let done = Command::new(self.program())
            .args(arguments)
            .stdin(Stdio::null())
            .output()
            .map_err(|error| error.to_string())?;
        if !done.status.success() {
            return Err(String::from_utf8_lossy(&done.stderr).into_owned());
        }
        Ok(String::from_utf8_lossy(&done.stdout).into_owned())
    }
}

impl Line {
    /// Reads a line of [`super::program::main`].
    ///
    /// # Errors
    /// It is no such line.
    pub fn read(text: &str) -> Result<Line, String> {
        let mut cells = text.splitn(4, '\t');
        let mut next = || cells.next().ok_or_else(|| format!("a line is cut: {text}"));
        let (subject, millis, question, account) = (next()?, next()?, next()?, next()?);
        Ok(Line {
            subject: subject.to_owned(),
            millis: millis.parse().map_err(|_| format!("no number: {text}"))?,
            question: (question != "-").then(|| question.to_owned()),
            account: as_it_was(account),
        })
    }
}

/// What [`super::program::on_one_line`] was given.
fn as_it_was(cell: &str) -> String {
    let mut out = String::with_capacity(cell.len());
    let mut chars = cell.chars();
    while let Some(c) = chars.next() {
        match c {
            '\\' => out.extend(chars.next().map(|c| match c {
                'n' => '\n',
                't' => '\t',
                c => c,
            })),
            c => out.push(c),
        }
    }
    out
}

/// The text of a module that holds an emitted crate, from the crate as tokens.
#[must_use]
pub fn module(tokens: &str) -> String {
    format!("#![allow(warnings)]\n{tokens}\n")
}

/// The request types that an emitted crate lists, by their paths within it.
#[must_use]
pub fn request_types(tokens: &str) -> Vec<String> {
    let spaceless: String = tokens.split_whitespace().collect();
    spaceless
        .split("OperationEntry::of::<")
        .skip(1)
        .filter_map(|rest| rest.split_once('>'))
        .map(|(path, _)| path.to_owned())
        .collect()
}

/// A `main.rs` that calls a function of [`super::program`] with subjects: each a name, the module that holds it, its type within, and the
/// number of its spec among `specs`, which are pairs of files.
#[must_use]
pub fn main_of(
    specs: &[(String, String)],
    subjects: &[(String, String, String, usize)],
    call: &str,
) -> String {
    let mut out = String::from("#![allow(warnings)]\n");
    let mut modules: Vec<&String> = subjects.iter().map(|(_, module, _, _)| module).collect();
    modules.dedup();
    for module in modules {
        let _ = writeln!(out, "mod {module};");
    }
    out.push_str("fn main() {\n    let specs = [\n");
    for (operation, service) in specs {
        let _ = writeln!(out, "        ({operation:?}, {service:?}),");
    }
    out.push_str("    ];\n    let subjects = [\n");
    for (name, module, r#type, spec) in subjects {
        let _ = writeln!(
            out,
            "        ({name:?}, {spec}, acs_conformance::mutants::Probe::of::<{module}::{type}>()),"
        );
    }
    let _ = writeln!(
        out,
        "    ];\n    if let Err(error) = acs_conformance::mutants::program::{call}(&specs, &subjects) {{\n        eprintln!(\"{{error}}\");\n        std::process::exit(1);\n    }}\n}}",
    );
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accounts_come_back_as_they_were() {
        let account = "expected \"A\"\n\tas JSON: {\"A\":\"\\u0000\\n\"}\n";
        let line = format!(
            "name\t7\tquestion\t{}",
            crate::mutants::program::on_one_line(account)
        );
        assert_eq!(line.lines().count(), 1);
        assert_eq!(Line::read(&line).unwrap().account, account);
    }
}
