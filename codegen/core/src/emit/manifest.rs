//! The files of a crate that are no Rust.

use crate::lower::model::RustCrate;
use crate::settings::{RUNTIME_CRATE, Runtime};

/// Settings with which `rustfmt` leaves the emitted files as they are: its measures are those of `prettyplease`.
pub const RUSTFMT: &str = "\
# Emitted by acsgen. Do not edit.
max_width = 89
use_small_heuristics = \"Max\"
single_line_if_else_max_width = 0
single_line_let_else_max_width = 0
short_array_element_width_threshold = 0
reorder_imports = false
reorder_modules = false
";

/// Who turns off the default features gets requests, checks and answers alone: no runtime, no HTTP.
const CLIENT_FEATURES: &str = "\
default = [\"client\"]
# A client that sends by `reqwest`, with TLS by rustls, and waits by tokio.
client = [\"client-core\", \"acs-runtime/reqwest\"]
# The client alone: bring a transport and a timer of your own.
client-core = [\"acs-runtime/client\"]
# The same client for programs without an async runtime.
blocking = [\"client-core\", \"acs-runtime/blocking\"]
# Spans and events for each call and attempt.
tracing = [\"client-core\", \"acs-runtime/tracing\"]
";

/// `Cargo.toml`.
#[must_use]
pub fn cargo_toml(lowered: &RustCrate) -> String {
    let mut out = String::from("# Emitted by acsgen. Do not edit.\n[package]\n");
    let mut line = |key: &str, value: &str| out.push_str(&format!("{key} = {}\n", quoted(value)));
    line("name", &lowered.name);
    line(
        "description",
        &format!(
            "{}: requests that are checked before they are sent.",
            lowered.summary
        ),
    );
    line("version", &lowered.version);
    line("edition", "2024");
    line("rust-version", "1.88");
    if let Some(license) = &lowered.license {
        line("license", license);
    }
    out.push_str(
        "publish = false\n\n[lints.rust]\nmissing_docs = \"deny\"\nunsafe_code = \"forbid\"\n",
    );
    out.push_str("\n[features]\n");
    out.push_str(match lowered.client {
        Some(_) => CLIENT_FEATURES,
        None => "default = []\n",
    });
    if lowered.serde {
        out.push_str("# Requests and answers can be stored.\nserde = [\"dep:serde\", \"acs-runtime/serde\"]\n");
    }
    let place = match &lowered.runtime {
        Runtime::Path(path) => format!("path = {}", quoted(path)),
        Runtime::Version(version) => format!("version = {}", quoted(version)),
    };
    let features = if lowered.pattern {
        ", features = [\"pattern\"]"
    } else {
        ""
    };
    out.push_str(&format!(
        "\n[dependencies]\nacs-runtime = {{ {place}{features} }}\n"
    ));
    if lowered.serde {
        out.push_str("serde = { version = \"1.0.229\", default-features = false, features = [\"derive\", \"std\"], optional = true }\n");
    }
    if lowered.own_workspace {
        out.push_str("\n[workspace]\n");
    }
    with_runtime_as(&lowered.runtime_crate, out)
}

/// The manifest with the runtime under the name that emitted code calls it.
fn with_runtime_as(name: &str, manifest: String) -> String {
    if name == RUNTIME_CRATE {
        return manifest;
    }
    manifest
        .replace(
            "\nacs-runtime = {",
            &format!("\n{name} = {{ package = \"acs-runtime\","),
        )
        .replace("\"acs-runtime/", &format!("\"{name}/"))
}

/// A basic string of TOML.
fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            c if c.is_control() => out.push_str(&format!("\\u{:04x}", u32::from(c))),
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

/// `README.md`.
#[must_use]
pub fn readme(lowered: &RustCrate) -> String {
    let mut out = format!(
        "# {}\n\n{}: requests that are checked before they are sent.\n\n",
        lowered.name, lowered.summary
    );
    out.push_str(
        "Emitted by acsgen from the specs named below; every further run overwrites it.\n\n",
    );
    out.push_str("| operation | module | spec | sha256 |\n|---|---|---|---|\n");
    for operation in &lowered.operations {
        let short: String = operation.sha256.chars().take(12).collect();
        out.push_str(&format!(
            "| {} | `{}` | `{}` | `{short}` |\n",
            cell(&operation.wire),
            operation.module,
            cell(&operation.file)
        ));
    }
    out
}

fn cell(text: &str) -> String {
    crate::lower::text::prose(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strings_of_toml() {
        assert_eq!(quoted("a\"b\\c\u{1}"), "\"a\\\"b\\\\c\\u0001\"");
    }
}
