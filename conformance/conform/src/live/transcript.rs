//! What was asked and answered, as a file: the format, its reader and its writer. Must not know servers.

use std::path::Path;

use acs_runtime::Secret;
use acs_runtime::credentials::Credentials;
use acs_spec::json::Json;
use acs_spec::write::canonical;

use crate::trouble::Trouble;

/// The `format` of a transcript.
pub const FORMAT: &str = "acs-transcript/1";

/// What was asked of one operation, and what came of it. It holds no secret: neither of the key, nor a value that the
/// spec calls sensitive.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Transcript {
    /// The operation's name.
    pub operation: String,
    /// Its version.
    pub version: String,
    /// The host that was asked.
    pub host: String,
    /// In the order in which they were asked.
    pub entries: Vec<Entry>,
}

/// One request and its answer.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Entry {
    /// The obligation that it was about, by its id in the ledger of that day.
    pub obligation: String,
    /// What was sent: names and values, `None` where a value is sensitive.
    pub sent: Vec<(String, Option<String>)>,
    /// What came, or why nothing did.
    pub heard: Result<Heard, String>,
}

/// An answer.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Heard {
    /// HTTP status.
    pub status: u16,
    /// The code; empty where there is none.
    pub code: String,
    /// The message; empty where there is none.
    pub message: String,
    /// The request's id.
    pub request_id: String,
    /// The header `Date`: when it was, by the service's clock.
    pub date: String,
}

impl Transcript {
    pub(super) fn new(operation: &str, version: &str, host: &str) -> Transcript {
        Transcript {
            operation: operation.to_owned(),
            version: version.to_owned(),
            host: host.to_owned(),
            entries: Vec::new(),
        }
    }

    /// As a file holds it.
    #[must_use]
    pub fn to_text(&self) -> String {
        let entries = self.entries.iter().map(Entry::to_json).collect();
        canonical(&object(vec![
            ("format", Json::text(FORMAT)),
            ("operation", Json::text(&self.operation)),
            ("version", Json::text(&self.version)),
            ("host", Json::text(&self.host)),
            ("entries", Json::Array(entries)),
        ]))
    }

    /// Reads what [`Transcript::to_text`] wrote.
    ///
    /// # Errors
    /// The text is no transcript; says where.
    pub fn parse(text: &str) -> Result<Transcript, String> {
        let tree = acs_spec::json::parse(text).map_err(|fault| fault.to_string())?;
        let json = tree.to_json();
        let field = |name: &str| string(&json, "", name);
        let format = field("format")?;
        if format != FORMAT {
            return Err(format!("/format: `{format}` is not `{FORMAT}`"));
        }
        let Some(Json::Array(entries)) = json.get("entries") else {
            return Err("/entries: no list".to_owned());
        };
        let entries = entries.iter().enumerate();
        Ok(Transcript {
            operation: field("operation")?,
            version: field("version")?,
            host: field("host")?,
            entries: entries
                .map(|(n, entry)| Entry::from_json(entry, &format!("/entries/{n}")))
                .collect::<Result<_, _>>()?,
        })
    }

    /// Writes a file that is not there yet: what was heard once is never overwritten.
    pub(super) fn write(&self, path: &Path) -> Result<(), Trouble> {
        match path.exists() {
            true => Err(Trouble::file(
                path,
                &"it is there already, and is not overwritten",
            )),
            false => crate::output::write(path, &self.to_text()),
        }
    }
}

impl Entry {
    fn to_json(&self) -> Json {
        let pair = |(name, value): &(String, Option<String>)| {
            let value = value.as_ref().map_or(Json::Null, Json::text);
            Json::Array(vec![Json::text(name), value])
        };
        let heard = match &self.heard {
            Ok(heard) => (
                "answer",
                object(vec![
                    ("status", Json::Number(heard.status.to_string())),
                    ("code", Json::text(&heard.code)),
                    ("message", Json::text(&heard.message)),
                    ("requestId", Json::text(&heard.request_id)),
                    ("date", Json::text(&heard.date)),
                ]),
            ),
            Err(why) => ("failure", Json::text(why)),
        };
        object(vec![
            ("obligation", Json::text(&self.obligation)),
            ("sent", Json::Array(self.sent.iter().map(pair).collect())),
            heard,
        ])
    }

