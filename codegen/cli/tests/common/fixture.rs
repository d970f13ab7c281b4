//! A case for the command line as one file of text: what it is about, commands, and changes to a copy of
//! `catalogue/base`. Lines that begin with `$ ` are commands; sections begin with `=== `:
//!
//! | section | what it does |
//! |---|---|
//! | `edit FILE` | lines `-` are replaced by the lines `+` that follow; indentation is that of what is replaced; `+*900` repeats, `{n}` counts |
//! | `file FILE` | writes a file |
//! | `bytes FILE` | the same, in hexadecimal |
//! | `copy FILE FROM` | copies a file of the checkout |
//! | `folder FILE`, `remove FILE` | makes a folder, removes a file or a folder |
//! | `later FILE` | an edit before the last command |
//! | `stdin` | standard input of the last command |

use std::fs;
use std::path::{Path, PathBuf};

use super::{Ran, root, run_in};

/// One case.
#[derive(Debug, Default)]
pub struct Fixture {
    /// What it is about.
    pub about: String,
    commands: Vec<String>,
    sections: Vec<(String, String)>,
}

impl Fixture {
    /// Of a file's text.
    pub fn read(text: &str) -> Self {
        let mut out = Fixture::default();
        for line in text.lines() {
            if let Some(head) = line.strip_prefix("=== ") {
                out.sections.push((head.to_owned(), String::new()));
            } else if let Some((_, body)) = out.sections.last_mut() {
                body.push_str(line);
                body.push('\n');
            } else if let Some(command) = line.strip_prefix("$ ") {
                out.commands.push(command.to_owned());
            } else {
                out.about.push_str(line);
            }
        }
        assert!(!out.about.is_empty() && !out.commands.is_empty(), "{text}");
        out
    }

    /// The commands as a user would type them.
    pub fn shown(&self) -> String {
        let lines = self.commands.iter();
        let lines: Vec<String> = lines.map(|line| format!("$ acsgen {line}")).collect();
        lines.join("\n")
    }

    /// Runs the commands in a folder of their own, `more` added to the last; gives what that one printed.
    pub fn run(&self, more: &[&str]) -> Ran {
        let scratch = tempfile::tempdir().unwrap();
        let place = scratch.path();
        copy(&root().join("codegen/cli/tests/catalogue/base"), place);
        let mut input = String::new();
        for (head, body) in &self.sections {
            let words: Vec<&str> = head.split(' ').collect();
            match words[..] {
                ["edit", file] => edit(&find(place, file), body),
                ["file", file] => write(&place.join(file), body.as_bytes()),
                ["bytes", file] => write(&place.join(file), &bytes(body)),
                ["copy", file, from] => {
                    write(&place.join(file), &fs::read(root().join(from)).unwrap());
                }
                ["folder", file] => fs::create_dir_all(place.join(file)).unwrap(),
                ["remove", file] if place.join(file).is_dir() => {
                    fs::remove_dir_all(place.join(file)).unwrap();
                }
                ["remove", file] => fs::remove_file(find(place, file)).unwrap(),
                ["later", _] => {}
                ["stdin"] => input.clone_from(body),
                _ => panic!("no such section: {head}"),
            }
        }
        let (last, before) = self.commands.split_last().unwrap();
        // What is done by hand between two commands.
        let late = |place: &Path| {
            for (head, body) in &self.sections {
                if let Some(file) = head.strip_prefix("later ") {
                    edit(&place.join(file), body);
                }
            }
        };
        for command in before {
            let ran = run_in(place, &command.split(' ').collect::<Vec<_>>(), b"");
            assert_eq!(ran.code, Some(0), "{command}: {ran:?}");
        }
        late(place);
        let mut words: Vec<&str> = last.split(' ').collect();
        words.extend(more);
        run_in(place, &words, input.as_bytes())
    }
}

/// The file of this path or, of all in the folder, of this name.
fn find(place: &Path, file: &str) -> PathBuf {
    if place.join(file).is_file() {
        return place.join(file);
    }
    let mut to_do = vec![place.to_owned()];
    while let Some(folder) = to_do.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                to_do.push(path);
            } else if path.ends_with(file) {
                return path;
            }
        }
    }
    panic!("no file `{file}`");
}

fn write(path: &Path, bytes: &[u8]) {
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, bytes).unwrap();
}

fn bytes(body: &str) -> Vec<u8> {
    let words = body.split_whitespace();
    words
        .map(|word| u8::from_str_radix(word, 16).unwrap())
        .collect()
}

fn edit(path: &Path, body: &str) {
    let text = fs::read_to_string(path).unwrap();
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    let (mut old, mut new) = (Vec::new(), Vec::new());
    // An empty line at the end has the last block replaced.
    for line in body.lines().chain([""]) {
        let (sign, rest) = line.split_at(line.len().min(1));
        if sign != "+" && !new.is_empty() {
            replace(&mut lines, &old, &new);
            (old, new) = (Vec::new(), Vec::new());
        }
        match sign {
            "-" => old.push(rest.trim().to_owned()),
            "+" => new.extend(repeated(rest)),
            _ => {}
        }
    }
    fs::write(path, lines.join("\n") + "\n").unwrap();
}

fn repeated(line: &str) -> Vec<String> {
    let times = line.strip_prefix('*').and_then(|rest| rest.split_once(' '));
    match times {
        Some((times, line)) => (0..times.parse().unwrap())
            .map(|n: usize| line.replace("{n}", &n.to_string()))
            .collect(),
        None => vec![line.strip_prefix(' ').unwrap_or(line).to_owned()],
    }
}

fn replace(lines: &mut Vec<String>, old: &[String], new: &[String]) {
    let is_here = |window: &[String]| window.iter().zip(old).all(|(a, b)| a.trim() == b);
    let at = lines.windows(old.len()).position(is_here);
    let at = at.unwrap_or_else(|| panic!("nowhere: {old:?}"));
    let indent = lines[at].len() - lines[at].trim_start().len();
    let new = new.iter().map(|line| format!("{:indent$}{line}", ""));
    lines.splice(at..at + old.len(), new);
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        let place = to.join(path.file_name().unwrap());
        if path.is_dir() {
            copy(&path, &place);
        } else {
            fs::copy(&path, place).unwrap();
        }
    }
}
