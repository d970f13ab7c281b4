//! Turns the words of a name into an identifier.
//!
//! There are four ways to spell a name, each telling more names apart than the one before; [`resolve`](fn@super::resolve)
//! takes the first that does for the scope at hand. Each depends on the name alone, never on its neighbours.

use super::reserved;
use super::words::split;

/// What an identifier is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// A field: snake case, raw where it is a keyword.
    Field,
    /// A module or a function: snake case, never raw.
    Module,
    /// A static: capitals.
    Constant,
    /// A struct or an enum.
    Type,
    /// A variant of an enum.
    Variant,
}

/// The ways to spell a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// The words alone: `a-b` and `A.B` are both `a_b`.
    Plain,
    /// Signs in words: `a_dash_b`, `a_dot_b`.
    Signs,
    /// Also the letter case in a word: `name_lower`, `name_camel`.
    LetterCase,
    /// Every other character as its code point, which tells any two names apart.
    Escaped,
}

impl Level {
    /// The next one, if there is any.
    #[must_use]
    pub fn next(self) -> Option<Level> {
        match self {
            Level::Plain => Some(Level::Signs),
            Level::Signs => Some(Level::LetterCase),
            Level::LetterCase => Some(Level::Escaped),
            Level::Escaped => None,
        }
    }
}

/// The identifier of a path of wire names (a nested type is named by all names that lead to it).
///
/// The result is a valid identifier for any input, save that [`Kind::Field`] gives keywords their raw form.
#[must_use]
pub fn ident<S: AsRef<str>>(kind: Kind, path: &[S], level: Level) -> String {
    let path: Vec<&str> = path.iter().map(AsRef::as_ref).collect();
    if level == Level::Escaped {
        return escaped(kind, &path);
    }
    match kind {
        Kind::Field | Kind::Module | Kind::Constant => snake(kind, &path, level),
        Kind::Type | Kind::Variant => camel(&path, level),
    }
}

fn snake(kind: Kind, path: &[&str], level: Level) -> String {
    let words: Vec<String> = path
        .iter()
        .flat_map(|wire| words_of(wire, level))
        .map(|word| word.to_ascii_lowercase())
        .collect();
    let mut name = words.join("_");
    if name.starts_with(|c: char| c.is_ascii_digit()) {
        name.insert(0, 'v');
    }
    match kind {
        Kind::Constant => name.to_ascii_uppercase(),
        Kind::Field if reserved::is_keyword(&name) && reserved::can_be_raw(&name) => {
            format!("r#{name}")
        }
        _ if reserved::is_keyword(&name) => format!("{name}_value"),
        _ => name,
    }
}

fn camel(path: &[&str], level: Level) -> String {
    let mut name = String::new();
    for wire in path {
        if level == Level::Plain && is_upper_camel(wire) {
            push_word(&mut name, wire);
            continue;
        }
        for word in words_of(wire, level) {
            push_word(&mut name, &capitalised(&word));
        }
    }
    if name.starts_with(|c: char| c.is_ascii_digit()) {
        name.insert(0, 'V');
    }
    if reserved::is_keyword(&name) {
        format!("{name}Value")
    } else {
        name
    }
}

/// Words meet directly, but two digits keep a line between them: `1.5` is `V1_5`.
fn push_word(name: &mut String, word: &str) {
    let digits = name.ends_with(|c: char| c.is_ascii_digit())
        && word.starts_with(|c: char| c.is_ascii_digit());
    if digits {
        name.push('_');
    }
    name.push_str(word);
}

/// Whether Rust would write a type just so.
fn is_upper_camel(wire: &str) -> bool {
    wire.starts_with(|c: char| c.is_ascii_uppercase())
        && wire.bytes().all(|b| b.is_ascii_alphanumeric())
        && (wire.len() < 3 || wire.bytes().any(|b| b.is_ascii_lowercase()))
}

fn capitalised(word: &str) -> String {
    let shout = word.len() > 2 && !word.bytes().any(|b| b.is_ascii_lowercase());
    let mut chars = word.chars();
    let first = chars.next().map(|c| c.to_ascii_uppercase());
    let rest = chars.as_str();
    let rest = if shout {
        rest.to_ascii_lowercase()
    } else {
        rest.to_owned()
    };
    first.into_iter().chain(rest.chars()).collect()
}

