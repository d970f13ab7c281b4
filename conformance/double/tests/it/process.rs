//! The double as a program: its ready line, its ends, and what survives `kill -9`.

use std::io::{BufRead, BufReader, Write};
use std::net::SocketAddr;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::Mutex;

use acs_spec::Json;

use crate::kit;
use crate::tokens::one_token;

pub struct Process {
    child: Child,
    pub address: SocketAddr,
}

impl Drop for Process {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

pub fn start(arguments: &[&str]) -> Process {
    let mut child = Command::new(env!("CARGO_BIN_EXE_acs-double"))
        .args(["--port", "0"])
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::inherit())
        .spawn()
        .unwrap();
    let mut line = String::new();
    BufReader::new(child.stdout.take().unwrap())
        .read_line(&mut line)
        .unwrap();
    let address = line
        .trim()
        .strip_prefix("acs-double listens on http://")
        .unwrap_or_else(|| panic!("{line}"));
    Process {
        address: address.parse().unwrap(),
        child,
    }
}

fn count(address: SocketAddr) -> String {
    match kit::get(address, "/_double/state").json().get("count") {
        Some(Json::Number(count)) => count.clone(),
        other => panic!("{other:?}"),
    }
}

#[test]
fn it_says_where_it_listens_and_ends_when_told() {
    let mut double = start(&["--exit-with-stdin", "--credentials", "id:secret"]);
    assert_eq!(kit::get(double.address, "/_double/operations").status, 200);
    drop(double.child.stdin.take());
    assert!(double.child.wait().unwrap().success());
    #[cfg(unix)]
    {
        let mut double = start(&[]);
        let id = double.child.id().to_string();
        assert!(
            Command::new("kill")
                .args(["-TERM", &id])
                .status()
                .unwrap()
                .success()
        );
        assert!(double.child.wait().unwrap().success());
    }
}

#[test]
fn what_it_cannot_do_it_says_and_shows_no_secret() {
    for (arguments, want) in [
        (["--credentials", "hush"], "id:secret"),
        (["--set", "sponge"], "NAME=VALUE"),
        (["--set", "sponge=1"], "there is no switch `sponge`"),
        (["--reading", "hearsay"], "effective, page"),
        (["--spec", "/no/such/place.json"], "/no/such/place.json"),
        (["--state", "/no/such/place"], "/no/such/place"),
        (["--host", "203.0.113.7"], "203.0.113.7"),
    ] {
        let out = Command::new(env!("CARGO_BIN_EXE_acs-double"))
            .args(arguments)
            .output()
            .unwrap();
        let said = String::from_utf8(out.stderr).unwrap();
        assert_eq!(out.status.code(), Some(1), "{arguments:?}");
        assert!(said.contains(want) && !said.contains("hush"), "{said}");
    }
    assert_eq!(
        Command::new(env!("CARGO_BIN_EXE_acs-double"))
            .arg("--sponge")
            .output()
            .unwrap()
            .status
            .code(),
        Some(2)
    );
}

/// Calls with one token until there is an answer.
fn insist(address: &Mutex<SocketAddr>, token: &str) -> String {
    loop {
        let target = *address.lock().unwrap();
        let body = one_token(token);
        let head = format!(
            "POST /_double/call/{} HTTP/1.1\r\nhost: x\r\ncontent-length: {}\r\n\r\n",
            kit::ACTION,
            body.len()
        );
        let answer = std::net::TcpStream::connect(target)
            .and_then(|mut stream| kit::exchange(&mut stream, format!("{head}{body}").as_bytes()));
        match answer {
            Ok(answer) if answer.status == 200 => return answer.body,
            Ok(answer) => panic!("{}", answer.body),
            // Killed; another will listen elsewhere.
            Err(_) => std::thread::yield_now(),
        }
    }
}

