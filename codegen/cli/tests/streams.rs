//! Standard input, output and error: who reads them, what colours they carry, and what happens when they end.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)] // a test: a fault is meant to end it

mod common;

use std::io::{BufRead, BufReader, Write};
use std::process::{Command, Stdio};

use common::{page, root, run, run_in};

const OPERATION: &str = "CreateTairKVCacheVNode";

fn acsgen(args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_acsgen"));
    command.args(args).current_dir(root());
    command
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

#[test]
fn no_colour_wins_over_every_wish_for_colours() {
    let err = |variables: &[(&str, &str)]| {
        let mut command = acsgen(&["explain", "ACS9999"]);
        command.env_remove("NO_COLOR").env_remove("CLICOLOR_FORCE");
        command.envs(variables.iter().copied());
        text(&command.output().unwrap().stderr)
    };
    let forced = ("CLICOLOR_FORCE", "1");
    assert!(!err(&[]).contains('\u{1b}'), "this is no terminal");
    assert!(
        err(&[forced]).contains('\u{1b}'),
        "or this test would prove nothing"
    );
    assert!(!err(&[forced, ("NO_COLOR", "1")]).contains('\u{1b}'));
    let mut help = acsgen(&["--help"]);
    help.envs([forced, ("NO_COLOR", "1")]);
    assert!(!text(&help.output().unwrap().stdout).contains('\u{1b}'));
}

/// [`run_in`] looks for escape characters itself: here there are some to be passed on.
#[test]
fn a_file_cannot_command_the_terminal() {
    let hostile = "\u{1b}[2J";
    let hoist = std::fs::read_to_string(page("MoorBarge.A.txt")).unwrap();
    let hoist = hoist.replace("Error tide", &format!("Error {hostile} tide"));
    assert!(hoist.contains(hostile));
    let ran = run_in(&root(), &["import", "-"], hoist.as_bytes());
    assert!(ran.err.contains("[2J tide"), "{}", ran.err);
    let request = format!("{{\"RegionId\": {hostile}}}");
    run_in(&root(), &["validate", OPERATION, "-"], request.as_bytes());
    let request = r#"{"\u001b[2J": "x", "Period": "\u001b[2J"}"#;
    let ran = run_in(&root(), &["validate", OPERATION, "-"], request.as_bytes());
    assert!(ran.out.contains("[2J"), "{}", ran.out);
    run(&["explain", hostile]);
    run(&["validate", hostile, "-"]);
    run(&["validate", OPERATION, "-", "--reading", hostile]);
    run(&["generate", "--check", "--operation", hostile]);
}

#[test]
fn a_reader_that_has_gone_is_no_failure() {
    let page = page("HoistLantern.A.txt");
    for args in [
        &["--help"][..],
        &["explain"],
        &["schema", "operation"],
        &["completions", "bash"],
        &["export", "markdown", OPERATION],
        &["import", page.to_str().unwrap()],
        &["lint"],
        &["generate", "--check"],
    ] {
        let mut child = acsgen(args)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        drop(child.stdout.take());
        let done = child.wait_with_output().unwrap();
        let err = text(&done.stderr);
        assert!(done.status.success(), "{args:?}: {err}");
        assert!(
            !err.contains("error") && !err.contains("panicked"),
            "{args:?}: {err}"
        );
    }
}

#[test]
fn nobody_listening_to_standard_error_is_no_panic() {
    let mut child = acsgen(&["validate", "Nonesuch", "-"])
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stderr.take());
    assert_eq!(child.wait().unwrap().code(), Some(1));
}

/// A result that is cut off must not look like one that is whole.
#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_a_failure() {
    let scripts = [
        vec!["schema", "operation"],
        vec!["extract"],
        vec!["generate", "--check"],
        vec!["lint"],
    ];
    for args in scripts {
        let full = std::fs::OpenOptions::new()
            .write(true)
            .open("/dev/full")
            .unwrap();
        let mut child = acsgen(&args)
            .stdin(Stdio::piped())
            .stdout(full)
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let line = b"{\"type\": \"string\", \"description\": \"A lamp.\"}\n";
        // A command that reads nothing may be gone already.
        let _ = child.stdin.take().unwrap().write_all(line);
        let done = child.wait_with_output().unwrap();
        let err = text(&done.stderr);
        assert_eq!(done.status.code(), Some(1), "{args:?}");
        assert!(err.contains("ACS0404"), "{args:?}: {err}");
    }
}

/// Two programs that talk line by line would otherwise wait for each other for ever.
#[test]
fn extraction_answers_before_it_waits_for_more() {
    let mut child = acsgen(&["extract"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut questions = child.stdin.take().unwrap();
    let (told, answers) = std::sync::mpsc::channel();
    let stdout = BufReader::new(child.stdout.take().unwrap());
    let reader = std::thread::spawn(move || {
        for line in stdout.lines() {
            told.send(line.unwrap()).unwrap();
        }
    });
    for high in [9, 12] {
        writeln!(
            questions,
            r#"{{"type": "integer", "description": "Valid values: 1 to {high}."}}"#
        )
        .unwrap();
        let answer = answers
            .recv_timeout(std::time::Duration::from_secs(20))
            .unwrap();
        assert!(answer.contains(&high.to_string()), "{answer}");
    }
    drop(questions);
    reader.join().unwrap();
    assert!(child.wait().unwrap().success());
}

#[test]
fn extraction_refuses_lines_that_are_none() {
    let good = "{\"type\": \"string\", \"description\": \"A lamp.\"}\n";
    let long = format!(
        "{{\"type\": \"string\", \"description\": \"{}\"}}",
        "a ".repeat(600_000)
    );
    let cases: [(&[u8], &str); 6] = [
        (b"[1]", "line 2"),
        (b"{\"type\": 1, \"description\": \"\"}", "line 2"),
        (b"{\"description\": \"A lamp.\"}", "line 2"),
        (b"{\"type\": \"string\", \"description\": \"", "line 2"),
        (b"{\"type\": \"\xff\"}", "line 2 is not UTF-8"),
        (long.as_bytes(), "line 2 is longer than"),
    ];
    for (line, want) in cases {
        let input = [good.as_bytes(), line, b"\n", good.as_bytes()].concat();
        let ran = run_in(&root(), &["extract"], &input);
        assert_eq!(ran.code, Some(1), "{want}");
        assert_eq!(ran.out, "{\"constraints\":[]}\n", "{want}");
        assert!(
            ran.err.contains("ACS0406") && ran.err.contains(want) && ran.err.contains("-:2:1"),
            "{want}: {}",
            ran.err
        );
    }
    let ran = run_in(&root(), &["extract", "--format", "json"], b"x");
    let fault: serde_json::Value = serde_json::from_str(&ran.err).unwrap();
    assert_eq!(
        (&fault["code"], &fault["line"]),
        (&"ACS0406".into(), &1.into())
    );
}