/// The words of one wire name at a level; never none.
fn words_of(wire: &str, level: Level) -> Vec<String> {
    let negative = wire
        .strip_prefix('-')
        .filter(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
    let mut words = match level {
        Level::Plain => split(negative.unwrap_or(wire)),
        _ => split(&spelled(negative.unwrap_or(wire))),
    };
    if negative.is_some() {
        words.insert(0, "Minus".to_owned());
    }
    if words.is_empty() {
        words = split(&spelled(wire));
    }
    if words.is_empty() {
        words.push("Empty".to_owned());
    }
    if level == Level::LetterCase {
        words.push(letter_case(wire).to_owned());
    }
    words
}

/// The name with its signs in words between blanks.
fn spelled(wire: &str) -> String {
    let mut out = String::new();
    for c in wire.chars() {
        match sign(c) {
            Some(word) => {
                out.push(' ');
                out.push_str(word);
                out.push(' ');
            }
            None if c.is_ascii() && !c.is_ascii_alphanumeric() => {
                out.push_str(&format!(" u{:x} ", u32::from(c)))
            }
            None => out.push(c),
        }
    }
    out
}

fn sign(c: char) -> Option<&'static str> {
    Some(match c {
        ' ' => "Blank",
        '!' => "Bang",
        '"' => "Quote",
        '#' => "Hash",
        '$' => "Dollar",
        '%' => "Percent",
        '&' => "And",
        '\'' => "Tick",
        '(' => "Open",
        ')' => "Close",
        '*' => "Star",
        '+' => "Plus",
        ',' => "Comma",
        '-' => "Dash",
        '.' => "Dot",
        '/' => "Slash",
        ':' => "Colon",
        ';' => "Semicolon",
        '<' => "Less",
        '=' => "Equals",
        '>' => "Greater",
        '?' => "Question",
        '@' => "At",
        '[' => "LeftBracket",
        '\\' => "Backslash",
        ']' => "RightBracket",
        '^' => "Caret",
        '_' => "Line",
        '`' => "Backtick",
        '{' => "LeftBrace",
        '|' => "Pipe",
        '}' => "RightBrace",
        '~' => "Tilde",
        _ => return None,
    })
}

fn letter_case(wire: &str) -> &'static str {
    let upper = wire.bytes().any(|b| b.is_ascii_uppercase());
    let lower = wire.bytes().any(|b| b.is_ascii_lowercase());
    match (upper, lower) {
        (false, false) => "Plain",
        (false, true) => "Lower",
        (true, false) => "Upper",
        (true, true) if wire.starts_with(|c: char| c.is_ascii_uppercase()) => "Camel",
        (true, true) => "Mixed",
    }
}

/// Tells any two paths apart. Kept characters stand for themselves; any other one, and the mark, is mark, code point, mark.
fn escaped(kind: Kind, path: &[&str]) -> String {
    let (mark, is_kept): (char, fn(char) -> bool) = match kind {
        Kind::Type | Kind::Variant => ('Z', |c| c.is_ascii_alphanumeric() && c != 'Z'),
        _ => ('z', |c| {
            (c.is_ascii_lowercase() || c.is_ascii_digit()) && c != 'z'
        }),
    };
    let mut name = String::from(mark);
    for (n, wire) in path.iter().enumerate() {
        if n > 0 {
            // No escape is empty, so a doubled mark can only be this border.
            name.extend([mark, mark]);
        }
        for c in wire.chars() {
            if is_kept(c) {
                name.push(c);
            } else {
                name.push_str(&format!("{mark}{:x}{mark}", u32::from(c)));
            }
        }
    }
    if kind == Kind::Constant {
        name.to_ascii_uppercase()
    } else {
        name
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(kind: Kind, level: Level, wire: &str) -> String {
        ident(kind, &[wire], level)
    }

    #[test]
    fn plain_spelling() {
        for (kind, wire, want) in [
            (
                Kind::Module,
                "CreateTairKVCacheVNode",
                "create_tair_kvcache_vnode",
            ),
            (Kind::Module, "Move", "move_value"),
            (Kind::Field, "VSwitchId", "vswitch_id"),
            (Kind::Field, "type", "r#type"),
            (Kind::Field, "Self", "self_value"),
            (Kind::Field, "_", "line"),
            (Kind::Field, "", "empty"),
            (Kind::Field, "2fa", "v2fa"),
            (Kind::Field, "x-acs-id", "x_acs_id"),
            (Kind::Field, "名称", "u540d_u79f0"),
            (Kind::Field, "$", "dollar"),
            (
                Kind::Constant,
                "InstanceName.length",
                "INSTANCE_NAME_LENGTH",
            ),
            (
                Kind::Type,
                "CreateTairKVCacheVNode",
                "CreateTairKVCacheVNode",
            ),
            (Kind::Type, "OSS", "Oss"),
            (Kind::Type, "lower-dash", "LowerDash"),
            (Kind::Variant, "1", "V1"),
            (Kind::Variant, "-1", "Minus1"),
            (Kind::Variant, "1.5", "V1_5"),
            (Kind::Variant, "PREPAID", "Prepaid"),
            (Kind::Variant, "PrePaid", "PrePaid"),
            (Kind::Variant, "ecs.g5.large", "EcsG5Large"),
            (Kind::Variant, "*", "Star"),
            (Kind::Variant, "Self", "SelfValue"),
            (Kind::Variant, "", "Empty"),
            (Kind::Variant, "InvalidvSwitchId", "InvalidvSwitchId"),
        ] {
            assert_eq!(at(kind, Level::Plain, wire), want, "{wire}");
        }
        assert_eq!(
            ident(Kind::Type, &["Beam", "colour"], Level::Plain),
            "BeamColour"
        );
    }

    #[test]
    fn each_level_tells_more_apart() {
        assert_eq!(at(Kind::Field, Level::Signs, "a-b"), "a_dash_b");
        assert_eq!(at(Kind::Variant, Level::Signs, "C++"), "CPlusPlus");
        assert_eq!(at(Kind::Field, Level::LetterCase, "Name"), "name_camel");
        assert_eq!(at(Kind::Field, Level::LetterCase, "NAME"), "name_upper");
        assert_eq!(at(Kind::Field, Level::Escaped, "aZ"), "zaz5az");
        assert_ne!(
            ident(Kind::Type, &["A", "B"], Level::Escaped),
            ident(Kind::Type, &["AB"], Level::Escaped)
        );
    }
}
