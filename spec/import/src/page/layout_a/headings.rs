//! The headings of layout A.

use crate::page::detect::ERROR_HEAD;
use crate::page::sections::{Heading, Kind, Style};

/// How layout A writes its headings.
pub(crate) const STYLE: Style = Style {
    headings: HEADINGS,
    mark: "",
    apart: true,
};

/// What the heads of parameter tables begin with.
const TABLE: &[&str] = &[
    "ParameterType",
    "ElementType",
    "NameType",
    "FieldType",
    "Parameter nameType",
];

const HEADINGS: &[Heading] = &[
    (
        Kind::Description,
        &["Operation description", "Usage notes", "Description"],
        &[],
    ),
    (
        Kind::Debugging,
        &["Debugging", "Debug", "Try it"],
        &["You can run", "OpenAPI Explorer", "You can use"],
    ),
    (
        Kind::Authorization,
        &["Authorization information", "Authorization"],
        &[
            "The following table",
            "There is currently",
            "OperationAccess",
        ],
    ),
    (
        Kind::Syntax,
        &["Request syntax"],
        &[
            "GET ", "POST ", "PUT ", "DELETE ", "PATCH ", "HEAD ", "OPTIONS ",
        ],
    ),
    (Kind::Request, &["Request parameters"], TABLE),
    (
        Kind::Response,
        &["Response parameters", "Response elements", "Response"],
        TABLE,
    ),
    (
        Kind::Examples,
        &["Examples", "Example"],
        &["Sample", "Success", "JSON", "XML", "Error"],
    ),
    (
        Kind::Errors,
        &["Error codes", "Error code"],
        &[ERROR_HEAD, "For a list of error codes", "See "],
    ),
    (
        Kind::After,
        &["Change history", "Release notes", "References"],
        &[],
    ),
];
