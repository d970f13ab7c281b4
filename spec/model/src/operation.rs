//! One operation's contract, as a spec file holds it.

use std::collections::BTreeMap;

use crate::constraint::{Constraint, Rule};
use crate::json::Json;
use crate::shape::Stated;
use crate::source::{Correction, Loss, Source};

/// The `format` of an operation's file.
pub const FORMAT: &str = "acs-operation/1";

crate::words! {
    /// How requests are addressed.
    pub enum Style {
        /// The operation's name travels beside the parameters; the path is `/`.
        Rpc = "RPC",
        /// The operation is a method and a path.
        Roa = "ROA",
    }
}

crate::words! {
    /// Whether the operation changes anything.
    pub enum Access {
        /// It only reads.
        Read = "read",
        /// It changes something.
        Write = "write",
        /// The provider says it does both.
        ReadWrite = "read_write",
    }
}

crate::words! {
    /// The type of a value.
    pub enum Type {
        /// A text.
        String = "string",
        /// A whole number of 32 bits (a page's `integer`).
        Int32 = "int32",
        /// A whole number of 64 bits (a page's `long`).
        Int64 = "int64",
        /// A number of 32 bits.
        Float = "float",
        /// A number of 64 bits.
        Double = "double",
        /// `true` or `false`; read case-insensitively.
        Boolean = "boolean",
        /// A list of `items`.
        Array = "array",
        /// An object with `fields`.
        Object = "object",
        /// An object with names of any kind and values of `items`.
        Map = "map",
        /// A text that holds JSON of unstated form.
        Json = "json",
        /// Bytes.
        Binary = "binary",
        /// Anything.
        Any = "any",
        /// Whatever the operation's schema of that name is.
        Ref = "ref",
        /// No source says.
        Unstated = "unstated",
    }
}

crate::words! {
    /// Where a parameter travels.
    pub enum Location {
        /// In the query.
        Query = "query",
        /// In a form body.
        Form = "form",
        /// It is the body, or a part of a JSON body.
        Body = "body",
        /// In the path.
        Path = "path",
        /// In a header.
        Header = "header",
        /// In the host name.
        Host = "host",
    }
}

crate::words! {
    /// How a list or object becomes text.
    pub enum ParamStyle {
        /// `Tag.1.Key=…`, counted from 1.
        RepeatList = "repeat_list",
        /// `Sector.From=…`; elements of lists counted from 1.
        Flat = "flat",
        /// Elements joined by commas.
        Simple = "simple",
        /// JSON text.
        Json = "json",
        /// XML text.
        Xml = "xml",
    }
}

crate::record! {
    /// One value that a parameter may have, and what it means.
    pub struct Meaning {
        /// The value, as text.
        value: String,
        /// What it means, in our words.
        summary: Option<String>,
        /// Prose of the provider: only in what an importer prints, never in a spec file.
        prose: Option<String>,
        /// The value is on its way out.
        deprecated: bool,
    }
}

crate::record! {
    /// A type with everything that is said of its values.
    pub struct Schema {
        /// The type.
        r#type: Type,
        /// Of a list or map: what its elements are.
        items: Option<Box<Schema>>,
        /// Of an object: its fields, in the source's order.
        fields: Vec<Field>,
        /// Of a reference: the name among the operation's `schemas`.
        reference: Option<String>,
        /// The provider's own word for the form of a text, where it has one (`iso8601`).
        format: Option<String>,
        /// One line in our own words.
        summary: Option<String>,
        /// Unit of a number (`months`).
        unit: Option<String>,
        /// An example, as text; often masked with `****`, so never typed and never used in tests.
        example: Option<String>,
        /// What the service assumes when absent, as text. Never sent.
        default: Option<String>,
        /// Values with meanings. What is *allowed* is said by a constraint alone.
        values: Vec<Meaning>,
        /// Never shown in violations, logs or reports.
        sensitive: bool,
        /// On its way out.
        deprecated: bool,
        /// What is asked of the value.
        constraints: Vec<Constraint>,
        /// Prose of the provider, by keyword: only in what an importer prints, never in a spec file.
        prose: BTreeMap<String, String>,
        /// Facts of the provider's metadata that this version gives no meaning to, by keyword.
        vendor: BTreeMap<String, Json>,
    }
}

