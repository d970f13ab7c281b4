//! Evaluators of changes to parameters, to fields of objects, and to what is said of them beside their limits.

use super::super::change::Judgement;
use super::{Part, compile, minor, nothing, patch, run, words};

/// A new request parameter, or a field of one. `required`: it must be given; `demanded`: a rule across parameters can ask
/// for it; `first`: its object had no fields, and so was a map.
pub fn parameter_added(required: bool, demanded: bool, first: bool) -> Judgement {
    if first {
        compile("an object without fields is a map; with a field it is a struct of its own")
    } else if required {
        compile("`Required` has one more field, which callers must write out")
    } else if demanded {
        run("a rule asks for it in requests that were accepted without it")
    } else {
        minor("one more optional field with its setter; requests without it are as before")
    }
}

/// A request parameter, or a field of one, that is gone.
pub fn parameter_removed() -> Judgement {
    compile("the field and its setter are gone")
}

/// It must be given. `part`: whether a request holds it.
pub fn now_required(part: Part) -> Judgement {
    match part {
        Part::Request | Part::Shared => {
            compile("`Required` has one more field, and the setter for it is gone")
        }
        Part::Response | Part::Unemitted => {
            nothing("fields of answers are optional whatever is said")
        }
    }
}

/// It need not be given.
pub fn now_optional(part: Part) -> Judgement {
    match part {
        Part::Request | Part::Shared => {
            compile("`Required` lacks the field that callers write out; a setter takes its place")
        }
        Part::Response | Part::Unemitted => {
            nothing("fields of answers are optional whatever is said")
        }
    }
}

/// Another type. `before` and `after`: what it is in Rust.
pub fn type_changed(part: Part, before: &str, after: &str) -> Judgement {
    if part == Part::Unemitted {
        nothing("nothing is emitted for this answer")
    } else if before == after {
        patch(format!(
            "`{before}` in Rust, as before; what is accepted as one may differ"
        ))
    } else {
        compile(format!("`{before}` in Rust becomes `{after}`"))
    }
}

/// The provider's word for the form of a text.
pub fn format_changed() -> Judgement {
    words("only said; nothing is judged by it")
}

/// Where it travels.
pub fn location_changed() -> Judgement {
    patch("the same types; the crate puts it in the new place by itself")
}

/// How a list or object becomes text. `before` and `after`: what it is in Rust.
pub fn parameter_style_changed(before: &str, after: &str) -> Judgement {
    if before == after {
        patch("the same types; the crate writes it in the new way by itself")
    } else {
        compile(format!("`{before}` in Rust becomes `{after}`"))
    }
}

/// What is said of empty values.
pub fn empty_value_changed() -> Judgement {
    words("only said; that a required text is empty is advice in any case")
}

/// What the service assumes when it is absent. `triggers`: a rule across parameters depends on it.
pub fn default_changed(triggers: bool) -> Judgement {
    if triggers {
        patch(
            "never sent by the crate; a rule that depends on it advises otherwise, and refuses nothing",
        )
    } else {
        words("never sent by the crate: what the service assumes is its own affair, and documented")
    }
}

/// The unit of a number.
pub fn unit_changed() -> Judgement {
    words(
        "only in the documentation; look whether the numbers that callers send still mean what they did",
    )
}

/// An example.
pub fn example_changed() -> Judgement {
    words("only in the documentation")
}

/// A schema that operations share is new.
pub fn schema_added() -> Judgement {
    minor("a type may come of it once an operation refers to it")
}

/// A schema that operations share is gone.
pub fn schema_removed() -> Judgement {
    compile("the type that came of it is gone, where an operation referred to it")
}
