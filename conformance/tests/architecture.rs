//! The walls of the house: who may depend on whom, what emitted code drags in, and how long a file may be.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::type_complexity
)] // a test: a fault is meant to end it

mod common;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::process::Command;

use common::workspace;
use serde_json::Value;

/// What cargo knows of the workspace: for each package those it depends on, development aside.
struct Packages {
    names: BTreeMap<String, String>,
    proc_macros: BTreeSet<String>,
    edges: BTreeMap<String, BTreeSet<String>>,
}

impl Packages {
    fn read(manifest: &Path, flags: &[&str]) -> Self {
        let done = Command::new(env!("CARGO"))
            .args([
                "metadata",
                "--offline",
                "--format-version",
                "1",
                "--manifest-path",
            ])
            .arg(manifest)
            .args(flags)
            .output()
            .unwrap();
        assert!(
            done.status.success(),
            "{}",
            String::from_utf8_lossy(&done.stderr)
        );
        let metadata: Value = serde_json::from_slice(&done.stdout).unwrap();
        let text = |value: &Value| value.as_str().unwrap().to_owned();
        let mut out = Packages {
            names: BTreeMap::new(),
            proc_macros: BTreeSet::new(),
            edges: BTreeMap::new(),
        };
        for package in metadata["packages"].as_array().unwrap() {
            let id = text(&package["id"]);
            let is_macro = package["targets"]
                .as_array()
                .unwrap()
                .iter()
                .any(|t| t["kind"][0] == "proc-macro");
            if is_macro {
                out.proc_macros.insert(id.clone());
            }
            out.names.insert(id, text(&package["name"]));
        }
        for node in metadata["resolve"]["nodes"].as_array().unwrap() {
            let deps = node["deps"].as_array().unwrap().iter().filter(|dep| {
                dep["dep_kinds"]
                    .as_array()
                    .unwrap()
                    .iter()
                    .any(|kind| kind["kind"] != "dev")
            });
            out.edges.insert(
                text(&node["id"]),
                deps.map(|dep| text(&dep["pkg"])).collect(),
            );
        }
        out
    }

    /// Everything that a package leads to.
    fn reached(&self, name: &str) -> BTreeSet<String> {
        let start = self
            .names
            .iter()
            .find(|(_, other)| *other == name)
            .unwrap_or_else(|| panic!("no package {name}"))
            .0;
        let mut seen = BTreeSet::new();
        let mut to_do = vec![start.clone()];
        while let Some(id) = to_do.pop() {
            for next in &self.edges[&id] {
                if seen.insert(next.clone()) {
                    to_do.push(next.clone());
                }
            }
        }
        seen
    }

    fn reached_names(&self, name: &str) -> BTreeSet<&str> {
        self.reached(name)
            .iter()
            .map(|id| self.names[id].as_str())
            .map(|name| self.static_name(name))
            .collect()
    }

    fn static_name(&self, name: &str) -> &str {
        self.names.values().find(|other| *other == name).unwrap()
    }
}

#[test]
fn nobody_imports_what_would_hide_a_fault() {
    let packages = Packages::read(&workspace().join("Cargo.toml"), &["--all-features"]);
    let never: [(&str, &[&str]); 7] = [
        ("acs-judge", &["acs-runtime", "acsgen-core", "acs-import"]),
        ("acsgen-core", &["acs-judge", "acs-import", "acs-runtime"]),
        (
            "acs-runtime",
            &["acs-spec", "acsgen-core", "acs-judge", "acs-import"],
        ),
        (
            "acs-r-kvstore",
            &["acs-spec", "acsgen-core", "acs-judge", "acs-import"],
        ),
        ("acs-import", &["acs-judge", "acsgen-core", "acs-runtime"]),
        (
            "acs-spec",
            &["acs-judge", "acsgen-core", "acs-runtime", "acs-import"],
        ),
        ("acsgen", &["acs-runtime"]),
    ];
    for (name, others) in never {
        let reached = packages.reached_names(name);
        for other in others {
            assert!(!reached.contains(other), "{name} leads to {other}");
        }
    }
    assert!(
        packages.reached_names("acsgen").contains("acs-judge"),
        "the walk finds what is there"
    );
}

#[test]
fn emitted_code_alone_drags_in_no_macros_and_no_network() {
    let packages = Packages::read(
        &workspace().join("generated/r-kvstore/Cargo.toml"),
        &["--no-default-features"],
    );
    let reached = packages.reached("acs-r-kvstore");
    // The features of the whole workspace are united in its metadata; of the crate alone `cargo tree` tells.
    let tree = Command::new(env!("CARGO"))
        .args([
            "tree",
            "--offline",
            "--no-default-features",
            "-e",
            "normal,build",
            "--prefix",
            "none",
            "-p",
            "acs-r-kvstore",
        ])
        .current_dir(workspace())
        .output()
        .unwrap();
    assert!(
        tree.status.success(),
        "{}",
        String::from_utf8_lossy(&tree.stderr)
    );
    let tree = String::from_utf8(tree.stdout).unwrap();
    let names: BTreeSet<&str> = tree
        .lines()
        .filter_map(|line| line.split(' ').next())
        .collect();
    assert!(names.contains("acs-runtime"), "{tree}");
    for forbidden in [
        "tokio",
        "hyper",
        "reqwest",
        "rustls",
        "syn",
        "quote",
        "serde_derive",
        "async-trait",
    ] {
        assert!(!names.contains(forbidden), "{forbidden}:\n{tree}");
    }
    let macros: Vec<&String> = reached
        .intersection(&packages.proc_macros)
        .map(|id| &packages.names[id])
        .filter(|name| names.contains(name.as_str()))
        .collect();
    assert!(macros.is_empty(), "{macros:?}");
}

#[test]
fn files_are_short() {
    let mut long = Vec::new();
    let mut files = 0;
    let mut to_do = vec![workspace()];
    while let Some(folder) = to_do.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            if path.is_dir() {
                if name != "target" && !name.starts_with('.') {
                    to_do.push(path);
                }
            } else if path.extension().is_some_and(|ending| ending == "rs") {
                files += 1;
                let lines = std::fs::read_to_string(&path).unwrap().lines().count();
                if lines > 500 {
                    long.push(format!(
                        "{} has {lines} lines",
                        path.strip_prefix(workspace()).unwrap().display()
                    ));
                }
            }
        }
    }
    long.sort();
    assert!(long.is_empty(), "{}", long.join("\n"));
    assert!(files > 100, "{files} files looked at");
}
