//! A request as it goes on the wire: pairs of a name and a value, whatever they were written as.

mod pairs;
mod query;
mod text;

use std::fmt;

use acs_spec::{Diagnostic, Json, Operation};

use crate::judge::Judge;
use crate::prepare::prepare;

/// What a client puts on the wire: pairs of a decoded name and a decoded value, in any order.
///
/// Its `Debug` form shows no value, since values may be secret.
///
/// ```
/// use acs_judge::Request;
///
/// let request = Request::from_pairs([("RegionId", "cn-hangzhou")]);
/// assert_eq!(request.pairs().collect::<Vec<_>>(), [("RegionId", "cn-hangzhou")]);
/// ```
#[derive(Clone, PartialEq, Eq, Default)]
pub struct Request(Vec<(String, String)>);

impl Request {
    /// A request of these pairs.
    pub fn from_pairs<N: Into<String>, V: Into<String>>(
        pairs: impl IntoIterator<Item = (N, V)>,
    ) -> Self {
        Request(
            pairs
                .into_iter()
                .map(|(name, value)| (name.into(), value.into()))
                .collect(),
        )
    }

    /// The pairs of a JSON object in the shape of the operation's request. Names as they are on the wire (`Tag.1.Key`) are
    /// taken as well. Numbers keep their text. What has no form in pairs, such as an object where the spec has a number,
    /// becomes pairs that break the rule in question (`spec/SEMANTICS.md` says which).
    ///
    /// Where the operation refers to schemas of its service, use [`Judge::request_from_json`], which knows them.
    ///
    /// # Errors
    /// The value is no object.
    ///
    /// ```
    /// use acs_judge::Request;
    ///
    /// let operation = acs_spec::Operation::named("DimLamp");
    /// let json = acs_spec::json::parse(r#"{"Level": 1.0, "On": true, "Note": null}"#).unwrap().to_json();
    /// let request = Request::from_json(&operation, &json).unwrap();
    /// assert_eq!(request, Request::from_pairs([("Level", "1.0"), ("On", "true")]));
    /// assert!(Request::from_json(&operation, &acs_spec::Json::Null).is_err());
    /// ```
    pub fn from_json(operation: &Operation, json: &Json) -> Result<Self, Vec<Diagnostic>> {
        pairs::from_json(&prepare(operation, None).0, json)
    }

    /// Reads a request from a text in any of these forms; `file` is how diagnostics name it.
    ///
    /// * a JSON object in the shape of the request, see [`Request::from_json`]
    /// * a JSON list of pairs: `[["RegionId", "x"]]` or `[{"name": "RegionId", "value": "x"}]`
    /// * a query string: `RegionId=x&Tag.1.Key=y`, percent-encoded UTF-8, in which `+` is a blank
    ///
    /// # Errors
    /// What stands in the way, with its place. Texts over 64 MiB and JSON deeper than 128 levels are refused.
    ///
    /// ```
    /// use acs_judge::Request;
    ///
    /// let operation = acs_spec::Operation::named("DimLamp");
    /// let request = Request::read(&operation, "-", "Lamp=l%2D1&Note=two+words").unwrap();
    /// assert_eq!(request, Request::from_pairs([("Lamp", "l-1"), ("Note", "two words")]));
    /// assert_eq!(request, Request::read(&operation, "-", r#"[["Lamp","l-1"],["Note","two words"]]"#).unwrap());
    ///
    /// let faults = Request::read(&operation, "-", "Lamp=%ZZ").unwrap_err();
    /// assert_eq!((faults[0].code, faults[0].line, faults[0].column), ("ACS0403", 1, 6));
    /// ```
    pub fn read(operation: &Operation, file: &str, text: &str) -> Result<Self, Vec<Diagnostic>> {
        text::read(&prepare(operation, None).0, file, text)
    }

    /// The pairs, in the order given.
    pub fn pairs(&self) -> impl ExactSizeIterator<Item = (&str, &str)> {
        self.0
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str()))
    }

    /// The pairs themselves.
    #[must_use]
    pub fn into_pairs(self) -> Vec<(String, String)> {
        self.0
    }
}

impl Judge {
    /// As [`Request::from_json`], with the schemas of the judge's service.
    ///
    /// # Errors
    /// The value is no object.
    pub fn request_from_json(&self, json: &Json) -> Result<Request, Vec<Diagnostic>> {
        pairs::from_json(self.plan(), json)
    }

    /// As [`Request::read`], with the schemas of the judge's service.
    ///
    /// # Errors
    /// As [`Request::read`].
    pub fn read(&self, file: &str, text: &str) -> Result<Request, Vec<Diagnostic>> {
        text::read(self.plan(), file, text)
    }
}

impl fmt::Debug for Request {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list()
            .entries(
                self.pairs()
                    .map(|(name, value)| (name, format!("<{} characters>", value.chars().count()))),
            )
            .finish()
    }
}
