//! Evaluators of changes to an operation as a whole, and to its product version.

use super::super::change::Judgement;
use super::{compile, minor, patch, run, words};

/// A new operation.
pub fn operation_added() -> Judgement {
    minor("a new module; nothing that exists changes")
}

/// An operation that is gone.
pub fn operation_removed() -> Judgement {
    compile("its module is gone, and with it every name that callers import")
}

/// Something is on its way out (`now`), or not any more.
pub fn deprecation_changed(now: bool) -> Judgement {
    if now {
        words("said in the documentation and in the operation's facts; using it warns nobody")
    } else {
        words("the documentation does not call it deprecated any more")
    }
}

/// Other substitutes for a deprecated operation.
pub fn substitutes_changed() -> Judgement {
    words("only a hint to readers")
}

/// RPC to ROA or back.
pub fn style_changed() -> Judgement {
    patch("the same types; requests are addressed otherwise, which the crate does by itself")
}

/// HTTP methods.
pub fn methods_changed() -> Judgement {
    patch("the same types; the crate sends by the method listed first")
}

/// URL schemes.
pub fn schemes_changed() -> Judgement {
    patch("the same types; the crate sends by https wherever that is listed")
}

/// The path. `holes`: the names in braces are the same ones.
pub fn path_changed() -> Judgement {
    patch("the same types; the crate sends to the new path by itself")
}

/// Media types.
pub fn media_types_changed() -> Judgement {
    patch("the same types; only how bodies are labelled")
}

/// Ways to authenticate. `lost`: one of them is gone.
pub fn security_changed(lost: bool) -> Judgement {
    if lost {
        run("callers who authenticate in the way that is gone are refused by the service")
    } else {
        patch("one more way to authenticate; those in use stay")
    }
}

/// Whether the operation reads or writes.
pub fn access_changed() -> Judgement {
    patch("the same types; it decides only what the client repeats by itself after a failure")
}

/// The parameter that makes a repeated request harmless. `lost`: there is none any more.
pub fn idempotency_changed(lost: bool) -> Judgement {
    if lost {
        patch("the client fills in no token and does not repeat the request once bytes have left")
    } else {
        minor("the client fills in a token where the caller gives none, and may repeat the request")
    }
}

/// A host for another region.
pub fn endpoint_added() -> Judgement {
    minor("one more region can be reached")
}

/// A region without its host.
pub fn endpoint_removed() -> Judgement {
    run("callers in that region reach no host by its name any more")
}

/// Another host for a region.
pub fn endpoint_changed() -> Judgement {
    patch("the crate sends to the new host by itself")
}

/// A fact without a meaning here.
pub fn metadata_changed() -> Judgement {
    super::nothing("this version of the format gives it no meaning, and nothing is made of it")
}

/// Other words in a row.
pub fn row_reworded() -> Judgement {
    super::nothing("nothing that is read from the row has changed; look whether its meaning has")
}
