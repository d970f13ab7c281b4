//! The facts of one documentation page, in the terms of the page: titles, rows, prose, examples.
//!
//! This is the common output of every layout reader, so nothing here may know how a layout writes
//! a row down. It holds no interpretation either: what a sentence *means* is for the extraction of
//! constraints to say.

use super::diag::Remark;
use std::collections::BTreeMap;

/// The layouts that this crate can read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Layout {
    /// Text flattened out of its tables (2023 to 2025): the cells of a row run together.
    A,
    /// Flattened text with one cell a paragraph (2026). An empty cell leaves no mark.
    B,
    /// Markdown tables made of layout A: bullets, code spans and the ends of blocks inside cells are gone.
    C,
    /// Markdown with one cell a paragraph and the headings of layout A.
    F,
    /// Markdown with one cell a paragraph and the headings of layout B.
    G,
    /// An HTML document with its tables (feature `html`).
    Html,
}

impl Layout {
    /// The letter by which the project calls the layout.
    #[must_use]
    pub fn letter(self) -> char {
        match self {
            Layout::A => 'A',
            Layout::B => 'B',
            Layout::C => 'C',
            Layout::F => 'F',
            Layout::G => 'G',
            Layout::Html => 'H',
        }
    }
}

/// One block of a row's description.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Block {
    /// A paragraph. Line breaks inside it are kept.
    Paragraph(String),
    /// A bulleted list, one text per bullet; a nested bullet stays inside its parent's text.
    List(Vec<String>),
    /// A note. Empty when the page shows the word `Note` with nothing behind it.
    Note(String),
}

/// A row of the request or response table, with the rows nested in it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ParamRow {
    /// The wire name; `None` for the element of an array, the value of a map and the response root.
    pub name: Option<String>,
    /// The type as the page writes it, for example `array<object>`.
    pub kind: String,
    /// Whether the page says that the parameter is required; `None` in a response table.
    pub required: Option<bool>,
    /// The description, block by block. Empty when the page has none.
    pub description: Vec<Block>,
    /// The example cell. `None` when the page has none.
    pub example: Option<String>,
    /// The values that the page lists in a block of their own behind the description. Empty when it has no
    /// such block; only layouts B, F and G can have one. The block is not part of the description, nor of
    /// the row's hash, so that both are the same in every layout.
    pub values: Vec<ListedValue>,
    /// Nested rows in the order of the page.
    pub children: Vec<ParamRow>,
    /// The line of the row's head, counted from 1.
    pub line: usize,
    /// The row's key, unique in the page: for example `request/Tag/[]/Key`.
    pub key: String,
}

/// A value of a block of listed values.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListedValue {
    /// The value.
    pub value: String,
    /// What the page says of it; often the value once more. Empty when it says nothing.
    pub text: String,
}

/// A row of the authorization table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuthorizationRow {
    /// The action, for example `kvstore:CreateInstance`.
    pub operation: String,
    /// The access level, as written. An open set: pages use more levels than their preface lists.
    pub access_level: String,
    /// The resource type without its mark.
    pub resource_type: String,
    /// Whether the resource type carries the mark `*` of a mandatory one.
    pub resource_required: bool,
    /// The resource name pattern, or `*`.
    pub resource_arn: String,
    /// The condition key; `None` when the page says none. Several keys stand on lines of their own.
    pub condition_key: Option<String>,
    /// The associated operation; `None` when the page says none. Several stand on lines of their own.
    pub associated_operation: Option<String>,
    /// The line at which the row begins, counted from 1.
    pub line: usize,
    /// The row's key, unique in the page.
    pub key: String,
}

/// A row of the error table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ErrorRow {
    /// The HTTP status, 100 to 599.
    pub status: u16,
    /// The error code, for example `InvalidToken.Malformed`, or `%s`.
    pub code: String,
    /// The message or message template. May be empty.
    pub message: String,
    /// The description; `None` when the page shows `-` or nothing.
    pub description: Option<String>,
    /// The named rule that told code and message apart, or `cell` where the layout keeps cells apart.
    pub code_rule: &'static str,
    /// The named rule that told message and description apart.
    pub description_rule: &'static str,
    /// Other plausible readings, most plausible first. Empty when the row is not in doubt.
    pub candidates: Vec<ErrorCandidate>,
    /// The line at which the row begins, counted from 1.
    pub line: usize,
    /// The row's key, unique in the page: for example `error/400/InvalidVpcId`.
    pub key: String,
}

