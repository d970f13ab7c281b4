//! A crate generated from specs, compiled on the spot and asked over a pipe.
#![allow(dead_code)] // each test uses a part of it

use std::io::{BufRead, BufReader, Write};
use std::path::PathBuf;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

use acs_conformance::{Finding, Findings, WireCode};
use acs_spec::Tier;
use acsgen_core::settings::Runtime;
use acsgen_core::{Settings, SpecFile, generate};
use serde_json::{Value, json};

use super::common::workspace;

/// A running program that speaks for a generated crate.
pub struct Driven {
    child: Child,
    to: Option<ChildStdin>,
    from: BufReader<ChildStdout>,
}

/// What a generated crate says of a request.
pub struct Answer {
    pub findings: Findings,
    pub again: Option<Vec<(String, String)>>,
}

impl Driven {
    /// Generates, compiles and starts. `name`, of letters alone, is the crate's.
    pub fn new(name: &str, files: &[SpecFile]) -> Driven {
        let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
        let runtime = workspace().join("codegen/runtime");
        let mut settings = Settings::default();
        settings.runtime = Runtime::Path(runtime.to_string_lossy().into_owned());
        settings.crate_name = Some(name.to_owned());
        settings.own_workspace = true;
        settings.emit.client = false;
        let output = generate(files, &settings).unwrap_or_else(|faults| {
            panic!(
                "{}",
                faults
                    .iter()
                    .map(ToString::to_string)
                    .collect::<Vec<_>>()
                    .join("\n")
            )
        });
        let write = |file: &str, text: &str| {
            let file = folder.join(file);
            std::fs::create_dir_all(file.parent().unwrap()).unwrap();
            // What has not changed is not compiled again.
            if std::fs::read_to_string(&file).ok().as_deref() != Some(text) {
                std::fs::write(&file, text).unwrap();
            }
        };
        for (file, text) in output.files() {
            write(file, text);
        }
        write(
            "src/main.rs",
            &include_str!("driver.rs")
                .replace(
                    "/* operations */",
                    &variants(output.get("src/lib.rs").unwrap()),
                )
                .replace("generated", name),
        );
        write(
            "Cargo.lock",
            &std::fs::read_to_string(workspace().join("Cargo.lock")).unwrap(),
        );
        let target = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("build");
        let built = Command::new(env!("CARGO"))
            .args(["build", "--quiet", "--offline", "--target-dir"])
            .arg(&target)
            .env("CARGO_PROFILE_DEV_DEBUG", "false")
            .current_dir(&folder)
            .status()
            .unwrap();
        assert!(
            built.success(),
            "the generated crate in {} does not compile",
            folder.display()
        );
        let program = target
            .join("debug")
            .join(format!("{name}{}", std::env::consts::EXE_SUFFIX));
        let mut child = Command::new(program)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let (to, from) = (
            child.stdin.take(),
            BufReader::new(child.stdout.take().unwrap()),
        );
        Driven { child, to, from }
    }

    /// What the crate makes of an error.
    pub fn ask_error(&mut self, operation: &str, status: u16, body: &str) -> Value {
        self.exchange(&json!({"operation": operation, "status": status.to_string(), "body": body}))
    }

    fn exchange(&mut self, question: &Value) -> Value {
        let to = self.to.as_mut().unwrap();
        writeln!(to, "{question}").unwrap();
        to.flush().unwrap();
        let mut line = String::new();
        self.from.read_line(&mut line).unwrap();
        serde_json::from_str(&line)
            .unwrap_or_else(|error| panic!("{error}: {question} gave {line:?}"))
    }

    /// What the crate says of a request.
    pub fn ask(&mut self, operation: &str, pairs: &[(String, String)]) -> Answer {
        let answer = self.exchange(&json!({"operation": operation, "pairs": pairs}));
        let text = |value: &Value, n: usize| value[n].as_str().unwrap().to_owned();
        let finding = |value: &Value| {
            Finding::new(
                text(value, 0),
                text(value, 1),
                Tier::from_word(&text(value, 2)).unwrap(),
            )
            .answered(
                value
                    .get(4)
                    .map(|_| WireCode::new(text(value, 3).parse().unwrap(), text(value, 4))),
            )
        };
        let pair = |value: &Value| (text(value, 0), text(value, 1));
        Answer {
            findings: answer["violations"]
                .as_array()
                .unwrap()
                .iter()
                .map(finding)
                .collect(),
            again: answer["again"]
                .as_array()
                .map(|again| again.iter().map(pair).collect()),
        }
    }
}

/// The types of all operations, out of the list that the crate has of them.
fn variants(library: &str) -> String {
    let types = library.split("OperationEntry::of::<").skip(1);
    types
        .map(|rest| {
            rest.split_once(">()")
                .unwrap()
                .0
                .trim()
                .trim_end_matches(',')
        })
        .map(|path| {
            let path = format!("generated::{path}");
            format!("(<{path} as acs_runtime::Operation>::INFO.name, variant::<{path}>),")
        })
        .collect()
}

impl Drop for Driven {
    fn drop(&mut self) {
        drop(self.to.take());
        let _ = self.child.wait();
    }
}
