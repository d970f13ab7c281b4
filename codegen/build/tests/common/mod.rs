//! A user's crate of a door, copied out of the checkout with the specs that it needs.

#![allow(dead_code)] // each test uses its part

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

pub const SPEC: &str = "spec/r-kvstore/2015-01-01/CreateTairKVCacheVNode.json";

pub struct Downstream {
    folder: PathBuf,
}

impl Downstream {
    /// `door` is the name of the door's folder.
    pub fn copy(door: &str) -> Self {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("../..")
            .canonicalize()
            .unwrap();
        let source = root.join("codegen").join(door).join("tests/downstream");
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("downstream-{door}"));
        let _ = fs::remove_dir_all(&folder);
        copy(&source, &folder);
        copy(&root.join("spec/r-kvstore"), &folder.join("spec/r-kvstore"));
        fs::copy(root.join("Cargo.lock"), folder.join("Cargo.lock")).unwrap();
        // Paths to crates of the checkout lead there still.
        let manifest = folder.join("Cargo.toml");
        let text = fs::read_to_string(&manifest).unwrap();
        let text = text.replace("path = \"..", &format!("path = \"{}/..", source.display()));
        fs::write(manifest, text).unwrap();
        Downstream { folder }
    }

    pub fn cargo(&self, arguments: &[&str]) -> Output {
        Command::new(env!("CARGO"))
            .args(arguments)
            .arg("--offline")
            .current_dir(&self.folder)
            .env("CARGO_TARGET_DIR", self.folder.with_extension("target"))
            .env_remove("RUSTFLAGS")
            .output()
            .unwrap()
    }

    pub fn edit(&self, file: &str, changes: &[(&str, &str)]) {
        let path = self.folder.join(file);
        let mut text = fs::read_to_string(&path).unwrap();
        for (from, to) in changes {
            assert!(text.contains(from), "{from}");
            text = text.replacen(from, to, 1);
        }
        fs::write(path, text).unwrap();
    }

    pub fn said(&self, ran: &Output) -> String {
        format!(
            "{}\n{}",
            String::from_utf8_lossy(&ran.stdout),
            String::from_utf8_lossy(&ran.stderr)
        )
    }
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
