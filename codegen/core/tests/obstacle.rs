//! The obstacle course: specs that a generator stumbles over are generated, compiled, linted, laid out, documented, and
//! the program in `obstacle/program` is run against what came out.
//!
//! It needs no network: the generated crate lies in cargo's own folder for tests, with the workspace's lock file.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)] // a test: a fault is meant to end it

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use acsgen_core::settings::{Policy, Runtime};
use acsgen_core::{Settings, SpecFile, generate, write};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn specs() -> Vec<SpecFile> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/obstacle");
    let mut files: Vec<SpecFile> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "json"))
        .map(|path| {
            let name = path.file_name().unwrap().to_str().unwrap().to_owned();
            SpecFile::new(
                format!("tests/obstacle/{name}"),
                fs::read_to_string(&path).unwrap(),
            )
        })
        .collect();
    files.sort_by(|a, b| a.name.cmp(&b.name));
    files
}

fn settings() -> Settings {
    let mut settings = Settings::default();
    settings.own_workspace = true;
    let runtime = root().join("codegen/runtime").canonicalize().unwrap();
    settings.runtime = Runtime::Path(runtime.to_str().unwrap().to_owned());
    settings
        .names
        .insert("Names.Chosen2".to_owned(), "elsewhere".to_owned());
    settings
        .names
        .insert("Names.Response.Tier".to_owned(), "level".to_owned());
    settings
}

#[test]
fn bytes_do_not_depend_on_the_order_of_files() {
    let mut files = specs();
    let first = generate(&files, &settings()).unwrap();
    assert_eq!(first, generate(&files, &settings()).unwrap());
    files.reverse();
    assert_eq!(first, generate(&files, &settings()).unwrap());
    let there = root().canonicalize().unwrap();
    for (path, text) in first.files().filter(|(path, _)| *path != "Cargo.toml") {
        assert!(
            !text.contains(there.to_str().unwrap()),
            "{path} names a folder of this machine"
        );
    }
}

#[test]
fn every_setting_does_something() {
    let files = specs();
    let whole = generate(&files, &settings()).unwrap();
    let text_of = |change: fn(&mut Settings)| {
        let mut settings = settings();
        change(&mut settings);
        generate(&files, &settings).unwrap()
    };
    let bare = text_of(|settings| settings.emit.serde = false);
    assert!(
        whole.files().any(|(_, text)| text.contains("serde"))
            && bare.files().all(|(_, text)| !text.contains("serde"))
    );
    let bare = text_of(|settings| settings.emit.ram = false);
    let has_policy = |output: &acsgen_core::Output| {
        output
            .get("src/light_everything/mod.rs")
            .unwrap()
            .contains("RAM_POLICY")
    };
    assert!(has_policy(&whole) && !has_policy(&bare));
    let bare = text_of(|settings| settings.emit.docs = false);
    let size =
        |output: &acsgen_core::Output| output.get("src/light_everything/request.rs").unwrap().len();
    assert!(size(&bare) < size(&whole));
    let bare = text_of(|settings| settings.emit.client = false);
    assert!(whole.get("src/client.rs").is_some() && whole.get("src/endpoints.rs").is_some());
    assert!(bare.get("src/client.rs").is_none() && bare.get("src/endpoints.rs").is_none());
    assert!(bare.get("Cargo.toml").unwrap().contains("default = []"));
    assert!(whole.tokens().contains("with_blocking") && !bare.tokens().contains("with_blocking"));
    let policy = |output: &acsgen_core::Output| {
        let text = output.get("src/client.rs").unwrap();
        text.contains("validation(rt::Validation::Report)")
    };
    let report = text_of(|settings| settings.policy = Policy::Report);
    assert!(policy(&report) && !policy(&whole));
    let one = text_of(|settings| {
        settings.operations.insert("Option".to_owned());
        settings.names.clear();
    });
    assert!(
        one.get("src/option/request.rs").is_some() && one.get("src/names/request.rs").is_none()
    );
    let named = text_of(|settings| {
        settings.crate_name = Some("acs-other".to_owned());
        settings.crate_version = "9.8.7".to_owned();
        settings.license = None;
        settings.runtime = Runtime::Version("1.2".to_owned());
        settings.own_workspace = false;
    });
    let manifest = named.get("Cargo.toml").unwrap();
    assert!(
        manifest.contains("\"acs-other\"")
            && manifest.contains("\"9.8.7\"")
            && manifest.contains("version = \"1.2\"")
    );
    assert!(!manifest.contains("license") && !manifest.contains("[workspace]"));
    let request = whole.get("src/names/request.rs").unwrap();
    assert!(
        request.contains("pub elsewhere: Option<String>")
            && request.contains("pub picked: Option<String>")
    );
    assert!(
        whole
            .get("src/names/response.rs")
            .unwrap()
            .contains("pub level: ")
    );
}

