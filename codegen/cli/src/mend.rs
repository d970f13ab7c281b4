//! Commands that mend, printed so that they can be pasted into a shell, and help with names that are nearly right.

use acs_spec::shape::nearest;

use crate::args::Generate;
use crate::input::shown;

/// Most names that a help lists.
const NAMES_SHOWN: usize = 20;

/// The command that mends stale files.
pub fn generate_command(args: &Generate) -> String {
    let mut out = String::from("run `acsgen generate");
    let paths = [
        ("spec", args.folder.spec.as_ref()),
        ("out", args.out.as_ref()),
    ];
    for (name, path) in paths {
        if let Some(path) = path {
            out.push_str(&format!(" --{name} {}", quoted(&shown(path))));
        }
    }
    for (name, value) in args.options.given() {
        out.push_str(&format!(" --{name} {}", quoted(value)));
    }
    for source in &args.sources {
        out.push_str(&format!(" {}", quoted(&shown(source))));
    }
    out.push('`');
    out
}

/// A word as a shell takes it for itself.
fn quoted(word: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || "/._-+:@%=,".contains(c);
    if !word.is_empty() && word.chars().all(plain) {
        word.to_owned()
    } else {
        format!("'{}'", word.replace('\'', "'\\''"))
    }
}

/// Help for a name that is none of these: the nearest, or what there is.
pub fn names_help(wanted: &str, names: &[&str]) -> String {
    if let Some(near) = nearest(wanted, names) {
        return format!("did you mean `{near}`?");
    }
    if names.is_empty() {
        return "the folder holds no operation; import one with `acsgen import`".into();
    }
    let shown = names
        .iter()
        .take(NAMES_SHOWN)
        .copied()
        .collect::<Vec<_>>()
        .join(", ");
    match names.len().saturating_sub(NAMES_SHOWN) {
        0 => format!("the folder holds: {shown}"),
        more => format!("the folder holds: {shown} and {more} more"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_survive_the_shell() {
        assert_eq!(quoted("../my-crates"), "../my-crates");
        assert_eq!(quoted("my crates"), "'my crates'");
        assert_eq!(quoted("it's $HOME"), r"'it'\''s $HOME'");
        assert_eq!(quoted(""), "''");
    }

    #[test]
    fn long_lists_are_cut() {
        let names: Vec<String> = (0..30).map(|n| format!("DescribeLantern{n:02}")).collect();
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        assert_eq!(
            names_help("DescribeLantren07", &names),
            "did you mean `DescribeLantern07`?"
        );
        assert!(names_help("Hoist", &names).ends_with("DescribeLantern19 and 10 more"));
        assert!(names_help("Hoist", &[]).contains("acsgen import"));
    }
}
