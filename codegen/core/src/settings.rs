//! What a caller may choose, the same for every door: command line, build script and macro. [`crate::options`] sets it
//! by name.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use acs_spec::{Diagnostic, codes};

use crate::input::Specs;
use crate::names::reserved;
use crate::options::pointer;

/// Where the emitted code finds the runtime crate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Runtime {
    /// In this folder, relative to the emitted crate.
    Path(String),
    /// In the registry, in a version that this requirement allows.
    Version(String),
}

/// What is emitted beside requests, responses, errors and checks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Emit {
    /// A cargo feature `serde`, with which the types can be stored.
    pub serde: bool,
    /// Each constraint in words, the example and the default in the documentation of a field. Without it, every item
    /// still has one line.
    pub docs: bool,
    /// A constant with the RAM policy statement of each operation.
    pub ram: bool,
    /// Clients with a method for each operation, and the table of endpoints: in a crate of its own behind cargo features;
    /// in another's crate (build script, macro) as far as the runtime there has the features `client` and `blocking`.
    pub client: bool,
}

/// What an emitted client does about violations, unless it or a call is told otherwise.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub enum Policy {
    /// A request with any violation is refused, also an advisory one.
    Strict,
    /// A request with a documented violation is refused; advisory ones are reported.
    #[default]
    Enforce,
    /// All violations are reported, and the request is sent.
    Report,
    /// Nobody looks.
    Off,
}

impl Default for Emit {
    fn default() -> Self {
        Emit {
            serde: true,
            docs: true,
            ram: true,
            client: true,
        }
    }
}

/// How an emitted crate is divided into modules.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub enum Layout {
    /// A module for each operation.
    #[default]
    ModulePerOperation,
}

impl Layout {
    /// The words for layouts.
    pub const WORDS: &'static [&'static str] = &["module-per-operation"];

    /// The layout of a word.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        (word == "module-per-operation").then_some(Layout::ModulePerOperation)
    }
}

impl Policy {
    /// The words for policies.
    pub const WORDS: &'static [&'static str] = &["strict", "enforce", "report", "off"];

    /// The policy of a word.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Some(match word {
            "strict" => Policy::Strict,
            "enforce" => Policy::Enforce,
            "report" => Policy::Report,
            "off" => Policy::Off,
            _ => return None,
        })
    }
}

/// All settings. The default is the whole of what is passed in.
///
/// ```
/// let mut settings = acsgen_core::Settings::default();
/// settings.operations.insert("CreateInstance".to_owned());
/// settings.names.insert("CreateInstance.Tag.Key".to_owned(), "label".to_owned());
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Settings {
    /// Operations by the provider's name; empty: all. A name that no spec has is a fault (`ACS0306`).
    pub operations: BTreeSet<String>,
    /// How the crate is divided.
    pub layout: Layout,
    /// What is emitted.
    pub emit: Emit,
    /// What emitted clients do about violations by default.
    pub policy: Policy,
    /// Rust names by wire path: `Operation` (its module), `Operation.Parameter`, `Operation.List.Field`. They go before a
    /// `rust_name` in a spec. A path that no spec has is a fault (`ACS0306`).
    pub names: BTreeMap<String, String>,
    /// The emitted crate's name; none: `crate_name` of the service, else `acs-` and the product code in lower case.
    pub crate_name: Option<String>,
    /// The emitted crate's version.
    pub crate_version: String,
    /// The emitted crate's licence, as an SPDX expression; none: unstated.
    pub license: Option<String>,
    /// Where the runtime crate is.
    pub runtime: Runtime,
    /// The emitted crate is a workspace of its own, wherever it lies.
    pub own_workspace: bool,
    /// The name under which emitted code finds the runtime crate.
    pub runtime_crate: String,
    /// Of a documentation page: the product version's `service.json`, relative to where inputs are.
    pub service: Option<PathBuf>,
    /// Of a documentation page or an `api-docs.json`: spec files whose corrections are applied, relative to where inputs
    /// are.
    pub corrections: Vec<PathBuf>,
}

/// What the runtime's crate is called where nobody renames it.
pub const RUNTIME_CRATE: &str = "acs_runtime";