    fn from_json(json: &Json, at: &str) -> Result<Entry, String> {
        let Some(Json::Array(sent)) = json.get("sent") else {
            return Err(format!("{at}/sent: no list"));
        };
        let pair = |(n, pair): (usize, &Json)| {
            let fault = || format!("{at}/sent/{n}: no pair of a name and a value");
            let Json::Array(pair) = pair else {
                return Err(fault());
            };
            match pair.as_slice() {
                [Json::String(name), Json::String(value)] => {
                    Ok((name.clone(), Some(value.clone())))
                }
                [Json::String(name), Json::Null] => Ok((name.clone(), None)),
                _ => Err(fault()),
            }
        };
        let heard = match (json.get("answer"), json.get("failure")) {
            (Some(answer), None) => {
                let inner = format!("{at}/answer");
                let status = match answer.get("status") {
                    Some(Json::Number(text)) => text.parse().ok(),
                    _ => None,
                };
                let text = |name: &str| string(answer, &inner, name);
                Ok(Heard {
                    status: status.ok_or_else(|| format!("{inner}/status: no HTTP status"))?,
                    code: text("code")?,
                    message: text("message")?,
                    request_id: text("requestId")?,
                    date: text("date")?,
                })
            }
            (None, Some(Json::String(why))) => Err(why.clone()),
            _ => return Err(format!("{at}: either an `answer` or a `failure`")),
        };
        Ok(Entry {
            obligation: string(json, at, "obligation")?,
            sent: sent
                .iter()
                .enumerate()
                .map(pair)
                .collect::<Result<_, _>>()?,
            heard,
        })
    }
}

fn string(json: &Json, at: &str, name: &str) -> Result<String, String> {
    json.get(name)
        .and_then(Json::as_str)
        .map(str::to_owned)
        .ok_or_else(|| format!("{at}/{name}: no text"))
}

fn object(members: Vec<(&str, Json)>) -> Json {
    acs_spec::shape::object(members)
}

/// Takes secrets out of what is recorded. Shows none itself.
pub(super) struct Redactor {
    secrets: Vec<Secret>,
}

/// What stands in the place of a secret.
const MASK: &str = "<masked>";

impl Redactor {
    pub(super) fn new(credentials: &Credentials) -> Redactor {
        let mut secrets = vec![
            credentials.access_key_secret().clone(),
            Secret::new(credentials.access_key_id.as_str()),
        ];
        secrets.extend(credentials.security_token.clone());
        Redactor { secrets }
    }

    /// The text without what is secret: the parts of the key, and these values.
    pub(super) fn text(&self, text: &str, values: &[&str]) -> String {
        let own = self.secrets.iter().map(Secret::expose);
        let all = own
            .chain(values.iter().copied())
            .filter(|one| !one.is_empty());
        all.fold(text.to_owned(), |text, secret| text.replace(secret, MASK))
    }

    /// An entry that holds nothing secret.
    pub(super) fn entry(
        &self,
        obligation: &str,
        pairs: &[(String, String)],
        is_sensitive: impl Fn(&str) -> bool,
        heard: Result<Heard, String>,
    ) -> Entry {
        let hidden: Vec<&str> = pairs
            .iter()
            .filter(|(name, _)| is_sensitive(name))
            .map(|(_, value)| value.as_str())
            .collect();
        let clean = |text: &str| self.text(text, &hidden);
        let pair = |(name, value): &(String, String)| {
            let is_plain = !is_sensitive(name) && clean(value) == *value;
            (name.clone(), is_plain.then(|| value.clone()))
        };
        Entry {
            obligation: obligation.to_owned(),
            sent: pairs.iter().map(pair).collect(),
            heard: heard
                .map(|heard| Heard {
                    status: heard.status,
                    code: clean(&heard.code),
                    message: clean(&heard.message),
                    request_id: heard.request_id,
                    date: heard.date,
                })
                .map_err(|why| clean(&why)),
        }
    }
}
