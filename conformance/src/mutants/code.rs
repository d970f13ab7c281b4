//! Mutants of emitted code, made by `cargo-mutants`: each operation is a package of a workspace in the target folder, with
//! two tests that its spec alone decides, so that a mutant costs the compilation of that package.
//!
//! `tests/exam.rs` asks all questions over the wire; `tests/typed.rs` looks at what a caller of the types sees. Neither
//! freshness nor snapshots are tested, which would notice any change, for the wrong reason.

mod broken;
mod equal;
mod outcomes;
mod typed;
mod values;

use std::fmt::Write as _;
use std::path::PathBuf;
use std::process::{Command, Stdio};

use acs_judge::Judge;
use acsgen_core::Specs;
use acsgen_core::lower::lower;
use acsgen_core::lower::model::RustOperation;

pub use self::equal::equivalent;
pub use self::outcomes::Mutant;
use super::ground::{Ground, settings};
use super::scratch::{Scratch, package, profile, runtime, suite};
use super::table::{Fate, Row, Table};

/// Seconds that a test of a mutant may take at least before it counts as endless; cargo-mutants takes five times what
/// sound code took if that is more.
const TIMEOUT: &str = "30";

/// How `cargo-mutants` is installed.
const INSTALL: &str =
    "`cargo mutants` is missing; `cargo install --locked cargo-mutants` installs it";

/// One operation as a package.
#[derive(Debug)]
struct Package {
    name: String,
    ground: Ground,
    lowered: RustOperation,
}

/// The workspace of packages.
#[derive(Debug)]
pub struct Laboratory {
    scratch: Scratch,
    packages: Vec<Package>,
}

impl Package {
    fn new(ground: Ground) -> Result<Package, String> {
        let says = |faults: Vec<acs_spec::Diagnostic>| format!("{faults:?}");
        let specs = Specs::read(&ground.specs).map_err(says)?;
        let lowered = lower(&specs, &settings()).map_err(says)?;
        let mut operations = lowered.operations.into_iter();
        let name = match ground.name {
            "obstacles" => format!("obstacle-{}", ground.operation.name.to_lowercase()),
            name => name.to_owned(),
        };
        Ok(Package {
            lowered: operations.next().ok_or("no operation")?,
            name,
            ground,
        })
    }

    /// Its name in Rust.
    fn ident(&self) -> String {
        self.name.replace('-', "_")
    }

    /// Tests run in the order of their names: what is quick comes first.
    fn manifest(&self) -> String {
        format!(
            "{}autotests = false\n\n[lib]\ntest = false\ndoctest = false\n\n[[test]]\nname = \"caller\"\npath = \"tests/typed.rs\"\n\n[[test]]\nname = \"exam\"\npath = \"tests/exam.rs\"\n\n[dependencies]\n{}\n[dev-dependencies]\n{}",
            package(&self.name),
            runtime(),
            suite()
        )
    }

    fn exam(&self) -> String {
        let [operation, service] = &self.ground.files;
        let (ident, request) = (self.ident(), self.ground.request());
        format!(
            "//! All questions that the spec asks over the wire.\n#![allow(warnings)]\n\nuse acs_conformance::mutants::{{Probe, program}};\n\n#[test]\nfn exam() {{\n    let probe = Probe::of::<{ident}::{request}>();\n    if let Err(failure) = program::sit({operation:?}, {service:?}, &probe) {{\n        panic!(\"{{failure}}\");\n    }}\n}}\n"
        )
    }

    /// What a caller of the types sees, as a test.
    fn typed(&self) -> Result<String, String> {
        let Ground {
            operation, service, ..
        } = &self.ground;
        let judge = Judge::new(operation, Some(service)).map_err(|faults| format!("{faults:?}"))?;
        let requests = typed::requests(&self.lowered, operation, service, &judge);
        Ok(typed::text(
            &self.ident(),
            &self.lowered,
            (operation, service),
            &requests,
        ))
    }
}

