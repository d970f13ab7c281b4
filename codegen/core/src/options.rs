//! The one table of options, from which every door makes its own: `--serde false` at the command line,
//! `.option("serde", false)` in a build script, `serde = false` in a macro.
//!
//! It knows nothing of doors. An option is added here and nowhere else.

use std::path::PathBuf;

use acs_spec::shape::nearest;
use acs_spec::{Diagnostic, codes};

use crate::settings::{Layout, Policy, Runtime, Settings, is_usable};

/// What an option takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Takes {
    /// `true` or `false`.
    Switch,
    /// One of these words.
    OneOf(&'static [&'static str]),
    /// Any text; what it stands for.
    Text(&'static str),
}

/// One option.
pub struct OptionInfo {
    /// Its name, words joined by `-`. Doors whose language has no such names write `_`.
    pub name: &'static str,
    /// What it takes.
    pub takes: Takes,
    /// It may be given many times, each time adding something.
    pub is_repeated: bool,
    /// One line on what it does.
    pub help: &'static str,
    set: fn(&mut Settings, &str) -> Result<(), String>,
}

impl std::fmt::Debug for OptionInfo {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("OptionInfo").field(&self.name).finish()
    }
}

const fn option(
    name: &'static str,
    takes: Takes,
    help: &'static str,
    set: fn(&mut Settings, &str) -> Result<(), String>,
) -> OptionInfo {
    OptionInfo {
        name,
        takes,
        is_repeated: false,
        help,
        set,
    }
}

const fn repeated(mut option: OptionInfo) -> OptionInfo {
    option.is_repeated = true;
    option
}

/// All options, in the order in which help lists them.
pub static OPTIONS: &[OptionInfo] = &[
    repeated(option(
        "operation",
        Takes::Text("NAME"),
        "Only this operation; what is emitted then holds no other",
        |settings, value| {
            settings.operations.insert(filled(value)?);
            Ok(())
        },
    )),
    repeated(option(
        "name",
        Takes::Text("PATH=NAME"),
        "Rust name of `Operation`, `Operation.Parameter`, `Operation.List.Field` or `Operation.Response.Field`",
        name,
    )),
    option(
        "layout",
        Takes::OneOf(Layout::WORDS),
        "How what is emitted is divided",
        |settings, value| {
            settings.layout = Layout::from_word(value).ok_or_else(String::new)?;
            Ok(())
        },
    ),
    option(
        "serde",
        Takes::Switch,
        "A cargo feature `serde` with which requests and answers can be stored (off in build scripts and macros, whose crate must have the feature)",
        |settings, value| switch(&mut settings.emit.serde, value),
    ),
    option(
        "docs",
        Takes::Switch,
        "Constraints, examples, defaults and places in the spec in the documentation of every item",
        |settings, value| switch(&mut settings.emit.docs, value),
    ),
    option(
        "ram",
        Takes::Switch,
        "A constant with the RAM policy of each operation",
        |settings, value| switch(&mut settings.emit.ram, value),
    ),
    option(
        "client",
        Takes::Switch,
        "Clients with a method for each operation, and the table of endpoints",
        |settings, value| switch(&mut settings.emit.client, value),
    ),
    option(
        "policy",
        Takes::OneOf(Policy::WORDS),
        "What clients do by default with a request that breaks rules: refuse it (strict: advisory rules too), report and send it, or not look",
        |settings, value| {
            settings.policy = Policy::from_word(value).ok_or_else(String::new)?;
            Ok(())
        },
    ),
    option(
        "runtime-crate",
        Takes::Text("CRATE"),
        "Name under which emitted code finds the crate `acs-runtime`",
        |settings, value| {
            if !is_usable(value) || value.starts_with("r#") {
                return Err("write letters, digits and `_`".to_owned());
            }
            settings.runtime_crate = value.to_owned();
            Ok(())
        },
    ),
    option(
        "runtime-path",
        Takes::Text("DIR"),
        "Folder of `acs-runtime`, for the emitted Cargo.toml",
        |settings, value| {
            settings.runtime = Runtime::Path(filled(value)?);
            Ok(())
        },
    ),
    option(
        "runtime-version",
        Takes::Text("REQ"),
        "Version of `acs-runtime` in the registry, for the emitted Cargo.toml, instead of a folder",
        |settings, value| {
            settings.runtime = Runtime::Version(version_requirement(value)?);
            Ok(())
        },
    ),
    option(
        "crate-name",
        Takes::Text("NAME"),
        "Name of the emitted crate; by default the service's",
        |settings, value| {
            settings.crate_name = Some(filled(value)?);
            Ok(())
        },
    ),
    option(
        "crate-version",
        Takes::Text("VERSION"),
        "Version of the emitted crate",
        |settings, value| {
            settings.crate_version = version(value)?;
            Ok(())
        },
    ),
    option(
        "license",
        Takes::Text("SPDX"),
        "Licence of the emitted crate as an SPDX expression; empty: unstated",
        |settings, value| {
            settings.license = Some(value.to_owned()).filter(|value| !value.is_empty());
            Ok(())
        },
    ),
    option(
        "own-workspace",
        Takes::Switch,
        "The emitted crate is a workspace of its own",
        |settings, value| switch(&mut settings.own_workspace, value),
    ),
    option(
        "service",
        Takes::Text("FILE"),
        "For a documentation page: the product version's service.json, which supplies what a page does not name",
        |settings, value| {
            settings.service = Some(PathBuf::from(filled(value)?));
            Ok(())
        },
    ),
    repeated(option(
        "corrections",
        Takes::Text("FILE"),
        "For a documentation page or api-docs.json: apply the corrections that this spec file records",
        |settings, value| {
            settings.corrections.push(PathBuf::from(filled(value)?));
            Ok(())
        },
    )),
];

