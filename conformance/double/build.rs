//! Puts the repository's specs into the crate, so that the double runs without any file beside it.
//!
//! What is written names each file by its place under `spec/` and holds its text; no path of the building machine
//! reaches it.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let root = PathBuf::from("../../spec");
    println!("cargo:rerun-if-changed={}", root.display());
    let mut files = Vec::new();
    collect(&root, 2, &mut files);
    files.sort();
    let mut out = String::from("&[\n");
    for file in files {
        println!("cargo:rerun-if-changed={}", file.display());
        let name = file
            .strip_prefix(&root)?
            .to_string_lossy()
            .replace('\\', "/");
        writeln!(
            out,
            "    ({name:?}, {:?}),",
            std::fs::read_to_string(&file)?
        )?;
    }
    out.push_str("]\n");
    let folder = std::env::var("OUT_DIR")?;
    std::fs::write(Path::new(&folder).join("specs.rs"), out)?;
    Ok(())
}

/// The JSON files of each folder, at most so many levels down, that holds a `service.json`.
fn collect(folder: &Path, levels: usize, out: &mut Vec<PathBuf>) {
    let entries: Vec<PathBuf> = std::fs::read_dir(folder)
        .into_iter()
        .flatten()
        .flatten()
        .map(|entry| entry.path())
        .collect();
    if folder.join("service.json").is_file() {
        out.extend(
            entries
                .into_iter()
                .filter(|path| path.extension().is_some_and(|e| e == "json")),
        );
    } else if levels > 0 {
        for entry in entries {
            if entry.is_dir() && !entry.join("Cargo.toml").exists() {
                collect(&entry, levels - 1, out);
            }
        }
    }
}
