//! Mutates specs, literals of emitted code, and emitted code as `cargo-mutants` does, and says what the suite did not
//! notice; compares classes of characters.
//!
//! ```text
//! acs-mutants spec|literal [--list]
//! acs-mutants code [--over first|course|obstacles]… [--list] [-- ARGS FOR cargo-mutants]
//! acs-mutants classes
//! ```
//!
//! Exit code 0: everything was noticed; 1: something was not; 2: it could not be tried.

use std::process::ExitCode;
use std::time::Instant;

use acs_conformance::mutants::code::Laboratory;
use acs_conformance::mutants::ground::Ground;
use acs_conformance::mutants::literal::{self, SWITCH, mutate};
use acs_conformance::mutants::table::{Table, literal_table, spec_table};
use acs_conformance::mutants::workshop::{Workshop, main_of, module};

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let own = arguments.iter().take_while(|argument| *argument != "--");
    let list = own.into_iter().any(|argument| argument == "--list");
    if arguments
        .first()
        .is_some_and(|argument| argument == "classes")
    {
        return classes();
    }
    let done = match arguments.first().map(String::as_str) {
        Some("spec") => spec(),
        Some("literal") => literal(),
        Some("code") => code(arguments.get(1..).unwrap_or_default()),
        _ => Err("say `spec`, `literal`, `code` or `classes`".to_owned()),
    };
    match done {
        Ok(table) => {
            print!("{}", table.text(list));
            match table.is_clean() {
                true => ExitCode::SUCCESS,
                false => ExitCode::from(1),
            }
        }
        Err(error) => {
            eprintln!("acs-mutants: {error}");
            ExitCode::from(2)
        }
    }
}

/// Sound emitted code, asked the questions of each mutant of its spec.
fn spec() -> Result<Table, String> {
    let shop = Workshop::new("specs")?;
    let grounds = Ground::all()?;
    let modules: Vec<(String, String)> = grounds
        .iter()
        .map(|ground| (ground.name.to_owned(), module(ground.sound.tokens())))
        .collect();
    let specs: Vec<(String, String)> = grounds
        .iter()
        .map(|ground| {
            let [operation, service] = ground.files.clone();
            (operation, service)
        })
        .collect();
    let subjects: Vec<(String, String, String, usize)> = grounds
        .iter()
        .enumerate()
        .map(|(n, ground)| {
            let name = ground.name.to_owned();
            (name.clone(), name, ground.request(), n)
        })
        .collect();
    shop.build(&modules, &main_of(&specs, &subjects, "main_spec"))?;
    let start = Instant::now();
    let text = shop.run(&[])?;
    println!("asked in {:.1} s", start.elapsed().as_secs_f64());
    spec_table(&text)
}

/// Emitted code with every literal mutated, asked the questions of its own spec.
fn literal() -> Result<Table, String> {
    let shop = Workshop::new("literals")?;
    let grounds = Ground::all()?;
    let mut modules = vec![("switch".to_owned(), SWITCH.to_owned())];
    let mut mutated = Vec::new();
    for ground in &grounds {
        let found = mutate(ground.sound.tokens(), &ground.request())?;
        modules.push((ground.name.to_owned(), found.text.clone()));
        mutated.push(found);
    }
    let specs: Vec<(String, String)> = grounds
        .iter()
        .map(|ground| {
            let [operation, service] = ground.files.clone();
            (operation, service)
        })
        .collect();
    let subjects: Vec<_> = grounds
        .iter()
        .zip(&mutated)
        .enumerate()
        .map(|(n, (ground, mutated))| (ground.name.to_owned(), mutated, ground.request(), n))
        .collect();
    let start = Instant::now();
    shop.build(&modules, &literal::main_of(&specs, &subjects))?;
    println!("compiled in {:.1} s", start.elapsed().as_secs_f64());
    let start = Instant::now();
    let text = shop.run(&[])?;
    println!("asked in {:.1} s", start.elapsed().as_secs_f64());
    let changes: Vec<_> = grounds
        .iter()
        .zip(&mutated)
        .map(|(ground, mutated)| (ground.name, mutated.changes.as_slice()))
        .collect();
    literal_table(&text, &changes)
}

/// Emitted code with mutants of `cargo-mutants`, one at a time; by default of the operations that the others mutate.
fn code(arguments: &[String]) -> Result<Table, String> {
    let mut arguments = arguments.iter();
    let mut over = Vec::new();
    let mut extra = Vec::new();
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--list" => {}
            "--over" => over.push(arguments.next().ok_or("--over what?")?.as_str()),
            "--" => extra = arguments.by_ref().cloned().collect(),
            other => return Err(format!("`{other}`? see `--over`, `--list` and `--`")),
        }
    }
    if over.is_empty() {
        over = vec!["first", "course"];
    }
    let mut grounds = Vec::new();
    for name in over {
        let known = match name {
            "obstacles" => Ground::obstacles()?,
            _ => Ground::all()?,
        };
        let mut found: Vec<Ground> = known.into_iter().filter(|each| each.name == name).collect();
        match found.is_empty() {
            true => return Err(format!("`{name}`? first, course or obstacles")),
            false => grounds.append(&mut found),
        }
    }
    let start = Instant::now();
    let table = Laboratory::new(grounds)?.run(&extra)?;
    println!(
        "{}, in {:.0} s",
        table.mutants(),
        start.elapsed().as_secs_f64()
    );
    Ok(table)
}

/// Every scalar value in every class, first and inside.
fn classes() -> ExitCode {
    let start = Instant::now();
    match acs_conformance::mutants::classes::compare(|_| true) {
        Ok(compared) => {
            println!(
                "{} answers of the runtime's functions and {} of the interpreter, 0 disagreements, in {:.1} s",
                compared.functions,
                compared.judged,
                start.elapsed().as_secs_f64()
            );
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("acs-mutants: {error}");
            ExitCode::from(1)
        }
    }
}
