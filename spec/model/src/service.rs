//! What all operations of one product version share: `service.json`.

use std::collections::BTreeMap;

use crate::json::Json;
use crate::operation::{Location, Schema, Style};
use crate::shape::Stated;
use crate::source::{Correction, Source};

/// The `format` of a service's file.
pub const FORMAT: &str = "acs-service/1";

crate::record! {
    /// One region's hosts.
    pub struct Endpoint {
        /// The region's id.
        region: String,
        /// The public host.
        public: Option<String>,
        /// The host within a VPC.
        vpc: Option<String>,
    }
}

crate::record! {
    /// Where the service answers. Order: an explicit host, this map, the rule.
    pub struct Endpoints {
        /// Host of a region that the map does not name, with `{region}` in it.
        rule: Option<String>,
        /// The same within a VPC.
        vpc_rule: Option<String>,
        /// The map.
        regions: Vec<Endpoint>,
    }
}

crate::record! {
    /// An error that any operation of the service may answer, though its own table does not list it.
    pub struct CommonError {
        /// HTTP status.
        status: u16,
        /// Error code.
        code: String,
        /// What it means, in our words.
        summary: String,
        /// The kinds of violation it answers, where that is plain: `required`, `type`, `unknown`, or a constraint's kind.
        answers: Vec<String>,
        /// Not stated for this service; taken from its siblings.
        inferred: bool,
    }
}

crate::record! {
    /// What is the same for every operation, unless the operation's own source says otherwise.
    pub struct Common {
        /// How requests are addressed.
        style: Stated<Style>,
        /// `https`, `http`.
        schemes: Stated<Vec<String>>,
        /// HTTP methods, the preferred one first.
        methods: Stated<Vec<String>>,
        /// Path; of RPC operations `/`.
        path: Stated<String>,
        /// Where parameters travel.
        location: Stated<Location>,
    }
}

crate::record! {
    /// One product version.
    pub struct Service {
        /// `acs-service/1`.
        format: String,
        /// Product code (`R-kvstore`).
        product: String,
        /// API version (`2015-01-01`).
        version: String,
        /// The product's name for people.
        title: Option<String>,
        /// The crate's name, where it is not `acs-` and the product code in lower case.
        crate_name: Option<String>,
        /// Address of an operation's documentation, with `{operation}` in it.
        documentation: Option<String>,
        /// What operations share.
        common: Common,
        /// Where the service answers.
        endpoints: Endpoints,
        /// Errors that any operation may answer.
        common_errors: Vec<CommonError>,
        /// Schemas that operations refer to, by name.
        schemas: BTreeMap<String, Schema>,
        /// The documents these facts come from.
        sources: Vec<Source>,
        /// What a person has settled.
        corrections: Vec<Correction>,
        /// Facts of the provider's metadata that this version gives no meaning to, by keyword.
        vendor: BTreeMap<String, Json>,
    }
}