impl Default for Settings {
    fn default() -> Self {
        Settings {
            operations: BTreeSet::new(),
            layout: Layout::default(),
            emit: Emit::default(),
            policy: Policy::default(),
            names: BTreeMap::new(),
            crate_name: None,
            crate_version: "0.1.0".to_owned(),
            license: Some("Apache-2.0 OR MIT".to_owned()),
            runtime: Runtime::Path("../../codegen/runtime".to_owned()),
            own_workspace: false,
            runtime_crate: RUNTIME_CRATE.to_owned(),
            service: None,
            corrections: Vec::new(),
        }
    }
}

impl Settings {
    /// The default of build scripts and macros, whose output lives in somebody else's crate: it asks for no cargo feature
    /// which that crate may not have.
    #[must_use]
    pub fn guest() -> Self {
        Settings {
            emit: Emit {
                serde: false,
                ..Emit::default()
            },
            ..Settings::default()
        }
    }

    /// The name of the crate that is emitted for these specs.
    #[must_use]
    pub fn crate_name(&self, specs: &Specs) -> String {
        if let Some(name) = &self.crate_name {
            return name.clone();
        }
        let stated = specs
            .service
            .as_ref()
            .and_then(|service| service.value.crate_name.clone());
        stated.unwrap_or_else(|| {
            let code: String = specs
                .product()
                .chars()
                .map(|c| {
                    if c.is_ascii_alphanumeric() {
                        c.to_ascii_lowercase()
                    } else {
                        '-'
                    }
                })
                .collect();
            format!("acs-{}", code.trim_matches('-'))
        })
    }

    /// Faults of the settings themselves: filters that match nothing, names that are none.
    pub(crate) fn check(&self, specs: &Specs, faults: &mut Vec<Diagnostic>) {
        for name in &self.operations {
            if !specs.operations.iter().any(|spec| spec.value.name == *name) {
                faults.push(
                    Diagnostic::new(
                        &codes::OVERRIDE_UNMATCHED,
                        format!("the operation filter names `{name}`, and no spec is of that name"),
                        nearest(
                            name,
                            specs.operations.iter().map(|spec| spec.value.name.as_str()),
                        ),
                    )
                    .at(pointer("operation", name)),
                );
            }
        }
        for (path, name) in &self.names {
            if !is_usable(name) {
                faults.push(Diagnostic::new(
                    &codes::BAD_NAME,
                    format!("`{name}`, the name that the settings give to `{path}`, is not a Rust identifier"),
                    "write letters, digits and `_`, not beginning with a digit, and no keyword",
                ).at(pointer("name", &format!("{path}={name}"))));
            }
        }
        let name = self.crate_name(specs);
        let sound = name.starts_with(|c: char| c.is_ascii_alphabetic())
            && name
                .bytes()
                .all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_');
        if !sound {
            let fault = Diagnostic::new(
                &codes::BAD_NAME,
                format!("`{name}` cannot be the name of a crate"),
                "write letters, digits, `-` and `_`, beginning with a letter",
            );
            faults.push(match (&self.crate_name, &specs.service) {
                (None, Some(service)) if service.value.crate_name.is_some() => {
                    fault.at("/crate_name").in_file(&service.file, 0, 0)
                }
                _ => fault.at(pointer("crate-name", &name)),
            });
        }
    }
}

/// Whether a person may give this name to something: an ASCII identifier that is no keyword.
#[must_use]
pub fn is_usable(name: &str) -> bool {
    let plain = name.strip_prefix("r#").unwrap_or(name);
    let formed = plain.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
        && plain
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || b == b'_');
    let keyword = reserved::is_keyword(plain);
    formed && (!keyword || (plain.len() < name.len() && reserved::can_be_raw(plain)))
}

/// Help that names what there is, the first few.
fn nearest<'a>(name: &str, known: impl Iterator<Item = &'a str>) -> String {
    let known: Vec<&str> = known.collect();
    if let Some(near) = known.iter().find(|each| each.eq_ignore_ascii_case(name)) {
        return format!("did you mean `{near}`?");
    }
    let first: Vec<&str> = known.iter().take(8).copied().collect();
    match first.is_empty() {
        true => "there are no operations here".to_owned(),
        false => format!(
            "there are: {}{}",
            first.join(", "),
            if known.len() > 8 { ", …" } else { "" }
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn usable_names() {
        for name in ["a", "_b", "r#type", "vswitch_id", "Tag"] {
            assert!(is_usable(name), "{name}");
        }
        for name in [
            "", "_", "type", "r#self", "self", "1a", "a-b", "é", "a b", "r#",
        ] {
            assert!(!is_usable(name), "{name}");
        }
    }
}
