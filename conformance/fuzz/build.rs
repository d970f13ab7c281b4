//! Generates the obstacle course, whose shapes no real operation has all of.

use std::path::Path;

use acsgen_core::{Settings, SpecFile, generate};

fn main() {
    let folder = Path::new("../../codegen/core/tests/obstacle");
    println!("cargo::rerun-if-changed={}", folder.display());
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder).expect("the obstacle course is there") {
        let path = entry.expect("the folder can be read").path();
        if path.extension().is_some_and(|ending| ending == "json") {
            let name = path
                .file_name()
                .unwrap_or_default()
                .to_string_lossy()
                .into_owned();
            files.push(SpecFile::new(
                name,
                std::fs::read_to_string(&path).expect("the spec can be read"),
            ));
        }
    }
    let mut settings = Settings::default();
    settings.emit.serde = false;
    let output = generate(&files, &settings).unwrap_or_else(|faults| panic!("{faults:?}"));
    let target =
        Path::new(&std::env::var_os("OUT_DIR").expect("cargo gives a folder")).join("obstacles.rs");
    std::fs::write(target, output.tokens()).expect("the folder can be written to");
}