fn command(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO"));
    command
        .args(arguments)
        .current_dir(folder)
        .env(
            "CARGO_TARGET_DIR",
            Path::new(env!("CARGO_TARGET_TMPDIR")).join("obstacle-target"),
        )
        .env("RUSTDOCFLAGS", "-D warnings")
        .env_remove("RUSTFLAGS");
    command
}

/// Runs a command of cargo in the generated crate; its output is shown where it fails.
fn cargo(folder: &Path, arguments: &[&str]) {
    let output = command(folder, arguments).output().unwrap();
    assert!(
        output.status.success(),
        "cargo {}\n{}\n{}",
        arguments.join(" "),
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr)
    );
}

#[test]
fn what_comes_out_compiles_without_a_word_and_does_what_the_specs_say() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("obstacle");
    let output = generate(&specs(), &settings()).unwrap();
    // Left from an earlier run, with the program in it, which is no generated file.
    let _ = fs::remove_dir_all(&folder);
    write::write(output.as_map(), &folder).unwrap();
    assert!(write::check(output.as_map(), &folder).unwrap().is_fresh());
    cargo(&folder, &["fmt", "--check"]);

    fs::copy(root().join("Cargo.lock"), folder.join("Cargo.lock")).unwrap();
    fs::create_dir_all(folder.join("tests")).unwrap();
    let program = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/obstacle/program");
    for entry in fs::read_dir(program).unwrap() {
        let path = entry.unwrap().path();
        fs::copy(&path, folder.join("tests").join(path.file_name().unwrap())).unwrap();
    }
    let manifest = folder.join("Cargo.toml");
    let text =
        fs::read_to_string(&manifest).unwrap() + "\n[dev-dependencies]\nserde_json = \"1\"\n";
    fs::write(&manifest, text).unwrap();

    cargo(
        &folder,
        &[
            "clippy",
            "--offline",
            "--all-targets",
            "--all-features",
            "--",
            "-D",
            "warnings",
        ],
    );
    for features in ["", "client-core"] {
        let bare = ["--no-default-features", "--features", features];
        let start = ["clippy", "--offline"];
        cargo(
            &folder,
            &[&start[..], &bare, &["--", "-D", "warnings"]].concat(),
        );
    }
    // All of the emitted code, without building what only the runtime uses: the HTTP stack.
    let emitted = [
        "--no-default-features",
        "--features",
        "client-core,blocking,tracing,serde",
    ];
    cargo(&folder, &[&["test", "--offline"], &emitted[..]].concat());
    cargo(
        &folder,
        &[&["doc", "--offline", "--no-deps"], &emitted[..]].concat(),
    );
}

#[test]
fn in_another_crate_there_is_a_client_if_the_runtime_has_one() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("obstacle-guest");
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(folder.join("src")).unwrap();
    let mut settings = settings();
    settings.emit.serde = false;
    let output = generate(&specs(), &settings).unwrap();
    let runtime = root().join("codegen/runtime").canonicalize().unwrap();
    let manifest = |features: &str| {
        let text = format!(
            "[package]\nname = \"guest\"\nedition = \"2024\"\n[workspace]\n[features]\nclient = [\"acs-runtime/client\"]\n\
             blocking = [\"acs-runtime/blocking\"]\n[dependencies]\n\
             acs-runtime = {{ path = {:?}, features = [{features}] }}\n",
            runtime.to_str().unwrap()
        );
        fs::write(folder.join("Cargo.toml"), text).unwrap();
    };
    manifest("\"pattern\"");
    fs::copy(root().join("Cargo.lock"), folder.join("Cargo.lock")).unwrap();
    let uses = "
#[cfg(feature = \"client\")]
pub async fn sends(client: &api::Client, operation: &api::send::SendValue) -> bool {
    client.send_operation(operation).await.is_ok()
}
#[cfg(feature = \"blocking\")]
pub fn waits(client: &api::blocking::Client, operation: &api::send::SendValue) -> bool {
    client.send_operation(operation).is_ok()
}
";
    let text = format!("pub mod api {{ {} }}\n{uses}", output.tokens());
    fs::write(folder.join("src/lib.rs"), text).unwrap();
    for features in ["", "client", "client,blocking"] {
        cargo(&folder, &["check", "--offline", "--features", features]);
    }
    // Without the runtime's feature for patterns the compiler says first what is missing, and where to turn it on.
    manifest("");
    let output = command(&folder, &["check", "--offline"]).output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    let first = said.find("error").map_or("", |at| &said[at..]);
    assert!(
        first.starts_with("error: the spec states a pattern")
            && said.contains("features = [\"pattern\"]"),
        "{said}"
    );
}
