//! Runs the command, also over a subject that is wrong on purpose.
#![allow(dead_code)] // each test uses a part of it
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)] // tests: a fault is meant to end them

use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

pub struct Ran {
    pub code: i32,
    pub out: String,
    pub err: String,
}

/// The workspace's folder.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

pub fn run(words: &[&str]) -> Ran {
    spawned(Path::new(env!("CARGO_BIN_EXE_acs-conform")), words)
}

/// The same over a subject that is wrong on purpose.
pub fn wrong(words: &[&str]) -> Ran {
    spawned(Path::new(env!("CARGO_BIN_EXE_acs-wrong")), words)
}

fn spawned(program: &Path, words: &[&str]) -> Ran {
    let done = Command::new(program)
        .args(words)
        .current_dir(root())
        .env("NO_COLOR", "1")
        .output()
        .unwrap_or_else(|error| panic!("{}: {error}", program.display()));
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    Ran {
        code: done.status.code().unwrap(),
        out: text(done.stdout),
        err: text(done.stderr),
    }
}

pub fn json(text: &str) -> Value {
    serde_json::from_str(text).unwrap()
}

pub fn texts(list: &Value) -> Vec<String> {
    list.as_array()
        .unwrap()
        .iter()
        .map(|text| text.as_str().unwrap().to_owned())
        .collect()
}

pub fn strings(list: &Value, key: &str) -> Vec<String> {
    list.as_array()
        .unwrap()
        .iter()
        .map(|one| one[key].as_str().unwrap().to_owned())
        .collect()
}

/// The words of a printed command after `--`, as a shell takes them.
pub fn words(command: &str) -> Vec<String> {
    let (_, rest) = command.split_once(" -- ").unwrap();
    let mut out = vec![String::new()];
    let mut quoted = false;
    let mut chars = rest.chars();
    while let Some(c) = chars.next() {
        match c {
            '\'' => quoted = !quoted,
            '\\' if !quoted => out.last_mut().unwrap().extend(chars.next()),
            ' ' if !quoted => out.push(String::new()),
            c => out.last_mut().unwrap().push(c),
        }
    }
    assert!(!quoted, "{command}");
    out
}

/// Tags close in order, and no character is there that XML has no place for.
pub fn well_formed(xml: &str) {
    let allowed = |c: char| matches!(c, '\t' | '\n' | '\u{20}'..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..);
    assert!(xml.chars().all(allowed));
    let mut open = Vec::new();
    for piece in xml.split('<').skip(1) {
        let (tag, text) = piece.split_once('>').unwrap();
        assert!(!text.contains("]]>"));
        for entity in piece.split('&').skip(1) {
            let name = entity.split(';').next().unwrap();
            assert!(
                ["amp", "lt", "gt", "quot", "apos"].contains(&name),
                "&{name}"
            );
        }
        let name = tag.split(' ').next().unwrap();
        match name.strip_prefix('/') {
            Some(name) => assert_eq!(open.pop(), Some(name)),
            None if tag.starts_with(['?', '!']) || tag.ends_with('/') => {}
            None => open.push(name),
        }
        assert_eq!(tag.matches('"').count() % 2, 0, "{tag}");
    }
    assert!(open.is_empty(), "{open:?}");
}