impl Schema {
    /// A schema of this type that says nothing more.
    #[must_use]
    pub fn of(r#type: Type) -> Self {
        Schema {
            r#type,
            items: None,
            fields: Vec::new(),
            reference: None,
            format: None,
            summary: None,
            unit: None,
            example: None,
            default: None,
            values: Vec::new(),
            sensitive: false,
            deprecated: false,
            constraints: Vec::new(),
            prose: BTreeMap::new(),
            vendor: BTreeMap::new(),
        }
    }
}

crate::record! {
    /// One field of an object.
    pub struct Field {
        /// The provider's name.
        name: String,
        /// The Rust name, where it cannot be derived.
        rust_name: Option<String>,
        /// Whether it must be present.
        required: Stated<bool>,
        /// Sources (by id) that say it must be, while another says it need not: then its absence is advisory.
        required_by: Vec<String>,
        /// Its type and what is said of it.
        schema: Schema,
    }
}

crate::record! {
    /// One request parameter.
    pub struct Parameter {
        /// The provider's name.
        name: String,
        /// The Rust name, where it cannot be derived.
        rust_name: Option<String>,
        /// Where it travels.
        location: Stated<Location>,
        /// How a list or object becomes text.
        style: Option<ParamStyle>,
        /// Whether it must be present.
        required: Stated<bool>,
        /// Sources (by id) that say it must be, while another says it need not: then its absence is advisory.
        required_by: Vec<String>,
        /// What the metadata says of empty values, if anything.
        allow_empty: Option<bool>,
        /// Its type and what is said of it.
        schema: Schema,
    }
}

crate::record! {
    /// A resource that an authorization speaks of.
    pub struct Resource {
        /// The provider's word for it.
        r#type: String,
        /// Its name pattern (`acs:kvstore:{#regionId}:…`, or `*`).
        arn: String,
        /// A policy must name it.
        required: bool,
    }
}

crate::record! {
    /// What a caller must be allowed to do.
    pub struct Authorization {
        /// The RAM action (`kvstore:CreateInstance`).
        action: String,
        /// The access level, as the provider writes it.
        access_level: String,
        /// The resources.
        resources: Vec<Resource>,
        /// Condition keys.
        condition_keys: Vec<String>,
        /// Further actions that must be allowed.
        dependent_actions: Vec<String>,
    }
}

crate::record! {
    /// An answer that looks like an error and is none, such as that to a passed dry run.
    pub struct Outcome {
        /// The code it comes with.
        code: String,
        /// HTTP status.
        status: u16,
        /// What it means, in our words.
        summary: String,
        /// When it is given.
        when: Option<crate::constraint::When>,
        /// No source gives status or message; they are assumed.
        inferred: bool,
    }
}

crate::record! {
    /// An answer of the service.
    pub struct Response {
        /// HTTP status, or a pattern such as `5XX`.
        status: Stated<String>,
        /// Its body; absent: no source says, and it is a map of fields of any kind.
        schema: Option<Schema>,
        /// Its headers.
        headers: Vec<Field>,
        /// Further facts, by keyword.
        vendor: BTreeMap<String, Json>,
    }
}

crate::record! {
    /// A documented answer, literally: blanks and line feeds in values are kept.
    pub struct Example {
        /// `json` or `xml`.
        format: String,
        /// The body.
        body: String,
        /// The answer is an error.
        is_error: bool,
    }
}

crate::record! {
    /// One way to read an ambiguous error row.
    pub struct Candidate {
        /// The code.
        code: String,
        /// The message.
        message: String,
    }
}