/// The test of what a caller of one operation's types sees, as text.
///
/// # Errors
/// The spec cannot be lowered, or is refused by the reference interpreter.
pub fn typed_test(ground: Ground) -> Result<String, String> {
    Package::new(ground)?.typed()
}

impl Laboratory {
    /// Lays out a package for each operation.
    ///
    /// # Errors
    /// A spec cannot be lowered, or a file cannot be written.
    pub fn new(grounds: Vec<Ground>) -> Result<Laboratory, String> {
        let packages = grounds.into_iter().map(Package::new);
        let packages: Vec<Package> = packages.collect::<Result<_, _>>()?;
        let scratch = Scratch::new("code")?;
        let names: Vec<&str> = packages.iter().map(|each| each.name.as_str()).collect();
        let manifest = format!(
            "[workspace]\nresolver = \"3\"\nmembers = {names:?}\n{}",
            profile(true)
        );
        scratch.write("Cargo.toml", &manifest)?;
        for package in &packages {
            let name = &package.name;
            scratch.write(&format!("{name}/Cargo.toml"), &package.manifest())?;
            scratch.write(&format!("{name}/tests/exam.rs"), &package.exam())?;
            scratch.write(&format!("{name}/tests/typed.rs"), &package.typed()?)?;
            let sources = package.ground.sound.files();
            for (file, text) in sources.filter(|(file, _)| file.starts_with("src/")) {
                scratch.write(&format!("{name}/{file}"), text)?;
            }
        }
        Ok(Laboratory { scratch, packages })
    }

    /// `cargo mutants` in the workspace, over the operations' modules.
    fn mutants(&self) -> Command {
        let mut cargo = self.scratch.cargo();
        cargo
            .args(["mutants", "--workspace", "--in-place", "--no-config"])
            .args(["--cargo-arg=--offline", "--colors=never", "--no-times"])
            .env("CARGO_TERM_COLOR", "never");
        for package in &self.packages {
            let module = package.lowered.module.trim_start_matches("r#");
            let name = &package.name;
            cargo.arg(format!("--file={name}/src/{module}/**"));
        }
        cargo
    }

    /// Mutates, tests, and says what became of each mutant. `extra`: arguments for cargo-mutants.
    ///
    /// # Errors
    /// cargo-mutants is missing or does not end as it should, as where sound code does not pass.
    pub fn run(&self, extra: &[String]) -> Result<Table, String> {
        let version = self.scratch.cargo().args(["mutants", "--version"]).output();
        if !version.is_ok_and(|done| done.status.success()) {
            return Err(INSTALL.to_owned());
        }
        let mut rows = Vec::new();
        let mut excluded = Vec::new();
        for mutant in self.listed(extra)? {
            let mut packages = self.packages.iter();
            let package = packages.find(|package| package.name == mutant.package);
            if let Some(why) = package.and_then(|of| equivalent(&mutant, &of.lowered)) {
                excluded.push(format!("--exclude-re=^{}$", escaped(&mutant.name)));
                rows.push(mutant.row(Fate::Equivalent(why.to_owned())));
            }
        }
        let output = self.scratch.folder.join("mutants.out");
        let old = std::fs::remove_dir_all(&output);
        if let Err(error) = old.or_else(|error| match error.kind() {
            std::io::ErrorKind::NotFound => Ok(()),
            _ => Err(error),
        }) {
            return Err(format!("{}: {error}", output.display()));
        }
        let status = self
            .mutants()
            .args(["--minimum-test-timeout", TIMEOUT])
            .args(&excluded)
            .args(extra)
            .stdout(Stdio::from(std::io::stderr()))
            .status()
            .map_err(|error| error.to_string())?;
        // 2: some mutants were missed; 3: some did not end. Both are told by the outcomes.
        if !matches!(status.code(), Some(0 | 2 | 3)) {
            let log = output.join("log");
            let log = log.display();
            return Err(match status.code() {
                Some(4) => format!("sound code does not pass: see {log}/baseline.log"),
                _ => format!("cargo mutants: {status}: see {log}"),
            });
        }
        rows.extend(self.outcomes(output)?);
        Ok(Table { rows, names: false })
    }