/// A reading of an error row that cannot be ruled out from the text alone.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct ErrorCandidate {
    /// The error code in this reading.
    pub code: String,
    /// The message in this reading.
    pub message: String,
    /// The description in this reading.
    pub description: Option<String>,
}

/// An example of an answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Example {
    /// The format as the page names it, in capitals: `JSON`, `XML`, or empty when it names none.
    pub format: String,
    /// The text, without the blank lines around it.
    pub text: String,
    /// The line at which the text begins, counted from 1.
    pub line: usize,
}

/// The day of the page's last change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LastUpdated {
    /// As the page writes it.
    pub text: String,
    /// `YYYY-MM-DD`; `None` when the text is no date that is known here.
    pub iso: Option<String>,
}

/// What a page's link to its operation names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OperationLink {
    /// The product's code, as the link writes it.
    pub product: String,
    /// The version of the product's API, for example `2015-01-01`.
    pub version: String,
    /// The operation's name.
    pub operation: String,
}

/// What a careful reader finds on a page, and what could not be read off it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page {
    /// The layout that was read.
    pub layout: Layout,
    /// The title, whole. Empty where the layout lost it (C, F and G), with a remark.
    pub title: String,
    /// The product's display name; `None` when the title names none.
    pub product: Option<String>,
    /// The operation's name. Where the title is lost it comes from a hint, the page's link to its
    /// operation, the authorization table or an example, with a remark; empty when none of them tells.
    pub operation: String,
    /// Product code, version and operation, where the page links to its operation.
    pub link: Option<OperationLink>,
    /// The day of the last change, if stated.
    pub last_updated: Option<LastUpdated>,
    /// What the operation does, in the page's words.
    pub summary: String,
    /// The longer description, if there is one.
    pub operation_description: Option<String>,
    /// The authorization table; empty when the page discloses none.
    pub authorization: Vec<AuthorizationRow>,
    /// The request line of a path-style operation, if the page shows it.
    pub request_syntax: Option<String>,
    /// The request parameters as a tree.
    pub request: Vec<ParamRow>,
    /// The response fields as a tree; usually one unnamed root.
    pub response: Vec<ParamRow>,
    /// The examples of answers in the order of the page.
    pub examples: Vec<Example>,
    /// The error table; empty when the page has none.
    pub errors: Vec<ErrorRow>,
    /// What was lost, is in doubt, or is odd, in the order of the page.
    pub remarks: Vec<Remark>,
    /// Row key → sha256 (hex) of the row's own text, so that a later change of the row is noticed.
    pub row_hashes: BTreeMap<String, String>,
}

impl Page {
    /// The first example in JSON.
    #[must_use]
    pub fn example_json(&self) -> Option<&str> {
        self.examples
            .iter()
            .find(|e| e.format == "JSON")
            .map(|e| e.text.as_str())
    }
}

/// What a caller knows beforehand, to settle what the page leaves open.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct Hints {
    /// The names of the request parameters at the top level, where another source states them.
    pub top_level: Option<std::collections::BTreeSet<String>>,
    /// The operation's name, for layouts that lose the title. A title on the page goes before it.
    pub operation: Option<String>,
}

impl Hints {
    /// Hints that say which request parameters stand at the top level.
    pub fn with_top_level<I, S>(names: I) -> Self
    where
        I: IntoIterator<Item = S>,
        S: Into<String>,
    {
        Hints {
            top_level: Some(names.into_iter().map(Into::into).collect()),
            operation: None,
        }
    }

    /// The same hints, with the operation's name.
    #[must_use]
    pub fn operation(mut self, name: impl Into<String>) -> Self {
        self.operation = Some(name.into());
        self
    }
}
