//! A crate with a seeded fault in it, as somebody would have it who does not know: with the suite's command and tests
//! over it. So it is seen that failures tell enough to bring them about again.

use std::path::Path;
use std::process::{Command, Stdio};

use acs_judge::Judge;
use acsgen_core::faults::Fault;

use super::faulty::Seeded as _;
use super::ground::Ground;
use super::workshop::{Workshop, module, workspace};

/// Set, the program is the tests instead of the command.
const AS_TESTS: &str = "ACS_PLANTED_AS_TESTS";
/// Names the fault for the tests.
pub const FAULT: &str = "ACS_FAULT";

/// Where faults are planted, one after another.
#[derive(Debug)]
pub struct Planted {
    shop: Workshop,
    grounds: Vec<Ground>,
}

/// What a program said.
#[derive(Debug, Clone)]
pub struct Said {
    /// Its exit code; -1 where a signal ended it.
    pub code: i32,
    /// Standard output.
    pub out: String,
    /// Standard error.
    pub err: String,
}

impl Planted {
    /// Nothing is planted yet.
    ///
    /// # Errors
    /// The folder cannot be made, or a spec cannot be read.
    pub fn new() -> Result<Planted, String> {
        Ok(Planted {
            shop: Workshop::with_command("planted")?,
            grounds: Ground::all()?,
        })
    }

    /// The ground of this name.
    fn ground(&self, on: &str) -> Result<&Ground, String> {
        let mut grounds = self.grounds.iter();
        let ground = grounds.find(|ground| ground.name == on);
        ground.ok_or_else(|| format!("there is no ground `{on}`"))
    }

    /// The reference interpreter of its operation.
    pub(super) fn judge(&self, on: &str) -> Result<Judge, String> {
        let ground = self.ground(on)?;
        Judge::new(&ground.operation, Some(&ground.service)).map_err(|faults| format!("{faults:?}"))
    }

    /// The names of the operations that faults are planted in, and by which reports call them.
    pub fn grounds(&self) -> impl Iterator<Item = (&'static str, &str)> {
        let name = |ground: &Ground| ground.name;
        self.grounds
            .iter()
            .map(move |ground| (name(ground), ground.operation.name.as_str()))
    }

    /// Plants a fault, or nothing, on the ground of this name and compiles; whether anything differs from what is sound.
    ///
    /// # Errors
    /// There is no such ground; the generator or the compiler refuses.
    pub fn plant(&self, fault: Option<&Fault>, on: &str) -> Result<bool, String> {
        let ground = self.ground(on)?;
        let faulty = match fault {
            Some(fault) => ground.faulty(fault)?,
            None => None,
        };
        let differs = faulty.is_some();
        let output = faulty.as_ref().unwrap_or(&ground.sound);
        let [operation, _] = &ground.files;
        let folder = Path::new(operation).parent().unwrap_or(Path::new("."));
        let id = fault.map_or("none", |fault| fault.id);
        let main = format!(
            "mod {on};\nfn main() -> std::process::ExitCode {{\n    let target = acs_conform::Target::new(\"planted\", {on}::OPERATIONS)\n        .specs({:?})\n        .command({:?})\n        .tested_by({:?});\n    match std::env::var_os({AS_TESTS:?}) {{\n        Some(_) => acs_conform::tests(&target),\n        None => acs_conform::main(&target),\n    }}\n}}\n",
            folder.to_string_lossy(),
            command(id, on),
            tests(id),
        );
        self.shop
            .build(&[(on.to_owned(), module(output.tokens()))], &main)?;
        Ok(differs)
    }

    /// Runs the suite's command over what was planted last, in the workspace's folder.
    ///
    /// # Errors
    /// It cannot be run.
    pub fn run(&self, arguments: &[&str]) -> Result<Said, String> {
        said(Command::new(self.shop.program()).args(arguments))
    }

    /// Runs the suite's tests over it.
    ///
    /// # Errors
    /// They cannot be run.
    pub fn test(&self, arguments: &[String]) -> Result<Said, String> {
        let mut program = Command::new(self.shop.program());
        said(program.args(arguments).env(AS_TESTS, "1"))
    }
}

impl Said {
    /// Prints it, and gives the exit code.
    #[must_use]
    pub fn passed_on(&self) -> u8 {
        print!("{}", self.out);
        eprint!("{}", self.err);
        u8::try_from(self.code).unwrap_or(2)
    }
}

/// How the suite is run over a planted fault.
fn command(fault: &str, on: &str) -> String {
    format!(
        "cargo run --release -q -p acs-conformance --features faults --bin acs-faults -- --fault {fault} --on {on} --"
    )
}

/// How its tests are.
fn tests(fault: &str) -> String {
    format!("{FAULT}={fault} cargo test -q -p acs-conformance --features faults --test seeded --")
}

/// Runs a program in the workspace's folder.
pub(super) fn said(program: &mut Command) -> Result<Said, String> {
    let done = program
        .current_dir(workspace())
        .stdin(Stdio::null())
        .env("NO_COLOR", "1")
        .output()
        .map_err(|error| format!("{}: {error}", program.get_program().display()))?;
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    Ok(Said {
        code: done.status.code().unwrap_or(-1),
        out: text(&done.stdout),
        err: text(&done.stderr),
    })
}