fn restart_in_the_middle(
    state: &Path,
    work_time: &str,
    calls: usize,
    token: impl Fn(usize) -> String + Sync,
) -> (Vec<String>, String) {
    let state = state.to_str().unwrap();
    let arguments = ["--no-auth", "--state", state, "--work-time", work_time];
    let first = start(&arguments);
    let address = Mutex::new(first.address);
    let (answers, second) = std::thread::scope(|scope| {
        let threads: Vec<_> = (0..calls)
            .map(|n| {
                scope.spawn({
                    let (address, token) = (&address, &token);
                    move || insist(address, &token(n))
                })
            })
            .collect();
        // Some of the work is done by then, and some is not.
        while !threads.iter().any(|thread| thread.is_finished()) && work_time == "0" {
            std::thread::yield_now();
        }
        drop(first);
        let second = start(&arguments);
        *address.lock().unwrap() = second.address;
        let answers: Vec<String> = threads
            .into_iter()
            .map(|thread| thread.join().unwrap())
            .collect();
        (answers, second)
    });
    let made = count(second.address);
    (answers, made)
}

#[test]
fn one_token_makes_one_instance_through_a_kill() {
    let folder = tempfile::tempdir().unwrap();
    for work_time in ["0", "60"] {
        let state = folder.path().join(work_time);
        let (answers, made) = restart_in_the_middle(&state, work_time, 64, |_| "t".to_owned());
        let distinct: std::collections::BTreeSet<&String> = answers.iter().collect();
        assert_eq!(
            (distinct.len(), made.as_str()),
            (1, "1"),
            "work time {work_time}"
        );
    }
}

#[test]
fn what_was_acknowledged_survives_a_kill() {
    let folder = tempfile::tempdir().unwrap();
    let state = folder.path().join("state");
    let (answers, made) = restart_in_the_middle(&state, "0", 40, |n| format!("t{n}"));
    let distinct: std::collections::BTreeSet<&String> = answers.iter().collect();
    assert_eq!((distinct.len(), made.as_str()), (40, "40"));
    // A third process knows them all by their tokens, and makes new ids for new tokens.
    let third = start(&["--no-auth", "--state", state.to_str().unwrap()]);
    let address = Mutex::new(third.address);
    for (n, answer) in answers.iter().enumerate() {
        assert_eq!(insist(&address, &format!("t{n}")), *answer);
    }
    assert!(!answers.contains(&insist(&address, "new")));
    assert_eq!(kit::post(third.address, "/_double/reset", "").status, 200);
    drop(third);
    // Half a line, as a crash leaves it.
    let mut file = std::fs::OpenOptions::new()
        .append(true)
        .open(&state)
        .unwrap();
    file.write_all(br#"{"created":{"number":99,"oper"#).unwrap();
    let fourth = start(&["--no-auth", "--state", state.to_str().unwrap()]);
    assert_eq!(count(fourth.address), "0", "what was reset stays so");
}

#[test]
fn two_doubles_do_not_share_a_state() {
    let folder = tempfile::tempdir().unwrap();
    let state = folder.path().join("state");
    let arguments = ["--no-auth", "--state", state.to_str().unwrap()];
    let first = start(&arguments);
    let out = Command::new(env!("CARGO_BIN_EXE_acs-double"))
        .args(arguments)
        .output()
        .unwrap();
    let said = String::from_utf8(out.stderr).unwrap();
    assert_eq!(out.status.code(), Some(1));
    assert!(said.contains("another double has it"), "{said}");
    // The first is none the worse, and its end by force frees the file.
    insist(&Mutex::new(first.address), "t");
    drop(first);
    assert_eq!(count(start(&arguments).address), "1");
}

#[test]
fn a_state_that_is_shortened_all_the_time_survives_kills() {
    let folder = tempfile::tempdir().unwrap();
    let state = folder.path().join("state");
    let path = state.to_str().unwrap();
    let arguments = [
        "--no-auth",
        "--state",
        path,
        "--keep-created",
        "5",
        "--keep-tokens",
        "8",
    ];
    let mut made = 0;
    let mut last = (String::new(), String::new());
    for round in 0..6 {
        let double = start(&arguments);
        let address = Mutex::new(double.address);
        assert_eq!(count(double.address), made.to_string(), "round {round}");
        if made > 0 {
            // The latest token is remembered.
            assert_eq!(insist(&address, &last.0), last.1);
        }
        for n in 0..150 + round {
            let token = format!("{round}-{n}");
            last = (token.clone(), insist(&address, &token));
            made += 1;
        }
        let lines = std::fs::read_to_string(&state).unwrap().lines().count();
        assert!(lines < 150, "{lines} lines");
        drop(double);
    }
    let left: Vec<String> = std::fs::read_dir(folder.path())
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| !name.ends_with(".new"))
        .collect();
    assert_eq!(left.len(), 2, "{left:?}");
}
