//! A folder below the target folder in which emitted code is laid out as crates of their own, and how they are compiled.
//!
//! What they link is compiled once, with optimisation; the emitted code itself is not, since that is quicker.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// Profiles of whatever is laid out. `incremental`: what is emitted is compiled again and again with one change; that
/// takes a third of the time. What is linked never is, so that all programs share it.
pub(super) fn profile(incremental: bool) -> String {
    format!(
        "\n[profile.dev]\ndebug = false\nincremental = {incremental}\n\n[profile.dev.package.\"*\"]\nopt-level = 2\nincremental = false\n"
    )
}

/// The workspace's folder.
#[must_use]
pub fn workspace() -> PathBuf {
    let own = Path::new(env!("CARGO_MANIFEST_DIR"));
    own.parent().unwrap_or(own).to_owned()
}

/// A file of the workspace.
///
/// # Errors
/// It cannot be read.
pub fn read(file: &str) -> Result<String, String> {
    std::fs::read_to_string(workspace().join(file)).map_err(|error| format!("{file}: {error}"))
}

/// The head of a package's manifest.
pub(super) fn package(name: &str) -> String {
    format!(
        "[package]\nname = \"{name}\"\nversion = \"0.0.0\"\nedition = \"2024\"\npublish = false\n"
    )
}

/// The runtime, as a line of `[dependencies]`.
pub(super) fn runtime() -> String {
    dependency(
        "acs-runtime",
        "codegen/runtime",
        ", features = [\"pattern\"]",
    )
}

/// This suite, as a line of `[dependencies]`.
pub(super) fn suite() -> String {
    dependency("acs-conformance", "conformance", "")
}

/// The suite's command, as a line of `[dependencies]`.
pub(super) fn command() -> String {
    dependency("acs-conform", "conformance/conform", "")
}

fn dependency(name: &str, folder: &str, features: &str) -> String {
    let folder = workspace().join(folder);
    format!(
        "{name} = {{ path = {:?}{features} }}\n",
        folder.to_string_lossy()
    )
}

/// The folder of one program's crates, and the one that all of them are compiled into.
#[derive(Debug)]
pub(super) struct Scratch {
    /// Where the crates lie.
    pub(super) folder: PathBuf,
    /// Where they are compiled.
    pub(super) target: PathBuf,
}

impl Scratch {
    /// Of this name, beside the program that runs, with the workspace's lock file.
    pub(super) fn new(name: &str) -> Result<Scratch, String> {
        let program = std::env::current_exe().map_err(|error| error.to_string())?;
        let target = program
            .ancestors()
            .find(|folder| folder.join("CACHEDIR.TAG").is_file())
            .or_else(|| program.ancestors().nth(2))
            .ok_or("no target folder")?
            .join("mutants");
        let scratch = Scratch {
            folder: target.join(name),
            target: target.join("target"),
        };
        scratch.write("Cargo.lock", &read("Cargo.lock")?)?;
        Ok(scratch)
    }

    /// Writes a file of the folder.
    pub(super) fn write(&self, file: &str, text: &str) -> Result<(), String> {
        let path = self.folder.join(file);
        let says = |error: std::io::Error| format!("{}: {error}", path.display());
        if let Some(folder) = path.parent() {
            std::fs::create_dir_all(folder).map_err(says)?;
        }
        // What has not changed is not compiled again.
        match std::fs::read_to_string(&path).is_ok_and(|old| old == text) {
            true => Ok(()),
            false => std::fs::write(&path, text).map_err(says),
        }
    }

    /// Cargo in this folder, without a network.
    pub(super) fn cargo(&self) -> Command {
        let mut cargo = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
        cargo
            .current_dir(&self.folder)
            .env("CARGO_TARGET_DIR", &self.target)
            .env("CARGO_NET_OFFLINE", "true")
            .env("CARGO_PROFILE_DEV_DEBUG", "false")
            .stdin(Stdio::null());
        cargo
    }
}