crate::record! {
    /// One row of the error table. Its key is (status, code); a key may occur with several messages.
    pub struct ErrorRow {
        /// HTTP status.
        status: u16,
        /// Error code.
        code: String,
        /// The message on the wire, possibly a template with `%s`.
        message: Option<String>,
        /// What to do about it, in our words.
        summary: Option<String>,
        /// The named rule that cut the row, where its cells ran together.
        cut: Option<String>,
        /// The other readings, where the row could not be read for certain. A correction settles it.
        candidates: Vec<Candidate>,
        /// Prose of the provider: only in what an importer prints, never in a spec file.
        prose: Option<String>,
        /// Further facts, by keyword.
        vendor: BTreeMap<String, Json>,
    }
}

crate::record! {
    /// One operation, all that is known of it, and how that is known.
    pub struct Operation {
        /// `acs-operation/1`.
        format: String,
        /// The provider's name.
        name: String,
        /// The method's Rust name, where it cannot be derived.
        rust_name: Option<String>,
        /// Product code (`R-kvstore`).
        product: Stated<String>,
        /// API version (`2015-01-01`).
        version: Stated<String>,
        /// One line in our own words.
        summary: Option<String>,
        /// How requests are addressed.
        style: Stated<Style>,
        /// `https`, `http`.
        schemes: Stated<Vec<String>>,
        /// HTTP methods, upper case, the preferred one first.
        methods: Stated<Vec<String>>,
        /// Path with holes in braces; of an RPC operation `/`.
        path: Stated<String>,
        /// Media types of a request body.
        consumes: Vec<String>,
        /// Media types of an answer.
        produces: Vec<String>,
        /// Ways to authenticate (`AK`, `BearerToken`).
        security: Vec<String>,
        /// Whether it changes anything.
        access: Stated<Access>,
        /// On its way out.
        deprecated: bool,
        /// What to use instead.
        replaced_by: Vec<String>,
        /// The parameter that makes a repeated request harmless.
        idempotency_parameter: Option<String>,
        /// What a caller must be allowed to do.
        authorization: Vec<Authorization>,
        /// Request parameters, in the source's order.
        parameters: Vec<Parameter>,
        /// Rules across parameters.
        rules: Vec<Rule>,
        /// Answers that look like errors.
        outcomes: Vec<Outcome>,
        /// Answers.
        responses: Stated<Vec<Response>>,
        /// Documented answers.
        examples: Vec<Example>,
        /// The error table, in the source's order.
        errors: Vec<ErrorRow>,
        /// Schemas that are referred to, by name.
        schemas: BTreeMap<String, Schema>,
        /// Operations that the documentation of this one refers to.
        refers_to: Vec<String>,
        /// The documents these facts come from.
        sources: Vec<Source>,
        /// What the sources are known to have lost.
        losses: Vec<Loss>,
        /// What a person has settled.
        corrections: Vec<Correction>,
        /// Prose of the provider, by keyword: only in what an importer prints, never in a spec file.
        prose: BTreeMap<String, String>,
        /// Facts of the provider's metadata that this version gives no meaning to, by keyword.
        vendor: BTreeMap<String, Json>,
    }
}

impl Operation {
    /// An operation of this name of which nothing is known.
    #[must_use]
    pub fn named(name: impl Into<String>) -> Self {
        Operation {
            format: FORMAT.to_owned(),
            name: name.into(),
            rust_name: None,
            product: Stated::Unstated,
            version: Stated::Unstated,
            summary: None,
            style: Stated::Unstated,
            schemes: Stated::Unstated,
            methods: Stated::Unstated,
            path: Stated::Unstated,
            consumes: Vec::new(),
            produces: Vec::new(),
            security: Vec::new(),
            access: Stated::Unstated,
            deprecated: false,
            replaced_by: Vec::new(),
            idempotency_parameter: None,
            authorization: Vec::new(),
            parameters: Vec::new(),
            rules: Vec::new(),
            outcomes: Vec::new(),
            responses: Stated::Unstated,
            examples: Vec::new(),
            errors: Vec::new(),
            schemas: BTreeMap::new(),
            refers_to: Vec::new(),
            sources: Vec::new(),
            losses: Vec::new(),
            corrections: Vec::new(),
            prose: BTreeMap::new(),
            vendor: BTreeMap::new(),
        }
    }
}
