//! The headings of the layouts with one cell a paragraph.

use crate::page::sections::{Heading, Kind, Style};

/// How layout B writes its headings.
pub(in crate::page) const STYLE_B: Style = Style {
    headings: HEADINGS,
    mark: "",
    apart: true,
};

/// How layouts F and G write their headings.
pub(super) const STYLE_MARKDOWN: Style = Style {
    headings: HEADINGS,
    mark: "## ",
    apart: true,
};

/// Older and newer words together: published pages mix them.
const HEADINGS: &[Heading] = &[
    (
        Kind::Description,
        &["Operation description", "Usage notes", "Description"],
        &[],
    ),
    (
        Kind::Debugging,
        &["Debugging", "Try it now", "Debug", "Try it"],
        &[
            "You can run",
            "Try this API",
            "OpenAPI Explorer",
            "You can use",
        ],
    ),
    (
        Kind::Authorization,
        &[
            "Authorization information",
            "RAM authorization",
            "Authorization",
        ],
        &[
            "The following table",
            "The table below",
            "There is currently",
            "No authorization",
            "Action",
            "Operation",
        ],
    ),
    (
        Kind::Syntax,
        &["Request syntax"],
        &[
            "GET ", "POST ", "PUT ", "DELETE ", "PATCH ", "HEAD ", "OPTIONS ", "`", "```",
        ],
    ),
    (
        Kind::Request,
        &["Request parameters", "Path Parameters", "Path parameters"],
        &["Parameter", "Name", "Field", "Element", "No parameters"],
    ),
    (
        Kind::Response,
        &["Response parameters", "Response elements", "Response"],
        &["Parameter", "Element", "Name", "Field", "No parameters"],
    ),
    (
        Kind::Examples,
        &["Examples", "Example"],
        &[
            "Sample", "Success", "JSON", "XML", "Error", "`JSON`", "`XML`",
        ],
    ),
    (
        Kind::Errors,
        &["Error codes", "Error code"],
        &["HTTP status code", "For a list of error codes", "See "],
    ),
    (
        Kind::After,
        &["Release notes", "Change history", "References"],
        &[],
    ),
];