/// The option of this name, written with `-` or `_`.
#[must_use]
pub fn find(name: &str) -> Option<&'static OptionInfo> {
    let same = |a: &str, b: &str| {
        a.len() == b.len()
            && a.bytes()
                .zip(b.bytes())
                .all(|(a, b)| a == b || (a == b'-' && b == b'_'))
    };
    OPTIONS.iter().find(|option| same(option.name, name))
}

impl Settings {
    /// Sets one option by its name, as every door does. Names may be written with `-` or `_`.
    ///
    /// # Errors
    /// `ACS0307`: no such option, or a value that it does not take; its pointer is `setting/NAME/VALUE`.
    ///
    /// ```
    /// let mut settings = acsgen_core::Settings::default();
    /// settings.set("serde", "false").unwrap();
    /// settings.set("crate_name", "acs-lamps").unwrap();
    /// assert!(settings.set("sered", "false").unwrap_err().help.contains("serde"));
    /// ```
    pub fn set(&mut self, name: &str, value: &str) -> Result<(), Diagnostic> {
        let Some(option) = find(name) else {
            let names: Vec<&str> = OPTIONS.iter().map(|option| option.name).collect();
            let help = nearest(&name.replace('_', "-"), &names).map_or_else(
                || format!("the options are: {}", names.join(", ")),
                |near| format!("did you mean `{near}`?"),
            );
            let message = format!("there is no option `{}`", acs_spec::diag::brief(name));
            return Err(
                Diagnostic::new(&codes::BAD_SETTING, message, help).at(pointer(name, value))
            );
        };
        (option.set)(self, value).map_err(|why| {
            let message = format!(
                "the option `{}` does not take `{}`",
                option.name,
                acs_spec::diag::brief(value)
            );
            let help = match option.takes {
                Takes::Switch => "write `true` or `false`".to_owned(),
                Takes::OneOf(words) => format!("write one of: {}", words.join(", ")),
                Takes::Text(_) => why,
            };
            Diagnostic::new(&codes::BAD_SETTING, message, help).at(pointer(option.name, value))
        })
    }
}

/// How diagnostics name a setting: `setting/NAME/VALUE`.
#[must_use]
pub fn pointer(name: &str, value: &str) -> String {
    format!("setting/{name}/{value}")
}

fn filled(value: &str) -> Result<String, String> {
    if value.trim().is_empty() || value.contains(char::is_control) {
        return Err("write a text that is not empty, on one line".to_owned());
    }
    Ok(value.to_owned())
}

fn switch(at: &mut bool, value: &str) -> Result<(), String> {
    *at = value.parse().map_err(|_| String::new())?;
    Ok(())
}

fn name(settings: &mut Settings, value: &str) -> Result<(), String> {
    let help = || "write a wire path, `=`, and a Rust name, as in `CreateInstance.Tag.Key=label`";
    let (path, name) = value.split_once('=').ok_or_else(help)?;
    let (path, name) = (path.trim(), name.trim());
    if path.is_empty() || name.is_empty() {
        return Err(help().to_owned());
    }
    match settings.names.insert(path.to_owned(), name.to_owned()) {
        Some(before) if before != name => Err(format!("`{path}` has the name `{before}` already")),
        _ => Ok(()),
    }
}

/// Three numbers, and what may follow them. Cargo judges the rest.
fn version(value: &str) -> Result<String, String> {
    let numbers = value.split(['-', '+']).next().unwrap_or_default();
    let sound = numbers.split('.').count() == 3
        && numbers
            .split('.')
            .all(|part| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit()))
        && value
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || b".-+".contains(&b));
    match sound {
        true => Ok(value.to_owned()),
        false => Err("write three numbers, as in `1.2.0`".to_owned()),
    }
}

/// What a requirement may hold. Cargo judges the rest.
fn version_requirement(value: &str) -> Result<String, String> {
    let sound = value.bytes().any(|b| b.is_ascii_digit())
        && value
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || b".-+^~=<>*, ".contains(&b));
    match sound {
        true => Ok(value.to_owned()),
        false => Err("write a requirement as in a Cargo.toml, such as `0.1`".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_option_takes_what_it_says_and_nothing_else() {
        for option in OPTIONS {
            let sound = match option.takes {
                Takes::Switch => "false",
                Takes::OneOf(words) => words[words.len() - 1],
                Takes::Text("PATH=NAME") => "A.B=c",
                Takes::Text("VERSION" | "REQ") => "9.8.7",
                Takes::Text(_) => "word",
            };
            let mut settings = Settings::default();
            settings.set(option.name, sound).unwrap();
            settings.set(&option.name.replace('-', "_"), sound).unwrap();
            let bad = match option.takes {
                Takes::Text("SPDX") => continue,
                Takes::Text(_) => "",
                _ => "perhaps",
            };
            let fault = settings.set(option.name, bad).unwrap_err();
            assert_eq!(fault.code, "ACS0307");
            assert!(!fault.help.is_empty(), "{}", option.name);
        }
    }

    #[test]
    fn names_are_unique_and_differ_from_one_another() {
        let mut names: Vec<&str> = OPTIONS.iter().map(|option| option.name).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), OPTIONS.len());
        assert!(find("runtime_path").is_some() && find("runtime path").is_none());
        let mut settings = Settings::default();
        settings.set("name", "A.B=c").unwrap();
        assert!(settings.set("name", "A.B=d").is_err());
    }
}
