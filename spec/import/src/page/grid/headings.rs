//! The headings of layout C: those of layout A, without blank lines around them.

use crate::page::sections::{Heading, Kind, Style};

/// How layout C writes its headings.
pub(super) const STYLE: Style = Style {
    headings: HEADINGS,
    mark: "",
    apart: false,
};

const HEADINGS: &[Heading] = &[
    (
        Kind::Description,
        &["Operation description", "Usage notes"],
        &[],
    ),
    (
        Kind::Debugging,
        &["Debugging", "Try it now"],
        &[
            "Authorization information",
            "RAM authorization",
            "You can run",
            "Try this API",
        ],
    ),
    (
        Kind::Authorization,
        &["Authorization information", "RAM authorization"],
        &[
            "The following table",
            "The table below",
            "There is currently",
            "No authorization",
            "| Operation",
            "| Action",
            "Request syntax",
            "Request parameters",
            "Response parameters",
        ],
    ),
    (
        Kind::Syntax,
        &["Request syntax"],
        &[
            "GET ", "POST ", "PUT ", "DELETE ", "PATCH ", "HEAD ", "OPTIONS ",
        ],
    ),
    (Kind::Request, &["Request parameters"], &["| "]),
    (
        Kind::Response,
        &["Response parameters", "Response elements"],
        &["| "],
    ),
    (
        Kind::Examples,
        &["Examples"],
        &["Sample", "Success", "`JSON`", "`XML`", "JSON", "XML"],
    ),
    (
        Kind::Errors,
        &["Error codes"],
        &["| HTTP status code", "For a list of error codes", "See "],
    ),
    (Kind::After, &["Release notes", "Change history"], &[]),
];
