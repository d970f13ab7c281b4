//! What can stand in the way of reading a page: each fault's own name, and the code under which the catalogue explains it.
//!
//! Must not know any layout.

use acs_spec::codes::{self, Code};

/// A kind of fault.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Fault {
    /// Its own name, for example `page::truncated`.
    pub(crate) name: &'static str,
    /// Where it is explained.
    pub(crate) code: &'static Code,
}

macro_rules! faults {
    ($($(#[$doc:meta])* $id:ident = $name:literal $code:ident;)+) => {
        $($(#[$doc])* pub(crate) static $id: Fault = Fault { name: $name, code: &codes::$code };)+
    };
}

faults! {
    /// The page has no title.
    NO_TITLE = "page::no-title" WRONG_LAYOUT;
    /// The title names no operation.
    NO_OPERATION = "page::no-operation" WRONG_LAYOUT;
    /// More than is read.
    TOO_LARGE = "page::too-large" UNREADABLE;
    /// Bytes that are no text.
    BINARY = "page::binary" NOT_UTF8;
    /// Bytes that are no UTF-8.
    NOT_UTF8 = "page::not-utf8" NOT_UTF8;
    /// Nothing but white space.
    EMPTY = "page::empty" WRONG_LAYOUT;
    /// A section that every page has is not there.
    MISSING_SECTION = "page::missing-section" MISSING_SECTION;
    /// The page does not say what its operation does.
    NO_SUMMARY = "page::no-summary" MISSING_SECTION;
    /// A document of another kind.
    WRONG_LAYOUT = "page::wrong-layout" WRONG_LAYOUT;
    /// No sign of any known layout.
    UNKNOWN_LAYOUT = "page::unknown-layout" WRONG_LAYOUT;
    /// The page ends too early.
    TRUNCATED = "page::truncated" MISSING_SECTION;
    /// A section without its table.
    MISSING_TABLE = "page::missing-table" MISSING_SECTION;
    /// A parameter row that cannot be told apart.
    PARAMETER_ROW = "page::parameter-row" BAD_ROW;
    /// An authorization row that cannot be told apart.
    AUTHORIZATION_ROW = "page::authorization-row" BAD_ROW;
    /// An error row that cannot be told apart.
    ERROR_ROW = "page::error-row" BAD_ROW;
    /// Deeper nesting than is read.
    TOO_DEEP = "page::too-deep" BAD_ROW;
}