    /// All mutants.
    fn listed(&self, extra: &[String]) -> Result<Vec<Mutant>, String> {
        let mut command = self.mutants();
        let listing = command.args(["--list", "--json"]).args(extra);
        let done = listing.output().map_err(|error| error.to_string())?;
        match done.status.success() {
            true => Mutant::all(&String::from_utf8_lossy(&done.stdout)),
            false => Err(String::from_utf8_lossy(&done.stderr).into_owned()),
        }
    }

    fn outcomes(&self, output: PathBuf) -> Result<Vec<Row>, String> {
        let read = |file: &str| {
            let path = output.join(file);
            std::fs::read_to_string(&path).map_err(|error| format!("{}: {error}", path.display()))
        };
        let all = Mutant::all(&read("mutants.json")?)?.len();
        let rows = outcomes::rows(&read("outcomes.json")?, &|log| {
            // The log of a mutant that could not be tried may be missing.
            read(log).unwrap_or_default()
        })?;
        match rows.len() == all {
            true => Ok(rows),
            false => Err(format!("{} mutants of {all} were tested", rows.len())),
        }
    }
}

/// A text as a regular expression that matches it alone.
fn escaped(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars() {
        if r"\.+*?()|[]{}^$".contains(c) {
            out.push('\\');
        }
        let _ = write!(out, "{c}");
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The tests of what a caller sees leave nothing out that a caller can name.
    #[test]
    fn callers_tests_name_everything() {
        for ground in Ground::all().unwrap() {
            let name = ground.name;
            let package = Package::new(ground).unwrap();
            let text = package.typed().unwrap();
            let has = |what: &str| assert!(text.contains(what), "{name}: no `{what}`");
            let lowered = &package.lowered;
            for each in &lowered.enums {
                has(&format!("texts!(m::{0}, m::{0}::Other(_), [", each.ident));
                for variant in &each.variants {
                    has(&format!(
                        "({:?}, m::{}::{})",
                        variant.text, each.ident, variant.ident
                    ));
                }
            }
            for each in &lowered.errors {
                let code = format!(
                    "&m::ErrorCode::{}, {}, {:?}, ",
                    each.ident, each.status, each.code
                );
                has(&code);
            }
            for field in lowered.structs.iter().flat_map(|each| &each.fields) {
                match field.is_asked() {
                    true => has(&format!("assert!(new().{} == ", field.ident)),
                    false => has(&format!("assert!(new().{}(", field.setter)),
                }
            }
            for each in lowered.structs.iter().skip(1) {
                has(&format!("let bare = || -> m::{} {{", each.ident));
            }
            let requests = text.matches("    asked(request, pairs, said);").count();
            let sound = text.matches("    let said = &[];").count();
            assert!(
                sound > 0 && requests > sound,
                "{name}: {requests} requests, {sound} sound"
            );
            has("closed_up(");
            has("breaks(&request, ");
        }
    }

    /// Every obstacle is laid out, and most of their requests can be said by types.
    #[test]
    fn obstacles_have_tests_of_their_own() {
        let grounds = Ground::obstacles().unwrap();
        assert!(grounds.len() > 10);
        let tests = grounds
            .into_iter()
            .map(|ground| typed_test(ground).unwrap());
        let asked = tests.filter(|text| text.contains("fn request_0()"));
        assert!(asked.count() > 5);
    }

    #[test]
    fn names_are_matched_as_they_are() {
        assert_eq!(escaped("a.rs:1:2: a -> b[]"), r"a\.rs:1:2: a -> b\[\]");
    }
}
