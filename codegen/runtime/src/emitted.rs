//! Doors for emitted code only. Not a part of the public interface: a caller who makes an [`Unlisted`] by hand can
//! make an enum lie about itself.
#![doc(hidden)]

use crate::unlisted::{Unlisted, UnlistedCode};

/// The unlisted value of an open enum. The caller has made sure that no variant has this text.
#[must_use]
pub fn unlisted(text: String) -> Unlisted {
    Unlisted::new(text)
}

/// The unlisted value of an error enum. The caller has made sure that no variant has this status and code.
#[must_use]
pub fn unlisted_code(status: u16, code: &str) -> UnlistedCode {
    UnlistedCode::new(status, code)
}

/// Emitted code that needs the feature `client`, in a crate that is not emitted and so has no feature of its own for it.
#[cfg(feature = "client")]
#[doc(hidden)]
#[macro_export]
macro_rules! with_client {
    ($($code:tt)*) => { $($code)* };
}

/// The same without that feature: nothing.
#[cfg(not(feature = "client"))]
#[doc(hidden)]
#[macro_export]
macro_rules! with_client {
    ($($code:tt)*) => {};
}

/// Emitted code that needs the feature `blocking`.
#[cfg(feature = "blocking")]
#[doc(hidden)]
#[macro_export]
macro_rules! with_blocking {
    ($($code:tt)*) => { $($code)* };
}

/// The same without that feature: nothing.
#[cfg(not(feature = "blocking"))]
#[doc(hidden)]
#[macro_export]
macro_rules! with_blocking {
    ($($code:tt)*) => {};
}

/// Emitted code that judges patterns: the feature `pattern` is there, and all is well.
#[cfg(feature = "pattern")]
#[doc(hidden)]
#[macro_export]
macro_rules! require_pattern {
    () => {};
}

/// The same without that feature: says what is missing, where the compiler would only name an item.
#[cfg(not(feature = "pattern"))]
#[doc(hidden)]
#[macro_export]
macro_rules! require_pattern {
    () => {
        ::core::compile_error!(
            "the spec states a pattern, which is judged by the feature `pattern` of acs-runtime\n  \
             help: turn it on in this crate's Cargo.toml: acs-runtime = { \u{2026}, features = [\"pattern\"] }"
        );
    };
}
