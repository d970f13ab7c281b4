//! Names that are taken: Rust's keywords, the prelude, and what every emitted module defines.

/// Keywords of edition 2024, those reserved for later included.
const KEYWORDS: &[&str] = &[
    "Self", "abstract", "as", "async", "await", "become", "box", "break", "const", "continue",
    "crate", "do", "dyn", "else", "enum", "extern", "false", "final", "fn", "for", "gen", "if",
    "impl", "in", "let", "loop", "macro", "match", "mod", "move", "mut", "override", "priv", "pub",
    "ref", "return", "self", "static", "struct", "super", "trait", "true", "try", "type", "typeof",
    "unsafe", "unsized", "use", "virtual", "where", "while", "yield",
];

/// Keywords that cannot be written as raw identifiers either.
const NEVER_RAW: &[&str] = &["Self", "_", "crate", "self", "super"];

/// The prelude's types, traits and variants, and the map, which emitted code uses by their short names, and the primitive names
/// that a type in scope would shadow.
pub const PRELUDE: &[&str] = &[
    "AsMut",
    "AsRef",
    "AsyncFn",
    "AsyncFnMut",
    "AsyncFnOnce",
    "BTreeMap",
    "Box",
    "Clone",
    "Copy",
    "Debug",
    "Default",
    "DoubleEndedIterator",
    "Drop",
    "Eq",
    "Err",
    "ExactSizeIterator",
    "Extend",
    "Fn",
    "FnMut",
    "FnOnce",
    "From",
    "FromIterator",
    "Future",
    "Hash",
    "Into",
    "IntoFuture",
    "IntoIterator",
    "Iterator",
    "None",
    "Ok",
    "Option",
    "Ord",
    "PartialEq",
    "PartialOrd",
    "Result",
    "Send",
    "Sized",
    "Some",
    "String",
    "Sync",
    "ToOwned",
    "ToString",
    "TryFrom",
    "TryInto",
    "Unpin",
    "Vec",
];

/// Types that the module of every operation defines itself; and `New`, which a constructor `new` must not be of.
pub const MODULE_TYPES: &[&str] = &["ErrorCode", "New", "Required", "Response"];

/// The variant of every open enum that holds values it does not know.
pub const VARIANTS: &[&str] = &["Other"];

/// The static that lists all rules of an operation.
pub const ALL_RULES: &str = "ALL";

/// The constant beside the rules that holds the address of the operation's page.
pub const PAGE: &str = "PAGE";

/// Modules that those of operations must not be called: the ones inside them (a module in one of the same name is a
/// lint), those of the client, and file names that cargo gives a meaning to.
pub const MODULES: &[&str] = &[
    "acs_runtime",
    "alloc",
    "bin",
    "blocking",
    "client",
    "core",
    "endpoints",
    "error",
    "error_table",
    "lib",
    "main",
    "request",
    "response",
    "rules",
    "std",
    "validate",
    "values",
    "wire",
];

/// Methods that a client has besides those of operations: its own, and those of traits that callers have in scope.
pub const CLIENT_METHODS: &[&str] = &[
    "as_async",
    "as_mut",
    "as_ref",
    "borrow",
    "borrow_mut",
    "builder",
    "call",
    "clone",
    "clone_from",
    "clone_into",
    "deref",
    "dry_run",
    "dry_run_with",
    "fmt",
    "from",
    "from_client",
    "host",
    "into",
    "new",
    "send",
    "send_with",
    "to_owned",
    "try_from",
    "try_into",
    "type_id",
];

/// Whether the text is a keyword of edition 2024 or `_`.
#[must_use]
pub fn is_keyword(text: &str) -> bool {
    text == "_" || KEYWORDS.binary_search(&text).is_ok()
}

/// Whether the text can be written as a raw identifier (`r#type`) where it is a keyword.
#[must_use]
pub fn can_be_raw(text: &str) -> bool {
    !NEVER_RAW.contains(&text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keywords_are_sorted_and_known_to_syn() {
        assert!(KEYWORDS.windows(2).all(|pair| pair[0] < pair[1]));
        for word in KEYWORDS {
            assert!(is_keyword(word));
            // `gen` is a keyword of this edition that the parser still takes.
            let taken = *word == "gen" || syn::parse_str::<syn::Ident>(word).is_err();
            assert!(taken, "{word}");
            if can_be_raw(word) {
                assert!(
                    syn::parse_str::<syn::Ident>(&format!("r#{word}")).is_ok(),
                    "{word}"
                );
            }
        }
    }
}
