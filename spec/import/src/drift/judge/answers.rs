//! Evaluators of changes to answers, to the error table, and to what callers must be allowed to do.

use super::super::change::Judgement;
use super::{Part, compile, minor, nothing, patch, run};

/// An answer that looks like an error.
pub fn outcome_changed() -> Judgement {
    patch(
        "callers get it as an error or as an outcome by the facts of the operation; no type changes",
    )
}

/// An answer of another status is described. `emitted`: it is the one that becomes `Response`.
pub fn response_added(emitted: bool) -> Judgement {
    if emitted {
        minor("`Response` has fields now; what they hold was among the undescribed ones before")
    } else {
        nothing("nothing is emitted for this answer")
    }
}

/// An answer is not described any more. `emitted`: it was the one that became `Response`.
pub fn response_removed(emitted: bool) -> Judgement {
    if emitted {
        compile("the fields of `Response` are gone")
    } else {
        nothing("nothing was emitted for this answer")
    }
}

/// A new field. `first`: its object had no fields, and so was a map.
pub fn response_field_added(part: Part, first: bool) -> Judgement {
    match part {
        Part::Unemitted => nothing("nothing is emitted for this answer"),
        _ if first => {
            compile("an object without fields is a map; with a field it is a struct of its own")
        }
        _ => minor("one more optional field; it is not among the undescribed ones any more"),
    }
}

/// A field that is gone.
pub fn response_field_removed(part: Part) -> Judgement {
    match part {
        Part::Unemitted => nothing("nothing was emitted for this answer"),
        _ => compile(
            "the field is gone; should the service still send it, it is among the undescribed ones",
        ),
    }
}

/// A documented answer.
pub fn response_example_changed() -> Judgement {
    nothing("nothing is emitted of it")
}

/// A new row. `renames`: the code is known under one other status, whose variant gets its status into its name.
pub fn error_added(renames: bool) -> Judgement {
    if renames {
        compile("the code now occurs under several statuses, so its variants are named with them")
    } else {
        minor(
            "one more variant of an enum that is not exhaustive; until now it came as an unlisted code",
        )
    }
}

/// A row that is gone.
pub fn error_removed() -> Judgement {
    compile("the variant is gone; should the service still answer it, it comes as an unlisted code")
}

/// Another message.
pub fn error_message_changed() -> Judgement {
    patch("the same variant; only those who compare messages can tell")
}

/// One more action. `first`: there was none, so that no policy was known.
pub fn authorization_added(first: bool) -> Judgement {
    if first {
        minor("`RAM_POLICY` is new; what callers are allowed is as it was")
    } else {
        run("callers who are allowed only what `RAM_POLICY` said are refused by the service")
    }
}

/// An action that is not needed any more. `last`: no policy is known any more.
pub fn authorization_removed(last: bool) -> Judgement {
    if last {
        compile("`RAM_POLICY` is gone")
    } else {
        patch("`RAM_POLICY` asks for less")
    }
}

/// Level, resources or conditions. `more`: further actions or resources must be allowed.
pub fn authorization_changed(more: bool) -> Judgement {
    if more {
        run("callers who are allowed only what `RAM_POLICY` said may be refused by the service")
    } else {
        patch("`RAM_POLICY` may read otherwise, and asks for no more")
    }
}
